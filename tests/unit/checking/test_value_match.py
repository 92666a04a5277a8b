"""Whether a number as written restates a value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import same_class, states
from reportgen.model.facts import Role
from reportgen.quantities.mentions import scan
from reportgen.quantities.units import unit_named


def statement(value: str, unit: str, role: Role = Role.ACTUAL) -> Statement:
    """The statement of *value* in *unit*."""
    base = Decimal(value) * unit_named(unit).factor
    return Statement(
        fact="f", subject="s", role=role, low=base, high=base, unit=unit_named(unit), text=f"{value}{unit}"
    )


@pytest.mark.parametrize(
    ("written", "value", "unit", "true"),
    [
        ("94.56%", "94.5644", "%", True),
        ("94.6%", "94.5644", "%", True),
        ("94.5%", "94.5644", "%", False),  # cut off, not rounded
        ("1.23亿元", "12345.67", "万元", True),
        ("1.24亿元", "12345.67", "万元", False),
        ("400余人", "455", "人", True),
        ("400余人", "500", "人", False),
        ("400余人", "400", "人", False),
        ("近500人", "486", "人", True),
        ("近500人", "500", "人", False),
        ("近500人", "430", "人", False),
        ("超95%", "95.1", "%", True),
        ("超95%", "95", "%", False),
        ("95%以上", "95", "%", True),
        ("约1.2亿元", "12012", "万元", True),
        ("约400人", "395", "人", True),
        ("约400人", "340", "人", False),
        ("三分之二", "66.7", "%", True),
        ("九成", "90", "%", True),
        ("九成", "89.5", "%", True),
        ("九成", "88.4", "%", False),
        ("四分之一", "24.2", "%", True),
        ("四分之一", "22.9", "%", False),
        ("接近四分之一", "24.4", "%", True),
        ("接近四分之一", "25.6", "%", False),
        ("近三分之一", "31.4", "%", True),
        ("近三分之一", "29.4", "%", False),
        ("不到三分之一", "30.8", "%", True),
        ("不到三分之一", "33.9", "%", False),
        ("不到一半", "43.5", "%", True),
        ("不到一半", "36.2", "%", False),
        ("差不多一半", "50.4", "%", True),
        ("超七成", "78.6", "%", True),
        ("超七成", "84", "%", False),
    ],
)
def test_a_number_states_a_value_at_its_precision(written: str, value: str, unit: str, *, true: bool) -> None:
    mention = scan(written).mentions[0]

    assert states(mention, statement(value, unit)) is true


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("人", "名", True), ("人", "人次", False), ("人", "户", False), ("%", "百分点", False), ("万元", "亿元", True),
        ("个", "家", True), ("家", "人", False), ("", "人", True),
    ],
)  # fmt: skip
def test_units_are_of_one_class_or_not(one: str, other: str, *, same: bool) -> None:
    assert same_class(unit_named(one), unit_named(other)) is same
