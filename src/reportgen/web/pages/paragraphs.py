"""The paragraphs of a part (逐段): what each rests on, and each drafted anew by itself."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reportgen.errors import ReportgenError
from reportgen.web.asked import Asked, Page
from reportgen.web.pages.asking import begun, model_of
from reportgen.web.rendering import page
from reportgen.workbench.draft_checking import with_inserted_facts
from reportgen.workbench.drafts import newest_draft
from reportgen.workbench.paragraph_basis import basis_of, refused_replies
from reportgen.workbench.paragraph_drafting import Place, paragraph_question, redraft_paragraph_by_model
from reportgen.workbench.redrafting import part_of, redraft_paragraph_by_template
from reportgen.workbench.reports import get_report
from reportgen.workbench.users import Right


def show(asked: Asked) -> Response:
    """Each paragraph with its facts and the passages that served it."""
    report = get_report(asked.desk.storage, asked.number("report"))
    draft = newest_draft(asked.desk.storage, report.number)
    if draft is None:
        raise ReportgenError("还没有生成报告", remedy="请先在“报告”页按“生成”。")
    draft = with_inserted_facts(draft, report.form, asked.desk.templates)
    part = part_of(draft, asked.number("part"))
    refused = refused_replies(part.record, draft.facts)
    return page(
        asked, "paragraphs.html", report=report, part=part, paragraphs=basis_of(part, draft.facts), refused=refused
    )


def redraft(asked: Asked) -> Response:
    """Have the template write the paragraph anew, and show it beside the part that stands."""
    report, place = asked.number("report"), _place(asked, asked.text("seen"))
    redraft_paragraph_by_template(
        asked.desk.storage, asked.user, report, place.position, place.block, asked.desk.templates, seen=place.seen
    )
    return RedirectResponse(f"/reports/{report}/draft/{place.position}/proposal", 303)


def show_question(asked: Asked) -> Response:
    """What would be sent for the paragraph, word for word. Nothing is sent."""
    model, desk, place = model_of(asked), asked.desk, _place(asked, asked.query.get("seen", ""))
    report = get_report(desk.storage, asked.number("report"))
    question = paragraph_question(desk.storage, asked.user, report.number, place, desk.templates, desk.prompts, model)
    back = f"/reports/{report.number}/draft/{place.position}/paragraphs"
    send_to = f"{back}/{place.block}/ask-model"
    return page(
        asked, "question.html", report=report, questions=(question,), model=model, back=back, send_to=send_to,
        seen=place.seen,
    )  # fmt: skip


def ask(asked: Asked) -> Response:
    """Begin to ask the model for the paragraph; the page of the draft shows how far it is."""
    model, desk, user = model_of(asked), asked.desk, asked.user
    report, place = asked.number("report"), _place(asked, asked.text("seen"))
    return begun(
        asked,
        lambda progress: redraft_paragraph_by_model(
            desk.storage, user, report, place, desk.templates, desk.prompts, model, progress
        ),
    )


def _place(asked: Asked, seen: str) -> Place:
    if not (seen.isascii() and seen.isdigit() and len(seen) < 10):
        raise ReportgenError("没有说明是看着哪个版本起草的", remedy="请回到“逐段”页，刷新以后再按。")
    return Place(asked.number("part"), asked.number("block"), int(seen))


_ONE = "/reports/{report:int}/draft/{part:int}/paragraphs"
PAGES = (
    Page("GET", _ONE, Right.READ, show, per_minute=120),
    Page("POST", f"{_ONE}/{{block:int}}/redraft", Right.WRITE, redraft, per_minute=60),
    Page("GET", f"{_ONE}/{{block:int}}/question", Right.WRITE, show_question, per_minute=60),
    Page("POST", f"{_ONE}/{{block:int}}/ask-model", Right.WRITE, ask, per_minute=20),
)
