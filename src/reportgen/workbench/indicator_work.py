"""The review of indicators as work (指标审核): faulty rows with proposals, and decisions written into the data."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection

from reportgen import indicators
from reportgen.errors import ReportgenError
from reportgen.model.indicator_change import IndicatorChange, key_of_row
from reportgen.model.indicator_review import (
    DecidedProposal,
    Decision,
    IndicatorReview,
    Proposal,
    ProposalKind,
    ReviewedIndicator,
    TableFault,
)
from reportgen.model.indicators import Indicator
from reportgen.model.origin import Origin
from reportgen.model.record import fields_of
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.reviewing.decisions import apply_decisions
from reportgen.reviewing.review_report import fault_names
from reportgen.workbench.entry_changes import AddRow, Change, SetCell, apply_changes
from reportgen.workbench.entry_reading import DATA_FILE, ReadEntry
from reportgen.workbench.entry_rows import EntryRow, rows_from, rows_of, rows_text
from reportgen.workbench.panel import sound_evaluation
from reportgen.workbench.reports import Report, report_of
from reportgen.workbench.storage import Storage, now
from reportgen.workbench.users import Right, User, demand

_INDICATORS, _CHANGES = "indicators", "indicator_changes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to mend a row: *proposals* are taken together (several where the row is taken apart)."""

    number: int
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """One faulty row. *row* is its id in the grids, *key* what it says now, *left* the decision to leave it."""

    row: str
    key: str
    reviewed: ReviewedIndicator
    choices: tuple[Choice, ...]
    left: IndicatorChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorWork:
    """What is to be decided, what was decided, and how many rows have which fault."""

    report: Report
    rows: tuple[WorkRow, ...]
    tables: tuple[TableFault, ...]
    decided: tuple[IndicatorChange, ...]
    checked: int
    classes: Sequence[tuple[str, int]]  # Chinese name of a fault, rows that have it
    names: Mapping[str, str]

    @property
    def open_rows(self) -> int:
        """How many rows nobody has decided about."""
        return sum(row.left is None for row in self.rows)


def open_work(storage: Storage, number: int, templates: Path, corpora: Path) -> IndicatorWork:
    """The faulty rows of the report's indicators as they stand. Raises EntryError, FormError, UnknownReport."""
    with storage.reading() as connection:
        report = report_of(connection, number)
        rows = rows_of(connection, number)
    entered, read, review = _reviewed(rows_text(rows), report.form, templates, corpora)
    decided = entered.indicator_changes
    left = {change.key: change for change in decided if change.decision == Decision.REJECT.value}
    names = fault_names()
    faulty = [row for row in review.rows if row.faults]
    counted = Counter(code for row in faulty for code in {fault.code for fault in row.faults})
    work = []
    for row in faulty:
        origin = row.indicator.origin("name") or row.indicator.origin("target_value")
        cell = read.cells.get(str(origin)) if origin is not None else None
        if cell is None:
            continue  # a row that has neither a name nor a target is told by the panel
        key = key_of_row(row.indicator)
        work.append(WorkRow(row=cell.row, key=key, reviewed=row, choices=_choices(row.proposals), left=left.get(key)))
    return IndicatorWork(
        report=report,
        rows=tuple(sorted(work, key=lambda each: each.left is not None)),
        tables=review.tables,
        decided=tuple(reversed(decided)),
        checked=len(review.rows),
        classes=[(names[code], count) for code, count in counted.most_common()],
        names=names,
    )


@lru_cache(maxsize=16)
def _reviewed(
    rows: str, form: str, templates: Path, corpora: Path
) -> tuple[SelfEvaluation, ReadEntry, IndicatorReview]:
    """The entered *rows*, kept as JSON, with their review; the same rows are reviewed once."""
    evaluation, read = sound_evaluation(rows_from(rows), form, templates)
    review = indicators.review_entry(evaluation.entered, evaluation.form, corpora, document=DATA_FILE)
    return evaluation.entered, read, review


