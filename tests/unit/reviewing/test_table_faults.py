"""What is wrong with a table of indicators as a whole."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from reportgen.model.form import Form
from reportgen.model.indicators import CategoryWeight, Indicator, Project
from reportgen.model.self_evaluation import Department, SelfEvaluation
from reportgen.reviewing.review import review_indicators
from sample_entry import form

BUREAU = Department(name="东平市水务局", year=2024, money_unit="万元", field_of_work="水利")
VOLUME = Indicator(category="产出指标", subcategory="数量指标", name="清淤长度", target_value="≥12公里")
QUALITY = Indicator(category="产出指标", subcategory="质量指标", name="工程合格率", target_value="100%")
OUTCOME = Indicator(category="效益指标", subcategory="社会效益指标", name="河段达标率", target_value="≥90%")
SATISFIED = Indicator(category="满意度指标", subcategory="服务对象满意度指标", name="居民满意度", target_value="≥90%")


def told(*rows: Indicator, using: Form | None = None, **more: Any) -> list[str]:
    """The codes of the faults of the whole table."""
    entered = SelfEvaluation(department=BUREAU, indicators=rows, **more)
    return [fault.code for fault in review_indicators(entered, document="表.xlsx", form=using).tables]


def weighing(row: Indicator, points: str) -> Indicator:
    """*row* with points."""
    return replace(row, max_score=Decimal(points))


def test_a_whole_table_has_no_fault() -> None:
    assert told(VOLUME, QUALITY, OUTCOME, SATISFIED, using=form()) == []


def test_a_table_without_outcomes_is_told() -> None:
    assert told(VOLUME, QUALITY, SATISFIED) == ["NO_OUTCOME"]


def test_second_levels_that_the_form_requires_are_missed_by_name() -> None:
    entered = SelfEvaluation(department=BUREAU, indicators=(VOLUME, OUTCOME))

    (fault,) = review_indicators(entered, document="表.xlsx", form=form()).tables

    assert fault.code == "SUBCATEGORY_MISSING"
    assert fault.reason.startswith("部门指标表没有“质量指标”“服务对象满意度指标”，")


def test_outcomes_in_words_alone_are_told() -> None:
    words = replace(OUTCOME, name="河道面貌", target_value="明显改善")

    assert told(VOLUME, words, SATISFIED) == ["OUTCOME_ALL_QUALITATIVE"]


def test_costs_that_only_repeat_budgets_are_told() -> None:
    one = Indicator(subcategory="成本指标", name="清淤费用", target_value="≤20万元")
    other = Indicator(subcategory="成本指标", name="监理费用", target_value="≤2万元")

    assert told(VOLUME, OUTCOME, one, other) == ["COST_ONLY_BUDGET"]


def test_one_price_per_unit_among_the_costs_is_enough() -> None:
    one = Indicator(subcategory="成本指标", name="清淤费用", target_value="≤20万元")
    other = Indicator(subcategory="成本指标", name="清淤单价", target_value="≤45元/立方米")

    assert told(VOLUME, OUTCOME, one, other) == []


def test_one_satisfaction_for_several_groups_is_told() -> None:
    pupils = replace(VOLUME, name="受益学生人数", target_value="≥300人")
    farmers = replace(VOLUME, name="受益农户户数", target_value="≥80户")

    assert told(pupils, farmers, OUTCOME, SATISFIED) == ["ONE_SATISFACTION"]


def test_a_row_without_points_in_a_table_with_points_is_told() -> None:
    assert told(weighing(VOLUME, "10"), OUTCOME) == ["WEIGHT_ZERO"]


def test_points_must_add_up_to_the_form_s_total_less_those_of_execution() -> None:
    rows = (weighing(VOLUME, "30"), weighing(QUALITY, "20"), weighing(OUTCOME, "30"), weighing(SATISFIED, "10"))

    assert told(*rows, using=form()) == []
    assert told(weighing(VOLUME, "31"), *rows[1:], using=form()) == ["WEIGHT_SUM", "WEIGHT_SHARE"]


def test_weights_that_the_department_enters_go_before_those_of_the_form() -> None:
    rows = (weighing(VOLUME, "20"), weighing(QUALITY, "20"), weighing(OUTCOME, "40"), weighing(SATISFIED, "10"))
    entered = tuple(
        CategoryWeight(category=name, weight=Decimal(weight))
        for name, weight in (("产出指标", 40), ("效益指标", 40), ("满意度指标", 10))
    )

    assert told(*rows, using=form(), weights=entered) == []
    assert told(*rows, using=form()) == ["WEIGHT_SHARE", "WEIGHT_SHARE"]


def test_targets_copied_from_last_year_are_told() -> None:
    copied = tuple(
        Indicator(subcategory="数量指标", name=f"{part}清淤长度", target_value="≥12公里", previous_actual="12公里")
        for part in ("东河", "西河", "南河", "北河")
    )

    assert told(*copied, OUTCOME) == ["TARGETS_EQUAL_PREVIOUS"]
    assert told(*copied[:2], *(replace(row, previous_actual="10公里") for row in copied[2:]), OUTCOME) == []


def test_every_project_is_a_table_of_its_own() -> None:
    rows = (replace(VOLUME, project="1"), replace(OUTCOME, project="1"), replace(VOLUME, project="2"))
    projects = (Project(number="1", name="清淤"), Project(number="2", name="护岸"))
    entered = SelfEvaluation(department=BUREAU, projects=projects, indicators=rows)

    faults = review_indicators(entered, document="表.xlsx", form=None).tables

    assert [(fault.project, fault.code) for fault in faults] == [("护岸", "NO_OUTCOME")]
