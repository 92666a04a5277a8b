"""Formulas of proposals are believed only when they come out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import unit_named
from reportgen.reviewing.background import OwnQuantity, OwnText
from reportgen.reviewing.computed import holds, unit_cost


def own(text: str, value: str, unit: str) -> OwnQuantity:
    return OwnQuantity(text, Quantity(Decimal(value), unit_named(unit)), "", OwnText(text, "“示例”的年度指标值"))


def anything(_mention: object) -> bool:
    return True


@pytest.mark.parametrize(
    "formula",
    [
        "156.8万元 ÷ 57519.1平方米 = 27.26元/平方米·年（四舍五入）",
        "1,478,000元 = 147.8万元",
        "63万元 ÷ （3条 + 5条） = 7.88万元/条（四舍五入）",
        "42万元 ÷ 3.5万张 = 12元/张",
        "40,000.00元 ÷ 80户 = 500元/户",
    ],
)
def test_a_right_formula_holds(formula):
    assert holds(formula, anything)


@pytest.mark.parametrize(
    "formula",
    [
        "156.8万元 ÷ 57519.1平方米 = 27.25元/平方米·年（四舍五入）",
        "156.8万元 ÷ 57519.1平方米 = 27.26元/平方米·年",
        "40,000元 ÷ 80户 = 500元/户（四舍五入）",
        "40,000元 ÷ 80户 = 500元/人",
        "63万元 ÷ （3条 + 5人） = 7.88万元/条（四舍五入）",
        "1,478,000元 = 147.9万元",
        "156.8万元",
        "随便写的 ÷ 文字 = 3元/人",
    ],
)
def test_a_wrong_formula_does_not_hold(formula):
    assert not holds(formula, anything)


def test_rounding_is_half_up():
    found = unit_cost(own("1元", "1", "元"), (own("8人", "8", "人"),))

    assert found is not None
    assert found.number.formula == "1元 ÷ 8人 = 0.13元/人（四舍五入）"


def test_what_rounds_to_nothing_is_no_unit_cost():
    assert unit_cost(own("1元", "1", "元"), (own("80000人", "80000", "人"),)) is None


@given(
    st.decimals(min_value="0.1", max_value="99999", places=2),
    st.integers(min_value=2, max_value=100_000),
    st.sampled_from(["人", "户", "平方米", "公里", "场", "台", "亩", "件"]),
)
def test_every_computed_unit_cost_can_be_recomputed_from_its_text(amount, count, unit):
    found = unit_cost(own(f"{amount}万元", str(amount), "万元"), (own(f"{count}{unit}", str(count), unit),))

    assert found is None or holds(found.number.formula, anything)
