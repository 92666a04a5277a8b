"""Prose against table (文字与表格): the numbers of goals and sections against the indicator rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportgen.checking.consistency.likeness import Likeness
from reportgen.checking.consistency.matches import PERSONS, agrees, fit, names_just, sum_agrees
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found
from reportgen.checking.consistency.said import Said, likeness_of, numbers_said
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.quantities.target_values import TargetKind

_OTHER_SCOPE = re.compile(
    r"上年|去年|上一年|同期|其中|少\d|多\d|(?:多|少)[检办建种修查收发开培服接救做完][\u4e00-\u9fff]{0,2}\d|少完成|多完成|未完成|缺|差|超额|回访|剩余|其余|余下|抽查|抽样|调查|复查|访谈|核查|随机|累计|截至|历年|以来|比\d|同比|环比|计划|力争|目标|指标值|任务|应|拟|下一?年|明年|预算|人均|户均|平均|每|新增|新审|新建|新办|新认定|第一|另|约占|占"
)
_ENOUGH = 0.5  # share of an indicator's name that must stand around a number
_ENOUGH_ELSEWHERE = 0.75  # the same for prose that belongs to no goal
_ENOUGH_ANYWHERE = 0.6  # for the goals of a form whose rows belong to no goal
_Candidate = tuple[float, Said, Indicator]  # how well a number speaks of a row


def goals_against_rows(paper: Paper) -> Iterator[Finding]:
    """PROSE_VS_TABLE: what a goal's 实际完成情况 says against the rows of the same goal; SCOPE where units differ."""
    likeness = likeness_of(paper)
    for goal in paper.entered.department_goals:
        measured = [i for i in paper.entered.department_indicators if i.actual_value]
        rows = [i for i in measured if i.goal == goal.number]
        enough = _ENOUGH
        if not any(i.goal for i in measured):  # a form whose rows belong to no goal
            rows, enough = measured, _ENOUGH_ANYWHERE
        if goal.achieved and rows:
            said = list(numbers_said(paper, goal.achieved, goal.origin("achieved")))
            yield from _disagreements(paper, said, rows, likeness, enough, f"目标{goal.number}实际完成情况")
        passage = paper.passage_at(goal.origin("text"))
        if rows and passage is not None and passage.cell:
            said = list(numbers_said(paper, goal.text, goal.origin("text")))
            where = f"年度绩效目标{goal.number}"
            yield from _disagreements(paper, said, rows, likeness, _ENOUGH_ELSEWHERE, where, planned=True)


_PLANNED_HEADING = re.compile(r"目标|计划|任务")
_DONE_HEADING = re.compile(r"完成|实现|落实|达成|产出|效益")


def prose_against_rows(paper: Paper) -> Iterator[Finding]:
    """PROSE_VS_TABLE for paragraphs and the conclusion against all rows of the 自评表.

    What stands under a heading of goals is held against the targets, everything else against the actual values.
    """
    rows = [
        i for i in paper.entered.department_indicators if i.actual_value and i.target.kind is not TargetKind.QUALITATIVE
    ]
    if not rows:
        return
    likeness = likeness_of(paper)
    done, goals = _said_under_headings(paper, rows)
    conclusion = paper.entered.conclusion
    origin = conclusion.origin("text")
    if conclusion.text and origin is not None and all(p.origin != origin for p in paper.paragraphs):
        done += numbers_said(paper, conclusion.text, origin)
    yield from _disagreements(paper, done, rows, likeness, _ENOUGH_ELSEWHERE, "文字")
    yield from _disagreements(paper, goals, rows, likeness, _ENOUGH_ELSEWHERE, "年度目标", planned=True)


def _said_under_headings(paper: Paper, rows: Sequence[Indicator]) -> tuple[list[Said], list[Said]]:
    """The numbers that prose says were reached, and those under a heading of goals."""
    told, planned = passages_told(paper, rows)
    done = [said for passage in told for said in numbers_said(paper, passage.text, passage.origin)]
    return done, [said for passage in planned for said in numbers_said(paper, passage.text, passage.origin)]


