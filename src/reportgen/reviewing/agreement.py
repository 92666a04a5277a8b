"""Whether a row agrees with what stands beside it (前后一致): its own columns, its frequency, findings of the check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.model.indicator_review import IndicatorFault
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.plan_agreement import against_plan, against_report
from reportgen.reviewing.rows import Row, fault
from reportgen.rules.indicator_names import Measure, read_name

# Findings of the consistency check that set a row against another place.
CONTRADICTIONS = frozenset(
    "PROSE_VS_TABLE PROSE_VS_TABLE_SCOPE CONCLUSION_VS_TABLE ROW_VS_ROW STATUS_VS_VALUE TEXT_VS_INDICATOR "
    "CROSS_DOC_TARGET CROSS_DOC_TOLD NAME_VS_DESCRIPTION".split()
)
_RATIO = re.compile(r"÷|／|占.{1,24}(?:比率|比例|比重|百分比)|(?:人数|数量).{0,4}[/÷].{1,12}")


def contradicted(row: Row) -> Iterator[IndicatorFault]:
    """CONTRADICT: a ratio described and 是/否 written; name and description of different things; 每周两期, 100期."""
    described = _against_description(row)
    if described:
        yield fault(row, "CONTRADICT", "description", described)
        return
    planned = against_plan(row)
    if planned:
        yield fault(row, "CONTRADICT", "target_value", planned)
        return
    reported = against_report(row)
    if reported:
        yield fault(row, "CONTRADICT", "actual_value", reported)
        return
    frequency = _against_frequency(row)
    if frequency:
        yield fault(row, "CONTRADICT", "target_value", frequency)
        return
    for finding in row.table.book.contradictions:
        if row.stands_in(finding):
            yield fault(
                row, "CONTRADICT", "actual_value" if row.indicator.actual_value else "target_value", finding.message
            )
            return


def _against_description(row: Row) -> str:
    text = row.explained
    if not text:
        return ""
    if row.target.kind is TargetKind.YES_NO and _RATIO.search(text):
        return f"描述是比率（“{text}”），指标值却写“{row.value}”"
    about = read_name(row.indicator.description)
    if row.naming.measure is not Measure.SHARE or _RATIO.search(text) or re.search(r"率|占|比", text):
        return ""
    if about.measure in {Measure.STATE, Measure.COUNT}:
        return f"名称是比率“{row.name}”，描述却是“{text}”，说的不是一件事"
    return ""


_A_YEAR = {
    "周": Decimal(52),
    "月": Decimal(12),
    "季": Decimal(4),
    "年": Decimal(1),
    "半年": Decimal(2),
    "旬": Decimal(36),
}
_FREQUENT = re.compile(r"(?:播出|推送|更新|发布|开展|举办|召开|检查|巡查)?(?:频次|频率|周期|次数|期数|条数|场次|数量)$")


def _per_year(row: Row) -> tuple[Decimal, str] | None:
    quantity = row.target.quantity
    if row.target.kind is not TargetKind.RECURRING or quantity is None:
        return None
    counted, _, period = quantity.unit.symbol.partition("/")
    return (quantity.value * _A_YEAR[period], counted) if period in _A_YEAR else None


def _against_frequency(row: Row) -> str:
    """每周两期 makes 104期 a year; another row of the same thing says 100期."""
    mine = _per_year(row)
    thing = _FREQUENT.sub("", row.naming.plain)
    for other in row.others:
        if len(thing) < 4 or _FREQUENT.sub("", other.naming.plain) != thing:
            continue
        theirs = _per_year(other)
        rate, total = (mine, other) if mine else (theirs, row)
        if rate is None or total.target.kind is not TargetKind.NUMBER or total.target.quantity is None:
            continue
        if total.target.quantity.unit.symbol == rate[1] and total.target.quantity.value != rate[0]:
            return f"“{row.name}”{row.value}与“{other.name}”{other.value}不一致：按频次全年应为{rate[0]}{rate[1]}"
    return ""
