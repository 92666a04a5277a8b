"""Numbers computed from the project's own fields: the formula shown, and recomputed from its text to be believed.

A formula reads ``156.8万元 ÷ 57519.1平方米 = 27.26元/平方米·年（四舍五入）``, ``1,478,000元 = 147.8万元`` or
``63万元 ÷ （3条 + 5条） = 7.88万元/条（四舍五入）``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.indicator_review import ProposedNumber
from reportgen.quantities.mentions import Mention
from reportgen.quantities.quantity import Quantity, format_number, plain_number, round_half_up
from reportgen.quantities.units import unit_named
from reportgen.reviewing.background import OwnQuantity, key_of, money_text, numbers_in

ROUNDED = "（四舍五入）"
_FORMULA = re.compile(
    r"(?P<first>[^÷=（）]+?)(?: ÷ (?:（(?P<sum>[^÷=]+)）|(?P<by>[^÷=]+?)))? = "
    r"(?P<result>[^=]+?)(?P<rounded>（四舍五入）)?"
)
_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Computed:
    """A value and its unit as a proposal writes them, and the number with its formula."""

    value: str
    unit: str
    number: ProposedNumber


def unit_cost(cost: OwnQuantity, divisors: Sequence[OwnQuantity], *, yearly: bool = False) -> Computed | None:
    """The cost of one unit: exact, 四舍五入 to two decimals, in 元 or from 10,000 元 up in 万元.

    None where the divisors are of different kinds, where there is only one unit to pay for, or where nothing is left
    at two decimals.
    """
    first = divisors[0]
    if any(each.quantity.unit.dimension != first.quantity.unit.dimension for each in divisors):
        return None
    count = sum((each.quantity.value * each.quantity.unit.factor for each in divisors), Decimal(0))
    count /= first.quantity.unit.factor
    if count * first.quantity.unit.factor <= 1:
        return None
    written_unit = _unit_of(first)
    if written_unit.startswith("万") and len(written_unit) > 1:
        count, written_unit = count * 10_000, written_unit[1:]
    each_costs = cost.quantity.base / count
    in_wan = each_costs >= 10_000
    exact = each_costs / 10_000 if in_wan else each_costs
    rounded = round_half_up(exact, _DECIMALS)
    if rounded <= 0:
        return None
    value = format_number(Decimal(plain_number(rounded)))
    unit = f"{'万元' if in_wan else '元'}/{written_unit}{'·年' if yearly else ''}"
    below = " + ".join(each.text for each in divisors)
    below = f"（{below}）" if len(divisors) > 1 else below
    formula = f"{cost.text} ÷ {below} = {value}{unit}{'' if rounded == exact else ROUNDED}"
    sources = (cost, *divisors)
    return Computed(value, unit, _computed(f"{value}{unit}", formula, sources))


def converted(amount: OwnQuantity) -> ProposedNumber:
    """An amount of the project in the unit a proposal writes: copied, or converted with the formula shown."""
    stated = amount.source.text
    places = (amount.source.place,) if amount.source.place else ()
    if any(each.text == amount.text for each in numbers_in(stated)):
        return ProposedNumber(text=amount.text, origin=amount.source.called, places=places)
    return ProposedNumber(
        text=amount.text, origin=amount.source.called, formula=f"{stated} = {amount.text}", places=places
    )


def _computed(text: str, formula: str, sources: Sequence[OwnQuantity]) -> ProposedNumber:
    called = dict.fromkeys(source.source.called for source in sources)
    places = tuple(dict.fromkeys(source.source.place for source in sources if source.source.place is not None))
    return ProposedNumber(text=text, origin="由" + "、".join(called) + "计算", formula=formula, places=places)


def _unit_of(quantity: OwnQuantity) -> str:
    """The unit behind the number as it is written: 台（套）, 平方米."""
    written = re.sub(r"^[\d,，.．]+", "", quantity.text)
    if not written.startswith("万") and not written.endswith("）"):
        return written or quantity.quantity.unit.symbol
    if written.startswith("台"):
        return written
    return quantity.quantity.unit.symbol


def holds(formula: str, stated: Callable[[Mention], bool]) -> bool:
    """Whether *formula* is right: every operand is stated, and the result follows exactly or rounded half up."""
    match = _FORMULA.fullmatch(formula.replace("：", ""))
    if match is None:
        return False
    first = _operands(match["first"], stated)
    below = _operands(match["sum"] or match["by"] or "", stated)
    if first is None or below is None or len(first) != 1:
        return False
    number, _, unit_text = match["result"].partition("/")
    result = _one(number)
    if result is None:
        return False
    if not below:
        return result.same_amount(first[0])
    divisor = sum((each.base for each in below), Decimal(0))
    per = unit_named(unit_text.removesuffix("·年").strip())
    if divisor <= 0 or any(each.unit.dimension != below[0].unit.dimension for each in below):
        return False
    if per.dimension != below[0].unit.dimension:
        return False
    exact = first[0].base / (divisor / per.factor) / result.unit.factor
    if match["rounded"]:
        return result.value == round_half_up(exact, _DECIMALS) and result.value != exact
    return result.value == exact


def _operands(text: str, stated: Callable[[Mention], bool]) -> list[Quantity] | None:
    """The operands of a sum, None where one is not a stated quantity."""
    found = []
    for part in filter(None, (each.strip() for each in text.split(" + "))):
        mentions = numbers_in(part)
        if len(mentions) != 1 or not stated(mentions[0]) or mentions[0].quantity is None:
            return None
        found.append(mentions[0].quantity)
    return found


def _one(text: str) -> Quantity | None:
    mentions = numbers_in(text.strip())
    return mentions[0].quantity if len(mentions) == 1 else None


__all__ = ["ROUNDED", "Computed", "converted", "holds", "key_of", "money_text", "unit_cost"]
