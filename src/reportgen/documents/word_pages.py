"""How long a merged label of a table may be, so that it is seen on every page (合并格跨页).

Nobody knows where a page ends before the fonts do. But where no merged cell is as high as a page, a label stands on
each page, wherever it begins. So pages are reckoned twice: with the fonts of official documents, and with the widest
that stand in for them; at the rows where a page begins by either reckoning the labels are written again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.documents.word_layout import PageLayout, text_height
from reportgen.documents.word_line_breaks import OFFICIAL, SUBSTITUTE, DigitWidths, text_lines
from reportgen.model.draft import Table, TableCell

ROW_HEIGHT = 397  # twips, at least
CELL_MARGIN = 57  # on either side
TALL_ROW_LINES = 16  # a row of more lines may break over pages, or it would leave a hole of half a page
_BORDER = 10
_UNUSED = 40  # twips at the foot of a page that LibreOffice gives no row


@dataclass(frozen=True, slots=True)
class Depth:
    """How far down a page something begins, in twips, by either reckoning."""

    official: int = 0
    substitute: int = 0

    def lower(self, twips: int, room: int = 0) -> Depth:
        """*twips* further down; text runs on over pages that have *room*."""
        official, substitute = self.official + twips, self.substitute + twips
        return Depth(official % room, substitute % room) if room else Depth(official, substitute)


@dataclass(frozen=True, slots=True)
class Stretches:
    """The rows (from 0) at which labels are written again, and how far down its page the table ends."""

    begin: frozenset[int]
    down: Depth


@dataclass(frozen=True, slots=True)
class _Label:
    """A cell merged over the rows *first* to *last*."""

    first: int
    last: int
    height: int


def stretches(table: Table, widths: Sequence[int], page: PageLayout, *, landscape: bool, down: Depth) -> Stretches:
    """*table* in stretches of rows that are each lower than a page; its columns have *widths*.

    It begins *down* below the top of the 版心. Rows are not broken over pages, heads are repeated, and no head stands
    alone at the foot of a page.
    """
    room = text_height(landscape) - _UNUSED
    official, end = _Pages(table, widths, page, OFFICIAL).begin(room, down.official)
    substitute, other_end = _Pages(table, widths, page, SUBSTITUTE).begin(room, down.substitute)
    return Stretches(frozenset(official | substitute), Depth(end, other_end))


def cell_lines(text: str, available: int, page: PageLayout, widths: DigitWidths = OFFICIAL) -> int:
    """How many lines *text* takes in a cell *available* twips wide."""
    return text_lines(text, (available - 2 * CELL_MARGIN) / (page.table_half_points * 10), widths)


def placed_cells(table: Table, columns: int) -> Iterator[tuple[int, int, TableCell]]:
    """Row, first column and cell of all cells of *table*, which has so many *columns*."""
    covered = [0] * columns
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            while column < columns and covered[column]:
                column += 1
            yield number, column, cell
            for each in range(column, min(column + cell.columns, columns)):
                covered[each] = cell.rows
            column += cell.columns
        covered = [max(rows - 1, 0) for rows in covered]


class _Pages:
    """The pages of a table in one font."""

    def __init__(self, table: Table, widths: Sequence[int], page: PageLayout, digits: DigitWidths) -> None:
        self._heights = [ROW_HEIGHT] * len(table.rows)
        self._labels: list[list[_Label]] = [[] for _ in table.rows]  # those that cover each row
        self._tall: set[int] = set()
        self._line = page.table_line
        self._heads = next((index for index, row in enumerate(table.rows) if not row.header), len(table.rows))
        for row, column, cell in placed_cells(table, len(widths)):
            lines = cell_lines(cell.text, sum(widths[column : column + cell.columns]), page, digits)
            height = max(ROW_HEIGHT, lines * page.table_line + _BORDER)
            if cell.rows > 1:
                label = _Label(row, row + cell.rows - 1, height)
                for each in self._labels[row : row + cell.rows]:
                    each.append(label)
                continue
            self._heights[row] = max(self._heights[row], height)
            if lines > TALL_ROW_LINES:
                self._tall.add(row)

    def begin(self, room: int, down: int) -> tuple[set[int], int]:
        """The rows with which pages begin, and how far down its page the last one ends."""
        heights, head = self._heights, sum(self._heights[: self._heads])
        if down + head + sum(heights[self._heads : self._heads + 1]) > room:
            down = 0
        down += head
        begin: set[int] = set()
        first = index = self._heads
        while index < len(heights):
            whole = heights[index] + self._grown(index, first, ends=down + sum(heights[index : index + 2]) > room)
            if index in self._tall:
                down = self._below_tall(heights[index], down, head, room)
                first = index + 1
                begin.update({first} & set(range(len(heights))))
            elif down + whole > room and index > first:
                begin.add(index)
                down, first = head, index
                continue
            else:
                down += whole
            index += 1
        return begin, down

    def _below_tall(self, height: int, down: int, head: int, room: int) -> int:
        """Where a row ends that is broken over pages, between its lines."""
        lines = height // self._line
        here = max((room - down) // self._line, 0)
        if lines <= here:
            return down + height
        a_page = max((room - head) // self._line, 1)
        return head + ((lines - here - 1) % a_page + 1) * self._line + _BORDER

    def _grown(self, row: int, first: int, *, ends: bool) -> int:
        """How much *row* is higher for the labels that end with it; all of them do where the page *ends* below it."""
        more = 0
        for label in self._labels[row]:
            if ends or row == label.last:
                more = max(more, label.height - sum(self._heights[max(label.first, first) : row + 1]))
        return more
