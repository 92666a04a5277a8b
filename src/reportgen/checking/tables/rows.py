"""One row of a table, judged (逐行核查): its record is looked up by its names, its cells by their columns or labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.checking.tables.cells import LABELLED, CellJudge, as_label, nothing
from reportgen.checking.tables.fields import VALUES, WORDS, label_of, other_field
from reportgen.checking.tables.findings import RowNotes
from reportgen.checking.tables.heads import Staff, TableCell, columns_of
from reportgen.checking.tables.label_rows import TEXT_LABELS, LabelRows
from reportgen.checking.tables.places import GAP, SCORES, Laid, Place, add_up, is_serial, says_something
from reportgen.checking.tables.record_rows import RecordRows
from reportgen.checking.tables.stated_cells import StatedCells
from reportgen.checking.tables.subjects import facts_of, plain
from reportgen.checking.tables.sum_rows import SumRows
from reportgen.checking.tables.sums import is_sum_label
from reportgen.checking.tables.values import Outcome, judge_words
from reportgen.language.cell_text import number_of
from reportgen.language.table_heads import Column, Goal, Label
from reportgen.quantities.mention import Mention
from reportgen.quantities.units import NO_UNIT, PERCENT, Unit, unit_named

_EXECUTION = re.compile(r"(?:部门)?(?:整体)?(?:预算|资金|支出)+执行率?(?:率|情况)?(?:得分)?(?:\(.*\))?")
_GOAL_LABEL = re.compile(r"(?:年度|绩效|总体|部门)*目标[\d一二三四五六七八九十]{1,3}(?:指标)?")
_NO_ROW_NAMES = TEXT_LABELS | {
    Label.DEPARTMENT, Label.YEAR, Label.SUBORDINATE_UNITS, Label.BUDGET_CODE, Label.CONTACT, Label.PHONE,
    Label.REPORT_DATE, Label.PROJECT_NAME, Label.PROJECT_CODE, Label.UNIT_NAME, Label.RATING,
}  # fmt: skip
_LEVELS = (Column.BLOCK, Column.CATEGORY, Column.SUBCATEGORY)
_NAMES = frozenset({Column.NAME, Column.CATEGORY, Column.SUBCATEGORY, Column.BLOCK, Goal.NUMBER, Staff.CLASS})
PERCENT_OR_POINT = NO_UNIT  # 权重 is printed as 50, 50分 or 50%


class RowJudge:
    """Judges rows whose cells *cells* judges."""

    def __init__(self, cells: CellJudge) -> None:
        self._cells = cells
        self._ledger = cells.ledger
        self._subjects = self._cells.subjects
        self._records = RecordRows(self._cells)
        self._sums = SumRows(self._cells)
        self._labels = LabelRows(self._cells)
        self._of_project: dict[str, list[str]] = {}
        for fact in cells.ledger.values():
            if fact.id.startswith("indicator."):
                subject, _, last = fact.id.rpartition(".")
                if last == "name":
                    owner = cells.ledger.get(f"{subject}.project")
                    self._of_project.setdefault(owner.text if owner else "", []).append(subject)

    def stated_cells(self) -> StatedCells:
        """The judge of what the import read from cells, by the same names."""
        return StatedCells(self._ledger, self._subjects, self._of_project, self._cells.read)

    def judge(self, place: Place, cells: Sequence[TableCell], notes: RowNotes) -> None:
        """Say in *notes* what can be said of the row; *place* remembers what the next row needs."""
        for cell in cells:
            if GAP.fullmatch(cell.text):
                notes.exempt(cell, self._cells.numbers(cell), "待填的提示，不是数量")
        written = [cell for cell in cells if says_something(cell)]
        if not written:
            return
        if self._labels.plan(place, cells, notes):
            return
        laid = self._laid(place, cells)
        for one in laid:
            if is_serial(one):
                notes.exempt(one.cell, self._cells.numbers(one.cell), "序号，不是数量")
        written = [cell for cell in written if not any(cell is one.cell and is_serial(one) for one in laid)]
        if not written:
            return
        first = written[0]
        if place.head is not None and place.head.has(Staff.ACTUAL) and self._records.staff(laid, notes):
            return
        if (is_sum_label(first.text) or self._sums.is_bare_sum(place, laid, written)) and self._sums.sums(
            place, laid, first, notes
        ):
            return
        if _EXECUTION.fullmatch(first.key) and not self._subjects.names_indicator(first.text):
            self._sums.execution(written, laid, notes)
            return
        labelled = label_of(first.key) in _NO_ROW_NAMES and not self._subjects.names_indicator(first.text)
        if laid and not labelled and self._by_columns(place, laid, notes):
            return
        place.sums.miss()
        self._labels.judge(place, cells, notes)

    def _laid(self, place: Place, cells: Sequence[TableCell]) -> list[Laid]:
        head = place.head
        if head is None:
            return []
        columns = columns_of(head, cells, (self._subjects.is_name, self._subjects.names_indicator))
        return [
            Laid(
                cell, None if at is None else head.meanings[at], -1 if at is None else at,
                "" if at is None else head.keys[at], NO_UNIT if at is None else head.units[at],
            )
            for cell, at in zip(cells, columns, strict=True)
        ]  # fmt: skip

    def _by_columns(self, place: Place, laid: Sequence[Laid], notes: RowNotes) -> bool:
        head = place.head
        if head is None:
            return False
        if head.has(Column.NAME, Column.CATEGORY, Column.SUBCATEGORY):
            return self._indicator(place, laid, notes)
        if head.has(Goal.ACHIEVED):
            return self._records.goal(place, laid, notes)
        return self._records.budget(place, laid, notes)

    def _indicator(self, place: Place, laid: Sequence[Laid], notes: RowNotes) -> bool:
        for one in laid:
            if one.meaning in _LEVELS and one.cell.text:
                place.levels[one.meaning] = one.cell.text
        subject = self._subject_of_row(place, laid)
        if not subject:
            return False
        place.above = subject
        unit = next(
            (unit_named(one.cell.text) for one in laid if one.meaning is Column.UNIT and one.cell.text), NO_UNIT
        )
        for one in laid:
            self._cell_of(place, one, subject, unit, notes)
            add_up(place, one)
        if not any(one.meaning in SCORES and number_of(one.cell.text) is not None for one in laid):
            place.sums.miss()
        return True

    def _subject_of_row(self, place: Place, laid: Sequence[Laid]) -> str:
        cells = {one.meaning: one.cell for one in laid if one.meaning is not None}
        name = cells.get(Column.NAME)
        words = name.text if name is not None else ""
        if name is None or not says_something(name):
            lower = cells.get(Column.SUBCATEGORY)
            words = lower.text if lower is not None and self._subjects.names_indicator(lower.text) else ""
            if not words and name is not None and not name.text and place.above and len(laid) == len(cells):
                return place.above
        if words:
            return self._subjects.indicator(words, self._fitting(place, words), place.above)
        upper = cells.get(Column.CATEGORY)
        return self._subjects.category(upper.text) if upper is not None and upper.text else ""

    def _fitting(self, place: Place, name: str) -> list[str]:
        """Of the indicators of that name, those of the project in question and under the levels of the row."""
        held = self._subjects.candidates(name)
        if len(held) < 2:
            return list(held)
        number = place.project.removeprefix("project.")
        own = set(self._of_project.get(number, ())) if place.project else set(self._of_project.get("", ()))
        kept = [key for key in held if key in own] or list(held)
        for level, last in ((Column.SUBCATEGORY, "subcategory"), (Column.CATEGORY, "category")):
            said = plain(place.levels.get(level, ""))
            same = [key for key in kept if said and self._cells.text(f"{key}.{last}")[:2] == said[:2]]
            kept = same or kept
        return kept

    def _cell_of(self, place: Place, one: Laid, subject: str, unit: Unit, notes: RowNotes) -> None:
        cell, meaning = one.cell, one.meaning
        if meaning is None or not says_something(cell):
            return
        if meaning is Column.UNIT or meaning is Column.COMPARATOR:
            notes.exempt(cell, self._cells.numbers(cell), "计量单位，不是数量")
        elif meaning in _NAMES:
            self._name(one, subject, notes)
        elif meaning is Column.WEIGHT:
            group = self._subjects.category(place.levels.get(Column.CATEGORY, ""))
            self._cells.value(cell, facts_of(self._ledger, group, ("max_score",)), nothing, PERCENT_OR_POINT, notes)
        elif meaning in VALUES:
            fields = VALUES[meaning]
            own = unit if meaning in {Column.TARGET, Column.ACTUAL, Column.PREVIOUS} else one.unit
            facts = facts_of(self._ledger, subject, fields)
            self._cells.value(
                cell, facts, self._cells.others(subject, fields), own if own != NO_UNIT else one.unit, notes
            )
            if meaning is Column.ACTUAL:
                self._cells.verdicts(cell, subject, facts, notes)
        elif meaning in WORDS:
            self._cells.words(cell, subject, WORDS[meaning], notes)
        elif meaning is Column.OTHER:
            facts = facts_of(self._ledger, subject, other_field(one.key))
            if facts:
                self._cells.value(cell, facts, nothing, PERCENT, notes)
            self._cells.verdicts(cell, subject, (), notes)

    def _name(self, one: Laid, subject: str, notes: RowNotes) -> None:
        cell, numbers = one.cell, self._cells.numbers(one.cell)
        if one.meaning is Column.BLOCK and _GOAL_LABEL.fullmatch(cell.key):
            self._goal_label(cell, numbers, subject, notes)
            return
        if one.meaning is Column.CATEGORY and numbers:
            group = self._subjects.category(cell.text)
            whole = facts_of(self._ledger, group, ("max_score", "score"))
            claims = [number for number in numbers if number.kind not in LABELLED]
            if whole and len(claims) == 1:
                self._cells.value(cell, whole, nothing, PERCENT_OR_POINT, notes)
                return
        facts = facts_of(self._ledger, subject, ("name", "description", "number", "text", "goal", "staff_class"))
        outcomes = list(judge_words(cell.text, numbers, facts))
        notes.outcomes(cell, [as_label(outcome) for outcome in outcomes])

    def _goal_label(self, cell: TableCell, numbers: Sequence[Mention], subject: str, notes: RowNotes) -> None:
        """绩效目标1 before an indicator: the goal it was entered under."""
        goal = self._ledger.get(f"{subject}.goal")
        if goal is None or not goal.text.isdecimal() or not numbers or numbers[0].value == int(goal.text):
            notes.exempt(cell, numbers, "目标序号，不是数量")
        else:
            notes.outcomes(cell, [Outcome(number, goal, "NUMBER_DIFFERS") for number in numbers])
