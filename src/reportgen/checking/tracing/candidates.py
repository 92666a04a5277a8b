"""Which statements a number may restate (候选): by value, unit and subject in reach, and what speaks against them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from reportgen.checking.evidence.fact_index import FactIndex, Subject
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import one_class, same_class, stating, window
from reportgen.checking.sentences.meant import Meaning
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.roles import Roles, fits
from reportgen.checking.sentences.subjects import Evidence, Line, says_more
from reportgen.checking.sentences.sureness import TOLD, Candidate, sure, surest
from reportgen.checking.tracing.objections import anchored_by, is_whole_of_each, objection, statement_part
from reportgen.checking.tracing.resolved import Resolved
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.quantity import Quantity

_ABOUT_POSTS = re.compile(r"编|空|缺")
_EITHER = frozenset({Role.TARGET, Role.ACTUAL})
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


class _Place(NamedTuple):
    """Where a number stands: what is asked of every statement that it may restate."""

    line: Line
    reading: Reading
    roles: Roles
    done: Sequence[Resolved]  # the numbers before
    beside: str  # the words of its sentence up to the end of its clause
    bounds: tuple[Decimal, Decimal] | None  # no value outside of these is stated
    posts: bool  # whether it counts posts (编制), which are as many as people
    written: frozenset[Decimal]  # the number in base units and as written
    states: Callable[[Statement], bool]  # whether the number is true of the value of a statement


class CandidateFinder:
    """Finds the candidates of numbers in one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._meaning = Meaning(index)
        self._measured: dict[tuple[str, str], Sequence[Statement]] = {}  # by subject and by the measure of a number

    def find(
        self, line: Line, reading: Reading, evidence: dict[str, Evidence], roles: Roles, done: Sequence[Resolved]
    ) -> Candidates:
        """The candidates among the subjects that the *evidence* names or the words mean.

        The surest subjects come first; the others are left out where none of them could take the number away.
        """
        meant = self._meaning.of(line, reading, evidence)
        mention = reading.mention
        place = _Place(
            line, reading, roles, done, reach(line, reading), window(mention), _posts(mention, reading),
            frozenset((mention.quantity.base, mention.quantity.value) if mention.quantity is not None else ()),
            stating(mention),
        )  # fmt: skip
        more: bool | None = None
        told: set[tuple[Decimal, str]] | None = None
        found = Candidates()
        own: Candidate | None = None
        scores = {key: one.score for key, one in meant.subjects.items() if one.score >= _FAINTEST}
        for key in sorted(scores, key=scores.__getitem__, reverse=True):
            one = meant.subjects[key]
            if own is not None and one.score < own.evidence.score:
                if _beyond_doubt(reading, own, found.rival):
                    break
                own = None
            subject = self._index.subjects[key]
            hits, misses = self._of_subject(place, subject)
            if misses:
                found.wrong += [
                    Wrong(code, by_word, Candidate(statement, one), subject.statements)
                    for code, by_word, statement in misses
                ]
            if hits:
                if own is None and all(held.statement.words for held in found.matched):
                    own = next((Candidate(statement, one) for statement in hits if not statement.words), None)
                found.matched += [Candidate(statement, one) for statement in hits]
                continue
            if one.named < _MENTIONED or (subject.textual and one.here < TOLD):
                continue
            more = says_more(reading.lead) if more is None else more
            if more and not one.here and one.score < _ENTIRELY:
                continue
            if key in meant.kinds or not key.startswith(("budget.", "staff.")):
                other = _other(place, subject)
                told = _told(line, reading, done) if told is None else told
                if other is not None and (other.low, other.unit.dimension) not in told:
                    found.rivals.append(Candidate(other, one))  # what the sentence has told takes no number away
        return found

    def _of_subject(self, place: _Place, subject: Subject) -> tuple[list[Statement], list[tuple[str, bool, Statement]]]:
        """The subject's statements that the number restates, and those that it restates but for one thing."""
        mention = place.reading.mention
        hits: list[Statement] = []
        misses: list[tuple[str, bool, Statement]] = []
        alike = self._alike(mention, subject, posts=place.posts)
        for statement in alike if place.bounds is None else _within(alike, *place.bounds):
            if not _restates(place, statement):
                continue
            against = objection(place.line, place.reading, statement, place.roles, self._index, place.beside)
            if against is None:
                if statement.role is Role.TARGET and not statement.words and subject.key in _planned_before(place):
                    misses.append(("NUMBER_WRONG_ROLE", True, statement))
                else:
                    hits.append(statement)
            elif mention.comparator is None or not statement.derived:
                misses.append((against.code, against.told, statement))
        quantity = mention.quantity
        if quantity is None or len(alike) == len(subject.statements) or place.written.isdisjoint(subject.entered):
            return hits, misses
        others = [one for one in subject.statements if not one.derived and _same_digits(quantity, one)]
        others = [one for one in others if not any(one is another for another in alike)]
        wrong = [("NUMBER_WRONG_UNIT", True, one) for one in others if fits(one, place.roles.may)]
        return hits, sorted(misses + wrong, key=lambda miss: subject.statements.index(miss[2])) if wrong else misses

    def _alike(self, mention: Mention, subject: Subject, *, posts: bool) -> Sequence[Statement]:
        """The statements of *subject* that a number in that measure may restate."""
        if posts:
            return [one for one in subject.statements if same_class(mention.unit, one.unit) or _of_staff(one)]
        key = subject.key, mention.unit.dimension
        known = self._measured.get(key)
        if known is None:
            known = self._measured[key] = _measured(mention.unit.dimension, subject)
        return known


