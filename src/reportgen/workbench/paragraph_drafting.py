"""One paragraph drafted anew by a language model (请模型重写一段): its facts are kept, its neighbours stay."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen import narrating, pipeline
from reportgen.drafting.narrative.paragraphs import for_paragraph
from reportgen.drafting.narrative.sections import Task
from reportgen.errors import ReportgenError
from reportgen.model.draft import Paragraph, Words
from reportgen.retrieval.store import ReportStore
from reportgen.workbench.drafts import SectionVersion
from reportgen.workbench.model_drafting import (
    USE_TEMPLATE,
    ModelDesk,
    Prepared,
    Question,
    is_taken,
    prepare,
    proposed_of,
    question,
)
from reportgen.workbench.proposals import propose
from reportgen.workbench.redrafting import ordinal, paragraph_of, part_of, with_paragraph
from reportgen.workbench.storage import Storage
from reportgen.workbench.users import User

_NUMBER = re.compile(r"[一二三四五六七八九十]+是")


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph: block number *block* of the part at *position*, as seen in version *seen*."""

    position: int
    block: int
    seen: int


@dataclass(frozen=True, slots=True)
class _Asked:
    prepared: Prepared
    part: SectionVersion
    paragraph: Paragraph
    task: Task


def paragraph_question(
    storage: Storage, user: User, report: int, place: Place, templates: Path, prompts: Path, model: ModelDesk
) -> Question:
    """What the model would be sent for the paragraph. Nothing is sent. Raises ReportgenError where nothing would be."""
    with model.open_store() as store:
        asked = _narrowed(storage, user, report, place, templates, prompts, store)
    return question(asked.task, asked.prepared)


def redraft_paragraph_by_model(
    storage: Storage,
    user: User,
    report: int,
    place: Place,
    templates: Path,
    prompts: Path,
    model: ModelDesk,
    progress: pipeline.Progress = lambda _stage: None,
) -> None:
    """Ask the model for the paragraph and put the part with what is judged true beside the one that stands.

    Raises ReportgenError where the model wrote nothing that may be used, NotAllowed, SignedReport.
    """
    progress("准备材料")
    with model.open_store() as store:
        asked = _narrowed(storage, user, report, place, templates, prompts, store)
        with model.open_model(narrating.persons(asked.prepared.evaluation)) as chat:
            written, record = narrating.write_paragraph(
                asked.prepared.evaluation, asked.prepared.written, asked.prepared.planned, asked.task, chat, store,
                on_state=lambda state: progress(f"{asked.task.heading}：{state}"),
            )  # fmt: skip
    anew = _numbered_like(asked.paragraph, written)
    proposed = proposed_of(asked.prepared.draft, place.position, with_paragraph(asked.part, place.block, anew), record)
    which = f"（第 {ordinal(asked.part.blocks, place.block)} 段）"
    propose(storage, user, report, asked.prepared.draft, [replace(proposed, source=f"{proposed.source}{which}")])
    if not is_taken(record):
        raise ReportgenError(f"模型没有写成可以采用的文字：{record.reason}", remedy=USE_TEMPLATE)


def _narrowed(
    storage: Storage, user: User, report: int, place: Place, templates: Path, prompts: Path, store: ReportStore
) -> _Asked:
    prepared = prepare(storage, user, report, templates, prompts, store)
    part = part_of(prepared.draft, place.position)
    paragraph = paragraph_of(part, place.block, place.seen)
    task = for_paragraph(prepared.task_at(place.position), paragraph, prepared.evaluation.ledger, [prompts])
    if task is None:
        raise ReportgenError("这一段里没有可以交给模型照写的填报数据，没有发送任何内容", remedy=USE_TEMPLATE)
    return _Asked(prepared, part, paragraph, task)


def _numbered_like(before: Paragraph, written: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """*written* with the 一是, 二是 … that *before* began with."""
    first = before.runs[0] if before.runs else None
    number = _NUMBER.match(first.text) if isinstance(first, Words) else None
    if number is None or not written:
        return written
    head = replace(written[0], runs=(Words(number[0]), *written[0].runs))
    return (head, *written[1:])
