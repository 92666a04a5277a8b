"""A Word file read as bound text: its lines with their figures, and the XML they were read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.documents.word_figure_places import figure_places
from reportgen.documents.word_marks import figure_of, line_of, row_of
from reportgen.documents.word_text import ParagraphReader, Piece, W
from reportgen.model.bound_text import BoundFigure, BoundLine

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_INTO = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_NO_IDS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line and where it stands in the file.

    *starts* are the bookmarks of its figures, in the same order; *slipped* are the numbers of those that do not stand
    where their figures do.
    """

    line: BoundLine
    paragraph: Element
    pieces: tuple[Piece, ...]
    starts: tuple[Element, ...] = ()
    slipped: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure and its bookmark."""

    figure: BoundFigure
    start: Element
    slipped: bool = False

    def at(self, low: int, high: int) -> _Found:
        """The figure elsewhere than its bookmark."""
        return _Found(replace(self.figure, start=low, end=high), self.start, slipped=True)


def read_lines(root: Element, ids: Mapping[str, str] = _NO_IDS) -> tuple[ReadLine, ...]:
    """The lines of the document *root* in order; *ids* says which fact a figure's mark stands for."""
    body = root.find(f"{W}body")
    return tuple(_Walk(ids).block(body)) if body is not None else ()


class _Walk:
    def __init__(self, ids: Mapping[str, str]) -> None:
        self._ids = ids
        self._tables = 0
        self._reader = ParagraphReader()

    def block(self, container: Element, at: BoundLine | None = None) -> Iterator[ReadLine]:
        """The lines in *container*; *at* holds the place in a table."""
        for element in container:
            if element.tag == f"{W}p":
                line = self._line(element, at)
                if line is not None:
                    yield line
            elif element.tag == f"{W}tbl":
                self._tables += 1
                yield from self._table(element, self._tables)
            elif element.tag in _INTO:
                yield from self.block(element, at)

    def _table(self, table: Element, number: int) -> Iterator[ReadLine]:
        for index, row in enumerate(rows_of(table), start=1):
            marks = (row_of(each.get(f"{W}name", "")) for each in row.iter(f"{W}bookmarkStart"))
            mark = next((each for each in marks if each), "")
            for column, cell in enumerate(cells_of(row), start=1):
                at = BoundLine(text="", table=number, row=index, column=column, row_mark=mark)
                yield from self.block(cell, at)

    def _line(self, paragraph: Element, at: BoundLine | None) -> ReadLine | None:
        pieces = tuple(self._reader.pieces(paragraph))
        text = "".join(piece.text for piece in pieces)
        found: list[_Found] = []
        opened: dict[str, tuple[Element, int]] = {}
        place = anchor = ""
        offset = 0
        for piece in pieces:
            offset += len(piece.text)
            element = piece.element
            if element is None or piece.text:
                continue
            if element.tag == f"{W}bookmarkStart":
                opened[element.get(f"{W}id", "")] = (element, offset)
                mark = line_of(element.get(f"{W}name", ""))
                if mark is not None and not anchor:
                    place, anchor = mark.place, mark.text
            elif element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id", "") in opened:
                start, low = opened.pop(element.get(f"{W}id", ""))
                found += self._figure(start, low, offset)
        found = _placed(text, found)
        for start, low in opened.values():  # it runs on into the next line
            found += self._figure(start, low, offset)
        found = _apart([each for each in found if each.figure.start < each.figure.end])
        if not text and not anchor and not found and at is None:
            return None
        table, row, column, row_mark = (at.table, at.row, at.column, at.row_mark) if at else (0, 0, 0, "")
        line = BoundLine(
            text=text, figures=tuple(each.figure for each in found), place=place, anchor=anchor, table=table, row=row,
            column=column, row_mark=row_mark, tracked=next(paragraph.iter(*_CHANGES), None) is not None,
        )  # fmt: skip
        slipped = frozenset(number for number, each in enumerate(found) if each.slipped)
        return ReadLine(line, paragraph, pieces, tuple(each.start for each in found), slipped)

    def _figure(self, start: Element, low: int, high: int) -> list[_Found]:
        mark = figure_of(start.get(f"{W}name", ""))
        return [_Found(BoundFigure(low, high, mark, self._ids.get(mark.fact, "")), start)] if mark is not None else []


def _placed(text: str, found: Sequence[_Found]) -> list[_Found]:
    """The figures where they stand in *text*, though their bookmarks have slipped."""
    in_order = sorted(found, key=lambda each: each.figure.start)
    places = figure_places(text, [(each.figure.start, each.figure.end, each.figure.mark) for each in in_order])
    return [
        each if (each.figure.start, each.figure.end) == (low, high) else each.at(low, high)
        for each, (low, high) in zip(in_order, places, strict=True)
    ]


def _apart(found: Sequence[_Found]) -> list[_Found]:
    """The figures in order, without those that begin inside another, which office programs sometimes leave behind."""
    kept: list[_Found] = []
    for each in sorted(found, key=lambda each: (each.figure.start, -each.figure.end)):
        if not kept or each.figure.start >= kept[-1].figure.end:
            kept.append(each)
    return kept


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of *table* as they stand when all tracked changes are accepted."""
    for element in table:
        if element.tag == f"{W}tr":
            if element.find(f"{W}trPr/{W}del") is None:
                yield element
        elif element.tag in _INTO:
            yield from rows_of(element)


def cells_of(row: Element) -> Iterator[Element]:
    """The cells of *row*, covered ones too."""
    for element in row:
        if element.tag == f"{W}tc":
            yield element
        elif element.tag in _INTO:
            yield from cells_of(element)
