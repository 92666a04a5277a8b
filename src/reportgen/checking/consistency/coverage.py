"""What is planned against what is measured (目标与指标对应): outputs without an indicator, goals nobody reports on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.checking.consistency.likeness import Likeness, pairs_of, thing_named
from reportgen.checking.consistency.paper import Detector, Paper, Place, found, sentences
from reportgen.checking.consistency.said import Said, likeness_of, numbers_said
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator, PerformanceGoal, Project
from reportgen.model.origin import Origin
from reportgen.quantities.mention import MentionKind

_ITEM = re.compile(r"(?:^|\n|[；;。]\s*)\s*(?:\d{1,2}[.、．]|[（(]\d{1,2}[)）]|[一二三四五六七八九十]是)\s*(?=\S)")
_RUNNING = re.compile(r"正常(?:运转|运行|开展|办公)|稳定运行|日常运行|业务(?:正常)?开展|社会稳定|可持续")
_GENERAL = re.compile(
    r"残疾人?|困难|贫困|重度|群众|服务|工作|项目|年度|提供|通过|减轻|增强|提高|能力|水平|生活|自理|社会|参与|家庭|负担|开展|实施|帮助|"
    r"进行|他们|顺利|基本|功能|障碍|完成|努力|受助|保障|促进|推进|推动|加强|做好|进一步|全市|全县|全区|全年|建设|发展|事业|得到|落实|"
    r"组织|举办|活动|各类|各项|相关|有关|人员|经费|资金|费用|支出|预算|采购|购置|管理|运行|维护|支付|用于|宣传|制作|印制|编制|建成|更新|更换"
)
_DELIVERED = re.compile(
    r"为.{2,30}(?:提供|发放|配置|配备|实施)|培训|救助|资助|托养|补贴|补助|康复|改造|适配|购置|采购|建设|举办|慰问|体检|检测|维修"
)
_HELD = re.compile(r"培训|研讨|交流|调研|考察|比赛|竞赛|演出|展览|体检|评审|抽查|检测|慰问|救助|购置|制作|印制|举办")
_NEAR = 0.4  # how much of its words an indicator must share to measure an output
_LEAST_OUTPUT = 100  # an output below is a detail of the telling
_AMOUNT = re.compile(r"[：:，,（(]?\s*(?:预算|计|共)?\d[\d,.]*\s*(?:万元|元).*$", re.DOTALL)


def items_of(text: str) -> list[str]:
    """The numbered items of a text, in order; a text without numbers is one item."""
    marks = [*_ITEM.finditer(text)]
    if len(marks) < 2:
        return [text]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [text[mark.end() : end].strip(" ；;。\n") for mark, end in zip(marks, ends, strict=True)]


def telling_pairs(text: str) -> frozenset[str]:
    """The telling character pairs of *text*, without words that any project may use."""
    return frozenset(pair for part in _GENERAL.split(text) for pair in pairs_of(part))


def outputs_without_indicator(paper: Paper) -> Iterator[Finding]:
    """GOAL_OUTPUT_UNMEASURED: several large outputs told under a goal, none of which an indicator counts."""
    likeness = likeness_of(paper)
    for goal in paper.entered.department_goals:
        rows = [i for i in paper.entered.department_indicators if i.goal == goal.number]
        if not goal.achieved or len(rows) < 3:
            continue
        loose = []
        for said in numbers_said(paper, goal.achieved, goal.origin("achieved")):
            large = said.mention.value is not None and said.mention.value >= _LEAST_OUTPUT
            if said.mention.kind is not MentionKind.COUNT or not large or said.mention.approximate:
                continue
            near = max((_alike(said.clause, row, likeness) for row in rows), default=0.0)
            if near < _NEAR:
                loose.append(said)
        if len(loose) >= 2:
            listing = "、".join(f"“{said.clause.strip()[-18:]}”" for said in loose[:4])
            counted = [row for row in rows if "数量" in row.subcategory]
            yield found(
                "GOAL_OUTPUT_UNMEASURED",
                Severity.WARNING,
                f"目标{goal.number}完成情况写了{listing}，没有对应的数量指标",
                "核心产出应设指标，或在文字中只写指标考核的内容",
                loose[0].place,
                *(paper.place(row.origin("name"), row.name) for row in counted[:1]),
                subject=f"绩效目标{goal.number}",
            )


def _alike(words: str, row: Indicator, likeness: Likeness) -> float:
    thing = thing_named(row.name)
    return max(likeness.covered(thing, words), likeness.covered(words, thing))


def goals_without_indicator(paper: Paper) -> Iterator[Finding]:
    """GOAL_UNMEASURED: what a project's goals and use of funds promise and none of its 数量指标 counts."""
    for project in paper.entered.projects:
        rows = paper.entered.indicators_by_project.get(project.number, ())
        counted = [row for row in rows if "数量" in row.subcategory]
        if len(rows) < 3 or not counted:
            continue
        goals = [goal for goal in paper.entered.goals if goal.project == project.number]
        loose = list(_loose_items(goals, counted))
        told = {words for _, words, _ in loose}
        numbers = [row for row in rows if row in counted or _counts(row)]
        loose += [one for one in _loose_outputs(paper, project, goals, numbers) if not any(one[1] in t for t in told)]
        loose += [
            one
            for one in _loose_uses(project, counted)
            if not any(telling_pairs(one[1]) & telling_pairs(t) for _, t, _ in loose)
        ]
        if loose:
            listing = "、".join(f"{label}“{re.split('[，。；]', words)[0][:24]}”" for label, words, _ in loose[:5])
            yield found(
                "GOAL_UNMEASURED",
                Severity.WARNING,
                f"项目“{project.name}”的{listing}{f'等{len(loose)}项' if len(loose) > 5 else ''}没有对应的数量指标",
                "补数量指标，或删去不考核的内容",
                *(paper.place(origin, words[:30]) for _, words, origin in loose),
                *(paper.place(row.origin("name"), row.name) for row in counted),
                subject=project.name,
            )


