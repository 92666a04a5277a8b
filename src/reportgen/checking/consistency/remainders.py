"""What is left over (结余、其余): the rest told in words against what was there and what was used of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.checking.consistency.figures import Figure, differences, figures_of, is_slip
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found
from reportgen.checking.consistency.wholes import whole_budget, whole_spent
from reportgen.model.finding import Finding, Severity

_MONEY_LEFT = re.compile(
    r"(?:未执行|未支出|没有执行|没有支出|尚未支出|结余|结转|剩余|节余|节约|节省|结存)(?:资金|金额|财政资金|资金共|结转)?(?:为|共|了|约)?$"
)
_NOT_OF_THE_YEAR = re.compile(r"上年|上一年|以前年度|年初|其中|累计|人均|户均|平均|比|较|预计|可|每|项目|工程|经费")
_BUDGET = re.compile(
    r"(?:预算|概算|控制价|批复|计划|安排|采购预算|限价)(?:数|资金|金额|总额|调整|安排|为|共|达到|至|到)*$"
)
_USED = re.compile(r"(?:支出|执行|采购|决算|使用|拨付|支付|中标价?|成交价?|结算)(?:数|金额|资金|总额|为|共|了)*$")
_COUNT_LEFT = re.compile(r"(?:其余|剩余|余下|剩下|尚有|还有|仍有)(?:的)?$")
_LINES_TOLD = re.compile(r"结余|结转|剩余")
_WIDEST = Decimal("0.5")  # of the budget: what is left beyond was hardly left of these two


def money_left_over(paper: Paper) -> Iterator[Finding]:
    """BUDGET_SUM_IN_TEXT: 全年预算1,608.60万元，支出1,561.36万元，年末结转74.24万元 — which leaves 47.24."""
    for passage in paper.passages:
        if passage.cell and len(passage.text) < 16:
            continue
        figures = [figure for figure in figures_of(passage.text) if figure.kind == "money"]
        for at, left in enumerate(figures):
            if _MONEY_LEFT.search(left.lead) and not _NOT_OF_THE_YEAR.search(left.lead):
                yield from _money_left(passage, figures, at)
                yield from _left_of_the_whole(paper, passage, figures[:at], left)


def _left_of_the_whole(paper: Paper, passage: Passage, before: Sequence[Figure], left: Figure) -> Iterator[Finding]:
    """A rest beside the whole expenditure, whose budget stands elsewhere in the document."""
    budget, spent = whole_budget(paper), whole_spent(paper)
    if budget is None or spent is None or budget.value <= spent.value:
        return
    beside = [one for one in before if one.value == spent.value]
    if not beside or any(one.value == budget.value for one in before) or left.start - beside[-1].end > 40:
        return
    right = budget.value - spent.value
    if left.gives(right) or any(left.gives(gap) for gap in differences(before)):
        return
    yield found(
        "BUDGET_SUM_IN_TEXT",
        Severity.ERROR,
        f"写“{left.lead.strip()}{left.text}”，全年预算{budget.text}－支出{spent.text}＝{left.as_written(right)}",
        "改正结余，或核对预算和支出",
        passage.place(left.start, left.end),
    )


_OF_ONE_THING = re.compile(r"^(?!(?:全年|年度|本年|当年|实际|累计|共|已)).{4,}(?:支出|使用|支付|执行|采购)")


def _money_left(passage: Passage, figures: list[Figure], at: int) -> Iterator[Finding]:
    left, before = figures[at], figures[:at]
    used = next((one for one in reversed(before) if _USED.search(one.lead)), None)
    budget = next(
        (one for one in reversed(before) if _BUDGET.search(one.lead) and (used is None or one.start < used.start)), None
    )
    if used is None or budget is None or budget.value <= used.value or left.start - used.end > 60:
        return
    if re.search("[。；;]", passage.text[budget.end : used.start]) and _OF_ONE_THING.search(used.lead.strip()):
        return  # 某项支出168万元，剩余11万元, whose budget is not told
    if any(left.gives(gap) for gap in differences(figures[:at] + figures[at + 1 :])):
        return
    right = budget.value - used.value
    if left.value > budget.value * _WIDEST and right > left.value * 2:
        return
    yield found(
        "BUDGET_SUM_IN_TEXT",
        Severity.ERROR,
        f"写“{left.lead.strip()}{left.text}”，{budget.text}－{used.text}＝{left.as_written(right)}",
        "改正差额，或核对前面两个数",
        passage.place(left.start, left.end),
        passage.place(budget.start, used.end),
    )


def left_of_lines(paper: Paper) -> Iterator[Finding]:
    """BUDGET_SUM_IN_TEXT: 结余5,204,000元 where a line of the budget table, or a project, leaves 520,400."""
    told = [(line.adjusted_budget, line.actual_expenditure) for line in paper.entered.budget]
    told += [(project.budget, project.actual_expenditure) for project in paper.entered.projects]
    gaps = [budget.base - spent.base for budget, spent in told if budget is not None and spent is not None]
    lefts = [gap for gap in gaps if gap > 0]
    for passage in paper.passages:
        for left in figures_of(passage.text):
            if left.kind != "money" or not _MONEY_LEFT.search(left.lead) or not _LINES_TOLD.search(left.lead):
                continue
            if any(left.gives(gap) for gap in lefts) or _NOT_OF_THE_YEAR.search(left.lead.replace("项目", "")):
                continue
            meant = next((gap for gap in lefts if _mistyped(left, gap)), None)
            if meant is not None:
                yield found(
                    "BUDGET_SUM_IN_TEXT",
                    Severity.ERROR,
                    f"写“{left.lead.strip()}{left.text}”，按预算表的预算数和执行数计算应为{left.as_written(meant)}",
                    "改正结余，或核对预算和支出",
                    passage.place(left.start, left.end),
                )


def _mistyped(figure: Figure, exact: Decimal) -> bool:
    return figure.value in {exact * 10, exact / 10} or is_slip(figure.written, exact / figure.scale)


def the_rest(paper: Paper) -> Iterator[Finding]:
    """PARTS_IN_TEXT: 发现147处，整改141处，其余9处停用 — which leaves 6; also a rest told twice with two numbers."""
    told: dict[tuple[str, str], tuple[Passage, Figure]] = {}
    for passage in paper.paragraphs:
        figures = figures_of(passage.text)
        for at, rest in enumerate(figures):
            if not _COUNT_LEFT.search(rest.lead) or rest.kind in {"money", "share", "score"}:
                continue
            yield from _rest(
                passage, [one for one in figures[:at] if one.kind == rest.kind and not one.is_change], rest
            )
            noun = re.match(r"[\u4e00-\u9fff]{2}", passage.text[rest.end :])
            key = (rest.kind, noun.group() if noun is not None else "")
            first = next((other for known, other in told.items() if _same_rest(known, key, passage, other)), None)
            if first is not None and first[1].value != rest.value:
                yield found(
                    "TEXT_VS_TEXT",
                    Severity.ERROR,
                    f"一处写“{first[1].lead[-6:]}{first[1].text}”，一处写“{rest.lead[-6:]}{rest.text}”",
                    "核对后改正其中一处",
                    passage.place(rest.start, rest.end),
                    first[0].place(first[1].start, first[1].end),
                )
            told.setdefault(key, (passage, rest))


def _same_rest(known: tuple[str, str], key: tuple[str, str], passage: Passage, first: tuple[Passage, Figure]) -> bool:
    """Whether two rests are of the same things: of one unit, and the later noun stands before the earlier rest."""
    return known[0] == key[0] and bool(key[1]) and first[0] is not passage and key[1] in first[0].text


_LISTED = 3


def _rest(passage: Passage, before: Sequence[Figure], rest: Figure) -> Iterator[Finding]:
    if len(before) < 2 or rest.start - before[-1].end > 40:
        return
    whole, part = before[-2], before[-1]
    largest = max(before, key=lambda figure: figure.value)
    gaps = [*differences(before), largest.value - sum(one.value for one in before if one is not largest)]
    beside = [one for one in before if not re.search("[。；;]", passage.text[one.end : rest.start])]
    if len(beside) >= _LISTED and 2 * max(one.value for one in beside) < sum(one.value for one in beside):
        return  # parts alone, whose whole was told further up
    if rest.value in gaps or part.value >= whole.value:
        return
    right = whole.value - part.value
    if abs(right - rest.value) > max(right, rest.value) * Decimal("0.8"):
        return
    yield found(
        "PARTS_IN_TEXT",
        Severity.ERROR,
        f"写“{rest.lead.strip()[-8:]}{rest.text}”，按前面的{whole.text}和{part.text}计算应为{rest.as_written(right)}",
        "核对三个数，改正其中一处",
        passage.place(rest.start, rest.end),
        passage.place(whole.start, part.end),
    )


_SPENT_OF_IT = re.compile(r"[，,](?:全年|年度)?(?:实际|共)?(?:支出|执行|使用)(?:数|了|为)?")


def spending_above_budget(paper: Paper) -> Iterator[Finding]:
    """OVER_EXECUTION: “三公”经费预算13万元，实际支出14.82万元, and no word says why."""
    for passage in paper.paragraphs:
        figures = figures_of(passage.text)
        for budget, spent in pairwise(figures):
            if (budget.kind, spent.kind) != ("money", "money") or spent.value <= budget.value:
                continue
            own = _SPENT_OF_IT.fullmatch(passage.text[budget.end : spent.start])
            if own is None or not re.search(r"(?<!年初)(?<!项目)预算(?:数|安排|为)*$", budget.lead):
                continue
            if re.search(r"超|年初|结转|追加|调[增整剂]|增支|原因", passage.text) or spent.value > budget.value * 3:
                continue
            yield found(
                "OVER_EXECUTION",
                Severity.ERROR,
                f"“{passage.text[budget.start : spent.end]}”：支出大于预算，没有说明原因",
                "核对两个数，确实超预算的说明资金来源和原因",
                passage.place(budget.start, spent.end),
            )


DETECTORS: tuple[Detector, ...] = (money_left_over, left_of_lines, the_rest, spending_above_budget)
