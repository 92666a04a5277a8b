"""Tables as wholes (整表问题): missing classes, weights, copied targets, nothing but words or budgets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from reportgen.model.finding import Severity
from reportgen.model.indicator_review import TableFault
from reportgen.quantities.quantity import plain_number
from reportgen.quantities.target_values import TargetKind, parse_target_value
from reportgen.reviewing.cost import budget_repeated
from reportgen.reviewing.fault_kinds import TABLE_KINDS
from reportgen.reviewing.naming_faults import groups_asked
from reportgen.reviewing.rows import Row, TableOfRows
from reportgen.rules.indicator_reading import OUTCOMES, Group

_COPIED = Decimal("0.7")  # share of targets equal to last year's actual values above which they count as copied
_FEWEST_COMPARED = 4
_SERVED = re.compile(
    r"学生|教师|家长|学员|居民|村民|农户|农民|患者|老年人|老人|儿童|妇女|企业|商户|游客|读者|观众|司机|货主|残疾人|"
    r"职工|干部|军人|"
    r"退役军人|考生|用户|业主|租户|个体工商户|合作社|运动员|律师|志愿者"
)


def table_faults(table: TableOfRows) -> Iterator[TableFault]:
    """What is wrong with *table* as a whole, by every rule of TABLE_RULES."""
    for rule in TABLE_RULES:
        yield from rule(table)


def no_outcome(table: TableOfRows) -> Iterator[TableFault]:
    """NO_OUTCOME: only what was done, nothing that came of it."""
    if not any(row.group in OUTCOMES for row in table.rows):
        reason = f"{_called(table)}{len(table.rows)}条指标中没有效益指标，看不出做了以后有什么变化"
        yield _fault(table, "NO_OUTCOME", Severity.ERROR, reason, "至少增列1条效益指标，写受益的人或事发生了多大变化")


def missing_classes(table: TableOfRows) -> Iterator[TableFault]:
    """SUBCATEGORY_MISSING: second levels that the form requires and the table does not have."""
    form = table.book.form
    if form is None:
        return
    present = {row.group for row in table.rows}
    wanted = {name: next((group for group in Group if group.value and group.value in name), None) for name in
              form.required_subcategories}  # fmt: skip
    lacking = [name for name, group in wanted.items() if group is not None and group not in present]
    if lacking:
        reason = f"{_called(table)}没有“{'”“'.join(lacking)}”，表样“{form.name}”要求设置"
        yield _fault(table, "SUBCATEGORY_MISSING", Severity.ERROR, reason, f"增列{'、'.join(lacking)}")


def one_satisfaction(table: TableOfRows) -> Iterator[TableFault]:
    """ONE_SATISFACTION: several groups served, one row of satisfaction."""
    asked = [row for row in table.rows if row.group is Group.SATISFACTION]
    if len(asked) != 1:
        return
    served = dict.fromkeys(
        word for row in table.rows if row.group is Group.VOLUME and _persons(row) for word in _SERVED.findall(row.name)
    )
    groups = max(groups_asked(asked[0]), list(served), key=len)
    if len(groups) > 1:
        reason = f"{_called(table)}服务{'、'.join(groups)}等几类对象，只有一条满意度“{asked[0].name}”"
        yield _fault(
            table, "ONE_SATISFACTION", Severity.WARNING, reason, "按对象分设满意度，或写明调查包括哪几类、各多少人"
        )


def _persons(row: Row) -> bool:
    quantity = row.target.quantity
    return quantity is not None and quantity.unit.dimension in {"person", "person-time", "household", "organisation"}


def words_only(table: TableOfRows) -> Iterator[TableFault]:
    """OUTCOME_ALL_QUALITATIVE: no outcome in numbers."""
    outcomes = [row for row in table.rows if row.group in OUTCOMES]
    if outcomes and not any(row.numeric for row in outcomes):
        reason = f"{_called(table)}{len(outcomes)}条效益指标全是文字，没有一条用数值衡量"
        yield _fault(
            table, "OUTCOME_ALL_QUALITATIVE", Severity.WARNING, reason, "至少把1条效益改成比例、数量或前后变化"
        )


def budgets_only(table: TableOfRows) -> Iterator[TableFault]:
    """COST_ONLY_BUDGET: every cost a total, no price per unit."""
    costs = [row for row in table.rows if row.group is Group.COST]
    if len(costs) > 1 and all(any(budget_repeated(row)) for row in costs):
        reason = f"{_called(table)}{len(costs)}条成本指标全部只写预算金额，没有单位成本或支出标准"
        yield _fault(
            table, "COST_ONLY_BUDGET", Severity.WARNING, reason, "用预算数除以本项目的数量，写成单价、人均或户均"
        )


def weights_without_points(table: TableOfRows) -> Iterator[TableFault]:
    """WEIGHT_ZERO: rows without points in a table that gives points."""
    if not any(row.indicator.max_score for row in table.rows):
        return
    bare = [row for row in table.rows if row.indicator.max_score is None or row.indicator.max_score <= 0]
    if bare:
        names = "、".join(f"“{row.indicator.called}”" for row in bare[:3])
        reason = f"{_called(table)}{names}{'等' if len(bare) > 3 else ''}{len(bare)}条指标没有分值或分值不大于0"
        yield _fault(table, "WEIGHT_ZERO", Severity.ERROR, reason, "给每条指标填上大于0的分值，或删去这条指标")


def weight_sum(table: TableOfRows) -> Iterator[TableFault]:
    """WEIGHT_SUM: points that do not add up to the form's total, with or without those of 预算执行率."""
    form, points = table.book.form, _points(table)
    if form is None or not points:
        return
    execution = table.project.execution_max_score if table.project else None
    execution = execution or form.scoring.execution_max_score or Decimal(0)
    whole, total = form.scoring.total, sum(points, Decimal(0))
    if total not in {whole, whole - execution}:
        wanted = (
            f"{_number(whole - execution)}分（另有预算执行率{_number(execution)}分）"
            if execution
            else f"{_number(whole)}分"
        )
        reason = f"{_called(table)}{len(points)}条指标分值合计{_number(total)}分，应为{wanted}"
        yield _fault(table, "WEIGHT_SUM", Severity.ERROR, reason, "调整分值，使合计等于应有分数")


