"""Figures that people changed in the tables of a Word file (改过的单元格): each waits until the entry takes it or not.

Tables follow the entry, so a figure typed into one is a change of the entry, with its cell, or is to be left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import Connection, delete, insert, select

from reportgen.errors import ReportgenError
from reportgen.model.facts import Fact, FactLedger
from reportgen.quantities.quantity import plain_number
from reportgen.refreshing.changed_cells import ChangedCell
from reportgen.workbench.deeds import Deed, record
from reportgen.workbench.entry_changes import SetCell, apply_changes
from reportgen.workbench.entry_reading import CellRef, ReadEntry, cell_of
from reportgen.workbench.entry_rows import row_of
from reportgen.workbench.reports import report_to_change
from reportgen.workbench.storage import Storage, now
from reportgen.workbench.tables import CELL_PROPOSALS
from reportgen.workbench.users import Right, User, demand

_NUMBER = re.compile(r"(?P<number>-?\d[\d,]*(?:\.\d+)?)(?P<unit>\D*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProposal:
    """A figure typed into a table. *cell* is where it was entered, None for one that is worked out by *formula*.

    *before* is what stands in the entry, *after* what it would become; *written* is what was typed at *place*.
    """

    label: str
    place: str
    written: str
    before: str
    after: str
    cell: CellRef | None = None
    address: str = ""  # of the cell in the entry workbook: 指标!H12
    formula: str = ""
    number: int = 0
    source: str = ""
    made_by: str = ""
    made_at: str = ""


def proposal_of(changed: ChangedCell, ledger: FactLedger, read: ReadEntry) -> CellProposal:
    """What *changed* would change in the entry that *ledger* was made of."""
    fact = ledger[changed.fact]
    cell = cell_of(read.cells, [fact.origin]) if fact.origin is not None else None
    found = CellProposal(
        label=_label(fact), place=changed.place, written=changed.written, before=fact.text, after=changed.written,
        cell=cell, formula=fact.formula,
    )  # fmt: skip
    if cell is None or fact.origin is None:
        return replace(found, cell=None)
    return replace(found, address=str(fact.origin).rpartition(" ")[2])


def _label(fact: Fact) -> str:
    return f"“{fact.subject}”{fact.label}" if fact.subject and fact.subject != fact.label else fact.label


def entry_text(standing: str, generated: str, written: str) -> str:
    """What *written*, typed over *generated*, is in the cell that holds *standing*: in its unit, without commas."""
    old, shown, typed = (_NUMBER.fullmatch(each.strip()) for each in (standing, generated, written))
    if old is None or shown is None or typed is None or old["unit"].strip() == shown["unit"].strip() != "":
        return written
    numbers = [Decimal(each["number"].replace(",", "")) for each in (old, shown, typed)]
    scale = numbers[0] / numbers[1] if numbers[1] else Decimal(1)
    return plain_number(numbers[2] * scale) + old["unit"]


def put_cells(storage: Storage, user: User, report: int, source: str, found: Sequence[tuple[CellProposal, str]]) -> int:
    """Let the figures wait, each with the words generated for it, and return how many; those of before give way.

    What the entry says already does not wait. Raises NotAllowed, SignedReport.
    """
    demand(user, Right.WRITE)
    put, told = 0, set()
    with storage.writing() as connection:
        report_to_change(connection, report)
        connection.execute(delete(CELL_PROPOSALS).where(CELL_PROPOSALS.c.report_id == report))
        for each, generated in found:
            cell = each.cell or CellRef("", "", "")
            row = row_of(connection, report, cell.row) if cell.row else None
            before = row.cells.get(cell.field, "") if row is not None else each.before
            after = entry_text(before, generated, each.written) if row is not None else each.written
            if (row is not None and after == before) or (each.label, cell, after) in told:
                continue  # the entry says so already, or another table of the file does
            told.add((each.label, cell, after))
            connection.execute(
                insert(CELL_PROPOSALS).values(
                    report_id=report, subject=cell.subject, row=cell.row, field=cell.field, label=each.label,
                    place=each.place, written=each.written, before=before, after=after, address=each.address,
                    formula=each.formula, source=source, made_by=user.name, made_at=now(),
                )
            )  # fmt: skip
            put += 1
            record(
                connection, user, Deed.PROPOSED, report=report, subject=cell.subject, row=cell.row, field=cell.field,
                before=before, after=after,
            )  # fmt: skip
    return put


def cells_waiting(storage: Storage, report: int) -> tuple[CellProposal, ...]:
    """The figures that wait, in the order of the Word file."""
    with storage.reading() as connection:
        rows = connection.execute(
            select(CELL_PROPOSALS).where(CELL_PROPOSALS.c.report_id == report).order_by(CELL_PROPOSALS.c.id)
        ).all()
    return tuple(
        CellProposal(
            number=row.id, label=row.label, place=row.place, written=row.written, before=row.before, after=row.after,
            cell=CellRef(row.subject, row.row, row.field) if row.row else None, address=row.address,
            formula=row.formula, source=row.source, made_by=row.made_by, made_at=row.made_at,
        )
        for row in rows
    )  # fmt: skip


def take_cell(storage: Storage, user: User, report: int, number: int) -> None:
    """Write the waiting figure into its cell of the entry.

    Raises ReportgenError where it does not wait any more, is worked out by the program, or the cell was changed since;
    NotAllowed, SignedReport.
    """
    proposal = _waiting(storage, report, number)
    if proposal.cell is None:
        raise ReportgenError("这个数由程序算出，不能直接改", remedy="请改算出它的填报数据，再重新生成。")
    cell = proposal.cell
    with storage.writing() as connection:
        standing = report_to_change(connection, report)
        change = SetCell(cell.row, cell.field, proposal.before, proposal.after)
        saved = apply_changes(connection, user, report, cell.subject, [change], seen=standing.entry_version)
        if saved.conflicts:
            raise ReportgenError(
                f"这一格已经有人改成“{saved.conflicts[0].theirs}”", remedy="请到填报页核对，再决定采用哪一个。"
            )
        _remove(connection, report, proposal)


def leave_cell(storage: Storage, user: User, report: int, number: int) -> None:
    """Let the entry stay as it is. Raises NotAllowed, SignedReport, ReportgenError."""
    demand(user, Right.WRITE)
    proposal = _waiting(storage, report, number)
    cell = proposal.cell or CellRef("", "", "")
    with storage.writing() as connection:
        report_to_change(connection, report)
        _remove(connection, report, proposal)
        record(
            connection, user, Deed.DECLINED, report=report, subject=cell.subject, row=cell.row, field=cell.field,
            before=proposal.after,
        )  # fmt: skip


def _waiting(storage: Storage, report: int, number: int) -> CellProposal:
    found = next((each for each in cells_waiting(storage, report) if each.number == number), None)
    if found is None:
        raise ReportgenError("这一格没有待采用的数", remedy="可能已经有人采用或不采用了；请回到“报告”页。")
    return found


def _remove(connection: Connection, report: int, proposal: CellProposal) -> None:
    mine = (CELL_PROPOSALS.c.report_id == report, CELL_PROPOSALS.c.id == proposal.number)
    if connection.execute(delete(CELL_PROPOSALS).where(*mine)).rowcount != 1:
        raise ReportgenError("待采用的数刚刚换过或者已经处理", remedy="请刷新页面再决定。")
