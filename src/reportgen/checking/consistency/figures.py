"""Numbers in prose as operands (文中可勾稽的数): each with the words before it and its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.mentions import scan
from reportgen.quantities.quantity import plain_number, round_half_up

HUNDRED = Decimal(100)
_LEAST_DIGITS = 4
_STOP = re.compile(r"[，,。；;：:！？\n]")
_CHANGED = re.compile(
    r"(?:比|较|与).*(?:多|少|高|低|增|减|降|升|差)|(?:增加|减少|增长|下降|净增|提高|上升|降低|缩短|减|增)了?$"
)
_STATED = frozenset(  # kinds that may be worked out
    {
        MentionKind.MONEY, MentionKind.PERCENT, MentionKind.COUNT, MentionKind.BARE, MentionKind.SCORE,
        MentionKind.DURATION,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a passage with a value: *lead* is the words before it, back to the stop or the number before."""

    mention: Mention
    lead: str
    kind: str  # numbers of one kind may be added: the dimension, or the character behind a number of unknown unit
    value: Decimal

    @property
    def start(self) -> int:
        """Where it begins in its passage."""
        return self.mention.start

    @property
    def end(self) -> int:
        """Where it ends in its passage."""
        return self.mention.end

    @property
    def text(self) -> str:
        """It as written, its unit included."""
        return self.mention.text

    @property
    def is_share(self) -> bool:
        """Whether it is written as a percentage."""
        return self.mention.unit.symbol == "%"

    @property
    def is_change(self) -> bool:
        """Whether it tells by how much something differs (增加14期、比目标少1处), and not how much there is."""
        return _CHANGED.search(self.lead) is not None

    @property
    def written(self) -> Decimal:
        """Its number in the unit it is written in: 1,561.36 of 1,561.36万元."""
        return self.mention.quantity.value if self.mention.quantity is not None else self.value

    @property
    def scale(self) -> Decimal:
        """What one of the written number stands for: 10000 in 1,561.36万元."""
        return self.value / self.written if self.written else Decimal(1)

    @property
    def blur(self) -> Decimal:
        """How far the exact number may lie off: half a unit of the last digit, nothing for a plain count."""
        places = decimals(self.written)
        return Decimal(5).scaleb(-places - 1) * self.scale if self.scale > 1 or places else Decimal(0)

    def gives(self, exact: Decimal) -> bool:
        """Whether the number is *exact* in the digits written here, one unit of the last digit up or down."""
        return abs(self.value - exact) <= Decimal(1).scaleb(-decimals(self.written)) * self.scale

    def rounds(self, exact: Decimal) -> bool:
        """Whether the number is *exact* rounded half up to the digits written here."""
        return round_half_up(exact / self.scale, decimals(self.written)) == self.written

    def as_written(self, exact: Decimal) -> str:
        """*exact* in the unit and with the digits of this number: 47.24万元."""
        places = max(decimals(self.written), 0)
        shown = round_half_up(exact / self.scale, places)
        return f"{plain_number(shown)}{re.sub(r'^[^0-9]*[0-9,.]+', '', self.text)}"


def decimals(value: Decimal) -> int:
    """The number of decimals with which *value* is written."""
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def figures_of(text: str) -> list[Figure]:
    """The numbers of *text* that state a value, in order; those of 约, 近, 余 are left out."""
    figures = []
    last = 0
    for mention in scan(text).claims:
        if mention.value is not None and mention.kind in _STATED:
            between = text[last : mention.start]
            stops = [hit.end() for hit in _STOP.finditer(between)]
            lead = between[stops[-1] :] if stops else between
            kind = mention.unit.dimension.replace("件套", "件") or f"~{text[mention.end : mention.end + 1]}"
            kind = "块" if mention.text.endswith("块") else kind  # 260块公示牌 are no money
            if not mention.approximate:
                figures.append(Figure(mention, lead, kind, mention.value))
        last = mention.end
    return figures


def clause_before(text: str, figure: Figure) -> str:
    """The words before *figure* back to the last stop, dates among them: 2024年初实有."""
    stops = [hit.end() for hit in _STOP.finditer(text, 0, figure.start)]
    return text[stops[-1] if stops else 0 : figure.start]


def differences(figures: Sequence[Figure]) -> Iterator[Decimal]:
    """Every difference of two of *figures*, and of the largest and all others."""
    for at, one in enumerate(figures):
        for other in figures[at + 1 :]:
            yield abs(one.value - other.value)
    if len(figures) > 2:
        largest = max(figure.value for figure in figures)
        yield largest * 2 - sum((figure.value for figure in figures), Decimal(0))


def is_slip(one: Decimal, other: Decimal) -> bool:
    """Whether one number is the other with a digit mistyped or two neighbours swapped: 683.61 for 638.61.

    Numbers of fewer than four digits differ so by accident and are never called slips.
    """
    places = max(decimals(one), decimals(other))
    first, second = (f"{value:.{places}f}" for value in (one, other))
    if len(first) != len(second) or sum(char.isdigit() for char in first) < _LEAST_DIGITS:
        return False
    apart = [at for at, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    return len(apart) == 1 or is_turned(one, other)


def is_turned(one: Decimal, other: Decimal) -> bool:
    """Whether two neighbouring digits of one number are swapped in the other: 67 for 76, and 164 for 146."""
    places = max(decimals(one), decimals(other))
    first, second = (f"{value:.{places}f}".replace(".", "") for value in (one, other))
    apart = [at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b]
    swapped = len(first) == len(second) and len(apart) == 2 and apart[1] == apart[0] + 1
    return swapped and first[apart[0]] == second[apart[1]] and first[apart[1]] == second[apart[0]]
