"""Text folded for reading, with the way back: full-width to half-width, hidden characters gone, offsets kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # letters by class, yet invisible
_KEPT = frozenset("\t\n\r")
_OWN = {
    "⁄": "/",
    "∕": "/",
    "／": "/",
    "（": "(",
    "）": ")",
    "：": "：",
    "，": "，",
    "；": "；",
    "。": "。",
    "｡": "。",
    "\u2028": "\n",
    "\u2029": "\n",
}
_SUPERSCRIPT = str.maketrans("23", "²³")
_BETWEEN_DIGITS = re.compile(r"[，：](?<=\d[，：])(?=\d)")
_MAY_FOLD = re.compile(r"[^\t\n\r -~\u4e00-\u9fff，。；：、“”]")  # every other character reads as itself
_TYPED_THOUSANDS = re.compile(r"(?<![\d.,，])[1-9]\d{0,2}(?:，\d{3})+\.\d{1,2}(?=[ ]?[百千万亿]{0,2}元)")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded *text*; ``starts[i]`` and ``ends[i]`` are where its i-th character stood in the original."""

    original: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original offsets of the folded stretch ``start:end``, which is not empty."""
        return self.starts[start], self.ends[end - 1]


@lru_cache(maxsize=8192)
def _fold(character: str) -> str:
    """What one character reads as: １ → 1, ％ → %, ㈠ → (一), ½ → 1/2; nothing for a hidden one.

    Circled, raised and Roman numbers and the full-width ：，；。 stay: they mean something of their own.
    """
    if character in _OWN:
        return _OWN[character]
    if character in _KEPT:
        return character
    category = unicodedata.category(character)
    if category in {"Cf", "Mn", "Me", "Cc"} or character in _BLANK_LETTERS:
        return "\n" if character in "\x0b\x0c\x1c\x1d\x1e\x85" else ""
    kind = unicodedata.decomposition(character).partition(">")[0]
    if kind in {"<circle", "<super", "<sub"} or category == "Nl":
        return character
    folded = unicodedata.normalize("NFKC", character)
    if kind == "<square":
        return folded.translate(_SUPERSCRIPT) if folded[-1:] in "23" else folded
    return folded.replace("⁄", "/")


def fold(text: str) -> Folded:
    """*text* folded character by character."""
    signs = {character: _fold(character) for character in set(_MAY_FOLD.findall(text))}
    if all(len(sign) == 1 for sign in signs.values()):
        folded = text
        for character, sign in signs.items():
            if character != sign:  # what a character folds to is folded itself
                folded = folded.replace(character, sign)
        starts = range(len(text))
        return Folded(text, _join_full_width_numbers(text, folded, starts), starts, range(1, len(text) + 1))
    pieces = [signs.get(character, character) for character in text]
    places = [at for at, piece in enumerate(pieces) for _ in piece]
    joined = _join_full_width_numbers(text, "".join(pieces), places)
    return Folded(text, joined, places, [place + 1 for place in places])


def _join_full_width_numbers(text: str, folded: str, starts: Sequence[int]) -> str:
    """A full-width comma or colon between full-width digits belongs to the number: １，２３４; so do 1，286.40万元."""
    if _BETWEEN_DIGITS.search(folded) is None:
        return folded

    def joined(mark: re.Match[str]) -> str:
        if mark[0] == "：":
            return ":"
        typed = text[starts[mark.start() - 1]].isascii() or text[starts[mark.end()]].isascii()
        return mark[0] if typed else ","

    read = _BETWEEN_DIGITS.sub(joined, folded)
    return _TYPED_THOUSANDS.sub(lambda amount: amount[0].replace("，", ","), read) if "，" in read else read
