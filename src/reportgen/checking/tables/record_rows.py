"""Rows of money, goals and staff in a table (预算、目标、人员各行): the record by its label, the cells by column."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.checking.tables.cells import CellJudge, nothing
from reportgen.checking.tables.fields import VALUES, WORDS, of_a_fund, other_field
from reportgen.checking.tables.findings import RowNotes
from reportgen.checking.tables.heads import Staff, TableCell
from reportgen.checking.tables.places import SCORES, Laid, Place, add_up, is_left_over, is_serial, says_something
from reportgen.checking.tables.subjects import facts_of, plain
from reportgen.checking.tables.values import Outcome, rounds_to
from reportgen.language.cell_text import number_of
from reportgen.language.table_heads import Budget, Goal
from reportgen.model.facts import Fact
from reportgen.quantities.units import NO_UNIT, PERCENT


class RecordRows:
    """Judges the rows that state one budget line, project, goal or class of staff each."""

    def __init__(self, cells: CellJudge) -> None:
        self._cells = cells
        self._ledger = cells.ledger
        self._subjects = cells.subjects

    def budget(self, place: Place, laid: Sequence[Laid], notes: RowNotes) -> bool:
        """A row of money; False where nobody knows whose."""
        figures = [one for one in laid if one.meaning in VALUES or one.meaning is Budget.OTHER]
        first = min((one.column for one in figures if one.column >= 0), default=0)
        labels = [one.cell for one in laid if one.column < first and one.cell.text and number_of(one.cell.text) is None]
        label = labels[-1].text if labels else ""
        subject, source = self._budget_subject(place, label, labels)
        if not subject:
            return False
        place.above = subject
        names = facts_of(self._ledger, subject, ("name",))
        for one in laid:
            if names and one.cell in labels:
                self._cells.label(one.cell, names, notes)
            if one.cell in labels or is_serial(one) or not one.cell.text:
                continue
            fields = VALUES.get(one.meaning, ()) if one.meaning else ()
            fields = of_a_fund(source, fields) if source else fields
            if one.meaning in SCORES:
                self._cells.value(one.cell, facts_of(self._ledger, "score.execution", fields), nothing, NO_UNIT, notes)
            elif one.meaning is Budget.RATE and self._is_zero(one.cell, subject):
                notes.exempt(one.cell, self._cells.numbers(one.cell), "没有预算，执行率无从计算")
            elif one.meaning in VALUES:
                unit = one.unit if one.unit != NO_UNIT else place.unit
                unit = PERCENT if one.meaning is Budget.RATE else unit
                others = nothing if source else self._cells.others(subject, fields)
                self._cells.value(one.cell, facts_of(self._ledger, subject, fields), others, unit, notes)
                add_up(place, one)
            elif one.meaning is Budget.OTHER:
                add_up(place, one)
                if is_left_over(one) and not source and self._is_left_over(place, one, subject):
                    notes.derived(one.cell, self._cells.numbers(one.cell)[0], "全年预算数减去全年执行数")
                elif facts := facts_of(self._ledger, subject, other_field(one.key)):
                    self._cells.value(one.cell, facts, nothing, PERCENT if "率" in one.key else place.unit, notes)
            elif one.meaning in WORDS:
                self._cells.words(one.cell, subject, WORDS[one.meaning], notes)
        return True

    def _is_zero(self, cell: TableCell, subject: str) -> bool:
        """Whether the rate is printed as 0 where there is no budget to divide by."""
        value = number_of(cell.text.rstrip("%％"))
        budgets = facts_of(self._ledger, subject, ("adjusted_budget", "budget"))
        return value == 0 and bool(budgets) and not any(one.quantity and one.quantity.base for one in budgets)

    def _is_left_over(self, place: Place, one: Laid, subject: str) -> bool:
        """Whether the cell holds what is left of the budget of *subject*, in the unit of its column."""
        written = number_of(one.cell.text)
        budget = next(iter(facts_of(self._ledger, subject, ("adjusted_budget", "budget"))), None)
        spent = next(iter(facts_of(self._ledger, subject, ("actual_expenditure",))), None)
        if written is None or budget is None or spent is None or budget.quantity is None or spent.quantity is None:
            return False
        unit = one.unit if one.unit != NO_UNIT else place.unit
        unit = unit if unit != NO_UNIT else budget.quantity.unit
        return rounds_to(budget.quantity.base - spent.quantity.base, written, unit.factor)

    def _budget_subject(self, place: Place, label: str, labels: Sequence[TableCell]) -> tuple[str, str]:
        """The record of a row of money, and the source of funds where it is a part of a project."""
        named = next((key for cell in reversed(labels) if (key := self._subjects.project(cell.text))), "")
        if named:
            return named, ""
        line = self._subjects.budget_line(label, place.line) if label else "total"
        if not line:
            return "", ""
        if line in {"fiscal", "other", "total"}:
            place.line = line
        if place.project and (line in {"fiscal", "other"} or line == "total"):
            return place.project, "" if line == "total" else line
        return f"budget.{line}", ""

    def goal(self, place: Place, laid: Sequence[Laid], notes: RowNotes) -> bool:
        """A row that tells a goal and what was reached; False where nobody knows which."""
        cells = {one.meaning: one.cell for one in laid if one.meaning is not None}
        planned = cells.get(Goal.PLANNED)
        number = cells.get(Goal.NUMBER)
        subject = self._subjects.goal(planned.text, place.above) if planned is not None and planned.text else ""
        if not subject and number is not None and f"goal.{number.text}.text" in self._ledger:
            subject = f"goal.{number.text}"
        if not subject:
            return False
        place.above = subject
        for one in laid:
            if one.meaning in WORDS and says_something(one.cell):
                self._goal_words(one.cell, subject, WORDS[one.meaning], notes)
        return True

    def _goal_words(self, cell: TableCell, subject: str, fields: Sequence[str], notes: RowNotes) -> None:
        """The words of a goal's row; those that were entered of another goal are not of this one."""
        own = {plain(fact.text) for fact in facts_of(self._ledger, subject, fields)}
        other = None if plain(cell.text) in own else self._goal_that_says(plain(cell.text), fields)
        numbers = self._cells.numbers(cell)
        if other is None or not numbers:
            self._cells.words(cell, subject, fields, notes)
        else:
            notes.outcomes(cell, [Outcome(number, other, "NUMBER_WRONG_SUBJECT") for number in numbers])

    def _goal_that_says(self, words: str, fields: Sequence[str]) -> Fact | None:
        goals = {key.rpartition(".")[0] for key in self._ledger if key.startswith("goal.")}
        told = (fact for goal in sorted(goals) for fact in facts_of(self._ledger, goal, fields))
        return next((fact for fact in told if plain(fact.text) == words), None)

    def staff(self, laid: Sequence[Laid], notes: RowNotes) -> bool:
        """A row that counts a class of staff; False where nobody knows which."""
        name = next((one.cell.text for one in laid if one.meaning is Staff.CLASS), "")
        subject = self._subjects.staff_class(name)
        if not subject:
            return False
        for one in laid:
            if one.meaning in {Staff.AUTHORIZED, Staff.ACTUAL}:
                fields = VALUES[one.meaning]
                self._cells.value(one.cell, facts_of(self._ledger, subject, fields), nothing, NO_UNIT, notes)
        return True
