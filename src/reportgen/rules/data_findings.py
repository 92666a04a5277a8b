"""What the data say (数据反映的问题): shortfalls, low execution, sums that disagree, reasons that are missing.

The findings are the raw material of 存在问题及改进措施; each rule is a function in RULES.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reportgen.model.fact_ids import goal_id, indicator_id, project_id, roll_up_id, staff_id
from reportgen.model.facts import FactLedger
from reportgen.model.finding import Finding, Severity
from reportgen.model.form import Form
from reportgen.model.indicators import Indicator
from reportgen.model.origin import Origin
from reportgen.model.record import Kind, fields_of
from reportgen.model.scorecard import Attainment, Scorecard, ScoredRow
from reportgen.model.self_evaluation import SelfEvaluation, StaffCount, budget_key, budget_line_name
from reportgen.quantities.quantity import Quantity, format_number, round_half_up
from reportgen.quantities.target_values import Comparator, TargetKind

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Examined:
    """What a rule looks at."""

    entered: SelfEvaluation
    scorecard: Scorecard
    ledger: FactLedger
    form: Form


Rule = Callable[[Examined], Iterator[Finding]]


def examine(entered: SelfEvaluation, scorecard: Scorecard, ledger: FactLedger, form: Form) -> tuple[Finding, ...]:
    """Everything the data say against themselves or the department, in the order of RULES."""
    examined = Examined(entered, scorecard, ledger, form)
    return tuple(finding for rule in RULES for finding in rule(examined))


def shortfalls(examined: Examined) -> Iterator[Finding]:
    """未完成的指标: the actual value does not reach the target."""
    for indicator, row in _judged(examined):
        if row.attainment is Attainment.MISSED:
            yield _indicator_finding(
                "SHORTFALL",
                Severity.INFO if indicator.deviation_reason else Severity.WARNING,
                indicator,
                f"“{indicator.called}”指标值{indicator.target_value}，实际完成{indicator.actual_value}，未完成",
                "在“偏差原因”“改进措施”中说明" if not indicator.deviation_reason else "",
                examined,
            )


def over_completion(examined: Examined) -> Iterator[Finding]:
    """大幅超额 (R8): completion above the form's threshold, which demands an explanation and changes no score."""
    threshold = examined.form.scoring.over_completion_threshold
    for indicator, row in _judged(examined):
        if row.attainment is Attainment.MISSED or row.completion is None or row.completion <= threshold:
            continue
        if indicator.target.comparator in {Comparator.AT_MOST, Comparator.LESS_THAN}:
            continue
        share = f"{format_number(threshold * HUNDRED, 0)}%"
        yield _indicator_finding(
            "OVER_COMPLETION",
            Severity.INFO if indicator.deviation_reason else Severity.WARNING,
            indicator,
            f"“{indicator.called}”指标值{indicator.target_value}，实际完成{indicator.actual_value}，"
            f"完成率{format_number(row.completion * HUNDRED, 2)}%，超过{share}",
            "" if indicator.deviation_reason else "在“偏差原因”中说明，并核实目标是否偏低；不因此扣分",
            examined,
        )


def missing_actuals(examined: Examined) -> Iterator[Finding]:
    """实际完成值未填."""
    for indicator in examined.entered.department_indicators:
        if indicator.name and indicator.target_value and not indicator.actual_value:
            yield _indicator_finding(
                "ACTUAL_MISSING",
                Severity.WARNING,
                indicator,
                f"“{indicator.called}”没有填实际完成值",
                "填写年末实际完成值",
                examined,
            )


def missing_targets(examined: Examined) -> Iterator[Finding]:
    """缺三级指标或指标值: a row with a weight but nothing to measure."""
    for indicator in examined.entered.department_indicators:
        missing = [
            word for word, value in (("三级指标", indicator.name), ("指标值", indicator.target_value)) if not value
        ]
        if missing and indicator.max_score is not None:
            yield _indicator_finding(
                "TARGET_MISSING",
                Severity.WARNING,
                indicator,
                f"“{indicator.called}”有分值，但没有{'和'.join(missing)}，无法核对得分",
                "补充三级指标和指标值",
                examined,
            )


