"""Pages from templates (页面模板): autoescaped, every missing value an error."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, JSONResponse, Response

from reportgen import __version__
from reportgen.errors import EntryError, ReportgenError
from reportgen.model.draft import Figure, Gap, Run, runs_of_line
from reportgen.web.asked import Asked
from reportgen.workbench.users import Right

_FOLDER = Path(__file__).parent
STATIC = _FOLDER / "static"
_LONGEST_FIGURE = 24  # characters; what is longer is prose that the department entered, whatever numbers it holds


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(moment=moment, runs=runs_html, line=lambda line: runs_html(runs_of_line(line)))
    made.globals.update(Right=Right, version=__version__)
    return made


def page(asked: Asked, template: str, status: int = 200, **values: Any) -> Response:
    """The page that *template* makes of *values*; every template also knows ``asked`` and ``user``."""
    return HTMLResponse(part(asked, template, **values), status)


def part(asked: Asked, template: str, **values: Any) -> str:
    """The HTML that *template* makes of *values*."""
    return _environment().get_template(template).render(asked=asked, user=asked.user, **values)


def told(asked: Asked, error: ReportgenError, status: int, *, as_json: bool) -> Response:
    """A failure with its next step, as a page or as JSON."""
    problems = error.problems if isinstance(error, EntryError) else (error,)
    if as_json:
        listed = [{"message": each.message, "place": each.place, "remedy": each.remedy} for each in problems]
        return JSONResponse({"problems": listed}, status)
    return page(
        asked,
        "failure_part.html" if asked.fragment else "failure.html",
        status,
        problems=problems,
        missing=status == 404,
    )


def moment(text: str) -> str:
    """A kept moment (UTC) as the clock on the wall shows it: 2026-11-21 15:30."""
    at = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def runs_html(runs: tuple[Run, ...]) -> Markup:
    """Runs of a draft as HTML: figures and gaps are marked, and a figure names its fact."""
    return Markup("").join(_run_html(run) for run in runs)


def _run_html(run: Run) -> Markup:
    if isinstance(run, Figure):
        short = len(run.text) <= _LONGEST_FIGURE and any(char.isdigit() for char in run.text)
        kind = "figure" if short else "figure words"
        return Markup('<span class="{}" data-fact="{}">{}</span>').format(kind, run.fact, run.text)
    if isinstance(run, Gap):
        return Markup('<span class="gap" title="{}">{}</span>').format(run.comment, run.text)
    return escape(run.text)
