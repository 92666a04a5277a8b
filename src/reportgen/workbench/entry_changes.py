"""Changes of the entered data by several people at once (填报修改): each cell changes only from what its editor saw.

A change names the text it replaces. Where somebody else has changed that cell in between, it is not applied but
returned as a conflict with both texts, so that no keystroke is lost and none is silently overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, select

from reportgen.errors import ReportgenError
from reportgen.workbench.assignments import demand_part
from reportgen.workbench.deeds import Deed, Done, Entry, deeds_since, record_all
from reportgen.workbench.entry_rows import (
    ROW_ID,
    SUBJECT_BY_NAME,
    EntryRow,
    count_rows,
    delete_row,
    follow_department,
    insert_row,
    position_after,
    replace_cells,
    row_of,
    rows_of,
    single_row_id,
    specs_by_name,
)
from reportgen.workbench.reports import Report, advance, report_to_change
from reportgen.workbench.storage import Storage
from reportgen.workbench.tables import DEEDS
from reportgen.workbench.users import Right, User, demand

LONGEST_TEXT = 20_000  # characters of one cell
MOST_ROWS = 5_000  # of one subject
MOST_CHANGES = 20_000  # in one batch; a pasted table
_FEW = 20  # changes from which on it pays to read the whole table at once


@dataclass(frozen=True, slots=True)
class SetCell:
    """The text of one cell, from what its editor saw."""

    row: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AddRow:
    """A new row behind the row *behind*, or at the end where that is empty; *cells* where a removed row comes back."""

    row: str
    behind: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """A row taken away; *cells* are what its editor saw in it."""

    row: str
    cells: Mapping[str, str] = field(default_factory=dict)


Change = SetCell | AddRow | RemoveRow


@dataclass(frozen=True, slots=True)
class Conflict:
    """A change that was not applied: the cell's text now, who wrote it and when, and the text that was refused."""

    row: str
    field: str
    label: str
    theirs: str
    yours: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a batch: the new version, what was refused, and what others did since the editor's version."""

    version: int
    conflicts: tuple[Conflict, ...] = ()
    others: tuple[Entry, ...] = ()


def save_changes(
    storage: Storage, user: User, report_number: int, subject: str, changes: Sequence[Change], *, seen: int
) -> Saved:
    """Apply *changes* to the rows of *subject*; *seen* is the version their editor had before.

    Sending the same batch again changes nothing. Raises NotAllowed, SignedReport, UnknownReport, ReportgenError.
    """
    with storage.writing() as connection:
        return apply_changes(connection, user, report_number, subject, changes, seen=seen)


def apply_changes(
    connection: Connection, user: User, report_number: int, subject: str, changes: Sequence[Change], *, seen: int
) -> Saved:
    """As :func:`save_changes`, in a transaction that does something more."""
    demand(user, Right.DISMISS if subject == "dismissals" else Right.ENTER)
    if subject not in SUBJECT_BY_NAME:
        raise ReportgenError("没有这张表", remedy="请从左边的目录重新选择。")
    if len(changes) > MOST_CHANGES:
        raise ReportgenError(f"一次粘贴的内容超过 {MOST_CHANGES} 格", remedy="请分几次粘贴。")
    report = report_to_change(connection, report_number)
    demand_part(connection, user, report.number, subject)
    others = tuple(deed for deed in deeds_since(connection, report.number, seen) if deed.subject == subject)
    at_work = _Batch(connection, user, report, subject, pasted=len(changes) > _FEW)
    for change in changes:
        at_work.apply(change)
    at_work.write()
    if subject == "department":
        at_work.follow_department()
    version = advance(connection, report) if at_work.changed else report.entry_version
    return Saved(version, tuple(at_work.conflicts), others)


