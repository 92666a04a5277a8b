"""How long a merged label of a table may be, so that it is seen on every page (合并格跨页).

Nobody knows where a page ends before the fonts do. But where no merged cell is as high as a page, a label stands on
each page, wherever it begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from reportgen.documents.word_layout import PageLayout, text_height
from reportgen.model.draft import Table, TableRow

ROW_HEIGHT = 397  # twips, at least
CELL_MARGIN = 57  # on either side
_BORDER = 8
_SHARE = 0.97  # of a page, so that what is not foreseen seldom leaves a page without labels
_LATIN = 0.52  # the width of a digit or letter


@dataclass(frozen=True, slots=True)
class Stretches:
    """The rows (from 0) at which labels are written again, and how far down its page the table ends, in twips."""

    begin: frozenset[int]
    down: int


def stretches(table: Table, widths: Sequence[int], page: PageLayout, *, landscape: bool, down: int) -> Stretches:
    """*table* in stretches of rows that are each lower than a page; its columns have *widths*.

    It begins *down* twips below the top of the 版心. Rows are not broken over pages, heads are repeated, and no head
    stands alone at the foot of a page.
    """
    room = int(text_height(landscape) * _SHARE)
    heights = [_row_height(row, widths, page) for row in table.rows]
    heads = next((index for index, row in enumerate(table.rows) if not row.header), len(table.rows))
    head = sum(heights[:heads])
    if down + head + sum(heights[heads : heads + 1]) > room:
        down = 0
    down += head
    begin: set[int] = set()
    for index in range(heads, len(heights)):
        if down + heights[index] > room and index > heads:
            begin.add(index)
            down = head
        down += heights[index]
    return Stretches(frozenset(begin), down)


def _row_height(row: TableRow, widths: Sequence[int], page: PageLayout) -> int:
    """The height of the cells that stand in this row alone."""
    lines = 1
    for cell, available in zip(row.cells, _available(row, widths), strict=False):
        if cell.rows == 1:
            lines = max(lines, text_lines(cell.text, available, page))
    return max(ROW_HEIGHT, lines * page.table_line) + _BORDER


def _available(row: TableRow, widths: Sequence[int]) -> list[int]:
    """The width of each cell; the columns that cells above cover are taken from the left, as in tables by levels."""
    covered = len(widths) - sum(cell.columns for cell in row.cells)
    found, at = [], max(covered, 0)
    for cell in row.cells:
        found.append(sum(widths[at : at + cell.columns]))
        at += cell.columns
    return found


def text_lines(text: str, available: int, page: PageLayout) -> int:
    """How many lines *text* takes in a cell *available* twips wide."""
    characters = max(1.0, (available - 2 * CELL_MARGIN) / (page.table_half_points * 10))
    return sum(max(1, ceil(_width(line) / characters)) for line in text.split("\n"))


def _width(text: str) -> float:
    """Width in full characters."""
    return sum(_LATIN if ord(character) < 0x250 else 1.0 for character in text)
