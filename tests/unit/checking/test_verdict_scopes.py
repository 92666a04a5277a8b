"""What a verdict is said of where names are near one another: which words tell one indicator from its neighbours."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from checked_sentences import codes_of, counted, index_of
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.model.indicators import PerformanceGoal
from reportgen.model.self_evaluation import BudgetLine, Department, EnteredProblem, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN

_OUTCOME = {"category": "效益指标", "subcategory": "社会效益指标"}


@pytest.fixture(scope="module")
def index() -> FactIndex:
    entered = SelfEvaluation(
        department=Department(name="临泽县水利局", year=2023, money_unit="万元"),
        budget=(
            BudgetLine(
                source="合计", expenditure_type="合计", original_budget=Quantity(Decimal(900), WAN_YUAN),
                adjusted_budget=Quantity(Decimal(1000), WAN_YUAN),
                actual_expenditure=Quantity(Decimal(950), WAN_YUAN), previous_actual=Quantity(Decimal(930), WAN_YUAN),
            ),
        ),
        goals=(PerformanceGoal(number="1", text="清淤河道、安全检查", achieved="清淤河道147公里，用水14.5万吨"),),
        indicators=(
            counted("1", "检查任务完成数", "≥40个", "45个"),
            counted("2", "重点堤防安全检查处数", "≥30处", "26处"),
            counted("3", "农村河道清淤长度", "≥160公里", "147公里"),
            counted("4", "河道清淤每公里成本", "≤85元", "80元"),
            counted("5", "小型水库除险座数", "≥4座", "5座"),
            replace(counted("6", "灌溉供水保证率", "≥90%", "92%"), **_OUTCOME),
            replace(counted("7", "节约用水量", "≥3万吨", "3.4万吨"), **_OUTCOME),
            replace(counted("8", "渠道漏水率", "≤12%", "13.4%"), **_OUTCOME),
        ),
        problems=(EnteredProblem(problem="农村河道清淤长度比目标少13公里", cause="围堰被冲毁"),),
    )  # fmt: skip
    return index_of(entered)


@pytest.mark.parametrize(
    "text",
    [
        "重点堤防安全检查任务没有完成，实际检查26处。",
        "河道清淤没有完成。全年清淤147公里。",
        "清淤还欠着账，没有完成任务，缺口13公里。",
        "河道清淤每公里成本80元，低于成本控制目标。",
        "河道清淤每公里成本80元，没有超过控制标准。",
        "8项指标完成5项，3项未完成，效益指标完成2项。",
        "全年用水14.5万吨，比上年减少。",
        "渠道漏水率13.4%，12%的控制指标没有守住。",
        "1. 重点堤防安全检查处数：目标30处，检查26处。",
        "年初定下的主要任务是：检查堤防30处以上，渠道漏水率控制在12%以内。",
    ],
)
def test_what_the_data_bear_out_is_let_be(index: FactIndex, text: str) -> None:
    assert codes_of(text, index) == []


@pytest.mark.parametrize(
    "text",
    [
        "重点堤防安全检查任务完成了，实际检查26处。",
        "河道清淤完成了。全年清淤147公里。",
        "重点堤防安全检查处数和河道清淤长度两项超额完成。",
        "河道清淤每公里成本80元，高于成本控制目标。",
        "河道清淤每公里成本80元，超过了控制标准。",
        "8项指标完成5项，3项超额完成。",
        "8项指标未完成3项，未完成5项。",
        "部门支出950万元，比上年增加，没有完成任务的有3项；1. 除险座数和清淤长度两项完成。",
        "渠道漏水率13.4%，12%的控制指标没有突破。",
        "1. 重点堤防安全检查处数完成：目标30处，检查26处。",
        "水库除险5座，未达到年度目标。",
    ],
)
def test_what_the_data_contradict_is_told(index: FactIndex, text: str) -> None:
    assert [code for code in codes_of(text, index) if code.startswith("VERDICT")] != []


def test_what_stands_before_the_indicators_counts_them_all(index: FactIndex) -> None:
    assert codes_of("8项指标中5项完成。", index) == []
    assert codes_of("5项指标中5项完成。", index) == ["NUMBER_WRONG_MEANING"]


@pytest.mark.parametrize(
    "text",
    [
        "水库除险5座，渠道灌溉供水保证率92%，均达到年度目标。",
        "灌溉供水保证率达到92%，节水3.4万吨，都高于年度目标。",
        "检查40处以上没有做到，堤防只查了26处，未完成目标，灌溉供水保证率92%，节水3.4万吨，均超过年度目标。",
        "水库除险5座，灌溉供水保证率92%，两项指标均超额完成。",
        "水库除险5座，都是小型水库；灌溉供水保证率92%，两项指标均超额完成。",
    ],
)
def test_each_of_them_is_each_of_those_just_told(index: FactIndex, text: str) -> None:
    assert [code for code in codes_of(text, index) if code.startswith("VERDICT")] == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("灌溉供水保证率92%，渠道漏水率13.4%，均达到年度目标。", ["VERDICT_CONTRADICTS"]),
        ("堤防安全检查26处，水库除险5座，都达到年度目标。", ["VERDICT_CONTRADICTS"]),
        ("灌溉供水保证率92%，渠道漏水率13.4%，两项指标均达标。", ["VERDICT_CONTRADICTS"]),
        ("河道清淤147公里，工期很紧；水库除险5座，两项指标均超额完成。", ["VERDICT_CONTRADICTS"]),
        ("本年度设8项指标，均达到年度目标。", ["VERDICT_ALL"]),
        ("全年各项工作有序，灌溉供水保证率92%，所有指标均达到年度目标。", ["VERDICT_ALL"]),
    ],
)
def test_one_of_those_just_told_that_was_missed_belies_each(index: FactIndex, text: str, codes: list[str]) -> None:
    assert [code for code in codes_of(text, index) if code.startswith("VERDICT")] == codes


@pytest.fixture(scope="module")
def classes() -> FactIndex:
    satisfied = {"category": "满意度指标", "subcategory": "服务对象满意度指标"}
    entered = SelfEvaluation(
        department=Department(name="临泽县水利局", year=2023),
        indicators=(
            counted("1", "水质抽检次数", "≥40次", "36次"),
            counted("2", "水站巡查次数", "≥20次", "24次"),
            replace(counted("3", "受益人口", "≥8万人", "8.6万人"), **_OUTCOME),
            replace(counted("4", "用水户满意度", "≥90%", "94%"), **satisfied),
        ),
    )
    return index_of(entered)


@pytest.mark.parametrize(
    "text", ["效益和满意度方面的指标全部完成。", "效益、满意度两类指标均已完成。", "满意度方面的指标全部完成。"]
)
def test_classes_beside_one_another_stand_for_their_own_indicators(classes: FactIndex, text: str) -> None:
    assert codes_of(text, classes) == []


@pytest.mark.parametrize(
    "text", ["产出和满意度方面的指标全部完成。", "产出、效益两类指标均已完成。", "产出方面的指标全部完成。"]
)
def test_a_missed_indicator_of_any_class_named_belies_all(classes: FactIndex, text: str) -> None:
    assert [code for code in codes_of(text, classes) if code.startswith("VERDICT")] != []


@pytest.fixture(scope="module")
def sorted_rows() -> FactIndex:
    return index_of(
        SelfEvaluation(
            department=Department(name="临泽县水利局", year=2023, money_unit="万元"),
            indicators=(
                counted("1", "重点堤防安全检查处数", "≥30处", "26处"),
                replace(counted("2", "检查任务完成率", "≥90%", "95%"), subcategory="质量指标"),
                replace(counted("3", "隐患整改天数", "≤5天", "4天"), subcategory="时效指标"),
                replace(counted("4", "灌溉供水保证率", "≥90%", "92%"), **_OUTCOME),
                replace(counted("5", "预算编制完整率", "≥95%", "97%"), category="投入管理指标", subcategory="预算编审"),
            ),
        )
    )


@pytest.mark.parametrize("text", ["质量指标均达标。", "各项质量指标、时效指标全部完成。", "社会效益指标全部达标。"])
def test_all_of_a_subcategory_is_said_of_its_own_indicators(sorted_rows: FactIndex, text: str) -> None:
    assert codes_of(text, sorted_rows) == []


@pytest.mark.parametrize("text", ["数量指标均达标。", "质量指标和数量指标全部完成。", "产出指标均达标。"])
def test_all_of_a_subcategory_with_one_missed_is_told(sorted_rows: FactIndex, text: str) -> None:
    assert codes_of(text, sorted_rows) != []
