"""Which statements a number may restate (候选): by value, unit and subject in reach, and what speaks against them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from reportgen.checking.fact_index import FactIndex
from reportgen.checking.meant import Meaning
from reportgen.checking.objections import anchored_by, is_whole_of_each, objection, statement_part
from reportgen.checking.readings import Reading
from reportgen.checking.resolved import Resolved
from reportgen.checking.roles import Roles, fits
from reportgen.checking.statements import Statement
from reportgen.checking.subjects import Evidence, Line, says_more
from reportgen.checking.sureness import TOLD, Candidate, sure, surest
from reportgen.checking.value_match import same_class, states, window
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.units import Unit

_ABOUT_POSTS = re.compile(r"编|空|缺")
_FAINTEST = 1.0  # evidence below which a subject is not there
_MENTIONED = 0.15  # share of the name from which a subject is mentioned in the sentence at all
_ENTIRELY = 20.0  # evidence that leaves no room for another subject


class Wrong(NamedTuple):
    """A statement with the right value that does not fit: the *code* of the rule, *told* as in an objection."""

    code: str
    told: bool
    candidate: Candidate
    siblings: Sequence[Statement] = ()  # the statements of its subject


@dataclass
class Candidates:
    """What the subjects in reach hold: statements that fit, that fit but for one thing, and others in their place."""

    matched: list[Candidate] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    rivals: list[Candidate] = field(default_factory=list)

    @property
    def rival(self) -> Candidate | None:
        """The surest rival that is no number of a text."""
        return surest([one for one in self.rivals if not one.statement.words])

    @property
    def told(self) -> Candidate | None:
        """The number of an entered text whose words stand in the clause."""
        held = [one for one in self.rivals if one.statement.words]
        return max(held, key=lambda one: one.evidence.here, default=None)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a number stands: what is asked of every statement that it may restate."""

    line: Line
    reading: Reading
    roles: Roles
    beside: str  # the words of its sentence up to the end of its clause
    anchored: re.Pattern[str] | None  # the kind of rate the words name
    bounds: tuple[Decimal, Decimal] | None  # no value outside of these is stated
    planned: frozenset[str]  # the subjects whose targets the sentence told before


class CandidateFinder:
    """Finds the candidates of numbers in one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._meaning = Meaning(index)
        self._classes: dict[tuple[str, str, bool], Sequence[tuple[Statement, bool]]] = {}

    def find(
        self, line: Line, reading: Reading, evidence: dict[str, Evidence], roles: Roles, done: Sequence[Resolved]
    ) -> Candidates:
        """The candidates among the subjects that the *evidence* names or the words mean.

        The surest subjects come first; the others are left out where none of them could take the number away.
        """
        meant = self._meaning.of(line, reading, evidence)
        place = _Place(
            line, reading, roles, reach(line, reading), anchored_by(reading), window(reading.mention),
            _planned_before(line, reading, roles.may, done),
        )  # fmt: skip
        more = says_more(reading.lead)
        sentence = line.parts.sentences[reading.clause]
        told = {
            (one.statement.low, one.statement.unit.dimension)
            for one in done
            if one.true and one.sentence >= sentence - 1
        }
        found = Candidates()
        own: Candidate | None = None
        for key, one in sorted(meant.subjects.items(), key=lambda item: -item[1].score):
            if one.score < _FAINTEST:
                break
            if own is not None and one.score < own.evidence.score:
                if _beyond_doubt(reading, own, found.rival):
                    break
                own = None
            hits, misses, other = self._of_subject(place, key)
            if own is None and not any(not held.statement.words for held in found.matched):
                own = next((Candidate(statement, one) for statement in hits if not statement.words), None)
            found.matched += [Candidate(statement, one) for statement in hits]
            siblings = self._index.subjects[key].statements
            found.wrong += [
                Wrong(code, by_word, Candidate(statement, one), siblings) for code, by_word, statement in misses
            ]
            if other is None or hits or one.named < _MENTIONED or (other.low, other.unit.dimension) in told:
                continue  # what the sentence has told takes no other number away
            if self._index.subjects[key].textual and one.here < TOLD:
                continue
            if more and not one.here and one.score < _ENTIRELY:
                continue
            if key in meant.kinds or not key.startswith(("budget.", "staff.")):
                found.rivals.append(Candidate(other, one))
        return found

    def _of_subject(
        self, place: _Place, key: str
    ) -> tuple[list[Statement], list[tuple[str, bool, Statement]], Statement | None]:
        """The subject's statements that the number restates, that it restates but for one thing, and another one."""
        mention, bounds = place.reading.mention, place.bounds
        dimension = mention.unit.dimension
        hits: list[Statement] = []
        misses: list[tuple[str, bool, Statement]] = []
        other: Statement | None = None
        posts = _posts(mention, place.reading.lead + place.reading.tail)
        for statement, alike in self._by_class(key, mention.unit, posts=posts):
            if not alike:
                if _same_digits(mention, statement) and fits(statement, place.roles.may):
                    misses.append(("NUMBER_WRONG_UNIT", True, statement))
            elif (bounds is not None and not (statement.low <= bounds[1] and bounds[0] <= statement.high)) or not (
                states(mention, statement) and (mention.kind is not MentionKind.ORDINAL or _ranks(statement))
            ):
                if other is None and dimension == statement.unit.dimension and _rivals(statement, place):
                    other = statement
            else:
                against = objection(place.line, place.reading, statement, place.roles, self._index, place.beside)
                planned = statement.role is Role.TARGET and key in place.planned and not statement.words
                if against is not None and (mention.comparator is None or not statement.derived):
                    misses.append((against.code, against.told, statement))
                elif against is None and planned:
                    misses.append(("NUMBER_WRONG_ROLE", True, statement))
                elif against is None:
                    hits.append(statement)
        return hits, misses, other

    def _by_class(self, key: str, unit: Unit, *, posts: bool) -> Sequence[tuple[Statement, bool]]:
        """The subject's statements, and whether a number in *unit* may be theirs; derived ones only if it may."""
        known = self._classes.get((key, unit.dimension, posts))
        if known is None:
            judged = [
                (one, same_class(unit, one.unit) or (posts and _of_staff(one)))
                for one in self._index.subjects[key].statements
            ]
            known = tuple((one, alike) for one, alike in judged if alike or not one.derived)
            self._classes[key, unit.dimension, posts] = known
        return known


