"""A rate told with its two numbers (分子、分母与比率): 参加132人，129人取证，取证率97.7%.

Each number may be true of the data and still not belong where it stands; the three of one indicator tell together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.evidence.value_match import same_class, states
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.placed import Misplaced, Told

_OF_WHOLE = re.compile(r"占|共|总|应|全部|/|／|其中|[里中]|分之|的|原")
_RATE_ALONE = re.compile(r"(?:^|[，,；：、（(])[\u4e00-\u9fff]{0,8}率(?:为|达到?|是|约)?$")
_COMPARED = re.compile(r"比|较|同比|上年|去年|目标|计划|任务|高于|低于|分别|提高|下降|其中|累计")
_LEAST = Decimal(5)  # a whole smaller than this is told by chance


class _Fraction(NamedTuple):
    part: Statement
    whole: Statement
    rate: Statement


class Fractions:
    """The indicators of one index that were entered with 分子 and 分母."""

    def __init__(self, index: FactIndex) -> None:
        self._held = {key: found for key in index.subjects if (found := _fraction(key, index)) is not None}

    def misplaced(self, line: Line, told: Sequence[Told]) -> Iterator[tuple[int, Misplaced]]:
        """Where numbers of *line* start that the other numbers of their rate speak against, and what belongs there."""
        if not self._held:
            return
        sentences: dict[int, list[Told]] = {}
        for one in told:
            sentences.setdefault(line.parts.sentences[one.reading.clause], []).append(one)
        for here in sentences.values():
            subjects = dict.fromkeys(one.statement.subject for one in here if one.statement is not None)
            for key in subjects:
                fraction = self._held.get(key)
                if fraction is not None:
                    yield from _in_turn(here, fraction)
                    yield from _before_the_rate(told, here, fraction)


def _fraction(key: str, index: FactIndex) -> _Fraction | None:
    if not key.startswith("indicator."):
        return None
    held = {one.fact.rpartition(".")[2]: one for one in index.subjects[key].statements if not one.derived}
    part, whole, rate = (held.get(last) for last in ("numerator", "denominator", "actual_value"))
    if part is None or whole is None or rate is None or rate.unit.symbol != "%" or whole.low < _LEAST:
        return None
    return _Fraction(part, whole, rate)


def _in_turn(here: Sequence[Told], fraction: _Fraction) -> Iterator[tuple[int, Misplaced]]:
    """受理418件，通过500件: the part stands where the whole belongs, and the whole right behind it."""
    if fraction.part.low >= fraction.whole.low:
        return
    for at in range(len(here) - 1):
        first, second = here[at], here[at + 1]
        before = [one for one in here[:at] if _is(one, fraction.whole)]
        if before or not _is(first, fraction.part) or not _is(second, fraction.whole):
            continue
        if not _OF_WHOLE.search(second.reading.lead) and not first.reading.many:
            yield first.reading.written.start, Misplaced("NUMBER_WRONG_SUBJECT", fraction.whole)
            yield second.reading.written.start, Misplaced("NUMBER_WRONG_SUBJECT", fraction.part)


def _before_the_rate(
    told: Sequence[Told], here: Sequence[Told], fraction: _Fraction
) -> Iterator[tuple[int, Misplaced]]:
    """Two numbers and their rate in a row, two of them of one indicator: the third is its, too."""
    for at in range(2, len(here)):
        whole, part, rate = here[at - 2 : at + 1]
        if rate.reading.mention.unit.symbol != "%" or not _RATE_ALONE.search(rate.reading.lead):
            continue
        if _COMPARED.search(rate.reading.lead) or _COMPARED.search(part.reading.lead) or rate.reading.many:
            continue
        held = (_is(whole, fraction.whole), _is(part, fraction.part), _states(rate, fraction))
        if not same_class(whole.reading.mention.unit, part.reading.mention.unit):
            if all(held):  # 发现48条，整改47家，整改率97.9%
                yield part.reading.written.start, Misplaced("NUMBER_WRONG_UNIT", fraction.part)
        elif held == (True, True, False):
            yield rate.reading.written.start, Misplaced("NUMBER_DIFFERS", fraction.rate)
        elif held == (True, False, True) and not any(_is_a_part(one, fraction) for one in (*told, part)):
            yield part.reading.written.start, Misplaced("NUMBER_WRONG_SUBJECT", fraction.part)
        elif held == (False, True, True) and not any(_is(one, fraction.whole) for one in told):
            yield whole.reading.written.start, Misplaced("NUMBER_WRONG_SUBJECT", fraction.whole)


def _is(one: Told, statement: Statement) -> bool:
    span = span_of(one.reading.mention)
    return span is not None and span[0] == span[1] == statement.low and not one.reading.mention.qualifiers


def _is_a_part(one: Told, fraction: _Fraction) -> bool:
    """Whether it is the part that the rate tells, or what that leaves of the whole: 预警73次，空报10次，准确率86.3%."""
    rest = replace(fraction.part, low=fraction.whole.low - fraction.part.low)
    return _is(one, fraction.part) or _is(one, rest)


def _states(rate: Told, fraction: _Fraction) -> bool:
    """Whether the rate restates what was entered, or what the two numbers give."""
    if states(rate.reading.mention, fraction.rate):
        return True
    value = fraction.part.low / fraction.whole.low * 100
    return states(rate.reading.mention, replace(fraction.rate, low=value, high=value))
