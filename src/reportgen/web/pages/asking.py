"""请模型起草: what would be sent is shown first; then the model is asked, and its text waits to be taken."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reportgen.errors import ReportgenError
from reportgen.web.asked import Asked, Page
from reportgen.web.rendering import page
from reportgen.workbench.model_drafting import ModelDesk, question_of, redraft_by_model
from reportgen.workbench.reports import get_report
from reportgen.workbench.users import Right


def show(asked: Asked) -> Response:
    """What would be sent, word for word. Nothing is sent."""
    model = _model(asked)
    desk, part = asked.desk, asked.number("part")
    report = get_report(desk.storage, asked.number("report"))
    question = question_of(desk.storage, asked.user, report.number, part, desk.templates, desk.prompts, model)
    return page(asked, "question.html", report=report, part=part, question=question, model=model)


def ask(asked: Asked) -> Response:
    """Begin to ask the model; the page of the draft shows how far it is."""
    model = _model(asked)
    desk, user, report, part = asked.desk, asked.user, asked.number("report"), asked.number("part")
    begun = desk.jobs.start(
        report,
        lambda progress: redraft_by_model(
            desk.storage, user, report, part, desk.templates, desk.prompts, model, progress
        ),
    )
    if not begun:
        raise ReportgenError("这份报告还有别的起草没有写完", remedy="请等它写完，再请模型起草。")
    return RedirectResponse(f"/reports/{report}/draft", 303)


def _model(asked: Asked) -> ModelDesk:
    if asked.desk.model is None:
        raise ReportgenError(
            "没有设置语言模型，没有发送任何内容",
            remedy="请管理员按 docs/model.md 设置模型后重新启动；不用模型也可以“起草”。",
        )
    return asked.desk.model


PAGES = (
    Page("GET", "/reports/{report:int}/draft/{part:int}/question", Right.WRITE, show, per_minute=60),
    Page("POST", "/reports/{report:int}/draft/{part:int}/ask-model", Right.WRITE, ask, per_minute=20),
)
