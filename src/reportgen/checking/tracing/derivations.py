"""The figures that two numbers may give (推算): difference, rate of change, share, multiple, average.

No words are asked for here; a caller weighs how many figures lie about a number before it believes one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.readings import Reading
from reportgen.language.cue_words import change_direction
from reportgen.model.facts import Role
from reportgen.quantities.mention import MentionKind
from reportgen.quantities.units import PERCENT, PERCENTAGE_POINT, Unit, unit_named

AVERAGE = re.compile(r"平均|[均每]|成本|单价")
TIMES = unit_named("倍")
_SCALES = frozenset("千万亿")
_LEFT = re.compile(r"剩|余|未|没|缺|差|尚|还有|另")
_EITHER = 2  # a difference of two numbers neither of which came before the other
_NO_MULTIPLE = re.compile(
    r"(?:占(?![比地用])[^，。；是为]{0,12}|(?:占比|比重|份额|比例|[^倍功效汇费]率)(?:为|是|达到?|只有|仅)?|"
    r"(?:由|从)(?:上年|去年)的?|[案件人户家个]有|下降|下滑|减少|降低|回落|缩短|压缩|压减|压降|节约|节省|收窄)了?[约近超]?$"
)
REFERENCE = frozenset({Role.PREVIOUS, Role.TARGET, Role.ORIGINAL_BUDGET, Role.BUDGET, Role.MAX_SCORE})
_Figure = tuple[Statement, Decimal, Unit, int]
NO_COUNTS = frozenset({"money", "share", "percentage point", "score", "date", ""})


def asks_no_multiple(lead: str) -> bool:
    """Whether the words ask for a share, a rate or a fall, which are told in no multiples: 占1.6倍, 下降1.6倍."""
    return _NO_MULTIPLE.search(lead) is not None


def figure(base: Statement, value: Decimal, unit: Unit, direction: int = 0) -> Statement:
    """A figure worked out for the subject of *base*, in base units of *unit*."""
    text = f"{round(value / unit.factor, 2).normalize():f}{unit.symbol}"
    return Statement(
        fact=base.fact, subject=base.subject, role=Role.DIFFERENCE, low=value, high=value, unit=unit, text=text,
        period=base.period, derived=True, direction=direction, words=base.words, normal=base.normal, part=base.part,
        start=base.start, end=base.end,
    )  # fmt: skip


def derived_near(
    reading: Reading, operands: Sequence[Statement], bounds: tuple[Decimal, Decimal]
) -> Iterator[Statement]:
    """The figures of the reading's unit class that lie within *bounds* and go not against the words of change."""
    words = f"{reading.lead}1。{reading.tail}"
    said = change_direction(words, 0, len(words))
    wanted = reading.mention.unit.dimension
    if reading.mention.kind is MentionKind.RATIO and not wanted:
        wanted = "share"
    if wanted == TIMES.dimension and asks_no_multiple(reading.lead):
        return
    averaged = AVERAGE.search(reading.lead) is not None
    left = not said and _LEFT.search(words) is not None
    for at, one in enumerate(operands):
        for other in operands[:at]:
            if left and Role.PREVIOUS in {one.role, other.role}:
                continue  # 余下52台 of what was planned and done, not of what was last year
            for base, value, unit, way in _of_pair(one, other, wanted, averaged=averaged, said=bool(said) or left):
                if bounds[0] <= value <= bounds[1] and (not said or way in {said, _EITHER}):
                    yield figure(base, value, unit, 0 if way == _EITHER else way)


def _of_pair(one: Statement, other: Statement, wanted: str, *, averaged: bool, said: bool) -> Iterator[_Figure]:
    """What :func:`figure` makes figures of: the statement they are of, value, unit and direction."""
    if one.low <= 0 or other.low <= 0:
        return
    if one.unit.dimension == other.unit.dimension:
        yield from _of_one_class(one, other, wanted, said=said)
        return
    if not averaged:
        return
    for whole, number in ((one, other), (other, one)):
        counted = number.unit.dimension
        if whole.unit.dimension == wanted and counted not in NO_COUNTS and wanted not in {"share", ""}:
            yield whole, whole.low / counted_in(number), whole.unit, 0


def counted_in(number: Statement, words: str = "") -> Decimal:
    """How many things *number* counts: 71.5万人 are 715000, or 71.5 where the words say 每万人; 36.2公里 are 36.2."""
    scaled = number.unit.symbol[:1] in _SCALES
    if scaled and f"每{number.unit.symbol[:1]}" not in words:
        return number.low
    return number.low / number.unit.factor


def _of_one_class(one: Statement, other: Statement, wanted: str, *, said: bool) -> Iterator[_Figure]:
    dimension = one.unit.dimension
    larger, smaller = (one, other) if one.low > other.low else (other, one)
    gap = larger.low - smaller.low
    way = _way(one, other)
    if dimension == "share":
        if wanted == "percentage point" and gap:
            yield one, gap, PERCENTAGE_POINT, way
    elif wanted == dimension:
        if gap and said:
            yield one, gap, one.unit, way
    elif wanted == "share" and gap:
        yield one, smaller.low / larger.low * 100, PERCENT, 0
        yield one, larger.low / smaller.low * 100, PERCENT, 0
        if way != -1:
            yield one, gap / smaller.low * 100, PERCENT, 1
        if way != 1:
            yield one, gap / larger.low * 100, PERCENT, -1
    elif wanted == TIMES.dimension and gap:
        yield one, larger.low / smaller.low, TIMES, 0
        yield one, gap / smaller.low, TIMES, 1


def _way(one: Statement, other: Statement) -> int:
    """Whether what became of it lies above (1) or below (−1) what it is compared with; else it may be either."""
    referred, other_referred = one.role in REFERENCE, other.role in REFERENCE
    if referred == other_referred:
        return _EITHER
    now, before = (other, one) if referred else (one, other)
    return 1 if now.low > before.low else -1
