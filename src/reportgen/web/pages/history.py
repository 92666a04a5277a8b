"""The log of a report (操作记录)."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from reportgen.model.self_evaluation import SUBJECTS
from reportgen.web.asked import Asked, Page
from reportgen.web.rendering import page
from reportgen.workbench.deeds import MOST_DEEDS, Entry, deeds_of
from reportgen.workbench.drafts import newest_draft
from reportgen.workbench.entry_rows import SUBJECT_BY_NAME, specs_by_name
from reportgen.workbench.reports import get_report
from reportgen.workbench.users import Right


def log(asked: Asked) -> Response:
    """Who changed what when, the newest first."""
    report = get_report(asked.desk.storage, asked.number("report"))
    deeds = deeds_of(asked.desk.storage, report.number)
    draft = newest_draft(asked.desk.storage, report.number)
    headings = {f"section:{part.position}": part.heading or "开头" for part in draft.sections} if draft else {}
    return page(
        asked,
        "log.html",
        report=report,
        deeds=[(deed, _where(deed, headings)) for deed in deeds],
        cut=len(deeds) >= MOST_DEEDS,
        titles={subject.attribute: subject.title for subject in SUBJECTS},
    )


def _where(deed: Entry, headings: Mapping[str, str]) -> str:
    """The table and the field of a deed, or the part of the draft, in Chinese; what else it names as it stands."""
    if deed.subject not in SUBJECT_BY_NAME:
        return headings.get(deed.subject, "报告正文" if deed.subject.startswith("section:") else deed.subject)
    spec = specs_by_name(deed.subject).get(deed.field)
    title = SUBJECT_BY_NAME[deed.subject].title
    return f"{title} · {spec.label}" if spec else title


PAGES = (Page("GET", "/reports/{report:int}/log", Right.READ, log),)
