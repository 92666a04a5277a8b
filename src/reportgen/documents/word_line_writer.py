"""A line of an existing Word file rewritten in place: words and figures change, runs keep their formatting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from reportgen.documents.word_bound import ReadLine
from reportgen.documents.word_comments import begin_run, w_element
from reportgen.documents.word_marks import LineMark, figure_name, line_of, remarked
from reportgen.documents.word_text import ParagraphReader, W
from reportgen.model.bound_text import FigureMark, fact_mark, mark_of
from reportgen.model.refreshed_text import OWN, NewLine, Part

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXT = f"{W}t"


class Numbers:
    """Free numbers for bookmarks of a document: their ids and the ends of their names."""

    def __init__(self, root: Element) -> None:
        marks = list(root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"))
        used = [each.get(f"{W}id", "") for each in marks]
        used += [each.get(f"{W}name", "").rpartition("_")[2] for each in marks]
        self._next = count(max((int(each) for each in used if each.isdigit() and len(each) < 9), default=0) + 1)
        self.ends: dict[str, Element] = {
            each.get(f"{W}id", ""): each for each in marks if each.tag == f"{W}bookmarkEnd"
        }

    def next(self) -> int:
        """A number no bookmark has."""
        return next(self._next)


@dataclass(slots=True)
class _Slot:
    """A piece of the line that holds text, and its text as it is becoming."""

    start: int
    end: int
    element: Element
    text: str
    original: str = ""


@dataclass(frozen=True, slots=True)
class _Change:
    """``start:end`` becomes *text*. *figure* is the number of the figure that it is, if it is one."""

    start: int
    end: int
    text: str
    figure: int = OWN


def write_line(read: ReadLine, new: NewLine, numbers: Numbers) -> None:
    """Give the line its *new* content: text in its runs, figures under bookmarks, its own marks."""
    changes = list(_changes(read.line.text, new.parts))
    reused = {part.figure: part for part in new.parts if part.fact and part.figure != OWN}
    if changes:
        _write_text(read, changes, set(reused) - read.slipped)
    for number, start in enumerate(read.starts):
        part = reused.get(number)
        if part is not None and number not in read.slipped:
            _rename(start, remarked(start.get(f"{W}name", ""), _mark(part)))
        else:
            _remove_bookmark(start, numbers)
    offset = 0
    for part in new.parts:
        if part.fact and (part.figure == OWN or part.figure in read.slipped):
            _bind(read.paragraph, offset, part, numbers)
        offset += len(part.text)
    if new.anchor:
        _remark_line(read, LineMark(new.place, new.anchor))


def runs_between(paragraph: Element, start: int, end: int) -> list[Element]:
    """The runs that hold ``start:end`` of the paragraph's text and nothing else; they are cut where needed."""
    slots = _slots(tuple(ParagraphReader().pieces(paragraph)))
    found: list[Element] = []
    for slot in slots:
        low, high = max(slot.start, start), min(slot.end, end)
        if low >= high:
            continue
        element = slot.element
        if element.tag == _TEXT:
            if high < slot.end:
                begin_run(_cut(element, high - slot.start))
            if low > slot.start:
                element = _cut(element, low - slot.start)
        begin_run(element)
        following = element.getnext()
        if following is not None:
            begin_run(following)
        run = next(element.iterancestors(f"{W}r"), element)
        if run not in found:
            found.append(run)
    return found


def _cut(element: Element, at: int) -> Element:
    """Cut a ``w:t`` in two; the second half."""
    text = element.text or ""
    rest = deepcopy(element)
    rest.tail = None
    for each, words in ((element, text[:at]), (rest, text[at:])):
        each.text = words
        each.set(_SPACE, "preserve")
    element.addnext(rest)
    return rest


def _changes(text: str, parts: Sequence[Part]) -> Iterator[_Change]:
    """What changes in the line's *text*, from its beginning to its end."""
    position, written = 0, ""
    for part in parts:
        if part.start == OWN:
            written += part.text
            continue
        if part.start > position or written:
            yield _Change(position, part.start, written)
        if part.text != text[part.start : part.end]:
            yield _Change(part.start, part.end, part.text, part.figure if part.fact else OWN)
        position, written = part.end, ""
    if position < len(text) or written:
        yield _Change(position, len(text), written)


def _slots(pieces: Sequence[object]) -> list[_Slot]:
    slots, offset = [], 0
    for piece in pieces:
        text, element = getattr(piece, "text", ""), getattr(piece, "element", None)
        if text and element is not None:
            slots.append(_Slot(offset, offset + len(text), element, text, text))
        offset += len(text)
    return slots


def _write_text(read: ReadLine, changes: Sequence[_Change], reused: set[int]) -> None:
    slots = _slots(read.pieces)
    figures = [(each.start, each.end) for number, each in enumerate(read.line.figures) if number in reused]
    for change in reversed(changes):
        within = [slot for slot in slots if slot.start < change.end and change.start < slot.end]
        if not within:
            _insert(read, change, slots, figures, reused)
            continue
        old = read.line.text[change.start : change.end]
        low = _alike(old, change.text)
        high = _alike(old[low:][::-1], change.text[low:][::-1])
        _spread(within, change.start + low, change.end - high, change.text[low : len(change.text) - high])
    for slot in slots:
        _settle(slot)


