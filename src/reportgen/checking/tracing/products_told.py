"""So much for each, and so many (单价乘数量): 淘汰45台，每台补8万元，就是360万元; 亩均增产41公斤，共43460公斤."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checking.evidence.chance import chance
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import digits_told, states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.asked import unit_of
from reportgen.checking.tracing.derivations import NO_COUNTS, counted_in, figure
from reportgen.checking.tracing.resolved import Resolved

_EACH = re.compile(
    r"(?:每一?|[改建修补办治发]一)(?P<each>[\u4e00-\u9fff]{1,3})[^，。；\d]{0,8}$|(?P<mean>[人户亩场件台车家])均[^，。；\d]{0,6}$"
)
_FARTHEST = 16
_TELLING_DIGITS = 2
_MOST = 8
_ACCIDENT = Decimal("0.1")
_A_TON = Decimal(1000)


def multiplied(line: Line, reading: Reading, done: Sequence[Resolved]) -> Statement | None:
    """The product of an amount for each and of so many, both told in this sentence or the one before."""
    mention = reading.mention
    if reading.many or mention.qualifiers or mention.quantity is None or digits_told(mention) < _TELLING_DIGITS:
        return None
    sentence = line.parts.sentences[reading.clause]
    told = [one for one in done if one.true and one.at >= 0 and one.sentence >= sentence - 1][-_MOST:]
    products = [one for one in _products(line, told) if one.unit.dimension == mention.unit.dimension]
    hit = next((one for one in products if states(mention, one)), None)
    return hit if hit is not None and chance(mention, len({one.low for one in products})) <= _ACCIDENT else None


def _products(line: Line, told: Sequence[Resolved]) -> Iterator[Statement]:
    for one in told:
        said = _EACH.search(line.text, max(0, one.at - _FARTHEST), one.at)
        unit = unit_of(said["each"] or said["mean"]) if said is not None else None
        if unit is None or one.statement.low != one.statement.high:
            continue
        for other in told:
            many = other.statement
            if other is one or many.unit.dimension in NO_COUNTS or many.unit.dimension != unit.dimension:
                continue
            yield from _in_units(one.statement, one.statement.low * counted_in(many))


def _in_units(each: Statement, value: Decimal) -> Iterator[Statement]:
    """The product in the unit of what is for each, and kilograms in tons, too."""
    yield figure(each, value, each.unit)
    if each.unit.symbol in {"公斤", "千克"}:
        tons = unit_of("吨")
        if tons is not None:
            yield figure(each, value / _A_TON, tons)