def passages_told(paper: Paper, rows: Sequence[Indicator]) -> tuple[list[Passage], list[Passage]]:
    """The paragraphs that say what was reached, and those under a heading of goals; without the *rows* themselves."""
    in_rows = {origin for row in rows for origin in row.origins.values()}
    in_goals = {origin for goal in paper.entered.goals for origin in goal.origins.values()}
    done: list[Passage] = []
    goals: list[Passage] = []
    planned, listed, done_depth = False, False, _DEEPEST
    for passage in paper.paragraphs:
        depth = _heading_depth(passage)
        if depth:
            if depth <= done_depth:
                done_depth = depth if _DONE_HEADING.search(passage.text) else _DEEPEST
            planned = depth <= done_depth == _DEEPEST and _PLANNED_HEADING.search(passage.text) is not None
            listed = False
        elif passage.text.rstrip().endswith(("目标：", "目标:")):
            listed = True
        elif passage.origin in in_rows or re.search(r"目标(?:是|为|：)", passage.text):
            continue
        elif planned or (listed and _LISTED.match(passage.text.strip())) or _PLANNED_INLINE.match(passage.text.strip()):
            goals.append(passage)
        elif passage.origin not in in_goals:
            done.append(passage)
    return done, goals


_DEEPEST = 9
_PLANNED_INLINE = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.、．]|[一二三四五六七八九十]{1,3}、)?"
    r"(?:本?年度|全年|年初|总体|整体|绩效|预期|主要|支出|部门)*(?:工作)?目标(?:设定|任务)?(?:情况)?[。：:]"
)
_LISTED = re.compile(r"[（(]?\d{1,2}[)）.、．](?!\d)|[-*•] ")  # what 设定以下目标： lists below it
_HEADING_FORMS = (
    r"[一二三四五六七八九十]{1,3}[、．.]",
    r"[（(][一二三四五六七八九十]{1,3}[)）]",
    r"\d{1,2}[.、．](?!\d)",
)


def _heading_depth(passage: Passage) -> int:
    """How deep a heading stands: the level of its style, or that of its number; 0 for what is no heading."""
    text = passage.text.strip()
    if passage.level:
        return passage.level
    if len(text) > 40 or re.search(r"[。；]$|\d[^.、）)]", text[2:]):
        return 0
    return next((at for at, form in enumerate(_HEADING_FORMS, start=1) if re.match(form, text)), 0)


def projects_against_rows(paper: Paper) -> Iterator[Finding]:
    """TEXT_VS_INDICATOR: the numbers of a project's purpose and goals against its own indicators' targets."""
    likeness = likeness_of(paper)
    goals = defaultdict(list)
    for goal in paper.entered.goals:
        goals[goal.project].append(goal)
    for project in paper.entered.projects:
        rows = list(paper.entered.indicators_by_project.get(project.number, ()))
        texts = [(project.fund_use, project.origin("fund_use"))]
        texts += [(goal.text, goal.origin("text")) for goal in goals.get(project.number, ())]
        said = [number for text, origin in texts if text for number in numbers_said(paper, text, origin)]
        where = f"项目“{project.name}”文字"
        yield from _disagreements(
            paper, said, rows, likeness, _ENOUGH_ELSEWHERE, where, code="TEXT_VS_INDICATOR", planned=True
        )


_TOLD_PER_PERIOD = re.compile(r"每(?:天|日|周|月|季度?|年|期|次)|日均|月均")