def reach(line: Line, reading: Reading) -> str:
    """The words of the sentence up to the end of the number's clause."""
    parts = line.parts
    first = parts.sentences.index(parts.sentences[reading.clause])
    return line.text[parts.starts[first] : parts.ends[reading.clause]]


def _beyond_doubt(reading: Reading, own: Candidate, rival: Candidate | None) -> bool:
    """Whether *own* is what the number restates, whatever less sure subjects hold."""
    plain = own.statement.derived or not says_more(reading.lead + reading.tail)
    return plain and sure(reading.mention, own, rival)


def _planned_before(line: Line, reading: Reading, roles: frozenset[Role], done: Sequence[Resolved]) -> frozenset[str]:
    """The subjects whose targets the sentence told, where an actual value may stand now: 任务18座，完工15座."""
    if not {Role.TARGET, Role.ACTUAL} <= roles or reading.many:
        return frozenset()
    sentence = line.parts.sentences[reading.clause]
    here = [one.statement for one in done if one.sentence == sentence]
    told = {one.subject for one in here if one.role is Role.ACTUAL}
    here = [one for one in here if one.unit.dimension == reading.mention.unit.dimension]
    return frozenset(one.subject for one in here if one.role is Role.TARGET) - told


def _rivals(statement: Statement, place: _Place) -> bool:
    """Whether the words might as well be about *statement*."""
    if is_whole_of_each(place.reading, statement):
        return False
    if place.anchored is None:
        meant = not statement.derived and not statement.text.startswith("一")
    else:
        meant = bool(place.anchored.search(statement_part(statement)))
    return meant and fits(statement, place.roles.may)


def _ranks(statement: Statement) -> bool:
    """Whether the number was entered as a rank: 第2名, 一等奖, 名次2; the 2名 of a text are people."""
    return bool(re.search(r"[第奖]" if statement.words else r"[第名位奖]", statement.text))


def _posts(mention: Mention, words: str) -> bool:
    """编制112个: posts are counted by 个, and are as many as the people they are for."""
    return mention.unit.dimension == "个" and _ABOUT_POSTS.search(words) is not None


def _of_staff(statement: Statement) -> bool:
    return statement.subject.startswith("staff.") and statement.unit.dimension == "person"


def _same_digits(mention: Mention, statement: Statement) -> bool:
    quantity = mention.quantity
    if quantity is None or not statement.low:
        return False
    low = statement.low
    return quantity.value * statement.unit.factor == low or quantity.base == low
