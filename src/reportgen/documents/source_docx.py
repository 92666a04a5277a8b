"""Paragraphs and tables of a .docx as they stand, with merged cells filled in and every table numbered.

The XML is read directly, since python-docx sees neither text in content controls nor tracked insertions. What each
place of a file gives is listed in docs/word.md. Text boxes, headers, footers and notes stand beside the body: read
where asked for, else listed as not read.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportgen.documents.opening import FileType, expect
from reportgen.documents.part_xml import whole_number
from reportgen.documents.source_numbering import Numbering, numbering
from reportgen.documents.word_marks import is_evidence
from reportgen.documents.word_parts import WordParts, read_parts
from reportgen.documents.word_text import MC, Changes, ParagraphReader, Piece, W, drawn_paragraphs, drawn_words, is_on
from reportgen.errors import UnreadableFileError
from reportgen.model.origin import Origin, PlaceKind
from reportgen.model.source_document import Cell, Grid, SourceDocument, TextParagraph

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = W
_TRANSPARENT = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_NOTES = {"脚注": "footnote", "尾注": "endnote"}
_MARGINS = frozenset({"页眉", "页脚"})
_PAGE_NUMBER_ONLY = re.compile(r"[\s\d\-—–－第页共/]*")
_SHOWN = 40
_NUMBER_CELL = 2  # properties and one paragraph
_MOST_COLUMNS = 63  # as in Word
_MOST_PLACES = 300_000
LONGEST_TEXT = 100_000  # characters of one paragraph or cell
_DAMAGED = "文档内部结构不完整，无法读取"
_SAVE_ANEW = "请用 Word 或 WPS 打开后另存为新的 .docx 文件。"


class Copy(NamedTuple):
    """The pieces of one paragraph, whose first stands *offset* characters behind the start of the text they are in."""

    offset: int
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class ReadDocx:
    """A .docx as read, with the XML it was read from: origin → the pieces that make up the text there, and the cell.

    *copies* are the stretches of what stands beside the body, each wherever it stands: a header on other pages too, a
    text box in both ways Word stores it. *parts* are the roots of headers, footers and notes by name.
    """

    source: SourceDocument
    root: Element
    pieces: Mapping[Origin, Sequence[Piece]]
    cells: Mapping[Origin, Element]
    copies: Mapping[Origin, Sequence[Copy]]
    parts: Mapping[str, Element]


def read_docx_source(path: Path, *, beside: bool = False, changes: Changes = Changes.ACCEPTED) -> SourceDocument:
    """The body of the .docx at *path*, in order, and with *beside* what stands beside it.

    Tracked changes are read as accepted or, where *changes* says so, as rejected. Raises UnreadableFileError.
    """
    return read_docx(path, beside=beside, changes=changes).source


def read_docx(path: Path, *, beside: bool = False, changes: Changes = Changes.ACCEPTED) -> ReadDocx:
    """The same with the XML of every stretch of text. Raises UnreadableFileError."""
    expect(path, FileType.DOCX)
    try:
        with zipfile.ZipFile(path) as package:
            parts = read_parts(package)
    except zipfile.BadZipFile as error:
        raise UnreadableFileError(_DAMAGED, place=path.name, remedy=_SAVE_ANEW) from error
    reader = _Reader(path.name, parts, beside=beside, changes=changes)
    body = parts.main.find(f"{_W}body")
    blocks = tuple(reader.blocks(body)) if body is not None else ()
    for _, what, part in parts.beside:
        reader.other_part(what, part)
    source = SourceDocument(path.name, blocks, (*reader.not_read, *parts.not_read), beside=tuple(reader.beside))
    beside_parts = {name: part for name, _, part in parts.beside}
    return ReadDocx(source, parts.main, reader.pieces, reader.cells, reader.copies, beside_parts)


def _heading_levels(styles: Element) -> dict[str, int]:
    """Style id → heading level, from the style's name or its outline level."""
    levels = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        named = re.fullmatch(r"(?:heading|标题)\s*(\d)", name.get(f"{_W}val", "").lower()) if name is not None else None
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        if named:
            levels[style.get(f"{_W}styleId", "")] = int(named.group(1))
        elif outline is not None and (level := whole_number(outline.get(f"{_W}val"), 9)) < 9:
            levels[style.get(f"{_W}styleId", "")] = level + 1
    return levels


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _hidden_styles(styles: Element) -> frozenset[str]:
    """The styles whose text is hidden."""
    return frozenset(
        style.get(f"{_W}styleId", "")
        for style in styles.iter(f"{_W}style")
        if (vanish := style.find(f"{_W}rPr/{_W}vanish")) is not None and is_on(vanish)
    )


