"""Rows of sums and of 预算执行率 in a table (合计行、执行率行)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from reportgen.checking.tables.cells import LABELLED, CellJudge, nothing
from reportgen.checking.tables.fields import REASONS, VALUES, other_field
from reportgen.checking.tables.findings import RowNotes
from reportgen.checking.tables.heads import TableCell
from reportgen.checking.tables.places import MONEY_COLUMNS, SCORES, Laid, Place
from reportgen.checking.tables.subjects import facts_of
from reportgen.checking.tables.values import judge_value, rounds_to
from reportgen.language.cell_text import number_of
from reportgen.language.table_heads import Budget, Column
from reportgen.model.facts import Fact
from reportgen.quantities.mention import Mention
from reportgen.quantities.units import NO_UNIT, PERCENT, Unit

_TOTALS = {"max_score": "score.max_total", "score": "score.total"}


class SumRows:
    """Judges 总分, 合计 and 小计, and the scored row of 预算执行率."""

    def __init__(self, cells: CellJudge) -> None:
        self._cells = cells
        self._ledger = cells.ledger
        self._subjects = cells.subjects

    def is_bare_sum(self, place: Place, laid: Sequence[Laid], written: Sequence[TableCell]) -> bool:
        """A last row of nothing but scores: 总分 without the word."""
        scores = [one.cell for one in laid if one.meaning in SCORES and number_of(one.cell.text) is not None]
        return bool(place.above) and len(scores) == len(written)

    def sums(self, place: Place, laid: Sequence[Laid], first: TableCell, notes: RowNotes) -> bool:
        """总分、合计 and 小计: the facts of the whole, else the sum of the rows above."""
        label = first.text
        settled = False
        group = self._subjects.category(re.sub(r"合计|小计|总计", "", label)) or (
            self._subjects.category(place.levels.get(Column.CATEGORY, "")) if "小计" in label else ""
        )
        for one in laid:
            numbers = [number for number in self._cells.numbers(one.cell) if number.kind not in LABELLED]
            if len(numbers) != 1 or one.column < 0 or numbers[0].quantity is None:
                continue
            facts = self._facts_of_sum(place, one, group)
            written = numbers[0].quantity.value
            outcome = next(iter(judge_value(one.cell.text, numbers, facts, self._unit_of_sum(place, one))))
            if facts and not outcome.code:
                notes.outcomes(one.cell, [outcome])
            elif not numbers[0].qualifiers and place.sums.is_sum(one.column, label, written):
                notes.derived(one.cell, numbers[0], "以上各行之和")
            elif one.meaning is Budget.RATE and self._is_rate(laid, place, label, numbers[0]):
                notes.derived(one.cell, numbers[0], "以上各行执行数之和除以预算数之和")
            elif facts:
                notes.outcomes(one.cell, [outcome])
            elif (total := place.sums.expected(one.column, label)) is not None:
                notes.wrong_sum(one.cell, numbers[0], total)
            else:
                continue
            settled = True
        if not settled:
            settled = self._scores_in_order(laid, notes)
        place.sums.close(label)
        self._cells.ratings([one.cell for one in laid], notes)
        return settled

    def _is_rate(self, laid: Sequence[Laid], place: Place, label: str, number: Mention) -> bool:
        """Whether *number* is what the rows above spent together, of what they were given together."""
        columns = {one.meaning: one.column for one in laid}
        spent = columns.get(Budget.ACTUAL, -1)
        budget = columns.get(Budget.ADJUSTED, columns.get(Budget.ORIGINAL, -1))
        rate = place.sums.rate(spent, budget, label)
        return rate is not None and not number.qualifiers and rounds_to(rate, number.value or Decimal(0), Decimal(1))

    def _scores_in_order(self, laid: Sequence[Laid], notes: RowNotes) -> bool:
        """总分 beside one or two bare figures under no head of scores: 总分值 and 得分, or the latter alone."""
        figures = [one.cell for one in laid if number_of(one.cell.text) is not None]
        if not 1 <= len(figures) <= 2:
            return False
        for cell, key in zip(reversed(figures), ("score.total", "score.max_total"), strict=False):
            fact = self._ledger.get(key)
            self._cells.value(cell, (fact,) if fact else (), nothing, NO_UNIT, notes)
        return True

    def _facts_of_sum(self, place: Place, one: Laid, group: str) -> tuple[Fact, ...]:
        head = place.head
        if one.meaning in SCORES:
            last = SCORES[one.meaning]
            return facts_of(self._ledger, group, (last,)) if group else _known(self._ledger.get(_TOTALS[last]))
        if head is not None and one.meaning in VALUES and one.meaning in MONEY_COLUMNS | {Budget.RATE}:
            fields = VALUES[one.meaning]
            of_projects = place.above.startswith("project.")
            return facts_of(self._ledger, "projects" if of_projects else "budget.total", fields)
        if one.meaning is Budget.OTHER and place.above.startswith("budget."):
            return facts_of(self._ledger, "budget.total", other_field(one.key))
        return ()

    def _unit_of_sum(self, place: Place, one: Laid) -> Unit:
        if one.meaning in MONEY_COLUMNS or one.meaning is Budget.OTHER:
            return one.unit if one.unit != NO_UNIT else place.unit
        return NO_UNIT

    def execution(self, written: Sequence[TableCell], laid: Sequence[Laid], notes: RowNotes) -> None:
        """预算执行率 as a scored row: 分值 and 得分 in this order, a percentage is the rate itself."""
        by_cell = {id(one.cell): one.meaning for one in laid}
        order = iter(("max_score", "score"))
        for cell in written[1:]:
            numbers = [number for number in self._cells.numbers(cell) if number.kind not in LABELLED]
            meaning = by_cell.get(id(cell))
            if len(numbers) == 1 and (numbers[0].unit.dimension == "share" or meaning is Budget.RATE):
                if meaning is Column.TARGET:
                    notes.exempt(cell, numbers, "预算执行率的目标")
                else:
                    self._cells.value(
                        cell, facts_of(self._ledger, "budget.total", ("execution_rate",)), nothing, PERCENT, notes
                    )
            elif number_of(cell.text) is not None:
                last = SCORES.get(meaning) if meaning else None
                last = last or next(order, "")
                facts = facts_of(self._ledger, "score.execution", (last,))
                self._cells.value(cell, facts, self._cells.others("score.execution", (last,)), NO_UNIT, notes)
            elif numbers or cell.text:
                self._cells.words(cell, "budget.total", (*REASONS, "adjustment_reason"), notes)


def _known(fact: Fact | None) -> tuple[Fact, ...]:
    return () if fact is None else (fact,)
