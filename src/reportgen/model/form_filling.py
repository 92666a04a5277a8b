"""What is written into a bureau's own blank form (空白表), and what was left as it was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.facts import FactLedger
from reportgen.model.origin import Origin


class Merge(StrEnum):
    """Whether a cell is merged with those below it (纵向合并)."""

    NONE = ""
    BEGINS = "restart"
    CONTINUES = "continue"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledCell:
    """Words for ``start:end`` of the text at *origin*, a cell or a paragraph of the form.

    *fact* is the fact they state as the ledger writes it, so that the figure can be bound; empty where they differ.
    """

    origin: Origin
    text: str
    start: int = 0
    end: int = 0
    fact: str = ""
    merge: Merge = Merge.NONE


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A row added below that of *like* with its formatting; the *columns* of its *cells* count, not their rows.

    The cells in the columns *carried* are merged with the ones above.
    """

    like: Origin
    cells: tuple[FilledCell, ...]
    carried: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class LeftCell:
    """A place of the form that was not touched: what it asks for as far as that is known, and why, in Chinese."""

    place: str
    asks: str
    reason: str


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """Entered data that found no cell: what it is, its value and the cell it was entered in."""

    what: str
    value: str
    origin: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFilling:
    """The whole filling of a form with facts of *ledger*. *notices* name what of the form was not read."""

    cells: tuple[FilledCell, ...]
    added: tuple[AddedRow, ...] = ()
    left: tuple[LeftCell, ...] = ()
    not_placed: tuple[NotPlaced, ...] = ()
    notices: tuple[str, ...] = ()
    ledger: FactLedger | None = None

    @property
    def filled(self) -> int:
        """How many cells get words."""
        written = (*self.cells, *(cell for row in self.added for cell in row.cells))
        return sum(1 for cell in written if cell.text)