def low_execution(examined: Examined) -> Iterator[Finding]:
    """执行率偏低 or above 100 %."""
    lowest = examined.form.scoring.low_execution_rate * HUNDRED
    for key, name, reason, origin in _budget_lines(examined):
        rate = examined.ledger.get(f"budget.{key}.execution_rate")
        if rate is None or rate.quantity is None:
            continue
        facts = (f"budget.{key}.adjusted_budget", f"budget.{key}.actual_expenditure", rate.id)
        if rate.quantity.value < lowest:
            yield Finding(
                code="LOW_EXECUTION",
                severity=Severity.INFO if reason else Severity.WARNING,
                message=f"{name}预算执行率{rate.text}，低于{format_number(lowest, 0)}%",
                suggestion="" if reason else "在“预算”表“偏差原因”中说明",
                facts=facts,
                origins=origin,
                subject=name,
            )
        elif rate.quantity.value > HUNDRED:
            yield Finding(
                code="OVER_EXECUTION",
                severity=Severity.INFO if reason else Severity.ERROR,
                message=f"{name}预算执行率{rate.text}，全年执行数大于全年预算数",
                suggestion="" if reason else "核对全年预算数和全年执行数；确属超支的，在“偏差原因”中说明",
                facts=facts,
                origins=origin,
                subject=name,
            )


def spending_without_budget(examined: Examined) -> Iterator[Finding]:
    """没有预算而有支出: no rate can be written for it."""
    for line in examined.entered.budget:
        budget, spent = line.adjusted_budget, line.actual_expenditure
        if budget is not None and budget.value == 0 and spent is not None and spent.value > 0:
            yield Finding(
                code="OVER_EXECUTION",
                severity=Severity.INFO if line.deviation_reason else Severity.ERROR,
                message=f"{line.name}全年预算数为0，全年执行数{spent}",
                suggestion="" if line.deviation_reason else "核对全年预算数；确属超支的，在“偏差原因”中说明",
                facts=(f"budget.{line.key}.adjusted_budget", f"budget.{line.key}.actual_expenditure"),
                origins=_places(line.origin("adjusted_budget")),
                subject=line.name,
            )


def negative_amounts(examined: Examined) -> Iterator[Finding]:
    """金额为负数: a budget or an expenditure below zero, of which no rate is derived."""
    for record, name in (
        *((line, line.name) for line in examined.entered.budget),
        *((project, f"项目“{project.name}”") for project in examined.entered.projects),
    ):
        for spec in fields_of(type(record)):
            amount = getattr(record, spec.name)
            if spec.kind is Kind.MONEY and amount is not None and amount.value < 0:
                yield Finding(
                    code="NEGATIVE_AMOUNT",
                    severity=Severity.ERROR,
                    message=f"{name}{spec.label}填{amount}，是负数",
                    suggestion="核对这个数；冲减、退回的金额并入同一项的支出后填写净额",
                    origins=_places(record.origin(spec.name)),
                    subject=name,
                )


def unspent_without_reason(examined: Examined) -> Iterator[Finding]:
    """预算未执行完而没有原因: asked for by the forms that score execution by proportion."""
    total = examined.entered.budget_line()
    rate = examined.ledger.get("budget.total.execution_rate")
    lowest = examined.form.scoring.low_execution_rate * HUNDRED
    if total is None or rate is None or rate.quantity is None or total.deviation_reason:
        return
    if lowest <= rate.quantity.value < HUNDRED:
        yield Finding(
            code="EXECUTION_REASON_MISSING",
            severity=Severity.INFO,
            message=f"部门整体支出预算执行率{rate.text}，没有填偏差原因",
            suggestion="在“预算”表“偏差原因”中说明未执行完的原因",
            facts=(rate.id,),
            origins=_places(total.origin("actual_expenditure")),
            subject="部门整体支出",
        )


