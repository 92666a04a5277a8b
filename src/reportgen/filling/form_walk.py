"""A form read from top to bottom: what each of its empty cells asks for, and the answer written into it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum, auto

from reportgen.filling.accounts import BY_HAND, NO_DATA, NO_PROJECT, UNKNOWN, Accounts, not_placed
from reportgen.filling.answers import Answer, Answers
from reportgen.filling.blanks import Blank, blank_cell, box_of, columns_of, labelled_blanks, year_blank
from reportgen.filling.form_rows import name_key
from reportgen.filling.record_tables import GoalTable, IndicatorTable, ProjectTable, cells_under
from reportgen.importing import headers
from reportgen.importing.amounts import stated_unit
from reportgen.importing.budget_rows import line_key, lists_projects
from reportgen.importing.execution_score import names_execution
from reportgen.importing.headers import Header
from reportgen.importing.indicator_words import goal_number, is_category, is_subcategory
from reportgen.importing.projects import caption
from reportgen.importing.rows import Row, own, rows_of
from reportgen.importing.tables import CLOSING
from reportgen.language.cell_text import is_dash, label_key, number_of, one_line
from reportgen.language.table_heads import Budget, Column, Goal, Label, budget_meaning, goal_meaning, label_meaning
from reportgen.model.facts import FactLedger
from reportgen.model.form_filling import AddedRow, FormFilling
from reportgen.model.indicators import Project
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.model.source_document import Cell, Grid, SourceDocument, TextParagraph

_LONGEST_LINE = 120
_LONGEST_UNIT_NOTE = 40
_DEPARTMENT_TABLE = re.compile(r"(?:部门|单位|整体)[^，。]{0,24}表[》）)]?")
_PRINTED_YEAR = re.compile(r"(20\d\d)\s*年度?")
_IN_LINES = frozenset(
    {Label.BLOCK, Label.NOTE, Label.MONEY_UNIT, Label.UNSUPPORTED, Label.BUDGET_GROUP, Label.PLAN_GROUP}
)


_SECTIONS = {Label.CONCLUSION: "conclusion", Label.PROBLEMS: "problems", Label.MEASURE: "improvements"}


class _Block(Enum):
    """What the rows are for the moment."""

    LABELS = auto()
    BUDGET = auto()
    RECORDS = auto()
    PLAN = auto()


class FormWalk:
    """Reads a form once and answers it cell by cell. *tree* is the form pack's order of levels."""

    def __init__(self, answers: Answers, tree: Mapping[str, Sequence[str]]) -> None:
        self.answers = answers
        self.tree = tree
        self.accounts = Accounts()
        self.added: list[AddedRow] = []
        self._unit = ""
        self._project: Project | None = None
        self._nobody = False  # in a table for a project where there is none left
        self._waiting = list(answers.entered.projects)
        self._block = _Block.LABELS
        self._after_budget = False
        self._table: IndicatorTable | GoalTable | ProjectTable | None = None
        self._budget: Header[Budget] = Header(())
        self._heads: dict[Budget, str] = {}
        self._units: dict[Budget, str] = {}
        self._scores: Header[Column] | None = None
        self._points: Row = ()
        self._coming: Header[Column] | None = None

    def read(self, document: SourceDocument) -> None:
        """Answer the whole *document*."""
        blocks = _with_inner_tables(document.blocks)
        for number, block in enumerate(blocks):
            if isinstance(block, Grid):
                self._coming = _scores_below(blocks[number + 1 :], block)
                self._grid(block)
            else:
                self._line(block)

    # -- lines ----------------------------------------------------------------------------------------------

    def _line(self, line: TextParagraph) -> None:
        plain = one_line(line.text)
        self._unit = stated_unit(line.text) or self._unit
        if named := caption(line.text):
            self._enter_project(named[1])
        elif _DEPARTMENT_TABLE.search(plain) and len(plain) <= _LONGEST_LINE // 2:
            self._project, self._nobody = None, False
        if len(line.text) <= _LONGEST_LINE:
            self._inside(line)

    def _inside(self, place: TextParagraph | Cell) -> bool:
        """Answer the blanks inside a line or cell that has words of its own; whether there were any."""
        text = place.text
        year, blank = self.answers.year(), year_blank(text)
        if year and blank:
            self.accounts.fill(place.origin, blank, year)
            return True
        printed = _PRINTED_YEAR.search(text)
        if year and printed and "表" in text and len(text) <= _LONGEST_LINE // 2 and printed[1] != year.text:
            self.accounts.leave(place.origin, "年度", f"表上印的是{printed[1]}年，填报数据是{year.text}年，没有改")
        rating = self.answers.fact("score.rating") if self._project is None else None
        if rating and (box := box_of(text, rating.text)):
            self.accounts.fill(place.origin, box, Answer("☑", rating.facts))
            return True
        found = False
        for each in labelled_blanks(text):
            if each.meaning in _IN_LINES:
                continue
            found = True
            answer = self._labelled(each.meaning, each.label, text)
            if answer is None:
                self.accounts.leave(place.origin, each.label, self._why())
                continue
            if not each.last:
                room = columns_of(text[each.blank.start : each.blank.end]) - columns_of(answer.text)
                answer = Answer(answer.text + " " * max(room, 4), answer.facts)
            self.accounts.fill(place.origin, each.blank, answer)
        return found

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
                    self._unit = stated_unit(item.text) or self._unit
            lower = rows[number + 1] if number + 1 < len(rows) else ()
            begun = self._header(row, lower)
            if begun:
                skipped = lower if begun == 2 else None
            elif not self._data_row(number, row, cells):
                done |= self._labels(number, row, grid)
        self._finish_table()

    def _header(self, row: Row, lower: Row) -> int:
        """How many rows make up the header that begins here: none, one or two."""
        if not row:
            return 0
        if self._block is _Block.BUDGET and (finer := headers.refined_budget(self._budget, row)):
            self._name_columns(finer, row)
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
        if goals is not None:
            self._begin_goals(goals)
            return 1
        budget = headers.budget_header(row)
        if budget is not None:
            self._finish_table()
            self._name_columns(budget, row)
            self._block, self._after_budget = _Block.BUDGET, True
            if lists_projects(budget) and self._lists_blank_names(lower):
                self._table = ProjectTable(
                    budget, self.answers, self.accounts, self.added, heads=self._heads, units=self._units
                )
                self._block = _Block.RECORDS
            return 1
        points = headers.plan_header(row)
        if points:
            self._finish_table()
            self._points, self._block = points, _Block.PLAN
            return 1
        return 0

    def _begin_goals(self, columns: Header[Goal]) -> None:
        self._finish_table()
        of_project = self._project.number if self._project else ""
        wanted = [] if self._nobody else [each for each in self.answers.entered.goals if each.project == of_project]
        self._table = GoalTable(columns, self.answers, self.accounts, self.added, goals=wanted)
        self._block = _Block.RECORDS

    def _begin_indicators(self, columns: Header[Column]) -> None:
        self._finish_table()
        found = self.answers.entered.department_indicators
        if self._project is not None:
            found = self.answers.entered.indicators_by_project.get(self._project.number, ())
        wanted = () if self._nobody else found
        self._table = IndicatorTable(
            columns, self.answers, self.accounts, self.added, indicators=wanted, tree=self.tree
        )
        self._scores = columns
        self._block = _Block.RECORDS

    def _lists_blank_names(self, row: Row) -> bool:
        """Whether the first column of *row* is empty or names a project, as that of a list of projects does."""
        first = [item for item in own(row) if item.column == self._budget.columns[0][0]]
        names = {name_key(project.name) for project in self.answers.entered.projects}
        return not first or blank_cell(first[0].text, numbered=True) is not None or name_key(first[0].text) in names

    def _name_columns(self, header: Header[Budget], row: Row) -> None:
        self._budget = header
        for item in row:
            meaning = header.at(item.column)
            if meaning is not None:
                self._heads[meaning] = item.text
                self._units[meaning] = stated_unit(item.text) or self._unit

    def _finish_table(self) -> None:
        if self._table is not None:
            self._table.finish()
        self._table, self._block = None, _Block.LABELS

    # -- rows -----------------------------------------------------------------------------------------------

    def _data_row(self, number: int, row: Row, cells: Sequence[Cell]) -> bool:
        """Answer a row under a header; whether it is one."""
        if self._block is _Block.LABELS:
            return False
        if self._closes(row):
            if self._table is not None:
                self._finish_table()
            self._block = _Block.LABELS
            return False
        if self._block is _Block.BUDGET:
            return self._budget_row(row, cells)
        if self._block is _Block.PLAN:
            return self._plan_row(cells)
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

    def _budget_row(self, row: Row, cells: Sequence[Cell]) -> bool:
        first = next((start for start, meaning in self._budget.columns if meaning is not None), 0)
        labels = [item for item in row if item.column < first]
        line = line_key("".join(item.key for item in labels))
        words = labels[-1].text if labels else ""
        unit = stated_unit(words)
        for meaning, cell in cells_under(self._budget, cells).items():
            if cell.covered:
                continue
            blank, answer = blank_cell(cell.text), None
            if line is not None and not self._nobody:
                asked = blank.unit if blank and blank.unit in {"元", "千元", "万元", "亿元"} else ""
                head, of_column = self._heads.get(meaning, ""), self._units.get(meaning, "")
                answer = self.answers.budget(line, meaning, head, asked or unit or of_column, self._project)
            asks = f"{one_line(words)}的{self._head_of(meaning)}" if words else self._head_of(meaning)
            self._answer_cell(cell, blank, answer, asks)
        return True

    def _head_of(self, meaning: Budget) -> str:
        return label_key(self._heads.get(meaning, "")) or str(meaning.value)

    def _plan_row(self, cells: Sequence[Cell]) -> bool:
        starts = {item.column: item for item in self._points}
        found = False
        for column, cell in enumerate(cells):
            if column in starts and not cell.covered:
                point = one_line(starts[column].text)
                answer = self.answers.planned_share(self._project, point) if self._project else None
                self._answer_cell(cell, blank_cell(cell.text), answer, f"{point}累计支出比例")
                found = True
        self._block = _Block.LABELS
        return found

    def _answer_cell(self, cell: Cell, blank: Blank | None, answer: Answer | None, asks: str) -> None:
        if blank is not None and answer is not None:
            self.accounts.fill(cell.origin, blank, answer)
        elif blank is not None:
            self.accounts.leave(cell.origin, asks, self._why())
        elif answer is not None:
            self.accounts.printed(cell.origin, asks, cell.text, answer)

    def _why(self) -> str:
        return NO_PROJECT if self._nobody else NO_DATA

    # -- labels and their values ----------------------------------------------------------------------------

    def _labels(self, number: int, row: Row, grid: Grid) -> set[int]:
        """Answer a row of labels with the empty cells beside them, or below them; the rows answered besides."""
        cells = grid.rows[number]
        if self._is_execution(row):
            self._execution_row(number, grid)
            return set()
        placed = [(column, cell) for column, cell in enumerate(cells) if not cell.covered]
        blanks = [cell for _, cell in placed if blank_cell(cell.text) is not None]
        if not blanks and self._labels_above(number, grid, placed):
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
            self._beside(label, meaning, waiting)
            waiting = []
            inside = self._inside(cell)
            label, meaning = cell, None if inside else label_meaning(label_key(cell.text))
            self._single(cell)
            if meaning in {Label.PROJECT_NAME, Label.PROJECT_CODE}:
                self._begin_project(cells, cell, meaning)
        self._beside(label, meaning, waiting)
        return set()

    def _inherited(self, cells: Sequence[Cell]) -> tuple[Cell | None, Label | None]:
        """The label that reaches down from above to a row that begins with an empty cell."""
        before = list(itertools.takewhile(lambda cell: cell.covered, cells))
        labels = [(cell, label_meaning(label_key(cell.text))) for cell in before]
        found = next(((cell, meaning) for cell, meaning in reversed(labels) if meaning is not None), (None, None))
        of_use = found[1] is Label.BUDGET_GROUP and self._project is not None
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

    def _labels_above(self, number: int, grid: Grid, placed: Sequence[tuple[int, Cell]]) -> bool:
        """Answer labels whose values stand in the row below; whether these are such labels."""
        if number + 1 >= len(grid.rows) or len(placed) < 2:
            return False
        below = {column: cell for column, cell in enumerate(grid.rows[number + 1]) if not cell.covered}
        columns = [column for column, _ in placed]
        if sorted(below) != columns or any(blank_cell(cell.text) is None for cell in below.values()):
            return False
        meanings = [label_meaning(label_key(cell.text)) for _, cell in placed]
        if not any(meanings):
            return False
        for (column, cell), meaning in zip(placed, meanings, strict=True):
            self._beside(cell, meaning, [below[column]])
        return True

    def _beside(self, label: Cell | None, meaning: Label | None, blanks: Sequence[Cell]) -> None:
        """Answer the empty cells behind one label."""
        if not blanks:
            return
        words = one_line(label.text) if label is not None else ""
        if meaning is Label.TOTAL and self._project is None:
            self._total(words, blanks)
            return
        for position, cell in enumerate(blanks):
            answer = None
            if meaning is not None and label is not None and position == 0:
                answer = self._labelled(meaning, label.text, label.text)
            blank = blank_cell(cell.text)
            if answer is not None and blank is not None:
                self.accounts.fill(cell.origin, blank, answer)
            elif meaning is Label.UNSUPPORTED:
                self.accounts.leave(cell.origin, words, BY_HAND)
            elif meaning is not None and position == 0 and meaning not in _IN_LINES:
                self.accounts.leave(cell.origin, words, self._why())
            else:
                self.accounts.leave(cell.origin, f"“{words[:20]}”旁边" if words else "", UNKNOWN)

    def _labelled(self, meaning: Label, words: str, context: str) -> Answer | None:
        if self._nobody:
            return None
        key = label_key(words)
        unit = stated_unit(context) or self._unit
        if self._project is None:
            if meaning is Label.TOTAL:
                return self.answers.fact("score.total")
            if meaning is Label.REASON and self._after_budget:
                return self.answers.joined(f"budget.total.{f}" for f in ("deviation_reason", "improvement_measures"))
            money = budget_meaning(key)
            if meaning in {Label.BUDGET, Label.EXPENDITURE} and money is not None:
                return self.answers.budget(("合计", "合计"), money, "", unit, None)
            if meaning in {Label.FISCAL, Label.OTHER_FUNDS}:
                source = "财政拨款" if meaning is Label.FISCAL else "其他资金"
                return self.answers.budget((source, "合计"), Budget.ADJUSTED, "", unit, None)
            if meaning in {Label.GOAL, Label.ACHIEVED}:
                return self.answers.department_goal(goal_number(words), achieved=meaning is Label.ACHIEVED)
        elif meaning in {Label.GOAL, Label.ACHIEVED}:
            return self.answers.project_goals(self._project, achieved=meaning is Label.ACHIEVED)
        return self.answers.label(meaning, words, unit, self._project)

    def _total(self, words: str, blanks: Sequence[Cell]) -> None:
        """总分: full marks and score under their columns, else the score alone or both in order."""
        ids = ("score.max_total", "score.total")
        named = {Column.MAX_SCORE: ids[0], Column.SCORE: ids[1]}
        under = [self._scores.at((cell.origin.column or 1) - 1) if self._scores else None for cell in blanks]
        if any(each in named for each in under):
            asked = [named.get(each, "") if each else "" for each in under]
        else:
            asked = list(ids[-len(blanks) :]) if len(blanks) <= 2 else [""] * len(blanks)
        has_total = self.answers.fact(ids[1]) is not None  # full marks alone say nothing
        for cell, fact in zip(blanks, asked, strict=True):
            answer = self.answers.fact(fact) if fact and has_total else None
            self._answer_cell(cell, blank_cell(cell.text), answer, words) if fact else self.accounts.leave(
                cell.origin, f"“{words}”旁边", UNKNOWN
            )

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
            self._answer_cell(cell, blank, answer, asks)

    def _next_scores(self, number: int, grid: Grid) -> Header[Column] | None:
        for row in rows_of(grid)[number + 1 :]:
            if row and (found := headers.indicator_header(row)):
                return found
        return self._coming

    # -- projects -------------------------------------------------------------------------------------------

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

    def _enter_project(self, printed: str) -> None:
        """Go on with the project *printed*, or with the next one where nothing is printed."""
        self._finish_table()
        self._after_budget = False
        if printed:
            key = name_key(printed)
            known = {name_key(each.name): each for each in self.answers.entered.projects}
            known |= {label_key(each.code): each for each in self.answers.entered.projects if each.code}
            self._project = known.get(key)
        else:
            self._project = self._waiting[0] if self._waiting else None
        self._nobody = self._project is None
        if self._project in self._waiting:
            self._waiting.remove(self._project)


