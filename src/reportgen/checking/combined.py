"""Findings by the entered data and by the document itself, each thing told once (合并)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from reportgen.checking.dismissals import sentence_at
from reportgen.model.checked_text import CheckedText, Verdict
from reportgen.model.facts import FactLedger
from reportgen.model.finding import Finding, Severity
from reportgen.model.origin import Origin

_MOST_CELLS = 4
_PROVEN = frozenset({Verdict.TRACED, Verdict.DERIVED, Verdict.EXEMPT})
# What is wrong with the writing itself is another thing than a wrong number in the same words.
_OF_THE_WRITING = frozenset(
    {
        "HEADING_NUMBER", "HEADING_LEVEL", "EMPTY_SECTION", "LIST_NUMBERING", "DOC_NUMBER", "TYPO", "PUNCTUATION",
        "HALF_SIGN", "PLACEHOLDER", "NUMBER_LOST", "FORMAT_RESIDUE", "NOTHING_SAID", "DUPLICATE_TEXT",
        "DUPLICATE_GOAL", "TERMINOLOGY", "MISSING_ELEMENT", "BASIS_INVALID", "BASIS_GENERIC",
    }
)  # fmt: skip


def combined(by_data: Sequence[Finding], by_itself: Sequence[Finding], checked: CheckedText) -> tuple[Finding, ...]:
    """All findings in the order of the text; *checked* has the numbers as judged by the data.

    Where both speak of the same words, the data decide: what the document says against itself is left out there.
    So is what follows from a number the data call wrong: a rate that is true does not fit a false amount beside it.
    """
    decided = [each for each in by_data if each.severity is not Severity.INFO]
    kept = [
        each
        for each in by_itself
        if each.code in _OF_THE_WRITING
        or not any(_overlap(each, other) or _follows(each, other, checked) for other in decided)
    ]
    return tuple(sorted((*by_data, *kept), key=lambda finding: (finding.start or 0, finding.end or 0)))


def _follows(one: Finding, wrong: Finding, checked: CheckedText) -> bool:
    """Whether *one* speaks of proven numbers in the sentence of a *wrong* one."""
    if one.start is None or one.end is None or wrong.start is None:
        return False
    start, end = sentence_at(one.start, checked.text)
    numbers = [each.verdict for each in checked.mentions if each.start < one.end and one.start < each.end]
    return start <= wrong.start < end and bool(numbers) and set(numbers) <= _PROVEN


def _overlap(one: Finding, other: Finding) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end


def with_places(
    findings: Sequence[Finding], ledger: FactLedger, place_at: Callable[[int], Origin]
) -> tuple[Finding, ...]:
    """*findings* by the data, each with its place in the draft and then the cells its facts were entered in."""
    placed = []
    for finding in findings:
        here = () if finding.start is None else (place_at(finding.start),)
        cells = entered_cells(finding.facts, ledger)
        placed.append(replace(finding, origins=tuple(dict.fromkeys((*here, *cells)))))
    return tuple(placed)


def entered_cells(facts: Sequence[str], ledger: FactLedger) -> tuple[Origin, ...]:
    """The cells from which *facts* come, through the workings of derived ones; at most four."""
    cells: dict[Origin, None] = {}
    seen: set[str] = set()
    waiting = list(facts)
    while waiting and len(cells) < _MOST_CELLS:
        fact = ledger.get(waiting.pop(0))
        if fact is None or fact.id in seen:
            continue
        seen.add(fact.id)
        if fact.origin is not None:
            cells[fact.origin] = None
        else:
            waiting += fact.operands
    return tuple(cells)
