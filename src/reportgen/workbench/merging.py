"""New figures after editing (重新生成): parts that people edited keep their words, with the figures brought up to date.

A part that nobody touched is the newly generated one. An edited part is merged as ``reportgen refresh`` merges a Word
file: the generated text, people's edit of it and the newly generated text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.checking.checker import check_text
from reportgen.checking.evidence.fact_index import build_fact_index
from reportgen.model.bound_text import BoundText, KnownFact, known, mark_of
from reportgen.model.draft import Block, Draft, Section
from reportgen.model.facts import FactLedger
from reportgen.model.finding import Finding
from reportgen.model.narrative import SectionRecord
from reportgen.model.refreshed_text import Refreshed
from reportgen.refreshing.merge import refresh
from reportgen.workbench.bound_draft import BoundPart, block_of_line, bound_part, merged_blocks
from reportgen.workbench.drafts import MergeNote, SectionVersion

_NO_LONGER = "新数据不再生成这一部分；您改过，没有删去，请核对是否保留。"


@dataclass(frozen=True, slots=True)
class EditedPart:
    """A part as it was generated and as it stands."""

    generated: SectionVersion
    standing: SectionVersion

    @property
    def edited(self) -> bool:
        """Whether its words are no longer those generated."""
        return self.generated.blocks != self.standing.blocks

    @property
    def by_model(self) -> bool:
        """Whether a language model wrote it: its words stay, too."""
        return self.generated.how == "model"


@dataclass(frozen=True, slots=True)
class MergedDraft:
    """The new *draft* as generated; *merged* are the parts, by position, that keep earlier words, as they now are.

    *by_model* are the positions of parts a model wrote, with the record of its writing; *notes* tell what people have
    to look at.
    """

    draft: Draft
    merged: Mapping[int, tuple[Block, ...]]
    by_model: Mapping[int, SectionRecord | None]
    notes: tuple[MergeNote, ...]


@dataclass(frozen=True, slots=True)
class Merging:
    """What every part is merged with: the facts of the old and of the new data, and the checker."""

    old: Mapping[str, KnownFact]
    new: Mapping[str, KnownFact]
    judge: Callable[[str], Sequence[Finding]]

    def part(
        self, key: str, base: Sequence[Block], edited: BoundPart, new: Sequence[Block], *, prose: bool = False
    ) -> tuple[tuple[Block, ...], Refreshed]:
        """The blocks that the part becomes, and the plan it was made by. With *prose* its words stay in any case."""
        generated, newly = bound_part(key, base), bound_part(key, new)
        plan = refresh(
            BoundText(generated.lines, dict(self.old), frozenset({mark_of(key)} if prose else ())),
            edited.lines,
            BoundText(newly.lines, dict(self.new)),
            self.new,
            self.judge,
        )
        return merged_blocks(plan, edited, newly), plan


def merging(old: FactLedger, new: FactLedger) -> Merging:
    """What merges texts made from the facts *old* with texts made from *new*."""
    index = build_fact_index(new)
    return Merging(
        {fact: known(old[fact]) for fact in old},
        {fact: known(new[fact]) for fact in new},
        lambda text: check_text(text, new, index=index).findings,
    )


def merge_edits(parts: Sequence[EditedPart], draft: Draft, at_work: Merging) -> MergedDraft:
    """The newly generated *draft* with what people wrote into *parts*, the parts of the draft before it."""
    homes: dict[str, list[int]] = defaultdict(list)
    sections = list(draft.sections)
    for position, section in enumerate(sections):
        homes[section.key].append(position)
    merged: dict[int, tuple[Block, ...]] = {}
    by_model: dict[int, SectionRecord | None] = {}
    notes: list[MergeNote] = []
    for part in parts:
        places = homes.get(part.standing.key, [])
        position = places.pop(0) if places else -1
        if not (part.edited or part.by_model):
            continue
        if position < 0:
            sections.append(Section(part.standing.key, part.standing.blocks))
            notes.append(MergeNote(len(sections) - 1, 0, "新数据不再生成的内容", (_NO_LONGER,)))
            continue
        key, edited = part.standing.key, bound_part(part.standing.key, part.standing.blocks)
        blocks, plan = at_work.part(key, part.generated.blocks, edited, sections[position].blocks, prose=part.by_model)
        notes += notes_of(plan, position)
        if part.by_model:
            sections[position] = Section(key, blocks)
            by_model[position] = part.standing.record
        if part.edited:
            merged[position] = blocks
    return MergedDraft(replace(draft, sections=tuple(sections)), merged, by_model, tuple(notes))


def notes_of(plan: Refreshed, position: int) -> tuple[MergeNote, ...]:
    """What the plan of a part tells people to look at."""
    told = [MergeNote(position, block_of_line(plan, each.line), each.kind.value, each.lines) for each in plan.notes]
    told += [MergeNote(position, 0, "您删去而又有变化的内容", (text,)) for text in plan.deleted]
    return tuple(told)
