"""Numbers that were entered month by month or quarter by quarter: each is told of its own period alone."""

from __future__ import annotations

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal
from reportgen.model.self_evaluation import Department, PreviousFigure, SelfEvaluation


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="云岭市公交中心", year=2023, money_unit="万元"),
        goals=(
            PerformanceGoal(
                number="1", text="运送乘客4000万人次",
                achieved="运送乘客4312万人次，其中一季度986万人次、二季度1087万人次、三季度1154万人次、四季度1085万人次；"
                "故障1月6.4起、2月9.3起、3月7.5起",
            ),
        ),
        indicators=(counted("1", "运送乘客人次", "≥4000万人次", "4312万人次", "4100万人次"),),
        previous_year=(PreviousFigure(label="三季度乘客人次", value="1098万人次"),),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "三季度最忙，1154万人次，比上年多56万人次。",
        "二季度回升到1087万人次，四季度1085万人次。",
        "一季度986万人次，二季度1087万人次，两个季度合计2073万人次。",
        "2月故障最多，平均每天9.3起。",
    ],
)
def test_a_number_of_its_own_period_is_true_in_any_words(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("三季度1087万人次，二季度1154万人次。", ["NUMBER_WRONG_PERIOD", "NUMBER_WRONG_PERIOD"]),
        ("四季度完成986万人次。", ["NUMBER_WRONG_PERIOD"]),
        ("2月7.5起，3月9.3起。", ["NUMBER_WRONG_PERIOD", "NUMBER_WRONG_PERIOD"]),
    ],
)
def test_a_number_of_another_period_is_blamed(index: FactIndex, text: str, codes: list[str]) -> None:
    assert codes_of(text, index) == codes
