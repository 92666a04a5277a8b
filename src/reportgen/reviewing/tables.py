"""Tables as wholes (整表): missing classes, weights, targets copied from last year."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model.finding import Severity
from reportgen.model.indicator_review import TableFault
from reportgen.reviewing.fault_kinds import TABLE_KINDS
from reportgen.reviewing.rows import OUTCOMES, TableOfRows


def table_faults(table: TableOfRows) -> Iterator[TableFault]:
    """What is wrong with *table* as a whole."""
    if not any(row.group in OUTCOMES for row in table.rows):
        yield table_fault(table, "NO_OUTCOME", Severity.ERROR, "整张表没有效益指标", "增列带来了什么变化的指标")


def table_fault(table: TableOfRows, code: str, severity: Severity, reason: str, suggestion: str) -> TableFault:
    """A fault of the kind *code*, with its requirement."""
    return TableFault(
        code=code,
        document=table.book.document,
        project=table.name,
        severity=severity,
        reason=reason,
        requirement=TABLE_KINDS[code].requirement,
        suggestion=suggestion,
    )
