"""Prose against table (文字与表格): the numbers of goals, conclusion and sections against the indicator rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checking.consistency_likeness import Likeness, measure_named, pairs_of, says_the_same, thing_named
from reportgen.checking.consistency_paper import Detector, Paper, Passage, Place, clauses, found
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.model.origin import Origin
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import Quantity, plain_number, round_half_up
from reportgen.quantities.target_values import Comparator, TargetKind

_OTHER_SCOPE = re.compile(
    r"上年|去年|上一年|同期|其中|少\d|多\d|少完成|多完成|未完成|缺|差|超额|回访|抽查|抽样|调查|复查|访谈|核查|随机|累计|截至|历年|以来|比\d|同比|环比|计划|力争|目标|指标值|任务|应|拟|下一?年|明年|预算|人均|户均|平均|每|新增|新审|新建|新办|新认定|第一|另|约占|占"
)
_ENOUGH = 0.5  # share of an indicator's name that must stand around a number
_ENOUGH_ELSEWHERE = 0.75  # the same for prose that belongs to no goal
_ENOUGH_ANYWHERE = 0.6  # for the goals of a form whose rows belong to no goal
_LEAST_MASS = 4.0  # how much the shared words must tell
_PERSONS = frozenset({"person", "person-time"})
_SAME_COUNT = tuple(
    frozenset(group.split())
    for group in (
        "个 organisation 处 座",
        "个 项",
        "个 件 device 套",
        "session occasion",
        "例 person",
        "批 批次",
        "个 名",
    )
)


@dataclass(frozen=True, slots=True)
class Said:
    """A number in prose: the mention, the words it is about, and where it stands."""

    mention: Mention
    about: str  # its clause, and the one before where the clause says little
    clause: str
    place: Place


_Candidate = tuple[float, Said, Indicator]  # how well a number speaks of a row


def numbers_said(paper: Paper, text: str, origin: Origin | None) -> Iterator[Said]:
    """The counted and measured numbers of *text* with the words they are about."""
    passage = paper.passage_at(origin)
    before = ""
    for start, end in clauses(text):
        clause = text[start:end]
        for mention in scan(clause).claims:
            if mention.value is None or mention.kind not in {MentionKind.COUNT, MentionKind.PERCENT, MentionKind.MONEY}:
                continue
            about = clause if len(pairs_of(clause)) >= 5 else before + clause
            if passage is not None:
                at = passage.text.find(mention.text, max(_find(passage.text, clause), 0))
                place = passage.place(at, at + len(mention.text)) if at >= 0 else passage.place()
            else:
                place = Place(origin or Origin(paper.document.file), mention.text)
            yield Said(mention, about, clause, place)
        ended = end < len(text) and text[end] in "。；;\n"
        before = "" if ended else clause


def _find(text: str, clause: str) -> int:
    at = text.find(clause)
    return at if at >= 0 else text.find(clause[:6])


def likeness_of(paper: Paper) -> Likeness:
    """The likeness of phrases within the department's own words."""
    entered = paper.entered
    return Likeness(
        [
            *(i.name for i in entered.indicators),
            *(part for g in entered.goals for part in re.split(r"[，。；,;]", g.text + g.achieved)),
        ]
    )


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
    in_rows = {origin for row in rows for origin in row.origins.values()}
    in_goals = {origin for goal in paper.entered.goals for origin in goal.origins.values()}
    done: list[Said] = []
    goals: list[Said] = []
    planned, done_depth = False, _DEEPEST
    for passage in paper.paragraphs:
        depth = _heading_depth(passage)
        if depth:
            if depth <= done_depth:
                done_depth = depth if _DONE_HEADING.search(passage.text) else _DEEPEST
            planned = depth <= done_depth == _DEEPEST and _PLANNED_HEADING.search(passage.text) is not None
        elif passage.origin in in_rows or re.search(r"目标(?:是|为|：)", passage.text):
            continue
        elif planned:
            goals += numbers_said(paper, passage.text, passage.origin)
        elif passage.origin not in in_goals:
            done += numbers_said(paper, passage.text, passage.origin)
    return done, goals


