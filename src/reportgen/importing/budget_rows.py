"""One row of a budget table → one :class:`BudgetLine` (预算执行情况)."""

from __future__ import annotations

import re
from typing import Any

from reportgen.importing.amounts import money_of, rate_of, reason_and_measure
from reportgen.importing.headers import Header
from reportgen.importing.rows import Item, Row
from reportgen.language.cell_text import clean, is_dash, label_key, number_of, one_line, prose, score_of
from reportgen.language.table_heads import Budget, Label, label_meaning
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import BudgetLine

_MONEY_FIELDS = {
    Budget.ORIGINAL: "original_budget",
    Budget.ADJUSTED: "adjusted_budget",
    Budget.ACTUAL: "actual_expenditure",
    Budget.PREVIOUS: "previous_actual",
}
_PROJECT_FIELDS = {"fiscal_appropriation": "fiscal_appropriation", "other_funds": "other_funds", "fund_use": "fund_use"}
_PARTS = {Budget.FISCAL: "fiscal_appropriation", Budget.OTHER_FUNDS: "other_funds"}
_SCORE_FIELDS = {Budget.MAX_SCORE: "max_score", Budget.SCORE: "score"}
_TOTAL_WORDS = re.compile(
    r"合计|总额|总量|总计|小计|总数|整体支出|部门预算|部门支出|年度资金|预算(?:金额|执行|数)|资金总|支出总|项目资金"
)


CARRY_OVER = "上年结转资金"  # a source of funds that the entered data keep for projects alone
_OTHER_SOURCES = re.compile(
    r"政府性基金|国有资本|社会?保险?基金|专户|非税|事业(?:单位)?(?:经营)?收入|经营收入|债券|上级补助"
)


def line_key(label: str) -> tuple[str, str] | None:
    """资金来源 and 支出类别 of a row's label; ``None`` for a part the entered data do not keep, such as 政府性基金."""
    if "结转" in label or "结余" in label:
        return (CARRY_OVER, "合计") if not re.search(r"年末|本年结|下年", label) else None
    if _OTHER_SOURCES.search(label):
        return None
    fiscal = re.search(r"财政(?:拨款|资金|补助|性资金)|一般公共预算", label)
    other = re.search(r"其他(?:资金|收入)|非财政|自筹", label)
    basic, project = "基本支出" in label, "项目支出" in label
    if not (fiscal or other or basic or project):
        return ("合计", "合计") if not label or _TOTAL_WORDS.search(label) else None
    source = "其他资金" if other else "财政拨款" if fiscal else "合计"
    kind = "基本支出" if basic else "项目支出" if project else "合计"
    return source, kind


def budget_line(header: Header[Budget], row: Row, unit: str) -> tuple[BudgetLine | None, Row]:
    """The budget line of *row* and the items used for it; no line where nothing stands under the header's money."""
    values, origins, used, labels = _stated(header, row, unit)
    key = line_key("".join(item.key for item in labels))
    if key is None or not any(field in values for field in _MONEY_FIELDS.values()):
        return None, ()
    origins[""] = labels[-1].origin if labels else used[0].origin
    kept = {field: value for field, value in values.items() if field not in _PROJECT_FIELDS}
    return BudgetLine(source=key[0], expenditure_type=key[1], origins=origins, **kept), (*labels, *used)


def _stated(
    header: Header[Budget], row: Row, unit: str
) -> tuple[dict[str, Any], dict[str, Origin], list[Item], list[Item]]:
    cells, labels = _cells(header, row)
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    used: list[Item] = []
    for column, item in cells.items():
        for field, value in _values(column, item, header.unit_at(item.column) or unit):
            values[field] = value
            origins[field] = item.origin
            used.append(item)
    return values, origins, used, labels


_LIST_HEADS = re.compile(
    r"(?:主要|重点|预算|支出|专项|具体)*项目(?:名称)?|(?:支出|资金)(?:内容|类[别型]|方向|事项|用途)|类别|专项(?:名称)?"
    r"|(?:重点)?(?:工作)?任务(?:名称)?"
)
_LINE_LABELS = re.compile(
    r"(?:部门|年度|本年|整体|全年)*(?:支出|资金|预算)?(?:合计|总计|总额|总量|总支出)"
    r"|(?:财政拨款|其他资金)?(?:基本支出|项目支出)(?:合计|小计|总额)?|财政拨款|其他资金"
)
_LIST_NUMBER = re.compile(
    r"^(?:其中[:：]\s*)?(?:[一二三四五六七八九十]+[、．.]|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[、．.](?!\d))?\s*"
)
_NOT_A_PROJECT = re.compile(
    r"小计|三公|公务接待|公务用车|因公出国|会议费|培训费|人员经费|公用经费|工资福利|商品和服务|个人和家庭|资本性支出|[收]入$"
)


def lists_projects(header: Header[Budget]) -> bool:
    """Whether the rows under *header* are projects or other items of spending, by its first column."""
    return bool(header.keys) and _LIST_HEADS.fullmatch(header.keys[0]) is not None


