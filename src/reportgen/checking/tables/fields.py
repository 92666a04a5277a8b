"""Which entered field a column or a label stands for (列与填报项): meaning of a head → last part of the fact's id."""

from __future__ import annotations

import re
from enum import Enum

from reportgen.checking.tables.heads import Staff
from reportgen.language.table_heads import Budget, Column, Goal, Label, budget_meaning, label_meaning

REASONS = ("deviation_reason", "improvement_measures", "score_reason")
# Columns that state one value of the row.
VALUES: dict[Enum, tuple[str, ...]] = {
    Column.TARGET: ("target_value",),
    Column.ADJUSTED_TARGET: ("target_value",),
    Column.ACTUAL: ("actual_value", "attainment_band"),
    Column.PREVIOUS: ("previous_actual",),
    Column.MAX_SCORE: ("max_score",),
    Column.SCORE: ("score",),
    Budget.ORIGINAL: ("original_budget",),
    Budget.ADJUSTED: ("adjusted_budget", "budget"),
    Budget.ACTUAL: ("actual_expenditure",),
    Budget.PREVIOUS: ("previous_actual",),
    Budget.RATE: ("execution_rate", "stated_execution_rate"),
    Budget.FISCAL: ("fiscal_appropriation",),
    Budget.OTHER_FUNDS: ("other_funds",),
    Budget.MAX_SCORE: ("max_score",),
    Budget.SCORE: ("score",),
    Staff.AUTHORIZED: ("authorized",),
    Staff.ACTUAL: ("actual",),
}
# Columns of words.
WORDS: dict[Enum, tuple[str, ...]] = {
    Column.DESCRIPTION: ("description",),
    Column.FORMULA: ("formula",),
    Column.BASIS: ("basis", "evidence"),
    Column.EVIDENCE: ("evidence", "basis"),
    Column.REASON: REASONS,
    Column.MEASURE: REASONS,
    Budget.REASON: (*REASONS, "adjustment_reason"),
    Budget.USE: ("fund_use",),
    Goal.PLANNED: ("text", "title"),
    Goal.ADJUSTED: ("text",),
    Goal.ACHIEVED: ("achieved",),
    Goal.REASON: REASONS,
    Goal.MEASURE: REASONS,
}
# Labels beside their value: the field of the project the table is about, and the fact of the whole department.
LABELS: dict[Enum, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Label.DEPARTMENT: ((), ("department.name", "department.short_name")),
    Label.YEAR: ((), ("department.year", "department.fiscal_year")),
    Label.SUBORDINATE_UNITS: ((), ("department.subordinate_units",)),
    Label.BUDGET_CODE: ((), ("department.budget_code",)),
    Label.CONTACT: ((), ("department.contact", "department.phone")),
    Label.PHONE: ((), ("department.phone",)),
    Label.REPORT_DATE: ((), ("department.report_date",)),
    Label.PROJECT_CODE: (("code",), ()),
    Label.UNIT_NAME: (("unit_name",), ("department.name",)),
    Label.BUDGET: (("budget",), ("budget.total.adjusted_budget",)),
    Label.FISCAL: (("fiscal_appropriation",), ("budget.fiscal.adjusted_budget",)),
    Label.OTHER_FUNDS: (("other_funds",), ("budget.other.adjusted_budget",)),
    Label.EXPENDITURE: (("actual_expenditure",), ("budget.total.actual_expenditure",)),
    Label.FUND_USE: (("fund_use",), ()),
    Label.REASON: (REASONS, tuple(f"budget.total.{last}" for last in REASONS)),
    Label.MEASURE: (REASONS, tuple(f"budget.total.{last}" for last in REASONS)),
    Label.RESULT_USE: ((), ("conclusion.result_use",)),
    Label.PUBLICATION: ((), ("conclusion.publication",)),
    Label.BASIC: ((), ("budget.basic.adjusted_budget",)),
    Label.PROJECTS: ((), ("budget.project.adjusted_budget",)),
    Label.TOTAL: (("total_score",), ("score.total",)),
    Label.RATING: (("rating",), ("score.rating",)),
    Budget.ORIGINAL: (("original_budget",), ("budget.total.original_budget",)),
    Budget.ADJUSTED: (("budget",), ("budget.total.adjusted_budget",)),
    Budget.ACTUAL: (("actual_expenditure",), ("budget.total.actual_expenditure",)),
    Budget.PREVIOUS: ((), ("budget.total.previous_actual",)),
    Budget.RATE: (("execution_rate",), ("budget.total.execution_rate",)),
}
_OTHERS = (
    (re.compile(r"完成(?:率|程度|比例|百分比)"), ("completion",)),
    (re.compile(r"得分(?:率|系数)"), ("score_coefficient",)),
    (re.compile(r"结转|结余|未执行|未支出|差额"), ("surplus", "overspend")),
    (re.compile(r"调整率|调剂率"), ("adjustment_rate_up", "adjustment_rate_down")),
    (re.compile(r"调整|调剂"), ("adjustment_up", "adjustment_down")),
)
_OF_A_FUND = {
    ("fiscal", "actual_expenditure"): "fiscal_expenditure",
    ("other", "actual_expenditure"): "other_expenditure",
    ("fiscal", "budget"): "fiscal_appropriation",
    ("other", "budget"): "other_funds",
}


def label_of(key: str) -> Enum | None:
    """What a label beside a value means, as far as its value is an entered fact."""
    meaning: Enum | None = label_meaning(key)
    if meaning in LABELS or meaning is Label.PROJECT_NAME or meaning is Label.MONEY_UNIT:
        return meaning
    meaning = budget_meaning(key)
    return meaning if meaning in LABELS else None


def other_field(key: str) -> tuple[str, ...]:
    """The fields of a column that no entered field has, by the words over it: 完成率, 得分系数, 结余."""
    return next((fields for words, fields in _OTHERS if words.search(key)), ())


def of_a_fund(source: str, fields: tuple[str, ...]) -> tuple[str, ...]:
    """The fields of a project's source of funds (财政资金、其他资金) for those of the whole project."""
    return tuple(_OF_A_FUND[source, field] for field in fields if (source, field) in _OF_A_FUND)
