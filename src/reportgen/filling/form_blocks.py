"""The lines and tables of a form as they are walked: tables inside cells, columns that go on in the next table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.importing import headers
from reportgen.importing.headers import Header
from reportgen.importing.rows import rows_of
from reportgen.language.table_heads import Column
from reportgen.model.source_document import Cell, Grid, TextParagraph

_INNER_TABLE = "\ufffc"  # what stands for an object in a text: a cell with a table in it is not empty


def with_inner_tables(blocks: Sequence[TextParagraph | Grid]) -> list[TextParagraph | Grid]:
    """*blocks* where a cell that holds a table shows it."""
    grids = [block for block in blocks if isinstance(block, Grid)]
    parts = {cell.origin.part for grid in grids for row in grid.rows[:1] for cell in row[:1]}
    holders = {part.rpartition("内的表格")[0] for part in parts}

    def shown(cell: Cell) -> Cell:
        return replace(cell, text=cell.text + _INNER_TABLE) if cell.origin.place in holders else cell

    return [
        replace(block, rows=tuple(tuple(map(shown, row)) for row in block.rows)) if isinstance(block, Grid) else block
        for block in blocks
    ]


def scores_below(blocks: Sequence[TextParagraph | Grid], above: Grid) -> Header[Column] | None:
    """The header of indicators in the next table, if that goes on the columns of the one *above*."""
    below = next((block for block in blocks if isinstance(block, Grid)), None)
    if below is None or max(map(len, below.rows), default=0) != max(map(len, above.rows), default=0):
        return None
    found = (headers.indicator_header(row) for row in rows_of(below) if row)
    return next((each for each in found if each is not None), None)
