"""The closed list of figures that follow from the facts of one subject and are not in the ledger (可推算的数)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from reportgen.checking.evidence.meanings import NEEDS, bars, direction
from reportgen.checking.evidence.statements import Statement, statements
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import NO_UNIT, Unit


def declared_derivations(ledger: FactLedger) -> Iterator[Statement]:
    """The closed list of figures that follow from the facts of one subject and are not in the ledger."""
    hundred = Decimal(100)
    for fact in ledger.values():
        quantity = fact.quantity
        if quantity is None:
            continue
        subject, _, last = fact.id.rpartition(".")
        if last == "execution_rate" and quantity.value < hundred:
            yield _derived(fact, f"{subject}.unspent_rate", hundred - quantity.value, quantity.unit, subject)
        if last == "completion" and quantity.value > hundred:
            yield _derived(fact, f"{subject}.over_rate", quantity.value - hundred, quantity.unit, subject)
        if last == "completion" and quantity.value < hundred:
            yield _derived(fact, f"{subject}.shortfall_rate", hundred - quantity.value, quantity.unit, subject)
        if last == "score" or fact.id == "score.total":
            whole = ledger.get("score.max_total" if fact.id == "score.total" else f"{subject}.max_score")
            if whole and whole.quantity and whole.quantity.value > quantity.value:
                lost = whole.quantity.value - quantity.value
                yield _derived(fact, f"{subject}.lost_score", lost, quantity.unit, subject)
        if fact.id in {"score.total", "score.max_total"}:
            yield from _of_indicators(ledger, fact, quantity)
        if fact.id == "projects.actual_expenditure":
            budget = ledger.get("projects.budget")
            if budget and budget.quantity and budget.quantity.base > 0:
                rate = quantity.base / budget.quantity.base * 100
                yield _derived(fact, "projects.execution_rate", rate, _PERCENT, subject)
                left = budget.quantity.base - quantity.base
                if left > 0:
                    yield _derived(fact, "projects.surplus", left, quantity.unit, subject, base=True)
        if last == "actual_expenditure" and subject.startswith("project."):
            yield from _project_money(ledger, fact, quantity, subject)
        if last == "budget" and subject.startswith("project."):
            yield from _adjusted(ledger.get(f"{subject}.original_budget"), fact, quantity, subject)
        if last == "authorized":
            actual = ledger.get(f"{subject}.actual")
            if actual and actual.quantity and actual.quantity.value != quantity.value:
                gap = quantity.value - actual.quantity.value
                name = "vacancies" if gap > 0 else "over_staff"
                yield _derived(fact, f"{subject}.{name}", abs(gap), quantity.unit, subject)
        if last == "actual_value":
            yield from _changes(fact, quantity, subject, ledger.get(f"{subject}.previous_actual"))
        if fact.id == "score.total":
            before = next(
                (one for key, one in ledger.items() if key.startswith("previous.") and _SCORE in one.label), None
            )
            yield from _changes(fact, quantity, subject, before)


def _of_indicators(ledger: FactLedger, whole: Fact, quantity: Quantity) -> Iterator[Statement]:
    """What all indicators score together, without the points for 预算执行率: 指标得分88.35分."""
    last = "score" if whole.role is Role.SCORE else "max_score"
    execution = ledger.get(f"score.execution.{last}")
    if execution is not None and execution.quantity is not None and execution.quantity.value < quantity.value:
        rest = quantity.value - execution.quantity.value
        found = _derived(whole, f"score.indicators.{last}", rest, quantity.unit, "score.indicators")
        yield replace(found, role=whole.role)
        most = ledger.get("score.max_total") if last == "score" else None
        planned = ledger.get("score.execution.max_score")
        if most is not None and most.quantity is not None and planned is not None and planned.quantity is not None:
            lost = most.quantity.value - planned.quantity.value - rest
            if lost > 0:
                yield _derived(whole, "score.indicators.lost_score", lost, quantity.unit, "score.indicators")


def _project_money(ledger: FactLedger, spent: Fact, quantity: Quantity, subject: str) -> Iterator[Statement]:
    budget = ledger.get(f"{subject}.budget")
    if budget and budget.quantity and budget.quantity.base != quantity.base:
        difference = budget.quantity.base - quantity.base
        yield _derived(
            spent, f"{subject}.{'surplus' if difference > 0 else 'overspend'}", abs(difference), quantity.unit, subject,
            base=True,
        )  # fmt: skip
        yield from _shares_of_surplus(ledger, spent, difference, subject)
    for whole_id in ("budget.project.actual_expenditure", "budget.total.actual_expenditure"):
        whole = ledger.get(whole_id)
        if whole and whole.quantity and whole.quantity.base:
            share = quantity.base / whole.quantity.base * 100
            yield _derived(spent, f"{subject}.share", share, _PERCENT, subject)


def _adjusted(original: Fact | None, budget: Fact, quantity: Quantity, subject: str) -> Iterator[Statement]:
    """By how much, and what share, the budget of a project was changed in the year (调增、调减)."""
    if original is None or original.quantity is None or original.quantity.base == quantity.base:
        return
    before = original.quantity.base
    change = quantity.base - before
    way = "up" if change > 0 else "down"
    yield _derived(budget, f"{subject}.adjustment_{way}", abs(change), quantity.unit, subject, base=True)
    if before > 0:
        yield _derived(budget, f"{subject}.adjustment_rate_{way}", abs(change) / before * 100, _PERCENT, subject)


def _shares_of_surplus(ledger: FactLedger, spent: Fact, surplus: Decimal, subject: str) -> Iterator[Statement]:
    """What a project left over, of all that projects or the department left over: 占全部项目结余的86.8%."""
    for whole_id in ("budget.project.surplus", "budget.total.surplus"):
        whole = ledger.get(whole_id)
        if surplus > 0 and whole and whole.quantity and whole.quantity.base > surplus:
            share = surplus / whole.quantity.base * 100
            yield _derived(spent, f"{subject}.surplus_share", share, _PERCENT, subject)


_SCORE = "自评总分"
_PERCENT = Unit("%", "share")
_POINTS = Unit("百分点", "percentage point")


def _changes(fact: Fact, quantity: Quantity, subject: str, before: Fact | None) -> Iterator[Statement]:
    """Against the value of the year before (上年实际值)."""
    if before is None:
        return
    numbers = [mention.quantity for mention in scan(before.text).claims if mention.quantity is not None]
    if not numbers:
        return
    earlier = numbers[0]
    if earlier.unit == NO_UNIT:
        earlier = Quantity(earlier.value, quantity.unit)
    if not earlier.comparable(quantity) or earlier.base == quantity.base:
        return
    change = quantity.base - earlier.base
    way = "up" if change > 0 else "down"
    unit = _POINTS if quantity.unit.dimension == "share" else quantity.unit
    yield _derived(fact, f"{subject}.change_{way}", abs(change), unit, subject, base=True)
    if earlier.base and quantity.unit.dimension != "share":
        rate = abs(change) / earlier.base * 100
        yield _derived(fact, f"{subject}.change_rate_{way}", rate, _PERCENT, subject)


def _derived(fact: Fact, fact_id: str, value: Decimal, unit: Unit, subject: str, *, base: bool = False) -> Statement:
    last = fact_id.rpartition(".")[2]
    amount = value if base else value * unit.factor
    number = amount / unit.factor
    return Statement(
        fact=fact.id, subject=subject, role=Role.DIFFERENCE, low=amount, high=amount, unit=unit,
        text=f"{round(number, 2).normalize():f}{unit.symbol}", period=fact.period, derived=True,
        needs=NEEDS.get(last), part=last, direction=direction(last), bars=bars(last),
    )  # fmt: skip


def all_statements(ledger: FactLedger) -> Iterable[Statement]:
    """Entered, derived and declared, in this order."""
    yield from statements(ledger)
    yield from declared_derivations(ledger)
