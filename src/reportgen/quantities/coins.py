"""角 and 分: what stands behind 元 (3元5角), and coins alone (低五角, 两角五分, 三分钱)."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.quantities.number_words import CAPITALS, CHINESE_DIGITS, shift
from reportgen.quantities.numerals import parse_numeral

_DIGIT = rf"\d|[{CHINESE_DIGITS}{CAPITALS}]"
_COINS = re.compile(
    rf"(?:零?(?P<jiao>{_DIGIT})角)?(?:零?(?P<fen>{_DIGIT})分(?![不没未也都]))?(?P<whole>[整正](?!改|个|体|治|合|式|常|在|确|规))?"
)
_FEN = re.compile(rf"[零又]?(?P<fen>[1-9]|[{CHINESE_DIGITS}])分(?!钟)")
_PENNIES = re.compile(r"钱(?!包)")
_BEFORE_COINS = frozenset("低高涨降贵收补付差到至每约价费元为共了")


def coins_after(text: str, at: int) -> tuple[Decimal, int]:
    """How much 角, 分 and 整 at *at* add to the 元 before them, and where they end."""
    coins = _COINS.match(text, at)
    if coins is None:
        return Decimal(0), at
    jiao, fen = (parse_numeral(coins[name]) if coins[name] else None for name in ("jiao", "fen"))
    return shift(jiao or Decimal(0), -1) + shift(fen or Decimal(0), -2), coins.end()


def fen_after(text: str, at: int) -> tuple[Decimal, int]:
    """How much 分 at *at* add to the 角 before them, in 元, and where they end."""
    fen = _FEN.match(text, at)
    return (shift(parse_numeral(fen["fen"]) or Decimal(0), -2), fen.end()) if fen else (Decimal(0), at)


def is_coins(text: str, at: int, end: int) -> bool:
    """Whether the Chinese number of 角 at ``at:end`` is money: 低五角, 三角钱; 五角星 and 三角地 are not."""
    after = text[end : end + 1]
    if after == "钱" or _FEN.match(text, end):
        return True
    return text[max(0, at - 1) : at] in _BEFORE_COINS and not "\u4e00" <= after <= "\u9fff"


def is_pennies(text: str, at: int) -> bool:
    """Whether the 分 before *at* are money: 三分钱."""
    return _PENNIES.match(text, at) is not None
