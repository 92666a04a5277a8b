"""Sums of the columns of a table (合计行): recomputed from the rows above, subtotals apart."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.checking.tables.values import rounds_to
from reportgen.language.cell_text import label_key

_SUM = re.compile(r".{0,8}(?:合计|小计|总计|总分|总得分|总数)(?:得分|分数|分值|数)?")
_SUBTOTAL = re.compile(r".{0,8}小计.*")


def is_sum_label(text: str) -> bool:
    """Whether a label heads a row of sums."""
    key = label_key(text)
    return bool(key) and _SUM.fullmatch(key) is not None


class Sums:
    """The figures of the rows above, by column."""

    def __init__(self) -> None:
        self._all: dict[int, list[Decimal]] = {}
        self._since: dict[int, list[Decimal]] = {}
        self._complete = True

    def miss(self) -> None:
        """A row above could not be read: nothing can be said against a sum."""
        self._complete = False

    def add(self, column: int, value: Decimal) -> None:
        """A figure of an ordinary row."""
        self._all.setdefault(column, []).append(value)
        self._since.setdefault(column, []).append(value)

    def expected(self, column: int, label: str) -> Decimal | None:
        """What the figure of a sum row in *column* has to be; None where there is nothing to add."""
        held = (self._since if _SUBTOTAL.fullmatch(label_key(label)) else self._all).get(column, [])
        return sum(held, Decimal(0)) if len(held) >= 2 and self._complete else None

    def rate(self, part: int, whole: int, label: str) -> Decimal | None:
        """What the sum of column *part* is of that of column *whole*, in per cent; None where either is not known."""
        spent, budget = self.expected(part, label), self.expected(whole, label)
        return spent / budget * 100 if spent is not None and budget else None

    def is_sum(self, column: int, label: str, written: Decimal) -> bool:
        """Whether *written* is the sum of the rows above, rounded to its digits."""
        total = self.expected(column, label)
        return total is not None and rounds_to(total, written, Decimal(1))

    def close(self, label: str) -> None:
        """A sum row has been read: the next subtotal begins anew."""
        if _SUBTOTAL.fullmatch(label_key(label)):
            self._since = {}