_INNER_TABLE = "\ufffc"  # what stands for an object in a text: a cell with a table in it is not empty


def _with_inner_tables(blocks: Sequence[TextParagraph | Grid]) -> list[TextParagraph | Grid]:
    """*blocks* where a cell that holds a table shows it."""
    grids = [block for block in blocks if isinstance(block, Grid)]
    parts = {cell.origin.part for grid in grids for row in grid.rows[:1] for cell in row[:1]}
    holders = {part.rpartition("内的表格")[0] for part in parts}

    def shown(cell: Cell) -> Cell:
        return replace(cell, text=cell.text + _INNER_TABLE) if cell.origin.place in holders else cell

    return [
        replace(block, rows=tuple(tuple(map(shown, row)) for row in block.rows)) if isinstance(block, Grid) else block
        for block in blocks
    ]


def _scores_below(blocks: Sequence[TextParagraph | Grid], above: Grid) -> Header[Column] | None:
    """The header of indicators in the next table, if that goes on the columns of the one *above*."""
    below = next((block for block in blocks if isinstance(block, Grid)), None)
    if below is None or max(map(len, below.rows), default=0) != max(map(len, above.rows), default=0):
        return None
    found = (headers.indicator_header(row) for row in rows_of(below) if row)
    return next((each for each in found if each is not None), None)


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
    )
