"""Projects with a 自评表 of their own (项目自评表): each judged as a form by itself, in its stretch of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reportgen.checking.consistency import actuals, claims, data, prose, slips
from reportgen.checking.consistency.paper import Detector, Paper
from reportgen.model.finding import Finding
from reportgen.model.indicators import Indicator, Project
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import BudgetLine, SelfEvaluation, StatedConclusion
from reportgen.model.source_document import Grid

_LEAST_ROWS = 3
_NEXT_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、")
_OF_ALL = re.compile(r"部门整体|整体支出|[\d两三四五六七八九十]个项目")
_OF_A_FORM: tuple[Detector, ...] = (
    *data.DETECTORS,
    *actuals.DETECTORS,
    *claims.DETECTORS,
    *prose.DETECTORS,
    *slips.DETECTORS,
)
_FIELDS = {
    "original_budget": "original_budget",
    "budget": "adjusted_budget",
    "actual_expenditure": "actual_expenditure",
    "stated_execution_rate": "stated_execution_rate",
    "execution_max_score": "max_score",
    "execution_score": "score",
}


def project_forms(paper: Paper) -> Iterator[Finding]:
    """What the rules for a 自评表 say of the scored table of each project and of the words that stand with it."""
    forms = [
        (project, rows) for project in paper.entered.projects if len(rows := _scored(paper, project)) >= _LEAST_ROWS
    ]
    starts = [_block_of(paper, project, rows) for project, rows in forms]
    for at, (project, rows) in enumerate(forms):
        start = starts[at]
        if start is None:
            continue
        later = [other for other in starts[at + 1 :] if other is not None]
        end = later[0] if later else len(paper.blocks)
        stretch = paper.blocks[start:end]
        tables = [number for number, block in enumerate(stretch) if isinstance(block, Grid)]
        behind = range(tables[-1] + 1 if tables else 0, len(stretch))
        words = [getattr(stretch[number], "text", "").strip() for number in behind]
        closes = next((n for n, text in zip(behind, words, strict=True) if _NEXT_CHAPTER.match(text)), len(stretch))
        if not later and any(_OF_ALL.search(text) for text in words):
            closes = behind.start  # what stands behind the last form is said of all
        form = replace(paper, entered=_alone(paper, project, rows), part=stretch[:closes])
        for detector in _OF_A_FORM:
            yield from detector(form)


def _scored(paper: Paper, project: Project) -> tuple[Indicator, ...]:
    """The rows of *project*, where most have a score."""
    rows = paper.entered.indicators_by_project.get(project.number, ())
    return rows if sum(row.score is not None for row in rows) * 2 > len(rows) else ()


def _block_of(paper: Paper, project: Project, rows: tuple[Indicator, ...]) -> int | None:
    """The index of the first table that holds a cell of *project*."""
    own: set[Origin] = {origin for record in (project, *rows) for origin in record.origins.values()}
    for at, block in enumerate(paper.blocks):
        if isinstance(block, Grid) and any(cell.origin in own for row in block.rows for cell in row):
            return at
    return None


def _alone(paper: Paper, project: Project, rows: tuple[Indicator, ...]) -> SelfEvaluation:
    """What *project* states, as a self-evaluation of its own."""
    entered = paper.entered
    values = {own: getattr(project, field) for field, own in _FIELDS.items()}
    origins = {own: origin for field, own in _FIELDS.items() if (origin := project.origin(field)) is not None}
    line = BudgetLine(source="合计", expenditure_type="合计", origins=origins, **values)
    score = project.origin("total_score")
    return SelfEvaluation(
        department=replace(entered.department, name=project.name),
        budget=(line,) if project.budget is not None or project.actual_expenditure is not None else (),
        goals=tuple(replace(goal, project="") for goal in entered.goals if goal.project == project.number),
        indicators=tuple(replace(row, project="", goal="") for row in rows),
        conclusion=StatedConclusion(
            total_score=project.total_score,
            total_max_score=None,
            origins={"total_score": score} if score is not None else {},
        ),
    )


DETECTORS: tuple[Detector, ...] = (project_forms,)
