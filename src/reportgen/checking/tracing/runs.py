"""Numbers told one after another that one row of the entry explains together (连述): 支出989.53万元，预算991.25万元.

A number that stands among others of an indicator or project is that row's, too, though no word says so: the fewer
values it might have hit by accident, and its neighbours with it, the surer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from reportgen.checking.evidence.chance import UNLIKELY, about, chance
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import same_class, states
from reportgen.checking.sentences.readings import Reading
from reportgen.quantities.mention import Mention

_MOST = 32  # statements of about the value that are tried
_SUPPORT = Decimal("0.1")  # the chance of the neighbours alone from which down they support anything
_PART = re.compile(r"其中|其余|含|内有")
_FARTHEST = 4  # neighbours on either side


def told_together(run: Sequence[Reading], at: int, done: Mapping[int, Statement], index: FactIndex) -> list[Statement]:
    """The statements that the number at *at* of a line's *run* may be, as its neighbours are of the same row.

    *done* are the statements of the numbers before, by where they start. What an accident explains least comes first.
    """
    mention = run[at].mention
    bounds = about(mention)
    if bounds is None:
        return []
    near = index.near(mention.unit.dimension, *bounds, _MOST + 1)
    if len(near) > _MOST:
        return []
    own = chance(mention, len({one.low for one in near}))
    found = []
    for one in near:
        if states(mention, one) and _of_part_said(run[at], one):
            beside = _of_neighbours(run, at, one, done, index)
            if beside <= _SUPPORT and beside * min(own, Decimal(1)) <= UNLIKELY:
                found.append((beside, one))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _of_part_said(reading: Reading, statement: Statement) -> bool:
    """Whether the words tell of a part of the staff where the number is that of a part: 其中机关干部17人."""
    part = statement.subject.removeprefix("staff.")
    if part in {statement.subject, "合计"}:
        return True
    words = reading.lead + reading.tail
    return part in words or _PART.search(words) is not None


def _of_neighbours(
    run: Sequence[Reading], at: int, own: Statement, done: Mapping[int, Statement], index: FactIndex
) -> Decimal:
    """The chance that the numbers right beside it fall in the same row by accident, too; 1 where none does."""
    held = index.things[own.thing]
    together = Decimal(1)
    for side in (run[at + 1 : at + 1 + _FARTHEST], run[max(0, at - _FARTHEST) : at][::-1]):
        for one in side:
            known = done.get(one.written.start)
            accident = _accident(one.mention, held, own) if known is None or known.thing == own.thing else None
            if accident is None:
                break
            together *= accident
    return together


def _accident(mention: Mention, held: Sequence[Statement], own: Statement) -> Decimal | None:
    """The chance that *mention* hits one of the statements *held*; nothing where it hits none but *own*."""
    bounds = about(mention)
    if bounds is None:
        return None
    alike = [one for one in held if bounds[0] <= one.low <= bounds[1] and same_class(mention.unit, one.unit)]
    if not any(states(mention, one) for one in alike if one.low != own.low):
        return None
    return min(chance(mention, len({one.low for one in alike})), Decimal(1))
