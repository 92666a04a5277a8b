"""What the import made of a document's own cells (识别结果): which field of which record each of them states.

The import knows layouts that a line of text no longer shows: rows broken over lines, names shifted off their column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.checking.consistency.paper import Paper
from reportgen.checking.tables.fields import REASONS
from reportgen.checking.tables.subjects import Subjects, facts_of
from reportgen.checking.tables.values import Outcome, judge_value, judge_words
from reportgen.model.fact_ids import id_part
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.model.record import Kind, Record, fields_of
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.quantities.mention import MentionKind, Scan
from reportgen.quantities.units import NO_UNIT, PERCENT

Place = tuple[int, int]
_ALWAYS = {"actual_value": ("attainment_band",), "deviation_reason": REASONS, "improvement_measures": REASONS}
_RATES = {"stated_execution_rate": "execution_rate"}
_SILENT = frozenset({MentionKind.LIST, MentionKind.IDIOM})


@dataclass(frozen=True, slots=True)
class StatedCell:
    """A cell at ``start:end`` of the text and what it states: *fields* of the record called *name*.

    *kind* is the first part of the ids of its facts; *owner* names the project of an indicator or a goal.
    """

    start: int
    end: int
    text: str
    kind: str
    name: str
    fields: tuple[str, ...]
    owner: str = ""
    worded: bool = False  # long text


def stated_cells(paper: Paper) -> tuple[StatedCell, ...]:
    """Every cell that the import of *paper*'s document took a field from, in the order of the records."""
    found: dict[tuple[str, str, str, Place], StatedCell] = {}
    for kind, name, owner, record in _records(paper.entered):
        for spec in fields_of(type(record)):
            origin = record.origins.get(spec.name)
            passage = paper.passage_at(origin) if origin is not None else None
            if passage is None or not passage.cell or not passage.text.strip():
                continue
            place = (passage.start, passage.start + len(passage.text))
            known = found.get((kind, name, owner, place))
            fields = (*(known.fields if known else ()), spec.name)
            worded = spec.kind is Kind.LONG_TEXT or bool(known and known.worded)
            found[kind, name, owner, place] = StatedCell(*place, passage.text, kind, name, fields, owner, worded)
    return tuple(found.values())


def _records(own: SelfEvaluation) -> Iterator[tuple[str, str, str, Record]]:
    projects = {project.number: project.name for project in own.projects}
    yield "department", "", "", own.department
    for line in own.budget:
        yield "budget", line.key, "", line
    for project in own.projects:
        yield "project", project.name, "", project
    for goal in own.goals:
        yield "goal", goal.text, projects.get(goal.project, ""), goal
    for indicator in own.indicators:
        yield "indicator", indicator.name or indicator.subcategory, projects.get(indicator.project, ""), indicator
    for point in own.payment_plan:
        yield "plan", point.by, projects.get(point.project, ""), point
    for member in own.staff:
        yield "staff", member.staff_class, "", member
    yield "conclusion", "", "", own.conclusion


class StatedCells:
    """Judges what a document's own cells state, by the records of the same name in the ledger."""

    def __init__(
        self,
        ledger: FactLedger,
        subjects: Subjects,
        of_project: Mapping[str, Sequence[str]],
        read: Callable[[str], Scan],
    ) -> None:
        self._ledger = ledger
        self._subjects = subjects
        self._of_project = of_project
        self._read = read

    def judge(self, cells: Sequence[StatedCell]) -> dict[Place, Outcome]:
        """What became of each number of *cells*, by its place in the text."""
        found: dict[Place, Outcome] = {}
        above = ""
        for cell in cells:
            subject = self._subject(cell, above)
            above = subject or above
            for outcome in self._outcomes(cell, subject) if subject else ():
                place = (cell.start + outcome.mention.start, cell.start + outcome.mention.end)
                known = found.get(place)
                if outcome.settled and (known is None or known.code):
                    found[place] = outcome
        return found

    def _subject(self, cell: StatedCell, above: str) -> str:
        if cell.kind == "indicator":
            owner = self._subjects.project(cell.owner) if cell.owner else ""
            fits = self._of_project.get(owner.removeprefix("project."), ())
            if above in self._subjects.candidates(cell.name):  # the same row goes on
                return above
            return self._subjects.indicator(cell.name, fits, above)
        if cell.kind == "plan":
            owner = self._subjects.project(cell.owner) if cell.owner else ""
            return f"plan.{owner.removeprefix('project.')}.{id_part(cell.name)}"
        if cell.kind == "project":
            return self._subjects.project(cell.name)
        if cell.kind == "goal":
            return self._subjects.goal(cell.name, above)
        if cell.kind == "staff":
            return self._subjects.staff_class(cell.name)
        return f"budget.{cell.name}" if cell.kind == "budget" else cell.kind

    def _outcomes(self, cell: StatedCell, subject: str) -> Iterator[Outcome]:
        mentions = [one for one in self._read(cell.text).mentions if one.kind not in _SILENT]
        facts = self._facts(cell, subject)
        if not mentions or not facts:
            return
        worded = cell.worded or all(fact.role is Role.NAME for fact in facts)
        if worded or len(mentions) > 1:
            yield from judge_words(cell.text, mentions, facts)
            for mention in mentions:  # a figure inside a sentence: 得分99分
                figures = (one for fact in facts for one in judge_value(mention.text, [mention], [fact], NO_UNIT))
                yield from (one for one in figures if not one.code)
        unit = PERCENT if set(cell.fields) & set(_RATES) else NO_UNIT
        if not worded:
            yield from judge_value(cell.text, mentions, facts, unit)

    def _facts(self, cell: StatedCell, subject: str) -> tuple[Fact, ...]:
        fields = [_RATES.get(field, field) for field in cell.fields]
        more = [extra for field in cell.fields for extra in _ALWAYS.get(field, ())]
        scored = [field for field in fields if field in {"max_score", "score"}] if cell.kind == "budget" else []
        totals = {"total_score": "score.total", "total_max_score": "score.max_total"}
        wholes = [totals[field] for field in fields if cell.kind == "conclusion" and field in totals]
        return (
            *facts_of(self._ledger, subject, dict.fromkeys((*fields, *more))),
            *facts_of(self._ledger, "score.execution", scored),
            *(self._ledger[key] for key in wholes if key in self._ledger),
        )
