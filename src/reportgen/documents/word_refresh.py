"""An edited report (修改稿) read for a refresh, and the plan of a refresh carried out in its XML.

What the plan does not name stays as it is: formatting, tracked changes, other people's comments, headers and footers.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.documents.kept_blanks import blank_of
from reportgen.documents.office_parts import CommentsPart, parsed, replaced
from reportgen.documents.opening import FileType, expect
from reportgen.documents.package_objects import without_objects
from reportgen.documents.source_docx import LONGEST_TEXT
from reportgen.documents.word_base import base_part_of, base_xml, read_base
from reportgen.documents.word_block_copies import StyleNames
from reportgen.documents.word_bound import ReadLine, read_lines
from reportgen.documents.word_faults import word_part
from reportgen.documents.word_line_writer import Numbers, write_line
from reportgen.documents.word_marks import is_ours, line_of
from reportgen.documents.word_package import with_base_part
from reportgen.documents.word_parts import MAIN_PART, OWN_AUTHOR
from reportgen.documents.word_rearranging import Rearranging
from reportgen.documents.word_refresh_comments import put_comments
from reportgen.documents.word_text import W
from reportgen.errors import UnreadableFileError
from reportgen.model.bound_text import BoundLine, BoundText, fact_mark
from reportgen.model.refreshed_text import Refreshed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STYLES = "word/styles.xml"
_CONTENT = tuple(
    f"{W}{name}" for name in ("drawing", "pict", "object", "footnoteReference", "endnoteReference", "altChunk")
)


@dataclass(frozen=True, slots=True)
class EditedReport:
    """An edited report: its parts, its XML, its lines with the places they were read from, and its base."""

    members: tuple[tuple[zipfile.ZipInfo, bytes], ...]
    root: Element
    reads: tuple[ReadLine, ...]
    base: BoundText
    blank: bytes = b""  # the blank form, where this is a filled one

    @property
    def parts(self) -> dict[str, bytes]:
        """Name → bytes of the parts."""
        return {info.filename: data for info, data in self.members}

    @property
    def left_out(self) -> tuple[str, ...]:
        """The parts with macros and embedded objects, which no new file carries."""
        return without_objects(self.parts)[1]

    @property
    def lines(self) -> tuple[BoundLine, ...]:
        """The lines as read; those that hold what must not be lost count as tracked."""
        guarded = _others_comments(self.parts)
        return tuple(
            replace(each.line, tracked=True) if _holds(each.paragraph, guarded) else each.line for each in self.reads
        )


def read_edited(path: Path, base: BoundText | None = None) -> EditedReport:
    """The edited report at *path*; *base* stands in for the one the file has lost.

    Raises UnreadableFileError where it is no report of this program, or has lost what a refresh needs.
    """
    expect(path, FileType.DOCX)
    with zipfile.ZipFile(path) as package:
        members = tuple((info, package.read(info)) for info in package.infolist())
    parts = {info.filename: data for info, data in members}
    if MAIN_PART not in parts:
        raise UnreadableFileError(
            "文档内部结构不完整，无法读取", place=path.name, remedy="请用 Word 另存为新的 .docx。"
        )
    root = parsed(parts[MAIN_PART])
    found = read_base(parts)
    known = found if found is not None else base
    names = [each.get(f"{W}name", "") for each in root.iter(f"{W}bookmarkStart")]
    if not any(map(is_ours, names)):
        raise UnreadableFileError(
            "文件里没有本程序留下的数字记号，不能刷新",
            place=path.name,
            remedy="刷新要用 reportgen generate 生成、没有清过稿的报告；其他文件请用 reportgen check 核查。",
        )
    if found is None and not any(line_of(name) for name in names):
        raise UnreadableFileError(
            "这是填好的表，里面的底稿没有了（有的软件另存时会丢掉），不能刷新",
            place=path.name,
            remedy="请用空白表和新的填报文件重新填一次：reportgen fill 空白表.docx --data 填报.xlsx -o 自评表.docx。",
        )
    if known is None:
        raise UnreadableFileError(
            "文件里的底稿没有了（有的软件另存时会丢掉），不能刷新",
            place=path.name,
            remedy="请加上 --base 和生成这份报告时用的填报文件，程序据此重做底稿。",
        )
    reads = read_lines(root, {fact_mark(fact): fact for fact in known.facts})
    if any(len(each.line.text) > LONGEST_TEXT for each in reads):
        raise UnreadableFileError(
            f"有一段超过 {LONGEST_TEXT // 10000} 万字，为安全起见不读取",
            place=path.name,
            remedy="请核实文件来源；确需使用时，把这一段分成几段后另存。",
        )
    return EditedReport(members, root, reads, known, blank_of(parts))


def read_generated(data: bytes) -> BoundText:
    """The base in a report just generated."""
    base = read_base(_parts(data))
    assert base is not None
    return base


def refreshed_report(edited: EditedReport, generated: bytes, plan: Refreshed) -> bytes:
    """The edited report with *plan* carried out; *generated* is the newly generated file, whence new blocks come.

    The XML of *edited* is used up. The same input gives the same bytes.
    """
    parts, new_parts = edited.parts, _parts(generated)
    new_root = parsed(new_parts[MAIN_PART])
    new_reads = read_lines(new_root)
    numbers = Numbers(edited.root)
    rearranging = Rearranging(
        edited.reads, new_reads, StyleNames(new_parts.get(_STYLES), parts.get(_STYLES)), numbers, plan
    )
    for number, line in plan.lines.items():
        write_line(edited.reads[number], line, numbers)
    rearranging.run()
    comments = CommentsPart(parts)
    put_comments(edited, new_reads, new_parts, comments, plan)
    changed = {MAIN_PART: word_part(edited.root)}
    if len(comments.root) or any(name.startswith("word/comments") for name in parts):
        changed |= comments.changed_parts()
    changed |= with_base_part(parts | changed, base_part_of(parts), base_xml(plan.base))
    return replaced(edited.members, changed)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _others_comments(parts: Mapping[str, bytes]) -> frozenset[str]:
    """The numbers of the comments of other people."""
    part = CommentsPart(parts).root
    return frozenset(each.get(f"{W}id", "") for each in part if each.get(f"{W}author") != OWN_AUTHOR)


def _holds(paragraph: Element, comments: Iterable[str]) -> bool:
    """Whether a paragraph holds something besides words that people would miss."""
    theirs = set(comments)
    return any(True for _ in paragraph.iter(*_CONTENT)) or any(
        each.get(f"{W}id") in theirs for each in _references(paragraph)
    )


def _references(paragraph: Element) -> Iterator[Element]:
    yield from paragraph.iter(f"{W}commentRangeStart", f"{W}commentReference")
