"""An indicator table while its rows come in, over page breaks and repeated headers (指标表)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from reportgen.importing.accounting import Account
from reportgen.importing.alignment import Cells, assigned, in_place, listed_names
from reportgen.importing.amounts import reason_and_measure
from reportgen.importing.headers import Header, refined
from reportgen.importing.indicator_rows import Levels, indicator_from, levels_of, one_line_of, scores_of
from reportgen.importing.indicator_words import bracketed_score, category_of, is_category, is_subcategory, level_name
from reportgen.importing.rows import Item, Row, own
from reportgen.language.cell_text import is_dash, number_of, one_line, prose, score_of
from reportgen.language.table_heads import Column
from reportgen.model.indicators import CategoryWeight, Indicator
from reportgen.model.origin import Origin

_LEVEL_COLUMNS = frozenset({Column.BLOCK, Column.CATEGORY, Column.WEIGHT, Column.SUBCATEGORY, Column.SERIAL})
_TEXTS_BESIDE = (Column.REASON, Column.MEASURE, Column.FORMULA, Column.BASIS)
_CARRIED_ON = {
    Column.NAME: "name",
    Column.DESCRIPTION: "description",
    Column.ACTUAL: "actual_value",
    Column.REASON: "deviation_reason",
    Column.MEASURE: "improvement_measures",
    Column.FORMULA: "formula",
    Column.BASIS: "basis",
}


class IndicatorTable:
    """Collects indicators row by row. *numbering* gives each its number and project."""

    def __init__(self, account: Account, notices: list[str], numbering: Callable[[], tuple[str, str]]) -> None:
        self.account = account
        self.notices = notices
        self.numbering = numbering
        self.indicators: list[Indicator] = []
        self.weights: list[CategoryWeight] = []
        self.totals: tuple[Item | None, Item | None] = (None, None)  # cells of 总分值 and 总得分
        self.execution_score: tuple[Item, Item | None] | None = None  # 分值 and 得分 of 预算执行, printed among scores
        self.levels = Levels()
        self._header: Header[Column] = Header(())
        self._refinable = False
        self._page_begins = False
        self._names: list[tuple[str, Item]] = []  # 二级指标 that one cell listed, still to be given to rows
        self._shared_note: Item | None = None
        self.other_columns: dict[str, list[Origin]] = {}  # columns for which the entered data have no place
        self._last_on_page: set[int] = set()

    def begin(self, header: Header[Column], *, anew: bool) -> None:
        """Go on under *header*; unless *anew* it repeats the last one after a page break."""
        self._header, self._refinable = header, True
        self._page_begins = not anew
        if anew:
            self.levels = Levels(goal=self.levels.goal, origins=self.levels.origins)

    def page(self) -> None:
        """A new grid begins: its first row may be the rest of the last one."""
        self._page_begins = True
        if self.indicators:
            self._last_on_page.add(len(self.indicators) - 1)

    def doubts(self) -> tuple[str, ...]:
        """What looks lost in the rows read: names cut off at a page's end, scores missing beside others."""
        names = {indicator.name for indicator in self.indicators}
        found = []
        for index in sorted(self._last_on_page):
            name = self.indicators[index].name
            if len(name) >= 8 and any(other != name and other.startswith(name) for other in names):
                found.append(f"{self.indicators[index].origin('name')}：三级指标“{name}”在分页处可能被截断，请核对。")
        scored = {indicator.project for indicator in self.indicators if indicator.score is not None}
        found.extend(
            f"{entry.origin('max_score')}：“{entry.name}”有分值没有得分，请补填。"
            for entry in self.indicators
            if entry.max_score is not None and entry.score is None and entry.project in scored
        )
        return tuple(found)

    def refine(self, row: Row) -> bool:
        """Take a second header row; whether *row* is one."""
        finer = refined(self._header, row) if self._refinable else None
        self._refinable = False
        if finer is None:
            return False
        self._header = finer
        self.account.structure(*row)
        return True

    def row(self, row: Row, following: tuple[Row, ...]) -> bool:
        """Read a row of data; whether it is one."""
        if self._carries_on(row):
            return True
        if not self._header.has(Column.NAME, Column.SUBCATEGORY, Column.TARGET, Column.DESCRIPTION):
            return self._category_score(row)
        if self._is_subtotal(row) or self._is_placeholder(row):
            self.account.structure(*own(row))
            return True
        cells, rest, _ = assigned(self._header, row)
        named = any(not item.inherited for item in cells.get(Column.NAME, ()))
        valued = bool({Column.TARGET, Column.ACTUAL, Column.ADJUSTED_TARGET} & set(cells))
        maximum, score = scores_of(cells)
        if all(is_dash(item.text) for column, items in cells.items() for item in items if column not in _LEVEL_COLUMNS):
            self.account.structure(*(item for items in cells.values() for item in items if is_dash(item.text)))
            cells = {column: items for column, items in cells.items() if column in _LEVEL_COLUMNS}
        if set(cells) <= _LEVEL_COLUMNS:
            return self._levels_alone(cells, rest)
        if not (named or valued or self._names or (Column.NAME in cells and maximum)):
            return self._total(row, maximum, score)
        bare = named and not valued and maximum is None and score is None and self._header.has(Column.TARGET)
        if bare and not (self.levels.category and len(own(row)) > 1):
            return False
        self.levels = levels_of(cells, self.levels)
        self._take_weight(cells)
        self._list_names(cells, following)
        self._add(cells)
        self._page_begins = False
        self.account.structure(*cells.get(Column.SERIAL, ()))
        self._leave(cells, rest)
        return True

    def _category_score(self, row: Row) -> bool:
        """Read a row of a table of 一级指标 with 分值 and 得分 alone; the weight is kept, and the score of 预算执行."""
        cells, rest = in_place(self._header, own(row))
        named, (maximum, score) = cells.get(Column.CATEGORY), scores_of(cells)
        if not named or maximum is None:
            return False
        origins = {"": named[0].origin, "category": named[0].origin, "weight": maximum.origin}
        category = level_name(named[0].text)
        if re.match(r"预算执行", category):
            self.execution_score = (maximum, score)
            self.account.structure(*named)
        elif category not in {entry.category for entry in self.weights}:
            self.weights.append(CategoryWeight(category=category, weight=score_of(maximum.text), origins=origins))
            self.account.use(*named, maximum)
            if score is not None:
                self.other_columns.setdefault("一级指标得分", []).append(score.origin)
        self._leave(cells, (*rest, *(item for column in _TEXTS_BESIDE for item in cells.get(column, ()))))
        return True

    def _is_placeholder(self, row: Row) -> bool:
        """Whether *row* is one that the form offers and nobody filled: 指标2：."""
        return len(own(row)) == 1 and re.fullmatch(r"指标\s*\d{1,2}\s*[:：]?", one_line(own(row)[0].text)) is not None

    def _is_subtotal(self, row: Row) -> bool:
        """Whether *row* sums up the rows above it: 小计, or 合计 inside the table, with figures alone beside it."""
        written = own(row)
        labels = [item for item in written if score_of(item.text) is None and not is_dash(item.text)]
        levels = [item for item in labels if is_category(item.text) or is_subcategory(item.text)]
        sums = [item for item in labels if item.key in {"小计", "分项小计", "小计得分"}]
        return len(sums) == 1 and len(labels) == len(sums) + len(levels)

    def _leave(self, cells: Cells, rest: Row) -> None:
        """Note the cells under headers that the entered data have no place for, and those under none."""
        for item in (*rest, *cells.get(Column.OTHER, ())):
            name = self._header.key_at(item.column)
            if is_dash(item.text):
                self.account.structure(item)
            elif not item.inherited:
                self.other_columns.setdefault(name or "没有表头", []).append(item.origin)

    def _add(self, cells: Cells) -> None:
        number, project = self.numbering()
        levels = self.levels
        origin = _first(cells).origin
        if self._names:
            name, item = self._names.pop(0)
            levels = Levels(
                levels.goal, levels.category, level_name(name), {**levels.origins, "subcategory": item.origin}
            )
            cells = {column: items for column, items in cells.items() if column is not Column.NAME}
        indicator = indicator_from(cells, levels, number, project)
        if self._shared_note is not None:
            note = self._shared_note
            indicator = dataclasses.replace(
                indicator,
                description=one_line(note.text),
                origins={**indicator.origins, "description": note.origin},
            )
            if not self._names:
                self._shared_note = None
        elif not indicator.name and self.indicators and self.indicators[-1].project == project:
            above = self.indicators[-1]
            indicator = dataclasses.replace(
                indicator, name=above.name, origins={**indicator.origins, "name": above.origins.get("name", origin)}
            )
            self.notices.append(f"{origin}：三级指标为空，按合并单元格沿用上一行的“{above.name}”。")
        self.indicators.append(indicator)
        left = {Column.OTHER, Column.SERIAL}
        if one_line_of(cells, Column.ADJUSTED_TARGET) and Column.TARGET in cells:
            left.add(Column.TARGET)  # the adjusted target takes its place
            self.other_columns.setdefault("已调整的年初指标值", []).extend(
                item.origin for item in cells.get(Column.TARGET, ())
            )
        self.account.use(*(item for column, items in cells.items() for item in items if column not in left))

    def _levels_alone(self, cells: Cells, rest: Row) -> bool:
        """A row that only says which level or goal the rows under it belong to."""
        if not cells or rest or set(cells) <= {Column.SERIAL, Column.WEIGHT}:
            return False
        self.levels = levels_of(cells, self.levels)
        self._take_weight(cells)
        self.account.use(*(item for items in cells.values() for item in items))
        return True

    def _take_weight(self, cells: Cells) -> None:
        for item in cells.get(Column.CATEGORY, ()):
            weight_items = cells.get(Column.WEIGHT, ())
            weight = score_of(weight_items[0].text) if weight_items else bracketed_score(item.text)
            known = {entry.category for entry in self.weights}
            if weight is not None and self.levels.category not in known and not item.inherited:
                origins = {"category": item.origin, "weight": (weight_items[0] if weight_items else item).origin}
                self.weights.append(CategoryWeight(category=self.levels.category, weight=weight, origins=origins))

    def _list_names(self, cells: Cells, following: tuple[Row, ...]) -> None:
        """Spread a cell that lists several 二级指标 over as many rows, if so many rows without a name follow."""
        lower = [item for item in cells.get(Column.SUBCATEGORY, ()) if not item.inherited]
        names = listed_names(lower[0].text) if lower else ()
        if len(names) < 2 or category_of(self.levels.subcategory):
            return
        nameless = 0
        for row in following:
            below, _, _ = assigned(self._header, row)
            maximum, score = scores_of(below)
            if any(not item.inherited for item in below.get(Column.NAME, ())) or maximum is None or score is None:
                break
            nameless += 1
        if nameless + 1 < len(names):
            return
        self._names = [(name, lower[0]) for name in names]
        shared = cells.get(Column.NAME)
        if shared:
            self._shared_note = shared[0]
            self.account.use(shared[0])

    def _carries_on(self, row: Row) -> bool:
        """Append the rest of a row that a page break has cut in two to the indicator it belongs to."""
        cells, rest = in_place(self._header, own(row))
        if rest or not cells or not self.indicators or not set(cells) <= set(_CARRIED_ON):
            return False
        if any(number_of(item.text) is not None for items in cells.values() for item in items):
            return False
        last = self.indicators[-1]
        begins_in_name = Column.NAME in cells
        if begins_in_name and not (self._page_begins and last.name and self._header.has(Column.TARGET, Column.SCORE)):
            return False
        if any(not getattr(last, _CARRIED_ON[column]) for column in cells):
            return False
        changes: dict[str, Any] = {}
        for column, items in cells.items():
            field = _CARRIED_ON[column]
            text = "".join(prose(item.text) for item in items)
            changes[field] = f"{getattr(last, field)}{text}"
            if column is Column.REASON and not last.improvement_measures:
                changes["deviation_reason"], changes["improvement_measures"] = reason_and_measure(changes[field])
            self.account.use(*items)
        self.indicators[-1] = dataclasses.replace(last, **changes)
        self.notices.append(f"{_first(cells).origin}：这一行是上一行跨页的后半部分，已接在“{last.name}”之后。")
        self._page_begins = False
        return True

    def score_cells(self, items: Row) -> list[Item]:
        """Those of *items* that stand under 分值 and 得分."""
        columns = {Column.MAX_SCORE, Column.SCORE}
        return [item for item in items if self._header.at(item.column) in columns and score_of(item.text) is not None]

    def _total(self, row: Row, maximum: Item | None, score: Item | None) -> bool:
        """A row of figures alone, whose 分值 is the sum of those above: 总分 without its label."""
        row = own(row)  # levels may reach down from merged cells
        numbers = [number_of(item.text) for item in row]
        if maximum is None or len(row) > 2 or any(number is None for number in numbers):
            return False
        department = [entry.max_score for entry in self.indicators if entry.max_score is not None]
        if score_of(maximum.text) not in {Decimal(100), sum(department, Decimal(0))}:
            return False
        self.totals = (maximum, score)
        return True


def _first(cells: Cells) -> Item:
    return min((item for items in cells.values() for item in items), key=lambda item: item.column)
