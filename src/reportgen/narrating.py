"""Sections by a language model, wired (模型撰写): materials and wording in, judged paragraphs and a record out."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from reportgen.drafting.narrative.narration import NarratedDraft, OnSection, OnState, Plan, Retrieve, narrate, plan
from reportgen.drafting.narrative.remarks import with_remarks
from reportgen.drafting.narrative.replies import Judge, Judges
from reportgen.drafting.narrative.sections import Task, write_section
from reportgen.drafting.views import ReportView
from reportgen.errors import FormError
from reportgen.llm.chat import ChatModel
from reportgen.model.draft import Draft, Paragraph, Section
from reportgen.model.facts import Role
from reportgen.model.finding import Finding
from reportgen.model.narrative import Attempt, SectionRecord
from reportgen.model.prior_report import PriorPassage, SectionKind
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.pipeline import Evaluation
from reportgen.retrieval.fields_of_work import field_of
from reportgen.retrieval.persons import persons_in
from reportgen.retrieval.search import Query, find
from reportgen.retrieval.store import ReportStore
from reportgen.retrieval.style import StyleSample, leaks, mask

SAMPLES = 3  # passages shown to the model for one section


def prepare(
    evaluation: Evaluation, written: Draft, store: ReportStore, prompts: Sequence[Path], *, values_shown: bool = True
) -> Plan:
    """What the model would be asked for the sections of *written*. Nothing is sent. Raises FormError."""
    return plan(
        written,
        ReportView(evaluation.entered, evaluation.scorecard, evaluation.ledger, evaluation.form, evaluation.findings),
        evaluation.ledger,
        prompts=prompts,
        retrieve=_retrieving(evaluation.entered, store),
        values_shown=values_shown,
    )


def carry_out(
    evaluation: Evaluation,
    written: Draft,
    planned: Plan,
    model: ChatModel,
    store: ReportStore,
    *,
    concurrency: int,
    on_state: OnState,
    on_section: OnSection = lambda _position, _section, _record: None,
) -> NarratedDraft:
    """*written* with the sections that *model* wrote truly, the rest by templates. Raises FormError.

    *on_section* is told each section as it is finished.
    """

    def proved(position: int, section: Section, record: SectionRecord) -> None:
        _demand_figures(replace(written, sections=(section,), annexes=()), evaluation)
        on_section(position, section, record)

    narrated = narrate(
        written, planned, model, judges(evaluation, planned, store),
        concurrency=concurrency, on_state=on_state, on_section=proved,
    )  # fmt: skip
    _demand_figures(narrated.draft, evaluation)
    return narrated


def _demand_figures(written: Draft, evaluation: Evaluation) -> None:
    """Raise FormError for a figure beyond the ledger: no reply can bring it about; if code does, nothing is written."""
    from reportgen.checking.figure_gate import check_figures

    faults = check_figures(written, evaluation.ledger)
    if faults:
        raise FormError("模型撰写的部分有台账以外的数字：" + "；".join(fault.message for fault in faults[:5]))


def write_paragraph(
    evaluation: Evaluation,
    written: Draft,
    planned: Plan,
    task: Task,
    model: ChatModel,
    store: ReportStore,
    *,
    on_state: Callable[[str], None],
) -> tuple[tuple[Paragraph, ...], SectionRecord]:
    """What *model* wrote truly for *task*, one paragraph of a section, with its record. Raises FormError.

    No paragraphs where the one that stands is to be kept.
    """
    paragraphs, record = write_section(task, model, planned.grounds, judges(evaluation, planned, store), on_state)
    _demand_figures(replace(written, sections=(Section(task.key, paragraphs),), annexes=()), evaluation)
    return with_remarks(paragraphs, record), record


def judges(evaluation: Evaluation, planned: Plan, store: ReportStore) -> Judges:
    """What judges every reply: the number checker, and the guard of other reports' wording."""
    return Judges(_truth(evaluation), _wording(evaluation, planned, store))


def persons(evaluation: Evaluation) -> tuple[str, ...]:
    """Who fills in the form, the telephone, and the names in the entered texts: masked before anything is sent."""
    told = evaluation.entered.department
    texts = [fact.text for fact in evaluation.ledger.values() if fact.role in {Role.TEXT, Role.NAME}]
    found = {name for text in texts for name in persons_in(text)} | {told.contact, told.phone}
    return tuple(sorted(name for name in found if len(name) > 1))


def record_file(records: Sequence[SectionRecord]) -> bytes:
    """The record of the sections (撰写记录) as JSON, the same bytes for the same run."""
    return (json.dumps([_plain(record) for record in records], ensure_ascii=False, indent=2) + "\n").encode()


def _plain(record: SectionRecord) -> dict[str, object]:
    plain = asdict(record) | {"outcome": record.outcome.value}
    plain["requests"] = sum(attempt.requests for attempt in record.attempts)
    plain["attempts"] = [_attempt(attempt) for attempt in record.attempts]
    return plain


def _attempt(attempt: Attempt) -> dict[str, object]:
    return asdict(attempt) | {"seconds": round(attempt.seconds, 2)}


def _retrieving(entered: SelfEvaluation, store: ReportStore) -> Retrieve:
    department = entered.department

    def retrieve(kind: SectionKind, text: str) -> list[tuple[PriorPassage, StyleSample]]:
        field = department.field_of_work or field_of(department.name)
        query = Query(text=text, section=kind, field=field, department=department.name)
        return [(hit.passage, mask(hit.passage)) for hit in find(store, query, SAMPLES)]

    return retrieve


def _truth(evaluation: Evaluation) -> Judge:
    from reportgen.checking.checker import check_text
    from reportgen.checking.evidence.fact_index import build_fact_index

    index = build_fact_index(evaluation.ledger)

    def judge(text: str) -> Sequence[Finding]:
        return check_text(text, evaluation.ledger, index=index).findings

    return judge


def _wording(evaluation: Evaluation, planned: Plan, store: ReportStore) -> Judge:
    own = "\n".join(fact.text for fact in evaluation.ledger.values())
    department = evaluation.entered.department.name
    others = sorted({report.department for report in store.reports() if report.department} - {department})
    shown = {passage.number for task in planned.tasks for passage in task.passages}
    samples = [(passage, mask(passage)) for passage in map(store.passage, sorted(shown))]

    def judge(text: str) -> Sequence[Finding]:
        return leaks(text, samples, own=own, department=department, others=others)

    return judge
