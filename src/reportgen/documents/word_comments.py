"""Comments (批注) put into a copy of a Word file on the very numbers they are about; all else stays as it was.

Word keeps comments in the body only. What stands in a header or footer is commented at the first words of the body,
what stands in a note at its mark, and what stands in a text box at the box. Changes are tracked in all of them.
"""

from __future__ import annotations

import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.documents.office_parts import CommentsPart, parsed, replaced
from reportgen.documents.part_xml import whole_number
from reportgen.documents.source_docx import ReadDocx, read_docx
from reportgen.documents.word_changes import ChangeWriter
from reportgen.documents.word_faults import word_part
from reportgen.documents.word_runs import CommentStyles, comment_reference, comment_xml
from reportgen.documents.word_text import Piece
from reportgen.model.origin import Origin

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

CHECK_INITIALS = "查"  # the mark of a comment by a check, which the next check replaces
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_MAIN}}}"
_RUN, _TEXT, _PARAGRAPH = f"{_W}r", f"{_W}t", f"{_W}p"
_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_WRAPPERS = frozenset(f"{_W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "customXml"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class TextComment:
    """A comment on ``start:end`` of the document's plain text; without a place it stands at the first words."""

    lines: tuple[str, ...]
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class TextChange:
    """What replaces ``start:end`` of the document's plain text, and the comment that tells why."""

    start: int
    end: int
    text: str
    comment: TextComment


def with_comments(path: Path, comments: Sequence[TextComment], changes: Sequence[TextChange] = ()) -> bytes:
    """The .docx at *path* with *comments*, as bytes; comments of an earlier check are taken out.

    *changes* are proposed as tracked changes with their comments; one that cannot be tracked is told by its comment.
    Offsets count in the plain text of the document read with what stands beside its body. Raises
    UnreadableFileError.
    """
    read = read_docx(path, beside=True)
    with zipfile.ZipFile(path) as package:
        infos = [(info, package.read(info)) for info in package.infolist()]
    parts = {info.filename: data for info, data in infos}
    part = CommentsPart(parts)
    _remove_earlier(read.root, part.root)
    styles = comment_styles(parts.get(_STYLES))
    number = first_free_number(part.root, read.root)
    text = TextRuns(_of_body(read))
    for comment in (*comments, *(each.comment for each in changes)):
        runs = text.runs(comment.start, comment.end)
        if runs:
            anchor(runs, number, styles)
            part.root.append(w_element(comment_xml(number, comment.lines, initials=CHECK_INITIALS, styles=styles)))
            number += 1
    beside = _change(read, text, changes)
    return replaced(infos, {_DOCUMENT: word_part(read.root), **beside, **part.changed_parts()})


def _change(read: ReadDocx, text: TextRuns, changes: Sequence[TextChange]) -> dict[str, bytes]:
    """Track *changes* wherever their words stand; the parts beside the body that were changed, by name."""
    words = read.source.plain_text
    changer = ChangeWriter(read.root, *read.parts.values())
    changed = set()
    for place in (text, *_copies(read)):
        for change in changes:
            if place.start <= change.start and change.end <= place.end:
                runs = place.runs(change.start, change.end)  # asked for anew, since a comment may have cut them
                if changer.can_change(runs, words[change.start : change.end]):
                    changer.change(runs, change.text)
                    changed.add(runs[0].getroottree().getroot())
    return {name: word_part(root) for name, root in read.parts.items() if root in changed}


def _of_body(read: ReadDocx) -> list[_Stretch]:
    """The stretches of the plain text; what stands beside the body is held by what it is anchored to there."""
    starts = read.source.offsets()
    return [
        stretch
        for origin, start in sorted(starts.items(), key=lambda place: place[1])
        for stretch in _stretches(read.pieces.get(origin, ()), start, origin)
    ]


def _copies(read: ReadDocx) -> list[TextRuns]:
    """Each paragraph beside the body where it stands itself."""
    starts = read.source.offsets()
    return [
        TextRuns(_stretches(copy.pieces, starts[origin] + copy.offset, origin))
        for origin, copies in read.copies.items()
        for copy in copies
        if origin in starts
    ]


def _stretches(pieces: Sequence[Piece], start: int, origin: Origin) -> list[_Stretch]:
    made = []
    for piece in pieces:
        if piece.text:
            made.append(_Stretch(start, piece.text, piece.element, origin))
        start += len(piece.text)
    return made


@dataclass(slots=True)
class _Stretch:
    """A piece of the plain text from offset *start*, and the child of a run that holds it."""

    start: int
    text: str
    element: Element | None
    origin: Origin

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _start(stretch: _Stretch) -> int:
    return stretch.start


class TextRuns:
    """The plain text as the stretches it is made of, which are cut where a comment begins or ends."""

    def __init__(self, stretches: Sequence[_Stretch]) -> None:
        self._stretches = list(stretches)
        self.start = self._stretches[0].start if self._stretches else 0
        self.end = self._stretches[-1].end if self._stretches else 0

    def runs(self, start: int | None, end: int | None) -> list[Element]:
        """The runs that hold ``start:end`` and nothing else, of one paragraph; near it where no run holds it."""
        if start is not None and end is not None and end > start:
            self._cut(start)
            self._cut(end)
            first = max(bisect_right(self._stretches, start, key=_start) - 1, 0)
            last = bisect_left(self._stretches, end, key=_start)
            within = [each for each in self._stretches[first:last] if start < each.end]
        else:
            within = []
        elements = [each.element for each in within if each.element is not None]
        if not elements:
            elements = self._near(within[0].origin if within else None)
        runs = list(dict.fromkeys(_holder(element) for element in elements))
        paragraph = _paragraph(runs[0]) if runs else None
        return [run for run in runs if _paragraph(run) is paragraph]

    def _near(self, origin: Origin | None) -> list[Element]:
        """The first words at *origin*, else those of the document."""
        known = [each for each in self._stretches if each.element is not None and each.text.strip()]
        first = next((each for each in known if each.origin == origin), known[0] if known else None)
        return [first.element] if first is not None and first.element is not None else []

    def _cut(self, offset: int) -> None:
        """Let a run begin at *offset*."""
        index = bisect_right(self._stretches, offset, key=_start) - 1
        if index < 0:
            return
        found = self._stretches[index]
        if found.element is None or offset >= found.end:
            return
        if offset > found.start:
            if found.element.tag != _TEXT:
                return  # a note or a text box, which is commented as a whole
            at = offset - found.start
            rest = deepcopy(found.element)
            rest.tail = None
            for element, text in ((found.element, found.text[:at]), (rest, found.text[at:])):
                element.text = text
                element.set(_SPACE, "preserve")
            found.element.addnext(rest)
            self._stretches.insert(index + 1, _Stretch(offset, found.text[at:], rest, found.origin))
            found.text = found.text[:at]
            found = self._stretches[index + 1]
        if found.element is not None:
            begin_run(found.element)


def begin_run(child: Element) -> None:
    """Split the run that holds *child* so that *child* is the first in its run."""
    run = child.getparent()
    if run is None or run.tag != _RUN:
        return
    before = [each for each in child.itersiblings(preceding=True) if each.tag != f"{_W}rPr"]
    if not before:
        return
    rest = deepcopy(run)
    for each in list(rest):
        if each.tag != f"{_W}rPr":
            rest.remove(each)
    rest.tail = None
    rest.extend([child, *child.itersiblings()])
    run.addnext(rest)


def _holder(element: Element) -> Element:
    """The run that holds *element*."""
    return next(element.iterancestors(_RUN), element)


def _paragraph(element: Element) -> Element | None:
    return next(element.iterancestors(_PARAGRAPH), None)


def anchor(runs: Sequence[Element], number: int, styles: CommentStyles) -> None:
    """Begin the comment before the first run, end it after the last, and refer to it outside insertions and links."""
    runs[0].addprevious(w_element(f'<w:commentRangeStart w:id="{number}"/>'))
    end = w_element(f'<w:commentRangeEnd w:id="{number}"/>')
    runs[-1].addnext(end)
    outer = end
    parent = end.getparent()
    while parent is not None and parent.tag in _WRAPPERS:
        outer, parent = parent, parent.getparent()
    outer.addnext(w_element(comment_reference(number, styles)))


def _remove_earlier(document: Element, part: Element) -> None:
    """Take out the comments of an earlier check."""
    earlier = [each for each in part if each.get(f"{_W}initials") == CHECK_INITIALS]
    numbers = {each.get(f"{_W}id") for each in earlier}
    for comment in earlier:
        part.remove(comment)
    names = [f"{_W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")]
    for mark in [each for each in document.iter(*names) if each.get(f"{_W}id") in numbers]:
        parent = mark.getparent()
        if parent is None:
            continue
        parent.remove(mark)
        above = parent.getparent()
        if parent.tag == _RUN and above is not None and all(each.tag == f"{_W}rPr" for each in parent):
            above.remove(parent)


def first_free_number(part: Element, document: Element) -> int:
    """The first number that no comment of *part* and no mark of *document* has."""
    marks = (*part, *document.iter(f"{_W}commentRangeStart", f"{_W}commentReference"))
    numbers = [each.get(f"{_W}id", "") for each in marks]
    return max((whole_number(number, -1) for number in numbers), default=-1) + 1


def comment_styles(styles: bytes | None) -> CommentStyles:
    """The styles Word calls annotation text and annotation reference, under whatever id the document has them."""
    if styles is None:
        return CommentStyles("", "")
    found = {}
    for style in parsed(styles).iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            found[name.get(f"{_W}val", "").lower()] = style.get(f"{_W}styleId", "")
    return CommentStyles(found.get("annotation text", ""), found.get("annotation reference", ""))


def w_element(xml: str) -> Element:
    """The element that *xml* writes with the prefix ``w:``, which it need not declare."""
    tag = xml.partition("<w:")[2].partition(" ")[0].partition(">")[0]
    return parsed(xml.replace(f"<w:{tag}", f'<w:{tag} xmlns:w="{_MAIN}"', 1).encode())
