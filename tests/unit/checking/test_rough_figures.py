"""Ranges and numbers cut off, which some figure of the data would bear out although another one is named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal
from reportgen.model.self_evaluation import BudgetLine, Department, SelfEvaluation, StaffCount
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN


def _budget(source: str, budget: int, spent: int) -> BudgetLine:
    amounts = Quantity(Decimal(budget), WAN_YUAN), Quantity(Decimal(spent), WAN_YUAN)
    return BudgetLine(
        source=source, expenditure_type="合计", adjusted_budget=amounts[0], actual_expenditure=amounts[1]
    )  # fmt: skip


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="临泽县水利局", year=2023, money_unit="万元"),
        staff=(
            StaffCount(staff_class="行政", authorized=9, actual=9),
            StaffCount(staff_class="事业", authorized=14, actual=13),
        ),
        budget=(_budget("合计", 1000, 950), _budget("财政拨款", 862, 847)),
        goals=(
            PerformanceGoal(number="1", text="培训管水员", achieved="培训管水员742人、巡河志愿者865人，查出隐患142处"),
        ),
        indicators=(
            counted("1", "河道隐患整改率", "≥95%", "97.89%", "96.2%"),
            replace(counted("2", "用水户参加率", "≥90%", "97.84%"), category="效益指标"),
            counted("3", "每期培训人数", "300—400人", "300—400人"),
        ),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "培训管水员742人、巡河志愿者865人。",
        "河道隐患整改率97.9%。",
        "用水户参加率97.8%。",
        "每期培训人数300—400人。",
        "机关编制9名；灌溉站编制14名，实有13人。",
        "财政拨款支出占89.16%，执行率98.26%。",
    ],
)
def test_what_was_entered_is_let_be(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "培训管水员816—890人，另有巡河志愿者865人。",
        "河道隐患整改率97.8%。",
        "河道隐患整改率达到98—99%。",
        "机关编制14名；灌溉站编制14名，实有13人。",
        "财政拨款支出占98.26%。",
    ],
)
def test_a_figure_of_something_else_does_not_bear_it_out(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []
