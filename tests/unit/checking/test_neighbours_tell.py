"""A number that was entered, where the words and numbers right beside it say that it is not meant."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import Project
from reportgen.model.self_evaluation import BudgetLine, Department, EnteredProblem, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import unit_named


def wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), unit_named("万元"))


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="临泽县水利局", year=2024, money_unit="万元"),
        problems=(
            EnteredProblem(problem="水质检测合格率比目标低0.5个百分点", measure="2025年使渠道改造覆盖率达到86%"),
        ),
        projects=(
            Project(number="1", name="渠道设备更新", budget=wan("410"), actual_expenditure=wan("388.42")),
            Project(number="2", name="水文巡测", budget=wan("265"), actual_expenditure=wan("241.72")),
            Project(number="3", name="缆道检修", budget=wan("185"), actual_expenditure=wan("176.35")),
        ),
        indicators=(
            counted("1", "灌区渠道改造长度", "≥65公里", "62公里", "48公里"),
            counted("2", "灌溉水利用系数达标率", "≥95%", "93.8%", "92.6%"),
            counted("3", "抢险到场时间", "≤24小时", "18.5小时", "21小时"),
            counted("4", "水质检测合格率", "≥98%", "97.5%", "98.9%"),
        ),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "改造灌区渠道62公里，比上年多14公里，离65公里的目标差3公里。",
        "灌溉水利用系数达标率93.8%，虽较上年提高1.2个百分点，但比目标低1.2个百分点。",
        "抢险队平均18.5小时到场，比上年快2.5小时，比规定的24小时快5.5小时。",
        "水质检测合格率97.5%，比上年降1.4个百分点，比目标低0.5个百分点。",
    ],
)
def test_a_difference_of_the_row_itself_is_believed(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "水质检测合格率97.5%，比上年降0.5个百分点。",
        "抢险队平均18.5小时到场，比上年快2.5小时，比规定的24小时快2.5小时。",
        "灌溉水利用系数达标率93.8%，可是离98.7%还差1.2个百分点。",
    ],
)
def test_what_is_no_difference_of_the_row_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == ["NUMBER_DIFFERS"]


def test_an_amount_behind_the_name_of_its_project_is_believed(index: FactIndex) -> None:
    assert codes_of("渠道设备更新388.42万元；水文巡测241.72万元；检修缆道176.35万元。", index) == []


def test_a_rate_behind_the_name_of_another_project_is_told(index: FactIndex) -> None:
    text = "各项目执行率：渠道设备更新94.74%，水文巡测95.32%，缆道检修91.22%。"
    assert "NUMBER_WRONG_SUBJECT" in codes_of(text, index)


@pytest.mark.parametrize(
    "text",
    [
        "力争渠道改造覆盖率达到86%。",
        "渠道设备更新支出388.42万元，执行率94.74%。",
        "灌区渠道改造完成目标的95.4%。",
        "渠道改造62公里，完成率95.4%。",
    ],
)
def test_a_rate_by_its_own_name_is_believed(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("力争渠道改造覆盖率突破84%。", "NUMBER_DIFFERS"),
        ("使水质检测合格率回到96%以上。", "NUMBER_WRONG_ROLE"),
        ("渠道设备更新支出388.42万元，完好率94.74%。", "NUMBER_WRONG_MEANING"),
        ("灌区渠道改造目标95.4%，完成62公里。", "NUMBER_WRONG_MEANING"),
    ],
)
def test_a_rate_of_another_kind_and_a_plan_not_entered_so_are_told(index: FactIndex, text: str, code: str) -> None:
    assert codes_of(text, index) == [code]


@pytest.fixture(scope="module")
def adjusted() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="临泽县水利局", year=2024, money_unit="万元"),
        budget=(
            BudgetLine(
                source="合计", expenditure_type="合计", original_budget=wan("286"), adjusted_budget=wan("312"),
                actual_expenditure=wan("301.44"), adjustment_reason="追加防汛物资储备15万元、人员经费11万元",
            ),
            BudgetLine(
                source="其他资金", expenditure_type="合计", original_budget=wan("60"), adjusted_budget=wan("70"),
                actual_expenditure=wan("66.15"),
            ),
        ),
        indicators=(counted("1", "雨量站改造数", "≥14个", "13个"),),
        problems=(EnteredProblem(problem="灌区测点少收12份记录"),),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "年初，县财政给我局安排预算286万元。追加防汛物资储备15万元、人员经费11万元。",
        "其他资金支出66.15万元，执行率94.50%。",
        "改造雨量站13个，余下1个。",
    ],
)
def test_what_stands_in_its_own_place_is_believed(adjusted: FactIndex, text: str) -> None:
    assert codes_of(text, adjusted) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("年初，县财政给我局安排预算312万元。", "NUMBER_WRONG_ROLE"),
        ("其他资金支出70万元，执行率94.50%。", "NUMBER_WRONG_ROLE"),
        ("改造雨量站，余下13个。", "NUMBER_WRONG_MEANING"),
        ("灌区测点实收12份记录。", "NUMBER_WRONG_MEANING"),
        ("追加资金的构成：人员经费11万元，校园午餐供应15万元。", "NUMBER_WRONG_SUBJECT"),
    ],
)
def test_what_stands_in_the_place_of_another_is_told(adjusted: FactIndex, text: str, code: str) -> None:
    assert code in codes_of(text, adjusted)
