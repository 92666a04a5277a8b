"""The numbers of a line as they were told (已归属的数), for questions about how they stand to one another."""

from __future__ import annotations

from typing import NamedTuple

from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.tracing.resolved import Resolved


class Told(NamedTuple):
    """A number of a line: its words, and what is known of it, if anything."""

    reading: Reading
    one: Resolved | None
    statement: Statement | None  # what it restates; nothing where it is not true


class Misplaced(NamedTuple):
    """Why a number cannot stand where it does: the *code* of the rule, and the *statement* that belongs there."""

    code: str
    statement: Statement
