"""Chinese numerals, read and written exactly: 一千二百万 ↔ 12000000, also 3万2千, 大写, 〇, 廿, 点 and 半.

Ranges (三五, 七八十) and vague numbers (十几) are not numerals; `mentions` reads those.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

_DIGITS = "零一二三四五六七八九"
# Every way to write a numeral character → the plain one.
_PLAIN = str.maketrans(
    {
        "〇": "零", "○": "零", "◯": "零", "壹": "一", "弌": "一", "贰": "二", "貳": "二", "两": "二", "兩": "二",
        "叁": "三", "參": "三", "叄": "三", "肆": "四", "伍": "五", "陆": "六", "陸": "六", "柒": "七", "捌": "八",
        "玖": "九", "拾": "十", "佰": "百", "仟": "千", "萬": "万", "億": "亿", "圆": "元", "圓": "元",
        "廿": "二十", "卅": "三十", "卌": "四十", "點": "点", "負": "负", "−": "-",
    }
)  # fmt: skip
_LARGE = (("兆", 12), ("亿", 8), ("万", 4))
_SMALL = (("千", 3), ("百", 2), ("十", 1))
_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)
_MONEY = re.compile(r"(?:(?P<yuan>[^元角分]+)元)(?:零?(?P<jiao>[^元角分零])角)?(?:零?(?P<fen>[^元角分零])分)?[整正]?")
_PLAIN_ARABIC = re.compile(r"\d{1,16}(?:\.\d{1,16})?", re.ASCII)  # what most numbers are
_LONGEST = 40  # characters; no figure of a report comes near, and arithmetic stays exact


def parse_numeral(text: str) -> Decimal | None:
    """The number *text* is, as a whole; None where it is not one numeral.

    >>> parse_numeral("一千二百万"), parse_numeral("3万2千"), parse_numeral("一万二"), parse_numeral("三五")
    (Decimal('12000000'), Decimal('32000'), Decimal('12000'), None)

    Amounts in words count in 元: 壹拾贰万叁仟元整 is 123000, 三元五角 is 3.5.
    """
    return Decimal(text) if _PLAIN_ARABIC.fullmatch(text) else _in_words(text)


@lru_cache(maxsize=1024)  # a text says 一, 两 and 三 again and again
def _in_words(text: str) -> Decimal | None:
    plain = unicodedata.normalize("NFKC", text).strip().translate(_PLAIN)
    if not plain or len(plain) > _LONGEST:
        return None
    if plain[0] in "负-":
        value = _unsigned(plain[1:])
        return None if value is None else -value
    return _unsigned(plain)


def write_numeral(n: int) -> str:
    """*n* as a simple Chinese numeral: 12 → 十二, 1005 → 一千零五, 20300 → 二万零三百.

    Raises ValueError from ten thousand 万亿 (10¹⁶) on.
    """
    if n < 0:
        return "负" + write_numeral(-n)
    if n >= 10**16:
        raise ValueError(f"{n}太大，不能写成汉字数字")
    written = _write(n)
    return written[1:] if written.startswith("一十") else written


def _write(n: int) -> str:
    for sign, power in (("亿", 8), ("万", 4), *_SMALL):
        scale = 10**power
        if n >= scale:
            head, tail = divmod(n, scale)
            zero = "零" if 0 < tail < scale // 10 else ""
            return f"{_write(head)}{sign}{zero}{_write(tail) if tail else ''}"
    return _DIGITS[n]


def _unsigned(plain: str) -> Decimal | None:
    if plain in {"半", "一半"}:
        return Decimal("0.5")
    if "元" in plain:
        return _money(plain)
    return _positional(plain) if len(plain) > 2 or (len(plain) == 2 and "零" in plain) else _value(plain)


def _money(plain: str) -> Decimal | None:
    parts = _MONEY.fullmatch(plain)
    if parts is None:
        return None
    value = _unsigned(parts["yuan"])
    for name, step in (("jiao", Decimal("0.1")), ("fen", Decimal("0.01"))):
        written = parts[name]
        if written and value is not None:
            digit = _value(written)
            value = None if digit is None else value + digit * step
    return value


def _positional(plain: str) -> Decimal | None:
    """Digits read one by one (二零二三 → 2023), else by their scales."""
    if all(sign in _DIGITS for sign in plain):  # ○○ is a blank, not a number
        if not plain.strip("零"):
            return None
        return Decimal("".join(str(_DIGITS.index(sign)) for sign in plain))
    return _value(plain)


def _value(plain: str, *, tail: bool = False) -> Decimal | None:
    """The value by scales. A *tail* follows a larger scale, so it may start at the decimal point (一万点五)."""
    if _ARABIC.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    for sign, power in _LARGE:
        at = plain.rfind(sign)
        if at >= 0:
            return _scaled(plain[:at], plain[at + 1 :], power)
    whole, point, decimals = plain.partition("点")
    if point:
        return _with_decimals(whole, decimals, tail=tail)
    for sign, power in _SMALL:
        head, found, rest = plain.partition(sign)
        if found:
            return _scaled(head, rest, power)
    return Decimal(_DIGITS.index(plain)) if len(plain) == 1 and plain in _DIGITS else None


def _with_decimals(whole: str, decimals: str, *, tail: bool) -> Decimal | None:
    if not whole and not tail:
        return None
    before = _value(whole) if whole else Decimal(0)
    digits = "".join(str(_DIGITS.index(sign)) if sign in _DIGITS else sign for sign in decimals)
    if before is None or before != before.to_integral_value() or not re.fullmatch(r"\d+", digits, re.ASCII):
        return None
    return Decimal(f"{before:f}.{digits}")


def _scaled(head: str, tail: str, power: int) -> Decimal | None:
    """*head* × 10^*power* + *tail*; a lone digit after a scale counts its tenth: 一万二, 三百五."""
    multiplier = _value(head, tail=True) if head else Decimal(1)
    rest = _rest(tail, power)
    if (
        multiplier is None
        or rest is None
        or (not multiplier and not head.isascii())
        or (power < 4 and multiplier >= 10 and not head.isascii())
    ):
        return None
    if power < 4 and head and head[0] == "零" and len(head) > 1:  # the 零 of 一万零三百 belongs to the larger scale
        return None
    total = multiplier.scaleb(power) + rest
    return Decimal(f"{total:f}") if rest < Decimal(1).scaleb(power) else None


def _rest(tail: str, power: int) -> Decimal | None:
    if not tail:
        return Decimal(0)
    if tail[0] == "零":
        return _value(tail[1:], tail=True) if len(tail) > 1 and tail[1] != "零" else None
    if len(tail) == 1:
        digit = _value(tail) if tail.isdecimal() or tail in _DIGITS else None
        return None if digit is None else digit.scaleb(power - 1)
    if tail.isdecimal() and len(tail) != power:  # 3万2500 is one number, 1亿2000 is unfinished
        return None
    return _value(tail, tail=True)
