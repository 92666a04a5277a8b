"""The report as text (报告): made from the data, read on the page, exported as a Word file."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reportgen.web.asked import Asked, Page
from reportgen.web.downloads import WORD, download
from reportgen.web.rendering import page
from reportgen.workbench.cell_proposals import cells_waiting
from reportgen.workbench.drafts import newest_draft
from reportgen.workbench.generating import generate, word_file_of
from reportgen.workbench.proposals import proposals_for
from reportgen.workbench.reports import get_report
from reportgen.workbench.staleness import is_stale_now
from reportgen.workbench.users import Right
from reportgen.workbench.writers import writable_parts


def read(asked: Asked) -> Response:
    """The draft as it stands."""
    report = get_report(asked.desk.storage, asked.number("report"))
    draft = newest_draft(asked.desk.storage, report.number)
    return page(
        asked,
        "draft.html",
        report=report,
        draft=draft,
        waiting=proposals_for(asked.desk.storage, draft) if draft else (),
        typed_cells=cells_waiting(asked.desk.storage, report.number),
        stale=draft is not None and is_stale_now(asked.desk.storage, report.number, draft),
        job=asked.desk.jobs.state(report.number),
        mine=writable_parts(asked.desk.storage, asked.user, report.number, draft) if draft else frozenset(),
    )


def begin(asked: Asked) -> Response:
    """Begin to make the draft; the page then shows its sections as they arrive."""
    report = get_report(asked.desk.storage, asked.number("report"))
    desk, user = asked.desk, asked.user
    desk.jobs.start(
        report.number, lambda progress: generate(desk.storage, user, report.number, desk.templates, progress)
    )
    return RedirectResponse(f"/reports/{report.number}/draft", 303)


def progress(asked: Asked) -> Response:
    """How far the making of the draft is."""
    report = get_report(asked.desk.storage, asked.number("report"))
    job = asked.desk.jobs.state(report.number)
    if asked.query.get("fresh") and job is not None and job.done and job.error is None:
        return Response("", headers={"hx-redirect": f"/reports/{report.number}/draft"})
    draft = newest_draft(asked.desk.storage, report.number)
    waiting = proposals_for(asked.desk.storage, draft) if draft else ()
    return page(asked, "generating.html", report=report, job=job, draft=draft, waiting=waiting)


def export(asked: Asked) -> Response:
    """The draft as a Word file."""
    clean = bool(asked.query.get("clean"))
    desk = asked.desk
    report, data = word_file_of(desk.storage, asked.user, asked.number("report"), desk.templates, clean=clean)
    return download(data, f"{report.title}{'清稿' if clean else '自评报告'}.docx", WORD)


PAGES = (
    Page("GET", "/reports/{report:int}/draft", Right.READ, read),
    Page("POST", "/reports/{report:int}/generate", Right.GENERATE, begin, per_minute=20),
    Page("GET", "/reports/{report:int}/generating", Right.READ, progress),
    Page("GET", "/reports/{report:int}/report.docx", Right.READ, export, per_minute=30),
)
