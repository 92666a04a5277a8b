"""The draft judged as it stands or is being typed (实时核查): findings with their block and characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from reportgen.checking.check_sections import lines_of
from reportgen.checking.checker import check_text
from reportgen.checking.dismissals import numbered
from reportgen.checking.evidence.fact_index import FactIndex, build_fact_index
from reportgen.checking.proposals.replacements import confirmed, corrections
from reportgen.model.checked_text import CheckedText, Correction
from reportgen.model.draft import Block, Paragraph, Words
from reportgen.model.facts import Fact, FactLedger
from reportgen.workbench.drafts import StoredDraft
from reportgen.workbench.entry_rows import rows_from, rows_text
from reportgen.workbench.figures import figures_stated
from reportgen.workbench.panel import sound_evaluation
from reportgen.workbench.stored_facts import stored_fact

_MOST_FOUND = 30  # facts that a search gives back


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFinding:
    """A finding in the part at *position*: ``start:end`` are characters of its block number *block*.

    *start* and *end* are None where the finding is about a line other than the block's own text (a row of a table).
    """

    position: int
    block: int
    start: int | None
    end: int | None
    severity: str
    code: str
    number: str
    text: str
    message: str
    suggestion: str
    right: str = ""  # what its words are certainly to be; empty where that is for people to decide


@dataclass(frozen=True, slots=True)
class Known:
    """What a draft is judged by: the ledger of the data it was made from, and its index."""

    ledger: FactLedger
    index: FactIndex


def known_of(draft: StoredDraft, form: str, templates: Path) -> Known:
    """The ledger of *draft*'s data; worked out once for the same data. Raises EntryError, FormError."""
    return _known(rows_text(draft.rows), form, templates)


@lru_cache(maxsize=8)
def _known(rows: str, form: str, templates: Path) -> Known:
    evaluation, _ = sound_evaluation(rows_from(rows), form, templates)
    return Known(evaluation.ledger, build_fact_index(evaluation.ledger))


@dataclass(frozen=True, slots=True)
class CheckedPart:
    """A part as one text, judged; *places* say of each line where it starts, its block, and if it is all of it."""

    checked: CheckedText
    places: tuple[tuple[int, int, bool], ...]

    def place(self, offset: int) -> tuple[int, int, bool]:
        """The line that holds *offset*."""
        return next(place for place in reversed(self.places) if place[0] <= offset)


def judged(blocks: Sequence[Block], known: Known) -> CheckedPart:
    """*blocks* as one text, judged, its findings with their numbers."""
    places: list[tuple[int, int, bool]] = []
    lines: list[str] = []
    at = 0
    for number, block in enumerate(blocks):
        own = list(lines_of(block))
        for line in own:
            places.append((at, number, len(own) == 1))
            lines.append(line)
            at += len(line) + 1
    text = "\n".join(lines)
    checked = check_text(text, known.ledger, index=known.index)
    return CheckedPart(replace(checked, findings=numbered(checked.findings, text)), tuple(places))


def check_part(
    blocks: Sequence[Block], position: int, known: Known, *, correct: bool = False
) -> tuple[PartFinding, ...]:
    """What in *blocks*, the part at *position*, the data do not bear out; with *correct* what is certainly right."""
    part = judged(blocks, known)
    right = {each.finding: each.text for each in certain(part, blocks, known)} if correct else {}
    made = []
    for each in part.checked.findings:
        start, block_number, whole = part.place(each.start or 0)
        inside = whole and each.start is not None and each.end is not None
        made.append(
            PartFinding(
                position=position,
                block=block_number,
                start=(each.start or 0) - start if inside else None,
                end=(each.end or 0) - start if inside else None,
                severity=each.severity.chinese,
                code=each.code,
                number=each.number,
                text=each.text,
                message=each.message,
                suggestion=each.suggestion,
                right=right.get(each.number, ""),
            )
        )
    return tuple(made)


def certain(part: CheckedPart, blocks: Sequence[Block], known: Known) -> tuple[Correction, ...]:
    """The corrections of a part that leave no choice, in words that people typed, each confirmed by a further check."""
    found = [each for each in corrections(part.checked, known.index) if _typed(part, blocks, each)]
    if not found:
        return ()
    text, end = part.checked.text, 0
    pieces = []
    for each in found:
        pieces += [text[end : each.start], each.text]
        end = each.end
    return confirmed(found, check_text("".join((*pieces, text[end:])), known.ledger, index=known.index))


def _typed(part: CheckedPart, blocks: Sequence[Block], correction: Correction) -> bool:
    """Whether a correction is of words of one run of a paragraph, not of a bound figure or a table."""
    start, number, whole = part.place(correction.start)
    block = blocks[number]
    at = start
    for run in block.runs if whole and isinstance(block, Paragraph) else ():
        if isinstance(run, Words) and at <= correction.start and correction.end <= at + len(run.text):
            return True
        at += len(run.text)
    return False


def check_whole(draft: StoredDraft, known: Known, *, correct: bool = False) -> tuple[PartFinding, ...]:
    """What in the draft as it stands the data do not bear out, in the order of its text."""
    return tuple(
        found for part in draft.sections for found in check_part(part.blocks, part.position, known, correct=correct)
    )


def with_inserted_facts(draft: StoredDraft, form: str, templates: Path) -> StoredDraft:
    """*draft* that also knows the facts of figures people have put in since it was made, and those behind them."""
    wanted = [fact for fact in figures_stated(draft) if fact not in draft.facts]
    if not wanted:
        return draft
    ledger = known_of(draft, form, templates).ledger
    facts = dict(draft.facts)
    while wanted:
        fact = ledger.get(wanted.pop())
        if fact is not None and fact.id not in facts:
            facts[fact.id] = stored_fact(fact)
            wanted.extend(fact.operands)
    return replace(draft, facts=facts)


def search_facts(words: str, known: Known) -> Sequence[Fact]:
    """Facts whose text, subject or label hold every one of *words*, numbers before names and texts."""
    wanted = words.lower().split()
    if not wanted:
        return ()
    found = [
        fact
        for fact in known.ledger.values()
        if all(word in f"{fact.text} {fact.subject} {fact.label} {fact.role.value}".lower() for word in wanted)
    ]
    found.sort(key=lambda fact: (fact.quantity is None, len(fact.subject) + len(fact.label)))
    return found[:_MOST_FOUND]