def _measured(own: str, subject: Subject) -> Sequence[Statement]:
    """The statements of *subject* that a number in the measure *own* may restate."""
    if len(subject.by_dimension) == 1 and own in subject.by_dimension:
        return subject.statements
    measures = [measure for measure in subject.by_dimension if one_class(own, measure)]
    if not measures or len(measures) == len(subject.by_dimension):
        return subject.statements if measures else ()
    if len(measures) == 1:
        return subject.by_dimension[measures[0]]
    return [one for one in subject.statements if one.unit.dimension in measures]


def _within(statements: Sequence[Statement], low: Decimal, high: Decimal) -> list[Statement]:
    return [one for one in statements if one.low <= high and low <= one.high]


def _restates(place: _Place, statement: Statement) -> bool:
    """Whether the number is true of the value of *statement*, whatever the words say."""
    return place.states(statement) and (place.reading.mention.kind is not MentionKind.ORDINAL or _ranks(statement))


def _other(place: _Place, subject: Subject) -> Statement | None:
    """The first statement in that very measure, with another value, that the words might as well be about."""
    mention, bounds = place.reading.mention, place.bounds
    held = subject.by_dimension.get(mention.unit.dimension)
    anchored = anchored_by(place.reading) if held else None
    for statement in held or ():
        beyond = bounds is not None and not (statement.low <= bounds[1] and bounds[0] <= statement.high)
        if _might_be_meant(statement, place, anchored) and (beyond or not _restates(place, statement)):
            return statement
    return None


def reach(line: Line, reading: Reading) -> str:
    """The words of the sentence up to the end of the number's clause."""
    parts = line.parts
    return line.text[parts.opening(reading.clause) : parts.ends[reading.clause]]


def _beyond_doubt(reading: Reading, own: Candidate, rival: Candidate | None) -> bool:
    """Whether *own* is what the number restates, whatever less sure subjects hold."""
    plain = own.statement.derived or not says_more(reading.lead + reading.tail)
    return plain and sure(reading.mention, own, rival)


def _planned_before(place: _Place) -> frozenset[str]:
    """The subjects whose targets the sentence told, where an actual value may stand now: 任务18座，完工15座."""
    reading = place.reading
    if not place.roles.may >= _EITHER or reading.many:
        return frozenset()
    sentence = place.line.parts.sentences[reading.clause]
    here = [one.statement for one in place.done if one.sentence == sentence]
    told = {one.subject for one in here if one.role is Role.ACTUAL}
    here = [one for one in here if one.unit.dimension == reading.mention.unit.dimension]
    return frozenset(one.subject for one in here if one.role is Role.TARGET) - told


def _told(line: Line, reading: Reading, done: Sequence[Resolved]) -> set[tuple[Decimal, str]]:
    """The values that this sentence and the one before told, with their measures."""
    earliest = line.parts.sentences[reading.clause] - 1
    told = [one.statement for one in done if one.true and one.sentence >= earliest]
    return {(one.low, one.unit.dimension) for one in told}


def _might_be_meant(statement: Statement, place: _Place, anchored: re.Pattern[str] | None) -> bool:
    """Whether it is of the kind of rate that the words name, if any: *anchored* by them."""
    if anchored is None:
        meant = not statement.derived and not statement.text.startswith("一")
    else:
        meant = anchored.search(statement_part(statement)) is not None
    return meant and fits(statement, place.roles.may) and not is_whole_of_each(place.reading, statement)


def _ranks(statement: Statement) -> bool:
    """Whether the number was entered as a rank: 第2名, 一等奖, 名次2; the 2名 of a text are people."""
    return bool(re.search(r"[第奖]" if statement.words else r"[第名位奖]", statement.text))


def _posts(mention: Mention, reading: Reading) -> bool:
    """编制112个: posts are counted by 个, and are as many as the people they are for."""
    return mention.unit.dimension == "个" and _ABOUT_POSTS.search(reading.lead + reading.tail) is not None


def _of_staff(statement: Statement) -> bool:
    return statement.subject.startswith("staff.") and statement.unit.dimension == "person"


def _same_digits(quantity: Quantity, statement: Statement) -> bool:
    low = statement.low
    return bool(low) and (quantity.value * statement.unit.factor == low or quantity.base == low)
