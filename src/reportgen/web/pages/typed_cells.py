"""Figures typed into tables of a Word file (改过的单元格): written into the entry, or left."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reportgen.web.asked import Asked, Page
from reportgen.workbench.cell_proposals import leave_cell, take_cell
from reportgen.workbench.users import Right


def take(asked: Asked) -> Response:
    """Write the figure into its cell of the entry."""
    take_cell(asked.desk.storage, asked.user, asked.number("report"), asked.number("cell"))
    return RedirectResponse(f"/reports/{asked.number('report')}/draft", 303)


def leave(asked: Asked) -> Response:
    """Leave the entry as it is."""
    leave_cell(asked.desk.storage, asked.user, asked.number("report"), asked.number("cell"))
    return RedirectResponse(f"/reports/{asked.number('report')}/draft", 303)


PAGES = (
    Page("POST", "/reports/{report:int}/typed-cells/{cell:int}/take", Right.ENTER, take, per_minute=120),
    Page("POST", "/reports/{report:int}/typed-cells/{cell:int}/leave", Right.WRITE, leave, per_minute=120),
)
