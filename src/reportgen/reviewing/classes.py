"""Rows that stand in the wrong class (二级指标), and outputs among the outcomes, as faults of a reviewed table."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model.indicator_review import IndicatorFault
from reportgen.reviewing.rows import Row, fault
from reportgen.reviewing.worth import true_anyway
from reportgen.rules import indicator_classes


def misplaced(row: Row) -> Iterator[IndicatorFault]:
    """MISPLACED: a rate under 数量, a count under 质量, spending under 质量 or 时效, savings under 生态 …"""
    why = indicator_classes.misplaced(row)
    if why and not any(true_anyway(row)):
        yield fault(row, "MISPLACED", "subcategory", f"“{row.name}”列在“{row.indicator.subcategory}”，{why}")


def output_among_outcomes(row: Row) -> Iterator[IndicatorFault]:
    """OUTPUT_AS_OUTCOME: a row of 效益 that counts what the project did, not what came of it."""
    found = indicator_classes.output_among_outcomes(row)
    if found is not None:
        field, words, why = found
        yield fault(row, "OUTPUT_AS_OUTCOME", field, why, words)
