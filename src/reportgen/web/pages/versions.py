"""Versions of a part (版本): the list, two side by side, and going back to one."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import RedirectResponse, Response

from reportgen.errors import ReportgenError
from reportgen.model.comparison import StretchKind
from reportgen.web.asked import Asked, Page
from reportgen.web.rendering import page
from reportgen.workbench.earlier_drafts import EarlierVersion, earlier_versions, put_beside
from reportgen.workbench.reports import get_report
from reportgen.workbench.users import Right
from reportgen.workbench.versions import HOW, compare_versions, part_with_versions, restore, version_of


def show(asked: Asked) -> Response:
    """The versions of a part, and two of them side by side: by default the last two."""
    report = get_report(asked.desk.storage, asked.number("report"))
    draft, versions = part_with_versions(asked.desk.storage, report.number, asked.number("part"))
    earlier = earlier_versions(asked.desk.storage, report.number, draft, asked.number("part"))
    newest = versions[0]
    after = version_of(versions, _number(asked.query.get("new", ""), newest.version))
    of_draft, old = _number(asked.query.get("draft", ""), draft.number), asked.query.get("old", "")
    if of_draft == draft.number:
        last = next((each for each in versions if each.version < after.version), after)
        before = version_of(versions, _number(old, last.version))
    else:
        before = _earlier(earlier, of_draft, _number(old, 0)).version
    return page(
        asked,
        "versions.html",
        report=report,
        versions=versions,
        earlier=earlier,
        newest=newest,
        before=before,
        before_draft=of_draft if of_draft != draft.number else 0,
        after=after,
        found=compare_versions(before.blocks, after.blocks, draft.facts.values()),
        how=HOW,
        Stretch=StretchKind,
    )


def go_back(asked: Asked) -> Response:
    """Make an older version the newest one; one of an earlier draft first waits beside the part that stands."""
    report, part = asked.number("report"), asked.number("part")
    version, seen = _number(asked.text("version"), 0), _number(asked.text("seen"), 0)
    draft = _number(asked.text("draft"), 0)
    if draft:
        put_beside(
            asked.desk.storage, asked.user, report, part, draft=draft, version=version, templates=asked.desk.templates
        )
        return RedirectResponse(f"/reports/{report}/draft/{part}/proposal", 303)
    restore(asked.desk.storage, asked.user, report, part, version, seen=seen)
    return RedirectResponse(f"/reports/{report}/draft/{part}/versions", 303)


def _earlier(versions: Sequence[EarlierVersion], draft: int, version: int) -> EarlierVersion:
    found = next((each for each in versions if (each.draft.number, each.version.version) == (draft, version)), None)
    if found is None:
        raise ReportgenError("没有这个版本", remedy="请刷新版本页，再选一个。")
    return found


def _number(text: str, otherwise: int) -> int:
    if not text:
        return otherwise
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise ReportgenError("没有这个版本", remedy="请刷新版本页，再选一个。")
    return int(text)


PAGES = (
    Page("GET", "/reports/{report:int}/draft/{part:int}/versions", Right.READ, show, per_minute=120),
    Page("POST", "/reports/{report:int}/draft/{part:int}/restore", Right.WRITE, go_back, per_minute=60),
)
