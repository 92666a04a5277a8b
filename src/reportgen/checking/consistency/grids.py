"""Tables read as columns of numbers (表内数列), whatever their names: each stretch under a header, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checking.consistency.figures import decimals
from reportgen.checking.consistency.paper import Paper, Passage
from reportgen.model.field_values import read_number

_UNITS = re.compile(r"[%％]|[\u4e00-\u9fff]{1,3}(?:/[\u4e00-\u9fff]{1,2})?")
_LEAST_LABELS = 3
_WITHOUT_UNIT = re.compile(r"[（(][^（）()]*[)）]|[\s:：]")
TOTAL_NAME = re.compile(r"(?:合|总|小|共)\s*计|总\s*[额数]|合计数|总分|年度资金总额|年度总额")


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell that holds a number: as written, its unit, and whether it is a percentage."""

    cell: Passage
    value: Decimal
    unit: str

    @property
    def is_share(self) -> bool:
        """Whether a percent sign stands behind it."""
        return self.unit in {"%", "％"}

    @property
    def places(self) -> int:
        """The number of decimals written."""
        return decimals(self.value)

    @property
    def text(self) -> str:
        """The cell as written."""
        return self.cell.text.strip()


@dataclass(frozen=True, slots=True)
class Line:
    """A row below a header: its name and the number in each column, if there is one."""

    name: str
    cells: tuple[Passage, ...]
    entries: tuple[Entry | None, ...]

    @property
    def is_total(self) -> bool:
        """Whether its name says that it sums others up."""
        return TOTAL_NAME.fullmatch(self.name) is not None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A header and the rows under it, up to the next header of the grid."""

    labels: tuple[str, ...]
    lines: tuple[Line, ...]

    def columns(self, *, least: int) -> list[int]:
        """The columns that hold *least* numbers or more."""
        return [
            at for at in range(len(self.labels)) if sum(line.entries[at] is not None for line in self.lines) >= least
        ]


def stretches(paper: Paper) -> Iterator[Stretch]:
    """Every stretch of rows under a header of *paper*'s tables, in order."""
    for grid in paper.grids:
        labels: tuple[str, ...] = ()
        lines: list[Line] = []
        for row in grid:
            found = _labels(row)
            if found is not None:
                if lines:
                    yield Stretch(labels, tuple(lines))
                labels, lines = found, []
            elif labels and len(row) <= len(labels):
                lines.append(_line(row, labels))
        if lines:
            yield Stretch(labels, tuple(lines))


def entry_of(cell: Passage) -> Entry | None:
    """The number of a cell that holds nothing else but its unit."""
    text = cell.text.strip().removeprefix("≥").removeprefix("≤").removeprefix("＝").removeprefix("=")
    read = read_number(text)
    if read is None or (read[1] and not _UNITS.fullmatch(read[1])):
        return None
    return Entry(cell, read[0], read[1])


def plain_label(label: str) -> str:
    """A column's label without its unit in brackets: 支出（万元） → 支出."""
    return _WITHOUT_UNIT.sub("", label)


def _labels(row: Sequence[Passage]) -> tuple[str, ...] | None:
    """The labels of a header row: three or more words and no number among them; ``None`` for any other row."""
    words = [re.sub(r"\s", "", cell.text) for cell in row]
    written = [word for word in words if word]
    if len(written) < _LEAST_LABELS or any(
        re.search(r"\d", word) and not re.search(r"20\d\d|[ABC]", word) for word in written
    ):
        return None
    if len({len(word) > 14 for word in written}) > 1 and max(map(len, written)) > 24:
        return None
    if any(re.search(r"[。；]", word) for word in written):
        return None
    return tuple(words) if _reads_as_header(written) else None


_HEADER_WORDS = re.compile(
    r"名称|项目|指标|预算|执行|支出|收入|决算|分值|权重|得分|比例|占|率|数|金额|合计|计划|目标|完成|实际|单价|单位|年|月|类|内容|序号|平均|增|减|结余|备注|原因|情况"
)


def _reads_as_header(words: Sequence[str]) -> bool:
    return sum(_HEADER_WORDS.search(word) is not None for word in words) * 2 >= len(words)


def _line(row: Sequence[Passage], labels: Sequence[str]) -> Line:
    entries = [entry_of(cell) for cell in row]
    names = [re.sub(r"\s", "", cell.text) for cell, entry in zip(row, entries, strict=True) if entry is None]
    name = next((word for word in names if word), "")
    padding = [None] * (len(labels) - len(row))
    return Line(name, tuple(row), (*entries, *padding))
