"""The numeral at a place of a folded text: Arabic, Chinese or mixed, exact or vague (余, 几, 数, 七八)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from reportgen.quantities.numerals import parse_numeral

CHINESE_DIGITS = "零〇○一二三四五六七八九两"
SCALES = "十百千万亿"
CAPITALS = "壹贰叁肆伍陆柒捌玖拾佰仟"
NUMERAL_CHARACTERS = frozenset("零〇一二三四五六七八九两廿卅卌十百千万亿半俩仨" + CAPITALS + "萬億兩貳參叄陸")
_RUN_CHARACTERS = "零〇○一二三四五六七八九两廿卅卌十百千万亿" + CAPITALS + "萬億兩貳叄陸"

_LONGEST = 30  # characters; longer runs are no number
_ARABIC = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d+)?(?=[ ]?(?:[\u4e00-\u9fff%℃]|m[²³2]|km|kg))")
_SPACED_LAST = re.compile(r"\d{1,3}(?: \d{3})+(?:\.\d+)?(?=[，。；、)]|$)")  # 达2 600
_NOT_A_SCALE = r"(?!千[克米瓦卡伏赫帕焦兆]|万(?:向|分|能)|百分)"
_SCALED = rf"(?:{_NOT_A_SCALE}[百千万亿])+(?:\d+(?:\.\d+)?(?:{_NOT_A_SCALE}[百千万])+)*"
_MIXED_TAIL = re.compile(rf"[ ]?{_SCALED}(?:\d{{3,4}}(?![\d.,])|\d(?=[，。；、,;)没未还都]|$))?")  # 3万2千, 1万8
_CHINESE = re.compile(rf"[{_RUN_CHARACTERS}]{{1,{_LONGEST}}}(?:点[零〇一二三四五六七八九]+[百千万亿]*)?")
# 来 blurs a number before these (十来个), and begins a word of its own before others (十来自).
_AFTER_SOME = frozenset(
    "个名位人户次场家项件条万亿天年岁种台套元公亩吨米间所本辆只头座处期批斤升栋册份篇支株棵块艘号趟回桩对双样平里道段队团架根幅"
    "枚幢口眼例宗笔首封幕课周月级页行担车箱包袋瓶盒桶匹羽尾"
)
_NOT_AFTER_MANY = frozenset("元方边层数样功点媒部处于渠")
_VAGUE = re.compile(r"[ ]?(?P<word>余|多|几|来)(?P<scale>[十百千万亿]*)")
_PAIR = re.compile(r"([一二两三四五六七八九])、?([二两三四五六七八九])")
_ORDER = "零一二三四五六七八九"


class Numeral(NamedTuple):
    """A numeral at ``start:end``: one value, or *low* and *high*.

    *scale* is the power of ten of the scale words it ends in, for the precision it is written with; *vague* is the
    word that blurs it (余, 多, 几, 数, 上).
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    scale: int = 0
    vague: str = ""
    chinese: bool = False
    decimals: int = 0  # as many as are written before the scale: 1.50万 has two

    @property
    def is_range(self) -> bool:
        """Whether two values are meant: 三五户, 十几名."""
        return self.low != self.high

    @property
    def written(self) -> Decimal:
        """The lower value counted in its scale, to the digits written: 1.50 for 1.50万, 3.2 for 三万二千."""
        plain = shift(self.low, -self.scale).normalize()
        exponent = plain.as_tuple().exponent
        decimals = max(self.decimals, -exponent if isinstance(exponent, int) else 0)
        return Decimal(f"{plain:.{decimals}f}")


def shift(value: Decimal, power: int) -> Decimal:
    """*value* × 10^*power*, exactly and in plain digits."""
    return Decimal(f"{value.scaleb(power):f}")


def inside_number(text: str, at: int, floor: int) -> bool:
    """Whether the digit at *at* goes on with a number begun before it: the 5 of 3.5 and of 第5."""
    return at > floor and (
        text[at - 1].isdecimal()
        or (text[at - 1] in ".,第" and (text[at - 1] == "第" or text[at - 2 : at - 1].isdecimal()))
    )


def read_numeral(text: str, at: int, floor: int) -> Numeral | None:
    """The longest numeral that starts at *at*, with a 几, 数 or 上 before it; none where it cannot be read."""
    if text[at].isdecimal():
        return _arabic(text, at) if text[at].isascii() else None
    return _chinese(text, at, floor)


def _arabic(text: str, at: int) -> Numeral | None:
    in_words = "\u4e00" <= text[at - 1 : at] <= "\u9fff"
    match = _SPACED.match(text, at) or (in_words and _SPACED_LAST.match(text, at)) or _ARABIC.match(text, at)
    if match is None or len(match[0]) > 30:
        return None
    end = match.end()
    tail = _MIXED_TAIL.match(text, end)
    written = match[0].replace(" ", "")
    value = parse_numeral(written)
    scale = 0
    if tail is not None:
        whole = parse_numeral((written + tail[0]).replace(" ", ""))
        if whole is not None:
            value, end, scale = whole, tail.end(), _scale_of(tail[0].strip(), whole)
    if value is None:
        return None
    return _blurred(text, Numeral(at, end, value, value, scale, decimals=len(written.partition(".")[2])))


def _scale_of(words: str, value: Decimal) -> int:
    """The power a mixed numeral is written in: 万 for 3万2千 and 1亿2000万, 千 for 5千."""
    powers = {"百": 2, "千": 3, "万": 4, "亿": 8}
    if all(word in powers for word in words):
        return sum(powers[word] for word in words)
    if words[-1].isdecimal():
        return 0
    return 4 if value >= 10_000 and powers.get(words[-1], 0) >= 3 else 0


