"""What of a text is compared when passages are looked for (检索词): its words, and its pairs of characters."""

from __future__ import annotations

import re
from itertools import pairwise

from reportgen.language.words import tokenizer

_RUN = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z]+")
# Words in nearly every passage of any report; they tell none from another.
_EMPTY = frozenset(
    "的 了 和 及 与 等 在 对 为 是 有 中 将 并 以 由 年 月 日 万元 元 个 项 分 其中 按 于 到 各 本 我".split()
)


def words(text: str) -> tuple[str, ...]:
    """The words of *text* by jieba, without figures and words that nearly every passage holds."""
    found = (word for run in _RUN.findall(text) for word in tokenizer().lcut(run))
    return tuple(word for word in found if word not in _EMPTY)


def pairs(text: str) -> tuple[str, ...]:
    """The pairs of neighbouring Chinese characters of *text*."""
    return tuple(a + b for run in _RUN.findall(text) for a, b in pairwise(run))
