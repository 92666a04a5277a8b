"""Tables of a form that hold a record a row: indicators, goals, projects. Rows are matched, filled and added."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Generic, TypeVar

from reportgen.filling.accounts import NO_DATA, SPARE_ROW, Accounts
from reportgen.filling.answers import Answer, Answers
from reportgen.filling.blanks import Blank, blank_cell
from reportgen.filling.form_rows import FormRow, Placing, Wanted, place
from reportgen.importing.headers import Header
from reportgen.importing.indicator_rows import Levels, levels_of
from reportgen.importing.rows import Item, Row
from reportgen.language.cell_text import one_line
from reportgen.language.table_heads import Budget, Column, Goal
from reportgen.model.form_filling import AddedRow, FilledCell, Merge
from reportgen.model.indicators import Indicator, PerformanceGoal, Project
from reportgen.model.source_document import Cell

_M = TypeVar("_M", bound=Enum)
_R = TypeVar("_R")


def cells_under(header: Header[_M], cells: Sequence[Cell]) -> dict[_M, Cell]:
    """The first cell that begins in this row under each meaning; a cell reaching down from above where none does."""
    found: dict[_M, Cell] = {}
    for column, cell in enumerate(cells):
        meaning = header.at(column)
        if meaning is None:
            continue
        if meaning not in found or (found[meaning].covered and not cell.covered):
            found[meaning] = cell
    return found


class RecordTable(ABC, Generic[_M, _R]):
    """The rows under one header, until it is finished. *added* collects the rows to be added."""

    name_column: _M
    levels: tuple[_M, ...] = ()  # columns whose equal neighbours are merged, outermost first
    unprinted: _M | None = None  # one of them that no row is known by
    serial: _M | None = None

    def __init__(self, header: Header[_M], answers: Answers, accounts: Accounts, added: list[AddedRow]) -> None:
        self.header = header
        self.answers = answers
        self.accounts = accounts
        self.added = added
        self._rows: list[FormRow[_M]] = []
        self._cells: dict[int, Sequence[Cell]] = {}

    @abstractmethod
    def wanted(self) -> list[Wanted[_R]]:
        """The records that want a row, in the order in which empty rows are filled."""

    @abstractmethod
    def answer(self, record: _R, meaning: _M) -> Answer | None:
        """What the column *meaning* says of *record*."""

    def levels_of_row(self, row: Row) -> tuple[str, ...]:
        """The levels the form prints for *row*, outermost first."""
        del row
        return ()

    @property
    def name_starts_at(self) -> int:
        """The column of the grid where the names stand."""
        starts = [start for start, meaning in self.header.columns if meaning is self.name_column]
        return starts[0] if starts else 0

    def take(self, number: int, row: Row, cells: Sequence[Cell]) -> None:
        """One row of the form."""
        under = cells_under(self.header, cells)
        named = under.get(self.name_column)
        name = ""
        if named is not None and not named.covered and blank_cell(named.text, numbered=True) is None:
            name = one_line(named.text)
        self._rows.append(FormRow(number, under, name, self.levels_of_row(row)))
        self._cells[number] = cells

    def finish(self) -> None:
        """Match the rows with the records and write."""
        placed = place(self._rows, self.wanted())
        taken = any(one.record is not None for one in placed.rows)
        for count, one in enumerate(placed.rows, start=1):
            if one.record is None:
                self._spare(one, SPARE_ROW if taken and not one.row.name else NO_DATA)
            elif one.added:
                self._add(one, placed.rows, count)
            else:
                self._fill(one, placed.rows, count)

    def _spare(self, one: Placing[_M, _R], reason: str) -> None:
        for meaning, cell in one.row.cells.items():
            if not cell.covered and blank_cell(cell.text) is not None:
                asks = f"“{one.row.name}”的{self._head(meaning)}" if one.row.name else ""
                self.accounts.leave(cell.origin, asks, reason)

    def _fill(self, one: Placing[_M, _R], rows: Sequence[Placing[_M, _R]], count: int) -> None:
        for meaning, cell in one.row.cells.items():
            if cell.covered:
                printed_level = self._answer(one, meaning, count) if meaning in self.levels else None
                self.accounts.placed.update(printed_level.facts if printed_level else ())
                continue
            blank = blank_cell(cell.text, numbered=meaning is self.name_column)
            answer = self._answer(one, meaning, count)
            if blank is not None and meaning in self.levels:
                self._level(one, rows, meaning, cell, answer)
            elif blank is not None and answer is not None:
                self.accounts.fill(cell.origin, blank, answer)
            elif blank is not None:
                self.accounts.leave(cell.origin, self._head(meaning), NO_DATA)
            elif answer is not None and meaning not in {*self.levels, self.name_column, self.serial}:
                self.accounts.printed(cell.origin, self._head(meaning), cell.text, answer)
            elif answer is not None:
                self.accounts.placed.update(answer.facts)

    def _level(
        self, one: Placing[_M, _R], rows: Sequence[Placing[_M, _R]], meaning: _M, cell: Cell, answer: Answer | None
    ) -> None:
        if answer is None:
            self.accounts.leave(cell.origin, self._head(meaning), NO_DATA)
            return
        if self._printed_above(one, meaning):
            return
        merge = self._merge(one, rows, meaning)
        blank = blank_cell(cell.text) or Blank(0, 0)
        text = Answer("", answer.facts) if merge is Merge.CONTINUES else answer
        self.accounts.fill(cell.origin, blank, text, merge=merge)

    def _printed_above(self, one: Placing[_M, _R], meaning: _M) -> bool:
        """Whether an empty cell of a level stands below the printed level it repeats."""
        printed = dict(zip((each for each in self.levels if each is not self.unprinted), one.row.levels, strict=False))
        return bool(printed.get(meaning))

    def _merge(self, one: Placing[_M, _R], rows: Sequence[Placing[_M, _R]], meaning: _M) -> Merge:
        """Equal levels of neighbouring rows are one cell, within the levels outside them."""
        index = next(number for number, each in enumerate(rows) if each is one)
        same_above = index > 0 and self._same_level(rows[index - 1], one, meaning)
        same_below = index + 1 < len(rows) and self._same_level(one, rows[index + 1], meaning)
        return Merge.CONTINUES if same_above else Merge.BEGINS if same_below else Merge.NONE

    def _same_level(self, upper: Placing[_M, _R], lower: Placing[_M, _R], meaning: _M) -> bool:
        if (
            upper.record is None
            or lower.record is None
            or not self._open(upper, meaning)
            or not self._open(lower, meaning)
        ):
            return False
        outer = self.levels[: self.levels.index(meaning) + 1]
        return all(self._words(upper.record, each) == self._words(lower.record, each) for each in outer)

    def _words(self, record: _R, meaning: _M) -> str:
        answer = self.answer(record, meaning)
        return answer.text if answer else ""

    def _open(self, one: Placing[_M, _R], meaning: _M) -> bool:
        cell = one.row.cells.get(meaning)
        return cell is not None and not cell.covered and blank_cell(cell.text) is not None

    def _add(self, one: Placing[_M, _R], rows: Sequence[Placing[_M, _R]], count: int) -> None:
        cells: list[FilledCell] = []
        carried = self._carried(one.row)
        for meaning, cell in one.row.cells.items():
            answer = self._answer(one, meaning, count)
            if answer is not None and meaning in self.levels:
                self.accounts.placed.update(answer.facts)
            if answer is None or (cell.origin.column or 0) in carried or (cell.covered and meaning not in self.levels):
                continue
            self.accounts.placed.update(answer.facts)
            merge = self._merge(one, rows, meaning) if meaning in self.levels else Merge.NONE
            text = "" if merge is Merge.CONTINUES else answer.text
            cells.append(FilledCell(origin=cell.origin, text=text, fact=answer.bound if text else "", merge=merge))
        like = self._cells[one.row.number][0].origin
        self.added.append(AddedRow(like, tuple(cells), carried))

    def _carried(self, row: FormRow[_M]) -> frozenset[int]:
        """The columns left of the name where something is printed or reaches down: an added row belongs to it too."""
        left = [(column, cell) for column, cell in enumerate(self._cells[row.number]) if column < self.name_starts_at]
        return frozenset(
            cell.origin.column or 0
            for column, cell in left
            if self.header.at(column) is not self.serial or self.serial is None
            if cell.covered or blank_cell(cell.text) is None
        )

    def _answer(self, one: Placing[_M, _R], meaning: _M, count: int) -> Answer | None:
        if one.record is None:
            return None
        return Answer(str(count)) if meaning is self.serial else self.answer(one.record, meaning)

    def _head(self, meaning: _M) -> str:
        """The words over the column."""
        for (_, each), key in zip(self.header.columns, self.header.keys, strict=False):
            if each is meaning:
                return key
        return str(meaning.value)


class IndicatorTable(RecordTable[Column, Indicator]):
    """指标表: *indicators* are those of the department or of one project."""

    name_column = Column.NAME
    levels = (Column.BLOCK, Column.CATEGORY, Column.WEIGHT, Column.SUBCATEGORY)
    unprinted = Column.WEIGHT
    serial = Column.SERIAL

    def __init__(
        self,
        header: Header[Column],
        answers: Answers,
        accounts: Accounts,
        added: list[AddedRow],
        *,
        indicators: Sequence[Indicator],
        tree: Mapping[str, Sequence[str]],
    ) -> None:
        super().__init__(header, answers, accounts, added)
        self._indicators = indicators
        self._tree = tree
        self._above = Levels()
        self._beside = frozenset(header.meanings)

    def levels_of_row(self, row: Row) -> tuple[str, ...]:
        """Goal, 一级指标 and 二级指标 as printed, those of the rows above included."""
        cells: dict[Column, tuple[Item, ...]] = {}
        for item in row:
            meaning = self.header.at(item.column)
            if meaning in self.levels and meaning is not None and blank_cell(item.text) is None:
                cells.setdefault(meaning, (item,))
        self._above = levels_of(cells, self._above)
        return (self._above.goal, self._above.category, self._above.subcategory)

    def wanted(self) -> list[Wanted[Indicator]]:
        """The indicators, by goal where the form groups by goals, then by the form's tree of levels."""
        goals = list(dict.fromkeys(each.goal for each in self._indicators))
        categories = list(dict.fromkeys((*self._tree, *(each.category for each in self._indicators))))

        def order(each: Indicator) -> tuple[int, int, int]:
            lower = list(self._tree.get(each.category, ()))
            place = lower.index(each.subcategory) if each.subcategory in lower else len(lower)
            by_goal = goals.index(each.goal) if self.header.has(Column.BLOCK) else 0
            by_level = self.header.has(Column.CATEGORY, Column.SUBCATEGORY)
            return by_goal, categories.index(each.category) * by_level, place * by_level

        return [
            Wanted(each, each.name, (each.goal, each.category, each.subcategory))
            for each in sorted(self._indicators, key=order)
        ]

    def answer(self, record: Indicator, meaning: Column) -> Answer | None:
        """What the column says of the indicator."""
        return self.answers.indicator(record, meaning, self._head(meaning), self._beside)


