"""Paragraphs, tables and rows of an edited report added, dropped and put in the order of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from reportgen.documents.word_block_copies import StyleNames, blank_after, copied, merge_like, row_like, structure
from reportgen.documents.word_bound import ReadLine, cells_of
from reportgen.documents.word_line_writer import Numbers
from reportgen.documents.word_marks import remarked, row_of
from reportgen.documents.word_text import W
from reportgen.model.refreshed_text import OWN, Item, Refreshed, TablePlan

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")


class Rearranging:
    """The blocks of an edited file and of the newly generated one, and the plan for them."""

    def __init__(
        self, edited: Sequence[ReadLine], new: Sequence[ReadLine], styles: StyleNames, numbers: Numbers, plan: Refreshed
    ) -> None:
        self._edited = edited
        self._new = new
        self._styles = styles
        self._numbers = numbers
        self._plan = plan
        self._rows = {"e": _rows(edited), "n": _rows(new)}
        self._tables = {"e": _tables(edited), "n": _tables(new)}

    def run(self) -> None:
        """Carry the plan out."""
        for table in self._plan.tables:
            self._arrange_rows(table)
        self._arrange_body()
        for number in sorted(self._plan.dropped_tables):
            self._drop_table(self._tables["e"][number])
        for number in sorted(self._plan.dropped):
            if not self._edited[number].line.table or _alive(self._edited[number].paragraph):
                self._drop_paragraph(number)

    # -- the body -----------------------------------------------------------------------------------------------

    def _arrange_body(self) -> None:
        previous: Element | None = None
        waiting: list[Element] = []
        for item in self._plan.body:
            if item.edited != OWN:
                element = _outermost(self._element(item))
                if item.moved and previous is not None:
                    previous = self._after(previous, self._with_blank(element, item))
                else:
                    for each in waiting:
                        element.addprevious(each)
                    waiting = []
                    previous = element
                continue
            made = self._copies(item)
            if previous is None:
                waiting += made
            else:
                previous = self._after(previous, made)

    def _element(self, item: Item) -> Element:
        return self._tables["e"][item.edited] if item.table else self._edited[item.edited].paragraph

    def _with_blank(self, element: Element, item: Item) -> list[Element]:
        blank = blank_after(element) if item.table else None
        return [element, blank] if blank is not None else [element]

    def _copies(self, item: Item) -> list[Element]:
        if not item.table:
            return [copied(self._new[item.new].paragraph, self._styles, self._numbers)]
        table = self._tables["n"][item.new]
        made = [copied(table, self._styles, self._numbers)]
        following = table.getnext()
        if following is not None and following.tag == f"{W}p" and not any(True for _ in following.iter(f"{W}t")):
            made.append(copied(following, self._styles, self._numbers))
        return made

    @staticmethod
    def _after(previous: Element, elements: Sequence[Element]) -> Element:
        """Put *elements* behind *previous* and the blank that belongs to it; the last of them."""
        blank = blank_after(previous) if previous.tag == f"{W}tbl" else None
        at = blank if blank is not None else previous
        for each in elements:
            at.addnext(each)
            at = each
        return at

    def _drop_table(self, table: Element) -> None:
        blank = blank_after(table)
        before = table.getprevious()
        _rescue_marks(table)
        _remove(table)
        if blank is not None and before is not None and before.tag == f"{W}p":
            _remove(blank)

    def _drop_paragraph(self, number: int) -> None:
        paragraph = self._edited[number].paragraph
        parent = paragraph.getparent()
        if parent is None:
            return
        before, following = paragraph.getprevious(), paragraph.getnext()
        parts_tables = all(each is not None and each.tag == f"{W}tbl" for each in (before, following))
        alone = parent.tag == f"{W}tc" and sum(each.tag == f"{W}p" for each in parent) == 1
        section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
        _rescue_marks(paragraph)
        if parts_tables or alone or section:
            for each in list(paragraph):
                if each.tag != f"{W}pPr":
                    paragraph.remove(each)
        else:
            parent.remove(paragraph)

    # -- rows ---------------------------------------------------------------------------------------------------

    def _arrange_rows(self, plan: TablePlan) -> None:
        rows = self._rows["e"].get(plan.edited, {})
        for number, mark in plan.marks.items():
            _remark(rows[number], mark)
        if not plan.restructured or plan.edited in self._plan.dropped_tables:
            return
        news = self._rows["n"].get(plan.new, {})
        made = {item.new: self._new_row(plan, item.new, rows, news) for item in plan.rows if item.edited == OWN}
        keep = {item.edited for item in plan.rows if item.edited != OWN}
        for number, row in rows.items():
            if number not in keep:
                _rescue_marks(row)
                _remove(row)
        previous: Element | None = None
        waiting: list[Element] = []
        for item in plan.rows:
            row = rows[item.edited] if item.edited != OWN else made[item.new]
            if item.edited != OWN and not item.moved:
                for each in waiting:
                    row.addprevious(each)
                waiting = []
            elif previous is None:
                waiting.append(row)
                continue
            else:
                previous.addnext(row)
            previous = row
        self._join_cells(plan, rows, news)

    def _new_row(
        self, plan: TablePlan, number: int, rows: Mapping[int, Element], news: Mapping[int, Element]
    ) -> Element:
        """A new row in the form of the nearest row of the same structure that both tables have."""
        new = news[number]
        count = len(list(cells_of(new)))
        fitting = [
            (abs(partner - number), partner > number, each)
            for each, partner in plan.partners.items()
            if structure(news[partner]) == structure(new) and len(list(cells_of(rows[each]))) == count
        ]
        if fitting:
            return row_like(new, rows[min(fitting)[2]], self._numbers)
        return copied(new, self._styles, self._numbers)

    @staticmethod
    def _join_cells(plan: TablePlan, rows: Mapping[int, Element], news: Mapping[int, Element]) -> None:
        """Cells joined downwards as in the generated table, where rows have gone or come."""
        for each, partner in plan.partners.items():
            row = rows[each]
            ours, theirs = list(cells_of(row)), list(cells_of(news[partner]))
            if _alive(row) and len(ours) == len(theirs):
                for target, source in zip(ours, theirs, strict=True):
                    merge_like(target, source)


def _rows(reads: Sequence[ReadLine]) -> dict[int, dict[int, Element]]:
    """Table → row → element."""
    found: dict[int, dict[int, Element]] = {}
    for read in reads:
        if read.line.table and read.line.row not in found.setdefault(read.line.table, {}):
            found[read.line.table][read.line.row] = next(read.paragraph.iterancestors(f"{W}tr"))
    return found


def _tables(reads: Sequence[ReadLine]) -> dict[int, Element]:
    inside = (read for read in reads if read.line.table)
    return {
        number: next(next(iter(members)).paragraph.iterancestors(f"{W}tbl"))
        for number, members in groupby(sorted(inside, key=lambda read: read.line.table), lambda read: read.line.table)
    }


def _outermost(element: Element) -> Element:
    """The block that holds *element*: the outermost table, or itself."""
    tables = list(element.iterancestors(f"{W}tbl"))
    return tables[-1] if tables else element


def _remark(row: Element, mark: str) -> None:
    for start in row.iter(f"{W}bookmarkStart"):
        name = start.get(f"{W}name", "")
        if row_of(name):
            if row_of(name) != mark:
                start.set(f"{W}name", remarked(name, mark))
            return


def _rescue_marks(element: Element) -> None:
    """Leave behind the marks of ranges that begin or end outside *element*."""
    starts = {each.get(f"{W}id") for each in element.iter(_MARKS[0])}
    ends = {each.get(f"{W}id") for each in element.iter(_MARKS[1])}
    for each in list(element.iter(*_MARKS)):
        if each.get(f"{W}id") not in starts & ends:
            element.addprevious(each)


def _alive(element: Element) -> bool:
    """Whether *element* still stands in the document."""
    return next((True for each in element.iterancestors() if each.tag == f"{W}body"), False)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