def _disagreements(
    paper: Paper,
    said: Sequence[Said],
    rows: Sequence[Indicator],
    likeness: Likeness,
    enough: float,
    where: str,
    *,
    code: str = "PROSE_VS_TABLE",
    planned: bool = False,
) -> Iterator[Finding]:
    """A finding for each row that a number speaks of and contradicts: the number whose words fit it best.

    A row that another number bears out is contradicted only by a number whose words say just what the row names.
    """
    matches: dict[str, list[_Candidate]] = defaultdict(list)
    for number in said:
        if _TOLD_PER_PERIOD.search(number.clause):
            continue  # 每天4期 is no 1460期
        if not planned and (_tells_earlier_year(number, paper.year) or _UNDONE.search(_behind(number))):
            continue  # 2023年末收住228人 is none of 2024, 4间未改造 are not done
        scored = [(fit(number, row, likeness, planned=planned), row) for row in rows]
        best = max((score for score, _ in scored), default=0.0)
        if best < enough:
            continue
        for score, row in scored:
            if score >= enough and score >= best - 0.001:
                matches[row.number].append((score, number, row))
    for candidates in matches.values():
        row = candidates[0][2]
        wrong = [one for one in candidates if not agrees(one[1].mention, row, planned=planned)]
        if len(wrong) < len(candidates):
            if not planned:
                yield from _scopes(paper, [one for one in candidates if one not in wrong], likeness, where)
            wrong = [one for one in wrong if names_just(one[1], row, likeness)]
        else:
            wrong = [max(wrong, key=lambda candidate: candidate[0])]
        for _, number, _ in wrong:
            if not _is_excused(number, candidates, said, row, planned=planned):
                yield _disagreement(paper, number, row, where, code, planned=planned)
                break


_UNDONE = re.compile(r"^[^，。；\d]{0,2}(?:未|没有)")


def _tells_earlier_year(number: Said, year: int | None) -> bool:
    told = re.search(r"(20\d\d)年[^，。；\d]{0,8}$", number.clause[: number.clause.find(number.mention.text)])
    return told is not None and year is not None and int(told[1]) < year


def _behind(number: Said) -> str:
    return number.clause[number.clause.find(number.mention.text) + len(number.mention.text) :]


_ACT = re.compile(r"改造|新建|建设|购置|更新|整治|修复|新增|维修|采购|安装|创建|扩建|治理|改建|淘汰|清理")
_DONE = re.compile(r"完成|达到|实际|共|建成|修|购|装|换|建|治|清|添|改")


def _is_excused(
    number: Said, candidates: Sequence[_Candidate], said: Sequence[Said], row: Indicator, *, planned: bool
) -> bool:
    """Whether *number* may differ from *row*: a part of it, one of several in a clause, or of another scope."""
    clause = number.clause
    if any(other.clause == clause and agrees(other.mention, row, planned=planned) for _, other, _ in candidates):
        return True
    acts = _ACT.search(row.name)
    if acts is not None and not planned and acts.group() not in number.about and not _DONE.search(number.about):
        return True  # 公交场站42处 are there, of which 改造公交场站数量 counts those rebuilt
    scope = {number.mention.unit.dimension, (row.target if planned else row.actual).unit.dimension} == PERSONS
    if scope and any(
        other.place.origin == number.place.origin and agrees(other.mention, row, planned=planned) for other in said
    ):
        return True  # the passage tells both the persons and how often they came
    if sum_agrees([each for _, each, _ in candidates if each.clause == clause], said, row, planned=planned):
        return True
    if planned:
        return re.search(r"其中|每|人均|户均|上年|去年|标准", clause) is not None
    return any(hit.group() not in row.name for hit in _OTHER_SCOPE.finditer(clause))


def _scopes(paper: Paper, agreeing: Sequence[_Candidate], likeness: Likeness, where: str) -> Iterator[Finding]:
    """PROSE_VS_TABLE_SCOPE: the number of a row, but in 人 where the row counts 人次, or the other way round."""
    for _, number, row in agreeing:
        kinds = {number.mention.unit.dimension, row.actual.unit.dimension}
        if kinds == PERSONS and names_just(number, row, likeness):
            yield _disagreement(paper, number, row, where, "PROSE_VS_TABLE_SCOPE", planned=False)
            return


