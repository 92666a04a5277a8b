"""A document as the consistency checks see it (受检文稿): passages with their offsets, beside the data they state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from reportgen.model.finding import Finding, Severity
from reportgen.model.form import Form
from reportgen.model.origin import Origin, PlaceKind
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.model.source_document import Cell, Grid, SourceDocument, TextParagraph

YEAR = re.compile(r"(?<!\d)(20\d\d)(?:\s*年|[./-]\d{1,2})")
_CLAUSE = re.compile(r"(?:(?<=\d)[,.](?=\d)|[^，。；;！？!?\n：:,])+")
_SENTENCE = re.compile(r"(?:(?<=\d)\.(?=\d)|[^。；;！？!?\n])+[。；;！？!?]?")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document: where it comes from, its words, and ``start:end`` in the document's text if known."""

    origin: Origin
    text: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a cell, with the offset *start* of its text in the document's; *level* is that of its style."""

    text: str
    origin: Origin
    start: int
    cell: bool = False
    level: int = 0
    offsets: tuple[int, ...] = ()  # where each character stands, if markup between them was left out

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """The place of ``text[start:end]``."""
        end = len(self.text) if end is None else end
        origin, below = self.origin, self.text.count("\n", 0, start)
        if below and origin.kind is PlaceKind.LINE and origin.row is not None:
            origin = replace(origin, row=origin.row + below, column=None)
        if len(self.offsets) == len(self.text) and start < end <= len(self.text):
            return Place(origin, self.text[start:end], self.offsets[start], self.offsets[end - 1] + 1)
        return Place(origin, self.text[start:end], self.start + start, self.start + end)


