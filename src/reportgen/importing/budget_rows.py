"""One row of a budget table → one :class:`BudgetLine` (预算执行情况)."""

from __future__ import annotations

import re
from typing import Any

from reportgen.importing.amounts import money_of, rate_of, reason_and_measure
from reportgen.importing.cleaning import is_dash, number_of, score_of
from reportgen.importing.headers import Header
from reportgen.importing.meanings import Budget
from reportgen.importing.rows import Item, Row
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import BudgetLine

_MONEY_FIELDS = {
    Budget.ORIGINAL: "original_budget",
    Budget.ADJUSTED: "adjusted_budget",
    Budget.ACTUAL: "actual_expenditure",
    Budget.PREVIOUS: "previous_actual",
}
_SCORE_FIELDS = {Budget.MAX_SCORE: "max_score", Budget.SCORE: "score"}
_TOTAL_WORDS = re.compile(
    r"合计|总额|总计|小计|总数|整体支出|部门预算|部门支出|年度资金|预算(?:金额|执行|数)|资金总|支出总|项目资金"
)


def line_key(label: str) -> tuple[str, str] | None:
    """资金来源 and 支出类别 of a row's label; ``None`` for a part the entered data do not keep, such as 上年结转."""
    fiscal = re.search(r"财政(?:拨款|资金|补助|性资金)|一般公共预算", label)
    other = re.search(r"其他(?:资金|收入)|非财政|自筹", label)
    basic, project = "基本支出" in label, "项目支出" in label
    if not (fiscal or other or basic or project):
        return ("合计", "合计") if not label or _TOTAL_WORDS.search(label) else None
    if "结转" in label:
        return None
    source = "其他资金" if other else "财政拨款" if fiscal else "合计"
    kind = "基本支出" if basic else "项目支出" if project else "合计"
    return source, kind


def budget_line(header: Header[Budget], row: Row, unit: str) -> tuple[BudgetLine | None, Row]:
    """The budget line of *row* and the items used for it; no line where nothing stands under the header's money."""
    cells, labels = _cells(header, row)
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    used: list[Item] = []
    for column, item in cells.items():
        for field, value in _values(column, item, unit):
            values[field] = value
            origins[field] = item.origin
            used.append(item)
    key = line_key("".join(item.key for item in labels))
    if key is None or not any(field in values for field in _MONEY_FIELDS.values()):
        return None, ()
    origins[""] = labels[-1].origin if labels else used[0].origin
    return BudgetLine(source=key[0], expenditure_type=key[1], origins=origins, **values), (*labels, *used)


def _cells(header: Header[Budget], row: Row) -> tuple[dict[Budget, Item], list[Item]]:
    """The figures of a row by column, and its labels. Figures shifted off their columns are taken in order."""
    columns = [(start, meaning) for start, meaning in header.columns if meaning is not None]
    first = columns[0][0]
    figures = [item for item in row if _is_figure(item)]
    labels = [item for item in row if item not in figures and item.column < first]
    cells: dict[Budget, Item] = {}
    strays = []
    for item in row:
        if item in labels:
            continue
        meaning = header.at(item.column)
        if meaning is None or meaning in cells or (meaning is not Budget.REASON and item not in figures):
            strays.append(item)
        else:
            cells[meaning] = item
    if strays and len(figures) == len(columns):
        cells = {meaning: item for (_, meaning), item in zip(columns, figures, strict=True)}
    labels += [item for item in strays if item not in figures and item not in labels]
    return cells, labels


def _is_figure(item: Item) -> bool:
    return (
        number_of(item.text) is not None
        or rate_of(item.text) is not None
        or money_of(item.text, "元") is not None
        or is_dash(item.text)
    )


def _values(column: Budget, item: Item, unit: str) -> list[tuple[str, Any]]:
    value: Any
    if column in _MONEY_FIELDS:
        value = money_of(item.text, unit)
        return [(_MONEY_FIELDS[column], value)] if value is not None else []
    if column in _SCORE_FIELDS:
        value = score_of(item.text)
        return [(_SCORE_FIELDS[column], value)] if value is not None else []
    if column is Budget.RATE:
        value = rate_of(item.text)
        return [("stated_execution_rate", value)] if value is not None else []
    if column is Budget.REASON:
        reason, measure = reason_and_measure(item.text)
        return [
            (field, text) for field, text in (("deviation_reason", reason), ("improvement_measures", measure)) if text
        ]
    return []