_DEEPEST = 9
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
        yield from _disagreements(
            paper,
            said,
            rows,
            likeness,
            _ENOUGH_ELSEWHERE,
            f"项目“{project.name}”文字",
            code="TEXT_VS_INDICATOR",
            planned=True,
        )
        yield from _periods(paper, project.name, rows, likeness)


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
        scored = [(_fit(number, row, likeness, planned=planned), row) for row in rows]
        best = max((score for score, _ in scored), default=0.0)
        if best < enough:
            continue
        for score, row in scored:
            if score >= enough and score >= best - 0.001:
                matches[row.number].append((score, number, row))
    for candidates in matches.values():
        row = candidates[0][2]
        wrong = [one for one in candidates if not _agrees(one[1].mention, row, planned=planned)]
        if len(wrong) < len(candidates):
            if not planned:
                yield from _scopes(paper, [one for one in candidates if one not in wrong], likeness, where)
            wrong = [one for one in wrong if _names_just(one[1], row, likeness)]
        else:
            wrong = [max(wrong, key=lambda candidate: candidate[0])]
        for _, number, _ in wrong:
            if not _is_excused(number, candidates, said, row, planned=planned):
                yield _disagreement(paper, number, row, where, code, planned=planned)
                break


def fits(number: Said, rows: Sequence[Indicator], likeness: Likeness, enough: float) -> Indicator | None:
    """The row that *number* speaks of and bears out, where one fits best."""
    scored = [(_fit(number, row, likeness, planned=False), row) for row in rows]
    best = max((score for score, _ in scored), default=0.0)
    found_rows = [
        row for score, row in scored if score == best >= enough and _agrees(number.mention, row, planned=False)
    ]
    return found_rows[0] if len(found_rows) == 1 else None


_JUST = 0.6


def _names_just(number: Said, row: Indicator, likeness: Likeness) -> bool:
    """Whether the clause of *number* names what *row* counts, and little else."""
    thing = thing_named(row.name)
    if says_the_same(number.clause, thing):
        return True
    return likeness.covered(thing, number.clause) >= _JUST and likeness.covered(number.clause, thing) >= _JUST


def _is_excused(
    number: Said, candidates: Sequence[_Candidate], said: Sequence[Said], row: Indicator, *, planned: bool
) -> bool:
    """Whether *number* may differ from *row*: a part of it, one of several in a clause, or of another scope."""
    clause = number.clause
    if any(other.clause == clause and _agrees(other.mention, row, planned=planned) for _, other, _ in candidates):
        return True
    if _sum_agrees([each for _, each, _ in candidates if each.clause == clause], said, row, planned=planned):
        return True
    if planned:
        return re.search(r"其中|每|人均|户均|上年|去年|标准", clause) is not None
    return any(hit.group() not in row.name for hit in _OTHER_SCOPE.finditer(clause))


def _scopes(paper: Paper, agreeing: Sequence[_Candidate], likeness: Likeness, where: str) -> Iterator[Finding]:
    """PROSE_VS_TABLE_SCOPE: the number of a row, but in 人 where the row counts 人次, or the other way round."""
    for _, number, row in agreeing:
        kinds = {number.mention.unit.dimension, row.actual.unit.dimension}
        if kinds == _PERSONS and _names_just(number, row, likeness):
            yield _disagreement(paper, number, row, where, "PROSE_VS_TABLE_SCOPE", planned=False)
            return


def _disagreement(paper: Paper, number: Said, row: Indicator, where: str, code: str, *, planned: bool) -> Finding:
    value = row.target if planned else row.actual
    label, text, field = (
        ("指标值", row.target_value, "target_value") if planned else ("实际完成值", row.actual_value, "actual_value")
    )
    quantity = value.quantity or value.low
    assert quantity is not None
    scope = number.mention.unit.dimension != quantity.unit.dimension and number.mention.unit.dimension in _PERSONS
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


