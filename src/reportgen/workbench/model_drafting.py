"""One part drafted anew by a language model (请模型起草): what would be sent, and its text beside the one that stands.

Nothing is sent unless a model is set up and somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen import narrating, pipeline
from reportgen.drafting.narrative.narration import Plan
from reportgen.errors import ReportgenError
from reportgen.llm.chat import ChatModel
from reportgen.llm.masking import Masking
from reportgen.model.draft import Draft
from reportgen.model.narrative import Outcome
from reportgen.retrieval.store import ReportStore
from reportgen.workbench.drafts import StoredDraft
from reportgen.workbench.panel import sound_evaluation
from reportgen.workbench.proposals import Proposed, propose
from reportgen.workbench.redrafting import part_to_redraft
from reportgen.workbench.reports import get_report
from reportgen.workbench.storage import Storage
from reportgen.workbench.users import Right, User, demand

_TEMPLATE = "可以“起草”按模板重写，或者在“报告”页直接修改文字。"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDesk:
    """The model that is set up: its name, where it answers, and how it and the prior reports are opened."""

    name: str
    where: str
    open_model: Callable[[Sequence[str]], AbstractContextManager[ChatModel]]
    open_store: Callable[[], AbstractContextManager[ReportStore]]


@dataclass(frozen=True, slots=True)
class Question:
    """What would be sent for one part, masked as it would be sent: role and words of each message."""

    heading: str
    prompt: str
    messages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is needed to ask for one part; *position* is its place in the text by templates."""

    draft: StoredDraft
    evaluation: pipeline.Evaluation
    written: Draft
    planned: Plan
    position: int


def question_of(
    storage: Storage, user: User, report: int, position: int, templates: Path, prompts: Path, model: ModelDesk
) -> Question:
    """What the model would be sent for the part. Nothing is sent. Raises ReportgenError where nothing would be."""
    with model.open_store() as store:
        prepared = _prepare(storage, user, report, position, templates, prompts, store)
    (task,) = prepared.planned.tasks
    sent = Masking(narrating.persons(prepared.evaluation)).mask(task.request).request
    return Question(
        task.heading,
        f"{task.prompt.name}.md 第 {task.prompt.version} 版",
        tuple((message.role, message.content) for message in sent.messages),
    )


def redraft_by_model(
    storage: Storage,
    user: User,
    report: int,
    position: int,
    templates: Path,
    prompts: Path,
    model: ModelDesk,
    progress: pipeline.Progress = lambda _stage: None,
) -> None:
    """Ask the model for the part and put what is judged true beside the text that stands.

    Raises ReportgenError where the model wrote nothing that may be used, NotAllowed, SignedReport.
    """
    progress("准备材料")
    with model.open_store() as store:
        prepared = _prepare(storage, user, report, position, templates, prompts, store)
        with model.open_model(narrating.persons(prepared.evaluation)) as chat:
            narrated = narrating.carry_out(
                prepared.evaluation, prepared.written, prepared.planned, chat, store, concurrency=1,
                on_state=lambda heading, state: progress(f"{heading}：{state}"),
            )  # fmt: skip
    (record,) = narrated.records
    if record.outcome not in {Outcome.ACCEPTED, Outcome.CORRECTED}:
        raise ReportgenError(f"模型没有写成可以采用的文字：{record.reason}", remedy=_TEMPLATE)
    source = f"模型 {record.model} 起草，提示词 {record.prompt} 第 {record.prompt_version} 版"
    blocks = narrated.draft.sections[prepared.position].blocks
    proposed = Proposed(position=position, blocks=blocks, how="redrafted", source=source)
    propose(storage, user, report, prepared.draft, [proposed])


def _prepare(
    storage: Storage, user: User, report_number: int, position: int, templates: Path, prompts: Path, store: ReportStore
) -> _Prepared:
    demand(user, Right.WRITE)
    report = get_report(storage, report_number)
    draft, part = part_to_redraft(storage, report_number, position)
    evaluation, _ = sound_evaluation(draft.rows, report.form, templates)
    written = pipeline.draft(evaluation, templates)
    planned = narrating.prepare(evaluation, written, store, [prompts])
    before = sum(each.key == part.key for each in draft.sections if each.position < position)
    places = [at for at, section in enumerate(written.sections) if section.key == part.key]
    at = places[before] if before < len(places) else -1
    tasks = tuple(task for task in planned.tasks if task.position == at)
    if not tasks:
        reason = next(
            (record.reason for record in planned.skipped if record.section == part.key), "没有这一部分的提示词"
        )
        raise ReportgenError(f"这一部分不请模型写：{reason}", remedy=_TEMPLATE)
    return _Prepared(draft, evaluation, written, replace(planned, tasks=tasks, skipped=()), at)
