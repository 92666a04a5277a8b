"""How likely a number restates one of several values by accident (偶合): what its digits alone prove.

A false number hits a true one by chance the sooner, the fewer digits it has and the more values lie about it. An amount
of five digits alone of its size has proved by its digits alone what it restates; 3项 proves nothing.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from reportgen.checking.evidence.value_match import step_of
from reportgen.quantities.mention import Mention
from reportgen.quantities.quantity import Quantity

UNLIKELY = Decimal("0.025")  # from here down a number that fits is no accident
_ABOUT = Decimal("0.1")  # the values this near are those that a false number might have hit
_ITSELF = Decimal("0.5")
_FEWEST = 5  # and those so many steps away, where the number is small
_BLUR, _FINE_BLUR = Decimal("0.05"), Decimal("0.01")  # of 约、近、超: with one digit or two, and with more
_FINE = 3
_NO_MORE_THAN_A_STEP = frozenset({"多", "余", "几", "数"})


def about(mention: Mention) -> tuple[Decimal, Decimal] | None:
    """The bounds between which the values lie that count, in base units; nothing for what is no quantity above 0."""
    told = _told(mention)
    return told[:2] if told is not None else None


def chance(mention: Mention, values: int) -> Decimal:
    """How many of the *values* in :func:`about` a false number written like *mention* would restate by accident.

    The one it does restate counts half: it says little about how close the others lie. From :data:`UNLIKELY` down the
    accident is ruled out; the figure may be above 1.
    """
    told = _told(mention)
    if told is None:
        return Decimal(1)
    _, _, width, reach = told
    return (values - _ITSELF) * width / (2 * reach)


@lru_cache(maxsize=64)  # asked about the same number several times
def _told(mention: Mention) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    """The bounds of :func:`about`, the width of what the number states, and how far the bounds lie from it."""
    if mention.quantity is None or mention.quantity.base <= 0:
        return None
    base, width = mention.quantity.base, _width(mention, mention.quantity)
    reach = max(base * _ABOUT, _FEWEST * width)
    return base - reach, base + reach, width, reach


def _width(mention: Mention, quantity: Quantity) -> Decimal:
    """The stretch of values that the number states: a step of its last digit, more where 约 and the like blur it.

    Numbers that end in zeros are told more often than others: between the last digit and the last that is no zero.
    """
    last = step_of(quantity)
    exponent = quantity.value.normalize().as_tuple().exponent
    round_ = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * quantity.unit.factor
    width = (last * round_).sqrt() if round_ > last else last
    if _NO_MORE_THAN_A_STEP.intersection(mention.qualifiers):  # 四万三千多 is below 四万四千
        return max(width, round_)
    if mention.qualifiers or mention.approximate:
        told = len(quantity.value.normalize().as_tuple().digits)
        return max(width, quantity.base * (_FINE_BLUR if told >= _FINE else _BLUR))
    return width
