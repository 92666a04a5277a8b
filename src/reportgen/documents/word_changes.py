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
_OUTSIDE = (f"{W}txbxContent", f"{W}del", f"{W}moveFrom")  # a text box is stored twice; what is deleted stays so
_INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})


class ChangeWriter:
    """Writes changes by 核查 into one document; they carry no date, so that the same check gives the same bytes."""

    def __init__(self, root: Element) -> None:
        self._root = root
        ids = (each.get(f"{W}id", "") for each in root.iter())
        self._last = max((int(number) for number in ids if number.isdecimal()), default=0)

    def can_change(self, runs: Sequence[Element], words: str) -> bool:
        """Whether *runs* of the body hold *words* and nothing a change would lose."""
        texts = [text.text or "" for run in runs for text in run.iter(f"{W}t")]
        return (
            "".join(texts) == words
            and all(run.tag == f"{W}r" and all(child.tag in _OF_RUNS for child in run) for run in runs)
            and all(run.getroottree().getroot() is self._root for run in runs)
            and all(next(run.iterancestors(*_OUTSIDE), None) is None for run in runs)
        )

    def change(self, runs: Sequence[Element], words: str) -> None:
        """Replace what *runs* hold, all of one paragraph, by *words* in the formatting of the first."""
        properties = runs[0].find(f"{W}rPr")
        last = runs[-1]
        for run in runs:
            last = self._delete(run)
        if not words:
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
        return self._root.makeelement(f"{W}{name}", {f"{W}id": str(self._last), f"{W}author": OWN_AUTHOR})


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
