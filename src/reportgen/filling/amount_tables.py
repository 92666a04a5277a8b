"""Tables of a form that hold an amount a cell: budget lines by kinds of amounts, the points of a payment plan."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.filling.blanks import blank_cell
from reportgen.filling.record_tables import cells_under
from reportgen.filling.scope import Scope
from reportgen.importing.amounts import stated_unit
from reportgen.importing.budget_rows import line_key
from reportgen.importing.headers import Header
from reportgen.importing.rows import Row
from reportgen.language.cell_text import label_key, one_line
from reportgen.language.table_heads import Budget
from reportgen.model.source_document import Cell

_MONEY = frozenset({"元", "千元", "万元", "亿元"})


class BudgetTable:
    """The rows under a header of amounts (预算执行情况)."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self.header: Header[Budget] = Header(())
        self.heads: dict[Budget, str] = {}
        self.units: dict[Budget, str] = {}

    def head(self, header: Header[Budget], row: Row) -> None:
        """The columns from here on are those of *header*, which stands in *row*."""
        self.header = header
        for item in row:
            meaning = header.at(item.column)
            if meaning is not None:
                self.heads[meaning] = item.text
                self.units[meaning] = stated_unit(item.text) or self._scope.unit

    def row(self, row: Row, cells: Sequence[Cell]) -> None:
        """Answer the *cells* of a budget line."""
        first = next((start for start, meaning in self.header.columns if meaning is not None), 0)
        labels = [item for item in row if item.column < first]
        line = line_key("".join(item.key for item in labels))
        words = labels[-1].text if labels else ""
        unit = stated_unit(words)
        for meaning, cell in cells_under(self.header, cells).items():
            if cell.covered:
                continue
            blank, answer = blank_cell(cell.text), None
            if line is not None and not self._scope.nobody:
                asked = blank.unit if blank and blank.unit in _MONEY else ""
                unit_asked = asked or unit or self.units.get(meaning, "")
                head = self.heads.get(meaning, "")
                answer = self._scope.answers.budget(line, meaning, head, unit_asked, self._scope.project)
            asks = f"{one_line(words)}的{self._head_of(meaning)}" if words else self._head_of(meaning)
            self._scope.answer_cell(cell, blank, answer, asks)

    def _head_of(self, meaning: Budget) -> str:
        return label_key(self.heads.get(meaning, "")) or str(meaning.value)


def answer_plan(scope: Scope, points: Row, cells: Sequence[Cell]) -> bool:
    """Answer the *cells* below the *points* of a payment plan (资金支出计划); whether there were any."""
    starts = {item.column: item for item in points}
    found = False
    for column, cell in enumerate(cells):
        if column in starts and not cell.covered:
            point = one_line(starts[column].text)
            answer = scope.answers.planned_share(scope.project, point) if scope.project else None
            scope.answer_cell(cell, blank_cell(cell.text), answer, f"{point}累计支出比例")
            found = True
    return found