def large_adjustments(examined: Examined) -> Iterator[Finding]:
    """预算调整幅度偏大."""
    limit = examined.form.scoring.large_adjustment_rate * HUNDRED
    for line in examined.entered.budget:
        key, name = line.key, line.name
        for direction, word in (("up", "调增"), ("down", "调减")):
            rate = examined.ledger.get(f"budget.{key}.adjustment_rate_{direction}")
            if rate is not None and rate.quantity is not None and rate.quantity.value > limit:
                yield Finding(
                    code="LARGE_ADJUSTMENT",
                    severity=Severity.INFO if line.adjustment_reason else Severity.WARNING,
                    message=f"{name}全年预算比年初预算{word}{rate.text}，超过{format_number(limit, 0)}%",
                    suggestion="" if line.adjustment_reason else "在“预算”表“预算调整原因”中说明",
                    facts=(f"budget.{key}.adjustment_{direction}", rate.id),
                    origins=_places(line.origin("adjusted_budget")),
                    subject=name,
                )


UNIT_SLIP = Decimal(1000)  # amounts of one line that differ more than this are hardly in one unit


def unit_slips(examined: Examined) -> Iterator[Finding]:
    """疑似以元填成万元 or the other way: amounts of one budget line that differ a thousandfold."""
    for line in examined.entered.budget:
        found = [(label, getattr(line, name), line.origin(name)) for name, label in _AMOUNTS]
        amounts = [
            (label, amount, origin) for label, amount, origin in found if amount is not None and amount.value > 0
        ]
        if len(amounts) < 2:
            continue
        largest = max(amounts, key=lambda item: item[1].base)
        smallest = min(amounts, key=lambda item: item[1].base)
        if largest[1].base >= smallest[1].base * UNIT_SLIP:
            yield Finding(
                code="UNIT_SLIP",
                severity=Severity.ERROR,
                message=f"{line.name}{largest[0]}{largest[1]}与{smallest[0]}{smallest[1]}相差一千倍以上，疑似元和万元填混",
                suggestion="核对两个数的单位，统一按“金额单位”填写",
                facts=tuple(
                    f"budget.{line.key}.{name}" for name, label in _AMOUNTS if label in {largest[0], smallest[0]}
                ),
                origins=_places(largest[2], smallest[2]),
                subject=line.name,
            )


def budget_sums(examined: Examined) -> Iterator[Finding]:
    """分项之和不等于合计: by source of funds and by type of expenditure."""
    entered = examined.entered
    for source in ("合计", "财政拨款", "其他资金"):
        yield from _sum_disagrees(examined, [(source, "基本支出"), (source, "项目支出")], (source, "合计"))
    for kind in ("合计", "基本支出", "项目支出"):
        yield from _sum_disagrees(examined, [("财政拨款", kind), ("其他资金", kind)], ("合计", kind))
    if entered.budget_line() is None:
        by_source = [entered.budget_line("财政拨款"), entered.budget_line("其他资金")]
        by_type = [entered.budget_line("合计", "基本支出"), entered.budget_line("合计", "项目支出")]
        for name, label in _AMOUNTS:
            sums = []
            for lines in (by_source, by_type):
                amounts = [getattr(line, name) for line in lines if line is not None]
                if len(amounts) == 2 and None not in amounts:
                    sums.append(amounts[0] + amounts[1])
            if len(sums) == 2 and not sums[0].same_amount(sums[1]):
                yield Finding(
                    code="SUM_MISMATCH",
                    severity=Severity.ERROR,
                    message=f"{label}按资金来源合计{sums[0]}，按支出类别合计{sums[1]}，相差{_gap(sums[0], sums[1])}",
                    suggestion="核对“预算”表各行",
                    origins=_places(*(line.origin(name) for line in (*by_source, *by_type) if line)),
                    subject="部门整体支出",
                )


