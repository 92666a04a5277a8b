"""A document as read, before anyone says what its tables mean: paragraphs and grids of cells with their places."""

from __future__ import annotations

from collections.abc import Iterator
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
    which offsets count; it is empty for other files. *beside* is what stands beside the body of a Word file where it
    was asked for: headers, footers, notes, text boxes.
    """

    file: str
    blocks: tuple[TextParagraph | Grid, ...]
    not_read: tuple[str, ...] = field(default=())
    notices: tuple[str, ...] = ()
    text: str = ""
    beside: tuple[TextParagraph, ...] = ()

    @property
    def plain_text(self) -> str:
        """The text in which offsets count (纯文本): the decoded file, else every paragraph and row of a table a line.

        The cells of a row are parted by tabs; what stands beside the body comes last.
        """
        return self.text or "".join(text + mark for _, text, mark in self._pieces()).removesuffix("\n")

    def offsets(self) -> dict[Origin, int]:
        """Where each paragraph and each cell of its own begins in the plain text; empty for a text file."""
        found: dict[Origin, int] = {}
        at = 0
        for origin, text, mark in () if self.text else self._pieces():
            found.setdefault(origin, at)
            at += len(text) + len(mark)
        return found

    def _pieces(self) -> Iterator[tuple[Origin, str, str]]:
        """Each paragraph and cell with what parts it from the next."""
        for block in (*self.blocks, *self.beside):
            if isinstance(block, TextParagraph):
                yield block.origin, block.text, "\n"
                continue
            for row in block.rows:
                own = [cell for cell in row if not cell.covered]
                for number, cell in enumerate(own, start=1):
                    yield cell.origin, cell.text, "\t" if number < len(own) else "\n"
