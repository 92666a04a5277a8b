"""角 and 分: what stands behind 元 (3元5角), and coins alone (低五角, 两角五分, 三分钱, 三分五厘)."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.quantities.number_words import CAPITALS, CHINESE_DIGITS, shift
from reportgen.quantities.numerals import parse_numeral

_DIGIT = rf"\d|[{CHINESE_DIGITS}{CAPITALS}]"
_COINS = re.compile(
    rf"(?:零?(?P<jiao>{_DIGIT})(?:[角毛]|(?<=块.)(?=[，。；、]|$)))?(?:零?(?P<fen>{_DIGIT})(?:分(?![不没未也都])|(?<=[角毛].)(?=[，。；、]|$)))?(?P<whole>[整正](?!改|个|体|治|合|式|常|在|确|规))?"
)
_FEN = re.compile(rf"[零又]?(?P<fen>[1-9]|[{CHINESE_DIGITS}])分(?!钟)(?:(?P<li>[1-9]|[{CHINESE_DIGITS}])厘)?")
_LI = re.compile(rf"(?P<li>[1-9]|[{CHINESE_DIGITS}])厘(?!米)")
_PENNIES = re.compile(r"钱(?!包)")
_MONEY_AFTER = re.compile(r"多?钱|的(?=[设工配器材费东罚衣食])|[一二两三四五六七八九\d](?:[毛角]|(?=[，。；、]|$))")
_SPENT = re.compile(
    r"(?:[花费值卖赚收交付罚贴助价元资费省]|每[斤人月天次顿])[了过为约近到出至掉]{0,2}(?:将近|不到|超过)?$"
)
_MONEY_BEFORE = re.compile(r"[\d一二两三四五六七八九十百千万][多来]?块钱[^。\n]*$")  # 成本283块钱，上年是292块
_NEAR = 60
_BEFORE_COINS = frozenset("低高涨降贵收补付差到至每约价费元为共了")


def coins_after(text: str, at: int) -> tuple[Decimal, int]:
    """How much 角, 分 and 整 at *at* add to the 元 before them, and where they end."""
    coins = _COINS.match(text, at)
    if coins is None:
        return Decimal(0), at
    return _in_yuan(coins["jiao"], 1) + _in_yuan(coins["fen"], 2), coins.end()


def smaller_after(text: str, at: int, unit: str) -> tuple[Decimal, int]:
    """How much the 分 and 厘 at *at* add to the 角 or 分 before them, in 元, and where they end."""
    coins = (_FEN if unit == "角" else _LI).match(text, at)
    if coins is None:
        return Decimal(0), at
    return _in_yuan(coins.groupdict().get("fen"), 2) + _in_yuan(coins["li"], 3), coins.end()


def _in_yuan(written: str | None, power: int) -> Decimal:
    return shift(parse_numeral(written) or Decimal(0), -power) if written else Decimal(0)


def is_coins(text: str, at: int, end: int) -> bool:
    """Whether the Chinese number of 角 at ``at:end`` is money: 低五角, 三角钱; 五角星 and 三角地 are not."""
    after = text[end : end + 1]
    if after == "钱" or _FEN.match(text, end):
        return True
    return text[max(0, at - 1) : at] in _BEFORE_COINS and not "\u4e00" <= after <= "\u9fff"


def is_pieces_of_money(text: str, at: int, end: int) -> bool:
    """Whether the 块 of the number at ``at:end`` are 元: 花了20块, 几百块的工具, 20块钱; 显示屏12块 are pieces."""
    return bool(
        _MONEY_AFTER.match(text, end)
        or _SPENT.search(text, max(0, at - 8), at)
        or _MONEY_BEFORE.search(text, max(0, at - _NEAR), at)
    )


def is_pennies(text: str, at: int) -> bool:
    """Whether the 分 before *at* are money: 三分钱, 三分五厘."""
    return (_PENNIES.match(text, at) or _LI.match(text, at)) is not None
