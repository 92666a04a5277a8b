"""Figures of several numbers: sums over the rows named, what is left of a count, days before a limit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal, Project
from reportgen.model.self_evaluation import BudgetLine, Department, PreviousFigure, SelfEvaluation, StaffCount
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN


def _wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), WAN_YUAN)


def _project(number: str, name: str, budget: str, spent: str) -> Project:
    return Project(number=number, name=name, budget=_wan(budget), actual_expenditure=_wan(spent))


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="云岭县水文局", year=2023, money_unit="万元"),
        budget=(
            BudgetLine(
                source="合计", expenditure_type="合计", adjusted_budget=_wan("2868.50"),
                actual_expenditure=_wan("2713.75"), previous_actual=_wan("2580.45"),
            ),
        ),
        goals=(
            PerformanceGoal(
                number="1", text="巡测水位站180处",
                achieved="巡测水位站186处，发现缺陷537处，整改529处；采样640份，合格611份",
            ),
        ),
        indicators=(
            counted("1", "巡测水位站数", "≥180处", "186处", "171处"),
            counted("2", "汛期预报2小时内发布率", "100%", "100%", "100%"),
            counted("3", "年鉴刊印时间", "2023年9月30日前", "2023年9月18日"),
        ),
        projects=(
            _project("1", "水文站房维修和改造", "640.00", "512.40"),
            _project("2", "雷达测雨", "460.50", "445.35"),
            _project("3", "地下水监测井养护", "218.00", "216.00"),
        ),
        staff=(
            StaffCount(staff_class="合计", authorized=50, actual=46),
            StaffCount(staff_class="行政", authorized=10, actual=9),
            StaffCount(staff_class="事业", authorized=40, actual=37),
        ),
        previous_year=(PreviousFigure(label="采样份数", value="580份"),),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "水文站房维修和改造、雷达测雨分别支出512.40万元、445.35万元，两项合计结余142.75万元。",
        "水文站房维修和改造512.40万元；雷达测雨445.35万元；地下水监测井养护216万元。前两项合计957.75万元。",
        "站房维修和雷达测雨合计结余142.75万元。",
        "水文站房维修和改造、雷达测雨、地下水监测井养护分别支出512.40万元、445.35万元和216.00万元。",
    ],
)
def test_what_the_words_name_is_added_up(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "水文站房维修和改造、雷达测雨分别支出512.40万元、445.35万元，两项合计结余147.25万元。",
        "水文站房维修和改造、雷达测雨、地下水监测井养护分别支出512.40万元、216.00万元和445.35万元。",
        "站房维修和监测井养护合计结余142.75万元。",
    ],
)
def test_another_sum_or_another_row_is_not(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


@pytest.mark.parametrize(
    "text",
    [
        "发现缺陷537处；整改529处；剩余8处。",
        "发现缺陷537处。整改529处。剩余8处。",
        "采样640份，合格611份；不合格的29份已经通报。",
        "采样640份，比上年增长10.34%。",
        "年鉴9月18日就刊印出来，比限期早了12天。",
        "汛期预报2小时之内全部发布。",
    ],
)
def test_what_is_left_and_what_changed_follow_from_what_was_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "发现缺陷537处；整改529处；剩余18处。",
        "采样640份，合格611份；不合格的39份已经通报。",
        "采样640份，比上年增长11.34%。",
        "年鉴9月18日就刊印出来，比限期早了21天。",
        "汛期预报3小时之内全部发布。",
    ],
)
def test_another_rest_change_or_limit_is_not(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


def test_a_line_of_the_budget_goes_on_behind_a_semicolon(index: FactIndex) -> None:
    assert codes_of("全年支出2713.75万元；执行率94.61%；比上年增加133.30万元。", index) == []
    assert codes_of("全年支出2713.75万元；执行率94.61%；比上年增加133.80万元。", index) != []
