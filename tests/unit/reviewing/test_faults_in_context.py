"""Faults that only what stands around a row can show: its project, its plan, the other rows, the check's findings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator, PerformanceGoal, Project
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import Department, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN
from reportgen.reviewing.review import review_indicators

BUREAU = Department(name="东平市水务局", year=2024, money_unit="万元", field_of_work="水利")


def volume(name: str, value: str, **more: Any) -> Indicator:
    """A row of 数量."""
    return Indicator(subcategory="数量指标", name=name, target_value=value, **more)


def codes(entered: SelfEvaluation, *found: Finding) -> list[list[str]]:
    """The faults of each row, in order."""
    review = review_indicators(entered, document="表.xlsx", form=None, contradictions=found)
    return [[fault.code for fault in row.faults] for row in review.rows]


def planned(goal: str, *rows: Indicator, budget: str = "50") -> SelfEvaluation:
    """A project with one goal."""
    return SelfEvaluation(
        department=BUREAU,
        projects=(
            Project(number="1", name="堤防养护", budget=Quantity(Decimal(budget), WAN_YUAN), fund_use="堤防养护"),
        ),
        goals=(PerformanceGoal(number="1", project="1", text=goal),),
        indicators=rows,
    )


def test_a_target_with_swapped_digits_contradicts_the_goal() -> None:
    entered = planned("为36所学校修好围堤。", volume("修好围堤的学校数量", "≥63所", project="1"))

    assert codes(entered) == [["CONTRADICT"]]


def test_a_target_that_the_goal_states_is_left_alone() -> None:
    entered = planned("养护堤防120公里，清障8处。", volume("养护堤防长度", "≥120公里", project="1"))

    assert codes(entered) == [[]]


def test_a_target_that_is_the_sum_of_the_goal_s_parts_is_left_alone() -> None:
    entered = planned("购置排水车2辆、抢险车1辆。", volume("购置车辆数量", "3辆", project="1"))

    assert codes(entered) == [[]]


def test_a_total_that_is_not_the_budget_contradicts_it() -> None:
    total = Indicator(project="1", subcategory="成本指标", name="项目总成本", target_value="≤53万元")

    assert codes(planned("养护堤防。", total)) == [["BUDGET", "CONTRADICT"]]


def test_an_actual_value_that_the_report_of_the_goal_gives_otherwise_contradicts_it() -> None:
    reached = volume("维修水闸座数", "≥14座", actual_value="16座")
    goal = PerformanceGoal(number="1", text="维修水闸。", achieved="全年维修水闸15座。")
    entered = SelfEvaluation(department=BUREAU, goals=(goal,), indicators=(reached,))

    assert codes(entered) == [["CONTRADICT"]]


def test_a_number_that_is_another_row_s_is_not_told_of_this_one() -> None:
    dredged = volume("河道清淤长度", "≥40公里", actual_value="42公里")
    improved = volume("河道水环境改善长度", "≥30公里", actual_value="24公里")
    goal = PerformanceGoal(number="1", text="清淤。", achieved="全年河道清淤42公里。")

    assert codes(SelfEvaluation(department=BUREAU, goals=(goal,), indicators=(dredged, improved))) == [[], []]


def test_a_frequency_that_makes_another_total_contradicts_it() -> None:
    often = Indicator(subcategory="时效指标", name="水情简报发布频次", target_value="每周一期")
    entered = SelfEvaluation(department=BUREAU, indicators=(volume("水情简报发布期数", "50期"), often))

    assert codes(entered) == [["CONTRADICT"], ["CONTRADICT"]]


def test_a_contradiction_found_by_the_check_is_told_at_the_row_it_points_at() -> None:
    cell = Origin("表.xlsx", part="指标", row=4, column=9)
    told = volume("清淤长度", "≥12公里", actual_value="9公里", origins={"actual_value": cell})
    other = volume("清障处数", "≥8处")
    finding = Finding(
        code="PROSE_VS_TABLE", severity=Severity.ERROR, message="目标写清淤12公里，指标写9公里", origins=(cell,)
    )

    assert codes(SelfEvaluation(department=BUREAU, indicators=(told, other)), finding) == [["CONTRADICT"], []]


def test_other_findings_of_the_check_are_no_contradictions() -> None:
    cell = Origin("表.xlsx", part="指标", row=4, column=9)
    told = volume("清淤长度", "≥12公里", actual_value="19公里", origins={"actual_value": cell})
    finding = Finding(code="OVER_COMPLETION", severity=Severity.INFO, message="超额", origins=(cell,))

    assert codes(SelfEvaluation(department=BUREAU, indicators=(told,)), finding) == [[]]


def test_the_later_of_two_equal_names_in_a_class_is_a_duplicate() -> None:
    entered = SelfEvaluation(department=BUREAU, indicators=(volume("巡堤次数", "≥24次"), volume("巡堤次数", "≥20次")))

    assert codes(entered) == [[], ["DUPLICATE"]]


def test_one_count_of_one_thing_under_two_names_is_a_duplicate() -> None:
    entered = SelfEvaluation(
        department=BUREAU, indicators=(volume("维修泵站数量", "≥14座"), volume("维修农村泵站座数", "≥14座"))
    )

    assert codes(entered) == [[], ["DUPLICATE"]]


def test_two_things_of_one_number_are_no_duplicate() -> None:
    entered = SelfEvaluation(
        department=BUREAU, indicators=(volume("维修泵站数量", "≥14座"), volume("维修水闸数量", "≥14座"))
    )

    assert codes(entered) == [[], []]


def test_a_name_cut_within_a_word_of_another_name_is_truncated() -> None:
    entered = SelfEvaluation(
        department=BUREAU,
        indicators=(
            Indicator(subcategory="质量指标", name="护堤员巡查补助及奖", target_value="100%"),
            Indicator(subcategory="质量指标", name="护堤员巡查补助及奖励发放完成率", target_value="100%"),
        ),
    )

    assert codes(entered) == [["TRUNCATED"], []]


def test_a_row_of_another_field_of_work_is_irrelevant() -> None:
    row = Indicator(project="1", subcategory="社会效益指标", name="学生近视防控知晓率", target_value="≥80%")

    assert codes(planned("养护堤防120公里。", row)) == [["IRRELEVANT"]]


def test_a_row_copied_from_a_project_with_which_this_one_has_nothing_in_common_is_irrelevant() -> None:
    projects = (
        Project(number="1", name="河湖保洁", fund_use="雇用保洁员打捞漂浮物，发动沿河居民"),
        Project(number="2", name="档案数字化", fund_use="扫描历年案卷"),
    )
    rows = tuple(
        Indicator(project=number, subcategory="服务对象满意度指标", name="沿河居民满意度", target_value="≥90%")
        for number in ("1", "2")
    )

    assert codes(SelfEvaluation(department=BUREAU, projects=projects, indicators=rows)) == [[], ["IRRELEVANT"]]


def test_a_part_that_costs_more_than_the_whole_budget_contradicts_it() -> None:
    part = Indicator(project="1", subcategory="成本指标", name="护坡修缮费", target_value="≤64万元")

    assert codes(planned("养护堤防。", part)) == [["BUDGET", "CONTRADICT"]]


def test_a_price_is_no_part_of_the_budget() -> None:
    price = Indicator(project="1", subcategory="成本指标", name="水闸单价", target_value="≤64万元/座")

    assert codes(planned("养护堤防。", price)) == [[]]


def test_a_wish_of_another_field_of_work_is_irrelevant() -> None:
    copied = Indicator(project="1", subcategory="社会效益指标", name="减轻中小学生课业负担", target_value="减轻")

    (found,) = codes(planned("养护堤防。", copied))

    assert "IRRELEVANT" in found


def test_a_word_of_another_field_that_the_goal_speaks_of_is_no_copy() -> None:
    named = Indicator(project="1", subcategory="社会效益指标", name="中小学生节水知识知晓率", target_value="≥80%")

    assert codes(planned("在20所学校开展节水教育。", named)) == [[]]


def test_a_deed_and_a_count_of_the_same_thing_are_there_twice() -> None:
    rows = (volume("举办节水讲座", "≥12场", project="1"), volume("节水讲座场次", "≥12场", project="1"))

    assert codes(planned("节水讲座。", *rows)) == [[], ["DUPLICATE"]]


def test_an_output_among_the_outcomes_is_said_once() -> None:
    rows = (
        volume("河道清障处数", "≥8处", project="1"),
        Indicator(project="1", subcategory="生态效益指标", name="完成河道清障处数", target_value="≥8处"),
    )

    assert codes(planned("河道清障。", *rows)) == [[], ["OUTPUT_AS_OUTCOME"]]
