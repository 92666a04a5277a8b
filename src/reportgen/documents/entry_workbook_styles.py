"""How the entry workbook looks: fonts, colours, number formats and widths."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.numbers import FORMAT_GENERAL, FORMAT_TEXT

from reportgen.documents.entry_layout import Column, TargetPart
from reportgen.model.record import Kind

FONT_NAME = "微软雅黑"
_LINE = Side(style="thin", color="BFC7D1")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_RIGHT = frozenset({Kind.MONEY, Kind.NUMBER, Kind.SCORE, Kind.PERCENT, Kind.COUNT})
_CENTER = frozenset({Kind.YEAR, Kind.CHOICE})


@dataclass(frozen=True, slots=True)
class CellLook:
    """The look of a cell or of all blank cells of a column."""

    size: int = 10
    bold: bool = False
    color: str = "1F2933"
    fill: str = ""
    align: str = "left"
    vertical: str = "center"
    wrap: bool = True
    border: bool = True
    locked: bool = True
    number_format: str = FORMAT_GENERAL

    def parts(self) -> dict[str, Any]:
        """The attributes of an openpyxl cell or column dimension."""
        return {
            "font": Font(name=FONT_NAME, size=self.size, bold=self.bold, color=self.color),
            "fill": PatternFill("solid", fgColor=self.fill) if self.fill else PatternFill(),
            "alignment": Alignment(
                horizontal=self.align,
                vertical=self.vertical,
                wrap_text=self.wrap,
                indent=1 if self.border and self.align != "center" else 0,
            ),
            "border": _GRID if self.border else Border(),
            "protection": Protection(locked=self.locked),
            "number_format": self.number_format,
        }


SHEET_TITLE = CellLook(size=14, bold=True, color="1F4E79", wrap=False, border=False)
SECTION = CellLook(size=12, bold=True, color="1F4E79", wrap=False, border=False)
PROSE = CellLook(border=False, vertical="top")
HEADER = CellLook(bold=True, color="FFFFFF", fill="2F5D8C", align="center")
REQUIRED_HEADER = CellLook(bold=True, color="FFFFFF", fill="B5541C", align="center")
NOTE = CellLook(size=9, color="5F6B7A", fill="F3F6FA")
LABEL = CellLook(bold=True, color="1F4E79", fill="E8EFF7")
REQUIRED_LABEL = CellLook(bold=True, color="B5541C", fill="FBEDE3")
LINK = CellLook(color="1F4E79", bold=True)
EXAMPLE = CellLook(fill="FFFBEA")
MARK = CellLook(size=11, bold=True, color="B5541C", border=False, wrap=False)
EMPTY = CellLook(border=False)


@cache
def entry_look(column: Column, decimals: int | None = None, *, beside_label: bool = False) -> CellLook:
    """The look of a cell to be filled; *decimals* are those of the number that stands there."""
    kind = column.spec.kind
    align = "left" if beside_label else "right" if kind in _RIGHT else "center" if kind in _CENTER else "left"
    if column.part in {TargetPart.COMPARATOR, TargetPart.UNIT}:
        align = "center"
    return CellLook(align=align, wrap=kind not in _RIGHT, locked=False, number_format=_number_format(kind, decimals))


def _number_format(kind: Kind, decimals: int | None) -> str:
    """Written numbers show exactly their own decimals; a blank cell shows what will be typed."""
    if kind in {Kind.TEXT, Kind.CHOICE, Kind.TARGET}:
        return FORMAT_TEXT  # 3-7 stays 3-7 instead of becoming a date
    if kind in {Kind.COUNT, Kind.YEAR}:
        return "0"
    if decimals is not None:
        fraction = "." + "0" * decimals if decimals else ""
        grouped = kind in {Kind.MONEY, Kind.NUMBER}
        return ("#,##0" if grouped else "0") + fraction + ("%" if kind is Kind.PERCENT else "")
    return {Kind.MONEY: "#,##0.00####", Kind.PERCENT: "0.00%"}.get(kind, FORMAT_GENERAL)


_WIDTHS = {
    Kind.TEXT: (12, 30), Kind.LONG_TEXT: (26, 46), Kind.CHOICE: (12, 24), Kind.COUNT: (12, 14), Kind.SCORE: (13, 16),
    Kind.NUMBER: (10, 18), Kind.MONEY: (15, 22), Kind.PERCENT: (12, 16), Kind.TARGET: (12, 24), Kind.YEAR: (10, 12),
}  # fmt: skip


def column_width(column: Column, texts: Iterable[str]) -> float:
    """A width in characters that fits *texts*, within what suits the kind of field."""
    least, most = _WIDTHS[column.spec.kind]
    if column.part in {TargetPart.COMPARATOR, TargetPart.UNIT}:
        least, most = 10, 12
    widest = max((display_width(line) for text in texts for line in text.split("\n")), default=0)
    return float(min(max(least, display_width(column.label) + 4, widest + 2), most))


def display_width(text: str) -> int:
    """Columns *text* takes on screen: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def wrapped_height(text: str, width: float, size: int = 9) -> float:
    """The height in points of *text* wrapped into a column of that width."""
    across = max(int(width * 10.2 / size) - 2, 2)  # the indent and the rounding of fonts take about two
    lines = sum(max(1, -(-display_width(line) // across)) for line in text.split("\n"))
    return lines * (size + 4.0) + 5
