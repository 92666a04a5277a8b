"""What became of a number that was read before (已核对的数): the statement it was traced to, and its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reportgen.checking.evidence.statements import Statement


class Resolved(NamedTuple):
    """A number of the text and the statement it was traced to, or should have been."""

    statement: Statement
    clause: int
    sentence: int
    true: bool
    at: int = -1  # where it stands in the line


def sure_of(earlier: Iterable[Resolved]) -> list[Statement]:
    """The statements that were traced and are of one value, in order."""
    return [one.statement for one in earlier if one.true and one.statement.low == one.statement.high]
