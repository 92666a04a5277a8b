"""Amounts in a Chinese text: money, shares, counts, durations, scores, ratios and ranges of them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from reportgen.quantities.coins import coins_after, is_coins, is_pennies, is_pieces_of_money, smaller_after
from reportgen.quantities.durations import several_units
from reportgen.quantities.lexicon import MONEY_CUES, measures
from reportgen.quantities.measure_words import named_unit, rate_after, unit_after
from reportgen.quantities.mention import Mention, MentionKind, ranged
from reportgen.quantities.number_words import CAPITALS, CHINESE_DIGITS, SCALES, Numeral, read_numeral, shift
from reportgen.quantities.proportion_mentions import NO_TENTHS_BEFORE, read_proportion
from reportgen.quantities.qualifiers import qualified
from reportgen.quantities.quantity import Quantity, plain_number
from reportgen.quantities.units import NO_UNIT, PERCENT, PERCENTAGE_POINT, YUAN, Unit

_DURATIONS = frozenset(
    "年 载 月 天 日 周 旬 星期 个星期 小时 分钟 秒 秒钟 工作日 工作小时 自然日 季度 钟头 个钟头 刻钟 学期 "
    "min h s".split()
)
_MONEY = frozenset("元 角 美元 美金 港元 港币 欧元 日元 英镑 人民币".split())
_PERCENT = re.compile(r"[ ]{0,2}([%‰‱])")
_TO = re.compile(r"[ ]{0,2}(?:-{1,2}|—{1,2}|–|−|~{1,2}|～|至|到)[ ]{0,2}")
_BRACKETED_UNIT = re.compile(r"[ ]?\(([百千万亿]{0,2})([^()\d]{1,4})\)")
_HALF_UNIT = re.compile(
    r"个?半(?P<unit>个?月|百分点|小时|学期|年|天|星期|工作日)|(?P<year>[年天月])半(?![年以期])|个(?P<more>多|余|来)(?P<unit2>月|小时|星期|学期|工作日|百分点)"
)
_SCALE_WORDS = {2: "百", 3: "千", 4: "万", 5: "十万", 6: "百万", 7: "千万", 8: "亿", 12: "万亿"}
_CLAUSE_END = re.compile(r"[，。；;\n]")
_LISTED_MONEY = re.compile(r"(?:[、和与及]\d[\d.,]{0,12}[万亿]){1,9}元")  # 3.2亿、3.5亿、3.9亿元
_CLASS_OR_RATE = re.compile(r"[\u4e00-\u9fff]{0,4}率|级(?!别)")
_BEFORE_MONEY = frozenset("¥$￥ BYDR")
_CURRENCIES = {
    "¥": "元", "￥": "元", "RMB": "元", "CNY": "元",
    "$": "美元", "US$": "美元", "USD": "美元", "EUR": "欧元", "HKD": "港元",
}  # fmt: skip
_PREFIX_SIGN = re.compile(r"(?<![A-Za-z])(US\$|[¥$￥]|RMB|CNY|USD|EUR|HKD)[ ]?$")


class _Amount(NamedTuple):
    """A numeral with what counts it."""

    numeral: Numeral
    end: int
    unit: Unit  # normalised, without scale
    low: Decimal
    high: Decimal


def read_amount(text: str, at: int, floor: int, context: Unit) -> Mention | None:
    """The amount at *at* with the words around it, or none where the numeral counts nothing known."""
    mention = read_proportion(text, at, floor) or _general(text, at, floor, context)
    return None if mention is None else qualified(text, mention, floor)


def _general(text: str, at: int, floor: int, context: Unit) -> Mention | None:
    amount = _amount(text, at, floor)
    if amount is None:
        return None
    to = _TO.match(text, amount.end)
    if to is not None and to.end() < len(text):
        both = _to_upper_bound(text, amount, to)
        if both is not None:
            return both
    if amount.unit is NO_UNIT and amount.numeral.chinese and not _stands_alone(text, amount.numeral):
        return None
    return _mention(text, amount, floor, context)


def _to_upper_bound(text: str, first: _Amount, to: re.Match[str]) -> Mention | None:
    """50至60万元, 80-85%: the second part must be larger and of the same unit."""
    at = to.end()
    if text[at] not in "0123456789" and not (first.numeral.chinese and text[at] in CHINESE_DIGITS + SCALES):
        return None
    second = _amount(text, at, at)
    if second is None or first.numeral.is_range or second.numeral.is_range:
        return None
    word = to[0].strip()
    if second.unit is NO_UNIT and (first.unit is not NO_UNIT or word in {"至", "到"}) and second.numeral.scale == 0:
        return None
    if first.unit is not NO_UNIT and first.unit != second.unit:
        return None
    low, high = first.low, second.high
    if first.unit is NO_UNIT and first.numeral.scale == 0:
        low = _in_unit_of(first, second)
    if low >= high:
        return None
    return ranged(text, first.numeral.start, second.end, low, high, second.unit)


def _in_unit_of(first: _Amount, second: _Amount) -> Decimal:
    """The lower bound takes the scale and factor of the upper one: 50至60万元, 3-5‰."""
    number = second.numeral
    factor = second.high / number.high if number.high else Decimal(1)
    low = Decimal(f"{first.numeral.low * factor:f}")
    if number.scale and first.numeral.low < number.written:
        low = shift(low, number.scale)
    return low


def _amount(text: str, at: int, floor: int) -> _Amount | None:
    numeral = read_numeral(text, at, floor)
    if numeral is None:
        return None
    percent = _PERCENT.match(text, numeral.end)
    if percent is not None:
        factor = {"%": 0, "‰": -1, "‱": -2}[percent[1]]
        return _Amount(numeral, percent.end(), PERCENT, shift(numeral.low, factor), shift(numeral.high, factor))
    half = _halved(text, numeral)
    if half is not None:
        return half
    several = several_units(text, numeral)
    if several is not None:
        value, end, smallest = several
        return _Amount(numeral._replace(low=value, high=value), end, named_unit(smallest), value, value)
    unit, end = unit_after(text, numeral)
    if unit is None:
        bracketed = _BRACKETED_UNIT.match(text, numeral.end)
        if bracketed is not None and bracketed[2] in measures() and not numeral.chinese:
            power = sum({"百": 2, "千": 3, "万": 4, "亿": 8}[sign] for sign in bracketed[1])
            scaled = numeral._replace(
                low=shift(numeral.low, power), high=shift(numeral.high, power), scale=numeral.scale + power
            )
            return _Amount(scaled, bracketed.end(), named_unit(bracketed[2]), scaled.low, scaled.high)
        return _Amount(numeral, numeral.end, NO_UNIT, numeral.low, numeral.high)
    if unit == "元" or (unit == "块" and is_pieces_of_money(text, at, end)):
        return _with_coins(text, numeral, end)
    if unit == "角" and (numeral.scale or (numeral.chinese and not is_coins(text, at, end))):
        return None
    if unit == "角" or (unit == "分" and is_pennies(text, end)):
        power, (extra, end) = -1 if unit == "角" else -2, smaller_after(text, end, unit)
        return _Amount(numeral, end, YUAN, shift(numeral.low, power) + extra, shift(numeral.high, power) + extra)
    if unit == "成" and text[end : end + 1] in NO_TENTHS_BEFORE:  # 五十成员单位
        return _Amount(numeral, numeral.end, NO_UNIT, numeral.low, numeral.high)
    if unit == "成" and numeral.high <= 10:  # 六至七成, 七八成
        return _Amount(numeral, end, PERCENT, shift(numeral.low, 1), shift(numeral.high, 1))
    named = named_unit(unit)
    return _Amount(numeral, end, named, numeral.low, numeral.high)


def _halved(text: str, numeral: Numeral) -> _Amount | None:
    """一年半, 两个半月, 两个多月."""
    match = _HALF_UNIT.match(text, numeral.end)
    if match is None or numeral.is_range:
        return None
    if match["more"]:
        blurred = numeral._replace(vague=match["more"])
        return _Amount(blurred, match.end(), named_unit(match["unit2"]), numeral.low, numeral.high)
    if match["unit"] and not match[0].startswith("个"):
        return None
    value = numeral.low + Decimal("0.5")
    exact = numeral._replace(low=value, high=value)
    return _Amount(exact, match.end(), named_unit(match["unit"] or match["year"]), value, value)


def _with_coins(text: str, numeral: Numeral, end: int) -> _Amount:
    """元 with 角 and 分, 整 or a rate behind it."""
    rate = rate_after(text, end)
    if rate:
        return _Amount(numeral, end + len(rate), named_unit("元" + rate), numeral.low, numeral.high)
    extra, after = coins_after(text, end)
    if after == end:
        return _Amount(numeral, end, YUAN, numeral.low, numeral.high)
    low = numeral.low + extra
    return _Amount(
        numeral._replace(low=low, high=low, scale=0) if extra else numeral,
        after,
        YUAN,
        low,
        low if extra else numeral.high,
    )


def _stands_alone(text: str, numeral: Numeral) -> bool:
    """Whether a Chinese numeral with no measure word is a number all the same: 人数为三十二, 花了一万二."""
    size = numeral.end - numeral.start
    after = text[numeral.end : numeral.end + 1]
    closed = not after or after in "，。；、,;)）\n\t ！？!?以左上"
    if size >= 2 and closed and text[numeral.start] not in "百千万亿":
        return True
    return bool(numeral.vague) and closed


def _mention(text: str, amount: _Amount, floor: int, context: Unit) -> Mention | None:
    numeral, unit = amount.numeral, amount.unit
    low, high, start = amount.low, amount.high, numeral.start
    lone = numeral.chinese and numeral.end - numeral.start == 1 and not numeral.vague
    if lone and text[numeral.start] in "百千万亿" and not _scale_counts(text, numeral, floor):
        return None
    if numeral.chinese and text[numeral.start] in CAPITALS and lone and text[amount.end - 1] != "元":
        return None
    signed = text[max(floor, start - 1) : start] in _BEFORE_MONEY
    currency = _PREFIX_SIGN.search(text, max(floor, start - 5), start) if signed else None
    if currency is not None:
        start = currency.start()
        unit = named_unit(_CURRENCIES[currency[1]]) if unit is NO_UNIT else unit
    elif _is_negative(text, start, floor):
        start -= 1
        low, high = -high, -low
    if unit is NO_UNIT:
        unit, low, high = _unit_from_context(text, numeral, low, high, floor, context)
    if numeral.is_range:
        return ranged(text, start, amount.end, low, high, unit)._replace(approximate=True)
    quantity = _as_written(numeral, unit, low, context if amount.unit is NO_UNIT and unit is not NO_UNIT else NO_UNIT)
    per = _is_denominator(text, numeral, amount.end, floor)
    return Mention(
        text=text[start : amount.end],
        start=start,
        end=amount.end,
        kind=_kind(unit, numeral),
        normal=plain_number(low),
        value=low,
        unit=unit,
        quantity=quantity,
        phrase_start=start,
        phrase_end=amount.end,
        exempt="比率的分母"
        if per
        else "级别"
        if text[amount.end : amount.end + 1] == "级" and unit.symbol == "吨"
        else "",
    )


def _is_denominator(text: str, numeral: Numeral, end: int, floor: int) -> bool:
    """每千人, 百万吨死亡率, 百万吨级码头: the amount something is told per, or a class."""
    if text[max(floor, numeral.start - 1) : numeral.start] == "每":
        return numeral.low in {100, 1000, 10_000, 100_000, 1_000_000}
    bare = (
        numeral.chinese and not numeral.vague and all(sign in "百千万亿" for sign in text[numeral.start : numeral.end])
    )
    return bare and bool(_CLASS_OR_RATE.match(text, end))


def _scale_counts(text: str, numeral: Numeral, floor: int) -> bool:
    """百 and 万 alone are numbers only after an approximator: 近百人, 约千亩."""
    before = text[max(floor, numeral.start - 2) : numeral.start]
    return before.endswith(("近", "约", "超", "逾", "过", "达", "成", "足", "满", "几")) and not before.endswith(
        ("最近", "附近")
    )


def _unit_from_context(
    text: str, numeral: Numeral, low: Decimal, high: Decimal, floor: int, context: Unit
) -> tuple[Unit, Decimal, Decimal]:
    """A bare figure takes the header's unit; 374.26万 beside 预算 is money."""
    if context is not NO_UNIT and not numeral.chinese:
        unit = (
            YUAN
            if context.dimension == "money"
            else Unit(context.symbol, context.dimension)
            if context.factor == 1
            else context
        )
        factor = context.factor if unit is YUAN else Decimal(1)
        return unit, Decimal(f"{low * factor:f}"), Decimal(f"{high * factor:f}")
    if numeral.scale >= 3 and _LISTED_MONEY.match(text, numeral.end):
        return YUAN, low, high
    colloquial = numeral.scale == 0 and low >= 1000 and (numeral.chinese or text[numeral.end - 2] in "万千")
    before = _CLAUSE_END.split(text[max(floor, numeral.start - 14) : numeral.start])[-1]
    if (numeral.scale >= 3 or colloquial) and any(cue in before for cue in MONEY_CUES):
        return YUAN, low, high
    if colloquial and text[numeral.end - 2 : numeral.end - 1] in "万千百" and text[numeral.end - 1] in CHINESE_DIGITS:
        return YUAN, low, high
    return NO_UNIT, low, high


