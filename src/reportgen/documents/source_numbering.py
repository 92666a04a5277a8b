"""The numbers that Word prints before paragraphs by itself (自动编号): 一、（二）3. as text.

Word keeps them in numbering.xml and counts while it lays out the page; here they are counted in document order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.documents.part_xml import whole_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how it counts, what is printed, where it begins."""

    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """Numbers paragraphs in the order in which it is asked. *styles* gives list and level of a paragraph style."""

    levels: Mapping[str, Mapping[int, _Level]] = field(default_factory=dict)  # abstract list → its levels
    lists: Mapping[str, str] = field(default_factory=dict)  # list → abstract list
    restarts: Mapping[tuple[str, int], int] = field(default_factory=dict)  # (list, level) → where it starts anew
    styles: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def prefix(self, paragraph: Element) -> str:
        """What Word prints before *paragraph*: ``（二）``; nothing for bullets and paragraphs without a number."""
        place = self._place(paragraph)
        if place is None:
            return ""
        listed, level = place
        abstract = self.lists.get(listed)
        known = self.levels.get(abstract or "", {})
        if abstract is None or level not in known:
            return ""
        counts = self._counts.setdefault(abstract, [known.get(n, _Level()).start - 1 for n in range(_LEVELS)])
        if (listed, level) in self.restarts and (listed, level) not in self._begun:
            counts[level] = self.restarts[listed, level] - 1
        self._begun.add((listed, level))
        counts[level] += 1
        for lower in range(level + 1, _LEVELS):
            counts[lower] = known.get(lower, _Level()).start - 1
        if known[level].format in {"bullet", "none"}:
            return ""
        text = known[level].text
        for upper in range(_LEVELS):
            if f"%{upper + 1}" in text:
                shown = max(counts[upper], known.get(upper, _Level()).start)
                text = text.replace(f"%{upper + 1}", _written(shown, known.get(upper, _Level()).format))
        return text

    def _place(self, paragraph: Element) -> tuple[str, int] | None:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        style = properties.find(f"{_W}pStyle")
        inherited = self.styles.get(style.get(f"{_W}val", "")) if style is not None else None
        stated = properties.find(f"{_W}numPr")
        if stated is None:
            return inherited
        listed, level = _value(stated, "numId"), _value(stated, "ilvl")
        if not listed:
            listed = inherited[0] if inherited else ""
        if listed in {"", "0"}:
            return None
        return listed, whole_number(level, inherited[1] if inherited else 0)


def numbering(part: Element | None, styles: Element | None) -> Numbering:
    """The numbering of a document from its numbering and style parts, either of which may be absent."""
    if part is None:
        return Numbering()
    levels = {}
    for abstract in part.iter(f"{_W}abstractNum"):
        levels[abstract.get(f"{_W}abstractNumId", "")] = {
            whole_number(level.get(f"{_W}ilvl", "0")): _Level(
                _value(level, "numFmt") or "decimal", _value(level, "lvlText"), whole_number(_value(level, "start"), 1)
            )
            for level in abstract.iter(f"{_W}lvl")
        }
    lists = {}
    restarts = {}
    for listed in part.iter(f"{_W}num"):
        identity = listed.get(f"{_W}numId", "")
        lists[identity] = _value(listed, "abstractNumId")
        for override in listed.iter(f"{_W}lvlOverride"):
            if start := _value(override, "startOverride"):
                restarts[identity, whole_number(override.get(f"{_W}ilvl", "0"))] = whole_number(start, 1)
    return Numbering(levels, lists, restarts, _of_styles(styles))


def _of_styles(styles: Element | None) -> dict[str, tuple[str, int]]:
    found = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        stated = style.find(f"{_W}pPr/{_W}numPr")
        if stated is not None and _value(stated, "numId"):
            found[style.get(f"{_W}styleId", "")] = (_value(stated, "numId"), whole_number(_value(stated, "ilvl")))
    return found


def _value(element: Element, name: str) -> str:
    child = element.find(f"{_W}{name}")
    return child.get(f"{_W}val", "") if child is not None else ""


_DIGITS = "〇一二三四五六七八九"


def _chinese(number: int) -> str:
    """12 → 十二, 20 → 二十, 105 → 一百〇五."""
    if number < 10:
        return _DIGITS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"
    hundreds, rest = divmod(number, 100)
    if not rest:
        return f"{_chinese(hundreds)}百"
    return f"{_chinese(hundreds)}百{'〇' if rest < 10 else '一' if rest < 20 else ''}{_chinese(rest)}"


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    pairs = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    written = ""
    for value, letters in pairs:
        while number >= value:
            written, number = written + letters, number - value
    return written


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _chinese,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
}


def _written(number: int, counting: str) -> str:
    return _FORMATS.get(counting, str)(number)
