"""Who fills in which table (分工)."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from reportgen.errors import ReportgenError
from reportgen.model.self_evaluation import SUBJECTS
from reportgen.web.asked import Asked, Page
from reportgen.web.rendering import page
from reportgen.workbench.accounts import list_accounts
from reportgen.workbench.assignments import assign, assignments_of
from reportgen.workbench.drafts import newest_draft
from reportgen.workbench.reports import get_report
from reportgen.workbench.users import Right
from reportgen.workbench.writers import assignable_parts


def show(asked: Asked) -> Response:
    """Every part with the people it is given to."""
    report = get_report(asked.desk.storage, asked.number("report"))
    draft = newest_draft(asked.desk.storage, report.number)
    parts = [(subject.attribute, subject.title) for subject in SUBJECTS]
    if draft is not None:
        names = assignable_parts(draft)
        parts += [
            (names[each.position], f"报告文字：{each.heading or '开头'}")
            for each in draft.sections
            if each.position in names
        ]
    given: dict[str, set[int]] = {}
    for each in assignments_of(asked.desk.storage, report.number):
        given.setdefault(each.part, set()).add(each.user_number)
    people = [each.user for each in list_accounts(asked.desk.storage) if each.active]
    return page(asked, "assigning.html", report=report, parts=parts, given=given, people=people)


def give(asked: Asked) -> Response:
    """Give one part to the chosen people."""
    chosen = asked.fields.get("user", ())
    if not all(each.isdecimal() for each in chosen):
        raise ReportgenError("没有这个用户", remedy="请刷新页面。")
    assign(asked.desk.storage, asked.user, asked.number("report"), asked.text("part"), [int(each) for each in chosen])
    part = asked.text("part")
    return RedirectResponse(f"/reports/{asked.number('report')}/assigning?{urlencode({'kept': part})}#kept", 303)


PAGES = (
    Page("GET", "/reports/{report:int}/assigning", Right.CREATE, show),
    Page("POST", "/reports/{report:int}/assigning", Right.CREATE, give),
)
