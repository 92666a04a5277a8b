"""What became of each number (结果): the statements it restates, or why it restates none and what it should be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.sentences.sureness import ENOUGH, Candidate
from reportgen.checking.tracing.candidates import Candidates
from reportgen.checking.tracing.placed import Misplaced
from reportgen.checking.tracing.resolved import Resolved
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention
from reportgen.quantities.units import NO_UNIT

_NEARLY = 0.7  # of the evidence for a rival, from which a statement wrong in one thing explains the number better
_SAID = 0.3  # share of a rival's name from which the finding names it


class Trace(NamedTuple):
    """What became of one number: the *statements* it restates, or a *code* and the *nearest* statement it misses."""

    statements: tuple[Statement, ...] = ()
    code: str = ""
    nearest: Statement | None = None


def resolved(line: Line, reading: Reading, trace: Trace) -> Resolved | None:
    """The number as the numbers after it see it; nothing where nothing is known of it."""
    statement = trace.statements[0] if trace.statements else trace.nearest
    if statement is None:
        return None
    if statement.unit == NO_UNIT:
        statement = replace(statement, unit=reading.mention.unit)
    sentence = line.parts.sentences[reading.clause]
    return Resolved(statement, reading.clause, sentence, bool(trace.statements), reading.mention.start)


def as_written(line: Line, reading: Reading, trace: Trace) -> list[Resolved]:
    """A number that was not believed, as the text tells it, for the numbers that are worked out from it."""
    quantity = reading.mention.quantity
    if quantity is None or reading.mention.qualifiers:
        return []
    role = trace.nearest.role if trace.nearest is not None else Role.ACTUAL
    told = Statement(
        fact="", subject=trace.nearest.subject if trace.nearest is not None else "", role=role, low=quantity.base,
        high=quantity.base, unit=reading.mention.unit, text=reading.mention.text, derived=True,
    )  # fmt: skip
    return [Resolved(told, reading.clause, line.parts.sentences[reading.clause], True, reading.mention.start)]


def failure(best: Candidate | None, found: Candidates) -> Trace:
    """Why the number is not believed, and what it should have been."""
    told = found.told
    rival = found.rival or (told if told is not None else None)
    near = max(found.wrong, key=lambda one: one.candidate.evidence.score, default=None)
    if near is not None and (rival is None or near.candidate.evidence.score >= rival.evidence.score * _NEARLY):
        return Trace(code=near.code, nearest=near.candidate.statement)
    if rival is not None and rival.evidence.score >= ENOUGH and rival.evidence.named >= _SAID:
        return Trace(code="NUMBER_DIFFERS", nearest=rival.statement)
    if best is not None:
        return Trace(code="NUMBER_WRONG_SUBJECT", nearest=best.statement)
    said = rival is not None and rival.evidence.named > _SAID
    return Trace(code="NUMBER_NOT_IN_DATA", nearest=rival.statement if said and rival else None)


def of_line_before(traced: Iterable[tuple[Mention, Trace, Resolved | None]]) -> tuple[Resolved, ...]:
    """The numbers of a line as the next line sees them."""
    return tuple(one._replace(clause=-1, sentence=-1, at=-1) for _, _, one in traced if one is not None)


def in_place(
    mention: Mention, trace: Trace, resolved: Resolved | None, wrong: Mapping[int, Misplaced]
) -> tuple[Mention, Trace, Resolved | None]:
    """The same, but for a number that stands in another's place."""
    if mention.start not in wrong or resolved is None or not resolved.true:
        return mention, trace, resolved
    code, statement = wrong[mention.start]
    return mention, Trace(code=code, nearest=statement), resolved._replace(true=False)