def _counts(row: Indicator) -> bool:
    """Whether a row outside 数量指标 counts something all the same: 服务群众≥3万人次 under 社会效益."""
    quantity = row.target.quantity
    return quantity is not None and quantity.unit.dimension.split("/")[0] not in {"", "share", "money", "day", "month"}


_Loose = tuple[str, str, Origin | None]  # where it is written, its words, the place


def _loose_items(goals: Sequence[PerformanceGoal], counted: Sequence[Indicator]) -> Iterator[_Loose]:
    """The numbered items of goals that deliver something no row of *counted* names."""
    covered = [telling_pairs(row.name + row.description) for row in counted]
    for goal in goals:
        items = items_of(goal.text)
        if len(items) < 2:
            continue
        for number, item in enumerate(items, start=1):
            wanted = telling_pairs(item)
            delivers = _DELIVERED.search(item) and not _RUNNING.search(item)
            if delivers and len(wanted) >= 3 and not any(wanted & words for words in covered):
                yield f"绩效目标第{number}项", item, goal.origin("text")


def _loose_outputs(
    paper: Paper, project: Project, goals: Sequence[PerformanceGoal], counted: Sequence[Indicator]
) -> Iterator[_Loose]:
    """The counted outputs in goals and use of funds that no row of *counted* counts, by its words or its number."""
    texts = [(goal.text, goal.origin("text"), "绩效目标") for goal in goals]
    texts.append((project.fund_use, project.origin("fund_use"), "资金用途"))
    seen: set[str] = set()
    for text, origin, label in texts:
        outputs = [said for said in numbers_said(paper, text, origin) if _is_output(said)]
        measured = [said for said in outputs if _is_counted(said, counted)]
        for said in outputs:
            words = said.clause.strip()
            beside = any(_same_sentence(text, said, other) for other in measured)  # 15名运动员 are, 2名领队 go along
            if words not in seen and said not in measured and not beside:
                seen.add(words)
                yield label, words, origin


def _same_sentence(text: str, one: Said, other: Said) -> bool:
    """Whether two numbers of one unit stand in one sentence of *text*."""
    first, last = sorted((text.find(one.clause), text.find(other.clause)))
    return one.mention.unit == other.mention.unit and not re.search(r"[。；;\n]", text[first:last])


_NO_OUTPUT = re.compile(
    r"其中|每|平均|人均|户均|标准(?!化)|上年|去年|占地|面积|总面积|现有|共有|下设|下属|全市共|辖|目前|以上|编制|在职|离退休|正常|常住|户籍|人口"
)


def _is_output(said: Said) -> bool:
    mention = said.mention
    units = mention.unit.dimension in {"share", "money", "day", "month", "area", "length", "volume", "energy", "mass"}
    large = mention.value is not None and mention.value >= 2
    return mention.kind is MentionKind.COUNT and large and not units and not _NO_OUTPUT.search(said.clause)


