"""What a paragraph rests on (段落依据): the facts it states, the passages that served it, what was refused before."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.model.draft import Block, Figure, Paragraph
from reportgen.model.narrative import Attempt, ParagraphRecord, PassageShown, SectionRecord
from reportgen.workbench.draft_checking import with_inserted_facts
from reportgen.workbench.drafts import SectionVersion, StoredDraft
from reportgen.workbench.stored_facts import StoredFact

_CODE = re.compile(r"^[A-Z_]+：")
_QUOTED = re.compile(r"“([^”]{2,}?)…?”")
_SLOT = re.compile(r"\[\[([^\[\]]{1,120})\]\]")
_LONGEST = 2000  # characters of a reply without sentences that are shown


@dataclass(frozen=True, slots=True)
class ParagraphBasis:
    """One paragraph of a part: block number *block*, its facts in order, the passages that served it."""

    block: int
    paragraph: Paragraph
    facts: tuple[StoredFact, ...]
    passages: tuple[PassageShown, ...]


@dataclass(frozen=True, slots=True)
class RefusedSentence:
    """A sentence of a model and why it was refused; no reasons where it is only one of the same reply."""

    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedReply:
    """One reply of a model that was not taken: its sentences, and the reasons that name none of them."""

    sentences: tuple[RefusedSentence, ...]
    reasons: tuple[str, ...]


def with_proposed(draft: StoredDraft, blocks: Sequence[Block], form: str, templates: Path) -> StoredDraft:
    """*draft* that also knows the facts which *blocks*, a text that waits beside one of its parts, state."""
    waiting = replace(draft.sections[0], blocks=tuple(blocks)) if draft.sections else None
    sections = draft.sections if waiting is None else (*draft.sections, waiting)
    return with_inserted_facts(replace(draft, sections=sections), form, templates)


def basis_of(part: SectionVersion, facts: Mapping[str, StoredFact]) -> tuple[ParagraphBasis, ...]:
    """Each paragraph of *part* with what it rests on; *facts* are those that the draft states."""
    return tuple(
        ParagraphBasis(at, block, _facts_of(block, facts), _passages_of(block, part.record))
        for at, block in enumerate(part.blocks)
        if isinstance(block, Paragraph)
    )


def refused_replies(record: SectionRecord | None, facts: Mapping[str, StoredFact]) -> tuple[RefusedReply, ...]:
    """What the model wrote and was not taken, reply by reply, slots shown as the facts they name."""
    attempts = record.attempts if record is not None else ()
    return tuple(_refused(attempt, facts) for attempt in attempts if attempt.objections)


def _facts_of(paragraph: Paragraph, facts: Mapping[str, StoredFact]) -> tuple[StoredFact, ...]:
    named = dict.fromkeys(run.fact for run in paragraph.runs if isinstance(run, Figure))
    return tuple(facts[fact] for fact in named if fact in facts)


def _passages_of(paragraph: Paragraph, record: SectionRecord | None) -> tuple[PassageShown, ...]:
    if record is None:
        return ()
    stated = {run.fact for run in paragraph.runs if isinstance(run, Figure)}
    best = max(record.paragraphs, key=lambda each: _alike(each, paragraph.text, stated), default=None)
    if best is None or not _alike(best, paragraph.text, stated):
        return ()
    return tuple(each for each in record.passages if each.number in best.passages)


def _alike(written: ParagraphRecord, text: str, stated: set[str]) -> int:
    """How surely *written* became the paragraph: its very words, or else the facts both state."""
    return 1000 if written.text in text else len(stated & set(written.facts))


def _refused(attempt: Attempt, facts: Mapping[str, StoredFact]) -> RefusedReply:
    reasons = [_CODE.sub("", each) for each in attempt.objections]
    sentences = _sentences(attempt.reply)
    named: dict[int, list[str]] = {}
    left = []
    for reason in reasons:
        quoted = _QUOTED.findall(reason)
        at = next((number for number, each in enumerate(sentences) if any(words in each for words in quoted)), None)
        if at is None:
            left.append(reason)
        else:
            named.setdefault(at, []).append(reason)
    shown = [
        RefusedSentence(_readable(text, facts), tuple(named.get(number, ()))) for number, text in enumerate(sentences)
    ]
    return RefusedReply(tuple(shown), tuple(_readable(each, facts) for each in left))


def _sentences(reply: str) -> Sequence[str]:
    """The sentences of a reply; the reply itself where it has not the form that was asked for."""
    try:
        match json.loads(reply):
            case {"paragraphs": list(paragraphs)}:
                return [
                    str(sentence)
                    for each in paragraphs
                    if isinstance(each, dict)
                    for sentence in each.get("sentences", ())
                ]
    except ValueError:
        pass
    return [reply[:_LONGEST]] if reply else []


def _readable(text: str, facts: Mapping[str, StoredFact]) -> str:
    def named(slot: re.Match[str]) -> str:
        fact = facts.get(slot[1].partition("#")[0])
        return fact.text if fact is not None and "#" not in slot[1] else slot[0]

    return _SLOT.sub(named, text)
