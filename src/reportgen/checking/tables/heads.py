"""Which meaning stands over which cell of a table row in a text (表头对列), merged and missing cells allowed for.

A text keeps the cells of a row but not the columns they stand in: what a merged cell covers is left out. A row is
therefore laid under its head by its name, or from the right, where merged labels never stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from reportgen.language.cell_text import label_key, number_of
from reportgen.language.table_heads import (
    Budget,
    Column,
    Goal,
    budget_meaning,
    column_meaning,
    goal_meaning,
    part_of_budget,
)
from reportgen.quantities.units import NO_UNIT, Unit, unit_named

Meaning = Column | Budget | Goal


class Staff(Enum):
    """The meaning of a column of a table of staff (人员情况)."""

    CLASS = "人员类别"
    AUTHORIZED = "编制人数"
    ACTUAL = "实有人数"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a row: its words and ``start:end`` in the text, blanks around them left out."""

    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """What the cell says apart from layout, for reading it as a label."""
        return label_key(self.text)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: a meaning for each column, the words over it, and the unit they name."""

    meanings: tuple[Enum | None, ...]
    keys: tuple[str, ...]
    units: tuple[Unit, ...]

    def has(self, *wanted: Enum) -> bool:
        """Whether one of *wanted* has a column."""
        return any(meaning in wanted for meaning in self.meanings)

    def at(self, meaning: Enum) -> int | None:
        """The column of *meaning*."""
        return self.meanings.index(meaning) if meaning in self.meanings else None


_LEVELS = (Column.CATEGORY, Column.SUBCATEGORY, Column.NAME)
_VALUES = frozenset(
    {
        Column.TARGET, Column.ACTUAL, Column.MAX_SCORE, Column.SCORE, Column.DESCRIPTION, Column.WEIGHT, Column.REASON,
        Column.BASIS, Column.FORMULA,
    }
)  # fmt: skip
_MONEY = frozenset({Budget.ORIGINAL, Budget.ADJUSTED, Budget.ACTUAL, Budget.RATE, Budget.FISCAL})
_BARE_NAME = re.compile(r"(?:绩效|考核|评价|产出|效益)?指标|(?:评价|评分|自评|考核)(?:内容|项目|要素|类别)|维度|项目")
_SERIAL = re.compile(r"序号|编号|行次|(?:指标|项目)?(?:编号|序号)")
_UNIT = re.compile(r"[(（]\s*(?:单位[:：])?\s*([万亿千百]*元|[%％‰]|[一-鿿]{1,2})\s*[)）]")
_STAFF = (
    (Staff.AUTHORIZED, re.compile(r"(?:核定|批准)?(?:人员)?编制(?:人?数|情况)?")),
    (Staff.ACTUAL, re.compile(r"(?:年末|实际)?(?:实有|在职|在岗|在编)(?:人[员数]*|数)?")),
    (Staff.CLASS, re.compile(r"(?:人员|编制)?(?:类别|类型|性质)|人员情况")),
)


def head_of(cells: Sequence[TableCell]) -> Head | None:
    """The head that *cells* make, if they are one: names of columns and no figure."""
    keys = tuple(cell.key for cell in cells)
    if len(cells) < 2 or any(number_of(cell.text) is not None for cell in cells):
        return None
    for read in (_goals, _indicators, _budget, _staff):
        meanings = read(keys)
        if meanings is not None:
            meanings = tuple(
                Column.SERIAL if _SERIAL.fullmatch(key) else meaning
                for key, meaning in zip(keys, meanings, strict=True)
            )
            return Head(meanings, keys, tuple(_unit_in(cell.text) for cell in cells))
    return None


def refined(head: Head, cells: Sequence[TableCell]) -> Head | None:
    """*head* with a second row of heads under it, or ``None`` if *cells* are no heads."""
    written = [cell for cell in cells if cell.text]
    if not written or any(number_of(cell.text) is not None for cell in written):
        return None
    money = bool(_MONEY.intersection(head.meanings))
    read: Callable[[str], Enum | None] = part_of_budget if money else column_meaning
    if any(read(cell.key) is None for cell in written):
        return None
    if len(cells) == len(head.keys):
        both = [
            (read(cell.key) or meaning, cell.key or key)
            for cell, meaning, key in zip(cells, head.meanings, head.keys, strict=True)
        ]
        return Head(tuple(one for one, _ in both), tuple(key for _, key in both), head.units)
    wide = (Budget.ORIGINAL, Budget.ADJUSTED) if money else (Column.BLOCK, None)
    at = next((at for at, meaning in enumerate(head.meanings) if meaning in wide), None)
    if at is None:
        return None
    own = tuple(
        head.meanings[at] if money and read(cell.key) is Budget.ADJUSTED else read(cell.key) for cell in written
    )
    return Head(
        (*head.meanings[:at], *own, *head.meanings[at + 1 :]),
        (*head.keys[:at], *(cell.key for cell in written), *head.keys[at + 1 :]),
        (*head.units[:at], *(_unit_in(cell.text) for cell in written), *head.units[at + 1 :]),
    )


Names = Callable[[str], bool]


def columns_of(head: Head, cells: Sequence[TableCell], named: Sequence[Names]) -> tuple[int | None, ...]:
    """For each cell its column under *head*: by the cell that *named* knows as a name, the surest test first.

    Else a row that begins with a blank or a number in order misses cells on its right, and any other row on its left.
    """
    have, wide = len(cells), len(head.meanings)
    if have == wide:
        return tuple(range(wide))
    serial = head.meanings[0] is Column.SERIAL and cells[0].text.isdecimal()
    name: int | None = head.at(Column.NAME)
    at: int | None = None if name is None else _name_at(cells, name, have - (wide - name), named)
    if name is None or at is None:
        whole = serial or not all(cell.text for cell in cells[:2])
        columns = range(have) if whole else range(wide - have, wide)
        return tuple(column if 0 <= column < wide else None for column in columns)
    before = [column if column >= 0 else None for column in range(name - at, name)]
    after = [column if column < wide else None for column in range(name, name + have - at)]
    return (*([0, *before[1:]] if serial and before else before), *after)


def _name_at(cells: Sequence[TableCell], left: int, right: int, named: Sequence[Names]) -> int | None:
    """Which cell of a row is its name: looked for from the right, from the left, then anywhere."""
    places: list[int] = [at for at in (right, left, *range(len(cells))) if 0 <= at < len(cells)]
    for position, known in enumerate(named):
        for at in places[:2] if position else places:
            if known(cells[at].text):
                return at
    return None


def _unit_in(text: str) -> Unit:
    found = _UNIT.search(text)
    return unit_named(found[1].replace("％", "%")) if found else NO_UNIT


def _goals(keys: Sequence[str]) -> tuple[Enum | None, ...] | None:
    meanings = [goal_meaning(key) for key in keys]
    if Goal.ACHIEVED not in meanings or Goal.PLANNED not in meanings:
        return None
    planned, achieved = (_last(meanings, each) for each in (Goal.PLANNED, Goal.ACHIEVED))
    if planned > achieved:
        return None
    named = {Goal.PLANNED, Goal.ACHIEVED}
    return tuple(
        meaning if meaning not in named or at in {planned, achieved} else None for at, meaning in enumerate(meanings)
    )


def _last(meanings: Sequence[Goal | None], wanted: Goal) -> int:
    return max(at for at, meaning in enumerate(meanings) if meaning is wanted)


def _indicators(keys: Sequence[str]) -> tuple[Enum | None, ...] | None:
    meanings: list[Column | None] = [column_meaning(key) for key in keys]
    known = {meaning for meaning in meanings if meaning is not None}
    if not known.intersection(_LEVELS) and len(known & _VALUES) >= 2:
        at = next((at for at, key in enumerate(keys) if _BARE_NAME.fullmatch(key)), None)
        if at is not None:
            meanings[at] = Column.NAME
            known.add(Column.NAME)
    if not known.intersection(_LEVELS) or not known & _VALUES:
        return None
    if sum(meaning is not None for meaning in meanings) * 3 < len(meanings) * 2:
        return None
    return _settled(meanings)


def _settled(meanings: Sequence[Column | None]) -> tuple[Enum | None, ...]:
    """What only the neighbours decide: which 分值 or 权重 belongs to which level, and names of the block."""
    weights = {Column.WEIGHT, Column.MAX_SCORE}
    first = next(at for at, meaning in enumerate(meanings) if meaning in _LEVELS)
    scored = Column.MAX_SCORE in meanings
    settled: list[Enum | None] = []
    for at, meaning in enumerate(meanings):
        found: Column | None = meaning
        named = any(each is Column.NAME for each in settled) or Column.NAME not in meanings
        if at < first and meaning not in {Column.SERIAL, None}:
            found = Column.BLOCK
        elif meaning is Column.BLOCK:
            found = None
        elif meaning in weights and not named and any(each in weights for each in meanings[at + 1 :]):
            found = Column.WEIGHT if meanings[at - 1] is Column.CATEGORY else None
        elif meaning is Column.WEIGHT and named:
            found = None if scored else Column.MAX_SCORE
        elif meaning is not None and meaning in settled and meaning is not Column.OTHER:
            found = Column.OTHER
        settled.append(found)
    return tuple(settled)


def _budget(keys: Sequence[str]) -> tuple[Enum | None, ...] | None:
    meanings: list[Enum | None] = []
    for key in reversed(keys):  # of two with one meaning the left one names the rows
        meaning = budget_meaning(key)
        meanings.append(None if meaning in meanings and meaning is not Budget.OTHER else meaning)
    return tuple(reversed(meanings)) if len(_MONEY.intersection(meanings)) >= 2 else None


def _staff(keys: Sequence[str]) -> tuple[Enum | None, ...] | None:
    meanings = [next((meaning for meaning, names in _STAFF if names.fullmatch(key)), None) for key in keys]
    both = {Staff.AUTHORIZED, Staff.ACTUAL} <= set(meanings)
    if not both:
        return None
    return (Staff.CLASS, *meanings[1:])
