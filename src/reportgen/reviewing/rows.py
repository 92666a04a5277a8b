"""What a rule is given (待审指标): one row with its name and value read, and the table it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reportgen.model.finding import Finding
from reportgen.model.form import Form
from reportgen.model.indicator_review import IndicatorFault
from reportgen.model.indicators import Indicator, PerformanceGoal, Project
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.fault_kinds import FAULT_KINDS, NOTE_KINDS
from reportgen.rules.indicator_names import Measure
from reportgen.rules.indicator_reading import ReadIndicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Everything entered that the rows of a document are judged by. *contradictions* were found elsewhere."""

    entered: SelfEvaluation
    document: str
    form: Form | None
    contradictions: tuple[Finding, ...] = ()


@dataclass(frozen=True, eq=False)
class TableOfRows:
    """One table of indicators (指标表): the department's, or that of one *project*."""

    book: Book
    project: Project | None
    indicators: tuple[Indicator, ...]
    goals: tuple[PerformanceGoal, ...]
    siblings: list[TableOfRows]  # every table of the document, this one among them

    @property
    def name(self) -> str:
        """The project's name; empty for the department."""
        return self.project.name if self.project else ""

    @property
    def year(self) -> int | None:
        """The budget year of the table."""
        return self.book.entered.department.year

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows in order."""
        return tuple(Row(indicator, self) for indicator in self.indicators)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its rows, without notes."""
        return frozenset(row.naming.plain for row in self.rows)

    @cached_property
    def own_text(self) -> str:
        """What the table's project is for, in its own words: name, use of funds, goals."""
        return "\n".join((self.project.name, *self.own_texts) if self.project else self.own_texts)

    def text_without(self, row: Row) -> str:
        """Everything said in the table and of the department, but for *row*."""
        department = self.book.entered.department
        rows = (part for other in self.rows if other is not row for part in (other.name, other.explained))
        return "\n".join((department.name, department.field_of_work, self.own_text, *rows))

    @cached_property
    def own_texts(self) -> tuple[str, ...]:
        """The use of funds and the goals, each as one text."""
        use = self.project.fund_use if self.project else ""
        return tuple(filter(None, (use, *(goal.text for goal in self.goals))))


@dataclass(frozen=True, eq=False)
class Row(ReadIndicator):
    """One indicator in its table."""

    table: TableOfRows

    def stands_in(self, finding: Finding) -> bool:
        """Whether *finding* speaks of this row: one of its places is a cell of the row."""
        return bool(self._places.intersection(finding.origins))

    @cached_property
    def _places(self) -> frozenset[Origin]:
        places = (self.indicator.origin(field) for field in ("name", "target_value", "actual_value"))
        return frozenset(place for place in places if place is not None)

    @property
    def others(self) -> Iterator[Row]:
        """The other rows of the table."""
        return (row for row in self.table.rows if row.indicator is not self.indicator)


def tables_of(book: Book) -> tuple[TableOfRows, ...]:
    """The tables of a document in the order of their first rows: one per project, and the department's."""
    projects = {project.number: project for project in book.entered.projects}
    grouped: dict[str, list[Indicator]] = {}
    for indicator in book.entered.indicators:
        grouped.setdefault(indicator.project, []).append(indicator)
    tables: list[TableOfRows] = []
    for number, rows in grouped.items():
        goals = tuple(goal for goal in book.entered.goals if goal.project == number)
        tables.append(TableOfRows(book, projects.get(number), tuple(rows), goals, tables))
    return tuple(tables)


def fault(
    row: Row, code: str, field: str, reason: str, words: str | re.Match[str] | tuple[int, int] | None = None
) -> IndicatorFault:
    """The fault *code* of *row*: its span are the *words* of *field*, the whole field where none are given."""
    text = str(getattr(row.indicator, field) or "")
    start, end = 0, len(text)
    if isinstance(words, str):
        at = text.find(words)
        start, end = (at, at + len(words)) if words and at >= 0 else (start, end)
    elif words is not None:
        span = words.span() if isinstance(words, re.Match) else words
        start, end = min(span[0], len(text)), min(span[1], len(text))
    kind = FAULT_KINDS.get(code) or NOTE_KINDS[code]
    return IndicatorFault(
        code=code, field=field, text=text, start=start, end=end, reason=reason, requirement=kind.requirement
    )


_COUNT_OF_UNKNOWN_UNIT = re.compile(r"[≥≤<>=]?\d[\d,.]*[\u4e00-\u9fff]{1,4}")


def spoken(row: Row) -> bool:
    """Whether the value is words alone: a state or a sentence without a number to decide by."""
    if row.target.kind is TargetKind.QUALITATIVE:
        return True
    if row.target.kind is not TargetKind.UNDECIDED or row.naming.measure is Measure.MONEY:
        return False
    return not _COUNT_OF_UNKNOWN_UNIT.fullmatch(re.sub(r"\s+", "", row.value))
