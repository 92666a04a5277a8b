"""Which cell of a row belongs to which column, also where a page break has shifted the cells.

A row is taken as it stands when every cell fits the column it stands in. Otherwise its cells, which keep their
order, are laid against the columns so that the kinds of content match best: levels are known words, scores are
numbers, names are neither.
"""

from __future__ import annotations

from functools import lru_cache

from reportgen.importing.headers import Header
from reportgen.importing.indicator_words import (
    goal_number,
    is_category,
    is_only_category,
    is_subcategory,
    looks_like_value,
)
from reportgen.importing.rows import Item, Row, own
from reportgen.language.cell_text import clean, is_dash, label_key, number_of, one_line, score_of
from reportgen.language.table_heads import Column, column_meaning
from reportgen.quantities.units import known_symbols

Cells = dict[Column, tuple[Item, ...]]
_COMPARATORS = frozenset(
    {"≥", "≤", ">", "<", "=", "＞", "＜", "＝", ">=", "<=", "定性", "正向", "反向", "正向指标", "反向指标"}
)
_NUMERIC = frozenset({Column.MAX_SCORE, Column.SCORE, Column.WEIGHT, Column.SERIAL})
_MISFIT = -9
_LEFT_OVER = -5
_SAME_COLUMN = 1


def assigned(header: Header[Column], row: Row) -> tuple[Cells, Row, bool]:
    """The cells of *row* by column, the cells that fit nowhere, and whether they had to be shifted."""
    cells, rest = in_place(header, row)
    if _fits(header, cells):
        return cells, rest, False
    cells, rest = _shifted(header, own(row) or row)  # what merged cells carry down is known from above
    return cells, rest, True


def in_place(header: Header[Column], row: Row) -> tuple[Cells, Row]:
    """The cells of *row* by the column they stand in, and those under no known header."""
    cells: Cells = {}
    rest = []
    for item in row:
        column = header.at(item.column)
        if column is None:
            rest.append(item)
        else:
            cells[column] = (*cells.get(column, ()), item)
    return cells, tuple(rest)


def _fits(header: Header[Column], cells: Cells) -> bool:
    if header.has(Column.NAME) and Column.NAME not in cells and not _lost_only_its_name(cells):
        return False
    return all(_belongs(item, column) for column, items in cells.items() for item in items)


def _lost_only_its_name(cells: Cells) -> bool:
    """Whether all but the name stands in place, as below a merged cell whose merge was lost."""
    levels = [item for column in (Column.CATEGORY, Column.SUBCATEGORY) for item in cells.get(column, ())]
    known = all(is_category(item.text) or is_subcategory(item.text) for item in levels)
    return known and Column.TARGET in cells and (Column.MAX_SCORE in cells or Column.DESCRIPTION in cells)


def _belongs(item: Item, column: Column) -> bool:
    """Whether *item* may stand in *column* as far as its kind of content tells."""
    text = item.text
    level_word = is_category(text) or is_subcategory(text)
    if column in _NUMERIC:
        return score_of(text) is not None or is_dash(text)
    if column is Column.BLOCK:
        return bool(goal_number(text)) or (column_meaning(item.key) is not None and not level_word)
    if column is Column.CATEGORY:
        only_lower = is_subcategory(text) and not is_category(text)
        return not (only_lower or goal_number(text) or _is_value(text))
    if column is Column.SUBCATEGORY:
        return not (is_only_category(text) or goal_number(text) or _is_value(text))
    if column is Column.NAME:
        return not (_is_value(text) or (level_word and item.key.endswith("指标")))
    return not (level_word and item.key.endswith("指标"))


def _is_value(text: str) -> bool:
    return number_of(text) is not None or looks_like_value(text)


def _shifted(header: Header[Column], row: Row) -> tuple[Cells, Row]:
    """The best order-keeping match of cells to columns, found by dynamic programming over both."""
    columns = tuple(dict.fromkeys(header.meanings))
    starts = {meaning: start for start, meaning in reversed(header.columns) if meaning is not None}
    best: list[list[int]] = [[0] * (len(columns) + 1) for _ in range(len(row) + 1)]
    for i in range(len(row) - 1, -1, -1):
        best[i][len(columns)] = best[i + 1][len(columns)] + _LEFT_OVER
        for j in range(len(columns) - 1, -1, -1):
            best[i][j] = max(
                _affinity(row, i, columns[j], starts) + best[i + 1][j + 1],
                best[i][j + 1],
                best[i + 1][j] + _LEFT_OVER,
            )
    cells: Cells = {}
    rest = []
    i = j = 0
    while i < len(row):
        if j < len(columns) and best[i][j] == _affinity(row, i, columns[j], starts) + best[i + 1][j + 1]:
            cells[columns[j]] = (row[i],)
            i, j = i + 1, j + 1
        elif j < len(columns) and best[i][j] == best[i][j + 1]:
            j += 1
        else:
            rest.append(row[i])
            i += 1
    return cells, tuple(rest)


def _affinity(row: Row, index: int, column: Column, starts: dict[Column, int]) -> int:
    """How well the content of an item suits *column*; standing in that very column counts too."""
    item = row[index]
    if column is Column.WEIGHT and not (index and is_category(row[index - 1].text)):
        return _MISFIT
    score = _suits(item.text, column)
    return score + _SAME_COLUMN if score > 0 and starts[column] == item.column else score


@lru_cache(maxsize=8192)
def _suits(text: str, column: Column) -> int:
    number = number_of(text) is not None
    value = number or looks_like_value(text)
    level_word = is_category(text) or is_subcategory(text)
    goal = bool(goal_number(text))
    match column:
        case Column.BLOCK:
            return 6 if goal else _MISFIT
        case Column.CATEGORY:
            return (4 if is_subcategory(text) else 6) if is_category(text) else -6
        case Column.SUBCATEGORY:
            return (6 if is_subcategory(text) else -6) if not _lists_names(text) else 5
        case Column.WEIGHT:
            return 2 if number else _MISFIT
        case Column.SERIAL:
            return 1 if number else _MISFIT
        case Column.MAX_SCORE | Column.SCORE:
            return 4 if number else (1 if is_dash(text) else _MISFIT)
        case Column.COMPARATOR:
            return 4 if one_line(text) in _COMPARATORS else -6
        case Column.UNIT:
            return 4 if one_line(text) in known_symbols() else -5
        case Column.NAME:
            return _MISFIT if number or goal else (-4 if level_word else -3 if value else 4)
        case Column.TARGET | Column.ACTUAL | Column.ADJUSTED_TARGET | Column.PREVIOUS:
            return -4 if level_word or goal else 3 if value else 2
        case _:
            return -4 if level_word or goal else -3 if number else 2


def _lists_names(text: str) -> bool:
    """Whether one cell names several 二级指标 at once, separated by spaces or line breaks."""
    return len(listed_names(text)) > 1


def listed_names(text: str) -> tuple[str, ...]:
    """The names in a cell that lists several: ``预算编审管理 预算执行管理`` → both; a phrase with a digit is one."""
    parts = tuple(part for part in clean(text).split() if label_key(part))
    if len(parts) < 2 or any(len(part) > 12 or any(c.isdigit() for c in part) for part in parts):
        return parts[:1]
    return parts
