"""Sentences with what the annotation says of them, and whether a figure put into one would be false."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from annotation import Figure, figure, rounded, says

NUMERALS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Claim:
    """A number in a sentence at ``start:end`` with the exact figure that it states."""

    words: str
    start: int
    end: int
    sign: str  # =, <, > or ~
    true: Fraction
    written: Figure
    row: str  # the row of the entry, such as i3; empty where it is derived from several
    formula: str = ""

    @property
    def is_arabic(self) -> bool:
        """Whether it begins with a digit, and is a date's or a year's neither."""
        return self.words[0].isdigit() and self.written.unit not in {"年", "年度"}

    @property
    def digits(self) -> str:
        """Its digits with separators."""
        return re.match(r"[\d,.]*", self.words)[0]  # type: ignore[index]

    @property
    def rest(self) -> str:
        """What stands behind the digits: scale and unit."""
        return self.words[len(self.digits) :]


@dataclass(frozen=True)
class Saying:
    """A verdict, direction, role or name in a sentence, of the kinds in annotation.CLAIMS, or words copied (@)."""

    words: str
    start: int
    kind: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """A line with what the annotation says of it, and of the rest of the report."""

    text: str
    claims: tuple[Claim, ...]
    sayings: tuple[Saying, ...]
    others: tuple[Claim, ...]  # the numbers of the whole report
    roles: dict[str, dict[str, Figure]]  # row → field → figure
    attained: dict[str, str]  # indicator → met, missed or over
    has_misses: bool
    rating: str
    year: int
    entry: str  # all the entry's words

    @property
    def is_prose(self) -> bool:
        """Whether a sentence may be added behind it."""
        return self.text.endswith("。")


Mutator = Callable[[Sentence, random.Random], Iterator[str]]
_SAME = {"名": "人", "位": "人", "年度": "年", "个百分点": "百分点"}
ABOUT = ("约", "大约", "近", "接近")
MORE = ("超过", "超出", "突破", "高于", "超", "逾")
LESS = ("不足", "不到", "低于", "少于", "未到")


def unit_of(written: Figure) -> str:
    return _SAME.get(written.unit, written.unit)


def allowed(sentence: Sentence, claim: Claim, written: Figure) -> bool:
    """Whether the annotation allows the figure in this place; 超过 and 不足 allow all that is literally true."""
    sign, before = claim.sign, sentence.text[: claim.start]
    if sign == ">" and before.endswith(MORE):
        return written.value < claim.true
    if sign == "<" and before.endswith(LESS):
        return written.value > claim.true
    if sign == "=" and before.endswith(ABOUT):
        sign = "~"
    return says(sign, written, claim.true) or says("=", written, claim.true)


def put(sentence: Sentence, claim: Claim, words: str) -> str:
    return sentence.text[: claim.start] + words + sentence.text[claim.end :]


def rewritten(sentence: Sentence, claim: Claim, digits: str) -> Iterator[str]:
    """The sentence with other digits in that place, if that is false."""
    words = digits + claim.rest
    if digits == claim.digits or not re.fullmatch(r"\d[\d,]*(\.\d+)?", digits):
        return
    written = figure(words if not implied(claim) else digits + implied(claim))
    if not allowed(sentence, claim, written) and written.value != claim.written.value:
        yield put(sentence, claim, words)


def swapped(sentence: Sentence, one: Saying, new: str) -> str:
    return sentence.text[: one.start] + new + sentence.text[one.start + len(one.words) :]


def implied(claim: Claim) -> str:
    """The scale of a table's head that the cell does not repeat: 9,872.30 under 万元."""
    bare = figure(claim.words)
    return "万元" if bare.value and claim.written.value == bare.value * 10**4 else ""


def arabic(sentence: Sentence) -> Iterator[Claim]:
    return (one for one in sentence.claims if one.is_arabic)


def regrouped(claim: Claim, value: Fraction, places: int) -> str:
    number = float(rounded(value, Fraction(1, 10**places)))
    return f"{number:,.{places}f}" if "," in claim.digits else f"{number:.{places}f}"


def places_of(claim: Claim) -> int:
    return len(claim.digits.partition(".")[2])


def number_of(claim: Claim) -> Fraction:
    return Fraction(claim.digits.replace(",", ""))


def whole(claim: Claim, low: int, high: int) -> int | None:
    value = number_of(claim)
    return int(value) if value.denominator == 1 and low < value < high and "." not in claim.digits else None
