"""The review of a department's indicators (指标审核): every row judged, and every table as a whole. Faults only."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model.finding import Finding
from reportgen.model.form import Form
from reportgen.model.indicator_review import IndicatorReview, ReviewedIndicator
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.agreement import CONTRADICTIONS
from reportgen.reviewing.fault_kinds import FAULT_KINDS
from reportgen.reviewing.faults import FAULTS
from reportgen.reviewing.notes import NOTES
from reportgen.reviewing.rows import Book, Row, tables_of
from reportgen.reviewing.tables import table_faults


def review_indicators(
    entered: SelfEvaluation, *, document: str, form: Form | None, contradictions: Sequence[Finding] = ()
) -> IndicatorReview:
    """The rows of *entered* with their faults and notes, in order, and the faults of its tables.

    *contradictions* are findings of the consistency check; the rows in which those of CONTRADICTIONS have a place are
    CONTRADICT. Nothing is proposed here.
    """
    told = tuple(finding for finding in contradictions if finding.code in CONTRADICTIONS)
    book = Book(entered=entered, document=document, form=form, contradictions=told)
    tables = tables_of(book)
    reviewed = {id(row.indicator): review_row(row) for table in tables for row in table.rows}
    return IndicatorReview(
        rows=tuple(reviewed[id(indicator)] for indicator in entered.indicators),
        tables=tuple(found for table in tables for found in table_faults(table)),
    )


def review_row(row: Row) -> ReviewedIndicator:
    """One row, judged by every rule of FAULTS and NOTES."""
    faults = tuple(found for rule in FAULTS for found in rule(row))
    if any(found.code == "PLACEHOLDER" for found in faults):
        faults = tuple(found for found in faults if found.code == "PLACEHOLDER")
    return ReviewedIndicator(
        indicator=row.indicator,
        document=row.table.book.document,
        project=row.table.name,
        measurable=not any(stops_measuring(row, found.code) for found in faults),
        faults=faults,
        notes=tuple(found for rule in NOTES for found in rule(row)),
    )


def stops_measuring(row: Row, code: str) -> bool:
    """Whether a fault of this kind leaves the row without a value to measure by."""
    if code == "NODATE":
        return not row.numeric or row.target.kind is TargetKind.RECURRING
    return FAULT_KINDS[code].stops or (code == "NAMEGOAL" and not row.numeric)
