"""A draft (报告草稿) before it is a file: sections of paragraphs and tables, every figure bound to its fact."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Words:
    """Text written by a template: it holds no figure."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or name of the ledger, as written here."""

    text: str
    fact: str


@dataclass(frozen=True, slots=True)
class Gap:
    """【待填：…】: what the department still has to enter; *comment* says what and where, in Chinese."""

    what: str
    comment: str = ""

    @property
    def text(self) -> str:
        """The gap as the reader sees it."""
        return f"【待填：{self.what}】"


Run = Words | Figure | Gap


class Line(str):
    """A title, heading or caption made of *runs*: its text, which still knows the figures in it.

    Where a plain ``str`` stands instead, it is words only.
    """

    runs: tuple[Run, ...]

    def __new__(cls, runs: tuple[Run, ...]) -> Line:
        made = super().__new__(cls, "".join(run.text for run in runs))
        made.runs = runs
        return made


def runs_of_line(line: str) -> tuple[Run, ...]:
    """The runs of a title, heading or caption."""
    return line.runs if isinstance(line, Line) else (Words(line),)


class Align(StrEnum):
    """Horizontal alignment of a cell or paragraph."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A body paragraph. *style* is a role, not a Word name: body, note, signature, basis.

    *remarks* are lines for a comment beside it: who drafted it, after which wording.
    """

    runs: tuple[Run, ...]
    style: str = "body"
    remarks: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words the reader sees."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、), 2 （一）, 3 (1.) or 4 （1）; *number* is that prefix, kept apart from the words."""

    level: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell spanning *columns* and *rows*. Covered positions have no cell of their own."""

    runs: tuple[Run, ...]
    columns: int = 1
    rows: int = 1
    align: Align = Align.LEFT
    header: bool = False

    @property
    def text(self) -> str:
        """The words the reader sees."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row. *header* rows at the top are repeated on each page."""

    cells: tuple[TableCell, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with caption and unit line. *widths* are the relative widths of its columns."""

    rows: tuple[TableRow, ...]
    widths: tuple[int, ...]
    caption: str = ""
    unit_note: str = ""  # 单位：万元
    landscape: bool = False


Block = Paragraph | Heading | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report that one template or one drafting step writes. *key* names it: budget, problems, …"""

    key: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: starts on a page of its own with its title."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class RedHead:
    """红头: 发文机关标志 and 发文字号 above the title."""

    issuer: tuple[Run, ...]
    doc_number: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A line of the cover (封面): 部门名称, 预算编码, 填报人 …, each with its value."""

    label: str
    value: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The whole report: title, sections in order, signature, annexes, and the findings its reader must see."""

    title: str
    sections: tuple[Section, ...]
    annexes: tuple[Annex, ...] = ()
    signature: tuple[Run, ...] = ()
    date: tuple[Run, ...] = ()
    findings: tuple[Finding, ...] = ()
    form: str = ""
    table_only: bool = False  # the form is a table without a narrative report
    red_head: RedHead | None = None
    cover: tuple[CoverLine, ...] = ()
    addressee: tuple[Run, ...] = ()  # 主送机关
