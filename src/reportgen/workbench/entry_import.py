"""Files into the grids (导入): entry files as they are, official tables as the importer understands them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from reportgen import pipeline
from reportgen.errors import UnreadableFileError
from reportgen.model.field_values import write_value
from reportgen.model.record import Record, fields_of
from reportgen.model.self_evaluation import SUBJECTS, Subject
from reportgen.quantities.units import unit_named
from reportgen.workbench.assignments import demand_part
from reportgen.workbench.deeds import Deed, record
from reportgen.workbench.dismissing import DISMISSALS
from reportgen.workbench.entry_rows import (
    EntryRow,
    delete_row,
    insert_row,
    replace_cells,
    rows_of,
    single_row_id,
)
from reportgen.workbench.reports import Report, advance, report_to_change
from reportgen.workbench.storage import Storage
from reportgen.workbench.users import NotAllowed, Right, User, demand


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, in Chinese: tables filled with their numbers of rows, tables left alone, remarks."""

    filled: Mapping[str, int]
    kept: tuple[str, ...]
    notices: tuple[str, ...]
    not_read: tuple[str, ...]


def import_files(
    storage: Storage, user: User, report_number: int, files: Sequence[Path], *, replace_filled: bool = False
) -> Imported:
    """Read *files* of one department and fill the report's tables from them.

    A table that already has rows stays as it is unless *replace_filled*; every replaced text is in the log. A table
    that *user* may not change, by role or because it was given to others, stays as it is, too, and is told.
    Raises UnreadableFileError, EntryError, NotAllowed where nothing of the files may be filled in, SignedReport.
    """
    demand(user, Right.ENTER)
    read = pipeline.read_tables(files)
    with storage.writing() as connection:
        report = report_to_change(connection, report_number)
        filling = _Filling(connection, user, report, replace_filled)
        for subject in SUBJECTS:
            value = getattr(read.entered, subject.attribute)
            filling.fill(subject, (value,) if subject.single else value)
        if filling.barred and not filling.filled:
            raise NotAllowed("；".join(filling.barred), remedy="请有权限的同事导入；没有改动任何内容。")
        if not filling.filled:
            raise UnreadableFileError(
                "没有可以填入的内容" + (f"；已有内容的表没有改动：{'、'.join(filling.kept)}" if filling.kept else ""),
                place="、".join(file.name for file in files),
                remedy="请核对选的文件；要用文件内容代替已填的表，请勾选“替换已有内容”再导入。",
            )
        version = advance(connection, report)
        named = "、".join(file.name for file in files)
        record(connection, user, Deed.IMPORTED, report=report.number, entry_version=version, after=named)
    notices = (*filling.barred, *filling.notices, *read.notices)
    return Imported(filling.filled, tuple(filling.kept), notices, tuple(str(item) for item in read.not_read))


class _Filling:
    """The tables of one report being filled in one transaction."""

    def __init__(self, connection: Connection, user: User, report: Report, replace_filled: bool) -> None:
        self.connection = connection
        self.user = user
        self.report = report
        self.replace_filled = replace_filled
        self.filled: dict[str, int] = {}
        self.kept: list[str] = []
        self.notices: list[str] = []
        self.barred: list[str] = []
        department = rows_of(connection, report.number, "department")[0]
        # Amounts in another unit than the report's keep their unit in the cell, whatever the file's own unit was.
        self.money_unit = department.cells.get("money_unit", "")

    def fill(self, subject: Subject, records: Sequence[Record]) -> None:
        texts = [_texts(subject, each, self.money_unit) for each in records]
        if not any(cells for cells, _ in texts):
            return
        barred = self._barred(subject)
        if barred:
            self.barred.append(f"“{subject.title}”没有导入：{barred}")
            return
        standing = rows_of(self.connection, self.report.number, subject.attribute)
        if subject.single:
            self._fill_single(subject, standing[0], *texts[0])
            return
        if any(row.cells for row in standing) and not self.replace_filled:
            self.kept.append(subject.title)
            return
        for row in standing:
            for name, text in row.cells.items():
                self._record(Deed.SET, subject, row.id, name, text, "")
            delete_row(self.connection, self.report.number, row.id)
            self._record(Deed.REMOVED, subject, row.id, "", "", "")
        for position, (cells, sources) in enumerate(texts, start=1):
            made = EntryRow(secrets.token_hex(8), subject.attribute, cells, sources)
            insert_row(self.connection, self.report.number, made, position=position)
            self._record(Deed.ADDED, subject, made.id, "", "", "")
        self.filled[subject.title] = len(texts)

    def _barred(self, subject: Subject) -> str:
        """Why the user may not fill the table; empty where he or she may."""
        try:
            demand(self.user, Right.DISMISS if subject.attribute == DISMISSALS else Right.ENTER)
            demand_part(self.connection, self.user, self.report.number, subject.attribute)
        except NotAllowed as refused:
            return f"{refused.message}，{refused.remedy.rstrip('。')}"
        return ""

    def _fill_single(
        self, subject: Subject, standing: EntryRow, cells: Mapping[str, str], sources: Mapping[str, str]
    ) -> None:
        """Fill the blanks; department, year, form and money unit stay those of the report."""
        differing = [
            spec.label
            for spec in fields_of(subject.record)
            if cells.get(spec.name) and standing.cells.get(spec.name, cells[spec.name]) != cells[spec.name]
        ]
        if differing:
            self.notices.append(f"“{subject.title}”中{'、'.join(differing)}与文件不同，保留已填的内容")
        blank = {name: text for name, text in cells.items() if not standing.cells.get(name)}
        if not blank:
            return
        places = {name: place for name, place in sources.items() if name in blank}
        made = EntryRow(
            single_row_id(subject.attribute),
            subject.attribute,
            {**standing.cells, **blank},
            {**standing.sources, **places},
        )
        replace_cells(self.connection, self.report.number, made)
        for name, text in blank.items():
            self._record(Deed.SET, subject, made.id, name, "", text)
        self.filled[subject.title] = 1

    def _record(self, deed: Deed, subject: Subject, row: str, name: str, before: str, after: str) -> None:
        record(
            self.connection, self.user, deed, report=self.report.number,
            entry_version=self.report.entry_version + 1, subject=subject.attribute,
            row=row, field=name, before=before, after=after,
        )  # fmt: skip


def _texts(subject: Subject, filled: Record, money_unit: str) -> tuple[dict[str, str], dict[str, str]]:
    """The texts of a record by field, and the places they were read from."""
    unit = unit_named(money_unit) if money_unit else None
    cells, sources = {}, {}
    for spec in fields_of(subject.record):
        text = write_value(spec, getattr(filled, spec.name), unit)
        if text:
            cells[spec.name] = text
            origin = filled.origin(spec.name)
            if origin is not None:
                sources[spec.name] = str(origin)
    return cells, sources