def _is_negative(text: str, start: int, floor: int) -> bool:
    if text[max(floor, start - 1) : start] not in {"-", "−"}:
        return False
    before = text[max(0, start - 2) : start - 1]  # 第3-5期: what is read already tells as well
    return not (before.isalnum() and before.isascii()) and before not in set("年月日号%)元人号时")


def _kind(unit: Unit, numeral: Numeral) -> MentionKind:
    symbol = unit.symbol.partition("/")[0]
    if unit is NO_UNIT or not symbol:
        return MentionKind.COUNT if numeral.scale else MentionKind.BARE
    if symbol in _MONEY or unit.dimension.startswith("money"):
        return MentionKind.MONEY
    if unit in {PERCENT, PERCENTAGE_POINT} or unit.dimension in {"share", "percentage point"}:
        return MentionKind.PERCENT
    if symbol in {"倍", "番"}:
        return MentionKind.RATIO
    if symbol == "号":
        return MentionKind.DOCUMENT
    if symbol == "分":
        return MentionKind.SCORE
    if symbol in _DURATIONS:
        return MentionKind.DURATION
    return MentionKind.COUNT


def _as_written(numeral: Numeral, unit: Unit, value: Decimal, context: Unit) -> Quantity:
    """The number at its written precision: 1.04 万人, 374.26 万元; a bare figure in the unit of its header."""
    if context is not NO_UNIT and value == shift(numeral.low * context.factor, 0):
        return Quantity(numeral.low, context)
    words = _SCALE_WORDS.get(numeral.scale)
    if words is None:
        return Quantity(value, unit)
    written = numeral.written
    return Quantity(-written if value < 0 else written, _scaled(unit, words, numeral.scale))


@lru_cache(maxsize=1024)
def _scaled(unit: Unit, words: str, scale: int) -> Unit:
    return Unit(words + unit.symbol, unit.dimension, shift(unit.factor, scale))
