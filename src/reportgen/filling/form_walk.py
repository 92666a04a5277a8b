"""A form read from top to bottom: what each of its empty cells asks for, and the answer written into it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from enum import Enum, auto

from reportgen.filling.accounts import not_placed
from reportgen.filling.amount_tables import BudgetTable, answer_plan
from reportgen.filling.answers import Answers
from reportgen.filling.blanks import blank_cell
from reportgen.filling.form_blocks import scores_below, with_inner_tables
from reportgen.filling.form_rows import name_key
from reportgen.filling.labelled_cells import LONGEST_LINE, LabelledCells
from reportgen.filling.record_tables import GoalTable, IndicatorTable, ProjectTable
from reportgen.filling.scope import Scope
from reportgen.filling.staff import answer_staff, staff_columns
from reportgen.importing import headers
from reportgen.importing.amounts import stated_unit
from reportgen.importing.budget_rows import lists_projects
from reportgen.importing.execution_score import names_execution
from reportgen.importing.headers import Header
from reportgen.importing.indicator_words import goal_number, is_category, is_subcategory
from reportgen.importing.projects import caption
from reportgen.importing.rows import Row, own, rows_of
from reportgen.importing.tables import CLOSING
from reportgen.language.cell_text import is_dash, label_key, number_of, one_line
from reportgen.language.table_heads import Column, Goal, Label, goal_meaning, label_meaning
from reportgen.model.facts import FactLedger
from reportgen.model.form_filling import AddedRow, FormFilling
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.model.source_document import Cell, Grid, SourceDocument, TextParagraph

_LONGEST_UNIT_NOTE = 40
_VALUE = re.compile("预期值|目标值|指标值|完成值|实际值")  # heads of indicators, whatever else they name
_DEPARTMENT_TABLE = re.compile(r"(?:部门|单位|整体)[^，。]{0,24}表[》）)]?")


_SECTIONS = {Label.CONCLUSION: "conclusion", Label.PROBLEMS: "problems", Label.MEASURE: "improvements"}


class _Block(Enum):
    """What the rows are for the moment."""

    LABELS = auto()
    BUDGET = auto()
    RECORDS = auto()
    PLAN = auto()
    STAFF = auto()


class FormWalk:
    """Reads a form once and answers it cell by cell. *tree* is the form pack's order of levels."""

    def __init__(self, answers: Answers, tree: Mapping[str, Sequence[str]]) -> None:
        self.answers = answers
        self.tree = tree
        self.scope = Scope(answers)
        self.accounts = self.scope.accounts
        self._labelled = LabelledCells(self.scope)
        self.added: list[AddedRow] = []
        self._block = _Block.LABELS
        self._table: IndicatorTable | GoalTable | ProjectTable | None = None
        self._budget = BudgetTable(self.scope)
        self._scores: Header[Column] | None = None
        self._points: Row = ()
        self._staff: dict[int, str] = {}
        self._coming: Header[Column] | None = None

    def read(self, document: SourceDocument) -> None:
        """Answer the whole *document*."""
        blocks = with_inner_tables(document.blocks)
        for number, block in enumerate(blocks):
            if isinstance(block, Grid):
                self._coming = scores_below(blocks[number + 1 :], block)
                self._grid(block)
            else:
                self._line(block)

    # -- lines ----------------------------------------------------------------------------------------------

    def _line(self, line: TextParagraph) -> None:
        plain = one_line(line.text)
        self.scope.unit = stated_unit(line.text) or self.scope.unit
        if named := caption(line.text):
            self._enter_project(named[1])
        elif _DEPARTMENT_TABLE.search(plain) and len(plain) <= LONGEST_LINE // 2:
            self.scope.leave_project()
        if len(line.text) <= LONGEST_LINE:
            self._labelled.inside(line)

    # -- tables ---------------------------------------------------------------------------------------------

    def _grid(self, grid: Grid) -> None:
        rows = rows_of(grid)
        self._block, self._scores = _Block.LABELS, None
        skipped: Row | None = None
        done: set[int] = set()
        for number, (row, cells) in enumerate(zip(rows, grid.rows, strict=True)):
            if row is skipped or number in done:
                continue
            for item in own(row):
                if len(item.text) <= _LONGEST_UNIT_NOTE:
                    self.scope.unit = stated_unit(item.text) or self.scope.unit
            lower = rows[number + 1] if number + 1 < len(rows) else ()
            begun = self._header(row, lower) or self._staff_header(row, cells)
            if begun:
                skipped = lower if begun == 2 else None
            elif not self._data_row(number, row, cells):
                done |= self._labels(number, row, grid)
        self._finish_table()

    def _header(self, row: Row, lower: Row) -> int:
        """How many rows make up the header that begins here: none, one or two."""
        if not row:
            return 0
        if self._block is _Block.BUDGET and (finer := headers.refined_budget(self._budget.header, row)):
            self._budget.head(finer, row)
            return 1
        columns = headers.indicator_header(row)
        count = 1
        if columns is None and lower and (columns := headers.header_in_two_rows(row, lower)):
            count = 2
        if columns is not None:
            if count == 1 and lower and (finer_columns := headers.refined(columns, lower)):
                columns, count = finer_columns, 2
            self._begin_indicators(columns)
            return count
        goals = headers.goal_header(row)
        if goals is not None and not any(_VALUE.search(item.text) for item in row):
            self._begin_goals(goals)
            return 1
        budget = headers.budget_header(row)
        if budget is not None:
            self._finish_table()
            self._budget.head(budget, row)
            self._block, self.scope.after_budget = _Block.BUDGET, True
            if lists_projects(budget) and self._lists_blank_names(lower):
                self._table = ProjectTable(
                    budget, self.answers, self.accounts, self.added, heads=self._budget.heads, units=self._budget.units
                )
                self._block = _Block.RECORDS
            return 1
        points = headers.plan_header(row)
        if points:
            self._finish_table()
            self._points, self._block = points, _Block.PLAN
            return 1
        return 0

    def _staff_header(self, row: Row, cells: Sequence[Cell]) -> int:
        columns = staff_columns(row, cells) if self.scope.project is None else {}
        if columns:
            self._finish_table()
            self._staff, self._block = columns, _Block.STAFF
        return 1 if columns else 0

    def _begin_goals(self, columns: Header[Goal]) -> None:
        self._finish_table()
        of_project = self.scope.project.number if self.scope.project else ""
        wanted = (
            [] if self.scope.nobody else [each for each in self.answers.entered.goals if each.project == of_project]
        )
        self._table = GoalTable(columns, self.answers, self.accounts, self.added, goals=wanted)
        self._block = _Block.RECORDS

    def _begin_indicators(self, columns: Header[Column]) -> None:
        self._finish_table()
        found = self.answers.entered.department_indicators
        if self.scope.project is not None:
            found = self.answers.entered.indicators_by_project.get(self.scope.project.number, ())
        wanted = () if self.scope.nobody else found
        self._table = IndicatorTable(
            columns, self.answers, self.accounts, self.added, indicators=wanted, tree=self.tree
        )
        self._scores = columns
        self._block = _Block.RECORDS

    def _lists_blank_names(self, row: Row) -> bool:
        """Whether the first column of *row* is empty or names a project, as that of a list of projects does."""
        first = [item for item in own(row) if item.column == self._budget.header.columns[0][0]]
        names = {name_key(project.name) for project in self.answers.entered.projects}
        return not first or blank_cell(first[0].text, numbered=True) is not None or name_key(first[0].text) in names

    def _finish_table(self) -> None:
        if self._table is not None:
            self._table.finish()
        self._table, self._block = None, _Block.LABELS

    # -- rows -----------------------------------------------------------------------------------------------

    def _data_row(self, number: int, row: Row, cells: Sequence[Cell]) -> bool:
        """Answer a row under a header; whether it is one."""
        if self._block is _Block.LABELS:
            return False
        if self._block is _Block.STAFF:
            if answer_staff(self.scope, self._staff, row, cells):
                return True
            self._block = _Block.LABELS
            return False
        if self._closes(row):
            if self._table is not None:
                self._finish_table()
            self._block = _Block.LABELS
            return False
        if self._block is _Block.BUDGET:
            self._budget.row(row, cells)
            return True
        if self._block is _Block.PLAN:
            self._block = _Block.LABELS
            return answer_plan(self.scope, self._points, cells)
        if self._table is None or self._is_execution(row):
            return False
        self._table.take(number, row, cells)
        return True

    def _closes(self, row: Row) -> bool:
        written = own(row)
        if not written:
            return False
        first = written[0]
        meaning = label_meaning(first.key)
        if meaning not in CLOSING or is_category(first.text) or is_subcategory(first.text):
            return False
        if blank_cell(first.text, numbered=True) is not None or goal_number(first.text):
            return False
        if self._block is _Block.BUDGET:
            return meaning not in {Label.TOTAL, Label.BUDGET_GROUP}
        return True

    def _is_execution(self, row: Row) -> bool:
        written = own(row)
        return bool(written) and names_execution(written[0].key)

    # -- labels and their values ----------------------------------------------------------------------------

    def _labels(self, number: int, row: Row, grid: Grid) -> set[int]:
        """Answer a row of labels with the empty cells beside them, or below them; the rows answered besides."""
        cells = grid.rows[number]
        if self._is_execution(row):
            self._execution_row(number, grid)
            return set()
        placed = [(column, cell) for column, cell in enumerate(cells) if not cell.covered]
        blanks = [cell for _, cell in placed if blank_cell(cell.text) is not None]
        if not blanks and self._labelled.labels_above(number, grid, placed):
            return {number + 1}
        if self._goals_below(number, row, grid):
            return set()
        label, meaning = self._inherited(cells)
        waiting: list[Cell] = []
        for _column, cell in placed:
            if blank_cell(cell.text) is not None:
                waiting.append(cell)
                continue
            if meaning is Label.TOTAL and (is_dash(cell.text) or number_of(cell.text) is not None):
                continue
            self._labelled.beside(label, meaning, waiting, self._scores)
            waiting = []
            inside = self._labelled.inside(cell)
            label, meaning = cell, None if inside else label_meaning(label_key(cell.text))
            self._single(cell)
            if meaning in {Label.PROJECT_NAME, Label.PROJECT_CODE}:
                self._begin_project(cells, cell, meaning)
        self._labelled.beside(label, meaning, waiting, self._scores)
        return set()

    def _inherited(self, cells: Sequence[Cell]) -> tuple[Cell | None, Label | None]:
        """The label that reaches down from above to a row that begins with an empty cell."""
        before = list(itertools.takewhile(lambda cell: cell.covered, cells))
        labels = [(cell, label_meaning(label_key(cell.text))) for cell in before]
        found = next(((cell, meaning) for cell, meaning in reversed(labels) if meaning is not None), (None, None))
        of_use = found[1] is Label.BUDGET_GROUP and self.scope.project is not None
        return (found[0], Label.FUND_USE) if of_use else found

    def _goals_below(self, number: int, row: Row, grid: Grid) -> bool:
        """Whether the row heads empty cells for goals alone, which then make a table of goals."""
        written = own(row)
        if not written or number + 1 >= len(grid.rows) or goal_meaning(written[-1].key) is not Goal.PLANNED:
            return False
        last, below = written[-1], grid.rows[number + 1]
        if last.column >= len(below) or any(not cell.covered and cell.text.strip() for cell in below):
            return False
        empty = below[last.column]
        if empty.covered or blank_cell(empty.text, numbered=True) is None or len(written) > 2:
            return False
        self._begin_goals(Header(((last.column, Goal.PLANNED),), (last.key,)))
        return True

    def _single(self, cell: Cell) -> None:
        """A caption inside a table."""
        if named := caption(cell.text):
            self._enter_project(named[1])

    def _execution_row(self, number: int, grid: Grid) -> None:
        """The row of 预算执行率 above or among the indicators, by the columns of their table."""
        scores = self._scores or self._next_scores(number, grid)
        asked = {
            Column.MAX_SCORE: "score.execution.max_score",
            Column.SCORE: "score.execution.score",
            Column.ACTUAL: "budget.total.execution_rate",
            Column.REASON: "budget.total.deviation_reason",
        }
        for column, cell in enumerate(grid.rows[number]):
            blank = blank_cell(cell.text)
            if cell.covered or blank is None:
                continue
            meaning = scores.at(column) if scores else None
            answer = self.answers.fact(asked[meaning]) if meaning in asked and meaning else None
            asks = f"预算执行率的{meaning.value}" if meaning else "“预算执行率”旁边"
            self.scope.answer_cell(cell, blank, answer, asks)

    def _next_scores(self, number: int, grid: Grid) -> Header[Column] | None:
        for row in rows_of(grid)[number + 1 :]:
            if row and (found := headers.indicator_header(row)):
                return found
        return self._coming

    # -- projects -------------------------------------------------------------------------------------------

    def _enter_project(self, printed: str) -> None:
        self._finish_table()
        self.scope.enter_project(printed)

    def _begin_project(self, cells: Sequence[Cell], label: Cell, meaning: Label) -> None:
        """A table of a project begins where its name or code is asked for or printed."""
        column = next(number for number, cell in enumerate(cells) if cell is label)
        value = next((cell for cell in cells[column + 1 :] if not cell.covered), None)
        printed = value is not None and blank_cell(value.text) is None
        if printed and value is not None:
            self._enter_project(value.text)
        elif meaning is Label.PROJECT_CODE or not self._is_code_known(cells, label):
            self._enter_project("")

    def _is_code_known(self, cells: Sequence[Cell], label: Cell) -> bool:
        """Whether the project was begun by the code that stands in the same row."""
        before = cells[: next(number for number, cell in enumerate(cells) if cell is label)]
        keys = (label_meaning(label_key(cell.text)) for cell in before if not cell.covered)
        return any(each in {Label.PROJECT_NAME, Label.PROJECT_CODE} for each in keys)


def fill_form(
    document: SourceDocument,
    entered: SelfEvaluation,
    ledger: FactLedger,
    tree: Mapping[str, Sequence[str]],
    passages: Mapping[str, str],
) -> FormFilling:
    """What is written into the blank form *document*, what is left, and what of the entry found no cell.

    *tree* is the form pack's order of levels, *passages* are sections of the report by their keys.
    """
    texts = {label: passages[key] for label, key in _SECTIONS.items() if key in passages}
    walk = FormWalk(Answers(entered, ledger, texts), tree)
    walk.read(document)
    return FormFilling(
        cells=tuple(walk.accounts.cells),
        added=tuple(walk.added),
        left=walk.accounts.left(),
        not_placed=not_placed(entered, ledger, walk.accounts.placed),
        notices=document.not_read,
        ledger=ledger,
    )
