"""What the data say of the department's budget: low execution, adjustments, sums and rates that disagree."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.model.finding import Finding, Severity
from reportgen.model.origin import Origin
from reportgen.model.record import Kind, fields_of
from reportgen.model.self_evaluation import budget_key, budget_line_name
from reportgen.quantities.quantity import Quantity, format_number, round_half_up
from reportgen.rules.examined import HUNDRED, Examined, gap, places

_AMOUNTS = (("original_budget", "年初预算数"), ("adjusted_budget", "全年预算数"), ("actual_expenditure", "全年执行数"))
UNIT_SLIP = Decimal(1000)  # amounts of one line that differ more than this are hardly in one unit


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
                origins=places(line.origin("adjusted_budget")),
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
                    origins=places(record.origin(spec.name)),
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
            origins=places(total.origin("actual_expenditure")),
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
                    origins=places(line.origin("adjusted_budget")),
                    subject=name,
                )


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
                origins=places(largest[2], smallest[2]),
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
                    message=f"{label}按资金来源合计{sums[0]}，按支出类别合计{sums[1]}，相差{gap(sums[0], sums[1])}",
                    suggestion="核对“预算”表各行",
                    origins=places(*(line.origin(name) for line in (*by_source, *by_type) if line)),
                    subject="部门整体支出",
                )


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
                message=f"{budget_line_name(*whole)}{label}填{stated}，{names}＝{found}，相差{gap(stated, found)}",
                suggestion="核对合计行和分项行，改正其中一处",
                facts=tuple(f"budget.{budget_key(*key)}.{name}" for key in (whole, *parts)),
                origins=places(total.origin(name), *(line.origin(name) for line in lines if line is not None)),
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
        digits = max(-exponent, 0) if isinstance(exponent, int) else 0
        right = round_half_up(rate.quantity.value, digits)
        near = abs(stated.value - rate.quantity.value) < Decimal(1).scaleb(-digits)
        yield Finding(
            code="RATE_ROUNDING" if near else "RATE_MISMATCH",
            severity=Severity.WARNING if near else Severity.ERROR,
            message=f"{name}执行率填{stated.value}%，按全年执行数÷全年预算数计算应为{right}%"
            + ("（应四舍五入，不应截断）" if near else ""),
            suggestion=f"改为{right}%，或核对全年预算数和全年执行数",
            facts=(*rate.operands, rate.id),
            origins=places(line.origin("stated_execution_rate")),
            subject=name,
        )


def _budget_lines(examined: Examined) -> Iterator[tuple[str, str, str, tuple[Origin, ...]]]:
    """Key, name, reason and places of each budget line, the computed total included."""
    entered = examined.entered
    if entered.budget_line() is None and "budget.total.execution_rate" in examined.ledger:
        reason = next((line.deviation_reason for line in entered.budget if line.deviation_reason), "")
        yield "total", "部门整体支出", reason, places(*(line.origin("actual_expenditure") for line in entered.budget))
    for line in entered.budget:
        key, name = line.key, line.name
        yield key, name, line.deviation_reason, places(line.origin("actual_expenditure"))