class _Reader:
    """Walks the body, counting tables and paragraphs, and notes what it passes over."""

    def __init__(self, file: str, parts: WordParts, *, beside: bool, changes: Changes) -> None:
        self.file = file
        self.numbers: Numbering = numbering(parts.numbering, parts.styles)
        self.levels = _heading_levels(parts.styles) if parts.styles is not None else {}
        self.not_read: list[str] = []
        self.beside: list[TextParagraph] = []
        self.pieces: dict[Origin, list[Piece]] = {}
        self.cells: dict[Origin, Element] = {}
        self.copies: dict[Origin, list[Copy]] = {}
        self._places = 0  # of the grids read
        self._document = parts.main
        self._reads_beside = beside
        self._changes = changes
        self._tables = 0
        self._paragraphs = 0
        self._place = ""
        self._drawings: list[tuple[str, Element]] = []
        self._ended = False
        self._open: list[Piece] = []  # the text of a paragraph whose end was deleted with tracking
        self._text = ParagraphReader(
            self._unread,
            self._drawing,
            changes=changes,
            hidden_styles=_hidden_styles(parts.styles) if parts.styles is not None else (),
        )

    def blocks(self, container: Element) -> Iterator[TextParagraph | Grid]:
        """The paragraphs and tables in *container*, through content controls, up to the list of evidence."""
        for element in container:
            self._ended = self._ended or _begins_evidence(element)
            if self._ended:
                return
            if element.tag == f"{_W}p":
                self._paragraphs += 1
                origin = Origin(self.file, PlaceKind.TABLE, f"第{self._paragraphs}段")
                pieces = [*self._open, *self.paragraph(element, origin)]
                self._open = pieces if self._runs_on(element) else []
                text = "" if self._open else self._kept(origin, pieces)
                if text.strip():
                    yield TextParagraph(text, origin, self._level(element))
            elif element.tag == f"{_W}tbl":
                self._tables += 1
                yield from self.table(element, f"第{self._tables}个表格")
            elif element.tag in _TRANSPARENT:
                yield from self.blocks(element)

    def _runs_on(self, paragraph: Element) -> bool:
        """Whether the end of *paragraph* is gone, so that the next one goes on in it."""
        gone = "del" if self._changes is Changes.ACCEPTED else "ins"
        following = paragraph.getnext()
        marked = paragraph.find(f"{_W}pPr/{_W}rPr/{_W}{gone}") is not None
        return marked and following is not None and following.tag == f"{_W}p"

    def _level(self, paragraph: Element) -> int:
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None and (level := whole_number(outline.get(f"{_W}val"), 9)) < 9:
            return level + 1
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self.levels.get(style.get(f"{_W}val", ""), 0) if style is not None else 0

    def paragraph(self, element: Element, origin: Origin) -> list[Piece]:
        """The text of a paragraph as it would print, with its number."""
        self._place = origin.place
        pieces = list(self._text.pieces(element))
        self._draw(element)
        number = self.numbers.prefix(element)
        return [Piece(number), *pieces] if number and any(piece.text.strip() for piece in pieces) else pieces

    def _kept(self, origin: Origin, pieces: list[Piece]) -> str:
        """The text of *pieces*, which are kept as those of *origin*."""
        self.pieces[origin] = pieces
        text = "".join(piece.text for piece in pieces)
        if len(text) > LONGEST_TEXT:
            raise UnreadableFileError(
                f"{origin.place}有 {len(text) // 10000} 万字，为安全起见不读取",
                place=self.file,
                remedy="请核实文件来源；确需使用时，把这一段分成几段后另存。",
            )
        return text

    # -- beside the body ------------------------------------------------------------------------------------

    def _unread(self, what: str, text: str) -> None:
        self._pass_over(f"{self._place}：{what}", text)

    def _drawing(self, element: Element) -> None:
        self._drawings.append((self._place, element))

    def _draw(self, anchor: Element | None) -> None:
        """Read the drawings met in a paragraph, and those in their boxes."""
        while self._drawings:
            place, element = self._drawings.pop(0)
            self._pass_over(f"{place}：艺术字或图形", drawn_words(element))
            for paragraph in drawn_paragraphs(element):
                self._place = f"{place}的文本框"
                copies = [list(self._text.pieces(paragraph))]
                text = _words(copies[0]).strip()
                if place in _MARGINS and _PAGE_NUMBER_ONLY.fullmatch(text):
                    continue
                if self._reads_beside:
                    twins = [_plain_pieces(each) for each in _twins(element, paragraph)]
                    copies += [each for each in twins if _words(each).strip() == text]
                    told = [Copy(_offset(each), each) for each in copies]
                    self._stands_beside(f"{place}的文本框", text, element if anchor is not None else None, told)
                else:
                    self._pass_over(f"{place}：文本框或图形", text)

    def other_part(self, what: str, part: Element) -> None:
        """The text of a header, footer or notes part; a note is anchored where the body refers to it."""
        if what in _NOTES:
            references = {each.get(f"{_W}id"): each for each in self._document.iter(f"{_W}{_NOTES[what]}Reference")}
            for note in part:
                text, copies = "", []
                for paragraph in note.iter(f"{_W}p"):
                    pieces = self._plain(paragraph, what)
                    copies.append(Copy(len(text) + _offset(pieces), pieces))
                    text += _words(pieces).strip()
                self._beside_or_not(what, text, references.get(note.get(f"{_W}id")), copies)
            return
        for paragraph in part.iter(f"{_W}p"):
            if any(True for _ in paragraph.iterancestors(f"{_W}txbxContent")):
                continue  # read with its drawing
            pieces = self._plain(paragraph, what)
            text = _words(pieces).strip()
            if not _PAGE_NUMBER_ONLY.fullmatch(text):
                self._beside_or_not(what, text, None, [Copy(_offset(pieces), pieces)])

    def _plain(self, paragraph: Element, what: str) -> list[Piece]:
        self._place = what
        pieces = list(self._text.pieces(paragraph))
        self._draw(None)
        return pieces

    def _beside_or_not(self, what: str, text: str, anchor: Element | None, copies: Sequence[Copy]) -> None:
        if self._reads_beside:
            self._stands_beside(what, text, anchor, copies)
        else:
            self._pass_over(what, text)

    def _stands_beside(self, where: str, text: str, anchor: Element | None, copies: Sequence[Copy]) -> None:
        """Keep a line of text that stands beside the body; headers repeated on other pages count once."""
        known = [each for each in self.beside if each.text == text and each.origin.part.startswith(where)]
        if known:
            self.copies[known[0].origin] += copies
        if not text or known:
            return
        count = sum(each.origin.part.startswith(where) for each in self.beside) + 1
        origin = Origin(self.file, PlaceKind.TABLE, f"{where}第{count}段")
        self.copies[origin] = list(copies)
        self.beside.append(TextParagraph(self._kept(origin, [Piece(text, anchor)]), origin))

    def _pass_over(self, what: str, text: str) -> None:
        told = f"{what}中的文字没有读取：“{_shortened(text)}”"
        if text.strip() and told not in self.not_read:
            self.not_read.append(told)

    # -- tables ---------------------------------------------------------------------------------------------

    def table(self, table: Element, part: str) -> Iterator[Grid]:
        """The grid of *table*, then those of the tables inside its cells."""
        rows: list[tuple[Cell, ...]] = []
        inner: list[tuple[Element, str]] = []
        above: dict[int, Cell] = {}
        for number, row in enumerate(_rows(table, self._changes), start=1):
            cells: list[Cell] = []
            first = 1 + min(_number(row.find(f"{_W}trPr/{_W}gridBefore")), _MOST_COLUMNS)
            cells += [Cell("", self._cell_origin(part, number, place)) for place in range(1, first)]
            below: dict[int, Cell] = {}
            for column, span, element in cells_by_column(row):
                properties = element.find(f"{_W}tcPr")
                origin = self._cell_origin(part, number, column)
                self.cells[origin] = element
                if _continues(_child(properties, "vMerge")) and column in above:
                    cell = Cell(above[column].text, origin, covered=True)
                    covered = "".join(piece.text for piece in self._cell(element, origin, []))
                    if covered.strip():
                        self.not_read.append(f"{origin.place}：合并单元格盖住的文字没有读取：“{_shortened(covered)}”")
                elif _continues(_child(properties, "hMerge")) and cells:
                    cell = Cell(cells[-1].text, origin, covered=True)
                else:
                    nested: list[Element] = []
                    cell = Cell(self._kept(origin, _stripped(self._cell(element, origin, nested))), origin)
                    inner += [(each, f"{part}第{number}行第{column}列内的表格") for each in nested]
                for place in range(column, column + span):
                    placed = cell if place == column else Cell(cell.text, self._cell_origin(part, number, place), True)
                    cells.append(placed)
                    if _child(properties, "vMerge") is not None:
                        below[place] = cell
            above = below
            rows.append(tuple(cells))
            self._places += len(cells)
            if self._places > _MOST_PLACES:
                raise UnreadableFileError(
                    f"{part}太大（全部表格展开超过 {_MOST_PLACES // 10000} 万格），为安全起见不读取",
                    place=self.file,
                    remedy="请删除多余的行、列和空表后另存，或拆成几个文件。",
                )
        yield Grid(tuple(rows))
        for count, (element, inner_part) in enumerate(inner, start=1):
            yield from self.table(element, f"{inner_part}{count}" if len(inner) > 1 else inner_part)

    def _number_alone(self, cell: Element, paragraph: Element) -> str:
        """The automatic number of a cell that holds nothing else, as the column 序号 does."""
        if any(node.text for node in cell.iter(f"{_W}t")):
            return ""
        return self.numbers.prefix(paragraph).strip("、.．")

    def _cell_origin(self, part: str, row: int, column: int) -> Origin:
        return Origin(self.file, PlaceKind.TABLE, part, row, column)

    def _cell(self, cell: Element, origin: Origin, nested: list[Element]) -> list[Piece]:
        """The paragraphs of *cell*; tables in it are added to *nested*."""
        paragraphs: list[list[Piece]] = []
        for element in cell:
            if element.tag == f"{_W}p" and len(cell) <= _NUMBER_CELL and (number := self._number_alone(cell, element)):
                paragraphs.append([Piece(number)])
            elif element.tag == f"{_W}p":
                paragraphs.append(self.paragraph(element, origin))
            elif element.tag == f"{_W}tbl":
                nested.append(element)
            elif element.tag in _TRANSPARENT:
                paragraphs.append(self._cell(element, origin, nested))
        ends = [[Piece("\n")] if number else [] for number in range(len(paragraphs))]
        return [piece for end, pieces in zip(ends, paragraphs, strict=True) for piece in (*end, *pieces)]


