"""The code by which a changed row is known again."""

from __future__ import annotations

from dataclasses import replace

from reportgen.model.indicator_change import key_of_row
from reportgen.model.indicators import Indicator

ROW = Indicator(
    number="1", project="1", category="产出指标", subcategory="数量指标", name="改造里程", target_value="≥12公里"
)


def test_a_row_keeps_its_key_whatever_was_reached_or_scored():
    assert key_of_row(replace(ROW, actual_value="13公里", number="7")) == key_of_row(ROW)


def test_another_target_value_gives_another_key():
    assert key_of_row(replace(ROW, target_value="≥13公里")) != key_of_row(ROW)


def test_blanks_do_not_change_the_key():
    assert key_of_row(replace(ROW, target_value="≥ 12 公里")) == key_of_row(ROW)
