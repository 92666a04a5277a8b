"""Where figures stand in a line, though their bookmarks have slipped or were torn by an edit.

LibreOffice 7.4 opens a file with each bookmark one character short that ends behind a comment or a footnote of its
paragraph, and saves it so; opened and saved again and again, a bookmark shrinks to nothing and then wanders to the
left. Typing over a figure, or over half of it, leaves the bookmark on some of its digits. The mark of a figure as
generated tells where it stands; failing that, the number of which the bookmark still holds a part.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model.bound_text import FigureMark, mark_of
from reportgen.quantities.mentions import scan

_WANDERED = 8  # characters to the left of its figure: some twenty savings
_LONGEST = 400  # characters of a figure that is looked for
_INSIDE = ",，.．"  # between the digits of a number

Stretch = tuple[int, int]


def figure_places(text: str, bookmarks: Sequence[tuple[int, int, FigureMark]]) -> list[Stretch]:
    """Where each figure of *text* stands; the *bookmarks* are given by start and end, in the order of the line.

    An empty bookmark whose figure is not found keeps its place, which holds no words.
    """
    found: dict[int, Stretch] = {
        number: (low, high)
        for number, (low, high, mark) in enumerate(bookmarks)
        if low < high and mark_of(text[low:high]) == mark.text
    }
    if len(found) < len(bookmarks):
        _slipped(text, bookmarks, found)
    for number, (start, end, _) in enumerate(bookmarks):
        low, high = found.get(number, (start, end))
        if low < high and (number not in found or _runs_on(text, low, high)):
            others = [place for each, place in found.items() if each != number]
            found[number] = _whole_number(text, low, high, others)
    return [found.get(number, (low, high)) for number, (low, high, _) in enumerate(bookmarks)]


def _slipped(text: str, bookmarks: Sequence[tuple[int, int, FigureMark]], found: dict[int, Stretch]) -> None:
    """Add to *found* the figures that stand as generated at or a little behind the beginning of their bookmarks."""
    for number, (low, _, mark) in enumerate(bookmarks):
        if number in found:
            continue
        following = next((start for start, _, _ in bookmarks[number + 1 :] if start > low), len(text))
        for start in range(low, min(low + _WANDERED + 1, following)):
            end = next((end for end in _ends(text, start, found) if mark_of(text[start:end]) == mark.text), 0)
            if end:
                found[number] = (start, end)
                break


def _ends(text: str, start: int, found: dict[int, Stretch]) -> range:
    """Where a figure that begins at *start* may end: before the next one that is found."""
    if any(low <= start < high for low, high in found.values()):
        return range(0)
    limit = min((low for low, _ in found.values() if low > start), default=len(text))
    return range(start + 1, min(limit, start + _LONGEST) + 1)


def _runs_on(text: str, low: int, high: int) -> bool:
    """Whether digits stand so near to ``low:high`` that they may belong to its number."""
    before, behind = text[max(low - 2, 0) : low], text[high : high + 2]
    return any(map(str.isdecimal, before.rstrip(_INSIDE)[-1:])) or any(map(str.isdecimal, behind.lstrip(_INSIDE)[:1]))


def _whole_number(text: str, low: int, high: int, others: Sequence[Stretch]) -> Stretch:
    """``low:high`` with the rest of each number it holds a part of."""
    touched = [each for each in scan(text).mentions if each.start < high and low < each.end]
    start, end = min([low, *(each.start for each in touched)]), max([high, *(each.end for each in touched)])
    return (low, high) if any(start < other and one < end for one, other in others) else (start, end)
