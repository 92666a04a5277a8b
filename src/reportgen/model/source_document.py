"""A document as read, before anyone says what its tables mean: paragraphs and grids of cells with their places."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.model.origin import Origin


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid. A merged cell appears once at its upper left; the cells it covers are *covered*."""

    text: str
    origin: Origin
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table (表格): rows of cells, not necessarily of equal length. *title* is the caption or sheet name."""

    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class TextParagraph:
    """A paragraph outside tables. *heading_level* is that of a heading style, else 0."""

    text: str
    origin: Origin
    heading_level: int = 0


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A file as read. *blocks* keep the order of the document; *not_read* lists what could not be read, in Chinese.

    *notices* are remarks on the file itself, such as its encoding. *text* is the decoded text of a text file, in
    which offsets count; it is empty for other files.
    """

    file: str
    blocks: tuple[TextParagraph | Grid, ...]
    not_read: tuple[str, ...] = field(default=())
    notices: tuple[str, ...] = ()
    text: str = ""