class GoalTable(RecordTable[Goal, PerformanceGoal]):
    """目标表."""

    def __init__(
        self,
        header: Header[Goal],
        answers: Answers,
        accounts: Accounts,
        added: list[AddedRow],
        *,
        goals: Sequence[PerformanceGoal],
    ) -> None:
        super().__init__(header, answers, accounts, added)
        self._goals = goals
        self.name_column = Goal.NUMBER if header.has(Goal.NUMBER) else Goal.PLANNED
        self._beside = frozenset(header.meanings)

    def wanted(self) -> list[Wanted[PerformanceGoal]]:
        """The goals in order, called by number where the form prints numbers."""
        by_number = self.name_column is Goal.NUMBER
        return [Wanted(each, each.number if by_number else each.text) for each in self._goals]

    def answer(self, record: PerformanceGoal, meaning: Goal) -> Answer | None:
        """What the column says of the goal."""
        if meaning is Goal.YEAR:
            return self.answers.year()
        return self.answers.goal(record, meaning, self._beside)


class ProjectTable(RecordTable[Budget, Project]):
    """A list of projects with their money. Names stand in the first column, whatever it is called."""

    def __init__(
        self,
        header: Header[Budget],
        answers: Answers,
        accounts: Accounts,
        added: list[AddedRow],
        *,
        heads: Mapping[Budget, str],
        units: Mapping[Budget, str],
    ) -> None:
        first = header.columns[0][0]
        named = tuple((start, Budget.NAME if start == first else meaning) for start, meaning in header.columns)
        super().__init__(Header(named, header.keys), answers, accounts, added)
        self.name_column = Budget.NAME
        self._heads = heads
        self._units = units

    def wanted(self) -> list[Wanted[Project]]:
        """The projects in order."""
        return [Wanted(each, each.name) for each in self.answers.entered.projects]

    def answer(self, record: Project, meaning: Budget) -> Answer | None:
        """What the column says of the project."""
        if meaning is Budget.NAME:
            return self.answers.project_name(record)
        head, unit = self._heads.get(meaning, ""), self._units.get(meaning, "")
        return self.answers.budget(("合计", "合计"), meaning, head, unit, record)
