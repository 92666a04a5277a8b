"""The panel beside the grids (得分与问题): what the data as entered would score, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportgen import pipeline
from reportgen.checking.dismissals import numbered
from reportgen.documents.form_packs import read_form
from reportgen.errors import ReportgenError
from reportgen.model.finding import Finding, Severity
from reportgen.model.form import Form
from reportgen.quantities.quantity import format_number, plain_number
from reportgen.workbench.dismissing import KeptDismissal, dismissals_in, set_apart
from reportgen.workbench.entry_reading import CellRef, ReadEntry, cell_of, read_entry_rows
from reportgen.workbench.entry_rows import EntryRow


@dataclass(frozen=True, slots=True)
class PanelFinding:
    """One thing to look at, with the cell to go to. *severity* is 错误, 警告 or 提示."""

    severity: str
    code: str
    message: str
    suggestion: str
    place: str
    cell: CellRef | None
    number: str = ""  # empty for what cannot be dismissed: a cell that is written wrong


@dataclass(frozen=True, slots=True)
class PanelScore:
    """One scored row as texts."""

    name: str
    max_score: str
    score: str
    computed: str
    formula: str
    attainment: str


@dataclass(frozen=True, slots=True)
class Panel:
    """What the entered data come to at *version*. *total* and *rating* are empty while a score is missing."""

    version: int
    total: str = ""
    max_total: str = ""
    rating: str = ""
    missing_scores: int = 0
    scores: tuple[PanelScore, ...] = ()
    findings: tuple[PanelFinding, ...] = ()
    dismissed: tuple[tuple[PanelFinding, KeptDismissal], ...] = ()

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers of all findings, dismissed or not."""
        return frozenset(each.number for each in (*self.findings, *(found for found, _ in self.dismissed)))

    def count(self, severity: str) -> int:
        """How many findings are of that severity."""
        return sum(finding.severity == severity for finding in self.findings)


def panel_of(rows: Sequence[EntryRow], form: str, templates: Path, version: int) -> Panel:
    """The panel of a report's *rows*. Where rows have problems, what holds together without them is scored."""
    read = read_entry_rows(rows)
    problems = tuple(
        PanelFinding(Severity.ERROR.chinese, "ENTRY", problem.message, problem.remedy, problem.place, problem.cell)
        for problem in read.problems
    )
    notices = tuple(PanelFinding(Severity.INFO.chinese, "READ_AS", notice, "", "", None) for notice in read.notices)
    if read.sound is None:
        return Panel(version, findings=(*problems, *notices))
    try:
        evaluation = pipeline.evaluate(read.sound, _form(templates, form))
    except ReportgenError as error:
        stopped = PanelFinding(Severity.ERROR.chinese, "FORM", error.message, error.remedy, error.place, None)
        return Panel(version, findings=(*problems, stopped, *notices))
    card = evaluation.scorecard
    found, dismissed = set_apart(_by_severity(entry_findings(evaluation), read.cells), dismissals_in(rows))
    return Panel(
        version=version,
        total="" if card.total is None else format_number(card.total, 2),
        max_total=plain_number(card.max_total),
        rating=card.rating,
        missing_scores=sum(row.score is None for row in card.rows),
        scores=tuple(
            PanelScore(
                row.name,
                "" if row.max_score is None else plain_number(row.max_score),
                "" if row.score is None else format_number(row.score, 2),
                "" if row.computed is None else format_number(row.computed, 2),
                row.formula,
                row.attainment.value,
            )
            for row in card.rows
        ),
        findings=(*problems, *found, *notices),
        dismissed=dismissed,
    )


def entry_findings(evaluation: pipeline.Evaluation) -> tuple[Finding, ...]:
    """What is wrong with the entered data, with the numbers by which it can be dismissed."""
    return numbered(evaluation.findings, "")


def _by_severity(findings: Sequence[Finding], cells: Mapping[str, CellRef]) -> tuple[PanelFinding, ...]:
    shown = [
        PanelFinding(
            finding.severity.chinese, finding.code, finding.message, finding.suggestion,
            "；".join(dict.fromkeys(origin.place for origin in finding.origins)), cell_of(cells, finding.origins),
            finding.number,
        )
        for severity in Severity
        for finding in findings
        if finding.severity is severity
    ]  # fmt: skip
    return tuple(shown)


def sound_evaluation(rows: Sequence[EntryRow], form: str, templates: Path) -> tuple[pipeline.Evaluation, ReadEntry]:
    """What follows from a report's *rows*. Raises EntryError listing every problem, FormError."""
    from reportgen.errors import EntryError

    read = read_entry_rows(rows)
    if read.problems:
        raise EntryError([ReportgenError(each.message, place=each.place, remedy=each.remedy) for each in read.problems])
    return pipeline.evaluate(read.entered, _form(templates, form)), read


@cache
def _form(templates: Path, code: str) -> Form:
    """The form of a report, read once: it does not change while the workbench runs. Raises FormError."""
    return read_form(templates, code)
