"""Clauses of entered texts (填报文字) by their words, for cells whose row or column nobody recognises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.checking.tables.subjects import plain, without_numerals
from reportgen.checking.tables.values import Outcome, clause_at, clauses_of
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.quantities.mention import Mention

_WHOLE = 6  # characters from which a whole cell is known
_TELLING = 8  # characters of words from which a clause is known by them alone


class EnteredTexts:
    """The clauses of every text fact, as entered and apart from their numbers."""

    def __init__(self, ledger: FactLedger) -> None:
        self._clauses: dict[str, Fact] = {}
        self._words: dict[str, Fact] = {}
        self._wholes: dict[str, Fact] = {}
        for fact in ledger.values():
            if fact.derived or (fact.role is not Role.TEXT and fact.role is not Role.NAME):
                continue
            self._wholes.setdefault(plain(fact.text), fact)
            for start, end in clauses_of(fact.text) if fact.role is Role.TEXT else ():
                clause = fact.text[start:end]
                self._clauses.setdefault(plain(clause), fact)
                self._words.setdefault(without_numerals(clause), fact)

    def entered(self, text: str) -> Fact | None:
        """The fact that is *text* as a whole; a word or two is none."""
        words = plain(text)
        return self._wholes.get(words) if len(words) >= _WHOLE else None

    def judge(self, text: str, mentions: Sequence[Mention]) -> Iterator[Outcome]:
        """The numbers of a cell of words: true in a clause that was entered, wrong in one that differs by number."""
        whole = self.entered(text)
        spans = clauses_of(text)
        for mention in mentions:
            if whole is not None:
                yield Outcome(mention, whole)
                continue
            start, end = clause_at(spans, mention)
            yield self._judged(mention, text[start:end])

    def _judged(self, mention: Mention, clause: str) -> Outcome:
        fact = self._clauses.get(plain(clause))
        words = without_numerals(clause)
        if len(words.replace("#", "")) < _TELLING:
            return Outcome(mention)
        if fact is not None:
            return Outcome(mention, fact)
        other = self._words.get(words)
        return Outcome(mention, other, "NUMBER_DIFFERS") if other is not None else Outcome(mention)
