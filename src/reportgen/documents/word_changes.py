"""Tracked changes (修订) written into a Word file: what stood there stays as deleted, the new words stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING

from reportgen.documents.word_parts import OWN_AUTHOR
from reportgen.documents.word_runs import legal, take_chinese_font, takes_either_font
from reportgen.documents.word_text import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OF_RUNS = frozenset(f"{W}{name}" for name in ("rPr", "t", "tab", "br", "cr", "noBreakHyphen", "lastRenderedPageBreak"))
_OUTSIDE = (f"{W}del", f"{W}moveFrom")  # what is deleted stays so
_HOLDS = tuple(f"{W}{name}" for name in ("drawing", "pict", "object", "fldChar", "fldSimple", "footnoteReference"))
_INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})


class ChangeWriter:
    """Writes changes by 核查 into one document; they carry no date, so that the same check gives the same bytes.

    *parts* are the roots of its body, headers, footers and notes.
    """

    def __init__(self, *parts: Element) -> None:
        self._parts = parts
        ids = (each.get(f"{W}id", "") for part in parts for each in part.iter())
        self._last = max((int(number) for number in ids if number.isdecimal()), default=0)

    def can_change(self, runs: Sequence[Element], words: str) -> bool:
        """Whether *runs* hold *words* and nothing a change would lose."""
        texts = [text.text or "" for run in runs for text in run.iter(f"{W}t")]
        return (
            "".join(texts) == words
            and all(run.tag == f"{W}r" and all(child.tag in _OF_RUNS for child in run) for run in runs)
            and bool(runs)
            and any(runs[0].getroottree().getroot() is part for part in self._parts)
            and all(next(run.iterancestors(*_OUTSIDE), None) is None for run in runs)
        )

    def change(self, runs: Sequence[Element], words: str) -> None:
        """Replace what *runs* hold, all of one paragraph, by *words* in the formatting of the first.

        A paragraph of which nothing is left goes as a whole where another follows it.
        """
        properties = runs[0].find(f"{W}rPr")
        last = runs[-1]
        for run in runs:
            last = self._delete(run)
        if not words:
            self._strike_end(next(last.iterancestors(f"{W}p")))
            return
        inserted = self._new("ins")
        run = _child(inserted, "r")
        if properties is not None:
            run.append(_plain(properties))
        if takes_either_font(words):
            take_chinese_font(run)
        text = _child(run, "t")
        text.text = legal(words)
        text.set(_SPACE, "preserve")
        holder = last.getparent()
        if holder is not None and holder.tag in _INSERTED:
            self._part(holder, last)
            holder.addnext(inserted)
        else:
            last.addnext(inserted)

    def _delete(self, run: Element) -> Element:
        """Mark one run as deleted, together with the run before it where that was deleted just now."""
        for text in run.iter(f"{W}t"):
            text.tag = f"{W}delText"
            text.set(_SPACE, "preserve")
        before = run.getprevious()
        if before is not None and before.tag == f"{W}del" and before.get(f"{W}id") == str(self._last):
            before.append(run)
            return before
        deleted = self._new("del")
        run.addprevious(deleted)
        deleted.append(run)
        return deleted

    def _strike_end(self, paragraph: Element) -> None:
        """Delete the mark of *paragraph* where no words of it are left, so that no empty line stays."""
        following = paragraph.getnext()
        left = any(text.text for text in paragraph.iter(f"{W}t"))
        properties = paragraph.find(f"{W}pPr")
        held = next(paragraph.iter(*_HOLDS), None) is not None or (
            properties is not None and properties.find(f"{W}sectPr") is not None
        )
        if left or held or following is None or following.tag != f"{W}p":
            return
        if properties is None:
            properties = paragraph.makeelement(f"{W}pPr", {})
            paragraph.insert(0, properties)
        of_mark = properties.find(f"{W}rPr")
        if of_mark is None:
            of_mark = properties.makeelement(f"{W}rPr", {})
            change = properties.find(f"{W}pPrChange")
            properties.insert(len(properties) if change is None else properties.index(change), of_mark)
        if of_mark.find(f"{W}del") is None:
            inserted = of_mark.find(f"{W}ins")
            of_mark.insert(0 if inserted is None else 1, self._new("del"))

    def _part(self, holder: Element, last: Element) -> None:
        """Cut an insertion of somebody else behind *last*: an insertion never stands in another."""
        following = list(last.itersiblings())
        if following:
            rest = deepcopy(holder)
            for child in list(rest):
                rest.remove(child)
            self._last += 1
            rest.set(f"{W}id", str(self._last))
            rest.extend(following)
            holder.addnext(rest)

    def _new(self, name: str) -> Element:
        self._last += 1
        return self._parts[0].makeelement(f"{W}{name}", {f"{W}id": str(self._last), f"{W}author": OWN_AUTHOR})


def _child(parent: Element, name: str) -> Element:
    made = parent.makeelement(f"{W}{name}", {})
    parent.append(made)
    return made


def _plain(properties: Element) -> Element:
    """Run properties without the record of an earlier formatting."""
    copy = deepcopy(properties)
    for each in copy.findall(f"{W}rPrChange"):
        copy.remove(each)
    return copy
