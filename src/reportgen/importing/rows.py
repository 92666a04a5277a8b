"""Rows of a grid as the interpreters see them: what is written, where, and what a merged cell carries down."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.language.cell_text import clean, label_key
from reportgen.model.origin import Origin
from reportgen.model.source_document import Grid


@dataclass(frozen=True, slots=True)
class Item:
    """A cell with something in it. *inherited* text belongs to a merged cell that began in a row above."""

    column: int
    text: str
    key: str
    origin: Origin
    inherited: bool = False


Row = tuple[Item, ...]


def rows_of(grid: Grid) -> tuple[Row, ...]:
    """The rows of *grid*, each with its non-empty cells; what a cell covers to its right is left out."""
    rows = []
    for cells in grid.rows:
        items: list[Item] = []
        left = ""
        for column, cell in enumerate(cells):
            text = clean(cell.text)
            spans_from_left = cell.covered and text == left
            left = text
            if text and not spans_from_left:
                items.append(Item(column, cell.text, label_key(cell.text), cell.origin, cell.covered))
        rows.append(tuple(items))
    return tuple(rows)


def own(row: Row) -> Row:
    """The items that are written in this row, without what merged cells carry down."""
    return tuple(item for item in row if not item.inherited)
