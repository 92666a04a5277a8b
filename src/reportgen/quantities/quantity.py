"""A number with its unit, exactly; rounding is 四舍五入 and happens only where text is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from reportgen.quantities.units import NO_UNIT, Unit


def round_half_up(value: Decimal, places: int) -> Decimal:
    """*value* rounded 四舍五入 to *places* decimals: 0.925 → 0.93, −0.925 → −0.93."""
    digits = max(value.adjusted(), 0) + max(places, 0) + 2  # quantize raises where the result needs more than prec
    return value.quantize(_step(places), rounding=ROUND_HALF_UP, context=_context(max(digits, 28)))


@lru_cache(maxsize=64)
def _step(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


@lru_cache(maxsize=64)
def _context(digits: int) -> Context:
    return Context(prec=digits)


def format_number(value: Decimal, places: int | None = None, *, grouped: bool = True) -> str:
    """*value* as a report writes it: plain digits, thousands separated by commas unless *grouped* is false.

    With *places* it is rounded half up to that many decimals; without, it keeps its own digits.
    """
    rounded = value if places is None else round_half_up(value, places)
    if rounded == 0:
        rounded = abs(rounded)
    return f"{rounded:,f}" if grouped else f"{rounded:f}"


def plain_number(value: Decimal) -> str:
    """*value* with no needless zeros: 90.0 → 90, 1.50 → 1.5, 1E+3 → 1000."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact number and its unit. Only quantities of one dimension compare, add or divide into a ratio."""

    value: Decimal
    unit: Unit = NO_UNIT

    @property
    def base(self) -> Decimal:
        """The value in the base unit of the dimension (money: 元)."""
        return self.value * self.unit.factor

    def comparable(self, other: Quantity) -> bool:
        """Whether both measure the same dimension."""
        return self.unit.dimension == other.unit.dimension

    def to(self, unit: Unit) -> Quantity:
        """The same amount in *unit*. Raises ValueError for another dimension."""
        if unit.dimension != self.unit.dimension:
            raise ValueError(f"{self.unit.symbol or '无单位'}不能换算为{unit.symbol or '无单位'}")
        if unit == self.unit:
            return self
        return Quantity(self.base / unit.factor, unit)

    def ratio_to(self, other: Quantity) -> Decimal:
        """This amount divided by *other*. Raises ValueError for another dimension or a zero divisor."""
        if not self.comparable(other):
            raise ValueError(f"{self}与{other}单位不同，不能相除")
        if other.value == 0:
            raise ValueError(f"{other}不能作除数")
        return self.base / other.base

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.value + other.to(self.unit).value, self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.value - other.to(self.unit).value, self.unit)

    def same_amount(self, other: Quantity) -> bool:
        """Whether both are the same amount: 1.2亿元 and 12,000万元."""
        return self.comparable(other) and self.base == other.base

    def restates(self, other: Quantity) -> bool:
        """Whether this is *other* rounded half up to the digits written here.

        1.23 亿元 restates 12,345.67 万元; 1.24 亿元 does not. A share never restates an amount.
        """
        if not self.comparable(other):
            return False
        exponent = self.value.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        return round_half_up(other.base / self.unit.factor, max(places, 0)) == self.value

    def __str__(self) -> str:
        return f"{format_number(self.value)}{self.unit.symbol}"
