"""A Word file as plain text (纯文本) that reads well in a diff: headings, paragraphs, tables with merges, comments.

## 一、部门概况                  a heading; the title has one #, the levels below it one more each
年初预算〔批注1〕为 12 万元       a paragraph; the comments stand at the end
┌ 表格 3 列
‖ 指标 ↓2 | 数值 →2             a head row; ↓ and → say how many rows and columns a cell covers
| 〃 | 目标 | 实际               〃 stands where a cell above reaches down
└
―― 横向页 ――                    what follows stands on landscape pages
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.documents.word_text import ParagraphReader, W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = W


def document_text(document: Path | str | bytes) -> str:
    """The text of a .docx given as a path or as bytes: tracked insertions are read, deletions are not."""
    source = io.BytesIO(document) if isinstance(document, bytes) else Path(document)
    with zipfile.ZipFile(source) as package:
        names = set(package.namelist())
        parts = {
            name: _parsed(package.read(f"word/{name}.xml"))
            for name in ("document", "styles", "comments")
            if f"word/{name}.xml" in names
        }
        footers = {
            name: _parsed(package.read(name))
            for name in sorted(names)
            if name.startswith(("word/footer", "word/header"))
        }
    levels = _heading_levels(parts["styles"]) if "styles" in parts else {}
    reader = _Reader(levels)
    lines = list(reader.body(parts["document"]))
    if "comments" in parts:
        lines += ["", "批注：", *reader.comments(parts["comments"])]
    margins = {name.removeprefix("word/").removesuffix(".xml"): _plain(footer) for name, footer in footers.items()}
    lines += [f"{name}：{text}" for name, text in margins.items() if text]
    return "\n".join(lines).strip("\n") + "\n"


class _Reader:
    """Numbers the comments in the order in which the text meets them."""

    def __init__(self, levels: Mapping[str, int]) -> None:
        self._levels = levels
        self._numbers: dict[str, int] = {}
        self._commented: dict[str, list[str]] = {}
        self._open: list[str] = []

    def body(self, document: Element) -> Iterator[str]:
        section: list[str] = []
        upright = True
        for block in _blocks(document[0]):
            if block.tag == f"{_W}tbl":
                section += self._table(block)
                continue
            paragraph = self._paragraph(block)
            section += [paragraph] if paragraph else []
            properties = block.find(f"{_W}pPr/{_W}sectPr")
            if properties is not None:
                yield from _turned(section, properties, upright)
                upright, section = _is_upright(properties), []
        last = document.find(f"{_W}body/{_W}sectPr")
        yield from section if last is None else _turned(section, last, upright)

    def comments(self, part: Element) -> Iterator[str]:
        comments = {comment.get(f"{_W}id", ""): comment for comment in part.iter(f"{_W}comment")}
        for identity, number in self._numbers.items():
            comment = comments.get(identity)
            if comment is not None:
                lines = [_plain(paragraph) for paragraph in comment.iter(f"{_W}p")]
                about = "".join(self._commented.get(identity, ()))
                yield f"〔批注{number}〕{comment.get(f'{_W}author', '')}　“{about}”：{'／'.join(lines)}"

    def _paragraph(self, paragraph: Element) -> str:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        level = self._levels.get("" if style is None else style.get(f"{_W}val", ""), 0)
        text = self._text(paragraph)
        return f"{'#' * level} {text}" if level and text else text

    def _text(self, element: Element) -> str:
        """The text of a paragraph or cell, with marks where comments refer to it."""
        written: list[str] = []
        for paragraph in element.iter(f"{_W}p"):
            written += ["⏎"] if written else []
            for piece in _READER.pieces(paragraph):
                self._mark(piece.element, written)
                if piece.text:
                    text = piece.text.replace("\n", "⏎")
                    written.append(text)
                    for identity in self._open:
                        self._commented.setdefault(identity, []).append(text)
        return "".join(written).strip()

    def _mark(self, mark: Element | None, written: list[str]) -> None:
        """Begin, end or number a comment where *mark* is one of its marks."""
        tag = mark.tag if mark is not None else ""
        identity = mark.get(f"{_W}id", "") if mark is not None else ""
        if tag == f"{_W}commentRangeStart":
            self._open.append(identity)
        elif tag == f"{_W}commentRangeEnd":
            self._open = [each for each in self._open if each != identity]
        elif tag == f"{_W}commentReference":
            written.append(f"〔批注{self._numbers.setdefault(identity, len(self._numbers) + 1)}〕")

    def _table(self, table: Element) -> Iterator[str]:
        rows = [list(_cells(row)) for row in table.iter(f"{_W}tr") if _owner(row) is table]
        heads = [
            row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in table.iter(f"{_W}tr") if _owner(row) is table
        ]
        yield f"┌ 表格 {len(table.findall(f'{_W}tblGrid/{_W}gridCol'))} 列"
        for index, row in enumerate(rows):
            written = []
            for column, span, merge, cell in row:
                if merge == "continue":
                    written.append("〃")
                    continue
                height = _height(rows, index, column) if merge == "restart" else 1
                marks = (f" ↓{height}" if height > 1 else "") + (f" →{span}" if span > 1 else "")
                written.append(self._text(cell) + marks)
            yield f"{'‖' if heads[index] else '|'} {' | '.join(written)}"
        yield "└"


_Cell = tuple[int, int, str, "Element"]  # first column, columns, merge, cell


def _cells(row: Element) -> Iterator[_Cell]:
    column = 0
    for cell in row.iter(f"{_W}tc"):
        if _owner(cell) is not row:
            continue
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        columns = 1 if span is None else int(span.get(f"{_W}val", "1"))
        yield column, columns, "" if merge is None else merge.get(f"{_W}val", "continue"), cell
        column += columns


def _height(rows: list[list[_Cell]], start: int, column: int) -> int:
    height = 1
    for row in rows[start + 1 :]:
        if not any(first == column and merge == "continue" for first, _, merge, _ in row):
            break
        height += 1
    return height


def _owner(element: Element) -> Element | None:
    """The table of a row or the row of a cell, past content controls."""
    wanted = f"{_W}tbl" if element.tag == f"{_W}tr" else f"{_W}tr"
    return next(element.iterancestors(wanted), None)


def _blocks(body: Element) -> Iterator[Element]:
    for element in body:
        if element.tag in {f"{_W}p", f"{_W}tbl"}:
            yield element
        elif element.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _blocks(element)


def _turned(section: list[str], properties: Element, upright: bool) -> Iterator[str]:
    if _is_upright(properties) is not upright:
        yield "―― 纵向页 ――" if _is_upright(properties) else "―― 横向页 ――"
    yield from section


def _is_upright(properties: Element) -> bool:
    size = properties.find(f"{_W}pgSz")
    return size is None or size.get(f"{_W}orient") != "landscape"


def _heading_levels(styles: Element) -> dict[str, int]:
    levels = {}
    for style in styles.iter(f"{_W}style"):
        identity = style.get(f"{_W}styleId", "")
        name = style.find(f"{_W}name")
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        if name is not None and name.get(f"{_W}val") == "Title":
            levels[identity] = 1
        elif outline is not None and int(outline.get(f"{_W}val", "9")) < 9:
            levels[identity] = int(outline.get(f"{_W}val", "0")) + 2
    return levels


def _plain(element: Element) -> str:
    paragraphs = [element] if element.tag == f"{_W}p" else list(element.iter(f"{_W}p"))
    return "".join(piece.text for each in paragraphs for piece in _READER.pieces(each)).replace("\n", "⏎").strip()


_READER = ParagraphReader()


def _parsed(xml: bytes) -> Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(xml, parser)
