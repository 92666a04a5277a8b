"""Shares and figures for each of something (占比、单位数), the parts looked for by nearness (由近及远).

Words that tell the kind of the figure license it: then the numbers told last and those that the words name are enough.
The farther a part is looked for, the less likely must it be that the figure came out so by accident.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checking.asked import Each, Share, asked
from reportgen.checking.chance import UNLIKELY, about, chance
from reportgen.checking.derivations import NO_COUNTS, figure
from reportgen.checking.fact_index import FactIndex
from reportgen.checking.figures_told import kindred
from reportgen.checking.money_lines import says
from reportgen.checking.readings import Reading
from reportgen.checking.resolved import Resolved
from reportgen.checking.statements import Statement
from reportgen.checking.subjects import Evidence, Line
from reportgen.checking.sureness import ENOUGH, LITTLE
from reportgen.checking.value_match import same_class, states
from reportgen.language.words import name_pairs
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERCENT, Unit

# At hand: told last, or named for what it is. Near: told in the passage. Of the rows: entered beside what was told.
AT_HAND, NEAR, OF_THE_ROWS, ANYWHERE = range(4)
_LIMITS = {AT_HAND: Decimal(1), NEAR: Decimal("0.1"), OF_THE_ROWS: Decimal("0.05"), ANYWHERE: UNLIKELY}
_OF_PLAN = re.compile(r"目标|任务|计划|指标值|控制|标准|要求|上限|下限")
_NOT_FAR = 2  # times as much
_MOST_TOLD = 12
_MOST_NAMED = 12
_MOST_HELD = 400
_DAYS_OF_A_YEAR = (365, 366)
_HELD = frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.TEXT, Role.COUNT, Role.PREVIOUS, Role.DIFFERENCE})
_LEFT_OVER = ("结余", "结转", "剩", "没花", "没用", "未支出", "没有支出")


@dataclass(frozen=True, slots=True)
class _Part:
    """A number that a figure may be worked out from, and how far it was looked for."""

    statement: Statement
    tier: int


class Ratios:
    """Finds the shares and the figures for each that the words ask for, by one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._budget = [key for key in index.subjects if key.startswith("budget.")]
        self._staff = [key for key in index.subjects if key.startswith("staff.")]
        self._projects: dict[str, set[str]] = {}
        for subject in index.subjects.values():
            thing = subject.statements[0].thing
            if thing.startswith("project."):
                self._projects.setdefault(thing, set()).update(subject.pairs)
        self._projects = {key: words for key, words in self._projects.items() if key in index.subjects}

    def told(
        self, line: Line, reading: Reading, evidence: Mapping[str, Evidence], done: Sequence[Resolved]
    ) -> Statement | None:
        """The share or the figure for each that the words ask for and the number states, of parts as near as may be."""
        kind = asked(line, reading)
        if kind is None:
            return None
        if isinstance(kind, Share):
            figures = self._shares(kind, line, reading, evidence, done)
        else:
            figures = self._for_each(kind, line, reading, evidence, done)
        return _nearest(reading.mention, figures)

    def _shares(
        self, asked_for: Share, line: Line, reading: Reading, evidence: Mapping[str, Evidence], done: Sequence[Resolved]
    ) -> Iterator[_Part]:
        words = line.text[line.parts.starts[reading.clause] : line.parts.ends[reading.clause]]
        told = [one for one in _told(done) if one.statement.role is not Role.TARGET or _OF_PLAN.search(words)]
        of = self._named(asked_for.of) if asked_for.of else []
        parts = [
            *(_first_at_hand(told) if asked_for.apposed else ()),
            *self._parts_named(words.replace(asked_for.of, ""), evidence),
        ]
        wholes = [*(_Part(one, AT_HAND) for one in of), *told, *self._beside(told), *self._anywhere(told)]
        if of:
            wholes = [one if one.tier == AT_HAND and one.statement in of else _farther(one) for one in wholes]
        for part in parts:
            larger = False
            for whole in wholes:
                one, other = part.statement, whole.statement
                if not 0 < one.low < other.low or not same_class(one.unit, other.unit) or not _of_one_year(one, other):
                    continue
                near = whole.tier
                if not of and whole in told:  # the nearest that is larger is at hand
                    near = max(near, NEAR) if larger else AT_HAND
                    larger = True
                share = (other.low - one.low if asked_for.rest else one.low) / other.low * 100
                yield _Part(figure(one, share, PERCENT), max(part.tier, near))
                if asked_for.rest:
                    yield _Part(figure(one, one.low / other.low * 100, PERCENT), max(part.tier, near))
            if part.statement.unit.dimension == "day":
                for days in _DAYS_OF_A_YEAR:
                    yield _Part(figure(part.statement, part.statement.low / days * 100, PERCENT), max(part.tier, NEAR))
        if asked_for.rest:
            yield from _complements(line, reading, done)

    def _for_each(
        self, asked_for: Each, line: Line, reading: Reading, evidence: Mapping[str, Evidence], done: Sequence[Resolved]
    ) -> Iterator[_Part]:
        told = list(_told(done))
        words = line.text[line.parts.starts[reading.clause] : line.parts.ends[reading.clause]]
        dimension = reading.mention.unit.dimension
        numbers = list(self._numbers(asked_for, told))
        wholes = [
            *_first_at_hand(told, dimension),
            *self._parts_named(words, evidence),
            *self._paid_for([one.statement for one in numbers if one.tier <= NEAR], evidence),
            *told,
            *self._beside(told),
            *self._of_dimension(dimension),
        ]
        wholes = [one for one in wholes if kindred(dimension, one.statement.unit.dimension)]
        for whole in wholes:
            for number in numbers:
                one, other = whole.statement, number.statement
                if one is other or other.low <= 0 or not _of_one_year(one, other):
                    continue
                each = asked_for.unit
                by = each.factor if each is not None and _in_unit(each, other.unit) else other.unit.factor
                unit = one.unit if one.unit.dimension == dimension else reading.mention.unit
                yield _Part(figure(one, one.low / (other.low / by), unit), max(whole.tier, number.tier))

    def _numbers(self, asked_for: Each, told: Sequence[_Part]) -> Iterator[_Part]:
        """The numbers of such things: the last that was told is at hand; then the others, then those entered."""
        counted = [one for one in told if self._counts(one.statement, asked_for)]
        yield from (_Part(one.statement, max(one.tier, NEAR) if at else AT_HAND) for at, one in enumerate(counted))
        if asked_for.unit is not None and asked_for.unit.dimension == "person":
            held = [one for key in self._staff for one in self._index.subjects[key].statements]
            yield from (_Part(one, NEAR) for one in held if one.role is Role.ACTUAL and not one.derived)
        for dimension, (_, every) in self._index.by_dimension.items():
            if dimension in NO_COUNTS or len(every) > _MOST_HELD:
                continue
            for one in every:
                if one.role in _HELD and not one.derived and self._counts(one, asked_for):
                    yield _Part(one, OF_THE_ROWS)

    def _paid_for(self, numbers: Sequence[Statement], evidence: Mapping[str, Evidence]) -> Iterator[_Part]:
        """What the project spent whose words are most alike those of the things counted or of the sentence."""
        weights, subjects = self._index.weights, self._index.subjects
        counted = {pair for one in numbers[:1] if one.subject in subjects for pair in subjects[one.subject].pairs}
        alike = {
            key: sum(weights[pair] for pair in sorted(counted & words))
            + (evidence[key].score if key in evidence else 0.0)
            for key, words in self._projects.items()
        }
        best = max(alike.values(), default=0.0)
        for key in alike if best >= LITTLE else ():
            if alike[key] == best:
                held = subjects[key].statements
                yield from (_Part(one, NEAR) for one in held if one.role is Role.EXPENDITURE and not one.derived)

    def _counts(self, statement: Statement, asked_for: Each) -> bool:
        """Whether it is a number of such things: by its measure word, or by the name of what it counts: 单车."""
        if statement.unit.dimension in NO_COUNTS or statement.low != statement.high:
            return False
        if asked_for.unit is not None:
            return _in_unit(asked_for.unit, statement.unit) or (
                asked_for.unit.symbol == "次" and statement.unit.symbol.endswith("次")
            )
        subject = self._index.subjects.get(statement.subject)
        return subject is not None and asked_for.thing[:2] in subject.name

    def _parts_named(self, words: str, evidence: Mapping[str, Evidence]) -> Iterator[_Part]:
        """What the words of the clause name: the class of staff, the budget line, the things of entered texts."""
        keys = [key for key in self._staff if key.removeprefix("staff.") in words]
        keys += [key for key in self._budget if says(key, words)]
        for key in keys:
            yield from (_Part(one, AT_HAND) for one in self._index.subjects[key].statements if one.role in _HELD)
        named = [(found.here, key) for key, found in evidence.items() if found.here >= LITTLE]
        named.sort(key=lambda one: -one[0])
        for here, key in named[:_MOST_NAMED]:
            tier = AT_HAND if here == named[0][0] and here >= ENOUGH else NEAR
            yield from (_Part(one, tier) for one in self._index.subjects[key].statements if one.role in _HELD)

    def _named(self, words: str) -> list[Statement]:
        """The statements that the words of a whole name: 项目结余, 受旱面积."""
        left = any(one in words for one in _LEFT_OVER)
        keys = [key for key in self._budget if says(key, words)]
        if not keys and ("支出" in words or left):
            keys = ["budget.total"]
        held = [one for key in keys if key in self._index.subjects for one in self._index.subjects[key].statements]
        found = [one for one in held if (one.part == "surplus" or one.fact.endswith(".surplus")) == left]
        pairs = [pair for pair in name_pairs(words) if pair in self._index.postings]
        for pair in pairs:
            for key in self._index.postings[pair][:_MOST_NAMED]:
                found += [one for one in self._index.subjects[key].statements if one.role in _HELD]
        return found

    def _beside(self, told: Sequence[_Part]) -> Iterator[_Part]:
        """What was entered in the rows of the numbers that were told."""
        for row in dict.fromkeys(one.statement.thing for one in told):
            yield from (_Part(one, OF_THE_ROWS) for one in self._index.things.get(row, ()) if one.role in _HELD)

    def _anywhere(self, told: Sequence[_Part]) -> Iterator[_Part]:
        if told:
            yield from self._of_dimension(told[0].statement.unit.dimension)

    def _of_dimension(self, dimension: str) -> Iterator[_Part]:
        held = self._index.by_dimension.get(dimension, ((), ()))[1]
        if len(held) <= _MOST_HELD:
            yield from (_Part(one, ANYWHERE) for one in held if one.role in _HELD)