def _blurred(text: str, numeral: Numeral) -> Numeral:
    """*numeral* with a following 余, 多, 几 or 来 and the scale behind it: 30余万, 300多, 十几."""
    match = _VAGUE.match(text, numeral.end)
    if match is None:
        return numeral
    word = match["word"]
    if word == "来" and not match["scale"] and text[match.end() : match.end() + 1] not in _AFTER_SOME:
        return numeral
    if (
        word == "多"
        and text[match.end() : match.end() + 1] in _NOT_AFTER_MANY
        and not text.startswith("元", match.end())
    ):
        return numeral
    power = sum({"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}[sign] for sign in match["scale"])
    low, high = shift(numeral.low, power), shift(numeral.high, power)
    if word == "几" and numeral.chinese and numeral.low % 10 == 0:
        step = Decimal(10) if numeral.low % 100 else Decimal(100)
        low, high = (numeral.low + 1, numeral.low + 9) if step == 10 else (numeral.low, numeral.low)
        low, high = shift(low, power), shift(high, power)
    return numeral._replace(end=match.end(), low=low, high=high, scale=numeral.scale + power, vague=word)


def _chinese(text: str, at: int, floor: int) -> Numeral | None:
    before = text[max(floor, at - 1) : at]
    if before in {"几", "数", "上"} and text[at] in SCALES:
        vague = _vague_scale(text, at, floor, before)
        if vague is not None:
            return vague
    match = _CHINESE.match(text, at)
    if match is None:
        return None
    paired = _pair_with_comma(text, at)
    run = match[0]
    if len(run) >= _LONGEST:
        return None
    for length in range(len(run), 0, -1):
        part = run[:length]
        if (length < len(run) and run[length] in "点") or part.endswith("点"):
            continue
        numeral = _read_run(at, part)
        if numeral is not None:
            return _blurred(text, numeral) if paired is None else paired
    return None


def _read_run(at: int, run: str) -> Numeral | None:
    if len(run) > 1 and all(sign in CHINESE_DIGITS for sign in run) and not any(sign in "零〇○" for sign in run):
        return _pair(at, run) if len(run) == 2 else None
    if all(sign in "零〇○" for sign in run) and len(run) > 1:
        return None
    value = parse_numeral(run)
    if value is None:
        return _pair(at, run)
    powers = {"万": 4, "萬": 4, "亿": 8, "億": 8}
    scale = powers.get(run[-1], 0)
    if scale == 0 and value >= 10_000 and run[-1] in "千仟":
        scale = 4
    return Numeral(at, at + len(run), value, value, scale, "", chinese=True)


def _pair(at: int, run: str) -> Numeral | None:
    """Two neighbouring digits are a range: 三五, 七八十, 一百二三十, 十七八."""
    for match in _PAIR.finditer(run):
        first, second = match[1].replace("两", "二"), match[2].replace("两", "二")
        if "、" in match[0] or (
            _ORDER.index(second) - _ORDER.index(first) != 1 and (first, second) not in {("三", "五"), ("三", "二")}
        ):
            continue
        low = parse_numeral(run[: match.start(2)] + run[match.end(2) :])
        high = parse_numeral(run[: match.start(1)] + run[match.end(1) :])
        low, high = (high, low) if match[0] == "三两" else (low, high)
        if low is not None and high is not None and low < high:
            return Numeral(at, at + len(run), low, high, {"万": 4, "亿": 8}.get(run[-1], 0), "", chinese=True)
    return None


def _pair_with_comma(text: str, at: int) -> Numeral | None:
    """两、三户: neighbouring digits with 、 between and a measure word behind."""
    match = _PAIR.match(text, at)
    if (
        match is None
        or "、" not in match[0]
        or text[match.end() : match.end() + 1] not in set("个名位人户次场家项件天年月十百千万")
    ):
        return None
    run = match[0].replace("、", "")
    tail = re.compile(r"[十百千万亿]*").match(text, match.end())
    scales = tail[0] if tail else ""
    pair = _pair(at, run + scales)
    return (
        None
        if pair is None
        else Numeral(at, match.end() + len(scales), pair.low, pair.high, pair.scale, "", chinese=True)
    )


_BEFORE_SEVERAL = frozenset("人户次个件基总额指点位系分岁款倍参张场项例份页字台套期班级天月年户数")


def _vague_scale(text: str, at: int, floor: int, word: str) -> Numeral | None:
    """几十, 数百, 上千: from the scale to just below the next, 上 from the scale on."""
    end = at
    while end < len(text) and text[end] in SCALES:
        end += 1
    before = text[max(floor, at - 2) : at - 1]
    if word == "数" and before in _BEFORE_SEVERAL:
        return None
    unit = parse_numeral(text[at:end])
    if unit is None:
        return None
    scale = {"万": 4, "亿": 8}.get(text[end - 1], 0)
    if word == "上":
        if before in set("以会线网路晚早向马") or text[at] == "十":
            return None
        return Numeral(at - 1, end, unit, unit, scale, "上", chinese=True)
    if text[at] == "万" or text[at] == "亿":
        low, high = unit * 2, unit * 10 - unit
    else:
        first = parse_numeral(text[at]) or Decimal(10)
        rest = unit / first
        low, high = 2 * first * rest, (10 * first - 1) * rest
    return Numeral(at - 1, end, Decimal(f"{low:f}"), Decimal(f"{high:f}"), scale, word, chinese=True)
