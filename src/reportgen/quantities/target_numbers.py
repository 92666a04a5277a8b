"""The numbers of a value cell (指标值中的数值): each with unit, comparator, and whether it is a range or a growth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from reportgen.quantities.measure_list import MEASURES_AFTER_GE, MORE_MEASURES
from reportgen.quantities.numerals import parse_numeral
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import NO_UNIT, PERCENT, Unit, known_symbols, unit_named


class Comparator(StrEnum):
    """计算符号. AT_LEAST is positive, AT_MOST reverse; a bare number is EQUAL."""

    AT_LEAST = "≥"
    MORE_THAN = ">"
    AT_MOST = "≤"
    LESS_THAN = "<"
    EQUAL = "="

    @property
    def upward(self) -> bool:
        """Whether more is better (正向)."""
        return self in {Comparator.AT_LEAST, Comparator.MORE_THAN}

    @property
    def downward(self) -> bool:
        """Whether less is better (反向)."""
        return self in {Comparator.AT_MOST, Comparator.LESS_THAN}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellNumber:
    """One number of a cell. *high* is set for a range; *start* and *end* span it with comparator and unit."""

    start: int
    end: int
    low: Quantity
    high: Quantity | None = None
    comparator: Comparator | None = None
    explicit: bool = False  # the comparator is a symbol or an unmistakable word
    approximate: bool = False  # 约、近、余、左右
    change: bool = False  # growth over another period; a fall is negative
    inside: bool = False  # stands in parentheses
    contradictory: bool = False  # ≤5%以上; a range from high to low
    chinese: bool = False  # written in Chinese numerals


SYMBOLS = {
    ">=": Comparator.AT_LEAST,
    "=>": Comparator.AT_LEAST,
    "≥": Comparator.AT_LEAST,
    "<=": Comparator.AT_MOST,
    "=<": Comparator.AT_MOST,
    "≤": Comparator.AT_MOST,
    ">": Comparator.MORE_THAN,
    "<": Comparator.LESS_THAN,
    "==": Comparator.EQUAL,
    "=": Comparator.EQUAL,
}
_WORDS = {
    Comparator.AT_LEAST: (
        "不低于 不少于 不小于 不得低于 不得少于 不得小于 不能少于 不能低于 不应低于 不应少于 不差于 不下 "
        "大于或等于 大于等于 高于或等于 高于等于 至少 最少 最低 达到或超过"
    ),
    Comparator.AT_MOST: (
        "不超过 不高于 不大于 不多于 不得超过 不得高于 不得多于 不得大于 不能超过 不应超过 不应高于 "
        "小于或等于 小于等于 低于或等于 低于等于 至多 最多 最高 最长 控制在 不超 不突破"
    ),
    Comparator.MORE_THAN: "超过 大于 高于 多于 超出",
    Comparator.LESS_THAN: "低于 小于 少于 不足 不到 不满 短于",
}
_SOFT_WORDS = {"达到": Comparator.AT_LEAST, "达": Comparator.AT_LEAST, "等于": Comparator.EQUAL}
_PREFIXES: dict[str, Comparator] = {
    **SYMBOLS,
    **{word: comparator for comparator, words in _WORDS.items() for word in words.split()},
    **_SOFT_WORDS,
}
_SUFFIXES = {
    "以上": Comparator.AT_LEAST,
    "+": Comparator.AT_LEAST,
    "以下": Comparator.AT_MOST,
    "以内": Comparator.AT_MOST,
    "之内": Comparator.AT_MOST,
    "内": Comparator.AT_MOST,
}

_FOLD = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {"≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "〉": ">", "〈": "<", "》": "》", "﹪": "%", "٪": "%"}
    | dict.fromkeys("～〜∼", "~")
    | dict.fromkeys("—–―−─‐‑", "-")
    | dict.fromkeys("\u200b\ufeff", "")
)


_TENTHS_RANGE = re.compile(r"([一二三四五六七八])(?:[-~至到])?([二三四五六七八九])成")  # 六至七成, 七八成


def fold(text: str) -> str:
    """*text* in half-width signs and without blanks, so that each form need be described once."""
    text = text.translate(_FOLD).strip()
    text = re.sub(r"(?<=\d)[ \u00a0\u3000](?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?<=\d)\s+(?=\d)", ";", text)
    text = _TENTHS_RANGE.sub(r"\1成~\2成", text)
    return re.sub(r"\s+", "", text).strip("。;；,，、")


_CHINESE_DIGIT = "零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿半"
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<part>[百千万]分之)(?P<share>{_ARABIC}|[{_CHINESE_DIGIT}点]+)|(?P<all>百分百)"
    r"|(?P<below>[二三四五六七八九十])分之(?P<above>[一二两三四五六七八九])"
    rf"|(?P<tenths>[一二三四五六七八九]成[一二三四五六七八九半]?|(?<![\d.])[1-9]成[1-9]?(?![\d.]))"
    rf"|(?:(?<![\w%‰)])(?P<sign>[+-]))?(?<![\d.A-Za-z])(?<!\d[:∶])(?P<arabic>{_ARABIC})(?![:∶]\d)(?P<scale>[十百千万亿][\d{_CHINESE_DIGIT}]*)?"
    rf"|(?P<chinese>[{_CHINESE_DIGIT}]+(?:点[{_CHINESE_DIGIT}]+)?)"
)
_PARTS = {"百分之": Decimal(1), "千分之": Decimal("0.1"), "万分之": Decimal("0.01")}
_PREFIX = re.compile(
    "(?:"
    + "|".join(sorted(map(re.escape, _PREFIXES), key=len, reverse=True))
    + ")(?=(?:在|到|至|于|开展|组织|举办|安排|完成)?(?:约|近)?$)"
)
_CHANGE = re.compile(
    r"(?P<word>增长|上升|提高|增加|提升|上涨|下降|降低|减少|压减|压降|下浮|下调|缩短)(?P<level>到|至|为|了)?(?:约|近)?$"
)
_FALLS = frozenset({"下降", "降低", "减少", "压减", "压降", "下浮", "下调", "缩短"})
_COMPARED = re.compile(r"同比|环比|[较比](?:上年|去年|上一年|上期|同期|前一年)|[较比]\d{4}年")
_APPROXIMATE = re.compile(r"(?:约|近|将近|大约|大概|接近)$")
_SUFFIX = re.compile(
    r"(?P<about>左右|上下)|(?P<plus>\+)(?=$|[,;，；)])|\(?(?:\(含\)|\(含本数\)|含)?(?:及|或)?(?P<word>以上|以下|以内|之内|内(?![部容控设地外在科]))\)?"
)
_JOIN = re.compile(r"(?:-+|~|至|到)(?=[\d一二三四五六七八九十百])")
_BELOW_NAME = re.compile(r"(?:<=?|≤)[^\d≥≤<>=]{1,10}")
_AND = re.compile(r"[且并同时及和,;、，；]*")
_RATE = re.compile(r"(?:/|每)(?:[^\d\s,，。;；、()≥≤<>=/·每内以起-]{1,8})(?:[/·•.*每][^\d\s,，。;；、()≥≤<>=/·]{1,6})*")

# Spans whose numbers are names, not values.
_INCIDENTAL = re.compile(
    r"[〔\[【(]\d{4}[〕\]】)]\d+号|《[^》]*》|[“\"'‘「][^”\"'’」]*[”\"'’」]"
    r"|第[\d一二三四五六七八九十百]+[届次名条期批号轮代个类]?|前[\d一二三四五六七八九十]+名"
    r"|(?<!\d)1\d{4}(?=[\u4e00-\u9fff]*(?:热线|平台|专线))"
    r"|(?<![\d.])(?:19|20)\d{2}年度?|(?<![\d.])(?:1[0-2]|[1-9])月(?:份|[1-3]?\d[日号])?(?!\d)"
    r"|(?<![≥≤<>=\d])\d+(?:[-~至]\d+)?周?岁(?:及?以[上下])?"
    r"|PM(?:2\.5|10)|\d[GKA](?=[\u4e00-\u9fff])|[一二三四五六七八九\dA]+[级等流型]|十[二三四五]五|一(?:[体站把手致定系般律些揽]|次性|批次性)"
    r"|二十大|八项规定|三公(?!里)|三重一大|两个维护|四个意识|四个自信|两个确立|一岗双责|三会一课|五位一体"
)
_MORE = re.compile("[余多来]")
_HEADER_UNIT = re.compile(r"\((?P<unit>[^()\d]{1,8})\)")  # 10,389.70（万元）
_SAYING = re.compile(r"(?P<n>[一1])([\u4e00-\u9fff])(?P=n)([\u4e00-\u9fff])")  # 一人一策, 1人1档
_NOT_COUNTED_IN_WORDS = frozenset(
    "级 等 类 档 层 里 字 银 金 铜 首 步 对 双 顿 点 校 站 方 块 样 款 种 分 口 部 角 度 日 片 段 里".split()
)


def find_numbers(text: str) -> tuple[CellNumber, ...]:
    """The numbers of *text* (folded) in order, without those that are part of names, titles, ages and dates."""
    masked = _blank_out(text)
    found: list[CellNumber] = []
    for match in _NUMBER.finditer(masked):
        if found and match.start() < found[-1].end:
            continue
        number = _number_at(masked, match)
        if number is not None:
            found.append(number)
    return tuple(_two_sided(masked, found))


def has_numerals(text: str) -> bool:
    """Whether *text* (folded) still holds Arabic digits outside names, titles, ages and dates."""
    return bool(re.search(r"\d", _blank_out(text)))


def _blank_out(text: str) -> str:
    for pattern in (_INCIDENTAL, _SAYING):
        text = pattern.sub(lambda match: "□" * len(match[0]), text)
    return text


def _number_at(text: str, match: re.Match[str]) -> CellNumber | None:
    read = _quantity(text, match)
    if read is None:
        return None
    low, end, approximate = read
    low, high, end = _up_to(text, match, low, end)
    before = text[: match.start()]
    prefix = _PREFIX.search(before)
    suffix = _SUFFIX.match(text, end)
    comparator, explicit, contradictory = _comparator(prefix, suffix)
    if high is not None and (not low.comparable(high) or low.base > high.base):
        contradictory = True
    falls, change = _change(text, before[: prefix.start()] if prefix else before, low.unit)
    if falls:
        low = Quantity(-low.value, low.unit)
        high = None if high is None else Quantity(-high.value, high.unit)
        comparator = _mirrored(comparator)
    return CellNumber(
        start=prefix.start() if prefix else match.start(),
        end=suffix.end() if suffix else end,
        low=low,
        high=high,
        comparator=comparator,
        explicit=explicit,
        approximate=approximate or bool(_APPROXIMATE.search(before)) or bool(suffix and suffix["about"]),
        change=change,
        inside=before.count("(") > before.count(")"),
        contradictory=contradictory,
        chinese=match["chinese"] is not None,
    )


def _up_to(text: str, match: re.Match[str], low: Quantity, end: int) -> tuple[Quantity, Quantity | None, int]:
    """Lower end, upper end where a range follows (80%-90%), and where it ends; one unit serves both."""
    join = _JOIN.match(text, end)
    upper = _NUMBER.match(text, join.end()) if join else None
    read = _quantity(text, upper) if upper else None
    if read is None:
        return low, None, end
    high, end, _ = read
    if low.unit == NO_UNIT:
        # 1.5万-2万人: the scale belongs to the unit that follows.
        scaled = match["scale"] is not None and high.unit.symbol.startswith(match["scale"])
        plain = parse_numeral(match["arabic"]) if scaled else None
        low = Quantity(low.value if plain is None else plain, high.unit)
    elif high.unit == NO_UNIT:
        high = Quantity(high.value, low.unit)
    return low, high, end


def _comparator(prefix: re.Match[str] | None, suffix: re.Match[str] | None) -> tuple[Comparator | None, bool, bool]:
    """The comparator that the words before and after a number give, whether it is explicit, whether they disagree."""
    written = prefix[0] if prefix else ""
    by_prefix = _PREFIXES.get(written)
    by_suffix = _SUFFIXES.get(suffix["word"] or suffix["plus"]) if suffix else None
    if by_prefix is None or by_suffix is None:
        comparator = by_prefix or by_suffix
        return comparator, comparator is not None and written not in _SOFT_WORDS, False
    if written in _SOFT_WORDS:  # 达到95%以上
        return by_suffix, True, False
    return by_prefix, True, by_prefix.upward != by_suffix.upward


def _change(text: str, before: str, unit: Unit) -> tuple[bool, bool]:
    """Whether the number after *before* tells a fall, and whether it tells a change at all."""
    word = _CHANGE.search(before)
    if word is None or (word["level"] and word["level"] != "了"):
        return False, False
    compared = bool(_COMPARED.search(text))
    if not compared and unit.dimension not in {"share", "percentage point"}:
        return False, False
    return word["word"] in _FALLS, True


def _mirrored(comparator: Comparator | None) -> Comparator | None:
    mirror = {
        Comparator.AT_LEAST: Comparator.AT_MOST,
        Comparator.MORE_THAN: Comparator.LESS_THAN,
        Comparator.AT_MOST: Comparator.AT_LEAST,
        Comparator.LESS_THAN: Comparator.MORE_THAN,
    }
    return None if comparator is None else mirror.get(comparator, comparator)


def _quantity(text: str, match: re.Match[str]) -> tuple[Quantity, int, bool] | None:
    """The quantity that starts with *match*: value, where its unit ends, and whether 余 or 多 makes it approximate."""
    if match["all"]:
        return Quantity(Decimal(100), PERCENT), match.end(), False
    if match["part"]:
        value = parse_numeral(match["share"])
        return None if value is None else (Quantity(value * _PARTS[match["part"]], PERCENT), match.end(), False)
    if match["below"]:
        above, below = parse_numeral(match["above"]), parse_numeral(match["below"])
        if above is None or below is None:
            return None
        return Quantity(above * 100 / below, PERCENT), match.end(), False
    if match["tenths"]:
        digits = match["tenths"].replace("半", "五").split("成")
        tens, ones = (parse_numeral(digit) if digit else Decimal(0) for digit in digits)
        if tens is None or ones is None:
            return None
        return Quantity(tens * 10 + ones, PERCENT), match.end(), False
    if match["chinese"]:
        value = parse_numeral(match["chinese"])
        if value is None:
            return None
        more = _MORE.match(text, match.end())
        unit, end = _unit_at(text, more.end() if more else match.end())
        if unit == NO_UNIT or unit.symbol in _NOT_COUNTED_IN_WORDS:
            return None
        return Quantity(value, unit), end, bool(more)
    return _arabic_quantity(text, match)


def _arabic_quantity(text: str, match: re.Match[str]) -> tuple[Quantity, int, bool] | None:
    sign = match["sign"] or ""
    value = parse_numeral(match["arabic"])
    if value is None:
        return None
    end = match.end("arabic")
    scale = match["scale"] or ""
    if scale:
        unit, _ = _unit_at(text, end)
        if unit == NO_UNIT:
            whole = parse_numeral(match["arabic"] + scale)
            if whole is None:
                return None
            value, end = whole, match.end()
    more = _MORE.match(text, end)
    if more:
        end = more.end()
    unit, end = _unit_at(text, end)
    if unit == NO_UNIT:
        header = _HEADER_UNIT.match(text, end)
        if header and header["unit"] in known_symbols():
            unit, end = unit_named(header["unit"]), header.end()
        elif text[match.start() - 1 : match.start()] in {"¥", "￥"}:
            unit = unit_named("元")
    return Quantity(-value if sign == "-" else value, unit), end, bool(more)


def _unit_at(text: str, position: int) -> tuple[Unit, int]:
    """The unit written at *position* and where it ends; a rate takes in what follows / or 每."""
    symbol = _symbols().match(text, position)
    if symbol is None:
        return NO_UNIT, position
    rate = _RATE.match(text, symbol.end())
    if rate is None:
        return unit_named(_without_ge(symbol[0])), symbol.end()
    per = rate[0][1:].replace("每", "·")
    if symbol[0] + per in known_symbols():  # 人/次 and 台/套 are units, not rates
        return unit_named(symbol[0] + per), rate.end()
    return unit_named(f"{_without_ge(symbol[0])}/{per}"), rate.end()


def _without_ge(symbol: str) -> str:
    """个版次 counts what 版次 does."""
    return symbol[1:] if symbol[0] == "个" and symbol[1:] in MEASURES_AFTER_GE else symbol


@lru_cache(maxsize=1)
def _symbols() -> re.Pattern[str]:
    # 万 alone scales the number; as a unit it would be money, which the cell does not say.
    counting = {
        f"{word}次"
        for word in MORE_MEASURES | known_symbols()
        if len(word) == 1 and word >= "一" and word not in "十百千万亿"
    }
    after_ge = {f"个{word}" for word in MEASURES_AFTER_GE}
    names = sorted((known_symbols() | MORE_MEASURES | counting | after_ge) - {"万", "人民币"}, key=len, reverse=True)
    return re.compile("支(?=队伍)|" + "|".join(map(re.escape, names)))


def _two_sided(text: str, numbers: list[CellNumber]) -> Iterator[CellNumber]:
    """*numbers*, with ≥80%且≤90% joined into one range."""
    waiting: CellNumber | None = None
    for number in numbers:
        if waiting is not None:
            if _makes_range(text, waiting, number):
                yield CellNumber(start=waiting.start, end=number.end, low=waiting.low, high=number.low, explicit=True)
                waiting = None
                continue
            yield waiting
        waiting = number
    if waiting is not None:
        yield waiting


def _makes_range(text: str, first: CellNumber, second: CellNumber) -> bool:
    if first.high or second.high or not first.low.comparable(second.low) or first.low.base > second.low.base:
        return False
    if second.comparator is None or not second.comparator.downward:
        return False
    between = text[first.end : second.start]
    if first.comparator is None:
        return _BELOW_NAME.fullmatch(between) is not None  # 90%≤满意度＜95%
    return first.comparator.upward and _AND.fullmatch(between) is not None
