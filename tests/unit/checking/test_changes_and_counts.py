"""Changes over entered figures of last year, counts of full marks, rows told apart twice, plans compared with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal
from reportgen.model.self_evaluation import (
    Department,
    EnteredProblem,
    ManagementItem,
    PreviousFigure,
    SelfEvaluation,
)


def scored(points: str) -> dict[str, Decimal]:
    return {"max_score": Decimal(10), "score": Decimal(points)}


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="望溪县林业局", year=2023, money_unit="万元"),
        goals=(
            PerformanceGoal(
                number="1",
                text="新建护林站60处",
                achieved="新建护林站66处，其中山区41处、库区25处；苗圃出圃苗木318万株；举办应急演练23场、参演5840人次；成活率93%，高于规划85%的目标",
            ),
        ),
        indicators=(
            counted("1", "新建护林站数量", "≥60处", "66处", "52处", **scored("10")),
            counted("2", "减少林区用火点数量", "≥80处", "97处", "71处", **scored("10")),
            counted("3", "巡护员培训人次", "≥400人次", "376人次", "350人次", **scored("8.5")),
            counted("4", "林农满意度", "≥90%", "86.4%", "91.2%", **scored("9.6")),
        ),
        management=(ManagementItem(topic="厉行节约", text="“三公”经费预算46万元，支出38.72万元"),),
        problems=(EnteredProblem(problem="巡护员培训少于目标24人次", cause="课时不足"),),
        previous_year=(PreviousFigure(label="苗圃出圃苗木", value="285万株"),),
    )
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "苗圃出圃苗木318万株，比上年多33万株，增幅11.6%。",
        "新建护林站66处，比年度目标多建6处，其中山区41处、库区25处。",
        "减少林区用火点97处，比上年又多减26处。",
        "满意度从91.2%跌到86.4%，降了4.8个百分点。",
        "4项指标里，2项拿到满分，2项失分。",
        "“三公”经费支出38.72万元，较46万元的预算压减7.28万元。",
        "巡护员培训欠24人次。",
        "举办应急演练23场、参演5840人次。",
        "成活率93%，高于规划85%的目标。",
        "新建护林站、减少林区用火点分别比上年的52处、71处增加14处、26处。",
        "巡护员培训376人次，够不着400人次的考核红线。",
    ],
)
def test_a_change_or_a_count_that_follows_is_true(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "苗圃出圃苗木318万株，比上年多23万株。",
        "苗圃出圃苗木318万株，比上年少33万株。",
        "新建护林站66处，比年度目标多建8处。",
        "满意度从86.4%跌到91.2%。",
        "4项指标里，3项拿到满分。",
        "“三公”经费支出46万元。",
        "巡护员培训欠34人次。",
        "新建护林站、减少林区用火点分别比上年的52处、71处增加26处、14处。",
    ],
)
def test_a_change_or_a_count_that_does_not_follow_is_told(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) != []


def test_of_two_things_told_side_by_side_each_has_its_own_verdict(index: FactIndex) -> None:
    assert codes_of("林农满意度和巡护员培训，一项未达标、一项未完成。", index) == []
    assert codes_of("新建护林站66处没有全部完成。", index) == ["VERDICT_CONTRADICTS"]
