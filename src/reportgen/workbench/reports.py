"""The reports (报告) of the workbench: one for a department and a year, under a form."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Row, select, update

from reportgen.errors import ReportgenError
from reportgen.workbench.storage import Storage, now
from reportgen.workbench.tables import REPORTS


class UnknownReport(ReportgenError):  # noqa: N818  what is told, not a fault of the program
    """There is no such report, or not any more."""


class SignedReport(ReportgenError):  # noqa: N818
    """The report is signed off (已审签): nothing of it changes any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report. *entry_version* counts the changes of its entered data."""

    number: int
    department: str
    year: int
    form: str
    entry_version: int
    made_by: str
    made_at: str
    changed_at: str
    signed_at: str

    @property
    def title(self) -> str:
        """某局 2023年度."""
        return f"{self.department} {self.year}年度"

    @property
    def signed(self) -> bool:
        """Whether it is signed off."""
        return bool(self.signed_at)


def list_reports(storage: Storage) -> list[Report]:
    """Every report, the last changed first."""
    with storage.reading() as connection:
        rows = connection.execute(select(REPORTS).order_by(REPORTS.c.changed_at.desc(), REPORTS.c.id.desc()))
        return [report_in(row) for row in rows]


def get_report(storage: Storage, number: int) -> Report:
    """The report with that number. Raises UnknownReport."""
    with storage.reading() as connection:
        return report_of(connection, number)


def report_of(connection: Connection, number: int) -> Report:
    """The report with that number, as this transaction sees it. Raises UnknownReport."""
    row = connection.execute(select(REPORTS).where(REPORTS.c.id == number)).one_or_none()
    return report_in(_found(row))


def report_to_change(connection: Connection, number: int) -> Report:
    """The report, held until the transaction ends. Raises UnknownReport, SignedReport."""
    row = connection.execute(select(REPORTS).where(REPORTS.c.id == number).with_for_update()).one_or_none()
    report = report_in(_found(row))
    if report.signed:
        raise SignedReport("报告已经审签，不能再改", remedy="需要修改时，请审核人先退回。")
    return report


def advance(connection: Connection, report: Report) -> int:
    """Count one more change of the entered data and return the new version."""
    version = report.entry_version + 1
    connection.execute(
        update(REPORTS).where(REPORTS.c.id == report.number).values(entry_version=version, changed_at=now())
    )
    return version


def _found(row: Row[tuple[object, ...]] | None) -> Row[tuple[object, ...]]:
    if row is None:
        raise UnknownReport("没有这份报告", remedy="请回到报告列表重新选择。")
    return row


def report_in(row: Row[tuple[object, ...]]) -> Report:
    """The report that a row of the store holds."""
    values = dict(row._mapping)
    return Report(number=values.pop("id"), **values)
