"""Shares and figures for each of something (占比、单位数), worked out of parts as near as may be.

Words that tell the kind of the figure license it: then what is at hand is enough. The farther a part is looked for,
the less likely must it be that the figure came out so by accident.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from reportgen.checking.evidence.chance import UNLIKELY, about, chance
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import same_class, states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Evidence, Line, first_joined
from reportgen.checking.tracing.asked import Each, Multiple, Share, asked
from reportgen.checking.tracing.derivations import NO_COUNTS, TIMES, figure
from reportgen.checking.tracing.figures_told import TOGETHER, is_spoken_share, kindred
from reportgen.checking.tracing.objections import statement_part
from reportgen.checking.tracing.parts import (
    ANYWHERE,
    AT_HAND,
    NEAR,
    OF_THE_ROWS,
    Part,
    Parts,
    farther,
    first_at_hand,
    told_before,
)
from reportgen.checking.tracing.resolved import Resolved
from reportgen.checking.tracing.sums_told import rows_told
from reportgen.language.cue_words import change_direction
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERCENT, PERCENTAGE_POINT, Unit

_LIMITS = {AT_HAND: Decimal("0.5"), NEAR: Decimal("0.1"), OF_THE_ROWS: Decimal("0.05"), ANYWHERE: UNLIKELY}
_OF_LAST_YEAR = re.compile(r"(?:上年|去年|上一年)(?:同期)?")
_OF_PLAN = re.compile(r"目标|任务|计划|指标值|控制|标准|要求|上限|下限")
_ENTERED = frozenset({"actual_value", "actual_expenditure", "achieved", "actual"})
_NOT_FAR = Decimal("1.2")  # times as much
_SAME = Decimal("1e-9")
_DAYS_OF_A_YEAR = (365, 366)


class _Worked(NamedTuple):
    """A figure worked out for the subject of the statement *of*, and how near its parts are."""

    of: Statement
    value: Decimal  # in base units of *unit*
    unit: Unit
    tier: int

    @property
    def statement(self) -> Statement:
        """The figure as a statement, made when asked for: most figures are far from the number."""
        return figure(self.of, self.value, self.unit)


class Ratios:
    """Finds the shares and the figures for each that the words ask for, by one index."""

    def __init__(self, index: FactIndex) -> None:
        self._parts = Parts(index)

    def told(
        self, line: Line, reading: Reading, evidence: Mapping[str, Evidence], done: Sequence[Resolved], *,
        at_hand: bool = False,
    ) -> Statement | None:  # fmt: skip
        """The share or the figure for each that the words ask for and the number states.

        With *at_hand* only a rate of two numbers told right before: it may be an entered number of something else.
        """
        kind = asked(line, reading)
        if kind is None:
            return (
                self._points(reading, evidence, done) if reading.mention.unit.dimension == "percentage point" else None
            )
        words = line.text[line.parts.starts[reading.clause] : line.parts.ends[reading.clause]]
        if at_hand:
            return _of_last_two(reading, kind, done)
        told = told_before(line.text, done)
        if isinstance(kind, Each):
            return _nearest(reading.mention, self._for_each(kind, words, reading.mention, evidence, told))
        if isinstance(kind, Multiple) and _OF_LAST_YEAR.fullmatch(kind.of):
            return _nearest(reading.mention, self._of_itself(done, evidence, TIMES), named=True)
        if isinstance(kind, Multiple):
            return _nearest(reading.mention, self._multiples(kind, words, evidence, told))
        if kind.of_last_year:
            shares = [share for _, share in self._of_last_year(told, done, evidence)]
            return _nearest(reading.mention, shares)
        if _OF_LAST_YEAR.fullmatch(kind.of):
            return _nearest(reading.mention, self._of_itself(done, evidence), named=True)
        behind = list(self._parts.told_behind(line, reading))
        shares = list(self._shares(kind, words, evidence, told, behind))
        shares += self._of_both(line, reading, kind, told, done)
        shares += self._of_rows(line, reading, kind, words, told, done)
        if kind.rest:
            shares += _complements(line.parts.sentences[reading.clause], done)
        return _nearest(reading.mention, shares, named=bool(kind.of))

    def _multiples(
        self, asked_for: Multiple, words: str, evidence: Mapping[str, Evidence], told: Sequence[Part]
    ) -> Iterator[_Worked]:
        """How many times as much as a thing named what was told last is, or what the clause names."""
        wholes = self._parts.whole(asked_for.of)
        named = self._parts.named(words.replace(asked_for.of, ""), evidence)
        for part in first_at_hand(told)[:1] or named:
            for other in wholes:
                one = part.statement
                if 0 < other.low < one.low and same_class(one.unit, other.unit) and _of_one_year(one, other):
                    yield _Worked(one, one.low / other.low, TIMES, part.tier)

    def _shares(
        self, asked_for: Share, words: str, evidence: Mapping[str, Evidence], told: Sequence[Part],
        behind: Sequence[Part],
    ) -> Iterator[_Worked]:  # fmt: skip
        told = [one for one in told if _may_be_part(one.statement, asked_for) or _OF_PLAN.search(words)]
        of = self._parts.whole(asked_for.of or asked_for.among) if asked_for.of or asked_for.among else []
        before = {id(one.statement) for one in told}
        parts = [*behind, *(first_at_hand(told) if asked_for.apposed else [])]
        if asked_for.alone and told:
            parts, words = parts[: len(behind) + 1], ""  # what was told last, and nothing that the clause names
        parts += list(_sums(told)) if TOGETHER.search(words) else []
        if words:
            parts += self._parts.named(words.replace(asked_for.of, ""), evidence)
            parts += self._parts.lines(words, told)
        if asked_for.of_told:
            for part in parts:
                yield from self._shares_of(part, told, asked_for, before, set())
            return
        every = self._parts.of_kind(told[0].statement.unit.dimension) if told else ()
        others = [*told, *self._parts.beside(parts), *every]
        if asked_for.of_plan:
            others += self._parts.planned(parts)
        wholes = [*(Part(one, AT_HAND) for one in of), *(map(farther, others) if of else others)]
        for part in parts:
            yield from self._shares_of(part, wholes, asked_for, before, {id(one) for one in of})

    def _of_itself(
        self, done: Sequence[Resolved], evidence: Mapping[str, Evidence], unit: Unit = PERCENT
    ) -> Iterator[_Worked]:
        """再犯罪率0.2%，是上年的一半: what the number told last is of what it was last year."""
        last = [Part(one.statement, AT_HAND) for one in done[-1:] if one.true]
        for part, was in self._parts.before(last, evidence):
            if part.statement.role is not Role.PREVIOUS and was.statement.low > 0:
                times = part.statement.low / was.statement.low
                yield _Worked(part.statement, times * (100 if unit == PERCENT else 1), unit, AT_HAND)

    def _of_both(
        self, line: Line, reading: Reading, asked_for: Share, told: Sequence[Part], done: Sequence[Resolved]
    ) -> Iterator[_Worked]:
        """The share of the whole that another part was just told of, or of the part with the rest behind it."""
        if not asked_for.apposed or asked_for.of or not told or not done[-1].true:
            return
        one = told[0].statement
        since = first_joined(line, reading.clause)
        here = [each for each in done if each.sentence >= since]
        wholes = [part.statement for part in self._parts.wholes(here)]
        wholes += self._parts.with_rest(line, reading, one)
        for other in wholes:
            if 0 < one.low < other.low and same_class(one.unit, other.unit) and _of_one_year(one, other):
                yield _Worked(one, one.low / other.low * 100, PERCENT, AT_HAND)

    def _of_rows(
        self, line: Line, reading: Reading, asked_for: Share, words: str, told: Sequence[Part],
        done: Sequence[Resolved],
    ) -> Iterator[_Worked]:  # fmt: skip
        """甲与乙两个项目合计占结余的81.1%: the share of a sum over the rows that the clause counts."""
        rows = rows_told(line, reading, done, words) if TOGETHER.search(words) else []
        rows = [key for key in rows if key.startswith("project.")]
        wholes = self._parts.whole(asked_for.of) if asked_for.of else []
        for whole in [*wholes, *(one.statement for one in told)] if len(rows) > 1 else []:
            parts = [self._parts.of_row(key, statement_part(whole)) for key in rows]
            known = [one for one in parts if one is not None]
            total = sum((one.low for one in known), Decimal(0))
            if len(known) == len(rows) and 0 < total < whole.low and same_class(known[0].unit, whole.unit):
                yield _Worked(known[0], total / whole.low * 100, PERCENT, AT_HAND)

    def _of_last_year(
        self, told: Sequence[Part], done: Sequence[Resolved], evidence: Mapping[str, Evidence]
    ) -> Iterator[tuple[Decimal, _Worked]]:
        """What each number told is of each larger one, and what it was of that last year."""
        both = list(self._parts.before([*told, *self._parts.wholes(done)], evidence))
        for part, was in both:
            for whole, all_was in both:
                one, other = part.statement, whole.statement
                alike = same_class(one.unit, other.unit) and same_class(was.statement.unit, all_was.statement.unit)
                if alike and 0 < one.low < other.low and 0 < was.statement.low < all_was.statement.low:
                    share = was.statement.low / all_was.statement.low * 100
                    yield one.low / other.low * 100, _Worked(was.statement, share, PERCENT, AT_HAND)

    def _points(self, reading: Reading, evidence: Mapping[str, Evidence], done: Sequence[Resolved]) -> Statement | None:
        """占54.05%，比上年提高2.13个百分点: by how much a share that was worked out differs from last year's."""
        last = done[-1] if done else None
        way = change_direction(reading.lead + "1", 0, len(reading.lead) + 1)
        if last is None or not last.true or not way or not last.statement.derived or last.statement.unit != PERCENT:
            return None
        for share, was in self._of_last_year(told_before("", done), done, evidence):
            apart = (share - was.value) * way
            if abs(share - last.statement.low) < _SAME and apart > 0:
                points = figure(last.statement, apart, PERCENTAGE_POINT, way)
                if states(reading.mention, points):
                    return points
        return None

    def _shares_of(
        self, part: Part, wholes: Sequence[Part], asked_for: Share, told: set[int], of: set[int]
    ) -> Iterator[_Worked]:
        """What *part* is of each of the *wholes*; the last told that is larger is at hand, if none is named."""
        one, larger = part.statement, False
        for whole in wholes:
            other, tier = whole.statement, whole.tier
            if not 0 < one.low < other.low or not _of_one_year(one, other):
                continue
            if not same_class(one.unit, other.unit):
                if asked_for.of_told or not {id(one), id(other)} <= told or not _both_counted(one, other):
                    continue
                tier = max(tier, NEAR)  # 家禽218万羽，占258.89万头只的84.21%
            if id(other) not in of and not {id(one), id(other)} <= told and not _of_one_sort(one, other):
                continue
            if id(other) not in of and not asked_for.of_told and self._parts.parts_of_one(one, other):
                continue
            if not of and id(other) in told and same_class(one.unit, other.unit):
                tier = NEAR if larger else AT_HAND
                larger = True
            share = one.low / other.low * 100
            yield _Worked(one, share, PERCENT, max(part.tier, tier))
            if asked_for.saved and tier == AT_HAND:
                share = one.low / (one.low + other.low) * 100  # 采购1720万元，节约86.40万元，节约率4.78%
                yield _Worked(one, share, PERCENT, max(part.tier, tier))
            if asked_for.rest:
                yield _Worked(one, 100 - share, PERCENT, max(part.tier, tier))
        if one.unit.dimension == "day":
            shares = [one.low / days * 100 for days in _DAYS_OF_A_YEAR]
            tier = max(part.tier, AT_HAND if asked_for.of_year else NEAR)
            yield from (_Worked(one, share, PERCENT, tier) for share in shares)

    def _for_each(
        self, asked_for: Each, words: str, mention: Mention, evidence: Mapping[str, Evidence], told: Sequence[Part]
    ) -> Iterator[_Worked]:
        dimension = mention.unit.dimension
        counts = list(self._parts.counts(asked_for, told, evidence))
        near = [one.statement for one in counts if one.tier <= NEAR]
        wholes = [
            *first_at_hand(told, dimension),
            *self._parts.named(words, evidence),
            *self._parts.paid_for(near, evidence),
            *self._parts.next_to([one for one in counts if one.tier == AT_HAND], dimension),
            *self._parts.beside(told),
            *self._parts.of_kind(dimension),
        ]
        for whole in [one for one in wholes if kindred(dimension, one.statement.unit.dimension)]:
            for count in counts:
                one, other = whole.statement, count.statement
                if one is other or other.low <= 0 or not _of_one_year(one, other):
                    continue
                if asked_for.of_last_year and one.role is not Role.PREVIOUS:
                    continue
                each = asked_for.unit
                by = each.factor if each is not None and each.dimension == other.unit.dimension else other.unit.factor
                unit = one.unit if one.unit.dimension == dimension else mention.unit
                yield _Worked(one, one.low / (other.low / by), unit, max(whole.tier, count.tier))


