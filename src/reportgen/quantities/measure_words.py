"""The measure word behind a numeral: 个百分点, 台（套）, 元/年·人."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from reportgen.quantities.lexicon import (
    NOUNS_AFTER_NUMERALS,
    lengths_by,
    measures,
    measures_after_a_digit,
    measures_after_one,
)
from reportgen.quantities.measure_list import MEASURES_AFTER_GE
from reportgen.quantities.number_words import Numeral
from reportgen.quantities.units import Unit, unit_named

_LONGEST_UNIT = 6
_AFTER_ZERO = frozenset("个 人 例 起 分 次 件 元 户 名".split())
_SPLIT_NOUNS = frozenset(("目标", "队伍", "分局", "位于", "区域", "点位"))  # 三项目标 is 三项 + 目标
# Cities whose first character is a measure word; a code before the name of a body counts nothing.
_CITIES = (
    "天津", "天水市", "天门市", "台州", "台湾", "台山市", "株洲", "盘锦", "盘州", "张家口", "张家界", "张家港", "张掖",
    "本溪", "石家庄", "石河子", "石嘴山", "个旧", "元谋", "元江", "项城", "户县", "单县",
)  # fmt: skip
_NO_MEASURES = (
    "人民币",
    "联动",
    "联网",
    "联合",
    "联系",
    "联防",
    "载重",
    "载客",
    "函件",
    "国道",
    "国际",
    "国家",
    "国有",
    "国内",
)
_COUNTED_ONE = re.compile(r"(?<!没)[有仅设建增]一[\u4e00-\u9fff](?:[，。；、\n\t]|$)")
_TIMES_COUNTED = re.compile(r"次(?![要年日月序生数品级元品]|之(?![多内间后前中]))")
_COMES_NEXT = re.compile(r"次之(?![多内间后前中])")  # 42人次之 is 42人 and 次之
_NAMED = {
    "平米": "平方米", "㎡": "平方米", "m²": "平方米", "m2": "平方米", "平方": "平方米", "km²": "平方公里",
    "m³": "立方米", "m3": "立方米", "立方": "立方米", "km": "公里", "kg": "公斤", "圆": "元",
    "个百分点": "百分点", "个千分点": "千分点", "个工作日": "工作日", "个自然日": "自然日",
    "个月": "月", "个小时": "小时", "个工作小时": "工作小时",
    "个星期": "星期", "个季度": "季度", "个周": "周", "个学期": "学期",
    "人(次)": "人次", "台(套)": "台套", "倍数": "倍", "°C": "℃", "BP": "基点", "号人": "人",
}  # fmt: skip
_MEDALS = frozenset("金银铜")
_MEDAL_COUNTS = frozenset("0123456789一二两三四五六七八九十")
_MORE_MEDALS = re.compile(r"[\d一二两三四五六七八九十]{1,3}[银铜](?!行)")
_DOUBLE_UNIT = re.compile(r"\(([^()\d]{1,2})\)")
_EACH_SECOND = re.compile(r"每(秒|分钟|小时)(?![\d一二三四五六七八九十])")
_PER = frozenset("年 月 日 天 生 学生 床 床日".split())
_RATE = re.compile(r"/(?:10{0,2}万)?(?:[\u4e00-\u9fffa-zA-Z³²]{1,4}(?:[·•*/][\u4e00-\u9fffa-zA-Z]{1,3})*)")


def unit_after(text: str, numeral: Numeral) -> tuple[str | None, int]:
    """The measure word behind *numeral* and where it ends."""
    at = numeral.end
    while at < len(text) and at < numeral.end + 2 and text[at] == " ":
        at += 1
    if at >= len(text):
        return None, at
    if text[at] in _MEDALS and _in_a_tally(text, numeral.start, at):
        return text[at], at + 1
    known = _known_measures(text, numeral)
    for length in _lengths().get(text[at], ()):
        word = text[at : at + length]
        if word not in known or len(word) < length:
            continue
        end = at + length
        if word.isascii() and text[end : end + 1].isascii() and text[end : end + 1].isalnum():
            continue
        if length == 1 and _begins_a_noun(text, at, numeral):
            return None, at
        if word == "号人" and not (numeral.is_range or numeral.vague):  # 五六十号人; 3号人员 is a label
            continue
        if word == "个" and (counted := _after_ge(text, end)):
            word, end = counted, end + len(counted)
        if length > 1 and text[end - 1 : end + 1] in _SPLIT_NOUNS and word[:-1] in known:
            continue
        if length > 1 and word[:-1] in known and _COMES_NEXT.match(text, end - 1):
            continue
        if length == 1 and _TIMES_COUNTED.match(text, end) and word != "个":
            word, end = word + "次", end + 1
        double = _DOUBLE_UNIT.match(text, end)
        if double is not None and (double[1] in measures() or double[1] in {"次", "套"}):
            return word + double[1], double.end()
        rate = rate_after(text, end) if word != "元" else ""
        second = _EACH_SECOND.match(text, end)
        if second is not None:  # 立方米每秒
            return f"{word}/{second[1]}", second.end()
        if rate in {"/套", "/次"} and word + rate[1:] in measures():  # 12台/套, 86人/次
            return word + rate[1:], end + len(rate)
        if word == "个点" and numeral.decimals:  # 降1.5个点; 12个点 are places
            word = "百分点"
        return word + rate, end + len(rate)
    return None, at


@lru_cache(maxsize=1)
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """How long the measure words are, by their first characters, the longest first."""
    every = measures() | _AFTER_ZERO | measures_after_one() | measures_after_a_digit()
    return lengths_by((word[0], word) for word in every if len(word) <= _LONGEST_UNIT)


def _after_ge(text: str, at: int) -> str:
    """The measure word behind 个 that counts by itself: 个版次."""
    return next((text[at : at + size] for size in (3, 2) if text[at : at + size] in MEASURES_AFTER_GE), "")


def _in_a_tally(text: str, start: int, at: int) -> bool:
    """Whether another medal is counted beside this one: 两金一银五铜."""
    before = text[max(0, start - 2) : start]
    return bool(_MORE_MEDALS.match(text, at + 1)) or (before[1:] in _MEDALS and before[:1] in _MEDAL_COUNTS)


def _begins_a_noun(text: str, at: int, numeral: Numeral) -> bool:
    """人民币, 联动 and a city (301001天津市) after any number, and behind a lone Chinese digit any noun: 五行政."""
    if text.startswith(_NO_MEASURES, at) or (text.startswith(_CITIES, at) and not text.startswith("天津贴", at)):
        return True
    return numeral.chinese and numeral.end - numeral.start == 1 and text[at : at + 2] in NOUNS_AFTER_NUMERALS


def _known_measures(text: str, numeral: Numeral) -> frozenset[str]:
    """Digits and long numerals take every measure word, a lone Chinese digit only the sure ones."""
    if not numeral.chinese or numeral.end - numeral.start > 1 or numeral.vague:
        return measures()
    digit = text[numeral.start]
    if digit in "零〇○":
        return _AFTER_ZERO
    if digit == "两":
        return measures()
    if digit != "一":
        known = measures_after_a_digit()
        made = _POINTS_MADE.match(text, numeral.end) or (
            _POINTS_END.match(text, numeral.end) and _POINTS_LED.search(text, max(0, numeral.start - 4), numeral.start)
        )
        return known | {"点"} if made else known
    counted = _COUNTED_ONE.match(text, max(0, numeral.start - 1))  # 获奖的有一对。
    return measures() if counted else measures_after_one()


# 存在三点不足, 提出四点建议; no hour, and none of the stress of 三点一线.
_POINTS_MADE = re.compile(
    r"点(?:主要|突出|明显|具体|工作)?(?:不足|问题|短板|建议|意见|要求|体会|经验|做法|启示|原因|措施|打算|考虑|说明|"
    r"感受|想法|认识|教训|变化|思路|感想|收获)"
)
_POINTS_LED = re.compile(r"(?:有|是|为|下|这|好|[归总]结[为成]?|概括为)$")  # 体会有三点。
_POINTS_END = re.compile(r"点(?:[，。；：:]|$)")


def rate_after(text: str, at: int) -> str:
    """The /台 or /年·人 behind a unit."""
    match = _RATE.match(text, at)
    if match is None:
        return ""
    for length in range(len(match[0]), 1, -1):
        rate = match[0][:length]
        parts = re.split(r"[·•*/]", rate[1:].lstrip("10千万"))
        if all(part in measures() or part in _PER for part in parts):
            return rate
    return ""


@lru_cache(maxsize=4096)
def named_unit(symbol: str) -> Unit:
    """The unit under its usual name: ㎡ and 平米 are 平方米, 个月 is 月."""
    top, slash, bottom = symbol.partition("/")
    return unit_named(_NAMED.get(top, top) + slash + _NAMED.get(bottom, bottom))
