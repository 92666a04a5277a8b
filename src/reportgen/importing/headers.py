"""Which meaning stands over which column of a table (表头)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from reportgen.importing.amounts import stated_unit
from reportgen.importing.indicator_words import is_category, looks_like_value
from reportgen.importing.rows import Item, Row, own
from reportgen.language.cell_text import number_of
from reportgen.language.table_heads import (
    Budget,
    Column,
    Goal,
    Label,
    budget_meaning,
    column_meaning,
    goal_meaning,
    label_meaning,
    part_of_budget,
)

_M = TypeVar("_M", bound=Enum)


@dataclass(frozen=True, slots=True)
class Header(Generic[_M]):
    """The columns of a table in order: where each begins and what it means (``None``: nothing we know)."""

    columns: tuple[tuple[int, _M | None], ...]
    keys: tuple[str, ...] = ()
    units: tuple[tuple[int, str], ...] = ()  # columns whose head states a money unit of its own

    def at(self, column: int) -> _M | None:
        """The meaning over *column*; a header reaches to the next one on its right."""
        found = None
        for start, meaning in self.columns:
            if start > column:
                break
            found = meaning
        return found

    def key_at(self, column: int) -> str:
        """The words over *column*."""
        found = ""
        for (start, _), key in zip(self.columns, self.keys, strict=False):
            if start <= column:
                found = key
        return found

    def unit_at(self, column: int) -> str:
        """The money unit that the head over *column* states itself; empty where it states none."""
        start = max((start for start, _ in self.columns if start <= column), default=-1)
        return dict(self.units).get(start, "")

    def has(self, *meanings: _M) -> bool:
        """Whether one of *meanings* has a column."""
        return any(meaning in meanings for _, meaning in self.columns)

    @property
    def meanings(self) -> tuple[_M, ...]:
        """The known meanings from left to right."""
        return tuple(meaning for _, meaning in self.columns if meaning is not None)


_LEVELS = (Column.CATEGORY, Column.SUBCATEGORY, Column.NAME)
_VALUES = (
    Column.TARGET,
    Column.ACTUAL,
    Column.MAX_SCORE,
    Column.SCORE,
    Column.DESCRIPTION,
    Column.WEIGHT,
    Column.REASON,
    Column.BASIS,
    Column.FORMULA,
)

_OWN_VALUES = frozenset({Column.TARGET, Column.ACTUAL, Column.MAX_SCORE, Column.SCORE})
_SUMMARY_HEADS = re.compile(r"(?:评价|评分|自评|考核)(?:内容|项目|维度|要素|指标|类别)|指标类别|维度|项目")
_BARE_NAMES = frozenset({"指标", "绩效指标", "考核指标", "评价指标", "产出指标", "效益指标"})  # heads of the names


def indicator_header(row: Row) -> Header[Column] | None:
    """The header of an indicator table, if *row* is one: it names a level and at least one value."""
    written = own(row) or row
    meanings = _meanings(row)
    named_by_year = {item.key for item, meaning in zip(row, meanings, strict=True) if meaning is not None}
    if _has_figures(tuple(item for item in written if item.key not in named_by_year)):
        return None
    if any(is_category(item.text) for item in written):
        return None
    columns = list(zip((item.column for item in row), meanings, strict=True))
    known = {meaning for _, meaning in columns}
    if not known & set(_LEVELS) and len(known & _OWN_VALUES) >= 2:
        columns = [
            (item.column, Column.NAME if item.key in _BARE_NAMES else meaning)
            for item, (_, meaning) in zip(row, columns, strict=True)
        ]
        known = {meaning for _, meaning in columns}
    if not known & set(_LEVELS) and _SUMMARY_HEADS.fullmatch(row[0].key) and {Column.MAX_SCORE, Column.SCORE} <= known:
        columns[0] = (row[0].column, Column.CATEGORY)
        known.add(Column.CATEGORY)
    if not known & set(_LEVELS) or not known & set(_VALUES) or len([c for c in columns if c[1]]) * 3 < len(columns) * 2:
        return None
    return Header(tuple(_settled(columns)), tuple(item.key for item in row))


_OF_A_YEAR = re.compile(r"(?P<year>20\d\d)年度?(?P<rest>.+)")


def _meanings(row: Row) -> list[Column | None]:
    """What each head of *row* means; of two years beside each other (2022年实际, 2023年实际) the earlier is 上年."""
    years = [_OF_A_YEAR.fullmatch(item.key) for item in row]
    last = max((year["year"] for year in years if year is not None), default="")
    found = []
    for item, year in zip(row, years, strict=True):
        meaning = column_meaning(item.key)
        if meaning is None and year is not None:
            meaning = column_meaning(f"年度{year['rest']}")
            if meaning is Column.ACTUAL and year["year"] < last:
                meaning = Column.PREVIOUS
        found.append(meaning)
    return found


_WEIGHTS = (Column.WEIGHT, Column.MAX_SCORE)


def _settled(columns: list[tuple[int, Column | None]]) -> list[tuple[int, Column | None]]:
    """*columns* with what only the neighbours decide: block names, and which 分值 or 权重 is whose."""
    first_level = next(index for index, (_, meaning) in enumerate(columns) if meaning in _LEVELS)
    settled: list[tuple[int, Column | None]] = []
    has_max_score = any(meaning is Column.MAX_SCORE for _, meaning in columns)
    name_seen = False
    for index, (start, meaning) in enumerate(columns):
        found = meaning
        if index < first_level and meaning is not Column.SERIAL:
            found = Column.BLOCK
        elif meaning in _WEIGHTS and not name_seen and any(each in _WEIGHTS for _, each in columns[index + 1 :]):
            found = Column.WEIGHT if columns[index - 1][1] is Column.CATEGORY else Column.OTHER
        elif meaning is Column.WEIGHT and name_seen:
            found = Column.OTHER if has_max_score else Column.MAX_SCORE
        elif meaning is Column.BLOCK:
            found = None
        elif meaning is not None and any(meaning is earlier for _, earlier in settled):
            found = Column.OTHER
        name_seen = name_seen or meaning is Column.NAME
        settled.append((start, found))
    return settled


def refined(header: Header[Column], row: Row) -> Header[Column] | None:
    """*header* with the finer names that a second header row puts under it, or ``None`` if *row* is no header."""
    written = own(row)
    if not written or any(column_meaning(item.key) is None for item in written):
        return None
    columns = dict(header.columns)
    keys = dict(zip(columns, header.keys, strict=False))
    for item in written:
        meaning = column_meaning(item.key)
        if meaning is Column.UNIT or not any(meaning is known for known in columns.values()):
            columns[item.column], keys[item.column] = meaning, item.key
    return Header(tuple(sorted(columns.items())), tuple(keys[start] for start in sorted(columns)))


def header_in_two_rows(upper: Row, lower: Row) -> Header[Column] | None:
    """The header that *upper* and *lower* make together, where only the lower one names the levels."""
    below = own(lower)
    meanings = [column_meaning(item.key) for item in below]
    if not any(meaning in _LEVELS for meaning in meanings) or None in meanings or indicator_header(lower) is not None:
        return None
    starts = {item.column for item in below}
    last = max(starts)
    groups = [item for item in own(upper) if column_meaning(item.key) is Column.BLOCK and item.column <= last]
    both = [*below, *(item for item in own(upper) if item.column not in starts and item not in groups)]
    return indicator_header(tuple(sorted(both, key=lambda item: item.column)))


def budget_header(row: Row) -> Header[Budget] | None:
    """The header of a budget table, if *row* is one: at least two of budget, expenditure and rate, no figure."""
    written = own(row)
    if _has_figures(written):
        return None
    columns = [(item.column, budget_meaning(item.key)) for item in row]
    seen: set[Budget] = set()
    settled: list[tuple[int, Budget | None]] = []
    for start, meaning in reversed(columns):  # of two with one meaning the left one names the rows
        settled.append((start, None if meaning in seen else meaning))
        if meaning is not None and meaning is not Budget.OTHER:
            seen.add(meaning)
    money = seen & {Budget.ORIGINAL, Budget.ADJUSTED, Budget.ACTUAL, Budget.RATE}
    if len(money) < 2:
        return None
    units = tuple((item.column, unit) for item in row if (unit := stated_unit(item.text)))
    return Header(tuple(reversed(settled)), tuple(item.key for item in row), units)


def refined_budget(header: Header[Budget], row: Row) -> Header[Budget] | None:
    """*header* with 总额, 财政拨款 and 其他资金, which a second header row puts under 批复金额; ``None`` for others."""
    written = own(row)
    if len(written) < 2 or any(part_of_budget(item.key) is None for item in written):
        return None
    columns = dict(header.columns)
    if columns.get(written[0].column) not in {Budget.ORIGINAL, Budget.ADJUSTED}:
        return None
    for item in written:
        part = part_of_budget(item.key)
        columns[item.column] = columns[item.column] if part is Budget.ADJUSTED else part
    return Header(tuple(sorted(columns.items())), header.keys, header.units)


def goal_header(row: Row) -> Header[Goal] | None:
    """The header of a goal table, if *row* is one: a column for the plan and one for what was reached."""
    columns = [(item.column, goal_meaning(item.key)) for item in row]
    planned = [index for index, (_, meaning) in enumerate(columns) if meaning is Goal.PLANNED]
    achieved = [index for index, (_, meaning) in enumerate(columns) if meaning is Goal.ACHIEVED]
    if not planned or not achieved or planned[-1] > achieved[-1]:
        return None
    settled = [
        (
            start,
            None if meaning in {Goal.PLANNED, Goal.ACHIEVED} and index not in {planned[-1], achieved[-1]} else meaning,
        )
        for index, (start, meaning) in enumerate(columns)
    ]
    return Header(tuple(settled), tuple(item.key for item in row))


_TIME_POINT = re.compile(
    r"(?:截至|至)?(?:\d{1,2}月(?:底|末|份)?|[一二三四]季度末?|第[一二三四1-4]季度末?|[1-4]季度末?|\d{1,2}月\d{1,2}日)"
)


def plan_header(row: Row) -> tuple[Item, ...]:
    """The time points of a payment plan (资金支出计划), if *row* names them."""
    points = tuple(item for item in row if _TIME_POINT.fullmatch(item.key))
    others = [item for item in row if item not in points]
    if len(points) < 2 or any(label_meaning(item.key) is not Label.PLAN_GROUP for item in others):
        return ()
    return points


def _has_figures(items: Row) -> bool:
    return any(number_of(item.text) is not None or looks_like_value(item.text) for item in items)
