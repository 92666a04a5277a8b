"""The XML of one part of an Office file: parsed without entities or network, refused where it asks too much."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING
from xml.parsers import expat

from reportgen.errors import UnreadableFileError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_DEPTH = 200  # elements in one another; a table in a table in a table has 40
MAX_ATTRIBUTES = 200  # of one element; Word declares some forty namespaces on the first
MAX_NAME = 200  # characters
MAX_ELEMENTS = 6_000_000  # of one part; a thousand pages have less than one million
_CHUNK = 256 * 1024


def parsed(content: bytes) -> Element:
    """The XML of a part. Raises UnreadableFileError where lxml refuses it."""
    from lxml import etree

    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise UnreadableFileError(
            "文件内部已损坏，或者有超出常规的内容", remedy="请用 Word 或 WPS 打开后另存为新的 .docx 文件。"
        ) from error


def serialized(root: Element) -> bytes:
    """The bytes of a part."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def whole_number(text: str | None, default: int = 0) -> int:
    """The whole number an attribute says in the digits 0–9; *default* for anything else and beyond nine digits."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default


class DoctypeError(Exception):
    """A part of a package holds a DOCTYPE."""


class NotXmlError(Exception):
    """A part of a package is not well-formed XML."""


class ExcessError(Exception):
    """A part of a package is nested too deep, or has more elements, attributes or longer names than any document."""


def check_part(stream: IO[bytes], *, must_be_xml: bool) -> None:
    """Read a part to its end, so that its checksum is verified.

    Raises NotXmlError if it is not XML, DoctypeError for a DOCTYPE, ExcessError where reading it would exhaust the
    machine. A part under any name may be read as XML later, so each is tried; expat gives up a picture at its first
    bytes.
    """
    parser = _Watched().parser
    well_formed = True
    for chunk in _chunks(stream):
        well_formed = well_formed and _continues(parser, chunk)
    if not (well_formed and (not must_be_xml or _continues(parser, b"", final=True))):
        raise NotXmlError


class _Watched:
    """An expat parser that counts."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.ordered_attributes = True
        self._depth = 0
        self._elements = 0

    def _refuse(self, *_: object) -> None:
        raise DoctypeError

    def _start(self, name: str, attributes: list[str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH or self._elements > MAX_ELEMENTS or len(name) > MAX_NAME:
            raise ExcessError
        if attributes and (len(attributes) > 2 * MAX_ATTRIBUTES or max(map(len, attributes[::2])) > MAX_NAME):
            raise ExcessError

    def _end(self, _name: str) -> None:
        self._depth -= 1


def _continues(parser: expat.XMLParserType, chunk: bytes, *, final: bool = False) -> bool:
    try:
        parser.Parse(chunk, final)
    except (expat.ExpatError, LookupError, ValueError):  # the last two: an encoding expat does not know
        return False
    return True


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk
