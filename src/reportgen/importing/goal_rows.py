"""One row of a goal table (年度绩效目标完成情况): the goal, what was reached, and why it fell short."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from reportgen.importing.amounts import reason_and_measure
from reportgen.importing.headers import Header
from reportgen.importing.indicator_words import goal_number
from reportgen.importing.rows import Item, Row
from reportgen.language.cell_text import is_dash, number_of, one_line, prose
from reportgen.language.table_heads import Goal, label_meaning
from reportgen.model.origin import Origin


@dataclass(frozen=True, slots=True)
class GoalCells:
    """The fields of a goal with their places; *number* is empty where the row has none."""

    number: str
    year: int | None
    values: dict[str, Any]
    origins: dict[str, Origin]
    used: tuple[Item, ...]


def _columns(header: Header[Goal], row: Row) -> list[int]:
    """The column of each item; where the first one, below the name of the block, is missing, all are one to the right.

    An export with a cell a line loses the empty cell below 年度总体目标 in this way.
    """
    known = [start for start, meaning in header.columns if meaning is not None]
    shifted = len(row) == len(known) and header.at(row[0].column) is None and label_meaning(row[0].key) is None
    return known if shifted else [item.column for item in row]


def goal_cells(header: Header[Goal], row: Row) -> GoalCells | None:
    """What *row* states of a goal; ``None`` for a row that is none. An adjusted goal takes the place of the first."""
    cells: dict[Goal, Item] = {}
    for item, column in zip(row, _columns(header, row), strict=True):
        meaning = header.at(column)
        if meaning is not None and (meaning in {Goal.NUMBER, Goal.YEAR} or not is_dash(item.text)):
            cells.setdefault(meaning, item)
    planned = cells.get(Goal.ADJUSTED) or cells.get(Goal.PLANNED)
    numbered = cells.get(Goal.NUMBER)
    if planned is None and Goal.ACHIEVED not in cells:
        return None
    if numbered is not None and number_of(numbered.text) is None and not goal_number(numbered.text):
        return None
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {"": row[0].origin}
    for field, found in (("text", planned), ("achieved", cells.get(Goal.ACHIEVED))):
        if found is not None:
            values[field], origins[field] = prose(found.text), found.origin
    if (found := cells.get(Goal.REASON)) is not None:
        values["deviation_reason"], values["improvement_measures"] = reason_and_measure(found.text)
        origins["deviation_reason"] = origins["improvement_measures"] = found.origin
    if (found := cells.get(Goal.MEASURE)) is not None:
        values["improvement_measures"], origins["improvement_measures"] = prose(found.text), found.origin
    number = ""
    if numbered is not None:
        number = goal_number(numbered.text) or one_line(numbered.text)
        origins["number"] = numbered.origin
    used = tuple(item for meaning, item in cells.items() if meaning is not Goal.PLANNED or item is planned)
    year = re.search(r"20\d\d", cells[Goal.YEAR].text) if Goal.YEAR in cells else None
    return GoalCells(number, int(year.group()) if year else None, values, origins, used)
