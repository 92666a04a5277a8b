"""What is told to be the only one or the first is held against all the others (唯一、居首)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import Project
from reportgen.model.self_evaluation import Department, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN


def _project(number: str, name: str, spent: str) -> Project:
    amount = Quantity(Decimal(spent), WAN_YUAN)
    return Project(number=number, name=name, budget=amount, actual_expenditure=amount)


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="白岩县图书馆", year=2023, money_unit="万元"),
        projects=(_project("1", "古籍修复", "86.4"), _project("2", "流动书车运行", "132.7")),
        indicators=(
            counted("1", "外借册次", "≥20万册次", "21.6万册次", "22.3万册次"),
            counted("2", "讲座场数", "≥60场", "52场", "50场"),
            counted("3", "新书上架天数", "≤15天", "12天", "14天"),
        ),
    )
    return index_of(entered)


@pytest.fixture(scope="module")
def worse() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="白岩县图书馆", year=2023),
        indicators=(
            counted("1", "外借册次", "≥20万册次", "18.6万册次", "22.3万册次"),
            counted("2", "讲座场数", "≥60场", "52场", "50场"),
            counted("3", "新书上架天数", "≤15天", "14天", "12天"),
        ),
    )
    return index_of(entered)


_TOLD = (
    "外借21.6万册次，是唯一不如上年的指标。",
    "讲座场数是唯一没有完成的指标。",
    "3项指标，唯一没做到的是讲座场数。",
    "项目中，流动书车运行132.7万元居首。",
)


@pytest.mark.parametrize("text", _TOLD)
def test_the_only_one_and_the_first_are_let_be(index: FactIndex, text: str) -> None:
    assert [code for code in codes_of(text, index) if code.startswith("VERDICT")] == []


@pytest.mark.parametrize(
    "text", ["外借18.6万册次，是唯一不如上年的指标。", "讲座场数是唯一没有完成的指标。", "唯一没做到的是讲座场数。"]
)
def test_one_of_two_is_not_the_only_one(worse: FactIndex, text: str) -> None:
    assert [code for code in codes_of(text, worse) if code.startswith("VERDICT")] == ["VERDICT_CONTRADICTS"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("项目中，古籍修复86.4万元居首。", "VERDICT_CONTRADICTS"),
        ("古籍修复在全省居首。", "VERDICT_UNSUPPORTED"),
        ("是全县唯一不如上年的图书馆。", "VERDICT_UNSUPPORTED"),
    ],
)
def test_what_is_not_the_first_is_told(index: FactIndex, text: str, code: str) -> None:
    assert [code for code in codes_of(text, index) if code.startswith("VERDICT")] == [code]
