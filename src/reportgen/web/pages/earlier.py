"""Earlier drafts (历次生成): the list, one of them as it stood, and its words brought back."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reportgen.model.comparison import StretchKind
from reportgen.web.asked import Asked, Page
from reportgen.web.rendering import page
from reportgen.workbench.drafts import newest_draft
from reportgen.workbench.earlier_drafts import drafts_of, earlier_draft, put_draft_beside
from reportgen.workbench.reports import get_report
from reportgen.workbench.users import Right
from reportgen.workbench.versions import compare_drafts


def listed(asked: Asked) -> Response:
    """Every draft of the report, the newest first."""
    report = get_report(asked.desk.storage, asked.number("report"))
    return page(asked, "drafts.html", report=report, drafts=drafts_of(asked.desk.storage, report.number))


def show(asked: Asked) -> Response:
    """One draft as it stood, and what the present text has otherwise."""
    report = get_report(asked.desk.storage, asked.number("report"))
    draft = earlier_draft(asked.desk.storage, report.number, asked.number("draft"))
    now = newest_draft(asked.desk.storage, report.number) or draft
    found = compare_drafts(draft, now)
    return page(asked, "earlier_draft.html", report=report, draft=draft, now=now, found=found, Stretch=StretchKind)


def bring_back(asked: Asked) -> Response:
    """Put its words beside every part that differs; they are taken or left one by one."""
    report, draft = asked.number("report"), asked.number("draft")
    put_draft_beside(asked.desk.storage, asked.user, report, draft=draft, templates=asked.desk.templates)
    return RedirectResponse(f"/reports/{report}/draft", 303)


PAGES = (
    Page("GET", "/reports/{report:int}/drafts", Right.READ, listed),
    Page("GET", "/reports/{report:int}/drafts/{draft:int}", Right.READ, show, per_minute=60),
    Page("POST", "/reports/{report:int}/drafts/{draft:int}/bring-back", Right.WRITE, bring_back, per_minute=20),
)