def _told(done: Sequence[Resolved]) -> Iterator[_Part]:
    """The true numbers before, the last first: near in this line or the line before."""
    for one in reversed(done[-_MOST_TOLD:]):
        unit = one.statement.unit
        if (
            one.true
            and one.statement.low == one.statement.high
            and (unit.dimension not in _NO_PARTS or unit.symbol in _OF_MANY)
        ):
            yield _Part(one.statement, NEAR)


_OF_MANY = frozenset({"‰", "‱"})  # 受害率0.2‰，不到控制线的一半
_NO_PARTS = frozenset({"share", "percentage point", "date", "times as much"})


def _first_at_hand(told: Sequence[_Part], dimension: str = "") -> Iterator[_Part]:
    """The same, the first of them at hand."""
    held = [one for one in told if not dimension or kindred(dimension, one.statement.unit.dimension)]
    for at, one in enumerate(held):
        yield _Part(one.statement, AT_HAND) if not at else one


def _farther(one: _Part) -> _Part:
    return _Part(one.statement, min(max(one.tier, NEAR) + 1, ANYWHERE))


def _complements(line: Line, reading: Reading, done: Sequence[Resolved]) -> Iterator[_Part]:
    """八成是……，剩下两成是……: what the shares right before leave of the whole."""
    sentence = line.parts.sentences[reading.clause]
    shares = [one.statement for one in done if one.true and one.sentence == sentence]
    left = Decimal(100)
    for one in reversed([one for one in shares if one.unit.dimension == "share"]):
        left -= one.low
        if left > 0:
            yield _Part(figure(one, left, PERCENT), AT_HAND)