def _fit(number: Said, row: Indicator, likeness: Likeness, *, planned: bool) -> float:
    """How well *number* speaks of *row*, 0 where units or measure forbid it."""
    value = row.target if planned else row.actual
    quantity = value.quantity or value.low
    mention = number.mention
    if quantity is None or value.kind not in {TargetKind.NUMBER, TargetKind.RANGE} or value.compound:
        return 0.0
    one, other = mention.unit.dimension, quantity.unit.dimension
    same = one == other or {one, other} <= _PERSONS or any({one, other} <= group for group in _SAME_COUNT)
    if not same or one == "money":
        return 0.0
    if one == "share":
        measure = measure_named(row.name)
        before = number.clause[: max(number.clause.find(mention.text), 0)]
        if not measure or not before.rstrip("均已为达到约超过").endswith(measure[-2:]) or measure not in before:
            return 0.0
    thing = thing_named(row.name)
    if says_the_same(number.clause, thing):
        return 1.0
    forward = likeness.covered(thing, number.about)
    own_words = number.clause
    backward = likeness.covered(own_words, thing)
    shared = forward * likeness.mass(thing)
    if shared < _LEAST_MASS and len(pairs_of(thing) & pairs_of(number.about)) < 3:
        return 0.0
    return max(forward, (forward + backward) / 2 if backward >= 0.6 else 0.0)


def _sum_agrees(numbers: Sequence[Said], said: Sequence[Said], row: Indicator, *, planned: bool) -> bool:
    """Whether the numbers of one clause add up to the row: 13名在职人员及1名离退休人员 for 14人."""
    quantity = (row.target if planned else row.actual).quantity
    if quantity is None:
        return False
    for number in numbers:
        together = [
            s.mention for s in said if s.clause == number.clause and s.mention.unit.dimension == quantity.unit.dimension
        ]
        if len(together) > 1 and sum((m.value for m in together if m.value is not None), Decimal(0)) == quantity.base:
            return True
    return False


def _agrees(mention: Mention, row: Indicator, *, planned: bool) -> bool:
    value = row.target if planned else row.actual
    numbers = [q for q in (value.quantity, value.low, value.high, *value.details) if q is not None]
    return any(_restates(mention, quantity) for quantity in numbers)


def _restates(mention: Mention, quantity: Quantity) -> bool:
    """Whether the number in prose may stand for *quantity*: rounded, or as the bound or range its words make it."""
    if mention.value is None:
        return False
    written, exact = mention.value, quantity.base
    if mention.unit.dimension == "share":
        exact = quantity.base
    if written == exact:
        return True
    if mention.quantity is not None and mention.quantity.comparable(quantity) and mention.quantity.restates(quantity):
        return True
    if mention.approximate and "余" in mention.qualifiers + tuple(mention.text):
        return written <= exact < written + _step(written)
    if mention.approximate:
        return abs(exact - written) <= written / 10
    if mention.comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}:
        return written <= exact <= written * Decimal("1.2")
    if mention.comparator in {Comparator.AT_MOST, Comparator.LESS_THAN}:
        return exact <= written
    return False


def _step(written: Decimal) -> Decimal:
    """The size of the last digit that is not zero: 400余 may reach 499, 2500余 2599."""
    number = int(written)
    step = 1
    while number and number % 10 == 0:
        number //= 10
        step *= 10
    return Decimal(max(step, 2))


