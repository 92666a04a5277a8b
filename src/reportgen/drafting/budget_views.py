"""Budget lines as templates see them: ``budget.total``, ``budget["fiscal"]``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.drafting.fact_views import FactView
from reportgen.model.facts import Fact, FactLedger
from reportgen.model.self_evaluation import BudgetLine, budget_key, budget_line_name


class BudgetLineView(FactView):
    """One budget line by its key."""

    def __init__(self, ledger: FactLedger, key: str, name: str) -> None:
        super().__init__(ledger, f"budget.{key}", subject=name, sheet="预算", record=BudgetLine)
        self.key = key
        self.called = name

    @property
    def spent_in_full(self) -> bool:
        """Whether the whole budget was spent, exactly."""
        rate = self._ledger.get(f"{self._prefix}.execution_rate")
        return bool(rate and rate.quantity and rate.quantity.value == 100)

    @property
    def has_budget(self) -> bool:
        """Whether there was a budget at all; one below zero is an error of the entry, told elsewhere."""
        return self._differs_from_zero("adjusted_budget")

    @property
    def has_spending(self) -> bool:
        """Whether anything was spent."""
        return self._differs_from_zero("actual_expenditure")

    def _differs_from_zero(self, name: str) -> bool:
        fact = self._ledger.get(f"{self._prefix}.{name}")
        return bool(fact and fact.quantity and fact.quantity.value != 0)


class BudgetView(Mapping[str, BudgetLineView]):
    """The budget lines: ``budget.total``, ``budget["fiscal"]``, and those entered in order."""

    def __init__(self, ledger: FactLedger, lines: Sequence[BudgetLine]) -> None:
        self._ledger = ledger
        self._lines = {line.key: BudgetLineView(ledger, line.key, line.name) for line in lines}

    def __getitem__(self, key: str) -> BudgetLineView:
        return self._lines[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def total(self) -> BudgetLineView:
        """部门整体支出, entered or summed from its parts."""
        return self._lines.get("total") or BudgetLineView(self._ledger, "total", budget_line_name())

    @property
    def parts(self) -> tuple[BudgetLineView, ...]:
        """The entered lines other than the total."""
        return tuple(line for key, line in self._lines.items() if key != "total")

    @property
    def sources(self) -> tuple[BudgetLineView, ...]:
        """财政拨款 and 其他资金 as far as entered."""
        return tuple(self._lines[key] for key in ("fiscal", "other") if key in self._lines)

    @property
    def sole_source(self) -> BudgetLineView | None:
        """The one source of all expenditure, where only one has a budget."""
        funded = [line for line in self.sources if line.has_budget]
        share = funded[0].share if len(funded) == 1 else None
        return funded[0] if isinstance(share, Fact) and share.quantity and share.quantity.value == 100 else None

    @property
    def types(self) -> tuple[BudgetLineView, ...]:
        """基本支出 and 项目支出 as far as entered."""
        return tuple(self._lines[key] for key in ("basic", "project") if key in self._lines)

    def line(self, source: str, expenditure_type: str) -> BudgetLineView:
        """The line of that source and type, for tables that print every cell."""
        key = budget_key(source, expenditure_type)
        return self._lines.get(key) or BudgetLineView(self._ledger, key, budget_line_name(source, expenditure_type))
