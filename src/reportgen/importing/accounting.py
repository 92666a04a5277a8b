"""What became of every cell and line of the source (核销): used, part of the form itself, or not read."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from reportgen.importing.rows import Item
from reportgen.language.cell_text import clean
from reportgen.model.origin import Origin
from reportgen.model.source_document import Grid, SourceDocument


class Use(Enum):
    """What a place of the source was good for."""

    USED = "已导入"
    STRUCTURAL = "表头、标题等"
    NOT_READ = "未导入"


class Account:
    """The places of one document and their use. A place once used stays used; the rest is not read."""

    def __init__(self, document: SourceDocument) -> None:
        self._texts: dict[Origin, str] = {}
        self._uses: dict[Origin, Use] = {}
        for block in document.blocks:
            if not isinstance(block, Grid):
                self._texts[block.origin] = block.text
                continue
            for row in block.rows:
                for cell in row:
                    if cell.text.strip() and not cell.covered:
                        self._texts[cell.origin] = cell.text
        for origin, text in self._texts.items():
            if not clean(text):  # nothing but a remnant such as [bookmark: …]
                self._uses[origin] = Use.STRUCTURAL

    def use(self, *items: Item | Origin) -> None:
        """Note that the values of *items* stand in the entered data."""
        for origin in _origins(items):
            self._uses[origin] = Use.USED

    def structure(self, *items: Item | Origin) -> None:
        """Note that *items* are headers, labels or titles."""
        for origin in _origins(items):
            self._uses.setdefault(origin, Use.STRUCTURAL)

    def uses(self) -> dict[Origin, Use]:
        """Every non-empty place of the document and its use."""
        return {origin: self._uses.get(origin, Use.NOT_READ) for origin in self._texts}

    def not_read(self) -> tuple[tuple[Origin, str], ...]:
        """The places that were not read, with what stands there."""
        return tuple((origin, clean(self._texts[origin])) for origin, use in self.uses().items() if use is Use.NOT_READ)


def _origins(items: Iterable[Item | Origin]) -> Iterable[Origin]:
    for item in items:
        yield item.origin if isinstance(item, Item) else item
