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


class Unplaced(StrEnum):
    """Why entered data found no cell (没有地方填的原因)."""

    TABLES = "项目比表上的项目表多"
    ROWS = "表上没有这一行"
    COLUMNS = "表上没有这一列"
    NOT_ASKED = "表上没有问到"

    @property
    def remedy(self) -> str:
        """What the official may do about it, in Chinese."""
        return _REMEDIES[self]


_REMEDIES = {
    Unplaced.TABLES: "在空白表里把项目表复制够份数，再填一次",
    Unplaced.ROWS: "核对级次、名称是否与表上一致；确实要填的，在空白表上加一行再填",
    Unplaced.COLUMNS: "这张表不要求的不用管；要填的，在空白表上加一列再填",
    Unplaced.NOT_ASKED: "这张表不要求的不用管；要报的，在空白表上加一栏再填，或者写进报告",
}


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """Entered data that found no cell: what it is, its value, the cell it was entered in, and why."""

    what: str
    value: str
    origin: Origin | None = None
    reason: Unplaced = Unplaced.NOT_ASKED


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
