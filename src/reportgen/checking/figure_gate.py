"""The gate of our own drafts: every figure restates its fact, and no number stands outside a figure.

A draft by templates passes whole or not at all. Texts that people wrote are judged by other, graded checks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportgen.language.claims import claimed_numbers
from reportgen.model.draft import Block, Draft, Figure, Heading, Paragraph, Run, Words, runs_of_line
from reportgen.model.facts import FactLedger, Role
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.target_values import split_target_value

# The number a template gives its paragraph: 一是, （一百零一）. It counts paragraphs and claims nothing, however large.
_PARAGRAPH_NUMBER = re.compile("(?:（[一二三四五六七八九十百千万零]+）|[一二三四五六七八九十百千万零]+是)")
_STOPS = "。；;，,、 "
_TRAILING_UNIT = re.compile(r"[^0-9０-９]+$")


def check_figures(draft: Draft, ledger: FactLedger) -> tuple[Finding, ...]:
    """What in *draft* is not a figure of *ledger*; empty for a true draft."""
    checked: dict[str, tuple[str, ...]] = {}
    findings: list[Finding] = []
    for runs in _run_groups(draft):
        for position, run in enumerate(runs):
            if isinstance(run, Figure):
                if not _restates(run, ledger):
                    findings.append(_finding("FIGURE_CHANGED", f"“{run.text}”与台账中的{run.fact}不符", (run.fact,)))
            elif isinstance(run, Words):
                number = None if position else _PARAGRAPH_NUMBER.match(run.text)
                words = run.text[number.end() :] if number else run.text
                if words not in checked:
                    checked[words] = tuple(numbers_in(words))
                findings.extend(_outside(claimed, words) for claimed in checked[words])
    return tuple(findings)


def numbers_in(text: str) -> Iterator[str]:
    """The numbers that *text* claims outside the terms of the forms, and numerals that are unreadable."""
    return (text[start:end] for start, end in claimed_numbers(text))


def _restates(figure: Figure, ledger: FactLedger) -> bool:
    fact = ledger.get(figure.fact)
    if fact is None or not figure.text:
        return False
    if figure.text in {fact.text, fact.text.rstrip(_STOPS), _TRAILING_UNIT.sub("", fact.text)}:
        return True
    if fact.role is Role.TARGET:
        _, number, unit = split_target_value(fact.text)
        return figure.text in {number, unit, number + unit}
    return fact.role is Role.TEXT and figure.text in set(numbers_in(fact.text))


def _run_groups(draft: Draft) -> Iterator[Iterable[Run]]:
    yield runs_of_line(draft.title)
    for block in _blocks(draft):
        if isinstance(block, Paragraph):
            yield block.runs
        elif isinstance(block, Heading):
            yield runs_of_line(block.text)
        else:
            yield runs_of_line(block.caption)
            yield runs_of_line(block.unit_note)
            yield from (cell.runs for row in block.rows for cell in row.cells)
    yield from (runs_of_line(annex.title) for annex in draft.annexes)
    yield draft.signature
    yield draft.date


def _blocks(draft: Draft) -> list[Block]:
    blocks = [block for section in draft.sections for block in section.blocks]
    return blocks + [block for annex in draft.annexes for block in annex.blocks]


def _outside(number: str, text: str) -> Finding:
    return _finding("NUMBER_OUTSIDE_LEDGER", f"“{text.strip()}”中的“{number}”不在台账中", ())


def _finding(code: str, message: str, facts: tuple[str, ...]) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, message=message, facts=facts)