class _Batch:
    """One batch of changes in its transaction."""

    def __init__(self, connection: Connection, user: User, report: Report, subject: str, *, pasted: bool) -> None:
        self.connection = connection
        self.user = user
        self.report = report
        self.subject = SUBJECT_BY_NAME[subject]
        self.specs = specs_by_name(subject)
        self.conflicts: list[Conflict] = []
        self.rows = {row.id: row for row in rows_of(connection, report.number, subject)} if pasted else None
        self.unwritten: dict[str, EntryRow] = {}
        self.deeds: list[Done] = []

    @property
    def changed(self) -> bool:
        """Whether anything of the data changes."""
        return any(done.deed is not Deed.OVERRULED for done in self.deeds)

    def write(self) -> None:
        """Keep the changed rows and the deeds."""
        for row in self.unwritten.values():
            replace_cells(self.connection, self.report.number, row)
        self.unwritten.clear()
        version = self.report.entry_version + (1 if self.changed else 0)
        record_all(self.connection, self.user, self.deeds, report=self.report.number, entry_version=version)

    def follow_department(self) -> None:
        """Let the report bear the department, year and form that 基本信息 now states."""
        row = self._row(single_row_id("department"))
        if row is not None:
            follow_department(self.connection, self.report.number, row)

    def apply(self, change: Change) -> None:
        if isinstance(change, SetCell):
            self._set(change)
        elif isinstance(change, AddRow):
            self._add(change)
        else:
            self._remove(change)

    def _set(self, change: SetCell) -> None:
        spec = self.specs.get(change.field)
        if spec is None:
            raise ReportgenError("没有这一栏", remedy="请刷新页面后再填。")
        _demand_length(change.after)
        row = self._row(change.row)
        if row is None:
            self._refuse(change.row, change.field, spec.label, "", change.after)
            return
        standing = row.cells.get(change.field, "")
        if standing == change.after:
            return
        if standing != change.before:
            self._refuse(change.row, change.field, spec.label, standing, change.after)
            return
        cells = {**row.cells, change.field: change.after}
        sources = {name: place for name, place in row.sources.items() if name != change.field}
        self._keep(replace(row, cells=cells, sources=sources))
        self._record(Deed.SET, change.row, change.field, change.before, change.after)

    def _add(self, change: AddRow) -> None:
        if self.subject.single or not ROW_ID.fullmatch(change.row):
            raise ReportgenError("这张表不能增加行", remedy="请刷新页面后再填。")
        if row_of(self.connection, self.report.number, change.row) is not None:
            return
        if count_rows(self.connection, self.report.number, self.subject.attribute) >= MOST_ROWS:
            raise ReportgenError(f"一张表最多 {MOST_ROWS} 行", remedy="请删去空行，或者分成几份报告。")
        cells = {name: text for name, text in change.cells.items() if name in self.specs}
        for text in cells.values():
            _demand_length(text)
        row = EntryRow(change.row, self.subject.attribute, cells)
        position = position_after(self.connection, self.report.number, self.subject.attribute, change.behind)
        insert_row(self.connection, self.report.number, row, position=position)
        if self.rows is not None:
            self.rows[row.id] = row
        self._record(Deed.ADDED, change.row, "", change.behind, "")
        for name, text in cells.items():
            self._record(Deed.SET, change.row, name, "", text)

    def _remove(self, change: RemoveRow) -> None:
        if self.subject.single:
            raise ReportgenError("这张表不能删除行", remedy="请把要删的内容清空。")
        row = self._row(change.row)
        if row is None:
            return
        if _filled(change.cells) != _filled(row.cells):
            label = next(iter(self.specs.values())).label
            self._refuse(change.row, "", label, "这一行刚被别人修改", "删除这一行")
            return
        for name, text in _filled(row.cells).items():
            self._record(Deed.SET, change.row, name, text, "")
        delete_row(self.connection, self.report.number, change.row)
        self.unwritten.pop(change.row, None)
        if self.rows is not None:
            del self.rows[change.row]
        self._record(Deed.REMOVED, change.row, "", "", "")

    def _row(self, row_id: str) -> EntryRow | None:
        if row_id in self.unwritten:
            return self.unwritten[row_id]
        if self.rows is not None:
            return self.rows.get(row_id)
        row = row_of(self.connection, self.report.number, row_id)
        return row if row is not None and row.subject == self.subject.attribute else None

    def _keep(self, row: EntryRow) -> None:
        self.unwritten[row.id] = row
        if self.rows is not None:
            self.rows[row.id] = row

    def _record(self, deed: Deed, row: str, name: str, before: str, after: str) -> None:
        self.deeds.append(Done(deed, self.subject.attribute, row, name, before, after))

    def _refuse(self, row: str, name: str, label: str, theirs: str, yours: str) -> None:
        by, at = _last_writer(self.connection, self.report.number, row, name)
        self.conflicts.append(Conflict(row, name, label, theirs, yours, by, at))
        self._record(Deed.OVERRULED, row, name, theirs, yours)


def _last_writer(connection: Connection, report: int, row: str, name: str) -> tuple[str, str]:
    """Who last changed the cell, or the row where no cell is named, and when."""
    asked = select(DEEDS.c.by, DEEDS.c.at).where(
        DEEDS.c.report_id == report,
        DEEDS.c.row == row,
        DEEDS.c.deed.in_([deed.value for deed in (Deed.SET, Deed.REMOVED, Deed.ADDED)]),
    )
    if name:
        asked = asked.where(DEEDS.c.field.in_((name, "")))
    found = connection.execute(asked.order_by(DEEDS.c.number.desc()).limit(1)).one_or_none()
    return (found.by, found.at) if found else ("", "")


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in cells.items() if text}


def _demand_length(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise ReportgenError(f"一格最多 {LONGEST_TEXT} 个字", remedy="请分成几行填写。")
