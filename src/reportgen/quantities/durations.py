"""Durations told in two or three units: 两年零三个月, 2小时30分, 9分40秒."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.quantities.number_words import Numeral
from reportgen.quantities.numerals import parse_numeral

_SMALL = r"1[01]|[1-9]|十一?|[一二两三四五六七八九]"
_SIXTY = r"[0-5]?\d|[二三四五]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
_AND_MONTHS = re.compile(rf"年(?:零|又)?(?P<months>{_SMALL})个月")
_AND_MINUTES = re.compile(
    rf"个?小时(?:零|又)?(?P<minutes>{_SIXTY})分(?:钟(?!头)|(?![之]))(?:(?:零|又)?(?P<seconds>{_SIXTY})秒)?"
)
_FIRST_UNITS = frozenset("年个小分")  # with which each of these begins
_AND_SECONDS = re.compile(rf"分(?:钟)?(?:零|又)?(?P<seconds>{_SIXTY})秒")


def several_units(text: str, numeral: Numeral) -> tuple[Decimal, int, str] | None:
    """The duration that begins with *numeral* in its smallest unit, where it ends, and that unit.

    两年零三个月 is 27 月, 2小时30分 is 150 分钟, 9分40秒 is 580 秒.
    """
    if text[numeral.end : numeral.end + 1] not in _FIRST_UNITS or numeral.is_range or numeral.scale or numeral.vague:
        return None
    months, minutes = _AND_MONTHS.match(text, numeral.end), _AND_MINUTES.match(text, numeral.end)
    if months is not None:
        return numeral.low * 12 + _count(months["months"]), months.end(), "月"
    if minutes is not None:
        whole = numeral.low * 60 + _count(minutes["minutes"])
        if minutes["seconds"]:
            return whole * 60 + _count(minutes["seconds"]), minutes.end(), "秒"
        return whole, minutes.end(), "分钟"
    seconds = _AND_SECONDS.match(text, numeral.end)
    return (numeral.low * 60 + _count(seconds["seconds"]), seconds.end(), "秒") if seconds else None


def _count(written: str) -> Decimal:
    return parse_numeral(written) or Decimal(0)
