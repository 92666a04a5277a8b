"""Bookmarks (书签) as marks: what their names say of figures, lines and rows. They survive Word, WPS and LibreOffice.

A name has at most 40 characters of A–Z, a–z, 0–9 and _, and begins with an underline, which keeps it out of the list
of bookmarks Word shows. Its parts are hashes: the ledger that a report is refreshed with turns them into facts again.

    _f 9f2c01d7a3be _ 11aa22bb _ 33cc44dd _ 17      a figure: fact, figure as generated, sentence as generated, number
    _p 55ee66ff _ 77aa88bb _ 18                     a line: section, text as generated, number
    _r 99cc00dd _ 11ee22ff _ 19                     a row of a table: whose it is, what it states, number
    _e_20                                           where the list of evidence (数字出处清单) begins
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.model.bound_text import FigureMark, fact_mark, mark_of

_FIGURE = re.compile(r"_f([0-9a-f]{12})_([0-9a-f]{8})_([0-9a-f]{8})_\w*")
_LINE = re.compile(r"_p([0-9a-f]{8})_([0-9a-f]{8})_\w*")
_ROW = re.compile(r"_r([0-9a-f]{8}_[0-9a-f]{8})_\w*")
_EVIDENCE = re.compile(r"_e_\w*")
_OURS = re.compile(f"(?:{_FIGURE.pattern}|{_LINE.pattern}|{_ROW.pattern}|{_EVIDENCE.pattern})")


@dataclass(frozen=True, slots=True)
class LineMark:
    """What a line's bookmark says: the section it was generated in, and its text as generated."""

    place: str
    text: str


def figure_name(mark: FigureMark, number: int) -> str:
    """The name of the bookmark around a figure."""
    return f"_f{mark.fact}_{mark.text}_{mark.sentence}_{number}"


def line_name(place: str, text: str, number: int) -> str:
    """The name of the bookmark around a line of the section *place*."""
    return f"_p{mark_of(place)}_{mark_of(text)}_{number}"


def row_name(mark: str, number: int) -> str:
    """The name of the bookmark at the beginning of a row."""
    return f"_r{mark}_{number}"


def evidence_name(number: int) -> str:
    """The name of the bookmark where the list of evidence begins."""
    return f"_e_{number}"


def remarked(name: str, mark: FigureMark | LineMark | str) -> str:
    """The bookmark *name* of a figure, line or row with another mark and the same number."""
    number = name.rpartition("_")[2]
    if isinstance(mark, FigureMark):
        return f"_f{mark.fact}_{mark.text}_{mark.sentence}_{number}"
    return f"_p{mark.place}_{mark.text}_{number}" if isinstance(mark, LineMark) else f"_r{mark}_{number}"


def row_mark(facts: Iterable[str], text: str) -> str:
    """What a row's bookmark says: the indicator, project or line most of its *facts* are of, and what it states."""
    stated = sorted(facts)
    owners = Counter(".".join(fact.split(".")[:2]) for fact in stated)
    owner = max(owners, key=lambda name: (owners[name], name)) if owners else text
    return f"{mark_of(owner)}_{mark_of('|'.join(stated) or text)}"


def mark_of_fact(fact: str, text: str, sentence: str) -> FigureMark:
    """The mark of a figure *text* that states *fact* in *sentence*."""
    return FigureMark(fact_mark(fact), mark_of(text), mark_of(sentence))


def figure_of(name: str) -> FigureMark | None:
    """What the bookmark *name* says of a figure; None for any other bookmark."""
    found = _FIGURE.fullmatch(name)
    return FigureMark(*found.groups()) if found else None


def line_of(name: str) -> LineMark | None:
    """What the bookmark *name* says of a line; None for any other bookmark."""
    found = _LINE.fullmatch(name)
    return LineMark(*found.groups()) if found else None


def row_of(name: str) -> str:
    """What the bookmark *name* says of a row; empty for any other bookmark."""
    found = _ROW.fullmatch(name)
    return found[1] if found else ""


def is_evidence(name: str) -> bool:
    """Whether the list of evidence begins at the bookmark *name*."""
    return _EVIDENCE.fullmatch(name) is not None


def is_ours(name: str) -> bool:
    """Whether this program set the bookmark *name*."""
    return _OURS.fullmatch(name) is not None
