"""Paragraphs and tables of a .docx as they stand, with merged cells filled in and every table numbered.

The XML is read directly, since python-docx sees neither text in content controls nor tracked insertions.
Read: body, tables within tables, content controls, hyperlinks, tracked insertions. Left out: tracked deletions.
Text boxes, headers, footers, footnotes and endnotes stand beside the body: read where asked for, else listed as not
read. Hidden text is always listed as not read.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.documents.opening import FileType, expect
from reportgen.documents.source_numbering import Numbering, numbering
from reportgen.errors import UnreadableFileError
from reportgen.model.origin import Origin, PlaceKind
from reportgen.model.source_document import Cell, Grid, SourceDocument, TextParagraph

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_LEFT_OUT = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr"))
_DRAWINGS = frozenset({f"{_W}drawing", f"{_W}pict", f"{_W}object", f"{_MC}AlternateContent"})
_TRANSPARENT = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_OTHER_PARTS = (
    (re.compile(r"word/header\d*\.xml"), "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "页脚"),
    (re.compile(r"word/footnotes\.xml"), "脚注"),
    (re.compile(r"word/endnotes\.xml"), "尾注"),
)
_NOTES = {"脚注": "footnote", "尾注": "endnote"}
_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_PAGE_NUMBER_ONLY = re.compile(r"[\s\d\-—–－第页共/]*")
_SHOWN = 40
_NUMBER_CELL = 2  # properties and one paragraph


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the element that holds it: a ``w:t`` or other child of a run.

    *element* is None for text that stands in no run of the body, such as an automatic number.
    """

    text: str
    element: Element | None = None


@dataclass(frozen=True, slots=True)
class ReadDocx:
    """A .docx as read, with the XML it was read from: origin → the pieces that make up the text there."""

    source: SourceDocument
    root: Element
    pieces: Mapping[Origin, Sequence[Piece]]


def read_docx_source(path: Path, *, beside: bool = False) -> SourceDocument:
    """The body of the .docx at *path*, in order, and with *beside* what stands beside it.

    Raises UnreadableFileError.
    """
    return read_docx(path, beside=beside).source


def read_docx(path: Path, *, beside: bool = False) -> ReadDocx:
    """The same with the XML of every stretch of text. Raises UnreadableFileError."""
    from lxml import etree

    expect(path, FileType.DOCX)
    try:
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist() if _is_read(name)}
        document = _parsed(parts["word/document.xml"])
        styles, numbers = (_parsed(parts[name]) if name in parts else None for name in (_STYLES, _NUMBERING))
        levels = _heading_levels(styles) if styles is not None else {}
        reader = _Reader(path.name, levels, numbering(numbers, styles), beside=beside)
        body = document.find(f"{_W}body")
        blocks = tuple(reader.blocks(body)) if body is not None else ()
        for name, content in parts.items():
            reader.other_part(name, content, document)
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise UnreadableFileError(
            "文档内部结构不完整，无法读取", place=path.name, remedy="请用 Word 或 WPS 打开后另存为新的 .docx 文件。"
        ) from error
    source = SourceDocument(path.name, blocks, tuple(reader.not_read), beside=tuple(reader.beside))
    return ReadDocx(source, document, reader.pieces)


def _is_read(name: str) -> bool:
    return name in {"word/document.xml", _STYLES, _NUMBERING} or any(
        pattern.fullmatch(name) for pattern, _ in _OTHER_PARTS
    )


def _parsed(content: bytes) -> Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(content, parser)


def _heading_levels(styles: Element) -> dict[str, int]:
    """Style id → heading level, from the style's name or its outline level."""
    levels = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        named = re.fullmatch(r"(?:heading|标题)\s*(\d)", name.get(f"{_W}val", "").lower()) if name is not None else None
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        if named:
            levels[style.get(f"{_W}styleId", "")] = int(named.group(1))
        elif outline is not None and outline.get(f"{_W}val", "9").isdigit() and int(outline.get(f"{_W}val", "9")) < 9:
            levels[style.get(f"{_W}styleId", "")] = int(outline.get(f"{_W}val", "9")) + 1
    return levels


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


