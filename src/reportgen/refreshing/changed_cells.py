"""Cells of a report's tables that people changed (改过的单元格), whose figure the data say otherwise.

Tables follow the data: a figure typed into one is either wrong or belongs into the entry. Which of the two is for
people to decide; here it is only found, also where the cell was typed anew and its bookmark is gone, or was emptied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.model.bound_text import BoundLine, BoundText, KnownFact
from reportgen.refreshing.fact_map import fact_map
from reportgen.refreshing.figure_text import plain, states
from reportgen.refreshing.table_views import Row, sources_of_rows, tables_of


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """One cell: the number of its *line* in the edited text, the *fact* it stated, what stood there and stands now."""

    line: int
    fact: str
    generated: str
    written: str
    table: int
    row: int
    column: int

    @property
    def place(self) -> str:
        """第2个表格第4行第5列."""
        return f"第{self.table}个表格第{self.row}行第{self.column}列"


def changed_cells(
    base: BoundText, edited: Sequence[BoundLine], facts: Mapping[str, KnownFact]
) -> tuple[ChangedCell, ...]:
    """The cells of *edited* that no longer say what *facts*, the data of today, say; *fact* is an id of these."""
    ids = fact_map(base.facts, facts).ids
    tables, bases = tables_of(edited), tables_of(base.lines)
    by_place = {(row.table, row.row): row for table in bases.values() for row in table.rows}
    found = []
    for (table, number), source in sources_of_rows(tables, bases, edited, base.lines).items():
        row = next(each for each in tables[table].rows if each.row == number)
        for line, fact, generated in _stated(row, by_place[source], base.lines):
            current = facts.get(ids.get(fact, ""))
            written = edited[line].text
            untouched = plain(written) == plain(generated) or _still_says(edited[line], base.facts[fact])
            if current is not None and not untouched and not states(written, current):
                place = edited[line]
                found.append(
                    ChangedCell(line, current.id, generated, written.strip(), place.table, place.row, place.column)
                )
    return tuple(sorted(found, key=lambda each: each.line))


def _still_says(line: BoundLine, fact: KnownFact) -> bool:
    """Whether the figure is still bound and right beside people's own words, so that a refresh updates it."""
    return any(each.fact == fact.id and states(line.text[each.start : each.end], fact) for each in line.figures)


def _stated(row: Row, base: Row, lines: Sequence[BoundLine]) -> Iterator[tuple[int, str, str]]:
    """The line of each cell that was generated as one figure and nothing else, the fact and the figure's words."""
    if len(row.cells) != len(base.cells):
        return
    for cell, old in zip(row.cells, base.cells, strict=True):
        if len(cell) != 1 or len(old) != 1:
            continue
        figures = lines[old[0]].figures
        text = lines[old[0]].text
        if len(figures) == 1 and figures[0].fact and plain(text) == plain(text[figures[0].start : figures[0].end]):
            yield cell[0], figures[0].fact, text
