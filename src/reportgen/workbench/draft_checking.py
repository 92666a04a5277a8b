"""The draft judged as it stands or is being typed (实时核查): findings with their block and characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportgen.checking.check_sections import lines_of
from reportgen.checking.checker import check_text
from reportgen.checking.dismissals import numbered
from reportgen.checking.fact_index import FactIndex, build_fact_index
from reportgen.model.draft import Block
from reportgen.model.facts import Fact, FactLedger
from reportgen.workbench.drafts import StoredDraft
from reportgen.workbench.entry_rows import rows_from, rows_text
from reportgen.workbench.panel import sound_evaluation

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


def check_part(blocks: Sequence[Block], position: int, known: Known) -> tuple[PartFinding, ...]:
    """What in *blocks*, the part at *position*, the data do not bear out."""
    places: list[tuple[int, int, bool]] = []  # where each line starts, its block, and whether it is the block itself
    lines: list[str] = []
    at = 0
    for number, block in enumerate(blocks):
        own = list(lines_of(block))
        for line in own:
            places.append((at, number, len(own) == 1))
            lines.append(line)
            at += len(line) + 1
    text = "\n".join(lines)
    found = numbered(check_text(text, known.ledger, index=known.index).findings, text)
    made = []
    for each in found:
        offset = each.start or 0
        start, block_number, whole = next(place for place in reversed(places) if place[0] <= offset)
        inside = whole and each.start is not None and each.end is not None
        made.append(
            PartFinding(
                position=position,
                block=block_number,
                start=offset - start if inside else None,
                end=(each.end or 0) - start if inside else None,
                severity=each.severity.chinese,
                code=each.code,
                number=each.number,
                text=each.text,
                message=each.message,
                suggestion=each.suggestion,
            )
        )
    return tuple(made)


def check_whole(draft: StoredDraft, known: Known) -> tuple[PartFinding, ...]:
    """What in the draft as it stands the data do not bear out, in the order of its text."""
    return tuple(found for part in draft.sections for found in check_part(part.blocks, part.position, known))


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
