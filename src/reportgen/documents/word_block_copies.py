"""Paragraphs, rows and tables of a newly generated file copied into an existing one, in the latter's own formatting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from reportgen.documents.office_parts import parsed
from reportgen.documents.word_bound import cells_of
from reportgen.documents.word_line_writer import Numbers
from reportgen.documents.word_marks import is_ours
from reportgen.documents.word_text import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_COMMENTS = tuple(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
_STYLED = tuple(f"{W}{name}" for name in ("pStyle", "rStyle", "tblStyle"))
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del"))


class StyleNames:
    """The styles of the generated file under the ids that the existing file gives the styles of those names."""

    def __init__(self, generated: bytes | None, existing: bytes | None) -> None:
        self._ids = dict(_matched(_named(generated), _named(existing)))

    def id_of(self, style: str) -> str:
        """The id in the existing file; empty where it has no such style."""
        return self._ids.get(style, "")


def _named(styles: bytes | None) -> dict[str, str]:
    """Style id → name."""
    if styles is None:
        return {}
    found = {}
    for style in parsed(styles).iter(f"{W}style"):
        name = style.find(f"{W}name")
        found[style.get(f"{W}styleId", "")] = name.get(f"{W}val", "") if name is not None else ""
    return found


def _matched(generated: Mapping[str, str], existing: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    exact = {name: style for style, name in reversed(list(existing.items()))}
    folded = {name.lower(): style for style, name in reversed(list(existing.items()))}
    for style, name in generated.items():
        found = exact.get(name) or folded.get(name.lower(), "")
        if found:
            yield style, found


def copied(element: Element, styles: StyleNames, numbers: Numbers) -> Element:
    """A copy of a generated paragraph or table with free bookmark numbers and without comments and section breaks."""
    made = deepcopy(element)
    made.tail = None
    _without_comments(made)
    for each in list(made.iter(f"{W}sectPr")):
        _remove(each)
    for each in list(made.iter(*_STYLED)):
        style = styles.id_of(each.get(f"{W}val", ""))
        if style:
            each.set(f"{W}val", style)
        else:
            _remove(each)
    _renumber(made, numbers)
    return made


def row_like(new: Element, pattern: Element, numbers: Numbers) -> Element:
    """A copy of the generated row *new* formatted as *pattern*, a row of the existing table with as many cells."""
    made = deepcopy(pattern)
    made.tail = None
    properties = made.find(f"{W}trPr")
    for each in list(properties) if properties is not None else ():
        if each.tag in {*_CHANGES, f"{W}tblHeader"}:
            _remove(each)
    for target, source in zip(list(cells_of(made)), list(cells_of(new)), strict=True):
        _fill(target, source)
        merge_like(target, source)
    _without_comments(made)
    _renumber(made, numbers)
    return made


def merge_like(target: Element, source: Element) -> None:
    """Join the cell *target* with its neighbour above, or not, as the generated cell *source* is."""
    properties = target.find(f"{W}tcPr")
    wanted = source.find(f"{W}tcPr/{W}vMerge")
    if properties is None:
        return
    present = properties.find(f"{W}vMerge")
    if present is not None and wanted is not None and _begins(present) is _begins(wanted):
        return
    if present is not None:
        _remove(present)
    if wanted is not None:
        before = [each for each in properties if each.tag in _BEFORE_MERGE]
        copy = deepcopy(wanted)
        if before:
            before[-1].addnext(copy)
        else:
            properties.insert(0, copy)


def _begins(merge: Element) -> bool:
    return merge.get(f"{W}val") == "restart"


_BEFORE_MERGE = frozenset(f"{W}{name}" for name in ("cnfStyle", "tcW", "gridSpan", "hMerge"))


def structure(row: Element) -> tuple[str, ...]:
    """How wide the cells of *row* are: the columns each spans."""
    spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells_of(row))
    return tuple(span.get(f"{W}val", "1") if span is not None else "1" for span in spans)


def _fill(target: Element, source: Element) -> None:
    """Give *target* the words of *source* in the formatting of its own first paragraph."""
    first = next(target.iter(f"{W}p"), None)
    properties = first.find(f"{W}pPr") if first is not None else None
    run = next(first.iter(f"{W}r"), None) if first is not None else None
    letters = run.find(f"{W}rPr") if run is not None else None
    for each in list(target):
        if each.tag != f"{W}tcPr":
            target.remove(each)
    for paragraph in source.iter(f"{W}p"):
        made = deepcopy(paragraph)
        made.tail = None
        own = made.find(f"{W}pPr")
        if properties is not None:
            if own is not None:
                made.remove(own)
            made.insert(0, deepcopy(properties))
        for each in made.iter(f"{W}r"):
            _format(each, letters)
        target.append(made)


def _format(run: Element, letters: Element | None) -> None:
    """Give *run* the letters of another, but for the highlight of a gap, which is its own."""
    own = run.find(f"{W}rPr")
    mark = own.find(f"{W}highlight") if own is not None else None
    if letters is None:
        return
    if own is not None:
        run.remove(own)
    made = deepcopy(letters)
    for each in made.findall(f"{W}highlight"):
        made.remove(each)
    if mark is not None:
        behind = next((each for each in made if each.tag in _AFTER_HIGHLIGHT), None)
        if behind is not None:
            behind.addprevious(mark)
        else:
            made.append(mark)
    run.insert(0, made)


_AFTER_HIGHLIGHT = frozenset(
    f"{W}{name}"
    for name in (
        *("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout"),
        *("specVanish", "oMath", "rPrChange"),
    )
)


def _without_comments(element: Element) -> None:
    for mark in list(element.iter(*_COMMENTS)):
        run = mark.getparent()
        _remove(mark)
        if run is not None and run.tag == f"{W}r" and all(each.tag == f"{W}rPr" for each in run):
            _remove(run)


def _renumber(element: Element, numbers: Numbers) -> None:
    """Free ids and names for the bookmarks of a copy; those that are not ours, and their ends, go."""
    fresh: dict[str, int] = {}
    for start in list(element.iter(f"{W}bookmarkStart")):
        name = start.get(f"{W}name", "")
        if not is_ours(name):
            _remove(start)
            continue
        number = fresh[start.get(f"{W}id", "")] = numbers.next()
        start.set(f"{W}id", str(number))
        start.set(f"{W}name", f"{name.rpartition('_')[0]}_{number}")
    for end in list(element.iter(f"{W}bookmarkEnd")):
        found = fresh.get(end.get(f"{W}id", ""))
        if found is None:
            _remove(end)
        else:
            end.set(f"{W}id", str(found))
            numbers.ends[str(found)] = end


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def blank_after(element: Element) -> Element | None:
    """The empty paragraph behind a table; None where words or the end of a section stand there."""
    following = element.getnext()
    if following is None or following.tag != f"{W}p" or following.find(f"{W}pPr/{W}sectPr") is not None:
        return None
    content: Sequence[Element] = [each for each in following if each.tag != f"{W}pPr"]
    empty = all(each.tag == f"{W}r" and all(inner.tag == f"{W}rPr" for inner in each) for each in content)
    return following if empty else None
