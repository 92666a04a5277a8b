"""How many lines a text takes in a cell (换行), by the rules of Chinese typesetting (禁则)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

_OPENING = "（《〈“‘【〔「『［"
_CLOSING = "，。、；：？！）》〉”’】〕」』］％"
_HANGING = "，。、；：？！"  # may stand beyond the end of a line
_LATIN = "!-~\u00a0-\u024f≥≤≠±×÷"
# What stays on one line: a word or number, an opening mark and what follows it, a closing mark and what it follows.
_CLUSTER = re.compile(rf"[{_OPENING}]*(?:[{_LATIN}]+|[^\n])[{_CLOSING}]*")
_TOKEN = re.compile(rf"[{_LATIN}]+|.")
_NARROW = frozenset(".,:;'|!()[]{}/ ijlt")
_BROAD = frozenset("%@WMmw≥≤≠±×÷")


@dataclass(frozen=True, slots=True)
class DigitWidths:
    """How wide a font sets digits and letters, in full characters (全角)."""

    digit: float
    space: float = 0.0  # between 汉字 and a digit or letter


OFFICIAL = DigitWidths(0.5)  # Times New Roman, and the digits of 仿宋_GB2312
SUBSTITUTE = DigitWidths(0.64, space=0.2)  # the widest of the fonts that stand in where these are absent


def text_lines(text: str, room: float, widths: DigitWidths = OFFICIAL) -> int:
    """How many lines *text* takes where a line holds *room* full characters."""
    return sum(_lines(line, max(room, 1.0), widths) for line in text.split("\n"))


@lru_cache(maxsize=4096)
def _lines(line: str, room: float, widths: DigitWidths) -> int:
    count, used, latin_before = 1, 0.0, False
    for cluster in _CLUSTER.findall(line):
        latin = cluster[0].isascii()
        between = widths.space if used and latin != latin_before else 0.0
        width = text_width_of(cluster, widths)
        hanging = sum(1.0 for _ in _hanging(cluster))
        if used + between + width - hanging > room:
            count += 1 if used else 0
            used, between = 0.0, 0.0
        if width - hanging > room:  # a word longer than a line is broken anywhere
            count += ceil((width - hanging) / room) - 1
            width = (width - hanging) % room
        used += between + width
        latin_before = cluster[-1].isascii()
    return count


def _hanging(cluster: str) -> Iterator[str]:
    """The mark at the end of *cluster* that may stand beyond the line."""
    if len(cluster) > 1 and cluster[-1] in _HANGING:
        yield cluster[-1]


def text_width_of(text: str, widths: DigitWidths = OFFICIAL) -> float:
    """The width of *text* on one line, in full characters."""
    total, latin_before, first = 0.0, False, True
    for token in _TOKEN.findall(text):
        latin = ord(token[0]) < 0x250 or token[0] in "≥≤≠±×÷"
        total += sum(_character(each, widths) for each in token) if latin else 1.0
        total += widths.space if not first and latin != latin_before else 0.0
        latin_before, first = latin, False
    return total


def _character(character: str, widths: DigitWidths) -> float:
    if character in _NARROW:
        return widths.digit / 2
    return widths.digit * 1.6 if character in _BROAD else widths.digit
