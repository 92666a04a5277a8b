"""Where the figures of a report come from (数字出处): one at a click, and all in a table."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from reportgen.errors import ReportgenError
from reportgen.web.asked import Asked, Page
from reportgen.web.rendering import page
from reportgen.workbench.draft_checking import with_inserted_facts
from reportgen.workbench.drafts import StoredDraft, newest_draft
from reportgen.workbench.entry_reading import CellRef, read_entry_rows
from reportgen.workbench.figures import operands_of, used_facts
from reportgen.workbench.reports import Report, get_report
from reportgen.workbench.users import Right


def show(asked: Asked) -> Response:
    """Every figure of the draft with its cell or its formula, and where it is used."""
    report, draft = _open(asked)
    facts = used_facts(draft) if draft else ()
    cells = _cells(draft) if draft else {}
    return page(asked, "figures.html", report=report, draft=draft, facts=facts, cells=cells)


def fact(asked: Asked) -> Response:
    """One fact: what it is, where it comes from, how it was worked out. Raises ReportgenError for an unknown one."""
    report, draft = _open(asked)
    wanted = asked.query.get("id", "")
    found = draft.facts.get(wanted) if draft else None
    if draft is None or found is None:
        raise ReportgenError("没有找到这个数的出处", remedy="请刷新页面；报告重新生成以后，出处也会更新。")
    uses = next((each.uses for each in used_facts(draft) if each.fact.id == wanted), ())
    return page(
        asked,
        "fact.html",
        report=report,
        fact=found,
        operands=operands_of(found, draft.facts),
        uses=uses,
        cells=_cells(draft),
    )


def _open(asked: Asked) -> tuple[Report, StoredDraft | None]:
    report = get_report(asked.desk.storage, asked.number("report"))
    draft = newest_draft(asked.desk.storage, report.number)
    return report, with_inserted_facts(draft, report.form, asked.desk.templates) if draft else None


def _cells(draft: StoredDraft) -> Mapping[str, CellRef]:
    """Place as shown, such as 预算!C5 → the cell of the grids."""
    return {place.rpartition(" ")[2]: cell for place, cell in read_entry_rows(draft.rows).cells.items()}


PAGES = (
    Page("GET", "/reports/{report:int}/figures", Right.READ, show, per_minute=60),
    Page("GET", "/reports/{report:int}/fact", Right.READ, fact),
)
