"""Which of the sums printed under a table is its total (总分、合计)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.importing.accounting import Account
from reportgen.importing.rows import Item


@dataclass(frozen=True, slots=True)
class Total:
    """The scores of one row: the score alone, or full marks and score. *is_sum* says that it is only called 合计."""

    numbers: tuple[Item, ...]
    is_sum: bool


def settled_total(said: Sequence[Total], account: Account) -> tuple[Item, ...]:
    """The numbers of the first row called 总分, else those of the last 合计; the other sums are part of the form."""
    stated = [total for total in said if total.numbers]
    sure = [total for total in stated if not total.is_sum]
    chosen = sure[0] if sure else stated[-1] if stated else None
    for total in stated:
        if total is not chosen:
            account.structure(*total.numbers)
    if chosen is None:
        return ()
    account.structure(*chosen.numbers)
    return chosen.numbers
