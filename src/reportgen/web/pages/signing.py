"""Sign-off (审签): what the check says, the frozen versions, and opening a report again."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reportgen.errors import ReportgenError
from reportgen.web.asked import Asked, Page
from reportgen.web.downloads import WORD, WORKBOOK, download
from reportgen.web.rendering import page
from reportgen.workbench.reports import get_report
from reportgen.workbench.sign_off import (
    CheckResult,
    check_before_signing,
    send_back,
    sign_off,
    sign_offs_of,
    signed_file,
)
from reportgen.workbench.users import Right


def show(asked: Asked) -> Response:
    """What would be signed, and what was signed before."""
    report = get_report(asked.desk.storage, asked.number("report"))
    checked: CheckResult | None = None
    obstacle: ReportgenError | None = None
    if not report.signed:
        try:
            checked = check_before_signing(asked.desk.storage, asked.user, report.number, asked.desk.templates)
        except ReportgenError as error:
            obstacle = error
    signed = sign_offs_of(asked.desk.storage, report.number)
    return page(asked, "signing.html", report=report, checked=checked, obstacle=obstacle, signed=signed)


def sign(asked: Asked) -> Response:
    """Freeze the report."""
    sign_off(asked.desk.storage, asked.user, asked.number("report"), asked.desk.templates, asked.text("remark"))
    return RedirectResponse(f"/reports/{asked.number('report')}/signing", 303)


def open_again(asked: Asked) -> Response:
    """Send the report back."""
    send_back(asked.desk.storage, asked.user, asked.number("report"), asked.text("reason"))
    return RedirectResponse(f"/reports/{asked.number('report')}/signing", 303)


def frozen(asked: Asked) -> Response:
    """A file as it was signed."""
    kind = "entry" if asked.path["kind"] == "entry.xlsx" else "report"
    report, data = signed_file(asked.desk.storage, asked.user, asked.number("report"), asked.number("sign_off"), kind)
    if kind == "entry":
        return download(data, f"{report.title}填报数据.xlsx", WORKBOOK)
    return download(data, f"{report.title}自评报告.docx", WORD)


PAGES = (
    Page("GET", "/reports/{report:int}/signing", Right.READ, show, per_minute=60),
    Page("POST", "/reports/{report:int}/signing", Right.SIGN, sign, per_minute=20),
    Page("POST", "/reports/{report:int}/send-back", Right.SIGN, open_again, per_minute=20),
    Page("GET", "/reports/{report:int}/signed/{sign_off:int}/{kind}", Right.READ, frozen, per_minute=30),
)
