"""The comments of a refresh: those of the generated text brought up to date, and what the merge has to tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reportgen.documents.office_parts import CommentsPart, parsed
from reportgen.documents.word_bound import ReadLine, read_lines
from reportgen.documents.word_clean import remove_comments
from reportgen.documents.word_comments import anchor, comment_styles, first_free_number, w_element
from reportgen.documents.word_line_writer import runs_between
from reportgen.documents.word_parts import OWN_AUTHOR
from reportgen.documents.word_runs import DRAFT_INITIALS, CommentStyles, comment_xml
from reportgen.documents.word_text import W, words_of
from reportgen.model.bound_text import BoundText, mark_of
from reportgen.model.refreshed_text import OWN, Note, Refreshed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LASTING_INITIALS = "并"  # what happened at a refresh; stays until people delete it
STATE_INITIALS = "判"  # what holds as long as the figures are as they are; put anew at every refresh
_COMMENTS = "word/comments.xml"
_STYLES = "word/styles.xml"


class Edited(Protocol):
    """An edited report."""

    @property
    def root(self) -> Element:
        """Its XML."""

    @property
    def reads(self) -> Sequence[ReadLine]:
        """Its lines."""

    @property
    def base(self) -> BoundText:
        """Its text as generated."""

    @property
    def parts(self) -> Mapping[str, bytes]:
        """Its parts."""


@dataclass(frozen=True, slots=True)
class _Generated:
    """A comment of the newly generated file and where it stands: the line and the stretch of its text."""

    lines: tuple[str, ...]
    read: ReadLine
    start: int
    end: int

    @property
    def mark(self) -> str:
        """The mark of its words."""
        return mark_of("".join(self.lines))


def put_comments(
    edited: Edited, new: Sequence[ReadLine], new_parts: Mapping[str, bytes], part: CommentsPart, plan: Refreshed
) -> None:
    """Bring the comments of *edited*, whose lines are written already, up to date."""
    writer = _Writer(edited, part)
    writer.put_generated(list(_generated(new, new_parts)))
    wanted = [note for note in plan.notes if not note.kind.lasting]
    writer.drop_stale(STATE_INITIALS, {mark_of("".join(note.lines)) for note in wanted})
    for note in plan.notes:
        writer.put(note, LASTING_INITIALS if note.kind.lasting else STATE_INITIALS)


class _Writer:
    def __init__(self, edited: Edited, part: CommentsPart) -> None:
        self._edited = edited
        self._part = part.root
        self._styles: CommentStyles = comment_styles(edited.parts.get(_STYLES))
        self._paragraphs = [each.paragraph for each in edited.reads]
        self._deleted = Counter(edited.base.comments)  # by people
        self._deleted.subtract(mark_of(words_of(each)) for each in part.root if _is_own(each))
        self._drop_lost()
        self._number = first_free_number(part.root, edited.root)
        self._present = self._standing()

    def drop_stale(self, initials: str, wanted: set[str]) -> None:
        """Take out our comments with *initials* whose words are not among *wanted*."""
        stale = [
            each
            for each in self._part
            if _is_own(each) and each.get(f"{W}initials") == initials and mark_of(words_of(each)) not in wanted
        ]
        remove_comments(self._edited.root, self._part, stale)

    def put(self, note: Note, initials: str) -> None:
        """A comment of the merge, unless it stands there already."""
        paragraph = self._edited.reads[note.line].paragraph
        start, end = (0, 10**9) if note.start == OWN else (note.start, note.end)
        self._set(paragraph, start, end, note.lines, initials)

    def put_generated(self, comments: Sequence[_Generated]) -> None:
        """The comments of the newly generated file on the same figures and gaps; those people deleted stay away."""
        own = [each for each in self._part if _is_own(each) and each.get(f"{W}initials") == DRAFT_INITIALS]
        homes = _Homes(read_lines(self._edited.root), self._present)
        targets = [(comment, *homes.of(comment)) for comment in comments]
        right = {(id(home), comment.mark) for comment, home, _ in targets if home is not None}
        stale = [each for each in own if not self._stands(each, right)]
        remove_comments(self._edited.root, self._part, stale)
        self._present = self._standing()
        for comment, home, place in reversed(targets):  # of two on one figure the first comes to stand innermost
            if home is not None and place is not None and self._deleted[comment.mark] <= 0:
                self._set(home, *place, comment.lines, DRAFT_INITIALS)

    def _stands(self, comment: Element, right: set[tuple[int, str]]) -> bool:
        """Whether a generated comment is where the new text has it."""
        words, number = mark_of(words_of(comment)), comment.get(f"{W}id")
        return any((paragraph, words) in right for paragraph in self._places[number])

    def _set(self, paragraph: Element, start: int, end: int, lines: tuple[str, ...], initials: str) -> bool:
        words = mark_of("".join(lines))
        if words in self._present[id(paragraph)]:
            return True
        runs = runs_between(paragraph, start, end)
        if not runs:
            return False
        anchor(runs, self._number, self._styles)
        xml = comment_xml(self._number, lines, initials=initials, styles=self._styles)
        self._part.append(w_element(xml))
        self._present[id(paragraph)].add(words)
        self._number += 1
        return True

    def _standing(self) -> dict[int, set[str]]:
        """Paragraph → the marks of our comments on it."""
        words = {each.get(f"{W}id"): mark_of(words_of(each)) for each in self._part if _is_own(each)}
        found: dict[int, set[str]] = defaultdict(set)
        self._places: dict[str | None, set[int]] = defaultdict(set)
        for mark in self._edited.root.iter(f"{W}commentRangeStart", f"{W}commentReference"):
            paragraph = next(mark.iterancestors(f"{W}p"), None)
            if paragraph is not None and mark.get(f"{W}id") in words:
                self._paragraphs.append(paragraph)  # held, or its identity might be given to another
                found[id(paragraph)].add(words[mark.get(f"{W}id")])
                self._places[mark.get(f"{W}id")].add(id(paragraph))
        return found

    def _drop_lost(self) -> None:
        """Take out our comments whose paragraphs are gone."""
        referred = {each.get(f"{W}id") for each in self._edited.root.iter(f"{W}commentReference")}
        lost = [each for each in self._part if _is_own(each) and each.get(f"{W}id") not in referred]
        remove_comments(self._edited.root, self._part, lost)


def _is_own(comment: Element) -> bool:
    return comment.get(f"{W}author") == OWN_AUTHOR


def _generated(new: Sequence[ReadLine], parts: Mapping[str, bytes]) -> Iterator[_Generated]:
    """The comments of the newly generated file with their places."""
    if _COMMENTS not in parts:
        return
    lines = {
        each.get(f"{W}id"): tuple(words_of(paragraph) for paragraph in each.iter(f"{W}p"))
        for each in parsed(parts[_COMMENTS])
    }
    for read in new:
        offset, starts = 0, {}
        for piece in read.pieces:
            element = piece.element
            offset += len(piece.text)
            if element is None or piece.text:
                continue
            number = element.get(f"{W}id")
            if element.tag == f"{W}commentRangeStart":
                starts[number] = offset
            elif element.tag == f"{W}commentRangeEnd" and number in starts and number in lines:
                yield _Generated(lines[number], read, starts[number], offset)


class _Homes:
    """Where the comments of the newly generated file belong in the edited one."""

    def __init__(self, reads: Sequence[ReadLine], present: Mapping[int, set[str]]) -> None:
        self._reads = reads
        self._present = present
        self._taken: set[tuple[int, str]] = set()
        self._by_row: dict[tuple[str, int], list[ReadLine]] = defaultdict(list)
        self._by_anchor: dict[tuple[str, str], list[ReadLine]] = defaultdict(list)
        self._by_fact: dict[str, list[ReadLine]] = defaultdict(list)
        for each in reads:
            if each.line.table and each.line.row_mark:
                self._by_row[each.line.row_mark, each.line.column].append(each)
            elif each.line.anchor:
                self._by_anchor[each.line.place, each.line.anchor].append(each)
            for figure in each.line.figures:
                self._by_fact[figure.mark.fact].append(each)

    def of(self, comment: _Generated) -> tuple[Element | None, tuple[int, int] | None]:
        """The paragraph and the stretch for *comment*: in its own line, where it stands already, or on its fact."""
        line, words = comment.read.line, comment.mark
        own = self._by_row[line.row_mark, line.column] if line.table else self._by_anchor[line.place, line.anchor]
        facts = [read for fact in _facts(comment) for read in self._by_fact[fact]]
        fitting = [(read, place) for read in (*own, *facts) if (place := _place(comment, read)) is not None]
        fitting = [each for each in fitting if (id(each[0].paragraph), words) not in self._taken]
        standing = next((each for each in fitting if words in self._present.get(id(each[0].paragraph), ())), None)
        chosen = standing or next(iter(fitting), None)
        if chosen is None:
            return None, None
        self._taken.add((id(chosen[0].paragraph), words))
        return chosen[0].paragraph, chosen[1]


def _facts(comment: _Generated) -> list[str]:
    """The marks of the facts *comment* is on."""
    figures = comment.read.line.figures
    return [each.mark.fact for each in figures if comment.start <= each.start and each.end <= comment.end]


def _place(comment: _Generated, home: ReadLine) -> tuple[int, int] | None:
    """Where the figure or the gap that *comment* is on stands in the line *home*."""
    line, facts = comment.read.line, _facts(comment)
    for figure in home.line.figures:
        if figure.mark.fact in facts:
            return figure.start, figure.end
    words = line.text[comment.start : comment.end]
    at = home.line.text.find(words) if words else -1
    return (at, at + len(words)) if at >= 0 else None
