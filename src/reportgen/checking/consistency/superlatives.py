"""The highest and the lowest of a table told in words (最高、最低): against the column they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.checking.consistency.grids import Entry, Line, Stretch, plain_label, stretches
from reportgen.checking.consistency.paper import Detector, Paper, Passage, Place, found, prose_of
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import plain_number

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


_MOST_IS = re.compile(
    r"(?P<words>[\u4e00-\u9fff]{0,8}?)(?P<way>最高|最多|最大|最低|最少|最小)的(?:是|为)(?P<name>[\u4e00-\u9fff“”]{2,20})"
)
_RATES = re.compile("增幅|降幅|增长率|增减率|变动率|增长幅度")
_AMOUNTS = re.compile("增加额?$|增长额?$|增减额|变动额|增加数|增减数")
_SCORES = re.compile("得分|平均|分$")
_Candidates = Mapping[str, tuple[Decimal, Place | None]]


def the_most_is(paper: Paper) -> Iterator[Finding]:
    """PROSE_VS_TABLE: 增幅最大的是强制免疫, where another row has more; CONCLUSION_VS_TABLE for scores of projects."""
    tables = list(stretches(paper))
    projects = {
        project.name: (project.total_score, paper.place(project.origin("total_score")))
        for project in paper.entered.projects
        if project.total_score is not None
    }
    for passage in prose_of(paper):
        for hit in _MOST_IS.finditer(passage.text):
            sentence = max(passage.text.rfind(mark, 0, hit.start()) for mark in "。；\n") + 1
            before = passage.text[sentence : hit.start("way")]
            lists: list[_Candidates] = [
                _by_row(stretch, at) for stretch in tables for at in _meant(stretch, hit["words"])
            ]
            for values in lists:
                yield from _not_the_most(passage, hit, values, "PROSE_VS_TABLE")
            if _SCORES.search(hit["words"] or before):
                yield from _not_the_most(passage, hit, projects, "CONCLUSION_VS_TABLE")


def _meant(stretch: Stretch, words: str) -> list[int]:
    """The columns that *words* speak of, by the label or by another word for a change."""
    labels = [plain_label(label) for label in stretch.labels]
    for pattern in (_RATES, _AMOUNTS):
        if pattern.search(words):
            return [at for at, label in enumerate(labels) if pattern.search(label)]
    return [at for at, label in enumerate(labels) if len(label) >= _LEAST_NAME and words.endswith(label)]


def _by_row(stretch: Stretch, column: int) -> _Candidates:
    return {
        line.name: (entry.value, entry.cell.place())
        for line in stretch.lines
        if (entry := line.entries[column]) is not None and not re.search("计$|总额$", line.name)
    }


def _not_the_most(passage: Passage, hit: re.Match[str], values: _Candidates, code: str) -> Iterator[Finding]:
    named = [name for name in values if len(name) >= _LEAST_NAME and (name in hit["name"] or hit["name"] in name)]
    if len(values) < _LEAST_ROWS or len(named) != 1:
        return
    best = (max if hit["way"] in {"最高", "最多", "最大"} else min)(value for value, _ in values.values())
    own, place = values[named[0]]
    if own != best:
        right = next(name for name, (value, _) in values.items() if value == best)
        yield found(
            code,
            Severity.ERROR,
            f"写“{hit.group()}”，“{named[0]}”为{plain_number(own)}，{hit['way']}的是“{right}”{plain_number(best)}",
            "按表中的数改正文字",
            passage.place(hit.start("way"), hit.end()),
            place,
        )


DETECTORS: tuple[Detector, ...] = (superlatives, the_most_is)
