"""A draft by templates with sections written by a model (模型撰写的报告): all at once, each kept or given up alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.drafting.narrative.grounds import Grounds
from reportgen.drafting.narrative.materials import gather
from reportgen.drafting.narrative.prompts import Mode, Prompt, read_prompt
from reportgen.drafting.narrative.remarks import with_remarks
from reportgen.drafting.narrative.replies import Judges
from reportgen.drafting.narrative.sections import Task, first_request, write_section
from reportgen.drafting.narrative.stock import read_stock
from reportgen.drafting.views import ReportView
from reportgen.errors import FormError
from reportgen.llm.chat import ChatModel
from reportgen.model.draft import Block, Draft, Gap, Heading, Paragraph, Section, Table
from reportgen.model.fact_ids import indicator_id
from reportgen.model.facts import FactLedger
from reportgen.model.narrative import Outcome, PassageShown, SectionRecord
from reportgen.model.prior_report import PriorPassage, SectionKind
from reportgen.retrieval.style import StyleSample

SYSTEM = "system"  # the prompt with the rules of all sections
_PATIENCE = 0.2  # seconds between looks at Ctrl-C

Retrieve = Callable[[SectionKind, str], Sequence[tuple[PriorPassage, StyleSample]]]
OnState = Callable[[str, str], None]  # heading, state
OnSection = Callable[[int, Section, SectionRecord], None]  # position, the section as it is now, how it came to be


@dataclass(frozen=True, slots=True)
class NarratedDraft:
    """The draft and how each section that has a prompt came to be written. *interrupted* tells of Ctrl-C."""

    draft: Draft
    records: tuple[SectionRecord, ...]
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The sections to ask for, and the records of those for which there is nothing to ask."""

    tasks: tuple[Task, ...]
    skipped: tuple[SectionRecord, ...]
    grounds: Grounds


def plan(
    draft: Draft,
    view: ReportView,
    ledger: FactLedger,
    *,
    prompts: Sequence[Path],
    retrieve: Retrieve,
    values_shown: bool,
) -> Plan:
    """What the model is to be asked for *draft*; *prompts* are folders, the user's own first. Raises FormError."""
    system = read_prompt(SYSTEM, prompts)
    if system is None:
        raise FormError(f"没有提示词 {SYSTEM}.md", remedy="恢复 prompts 文件夹。")
    tasks, skipped = [], []
    for position, section in enumerate(draft.sections):
        prompt = read_prompt(section.key, prompts) if section.key and section.key != SYSTEM else None
        if prompt is None:
            continue
        heading = _heading(section)
        kind = prompt.section
        found = retrieve(kind, f"{heading} {prompt.purpose}") if kind is not None else ()
        materials = gather(prompt, view, ledger, [sample for _, sample in found])
        named = all(card.id.startswith("department.") for card in materials.facts)  # who, and nothing that was done
        nothing = named or (prompt.citing and not materials.problems)
        if nothing or materials.lacking:
            lacking = "、".join(materials.lacking)
            reason = "没有可以写的填报数据" if nothing else f"没有填报必须写到的数据：{lacking}"
            skipped.append(_skipped(section.key, heading, prompt, reason))
            continue
        tasks.append(
            Task(
                position=position, key=section.key, heading=heading, prompt=prompt, materials=materials,
                passages=tuple(_shown(passage) for passage, _ in found),
                request=first_request(section.key, heading, system, prompt, materials, values_shown=values_shown),
            )
        )  # fmt: skip
    attainments = {indicator_id(number): row.attainment for number, row in view.indicators.items()}
    return Plan(tuple(tasks), tuple(skipped), Grounds(ledger, read_stock(prompts), attainments))