_AMOUNTS = (("original_budget", "年初预算数"), ("adjusted_budget", "全年预算数"), ("actual_expenditure", "全年执行数"))


def _sum_disagrees(examined: Examined, parts: list[tuple[str, str]], whole: tuple[str, str]) -> Iterator[Finding]:
    total = examined.entered.budget_line(*whole)
    lines = [examined.entered.budget_line(*key) for key in parts]
    if total is None:
        return
    for name, label in _AMOUNTS:
        stated: Quantity | None = getattr(total, name)
        amounts = [getattr(line, name) for line in lines if line is not None]
        if stated is None or len(amounts) != len(parts) or None in amounts:
            continue
        found = amounts[0] + amounts[1]
        if not found.same_amount(stated):
            names = "＋".join(budget_line_name(*key) for key in parts)
            yield Finding(
                code="SUM_MISMATCH",
                severity=Severity.ERROR,
                message=f"{budget_line_name(*whole)}{label}填{stated}，{names}＝{found}，相差{_gap(stated, found)}",
                suggestion="核对合计行和分项行，改正其中一处",
                facts=tuple(f"budget.{budget_key(*key)}.{name}" for key in (whole, *parts)),
                origins=_places(total.origin(name), *(line.origin(name) for line in lines if line is not None)),
                subject=budget_line_name(*whole),
            )


def stated_rates(examined: Examined) -> Iterator[Finding]:
    """填报执行率与计算不符: also a rate that was cut off instead of rounded."""
    for line in examined.entered.budget:
        key, name = line.key, line.name
        rate = examined.ledger.get(f"budget.{key}.execution_rate")
        stated = line.stated_execution_rate
        if stated is None or rate is None or rate.quantity is None or stated.restates(rate.quantity):
            continue
        exponent = stated.value.as_tuple().exponent
        places = max(-exponent, 0) if isinstance(exponent, int) else 0
        right = round_half_up(rate.quantity.value, places)
        near = abs(stated.value - rate.quantity.value) < Decimal(1).scaleb(-places)
        yield Finding(
            code="RATE_ROUNDING" if near else "RATE_MISMATCH",
            severity=Severity.WARNING if near else Severity.ERROR,
            message=f"{name}执行率填{stated.value}%，按全年执行数÷全年预算数计算应为{right}%"
            + ("（应四舍五入，不应截断）" if near else ""),
            suggestion=f"改为{right}%，或核对全年预算数和全年执行数",
            facts=(*rate.operands, rate.id),
            origins=_places(line.origin("stated_execution_rate")),
            subject=name,
        )


def indicator_rates(examined: Examined) -> Iterator[Finding]:
    """分子÷分母与实际完成值不符."""
    for indicator in examined.entered.indicators:
        actual, numerator, denominator = indicator.actual.quantity, indicator.numerator, indicator.denominator
        if actual is None or numerator is None or not denominator or actual.unit.dimension != "share":
            continue
        rate = Quantity(numerator / denominator * HUNDRED / actual.unit.factor, actual.unit)
        if not actual.restates(rate):
            yield _indicator_finding(
                "RATE_MISMATCH",
                Severity.ERROR,
                indicator,
                f"“{indicator.called}”实际完成值填{indicator.actual_value}，"
                f"分子{numerator}÷分母{denominator}＝{format_number(rate.value, 2)}{rate.unit}",
                "核对实际完成值、分子和分母",
                examined,
            )


