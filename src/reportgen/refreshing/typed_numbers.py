"""Numbers that people typed by hand and that restate an old figure: they are never changed, only pointed out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportgen.model.bound_text import KnownFact
from reportgen.quantities.mention import Mention
from reportgen.quantities.mentions import scan
from reportgen.refreshing.fact_map import FactMap

_TELLING = 4  # significant digits from which a number alone tells what it is


class TypedNumbers:
    """The numbers of the base that the new data changed."""

    def __init__(self, old: Mapping[str, KnownFact], new: Mapping[str, KnownFact], mapped: FactMap) -> None:
        self._changed: dict[tuple[str, Decimal], list[tuple[KnownFact, KnownFact]]] = defaultdict(list)
        for fact in old.values():
            now = new.get(mapped.ids.get(fact.id, ""))
            before = fact.quantity
            if now is None or before is None or now.quantity is None or now.text == fact.text:
                continue
            self._changed[before.unit.dimension, before.base].append((fact, now))

    def told(self, words: str, bound: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """Each number of the sentence *words* outside *bound* that restates an old figure, and what to say of it."""
        if not self._changed or not any(map(str.isdecimal, words)):
            return
        for mention in scan(words).claims:
            if mention.quantity is None or any(low < mention.end and mention.start < high for low, high in bound):
                continue
            meant = self._meant(mention, words)
            if meant is not None:
                old, now = meant
                what = f"“{old.subject}”{old.label}" if old.subject not in {"", old.label} else f"“{old.label}”"
                said = f"“{mention.text}”是手工输入的，与原来的{what}“{old.text}”相同；新数据为“{now.text}”。"
                yield mention.start, mention.end, (said, "没有自动改动，请核对是否要改。")

    def _meant(self, mention: Mention, words: str) -> tuple[KnownFact, KnownFact] | None:
        quantity = mention.quantity
        assert quantity is not None
        if not quantity.unit.symbol:
            return None
        candidates = self._changed.get((quantity.unit.dimension, quantity.base), [])
        named = [pair for pair in candidates if _is_named(pair[0], words)]
        if named:
            return named[0]
        digits = len(quantity.value.normalize().as_tuple().digits)
        return candidates[0] if candidates and digits >= _TELLING else None


def _is_named(fact: KnownFact, words: str) -> bool:
    return any(len(each) > 1 and each in words for each in (fact.subject, fact.label, fact.label.removesuffix("数")))
