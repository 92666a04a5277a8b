"""What a scan gives back: mentions of numbers, words that only look like numbers, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from reportgen.quantities.numerals import parse_numeral
from reportgen.quantities.quantity import Quantity, plain_number
from reportgen.quantities.target_values import Comparator
from reportgen.quantities.units import NO_UNIT, Unit, unit_named


class MentionKind(StrEnum):
    """What a number in a text is for."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    RANGE = "range"
    RATIO = "ratio"
    SCORE = "score"
    BARE = "bare"
    ORDINAL = "ordinal"
    DURATION = "duration"
    DATE = "date"
    DATE_RANGE = "date-range"
    NAME = "name-embedded"
    DOCUMENT = "doc-number"
    LIST = "list-number"
    IDIOM = "idiom"

    @property
    def chinese(self) -> str:
        """The kind as an official reads it: 金额, 百分比, 数量."""
        return _CHINESE[self]


_CHINESE = {
    MentionKind.MONEY: "金额",
    MentionKind.PERCENT: "百分比",
    MentionKind.COUNT: "数量",
    MentionKind.RANGE: "区间",
    MentionKind.RATIO: "比例",
    MentionKind.SCORE: "得分",
    MentionKind.BARE: "数值",
    MentionKind.ORDINAL: "名次",
    MentionKind.DURATION: "时长",
    MentionKind.DATE: "日期",
    MentionKind.DATE_RANGE: "期间",
    MentionKind.NAME: "名称",
    MentionKind.DOCUMENT: "文号编号",
    MentionKind.LIST: "序号",
    MentionKind.IDIOM: "套话",
}


_NO_CLAIMS = frozenset({MentionKind.NAME, MentionKind.DOCUMENT, MentionKind.LIST, MentionKind.IDIOM})


class Mention(NamedTuple):
    """A number of a text. ``start:end`` is its place in the original text, its measure word included.

    The words around it (超过, 近, 以上) lie outside, in ``phrase_start:phrase_end``; those inside (余, 多, 几) do not.
    *value* is in *unit*: money in 元, shares in %. A range has *low* and *high* instead. *quantity* is the number as
    written, 1.04 万人, and so carries the precision; *normal* is the normal form (10400, 2023-09, XXXX-01/XXXX-12,
    2/3, 14-5, 上财发[2023]3). *comparator* is the one the words imply; *approximate* tells of 约, 近, 余, 左右.
    *exempt* says in Chinese why a number of a claiming kind claims nothing here; *name* is the entered name it is in.
    """

    text: str
    start: int
    end: int
    kind: MentionKind
    normal: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: Unit = NO_UNIT
    quantity: Quantity | None = None
    qualifiers: tuple[str, ...] = ()
    comparator: Comparator | None = None
    approximate: bool = False
    phrase_start: int = 0
    phrase_end: int = 0
    exempt: str = ""
    name: str = ""

    @property
    def is_claim(self) -> bool:
        """Whether the number asserts something that a fact must bear out."""
        return self.kind not in _NO_CLAIMS and not self.exempt


class Word(NamedTuple):
    """A stretch of the original text that is no mention."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scan:
    """Every digit and numeral character of a text is in exactly one of these, each in the order of the text."""

    mentions: tuple[Mention, ...]
    traps: tuple[Word, ...]  # known words that state no number: 进一步, 三轮车
    unreadable: tuple[Word, ...]  # a numeral nobody could make sense of; a draft with one does not pass

    @property
    def claims(self) -> tuple[Mention, ...]:
        """The mentions that assert something."""
        return tuple(mention for mention in self.mentions if mention.is_claim)


def labelled(
    text: str,
    start: int,
    end: int,
    kind: MentionKind,
    written: str | None,
    unit: str | Unit = "",
    *,
    normal: str = "",
    exempt: str = "",
) -> Mention:
    """The mention of a label at ``start:end`` whose number is *written* so."""
    value = parse_numeral(written) if written else None
    if value is None and written and written.isdecimal():
        value = Decimal(written)
    plain = normal or (f"{value:f}" if value is not None else written or "")
    known = unit if isinstance(unit, Unit) else unit_named(unit) if unit else NO_UNIT
    return Mention(
        text=text[start:end], start=start, end=end, kind=kind, normal=plain, value=value, unit=known, exempt=exempt
    )


def ranged(text: str, start: int, end: int, low: Decimal, high: Decimal, unit: Unit) -> Mention:
    """The mention of a range at ``start:end`` from *low* to *high*."""
    return Mention(
        text=text[start:end], start=start, end=end, kind=MentionKind.RANGE,
        normal=f"{plain_number(low)}/{plain_number(high)}",
        low=low, high=high, unit=unit,
    )  # fmt: skip
