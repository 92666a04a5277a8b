"""The list of reports and a new report (报告)."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import RedirectResponse, Response

from reportgen.documents.form_packs import form_codes, read_form
from reportgen.errors import ReportgenError
from reportgen.model.form import Form
from reportgen.web.asked import Asked, Page
from reportgen.web.rendering import page
from reportgen.workbench.creating import create_report
from reportgen.workbench.reports import list_reports
from reportgen.workbench.users import Right


def listed(asked: Asked) -> Response:
    """Every report, the last changed first."""
    return page(asked, "reports.html", reports=list_reports(asked.desk.storage), forms=_forms(asked))


def new(asked: Asked) -> Response:
    """The form for a new report."""
    return page(asked, "new_report.html", forms=_forms(asked))


def create(asked: Asked) -> Response:
    """Make the report and open its first table."""
    form = _forms(asked).get(asked.text("form"))
    if form is None:
        raise ReportgenError("没有这个表样", remedy="请从列表中选择表样。")
    if not asked.text("year").strip().isdecimal():
        raise ReportgenError("年度要填四位数字", remedy="请填被评价的年度，如 2023。")
    report = create_report(
        asked.desk.storage,
        asked.user,
        department=asked.text("department"),
        year=int(asked.text("year")[:8]),
        form=form.code,
        money_unit=form.money_unit,
    )
    return RedirectResponse(f"/reports/{report.number}/entry/department", 303)


def _forms(asked: Asked) -> Mapping[str, Form]:
    templates = asked.desk.templates
    return {code: read_form(templates, code) for code in form_codes(templates)}


PAGES = (
    Page("GET", "/", Right.READ, listed),
    Page("GET", "/reports/new", Right.CREATE, new),
    Page("POST", "/reports/new", Right.CREATE, create),
)
