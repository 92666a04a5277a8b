"""What a refresh (刷新) makes of an edited report: new contents of its lines, what is added, dropped or moved, notes.

Lines, tables and rows are named by their numbers in the edited and in the newly generated text. The writer of Word
files carries the plan out; it decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from reportgen.model.bound_text import BoundText

OWN = -1  # of a part that no figure of the edited line continues


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line's new content.

    Words and figures that stay have their place ``start:end`` in the edited line; where *start* is ``OWN`` the part is
    written anew. A part with a *fact* is a bound figure; *figure* is the number of the figure of the edited line whose
    bookmark it continues. *edited* words were written by people.
    """

    text: str
    start: int = OWN
    end: int = OWN
    fact: str = ""
    figure: int = OWN
    sentence: str = ""  # mark of the sentence as generated
    edited: bool = False


@dataclass(frozen=True, slots=True)
class NewLine:
    """The content of an edited line after the refresh; *place* and *anchor* as of `BoundLine`, empty to leave them."""

    parts: tuple[Part, ...]
    place: str = ""
    anchor: str = ""

    @property
    def text(self) -> str:
        """The words the reader sees."""
        return "".join(part.text for part in self.parts)


class NoteKind(Enum):
    """What a comment of a refresh is about."""

    OVERTYPED = "改过的数字"  # a bound figure that people typed over
    CELL = "与填报数据不一致的单元格"
    GONE = "新数据中没有的内容"
    FOREIGN = "别处粘贴来的数字"  # bound in another report
    WORDING = "两边都改了的文字"
    DROPPED = "新数据不再生成的内容"
    DELETED = "删去而又有变化的内容"
    TYPED = "手工输入的数字"
    RENAMED = "改了名称"
    VERDICT = "与新数据不符的说法"

    @property
    def lasting(self) -> bool:
        """Whether the comment tells of what happened once; the others are put anew at every refresh."""
        return self not in {NoteKind.VERDICT, NoteKind.CELL}


@dataclass(frozen=True, slots=True)
class Note:
    """A comment on ``start:end`` of an edited line's new content; without a place on the whole line."""

    kind: NoteKind
    line: int
    lines: tuple[str, ...]
    start: int = OWN
    end: int = OWN


@dataclass(frozen=True, slots=True)
class Item:
    """A block of the body or a row of a table: number *edited* of the edited text, or number *new* to be added.

    A block is a paragraph, by the number of its line, or a *table*, by its number. What is *moved* is taken from its
    place and put behind the item before it.
    """

    edited: int = OWN
    new: int = OWN
    table: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class TablePlan:
    """The rows of an edited table in their order: edited rows that stay and rows of the new table to be added.

    *marks* are the new marks of rows that stay. *restructured* tells that rows were added, dropped or moved.
    """

    edited: int
    new: int
    rows: tuple[Item, ...]
    marks: dict[int, str] = field(default_factory=dict)
    partners: dict[int, int] = field(default_factory=dict)  # edited row → row of the new table
    restructured: bool = False


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that the refresh updated, and in how many places."""

    label: str
    before: str
    after: str
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """The plan of a refresh: contents by edited line, the blocks of the body in order, tables, comments, new base."""

    lines: dict[int, NewLine]
    dropped: frozenset[int]  # edited lines
    body: tuple[Item, ...]
    tables: tuple[TablePlan, ...]
    dropped_tables: frozenset[int]
    notes: tuple[Note, ...]
    base: BoundText
    changes: tuple[FigureChange, ...] = ()
    kept: int = 0  # sentences of people
    deleted: tuple[str, ...] = ()  # what people deleted and the new data would say otherwise, in Chinese
