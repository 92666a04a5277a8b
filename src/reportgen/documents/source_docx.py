"""Paragraphs and tables of a .docx as they stand, with merged cells filled in and every table numbered.

The XML is read directly, since python-docx sees neither text in content controls nor tracked insertions.
Read: body, tables within tables, content controls, hyperlinks, tracked insertions. Left out: tracked deletions.
Listed as not read when they hold text: hidden text, text boxes, headers and footers, footnotes and endnotes.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
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
_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_PAGE_NUMBER_ONLY = re.compile(r"[\s\d\-—–－第页共/]*")
_SHOWN = 40
_NUMBER_CELL = 2  # properties and one paragraph


def read_docx_source(path: Path) -> SourceDocument:
    """The body of the .docx at *path*, in order. Raises UnreadableFileError."""
    from lxml import etree

    expect(path, FileType.DOCX)
    try:
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist() if _is_read(name)}
        document = _parsed(parts["word/document.xml"])
        styles, numbers = (_parsed(parts[name]) if name in parts else None for name in (_STYLES, _NUMBERING))
        levels = _heading_levels(styles) if styles is not None else {}
        others = tuple(_other_texts(parts))
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile) as error:
        raise UnreadableFileError(
            "文档内部结构不完整，无法读取", place=path.name, remedy="请用 Word 或 WPS 打开后另存为新的 .docx 文件。"
        ) from error
    reader = _Reader(path.name, levels, numbering(numbers, styles))
    body = document.find(f"{_W}body")
    blocks = tuple(reader.blocks(body)) if body is not None else ()
    return SourceDocument(path.name, blocks, (*reader.not_read, *others))


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


def _other_texts(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name, content in parts.items():
        for pattern, what in _OTHER_PARTS:
            if pattern.fullmatch(name):
                text = "".join(node.text or "" for node in _parsed(content).iter(f"{_W}t")).strip()
                if not _PAGE_NUMBER_ONLY.fullmatch(text):
                    yield f"{what}中的文字没有读取：“{_shortened(text)}”"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


class _Reader:
    """Walks the body, counting tables and paragraphs, and notes what it passes over."""

    def __init__(self, file: str, levels: Mapping[str, int], numbers: Numbering) -> None:
        self.file = file
        self.numbers = numbers
        self.levels = levels
        self.not_read: list[str] = []
        self._tables = 0
        self._paragraphs = 0

    def blocks(self, container: Element) -> Iterator[TextParagraph | Grid]:
        """The paragraphs and tables in *container*, through content controls."""
        for element in container:
            if element.tag == f"{_W}p":
                self._paragraphs += 1
                origin = Origin(self.file, PlaceKind.TABLE, f"第{self._paragraphs}段")
                text = self.paragraph(element, origin)
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

    def paragraph(self, element: Element, origin: Origin) -> str:
        """The text of a paragraph as it would print, with its number and with all insertions accepted."""
        text = "".join(self._pieces(element, origin))
        number = self.numbers.prefix(element)
        return f"{number}{text}" if text.strip() else text

    def _pieces(self, element: Element, origin: Origin) -> Iterator[str]:
        for child in element:
            if child.tag in _LEFT_OUT:
                continue
            if child.tag == f"{_W}t":
                yield child.text or ""
            elif child.tag in _CHARACTERS:
                yield _CHARACTERS[child.tag]
            elif child.tag in _DRAWINGS:
                self._pass_over(child, origin, "文本框或图形")
            elif child.tag == f"{_W}r" and _is_hidden(child):
                self._pass_over(child, origin, "隐藏文字")
            else:
                yield from self._pieces(child, origin)

    def _pass_over(self, element: Element, origin: Origin, what: str) -> None:
        choice = element.find(f"{_MC}Choice") if element.tag == f"{_MC}AlternateContent" else None
        source = choice if choice is not None else element
        text = "".join(node.text or "" for node in source.iter(f"{_W}t")).strip()
        if text:
            self.not_read.append(f"{origin.place}：{what}中的文字没有读取：“{_shortened(text)}”")

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
                    covered = self._text(element, origin, [])
                    if covered.strip():
                        self.not_read.append(f"{origin.place}：合并单元格盖住的文字没有读取：“{_shortened(covered)}”")
                elif _continues(_child(properties, "hMerge")) and cells:
                    cell = Cell(cells[-1].text, origin, covered=True)
                else:
                    nested: list[Element] = []
                    cell = Cell(self._text(element, origin, nested), origin)
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

    def _text(self, cell: Element, origin: Origin, nested: list[Element]) -> str:
        """The paragraphs of *cell*; tables in it are added to *nested*."""
        paragraphs = []
        for element in cell:
            if element.tag == f"{_W}p" and len(cell) <= _NUMBER_CELL and (number := self._number_alone(cell, element)):
                paragraphs.append(number)
            elif element.tag == f"{_W}p":
                paragraphs.append(self.paragraph(element, origin))
            elif element.tag == f"{_W}tbl":
                nested.append(element)
            elif element.tag in _TRANSPARENT:
                paragraphs.append(self._text(element, origin, nested))
        return "\n".join(paragraphs).strip("\n")


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
