"""Where the reading of tables stands (读到的位置): the head in force, and the cells of a row under their columns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from reportgen.checking.tables.heads import Head, TableCell
from reportgen.checking.tables.sums import Sums
from reportgen.language.cell_text import is_dash, number_of
from reportgen.language.table_heads import Budget, Column, Goal
from reportgen.quantities.units import NO_UNIT, Unit

GAP = re.compile(r"[【\[](?:待填|待补|待定)[^【】]*[】\]]")
_SERIAL_NUMBER = re.compile(r"(?:目标)?[(（]?(?:[\d.-]{1,6}|[一二三四五六七八九十]{1,3})[)）.、．]?")
MONEY_COLUMNS = frozenset({Budget.ORIGINAL, Budget.ADJUSTED, Budget.ACTUAL, Budget.PREVIOUS, Budget.FISCAL})
SCORES = {Column.MAX_SCORE: "max_score", Column.SCORE: "score", Budget.MAX_SCORE: "max_score", Budget.SCORE: "score"}


@dataclass
class Place:
    """Where the reading of tables stands: the head in force, the unit, the project, and what the rows above said."""

    head: Head | None = None
    unit: Unit = NO_UNIT
    project: str = ""
    above: str = ""  # the subject of the row above
    line: str = ""  # the source of funds above
    points: tuple[str, ...] = ()  # of a payment plan, named in the row above
    levels: dict[Enum, str] = field(default_factory=dict)
    sums: Sums = field(default_factory=Sums)

    def begin(self, head: Head | None) -> None:
        """A new table, or a new part of one."""
        self.head, self.sums, self.points, self.line = head, Sums(), (), ""
        if head is None:
            self.above, self.levels = "", {}


@dataclass(frozen=True, slots=True)
class Laid:
    """A cell laid under its column."""

    cell: TableCell
    meaning: Enum | None
    column: int
    key: str
    unit: Unit


def is_serial(one: Laid) -> bool:
    """Whether the cell holds nothing but the number of its row."""
    serial = one.meaning is Column.SERIAL or one.meaning is Goal.NUMBER
    return serial and bool(_SERIAL_NUMBER.fullmatch(one.cell.text))


def says_something(cell: TableCell) -> bool:
    """Whether the cell holds words or a number, and no dash or gap."""
    return bool(cell.text) and not is_dash(cell.text) and not GAP.fullmatch(cell.text)


def add_up(place: Place, one: Laid) -> None:
    """Count the figure of *one* among those that a row of sums below adds up."""
    value = number_of(one.cell.text)
    added = one.meaning in SCORES or one.meaning in MONEY_COLUMNS or is_left_over(one)
    if value is not None and one.column >= 0 and added:
        place.sums.add(one.column, value)


def is_left_over(one: Laid) -> bool:
    """Whether the column holds what is left of the budget, which no field was entered for."""
    return one.meaning is Budget.OTHER and "率" not in one.key and ("结余" in one.key or "结转" in one.key)
