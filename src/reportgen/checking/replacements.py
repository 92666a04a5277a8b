"""Corrections (改正): what wrong words are replaced by, only where the data leave no choice.

A wrong number is corrected where it is a slip of one figure that the data hold: a digit mistyped, two exchanged, the
unit mistaken. A number that is wrong throughout may mean something else, however near its words are to a fact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from reportgen.model.checked_text import CheckedText, Correction, Verdict
from reportgen.model.facts import Fact, FactLedger
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import Quantity, format_number, plain_number
from reportgen.quantities.units import NO_UNIT, Unit

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
    return _written_like(finding.text, fact) if _is_slip(finding.text, fact, ledger) else ""


_LONG = 6  # digits in which two may be mistyped


def _is_slip(text: str, fact: Fact, ledger: FactLedger) -> bool:
    """Whether the number in *text* is that of *fact* mistyped, and no other of its group as likely."""
    mentions = scan(text).mentions
    if len(mentions) != 1 or mentions[0].approximate or fact.quantity is None:
        return False
    written = mentions[0].quantity or Quantity(mentions[0].value or Decimal(0), mentions[0].unit)
    typed = _digits(written.value)
    stated = _stated(fact)
    if stated is None:
        return False
    meant = _digits(_in_unit(stated, written.unit))
    if typed.strip("0") == meant.strip("0") or typed.strip("0") == _digits(stated.value).strip("0"):
        return True  # the same figures: the unit or the point is wrong
    distance = _distance(typed, meant)
    if distance > (2 if min(len(typed), len(meant)) >= _LONG else 1) or len(typed) < 2:
        return False
    same, group = fact.quantity.unit.dimension, _group(fact.id)
    others = {
        _digits(_in_unit(_stated(other) or other.quantity, written.unit))
        for other in ledger.values()
        if other.quantity is not None and other.quantity.unit.dimension == same and _group(other.id) == group
    }
    return all(other == meant or _distance(typed, other) > distance for other in others)


def _stated(fact: Fact) -> Quantity | None:
    """The number of *fact* as reports write it, rounded where they round."""
    numbers = scan(fact.text).mentions
    return numbers[0].quantity if len(numbers) == 1 else None


def _group(fact: str) -> str:
    """The facts one may be mistaken for another: those of one indicator or project, all of the budget, of the staff."""
    kind, _, rest = fact.partition(".")
    return f"{kind}.{rest.partition('.')[0]}" if kind in {"indicator", "project", "goal", "project_goal"} else kind


def _in_unit(quantity: Quantity, unit: Unit) -> Decimal:
    """The number of *quantity* in *unit*, or its own where that measures something else."""
    return quantity.to(unit).value if unit.dimension == quantity.unit.dimension else quantity.value


def _digits(value: Decimal) -> str:
    return plain_number(abs(value)).replace(".", "")


def _distance(left: str, right: str) -> int:
    """How many digits were mistyped, left out, added or exchanged with the next one."""
    if abs(len(left) - len(right)) > _LONG:
        return _LONG
    rows = [list(range(len(right) + 1))]
    for i, one in enumerate(left, start=1):
        row = [i]
        for j, other in enumerate(right, start=1):
            best = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (one != other))
            if i > 1 and j > 1 and one == right[j - 2] and left[i - 2] == other:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


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
