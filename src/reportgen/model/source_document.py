"""A document as read, before anyone says what its tables mean: paragraphs and grids of cells with their places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.model.origin import Origin, PlaceKind


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


def _with(text: str, start: int, changes: Sequence[tuple[int, int, str]]) -> str:
    """*text*, which begins at offset *start*, with those of *changes* that lie in it."""
    for low, high, right in sorted(changes, reverse=True):
        if start <= low and high <= start + len(text):
            text = text[: low - start] + right + text[high - start :]
    return text


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

    def corrected(self, changes: Sequence[tuple[int, int, str]]) -> SourceDocument:
        """A Word file as it reads once each ``start:end`` of its plain text is replaced; changes do not overlap."""
        starts = self.offsets()

        def paragraph(block: TextParagraph) -> TextParagraph:
            return replace(block, text=_with(block.text, starts[block.origin], changes))

        def grid(block: Grid) -> Grid:
            rows, known = [], {}
            for row in block.rows:
                cells = []
                for cell in row:
                    if not cell.covered:
                        known[cell.text] = _with(cell.text, starts[cell.origin], changes)
                    cells.append(replace(cell, text=known.get(cell.text, cell.text)))
                rows.append(tuple(cells))
            return replace(block, rows=tuple(rows))

        blocks = tuple(grid(block) if isinstance(block, Grid) else paragraph(block) for block in self.blocks)
        return replace(self, blocks=blocks, beside=tuple(map(paragraph, self.beside)))

    def places(self) -> Callable[[int], Origin]:
        """Call with an offset in the plain text for the paragraph, cell or line that stands there."""
        if self.text:
            return lambda at: Origin(self.file, PlaceKind.LINE, row=self.text.count("\n", 0, at) + 1)
        known = sorted(self.offsets().items(), key=lambda place: place[1])
        starts = [start for _, start in known]
        nowhere = Origin(self.file)
        return lambda at: known[bisect_right(starts, at) - 1][0] if known else nowhere

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
