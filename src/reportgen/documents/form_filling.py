"""A bureau's own blank form (空白表) with its cells filled, in the form's own formatting; all else stays as it was."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.documents.kept_blanks import LARGEST_KEPT, blank_part_of, with_blank
from reportgen.documents.office_parts import replaced
from reportgen.documents.part_xml import whole_number
from reportgen.documents.source_docx import ReadDocx, cells_by_column, read_docx
from reportgen.documents.word_base import base_of, base_part_of, base_xml
from reportgen.documents.word_comments import begin_run, w_element
from reportgen.documents.word_faults import word_part
from reportgen.documents.word_marks import figure_name, mark_of_fact, row_mark, row_name
from reportgen.documents.word_package import with_base_part
from reportgen.documents.word_parts import MAIN_PART
from reportgen.documents.word_runs import legal, take_chinese_font, takes_either_font
from reportgen.documents.word_text import Piece, W
from reportgen.model.form_filling import AddedRow, FilledCell, FormFilling, Merge
from reportgen.model.origin import Origin

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNIQUE = ("paraId", "textId")  # numbers no two paragraphs or rows may share
_MARKS = frozenset(
    f"{W}{name}"
    for name in (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference"),
        *("proofErr", "permStart", "permEnd"),
    )
)


def filled_form(path: Path, filling: FormFilling) -> bytes:
    """The .docx at *path* with *filling* written into it.

    Where the filling names its ledger, the file holds the blank form and its text as filled, which a refresh needs.
    Raises UnreadableFileError.
    """
    read = read_docx(path)
    with zipfile.ZipFile(path) as package:
        members = [(info, package.read(info)) for info in package.infolist()]
    writer = _Writer(read)
    added = writer.added_rows(filling.added)
    by_origin: dict[Origin, list[FilledCell]] = {}
    for cell in filling.cells:
        by_origin.setdefault(cell.origin, []).append(cell)
    for origin, cells in by_origin.items():
        for cell in sorted(cells, key=lambda each: each.start, reverse=True):
            writer.fill(origin, cell)
    for element, row in added:
        writer.fill_row(element, row)
    writer.mark_rows()
    document = word_part(read.root)
    changed = {MAIN_PART: document}
    blank = path.read_bytes()
    if filling.ledger is not None and len(blank) <= LARGEST_KEPT:
        parts = {info.filename: data for info, data in members}
        changed |= with_base_part(parts, base_part_of(parts), base_xml(base_of(document, filling.ledger)))
        changed |= with_blank(parts | changed, blank) if not blank_part_of(parts) else {}
    return replaced(members, changed)


class _Writer:
    """Writes into the XML of one form."""

    def __init__(self, read: ReadDocx) -> None:
        self._read = read
        numbers = [mark.get(f"{W}id", "") for mark in read.root.iter(f"{W}bookmarkStart")]
        self._bookmarks = max(map(whole_number, numbers), default=0)
        self._facts: dict[Element, list[str]] = {}  # of each row

    # -- cells of the form ----------------------------------------------------------------------------------

    def fill(self, origin: Origin, filled: FilledCell) -> None:
        """Write one cell or the blank of a line."""
        cell = self._read.cells.get(origin)
        if cell is not None:
            _merge(cell, filled.merge)
            _let_grow(cell)
            self._state(cell, filled)
        if not filled.text:
            return
        pieces = [piece for piece in self._read.pieces.get(origin, ()) if piece.text]
        within = _within(pieces, filled.start, filled.end)
        before = _ending_at(pieces, filled.start)
        if within:
            begin_run(within[0])
            run = _run_of(within[0])
            self._write(filled, run, before=run)
            for element in within:
                _remove(element)
        elif before is not None:
            run = _run_of(before)
            self._write(filled, run, after=run)
        elif cell is not None:
            self._into_empty(cell, filled)
        _show_as_written(cell)

    def _write(
        self, filled: FilledCell, like: Element, *, before: Element | None = None, after: Element | None = None
    ) -> None:
        """Put the words beside a run, in its formatting; further lines follow in the same paragraph."""
        made = self._runs(filled, like.find(f"{W}rPr"))
        if before is not None:
            for element in made:
                before.addprevious(element)
        elif after is not None:
            for element in reversed(made):
                after.addnext(element)

    def _into_empty(self, cell: Element, filled: FilledCell) -> None:
        """Write into a cell without a run: in the formatting of its paragraph's mark, else of its neighbours."""
        paragraph = next(cell.iter(f"{W}p"), None)
        if paragraph is None:
            paragraph = w_element("<w:p />")
            cell.append(paragraph)
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        properties = _run_properties(mark) if mark is not None else _neighbours_properties(cell)
        lines = filled.text.split("\n")
        for number, line in enumerate(lines):
            if number:
                following = w_element("<w:p />")
                own = paragraph.find(f"{W}pPr")
                if own is not None:
                    following.append(deepcopy(own))
                paragraph.addnext(following)
                paragraph = following
            whole = FilledCell(origin=filled.origin, text=line, fact=filled.fact if len(lines) == 1 else "")
            paragraph.extend(self._runs(whole, properties))

    def _runs(self, filled: FilledCell, properties: Element | None) -> list[Element]:
        """The runs of some words under the bookmark of their fact."""
        made: list[Element] = []
        for number, line in enumerate(filled.text.split("\n")):
            run = w_element("<w:r />")
            if properties is not None:
                run.append(_shown(properties))
            if takes_either_font(line):
                take_chinese_font(run)
            if number:
                run.append(w_element("<w:br />"))
            text = w_element("<w:t />")
            text.text = legal(line)
            text.set(_SPACE, "preserve")
            run.append(text)
            made.append(run)
        if not filled.fact:
            return made
        self._bookmarks += 1
        name = figure_name(mark_of_fact(filled.fact, filled.text, filled.text), self._bookmarks)
        start = w_element(f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{name}"/>')
        return [start, *made, w_element(f'<w:bookmarkEnd w:id="{self._bookmarks}"/>')]

    # -- added rows -----------------------------------------------------------------------------------------

    def added_rows(self, rows: Sequence[AddedRow]) -> list[tuple[Element, AddedRow]]:
        """Empty copies of the rows they are like, each below the last one."""
        made: list[tuple[Element, AddedRow]] = []
        last: dict[Origin, Element] = {}
        for row in rows:
            source = next(self._read.cells[row.like].iterancestors(f"{W}tr"))
            copy = _empty_copy(source)
            for column, _span, cell in cells_by_column(source):
                if column in row.carried and _merge_of(cell) is None:
                    _merge(cell, Merge.BEGINS)
            for column, _span, cell in cells_by_column(copy):
                if column in row.carried:
                    _merge(cell, Merge.CONTINUES)
            last.get(row.like, source).addnext(copy)
            last[row.like] = copy
            made.append((copy, row))
        return made

    def fill_row(self, element: Element, row: AddedRow) -> None:
        """Write the cells of an added row."""
        wanted = {cell.origin.column: cell for cell in row.cells}
        for column, _span, cell in cells_by_column(element):
            filled = wanted.get(column)
            if filled is None:
                continue
            _merge(cell, filled.merge)
            _let_grow(cell)
            self._state(cell, filled)
            if filled.text:
                self._into_empty(cell, filled)

    # -- marks of rows --------------------------------------------------------------------------------------

    def _state(self, cell: Element, filled: FilledCell) -> None:
        row = next(cell.iterancestors(f"{W}tr"), None)
        if row is not None and filled.fact:
            self._facts.setdefault(row, []).append(filled.fact)

    def mark_rows(self) -> None:
        """Set a bookmark at the beginning of each row that states facts, by which a refresh knows whose it is."""
        for row, facts in self._facts.items():
            paragraph = next(row.iter(f"{W}p"), None)
            if paragraph is None:
                continue
            self._bookmarks += 1
            name = row_name(row_mark(facts, ""), self._bookmarks)
            first = 1 if paragraph.find(f"{W}pPr") is not None else 0
            paragraph.insert(first, w_element(f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{name}"/>'))
            paragraph.insert(first + 1, w_element(f'<w:bookmarkEnd w:id="{self._bookmarks}"/>'))


def _empty_copy(row: Element) -> Element:
    """A row without its words, marks and merges that begin in it, but with all its formatting."""
    copy = deepcopy(row)
    copy.tail = None
    for element in [each for each in copy.iter() if isinstance(each.tag, str)]:
        for name in [name for name in element.attrib if str(name).rpartition("}")[2] in _UNIQUE]:
            del element.attrib[name]
        if element.tag in _MARKS:
            _drop(element)
    for _column, _span, cell in cells_by_column(copy):
        if _merge_of(cell) is not None:
            _merge(cell, Merge.CONTINUES)
        paragraphs = list(cell.iter(f"{W}p"))
        for paragraph in paragraphs[:1]:
            _keep_format(paragraph)
        for paragraph in paragraphs:
            for child in [each for each in paragraph if each.tag != f"{W}pPr"]:
                paragraph.remove(child)
        for paragraph in paragraphs[1:]:
            if paragraph.getparent() is cell:
                cell.remove(paragraph)
        for table in cell.findall(f"{W}tbl"):
            cell.remove(table)
    return copy


def _keep_format(paragraph: Element) -> None:
    """Let the mark of a paragraph have the formatting of its first run, which is about to go."""
    run = next(paragraph.iter(f"{W}r"), None)
    own = run.find(f"{W}rPr") if run is not None else None
    if own is None:
        return
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = w_element("<w:pPr />")
        paragraph.insert(0, properties)
    if properties.find(f"{W}rPr") is None:
        mark = deepcopy(own)
        follows = next((each for each in properties if each.tag in {f"{W}sectPr", f"{W}pPrChange"}), None)
        if follows is not None:
            follows.addprevious(mark)
        else:
            properties.append(mark)


def _within(pieces: Sequence[Piece], start: int, end: int) -> list[Element]:
    """The elements that hold ``start:end`` and nothing else, cut where it begins or ends inside one."""
    found: list[Element] = []
    at = 0
    for piece in pieces:
        low, high = max(start - at, 0), min(end - at, len(piece.text))
        at += len(piece.text)
        element = piece.element
        if element is None or low >= high:
            continue
        if element.tag != f"{W}t":
            found.append(element)
            continue
        if high < len(piece.text):
            _split(element, high)
        found.append(_split(element, low) if low else element)
    return found


def _split(element: Element, at: int) -> Element:
    """Cut a ``w:t`` in two runs; the second one."""
    rest = deepcopy(element)
    rest.tail = None
    rest.text, element.text = (element.text or "")[at:], (element.text or "")[:at]
    for each in (element, rest):
        each.set(_SPACE, "preserve")
    element.addnext(rest)
    begin_run(rest)
    return rest


def _ending_at(pieces: Sequence[Piece], offset: int) -> Element | None:
    """The element whose text ends at *offset*."""
    at = 0
    for piece in pieces:
        at += len(piece.text)
        if at == offset and piece.element is not None:
            return piece.element
    return None


def _run_of(element: Element) -> Element:
    return next(element.iterancestors(f"{W}r"), element)


def _remove(element: Element) -> None:
    run = element.getparent()
    _drop(element)
    if run is not None and run.tag == f"{W}r" and all(each.tag == f"{W}rPr" for each in run):
        _drop(run)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _run_properties(mark: Element) -> Element:
    """The formatting of a paragraph's mark as that of a run."""
    properties = deepcopy(mark)
    for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange"):
        for each in properties.findall(f"{W}{name}"):
            properties.remove(each)
    return properties


def _neighbours_properties(cell: Element) -> Element | None:
    """The formatting of the nearest words before the cell in its row, not bold as labels are."""
    for other in cell.itersiblings(f"{W}tc", preceding=True):
        found = next(other.iter(f"{W}rPr"), None)
        if found is not None:
            properties = _run_properties(found)
            for name in ("b", "bCs"):
                for each in properties.findall(f"{W}{name}"):
                    properties.remove(each)
            return properties
    return None


def _shown(properties: Element) -> Element:
    """Run properties without what hides words or marks them as a placeholder."""
    copy = _run_properties(properties)
    copy.tag = f"{W}rPr"
    for each in [each for each in copy if each.tag in {f"{W}vanish", f"{W}specVanish", f"{W}webHidden"}]:
        copy.remove(each)
    style = copy.find(f"{W}rStyle")
    if style is not None and "placeholder" in style.get(f"{W}val", "").lower():
        copy.remove(style)
    return copy


def _merge_of(cell: Element) -> Element | None:
    return cell.find(f"{W}tcPr/{W}vMerge")


_BEFORE_MERGE = tuple(f"{W}{name}" for name in ("cnfStyle", "tcW", "gridSpan", "hMerge"))


def _merge(cell: Element, merge: Merge) -> None:
    """Set how *cell* is merged with those below it."""
    if merge is Merge.NONE:
        return
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = w_element("<w:tcPr />")
        cell.insert(0, properties)
    found = properties.find(f"{W}vMerge")
    if found is None:
        found = w_element("<w:vMerge />")
        properties.insert(sum(1 for each in properties if each.tag in _BEFORE_MERGE), found)
    found.set(f"{W}val", merge.value)


def _let_grow(cell: Element) -> None:
    """A row of exact height would hide what does not fit."""
    row = next(cell.iterancestors(f"{W}tr"), None)
    height = row.find(f"{W}trPr/{W}trHeight") if row is not None else None
    if height is not None and height.get(f"{W}hRule") == "exact":
        height.set(f"{W}hRule", "atLeast")


def _show_as_written(cell: Element | None) -> None:
    """A content control that holds words of its own is no placeholder any more."""
    for control in cell.iter(f"{W}sdt") if cell is not None else ():
        for flag in control.findall(f"{W}sdtPr/{W}showingPlcHdr"):
            _drop(flag)
