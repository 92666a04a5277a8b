"""Which rows some words name by a short name (简称): 采编播和融媒体平台两块, 撇开布病防控, 比轮换率高.

A short name holds two letters side by side that no other row of the kind has in its name, or else its letters stand in
one name alone, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.language.words import GENERAL_WORDS

_ITEMS = re.compile(r"[、，。；：（）()“”和与及以跟同加]|连同|[两二三四五六]|项目|支出|经费|资金|指标")
_LEAST, _LONGEST = 2, 8  # letters of a short name
_MOST_ROWS = 400
_NO_NAME = frozenset("一 这 那 光 仅 就 单 的 了".split())


def named_shortly(words: str, index: FactIndex, kind: str) -> list[str]:
    """The rows whose keys begin with *kind* that *words* name, in the order of the words."""
    names, own = _names(index, kind)
    found = {own[pair]: at for at in range(len(words) - 2, -1, -1) if (pair := words[at : at + 2]) in own}
    at = 0
    for item in _ITEMS.split(words):
        start = words.find(item, at)
        at = start + len(item)
        if _LEAST <= len(item) <= _LONGEST and not any(start <= place < at for place in found.values()):
            rows = [key for key, name in names.items() if _in_order(item, name)]
            if len(rows) == 1:
                found.setdefault(rows[0], start)
    return sorted(found, key=found.__getitem__)


@lru_cache(maxsize=8)
def _names(index: FactIndex, kind: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The names of the rows of a kind, and the pairs of letters that stand in the name of one of them alone."""
    held = {key: one.name.partition(" ")[0] for key, one in index.subjects.items() if key.startswith(kind)}
    if len(held) > _MOST_ROWS:
        return {}, {}
    own: dict[str, str] = {}
    several: set[str] = set()
    for key, name in held.items():
        for at in range(len(name) - 1):
            pair = name[at : at + 2]
            if own.setdefault(pair, key) != key:
                several.add(pair)
    return held, {pair: key for pair, key in own.items() if pair not in several | GENERAL_WORDS}


def _in_order(short: str, name: str) -> bool:
    rest = iter(name)
    return short[:1] not in _NO_NAME and all(letter in rest for letter in short)


def rows_of(index: FactIndex, kind: str) -> Sequence[str]:
    """The keys of the rows of a kind."""
    return list(_names(index, kind)[0])
