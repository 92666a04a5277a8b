"""Findings that are left as they are (不处理), each with a reason: kept with the data, set apart, taken back."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from reportgen.errors import ReportgenError
from reportgen.workbench.deeds import Deed, Done, record_all
from reportgen.workbench.entry_rows import EntryRow, delete_row, insert_row, position_after, row_of, rows_of
from reportgen.workbench.reports import Report, advance, report_to_change
from reportgen.workbench.storage import Storage, now
from reportgen.workbench.users import Right, User, demand

LONGEST_REASON = 500  # characters
DISMISSALS = "dismissals"  # the table 不处理的问题


class Numbered(Protocol):
    """A finding with its number (编号)."""

    @property
    def number(self) -> str:
        """Short, and the same as long as the sentence stays."""


Found = TypeVar("Found", bound=Numbered)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDismissal:
    """One row of 不处理的问题. *text* is the sentence or the words of the finding."""

    row: str
    number: str
    reason: str
    by: str
    date: str
    code: str
    text: str


def dismissals_in(rows: Sequence[EntryRow]) -> tuple[KeptDismissal, ...]:
    """The dismissals among a report's *rows*; those without a number or a reason decide nothing."""
    texts = [(row.id, row.cells) for row in rows if row.subject == DISMISSALS]
    return tuple(
        KeptDismissal(
            row=row,
            number=cells["number"].strip().lower(),
            **{name: cells.get(name, "") for name in ("reason", "by", "date", "code", "text")},
        )
        for row, cells in texts
        if cells.get("number", "").strip() and cells.get("reason", "").strip()
    )


def dismissals_of(storage: Storage, report: int) -> tuple[KeptDismissal, ...]:
    """The dismissals of a report as they stand."""
    with storage.reading() as connection:
        return dismissals_in(rows_of(connection, report, DISMISSALS))


def set_apart(
    findings: Sequence[Found], dismissals: Sequence[KeptDismissal]
) -> tuple[tuple[Found, ...], tuple[tuple[Found, KeptDismissal], ...]]:
    """The findings that are left, and the dismissed ones with their dismissals."""
    by_number = {each.number: each for each in dismissals}
    left = tuple(each for each in findings if each.number not in by_number)
    apart = tuple((each, by_number[each.number]) for each in findings if each.number in by_number)
    return left, apart


def lapsed(dismissals: Sequence[KeptDismissal], standing: Collection[str]) -> tuple[KeptDismissal, ...]:
    """The dismissals that hold no longer (已失效): *standing* are the numbers of all findings in text and data.

    The sentence was changed since, or the data were; what is found there now has another number.
    """
    return tuple(each for each in dismissals if each.number not in standing)


def dismiss(
    storage: Storage, user: User, report_number: int, *, number: str, reason: str, code: str = "", text: str = ""
) -> None:
    """Keep the finding *number* as one that nothing is done about. By whom and when is written by the server.

    Raises ReportgenError without a reason, NotAllowed, SignedReport.
    """
    demand(user, Right.DISMISS)
    reason = reason.strip()
    if not reason:
        raise ReportgenError("没有写不处理的理由", remedy="请写明为什么不改，例如与财政部门核对过、口径不同。")
    if len(reason) > LONGEST_REASON:
        raise ReportgenError(f"理由最多 {LONGEST_REASON} 个字", remedy="请写得短一些。")
    moment = now()
    cells = {
        "number": number, "reason": reason, "by": user.full_name,
        "date": f"{int(moment[:4])}年{int(moment[5:7])}月{int(moment[8:10])}日", "code": code, "text": text,
    }  # fmt: skip
    with storage.writing() as connection:
        report = report_to_change(connection, report_number)
        if any(each.number == number for each in dismissals_in(rows_of(connection, report.number, DISMISSALS))):
            return
        row = EntryRow(secrets.token_hex(8), DISMISSALS, {name: each for name, each in cells.items() if each})
        insert_row(connection, report.number, row, position=position_after(connection, report.number, DISMISSALS, ""))
        _record(connection, user, report, Deed.DISMISSED, row)


def take_back(storage: Storage, user: User, report_number: int, row: str) -> None:
    """Let the finding count again. Raises ReportgenError where the dismissal is not there, NotAllowed, SignedReport."""
    demand(user, Right.DISMISS)
    with storage.writing() as connection:
        report = report_to_change(connection, report_number)
        standing = row_of(connection, report.number, row)
        if standing is None or standing.subject != DISMISSALS:
            raise ReportgenError("这一条已经不在“不处理的问题”里", remedy="请刷新页面。")
        delete_row(connection, report.number, row)
        _record(connection, user, report, Deed.TAKEN_UP, standing)


def _record(connection: Connection, user: User, report: Report, deed: Deed, row: EntryRow) -> None:
    version = advance(connection, report)
    given = deed is Deed.DISMISSED
    deeds = [
        Done(deed, DISMISSALS, row.id, "", "" if given else row.cells["number"], row.cells["number"] if given else "")
    ]
    deeds += [
        Done(Deed.SET, DISMISSALS, row.id, name, "" if given else text, text if given else "")
        for name, text in row.cells.items()
    ]
    record_all(connection, user, deeds, report=report.number, entry_version=version)
