"""Tables judged cell by cell (表格核查): a figure is true only as the fact of its row and its column.

What a row is about is read from its names, what a column holds from its head. Rows and columns that nobody recognises
are left to the tracer of prose.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.tables.cells import CellJudge
from reportgen.checking.tables.findings import JudgedRow, RowNotes
from reportgen.checking.tables.heads import TableCell, head_of, refined
from reportgen.checking.tables.places import Place
from reportgen.checking.tables.rows import RowJudge
from reportgen.checking.tables.stated_cells import StatedCell
from reportgen.checking.tables.values import Outcome
from reportgen.language.passages import Passage
from reportgen.quantities.mentions import header_unit
from reportgen.quantities.units import NO_UNIT

_TITLE = 60  # characters of a line that may be the caption of a table


class TableTracer:
    """Judges the tables of texts against one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        cells = CellJudge(index)
        self._read = cells.read
        self._rows = RowJudge(cells)
        self._stated = self._rows.stated_cells()

    def judge(
        self, lines: Sequence[Passage], *, complete: bool = True, stated: Sequence[StatedCell] = ()
    ) -> Mapping[int, JudgedRow]:
        """The rows among *lines*, by the offset at which their line starts; *stated* is what the import read there."""
        place, fresh = Place(), False
        known = self._stated.judge(stated)
        starts = sorted(start for start, _ in known)
        found: dict[int, JudgedRow] = {}
        for passage in lines:
            if not passage.cells:
                self._between(place, passage)
                if bisect_left(starts, passage.start) < bisect_left(starts, passage.end):
                    found[passage.start] = self._broken_row(passage, known, complete=complete)
                continue
            cells = _cells(passage)
            if _is_rule(cells):
                continue
            head = head_of(cells)
            if head is None and fresh and place.head is not None:
                head = refined(place.head, cells)
            fresh = head is not None
            if head is not None:
                place.begin(head)
                continue
            notes = RowNotes(self._index.ledger, cells, self._read, complete=complete, stated=known)
            self._rows.judge(place, cells, notes)
            notes.rest()
            found[passage.start] = notes.judged()
        return found

    def _broken_row(self, passage: Passage, known: Mapping[tuple[int, int], Outcome], *, complete: bool) -> JudgedRow:
        """A line of a cell that runs over several lines: its numbers as the import read them."""
        whole = TableCell(passage.text, passage.start, passage.end)
        notes = RowNotes(self._index.ledger, (whole,), self._read, complete=complete, stated=known)
        notes.rest()
        return notes.judged()

    def _between(self, place: Place, passage: Passage) -> None:
        """A line outside rows: a caption names the project and the unit, a heading ends the table."""
        text = passage.text.strip()
        if "单位" in text:
            unit = header_unit(text)
            place.unit = unit if unit != NO_UNIT else place.unit
        if len(text) > _TITLE:
            return
        project = next((key for _, key in self._index.named_in(text) if key.startswith("project.")), "")
        if project:
            place.project = project
        elif "整体" in text or "部门" in text:
            place.project = ""
        if passage.heading or project or text.endswith("表") or "附件" in text or "附表" in text:
            place.begin(None)


def _cells(passage: Passage) -> tuple[TableCell, ...]:
    found = []
    for start, end in passage.cells:
        text = passage.text[start:end]
        words = text.strip()
        at = passage.start + start + len(text) - len(text.lstrip())
        found.append(TableCell(words, at, at + len(words)))
    return tuple(found)


def _is_rule(cells: Sequence[TableCell]) -> bool:
    """The line of dashes under the head of a Markdown table."""
    return all(cell.text and not cell.text.strip("-:") for cell in cells)
