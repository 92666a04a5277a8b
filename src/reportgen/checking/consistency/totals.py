"""Totals among the rows of a table (行间勾稽): 合计, 小计 and 总额, borne out by the other columns or nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checking.consistency.figures import is_turned
from reportgen.checking.consistency.grids import Line, Stretch, plain_label, stretches
from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import format_number

_NOT_ADDED = re.compile(
    r"率|比|占|[%％]|平均|人均|均价|单价|标准|序号|排名|年份|年度$|说明|备注|编号|系数|指标值|目标值|完成值|实际值|实际完成"
)
_SUBTOTAL = re.compile(r"小\s*计")
_NEAR = Decimal("0.34")


def totals_of_rows(paper: Paper) -> Iterator[Finding]:
    """TABLE_SUM: a 合计 or 小计 that misses its rows in one column, where those rows make it in another."""
    for stretch in stretches(paper):
        columns = [at for at in stretch.columns(least=3) if not _NOT_ADDED.search(stretch.labels[at])]
        for at, line in enumerate(stretch.lines):
            if line.is_total:
                yield from _total(stretch, at, line, columns)


def _total(stretch: Stretch, at: int, line: Line, columns: Sequence[int]) -> Iterator[Finding]:
    for group in _groups(stretch, at):
        misses = [column for column in columns if _gap(line, group, column) not in {None, Decimal(0)}]
        meets = [column for column in columns if _gap(line, group, column) == 0 and _tells(group, column)]
        if not misses and meets:
            return
        if (meets and len(misses) == 1) or (len(columns) == len(misses) == 1 and _slipped(line, group, columns[0])):
            yield _missed(stretch, line, group, misses[0])
            return


def _groups(stretch: Stretch, at: int) -> Iterator[tuple[Line, ...]]:
    """The rows that a total may add up: since the total before, all but totals, the 小计 alone, or those below."""
    above, below = stretch.lines[:at], stretch.lines[at + 1 :]
    last = max((number for number, line in enumerate(above) if line.is_total), default=-1)
    subtotals = [line for line in above if _SUBTOTAL.search(line.name)]
    ending = next((number for number, line in enumerate(below) if line.is_total), len(below))
    for group in (above[last + 1 :], [one for one in above if not one.is_total], subtotals, below[:ending]):
        if len(group) >= 2:
            yield tuple(group)


def _gap(line: Line, group: Sequence[Line], column: int) -> Decimal | None:
    stated = line.entries[column]
    given = [entry.value for other in group if (entry := other.entries[column]) is not None]
    if stated is None or len(given) < 2 or stated.is_share:
        return None
    return sum(given, Decimal(0)) - stated.value


def _tells(group: Sequence[Line], column: int) -> bool:
    """Whether two or more rows of the group have a part in the sum."""
    return sum(bool(entry.value) for line in group if (entry := line.entries[column]) is not None) >= 2


def _slipped(line: Line, group: Sequence[Line], column: int) -> bool:
    """Whether the total, or one of its rows, with two digits turned makes the sum come out."""
    gap, stated = _gap(line, group, column), line.entries[column]
    if gap is None or stated is None or abs(gap) > abs(stated.value) * _NEAR:
        return False
    rows = [entry.value for other in group if (entry := other.entries[column]) is not None]
    return is_turned(stated.value, stated.value + gap) or any(is_turned(value, value - gap) for value in rows)


def _missed(stretch: Stretch, line: Line, group: Sequence[Line], column: int) -> Finding:
    stated, gap = line.entries[column], _gap(line, group, column)
    assert stated is not None and gap is not None
    cells = [entry.cell for other in group if (entry := other.entries[column]) is not None]
    return found(
        "TABLE_SUM",
        Severity.ERROR,
        f"“{plain_label(stretch.labels[column])}”一栏{line.name}写{stated.text}，各行相加为"
        f"{format_number(stated.value + gap)}，相差{format_number(abs(gap))}",
        "核对合计和各行，改正其中一处",
        stated.cell.place(),
        *(cell.place() for cell in cells),
        subject=line.name,
    )


DETECTORS: tuple[Detector, ...] = (totals_of_rows,)