class _Reader:
    """Walks the body, counting tables and paragraphs, and notes what it passes over."""

    def __init__(self, file: str, levels: Mapping[str, int], numbers: Numbering, *, beside: bool = False) -> None:
        self.file = file
        self.numbers = numbers
        self.levels = levels
        self.not_read: list[str] = []
        self.beside: list[TextParagraph] = []
        self.pieces: dict[Origin, list[Piece]] = {}
        self._reads_beside = beside
        self._tables = 0
        self._paragraphs = 0

    def blocks(self, container: Element) -> Iterator[TextParagraph | Grid]:
        """The paragraphs and tables in *container*, through content controls."""
        for element in container:
            if element.tag == f"{_W}p":
                self._paragraphs += 1
                origin = Origin(self.file, PlaceKind.TABLE, f"第{self._paragraphs}段")
                text = self._kept(origin, self.paragraph(element, origin))
                if text.strip():
                    yield TextParagraph(text, origin, self._level(element))
            elif element.tag == f"{_W}tbl":
                self._tables += 1
                yield from self.table(element, f"第{self._tables}个表格")
            elif element.tag in _TRANSPARENT:
                yield from self.blocks(element)

    def _level(self, paragraph: Element) -> int:
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None and outline.get(f"{_W}val", "9").isdigit() and int(outline.get(f"{_W}val", "9")) < 9:
            return int(outline.get(f"{_W}val", "9")) + 1
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self.levels.get(style.get(f"{_W}val", ""), 0) if style is not None else 0

    def paragraph(self, element: Element, origin: Origin) -> list[Piece]:
        """The text of a paragraph as it would print, with its number and with all insertions accepted."""
        pieces = list(self._pieces(element, origin))
        number = self.numbers.prefix(element)
        return [Piece(number), *pieces] if number and any(piece.text.strip() for piece in pieces) else pieces

    def _kept(self, origin: Origin, pieces: list[Piece]) -> str:
        """The text of *pieces*, which are kept as those of *origin*."""
        self.pieces[origin] = pieces
        return "".join(piece.text for piece in pieces)

    def _pieces(self, element: Element, origin: Origin) -> Iterator[Piece]:
        for child in element:
            if child.tag in _LEFT_OUT:
                continue
            if child.tag == f"{_W}t":
                yield Piece(child.text or "", child)
            elif child.tag in _CHARACTERS:
                yield Piece(_CHARACTERS[child.tag], child)
            elif child.tag in _DRAWINGS:
                self._drawing(child, origin)
            elif child.tag == f"{_W}r" and _is_hidden(child):
                self._pass_over(f"{origin.place}：隐藏文字", _plain(child))
            else:
                yield from self._pieces(child, origin)

    # -- beside the body ------------------------------------------------------------------------------------

    def _drawing(self, element: Element, origin: Origin) -> None:
        choice = element.find(f"{_MC}Choice") if element.tag == f"{_MC}AlternateContent" else None
        source = choice if choice is not None else element
        if not self._reads_beside:
            self._pass_over(f"{origin.place}：文本框或图形", _plain(source))
            return
        for paragraph in source.iter(f"{_W}p"):
            self._stands_beside(f"{origin.place}的文本框", _plain(paragraph), element)

    def other_part(self, name: str, content: bytes, document: Element) -> None:
        """The text of a header, footer or notes part; a note is anchored where the body refers to it."""
        what = next((chinese for pattern, chinese in _OTHER_PARTS if pattern.fullmatch(name)), "")
        if not what:
            return
        part = _parsed(content)
        if not self._reads_beside:
            text = _plain(part)
            if not _PAGE_NUMBER_ONLY.fullmatch(text):
                self._pass_over(f"{what}", text)
        elif what in _NOTES:
            references = {each.get(f"{_W}id"): each for each in document.iter(f"{_W}{_NOTES[what]}Reference")}
            for note in part:
                self._stands_beside(what, _plain(note), references.get(note.get(f"{_W}id")))
        else:
            for paragraph in part.iter(f"{_W}p"):
                if not _PAGE_NUMBER_ONLY.fullmatch(_plain(paragraph)):
                    self._stands_beside(what, _plain(paragraph), None)

    def _stands_beside(self, where: str, text: str, anchor: Element | None) -> None:
        """Keep a line of text that stands beside the body; headers repeated on other pages count once."""
        if not text or any(each.text == text and each.origin.part.startswith(where) for each in self.beside):
            return
        count = sum(each.origin.part.startswith(where) for each in self.beside) + 1
        origin = Origin(self.file, PlaceKind.TABLE, f"{where}第{count}段")
        self.beside.append(TextParagraph(self._kept(origin, [Piece(text, anchor)]), origin))

    def _pass_over(self, what: str, text: str) -> None:
        if text:
            self.not_read.append(f"{what}中的文字没有读取：“{_shortened(text)}”")

    # -- tables ---------------------------------------------------------------------------------------------

    def table(self, table: Element, part: str) -> Iterator[Grid]:
        """The grid of *table*, then those of the tables inside its cells."""
        rows: list[tuple[Cell, ...]] = []
        inner: list[tuple[Element, str]] = []
        above: dict[int, Cell] = {}
        for number, row in enumerate(_rows(table), start=1):
            cells: list[Cell] = []
            column = 1 + _number(row.find(f"{_W}trPr/{_W}gridBefore"))
            cells += [Cell("", self._cell_origin(part, number, place)) for place in range(1, column)]
            below: dict[int, Cell] = {}
            for element in _cells(row):
                properties = element.find(f"{_W}tcPr")
                span = max(1, _number(_child(properties, "gridSpan"), 1))
                origin = self._cell_origin(part, number, column)
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
                column += span
            above = below
            rows.append(tuple(cells))
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


def _stripped(pieces: list[Piece]) -> list[Piece]:
    """*pieces* without the empty lines at both ends."""
    while pieces and not pieces[0].text.strip("\n"):
        pieces = pieces[1:]
    while pieces and not pieces[-1].text.strip("\n"):
        pieces = pieces[:-1]
    return pieces


def _plain(element: Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{_W}t")).strip()


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "true") not in {"0", "false", "off"}


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if element.tag == f"{_W}tr":
            if element.find(f"{_W}trPr/{_W}del") is None:
                yield element
        elif element.tag in _TRANSPARENT:
            yield from _rows(element)


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
    value = element.get(f"{_W}val", "") if element is not None else ""
    return int(value) if value.isdigit() else default
