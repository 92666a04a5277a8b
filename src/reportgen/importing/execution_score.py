"""The score of 预算执行率 where a form prints it among the indicators: it belongs to the budget line."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

from reportgen.importing.accounting import Account
from reportgen.importing.rows import Item
from reportgen.language.cell_text import score_of
from reportgen.model.indicators import Indicator
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import BudgetLine

_EXECUTION = re.compile(r"(?:(?:部门)?(?:整体)?(?:支出)?)?预算(?:资金)?执行(?:率|情况)?")


def with_execution_score(
    budget: Sequence[BudgetLine],
    indicators: Sequence[Indicator],
    scored: tuple[Item, Item | None] | None,
    account: Account,
) -> tuple[tuple[BudgetLine, ...], tuple[Indicator, ...]]:
    """*budget* with the 分值 and 得分 printed for 预算执行率, and *indicators* without that row.

    Rows of a level of their own, as 过程指标 has them, stay indicators, and so does one that no budget line can take.
    """
    place = next((i for i, line in enumerate(budget) if (line.source, line.expenditure_type) == ("合计", "合计")), None)
    if place is None or budget[place].max_score is not None:
        return tuple(budget), tuple(indicators)
    row = next((entry for entry in indicators if _is_execution(entry)), None)
    values: dict[str, Decimal | None] = {}
    origins: dict[str, Origin] = {}
    if row is not None:
        for field in ("max_score", "score"):
            values[field] = getattr(row, field)
            if (origin := row.origins.get(field)) is not None:
                origins[field] = origin
    elif scored is not None:
        for field, item in zip(("max_score", "score"), scored, strict=True):
            if item is not None:
                values[field], origins[field] = score_of(item.text), item.origin
                account.use(item)
    if not values:
        return tuple(budget), tuple(indicators)
    line = dataclasses.replace(budget[place], origins={**budget[place].origins, **origins}, **values)  # type: ignore[arg-type]
    lines = (*budget[:place], line, *budget[place + 1 :])
    return lines, _renumbered(indicators, row)


def names_execution(key: str) -> bool:
    """Whether a row with the label *key* is that of 预算执行率."""
    return _EXECUTION.fullmatch(key) is not None


def _is_execution(entry: Indicator) -> bool:
    own_level = entry.category and not _EXECUTION.match(entry.category)
    return not entry.project and not own_level and names_execution(entry.name)


def _renumbered(indicators: Sequence[Indicator], without: Indicator | None) -> tuple[Indicator, ...]:
    if without is None:
        return tuple(indicators)
    left = [entry for entry in indicators if entry is not without]
    numbers = itertools.count(1)
    return tuple(entry if entry.project else dataclasses.replace(entry, number=str(next(numbers))) for entry in left)