def roll_ups(examined: Examined) -> Iterator[Finding]:
    """项目汇总数与部门指标不符."""
    by_number = {indicator.number: indicator for indicator in examined.entered.indicators}
    links = dict.fromkeys((link.indicator, link.measure) for link in examined.entered.roll_ups)
    for number, measure in links:
        total = examined.ledger.get(roll_up_id(number, measure))
        indicator = by_number.get(number)
        if indicator is None:
            continue
        value = indicator.actual if measure == "实际完成值" else indicator.target
        if total is None or total.quantity is None or value.quantity is None:
            yield _indicator_finding(
                "ROLL_UP_UNREADABLE",
                Severity.WARNING,
                indicator,
                f"“{indicator.called}”的{measure}汇总数不能计算：有的项目没有数字，或者单位不同",
                "核对“汇总关系”表和所列项目",
                examined,
            )
        elif not _rolls_up(value.quantity, total.quantity, value.comparator):
            label = "实际完成值" if measure == "实际完成值" else "指标值"
            yield _indicator_finding(
                "ROLL_UP_MISMATCH",
                Severity.ERROR,
                indicator,
                f"“{indicator.called}”部门{label}{value.text}，{total.formula}为{total.text}，两者不符",
                "核对部门指标和所列项目，改正其中一处",
                examined,
                extra=(total.id,),
            )


def _rolls_up(stated: Quantity, total: Quantity, comparator: Comparator | None) -> bool:
    """A floor may be rounded down: ≥86519平方米 for 86,519.43; otherwise the sum must be restated."""
    if not stated.comparable(total):
        return False
    if stated.restates(total):
        return True
    return comparator is Comparator.AT_LEAST and 0 <= total.base - stated.base < stated.unit.factor


def project_money(examined: Examined) -> Iterator[Finding]:
    """项目预算数不等于财政资金＋上年结转＋其他资金; 执行数大于预算数."""
    for project in examined.entered.projects:
        sources = {
            "财政资金": project.fiscal_appropriation,
            "上年结转资金": project.carry_over,
            "其他资金": project.other_funds,
        }
        parts = {name: part for name, part in sources.items() if part is not None}
        if project.budget is not None and parts:
            found = functools.reduce(operator.add, parts.values())
            if not found.same_amount(project.budget):
                yield Finding(
                    code="SUM_MISMATCH",
                    severity=Severity.ERROR,
                    message=f"项目“{project.name}”预算数{project.budget}，{'＋'.join(parts)}＝{found}",
                    suggestion="核对预算数和资金来源",
                    facts=(f"{project_id(project.number)}.budget",),
                    origins=_places(project.origin("budget"), project.origin("fiscal_appropriation")),
                    subject=project.name,
                )
        if project.budget and project.actual_expenditure and project.actual_expenditure.base > project.budget.base:
            yield Finding(
                code="OVER_EXECUTION",
                severity=Severity.INFO if project.deviation_reason else Severity.ERROR,
                message=f"项目“{project.name}”执行数{project.actual_expenditure}大于预算数{project.budget}",
                suggestion="" if project.deviation_reason else "核对两个数；确属超支的，在“偏差原因”中说明",
                facts=(f"{project_id(project.number)}.actual_expenditure", f"{project_id(project.number)}.budget"),
                origins=_places(project.origin("actual_expenditure")),
                subject=project.name,
            )


def payment_plans(examined: Examined) -> Iterator[Finding]:
    """支出计划: cumulative shares must not fall, and end at 100 %."""
    names = {project.number: project.name for project in examined.entered.projects}
    plans: dict[str, list[tuple[str, Quantity, Origin | None]]] = {}
    for point in examined.entered.payment_plan:
        if point.share is not None:
            plans.setdefault(point.project, []).append((point.by, point.share, point.origin("share")))
    for number, points in plans.items():
        name = names.get(number, number)
        for (before, earlier, _), (after, later, origin) in pairwise(points):
            if later.value < earlier.value:
                yield Finding(
                    code="PLAN_FALLS",
                    severity=Severity.ERROR,
                    message=f"项目“{name}”累计支出比例{after}{later}小于{before}{earlier}",
                    suggestion="支出计划按累计比例填写",
                    origins=_places(origin),
                    subject=name,
                )
        if points[-1][1].value != HUNDRED:
            yield Finding(
                code="PLAN_INCOMPLETE",
                severity=Severity.WARNING,
                message=f"项目“{name}”{points[-1][0]}累计支出比例{points[-1][1]}，没有达到100%",
                suggestion="核对最后一个时点的比例",
                origins=_places(points[-1][2]),
                subject=name,
            )


