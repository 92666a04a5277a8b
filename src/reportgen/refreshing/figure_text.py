"""A new value written the way people write the old one: their unit, their decimals, their commas."""

from __future__ import annotations

from decimal import Decimal

from reportgen.model.bound_text import KnownFact
from reportgen.quantities.mention import Mention
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import Quantity, format_number
from reportgen.quantities.units import NO_UNIT

_MOST_PLACES = 6


def plain(text: str) -> str:
    """*text* without blanks, which office programs add and drop."""
    return "".join(text.split())


def states(written: str, fact: KnownFact) -> bool:
    """Whether *written* says what *fact* says: in its own words, or as the same number in other digits or units."""
    if plain(written) in {plain(fact.text), plain(_bare(fact))}:
        return True
    found = _number(written)
    return found is not None and fact.quantity is not None and _as_of(found, fact.quantity).restates(fact.quantity)


def stands_alone(text: str, form: str) -> bool:
    """Whether *form* is written once in *text*, and not as a part of a longer number."""
    at = text.find(form)
    if at < 0 or text.count(form) > 1:
        return False
    end = at + len(form)
    touching = (each for each in scan(text).mentions if each.start < end and at < each.end)
    return all(at <= each.start and each.end <= end for each in touching)


def rewritten(written: str, old: KnownFact, new: KnownFact) -> str:
    """*new* written as *written* writes *old*; empty where *written* does not say *old* or cannot say *new*."""
    if plain(written) == plain(old.text):
        return new.text
    if plain(written) == plain(_bare(old)):
        return _bare(new)
    found, before, after = _number(written), old.quantity, new.quantity
    if found is None or before is None or after is None or not _as_of(found, before).restates(before):
        return ""
    if not before.comparable(after):
        return ""
    pattern = _as_of(found, before)
    value = after.to(pattern.unit).value
    places = _places(pattern.value)
    if pattern.base == before.base and pattern.unit == after.unit:  # written without rounding, so the new one is
        places = max(places, min(_places(value.normalize()), _MOST_PLACES))
    digits = format_number(value, places, grouped="," in found.text)
    start, end = _digits(found.text)
    if start == end:
        return ""
    made = written[: found.start] + found.text[:start] + digits + found.text[end:] + written[found.end :]
    again = _number(made)
    return made if again is not None and _as_of(again, after).restates(Quantity(value, pattern.unit)) else ""


def _bare(fact: KnownFact) -> str:
    """The text of a fact without its unit."""
    return fact.text.removesuffix(fact.unit) if fact.unit else fact.text


def _number(text: str) -> Mention | None:
    """The only number of *text*."""
    mentions = scan(text).mentions
    return mentions[0] if len(mentions) == 1 and mentions[0].quantity is not None else None


def _as_of(found: Mention, like: Quantity) -> Quantity:
    """The number as written; where no unit is written, in the unit of *like*."""
    quantity = found.quantity
    assert quantity is not None
    return Quantity(quantity.value, like.unit) if quantity.unit == NO_UNIT else quantity


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _digits(text: str) -> tuple[int, int]:
    """Where the digits of a number stand in its text."""
    places = [number for number, character in enumerate(text) if character.isdecimal()]
    return (places[0], places[-1] + 1) if places else (0, 0)
