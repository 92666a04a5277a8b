"""Chinese numerals are read and written exactly."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.quantities.numerals import parse_numeral, write_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一千二百万", "12000000"),
        ("两千三百", "2300"),
        ("三万二千", "32000"),
        ("一万二", "12000"),
        ("三百五", "350"),
        ("一百零五", "105"),
        ("一万零五十", "10050"),
        ("1亿2000万", "120000000"),
        ("3亿2千万", "320000000"),
        ("3万2千", "32000"),
        ("5万3千6百", "53600"),
        ("1.5万", "15000"),
        ("1,234.5", "1234.5"),
        ("１２３", "123"),
        ("二〇二三", "2023"),
        ("二○二二", "2022"),
        ("二零二三", "2023"),
        ("廿三", "23"),
        ("百万", "1000000"),
        ("三点一四", "3.14"),
        ("〇点五", "0.5"),
        ("零点八万", "8000"),
        ("一万点五", "10000.5"),
        ("半", "0.5"),
        ("负三", "-3"),
        ("壹拾贰万叁仟元整", "123000"),
        ("壹佰元零伍分", "100.05"),
        ("三元五角", "3.5"),
        ("3元5角2分", "3.52"),
    ],
)
def test_a_numeral_has_its_exact_value(text: str, value: str) -> None:
    assert parse_numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "人", "三五", "七八十", "十几", "一万二人", "1亿2000", "零零", "点五", "一十百", "百分之五", "元", "九" * 41],
)
def test_what_is_no_single_numeral_has_no_value(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "零"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (20_300, "二万零三百"),
        (120_000, "十二万"),
        (12_000_000, "一千二百万"),
        (100_000_005, "一亿零五"),
        (-7, "负七"),
    ],
)
def test_a_number_is_written_the_usual_way(n: int, text: str) -> None:
    assert write_numeral(n) == text


def test_numbers_no_report_holds_are_refused() -> None:
    with pytest.raises(ValueError, match="太大"):
        write_numeral(10**16)


@given(st.integers(min_value=-(10**16) + 1, max_value=10**16 - 1))
def test_reading_what_was_written_gives_the_number_back(n: int) -> None:
    assert parse_numeral(write_numeral(n)) == n


@given(st.integers(min_value=0, max_value=10**16 - 1), st.sampled_from(["low", "up", "rmb"]))
def test_it_agrees_with_an_independent_writer(n: int, mode: str) -> None:
    assert parse_numeral(cn2an.an2cn(n, mode)) == n


@given(st.decimals(min_value=0, max_value=10**8, places=3, allow_nan=False))
def test_decimals_agree_with_an_independent_writer(value: Decimal) -> None:
    assert parse_numeral(cn2an.an2cn(f"{value:f}")) == value


@given(st.text(alphabet="零〇一二两三四九十百千万亿点半廿元角分整负0123.,，", max_size=20))
def test_any_string_is_read_or_refused(text: str) -> None:
    value = parse_numeral(text)

    assert value is None or value.is_finite()
