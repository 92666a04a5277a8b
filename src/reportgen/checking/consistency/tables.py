"""Tables that must add up (表内勾稽): totals against their rows, rates against their two amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checking.consistency.paper import Detector, Paper, Passage, found
from reportgen.model.field_values import read_number
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import format_number, plain_number

_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|总分|合计得分)\s*")
_WITHIN = re.compile(r"其中|[：:]$|^\s*[-—]")
_NOT_ADDED = re.compile(r"率|比|%|％|平均|人均|单价|标准|序号|排名|年份|年度$|说明|备注|编号")
_EXECUTION_POINTS = 10
_TWICE = Decimal("0.2")

Table = Sequence[Sequence[Passage]]


def _number(cell: Passage) -> Decimal | None:
    text = cell.text.strip()
    read = read_number(text)
    if read is None or read[1] not in {"", "%", "％", "分", "万元", "元", "人", "户", "个", "项", "亿元"}:
        return None
    return read[0]


def _header(table: Table) -> tuple[int, list[str]] | None:
    """The index of the last header row among the first rows, and the label of each column."""
    for at, row in enumerate(table[:4]):
        if sum(bool(cell.text.strip()) for cell in row) >= 3 and not any(_number(cell) is not None for cell in row):
            return at, [re.sub(r"\s", "", cell.text) for cell in row]
    return None


def totals(paper: Paper) -> Iterator[Finding]:
    """TABLE_SUM: a 合计 row that is not the sum of the rows above it."""
    for table in paper.grids:
        header = _header(table)
        if header is None:
            continue
        top, labels = header
        rows = table[top + 1 :]
        at = next((i for i, row in enumerate(rows) if any(_TOTAL.fullmatch(c.text) for c in row[:3])), None)
        if at is None or (at == 0 and len(rows) < 3):
            continue
        others = rows[1:] if at == 0 else rows[:at]
        if any(_WITHIN.search(row[0].text.strip()) for row in others if row) or len(others) < 2:
            continue
        if any(any(_TOTAL.fullmatch(c.text) for c in row[:3]) for row in others):
            continue
        width = len(labels)
        here = {cell.origin for row in table for cell in row}
        scored_apart = any(line.score is not None and line.origin("score") not in here for line in paper.entered.budget)
        for column in range(1, width):
            if scored_apart and re.search(r"分值|得分", labels[column]):
                continue  # the 预算执行率 row stands in another table
            if _NOT_ADDED.search(labels[column]) or any(len(row) != width for row in (*others, rows[at])):
                continue
            yield from _sum_of_column(rows[at], others, column, labels[column])


def _sum_of_column(total_row: Sequence[Passage], others: Table, column: int, label: str) -> Iterator[Finding]:
    stated = _number(total_row[column])
    numbers = [_number(row[column]) for row in others]
    given = [number for number in numbers if number is not None]
    if stated is None or len(given) != len(numbers) or len(given) < 2 or "%" in total_row[column].text:
        return
    right = sum(given, Decimal(0))
    if right == stated or not Decimal("0.5") <= right / (stated or 1) <= 2:
        return
    if abs(right - stated * 2) <= stated * _TWICE:
        yield from _parted_twice(total_row, others, column, label)
        return
    points = re.search(r"分值|得分", label) and 0 < stated - right <= _EXECUTION_POINTS
    if points and not any("执行" in cell.text for row in others for cell in row):
        return  # the 预算执行率 row stands in another table
    largest = max(given)
    if stated - largest == right - stated:  # one row is itself the total of others
        return
    yield found(
        "TABLE_SUM",
        Severity.ERROR,
        f"“{label}”一栏合计写{format_number(stated)}，各行相加为{format_number(right)}，"
        f"相差{format_number(abs(right - stated))}",
        "核对合计和各行，改正其中一处",
        total_row[column].place(),
        others[0][column].place(),
        others[-1][column].place(),
        subject=total_row[0].text.strip(),
    )


def _parted_twice(total_row: Sequence[Passage], others: Table, column: int, label: str) -> Iterator[Finding]:
    """The whole parted twice, one under the other: 资金来源 and 资金结构; a part is wrong where its group is."""
    stated = _number(total_row[column]) or Decimal(0)
    numbers = [_number(row[column]) or Decimal(0) for row in others]
    splits = [(abs(sum(numbers[:at]) - stated) + abs(sum(numbers[at:]) - stated), at) for at in range(1, len(numbers))]
    at = min(splits)[1]
    for rows, group in ((others[:at], numbers[:at]), (others[at:], numbers[at:])):
        total = sum(group, Decimal(0))
        if total != stated:
            yield found(
                "TABLE_SUM",
                Severity.ERROR,
                f"“{label}”一栏合计写{format_number(stated)}，{'＋'.join(format_number(n) for n in group)}"
                f"＝{format_number(total)}，相差{format_number(abs(total - stated))}",
                "核对合计和各行，改正其中一处",
                total_row[column].place(),
                *(row[column].place() for row in rows),
                subject=total_row[0].text.strip(),
            )


def scores(paper: Paper) -> Iterator[Finding]:
    """TABLE_SCORE: 得分 above 分值 in a table that the import does not hold."""
    known = {i.origin("score") for i in paper.entered.indicators}
    for table in paper.grids:
        header = _header(table)
        if header is None:
            continue
        top, labels = header
        most = [i for i, label in enumerate(labels) if re.fullmatch(r"(?:标准)?分值(?:（.*）)?|满分|权重", label)]
        given = [i for i, label in enumerate(labels) if re.fullmatch(r"(?:自评)?得分(?:（.*）)?", label)]
        if len(most) != 1 or len(given) != 1:
            continue
        for row in table[top + 1 :]:
            if len(row) != len(labels) or row[given[0]].origin in known:
                continue
            limit, score = _number(row[most[0]]), _number(row[given[0]])
            if limit is not None and score is not None and score > limit:
                yield found(
                    "SCORE_ABOVE_MAX",
                    Severity.ERROR,
                    f"“{row[0].text.strip()}”得分{plain_number(score)}大于分值{plain_number(limit)}",
                    "改正得分或分值",
                    row[given[0]].place(),
                    row[most[0]].place(),
                    subject=row[0].text.strip(),
                )


DETECTORS: tuple[Detector, ...] = (totals, scores)
