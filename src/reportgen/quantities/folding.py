"""Text folded for reading, with the way back: full-width to half-width, hidden characters gone, offsets kept."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

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


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded *text*; ``starts[i]`` and ``ends[i]`` are where its i-th character stood in the original."""

    original: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

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
    if category in {"Cf", "Mn", "Me", "Cc"}:
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
    if text.isascii() and text.isprintable():
        places = tuple(range(len(text) + 1))
        return Folded(text, text, places[:-1], places[1:])
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, character in enumerate(text):
        piece = _fold(character)
        pieces.append(piece)
        for _ in piece:
            starts.append(at)
            ends.append(at + 1)
    folded = "".join(pieces)
    return Folded(text, _join_full_width_numbers(text, folded, starts), tuple(starts), tuple(ends))


def _join_full_width_numbers(text: str, folded: str, starts: list[int]) -> str:
    """A full-width comma or colon between full-width digits belongs to the number: １，２３４."""
    if "，" not in folded and "：" not in folded:
        return folded
    characters = list(folded)
    for at, character in enumerate(characters[1:-1], start=1):
        before, after = characters[at - 1], characters[at + 1]
        if not (before.isdecimal() and after.isdecimal()):
            continue
        if character == "：":
            characters[at] = ":"
        elif character == "，" and not (text[starts[at - 1]].isascii() or text[starts[at + 1]].isascii()):
            characters[at] = ","
    return "".join(characters)