@dataclass(frozen=True)
class Paper:
    """One document of a department, what was imported from it alone, and the form it is judged by.

    *part* holds the blocks that are looked at, where those are not all of the document's.
    """

    document: SourceDocument
    entered: SelfEvaluation
    form: Form
    part: tuple[TextParagraph | Grid, ...] | None = None

    @property
    def blocks(self) -> tuple[TextParagraph | Grid, ...]:
        """The paragraphs and tables that are looked at."""
        return self.document.blocks if self.part is None else self.part

    @cached_property
    def text(self) -> str:
        """The text in which offsets count."""
        return self.document.plain_text

    @cached_property
    def grids(self) -> tuple[tuple[tuple[Passage, ...], ...], ...]:
        """The tables, row by row, with the cells that stand there themselves."""
        return tuple(
            tuple(tuple(self._cells(row, seen=set())) for row in block.rows)
            for block in self.blocks
            if isinstance(block, Grid)
        )

    @cached_property
    def paragraphs(self) -> tuple[Passage, ...]:
        """The paragraphs outside tables."""
        return tuple(
            Passage(
                block.text,
                block.origin,
                start := self._offset(block.origin, block.text),
                level=block.heading_level,
                offsets=_around_markup(self.text, block.text, start),
            )
            for block in self.blocks
            if isinstance(block, TextParagraph) and block.text.strip()
        )

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every paragraph and every cell with words in it, in the order of the text."""
        cells = [cell for grid in self.grids for row in grid for cell in row if cell.text.strip()]
        return tuple(sorted((*self.paragraphs, *cells), key=lambda passage: passage.start))

    @cached_property
    def has_front_matter(self) -> bool:
        """Whether the text opens with a block of its own particulars, as stored reports do."""
        return self.document.text.startswith("---\n")

    @cached_property
    def year(self) -> int | None:
        """The year of the document: as entered, else the one that targets, bases and projects name most often."""
        if self.entered.department.year is not None:
            return self.entered.department.year
        rows = [text for row in self.entered.indicators for text in (row.target_value, row.basis)]
        goals = (goal.text for goal in self.entered.goals)
        texts = (*rows, *(project.name for project in self.entered.projects), *goals)
        named = Counter(int(year) for text in texts for year in YEAR.findall(text))
        return max(named, key=lambda year: (named[year], year), default=None)

    @cached_property
    def is_plan(self) -> bool:
        """Whether the document states targets only (绩效目标表): nothing was measured yet."""
        entered = self.entered
        stated = entered.conclusion.total_score is not None or bool(entered.conclusion.text)
        return bool(entered.indicators) and not stated and not any(i.actual_value for i in entered.indicators)

    @cached_property
    def is_table_form(self) -> bool:
        """Whether the indicators carry 分值 that make up most of 100, as the rows of a whole 自评表 do."""
        rows = self.entered.department_indicators
        weights = [row.max_score for row in rows if row.max_score is not None]
        return len(rows) >= 3 and len(weights) * 2 > len(rows) and 80 <= sum(weights) <= 120

    def passage_at(self, origin: Origin | None) -> Passage | None:
        """The paragraph or cell at *origin*."""
        return None if origin is None else self._by_origin.get(origin)

    def row_at(self, origin: Origin) -> tuple[Passage, ...]:
        """The cells of the row in which the cell at *origin* stands."""
        return self._rows.get(origin, ())

    def label_before(self, origin: Origin | None) -> Place | None:
        """The cell before that at *origin* in its row (the 二级指标 before a name), where it stands on another line."""
        row = self.row_at(origin) if origin is not None else ()
        before = [cell for cell in row if origin is not None and cell.text.strip() and _above(cell.origin, origin)]
        return before[-1].place() if before else None

    def place(self, origin: Origin | None, words: str = "") -> Place | None:
        """The place of *words* at *origin*, of the whole passage where they do not stand there literally."""
        if origin is None:
            return None
        passage = self.passage_at(origin)
        if passage is None:
            return Place(origin, words)
        at = passage.text.find(words) if words else -1
        if at < 0 and words and not passage.cell:
            here = self.paragraphs.index(passage)
            for below in self.paragraphs[here + 1 : here + 8]:  # *origin* may be that of the heading above
                if words in below.text:
                    passage, at = below, below.text.index(words)
                    break
        if at < 0:
            at = len(passage.text) - len(passage.text.lstrip())
            words = passage.text.strip()[:60]
        return passage.place(at, at + len(words))

    @cached_property
    def _by_origin(self) -> dict[Origin, Passage]:
        return {passage.origin: passage for passage in self.passages}

    @cached_property
    def _rows(self) -> dict[Origin, tuple[Passage, ...]]:
        return {cell.origin: row for grid in self.grids for row in grid for cell in row}

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        lengths = [len(line) + 1 for line in self.text.split("\n")]
        return tuple(accumulate(lengths, initial=0))

    def _cells(self, row: Sequence[Cell], seen: set[Origin]) -> Iterator[Passage]:
        for cell in row:
            origin, text = cell.origin, cell.text
            if cell.covered or origin in seen:
                yield Passage("", origin, 0, cell=True)
                continue
            seen.add(origin)
            yield Passage(text, origin, self._offset(origin, text), cell=True)

    def _offset(self, origin: Origin, words: str) -> int:
        if origin.kind is not PlaceKind.LINE or not self.document.text:
            return self._plain_offsets.get(origin, 0)
        row = min((origin.row or 1) - 1, len(self._line_starts) - 2)
        start = self._line_starts[row]
        line = self.text[start : self._line_starts[row + 1]]
        mark = "\t" if "\t" in line else "|" if line.lstrip().startswith("|") else ","
        at = 0
        for _ in range((origin.column or 1) - 1 + (mark == "|")):
            following = line.find(mark, at)
            if following < 0:
                break
            at = following + 1
        found = self.text.find(words, start + at)
        return found if found >= 0 else start

    @cached_property
    def _plain_offsets(self) -> dict[Origin, int]:
        return self.document.offsets()


def _around_markup(text: str, words: str, start: int) -> tuple[int, ...]:
    """The offset of each character of *words* in *text* from *start* on, where ** stands between them; else nothing."""
    if text.startswith(words, start) or "**" not in text[start : start + len(words)]:
        return ()
    places, at = [], start
    for char in words:
        at = text.find(char, at)
        if at < 0:
            return ()
        places.append(at)
        at += 1
    return tuple(places)


def _above(one: Origin, other: Origin) -> bool:
    return one.row is not None and other.row is not None and one.row < other.row


_LONG_CELL = 16


def prose_of(paper: Paper) -> Iterator[Passage]:
    """The paragraphs, and the cells that hold sentences."""
    for passage in paper.passages:
        if not passage.cell or (len(passage.text) >= _LONG_CELL and re.search("[，。；]", passage.text)):
            yield passage


def around(text: str, start: int, end: int) -> str:
    """``text[start:end]`` with six characters either side, for a message."""
    return text[max(start - 6, 0) : end + 6].strip()


Detector = Callable[[Paper], Iterator[Finding]]


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """The clauses of *text* as ``start, end``: between commas, colons and stops, but never inside 10,389.70."""
    for found in _CLAUSE.finditer(text):
        yield found.start(), found.end()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of *text* as ``start, end``."""
    for found in _SENTENCE.finditer(text):
        if found.group().strip():
            yield found.start(), found.end()


def found(
    code: str, severity: Severity, message: str, suggestion: str, *places: Place | None, subject: str = ""
) -> Finding:
    """A finding at *places*; the first with a known offset is where it stands in the text."""
    known = [place for place in places if place is not None]
    first = next((place for place in known if place.start is not None), None)
    return Finding(
        code=code,
        severity=severity,
        message=message,
        suggestion=suggestion,
        origins=tuple(dict.fromkeys(place.origin for place in known)),
        subject=subject,
        text=first.text if first else "",
        start=first.start if first else None,
        end=first.end if first else None,
    )
