"""What becomes of a finding (处理问题): its words put right by one click, or left as they are with a reason."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reportgen.checking.check_sections import lines_of
from reportgen.checking.dismissals import sentence_at
from reportgen.errors import ReportgenError
from reportgen.web.asked import Asked, Page
from reportgen.web.pages.editing import findings as findings_page
from reportgen.web.rendering import told
from reportgen.workbench.correcting import accept_correction
from reportgen.workbench.dismissing import dismiss, take_back
from reportgen.workbench.draft_checking import PartFinding, check_whole, known_of
from reportgen.workbench.drafts import StoredDraft, newest_draft
from reportgen.workbench.entry_rows import SUBJECT_BY_NAME
from reportgen.workbench.reports import get_report
from reportgen.workbench.users import NotAllowed, Right

_GONE = ReportgenError("这个问题已经不在了", remedy="请刷新页面。")


def leave_in_text(asked: Asked) -> Response:
    """Dismiss a finding beside the draft; the answer is the list as it is then."""
    report = get_report(asked.desk.storage, asked.number("report"))
    draft = _draft(asked)
    found = check_whole(draft, known_of(draft, report.form, asked.desk.templates))
    finding = next((each for each in found if each.number == asked.text("number")), None)
    if finding is None:
        raise _GONE
    try:
        dismiss(
            asked.desk.storage, asked.user, report.number, number=finding.number, reason=asked.text("reason"),
            code=finding.code, text=_sentence(draft, finding),
        )  # fmt: skip
    except NotAllowed:
        raise
    except ReportgenError as error:
        return told(asked, error, 422, as_json=False)
    return findings_page(asked)


def leave_in_data(asked: Asked) -> Response:
    """Dismiss a finding beside the grids, then go back to the table."""
    report = asked.number("report")
    found = asked.desk.panels.panel(report).findings
    finding = next((each for each in found if each.number and each.number == asked.text("number")), None)
    if finding is None:
        raise _GONE
    dismiss(
        asked.desk.storage, asked.user, report, number=finding.number, reason=asked.text("reason"),
        code=finding.code, text=finding.message,
    )  # fmt: skip
    return _back_to_table(asked)


def count_again(asked: Asked) -> Response:
    """Take a dismissal back."""
    take_back(asked.desk.storage, asked.user, asked.number("report"), asked.text("row"))
    return findings_page(asked) if asked.fragment else _back_to_table(asked)


def correct(asked: Asked) -> Response:
    """Put the words of a finding right; the page is then read again at this part."""
    report = get_report(asked.desk.storage, asked.number("report"))
    draft = _draft(asked)
    seen = asked.text("seen")
    if not seen.isascii() or not seen.isdigit():
        raise _GONE
    position = asked.number("part")
    accept_correction(
        asked.desk.storage, asked.user, report.number, draft, known_of(draft, report.form, asked.desk.templates),
        position=position, number=asked.text("number"), seen=int(seen),
    )  # fmt: skip
    return RedirectResponse(f"/reports/{report.number}/draft#section-{position}", 303)


def _back_to_table(asked: Asked) -> Response:
    subject = asked.text("subject")
    table = subject if subject in SUBJECT_BY_NAME else "department"
    return RedirectResponse(f"/reports/{asked.number('report')}/entry/{table}", 303)


def _draft(asked: Asked) -> StoredDraft:
    draft = newest_draft(asked.desk.storage, asked.number("report"))
    if draft is None:
        raise ReportgenError("还没有生成报告", remedy="请先在“报告”页按“生成”。")
    return draft


def _sentence(draft: StoredDraft, finding: PartFinding) -> str:
    """The sentence in which a finding begins, for the reader of 不处理的问题."""
    part = next(each for each in draft.sections if each.position == finding.position)
    if finding.start is None:
        return finding.message
    text = "\n".join(lines_of(part.blocks[finding.block]))
    start, end = sentence_at(finding.start, text)
    return text[start:end].strip()


PAGES = (
    Page("POST", "/reports/{report:int}/draft/dismiss", Right.DISMISS, leave_in_text, per_minute=120),
    Page("POST", "/reports/{report:int}/dismiss", Right.DISMISS, leave_in_data, per_minute=120),
    Page("POST", "/reports/{report:int}/take-back", Right.DISMISS, count_again, per_minute=120),
    Page("POST", "/reports/{report:int}/draft/{part:int}/correct", Right.WRITE, correct, per_minute=120),
)
