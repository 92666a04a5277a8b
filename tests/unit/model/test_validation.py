"""Entered data that do not hold together are listed whole."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings

from reportgen.model.indicators import CategoryWeight, Indicator, PaymentPlanPoint, PerformanceGoal, Project, RollUp
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import BudgetLine, Department, EnteredProblem, SelfEvaluation
from reportgen.model.validation import number_indicators, validate
from strategies import self_evaluations

DEPARTMENT = Department(name="示例局", year=2023, money_unit="万元")


def indicator(number: str, **given: str) -> Indicator:
    return Indicator(number=number, **({"category": "产出指标", "name": "培训人数"} | given))


def messages(entered: SelfEvaluation) -> list[str]:
    return [problem.message for problem in validate(entered)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(self_evaluations())
def test_a_valid_entry_has_no_problem(entered: SelfEvaluation) -> None:
    assert validate(entered) == []


def test_every_missing_required_field_is_listed_with_its_place() -> None:
    project = Project(name="培训", origins={"": Origin("甲.xlsx", part="项目", row=4)})

    problems = validate(SelfEvaluation(department=Department(name="示例局"), projects=(project,)), "甲.xlsx")

    assert [(problem.place, problem.message) for problem in problems] == [
        ("甲.xlsx 基本信息", "“年度”没有填写"),
        ("甲.xlsx 基本信息", "“金额单位”没有填写"),
        ("甲.xlsx 项目!4", "“项目序号”没有填写"),
    ]


def test_numbers_and_lines_used_twice_are_listed() -> None:
    entered = SelfEvaluation(
        department=DEPARTMENT,
        budget=(BudgetLine(source="合计", expenditure_type="合计"), BudgetLine(source="合计", expenditure_type="合计")),
        weights=(CategoryWeight(category="产出指标", weight=Decimal(50)), CategoryWeight(category="产出指标")),
        projects=(Project(number="1", name="培训"), Project(number="1", name="康复")),
        indicators=(indicator("7"), indicator("7", name="补贴人数")),
    )

    assert messages(entered) == [
        "资金来源—支出类别“合计—合计”重复",
        "一级指标“产出指标”重复",
        "指标序号“7”重复",
        "项目序号“1”重复",
    ]


def test_a_goal_number_may_return_in_another_project() -> None:
    entered = SelfEvaluation(
        department=DEPARTMENT,
        projects=(Project(number="1", name="培训"),),
        goals=(PerformanceGoal(number="1"), PerformanceGoal(number="1", project="1")),
    )

    assert messages(entered) == []


def test_references_that_lead_nowhere_are_listed() -> None:
    entered = SelfEvaluation(
        department=DEPARTMENT,
        projects=(Project(number="1", name="培训"),),
        goals=(PerformanceGoal(number="3", project="8"),),
        indicators=(indicator("1", project="9"), indicator("2", goal="4"), indicator("3", project="1")),
        payment_plan=(PaymentPlanPoint(project="2", by="6月底"),),
        roll_ups=(
            RollUp(indicator="3", project="1", measure="项目预算数"),
            RollUp(indicator="2", project="1", measure="指标值", project_indicator="2"),
            RollUp(indicator="2", project="1", measure="实际完成值"),
        ),
        problems=(EnteredProblem(problem="进度慢", indicator="99"),),
    )

    assert messages(entered) == [
        "汇总“实际完成值”没有写明项目指标",
        "所属项目“8”在“项目”中不存在",
        "所属项目“9”在“项目”中不存在",
        "所属目标“4”在“目标”中不存在",
        "项目序号“2”在“项目”中不存在",
        "部门指标序号“3”在“部门指标”中不存在",
        "项目指标序号“2”在“项目指标”中不存在",
        "相关指标序号“99”在“指标”中不存在",
    ]


def test_indicators_without_a_number_get_one_that_nobody_has() -> None:
    rows = (indicator(""), indicator("2"), indicator(""), indicator("", project="5"), indicator("4"), indicator(""))

    numbered = number_indicators(SelfEvaluation(department=DEPARTMENT, indicators=rows))

    assert [each.number for each in numbered.indicators] == ["1", "2", "3", "5-1", "4", "5"]


def test_numbering_is_the_same_every_time_and_leaves_numbered_entries_alone() -> None:
    entered = SelfEvaluation(department=DEPARTMENT, indicators=(indicator(""), indicator("")))

    once = number_indicators(entered)

    assert number_indicators(once) is once
    assert number_indicators(entered) == once
    assert replace(once, indicators=entered.indicators) == entered
