"""The shapes of derived facts: rates, counts, sums and differences, each with its formula and operands (推算数)."""

from __future__ import annotations

from decimal import Decimal

from reportgen.facts.entered_facts import (
    MONEY_PLACES,
    PERCENT_PLACES,
    money_text,
)
from reportgen.model.facts import Fact, Role
from reportgen.quantities.quantity import Quantity, format_number
from reportgen.quantities.units import PERCENT, Unit, unit_named

HUNDRED = Decimal(100)


def percent_fact(
    fact_id: str,
    label: str,
    ratio: Decimal,
    formula: str,
    operands: tuple[str, ...],
    *,
    subject: str = "",
    period: str = "",
) -> Fact:
    """A ratio as a percentage of two decimals; its quantity is exact."""
    share = ratio * HUNDRED
    return Fact(
        id=fact_id,
        label=label,
        text=f"{format_number(share, PERCENT_PLACES)}%",
        role=Role.RATE,
        quantity=Quantity(share, PERCENT),
        formula=formula,
        operands=operands,
        places=PERCENT_PLACES,
        subject=subject,
        period=period,
    )


def count_fact(
    fact_id: str, label: str, number: int, unit: str, operands: tuple[str, ...] = (), *, subject: str = ""
) -> Fact:
    """How many there are of something entered: 79项."""
    return Fact(
        id=fact_id,
        label=label,
        text=f"{number}{unit}",
        role=Role.COUNT,
        quantity=Quantity(Decimal(number), unit_named(unit)),
        subject=subject,
        formula="计数",
        operands=operands,
    )


def sum_of_money(fact_id: str, label: str, parts: list[Fact], unit: Unit, *, role: Role, subject: str) -> Fact:
    """The sum of *parts*, money of one role, in *unit*; *parts* must not be empty."""
    total = Quantity(Decimal(0), unit)
    for part in parts:
        if part.quantity is not None:
            total = total + part.quantity
    return Fact(
        id=fact_id,
        label=label,
        text=money_text(total, unit),
        role=role,
        quantity=total,
        subject=subject,
        period=parts[0].period,
        formula="＋".join(part.subject for part in parts) if len(parts) <= 4 else f"{len(parts)}项相加",
        operands=tuple(part.id for part in parts),
        places=MONEY_PLACES,
    )


def difference_fact(
    fact_id: str, label: str, larger: Fact, smaller: Fact, difference: Quantity, unit: Unit, name: str
) -> Fact:
    """How much *larger* exceeds *smaller*: *difference*, money told in *unit*."""
    return Fact(
        id=fact_id,
        label=label,
        text=money_text(difference, unit),
        role=Role.DIFFERENCE,
        quantity=difference.to(unit),
        subject=name,
        period=larger.period,
        formula=f"{larger.label}－{smaller.label}",
        operands=(larger.id, smaller.id),
        places=MONEY_PLACES,
    )


def amount_of(fact: Fact) -> Quantity:
    """The quantity of a fact. Raises ValueError where it has none."""
    if fact.quantity is None:
        raise ValueError(f"fact {fact.id} has no quantity")
    return fact.quantity


def absolute(quantity: Quantity) -> Quantity:
    """The quantity without its sign."""
    return Quantity(abs(quantity.value), quantity.unit)


def is_positive(fact: Fact) -> bool:
    """Whether a fact tells a quantity above zero."""
    return fact.quantity is not None and fact.quantity.value > 0


def ratio_of(part: Fact, whole: Fact) -> Decimal:
    """*part* divided by *whole*, exact."""
    return amount_of(part).ratio_to(amount_of(whole))
