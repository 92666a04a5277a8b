"""What the data say of indicators: shortfalls, missing values, rates and sums over projects that disagree."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model.fact_ids import roll_up_id
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.model.scorecard import Attainment, ScoredRow
from reportgen.quantities.quantity import Quantity, format_number
from reportgen.quantities.target_values import Comparator, TargetKind
from reportgen.rules.examined import HUNDRED, Examined, indicator_finding, places


def shortfalls(examined: Examined) -> Iterator[Finding]:
    """未完成的指标: the actual value does not reach the target."""
    for indicator, row in _judged(examined):
        if row.attainment is Attainment.MISSED:
            yield indicator_finding(
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
        yield indicator_finding(
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
            yield indicator_finding(
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
            yield indicator_finding(
                "TARGET_MISSING",
                Severity.WARNING,
                indicator,
                f"“{indicator.called}”有分值，但没有{'和'.join(missing)}，无法核对得分",
                "补充三级指标和指标值",
                examined,
            )


def indicator_rates(examined: Examined) -> Iterator[Finding]:
    """分子÷分母与实际完成值不符."""
    for indicator in examined.entered.indicators:
        actual, numerator, denominator = indicator.actual.quantity, indicator.numerator, indicator.denominator
        if actual is None or numerator is None or not denominator or actual.unit.dimension != "share":
            continue
        rate = Quantity(numerator / denominator * HUNDRED / actual.unit.factor, actual.unit)
        if not actual.restates(rate):
            yield indicator_finding(
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
            yield indicator_finding(
                "ROLL_UP_UNREADABLE",
                Severity.WARNING,
                indicator,
                f"“{indicator.called}”的{measure}汇总数不能计算：有的项目没有数字，或者单位不同",
                "核对“汇总关系”表和所列项目",
                examined,
            )
        elif not _rolls_up(value.quantity, total.quantity, value.comparator):
            label = "实际完成值" if measure == "实际完成值" else "指标值"
            yield indicator_finding(
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
            origins=places(*(indicator.origin("target_value") for indicator in vague[:5])),
            subject="绩效指标",
        )


def _judged(examined: Examined) -> Iterator[tuple[Indicator, ScoredRow]]:
    rows = {row.indicator: row for row in examined.scorecard.rows}
    for indicator in examined.entered.department_indicators:
        row = rows.get(indicator.number)
        if row is not None:
            yield indicator, row
