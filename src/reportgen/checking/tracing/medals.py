"""Medals told by their metal alone (奖牌): 5金7银4铜 of 金牌5枚、银牌7枚、铜牌4枚."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.quantities.mention import Mention

_METALS = frozenset({"金", "银", "铜"})
_MOST = 64


def medals(mention: Mention, index: FactIndex) -> tuple[Statement, ...]:
    """The entered number of medals of the metal that *mention* names, where it is that number."""
    metal = mention.unit.symbol
    if metal not in _METALS or mention.value is None or mention.qualifiers:
        return ()
    near: Sequence[Statement] = index.near("枚", mention.value, mention.value, _MOST)
    return tuple(one for one in near if one.words and f"{metal}牌{one.text}" in one.words)[:1]
