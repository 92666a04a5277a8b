"""请模型起草: what would be sent is shown first; then the model is asked, and its texts wait to be taken."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reportgen.errors import ReportgenError
from reportgen.web.asked import Asked, Page
from reportgen.web.rendering import page
from reportgen.workbench.jobs import Work
from reportgen.workbench.model_drafting import ModelDesk, questions_of, redraft_by_model
from reportgen.workbench.reports import get_report
from reportgen.workbench.users import Right


def show(asked: Asked) -> Response:
    """What would be sent for one part, word for word. Nothing is sent."""
    part = asked.number("part")
    return _show(asked, part, f"/draft/{part}/ask-model", f"/draft#section-{part}")


def show_all(asked: Asked) -> Response:
    """What would be sent for every part, word for word. Nothing is sent."""
    return _show(asked, None, "/ask-model", "/draft")


def ask(asked: Asked) -> Response:
    """Begin to ask the model for one part; the page of the draft shows how far it is."""
    return _ask(asked, asked.number("part"))


def ask_all(asked: Asked) -> Response:
    """Begin to ask the model for every part; each waits on the page of the draft as soon as it is written."""
    return _ask(asked, None)


def model_of(asked: Asked) -> ModelDesk:
    """The model that is set up. Raises ReportgenError where none is."""
    if asked.desk.model is None:
        raise ReportgenError(
            "没有设置语言模型，没有发送任何内容",
            remedy="请管理员按 docs/model.md 设置模型后重新启动；不用模型也可以“起草”。",
        )
    return asked.desk.model


def begun(asked: Asked, work: Work) -> Response:
    """Begin *work* on the report and go to its draft. Raises ReportgenError where other work is not done yet."""
    report = get_report(asked.desk.storage, asked.number("report"))
    if not asked.desk.jobs.start(report.number, work):
        raise ReportgenError("这份报告还有别的起草没有写完", remedy="请等它写完，再请模型起草。")
    return RedirectResponse(f"/reports/{report.number}/draft", 303)


def _show(asked: Asked, part: int | None, send_to: str, back: str) -> Response:
    model, desk = model_of(asked), asked.desk
    report = get_report(desk.storage, asked.number("report"))
    questions = questions_of(desk.storage, asked.user, report.number, desk.templates, desk.prompts, model, part)
    here = f"/reports/{report.number}"
    return page(
        asked, "question.html", report=report, questions=questions, model=model, back=here + back,
        send_to=here + send_to, seen="",
    )  # fmt: skip


def _ask(asked: Asked, part: int | None) -> Response:
    model, desk, user, report = model_of(asked), asked.desk, asked.user, asked.number("report")
    return begun(
        asked,
        lambda progress: redraft_by_model(
            desk.storage, user, report, part, desk.templates, desk.prompts, model, progress
        ),
    )


PAGES = (
    Page("GET", "/reports/{report:int}/question", Right.WRITE, show_all, per_minute=60),
    Page("POST", "/reports/{report:int}/ask-model", Right.WRITE, ask_all, per_minute=20),
    Page("GET", "/reports/{report:int}/draft/{part:int}/question", Right.WRITE, show, per_minute=60),
    Page("POST", "/reports/{report:int}/draft/{part:int}/ask-model", Right.WRITE, ask, per_minute=20),
)
