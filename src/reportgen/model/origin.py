"""Where a value stands in the file it came from (来源): file, sheet or table, row and column."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class PlaceKind(Enum):
    """How a place in a file is named to the official."""

    SHEET = "sheet"  # 工作表: 预算!C5
    TABLE = "table"  # Word 表格: 第2个表格第4行第3列
    LINE = "line"  # 文本: 第20行第3列


@dataclass(frozen=True, slots=True)
class Origin:
    """One place in one file. *row* and *column* count from 1; *part* is the sheet's or table's name."""

    file: str
    kind: PlaceKind = PlaceKind.SHEET
    part: str = ""
    row: int | None = None
    column: int | None = None

    @property
    def place(self) -> str:
        """The place without the file: ``预算!C5``, ``第2个表格第4行第3列``, ``第20行第3列``."""
        if self.kind is PlaceKind.SHEET:
            cell = (column_letters(self.column) if self.column else "") + (str(self.row) if self.row else "")
            return f"{self.part}!{cell}" if cell else self.part
        row = f"第{self.row}行" if self.row else ""
        column = f"第{self.column}列" if self.column else ""
        return f"{self.part}{row}{column}"

    def __str__(self) -> str:
        return f"{self.file} {self.place}".strip()


def column_letters(column: int) -> str:
    """The Excel letters of the *column*-th column: 1 → A, 28 → AB."""
    letters = ""
    while column > 0:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters
