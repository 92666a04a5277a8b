"""Whether two Chinese phrases speak of the same thing (名词相似): shared character pairs, rare ones counting most."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

_NOTES = re.compile(r"[（(][^（）()]*[)）]")
_NOT_WORDS = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
_NUMBERS = re.compile(r"\d[\d,.]*")
# Words of form, which say how a thing is measured and not which thing it is.
_MEASURES = re.compile(
    r"(?:人员数量|人次数|人次|人数|户数|件数|例数|场次|次数|台数|个数|家数|家次|期数|名数|项数|数量|总数|总量|数|面积|里程|长度|批次|班次|"
    r"(?<![指分系参次岁])[\u4e00-\u9fff]数|率|满意度|时间|时限|及时性|情况|水平|程度)$"
)
_VERBS = re.compile(
    r"[一二三四五六七八九十]是|开展|举办|组织|完成|实施|进行|做好|提供|享受|参加|参与|接受|保障|支付|全年|共有|共计|累计|各项|各类|有关|相关|工作|服务|项目|活动|"
    r"年度|计划|通过|为了|以及|进一步|全市|全县|全区|全省|我市|我县|我区|我省|实际|目标|预期|达到|实现"
)


def thing_named(name: str) -> str:
    """What an indicator measures, without the measure: 残疾人假肢（大、小腿）装配数量 → 残疾人假肢装配."""
    plain = _NOTES.sub("", name).strip()
    while (shorter := _MEASURES.sub("", plain)) != plain:
        plain = shorter
    return plain


def measure_named(name: str) -> str:
    """The measure an indicator's name ends in: …完成率 → 完成率, …人数 → 人数; "" for none."""
    plain = _NOTES.sub("", name).strip()
    rate = re.search(r"[\u4e00-\u9fff]{2}率$", plain)
    if rate:
        return rate.group()
    found = _MEASURES.search(plain)
    return found.group() if found else ""


def pairs_of(text: str) -> frozenset[str]:
    """The character pairs of the words of *text*, verbs of form and measures left out."""
    plain = _VERBS.sub(" ", _NUMBERS.sub(" ", _NOTES.sub("", text)).replace("辅具", "辅助器具"))
    return frozenset(
        part[at : at + 2] for part in _NOT_WORDS.split(plain) if len(part) > 1 for at in range(len(part) - 1)
    )


def says_the_same(one: str, other: str) -> bool:
    """Whether one of two phrases turns the words of the other round or leaves some out: 改造危桥 and 危桥改造."""
    shorter, longer = sorted((_core(one), _core(other)), key=len)
    if len(shorter) < 4 or len(shorter) * 10 < len(longer) * 6:
        return False
    return sorted(shorter) == sorted(longer) or abbreviates(shorter, longer) or _turned_round(shorter, longer)


def _turned_round(shorter: str, longer: str) -> bool:
    """Whether *longer* holds the two halves of *shorter*, in whatever order: 河段日常保洁 those of 保洁河段."""
    return any(shorter[:at] in longer and shorter[at:] in longer for at in range(2, len(shorter) - 1))


def _core(text: str) -> str:
    return _NOT_WORDS.sub("", _VERBS.sub("", re.split(r"\d", _NOTES.sub("", text).strip(), maxsplit=1)[0]))


def abbreviates(short: str, long: str) -> bool:
    """Whether *short* leaves out characters of *long* and keeps their order: 三代证合格 of 第三代残疾人证合格."""
    rest = iter(long)
    return all(char in rest for char in short)


class Likeness:
    """How alike phrases of one document are. Pairs that stand in many of its phrases (残疾人) say little."""

    def __init__(self, phrases: Iterable[str]) -> None:
        all_pairs = [pairs_of(phrase) for phrase in phrases]
        self._count = len(all_pairs)
        self._often = Counter(pair for pairs in all_pairs for pair in pairs)

    def weight(self, pair: str) -> float:
        """How much *pair* tells: much where few phrases hold it."""
        return math.log((self._count + 2) / (self._often[pair] + 0.5))

    def covered(self, phrase: str, by: str) -> float:
        """The share of the weight of *phrase* that stands in the words *by*, from 0 to 1."""
        wanted = pairs_of(phrase)
        there = pairs_of(by)
        total = sum(self.weight(pair) for pair in sorted(wanted))
        return sum(self.weight(pair) for pair in sorted(wanted & there)) / total if total else 0.0

    def mass(self, phrase: str) -> float:
        """How much *phrase* tells in all: near 0 for words of form alone."""
        return sum(self.weight(pair) for pair in sorted(pairs_of(phrase)))
