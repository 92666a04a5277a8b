"""What follows a number says whose it is (后文): 按期办结率98.6%，低于目标1.3个百分点 is of the rate that is 1.3 below.

A difference, change or rate that names nothing itself goes on about the number right before it. Where it is that of
another row, which has another number in that place, the number before does not belong there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import same_class, states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.objections import statement_part
from reportgen.checking.tracing.placed import Misplaced, Told
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention

_GOES_ON = re.compile(
    r"[，（(]?(?:虽然?|但|却|也|又|还|同时|不但|不仅|既)?(?:比|较|低于|高于|超过|超出|超额?|优于|好于|快于|多于|少于|同比|增长|下降|执行率|支付率|完成率)"
)
_OTHER_MATTER = re.compile(r"其中|其余|另|占|平均|均|每|人均|单")
_SPENT = re.compile(r"支出|花[了掉去出费]?|用[了掉去]|执行|支付|列支")
_PLANNED = re.compile(r"预算|安排")
_DIFFERENCES = ("above_target", "below_target", "change_", "growth_", "over_rate", "shortfall_rate", "completion")
_RATES = frozenset({"score_coefficient", "completion", "control_rate", "share"})
_ROWS = ("indicator.", "project", "budget.")  # projects: all of them together
_LONGEST = 10  # characters between the two numbers


def of_another(line: Line, told: Sequence[Told], index: FactIndex) -> dict[int, Misplaced]:
    """Where numbers start that another row's difference, change or rate follows, with what the row has there."""
    found: dict[int, Misplaced] = {}
    values: set[Decimal] = set()
    for one, behind in pairwise(told):
        if one.statement is None or behind.statement is None:
            continue
        values.add(one.statement.low)
        if behind.statement.derived and _goes_on(line, one.reading, behind.reading):
            right = _due(one.reading, one.statement, behind, behind.statement, index)
            if right is not None and right.low not in values:
                found[one.reading.written.start] = Misplaced("NUMBER_WRONG_SUBJECT", right)
    return found


def _goes_on(line: Line, one: Reading, behind: Reading) -> bool:
    """Whether the number *behind* is told of the one before it, with words of comparison alone between them."""
    between = line.text[one.written.end : behind.written.start]
    same = line.parts.sentences[one.clause] == line.parts.sentences[behind.clause]
    alone = same and not one.many and not behind.many and len(between) <= _LONGEST
    return alone and _GOES_ON.match(between) is not None and not _OTHER_MATTER.search(between)


def _due(reading: Reading, own: Statement, told: Told, behind: Statement, index: FactIndex) -> Statement | None:
    """The number of the row that *behind* is of, where *own* stands and is none of that row's."""
    row = index.subjects.get(behind.subject)
    rate = own.derived and statement_part(own) in _RATES
    if row is None or not behind.subject.startswith(_ROWS) or (own.derived and not rate):
        return None
    ours = index.subjects.get(own.subject)
    figures = [other for other in ours.statements if other.derived and own != other] if ours is not None else []
    if any(_same_figure(told.reading.mention, other, behind) for other in figures):
        return None  # the same figure of its own row, or that told the wrong way round
    mention, roles = reading.mention, _roles(reading, behind)
    alike = [other for other in row.statements if same_class(mention.unit, other.unit)]
    held = [other for other in alike if other.role in roles and not other.derived and other.unit.dimension]  # no 分子
    if any(states(mention, other) for other in (held if rate else alike)):
        return None
    return held[0] if held else None


def _same_figure(mention: Mention, other: Statement, behind: Statement) -> bool:
    alike = statement_part(other) == statement_part(behind) and same_class(mention.unit, other.unit)
    return other.low == behind.low or (alike and states(mention, other))


def _roles(reading: Reading, behind: Statement) -> frozenset[Role]:
    """The roles that the number before must be in, as the figure behind it is worked out from them."""
    part = statement_part(behind)
    if part == "execution_rate":
        if _SPENT.search(reading.lead):
            return frozenset({Role.EXPENDITURE})
        return frozenset({Role.BUDGET}) if _PLANNED.search(reading.lead) else frozenset()
    return frozenset({Role.ACTUAL, Role.EXPENDITURE}) if part.startswith(_DIFFERENCES) else frozenset()
