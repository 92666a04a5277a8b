"""Whether an honour (荣誉) is borne out: by an entered text with that name and level, or with who won it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.checking.sentences.subjects import Line
from reportgen.language.verdict_words import Claim, VerdictWord, verdict_words
from reportgen.language.words import GENERAL_WORDS, name_pairs

_VERBS = frozenset("荣获 获得 授予 获评 受到 称号 入选 评为 命名 认定".split())
# Words that many honours hold; an honour told by these alone must be of the one who won it.
_COMMON = frozenset(
    """
    等奖 一等 二等 三等 特等 奖项 金奖 银奖 铜奖 先进 进集 集体 进个 个人 进单 单位 优秀 秀单 秀集 秀个 标兵 典型
    表彰 荣誉 嘉奖 国家 家级 省级 市级 县级 区级 全国 全省 全市 全县 全区 部级 厅级
    """.split()
)
_LEVELS = {
    "国": re.compile(r"全国|国家"), "省": re.compile(r"省"), "市": re.compile(r"市"), "县": re.compile(r"[县区]"),
}  # fmt: skip
_SUBJECT_ENDS = re.compile(r"[，。；：、（）]")


def borne_out(line: Line, word: VerdictWord, clause: int, texts: Sequence[str]) -> bool:
    """Whether one of the entered *texts* bears out the honour that *word* names in that *clause*."""
    pairs = set(name_pairs(word.text)) - _VERBS
    start, end = line.parts.starts[clause], line.parts.ends[clause]
    beside = line.text[start : word.start] + "，" + line.text[word.end : end]
    others = set(name_pairs(beside)) - GENERAL_WORDS
    alone = word.start == start  # 被授予省级先进集体称号: of the department itself
    return bool(pairs) and any(_held(word.text, pairs, others, text, alone=alone) for text in texts)


def _held(words: str, pairs: set[str], others: set[str], text: str, *, alone: bool) -> bool:
    held = set(name_pairs(text))
    if len(pairs & held) * 3 < len(pairs) * 2:
        return False
    entered = [one for one in verdict_words(text) if one.claim is Claim.HONOUR]
    alike = [one for one in entered if pairs & set(name_pairs(one.text))]
    if alike and not any(_one_level(words, one.text) for one in alike):
        return False
    if pairs - _COMMON or others & held:
        return True
    return not others and not (alone and alike and all(_winner(text, one) for one in alike))


def _one_level(words: str, others: str) -> bool:
    """Whether the two do not name different levels: 省级 and 全省 are one, 全市 is another."""
    told, known = _level(words), _level(others)
    return not told or not known or told == known


def _level(words: str) -> str:
    return next((level for level, pattern in _LEVELS.items() if pattern.search(words)), "")


def _winner(text: str, word: VerdictWord) -> str:
    """Who won the honour, by the words before it: 县康复中心获评……"""
    return _SUBJECT_ENDS.split(text[: word.start])[-1]
