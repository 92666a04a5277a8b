"""The facts of a draft (数字出处) as the store keeps them: what its figures state, as it was when it was made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportgen.model.draft import Block, Draft, Figure, Heading, Paragraph, Section, Table, runs_of_line
from reportgen.model.facts import Fact, FactLedger


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFact:
    """A fact that a figure of the draft states, as it was when the draft was made."""

    id: str
    label: str
    subject: str
    text: str
    value: str  # exact, unrounded; empty for names and prose
    unit: str
    role: str
    origin: str  # 预算!C5; empty for a derived fact
    formula: str
    operands: tuple[str, ...]


def facts_text(draft: Draft, merged: Mapping[int, Sequence[Block]], ledger: FactLedger) -> str:
    """The facts that figures of the draft and of *merged* parts state, and those they were worked out from, as JSON."""
    kept = tuple(Section("", tuple(blocks)) for blocks in merged.values())
    wanted = [figure.fact for figure in _figures(replace(draft, sections=(*draft.sections, *kept)))]
    found: dict[str, Fact] = {}
    while wanted:
        fact = ledger.get(wanted.pop())
        if fact is not None and fact.id not in found:
            found[fact.id] = fact
            wanted.extend(fact.operands)
    return json.dumps([_fact_plain(fact) for fact in found.values()], ensure_ascii=False)


def facts_from(text: str) -> Mapping[str, StoredFact]:
    """The facts that :func:`facts_text` wrote, by id."""
    return {each["id"]: StoredFact(**{**each, "operands": tuple(each["operands"])}) for each in json.loads(text)}


def stored_fact(fact: Fact) -> StoredFact:
    """*fact* of a ledger as a draft keeps it."""
    return StoredFact(**{**_fact_plain(fact), "operands": fact.operands})


def _fact_plain(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "label": fact.label,
        "subject": fact.subject,
        "text": fact.text,
        "value": f"{fact.quantity.value:f}" if fact.quantity else "",
        "unit": fact.quantity.unit.symbol if fact.quantity else "",
        "role": fact.role.value,
        "origin": fact.origin.place if fact.origin else "",
        "formula": fact.formula,
        "operands": list(fact.operands),
    }


def _figures(draft: Draft) -> list[Figure]:
    blocks = [
        *(block for section in draft.sections for block in section.blocks),
        *(block for annex in draft.annexes for block in annex.blocks),
    ]
    runs = [*runs_of_line(draft.title), *draft.signature, *draft.date]
    for block in blocks:
        if isinstance(block, Paragraph):
            runs.extend(block.runs)
        elif isinstance(block, Heading):
            runs.extend(runs_of_line(block.text))
        elif isinstance(block, Table):
            runs.extend(runs_of_line(block.caption))
            runs.extend(run for row in block.rows for cell in row.cells for run in cell.runs)
    return [run for run in runs if isinstance(run, Figure)]
