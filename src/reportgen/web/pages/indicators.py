"""The review of indicators as a work list (指标审核): what would be returned, why, and what to write instead."""

from __future__ import annotations

from starlette.responses import Response

from reportgen.errors import EntryError, FormError, ReportgenError
from reportgen.model.indicator_review import Decision
from reportgen.web.asked import Asked, Page
from reportgen.web.rendering import page, told
from reportgen.workbench.indicator_work import IndicatorWork, Wish, decide, open_work
from reportgen.workbench.reports import get_report
from reportgen.workbench.users import NotAllowed, Right


def show(asked: Asked) -> Response:
    """The faulty rows, those nobody has decided about first."""
    report = get_report(asked.desk.storage, asked.number("report"))
    work: IndicatorWork | None = None
    obstacle: ReportgenError | None = None
    try:
        work = open_work(asked.desk.storage, report.number, asked.desk.templates, asked.desk.corpora)
    except (EntryError, FormError) as error:
        obstacle = error
    return page(asked, "indicators.html", report=report, work=work, obstacle=obstacle)


def settle(asked: Asked) -> Response:
    """Write one decision; the row then says what became of it, or what is still to be done."""
    try:
        decision = Decision(asked.text("decision"))
        choice = int(asked.text("choice") or 0)
    except ValueError as error:
        raise ReportgenError("没有选决定", remedy="请按“采纳”“修改”或“不采纳”。") from error
    wish = Wish(
        row=asked.text("row"), key=asked.text("key"), decision=decision, choice=choice,
        name=asked.text("name"), value=asked.text("value"),
    )  # fmt: skip
    desk = asked.desk
    try:
        changed = decide(desk.storage, asked.user, asked.number("report"), desk.templates, desk.corpora, wish)
    except NotAllowed:
        raise
    except ReportgenError as error:
        return told(asked, error, 200, as_json=False)  # beside the row, whose form stays as it was filled in
    return page(asked, "indicator_settled.html", decision=decision.value, changed=changed, wish=wish)


PAGES = (
    Page("GET", "/reports/{report:int}/indicators", Right.READ, show, per_minute=60),
    Page("POST", "/reports/{report:int}/indicators", Right.ENTER, settle, per_minute=120),
)
