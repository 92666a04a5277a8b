"""Groups of indicators by the categories that words name (一级指标、二级指标): 效益指标, 产出和效益方面的指标."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.verdicts.lists import LIST_MARKS

_CATEGORY_LIST = re.compile(
    r"(?P<list>[\u4e00-\u9fff]{2,5}(?:(?:、|和|与|及|以及)[\u4e00-\u9fff]{2,5}?)+?)(?:[两二三3]?[类个]|方面)?的?(?:指标|目标)"
)


class Categories:
    """Finds the categories of indicators that words name, by one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._categories = {
            key.removeprefix("count.category."): key for key in index.subjects if key.startswith("count.category.")
        }

        self._subcategories = _subcategories(index, self._categories)
        names = "|".join(self._subcategories)
        self._named = re.compile(rf"(?:{names})(?:(?:[、和与及]|以及)(?:各项)?(?:{names}))*") if names else None

    def named_last(self, words: str) -> str:
        """The category of indicators that is named last."""
        found: tuple[int, str] = (-1, "")
        for name, key in self._categories.items():
            short = name.removesuffix("指标")
            at = max(words.rfind(f"{short}{kind}") for kind in ("类", "方面")) if len(short) > 1 else -1
            found = max(found, (words.rfind(name), key), (at, key))
        return found[1] if found[0] >= 0 else ""

    def named_in_sentence(self, line: Line, at: int) -> str:
        """The group of indicators that the sentence names before *at*: 满意度指标一项达标……"""
        start = max(line.text.rfind(mark, 0, at) for mark in "。；！") + 1
        return self.named_last(line.text[start:at])

    def right_before(self, line: Line, at: int) -> str:
        """The category of indicators whose name ends at that place: 效益指标3项."""
        ending = (key for name, key in self._categories.items() if line.text.endswith(name, 0, at))
        return next(ending, "")

    def listed(self, words: str) -> tuple[str, ...]:
        """The indicators of categories named beside one another: 产出和效益方面的指标, 产出、效益两类指标."""
        list_of = _CATEGORY_LIST.search(words)
        if list_of is None:
            return self._of_subcategories(words)
        shorts = [item.removesuffix("指标") for item in LIST_MARKS.split(list_of["list"])]
        groups = [self._categories.get(f"{short}指标", "") for short in shorts]
        if not all(groups):
            return self._of_subcategories(words)
        return tuple(key for group in groups for key in indicators_in(group, self._index))

    def _of_subcategories(self, words: str) -> tuple[str, ...]:
        """The indicators of the 二级指标 named last, alone or beside one another: 质量指标、时效指标均达标.

        None where a 一级指标 is named after them.
        """
        if self._named is None:
            return ()
        found = list(self._named.finditer(words))
        after = found[-1].end() if found else 0
        if not found or any(words.find(name, max(0, after - len(name) + 1)) >= 0 for name in self._categories):
            return ()
        names = re.findall("|".join(self._subcategories), found[-1][0])
        return tuple(key for name in dict.fromkeys(names) for key in self._subcategories[name])


def _subcategories(index: FactIndex, categories: Mapping[str, str]) -> dict[str, list[str]]:
    """The keys of the indicators of each 二级指标 by its name, the longest first, for a pattern."""
    found: dict[str, list[str]] = {}
    for fact in index.ledger.values():
        row, _, field = fact.id.rpartition(".")
        if field == "subcategory" and row.startswith("indicator.") and fact.text and fact.text not in categories:
            found.setdefault(fact.text, []).append(row)
    return {re.escape(name): found[name] for name in sorted(found, key=len, reverse=True)}


def indicators_in(group: str, index: FactIndex) -> Iterator[str]:
    """The keys of the indicators counted in *group*."""
    for last in ("met", "missed"):
        fact = index.ledger.get(f"{group}.{last}")
        if fact is not None:
            yield from (operand.rpartition(".")[0] for operand in fact.operands)
