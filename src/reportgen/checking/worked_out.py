"""Figures worked out from two numbers of the same sentence (句内推算): 上年13410件，今年15470件，多2060件，增长15.36%.

Only a difference, a rate of change and a share of a whole, from numbers that were traced before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.checking.readings import Reading
from reportgen.checking.statements import Statement, span_of
from reportgen.checking.value_match import states
from reportgen.language.cue_words import change_direction
from reportgen.model.facts import Role
from reportgen.quantities.mention import MentionKind
from reportgen.quantities.units import PERCENT, PERCENTAGE_POINT, Unit

_SHARE = re.compile(r"占|比重|比例|率(?:为|达到?|约|只有|仅)?$")
_LEFT = re.compile(r"剩|余|其余|还有|尚有|尚未|未|没")
_TOGETHER = re.compile(r"合计|共计?|总计|总共|一共")
_REFERENCE = frozenset({Role.PREVIOUS, Role.TARGET, Role.ORIGINAL_BUDGET, Role.BUDGET})
_AMOUNTS = frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.SCORE, Role.BUDGET, Role.COUNT, Role.TEXT}) | _REFERENCE
_OTHERS = re.compile(r"(?:其余|其他|其它|另外|剩下的?|余下的?)$")
_OTHERS_AROUND = re.compile(r"其余|其他|其它|另外|剩下|余下")
_EVERY = re.compile(r"都|均|全部")
_MOST = 4


@dataclass(frozen=True, slots=True)
class Resolved:
    """A number of the text and the statement it was traced to, or should have been."""

    statement: Statement
    clause: int
    sentence: int
    true: bool
    at: int = -1  # where it stands in the line


def worked_out(reading: Reading, earlier: Sequence[Resolved]) -> Statement | None:
    """The figure that follows from two of the true numbers *earlier* in the sentence and that *reading* states."""
    true = [one.statement for one in earlier[-_MOST:] if one.true and one.statement.low == one.statement.high]
    dimension = reading.mention.unit.dimension
    for figure in _figures(reading, true, dimension):
        if states(reading.mention, figure):
            return figure
    return None


def remaining(
    reading: Reading, earlier: Sequence[Resolved], whole: Statement | None, all_: Iterable[str]
) -> Statement | None:
    """其余三个项目: as many as there are projects without those the text has just named."""
    lead = reading.lead
    if whole is None or not _OTHERS.search(lead) or reading.mention.unit.dimension not in {"个", "项"}:
        return None
    here = [one for one in earlier if one.sentence >= 0] or list(earlier)
    projects = set(all_)
    last = next((one.sentence for one in reversed(here) if one.statement.subject in projects), None)
    named = {one.statement.subject for one in here if one.sentence == last} & projects
    left = replace(whole, low=whole.low - len(named), high=whole.low - len(named), derived=True)
    return left if named and states(reading.mention, left) else None


def of_all(
    reading: Reading, earlier: Sequence[Resolved], rates: Mapping[str, Statement], around: str
) -> Statement | None:
    """其余三个项目均超过99%: the execution rates of all projects, or of those not just named, lie there."""
    if reading.mention.comparator is None or not _EVERY.search(reading.lead) or "个" not in around:
        return None
    named: set[str] = set()
    if _OTHERS_AROUND.search(around):
        here = [one for one in earlier if one.sentence >= 0] or list(earlier)
        last = next((one.sentence for one in reversed(here) if one.statement.subject in rates), None)
        named = {one.statement.subject for one in here if one.sentence == last}
    rest = [rate for key, rate in rates.items() if key not in named]
    above = reading.mention.comparator.upward
    span = span_of(reading.mention)
    if not rest or span is None or reading.mention.unit.dimension != "share":
        return None
    nearest = min(rest, key=lambda rate: rate.low) if above else max(rest, key=lambda rate: rate.low)
    return nearest if (nearest.low > span[0] if above else nearest.low < span[0]) else None


def _figures(reading: Reading, true: Sequence[Statement], dimension: str) -> Iterator[Statement]:
    words = f"{reading.lead}。{reading.tail}"
    yield from _sums(reading.lead, true, dimension)
    if (dimension == "share" or reading.mention.kind is MentionKind.RATIO) and _SHARE.search(reading.lead):
        for at, part in reversed(list(enumerate(true))):
            for whole in reversed(true[:at]):
                if _alike(part, whole) and 0 < part.low < whole.low:
                    yield _figure(part, part.low / whole.low * 100, PERCENT)
    direction = change_direction(words, 0, len(words))
    if not direction:
        return
    for at, one in reversed(list(enumerate(true))):
        for other in reversed(true[:at]):
            pair = _compared(one, other)
            if pair is None or (pair[0].low > pair[1].low) != (direction > 0) or pair[0].low == pair[1].low:
                continue
            change = abs(pair[0].low - pair[1].low)
            share = one.unit.dimension == "share"
            if share and dimension == "percentage point":
                yield _figure(pair[0], change, PERCENTAGE_POINT)
            elif not share and dimension == one.unit.dimension:
                yield _figure(pair[0], change, one.unit)
            elif not share and dimension == "share" and pair[1].low > 0:
                yield _figure(pair[0], change / pair[1].low * 100, PERCENT)


def _sums(lead: str, true: Sequence[Statement], dimension: str) -> Iterator[Statement]:
    """奖牌合计18枚 of 金牌11枚、银牌7枚; 剩余46处 of 4215处 and 4169处."""
    alike = [one for one in true if one.unit.dimension == dimension and one.role in _AMOUNTS]
    if _TOGETHER.search(lead):
        for many in range(2, len(alike) + 1):
            yield _figure(alike[-1], sum((one.low for one in alike[-many:]), Decimal(0)), alike[-1].unit)
    if _LEFT.search(lead) and len(alike) > 1 and alike[-2].low > alike[-1].low:
        yield _figure(alike[-1], alike[-2].low - alike[-1].low, alike[-1].unit)


def _compared(one: Statement, other: Statement) -> tuple[Statement, Statement] | None:
    """The two as what is and what it is compared with; nothing where they are not to be compared."""
    if not _alike(one, other) or (one.role in _REFERENCE) == (other.role in _REFERENCE):
        return None
    return (other, one) if one.role in _REFERENCE else (one, other)


def _alike(one: Statement, other: Statement) -> bool:
    return one.unit.dimension == other.unit.dimension and one.role in _AMOUNTS and other.role in _AMOUNTS


def _figure(base: Statement, value: Decimal, unit: Unit) -> Statement:
    text = f"{round(value / unit.factor, 2).normalize():f}{unit.symbol}"
    return replace(
        base, low=value, high=value, unit=unit, role=Role.DIFFERENCE, derived=True, text=text, comparator=None
    )
