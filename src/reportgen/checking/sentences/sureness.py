"""Whether the words around a number are evidence enough for a statement, against what else they may mean (把握)."""

from __future__ import annotations

from typing import NamedTuple

from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import digits_told, distinctive
from reportgen.checking.sentences.subjects import Evidence
from reportgen.quantities.mention import Mention

ENOUGH = 2.6  # evidence for numbers that are common
LITTLE = 1.2  # evidence for numbers that are rare
NAMED = 0.6  # share of a subject's name in the clause from which it is the subject
TOLD = 5.0  # evidence of the very clause from which the words of an entered text take a number for theirs
_NEEDED = {0: ENOUGH, 1: ENOUGH, 2: ENOUGH, 3: 1.8}  # by the digits the number has
_RIVAL = 1.15  # how much surer a rival must be to take the number away
_ROWS = ("indicator.", "project.")


class Candidate(NamedTuple):
    """A statement that a number may restate, and the evidence for its subject."""

    statement: Statement
    evidence: Evidence


def sure(mention: Mention, best: Candidate, rival: Candidate | None) -> bool:
    """Whether *mention* restates *best*, whatever the *rival* says."""
    score = best.evidence.score
    if rival is not None and best.evidence.here >= TOLD and _is_about(best.statement, rival.statement.subject):
        score = max(score, rival.evidence.score)  # the text is about the rival itself
    if score < _NEEDED.get(digits_told(mention), LITTLE):
        return False
    if rival is None or rival.evidence.score <= score * _RIVAL or (_stands(best) and not _stands(rival)):
        return True
    return distinctive(mention) and (
        rival.evidence.named < NAMED or best.evidence.here >= max(rival.evidence.here, LITTLE)
    )


def told_otherwise(best: Candidate, told: Candidate | None) -> bool:
    """Whether the words of an entered text, which has another number there, fit the clause far better."""
    if told is None or (best.evidence.carried and told.statement.thing == best.statement.subject):
        return False  # a text about the row itself, of which the sentence goes on
    return told.evidence.here > 2 * best.evidence.here


def outright(rival: Candidate | None) -> bool:
    """Whether another subject with such a number is named beyond doubt."""
    return rival is not None and rival.evidence.named >= NAMED and rival.evidence.score >= ENOUGH


def surest(candidates: list[Candidate]) -> Candidate | None:
    """The candidate with the most evidence, the first of equals."""
    best: Candidate | None = None
    for one in candidates:
        if best is None or one.evidence.score > best.evidence.score:
            best = one
    return best


def _is_about(statement: Statement, subject: str) -> bool:
    """Whether the statement is a number of a text that was entered for the project or indicator itself."""
    return bool(statement.words) and subject.startswith(_ROWS) and statement.fact.startswith(f"{subject}.")


def _stands(one: Candidate) -> bool:
    """Whether the clause itself names the subject, or the text goes on about it."""
    return one.evidence.here > 0 or one.evidence.carried
