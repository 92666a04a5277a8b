"""False numbers that once hit something true by accident: another role, another comparison, another whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal, Project
from reportgen.model.self_evaluation import BudgetLine, Department, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import unit_named


def wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), unit_named("万元"))


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="望溪县水文监测站", year=2024, money_unit="万元"),
        budget=(
            BudgetLine(
                source="合计", expenditure_type="合计", original_budget=wan("1720"), adjusted_budget=wan("1863.5"),
                actual_expenditure=wan("1804.26"), previous_actual=wan("1655.9"),
            ),
            BudgetLine(
                source="合计", expenditure_type="基本支出", original_budget=wan("980"), adjusted_budget=wan("1003.5"),
                actual_expenditure=wan("998.14"),
            ),
            BudgetLine(
                source="合计", expenditure_type="项目支出", original_budget=wan("740"), adjusted_budget=wan("860"),
                actual_expenditure=wan("806.12"),
            ),
        ),
        goals=(
            PerformanceGoal(
                number="1", text="巡测断面620次以上",
                achieved="巡测断面648次，其中汛期巡测断面391次；校准流速仪57台",
            ),
        ),
        projects=(
            Project(number="1", name="测站设备更新", budget=wan("410"), actual_expenditure=wan("388.4")),
            Project(number="2", name="水文巡测", budget=wan("265"), actual_expenditure=wan("241.72")),
            Project(number="3", name="缆道检修", budget=wan("185"), actual_expenditure=wan("176")),
        ),
        indicators=(
            counted("1", "断面巡测次数", "≥620次", "648次", "583次"),
            counted("2", "雨量站改造数", "24座", "19座", "17座"),
            counted("3", "数据缺测小时", "≤36小时", "31小时", "44小时"),
        ),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "项目支出806.12万元，占44.68%。测站设备更新388.4万元，购置流量计；水文巡测241.72万元；缆道检修176万元。",
        "项目安排：测站设备更新410万元；水文巡测265万元；缆道检修185万元。",
        "水文巡测241.72万元，预算265万元，执行率91.22%。",
        "基本支出。全年998.14万元，执行率99.47%。",
        "花钱最多的是测站设备更新，388.4万元。",
        "说好改造雨量站24座，只改造了19座，离24座还差5座。",
        "数据缺测31小时，比规定的36小时少5小时。",
        "断面巡测648次，比上年增加65次。",
        "执行率最高的是缆道检修，达到95.14%；最低的是水文巡测，只有91.22%。",
        "水文巡测用了241.72万元，缆道检修用了176万元，执行率分别是91.22%和95.14%。",
        "水文巡测由于汛期延长，实际支出241.72万元。",
        "测站设备更新支出388.4万元，占项目支出的近一半。",
    ],
)
def test_what_is_told_in_its_place_stands(text: str, index: FactIndex) -> None:
    assert codes_of(text, index) == []


def test_a_budget_is_not_listed_among_amounts_spent(index: FactIndex) -> None:
    text = "测站设备更新388.4万元，购置流量计；水文巡测265万元；缆道检修176万元。"

    assert codes_of(text, index) == ["NUMBER_WRONG_ROLE"]


def test_an_amount_told_again_as_the_budget_was_not_the_budget(index: FactIndex) -> None:
    assert codes_of("水文巡测265万元，预算265万元，执行率91.22%。", index) == ["NUMBER_WRONG_ROLE"]


def test_an_execution_rate_follows_what_was_spent(index: FactIndex) -> None:
    assert codes_of("基本支出。全年1003.5万元，执行率99.47%。", index) == ["NUMBER_WRONG_ROLE"]


def test_what_a_plan_fell_short_of_is_no_actual_value(index: FactIndex) -> None:
    assert "NUMBER_WRONG_ROLE" in codes_of("雨量站改造19座，离19座还差5座。", index)


def test_what_is_prescribed_is_no_number_of_last_year(index: FactIndex) -> None:
    assert codes_of("数据缺测31小时，比规定的44小时少5小时。", index) != []


def test_what_changed_did_not_stay_the_same(index: FactIndex) -> None:
    assert codes_of("数据缺测从31小时降到31小时。", index) != []


def test_a_share_is_told_in_no_multiple(index: FactIndex) -> None:
    assert codes_of("基本支出998.14万元，占1.2倍；项目支出806.12万元。", index) != []


def test_over_half_of_a_whole_is_no_change_by_half(index: FactIndex) -> None:
    assert codes_of("测站设备更新支出388.4万元，水文巡测支出241.72万元，占项目支出的超六成。", index) != []


def test_a_number_of_a_text_is_no_difference(index: FactIndex) -> None:
    assert codes_of("巡测断面648次，比上年增加391次。", index) != []


def test_what_is_over_the_plan_is_not_over_last_year(index: FactIndex) -> None:
    assert codes_of("断面巡测648次，目标620次，比上年多28次。", index) != []


def test_what_most_was_spent_on_is_one_of_the_projects(index: FactIndex) -> None:
    assert codes_of("花钱最多的是校园球场建设，388.4万元。", index)[0] == "PROJECT_UNKNOWN"


def test_a_range_tells_of_no_single_number(index: FactIndex) -> None:
    assert codes_of("雨量站改造18—20座。", index) != []


def test_rates_of_two_projects_do_not_change_places(index: FactIndex) -> None:
    text = "执行率最高的是缆道检修，达到91.22%；最低的是水文巡测，只有95.14%。"

    assert codes_of(text, index) != []


def test_rates_told_in_turn_are_in_the_order_of_what_was_told(index: FactIndex) -> None:
    text = "水文巡测用了241.72万元，缆道检修用了176万元，执行率分别是95.14%和91.22%。"

    assert codes_of(text, index) != []


def test_the_money_of_a_named_project_is_not_that_of_all(index: FactIndex) -> None:
    assert codes_of("水文巡测由于汛期延长，实际支出1804.26万元。", index) != []


def test_what_is_counted_of_the_indicators_is_nothing_else(index: FactIndex) -> None:
    assert codes_of("3项指标中有57项达到目标。", index) != []


def test_a_digit_apart_is_a_piece_of_the_next_number(index: FactIndex) -> None:
    assert codes_of("全年改造雨量站2 4座。", index) != []


def test_the_share_of_a_named_whole_is_of_what_was_told(index: FactIndex) -> None:
    assert codes_of("测站设备更新支出388.4万元，占项目支出的不足三成。", index) != []
