"""Numbers of entered texts whose words the line quotes (表述引用): word for word, by their own word, or together."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.quotations import quotations_of
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.roles import fits
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.resolved import Resolved
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention, MentionKind


class Quoted:
    """Finds the numbers of entered texts that lines quote, by one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._quotations = quotations_of(index)

    def together(
        self, line: Line, reading: Reading, here: Sequence[Resolved], roles: frozenset[Role]
    ) -> Statement | None:
        """The number of an entered text from which another number or date of the sentence was taken, too."""
        if not self._quotations.of_value(reading.mention, 1):
            return None
        parts = line.parts
        sentence = parts.sentences[reading.clause]
        dates = [
            one.text
            for one in line.mentions
            if one.kind is MentionKind.DATE and len(one.text) >= 5 and parts.sentences[parts.at(one.start)] == sentence
        ]
        found = self._quotations.together(reading.mention, [one.statement for one in here if one.true], dates)
        if found is None or (found.role in {Role.TARGET, Role.ACTUAL} and found.role not in roles):
            return None
        return found

    def word_for_word(self, line: Line, reading: Reading, roles: frozenset[Role]) -> tuple[Statement, ...]:
        """The statements of entered texts that are quoted here, word for word, in a place for them."""
        return tuple(
            statement
            for statement in self._quotations.of(line.text, reading.mention)
            if self._stands_alone(line, statement) or _in_place(statement, reading.mention, roles)
        )

    def _stands_alone(self, line: Line, statement: Statement) -> bool:
        """Whether the line or the cell is the entered text and nothing else, as a form puts it under its own head."""
        alone = line.text.strip() == self._index.ledger[statement.fact].text.strip()
        return alone and not (statement.of_plan and "完成" in line.heading)

    def by_own_word(self, line: Line, reading: Reading, roles: frozenset[Role]) -> tuple[Statement, ...]:
        """The numbers of entered texts whose own words stand before this one, in a place for what became of them."""
        if reading.item or line.passage.cells:
            return ()
        held = self._quotations.by_own_word(line.text, reading.mention)
        return tuple(one for one in held if fits(one, roles) and one.role is Role.ACTUAL)


def _in_place(statement: Statement, mention: Mention, roles: frozenset[Role]) -> bool:
    """Whether a number of an entered text may stand in one of *roles*, when its text is quoted."""
    if statement.role is Role.ACTUAL:
        return Role.ACTUAL in roles or Role.TARGET not in roles
    planned = statement.role is Role.TARGET and statement.of_plan
    return not planned or Role.TARGET in roles or mention.unit.dimension == "age"
