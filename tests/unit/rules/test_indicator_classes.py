"""One judgement about the class of an indicator, for the check of a document and the review of indicators."""

import pytest

from reportgen.model.indicators import Indicator
from reportgen.rules.indicator_classes import misplaced, output_among_outcomes
from reportgen.rules.indicator_reading import ReadIndicator


def row(subcategory: str, name: str, value: str) -> ReadIndicator:
    category = "效益指标" if "效益" in subcategory else "产出指标"
    return ReadIndicator(Indicator(category=category, subcategory=subcategory, name=name, target_value=value))


@pytest.mark.parametrize(
    ("subcategory", "name", "value", "why"),
    [
        ("数量指标", "换证率", "≥80%", "比率不是数量，应归质量"),
        ("质量指标", "合班授课次数", "≥10次", "以“次”计的是数量，应归数量"),
        ("时效指标", "增强工作人员服务意识", "增强", "与时间无关"),
        ("生态效益指标", "养殖户增收金额", "≥20万元", "内容与生态环境无关"),
        ("经济效益指标", "资金使用效益", "按要求支出", "支出合规是管理要求，不是经济效益"),
    ],
)
def test_a_row_in_the_wrong_class_is_told_why(subcategory: str, name: str, value: str, why: str) -> None:
    assert misplaced(row(subcategory, name, value)) == why


@pytest.mark.parametrize(
    ("subcategory", "name", "value"),
    [
        ("数量指标", "培训人数", "≥80人"),
        ("质量指标", "验收合格率", "100%"),
        ("生态效益指标", "新能源公交车占比", "≥80%"),
        ("生态效益指标", "疏浚弃土合规处置率", "100%"),
        ("经济效益指标", "带动村集体增收", "≥20万元"),
    ],
)
def test_a_row_in_its_own_class_is_left_alone(subcategory: str, name: str, value: str) -> None:
    assert misplaced(row(subcategory, name, value)) == ""


def test_what_the_project_did_is_no_outcome() -> None:
    found = output_among_outcomes(row("社会效益指标", "举办安全宣传活动场次", "≥20场"))

    assert found == ("name", "举办安全宣传活动场次", "“举办安全宣传活动场次”≥20场是产出数量，不是带来的效益")


def test_what_came_of_the_project_is_an_outcome() -> None:
    assert output_among_outcomes(row("社会效益指标", "新增就业人数", "≥300人")) is None