def weight_shares(table: TableOfRows) -> Iterator[TableFault]:
    """WEIGHT_SHARE: a first level that weighs otherwise than the form fixes."""
    form = table.book.form
    if form is None or table.project is not None or not _points(table):
        return
    wanted = {each.category: each.weight for each in table.book.entered.weights if each.weight is not None}
    for category, weight in (wanted or form.scoring.category_weights).items():
        rows = [
            row for row in table.rows if row.indicator.category.removesuffix("指标") == category.removesuffix("指标")
        ]
        total = sum((row.indicator.max_score or Decimal(0) for row in rows), Decimal(0))
        if rows and total != weight:
            reason = f"“{category}”{len(rows)}条指标分值合计{_number(total)}分，规定权重{_number(weight)}分"
            yield _fault(
                table, "WEIGHT_SHARE", Severity.WARNING, reason, "调整分值，或在“权重”表中写明本部门核定的权重"
            )


def copied_targets(table: TableOfRows) -> Iterator[TableFault]:
    """TARGETS_EQUAL_PREVIOUS: more than seven tenths of the targets equal last year's actual values."""
    compared = [row for row in table.rows if row.indicator.previous_actual.strip() and row.numeric]
    same = [row for row in compared if _equals_previous(row)]
    if len(compared) >= _FEWEST_COMPARED and Decimal(len(same)) > _COPIED * len(compared):
        reason = f"{_called(table)}填了上年实际值的{len(compared)}条指标中，{len(same)}条的指标值与上年实际值相同"
        yield _fault(
            table, "TARGETS_EQUAL_PREVIOUS", Severity.WARNING, reason, "按本年任务重新测算，或写明维持不变的理由"
        )


def _equals_previous(row: Row) -> bool:
    previous = parse_target_value(row.indicator.previous_actual, unit_hint=row.target.unit)
    mine, theirs = row.target.quantity, previous.quantity
    if mine is None or theirs is None or previous.kind is TargetKind.DATE:
        return row.value == row.indicator.previous_actual.strip()
    return mine.comparable(theirs) and mine.base == theirs.base


def _points(table: TableOfRows) -> list[Decimal]:
    return [row.indicator.max_score for row in table.rows if row.indicator.max_score is not None]


def _number(value: Decimal) -> str:
    return plain_number(value)


def _called(table: TableOfRows) -> str:
    return f"项目“{table.name}”" if table.name else "部门指标表"


def _fault(table: TableOfRows, code: str, severity: Severity, reason: str, suggestion: str) -> TableFault:
    return TableFault(
        code=code,
        document=table.book.document,
        project=table.name,
        severity=severity,
        reason=reason,
        requirement=TABLE_KINDS[code].requirement,
        suggestion=suggestion,
    )


TableRule = Callable[[TableOfRows], Iterator[TableFault]]
TABLE_RULES: tuple[TableRule, ...] = (
    no_outcome,
    missing_classes,
    words_only,
    budgets_only,
    one_satisfaction,
    weights_without_points,
    weight_sum,
    weight_shares,
    copied_targets,
)
