"""A new report (新建报告): department, year and form are all it takes."""

from __future__ import annotations

from sqlalchemy import insert

from reportgen.errors import ReportgenError
from reportgen.workbench.deeds import Deed, record
from reportgen.workbench.entry_rows import LONGEST_NAME, add_single_rows
from reportgen.workbench.reports import Report, report_in
from reportgen.workbench.storage import Storage, now
from reportgen.workbench.tables import REPORTS
from reportgen.workbench.users import Right, User, demand

FIRST_YEAR, LAST_YEAR = 2000, 2099


def create_report(storage: Storage, user: User, *, department: str, year: int, form: str, money_unit: str) -> Report:
    """A new report whose 基本信息 says department, year, form and money unit. Raises ReportgenError."""
    demand(user, Right.CREATE)
    department = department.strip()
    if not department or len(department) > LONGEST_NAME:
        raise ReportgenError(f"部门名称要填 1 到 {LONGEST_NAME} 个字", remedy="请填部门全称，如 某市水务局。")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ReportgenError(f"年度“{year}”不对", remedy=f"请填被评价的年度，{FIRST_YEAR} 到 {LAST_YEAR}。")
    with storage.writing() as connection:
        moment = now()
        inserted = connection.execute(
            insert(REPORTS)
            .values(
                department=department, year=year, form=form, entry_version=1,
                made_by=user.name, made_at=moment, changed_at=moment, signed_at="",
            )
            .returning(REPORTS)
        ).one()  # fmt: skip
        report = report_in(inserted)
        stated = {"name": department, "year": str(year), "form": form, "money_unit": money_unit}
        add_single_rows(connection, report.number, stated)
        record(connection, user, Deed.CREATED, report=report.number, entry_version=1, after=report.title)
        return report
