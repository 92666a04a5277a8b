"""Lines, sentences and clauses of a Chinese text, with their offsets (段落、句、分句)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_HEADING = re.compile(
    r"\s*(?:#{1,6}\s|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+[部章节])"
)
_NUMBERED_HEADING = re.compile(r"\s*\d{1,2}[.．、](?!\d)[^0-9，。；]{1,24}(?:\d{1,2}(?:[：:][^0-9，。；]{0,24})?)?$")
_LIST_ITEM = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}是|其[一二三四五六]|\d{1,2}[.．、）)]|[（(]\d{1,2}[）)]|[-•·*—])"
)
_LONGEST = 2_000  # characters of a line that is read as one
_STRETCH_END = re.compile(r"[。！？!?；;]|[，、](?!\d)")
_LONGEST_HEADING = 40
_LONGEST_INTRODUCTION = 60
_CLAUSE_END = re.compile(r"(?P<sentence>[。！？!?；;])|[，：:—]|,(?!\d)|\s-\s")
_LIST_MARK = re.compile(r"、|和|及|与|以及")


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of a text: a heading, a row of a table, or prose. *start* is its offset in the text."""

    text: str
    start: int
    heading: bool = False
    cells: tuple[tuple[int, int], ...] = ()  # the cells of a table row, as offsets in the line

    @property
    def end(self) -> int:
        """The offset in the text where the line ends."""
        return self.start + len(self.text)

    @property
    def listed(self) -> bool:
        """Whether the line is an item of a list: 一是……, 1.……"""
        return bool(_LIST_ITEM.match(self.text))

    @property
    def introduction(self) -> str:
        """The sentence at the end that introduces the items of a list: 设定年度绩效目标5项：; empty where none does."""
        words = self.text.rstrip()
        last = words[words.rfind("。") + 1 :]
        return last if len(last) <= _LONGEST_INTRODUCTION and last.endswith(("：", ":")) else ""


def passages(text: str) -> tuple[Passage, ...]:
    """The lines of *text* that hold anything, in order; one of more than 2,000 characters in several parts."""
    found = []
    at = 0
    for raw in text.splitlines(keepends=True):
        line = raw.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        if line.strip():
            cells = _cells(line)
            if cells or len(line) <= _LONGEST:
                found.append(Passage(line, at, not cells and _is_heading(line), cells))
            else:
                parts = (Passage(line[start:end], at + start) for start, end in _stretches(line))
                found += [part for part in parts if part.text.strip()]
        at += len(raw)
    return tuple(found)


def _stretches(line: str) -> Iterator[tuple[int, int]]:
    """A line beyond any paragraph in parts that end with a sentence or clause, so that no text takes ages to read."""
    start = 0
    while start < len(line):
        end = start + _LONGEST
        if end < len(line):
            end = max((mark.end() for mark in _STRETCH_END.finditer(line, start + _LONGEST // 2, end)), default=end)
        yield start, min(end, len(line))
        start = end


def _is_heading(line: str) -> bool:
    words = line.strip()
    if len(words) > _LONGEST_HEADING or words.endswith(("。", "；", "，", "：")):
        return False
    return bool(_HEADING.match(words) or _NUMBERED_HEADING.match(words))


def _cells(line: str) -> tuple[tuple[int, int], ...]:
    mark = "\t" if "\t" in line else "|" if line.lstrip().startswith("|") and line.count("|") > 2 else ""
    if not mark:
        return ()
    cells, at = [], 0
    for part in line.split(mark):
        cells.append((at, at + len(part)))
        at += len(part) + 1
    if mark == "|":
        cells = cells[1:-1] if not line.rsplit(mark, maxsplit=1)[-1].strip() else cells[1:]
    return tuple(cells)


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of one line: their starts, and the start of the sentence each belongs to."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]  # for each clause, the index of its sentence
    listed: tuple[bool, ...]  # whether the clause follows a 、 and so shares its verb with the one before

    def at(self, offset: int) -> int:
        """The index of the clause that holds *offset*."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def first_of(self, sentence: int) -> int:
        """The index of the first clause of *sentence*."""
        return bisect_left(self.sentences, sentence)

    def opening(self, clause: int) -> int:
        """The offset where the sentence of *clause* begins."""
        return self.starts[bisect_left(self.sentences, self.sentences[clause])]


def clauses(text: str, numbers: Sequence[tuple[int, int]]) -> Clauses:
    """The clauses of a line. A list mark (、和) parts clauses only where *numbers* stand on both sides of it."""
    inside = _Spans(numbers)
    ends_of = [mark for mark in _CLAUSE_END.finditer(text) if not inside.cover(mark.start())]
    # end, ends a sentence, is a list mark
    cuts = _with_lists(text, [(mark.end(), mark["sentence"] is not None, False) for mark in ends_of], inside)
    starts, ends, sentences, listed = [0], [], [0], [False]
    sentence = 0
    for end, ends_sentence, is_list in cuts:
        if end >= len(text):
            break
        ends.append(end)
        sentence += ends_sentence
        starts.append(end)
        sentences.append(sentence)
        listed.append(is_list)
    ends.append(len(text))
    return Clauses(tuple(starts), tuple(ends), tuple(sentences), tuple(listed))


def _with_lists(text: str, cuts: list[tuple[int, bool, bool]], inside: _Spans) -> list[tuple[int, bool, bool]]:
    bounds = [0, *(end for end, _, _ in cuts), len(text)]
    more = []
    for start, end in pairwise(bounds):
        if inside.between(start, end) < _BOTH_SIDES:
            continue
        last = start
        for mark in _LIST_MARK.finditer(text, start, end):
            at = mark.start()
            if inside.cover(at):
                continue
            if inside.between(last, at) and inside.between(mark.end(), end):
                more.append((mark.end(), False, True))
                last = mark.end()
    return sorted(cuts + more)


_BOTH_SIDES = 2  # numbers that stand on both sides of a mark


class _Spans:
    """Where numbers stand in a line, in order."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def cover(self, offset: int) -> bool:
        position = bisect_right(self._starts, offset) - 1
        return position >= 0 and offset < self._ends[position]

    def between(self, low: int, high: int) -> int:
        """How many begin in ``low:high``."""
        return bisect_left(self._starts, high) - bisect_left(self._starts, low)
