"""Parts drafted anew by a language model (请模型起草): what would be sent, and its texts beside those that stand.

Nothing is sent unless a model is set up and somebody asks for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen import narrating, pipeline
from reportgen.drafting.narrative.narration import Plan
from reportgen.drafting.narrative.sections import Task
from reportgen.errors import ReportgenError
from reportgen.llm.chat import ChatModel
from reportgen.llm.masking import Masking
from reportgen.model.draft import Block, Draft, Section
from reportgen.model.narrative import Outcome, SectionRecord
from reportgen.retrieval.store import ReportStore
from reportgen.workbench.drafts import StoredDraft
from reportgen.workbench.panel import sound_evaluation
from reportgen.workbench.proposals import REFUSED, Proposed, propose
from reportgen.workbench.redrafting import draft_to_redraft, part_of
from reportgen.workbench.reports import get_report
from reportgen.workbench.storage import Storage
from reportgen.workbench.users import Right, User, demand

USE_TEMPLATE = "可以“起草”按模板重写，或者在“报告”页直接修改文字。"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDesk:
    """The model that is set up: its name, where it answers, and how it and the prior reports are opened.

    *concurrency* is how many questions it may be asked at a time.
    """

    name: str
    where: str
    open_model: Callable[[Sequence[str]], AbstractContextManager[ChatModel]]
    open_store: Callable[[], AbstractContextManager[ReportStore]]
    concurrency: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """What would be sent for one part, masked as it would be sent: role and words of each message."""

    heading: str
    prompt: str
    messages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is needed to ask: *tasks* by their position in the draft that stands."""

    draft: StoredDraft
    evaluation: pipeline.Evaluation
    written: Draft
    planned: Plan
    tasks: Mapping[int, Task]

    def task_at(self, position: int) -> Task:
        """What is asked for the part. Raises ReportgenError where nothing is."""
        if position not in self.tasks:
            key = part_of(self.draft, position).key
            why = next((each.reason for each in self.planned.skipped if each.section == key), "没有这一部分的提示词")
            raise ReportgenError(f"这一部分不请模型写：{why}", remedy=USE_TEMPLATE)
        return self.tasks[position]


def prepare(
    storage: Storage, user: User, report_number: int, templates: Path, prompts: Path, store: ReportStore
) -> Prepared:
    """What the model could be asked for the parts of the report's draft. Nothing is sent.

    Raises ReportgenError where the data have changed since the draft was made, NotAllowed.
    """
    demand(user, Right.WRITE)
    report = get_report(storage, report_number)
    draft = draft_to_redraft(storage, report_number)
    evaluation, _ = sound_evaluation(draft.rows, report.form, templates)
    written = pipeline.draft(evaluation, templates)
    planned = narrating.prepare(evaluation, written, store, [prompts])
    by_place = {task.position: task for task in planned.tasks}
    homes = _occurrences(part.key for part in draft.sections)
    places = {home: at for at, home in enumerate(_occurrences(section.key for section in written.sections))}
    tasks = {
        position: by_place[places[home]]
        for position, home in enumerate(homes)
        if places.get(home, -1) in by_place
    }  # fmt: skip
    return Prepared(draft, evaluation, written, planned, tasks)


def questions_of(
    storage: Storage,
    user: User,
    report: int,
    templates: Path,
    prompts: Path,
    model: ModelDesk,
    position: int | None = None,
) -> tuple[Question, ...]:
    """What the model would be sent for the part, or for all of them. Nothing is sent.

    Raises ReportgenError where nothing would be.
    """
    with model.open_store() as store:
        prepared = prepare(storage, user, report, templates, prompts, store)
    tasks = [prepared.task_at(position)] if position is not None else list(prepared.tasks.values())
    if not tasks:
        raise ReportgenError("没有可以请模型写的部分", remedy=USE_TEMPLATE)
    return tuple(question(task, prepared) for task in tasks)


def question(task: Task, prepared: Prepared) -> Question:
    """What is sent for *task*, masked as it is sent."""
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
    position: int | None,
    templates: Path,
    prompts: Path,
    model: ModelDesk,
    progress: pipeline.Progress = lambda _stage: None,
) -> None:
    """Ask the model for the part, or for every part, and put what is judged true beside the text that stands.

    Each part is put there as it comes; of one that the model did not write truly, what was refused and why. Raises
    ReportgenError where nothing may be used, NotAllowed, SignedReport.
    """
    progress("准备材料")
    with model.open_store() as store:
        prepared = prepare(storage, user, report, templates, prompts, store)
        wanted = dict(prepared.tasks) if position is None else {position: prepared.task_at(position)}
        places = {task.position: at for at, task in wanted.items()}

        def put_beside(place: int, section: Section, record: SectionRecord) -> None:
            found = proposed_of(prepared.draft, places[place], section.blocks, record)
            propose(storage, user, report, prepared.draft, [found])

        with model.open_model(narrating.persons(prepared.evaluation)) as chat:
            narrated = narrating.carry_out(
                prepared.evaluation,
                prepared.written,
                replace(prepared.planned, tasks=tuple(wanted.values()), skipped=()),
                chat,
                store,
                concurrency=model.concurrency,
                on_state=lambda heading, state: progress(f"{heading}：{state}"),
                on_section=put_beside,
            )
    records = narrated.records
    if not any(is_taken(record) for record in records):
        reason = records[0].reason if records else "没有可以请模型写的部分"
        raise ReportgenError(f"模型没有写成可以采用的文字：{reason}", remedy=USE_TEMPLATE)


def is_taken(record: SectionRecord) -> bool:
    """Whether the model's text was judged true."""
    return record.outcome in {Outcome.ACCEPTED, Outcome.CORRECTED}


def proposed_of(draft: StoredDraft, position: int, blocks: Sequence[Block], record: SectionRecord) -> Proposed:
    """What waits beside the part: the model's *blocks*, or only the record of what was refused."""
    prompt = f"提示词 {record.prompt} 第 {record.prompt_version} 版"
    if not is_taken(record):
        source = f"模型 {record.model} 没有写成，{prompt}"
        return Proposed(
            position=position, blocks=part_of(draft, position).blocks, how=REFUSED, source=source, record=record
        )
    source = f"模型 {record.model} 起草，{prompt}"
    return Proposed(position=position, blocks=tuple(blocks), how="redrafted", source=source, record=record)


def _occurrences(keys: Iterable[str]) -> list[tuple[str, int]]:
    """Each key with how many like it stand before."""
    seen: Counter[str] = Counter()
    found = []
    for key in keys:
        found.append((key, seen[key]))
        seen[key] += 1
    return found
