"""Value cells as tests/specs/target_values.yaml lists them, and what holds for every cell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.quantities.quantity import Quantity
from reportgen.quantities.target_values import Comparator, TargetKind, parse_target_value, split_target_value
from reportgen.quantities.units import PERSON, WAN_YUAN, unit_named

SPECS = Path(__file__).parents[2] / "specs"
SPEC = yaml.safe_load((SPECS / "target_values.yaml").read_text(encoding="utf-8"))
KINDS: dict[str, list[str]] = yaml.safe_load((SPECS / "target_kinds.yaml").read_text(encoding="utf-8"))
CELLS: list[dict[str, Any]] = [cell for cells in SPEC.values() for cell in cells]


def as_spec(text: str) -> dict[str, Any]:
    """What was read from *text*, in the words of the specification."""
    value = parse_target_value(text)
    numbers = [number.value for number in (value.quantity, value.low, value.high) if number is not None]
    found = {
        "text": text,
        "kind": value.kind.value,
        "op": value.comparator.value if value.comparator else None,
        "n": numbers if len(numbers) > 1 else (numbers[0] if numbers else None),
        "unit": value.unit.symbol if numbers else None,
        "from": value.earliest.isoformat() if value.earliest else None,
        "to": value.latest.isoformat() if value.latest else None,
        "more": [str(detail).replace(",", "") for detail in value.details],
        "change": value.change,
    }
    return {
        key: content for key, content in found.items() if content is not None and content is not False and content != []
    }


def exactly(cell: dict[str, Any]) -> dict[str, Any]:
    """*cell* of the specification with its numbers as decimals."""
    number = cell.get("n")
    if isinstance(number, list):
        return {**cell, "n": [Decimal(str(part)) for part in number]}
    return cell if number is None else {**cell, "n": Decimal(str(number))}


@pytest.mark.parametrize("cell", CELLS, ids=[cell["text"] or "empty" for cell in CELLS])
def test_a_value_cell_is_read_as_specified(cell: dict[str, Any]) -> None:
    expected = exactly(cell)

    found = as_spec(cell["text"])

    assert found == expected


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts])
def test_a_published_value_is_of_its_kind(kind: str, text: str) -> None:
    assert parse_target_value(text).kind.value == kind


CELL_SIGNS = "0123456789０.,，%‰≥≤><=＞（）()-—至万亿元人次年月日前底内每按完成提高一二三十百个天小以上不低于 /*\n"


@given(st.text() | st.text(alphabet=CELL_SIGNS, max_size=25))
@example(":(0:)")
def test_no_cell_stops_the_reading_and_its_text_is_kept(text: str) -> None:
    value = parse_target_value(text)

    assert value.text == text


@given(st.text() | st.text(alphabet=CELL_SIGNS, max_size=12))
def test_the_three_columns_join_to_the_cell_again(text: str) -> None:
    columns = split_target_value(text)

    assert "".join(columns) == text


@given(
    st.sampled_from(list(Comparator)),
    st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["%", "‰", "人", "人次", "万元", "元", "万元/台", "件", "户", "平方米", "个百分点"]),
)
def test_a_number_is_read_as_it_was_written(comparator: Comparator, number: Decimal, unit: str) -> None:
    value = parse_target_value(f"{comparator.value}{number}{unit}")

    assert (value.kind, value.comparator) == (TargetKind.NUMBER, comparator)
    assert (value.quantity.value, value.unit.symbol) == (number, unit)


@given(
    st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31)),
    st.sampled_from(["{0.year}年{0.month}月{0.day}日前", "{0.year}.{0.month:02}.{0.day:02}前完成"]),
)
def test_a_deadline_is_read_as_it_was_written(day: dt.date, form: str) -> None:
    value = parse_target_value(form.format(day))

    assert (value.kind, value.latest) == (TargetKind.DATE, day)


SPLITS = {
    "≥90%": ("≥", "90", "%"),
    ">=90%": (">=", "90", "%"),
    "＞＝90％": ("＞＝", "90", "％"),
    "80人": ("", "80", "人"),
    "100": ("", "100", ""),
    "≤0.2万元/台": ("≤", "0.2", "万元/台"),
    "260元/年·人": ("", "260", "元/年·人"),
    "≥3.5万张": ("≥", "3.5", "万张"),
    "≥12台（套）": ("≥", "12", "台（套）"),
    "≤30分钟": ("≤", "30", "分钟"),
    "15个工作日": ("", "15", "个工作日"),
    "6,700人": ("", "6,700", "人"),
    "100%(3133人)": ("", "100%(3133人)", ""),
    "80%-90%": ("", "80%-90%", ""),
    "7*24小时": ("", "7*24小时", ""),
    "2023年": ("", "2023年", ""),
    "95%以上": ("", "95%以上", ""),
    "2023年12月31日前": ("", "2023年12月31日前", ""),
    "有所提高": ("", "有所提高", ""),
    "": ("", "", ""),
}


@pytest.mark.parametrize(("text", "columns"), SPLITS.items())
def test_only_a_plain_number_splits_into_three_columns(text: str, columns: tuple[str, str, str]) -> None:
    assert split_target_value(text) == columns


def test_a_bare_number_takes_the_unit_of_its_target() -> None:
    value = parse_target_value("74", unit_hint=PERSON)

    assert value.quantity == Quantity(Decimal(74), PERSON)


def test_a_number_with_its_own_unit_keeps_it() -> None:
    value = parse_target_value("74户", unit_hint=PERSON)

    assert value.quantity == Quantity(Decimal(74), unit_named("户"))


def test_tens_of_thousands_beside_money_are_money() -> None:
    value = parse_target_value("3.5万", unit_hint=unit_named("元"))

    assert value.quantity == Quantity(Decimal("3.5"), WAN_YUAN)


def test_a_bare_number_beside_a_time_limit_is_a_time_limit() -> None:
    value = parse_target_value("12", unit_hint=unit_named("天"))

    assert (value.kind, value.quantity) == (TargetKind.DURATION, Quantity(Decimal(12), unit_named("天")))


def test_what_cannot_be_decided_says_why() -> None:
    value = parse_target_value("≤5%以上")

    assert value.note == "符号与文字方向相反，或区间上下限颠倒"


@pytest.mark.parametrize(
    ("text", "number", "symbol"),
    [("≥18万次", "180000", "次"), ("33500万尾", "335000000", "尾"), ("≥2600艘次", "2600", "艘次")],
)
def test_a_cell_counts_by_the_measure_words_that_texts_count_by(text, number, symbol):
    value = parse_target_value(text)

    assert value.quantity is not None
    assert value.quantity.value == Decimal(number)
    assert value.unit.symbol == symbol


def test_a_number_before_a_measure_word_that_no_list_holds_is_the_value():
    value = parse_target_value("1864枪")

    assert value.kind is TargetKind.NUMBER
    assert value.quantity == Quantity(Decimal(1864))


def test_a_number_of_a_rank_or_a_network_is_no_value():
    assert parse_target_value("4网融合").kind is TargetKind.UNDECIDED
    assert parse_target_value("1号").kind is TargetKind.UNDECIDED
