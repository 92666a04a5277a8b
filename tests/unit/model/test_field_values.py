"""One field between its text and its value."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.field_values import FieldValueError, clean_text, read_value, write_value
from reportgen.model.indicators import Indicator, PaymentPlanPoint
from reportgen.model.record import FieldSpec, field_named, fields_of
from reportgen.model.self_evaluation import SUBJECTS, BudgetLine, Department, StaffCount
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERCENT, WAN_YUAN, YUAN, unit_named
from strategies import contents

MONEY = field_named(BudgetLine, "original_budget")
SHARE = field_named(PaymentPlanPoint, "share")
COUNT = field_named(StaffCount, "authorized")
NUMBER = field_named(Indicator, "numerator")
SCORE = field_named(Indicator, "score")
YEAR = field_named(Department, "year")
UNIT = field_named(Department, "money_unit")
CATEGORY = field_named(Indicator, "category")
ALL_FIELDS = [spec for subject in SUBJECTS for spec in fields_of(subject.record)]


@pytest.mark.parametrize(
    ("spec", "text", "value"),
    [
        (MONEY, "2,157.60", Quantity(Decimal("2157.60"), WAN_YUAN)),
        (MONEY, "２１５７．６", Quantity(Decimal("2157.6"), WAN_YUAN)),
        (MONEY, "¥188.4", Quantity(Decimal("188.4"), WAN_YUAN)),
        (MONEY, "-3.5", Quantity(Decimal("-3.5"), WAN_YUAN)),
        (MONEY, "188.4万元", Quantity(Decimal("188.4"), WAN_YUAN)),
        (SHARE, "98.5％", Quantity(Decimal("98.5"), PERCENT)),
        (SHARE, "985‰", Quantity(Decimal("98.5"), PERCENT)),
        (SHARE, "40", Quantity(Decimal(40), PERCENT)),
        (COUNT, "12人", 12),
        (COUNT, "1,200", 1200),
        (COUNT, "12.0", 12),
        (NUMBER, "9,910.25", Decimal("9910.25")),
        (SCORE, "9.50分", Decimal("9.50")),
        (YEAR, "２０２３年度", 2023),
        (UNIT, " 万 元 ", "万元"),
        (CATEGORY, "履职效能", "履职效能"),
        (COUNT, "", None),
    ],
)
def test_text_becomes_the_exact_value(spec: FieldSpec, text: str, value: object) -> None:
    assert read_value(spec, text, WAN_YUAN).content == value


def test_an_amount_in_another_unit_is_taken_and_noticed() -> None:
    read = read_value(MONEY, "1.5亿元", WAN_YUAN)

    assert read.content == Quantity(Decimal("1.5"), unit_named("亿元"))
    assert "与金额单位“万元”不同" in read.notice


def test_a_stroke_for_nothing_is_blank_with_a_notice() -> None:
    read = read_value(SCORE, "/", WAN_YUAN)

    assert read.content is None
    assert "没有填写" in read.notice


@pytest.mark.parametrize(
    ("spec", "text", "message"),
    [
        (MONEY, "约三百", "不是数字"),
        (MONEY, "12,34.5", "不是数字"),
        (MONEY, "300人", "不是金额单位"),
        (MONEY, "1" * 29, "不是数字"),
        (SHARE, "0.985", "不能确定是 0.985% 还是 98.5%"),
        (SHARE, "3人", "不是百分数"),
        (COUNT, "12.5", "不是整数"),
        (COUNT, "-1", "不是整数"),
        (NUMBER, "95%", "带有单位“%”"),
        (NUMBER, "3万人", "带有单位“万人”"),
        (SCORE, "-1", "不是分数"),
        (YEAR, "23", "不是年份"),
        (UNIT, "美元", "不是“金额单位”可用的选项"),
    ],
)
def test_text_that_cannot_be_the_value_is_explained(spec: FieldSpec, text: str, message: str) -> None:
    with pytest.raises(FieldValueError) as refused:
        read_value(spec, text, WAN_YUAN)

    assert message in refused.value.message
    assert refused.value.remedy


@given(st.data(), st.sampled_from(ALL_FIELDS), st.sampled_from(["元", "万元"]))
def test_a_written_value_reads_back_as_itself(data: Any, spec: FieldSpec, symbol: str) -> None:
    value = data.draw(contents(spec, symbol))

    written = write_value(spec, value, unit_named(symbol))

    assert read_value(spec, written, unit_named(symbol)).content == value


def test_the_unit_is_written_only_where_it_differs() -> None:
    assert write_value(MONEY, Quantity(Decimal("2157.60"), WAN_YUAN), WAN_YUAN) == "2157.60"
    assert write_value(MONEY, Quantity(Decimal("2157.60"), WAN_YUAN), YUAN) == "2157.60万元"


@given(st.text())
def test_cleaning_a_text_twice_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


def test_cleaning_keeps_words_and_lines_and_drops_what_cannot_be_seen() -> None:
    assert clean_text("　残联\r\n第\t二\x0b行\u200b\ufeff \x00") == "残联\n第 二\n行"
