"""What the words of a section may rest on (依据): entered clauses, the labels of facts, a problem's own facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from reportgen.drafting.narrative.covering import BOUND
from reportgen.drafting.narrative.materials import Materials
from reportgen.drafting.narrative.problem_cards import ProblemCard
from reportgen.drafting.narrative.slots import number_spans
from reportgen.model.draft import Figure
from reportgen.model.facts import Fact, FactLedger, Role

_SENTENCE = re.compile(r"[；;。！!\n]")
_CLAUSE = re.compile(r"[，,：:]")
_AFTER_A_NUMBER = re.compile(r"(?<=[\ue000-\uefff])、")
_FIRST_MARK = 0xE000  # a number inside an entered text, as one character
WHOLE = "\uf8ff"  # any other figure
_PLAN = re.compile(r"\.(?:measure|improvement_measures|result_use|publication|text)$|^goal\.")
_STANDING = re.compile(r"^(?:duty|department)\.")
_CAUSE = re.compile(r"\.(?:cause|deviation_reason|adjustment_reason)$")
_DONE_TEXT = re.compile(r"^management\.|\.achieved$|\.problem$")


class Tense(StrEnum):
    """Of what an entered text speaks: what was done, what is to be done, what always holds."""

    DONE = "done"
    PLAN = "plan"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Source:
    """One entered clause with its numbers as marks; *fact* is where it stands."""

    text: str
    fact: str
    tense: Tense = Tense.DONE
    cause: bool = False


class Marks:
    """The characters that stand for the numbers of entered texts, the same for the same number of the same fact."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def of(self, fact: str, number: str) -> str:
        """The character for *number* of *fact*."""
        key = (fact, number)
        return self._known.setdefault(key, chr(_FIRST_MARK + len(self._known) % 0xF00))

    def text(self, fact: Fact) -> str:
        """The text of *fact* with its numbers as marks."""
        parts: list[str] = []
        at = 0
        for start, end in number_spans(fact.text):
            parts += [fact.text[at:start], self.of(fact.id, fact.text[start:end])]
            at = end
        return "".join(parts) + fact.text[at:]

    def figure(self, figure: Figure, ledger: FactLedger) -> str:
        """The mark of a figure: of its number where it is one inside a text, else the mark of any figure."""
        fact = ledger[figure.fact]
        if fact.role is Role.TEXT and (fact.id, figure.text) in self._known and figure.text != fact.text:
            return self._known[fact.id, figure.text]
        return WHOLE


@dataclass(frozen=True, slots=True)
class Basis:
    """All that a paragraph may rest on. *proposing* tells that it proposes a measure nobody entered."""

    sources: tuple[Source, ...]
    topics: tuple[str, ...]  # words that may name what a clause is about
    marks: Marks
    proposing: bool = False
    measures_only: bool = False  # the paragraph tells what is to be done


def sources_of(facts: Iterable[Fact], marks: Marks) -> tuple[Source, ...]:
    """The entered clauses of *facts*."""
    found = []
    for fact in facts:
        if fact.role is not Role.TEXT:
            continue
        cause = bool(_CAUSE.search(fact.id))
        for sentence in _SENTENCE.split(marks.text(fact)):
            clauses = [each.strip("“”") for each in _CLAUSE.split(sentence)]
            parts = [part for clause in clauses for part in _AFTER_A_NUMBER.split(clause)]
            pairs = [BOUND.join(pair) for pair in pairwise(clauses)]
            found += [
                Source(text, fact.id, tense(fact.id), cause) for text in dict.fromkeys((*clauses, *parts, *pairs))
            ]
    return tuple(source for source in found if len(source.text) > 1)


def tense(fact: str) -> Tense:
    """Of what the text *fact* speaks."""
    if _STANDING.search(fact):
        return Tense.STANDING
    if _PLAN.search(fact) and not _DONE_TEXT.search(fact):
        return Tense.PLAN
    return Tense.DONE


def basis_of(
    materials: Materials, ledger: FactLedger, cards: Sequence[ProblemCard], *, citing: bool, measures: bool
) -> Basis:
    """What a paragraph that answers *cards* may rest on; in a section that cites no problems, all that was offered."""
    marks = Marks()
    if not citing:
        offered = [ledger[card.id] for card in materials.facts]
        return Basis(sources_of(offered, marks), _topics(offered), marks)
    facts = [fact for card in cards for fact in (*card.facts, *(card.measures if measures else card.causes))]
    kinds = tuple(Source(clause, "") for card in cards for clause in re.split(r"[，（）]", card.kind) if clause)
    proposing = measures and bool(cards) and not any(card.measures for card in cards)
    return Basis((*sources_of(facts, marks), *kinds), _topics(facts), marks, proposing, measures)


def _topics(facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for fact in facts for text in (fact.subject, fact.label, fact.text) if text))


def label_words(facts: Iterable[Fact]) -> frozenset[str]:
    """The words that name *facts*: all pieces of two characters or more of subject, label, role and other names."""
    names = {name for fact in facts for name in (fact.subject, fact.label, fact.role.value, *fact.aliases)}
    names |= {fact.text for fact in facts if fact.role is Role.NAME}
    return frozenset(
        name[start:end]
        for name in names
        for start in range(len(name))
        for end in range(start + 2, min(len(name), start + 24) + 1)
    )
