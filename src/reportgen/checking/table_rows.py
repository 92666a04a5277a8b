"""One row of a table, judged (逐行核查): its record is looked up by its names, its cells by their columns or labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from reportgen.checking.fact_index import FactIndex
from reportgen.checking.names import NameJudge
from reportgen.checking.stated_cells import StatedCells
from reportgen.checking.table_fields import LABELS, REASONS, VALUES, WORDS, label_of, of_a_fund, other_field
from reportgen.checking.table_findings import RowNotes
from reportgen.checking.table_heads import Head, Staff, TableCell, columns_of
from reportgen.checking.table_status import StatusJudge
from reportgen.checking.table_subjects import Subjects, facts_of, plain
from reportgen.checking.table_sums import Sums, is_sum_label
from reportgen.checking.table_texts import EnteredTexts
from reportgen.checking.table_values import Outcome, cell_reader, judge_value, judge_words, with_role
from reportgen.language.cell_text import is_dash, number_of
from reportgen.language.table_heads import Budget, Column, Goal, Label
from reportgen.model.facts import Fact
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.mentions import header_unit
from reportgen.quantities.units import NO_UNIT, PERCENT, Unit, unit_named

_EXECUTION = re.compile(r"(?:部门)?(?:整体)?(?:预算|资金|支出)+执行率?(?:率|情况)?(?:得分)?(?:\(.*\))?")
_GAP = re.compile(r"[【\[](?:待填|待补|待定)[^【】]*[】\]]")
_ORDINAL = re.compile(r"(?:附件|附表)?[:：]?\s*[(（]?\d{1,3}[)）.、．]|附[件表]\s*\d{1,3}[:：]?")
_CAPTION = re.compile(r"(?:支出)?(?:绩效)?(?:目标|自评|执行情况|情况)*表$")
_SERIAL_NUMBER = re.compile(r"(?:目标)?[(（]?(?:[\d.-]{1,6}|[一二三四五六七八九十]{1,3})[)）.、．]?")
_GOAL_LABEL = re.compile(r"(?:年度|绩效|总体|部门)*目标[\d一二三四五六七八九十]{1,3}(?:指标)?")
_POINT = re.compile(r"(?:截至|至)?(?:\d{1,2}月(?:底|末|份)?|[一二三四1-4第]{1,2}季度末?)")
_TEXT_LABELS = frozenset({Label.REASON, Label.MEASURE, Label.FUND_USE, Label.RESULT_USE, Label.PUBLICATION})
_NO_ROW_NAMES = _TEXT_LABELS | {
    Label.DEPARTMENT, Label.YEAR, Label.SUBORDINATE_UNITS, Label.BUDGET_CODE, Label.CONTACT, Label.PHONE,
    Label.REPORT_DATE, Label.PROJECT_NAME, Label.PROJECT_CODE, Label.UNIT_NAME, Label.RATING,
}  # fmt: skip
_MONEY_COLUMNS = frozenset({Budget.ORIGINAL, Budget.ADJUSTED, Budget.ACTUAL, Budget.PREVIOUS, Budget.FISCAL})
_LEVELS = (Column.BLOCK, Column.CATEGORY, Column.SUBCATEGORY)
_SCORES = {Column.MAX_SCORE: "max_score", Column.SCORE: "score", Budget.MAX_SCORE: "max_score", Budget.SCORE: "score"}
_TOTALS = {"max_score": "score.max_total", "score": "score.total"}
_VALUE_FIELDS = tuple(dict.fromkeys(name for names in VALUES.values() for name in names))
_NAMES = frozenset({Column.NAME, Column.CATEGORY, Column.SUBCATEGORY, Column.BLOCK, Goal.NUMBER, Staff.CLASS})
_LABELLED = frozenset({MentionKind.LIST, MentionKind.NAME, MentionKind.DOCUMENT, MentionKind.IDIOM})


@dataclass
class Place:
    """Where the reading of tables stands: the head in force, the unit, the project, and what the rows above said."""

    head: Head | None = None
    unit: Unit = NO_UNIT
    project: str = ""
    above: str = ""  # the subject of the row above
    line: str = ""  # the source of funds above
    points: tuple[str, ...] = ()  # of a payment plan, named in the row above
    levels: dict[Enum, str] = field(default_factory=dict)
    sums: Sums = field(default_factory=Sums)

    def begin(self, head: Head | None) -> None:
        """A new table, or a new part of one."""
        self.head, self.sums, self.points, self.line = head, Sums(), (), ""
        if head is None:
            self.above, self.levels = "", {}


@dataclass(frozen=True, slots=True)
class _Laid:
    """A cell laid under its column."""

    cell: TableCell
    meaning: Enum | None
    column: int
    key: str
    unit: Unit


class RowJudge:
    """Judges rows against one index."""

    def __init__(self, index: FactIndex) -> None:
        self.read = cell_reader(index.names_in)
        self._ledger = index.ledger
        self._subjects = Subjects(index.ledger)
        self._names = NameJudge(index)
        self._texts = EnteredTexts(index.ledger)
        self._status = StatusJudge(index.ledger, index.year)
        self._plans = [one for one in index.ledger.values() if one.id.startswith("plan.")]
        self._of_project: dict[str, list[str]] = {}
        for fact in index.ledger.values():
            if fact.id.startswith("indicator."):
                subject, _, last = fact.id.rpartition(".")
                if last == "name":
                    owner = index.ledger.get(f"{subject}.project")
                    self._of_project.setdefault(owner.text if owner else "", []).append(subject)

    def stated_cells(self) -> StatedCells:
        """The judge of what the import read from cells, by the same names."""
        return StatedCells(self._ledger, self._subjects, self._of_project, self.read)

    def judge(self, place: Place, cells: Sequence[TableCell], notes: RowNotes) -> None:
        """Say in *notes* what can be said of the row; *place* remembers what the next row needs."""
        for cell in cells:
            if _GAP.fullmatch(cell.text):
                notes.exempt(cell, self._numbers(cell), "待填的提示，不是数量")
        written = [cell for cell in cells if _says_something(cell)]
        if not written:
            return
        if self._plan(place, cells, notes):
            return
        laid = self._laid(place, cells)
        for one in laid:
            if _is_serial(one):
                notes.exempt(one.cell, self._numbers(one.cell), "序号，不是数量")
        written = [cell for cell in written if not any(cell is one.cell and _is_serial(one) for one in laid)]
        if not written:
            return
        first = written[0]
        if place.head is not None and place.head.has(Staff.ACTUAL) and self._staff(laid, notes):
            return
        if (is_sum_label(first.text) or self._is_bare_sum(place, laid, written)) and self._sums(
            place, laid, first, notes
        ):
            return
        if _EXECUTION.fullmatch(first.key) and not self._subjects.names_indicator(first.text):
            self._execution(written, laid, notes)
            return
        labelled = label_of(first.key) in _NO_ROW_NAMES and not self._subjects.names_indicator(first.text)
        if laid and not labelled and self._by_columns(place, laid, notes):
            return
        place.sums.miss()
        self._by_labels(place, cells, notes)

    def _laid(self, place: Place, cells: Sequence[TableCell]) -> list[_Laid]:
        head = place.head
        if head is None:
            return []
        columns = columns_of(head, cells, (self._subjects.is_name, self._subjects.names_indicator))
        return [
            _Laid(
                cell, None if at is None else head.meanings[at], -1 if at is None else at,
                "" if at is None else head.keys[at], NO_UNIT if at is None else head.units[at],
            )
            for cell, at in zip(cells, columns, strict=True)
        ]  # fmt: skip

    def _by_columns(self, place: Place, laid: Sequence[_Laid], notes: RowNotes) -> bool:
        head = place.head
        if head is None:
            return False
        if head.has(Column.NAME, Column.CATEGORY, Column.SUBCATEGORY):
            return self._indicator(place, laid, notes)
        if head.has(Goal.ACHIEVED):
            return self._goal(place, laid, notes)
        return self._budget(place, laid, notes)

    # -- rows of indicators

    def _indicator(self, place: Place, laid: Sequence[_Laid], notes: RowNotes) -> bool:
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
            self._add_up(place, one)
        if not any(one.meaning in _SCORES and number_of(one.cell.text) is not None for one in laid):
            place.sums.miss()
        return True

    def _subject_of_row(self, place: Place, laid: Sequence[_Laid]) -> str:
        cells = {one.meaning: one.cell for one in laid if one.meaning is not None}
        name = cells.get(Column.NAME)
        words = name.text if name is not None else ""
        if name is None or not _says_something(name):
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
            same = [key for key in kept if said and self._text(f"{key}.{last}")[:2] == said[:2]]
            kept = same or kept
        return kept

    def _cell_of(self, place: Place, one: _Laid, subject: str, unit: Unit, notes: RowNotes) -> None:
        cell, meaning = one.cell, one.meaning
        if meaning is None or not _says_something(cell):
            return
        if meaning is Column.UNIT or meaning is Column.COMPARATOR:
            notes.exempt(cell, self._numbers(cell), "计量单位，不是数量")
        elif meaning in _NAMES:
            self._name(one, subject, notes)
        elif meaning is Column.WEIGHT:
            group = self._subjects.category(place.levels.get(Column.CATEGORY, ""))
            self._value(cell, facts_of(self._ledger, group, ("max_score",)), _none, PERCENT_OR_POINT, notes)
        elif meaning in VALUES:
            fields = VALUES[meaning]
            own = unit if meaning in {Column.TARGET, Column.ACTUAL, Column.PREVIOUS} else one.unit
            facts = facts_of(self._ledger, subject, fields)
            self._value(cell, facts, self._others(subject, fields), own if own != NO_UNIT else one.unit, notes)
            if meaning is Column.ACTUAL:
                self._verdicts(cell, subject, facts, notes)
        elif meaning in WORDS:
            self._words(cell, subject, WORDS[meaning], notes)
        elif meaning is Column.OTHER:
            facts = facts_of(self._ledger, subject, other_field(one.key))
            if facts:
                self._value(cell, facts, _none, PERCENT, notes)
            self._verdicts(cell, subject, (), notes)

    def _others(self, subject: str, fields: Sequence[str]) -> Callable[[], tuple[Fact, ...]]:
        """The facts of the other columns of the row, for when a number is not that of its own."""
        return lambda: facts_of(self._ledger, subject, [name for name in _VALUE_FIELDS if name not in fields])

    def _name(self, one: _Laid, subject: str, notes: RowNotes) -> None:
        cell, numbers = one.cell, self._numbers(one.cell)
        if one.meaning is Column.BLOCK and _GOAL_LABEL.fullmatch(cell.key):
            self._goal_label(cell, numbers, subject, notes)
            return
        if one.meaning is Column.CATEGORY and numbers:
            group = self._subjects.category(cell.text)
            whole = facts_of(self._ledger, group, ("max_score", "score"))
            claims = [number for number in numbers if number.kind not in _LABELLED]
            if whole and len(claims) == 1:
                self._value(cell, whole, _none, PERCENT_OR_POINT, notes)
                return
        facts = facts_of(self._ledger, subject, ("name", "description", "number", "text", "goal", "staff_class"))
        outcomes = list(judge_words(cell.text, numbers, facts))
        notes.outcomes(cell, [_as_label(outcome) for outcome in outcomes])

    def _goal_label(self, cell: TableCell, numbers: Sequence[Mention], subject: str, notes: RowNotes) -> None:
        """绩效目标1 before an indicator: the goal it was entered under."""
        goal = self._ledger.get(f"{subject}.goal")
        if goal is None or not goal.text.isdecimal() or not numbers or numbers[0].value == int(goal.text):
            notes.exempt(cell, numbers, "目标序号，不是数量")
        else:
            notes.outcomes(cell, [Outcome(number, goal, "NUMBER_DIFFERS") for number in numbers])

    def _words(
        self, cell: TableCell, subject: str, fields: Sequence[str], notes: RowNotes, more: tuple[Fact, ...] = ()
    ) -> None:
        numbers = self._numbers(cell)
        facts = (*facts_of(self._ledger, subject, fields), *more)
        if numbers:
            outcomes = list(judge_words(cell.text, numbers, facts))
            open_ = [outcome.mention for outcome in outcomes if not outcome.settled]
            if open_:
                known = {id(one.mention): one for one in self._texts.judge(cell.text, open_)}
                outcomes = [known.get(id(outcome.mention), outcome) for outcome in outcomes]
            notes.outcomes(cell, outcomes)
        else:
            notes.settle(cell)
        if not any(plain(cell.text) in plain(fact.text) for fact in facts):
            notes.found(self._names.judge_words(cell.text, cell.start))
        self._verdicts(cell, subject, facts, notes)

    def _verdicts(self, cell: TableCell, subject: str, entered: tuple[Fact, ...], notes: RowNotes) -> None:
        if not subject.startswith("indicator."):
            return
        for found in self._status.indicator(cell.text, subject, entered):
            notes.say(found.code, cell, found.message, found.suggestion, facts=found.facts)

    # -- rows of money, goals and staff

    def _budget(self, place: Place, laid: Sequence[_Laid], notes: RowNotes) -> bool:
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
                self._label(one.cell, names, notes)
            if one.cell in labels or _is_serial(one) or not one.cell.text:
                continue
            fields = VALUES.get(one.meaning, ()) if one.meaning else ()
            fields = of_a_fund(source, fields) if source else fields
            if one.meaning in _SCORES:
                self._value(one.cell, facts_of(self._ledger, "score.execution", fields), _none, NO_UNIT, notes)
            elif one.meaning is Budget.RATE and self._is_zero(one.cell, subject):
                notes.exempt(one.cell, self._numbers(one.cell), "没有预算，执行率无从计算")
            elif one.meaning in VALUES:
                unit = one.unit if one.unit != NO_UNIT else place.unit
                unit = PERCENT if one.meaning is Budget.RATE else unit
                others = _none if source else self._others(subject, fields)
                self._value(one.cell, facts_of(self._ledger, subject, fields), others, unit, notes)
                self._add_up(place, one)
            elif one.meaning is Budget.OTHER and (facts := facts_of(self._ledger, subject, other_field(one.key))):
                self._value(one.cell, facts, _none, PERCENT if "率" in one.key else place.unit, notes)
            elif one.meaning in WORDS:
                self._words(one.cell, subject, WORDS[one.meaning], notes)
        return True

    def _is_zero(self, cell: TableCell, subject: str) -> bool:
        """Whether the rate is printed as 0 where there is no budget to divide by."""
        value = number_of(cell.text.rstrip("%％"))
        budgets = facts_of(self._ledger, subject, ("adjusted_budget", "budget"))
        return value == 0 and bool(budgets) and not any(one.quantity and one.quantity.base for one in budgets)

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

    def _goal(self, place: Place, laid: Sequence[_Laid], notes: RowNotes) -> bool:
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
            if one.meaning in WORDS and _says_something(one.cell):
                self._words(one.cell, subject, WORDS[one.meaning], notes)
        return True

    def _staff(self, laid: Sequence[_Laid], notes: RowNotes) -> bool:
        name = next((one.cell.text for one in laid if one.meaning is Staff.CLASS), "")
        subject = self._subjects.staff_class(name)
        if not subject:
            return False
        for one in laid:
            if one.meaning in {Staff.AUTHORIZED, Staff.ACTUAL}:
                fields = VALUES[one.meaning]
                self._value(one.cell, facts_of(self._ledger, subject, fields), _none, NO_UNIT, notes)
        return True

    # -- rows of sums and of 预算执行率

    def _is_bare_sum(self, place: Place, laid: Sequence[_Laid], written: Sequence[TableCell]) -> bool:
        """A last row of nothing but scores: 总分 without the word."""
        scores = [one.cell for one in laid if one.meaning in _SCORES and number_of(one.cell.text) is not None]
        return bool(place.above) and len(scores) == len(written)

    def _sums(self, place: Place, laid: Sequence[_Laid], first: TableCell, notes: RowNotes) -> bool:
        """总分、合计 and 小计: the facts of the whole, else the sum of the rows above."""
        label = first.text
        settled = False
        group = self._subjects.category(re.sub(r"合计|小计|总计", "", label)) or (
            self._subjects.category(place.levels.get(Column.CATEGORY, "")) if "小计" in label else ""
        )
        for one in laid:
            numbers = [number for number in self._numbers(one.cell) if number.kind not in _LABELLED]
            if len(numbers) != 1 or one.column < 0 or numbers[0].quantity is None:
                continue
            facts = self._facts_of_sum(place, one, group)
            written = numbers[0].quantity.value
            outcome = next(iter(judge_value(one.cell.text, numbers, facts, self._unit_of_sum(place, one))))
            if facts and not outcome.code:
                notes.outcomes(one.cell, [outcome])
            elif place.sums.is_sum(one.column, label, written):
                notes.derived(one.cell, numbers[0], "以上各行之和")
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
        self._ratings([one.cell for one in laid], notes)
        return settled

    def _scores_in_order(self, laid: Sequence[_Laid], notes: RowNotes) -> bool:
        """总分 beside one or two bare figures under no head of scores: 总分值 and 得分, or the latter alone."""
        figures = [one.cell for one in laid if number_of(one.cell.text) is not None]
        if not 1 <= len(figures) <= 2:
            return False
        for cell, key in zip(reversed(figures), ("score.total", "score.max_total"), strict=False):
            fact = self._ledger.get(key)
            self._value(cell, (fact,) if fact else (), _none, NO_UNIT, notes)
        return True

    def _facts_of_sum(self, place: Place, one: _Laid, group: str) -> tuple[Fact, ...]:
        head = place.head
        if one.meaning in _SCORES:
            last = _SCORES[one.meaning]
            return facts_of(self._ledger, group, (last,)) if group else _known(self._ledger.get(_TOTALS[last]))
        if head is not None and one.meaning in VALUES and one.meaning in _MONEY_COLUMNS | {Budget.RATE}:
            fields = VALUES[one.meaning]
            of_projects = place.above.startswith("project.")
            return facts_of(self._ledger, "projects" if of_projects else "budget.total", fields)
        if one.meaning is Budget.OTHER and place.above.startswith("budget."):
            return facts_of(self._ledger, "budget.total", other_field(one.key))
        return ()

    def _unit_of_sum(self, place: Place, one: _Laid) -> Unit:
        if one.meaning in _MONEY_COLUMNS or one.meaning is Budget.OTHER:
            return one.unit if one.unit != NO_UNIT else place.unit
        return NO_UNIT

    def _execution(self, written: Sequence[TableCell], laid: Sequence[_Laid], notes: RowNotes) -> None:
        """预算执行率 as a scored row: 分值 and 得分 in this order, a percentage is the rate itself."""
        by_cell = {id(one.cell): one.meaning for one in laid}
        order = iter(("max_score", "score"))
        for cell in written[1:]:
            numbers = [number for number in self._numbers(cell) if number.kind not in _LABELLED]
            meaning = by_cell.get(id(cell))
            if len(numbers) == 1 and (numbers[0].unit.dimension == "share" or meaning is Budget.RATE):
                if meaning is Column.TARGET:
                    notes.exempt(cell, numbers, "预算执行率的目标")
                else:
                    self._value(
                        cell, facts_of(self._ledger, "budget.total", ("execution_rate",)), _none, PERCENT, notes
                    )
            elif number_of(cell.text) is not None:
                last = _SCORES.get(meaning) if meaning else None
                last = last or next(order, "")
                facts = facts_of(self._ledger, "score.execution", (last,))
                self._value(cell, facts, self._others("score.execution", (last,)), NO_UNIT, notes)
            elif numbers or cell.text:
                self._words(cell, "budget.total", (*REASONS, "adjustment_reason"), notes)

    # -- labels beside their values

    def _plan(self, place: Place, cells: Sequence[TableCell], notes: RowNotes) -> bool:
        """资金支出计划: a row of points in time above a row of shares of the project's budget."""
        points = tuple(cell.key for cell in cells if _POINT.fullmatch(cell.key))
        if len(points) >= 2:
            place.points = points
            planned = {fact.text for fact in self._planned(place, "by")}
            for cell in cells:
                if cell.key in planned or (cell.key in points and not planned):
                    notes.exempt(cell, self._numbers(cell), "支出计划的时点")
                elif cell.key in points:
                    numbers = self._numbers(cell)
                    notes.outcomes(cell, [Outcome(number, code="NUMBER_NOT_IN_DATA") for number in numbers])
            return True
        shares = [cell for cell in cells if self._is_share(cell.text) or is_dash(cell.text)]
        if not place.points or len(shares) != len(place.points):
            place.points = ()
            return False
        for cell, point in zip(shares, place.points, strict=True):
            facts = [
                one
                for one in self._planned(place, "share")
                if self._text(f"{one.id.removesuffix('.share')}.by") == point
            ]
            self._value(cell, facts, _none, PERCENT, notes)
        place.points = ()
        return True

    def _planned(self, place: Place, field: str) -> list[Fact]:
        number = place.project.removeprefix("project.")
        return [one for one in self._plans if one.id.startswith(f"plan.{number}.") and one.id.endswith(f".{field}")]

    def _is_share(self, text: str) -> bool:
        return number_of(text.rstrip("%％")) is not None

    def _by_labels(self, place: Place, cells: Sequence[TableCell], notes: RowNotes) -> None:
        label: Enum | None = None
        for cell in cells:
            meaning = label_of(cell.key) if cell.text and number_of(cell.text) is None else None
            if meaning is not None and label is not Label.PROJECT_NAME:
                label = meaning
                continue
            if label is Label.PROJECT_NAME and cell.text:
                self._project_name(place, cell, notes)
            elif label is Label.MONEY_UNIT:
                place.unit = header_unit(f"单位：{cell.text}")
            elif label is not None and _says_something(cell):
                self._labelled(place, label, cell, notes)
            elif _says_something(cell):
                self._alone(cell, notes)
            label = None

    def _labelled(self, place: Place, label: Enum, cell: TableCell, notes: RowNotes) -> None:
        of_project, whole = LABELS[label]
        facts: Iterable[Fact] = facts_of(self._ledger, place.project, of_project) if place.project else ()
        if not place.project or not of_project:
            facts = [fact for key in whole if (fact := self._ledger.get(key)) is not None]
        known = tuple(facts)
        if label in _TEXT_LABELS:
            self._words(cell, place.project or "budget.total", REASONS, notes, known)
        elif label is Label.RATING:
            self._ratings([cell], notes)
            notes.settle(cell)
        elif label is Label.DEPARTMENT:
            self._department(cell, known, notes)
        elif is_dash(cell.text) or not self._numbers(cell):
            notes.settle(cell)
        elif any(fact.quantity is not None for fact in known) or (not known and place.project):
            money = any(fact.quantity is not None and fact.quantity.unit.dimension == "money" for fact in known)
            self._value(cell, known, _none, place.unit if money else NO_UNIT, notes)
        else:
            self._words_of(cell, known, notes)

    def _words_of(self, cell: TableCell, facts: Sequence[Fact], notes: RowNotes) -> None:
        outcomes = list(judge_words(cell.text, self._numbers(cell), facts))
        notes.outcomes(cell, outcomes)

    def _department(self, cell: TableCell, known: Sequence[Fact], notes: RowNotes) -> None:
        names = [plain(fact.text) for fact in known]
        words = plain(cell.text)
        if names and not is_dash(cell.text) and not any(words in name or name in words for name in names):
            notes.say("BODY_UNKNOWN", cell, f"部门名称“{cell.text}”与填报的“{known[0].text}”不同", "请核对部门名称")
        self._words_of(cell, known, notes)

    def _project_name(self, place: Place, cell: TableCell, notes: RowNotes) -> None:
        place.project = self._subjects.project(cell.text)
        place.above = ""
        if not place.project and self._subjects.projects:
            notes.say("PROJECT_UNKNOWN", cell, f"填报的项目中没有“{cell.text}”", "请核对项目名称")
        self._label(cell, facts_of(self._ledger, place.project, ("name",)), notes)

    def _label(self, cell: TableCell, facts: Sequence[Fact], notes: RowNotes) -> None:
        outcomes = [_as_label(one) for one in judge_words(cell.text, self._numbers(cell), facts)]
        notes.outcomes(cell, outcomes)

    def _alone(self, cell: TableCell, notes: RowNotes) -> None:
        """A cell that no column and no label explains: true as a whole entered text, else left open."""
        numbers = self._numbers(cell)
        if not numbers:
            self._ratings([cell], notes)
            return
        if _ORDINAL.fullmatch(cell.text):
            notes.exempt(cell, numbers, "序号，不是数量")
            return
        project = self._subjects.project(_CAPTION.sub("", cell.text), exact=True)
        if project:
            facts = facts_of(self._ledger, project, ("name",))
            outcomes = [_as_label(one) for one in judge_words(_CAPTION.sub("", cell.text), numbers, facts)]
            notes.outcomes(cell, outcomes)
        elif number_of(cell.text) is None:
            notes.outcomes(cell, list(self._texts.judge(cell.text, numbers)))

    # -- cells

    def _ratings(self, cells: Sequence[TableCell], notes: RowNotes) -> None:
        for cell in cells:
            found = self._status.rating(cell.text) if cell.text and not is_dash(cell.text) else None
            if found is not None:
                notes.say(found.code, cell, found.message, found.suggestion, facts=found.facts)

    def _value(
        self, cell: TableCell, facts: Sequence[Fact], others: Callable[[], Iterable[Fact]], unit: Unit, notes: RowNotes
    ) -> None:
        if not _says_something(cell):
            return
        numbers = self._numbers(cell)
        outcomes = [with_role(one, cell.text, others, unit) for one in judge_value(cell.text, numbers, facts, unit)]
        notes.outcomes(cell, outcomes)

    def _numbers(self, cell: TableCell) -> tuple[Mention, ...]:
        return self.read(cell.text).mentions

    def _text(self, key: str) -> str:
        fact = self._ledger.get(key)
        return fact.text if fact is not None else ""

    def _add_up(self, place: Place, one: _Laid) -> None:
        value = number_of(one.cell.text)
        if value is not None and one.column >= 0 and (one.meaning in _SCORES or one.meaning in _MONEY_COLUMNS):
            place.sums.add(one.column, value)


def _is_serial(one: _Laid) -> bool:
    serial = one.meaning is Column.SERIAL or one.meaning is Goal.NUMBER
    return serial and bool(_SERIAL_NUMBER.fullmatch(one.cell.text))


def _says_something(cell: TableCell) -> bool:
    return bool(cell.text) and not is_dash(cell.text) and not _GAP.fullmatch(cell.text)


PERCENT_OR_POINT = NO_UNIT  # 权重 is printed as 50, 50分 or 50%


def _none() -> tuple[Fact, ...]:
    return ()


def _known(fact: Fact | None) -> tuple[Fact, ...]:
    return () if fact is None else (fact,)


def _as_label(outcome: Outcome) -> Outcome:
    """A number in a name: wrong where the entered name has another, else no claim of its own."""
    if outcome.settled or outcome.mention.kind not in _LABELLED:
        return outcome
    return Outcome(outcome.mention, exempt="名称中的数字")
