"""Labels beside their values in a table (标签和值), and the plan of payments: rows that no head explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum

from reportgen.checking.tables.cells import CellJudge, as_label, nothing
from reportgen.checking.tables.fields import LABELS, REASONS, label_of
from reportgen.checking.tables.findings import RowNotes
from reportgen.checking.tables.heads import TableCell
from reportgen.checking.tables.places import Place, says_something
from reportgen.checking.tables.subjects import facts_of, plain
from reportgen.checking.tables.values import judge_words
from reportgen.language.cell_text import is_dash, number_of
from reportgen.language.table_heads import Label
from reportgen.model.facts import Fact
from reportgen.quantities.mentions import header_unit
from reportgen.quantities.units import NO_UNIT, PERCENT

_ORDINAL = re.compile(r"(?:附件|附表)?[:：]?\s*[(（]?\d{1,3}[)）.、．]|附[件表]\s*\d{1,3}[:：]?")
_CAPTION = re.compile(r"(?:支出)?(?:绩效)?(?:目标|自评|执行情况|情况)*表$")
_POINT = re.compile(r"(?:截至|至)?(?:\d{1,2}月(?:底|末|份)?|[一二三四1-4第]{1,2}季度末?)")
_MONTH = re.compile(r"(\d{1,2})月")
TEXT_LABELS = frozenset({Label.REASON, Label.MEASURE, Label.FUND_USE, Label.RESULT_USE, Label.PUBLICATION})


class LabelRows:
    """Judges rows of labels and values, cells that stand alone, and 资金支出计划."""

    def __init__(self, cells: CellJudge) -> None:
        self._cells = cells
        self._ledger = cells.ledger
        self._subjects = cells.subjects
        self._plans = [one for one in cells.ledger.values() if one.id.startswith("plan.")]

    def plan(self, place: Place, cells: Sequence[TableCell], notes: RowNotes) -> bool:
        """资金支出计划: a row of points in time above a row of shares of the project's budget."""
        points = [cell for cell in cells if _POINT.fullmatch(cell.key)]
        if len(points) >= 2:
            place.points = tuple(cell.key for cell in points)
            self._in_order(points, notes)
            for cell in points:  # a form prints points of its own: what stands below one that is not planned is judged
                notes.exempt(cell, self._cells.numbers(cell), "支出计划的时点")
            return True
        shares = [cell for cell in cells if self._is_share(cell.text) or is_dash(cell.text)]
        if not place.points or len(shares) != len(place.points):
            place.points = ()
            return False
        for cell, point in zip(shares, place.points, strict=True):
            facts = [
                one
                for one in self._planned(place, "share")
                if self._cells.text(f"{one.id.removesuffix('.share')}.by") == point
            ]
            self._cells.value(cell, facts, nothing, PERCENT, notes)
        place.points = ()
        return True

    def _in_order(self, points: Sequence[TableCell], notes: RowNotes) -> None:
        """Points in time go forward through the months of a year."""
        month = 0
        for cell in points:
            found = _MONTH.search(cell.key)
            if found is None:
                continue
            last, month = month, int(found[1])
            if not last < month <= 12:
                notes.say(
                    "NUMBER_NOT_IN_DATA", cell, f"支出计划的时点“{cell.text}”不对：各时点应按月份先后排列", "请核对月份"
                )
                return

    def _planned(self, place: Place, field: str) -> list[Fact]:
        number = place.project.removeprefix("project.")
        return [one for one in self._plans if one.id.startswith(f"plan.{number}.") and one.id.endswith(f".{field}")]

    def _is_share(self, text: str) -> bool:
        return number_of(text.rstrip("%％")) is not None

    def judge(self, place: Place, cells: Sequence[TableCell], notes: RowNotes) -> None:
        """Each value by the label before it."""
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
            elif label is not None and says_something(cell):
                self._labelled(place, label, cell, notes)
            elif says_something(cell):
                self._alone(cell, notes)
            label = None

    def _labelled(self, place: Place, label: Enum, cell: TableCell, notes: RowNotes) -> None:
        of_project, whole = LABELS[label]
        facts: Iterable[Fact] = facts_of(self._ledger, place.project, of_project) if place.project else ()
        if not place.project or not of_project:
            facts = [fact for key in whole if (fact := self._ledger.get(key)) is not None]
        known = tuple(facts)
        if label in TEXT_LABELS:
            self._cells.words(cell, place.project or "budget.total", REASONS, notes, known)
        elif label is Label.RATING:
            self._cells.ratings([cell], notes)
            notes.settle(cell)
        elif label is Label.DEPARTMENT:
            self._department(cell, known, notes)
        elif is_dash(cell.text) or not self._cells.numbers(cell):
            notes.settle(cell)
        elif any(fact.quantity is not None for fact in known) or (not known and place.project):
            money = any(fact.quantity is not None and fact.quantity.unit.dimension == "money" for fact in known)
            self._cells.value(cell, known, nothing, place.unit if money else NO_UNIT, notes)
        else:
            self._cells.words_of(cell, known, notes)

    def _department(self, cell: TableCell, known: Sequence[Fact], notes: RowNotes) -> None:
        names = [plain(fact.text) for fact in known]
        words = plain(cell.text)
        if names and not is_dash(cell.text) and not any(words in name or name in words for name in names):
            notes.say("BODY_UNKNOWN", cell, f"部门名称“{cell.text}”与填报的“{known[0].text}”不同", "请核对部门名称")
        self._cells.words_of(cell, known, notes)

    def _project_name(self, place: Place, cell: TableCell, notes: RowNotes) -> None:
        place.project = self._subjects.project(cell.text)
        place.above = ""
        if not place.project and self._subjects.projects:
            notes.say("PROJECT_UNKNOWN", cell, f"填报的项目中没有“{cell.text}”", "请核对项目名称")
        self._cells.label(cell, facts_of(self._ledger, place.project, ("name",)), notes)

    def _alone(self, cell: TableCell, notes: RowNotes) -> None:
        """A cell that no column and no label explains: true as a whole entered text, else left open."""
        numbers = self._cells.numbers(cell)
        if not numbers:
            self._cells.ratings([cell], notes)
            return
        if _ORDINAL.fullmatch(cell.text):
            notes.exempt(cell, numbers, "序号，不是数量")
            return
        project = self._subjects.project(_CAPTION.sub("", cell.text), exact=True)
        if project:
            facts = facts_of(self._ledger, project, ("name",))
            outcomes = [as_label(one) for one in judge_words(_CAPTION.sub("", cell.text), numbers, facts)]
            notes.outcomes(cell, outcomes)
        elif number_of(cell.text) is None:
            self._cells.entered_text(cell, numbers, notes)
