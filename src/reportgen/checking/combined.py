"""Findings by the entered data and by the document itself, each thing told once (合并)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from reportgen.checking.dismissals import sentence_at
from reportgen.model.checked_text import CheckedMention, CheckedText, Verdict
from reportgen.model.facts import FactLedger
from reportgen.model.finding import Finding, Severity
from reportgen.model.origin import Origin

_MOST_CELLS = 5  # of a figure computed from hundreds of cells the first are enough
_PROVEN = frozenset({Verdict.TRACED, Verdict.DERIVED, Verdict.EXEMPT})
# What is wrong with the writing itself is another thing than a wrong number in the same words.
_OF_THE_WRITING = frozenset(
    {
        "HEADING_NUMBER", "HEADING_LEVEL", "EMPTY_SECTION", "LIST_NUMBERING", "DOC_NUMBER", "TYPO", "PUNCTUATION",
        "HALF_SIGN", "PLACEHOLDER", "NUMBER_LOST", "FORMAT_RESIDUE", "NOTHING_SAID", "DUPLICATE_TEXT",
        "DUPLICATE_GOAL", "TERMINOLOGY", "MISSING_ELEMENT", "BASIS_INVALID", "BASIS_GENERIC",
    }
)  # fmt: skip

# Sums and rates between numbers that the data prove one by one: where they do not fit, the reading is wrong …
_WORKINGS = frozenset(
    {
        "TABLE_SUM", "TABLE_RATE", "RATE_MISMATCH", "RATE_ROUNDING", "RATE_IN_TEXT", "PARTS_IN_TEXT", "SCORE_PARTS",
        "CHANGE_IN_TEXT", "PRODUCT_IN_TEXT", "AVERAGE_IN_TEXT", "BUDGET_SUM_IN_TEXT", "SUM_MISMATCH",
        "RATIO_WITHOUT_BASE", "OVER_EXECUTION", "TOTAL_MISMATCH", "WEIGHT_TOTAL", "CATEGORY_WEIGHT_SUM",
        "RATING_MISMATCH",
    }
)  # fmt: skip
# … unless the entered data do not add up either.
_FAULTS_OF_DATA = frozenset(
    {
        "RATE_MISMATCH", "RATE_ROUNDING", "SUM_MISMATCH", "OVER_EXECUTION", "TOTAL_MISMATCH", "WEIGHT_TOTAL",
        "CATEGORY_WEIGHT_SUM", "RATING_MISMATCH", "HEADCOUNT_MISMATCH", "ROLL_UP_MISMATCH",
    }
)  # fmt: skip


def combined(by_data: Sequence[Finding], by_itself: Sequence[Finding], checked: CheckedText) -> tuple[Finding, ...]:
    """All findings in the order of the text; *checked* has the numbers as judged by the data.

    Where both speak of the same words, the data decide: what the document says against itself is left out there.
    So is what follows from a number the data call wrong: a rate that is true does not fit a false amount beside it.
    """
    decided = [each for each in by_data if each.severity is not Severity.INFO and each.start is not None]
    mentions = _Mentions(checked)
    kept = [each for each in by_itself if each.code in _OF_THE_WRITING or not _is_decided(each, decided, mentions)]
    return tuple(sorted((*by_data, *kept), key=lambda finding: (finding.start or 0, finding.end or 0)))


class _Mentions:
    """The numbers of a text, found by their place."""

    def __init__(self, checked: CheckedText) -> None:
        self.text = checked.text
        self._all = checked.mentions
        self._starts = [each.start for each in checked.mentions]

    def within(self, start: int, end: int) -> Sequence[CheckedMention]:
        """The numbers that begin in ``start:end``."""
        return self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def of_line(self, at: int) -> Sequence[CheckedMention]:
        """The numbers that claim something in the line around *at*, for words that speak of them all: 评价等级：优."""
        start, end = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
        inside = self.within(start, end if end >= 0 else len(self.text))
        return [each for each in inside if each.verdict is not Verdict.EXEMPT]


def _is_decided(one: Finding, decided: Sequence[Finding], mentions: _Mentions) -> bool:
    """Whether one of the *decided* findings stands at the words of *one*, or beside true numbers of its sentence.

    Or at the other place of *one*, where its own numbers are true: two figures that differ are one error.
    """
    if one.start is None or one.end is None:
        return False
    start, end = one.start, one.end
    verdicts = {each.verdict for each in mentions.within(start, end)}
    if verdicts and verdicts <= _PROVEN:
        first, last = sentence_at(start, mentions.text)
        start, end = min(start, first), max(end, last)
        if not verdicts <= {Verdict.EXEMPT} and any(
            other.origins[:1] == (place,) for other in decided for place in one.origins[1:]
        ):
            return True
    return any((other.start or 0) < end and start < (other.end or 0) for other in decided)


def unsettled(
    findings: Sequence[Finding], checked: CheckedText, ledger: FactLedger, of_data: Sequence[Finding]
) -> tuple[Finding, ...]:
    """*findings* by the document itself without those of workings whose every number restates a figure of the data.

    Data that do not add up themselves, by their own findings *of_data*, settle nothing.
    """
    if any(each.code in _FAULTS_OF_DATA for each in of_data):
        return tuple(findings)
    mentions = _Mentions(checked)
    kept = []
    for finding in findings:
        within = mentions.within(finding.start or 0, finding.end or 0) or mentions.of_line(finding.start or 0)
        figures = [any(_is_figure(fact, ledger) for fact in each.facts) for each in within]
        settled = finding.code in _WORKINGS and bool(figures) and all(figures)
        if not settled:
            kept.append(finding)
    return tuple(kept)


def _is_figure(fact: str, ledger: FactLedger) -> bool:
    """Whether *fact* is a figure of its own, not a number in entered prose."""
    return fact in ledger and ledger[fact].quantity is not None


def with_cells(findings: Sequence[Finding], checked: CheckedText, ledger: FactLedger) -> tuple[Finding, ...]:
    """*findings* by the document itself, with the cells of the true numbers they speak of, which may be wrong too."""
    mentions = _Mentions(checked)
    placed = []
    for finding in findings:
        within = mentions.within(finding.start or 0, finding.end or 0)
        facts = [fact for each in within for fact in each.facts]
        of_numbers = finding.code not in _OF_THE_WRITING and len(within) <= _MOST_CELLS
        cells = entered_cells(facts, ledger) if of_numbers else ()
        placed.append(replace(finding, origins=tuple(dict.fromkeys((*finding.origins, *cells)))))
    return tuple(placed)


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
    """The cells from which *facts* come, through the workings of derived ones; at most five."""
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