def _of_last_two(reading: Reading, kind: Share | Each | Multiple, done: Sequence[Resolved]) -> Statement | None:
    """检漏1316处，修复1274处，修复率96.8%: what the last number is of the one right before it."""
    if not isinstance(kind, Share) or not kind.of_told or len(done) < 2:
        return None
    whole, part = done[-2:]
    one, other = part.statement, whole.statement
    alike = part.true and whole.true and same_class(one.unit, other.unit) and _may_be_part(one, kind)
    if not alike or not 0 < one.low < other.low or part.at < 0 or whole.at < 0 or not _of_one_year(one, other):
        return None
    share = figure(one, one.low / other.low * 100, PERCENT)
    return share if states(reading.mention, share) else None


def _complements(sentence: int, done: Sequence[Resolved]) -> Iterator[_Worked]:
    """八成是……，剩下两成是……: what the shares right before leave of the whole."""
    here = [one.statement for one in done if one.true and one.sentence == sentence]
    left = Decimal(100)
    for one in reversed([one for one in here if one.unit.dimension == "share"]):
        left -= one.low
        if left > 0:
            yield _Worked(one, left, PERCENT, AT_HAND)


def _sums(told: Sequence[Part]) -> Iterator[Part]:
    """8.6万吨，……4.12万吨，两项加起来占58.24%: the sums of the last two and three numbers of one kind."""
    held = [one.statement for one in told if one.statement.fact]  # 两项 counts what is added up
    alike = [one for one in held if one.unit.dimension == held[0].unit.dimension]
    for many in (2, 3):
        if len(alike) >= many:
            total = sum((one.low for one in alike[:many]), Decimal(0))
            yield Part(replace(alike[0], low=total, high=total), AT_HAND)


