"""The numbers of entered texts as parts and wholes (表述中的部分与整体): 检定55386台件，其中贸易结算器具28416台件.

A part is named by the word that stands beside it in the text; what it is a part of stands before 其中, or is what it
comes to together with those listed beside it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import same_class
from reportgen.checking.sentences.quotations import words_behind, words_beside
from reportgen.checking.sentences.sureness import LITTLE
from reportgen.language.words import GENERAL_WORDS

_NO_PARTS = frozenset({"share", "percentage point", "date", "times as much", "score"})
_MOST_OF_A_PAIR = 120  # numbers that share a word; a word of more tells none of them
_MOST_NAMED = 6
_MOST_ALIKE = 12
_MOST_LISTED = 5
_HALF = 0.5  # of the evidence for the part named best, from which another may be meant
_EQUALLY = 0.999
_INTO = re.compile(r"其中|包括|分别")
_SEMICOLON = re.compile(r"[；;。]")
_LISTED = re.compile(r"[、，,和及与]?(?!其中)[^；;。，,\d]{0,14}")


@lru_cache(maxsize=4)
def parts_of_texts(index: FactIndex) -> TextParts:
    """The parts in the texts of an index, read once."""
    return TextParts(index)


class TextParts:
    """The numbers of the entered texts that tell what was done, by the words beside them."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index

    @cached_property
    def _by_pair(self) -> Mapping[str, Sequence[Statement]]:
        """The numbers by the pairs of characters of their own words."""
        found: dict[str, list[Statement]] = {}
        for subject in self._index.subjects.values():
            for one in subject.statements if subject.textual else ():
                if not one.of_plan and one.low == one.high and one.unit.dimension not in _NO_PARTS:
                    for pair in self._own_pairs(one, subject.pairs):
                        found.setdefault(pair, []).append(one)
        return found

    def _own_pairs(self, one: Statement, known: Collection[str]) -> set[str]:
        text = self._index.ledger[one.fact].text
        for words in (words_beside(text, one.start), words_behind(text, one.end)):
            pairs = {words[at : at + 2] for at in range(len(words) - 1)}
            pairs = {pair for pair in pairs if pair in known and pair not in GENERAL_WORDS}
            if pairs:
                return pairs
        return set()

    def named(self, words: str) -> list[tuple[Statement, bool]]:
        """The numbers whose own words stand in *words*, the best named first; and whether none is named better."""
        weights = self._index.weights
        scores: dict[int, float] = {}
        held: dict[int, Statement] = {}
        for pair in {words[at : at + 2] for at in range(len(words) - 1)}:
            alike = self._by_pair.get(pair, ())
            for one in alike if len(alike) <= _MOST_OF_A_PAIR else ():
                key = id(one)
                held[key] = one
                scores[key] = scores.get(key, 0.0) + weights.get(pair, 0.0)
        best = max(scores.values(), default=0.0)
        if best < LITTLE:
            return []
        found = sorted((key for key in held if scores[key] >= best * _HALF), key=lambda key: -scores[key])
        return [(held[key], scores[key] >= best * _EQUALLY) for key in found[:_MOST_NAMED]]

    def wholes(self, part: Statement) -> Iterator[Statement]:
        """What the entered text tells *part* to be a part of."""
        if not part.words:
            return
        text = self._index.ledger[part.fact].text
        here = [
            one
            for one in self._index.things.get(part.thing, ())
            if one.fact == part.fact and same_class(one.unit, part.unit) and one.low == one.high
            and not _SEMICOLON.search(text, *sorted((one.start, part.start)))
        ]  # fmt: skip
        here.sort(key=lambda one: one.start)
        before = [one for one in here if one.start < part.start and one.low > part.low]
        into = next((one for one in reversed(before) if _INTO.search(text, one.end, part.start)), None)
        if into is not None:
            yield into
            return
        for run in _runs(_row(text, here, part), part):
            total = sum((one.low for one in run), Decimal(0))
            yield from self._index.near(part.unit.dimension, total, total, _MOST_ALIKE)


def _runs(row: list[Statement], part: Statement) -> Iterator[list[Statement]]:
    """The stretches of a *row* with *part* and others: 合格54061台件，不合格1325台件，处置1305台件."""
    at = next((at for at, one in enumerate(row) if one.start == part.start), 0)
    for first in range(max(0, at - _MOST_LISTED), at + 1):
        for last in range(max(at, first + 1), min(len(row), at + _MOST_LISTED)):
            yield row[first : last + 1]


def _row(text: str, here: list[Statement], part: Statement) -> list[Statement]:
    """Those of *here* that are listed with *part*, itself among them: 律师618件、法律工作者75件."""
    at = next((at for at, one in enumerate(here) if one.start == part.start), 0)
    first = last = at
    while first > 0 and _LISTED.fullmatch(text, here[first - 1].end, here[first].start):
        first -= 1
    while last + 1 < len(here) and _LISTED.fullmatch(text, here[last].end, here[last + 1].start):
        last += 1
    return here[first : last + 1]