def _words(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _offset(pieces: Sequence[Piece]) -> int:
    """How far the first of *pieces* stands behind the first word: before it by the blanks that are not read."""
    text = _words(pieces)
    return len(text.lstrip()) - len(text)


def _plain_pieces(paragraph: Element) -> list[Piece]:
    return list(ParagraphReader().pieces(paragraph))


def _twins(drawing: Element, paragraph: Element) -> Iterator[Element]:
    """The other paragraphs of text boxes that *drawing* holds, as Word stores a text box twice."""
    holder = next(drawing.iterancestors(f"{MC}AlternateContent"), drawing)
    for box in holder.iter(f"{_W}txbxContent"):
        yield from (each for each in box.iter(f"{_W}p") if each is not paragraph)


def _stripped(pieces: list[Piece]) -> list[Piece]:
    """*pieces* without the empty lines at both ends."""
    while pieces and not pieces[0].text.strip("\n"):
        pieces = pieces[1:]
    while pieces and not pieces[-1].text.strip("\n"):
        pieces = pieces[:-1]
    return pieces


def _begins_evidence(element: Element) -> bool:
    """Whether *element* is the title of the list of evidence (数字出处清单), which is no part of the report."""
    return element.tag == f"{_W}p" and any(
        is_evidence(mark.get(f"{_W}name", "")) for mark in element.iter(f"{_W}bookmarkStart")
    )


def _rows(table: Element, changes: Changes) -> Iterator[Element]:
    gone = "del" if changes is Changes.ACCEPTED else "ins"
    for element in table:
        if element.tag == f"{_W}tr":
            if element.find(f"{_W}trPr/{_W}{gone}") is None:
                yield element
        elif element.tag in _TRANSPARENT:
            yield from _rows(element, changes)


def cells_by_column(row: Element) -> Iterator[tuple[int, int, Element]]:
    """The cells of *row*, each with the column of the grid (from 1) where it begins and how many it spans."""
    column = 1 + min(_number(row.find(f"{_W}trPr/{_W}gridBefore")), _MOST_COLUMNS)
    for cell in _cells(row):
        span = max(1, min(_number(_child(cell.find(f"{_W}tcPr"), "gridSpan"), 1), _MOST_COLUMNS))
        yield column, span, cell
        column += span


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if element.tag == f"{_W}tc":
            yield element
        elif element.tag in _TRANSPARENT:
            yield from _cells(element)


def _child(properties: Element | None, name: str) -> Element | None:
    return properties.find(f"{_W}{name}") if properties is not None else None


def _continues(merge: Element | None) -> bool:
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _number(element: Element | None, default: int = 0) -> int:
    return whole_number(element.get(f"{_W}val"), default) if element is not None else default
