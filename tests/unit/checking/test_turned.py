"""Changes told the wrong way round, although some other figure of the data would bear the number out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal
from reportgen.model.self_evaluation import BudgetLine, Department, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN

_SATISFACTION = {"category": "满意度指标", "subcategory": "服务对象满意度指标"}


@pytest.fixture(scope="module")
def index() -> FactIndex:
    def line(expenditure_type: str, budget: str, spent: str, before: str = "", first: str = "") -> BudgetLine:
        amounts = [Quantity(Decimal(one), WAN_YUAN) if one else None for one in (budget, spent, before, first)]
        return BudgetLine(
            source="合计", expenditure_type=expenditure_type, original_budget=amounts[3], adjusted_budget=amounts[0],
            actual_expenditure=amounts[1], previous_actual=amounts[2],
        )  # fmt: skip

    entered = SelfEvaluation(
        department=Department(name="临泽县图书馆", year=2023, money_unit="万元"),
        budget=(
            line("合计", "1000", "950", "1000", "880"), line("基本支出", "600", "594"),
            line("项目支出", "400", "355.64"),
        ),
        goals=(PerformanceGoal(number="1", text="开放阅览", achieved="公务接待费8.64万元，上年9.36万元"),),
        indicators=(
            counted("1", "到馆人次", "≥40万人次", "41.2万人次", "36.5万人次"),
            counted("2", "读者咨询平均答复时间", "≤3小时", "2.5小时", "3.1小时"),
            replace(counted("5", "读者投诉下降率", "≥5%", "6.3%"), category="效益指标"),
            replace(counted("3", "读者满意度", "≥90%", "92.7%", "91.2%"), **_SATISFACTION),
            replace(counted("4", "团体读者满意度", "≥90%", "94.2%", "95.7%"), **_SATISFACTION),
        ),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "到馆41.2万人次，较上年净增4.7万人次，增长12.9%。",
        "读者满意度92.7%，较上年提高1.5个百分点；团体读者满意度94.2%，较上年降低1.5个百分点。",
        "读者咨询平均答复时间2.5小时，比目标快0.5小时，比上年缩短0.6小时。",
        "读者投诉下降6.3%，好于5%的目标。",
        "基本支出执行率99%，项目支出执行率88.91%，低于基本支出10.09个百分点。",
        "部门支出950万元，比上年减少50万元，下降5%。",
        "读者满意度：实际92.7%，目标90%，高2.7个百分点；较上年仍提高1.5个百分点。",
        "年初预算880万元，追加120万元，共增加120万元，全年预算1000万元。",
    ],
)
def test_a_change_told_the_right_way_round_is_let_be(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "到馆41.2万人次，较上年净增4.7万人次，下降12.9%。",
        "读者满意度92.7%，较上年降低1.5个百分点。",
        "基本支出执行率99%，项目支出执行率88.91%，高于基本支出10.09个百分点。",
        "部门支出950万元，比上年减少50万元，增长5%。",
        "读者满意度：实际92.7%，目标90%，低2.7个百分点。",
        "读者满意度：实际92.7%，目标90%；较上年仍降低1.5个百分点。",
        "年初预算880万元，追加120万元，共减少120万元，全年预算1000万元。",
    ],
)
def test_a_change_turned_round_is_told(index: FactIndex, text: str) -> None:
    assert "NUMBER_WRONG_DIRECTION" in codes_of(text, index)


def test_half_a_point_is_read_and_judged(index: FactIndex) -> None:
    assert codes_of("读者满意度92.7%，比上年高半个百分点。", index) != []


def test_two_numbers_are_compared_as_they_are(index: FactIndex) -> None:
    assert codes_of("公务接待费8.64万元，低于上年的9.36万元。", index) == []
    assert codes_of("公务接待费8.64万元，高于上年的9.36万元。", index) != []