def _disagreement(paper: Paper, number: Said, row: Indicator, where: str, code: str, *, planned: bool) -> Finding:
    value = row.target if planned else row.actual
    label, text, field = (
        ("指标值", row.target_value, "target_value") if planned else ("实际完成值", row.actual_value, "actual_value")
    )
    quantity = value.quantity or value.low
    assert quantity is not None
    code = "TEXT_VS_INDICATOR" if planned and code == "PROSE_VS_TABLE" else code
    scope = number.mention.unit.dimension != quantity.unit.dimension and number.mention.unit.dimension in PERSONS
    units = f"，单位也不同（{number.mention.unit.symbol}、{quantity.unit.symbol}）" if scope else ""
    return found(
        "PROSE_VS_TABLE_SCOPE" if scope else code,
        Severity.WARNING if scope or (planned and number.mention.approximate) else Severity.ERROR,
        f"{where}写“{number.clause.strip()[-40:]}”（{number.mention.text}），指标“{row.name}”{label}{text}，两处不一致{units}",
        "统一口径，或注明两个数的范围（人、人次）" if scope else "核对原始记录，改正其中一处；口径不同的注明范围",
        number.place,
        paper.place(row.origin(field), text),
        subject=row.name,
    )


def plans_against_projects(paper: Paper) -> Iterator[Finding]:
    """TEXT_VS_INDICATOR: what the goals of the whole plan promise against the targets of its projects below."""
    if not paper.is_plan or not paper.entered.projects:
        return
    rows = [row for row in paper.entered.indicators if row.project]
    likeness = likeness_of(paper)
    told = {goal.origin("text"): goal.text for goal in paper.entered.department_goals}
    first = paper.place(paper.entered.projects[0].origin("name"))
    above = first.start if first is not None and first.start is not None else 0
    told |= {passage.origin: passage.text for passage in paper.paragraphs if passage.start < above}
    for origin, text in told.items():
        said = list(numbers_said(paper, text, origin))
        yield from _disagreements(
            paper, said, rows, likeness, _ENOUGH_ELSEWHERE, "总体目标", code="TEXT_VS_INDICATOR", planned=True
        )


_OF_SEVERAL = re.compile(
    r"(?P<one>[\u4e00-\u9fff]{2,8}?)(?:和|及|、)(?P<other>[\u4e00-\u9fff]{2,8}?)(?:参[训加赛会]|培训|数量|人员|总)*人?数"
)
_WORDS_BEFORE = re.compile(r"^(?:预计|计划|全年|参加|聘请|组织|保障|服务)+")


def parts_above_their_row(paper: Paper) -> Iterator[Finding]:
    """TEXT_VS_INDICATOR: 约14名教练员 in the use of funds, and ≥10人 for 教练员和工作人员 together."""
    for project in paper.entered.projects:
        texts = [(project.fund_use, project.origin("fund_use"))]
        texts += [(g.text, g.origin("text")) for g in paper.entered.goals if g.project == project.number]
        said = [number for text, origin in texts if text for number in numbers_said(paper, text, origin)]
        for row in paper.entered.indicators_by_project.get(project.number, ()):
            named, wanted = _OF_SEVERAL.search(row.name), row.target.quantity
            if named is None or wanted is None or wanted.unit.dimension != "person" or row.target.kind is not _NUMBER:
                continue
            things = (_WORDS_BEFORE.sub("", named["one"]), named["other"])
            for number in said:
                behind = number.clause[number.clause.find(number.mention.text) + len(number.mention.text) :]
                value = number.mention.value
                above = number.mention.unit.dimension == "person" and value is not None and value > wanted.base
                told = next((thing for thing in things if len(thing) > 2 and behind.startswith(thing)), "")
                if above and told:
                    yield found(
                        "TEXT_VS_INDICATOR",
                        Severity.WARNING,
                        f"项目“{project.name}”文字写“{number.mention.text}{told}”，"
                        f"“{row.name}”合起来指标值只有{row.target_value}",
                        "核对人数，改为一致",
                        number.place,
                        paper.place(row.origin("target_value"), row.target_value),
                        subject=row.name,
                    )
                    break


_NUMBER = TargetKind.NUMBER
DETECTORS: tuple[Detector, ...] = (
    parts_above_their_row,
    goals_against_rows,
    prose_against_rows,
    projects_against_rows,
    plans_against_projects,
)
