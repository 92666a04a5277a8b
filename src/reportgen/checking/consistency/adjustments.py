"""Budgets and what was added to them (预算调整): 年初预算, 追加 and 调减, and the 全年预算 they make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from reportgen.checking.consistency.figures import Figure, figures_of
from reportgen.checking.consistency.paper import Detector, Paper, found, sentences
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import Quantity, format_number, round_half_up
from reportgen.quantities.units import YUAN

_KIND_OF_MONEY = r"[\u4e00-\u9fff“”（）]{0,24}$"  # what was added: the rest of the words before the amount
_ORIGINAL = re.compile(r"年初(?:批复)?(?:部门)?(?:预算|批复)(?:数|安排|总额|为|批复|是)*$")
_ADDED = re.compile(rf"(?<!净)(?:追加|调增|增加|新增|增拨)(?!后|到|至){_KIND_OF_MONEY}")
_CUT = re.compile(rf"(?<!净)(?:追减|调减|压减|核减|减少|收回)(?!后|到|至){_KIND_OF_MONEY}")
_ADJUSTED = re.compile(
    r"(?:全年|调整后|年末|最终)(?:的)?(?:全年|部门)?预算(?:数|总额|调整|为|达到|达|是|变为|增至|增加到)*$"
)
_MOST_BETWEEN = 6


def adjusted_budgets(paper: Paper) -> Iterator[Finding]:
    """BUDGET_SUM_IN_TEXT: 年初预算1,500万元，追加300万元，全年预算1,850万元.

    What is listed behind 追加 (312万元、人员增资77.60万元) is added too; 共增加188万元 tells the same again.
    """
    for passage in paper.paragraphs:
        money = [figure for figure in figures_of(passage.text) if figure.kind == "money"]
        heads = [passage.text[max(one.start - 16, 0) : one.start] for one in money]
        first = next((at for at, head in enumerate(heads) if _ORIGINAL.search(head)), None)
        last = next((at for at, one in enumerate(money) if _ADJUSTED.search(one.lead)), None)
        if first is None or last is None or last <= first + 1 or money[last].start - money[first].start > 160:
            continue
        original, adjusted = money[first], money[last]
        between = _without_parts(passage.text, money[first + 1 : last])
        right = _made_of(passage.text, original.value, between)
        if right is None or len(between) > _MOST_BETWEEN or _comes_out(original, adjusted, between):
            continue
        yield found(
            "BUDGET_SUM_IN_TEXT",
            Severity.ERROR,
            f"“{passage.text[original.start - len(original.lead) : adjusted.end].strip()}”：年初预算加追加、减调减"
            f"应为{adjusted.as_written(right)}，相差{adjusted.as_written(abs(right - adjusted.value))}",
            "核对年初预算、调整数和全年预算",
            passage.place(original.start, adjusted.end),
        )


def _without_parts(text: str, between: Sequence[Figure]) -> Sequence[Figure]:
    """The amounts up to 其中, behind which their parts are listed."""
    within = re.search("其中|包括", text[between[0].end : between[-1].start]) if len(between) > 1 else None
    limit = between[0].end + within.start() if within is not None else len(text)
    return [figure for figure in between if figure.start < limit]


def _made_of(text: str, original: Decimal, between: Sequence[Figure]) -> Decimal | None:
    """年初预算 with what 追加 and 调减 name and what is listed behind them; nothing where no word names a change."""
    total, sign, last = original, 0, 0
    for figure in between:
        own = 1 if _ADDED.search(figure.lead) else -1 if _CUT.search(figure.lead) else 0
        goes_on = own == 0 and re.match(r"[、和及]", text[last : figure.start]) is not None
        last = figure.end
        sign = own or (sign if goes_on else 0)
        total += sign * figure.value
    return total if total != original else None


def _comes_out(original: Figure, adjusted: Figure, between: Sequence[Figure]) -> bool:
    """Whether the amounts named as changes make 全年预算, with or without those that no word names.

    An amount that is the sum of the others tells them again in all, and is not added to them.
    """
    signed = [(figure, -1 if _CUT.search(figure.lead) else 1) for figure in between]
    named = [figure for figure in between if _ADDED.search(figure.lead) or _CUT.search(figure.lead)]
    totals = [
        sum((sign * figure.value for figure, sign in signed if figure in chosen), Decimal(0))
        for chosen in (named, between)
    ]
    options = [
        (sign, 0) if figure not in named or sign * 2 * figure.value in totals else (sign,) for figure, sign in signed
    ]
    return any(
        adjusted.gives(original.value + sum(s * figure.value for s, figure in zip(chosen, between, strict=True)))
        for chosen in product(*options)
    )


def adjustments_told(paper: Paper) -> Iterator[Finding]:
    """BUDGET_SUM_IN_TEXT: a form's 年初预算 and 全年预算, and another amount that its words say was added."""
    line = paper.entered.budget_line()
    if line is None or line.original_budget is None or line.adjusted_budget is None:
        return
    change = line.adjusted_budget.base - line.original_budget.base
    told = []
    for passage in paper.passages:
        if not passage.cell or len(passage.text) < 8:
            continue
        told += [
            (passage, figure.mention, 1 if _ADDED.search(figure.lead) else -1)
            for figure in figures_of(passage.text)
            if figure.kind == "money" and (_ADDED.search(figure.lead) or _CUT.search(figure.lead))
        ]
    if len(told) != 1 or not change:
        return
    passage, mention, sign = told[0]
    assert mention.quantity is not None
    if mention.quantity.restates(Quantity(change * sign, YUAN)) or mention.quantity.base == change * sign:
        return
    yield found(
        "BUDGET_SUM_IN_TEXT",
        Severity.ERROR if sign * change > 0 and mention.quantity.base > abs(change) else Severity.WARNING,
        f"文字写{'追加' if sign > 0 else '调减'}{mention.text}，全年预算数比年初预算数{'多' if change > 0 else '少'}"
        f"{format_number(abs(change) / mention.quantity.unit.factor)}{mention.quantity.unit}",
        "核对年初预算、调整数和全年预算，分几次调整的逐项写明",
        passage.place(mention.start, mention.end),
        paper.place(line.origin("adjusted_budget")),
        paper.place(line.origin("original_budget")),
    )


