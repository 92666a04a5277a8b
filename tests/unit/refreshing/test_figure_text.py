"""A new value is written the way people write the old one."""

from __future__ import annotations

import pytest

from reportgen.model.bound_text import KnownFact
from reportgen.refreshing.figure_text import rewritten, stands_alone, states

BUDGET = KnownFact("budget", "全年预算数", "部门整体支出", "1,200.00万元", "1200.00", "万元", "全年预算")
MORE = KnownFact("budget", "全年预算数", "部门整体支出", "1,300.55万元", "1300.55", "万元", "全年预算")
TARGET = KnownFact("target", "指标值", "培训人数", "≥20人", "20", "人", "目标")
HIGHER = KnownFact("target", "指标值", "培训人数", "≥25人", "25", "人", "目标")
NAME = KnownFact("name", "名称", "培训人数", "培训人数")
OTHER = KnownFact("name", "名称", "受训人数", "受训人数")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1,200.00万元", "1,300.55万元"),
        ("1200万元", "1300.55万元"),
        ("0.12亿元", "0.13亿元"),
        ("1,200.00", "1,300.55"),
        ("12000000元", "13005500元"),
        ("约1200万元", "约1300.55万元"),
    ],
)
def test_an_amount_keeps_the_unit_the_commas_and_the_rounding_people_chose(written, expected):
    assert rewritten(written, BUDGET, MORE) == expected


@pytest.mark.parametrize(("written", "expected"), [("≥20人", "≥25人"), ("20人", "25人"), ("不少于20人", "不少于25人")])
def test_a_target_keeps_the_words_around_it(written, expected):
    assert rewritten(written, TARGET, HIGHER) == expected


@pytest.mark.parametrize("written", ["1,201.00万元", "一千二百万元", "1200人", "12%"])
def test_what_does_not_say_the_old_value_or_cannot_say_the_new_is_left_to_people(written):
    assert rewritten(written, BUDGET, MORE) == ""


def test_an_exact_figure_never_becomes_a_rounded_one():
    assert (
        rewritten(
            "74人", TARGET.__class__("a", "", "", "74人", "74", "人"), KnownFact("a", "", "", "74.5人", "74.5", "人")
        )
        == "74.5人"
    )


def test_a_name_is_written_as_the_new_name():
    assert rewritten("培训人数", NAME, OTHER) == "受训人数"
    assert rewritten("培训的人数", NAME, OTHER) == ""


@pytest.mark.parametrize(("written", "said"), [("1200万元", True), ("1,200.00", True), ("1,199.99万元", False)])
def test_a_figure_states_a_fact_in_other_digits_but_not_another_number(written, said):
    assert states(written, BUDGET) is said


@pytest.mark.parametrize(
    ("text", "alone"), [("1200.00万元（决算数）", True), ("31200.00万元", False), ("1200.00万元和1200.00万元", False)]
)
def test_a_figure_in_peoples_words_is_no_part_of_a_longer_number(text, alone):
    assert stands_alone(text, "1200.00万元") is alone
