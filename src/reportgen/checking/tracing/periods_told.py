"""Numbers that an entered text tells by month, quarter or year (分月、分季、分年): which one a sentence means.

1月6.2万人次、2月13.8万人次 is a series. A sentence that names a month before a number of it means that month's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.evidence.value_match import states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Evidence, Line
from reportgen.checking.tracing.derivations import figure
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention, MentionKind

_PERIOD = re.compile(
    r"(?<!\d)(?P<month>\d{1,2})月份?(?!\d{1,2}日|底|末|初|中旬)|第?(?P<quarter>[一二三四])季度|(?P<year>(?:19|20)\d\d)年(?!度?[初末底])"
)
_FARTHEST = 6  # characters from a period to the number that an entered text tells of it: 1月约6.2万人次
_FEWEST = 2  # periods that make a series

_IN_A_ROW = re.compile(r"连续$")
_KEPT = re.compile(r"[^，。；]{0,6}?(?:保持|稳定|维持|达到?|都是|均为|为|是|实现)[^，。；]{0,4}")

_Measure = tuple[str, str]  # the fact and the dimension


@lru_cache(maxsize=4)
def series_of(index: FactIndex) -> Series:
    """The series of an index, read once."""
    return Series(index)


class Series:
    """The numbers of the entered texts that are told by period."""

    def __init__(self, index: FactIndex) -> None:
        told: dict[_Measure, dict[str, Statement]] = {}
        for subject in index.subjects.values():
            if not subject.textual:
                continue
            for statement in subject.statements:
                text = index.ledger[statement.fact].text
                start = max(0, statement.start - _FARTHEST)
                period = _last_period(text, start, statement.start, between=r"[为达约共计到]*")
                if period:
                    told.setdefault((statement.fact, statement.unit.dimension), {})[period] = statement
        self._told = {key: periods for key, periods in told.items() if len(periods) >= _FEWEST}
        previous = [index.subjects[key] for key in index.previous]
        self._previous = [(subject.name, one) for subject in previous for one in subject.statements]
        self._values: dict[tuple[Decimal, str], list[_Measure]] = {}
        for key, periods in self._told.items():
            for statement in periods.values():
                self._values.setdefault((statement.low, statement.unit.dimension), []).append(key)

    def of(self, line: Line, mention: Mention) -> Iterator[Statement]:
        """The number of the period that the sentence names, as far as *mention* states it."""
        period = self._period(line, mention)
        span = span_of(mention)
        if not period or span is None:
            return
        for key in self._values.get((span[0], mention.unit.dimension), ()):
            own = self._told[key].get(period)
            if own is not None and states(mention, own):
                yield own

    def summed(self, line: Line, mention: Mention) -> Iterator[Statement]:
        """The sum over the months that the clause names, as far as *mention* states it: 11月和12月合计9.7万人次."""
        span = span_of(mention)
        months = _months_before(line, mention) if self._told and span is not None else frozenset()
        if len(months) < _FEWEST:
            return
        for (_, dimension), periods in self._told.items():
            held = [periods.get(f"{month}月") for month in sorted(months)]
            told = [one for one in held if one is not None]
            if dimension == mention.unit.dimension and len(told) == len(months):
                total = figure(told[0], sum((one.low for one in told), Decimal(0)), told[0].unit)
                if states(mention, total):
                    yield total

    def other(self, line: Line, mention: Mention, traced: Statement) -> Statement | None:
        """The number of the period that stands right before *mention*, where *traced* is that of another period."""
        periods = self._told.get((traced.fact, traced.unit.dimension)) if self._told else None
        if not periods or all(one.start != traced.start for one in periods.values()):
            return None
        start = max(0, mention.start - _FARTHEST)
        own = periods.get(_last_period(line.text, start, mention.start, between=r"[\u4e00-\u9fff]{0,4}"))
        return own if own is not None and own.low != traced.low else None

    def of_last_year(self, line: Line, mention: Mention) -> tuple[Statement, ...]:
        """The numbers of last year (上年数据) of the period that the sentence names: 2月观众人次."""
        period = self._period(line, mention)
        return tuple(one for name, one in self._previous if period and name.startswith(period))

    def _period(self, line: Line, mention: Mention) -> str:
        if not self._told:
            return ""
        opening = line.parts.opening(line.parts.at(mention.start))
        return _last_period(line.text, opening, mention.start, between=r"[^。；]*")


def _months_before(line: Line, mention: Mention) -> frozenset[int]:
    """The months that the dates of the clause before *mention* name, each or as a stretch of time."""
    clause = line.parts.at(mention.start)
    while clause and line.parts.listed[clause]:
        clause -= 1
    start = line.parts.starts[clause]
    found: set[int] = {7, 8} if _SUMMER.search(line.text, start, mention.start) else set()
    for one in line.mentions:
        if start <= one.start < mention.start and one.kind in {MentionKind.DATE, MentionKind.DATE_RANGE}:
            told = [int(month) for month in _MONTH.findall(one.normal)]
            found.update(range(told[0], told[-1] + 1) if told else ())
    return frozenset(found)


_SUMMER = re.compile(r"暑[期假]")
_MONTH = re.compile(r"(?:\d{4}|XXXX)-(\d\d)")


def _last_period(text: str, start: int, end: int, *, between: str) -> str:
    """The last month, quarter or year in ``start:end`` with nothing but *between* from there on."""
    last = None
    for match in _PERIOD.finditer(text, start, end):
        last = match
    if last is None or re.fullmatch(between, text[last.end() : end]) is None:
        return ""
    return last[0].removesuffix("份").removeprefix("第")


def kept(
    line: Line, run: Sequence[Reading], at: int, evidence: Mapping[str, Evidence], index: FactIndex
) -> Statement | None:
    """连续两年 before a value that an indicator in reach had this year and the year before: 连续两年保持100%."""
    reading = run[at]
    mention = reading.mention
    if mention.value != 2 or mention.unit.symbol != "年" or not _IN_A_ROW.search(reading.lead) or at + 1 == len(run):
        return None
    value = run[at + 1].mention
    if not _KEPT.fullmatch(line.text, mention.end, value.start):
        return None
    for key in evidence:
        held = [one for one in index.subjects[key].statements if not one.derived and states(value, one)]
        told = {one.role: one for one in held if one.unit.dimension == value.unit.dimension}
        if told.keys() >= {Role.ACTUAL, Role.PREVIOUS}:
            months = mention.quantity.base if mention.quantity else told[Role.ACTUAL].low
            return replace(told[Role.ACTUAL], low=months, high=months, unit=mention.unit, role=Role.TEXT, derived=True)
    return None