def _may_be_part(one: Statement, asked_for: Share) -> bool:
    """Whether it is no target; one of a text told right before is a part all the same: 预算1200万元，节约84万元."""
    return one.role is not Role.TARGET or (asked_for.of_told and bool(one.words))


def _of_one_sort(one: Statement, other: Statement) -> bool:
    """What is left over is a part of what is left over, and posts are of posts; texts do not tell."""
    return bool(one.words or other.words) or _sort(one) == _sort(other)


def _both_counted(one: Statement, other: Statement) -> bool:
    return one.unit.dimension not in NO_COUNTS and other.unit.dimension not in NO_COUNTS


def _sort(one: Statement) -> str:
    if not one.derived:
        return "planned" if one.role is Role.TARGET else ""
    part = statement_part(one)  # a sum of what was done is of the sort of its parts
    return "" if part in _ENTERED and not one.direction else part


def _of_one_year(one: Statement, other: Statement) -> bool:
    """Whether both are numbers of last year, or neither."""
    return (one.role is Role.PREVIOUS) == (other.role is Role.PREVIOUS)


def _nearest(mention: Mention, figures: Iterable[_Worked], *, named: bool = False) -> Statement | None:
    """The figure that the number states of parts as near as may be, and not by accident; *named* where a whole is."""
    written = _as_share(mention)
    bounds = about(written)
    if bounds is None:
        return None
    every = list(figures)
    if named and is_spoken_share(mention):
        at_hand = [one.statement for one in every if one.tier == AT_HAND]
        if at_hand and not any(states(mention, one) for one in at_hand):
            return None  # 占项目支出的超七成: of what was told and named, be it far from that
    held = [Part(one.statement, one.tier) for one in every if bounds[0] <= one.value <= bounds[1]]
    for tier in range(ANYWHERE + 1):
        near = [one.statement for one in held if one.tier <= tier]
        if tier == NEAR and written.unit == PERCENT and any(one.tier == AT_HAND for one in held):
            return None  # what is at hand gives nearly that: a false figure of it, not one of parts farther off
        hits = [one for one in near if states(mention, one)]
        if hits and chance(written, len({one.low for one in near})) <= _LIMITS[tier]:
            return hits[0]
        if hits:
            return _to_the_point(written, hits, near, _LIMITS[tier])
    return None


