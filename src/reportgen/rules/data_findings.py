"""What the data say (数据反映的问题): shortfalls, low execution, sums that disagree, reasons that are missing.

The findings are the raw material of 存在问题及改进措施; each rule is a function in RULES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportgen.model.fact_ids import goal_id, staff_id
from reportgen.model.facts import FactLedger
from reportgen.model.finding import Finding, Severity
from reportgen.model.form import Form
from reportgen.model.scorecard import Scorecard
from reportgen.model.self_evaluation import SelfEvaluation, StaffCount
from reportgen.rules.budget_findings import (
    budget_sums,
    large_adjustments,
    low_execution,
    negative_amounts,
    spending_without_budget,
    stated_rates,
    unit_slips,
    unspent_without_reason,
)
from reportgen.rules.examined import Examined, places
from reportgen.rules.indicator_findings import (
    indicator_rates,
    missing_actuals,
    missing_targets,
    over_completion,
    roll_ups,
    shortfalls,
    unquantified_indicators,
)
from reportgen.rules.project_findings import payment_plans, project_money

Rule = Callable[[Examined], Iterator[Finding]]
_TOTAL_CLASSES = frozenset({"合计", "总计", "小计"})
_RETIRED = ("离休", "退休", "离退休", "遗属")


def examine(entered: SelfEvaluation, scorecard: Scorecard, ledger: FactLedger, form: Form) -> tuple[Finding, ...]:
    """Everything the data say against themselves or the department, in the order of RULES."""
    examined = Examined(entered, scorecard, ledger, form)
    return tuple(finding for rule in RULES for finding in rule(examined))


def headcount(examined: Examined) -> Iterator[Finding]:
    """人员分项之和与合计不符; 实有超过编制."""
    staff = examined.entered.staff
    total = next((member for member in staff if member.staff_class in _TOTAL_CLASSES), None)
    parts = [m for m in staff if m.staff_class not in _TOTAL_CLASSES and not m.staff_class.startswith(_RETIRED)]
    if total is None:
        return
    for name, label in (("authorized", "编制人数"), ("actual", "实有人数")):
        stated = getattr(total, name)
        numbers = [getattr(member, name) for member in parts if getattr(member, name) is not None]
        if stated is not None and numbers and sum(numbers) != stated:
            listing = "＋".join(f"{_class_name(m)}{getattr(m, name)}" for m in parts if getattr(m, name) is not None)
            yield Finding(
                code="HEADCOUNT_MISMATCH",
                severity=Severity.ERROR,
                message=f"{label}合计{stated}人，分项{listing}＝{sum(numbers)}人",
                suggestion="核对“人员”表合计行和分项行",
                facts=(f"{staff_id(total.staff_class)}.{name}",),
                origins=places(total.origin(name)),
                subject="人员",
            )
    if total.authorized is not None and total.actual is not None and total.actual > total.authorized:
        yield Finding(
            code="OVERSTAFFED",
            severity=Severity.WARNING,
            message=f"实有人数{total.actual}人超过编制人数{total.authorized}人",
            suggestion="核对人数；确有超编的，在“部门概况”中说明",
            facts=(f"{staff_id(total.staff_class)}.actual", f"{staff_id(total.staff_class)}.authorized"),
            origins=places(total.origin("actual")),
            subject="人员",
        )


def _class_name(member: StaffCount) -> str:
    return member.staff_class.removesuffix("编制")


def unreported_goals(examined: Examined) -> Iterator[Finding]:
    """目标没有填完成情况."""
    for goal in examined.entered.department_goals:
        if goal.text and not goal.achieved:
            yield Finding(
                code="GOAL_NOT_REPORTED",
                severity=Severity.WARNING,
                message=f"年度绩效目标{goal.number}没有填实际完成情况",
                suggestion="在“目标”表“实际完成情况”中填写",
                facts=(f"{goal_id(goal.number)}.text",),
                origins=places(goal.origin("text")),
                subject=f"绩效目标{goal.number}",
            )


RULES: tuple[Rule, ...] = (
    negative_amounts,
    low_execution,
    spending_without_budget,
    unspent_without_reason,
    large_adjustments,
    shortfalls,
    over_completion,
    missing_actuals,
    missing_targets,
    unit_slips,
    budget_sums,
    stated_rates,
    indicator_rates,
    roll_ups,
    project_money,
    payment_plans,
    headcount,
    unreported_goals,
    unquantified_indicators,
)
