"""The numbers of findings (编号), and the findings an official has dismissed by them (不处理)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from reportgen.model.checked_text import CheckedText, DismissedFinding
from reportgen.model.dismissal import Dismissal
from reportgen.model.finding import Finding

_ENDS = re.compile(r"[。；;！？!?]")
_BLANKS = re.compile(r"\s+")
_DIGITS = 3  # bytes: six hexadecimal digits


def numbered(findings: Sequence[Finding], text: str) -> tuple[Finding, ...]:
    """*findings* with their numbers.

    A number is made of the rule, the words and the sentence they stand in, so it stays while the sentence stays,
    wherever it moves. A sentence that stands twice has two numbers.
    """
    met: Counter[tuple[str, str, str]] = Counter()
    made = []
    for finding in findings:
        key = (finding.code, _plain(finding.text), _plain(sentence_of(finding, text) or finding.message))
        met[key] += 1
        digest = blake2b("\n".join((*key, str(met[key]))).encode(), digest_size=_DIGITS)
        made.append(replace(finding, number=digest.hexdigest()))
    return tuple(made)


def sentence_of(finding: Finding, text: str) -> str:
    """The sentence, or the row of a table, in which *finding* begins; empty where it has no place."""
    if finding.start is None:
        return ""
    start, end = sentence_at(finding.start, text)
    return text[start:end].strip()


def sentence_at(offset: int, text: str) -> tuple[int, int]:
    """Where the sentence, or the row of a table, that holds *offset* starts and ends."""
    start = text.rfind("\n", 0, offset) + 1
    line_end = text.find("\n", offset)
    line_end = len(text) if line_end < 0 else line_end
    for mark in _ENDS.finditer(text, start, line_end):
        if mark.start() >= offset:
            return start, mark.end()
        start = mark.end()
    return start, line_end


def without_dismissed(checked: CheckedText, dismissals: Sequence[Dismissal]) -> CheckedText:
    """*checked* with its dismissed findings set apart, and the dismissals that no longer have a finding."""
    every = (*checked.findings, *(each.finding for each in checked.dismissed))
    by_number = {dismissal.number.strip().lower(): dismissal for dismissal in dismissals}
    dismissed = [each for each in every if each.number in by_number]
    found = {each.number for each in dismissed}
    return replace(
        checked,
        findings=tuple(each for each in every if each.number not in by_number),
        dismissed=tuple(DismissedFinding(finding=each, dismissal=by_number[each.number]) for each in dismissed),
        stale=tuple(dismissal for number, dismissal in by_number.items() if number not in found),
    )


def dismissal_of(finding: Finding, text: str, *, reason: str, by: str = "", date: str = "") -> Dismissal:
    """The dismissal of *finding*, with its rule and sentence for the reader of the entry file."""
    sentence = sentence_of(finding, text) or finding.message
    return Dismissal(number=finding.number, reason=reason, by=by, date=date, code=finding.code, text=_plain(sentence))


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()
