"""How wide the columns of a table are (列宽): as the form says, yet no number is broken over two lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil

from reportgen.documents.word_layout import PageLayout
from reportgen.documents.word_line_breaks import SUBSTITUTE, text_width_of
from reportgen.documents.word_pages import CELL_MARGIN, placed_cells
from reportgen.model.draft import Align, Gap, Table, TableCell

_NUMBER = re.compile(r"[≥≤><=]?[0-9A-Za-z][0-9A-Za-z.,/%-]*")
_LONGEST = 16  # characters; longer ones may be broken
_AMOUNT = re.compile(r"[≥≤><=]*[0-9][0-9.,]*[^0-9（(]{0,4}")
_GAP = 4.0  # 【待填：
_SHORT = 8  # characters of a cell that stays on one line where it had room for that
_KEPT = 0.7  # of its width, at least, a column keeps for others
_SPARE = 10  # twips


def column_widths(relative: Sequence[int], total: int) -> tuple[int, ...]:
    """*relative* widths in twips that add up to *total* exactly."""
    whole = sum(relative)
    edges = [share * total // whole for share in accumulate(relative)]
    return tuple(right - left for left, right in zip([0, *edges], edges, strict=False))


def fitted_widths(tables: Sequence[Table], total: int, page: PageLayout) -> tuple[int, ...]:
    """The widths of the columns of *tables*, which stand below each other and have the same columns.

    Where a number or an amount with its unit needs more room, the other columns give it, as far as they can; first
    those whose short cells stay on one line.
    """
    base = column_widths(tables[0].widths, total)
    needs = sorted({each for table in tables for each in _needs(table, len(base), page)}, key=_breadth)
    kept = [int(width * _KEPT) for width in base]
    for column, width in (each for table in tables for each in _short_cells(table, len(base), page)):
        if width <= base[column]:
            kept[column] = max(kept[column], width)
    widths = list(base)
    for least in (kept, [int(width * _KEPT) for width in base]):  # a number is worth more than a short cell
        for first, end, need in needs:
            _widen(widths, least, first, end, need)
            if end == first + 1:
                least[first] = max(least[first], min(need, widths[first]))
    return tuple(widths)


def _breadth(need: tuple[int, int, int]) -> tuple[int, int, int]:
    first, end, width = need
    return end - first, first, width


def _needs(table: Table, columns: int, page: PageLayout) -> Iterator[tuple[int, int, int]]:
    """First column, the one behind the last, and the twips that a cell over these needs."""
    for _row, column, cell in placed_cells(table, columns):
        width = _unbroken(cell)
        if width and column + cell.columns <= columns:
            yield column, column + cell.columns, _twips(width, page)


def _short_cells(table: Table, columns: int, page: PageLayout) -> Iterator[tuple[int, int]]:
    """Column and width of the short cells, and of gaps broken once, that stand in one column."""
    for _row, column, cell in placed_cells(table, columns):
        if cell.columns > 1 or column >= columns:
            continue
        if any(isinstance(run, Gap) for run in cell.runs):
            yield column, _twips(_GAP, page)
        elif len(cell.text) <= _SHORT:
            yield column, _twips(text_width_of(cell.text), page)


def _twips(characters: float, page: PageLayout) -> int:
    return ceil(characters * page.table_half_points * 10) + 2 * CELL_MARGIN + _SPARE


def _unbroken(cell: TableCell) -> float:
    """How much of *cell* stays on one line, in full characters."""
    if any(isinstance(run, Gap) for run in cell.runs):
        return 0.0
    if cell.align is Align.RIGHT and _AMOUNT.fullmatch(cell.text):
        return text_width_of(cell.text, SUBSTITUTE)
    numbers = (each for each in _NUMBER.findall(cell.text) if len(each) <= _LONGEST)
    return max((text_width_of(each, SUBSTITUTE) for each in numbers), default=0.0)


def _widen(widths: list[int], least: Sequence[int], first: int, end: int, need: int) -> None:
    """Give the columns *first* to *end* the width they *need*, taken from what the others can spare."""
    others = [column for column in range(len(widths)) if not first <= column < end]
    spare = {column: max(widths[column] - least[column], 0) for column in others}
    missing = min(need - sum(widths[first:end]), sum(spare.values()))
    if missing <= 0:
        return
    taken = [share * missing // sum(spare.values()) for share in accumulate(spare.values())]
    for column, upper, lower in zip(others, taken, [0, *taken], strict=False):
        widths[column] -= upper - lower
    given = [share * missing // sum(widths[first:end]) for share in accumulate(widths[first:end])]
    for column, upper, lower in zip(range(first, end), given, [0, *given], strict=False):
        widths[column] += upper - lower
