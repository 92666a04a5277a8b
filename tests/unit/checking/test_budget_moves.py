"""What the budget was, what was added and what became of it do not stand in one another's places."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import Project
from reportgen.model.self_evaluation import BudgetLine, Department, EnteredProblem, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN


def _wan(amount: str) -> Quantity:
    return Quantity(Decimal(amount), WAN_YUAN)


@pytest.fixture(scope="module")
def index() -> FactIndex:
    total = BudgetLine(
        source="合计", expenditure_type="合计", original_budget=_wan("1462"), adjusted_budget=_wan("1548"),
        actual_expenditure=_wan("1502.6"), adjustment_reason="追加公益金61万元、人员经费25万元",
    )  # fmt: skip
    return index_of(
        SelfEvaluation(department=Department(name="青石县养老中心", year=2023, money_unit="万元"), budget=(total,))
    )


@pytest.mark.parametrize(
    "text",
    [
        "年初安排1462万元，年中追加公益金61万元、人员经费25万元，全年预算1548万元。",
        "年初预算1462万元，追加86万元后，预算达到1548万元。",
        "预算由年初的1462万元调整为1548万元，其中追加公益金61万元。",
        "全年预算1548万元，比年初的1462万元增加86万元。",
        "年初给的是1462万元，后来添了公益金61万元，又加人员经费25万元，总共1548万元，花了1502.6万元。",
    ],
)
def test_a_budget_that_was_moved_may_be_told_in_any_order(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "年初安排1462万元，年中追加公益金1548万元，全年预算就成了61万元。",
        "年初盘子是61万元，后来添了公益金1462万元，全年预算于是变成1548万元。",
        "年初批复1462万元，年中追加公益金61万元，另追加人员经费1548万元，预算调整为25万元。",
        "年初安排25万元，追加人员经费1462万元，总共1548万元。",
    ],
)
def test_amounts_of_a_moved_budget_in_one_anothers_places_are_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index).count("NUMBER_WRONG_ROLE") == 2


@pytest.fixture(scope="module")
def troubled() -> FactIndex:
    project = Project(
        number="1", name="纪录片创作", budget=_wan("180"), actual_expenditure=_wan("152"), fund_use="拍摄纪录片4部"
    )
    problem = EnteredProblem(problem="纪录片创作项目28万元没有支出", cause="冬季镜头要补拍", measure="3月底前补拍")
    return index_of(
        SelfEvaluation(
            department=Department(name="溪山县广播站", year=2023, money_unit="万元"),
            indicators=(counted("1", "纪录片完成部数", "≥4部", "3部", "2部"),),
            projects=(project,),
            problems=(problem,),
        )
    )


@pytest.mark.parametrize(
    "text",
    [
        "纪录片计划4部，做成3部，没有完成。",
        "因镜头要补拍，纪录片创作尚有28万元没有支出。",
        "镜头要补拍，28万元没有花出去。",
    ],
)
def test_what_was_done_and_what_was_not_spent_may_be_told(troubled: FactIndex, text: str) -> None:
    assert codes_of(text, troubled) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("纪录片计划4部，做成4部，没有完成。", "NUMBER_WRONG_ROLE"),
        ("因镜头要补拍，农村电商发展尚有28万元没有支出。", "NUMBER_WRONG_SUBJECT"),
        ("农村电商发展为年中新增项目。", "PROJECT_UNKNOWN"),
    ],
)
def test_neither_a_plan_nor_a_strange_name_takes_them(troubled: FactIndex, text: str, code: str) -> None:
    assert code in codes_of(text, troubled)
