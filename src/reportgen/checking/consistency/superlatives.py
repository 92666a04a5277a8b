"""The highest and the lowest of a table told in words (最高、最低): against the column they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checking.consistency.grids import Entry, Line, Stretch, plain_label, stretches
from reportgen.checking.consistency.paper import Detector, Paper, found, prose_of
from reportgen.model.finding import Finding, Severity

_MOST = re.compile(r"(?P<column>[\u4e00-\u9fff]{2,8}?)(?P<way>最高|最多|最大|最低|最少|最小)")
_LEAST_ROWS = 3
_LEAST_NAME = 2


def superlatives(paper: Paper) -> Iterator[Finding]:
    """PROSE_VS_TABLE: 四类作物中玉米合格率最高, where the column 合格率 is highest for 水稻."""
    tables = list(stretches(paper))
    for passage in prose_of(paper):
        for hit in _MOST.finditer(passage.text):
            clause = max(passage.text.rfind(mark, 0, hit.start()) for mark in "，。；、：\n") + 1
            for stretch in tables:
                column = _column(stretch, passage.text[clause : hit.start("way")])
                if column is None:
                    continue
                lines = [line for line in stretch.lines if not line.is_total and line.entries[column] is not None]
                named = _named(lines, passage.text[clause : hit.start("way")])
                if named is None or len(lines) < _LEAST_ROWS:
                    continue
                best = (max if hit["way"] in {"最高", "最多", "最大"} else min)(_value(line, column) for line in lines)
                own = named.entries[column]
                if own is None or own.value == best:
                    continue
                right = next(line for line in lines if _value(line, column) == best)
                yield found(
                    "PROSE_VS_TABLE",
                    Severity.ERROR,
                    f"写“{passage.text[clause : hit.end()]}”，表中{plain_label(stretch.labels[column])}{hit['way']}的是"
                    f"“{right.name}”，“{named.name}”为{own.text}",
                    "按表中的数改正文字",
                    passage.place(clause, hit.end()),
                    own.cell.place(),
                )
                break


def _column(stretch: Stretch, words: str) -> int | None:
    """The one column whose label the words before 最高 end in."""
    labels = [(at, plain_label(label)) for at, label in enumerate(stretch.labels)]
    fitting = [at for at, label in labels if len(label) >= _LEAST_NAME and words.endswith(label)]
    return fitting[0] if len(fitting) == 1 else None


def _named(lines: list[Line], words: str) -> Line | None:
    named = [line for line in lines if len(line.name) >= _LEAST_NAME and line.name in words]
    return named[0] if len(named) == 1 else None


def _value(line: Line, column: int) -> Decimal:
    entry = line.entries[column]
    assert isinstance(entry, Entry)
    return entry.value


DETECTORS: tuple[Detector, ...] = (superlatives,)