def listed_project(header: Header[Budget], row: Row, unit: str) -> tuple[dict[str, Any], dict[str, Origin], Row] | None:
    """A project that *row* of a list of spending names: its fields, their places and the items used.

    ``None`` where the table does not list projects by name or the row is one of its totals.
    """
    if not lists_projects(header):
        return None
    stated, places, used, labels = _stated(header, row, unit)
    names = [item for item in labels if not _is_figure(item)]
    key = label_key(_LIST_NUMBER.sub("", one_line(names[0].text))) if names else ""
    if not names or _LINE_LABELS.fullmatch(key) or _NOT_A_PROJECT.search(key):
        return None
    if line_key(names[0].key) is None and (_OTHER_SOURCES.search(names[0].key) or "结转" in names[0].key):
        return None
    if not any(field in stated for field in _MONEY_FIELDS.values()):
        return None
    total = "adjusted_budget" if "adjusted_budget" in stated else "original_budget"
    fields = {
        "budget": total,
        "original_budget": "original_budget",
        "actual_expenditure": "actual_expenditure",
        "stated_execution_rate": "stated_execution_rate",
        "deviation_reason": "deviation_reason",
        "improvement_measures": "improvement_measures",
        **_PROJECT_FIELDS,
    }
    values = {
        "name": _LIST_NUMBER.sub("", one_line(names[0].text)),
        **{f: stated[source] for f, source in fields.items() if source in stated},
    }
    origins = {"": names[0].origin, "name": names[0].origin}
    origins |= {field: places[source] for field, source in fields.items() if source in places}
    kept = set(origins.values())
    return values, origins, tuple(item for item in (names[0], *used) if item.origin in kept)


def is_blank_line(row: Row) -> bool:
    """Whether *row* names a source of funds and states nothing of it: 上年结转资金｜—｜—."""
    labels = [item for item in row if not is_dash(item.text)]
    named = (
        len(labels) == 1
        and not re.search(r"\d", labels[0].text)
        and (line_key(labels[0].key) is not None or _OTHER_SOURCES.search(labels[0].key))
    )
    return bool(named) and label_meaning(labels[0].key) not in {Label.GOAL, Label.BLOCK, Label.TOTAL}


_INLINE_AMOUNT = re.compile(r"(?:其中[:：]\s*)?(?P<label>[^:：\d]{2,20})[:：]\s*(?P<amount>[\d,.]+\s*(?:万元|元)?)")
_SPLIT_TITLE = re.compile(r"(?:其中)?按.{2,8}分[:：]?")


def inline_lines(row: Row, unit: str) -> tuple[list[BudgetLine], Row] | None:
    """Budget lines whose cells hold label and amount at once, 其中：基本支出：820.00, and the titles over them.

    ``None`` where a cell of *row* holds anything else.
    """
    lines = []
    titles = []
    for item in row:
        if _SPLIT_TITLE.fullmatch(item.text.strip()):
            titles.append(item)
            continue
        found = _INLINE_AMOUNT.fullmatch(clean(item.text))
        amount = money_of(found["amount"], unit) if found else None
        if found is None or amount is None:
            return None
        key = line_key(label_key(found["label"]))
        if key is not None and key[0] != CARRY_OVER:
            origins = {"": item.origin, "adjusted_budget": item.origin}
            lines.append(BudgetLine(source=key[0], expenditure_type=key[1], adjusted_budget=amount, origins=origins))
    return lines, tuple(titles)


def public_funds(row: Row) -> Row:
    """The labels of 政府性基金 and 国有资本经营预算 in *row*, where an amount other than 0 stands with them."""
    labels = tuple(item for item in row if re.search(r"政府性基金|国有资本经营", item.text) and not _is_figure(item))
    amounts = [money_of(item.text, "元") for item in row]
    beside = any(amount is not None and amount.value for amount in amounts)
    inside = [item for item in labels if re.search(r"[:：]\s*(?!0+(?:\.0+)?\D*$)\d", item.text)]
    return labels if beside else tuple(inside)


def is_unkept_line(row: Row) -> bool:
    """Whether *row* states figures of a source of funds that the entered data do not keep: 政府性基金预算拨款."""
    labels = [item for item in row if not _is_figure(item)]
    key = "".join(item.key for item in labels)
    return len(labels) < len(row) and (bool(_OTHER_SOURCES.search(key)) or "结转" in key or "结余" in key)


_TEXTS = (Budget.REASON, Budget.USE)


def _cells(header: Header[Budget], row: Row) -> tuple[dict[Budget, Item], list[Item]]:
    """The figures of a row by column, and its labels. Figures shifted off their columns are taken in order."""
    columns = [(start, meaning) for start, meaning in header.columns if meaning is not None]
    first = next((start for start, meaning in columns if meaning not in _TEXTS), columns[0][0])
    figures = [item for item in row if _is_figure(item)]
    labels = [
        item for item in row if item not in figures and item.column < first and header.at(item.column) is not Budget.USE
    ]
    cells: dict[Budget, Item] = {}
    strays = []
    for item in row:
        if item in labels:
            continue
        meaning = header.at(item.column)
        if meaning is None or meaning in cells or (meaning not in _TEXTS and item not in figures):
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
    if column in _PARTS:
        value = money_of(item.text, unit)
        return [(_PARTS[column], value)] if value is not None else []
    if column is Budget.USE:
        return [("fund_use", prose(item.text))]
    if column is Budget.RATE:
        value = rate_of(item.text)
        return [("stated_execution_rate", value)] if value is not None else []
    if column is Budget.REASON:
        reason, measure = reason_and_measure(item.text)
        return [
            (field, text) for field, text in (("deviation_reason", reason), ("improvement_measures", measure)) if text
        ]
    return []