_TOTAL_CLASSES = frozenset({"合计", "总计", "小计"})
_RETIRED = ("离休", "退休", "离退休", "遗属")


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
                origins=_places(total.origin(name)),
                subject="人员",
            )
    if total.authorized is not None and total.actual is not None and total.actual > total.authorized:
        yield Finding(
            code="OVERSTAFFED",
            severity=Severity.WARNING,
            message=f"实有人数{total.actual}人超过编制人数{total.authorized}人",
            suggestion="核对人数；确有超编的，在“部门概况”中说明",
            facts=(f"{staff_id(total.staff_class)}.actual", f"{staff_id(total.staff_class)}.authorized"),
            origins=_places(total.origin("actual")),
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
                origins=_places(goal.origin("text")),
                subject=f"绩效目标{goal.number}",
            )


def unquantified_indicators(examined: Examined) -> Iterator[Finding]:
    """定性指标偏多: more than a fifth of the indicators say nothing that can be measured."""
    named = [indicator for indicator in examined.entered.department_indicators if indicator.target_value]
    vague = [
        indicator
        for indicator in named
        if indicator.target.kind in {TargetKind.QUALITATIVE, TargetKind.YES_NO} and not indicator.attainment_band
    ]
    if named and len(vague) * 5 > len(named):
        yield Finding(
            code="UNQUANTIFIED",
            severity=Severity.INFO,
            message=f"{len(named)}项有指标值的指标中，{len(vague)}项是没有分级标准的定性表述",
            suggestion="改为可衡量的指标，或写明达成、部分达成、未达成的标准",
            facts=("count.indicators", "count.indicators.qualitative"),
            origins=_places(*(indicator.origin("target_value") for indicator in vague[:5])),
            subject="绩效指标",
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


def _budget_lines(examined: Examined) -> Iterator[tuple[str, str, str, tuple[Origin, ...]]]:
    """Key, name, reason and places of each budget line, the computed total included."""
    entered = examined.entered
    if entered.budget_line() is None and "budget.total.execution_rate" in examined.ledger:
        reason = next((line.deviation_reason for line in entered.budget if line.deviation_reason), "")
        yield "total", "部门整体支出", reason, _places(*(line.origin("actual_expenditure") for line in entered.budget))
    for line in entered.budget:
        key, name = line.key, line.name
        yield key, name, line.deviation_reason, _places(line.origin("actual_expenditure"))


def _judged(examined: Examined) -> Iterator[tuple[Indicator, ScoredRow]]:
    rows = {row.indicator: row for row in examined.scorecard.rows}
    for indicator in examined.entered.department_indicators:
        row = rows.get(indicator.number)
        if row is not None:
            yield indicator, row


def _indicator_finding(
    code: str,
    severity: Severity,
    indicator: Indicator,
    message: str,
    suggestion: str,
    examined: Examined,
    *,
    extra: tuple[str, ...] = (),
) -> Finding:
    prefix = indicator_id(indicator.number)
    names = ("target_value", "actual_value", "completion", "deviation_reason")
    facts = tuple(f"{prefix}.{name}" for name in names if f"{prefix}.{name}" in examined.ledger)
    return Finding(
        code=code,
        severity=severity,
        message=message,
        suggestion=suggestion,
        facts=facts + extra,
        origins=_places(indicator.origin("actual_value") or indicator.origin("target_value")),
        subject=indicator.called,
    )


def _places(*origins: Origin | None) -> tuple[Origin, ...]:
    return tuple(origin for origin in origins if origin is not None)


def _gap(one: Quantity, other: Quantity) -> Quantity:
    difference = one - other
    return Quantity(abs(difference.value), difference.unit)
