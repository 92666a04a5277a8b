"""One cell of a table, judged (逐格核查): its numbers against the facts of its row, its words, verdicts and names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.names import NameJudge
from reportgen.checking.tables.fields import VALUES
from reportgen.checking.tables.findings import RowNotes
from reportgen.checking.tables.heads import TableCell
from reportgen.checking.tables.places import says_something
from reportgen.checking.tables.status import StatusJudge
from reportgen.checking.tables.subjects import Subjects, facts_of, plain
from reportgen.checking.tables.texts import EnteredTexts
from reportgen.checking.tables.values import Outcome, cell_reader, judge_value, judge_words, with_role
from reportgen.language.cell_text import is_dash
from reportgen.model.facts import Fact
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.units import Unit

LABELLED = frozenset({MentionKind.LIST, MentionKind.NAME, MentionKind.DOCUMENT, MentionKind.IDIOM})
_VALUE_FIELDS = tuple(dict.fromkeys(name for names in VALUES.values() for name in names))


class CellJudge:
    """Judges cells against one index; *ledger* and *subjects* are what the rows look their records up in."""

    def __init__(self, index: FactIndex) -> None:
        self.read = cell_reader(index.names_in)
        self.ledger = index.ledger
        self.subjects = Subjects(index.ledger)
        self._names = NameJudge(index)
        self._texts = EnteredTexts(index.ledger)
        self._status = StatusJudge(index.ledger, index.year)

    def numbers(self, cell: TableCell) -> tuple[Mention, ...]:
        """Every number of the cell."""
        return self.read(cell.text).mentions

    def text(self, key: str) -> str:
        """The text of the fact *key*, empty where there is none."""
        fact = self.ledger.get(key)
        return fact.text if fact is not None else ""

    def value(
        self, cell: TableCell, facts: Sequence[Fact], others: Callable[[], Iterable[Fact]], unit: Unit, notes: RowNotes
    ) -> None:
        """The number of the cell, which has to be that of one of *facts*; *others* are those of the other columns."""
        if not says_something(cell):
            return
        numbers = self.numbers(cell)
        outcomes = [with_role(one, cell.text, others, unit) for one in judge_value(cell.text, numbers, facts, unit)]
        notes.outcomes(cell, outcomes)

    def others(self, subject: str, fields: Sequence[str]) -> Callable[[], tuple[Fact, ...]]:
        """The facts of the other columns of the row, for when a number is not that of its own."""
        return lambda: facts_of(self.ledger, subject, [name for name in _VALUE_FIELDS if name not in fields])

    def words(
        self, cell: TableCell, subject: str, fields: Sequence[str], notes: RowNotes, more: tuple[Fact, ...] = ()
    ) -> None:
        """The words of the cell, which may tell the *fields* of its *subject* and *more*."""
        numbers = self.numbers(cell)
        facts = (*facts_of(self.ledger, subject, fields), *more)
        if numbers:
            outcomes = list(judge_words(cell.text, numbers, facts))
            open_ = [outcome.mention for outcome in outcomes if not outcome.settled]
            if open_:
                known = {id(one.mention): one for one in self._texts.judge(cell.text, open_)}
                outcomes = [known.get(id(outcome.mention), outcome) for outcome in outcomes]
            notes.outcomes(cell, outcomes)
        else:
            notes.settle(cell)
        if not any(plain(cell.text) in plain(fact.text) for fact in facts):
            notes.found(self._names.judge_words(cell.text, cell.start))
        self.verdicts(cell, subject, facts, notes)

    def words_of(self, cell: TableCell, facts: Sequence[Fact], notes: RowNotes) -> None:
        """Words that state *facts* and claim nothing else."""
        outcomes = list(judge_words(cell.text, self.numbers(cell), facts))
        notes.outcomes(cell, outcomes)

    def label(self, cell: TableCell, facts: Sequence[Fact], notes: RowNotes) -> None:
        """A name, whose numbers claim nothing of their own."""
        outcomes = [as_label(one) for one in judge_words(cell.text, self.numbers(cell), facts)]
        notes.outcomes(cell, outcomes)

    def verdicts(self, cell: TableCell, subject: str, entered: tuple[Fact, ...], notes: RowNotes) -> None:
        """What the cell says of an indicator being reached."""
        if not subject.startswith("indicator."):
            return
        for found in self._status.indicator(cell.text, subject, entered):
            notes.say(found.code, cell, found.message, found.suggestion, facts=found.facts)

    def ratings(self, cells: Sequence[TableCell], notes: RowNotes) -> None:
        """等级 among *cells*, against that of the whole."""
        for cell in cells:
            found = self._status.rating(cell.text) if cell.text and not is_dash(cell.text) else None
            if found is not None:
                notes.say(found.code, cell, found.message, found.suggestion, facts=found.facts)

    def entered_text(self, cell: TableCell, numbers: Sequence[Mention], notes: RowNotes) -> None:
        """A cell that is true as a whole entered text, else left open."""
        notes.outcomes(cell, list(self._texts.judge(cell.text, numbers)))


def nothing() -> tuple[Fact, ...]:
    """No other facts."""
    return ()


def as_label(outcome: Outcome) -> Outcome:
    """A number in a name: wrong where the entered name has another, else no claim of its own."""
    if outcome.settled or outcome.mention.kind not in LABELLED:
        return outcome
    return Outcome(outcome.mention, exempt="名称中的数字")
