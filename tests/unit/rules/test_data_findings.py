"""What the data say: each rule finds its fault and keeps silent when there is none."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from reportgen.facts.ledger import build_ledger
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator, PaymentPlanPoint, PerformanceGoal, Project, RollUp
from reportgen.model.self_evaluation import BudgetLine, SelfEvaluation, StaffCount
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERCENT
from reportgen.rules.data_findings import examine
from reportgen.rules.scoring import score
from sample_entry import form, indicator, sample_entry, wan


def findings_of(entered: SelfEvaluation) -> list[Finding]:
    card = score(entered, form())
    return list(examine(entered, card, build_ledger(entered, card, form()), form()))


def found(entered: SelfEvaluation, code: str) -> list[Finding]:
    return [finding for finding in findings_of(entered) if finding.code == code]


def total_line(**fields: Any) -> BudgetLine:
    return BudgetLine(source="合计", expenditure_type="合计", **fields)


def with_indicator(**fields: Any) -> SelfEvaluation:
    row: Indicator = indicator("1", **fields)
    return sample_entry(indicators=(row,))


def test_a_shortfall_names_target_and_actual() -> None:
    finding = found(sample_entry(), "SHORTFALL")[0]

    assert finding.message == "“职工培训人数”指标值80人，实际完成74人，未完成"
    assert finding.severity is Severity.INFO


def test_a_shortfall_without_reason_is_a_warning() -> None:
    finding = found(with_indicator(target_value="80人", actual_value="74人"), "SHORTFALL")[0]

    assert finding.severity is Severity.WARNING


def test_completion_far_above_target_asks_for_a_reason() -> None:
    entered = with_indicator(target_value="≥200例", actual_value="841例")

    assert "完成率420.50%，超过130%" in found(entered, "OVER_COMPLETION")[0].message


@pytest.mark.parametrize(("target", "actual"), [("≥100人", "130人"), ("≤100万元", "20万元"), ("100人", "74人")])
def test_completion_at_the_threshold_below_a_ceiling_or_short_is_not_over_completion(target: str, actual: str) -> None:
    assert found(with_indicator(target_value=target, actual_value=actual), "OVER_COMPLETION") == []


def test_low_execution_is_found_on_every_line() -> None:
    messages = [finding.message for finding in found(sample_entry(), "LOW_EXECUTION")]

    assert messages == ["部门整体支出预算执行率84.48%，低于90%", "项目支出预算执行率71.28%，低于90%"]


def test_spending_more_than_the_budget_is_an_error_unless_explained() -> None:
    line = total_line(adjusted_budget=wan("100"), actual_expenditure=wan("100.09"))
    explained = replace(line, deviation_reason="年末追加尚未批复")

    assert found(sample_entry(budget=(line,)), "OVER_EXECUTION")[0].severity is Severity.ERROR
    assert found(sample_entry(budget=(explained,)), "OVER_EXECUTION")[0].severity is Severity.INFO


def test_parts_that_do_not_add_up_are_found_with_the_difference() -> None:
    lines = (
        total_line(adjusted_budget=wan("100")),
        BudgetLine(source="合计", expenditure_type="基本支出", adjusted_budget=wan("60")),
        BudgetLine(source="合计", expenditure_type="项目支出", adjusted_budget=wan("39.5")),
    )

    finding = found(sample_entry(budget=lines), "SUM_MISMATCH")[0]

    assert finding.message.endswith("＝99.5万元，相差0.5万元")


def test_parts_that_add_up_are_not_mentioned() -> None:
    assert found(sample_entry(), "SUM_MISMATCH") == []


def test_splits_by_source_and_by_type_must_reach_the_same_total() -> None:
    lines = tuple(
        BudgetLine(source=source, expenditure_type=kind, actual_expenditure=wan(amount))
        for source, kind, amount in (
            ("财政拨款", "合计", "90"),
            ("其他资金", "合计", "10"),
            ("合计", "基本支出", "60"),
            ("合计", "项目支出", "41"),
        )
    )

    assert "相差1万元" in found(sample_entry(budget=lines), "SUM_MISMATCH")[0].message


@pytest.mark.parametrize(
    ("stated", "codes"),
    [
        ("84.48", []),
        ("84.5", []),
        ("84.4", ["RATE_ROUNDING"]),
        ("84.47", ["RATE_MISMATCH"]),
        ("85.48", ["RATE_MISMATCH"]),
    ],
)
def test_a_stated_rate_must_be_the_rounded_one(stated: str, codes: list[str]) -> None:
    line = total_line(
        adjusted_budget=wan("130.50"),
        actual_expenditure=wan("110.25"),
        stated_execution_rate=Quantity(Decimal(stated), PERCENT),
    )
    findings = findings_of(sample_entry(budget=(line,)))

    assert [finding.code for finding in findings if finding.code.startswith("RATE_")] == codes


def test_numerator_and_denominator_must_give_the_actual_rate() -> None:
    wrong = with_indicator(target_value="≥90%", actual_value="91%", numerator=Decimal(13), denominator=Decimal(15))
    right = with_indicator(target_value="≥90%", actual_value="90.6%", numerator=Decimal(29), denominator=Decimal(32))

    assert "86.67%" in found(wrong, "RATE_MISMATCH")[0].message
    assert found(right, "RATE_MISMATCH") == []


def test_a_roll_up_that_does_not_reach_the_department_figure_is_an_error() -> None:
    entered = sample_entry(
        indicators=(indicator("1", target_value="≤60万元", actual_value="50万元"),),
        projects=(Project(number="1", name="甲项目", budget=wan("30.5")),),
        payment_plan=(),
        roll_ups=(RollUp(indicator="1", project="1", measure="项目预算数"),),
    )

    assert "1项项目预算数之和为30.5万元" in found(entered, "ROLL_UP_MISMATCH")[0].message


def test_a_floor_may_state_the_roll_up_rounded_down() -> None:
    entered = sample_entry(
        indicators=(
            indicator("1", target_value="≥86519平方米", actual_value="86519.43平方米"),
            indicator("P1-1", project="1", goal="", target_value="86519.43平方米", actual_value=""),
        ),
        roll_ups=(RollUp(indicator="1", project="1", measure="指标值", project_indicator="P1-1"),),
    )

    assert found(entered, "ROLL_UP_MISMATCH") == []


def test_headcounts_must_add_up_without_the_retired() -> None:
    staff = (
        StaffCount(staff_class="合计", authorized=7, actual=7),
        StaffCount(staff_class="行政", authorized=4),
        StaffCount(staff_class="参公事业", authorized=0),
        StaffCount(staff_class="事业", authorized=4),
        StaffCount(staff_class="退休", actual=3),
    )

    finding = found(sample_entry(staff=staff), "HEADCOUNT_MISMATCH")[0]

    assert finding.message == "编制人数合计7人，分项行政4＋参公事业0＋事业4＝8人"


def test_a_payment_plan_must_not_fall_and_must_end_at_100_percent() -> None:
    plan = tuple(
        PaymentPlanPoint(project="1", by=by, share=Quantity(Decimal(share), PERCENT))
        for by, share in (("3月底", 50), ("6月底", 40), ("12月底", 90))
    )
    codes = [finding.code for finding in findings_of(sample_entry(payment_plan=plan))]

    assert "PLAN_FALLS" in codes
    assert "PLAN_INCOMPLETE" in codes


def test_a_goal_without_result_is_found() -> None:
    goals = (PerformanceGoal(number="1", text="办好培训。"),)

    assert found(sample_entry(goals=goals), "GOAL_NOT_REPORTED")[0].subject == "绩效目标1"


def test_an_indicator_without_actual_value_is_found() -> None:
    assert found(with_indicator(actual_value=""), "ACTUAL_MISSING")[0].suggestion == "填写年末实际完成值"


def test_project_money_must_add_up() -> None:
    project = Project(number="1", name="甲项目", budget=wan("30"), fiscal_appropriation=wan("20"), other_funds=wan("5"))

    assert "＝25万元" in found(sample_entry(projects=(project,)), "SUM_MISMATCH")[0].message


def test_what_a_project_carried_over_counts_towards_its_budget() -> None:
    project = Project(number="1", name="甲项目", budget=wan("30"), fiscal_appropriation=wan("20"), carry_over=wan("10"))

    assert not [each for each in found(sample_entry(projects=(project,)), "SUM_MISMATCH") if each.subject == "甲项目"]


def test_yuan_typed_for_wan_yuan_is_suspected() -> None:
    slipped = total_line(adjusted_budget=wan("912.50"), actual_expenditure=wan("8942500"))
    small = total_line(adjusted_budget=wan("912.50"), actual_expenditure=wan("1.20"))

    assert "疑似元和万元填混" in found(sample_entry(budget=(slipped,)), "UNIT_SLIP")[0].message
    assert found(sample_entry(budget=(small,)), "UNIT_SLIP") == []


def test_an_amount_below_zero_is_an_error() -> None:
    line = BudgetLine(source="合计", expenditure_type="合计", adjusted_budget=wan("100"), actual_expenditure=wan("-3"))

    told = found(sample_entry(budget=(line,)), "NEGATIVE_AMOUNT")

    assert [finding.message for finding in told] == ["部门整体支出全年执行数填-3万元，是负数"]


def test_spending_without_a_budget_is_an_error() -> None:
    line = BudgetLine(source="合计", expenditure_type="合计", adjusted_budget=wan("0"), actual_expenditure=wan("12"))

    told = found(sample_entry(budget=(line,)), "OVER_EXECUTION")

    assert [finding.message for finding in told] == ["部门整体支出全年预算数为0，全年执行数12万元"]
