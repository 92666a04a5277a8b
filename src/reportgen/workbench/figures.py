"""Figures of a draft (数字一览): each fact that the report states, where it comes from and where it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.model.draft import Block, Figure, Heading, Paragraph, Run, Table, runs_of_line
from reportgen.workbench.drafts import StoredDraft
from reportgen.workbench.stored_facts import StoredFact


@dataclass(frozen=True, slots=True)
class Use:
    """A place of the draft that states a fact: the part it stands in, its *anchor* on the page, and the words there."""

    part: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class UsedFact:
    """A fact and every place that states it, in the order of the draft."""

    fact: StoredFact
    uses: tuple[Use, ...]

    @property
    def is_number(self) -> bool:
        """Whether it is a number, not a name or a text."""
        return bool(self.fact.value)


def used_facts(draft: StoredDraft) -> Sequence[UsedFact]:
    """The facts that the draft states, in the order in which it first does."""
    uses: dict[str, list[Use]] = {}
    for part, anchor, run in _figures(draft):
        uses.setdefault(run.fact, []).append(Use(part, anchor, run.text))
    return [UsedFact(draft.facts[fact], tuple(places)) for fact, places in uses.items() if fact in draft.facts]


def figures_stated(draft: StoredDraft) -> Sequence[str]:
    """The ids of the facts that the draft's figures state, each once."""
    return list(dict.fromkeys(run.fact for _, _, run in _figures(draft)))


def operands_of(fact: StoredFact, facts: Mapping[str, StoredFact]) -> Sequence[StoredFact]:
    """The facts that *fact* was worked out from."""
    return [facts[operand] for operand in fact.operands if operand in facts]


def _figures(draft: StoredDraft) -> Iterator[tuple[str, str, Figure]]:
    for run in (*runs_of_line(draft.title), *draft.signature, *draft.date):
        if isinstance(run, Figure):
            yield "标题和署名", "main", run
    heading = ""
    for section in draft.sections:
        heading = section.heading or heading
        for run in _runs(section.blocks):
            if isinstance(run, Figure):
                yield heading, f"section-{section.position}", run
    for number, annex in enumerate(draft.annexes, start=1):
        for run in _runs(annex.blocks):
            if isinstance(run, Figure):
                yield f"附件：{annex.title}", f"annex-{number}", run


def _runs(blocks: Sequence[Block]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, Heading):
            yield from runs_of_line(block.text)
        elif isinstance(block, Table):
            yield from runs_of_line(block.caption)
            yield from (run for row in block.rows for cell in row.cells for run in cell.runs)
