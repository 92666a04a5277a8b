"""The figure that a number states of parts as near as may be (由近及远), and not by accident."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from reportgen.checking.evidence.chance import UNLIKELY, about, chance
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import states
from reportgen.checking.tracing.derivations import figure
from reportgen.checking.tracing.figures_told import is_spoken_share
from reportgen.checking.tracing.parts import ANYWHERE, AT_HAND, NEAR, OF_THE_ROWS, Part
from reportgen.quantities.mention import Mention
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERCENT, Unit

_LIMITS = {AT_HAND: Decimal("0.5"), NEAR: Decimal("0.1"), OF_THE_ROWS: Decimal("0.05"), ANYWHERE: UNLIKELY}
_EXACTLY, _AROUND = Decimal("0.001"), Decimal("0.1")


class Worked(NamedTuple):
    """A figure worked out for the subject of the statement *of*, and how near its parts are."""

    of: Statement
    value: Decimal  # in base units of *unit*
    unit: Unit
    tier: int

    @property
    def statement(self) -> Statement:
        """The figure as a statement, made when asked for: most figures are far from the number."""
        return figure(self.of, self.value, self.unit)


def nearest(mention: Mention, figures: Iterable[Worked], *, named: bool = False) -> Statement | None:
    """The figure that the number states of parts as near as may be, and not by accident; *named* where a whole is."""
    written = _as_share(mention)
    bounds = about(written)
    if bounds is None:
        return None
    every = list(figures)
    if named and is_spoken_share(mention):
        at_hand = [one.statement for one in every if one.tier == AT_HAND]
        if at_hand and not any(states(mention, one) for one in at_hand):
            return None  # 占项目支出的超七成: of what was told and named, be it far from that
    held = [Part(one.statement, one.tier) for one in every if bounds[0] <= one.value <= bounds[1]]
    for tier in range(ANYWHERE + 1):
        near = [one.statement for one in held if one.tier <= tier]
        if tier == NEAR and written.unit == PERCENT and any(one.tier == AT_HAND for one in held):
            return None  # what is at hand gives nearly that: a false figure of it, not one of parts farther off
        hits = [one for one in near if states(mention, one)]
        if hits and chance(written, len({one.low for one in near})) <= _LIMITS[tier]:
            return hits[0]
        if hits:
            return _to_the_point(written, hits, near, _LIMITS[tier])
    return None


def _to_the_point(
    written: Mention, hits: Sequence[Statement], near: Sequence[Statement], limit: Decimal
) -> Statement | None:
    """平均每件两万元 of 2352万元 and 1176件: a round number that the figure comes to exactly, among few others."""
    base = written.quantity.base if written.quantity is not None else Decimal(0)
    exact = next((one for one in hits if abs(one.low - base) <= base * _EXACTLY), None)
    others = {one.low for one in near if abs(one.low - base) <= base * _AROUND}
    return exact if exact is not None and len(others) * _EXACTLY / _AROUND <= limit else None


def _as_share(mention: Mention) -> Mention:
    """三分之一 as 33 %, so that its digits may be weighed."""
    if mention.quantity is not None or mention.value is None:
        return mention
    return mention._replace(quantity=Quantity(Decimal(round(mention.value * 100)), PERCENT), unit=PERCENT)
