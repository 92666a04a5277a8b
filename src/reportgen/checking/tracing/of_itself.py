"""What a number is of its own number of last year or of its own plan (与自身相比): 是上年的1.28倍, 控制线的七成."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import same_class, states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Evidence
from reportgen.checking.tracing.derivations import figure
from reportgen.checking.tracing.nearest_figures import Worked
from reportgen.checking.tracing.parts import AT_HAND, Part, Parts, told_before
from reportgen.checking.tracing.resolved import Resolved
from reportgen.language.cue_words import change_direction
from reportgen.model.facts import Role
from reportgen.quantities.units import PERCENT, PERCENTAGE_POINT, Unit

_SAME = Decimal("1e-9")


def of_what_it_was(
    parts: Parts, done: Sequence[Resolved], named: Iterable[Part], evidence: Mapping[str, Evidence],
    unit: Unit = PERCENT,
) -> Iterator[Worked]:  # fmt: skip
    """再犯罪率0.2%，是上年的一半; 联票销量是上年的1.28倍: of what it was last year, the number told last or *named*."""
    for part, was in parts.before([*_last(done), *named], evidence):
        if part.statement.role is not Role.PREVIOUS and was.statement.low > 0:
            yield _of(part, was, unit)


def of_what_was_planned(
    parts: Parts, done: Sequence[Resolved], named: Iterable[Part], unit: Unit = PERCENT
) -> Iterator[Worked]:
    """差错率0.21%，是控制上限的七成; 贷款余额已达目标值的1.04倍."""
    for part in [*_last(done), *named]:
        if part.statement.role is Role.ACTUAL or part.statement.words or part.statement.derived:
            for planned in parts.planned([part]):
                if same_class(part.statement.unit, planned.statement.unit) and planned.statement.low > 0:
                    yield _of(part, planned, unit)


def _last(done: Sequence[Resolved]) -> list[Part]:
    return [Part(one.statement, AT_HAND) for one in done[-1:] if one.true]


def _of(part: Part, whole: Part, unit: Unit) -> Worked:
    times = part.statement.low / whole.statement.low
    return Worked(part.statement, times * (100 if unit == PERCENT else 1), unit, AT_HAND)


def shares_of_last_year(
    parts: Parts, told: Sequence[Part], done: Sequence[Resolved], evidence: Mapping[str, Evidence]
) -> Iterator[tuple[Decimal, Worked]]:
    """What each number told is of each larger one, and what it was of that last year."""
    both = list(parts.before([*told, *parts.wholes(done)], evidence))
    for part, was in both:
        for whole, all_was in both:
            one, other = part.statement, whole.statement
            alike = same_class(one.unit, other.unit) and same_class(was.statement.unit, all_was.statement.unit)
            if alike and 0 < one.low < other.low and 0 < was.statement.low < all_was.statement.low:
                share = was.statement.low / all_was.statement.low * 100
                yield one.low / other.low * 100, Worked(was.statement, share, PERCENT, AT_HAND)


def points_of_a_share(
    parts: Parts, reading: Reading, evidence: Mapping[str, Evidence], done: Sequence[Resolved]
) -> Statement | None:
    """占54.05%，比上年提高2.13个百分点: by how much a share that was worked out differs from last year's."""
    last = done[-1] if done else None
    way = change_direction(reading.lead + "1", 0, len(reading.lead) + 1)
    if last is None or not last.true or not way or not last.statement.derived or last.statement.unit != PERCENT:
        return None
    for share, was in shares_of_last_year(parts, told_before("", done), done, evidence):
        apart = (share - was.value) * way
        if abs(share - last.statement.low) < _SAME and apart > 0:
            points = figure(last.statement, apart, PERCENTAGE_POINT, way)
            if states(reading.mention, points):
                return points
    return None
