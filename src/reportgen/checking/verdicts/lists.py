"""Indicators that a list names one by one, if only in part (列举): 养护里程、检测辆次、客运量三项均……"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.sentences.subjects import Line
from reportgen.language.verdict_words import Reach, VerdictWord
from reportgen.language.words import GENERAL_WORDS, name_pairs

_RIVAL = 0.75  # of the evidence for an indicator, from which another is meant as well
_ITEM_NAMED = 0.4
_ITEM_TELLS = 5.0  # bits of an item of a list from which it names something
LIST_MARKS = re.compile(r"、|和|及|与|以及|跟")
_LIST_END = re.compile(
    r"(?:这|等|共)*(?P<many>[两二三四五六七八九\d])(?:大)?[项个者类块处头条]+(?:[\u4e00-\u9fff]{0,6}?(?:指标|任务|目标|工作|对象|人数))?(?:的.*)?$|(?:双双|分别)$"
)
LIST_HEAD = re.compile(r"^.*?(?:只有|仅有|其中|仅|只|中的?|包括|即|为)")
NUMERALS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}


class NamedItems:
    """Finds the indicators that items of lists name, by one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index

    def listed(self, line: Line, word: VerdictWord) -> tuple[str, ...]:
        """The indicators of a list right before the verdict: 养护里程、检测辆次、客运量三项均……"""
        before = line.text[max(line.text.rfind(mark, 0, word.start) for mark in "，。；：！") + 1 : word.start]
        if not LIST_MARKS.search(before) or (word.reach is Reach.PLAIN and not _LIST_END.search(before)):
            return ()
        end = _LIST_END.search(before)
        many = NUMERALS.get(end["many"], 0) if end and end["many"] and not end["many"].isdigit() else 0
        many = many or (int(end["many"]) if end and end["many"] and end["many"].isdigit() else 0)
        words = LIST_HEAD.sub("", before[: end.start()] if end else before)
        items = [item for item in LIST_MARKS.split(words) if item]
        found = [self.item(item) for item in items]
        keys = tuple(dict.fromkeys(key for key in found if key))
        if len(items) < 2 or len(keys) < len(items) or (many and many != len(items)):
            return ()
        return keys

    def item(self, item: str) -> str:
        """The one indicator that an item of a list names, if only in part: 养护里程, 客运量."""
        found = self.named_in_part(item)
        holding = [key for key in found if item in self._index.subjects[key].name] if len(found) > 1 else found
        return holding[0] if len(holding) == 1 else ""

    def named_in_part(self, item: str) -> Sequence[str]:
        """The indicators that the words name in part, about as well as one another."""
        index = self._index
        own = set(name_pairs(item)) - GENERAL_WORDS
        bits: dict[str, float] = {}
        for pair in sorted(own):
            for key in index.postings.get(pair, ()):
                if key.startswith("indicator."):
                    bits[key] = bits.get(key, 0.0) + index.weights[pair]
        best = max(bits.values(), default=0.0)
        return [
            key
            for key in sorted(bits, key=lambda one: (-bits[one], one))
            if bits[key] > best * _RIVAL or bits[key] == best
            if own <= index.subjects[key].pairs.keys()
            or bits[key] >= min(index.subjects[key].weight * _ITEM_NAMED, _ITEM_TELLS)
        ]
