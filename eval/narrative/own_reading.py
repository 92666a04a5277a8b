"""A reading of the finished Word file by code that shares nothing with the program: its numbers against the entry file.

A number is explained when it stands in the entry file, or is one of the few results worked out here from one row of it.
It says less than the program's own gate (a right number on a wrong subject is explained), but it does not trust it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from io import BytesIO
from itertools import permutations
from pathlib import Path
from typing import Any

import yaml

RUN = 20  # characters in common from which wording is copied
_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_IN_WORDS = re.compile(
    r"[一二三四五六七八九十百千万两几数半]+(?:余|多)?(?:成|倍|番|个|项|次|人|户|件|家|场|批|亿|万|千|百)(?![是、级元])"
    r"|百分之[一二三四五六七八九十百]+|[数几]以[百千万]计"
)


@dataclass(frozen=True, slots=True)
class Entered:
    """What one entry file says: all its text, the numbers in it, and those worked out from one row."""

    text: str
    numbers: frozenset[Decimal]
    worked_out: frozenset[Decimal]

    def explains(self, written: str) -> bool:
        """Whether a number as written is entered, or worked out, at the digits written."""
        value = Decimal(written.replace(",", ""))
        if value in self.numbers:
            return True
        places = Decimal(1).scaleb(-len(written.partition(".")[2]))
        return any(
            each.quantize(places, ROUND_HALF_UP) == value for each in (*self.worked_out, *self.numbers) if each < 10**15
        )


def read_entered(path: Path, also: Iterable[Decimal] = ()) -> Entered:
    """The entry file at *path*; *also* are scores and counts, which rules make and no gate."""
    sheets = yaml.safe_load(path.read_text("utf-8"))
    rows = [row for sheet in sheets.values() for row in (sheet if isinstance(sheet, list) else [sheet])]
    rows = [row for row in rows if isinstance(row, dict)]
    numbers = {number for row in rows for number in _numbers(row)}
    in_wan = {number / 10_000 for number in numbers}
    counts = {Decimal(len(sheet)) for sheet in sheets.values() if isinstance(sheet, list)}
    made = {result for row in rows for result in _results(row)}
    text = path.read_text("utf-8")
    return Entered(
        text, frozenset(numbers | in_wan | counts), frozenset(made | {each / 10_000 for each in made} | set(also))
    )


def _numbers(row: Mapping[str, Any]) -> Iterator[Decimal]:
    for value in row.values():
        yield from (Decimal(found.replace(",", "")) for found in _NUMBER.findall(str(value)))


def _results(row: Mapping[str, Any]) -> Iterator[Decimal]:
    """Rates, differences and relative differences of the numbers of one row."""
    short = [Decimal(found.replace(",", "")) for value in row.values() for found in _NUMBER.findall(str(value))[:1]]
    for one, other in permutations(short[:12], 2):
        yield one - other
        if other:
            yield one / other * 100
            yield (one - other) / other * 100


def sections(docx: bytes, headings: Sequence[str]) -> Mapping[str, str]:
    """The running text under each of *headings*, tables left out."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        body = _TABLE.sub("", package.read("word/document.xml").decode())
    found: dict[str, list[str]] = {}
    at = ""
    for paragraph in _PARAGRAPH.findall(body):
        text = unescape("".join(_TEXT.findall(paragraph))).strip()
        heading = next((each for each in headings if text.endswith(each) and len(text) <= len(each) + 6), "")
        if heading:
            at = heading
        elif at and text:
            found.setdefault(at, []).append(text)
    return {heading: "\n".join(lines) for heading, lines in found.items()}


def unexplained(text: str, entered: Entered) -> list[str]:
    """The numbers of *text* that the entry file does not explain, each with a few characters about it."""
    plain = re.sub(r"〔\d{4}〕\d+号", lambda found: found[0] if found[0] not in entered.text else "", text)
    found = [
        plain[max(number.start() - 12, 0) : number.end() + 4]
        for number in _NUMBER.finditer(plain)
        if not entered.explains(number[0])
    ]
    return found + [words[0] for words in _IN_WORDS.finditer(plain) if words[0] not in entered.text]


def copied(text: str, others: Iterable[str], own: str) -> list[str]:
    """Runs of *text* of RUN characters and more that stand in another report and not in what was entered."""
    known = {other[at : at + RUN] for other in others for at in range(len(other) - RUN + 1)}
    runs: list[str] = []
    at = 0
    while at + RUN <= len(text):
        end = at + RUN
        if text[at:end] not in known:
            at += 1
            continue
        while end < len(text) and text[end - RUN + 1 : end + 1] in known:
            end += 1
        if text[at:end] not in own:
            runs.append(text[at:end])
        at = end
    return runs
