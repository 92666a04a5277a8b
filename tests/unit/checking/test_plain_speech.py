"""What clerks write in plain speech: budget lines without their names, sums by 加, 便宜 for a fall, plans by 怎么办."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import Project
from reportgen.model.self_evaluation import BudgetLine, Department, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN


def _wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), WAN_YUAN)


def _line(kind: str, budget: str, spent: str) -> BudgetLine:
    return BudgetLine(
        source="合计", expenditure_type=kind, adjusted_budget=_wan(budget), actual_expenditure=_wan(spent)
    )


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="青石县园林中心", year=2023, money_unit="万元", subordinate_units=1),
        budget=(
            _line("合计", "3020.50", "2953.75"),
            _line("基本支出", "1106.20", "1093.45"),
            _line("项目支出", "1914.30", "1860.30"),
        ),
        indicators=(counted("1", "每平方米养护费用", "≤4.6元", "4.35元", "4.52元"),),
        projects=(
            Project(number="1", name="绿地养护", budget=_wan("1180.00"), actual_expenditure=_wan("1154.60")),
            Project(number="2", name="行道树修剪", budget=_wan("734.30"), actual_expenditure=_wan("705.70")),
        ),
    )
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "发工资和日常办公花了1093.45万元。",
        "绿地养护支出1154.60万元，行道树修剪支出705.70万元。养护加修剪，1860.3万元。",
        "每平方米养护费用4.35元，比上年便宜0.17元。",
        "局里下面管着1个苗圃。",
        "五、下步怎么办\n2024年补种行道树。",
    ],
)
def test_plain_speech_is_understood(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("发工资和日常办公花了1039.45万元。", ["NUMBER_NOT_IN_DATA"]),
        ("每平方米养护费用4.35元，比上年贵0.17元。", ["NUMBER_WRONG_DIRECTION"]),
        ("局里下面管着3个苗圃。", ["NUMBER_NOT_IN_DATA"]),
    ],
)
def test_a_false_number_in_plain_speech_is_blamed(index: FactIndex, text: str, codes: list[str]) -> None:
    assert codes_of(text, index) == codes
