"""Facts (事实): every number and name a report may state, with its source; derived ones with formula and operands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.origin import Origin
from reportgen.quantities.quantity import Quantity


class Role(StrEnum):
    """In which role a fact may be stated; a target must not be reported as the actual value."""

    ORIGINAL_BUDGET = "年初预算"
    BUDGET = "全年预算"
    EXPENDITURE = "执行"
    TARGET = "目标"
    ACTUAL = "实际"
    PREVIOUS = "上年"
    MAX_SCORE = "分值"
    SCORE = "得分"
    RATE = "比率"
    DIFFERENCE = "差额"
    COUNT = "数量"
    NAME = "名称"
    TEXT = "文字"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact. *text* is how a report writes it; *quantity* is exact and unrounded, or None for names and prose.

    A derived fact has a *formula* in Chinese and the ids of its *operands*, and no origin of its own.
    """

    id: str
    label: str
    text: str
    role: Role
    quantity: Quantity | None = None
    subject: str = ""
    period: str = ""
    origin: Origin | None = None
    formula: str = ""
    operands: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    places: int | None = None  # decimals written in *text* when it is a rounded figure

    @property
    def derived(self) -> bool:
        """Whether the program computed it."""
        return bool(self.formula)


class FactLedger(Mapping[str, Fact]):
    """The ledger of facts (事实台账): id → fact, in the order entered. Ids are unique."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts: dict[str, Fact] = {}
        for fact in facts:
            if fact.id in self._facts:
                raise ValueError(f"duplicate fact id {fact.id}")
            self._facts[fact.id] = fact

    def __getitem__(self, fact_id: str) -> Fact:
        return self._facts[fact_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)
