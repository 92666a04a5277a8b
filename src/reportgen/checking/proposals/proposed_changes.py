"""Proposed changes (修订建议) of a text: corrected where that is certain, struck where nothing bears the words out.

Accepting all of them is to leave a text that passes: each round is judged as a whole, and what is still wrong is
corrected or struck in the next one. What the data prove, gaps to be filled and faults of the data themselves stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.proposals.removals import Reach, may_strike, strike
from reportgen.checking.proposals.replacements import certain_edits, stands_at
from reportgen.checking.proposals.trials import Edit, Trials
from reportgen.model.checked_text import CheckedText, Correction
from reportgen.model.finding import Finding, Severity

Judge = Callable[[Sequence[Correction]], CheckedText]  # the text with these changes, judged as a whole
_MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the original text, as it stands (*text* None) or replaced by *text*."""

    start: int
    end: int
    text: str | None = None
    change: Correction | None = None
    reach: int = -1  # how much was struck here; −1 for words replaced

    @property
    def length(self) -> int:
        return self.end - self.start if self.text is None else len(self.text)


def proposed_changes(checked: CheckedText, index: FactIndex | None, judge: Judge) -> tuple[Correction, ...]:
    """The changes of *checked* in the order of its text, none overlapping another.

    Without the *index* of entered data only the writing itself is corrected.
    """
    pieces = [_Piece(0, len(checked.text))]
    now = checked
    told = frozenset((each.code, each.text) for each in checked.findings)
    for _ in range(_MOST_ROUNDS):
        edits = _edits(now, index, pieces, told)
        if not edits:
            break
        for edit, finding, reach in sorted(edits, key=lambda each: each[0].start, reverse=True):
            pieces = _with(pieces, edit, finding, reach)
        now = judge(_changes(pieces, checked.text))
    return _changes(pieces, checked.text)


def _edits(
    now: CheckedText, index: FactIndex | None, pieces: Sequence[_Piece], told: frozenset[tuple[str, str]]
) -> list[tuple[Edit, Finding, int]]:
    """What is changed in this round, at offsets of the text as it is *now*; nothing overlaps.

    What follows from words that were struck, and was not *told* before, is struck as well.
    """
    trials = Trials(now, index) if index is not None else None
    found: list[tuple[Edit, Finding, int]] = []
    done = certain_edits(now, trials)
    edits = [edit for finding, edit in done.values() if _tried(pieces, finding) is None]
    for finding in sorted(now.findings, key=lambda each: (each.start or 0, each.end or 0)):
        if finding.severity is Severity.INFO or not stands_at(finding, now.text):
            continue
        before = _tried(pieces, finding)
        if finding.number in done and before is None:
            edit = done[finding.number][1]
            if finding.code != "VERDICT_ALL" or not any(edit.text == each[0].text for each in found):
                found = _without_overlap(found, edit, finding, -1)
            continue  # else the next round sees that it is told already
        followed = finding.severity is Severity.ERROR and (finding.code, finding.text) not in told
        if trials is None or not (followed or may_strike(finding, now)):
            continue
        line = trials.line_at(finding.start or 0)
        own = [each for each in edits if line is not None and line.passage.start <= each.start <= line.passage.end]
        if line is None or (own and line.mended_by(finding, own)):
            continue
        if followed and not any(piece.reach >= 0 for piece in pieces):
            continue
        least = Reach.CLAUSE if before is None else Reach(min(before + 1, Reach.PARAGRAPH))
        struck = strike(finding, trials, least)
        if struck is not None:
            found = _without_overlap(found, struck[0], finding, int(struck[1]))
    return found


def _without_overlap(
    found: list[tuple[Edit, Finding, int]], edit: Edit, finding: Finding, reach: int
) -> list[tuple[Edit, Finding, int]]:
    """*found* with *edit*, of edits that overlap the larger alone."""
    over = [each for each in found if each[0].start < edit.end and edit.start < each[0].end]
    if any(each[0].end - each[0].start >= edit.end - edit.start for each in over):
        return found
    return [*(each for each in found if each not in over), (edit, finding, reach)]


def _tried(pieces: Sequence[_Piece], finding: Finding) -> int | None:
    """How much was struck already at the words of *finding*, −1 for words replaced; None where nothing was done."""
    at, found = 0, None
    for piece in pieces:
        end = at + piece.length
        if piece.text is not None and at <= (finding.end or 0) and (finding.start or 0) <= end:
            found = max(piece.reach, -1 if found is None else found)
        at = end
    return found


def _with(pieces: Sequence[_Piece], edit: Edit, finding: Finding, reach: int) -> list[_Piece]:
    """*pieces* with *edit*, whose offsets are of the text as it is now."""
    before: list[_Piece] = []
    behind: list[_Piece] = []
    over: list[tuple[int, _Piece]] = []
    at = 0
    for piece in pieces:
        end = at + piece.length
        if end < edit.start or (end == edit.start and piece.text is None):
            before.append(piece)
        elif at > edit.end or (at == edit.end and piece.text is None and (over or edit.start < edit.end)):
            behind.append(piece)
        else:
            over.append((at, piece))
        at = end
    first_at, first = over[0]
    last_at, last = over[-1]
    head, tail = max(edit.start - first_at, 0), max(last_at + last.length - edit.end, 0)
    start, lead = (first.start + head, "") if first.text is None else (first.start, first.text[:head])
    end_, rest = (last.end - tail, "") if last.text is None else (last.end, last.text[last.length - tail :])
    change = Correction(start, end_, lead + edit.text + rest, finding.number, why=finding.message, facts=edit.facts)
    earlier = next((each.change for _, each in over if each.change is not None), None)
    if earlier is not None:
        change = replace(change, finding=earlier.finding, why=earlier.why)
    made = _Piece(start, end_, change.text, change, reach)
    left = [_Piece(first.start, start)] if first.text is None and first.start < start else []
    right = [_Piece(end_, last.end)] if last.text is None and end_ < last.end else []
    return [*before, *left, made, *right, *behind]


def _changes(pieces: Sequence[_Piece], text: str) -> tuple[Correction, ...]:
    return tuple(
        piece.change for piece in pieces if piece.change is not None and text[piece.start : piece.end] != piece.text
    )
