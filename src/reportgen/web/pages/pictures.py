"""Pictures (图表) of a report's data, drawn on the server; the same figures stand beside them as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from reportgen.errors import ReportgenError
from reportgen.web.asked import Asked, Page
from reportgen.web.rendering import page
from reportgen.workbench.entry_rows import rows_of
from reportgen.workbench.panel import sound_evaluation
from reportgen.workbench.pictures import Bar, Group, Picture, pictures_of
from reportgen.workbench.reports import report_of
from reportgen.workbench.users import Right

_ROW, _GAP = 22, 10  # pixels: a bar's row, and between groups
_NAME, _LABEL, _WIDTH, _TEXT = 220, 64, 380, 330  # pixels of the columns: group, bar's label, bar, figures


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar at its place, in pixels."""

    bar: Bar
    y: int
    width: str


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    """A group at its place: its bars and where its line across stands."""

    group: Group
    y: int
    height: int
    mark: str
    bars: tuple[DrawnBar, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with every place worked out."""

    picture: Picture
    groups: tuple[DrawnGroup, ...]
    width: int
    height: int


def drawn(picture: Picture) -> Drawing:
    """*picture* with its places in pixels."""
    groups, y = [], _GAP
    for group in picture.groups:
        bars = tuple(
            DrawnBar(bar, y + at * _ROW, f"{max(bar.length * _WIDTH, 1):.1f}") for at, bar in enumerate(group.bars)
        )
        height = _ROW * len(bars)
        mark = "" if group.mark is None else f"{_NAME + _LABEL + group.mark * _WIDTH:.1f}"
        groups.append(DrawnGroup(group, y, height, mark, bars))
        y += height + _GAP
    return Drawing(picture, tuple(groups), _NAME + _LABEL + _WIDTH + _TEXT, y)


def show(asked: Asked) -> Response:
    """The pictures of the data as they stand."""
    with asked.desk.storage.reading() as connection:
        report = report_of(connection, asked.number("report"))
        rows = rows_of(connection, report.number)
    drawings: Sequence[Drawing] = ()
    obstacle: ReportgenError | None = None
    try:
        evaluation, _ = sound_evaluation(rows, report.form, asked.desk.templates)
        drawings = [drawn(picture) for picture in pictures_of(evaluation)]
    except ReportgenError as error:
        obstacle = error
    columns = {"name": _NAME - 12, "bar": _NAME + _LABEL, "text": _NAME + _LABEL + _WIDTH + 10}
    return page(asked, "pictures.html", report=report, drawings=drawings, obstacle=obstacle, columns=columns)


PAGES = (Page("GET", "/reports/{report:int}/pictures", Right.READ, show, per_minute=60),)