def _to_the_point(
    written: Mention, hits: Sequence[Statement], near: Sequence[Statement], limit: Decimal
) -> Statement | None:
    """平均每件两万元 of 2352万元 and 1176件: a round number that the figure comes to exactly, among few others."""
    base = written.quantity.base if written.quantity is not None else Decimal(0)
    exact = next((one for one in hits if abs(one.low - base) <= base * _EXACTLY), None)
    others = {one.low for one in near if abs(one.low - base) <= base * _AROUND}
    return exact if exact is not None and len(others) * _EXACTLY / _AROUND <= limit else None


_OF_A_RATE = re.compile(r"[^倍功效汇费税利]率(?:[也还]?[为是]|达到?|只有|仅有?|由|从|上年的?|不足|不到|超过?|约|近)*$")
_EXACTLY, _AROUND = Decimal("0.001"), Decimal("0.1")


def in_place_of(reading: Reading, statement: Statement) -> bool:
    """Whether the number may be a false one for *statement*: of its unit class and not far; 占 tells of no rate."""
    mention, quantity = reading.mention, reading.mention.quantity
    if is_spoken_share(mention) and statement.unit.dimension == "share" and _OF_A_RATE.search(reading.lead):
        return True  # 处理率也是三分之二 of a rate that is named
    if quantity is None or mention.unit.dimension != statement.unit.dimension:
        return False
    if "占" in reading.lead and statement.derived and "share" not in statement_part(statement):
        return False
    return quantity.base <= statement.low * _NOT_FAR and statement.low <= quantity.base * _NOT_FAR


def _as_share(mention: Mention) -> Mention:
    """三分之一 as 33 %, so that its digits may be weighed."""
    if mention.quantity is not None or mention.value is None:
        return mention
    return mention._replace(quantity=Quantity(Decimal(round(mention.value * 100)), PERCENT), unit=PERCENT)