_SPEAKS_OF_CHANGE = re.compile(r"(?:预算|年中|资金|指标文?).{0,6}调整|调整(?:后|全年|预算)|调[增减剂]|追[加减]|压减")
_REASON = re.compile(
    r"因|由于|原因|用于|主要|其中|(?:追[加减]|调[增减剂]|压减|增加|核减)[\u4e00-\u9fff“”（）、]{3,}|"
    r"[\u4e00-\u9fff]{2,}(?:资金|经费|补助|支出|工资|项目)[^，。；]{0,10}(?:追[加减]|调[增减]|压减|\d)"
)


_SAYS_NOTHING = re.compile(
    r"年中|执行中|期间|经批准|追[加减]|调[增减整剂]|增加|减少|压减|核减|加了|预算|资金|全年|净|共|为|了|元|[^\u4e00-\u9fff]"
)
_LEAST_REASON = 3  # characters


def _told_what_for(paper: Paper, original: Decimal, adjusted: Decimal) -> bool:
    """Whether the words between the two budgets say what the change was for: 台风来了，公厕也要多建，加了340万元."""
    for passage in paper.paragraphs:
        figures = figures_of(passage.text)
        first = next((one for one in figures if one.value == original and one.kind == "money"), None)
        last = next((one for one in figures if one.value == adjusted and first and one.start > first.end), None)
        if first is None or last is None:
            continue
        between = [one for one in figures if first.end < one.start < last.start and one.kind == "money"]
        if between and len(_SAYS_NOTHING.sub("", passage.text[first.end : between[-1].start])) >= _LEAST_REASON:
            return True
    return False


def unexplained_adjustment(paper: Paper) -> Iterator[Finding]:
    """BUDGET_ADJUSTED: 全年预算数 differs from 年初预算数 and no word of the document says why."""
    line = paper.entered.budget_line()
    if line is None or line.original_budget is None or line.adjusted_budget is None or line.adjustment_reason:
        return
    if line.original_budget.same_amount(line.adjusted_budget) or not line.original_budget.value:
        return
    if _told_what_for(paper, line.original_budget.base, line.adjusted_budget.base):
        return
    told = (passage.text[start:end] for passage in paper.passages for start, end in sentences(passage.text))
    if any(_SPEAKS_OF_CHANGE.search(sentence) and _REASON.search(sentence) for sentence in told):
        return
    change = line.adjusted_budget - line.original_budget
    rate = round_half_up(abs(change.value) / line.original_budget.value * 100, 2)
    yield found(
        "BUDGET_ADJUSTED",
        Severity.INFO,
        f"年初预算数{line.original_budget}，全年预算数{line.adjusted_budget}，{'增加' if change.value > 0 else '减少'}"
        f"{format_number(abs(change.value))}{change.unit}（{rate}%），没有说明原因",
        "说明年中调整的原因",
        paper.place(line.origin("adjusted_budget")),
        paper.place(line.origin("original_budget")),
    )


DETECTORS: tuple[Detector, ...] = (adjusted_budgets, adjustments_told, unexplained_adjustment)