def _in_unit(asked_for: Unit | None, unit: Unit) -> bool:
    return asked_for is not None and asked_for.dimension == unit.dimension


def _of_one_year(one: Statement, other: Statement) -> bool:
    """Whether both are numbers of last year, or neither."""
    return (one.role is Role.PREVIOUS) == (other.role is Role.PREVIOUS)


def _nearest(mention: Mention, figures: Iterable[_Part]) -> Statement | None:
    """The figure that the number states of parts as near as may be, and not by accident."""
    written = _as_share(mention)
    bounds = about(written)
    if bounds is None:
        return None
    held = sorted((one for one in figures if bounds[0] <= one.statement.low <= bounds[1]), key=lambda one: one.tier)
    for tier in range(ANYWHERE + 1):
        near = [one.statement for one in held if one.tier <= tier]
        hit = next((one for one in near if states(mention, one)), None)
        if hit is not None:
            return hit if chance(written, len({one.low for one in near})) <= _LIMITS[tier] else None
    return None


def in_place_of(mention: Mention, statement: Statement) -> bool:
    """Whether the number may be a false one for *statement*: of its unit class and not far from it."""
    quantity = mention.quantity
    if quantity is None or mention.unit.dimension != statement.unit.dimension:
        return False
    return quantity.base <= statement.low * _NOT_FAR and statement.low <= quantity.base * _NOT_FAR


def _as_share(mention: Mention) -> Mention:
    """三分之一 as 33 %, so that its digits may be weighed."""
    if mention.quantity is not None or mention.value is None:
        return mention
    return mention._replace(quantity=Quantity(Decimal(round(mention.value * 100)), PERCENT), unit=PERCENT)
