"""Editing the draft in place (编辑): figures as chips, numbers judged as they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from starlette.responses import HTMLResponse, JSONResponse, Response

from reportgen.errors import ReportgenError
from reportgen.model.draft import Block
from reportgen.web.asked import Asked, Page
from reportgen.web.rendering import page, part
from reportgen.workbench.dismissing import dismissals_of, lapsed, set_apart
from reportgen.workbench.draft_checking import Known, check_part, check_whole, known_of, search_facts
from reportgen.workbench.draft_editing import edited_blocks
from reportgen.workbench.drafts import OverwritingError, SectionVersion, StoredDraft, newest_draft, save_section
from reportgen.workbench.reports import Report, get_report
from reportgen.workbench.users import Right

_LARGEST = 1024 * 1024  # bytes of one part


def findings(asked: Asked) -> Response:
    """What in the draft as it stands the data do not bear out, beside the page."""
    report, draft, known = _open(asked)
    dismissals = dismissals_of(asked.desk.storage, report.number)
    found = check_whole(draft, known, correct=True)
    left, apart = set_apart(found, dismissals)
    versions = {each.position: each.version for each in draft.sections}
    shown = part(asked, "draft_findings.html", report=report, findings=left, dismissed=apart, versions=versions)
    no_longer = lapsed(dismissals, {each.number for each in found} | asked.desk.panels.panel(report.number).numbers)
    if no_longer:
        shown += part(asked, "lapsed_dismissals.html", report=report, lapsed=no_longer)
    return HTMLResponse(shown)


def check(asked: Asked) -> Response:
    """What in the part as it is being typed the data do not bear out."""
    _, draft, known = _open(asked)
    section = _part(draft, asked.number("part"))
    blocks = edited_blocks(_sent(asked.json)[1], section, draft, _texts(known))
    return JSONResponse({"findings": _found(asked, blocks, section, known)})


def save(asked: Asked) -> Response:
    """Keep the part as it was typed. Where somebody else saved a newer one, the answer holds that one instead."""
    report, draft, known = _open(asked)
    section = _part(draft, asked.number("part"))
    seen, sent = _sent(asked.json)
    blocks = edited_blocks(sent, section, draft, _texts(known))
    try:
        if seen != section.version:
            raise OverwritingError(f"{section.made_by} 已经保存了这一部分的新版本", remedy="请对照两个版本。")
        version = save_section(
            asked.desk.storage, asked.user, report.number, section.position, blocks, draft=draft.number, seen=seen
        )
    except OverwritingError as error:
        newer = _part(newest_draft(asked.desk.storage, report.number) or draft, section.position)
        shown = page(asked, "draft_part.html", section=newer).body
        theirs = {"version": newer.version, "by": newer.made_by, "html": bytes(shown).decode("utf-8")}
        return JSONResponse({"conflict": error.message, "theirs": theirs}, 409)
    return JSONResponse({"version": version, "findings": _found(asked, blocks, section, known)})


def search(asked: Asked) -> Response:
    """Facts to put into the text, by words of their names or values."""
    _, _, known = _open(asked)
    facts = [
        {"id": fact.id, "text": fact.text, "name": f"{fact.subject} {fact.label}".strip(), "role": fact.role.value}
        for fact in search_facts(asked.query.get("words", ""), known)
    ]
    return JSONResponse({"facts": facts})


def _open(asked: Asked) -> tuple[Report, StoredDraft, Known]:
    report = get_report(asked.desk.storage, asked.number("report"))
    draft = newest_draft(asked.desk.storage, report.number)
    if draft is None:
        raise ReportgenError("还没有生成报告", remedy="请先在“报告”页按“生成”。")
    return report, draft, known_of(draft, report.form, asked.desk.templates)


def _part(draft: StoredDraft, position: int) -> SectionVersion:
    found = next((part for part in draft.sections if part.position == position), None)
    if found is None:
        raise ReportgenError("没有这一部分", remedy="请刷新页面。")
    return found


def _sent(sent: Any) -> tuple[int, Any]:
    match sent:
        case {"seen": int(seen), "blocks": blocks}:
            return seen, blocks
    raise ReportgenError("发来的文字读不懂", remedy="请刷新页面；没有保存的文字留在本机浏览器里。")


def _texts(known: Known) -> dict[str, str]:
    return {fact.id: fact.text for fact in known.ledger.values()}


def _found(asked: Asked, blocks: Sequence[Block], part: SectionVersion, known: Known) -> list[dict[str, Any]]:
    """The findings of *blocks* that nobody has dismissed."""
    dismissals = dismissals_of(asked.desk.storage, asked.number("report"))
    left, _ = set_apart(check_part(blocks, part.position, known), dismissals)
    return [asdict(each) for each in left]


PAGES = (
    Page("GET", "/reports/{report:int}/draft/findings", Right.READ, findings, per_minute=60),
    Page("POST", "/reports/{report:int}/draft/{part:int}/check", Right.READ, check, body_limit=_LARGEST),
    # Who only fills in writes the parts given to him or her; the work itself asks for that.
    Page("POST", "/reports/{report:int}/draft/{part:int}", Right.ENTER, save, body_limit=_LARGEST),
    Page("GET", "/reports/{report:int}/draft/facts", Right.READ, search),
)
