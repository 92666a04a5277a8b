"""Corrections (修改): what wrong words are replaced by, only where the data leave no choice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.model.checked_text import CheckedText, Correction, Verdict
from reportgen.model.facts import Fact, FactLedger
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import format_number
from reportgen.quantities.units import NO_UNIT

_WRONG_NUMBER = frozenset({"NUMBER_DIFFERS", "NUMBER_WRONG_UNIT"})
_WRONG_WORDS = frozenset({"VERDICT_RATING", "DOC_NUMBER", "TYPO"})
_GRADE = re.compile("优秀?|良好?|中等?|差")
_CORRECTED = _WRONG_NUMBER | _WRONG_WORDS
_SAYS_RIGHT = re.compile(r"(?:请)?改为“(?P<right>[^”…]+)”")


def corrections(checked: CheckedText, ledger: FactLedger | None) -> tuple[Correction, ...]:
    """The certain corrections of *checked* in the order of the text, none overlapping another.

    Of numbers only those are corrected whose fact is known; without the *ledger* of entered data none.
    """
    found: list[Correction] = []
    for finding in sorted(checked.findings, key=lambda each: (each.start or 0, each.end or 0)):
        if finding.start is None or finding.end is None or finding.severity is Severity.INFO:
            continue
        right = _replacement(finding, ledger)
        written = checked.text[finding.start : finding.end]
        overlaps = found and finding.start < found[-1].end
        if right and right != written and written == finding.text and not overlaps:
            found.append(Correction(finding.start, finding.end, right, finding.number))
    return tuple(found)


def _replacement(finding: Finding, ledger: FactLedger | None) -> str:
    """What the words of *finding* are replaced by; nothing where that is not certain."""
    if finding.code in _WRONG_WORDS:
        told = _SAYS_RIGHT.match(finding.suggestion)
        right = told["right"] if told else ""
        return _GRADE.sub(right, finding.text) if right and finding.code == "VERDICT_RATING" else right
    if finding.code not in _WRONG_NUMBER or ledger is None or len(finding.facts) != 1:
        return ""
    fact = ledger.get(finding.facts[0])
    # A suggestion that ends otherwise is about a part of the fact, or about a number worked out from it.
    if fact is None or fact.quantity is None or not finding.suggestion.endswith(fact.text):
        return ""
    return _written_like(finding.text, fact)


def _written_like(text: str, fact: Fact) -> str:
    """The number of *fact* in the unit that *text* writes; nothing where either holds more than one number."""
    written, stated = scan(text).mentions, scan(fact.text).mentions
    if len(written) != 1 or len(stated) != 1 or written[0].text != text or fact.quantity is None:
        return ""
    own, unit = stated[0], written[0].quantity.unit if written[0].quantity else written[0].unit
    if unit == NO_UNIT:
        return own.text.removesuffix(own.quantity.unit.symbol if own.quantity else "")
    own_unit = own.quantity.unit if own.quantity else own.unit
    if written[0].approximate or unit == own_unit or unit.dimension != fact.quantity.unit.dimension:
        return own.text
    value = fact.quantity.to(unit).value.normalize()
    exponent = value.as_tuple().exponent
    places = max(-exponent if isinstance(exponent, int) else 0, 0)
    return f"{format_number(value, places, grouped=',' in text)}{unit.symbol}"


def confirmed(proposed: Sequence[Correction], again: CheckedText) -> tuple[Correction, ...]:
    """Those of *proposed* with whose words *again*, the text as corrected by all of them, finds no fault."""
    wrong = [(each.start, each.end) for each in again.mentions if each.verdict is Verdict.REJECTED]
    wrong += [
        (each.start, each.end)
        for each in again.findings
        if each.code in _CORRECTED and each.start is not None and each.end is not None
    ]
    kept = []
    moved = 0
    for each in proposed:
        start = each.start + moved
        end = start + len(each.text)
        moved += len(each.text) - (each.end - each.start)
        if not any(low < end and start < high for low, high in wrong):
            kept.append(each)
    return tuple(kept)
