"""Looks and pages of the review workbook (审核表的版式)."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Border, Side

from reportgen.documents.entry_workbook_styles import (
    CellLook,
)

AnySheet = Any
_THICK, _THIN = Side(style="medium", color="5F6B7A"), Side(style="thin", color="BFC7D1")


def give_look(cell: Any, look: CellLook, *, top: bool = False) -> None:
    """Give *cell* its look; a *top* line begins a new row of the review."""
    for name, value in look.parts().items():
        setattr(cell, name, value)
    if top:
        cell.border = Border(left=_THIN, right=_THIN, bottom=_THIN, top=_THICK)


class Stamps:
    """Styles of one sheet, each made once: openpyxl takes long to find out that two are equal."""

    def __init__(self) -> None:
        self._made: dict[tuple[CellLook, bool], Any] = {}

    def put(self, cell: Any, look: CellLook, *, top: bool) -> None:
        """Give *cell* its look."""
        made = self._made.get((look, top))
        if made is None:
            give_look(cell, look, top=top)
            self._made[look, top] = cell._style
        else:
            cell._style = made


def set_page(sheet: AnySheet, *, paper: int = 9, pages: int = 1) -> None:
    """How *sheet* prints: landscape, *pages* side by side, numbered."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.3
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    sheet.oddFooter.center.text = "&A　第 &P 页 共 &N 页"
