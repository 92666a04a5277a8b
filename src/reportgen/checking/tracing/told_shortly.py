"""What a sentence says of itself or of rows by short names (句中自证、简称): sums, exclusions, turns, others left."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.against_others import against_another
from reportgen.checking.tracing.named_sums import in_turn_of_named
from reportgen.checking.tracing.resolved import Resolved
from reportgen.checking.tracing.told_sums import sum_in_words
from reportgen.checking.tracing.without_told import others_counted, rate_without


def proven_in_words(line: Line, reading: Reading, done: Sequence[Resolved], index: FactIndex) -> Statement | None:
    """A figure that its sentence itself asks for and proves, whatever else was entered with its value."""
    return sum_in_words(line, reading, done) or rate_without(line, reading, done, index)


def told_by_short_names(line: Line, reading: Reading, done: Sequence[Resolved], index: FactIndex) -> Statement | None:
    """A figure of rows that the words tell by short names."""
    return (
        against_another(line, reading, done, index)
        or in_turn_of_named(line, reading, index)
        or others_counted(line, reading, index)
    )
