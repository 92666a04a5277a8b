"""The text of one paragraph of a Word file, piece by piece: the one place that knows what each element says.

Read: runs, links, controls, smart tags, results of fields, tracked insertions, symbols, formulas, the words under
phonetic guides. Handed to the caller as not read: hidden text, tracked deletions, instructions of fields, guides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"

_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_TEXTS = frozenset({f"{W}t", f"{_MATH}t"})
_LEFT_OUT = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "softHyphen", "rPrChange", "pPrChange"))
_DRAWINGS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_MARKS = frozenset(
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference")
)
_NAVIGATION = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|TOC|HYPERLINK|PAGEREF|REF|NOTEREF|SEQ|STYLEREF|BOOKMARK|INDEX|XE|TC)\b", re.I
)
_UNDERSTOOD = frozenset({"wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16", "w16cex", "w16cid", "w16se", "a14"})
_PRIVATE = range(0xF000, 0xF100)


class Changes(Enum):
    """How tracked changes (修订) are read: as if all were accepted, or all rejected."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


_GONE = {
    Changes.ACCEPTED: {f"{W}del": "修订删除的文字", f"{W}moveFrom": "修订移走的文字"},
    Changes.REJECTED: {f"{W}ins": "修订插入的文字", f"{W}moveTo": "修订移来的文字"},
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the element that holds it: a ``w:t`` or other child of a run.

    *element* is None for text that stands in no run of the body, such as an automatic number. A mark, such as the
    start of a bookmark, is a piece without text.
    """

    text: str
    element: Element | None = None


PassOver = Callable[[str, str], None]
Draw = Callable[["Element"], None]


class ParagraphReader:
    """Reads paragraphs one after another. *pass_over* is told what is not read, *draw* gets each drawing."""

    def __init__(
        self,
        pass_over: PassOver = lambda _what, _text: None,
        draw: Draw = lambda _element: None,
        *,
        changes: Changes = Changes.ACCEPTED,
        hidden_styles: Collection[str] = frozenset(),
    ) -> None:
        self._pass_over = pass_over
        self._draw = draw
        self._gone = _GONE[changes]
        self._hidden_styles = hidden_styles
        self._hidden = False  # the paragraph at hand has a hidden style

    def pieces(self, element: Element) -> Iterator[Piece]:
        """The text of *element*, a paragraph or a part of one, as it would print."""
        instructions: list[str] = []
        style = element.find(f"{W}pPr/{W}pStyle")
        self._hidden = style is not None and style.get(f"{W}val", "") in self._hidden_styles
        yield from self._within(element, instructions)
        told = "".join(instructions)
        if told.strip() and not _NAVIGATION.match(told):
            self._pass_over("域代码", told)

    def _within(self, element: Element, instructions: list[str]) -> Iterator[Piece]:
        for child in element:
            tag = child.tag
            if tag in _TEXTS:
                yield Piece(child.text or "", child)
            elif tag == f"{W}delText":
                yield Piece(child.text or "", child)  # its w:del was not left out: the changes are rejected
            elif tag in _CHARACTERS:
                yield Piece(_CHARACTERS[tag], child)
            elif tag in _MARKS:
                yield Piece("", child)
            elif tag in self._gone:
                self._pass_over(self._gone[tag], words_of(child))
                yield from (Piece("", mark) for mark in child.iter(*_MARKS))  # a bookmark may begin or end in there
            elif tag == f"{W}instrText":
                instructions.append(child.text or "")
            elif tag in _DRAWINGS or (tag == f"{MC}AlternateContent" and _is_drawing(child)):
                self._draw(child)
            elif tag == f"{MC}AlternateContent":
                chosen = alternative(child)
                if chosen is not None:
                    yield from self._within(chosen, instructions)
            elif tag == f"{W}sym":
                yield from self._symbol(child)
            elif tag == f"{W}rt":
                self._pass_over("拼音指南", words_of(child))
            elif tag == f"{W}r" and self._is_hidden(child):
                self._pass_over("隐藏文字", words_of(child))
            elif tag == f"{W}fldSimple":
                instructions.append(f"{child.get(f'{W}instr', '')} ")
                yield from self._within(child, instructions)
            elif tag not in _LEFT_OUT and isinstance(tag, str):
                yield from self._within(child, instructions)

    def _symbol(self, element: Element) -> Iterator[Piece]:
        """A character of a symbol font; those of the private area have no meaning outside their font."""
        code = element.get(f"{W}char", "")
        number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else 0
        if number in _PRIVATE and chr(number - 0xF000).isascii() and element.get(f"{W}font") == "Symbol":
            number -= 0xF000
        if number in _PRIVATE or not 0x20 <= number <= 0x10FFFF or 0xD800 <= number < 0xE000:
            self._pass_over("符号字体的字符", f"{element.get(f'{W}font', '')} {code}")
        else:
            yield Piece(chr(number), element)

    def _is_hidden(self, run: Element) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return self._hidden
        vanish = properties.find(f"{W}vanish")
        if vanish is not None:
            return is_on(vanish)
        style = properties.find(f"{W}rStyle")
        return self._hidden or (style is not None and style.get(f"{W}val", "") in self._hidden_styles)


def is_on(toggle: Element) -> bool:
    """Whether an element such as ``w:vanish`` switches its property on."""
    return toggle.get(f"{W}val", "true") not in {"0", "false", "off"}


def alternative(element: Element) -> Element | None:
    """The branch of a ``mc:AlternateContent`` that Word shows: only one of them is ever read."""
    for choice in element.findall(f"{MC}Choice"):
        if set(choice.get("Requires", "").split()) <= _UNDERSTOOD:
            return choice
    fallback = element.find(f"{MC}Fallback")
    return fallback if fallback is not None else element.find(f"{MC}Choice")


def _is_drawing(element: Element) -> bool:
    chosen = alternative(element)
    return chosen is not None and next(chosen.iter(*_DRAWINGS, f"{W}txbxContent"), None) is not None


def drawn_paragraphs(element: Element) -> Iterator[Element]:
    """The paragraphs of the text boxes in a drawing, each once though Word stores it twice."""
    if element.tag == f"{MC}AlternateContent":
        chosen = alternative(element)
        if chosen is not None:
            yield from drawn_paragraphs(chosen)
        return
    if element.tag == f"{W}p":
        yield element
        return
    for child in element:
        yield from drawn_paragraphs(child)


def drawn_words(element: Element) -> str:
    """The words of a drawing that are no paragraphs: art lettering (艺术字) and texts of shapes."""
    chosen = alternative(element) if element.tag == f"{MC}AlternateContent" else element
    if chosen is None:
        return ""
    found = [each.get("string", "") for each in chosen.iter(f"{_VML}textpath")]
    found += [each.text or "" for each in chosen.iter(f"{_DRAWN}t")]
    return " ".join(each for each in found if each.strip())


def words_of(element: Element) -> str:
    """All words in *element*, deleted and hidden ones too, to show what was not read."""
    return "".join(node.text or "" for node in element.iter(f"{W}t", f"{W}delText")).strip()
