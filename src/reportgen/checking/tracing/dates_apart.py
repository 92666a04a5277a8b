"""How many days lie between a day that was told or entered and the one it was due (提前、推迟几天): 比限期早了12天."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.evidence.value_match import states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Evidence, Line
from reportgen.checking.sentences.sureness import LITTLE
from reportgen.checking.tracing.derivations import figure
from reportgen.model.facts import Role
from reportgen.quantities.mentions import scan

_APART = re.compile(r"早|晚|提前|推迟|延后|延迟|拖后|逾期|超期|快|慢|多|少|余")
_DAY = re.compile(r"(?P<year>XXXX|\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_MOST_ROWS = 3
_FIELDS = ("target_value", "actual_value")


def days_apart(line: Line, reading: Reading, evidence: Mapping[str, Evidence], index: FactIndex) -> Statement | None:
    """The days between two dates of an indicator the words name, or of one and a date of the sentence."""
    if reading.mention.unit.dimension != "day" or not _APART.search(reading.lead + reading.tail) or index.year is None:
        return None
    sentence = line.parts.sentences[reading.clause]
    told = [one.normal for one in line.mentions if line.parts.sentences[line.parts.at(one.start)] == sentence]
    here = list(_days(told, index.year))
    rows = [key for key, one in evidence.items() if key.startswith("indicator.") and one.score >= LITTLE]
    for row in sorted(rows, key=lambda key: -evidence[key].score)[:_MOST_ROWS]:
        entered = [day for field in _FIELDS for day in _entered(index, f"{row}.{field}", index.year)]
        for one in (*here, *entered):
            for other in entered:
                base = index.subjects[row].statements[0]
                apart = figure(base, abs(reading.mention.unit.factor * (one - other).days), reading.mention.unit)
                if one != other and states(reading.mention, apart):
                    return apart
    return None


def lasting(line: Line, reading: Reading, index: FactIndex) -> Statement | None:
    """How many months or days the entered period lasts that the sentence tells of: 自2024年1月起用两个月的时间."""
    dimension, span = reading.mention.unit.dimension, span_of(reading.mention)
    if dimension not in {"day", "month"} or span is None or reading.mention.qualifiers:
        return None
    sentence = line.parts.sentences[reading.clause]
    here = {one.normal for one in line.mentions if line.parts.sentences[line.parts.at(one.start)] == sentence}
    for period in _periods(index):
        first, _, last = period.partition("/")
        if here & {period, first, last} and span[0] in _length(first, last, dimension, index.year or 0):
            return Statement(
                fact="", subject="", role=Role.TEXT, low=span[0], high=span[0], unit=reading.mention.unit,
                text=reading.mention.text, derived=True,
            )  # fmt: skip
    return None


@lru_cache(maxsize=4)
def _periods(index: FactIndex) -> Sequence[str]:
    return sorted(one for one in index.normals if "/" in one)


def _length(first: str, last: str, dimension: str, year: int) -> set[Decimal]:
    """So many months, or so many days with or without the first."""
    if dimension == "month":
        ends = [one.split("-") for one in (first, last)]
        if any(len(one) != _YEAR_AND_MONTH or not one[1].isdecimal() for one in ends):
            return set()
        years = int(ends[1][0]) - int(ends[0][0]) if all(one[0].isdecimal() for one in ends) else 0
        return {Decimal(years * 12 + int(ends[1][1]) - int(ends[0][1]) + 1)}
    days = list(_days([first, last], year))
    apart = Decimal((days[1] - days[0]).days) if len(days) == len((first, last)) else None
    return {apart, apart + 1} if apart is not None else set()


_YEAR_AND_MONTH = 2


def _entered(index: FactIndex, fact_id: str, year: int) -> Iterator[date]:
    fact = index.ledger.get(fact_id)
    if fact is not None and "日" in fact.text:
        yield from _days([one.normal for one in scan(fact.text).mentions], year)


def _days(normals: list[str], year: int) -> Iterator[date]:
    for normal in normals:
        match = _DAY.fullmatch(normal)
        if match is None:
            continue
        told = year if match["year"] == "XXXX" else int(match["year"])
        try:
            yield date(told, int(match["month"]), int(match["day"]))
        except ValueError:  # 2月30日 is no day
            continue
