"""Units and signs that do not fit the name, as faults of a reviewed table."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model.indicator_review import IndicatorFault
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.rows import Row, fault
from reportgen.rules.indicator_units import unit_fault, wrong_direction


def unit_of(row: Row) -> Iterator[IndicatorFault]:
    """UNIT: a rate in persons, sessions in per cent, 人次 in 人, a term in per cent."""
    found = unit_fault(row)
    if found is None:
        return
    if row.target.kind is TargetKind.YES_NO:
        yield fault(row, "UNIT", "target_value", f"“{row.name}”是比率，指标值却写“{row.value}”，应为百分数")
        return
    reason = f"“{row.name}”{found.why}，现写“{row.value}”，单位与名称不符"
    yield fault(row, "UNIT", "target_value", reason, found.words)


def direction(row: Row) -> Iterator[IndicatorFault]:
    """DIRECTION: people served or a rate of success with ≤; errors, prices or waiting with ≥."""
    found, comparator = wrong_direction(row), row.target.comparator
    if found is None or comparator is None:
        return
    which, right = found
    sign = "≤" if comparator.downward and "≤" in row.value else comparator.value
    reason = f"“{row.name}”{which}，指标值却写“{row.value}”，方向相反，应为“{right}”，请核对原意"
    yield fault(row, "DIRECTION", "target_value", reason, sign)