def _spread(within: Sequence[_Slot], start: int, end: int, text: str) -> None:
    """Replace ``start:end`` by *text*: the first run it touches takes the words, the others lose theirs."""
    pending = text
    touched = [slot for slot in within if slot.start < end and start < slot.end] or [
        next(slot for slot in within if slot.start <= start <= slot.end)
    ]
    for slot in touched:
        low, high = max(start - slot.start, 0), min(end, slot.end) - slot.start
        before, after = slot.text[:low], slot.text[max(high, low) :]
        if slot.element.tag != _TEXT and pending and slot is not touched[-1]:
            slot.text = before + after
            continue
        slot.text, pending = before + pending + after, ""


def _insert(
    read: ReadLine, change: _Change, slots: Sequence[_Slot], figures: Sequence[tuple[int, int]], reused: set[int]
) -> None:
    """Put words in where there were none, outside the bookmarks of figures."""

    def free(slot: _Slot) -> bool:
        return slot.element.tag == _TEXT and not any(low <= slot.start and slot.end <= high for low, high in figures)

    before = next((slot for slot in slots if slot.end == change.start and free(slot)), None)
    after = next((slot for slot in slots if slot.start == change.start and free(slot)), None)
    if before is not None:
        before.text += change.text
    elif after is not None:
        after.text = change.text + after.text
    else:
        _new_run(read, change, slots, reused)


def _new_run(read: ReadLine, change: _Change, slots: Sequence[_Slot], reused: set[int]) -> None:
    """A run of its own, formatted as its neighbour."""
    nearest = min(slots, key=lambda slot: abs(slot.start - change.start), default=None)
    neighbour = next(nearest.element.iterancestors(f"{W}r"), None) if nearest is not None else None
    if neighbour is None:
        neighbour = next(read.paragraph.iter(f"{W}r"), None)
    run = w_element("<w:r></w:r>")
    properties = neighbour.find(f"{W}rPr") if neighbour is not None else None
    if properties is not None:
        run.append(deepcopy(properties))
    text = w_element("<w:t></w:t>")
    run.append(text)
    _settle(_Slot(0, 0, text, change.text))
    for number in sorted(reused):
        figure, start = read.line.figures[number], read.starts[number]
        if figure.end == change.start:
            end = next(
                (each for each in read.paragraph.iter(f"{W}bookmarkEnd") if each.get(f"{W}id") == start.get(f"{W}id")),
                None,
            )
            if end is not None:
                end.addnext(run)
                return
        if figure.start == change.start:
            start.addprevious(run)
            return
    holder = next(nearest.element.iterancestors(f"{W}r"), None) if nearest is not None else None
    if holder is not None and nearest is not None:
        if nearest.start >= change.start:
            holder.addprevious(run)
        else:
            holder.addnext(run)
        return
    last = next((each for each in reversed(read.paragraph) if each.tag == f"{W}bookmarkEnd"), None)
    if last is not None and line_of(_name_of(read.paragraph, last)) is not None:
        last.addprevious(run)
    else:
        read.paragraph.append(run)


def _name_of(paragraph: Element, end: Element) -> str:
    starts = (each for each in paragraph.iter(f"{W}bookmarkStart") if each.get(f"{W}id") == end.get(f"{W}id"))
    return next((each.get(f"{W}name", "") for each in starts), "")


def _settle(slot: _Slot) -> None:
    """Write a slot's text into its element; what holds nothing any more goes."""
    element = slot.element
    if element.tag != _TEXT:
        if not slot.text:
            _drop(element)
        elif slot.text != slot.original:  # words came to stand where a tab or a line end stood
            words = w_element("<w:t></w:t>")
            element.addnext(words)
            _drop(element)
            _settle(_Slot(0, 0, words, slot.text))
        return
    if element.text == slot.text and slot.text == slot.original:
        return
    if not slot.text:
        _drop(element)
        return
    lines = slot.text.split("\n")
    element.text = lines[0] or None
    element.set(_SPACE, "preserve")
    for line in lines[1:]:
        following = w_element("<w:t></w:t>")
        following.text = line
        following.set(_SPACE, "preserve")
        element.addnext(following)
        element.addnext(w_element("<w:br></w:br>"))
        element = following


def _drop(element: Element) -> None:
    run = element.getparent()
    if run is None:
        return
    run.remove(element)
    above = run.getparent()
    if run.tag == f"{W}r" and above is not None and all(each.tag == f"{W}rPr" for each in run):
        above.remove(run)


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length


# -- bookmarks ----------------------------------------------------------------------------------------------------


def _mark(part: Part) -> FigureMark:
    return FigureMark(fact_mark(part.fact), mark_of(part.text), part.sentence)


def _rename(start: Element, name: str) -> None:
    if start.get(f"{W}name") != name:
        start.set(f"{W}name", name)


def _remove_bookmark(start: Element, numbers: Numbers) -> None:
    end = numbers.ends.pop(start.get(f"{W}id", ""), None)
    for each in (start, end):
        parent = each.getparent() if each is not None else None
        if parent is not None and each is not None:
            parent.remove(each)


def _bind(paragraph: Element, offset: int, part: Part, numbers: Numbers) -> None:
    """Set the bookmark of a figure at *offset* of the paragraph's text."""
    runs = runs_between(paragraph, offset, offset + len(part.text))
    if not runs:
        return
    number = numbers.next()
    mark = _mark(part)
    name = figure_name(mark, number)
    runs[0].addprevious(w_element(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'))
    end = w_element(f'<w:bookmarkEnd w:id="{number}"/>')
    runs[-1].addnext(end)
    numbers.ends[str(number)] = end


def _remark_line(read: ReadLine, mark: LineMark) -> None:
    for start in read.paragraph.iter(f"{W}bookmarkStart"):
        found = line_of(start.get(f"{W}name", ""))
        if found is not None:
            _rename(start, remarked(start.get(f"{W}name", ""), mark))
            return
