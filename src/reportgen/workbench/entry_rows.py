"""The entered records as texts in a grid (填报表格): rows by subject, each cell the text that was typed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, func, insert, select, update

from reportgen.model.record import FieldSpec, fields_of
from reportgen.model.self_evaluation import SUBJECTS, Subject
from reportgen.workbench.storage import Storage
from reportgen.workbench.tables import ENTRY_ROWS, REPORTS

ROW_ID = re.compile(r"[0-9a-f]{16}")
LONGEST_NAME, LONGEST_FORM = 100, 64  # characters of a department's name and of a form's code
_YEAR = re.compile(r"20[0-9]{2}")
SUBJECT_BY_NAME: Mapping[str, Subject] = {subject.attribute: subject for subject in SUBJECTS}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One record as texts: field name → text. *sources* says of a cell where in an imported file it was read."""

    id: str
    subject: str
    cells: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)


def single_row_id(subject: str) -> str:
    """The id of the only row of a subject with one record (基本信息, 自评结论)."""
    return f"one-{subject}"


def specs_by_name(subject: str) -> Mapping[str, FieldSpec]:
    """Field name → field of the records of *subject*."""
    return {spec.name: spec for spec in fields_of(SUBJECT_BY_NAME[subject].record)}


def add_single_rows(connection: Connection, report: int, department: Mapping[str, str]) -> None:
    """The rows that every report has: 基本信息, which says *department*, and 自评结论."""
    for subject in SUBJECTS:
        if subject.single:
            cells = dict(department) if subject.attribute == "department" else {}
            row = EntryRow(single_row_id(subject.attribute), subject.attribute, cells)
            insert_row(connection, report, row, position=1)


def read_rows(storage: Storage, report: int, subject: str = "") -> Sequence[EntryRow]:
    """The rows of a report in order, of one *subject* or of all."""
    with storage.reading() as connection:
        return rows_of(connection, report, subject)


def rows_of(connection: Connection, report: int, subject: str = "") -> Sequence[EntryRow]:
    """The rows of a report in order as this transaction sees them."""
    asked = select(ENTRY_ROWS).where(ENTRY_ROWS.c.report_id == report)
    if subject:
        asked = asked.where(ENTRY_ROWS.c.subject == subject)
    found = connection.execute(asked.order_by(ENTRY_ROWS.c.subject, ENTRY_ROWS.c.position))
    return [EntryRow(row.id, row.subject, json.loads(row.cells), json.loads(row.sources)) for row in found]


def row_of(connection: Connection, report: int, row_id: str) -> EntryRow | None:
    """One row, or None where it is not there any more."""
    asked = select(ENTRY_ROWS).where(ENTRY_ROWS.c.report_id == report, ENTRY_ROWS.c.id == row_id)
    row = connection.execute(asked).one_or_none()
    return None if row is None else EntryRow(row.id, row.subject, json.loads(row.cells), json.loads(row.sources))


def count_rows(connection: Connection, report: int, subject: str) -> int:
    """How many rows a subject has."""
    asked = select(func.count()).where(ENTRY_ROWS.c.report_id == report, ENTRY_ROWS.c.subject == subject)
    return connection.execute(asked).scalar_one()


def insert_row(connection: Connection, report: int, row: EntryRow, *, position: int) -> None:
    """Put *row* at *position* among the rows of its subject; those at and after it move down."""
    connection.execute(
        update(ENTRY_ROWS)
        .where(
            ENTRY_ROWS.c.report_id == report,
            ENTRY_ROWS.c.subject == row.subject,
            ENTRY_ROWS.c.position >= position,
        )
        .values(position=ENTRY_ROWS.c.position + 1)
    )
    connection.execute(
        insert(ENTRY_ROWS).values(
            report_id=report, id=row.id, subject=row.subject, position=position,
            cells=_json(row.cells), sources=_json(row.sources),
        )
    )  # fmt: skip


def position_after(connection: Connection, report: int, subject: str, row_id: str) -> int:
    """The position behind the row *row_id* of *subject*; behind the last one where there is no such row."""
    mine = (ENTRY_ROWS.c.report_id == report, ENTRY_ROWS.c.subject == subject)
    before = connection.execute(select(ENTRY_ROWS.c.position).where(*mine, ENTRY_ROWS.c.id == row_id)).scalar()
    if before is None:
        before = connection.execute(select(func.max(ENTRY_ROWS.c.position)).where(*mine)).scalar() or 0
    return before + 1


def replace_cells(connection: Connection, report: int, row: EntryRow) -> None:
    """Keep the texts of *row* in place of those it had."""
    connection.execute(
        update(ENTRY_ROWS)
        .where(ENTRY_ROWS.c.report_id == report, ENTRY_ROWS.c.id == row.id)
        .values(cells=_json(row.cells), sources=_json(row.sources))
    )


def delete_row(connection: Connection, report: int, row_id: str) -> None:
    """Take the row away."""
    connection.execute(delete(ENTRY_ROWS).where(ENTRY_ROWS.c.report_id == report, ENTRY_ROWS.c.id == row_id))


def follow_department(connection: Connection, report: int, row: EntryRow) -> None:
    """Let the report bear the department, year and form that 基本信息 states, where they can be one."""
    stated = {}
    if 0 < len(row.cells.get("name", "")) <= LONGEST_NAME:
        stated["department"] = row.cells["name"]
    if _YEAR.fullmatch(row.cells.get("year", "")):
        stated["year"] = row.cells["year"]
    if 0 < len(row.cells.get("form", "")) <= LONGEST_FORM:
        stated["form"] = row.cells["form"]
    values = {name: int(text) if name == "year" else text for name, text in stated.items()}
    if values:
        connection.execute(update(REPORTS).where(REPORTS.c.id == report).values(**values))


def rows_text(rows: Sequence[EntryRow]) -> str:
    """*rows* as JSON, to be kept with what was made from them."""
    return json.dumps([[row.id, row.subject, row.cells, row.sources] for row in rows], ensure_ascii=False)


def rows_from(text: str) -> Sequence[EntryRow]:
    """The rows that :func:`rows_text` wrote."""
    return [EntryRow(*each) for each in json.loads(text)]


def _json(texts: Mapping[str, str]) -> str:
    return json.dumps({name: text for name, text in texts.items() if text}, ensure_ascii=False)