def _is_counted(said: Said, counted: Sequence[Indicator]) -> bool:
    wanted = telling_pairs(said.clause)
    if len(wanted) < 2:
        return True  # the words are too few to say that nothing counts them
    for row in counted:
        quantities = [q for q in (row.target.quantity, row.target.low, *row.target.details) if q is not None]
        if any(q.base == said.mention.value and q.unit.dimension == said.mention.unit.dimension for q in quantities):
            return True
        if wanted & telling_pairs(row.name + row.description):
            return True
    return False


def _loose_uses(project: Project, counted: Sequence[Indicator]) -> Iterator[_Loose]:
    """The numbered items of the use of funds for an event or a delivery that no row of *counted* names."""
    items = items_of(project.fund_use)
    covered = [telling_pairs(row.name + row.description) for row in counted]
    if len(items) < 2:
        return
    for item in items:
        words = _AMOUNT.sub("", item)
        wanted = telling_pairs(words)
        if (
            _HELD.search(words)
            and len(wanted) >= 2
            and not _RUNNING.search(words)
            and not any(wanted & w for w in covered)
        ):
            yield "资金用途", words, project.origin("fund_use")


def department_goals_without_indicator(paper: Paper) -> Iterator[Finding]:
    """GOAL_UNMEASURED: a number that a goal of the department promises and no row of its 自评表 takes up."""
    rows = paper.entered.department_indicators
    if not paper.is_table_form or len(rows) < 5:
        return
    likeness = likeness_of(paper)
    for goal in paper.entered.department_goals:
        passage = paper.passage_at(goal.origin("text"))
        if passage is None or not passage.cell:
            continue
        for said in numbers_said(paper, goal.text, goal.origin("text")):
            if not _is_output(said) or _OF_THE_PLAN.search(said.clause):
                continue
            if max(_alike(said.clause, row, likeness) for row in rows) >= _NEAR:
                continue
            yield found(
                "GOAL_UNMEASURED",
                Severity.WARNING,
                f"年度绩效目标{goal.number}“{said.clause.strip()[:30]}”没有对应的绩效指标",
                "补指标，或从目标中删去不考核的内容",
                said.place,
                subject=f"绩效目标{goal.number}",
            )


_REPORTED = 0.5  # share of a goal's words that one sentence of the rest must hold


def goals_not_reported(paper: Paper) -> Iterator[Finding]:
    """GOAL_NOT_REPORTED: a counted part of a goal that the report on what was reached never comes back to."""
    if paper.is_plan:
        return
    likeness = likeness_of(paper)
    rows = [row for row in paper.entered.department_indicators if row.actual_value]  # they report it in the table
    for goal in paper.entered.department_goals:
        rest = [goal.achieved[start:end] for start, end in sentences(goal.achieved)]
        if not rest:
            continue  # a report in prose tells elsewhere, in words of its own
        for said in numbers_said(paper, goal.text, goal.origin("text")):
            words = said.clause.strip()
            if (
                not _is_promised(said)
                or len(telling_pairs(words)) < 3
                or any(_alike(words, row, likeness) >= _REPORTED for row in rows)
            ):
                continue
            if max((likeness.covered(words, other) for other in rest), default=0.0) < _REPORTED:
                yield _not_reported(goal, words, said.place)


def _is_promised(said: Said) -> bool:
    mention = said.mention
    counted = mention.kind in {MentionKind.COUNT, MentionKind.PERCENT} and mention.unit.symbol not in {"级", "层", "批"}
    return counted and not _NO_OUTPUT.search(said.clause) and not _OF_THE_PLAN.search(said.clause)


_OF_THE_PLAN = re.compile(r"目标|任务|指标|工作")


def _not_reported(goal: PerformanceGoal, words: str, place: Place) -> Finding:
    return found(
        "GOAL_NOT_REPORTED",
        Severity.WARNING,
        f"年度绩效目标{goal.number}“{words[:30]}”，完成情况中没有说到",
        "在完成情况中逐项回应目标，没有开展的说明原因",
        place,
        subject=f"绩效目标{goal.number}",
    )


DETECTORS: tuple[Detector, ...] = (
    outputs_without_indicator,
    goals_without_indicator,
    department_goals_without_indicator,
    goals_not_reported,
)
