"""Shares and figures for each of something (占比、单位数), worked out of parts as near as may be.

Words that tell the kind of the figure license it: then what is at hand is enough. The farther a part is looked for,
the less likely must it be that the figure came out so by accident.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import same_class, states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Evidence, Line, first_joined, says_more
from reportgen.checking.tracing.asked import Each, Multiple, Share, asked
from reportgen.checking.tracing.derivations import NO_COUNTS, TIMES, figure
from reportgen.checking.tracing.figures_told import TOGETHER, is_spoken_share, kindred
from reportgen.checking.tracing.nearest_figures import Worked, nearest
from reportgen.checking.tracing.objections import statement_part
from reportgen.checking.tracing.of_itself import (
    of_what_it_was,
    of_what_was_planned,
    points_of_a_share,
    shares_of_last_year,
)
from reportgen.checking.tracing.parts import (
    AT_HAND,
    NEAR,
    Part,
    Parts,
    farther,
    first_at_hand,
    told_before,
)
from reportgen.checking.tracing.parts_of_texts import parts_of_texts
from reportgen.checking.tracing.resolved import Resolved
from reportgen.checking.tracing.sums_told import rows_told
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention
from reportgen.quantities.units import PERCENT

_OF_LAST_YEAR = re.compile(r"(?:上年|去年|上一年)(?:同期)?")
_OF_ITS_PLAN = re.compile(
    r"(?:本?年度?|全年|年初|既定|预期|应|规定|要求|控制|[上下]级|下达)*的?(?:目标|任务|计划|指标|要求|控制|标准|时限|上限|下限|限额|限值|红线|门槛)+(?:目标|任务|要求|上限|下限|标准|线|数|值|量)*"
)
_PAST = re.compile(r"上年|去年|前一年|上一年|同期|[上前]一?届")
_OF_PLAN = re.compile(r"目标|任务|计划|指标值|控制|标准|要求|上限|下限")
_ENTERED = frozenset({"actual_value", "actual_expenditure", "achieved", "actual"})
_NOT_FAR = Decimal("1.2")  # times as much
_DAYS_OF_A_YEAR = (365, 366)


class Ratios:
    """Finds the shares and the figures for each that the words ask for, by one index."""

    def __init__(self, index: FactIndex) -> None:
        self._parts = Parts(index)
        self._texts = parts_of_texts(index)

    def told(
        self, line: Line, reading: Reading, evidence: Mapping[str, Evidence], done: Sequence[Resolved], *,
        at_hand: bool = False,
    ) -> Statement | None:  # fmt: skip
        """The share or the figure for each that the words ask for and the number states.

        With *at_hand* only a rate of two numbers told right before: it may be an entered number of something else.
        """
        kind = asked(line, reading)
        if kind is None:
            points = reading.mention.unit.dimension == "percentage point"
            return points_of_a_share(self._parts, reading, evidence, done) if points else None
        words = line.text[line.parts.starts[reading.clause] : line.parts.ends[reading.clause]]
        told = told_before(line.text, done)
        if at_hand:
            return _of_last_two(reading, kind, done) or self._told_and_named(reading, kind, told)
        if isinstance(kind, Each):
            return nearest(reading.mention, self._for_each(line, kind, words, reading.mention, evidence, told))
        if kind.of and (_OF_LAST_YEAR.fullmatch(kind.of) or _OF_ITS_PLAN.fullmatch(kind.of)):
            of_itself = list(self._of_itself(line, reading, kind, evidence, done))
            if of_itself or isinstance(kind, Multiple) or not _OF_PLAN.search(kind.of):
                return nearest(reading.mention, of_itself, named=True)
        if isinstance(kind, Multiple):
            here = done and done[-1].sentence == line.parts.sentences[reading.clause]
            return nearest(reading.mention, self._multiples(kind, words, evidence, told if here else ()))
        if kind.of_last_year:
            shares = [share for _, share in shares_of_last_year(self._parts, told, done, evidence)]
            return nearest(reading.mention, shares)
        sentence = line.parts.sentences[reading.clause]
        if reading.many and sum(one.sentence == sentence for one in done) > reading.many:
            return None  # 水稻26份、杂粮23份，占比依次为……: of the numbers told, and of no others
        of_texts = nearest(reading.mention, self._of_texts(line, reading, kind, told))
        if of_texts is not None or reading.many:
            return of_texts
        behind = list(self._parts.told_behind(line, reading))
        shares = list(self._shares(kind, words, evidence, told, behind))
        shares += self._of_both(line, reading, kind, told, done)
        shares += self._of_rows(line, reading, kind, words, told, done)
        if kind.rest:
            shares += _complements(line.parts.sentences[reading.clause], done)
        return nearest(reading.mention, shares, named=bool(kind.of) and not kind.behind)

    def _told_and_named(
        self, reading: Reading, kind: Share | Each | Multiple, told: Sequence[Part]
    ) -> Statement | None:
        """机械化清扫816.7万平方米，占保洁总面积的93.6%: of the number told last and the whole that is named."""
        if not isinstance(kind, Share) or not kind.of or not told:
            return None
        wholes = [*self._parts.whole(kind.of), *self._texts.wholes(told[0].statement)]
        return nearest(reading.mention, _of_each(told[0], wholes), named=True)

    def _of_itself(
        self, line: Line, reading: Reading, kind: Share | Multiple, evidence: Mapping[str, Evidence],
        done: Sequence[Resolved],
    ) -> Iterator[Worked]:  # fmt: skip
        """What the number told last in the sentence, or else what the clause names, is of its own plan or last year."""
        unit = TIMES if isinstance(kind, Multiple) else PERCENT
        sentence = line.parts.sentences[reading.clause]
        words = line.text[line.parts.starts[reading.clause] : reading.mention.start].replace(kind.of, "")
        last = [one for one in done[-1:] if one.sentence == sentence and not says_more(words)]
        named = [] if last else [one for one in self._named(words, evidence) if one.tier == AT_HAND]
        last = last or ([] if named else list(done[-1:]))
        if _OF_LAST_YEAR.fullmatch(kind.of):
            return of_what_it_was(self._parts, last, named, evidence, unit)
        return of_what_was_planned(self._parts, last, named, unit)

    def _named(self, words: str, evidence: Mapping[str, Evidence]) -> Iterator[Part]:
        """What the *words* name, by what was entered of rows and by the words of entered texts."""
        yield from self._parts.named(words, evidence)
        yield from (Part(one, AT_HAND if best else NEAR) for one, best in self._texts.named(words))

    def _of_texts(self, line: Line, reading: Reading, kind: Share, told: Sequence[Part]) -> Iterator[Worked]:
        """The shares of the numbers of entered texts that the words name: 55386台件里，贸易结算器具占一半以上."""
        if kind.of_told:
            return
        parts = line.parts
        words = reading.item or line.text[parts.starts[reading.clause] : parts.ends[reading.clause]]
        words = words.replace(kind.of, "") if kind.of else words
        named = [] if kind.behind else self._texts.named(words)
        summed = _sum_of(named, words) if not reading.many else None
        of = self._parts.whole(kind.of or kind.among) if kind.of or kind.among else []
        for one, best in [*named, *([(summed, True)] if summed is not None else [])]:
            larger = [other.statement for other in told if _a_whole(one, other.statement)]
            wholes = [*of, *larger[:1], *self._texts.wholes(one)]
            yield from _of_each(Part(one, AT_HAND if best else NEAR), wholes)
        if told and kind.apposed and not kind.of and not reading.many:
            yield from _of_each(Part(told[0].statement, AT_HAND), self._texts.wholes(told[0].statement))

    def _multiples(
        self, asked_for: Multiple, words: str, evidence: Mapping[str, Evidence], told: Sequence[Part]
    ) -> Iterator[Worked]:
        """How many times as much as a thing named what was told last is, or what the clause names."""
        wholes = self._parts.whole(asked_for.of)
        named = self._named(words.replace(asked_for.of, ""), evidence)
        for part in first_at_hand(told)[:1] or named:
            for other in wholes:
                one = part.statement
                alike = same_class(one.unit, other.unit) or (told and _both_counted(one, other))
                if 0 < other.low < one.low and alike and _of_one_year(one, other):
                    yield Worked(one, one.low / other.low, TIMES, part.tier)

    def _shares(
        self, asked_for: Share, words: str, evidence: Mapping[str, Evidence], told: Sequence[Part],
        behind: Sequence[Part],
    ) -> Iterator[Worked]:  # fmt: skip
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

    def _of_both(
        self, line: Line, reading: Reading, asked_for: Share, told: Sequence[Part], done: Sequence[Resolved]
    ) -> Iterator[Worked]:
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
                yield Worked(one, one.low / other.low * 100, PERCENT, AT_HAND)

    def _of_rows(
        self, line: Line, reading: Reading, asked_for: Share, words: str, told: Sequence[Part],
        done: Sequence[Resolved],
    ) -> Iterator[Worked]:  # fmt: skip
        """甲与乙两个项目合计占结余的81.1%: the share of a sum over the rows that the clause counts."""
        rows = rows_told(line, reading, done, words) if TOGETHER.search(words) else []
        rows = [key for key in rows if key.startswith("project.")]
        wholes = self._parts.whole(asked_for.of) if asked_for.of else []
        for whole in [*wholes, *(one.statement for one in told)] if len(rows) > 1 else []:
            parts = [self._parts.of_row(key, statement_part(whole)) for key in rows]
            known = [one for one in parts if one is not None]
            total = sum((one.low for one in known), Decimal(0))
            if len(known) == len(rows) and 0 < total < whole.low and same_class(known[0].unit, whole.unit):
                yield Worked(known[0], total / whole.low * 100, PERCENT, AT_HAND)

    def _shares_of(
        self, part: Part, wholes: Sequence[Part], asked_for: Share, told: set[int], of: set[int]
    ) -> Iterator[Worked]:
        """What *part* is of each of the *wholes*; the last told that is larger is at hand, if none is named."""
        one, larger = part.statement, False
        for whole in wholes:
            other, tier = whole.statement, whole.tier
            if not 0 < one.low < other.low or not _of_one_year(one, other):
                continue
            if not same_class(one.unit, other.unit):
                both_told = id(one) in told and (id(other) in told or id(other) in of)
                if asked_for.of_told or not both_told or not _both_counted(one, other):
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
            yield Worked(one, share, PERCENT, max(part.tier, tier))
            if asked_for.saved and tier == AT_HAND:
                share = one.low / (one.low + other.low) * 100  # 采购1720万元，节约86.40万元，节约率4.78%
                yield Worked(one, share, PERCENT, max(part.tier, tier))
            if asked_for.rest:
                yield Worked(one, 100 - share, PERCENT, max(part.tier, tier))
        if one.unit.dimension == "day":
            shares = [one.low / days * 100 for days in _DAYS_OF_A_YEAR]
            tier = max(part.tier, AT_HAND if asked_for.of_year else NEAR)
            yield from (Worked(one, share, PERCENT, tier) for share in shares)

    def _for_each(
        self, line: Line, asked_for: Each, words: str, mention: Mention, evidence: Mapping[str, Evidence],
        told: Sequence[Part],
    ) -> Iterator[Worked]:  # fmt: skip
        dimension = mention.unit.dimension
        past = _PAST.search(line.text) is not None
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
                if not past and one.role is Role.PREVIOUS:
                    continue
                each = asked_for.unit
                by = each.factor if each is not None and each.dimension == other.unit.dimension else other.unit.factor
                unit = one.unit if one.unit.dimension == dimension else mention.unit
                yield Worked(one, one.low / (other.low / by), unit, max(whole.tier, count.tier))


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


def _of_each(part: Part, wholes: Iterable[Statement]) -> Iterator[Worked]:
    """What *part* is of each of the *wholes* that it may be a part of."""
    for whole in wholes:
        if _a_whole(part.statement, whole):
            yield Worked(part.statement, part.statement.low / whole.low * 100, PERCENT, part.tier)


def _a_whole(one: Statement, other: Statement) -> bool:
    return 0 < one.low < other.low and same_class(one.unit, other.unit) and _of_one_year(one, other)


def _sum_of(named: Sequence[tuple[Statement, bool]], words: str) -> Statement | None:
    """小额贷款公司和典当行合计占七成: the sum of the numbers of one text that the *words* name."""
    if not TOGETHER.search(words) or not named:
        return None
    first = named[0][0]
    alike = [one for one, _ in named if one.fact == first.fact and one.unit == first.unit]
    total = sum((one.low for one in alike), Decimal(0))
    return replace(first, low=total, high=total, derived=True) if len(alike) > 1 else None


def _complements(sentence: int, done: Sequence[Resolved]) -> Iterator[Worked]:
    """八成是……，剩下两成是……: what the shares right before leave of the whole."""
    here = [one.statement for one in done if one.true and one.sentence == sentence]
    left = Decimal(100)
    for one in reversed([one for one in here if one.unit.dimension == "share"]):
        left -= one.low
        if left > 0:
            yield Worked(one, left, PERCENT, AT_HAND)


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


_OF_A_RATE = re.compile(r"[^倍功效汇费税利]率(?:[也还]?[为是]|达到?|只有|仅有?|由|从|上年的?|不足|不到|超过?|约|近)*$")


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