def narrate(
    draft: Draft,
    planned: Plan,
    model: ChatModel,
    judges: Judges,
    *,
    concurrency: int,
    on_state: OnState,
    on_section: OnSection = lambda _position, _section, _record: None,
) -> NarratedDraft:
    """*draft* with the sections that the model wrote and the judges passed; the others stay as they are.

    *on_section* is told each section as it is finished, in the thread of the caller. Ctrl-C ends the questions in
    flight; sections that are finished are kept.
    """
    executor = ThreadPoolExecutor(max_workers=max(concurrency, 1), thread_name_prefix="section")
    asked: dict[Future[tuple[tuple[Paragraph, ...], SectionRecord]], Task] = {}
    interrupted = False
    try:
        for task in planned.tasks:
            state = _state_of(task, on_state)
            asked[executor.submit(write_section, task, model, planned.grounds, judges, state)] = task
        pending = set(asked)
        while pending:
            done, pending = wait(pending, timeout=_PATIENCE, return_when=FIRST_COMPLETED)
            for future in done:
                paragraphs, record = future.result()
                task = asked[future]
                on_section(task.position, _taken(draft.sections[task.position], paragraphs, record, task), record)
                on_state(task.heading, record.outcome.chinese + (f"：{record.reason}" if record.reason else ""))
    except KeyboardInterrupt:
        interrupted = True
        model.stop()
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
    sections = list(draft.sections)
    records = list(planned.skipped)
    for future, task in asked.items():
        if future.cancelled():
            records.append(_cut_short(task, model))
            continue
        paragraphs, record = future.result()
        records.append(record)
        sections[task.position] = _taken(sections[task.position], paragraphs, record, task)
    order = {section.key: position for position, section in enumerate(draft.sections)}
    records.sort(key=lambda record: order[record.section])
    return NarratedDraft(replace(draft, sections=tuple(sections)), tuple(records), interrupted)


def _taken(section: Section, paragraphs: Sequence[Paragraph], record: SectionRecord, task: Task) -> Section:
    """*section* with what the model wrote; as it is where that was nothing."""
    return _with(section, with_remarks(paragraphs, record), task.prompt) if paragraphs else section


def _state_of(task: Task, on_state: OnState) -> Callable[[str], None]:
    return lambda state: on_state(task.heading, state)


def _heading(section: Section) -> str:
    return next((str(block.text) for block in section.blocks if isinstance(block, Heading)), section.key)


def _with(section: Section, paragraphs: Sequence[Paragraph], prompt: Prompt) -> Section:
    """*section* with the model's paragraphs under its heading; its tables stay, and in LEAD mode all the rest.

    What the replaced text left to be filled in is not lost: it follows the model's paragraphs. Where paragraphs
    answer problems, each carries its own gaps.
    """
    first = 1 if section.blocks and isinstance(section.blocks[0], Heading) else 0
    rest: Sequence[Block] = section.blocks[first:]
    if prompt.mode is Mode.REPLACE:
        gaps = () if prompt.citing else tuple(_gaps(rest))
        tables = (block for block in rest if isinstance(block, Table))
        rest = [*((Paragraph(gaps),) if gaps else ()), *tables]
    return replace(section, blocks=(*section.blocks[:first], *paragraphs, *rest))


def _gaps(blocks: Sequence[Block]) -> Iterator[Gap]:
    runs = (run for block in blocks if isinstance(block, Paragraph) for run in block.runs)
    return (run for run in runs if isinstance(run, Gap))


def _shown(passage: PriorPassage) -> PassageShown:
    return PassageShown(
        number=passage.number, department=passage.department, year=passage.year, heading=passage.heading,
        source=passage.source, text=passage.text,
    )  # fmt: skip


def _skipped(key: str, heading: str, prompt: Prompt, reason: str) -> SectionRecord:
    return SectionRecord(
        section=key, heading=heading, outcome=Outcome.SKIPPED, reason=reason, prompt=prompt.name,
        prompt_version=prompt.version, prompt_sha256=prompt.sha256,
    )  # fmt: skip


def _cut_short(task: Task, model: ChatModel) -> SectionRecord:
    return SectionRecord(
        section=task.key, heading=task.heading, outcome=Outcome.FALLBACK, reason="已中断", model=model.name,
        prompt=task.prompt.name, prompt_version=task.prompt.version, prompt_sha256=task.prompt.sha256,
        passages=task.passages,
    )  # fmt: skip
