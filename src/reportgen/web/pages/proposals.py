"""Texts that wait beside a part (待采用的文字): asked for, brought back from Word, compared, taken or left."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

from starlette.responses import RedirectResponse, Response

from reportgen.documents.opening import MAX_FILE_BYTES
from reportgen.errors import ReportgenError
from reportgen.model.comparison import StretchKind
from reportgen.web.asked import Asked, Page
from reportgen.web.rendering import page
from reportgen.web.uploads import kept
from reportgen.workbench.paragraph_basis import basis_of, refused_replies, with_proposed
from reportgen.workbench.proposals import accept, accept_all, decline, proposal_at
from reportgen.workbench.redrafting import redraft_by_template
from reportgen.workbench.reports import get_report
from reportgen.workbench.users import Right
from reportgen.workbench.versions import compare_versions
from reportgen.workbench.word_merging import bring_back

_SEEN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")  # position and version of a part


def show(asked: Asked) -> Response:
    """The waiting text beside the one that stands, with what differs marked."""
    report = get_report(asked.desk.storage, asked.number("report"))
    draft, proposed = proposal_at(asked.desk.storage, report.number, asked.number("part"))
    part = next(each for each in draft.sections if each.position == proposed.position)
    facts = with_proposed(draft, proposed.blocks, report.form, asked.desk.templates).facts
    return page(
        asked,
        "proposal.html",
        report=report,
        part=part,
        proposed=proposed,
        paragraphs=basis_of(replace(part, blocks=proposed.blocks, record=proposed.record), facts),
        refused=refused_replies(proposed.record, facts),
        found=compare_versions(part.blocks, proposed.blocks, draft.facts.values()),
        Stretch=StretchKind,
    )


def take(asked: Asked) -> Response:
    """Make the waiting text the part's newest version."""
    seen = asked.text("seen")
    if not (seen.isascii() and seen.isdigit()):
        raise ReportgenError("没有说明是对照哪个版本采用的", remedy="请刷新页面，再按“采用”。")
    accept(asked.desk.storage, asked.user, asked.number("report"), asked.number("part"), seen=int(seen))
    return _to_part(asked)


def take_all(asked: Asked) -> Response:
    """Make every waiting text the newest version of its part."""
    found = [_SEEN.fullmatch(each) for each in asked.fields.get("seen", ())]
    seen = {int(each[1]): int(each[2]) for each in found if each is not None}
    accept_all(asked.desk.storage, asked.user, asked.number("report"), seen)
    return RedirectResponse(f"/reports/{asked.number('report')}/draft", 303)


def leave(asked: Asked) -> Response:
    """Leave the part as it stands."""
    decline(asked.desk.storage, asked.user, asked.number("report"), asked.number("part"))
    return _to_part(asked)


def redraft(asked: Asked) -> Response:
    """Have the template write the part anew, and show it beside the one that stands."""
    report, part = asked.number("report"), asked.number("part")
    redraft_by_template(asked.desk.storage, asked.user, report, part, asked.desk.templates)
    return RedirectResponse(f"/reports/{report}/draft/{part}/proposal", 303)


def from_word(asked: Asked) -> Response:
    """Bring back what was written into an exported report; the first changed part is then shown."""
    if len(asked.files) != 1 or not asked.files[0].data:
        raise ReportgenError("没有选择文件", remedy="请选择从这份报告导出、改好以后保存的 .docx，再按“带回”。")
    report = asked.number("report")
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        path = kept(Path(folder), 0, asked.files[0])
        positions = bring_back(asked.desk.storage, asked.user, report, path, asked.desk.templates)
    shown = f"/{positions[0]}/proposal" if positions else ""  # figures of tables alone wait on the page itself
    return RedirectResponse(f"/reports/{report}/draft{shown}", 303)


def _to_part(asked: Asked) -> Response:
    return RedirectResponse(f"/reports/{asked.number('report')}/draft#section-{asked.number('part')}", 303)


PAGES = (
    Page("GET", "/reports/{report:int}/draft/{part:int}/proposal", Right.READ, show, per_minute=120),
    Page("POST", "/reports/{report:int}/draft/{part:int}/proposal", Right.WRITE, take, per_minute=120),
    Page("POST", "/reports/{report:int}/draft/accept-all", Right.WRITE, take_all, per_minute=30),
    Page("POST", "/reports/{report:int}/draft/{part:int}/decline", Right.WRITE, leave, per_minute=120),
    Page("POST", "/reports/{report:int}/draft/{part:int}/redraft", Right.WRITE, redraft, per_minute=60),
    Page(
        "POST",
        "/reports/{report:int}/draft-from-word",
        Right.WRITE,
        from_word,
        body_limit=MAX_FILE_BYTES,
        per_minute=20,
    ),
)
