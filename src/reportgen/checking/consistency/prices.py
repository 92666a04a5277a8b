"""Unit prices of a project (单价): times the numbers they are for, and against prices of the same thing elsewhere."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checking.consistency.costs import sum_finding
from reportgen.checking.consistency.coverage import items_of
from reportgen.checking.consistency.figures import figures_of
from reportgen.checking.consistency.likeness import thing_named
from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator, Project
from reportgen.quantities.mention import MentionKind
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import Quantity, format_number, plain_number, round_half_up
from reportgen.quantities.target_values import Comparator, TargetKind


def prices_times_counts(paper: Paper) -> Iterator[Finding]:
    """UNIT_PRICE_SUM: unit prices times the numbers of the same project, against its budget."""
    for project in paper.entered.projects:
        rows = paper.entered.indicators_by_project.get(project.number, ())
        prices = [row for row in rows if row.target.quantity is not None and _per_unit(row.target.quantity)]
        counts = [row for row in rows if "数量" in row.subcategory and row.target.kind is TargetKind.NUMBER]
        if project.budget is None or not prices or not counts:
            continue
        terms = [_term(price, counts) for price in prices]
        if any(term is None for term in terms):
            continue
        total = sum((term[0] for term in terms if term is not None), Decimal(0))
        gap = abs(total - project.budget.base)
        if 0 < gap <= project.budget.base * Decimal("0.05") and len(prices) >= 2:
            yield sum_finding(
                paper,
                project,
                "UNIT_PRICE_SUM",
                f"各项单价×数量合计{format_number(total)}元，项目预算{format_number(project.budget.base)}元",
                gap,
                prices,
            )


def _per_unit(quantity: Quantity) -> bool:
    return quantity.unit.dimension.startswith("money/")


def _term(price: Indicator, counts: Sequence[Indicator]) -> tuple[Decimal, Indicator] | None:
    """What the items of *price* cost: its amount times the number of the row that names the same thing."""
    amount = price.target.quantity
    assert amount is not None
    best: tuple[int, Indicator] | None = None
    alike = [row for row in counts if amount.unit.dimension == f"money/{row.target.unit.dimension}"]
    for row in alike:
        shared = _longest_run(thing_named(price.name), thing_named(row.name))
        if shared >= (2 if len(alike) == 1 else 4) and (best is None or shared > best[0]):
            best = (shared, row)
    if best is None or best[1].target.quantity is None:
        return None
    return amount.base * best[1].target.quantity.base, best[1]


def _longest_run(one: str, other: str) -> int:
    return max((b - a for a in range(len(one)) for b in range(a + 1, len(one) + 1) if one[a:b] in other), default=0)


def products_over_budget(paper: Paper) -> Iterator[Finding]:
    """COST_VS_BUDGET: a unit price times the number it is for, more than the whole budget of the project."""
    for project in paper.entered.projects:
        rows = paper.entered.indicators_by_project.get(project.number, ())
        counts = [row for row in rows if "数量" in row.subcategory and row.target.kind is TargetKind.NUMBER]
        for price in rows:
            amount = price.target.quantity
            if project.budget is None or amount is None or not _per_unit(amount):
                continue
            if amount.base > project.budget.base * _CLEARLY:
                yield _above_the_whole(paper, project, price)
                continue
            if not _at_least(counts):
                continue
            term = _term(price, counts)
            if term is not None and term[0] > project.budget.base * _CLEARLY:
                yield found(
                    "COST_VS_BUDGET",
                    Severity.ERROR,
                    f"项目“{project.name}”：“{price.name}”{price.target_value}乘以“{term[1].name}”{term[1].target_value}，"
                    f"为{format_number(term[0])}元，大于项目预算{project.budget}",
                    "核对单价、数量和预算数，改正其中一处",
                    paper.place(price.origin("target_value"), price.target_value),
                    paper.place(term[1].origin("target_value"), term[1].target_value),
                    paper.place(project.origin("budget")),
                    subject=project.name,
                )


def _above_the_whole(paper: Paper, project: Project, price: Indicator) -> Finding:
    return found(
        "COST_VS_BUDGET",
        Severity.ERROR,
        f"项目“{project.name}”：单价“{price.name}”{price.target_value}，大于项目预算{project.budget}",
        "核对单价的单位（元、万元）和预算数，改正其中一处",
        paper.place(price.origin("target_value"), price.target_value),
        paper.place(project.origin("budget")),
        subject=project.name,
    )


def _at_least(counts: Sequence[Indicator]) -> bool:
    return all(row.target.comparator not in {Comparator.AT_MOST, Comparator.LESS_THAN} for row in counts)


_CLEARLY = Decimal("1.1")  # ceilings of prices are rounded up: a little more than the whole is no contradiction
_EACH = re.compile(r"每|人均|户均|单价|标准|/")


def uses_against_prices(paper: Paper) -> Iterator[Finding]:
    """TEXT_VS_INDICATOR: an item of the use of funds against the unit price and the number of the same thing."""
    for project in paper.entered.projects:
        rows = paper.entered.indicators_by_project.get(project.number, ())
        counts = [row for row in rows if "数量" in row.subcategory and row.target.kind is TargetKind.NUMBER]
        for item in items_of(project.fund_use):
            money = [m for m in scan(item).claims if m.kind is MentionKind.MONEY and m.quantity is not None]
            if len(money) != 1 or money[0].quantity is None or _EACH.search(item):
                continue
            for price in rows:
                amount = price.target.quantity
                if amount is None or not _per_unit(amount) or _longest_run(thing_named(price.name), item) < 4:
                    continue
                term = _term(price, counts)
                if term is not None and term[0] > money[0].quantity.base * _CLEARLY:
                    yield _over_item(paper, project, item, price, term)


def _over_item(paper: Paper, project: Project, item: str, price: Indicator, term: tuple[Decimal, Indicator]) -> Finding:
    words = item.strip()[:40]
    return found(
        "TEXT_VS_INDICATOR",
        Severity.WARNING,
        f"项目“{project.name}”资金用途写“{words}”，“{price.name}”{price.target_value}乘以"
        f"“{term[1].name}”{term[1].target_value}为{format_number(term[0])}元，超过这一项",
        "核对单价、数量和这一项的金额",
        paper.place(project.origin("fund_use"), words),
        paper.place(price.origin("target_value"), price.target_value),
        paper.place(term[1].origin("target_value"), term[1].target_value),
        subject=project.name,
    )


_EACH_OF = re.compile(
    r"每(?P<unit>[\u4e00-\u9fff]{1,2}?)(?:每年|全年)?(?:补助|补贴|标准|约|为)?$|(?P<head>[人户条台个场期次件座])均$"
)


def uses_of_other_prices(paper: Paper) -> Iterator[Finding]:
    """TEXT_VS_INDICATOR: 每条5万元 in the use of funds, ≤6万元/条 in the row; 160人 with 2000元/人 that cost 36万元."""
    for project in paper.entered.projects:
        rows = paper.entered.indicators_by_project.get(project.number, ())
        prices = [row for row in rows if row.target.quantity is not None and _per_unit(row.target.quantity)]
        items = items_of(project.fund_use)
        if len(items) == 1:
            items = [part for part in re.split("[；;。]|，(?=[^，]*万?元)", items[0]) if part.strip()] + items
        for price in prices:
            if any(_bears_out(item, price) for item in items):
                continue  # another item tells the price or what its number costs
            for item in items:
                alone = sum(_unit_of(other) == _unit_of(price) for other in prices) == 1
                if _longest_run(thing_named(price.name), item) >= (_SAME_ITEM - 2 if alone else _SAME_ITEM):
                    yield from _item_of_price(paper, project, item, price)


_SAME_ITEM = 4


def _bears_out(item: str, price: Indicator) -> bool:
    """Whether *item* names its things more closely than by a word or two, and costs what *price* makes of them."""
    amount = price.target.quantity
    if amount is None or _longest_run(thing_named(price.name), item) < _SAME_ITEM:
        return False
    unit = _unit_of(price)
    figures = figures_of(item)
    counts = [f.value for f in figures if f.kind == unit or (unit == "人" and f.kind == "person")]
    money = [f.value for f in figures if f.kind == "money"]
    return len(counts) == len(money) == 1 and money[0] == counts[0] * amount.base


def _unit_of(price: Indicator) -> str:
    """What a unit price is for: 人 of 元/人·年."""
    quantity = price.target.quantity
    return re.split("[·/]", quantity.unit.dimension.split("/", 1)[1])[0] if quantity is not None else ""


def _item_of_price(paper: Paper, project: Project, item: str, price: Indicator) -> Iterator[Finding]:
    amount = price.target.quantity
    assert amount is not None
    figures = figures_of(item)
    unit = _unit_of(price)
    each = [f for f in figures if f.kind == "money" and (hit := _EACH_OF.search(f.lead)) and _of(hit, unit)]
    paid = [f for f in figures if f.kind == "money" and f not in each]
    counts = [f for f in figures if f.kind == unit or (unit == "人" and f.kind == "person")]
    wrong = each and each[0].value != amount.base and not _LESS_PER_YEAR.search(price.target_value + item)
    if not each and len(paid) == len(counts) == 1:
        made = counts[0].value * amount.base
        wrong = made != paid[0].value and paid[0].value <= made * 3 <= paid[0].value * 9
    if wrong:
        words = item.strip()[:40]
        yield found(
            "TEXT_VS_INDICATOR",
            Severity.ERROR,
            f"项目“{project.name}”资金用途写“{words}”，与“{price.name}”{price.target_value}不符",
            "核对单价、数量和这一项的金额",
            paper.place(project.origin("fund_use"), words),
            paper.place(price.origin("target_value"), price.target_value),
            subject=project.name,
        )


_LESS_PER_YEAR = re.compile(r"/年|/月|·月|每月|每年")


def _of(hit: re.Match[str], unit: str) -> bool:
    word = hit["unit"] or hit["head"]
    return word == unit or (word in "人名" and unit in {"person", "人"}) or (word == "户" and unit == "household")


@dataclass(frozen=True, slots=True)
class _UnitCost:
    """What one of a thing costs in a project, in 元, and how that is known."""

    project: Project
    thing: str
    unit: str
    amount: Decimal
    shown: str
    rows: tuple[Indicator, ...]


_FAR_APART = 2  # times, from which two unit costs of like things need a reason
_COST_WORDS = re.compile(
    r"(?:预算|成本|费用|经费|资金|支出|补贴|补助|单价|均价|人均|户均|年均|标准|金额|控制|总额|数)+$"
)


def unit_costs_that_vary(paper: Paper) -> Iterator[Finding]:
    """UNIT_COST_VARIES: one of a thing costs twice as much in one project as in another, and nobody says why."""
    costs = [cost for project in paper.entered.projects for cost in _unit_costs(paper, project)]
    for one, other in itertools.combinations(costs, 2):
        low, high = sorted((one.amount, other.amount))
        if one.unit != other.unit or not low or high < low * _FAR_APART or one.project is other.project:
            continue
        if not _like_things(one.thing, other.thing):
            continue
        times = plain_number(round_half_up(high / low, 1))
        yield found(
            "UNIT_COST_VARIES",
            Severity.WARNING,
            f"同类单位成本相差{times}倍：项目“{one.project.name}”{one.shown}，项目“{other.project.name}”{other.shown}",
            "核对金额和数量；范围或标准不同的，在描述中写明",
            *(paper.place(row.origin("target_value"), row.target_value) for row in (*one.rows, *other.rows)),
            subject=one.thing,
        )


def _unit_costs(paper: Paper, project: Project) -> Iterator[_UnitCost]:
    rows = paper.entered.indicators_by_project.get(project.number, ())
    counts = [row for row in rows if "数量" in row.subcategory and row.target.kind is TargetKind.NUMBER]
    for row in rows:
        amount = row.target.quantity
        if "成本" not in row.subcategory + row.category or amount is None:
            continue
        thing = _COST_WORDS.sub("", thing_named(row.name))
        if _per_unit(amount):
            unit = amount.unit.dimension.split("/", 1)[1]
            yield _UnitCost(project, thing, unit, amount.base, f"“{row.name}”{row.target_value}", (row,))
        elif amount.unit.dimension == "money":
            counted = [c for c in counts if _longest_run(thing, thing_named(c.name)) >= max(4, len(thing) - 2)]
            number = counted[0].target.quantity if len(counted) == 1 else None
            if number is None or number.base < 2 or number.unit.dimension in {"share", "money", ""}:
                continue
            each = amount.base / number.base
            shown = (
                f"“{row.name}”{row.target_value}÷{counted[0].target_value}，每{number.unit}{format_number(each, 2)}元"
            )
            yield _UnitCost(project, thing, number.unit.dimension, each, shown, (row, counted[0]))


def _like_things(one: str, other: str) -> bool:
    shared = _longest_run(one, other)
    return shared >= 4 and shared * 10 >= min(len(one), len(other)) * 6


DETECTORS: tuple[Detector, ...] = (
    prices_times_counts,
    products_over_budget,
    uses_against_prices,
    unit_costs_that_vary,
    uses_of_other_prices,
)