def _choices(proposals: Sequence[Proposal]) -> tuple[Choice, ...]:
    grouped: dict[str, list[Proposal]] = {}
    for at, proposal in enumerate(proposals):
        grouped.setdefault(proposal.group or f"alone-{at}", []).append(proposal)
    return tuple(Choice(number=at, proposals=tuple(each)) for at, each in enumerate(grouped.values(), start=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an official decides about a row.

    *choice* is the number of a way offered, 0 for none. With 修改, *value* stands in place of its target value; where
    *name* is given too, both are the official's own and nothing of the way offered is taken.
    """

    row: str
    key: str
    decision: Decision
    choice: int = 0
    name: str = ""
    value: str = ""


def decide(storage: Storage, user: User, number: int, templates: Path, corpora: Path, wish: Wish) -> int:
    """Write the decision into the report's data and return how many rows it changed.

    Raises ReportgenError where the row has changed since, a blank is left open or somebody else is editing the row.
    """
    demand(user, Right.ENTER)
    work = open_work(storage, number, templates, corpora)
    found = next((row for row in work.rows if row.row == wish.row and row.key == wish.key), None)
    if found is None:
        raise ReportgenError("这条指标在打开以后改过", remedy="请刷新页面，再作决定。")
    if wish.decision is Decision.REJECT:
        with storage.writing() as connection:
            _record(connection, user, work.report, [_left_as_it_is(found, user)])
        return 0
    lines = _lines(found, wish, user)
    with storage.reading() as connection:
        report = report_of(connection, number)
        rows = rows_of(connection, number)
    entered, _, _ = _reviewed(rows_text(rows), report.form, templates, corpora)
    before = len(entered.indicator_changes)
    applied = apply_decisions(entered, lines)
    changes = _row_changes(rows, wish.row, applied.changed)
    with storage.writing() as connection:
        saved = apply_changes(connection, user, number, _INDICATORS, changes, seen=report.entry_version)
        if saved.conflicts:  # nothing is kept of a decision that cannot be written whole
            raise ReportgenError(
                f"{saved.conflicts[0].by or '另一位同事'}刚改过这条指标，没有写入",
                remedy="请刷新页面，核对以后再作决定。",
            )
        _record(connection, user, report, applied.entered.indicator_changes[before:])
    return len(applied.changed)


def _lines(found: WorkRow, wish: Wish, user: User) -> list[DecidedProposal]:
    choice = next((each for each in found.choices if each.number == wish.choice), None)
    if choice is None and wish.decision is Decision.ACCEPT:
        raise ReportgenError("没有选方案", remedy="请选一个方案再采纳，或者写自己的名称和指标值。")
    if wish.decision is Decision.MODIFY and not (wish.name.strip() or wish.value.strip()):
        raise ReportgenError("没有写自己的名称或指标值", remedy="请写好再按“按自己写的改”，或者选一个方案采纳。")
    if choice is not None and len(choice.proposals) > 1 and wish.decision is Decision.MODIFY:
        raise ReportgenError("拆成几条的方案不能在这里改写", remedy="请先采纳，再到“填报”页修改各条。")
    indicator = found.reviewed.indicator
    if choice is not None and not (wish.decision is Decision.MODIFY and wish.name.strip()):
        return [_line(found, each, wish, user) for each in choice.proposals]
    own = Proposal(
        kind=ProposalKind.PROPOSAL,
        name=indicator.name,
        comparison="",
        value=indicator.target_value,
        unit="",
        source="自拟",
    )
    return [_line(found, own, wish, user)]


def _line(found: WorkRow, proposal: Proposal, wish: Wish, user: User) -> DecidedProposal:
    indicator = found.reviewed.indicator
    place = indicator.origin("name") or indicator.origin("target_value") or Origin(DATA_FILE)
    return DecidedProposal(
        number=indicator.number,
        project=indicator.project,
        key=found.key,
        group=proposal.group,
        decision=wish.decision,
        name=proposal.name,
        comparison=proposal.comparison,
        value=proposal.value,
        unit=proposal.unit,
        formula=proposal.formula,
        evidence=proposal.evidence,
        basis=proposal.basis,
        category=proposal.category,
        subcategory=proposal.subcategory,
        source=proposal.source,
        own_name=wish.name.strip(),
        own_value=wish.value.strip(),
        decided_by=user.full_name,
        decided_on=now()[:10],
        places={"": place},
    )


def _left_as_it_is(found: WorkRow, user: User) -> IndicatorChange:
    row = found.reviewed.indicator
    return IndicatorChange(
        number=row.number,
        project=row.project,
        original=row.name,
        original_value=row.target_value,
        original_class="／".join(filter(None, (row.category, row.subcategory))),
        decision=Decision.REJECT.value,
        decided_by=user.full_name,
        decided_on=now()[:10],
        key=found.key,
    )


def _row_changes(rows: Sequence[EntryRow], first: str, made: Sequence[Indicator]) -> list[Change]:
    """The changed cells of the row *first*, and the rows behind it where it was taken apart."""
    standing = next(row for row in rows if row.id == first)
    changes: list[Change] = [
        SetCell(first, name, standing.cells.get(name, ""), text)
        for name, text in _texts(made[0]).items()
        if text != standing.cells.get(name, "")
    ]
    behind = first
    for row in made[1:]:
        new = secrets.token_hex(8)
        changes.append(AddRow(new, behind, {name: text for name, text in _texts(row).items() if text}))
        behind = new
    return changes


_WRITTEN = (
    "number", "project", "goal", "category", "subcategory", "name", "description", "formula", "target_value", "basis",
    "evidence",
)  # fmt: skip


def _texts(row: Indicator) -> dict[str, str]:
    """The cells of *row* that a decision may write; weights, scores and results stay as they are."""
    return {name: getattr(row, name) for name in _WRITTEN}


def _record(connection: Connection, user: User, report: Report, changes: Sequence[IndicatorChange]) -> None:
    """Add *changes* to 指标修改."""
    names = [spec.name for spec in fields_of(IndicatorChange)]
    added = [
        AddRow(secrets.token_hex(8), "", {name: text for name in names if (text := getattr(change, name))})
        for change in changes
    ]
    apply_changes(connection, user, report.number, _CHANGES, added, seen=report.entry_version)