_WEEKLY = {"周": 52, "每周": 52, "月": 12, "季度": 4, "季": 4}
_EACH_PERIOD = re.compile(
    r"每(?P<period>周|月|季度|季)(?:播出|举办|开展|出版|刊发|推送)?(?P<n>[一二两三四五六\d]{1,2})(?P<unit>期|次|场|篇)"
)
_SMALL = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def _periods(paper: Paper, name: str, rows: Sequence[Indicator], likeness: Likeness) -> Iterator[Finding]:
    """TEXT_VS_INDICATOR: 每周两期 in a row or text against 100期 a year in another of the project."""
    each: list[tuple[int, str, str, Indicator]] = []
    for row in rows:
        hit = _EACH_PERIOD.search(row.target_value)
        if hit:
            count = _SMALL.get(hit["n"]) or int(hit["n"]) if hit["n"].isdigit() or hit["n"] in _SMALL else 0
            each.append((count * _WEEKLY[hit["period"]], hit["unit"], hit.group(), row))
    for expected, unit, words, row in each:
        for other in rows:
            quantity = other.target.quantity
            if other is row or quantity is None or quantity.unit.symbol != unit or "每" in other.target_value:
                continue
            alike = likeness.covered(thing_named(other.name), row.name + row.target_value)
            if alike >= 0.5 and quantity.value != expected and abs(quantity.value - expected) > 1:
                yield found(
                    "TEXT_VS_INDICATOR",
                    Severity.WARNING,
                    f"项目“{name}”：“{row.name}”{words}，全年应为{expected}{unit}，“{other.name}”却写{other.target_value}",
                    "核对期数，改正其中一处",
                    paper.place(row.origin("target_value"), row.target_value),
                    paper.place(other.origin("target_value"), other.target_value),
                    subject=name,
                )


def conclusion_figures(paper: Paper) -> Iterator[Finding]:
    """CONCLUSION_VS_TABLE: rate, total and grade in the words of the conclusion against the table."""
    entered = paper.entered
    conclusion = entered.conclusion
    text = conclusion.text
    line = entered.budget_line()
    if not text:
        return
    rate = re.search(r"执行率[^，。；\d]{0,6}(?P<rate>\d+(?:\.\d+)?)\s*%", text)
    if rate and line is not None and line.stated_execution_rate is not None:
        stated, said = line.stated_execution_rate.value, Decimal(rate["rate"])
        exponent = said.as_tuple().exponent
        places = max(-exponent, 0) if isinstance(exponent, int) else 0
        place = paper.place(conclusion.origin("text"), rate.group())
        table = paper.place(line.origin("stated_execution_rate"))
        if round_half_up(stated, places) != said:
            yield found(
                "CONCLUSION_VS_TABLE",
                Severity.ERROR,
                f"结论写执行率{rate['rate']}%，表中执行率{stated}%",
                "改正其中一处",
                place,
                table,
            )
        elif said != stated:
            yield found(
                "PRECISION_VARIES",
                Severity.INFO,
                f"执行率表中写{stated}%，结论写{rate['rate']}%，小数位数不同",
                f"统一写{stated}%",
                table,
                place,
            )
    score = re.search(r"(?:总分|得分|自评分)(?:为|是)?[^，。；\d]{0,4}(?P<score>\d+(?:\.\d+)?)\s*分", text)
    total = conclusion.total_score
    if score and total is not None:
        said = Decimal(score["score"])
        exponent = said.as_tuple().exponent
        places = max(-exponent, 0) if isinstance(exponent, int) else 0
        if round_half_up(total, places) != said:
            yield found(
                "CONCLUSION_VS_TABLE",
                Severity.ERROR,
                f"结论写{score.group()}，表中总分{plain_number(total)}分",
                "改正其中一处",
                paper.place(conclusion.origin("text"), score.group()),
                paper.place(conclusion.origin("total_score")),
            )
    grade = re.search(r"等级(?:为|是|评定为)?[“\"]?(?P<grade>优秀?|良好?|中|差)", text)
    said_score = Decimal(score["score"]) if score else total
    if grade and said_score is not None:
        right = paper.form.scoring.rating_of(total if total is not None else said_score)
        if right and right != grade["grade"][0]:
            yield found(
                "RATING_MISMATCH",
                Severity.ERROR,
                f"结论写{grade.group()}，{plain_number(said_score)}分对应“{right}”",
                f"等级改为“{right}”",
                paper.place(conclusion.origin("text"), grade.group()),
            )


DETECTORS: tuple[Detector, ...] = (
    goals_against_rows,
    prose_against_rows,
    projects_against_rows,
    conclusion_figures,
)
