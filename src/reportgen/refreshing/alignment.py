"""Which elements of two sequences belong together, and the order of a third made from two edits of one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TypeVar

from reportgen.model.refreshed_text import OWN, Item

T = TypeVar("T")
_WINDOW = 40_000  # pairs compared one by one; beyond, elements between two equal ones are taken in order
ALIKE = 0.5


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1, by the characters they share in order."""
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    if len(one) * len(other) > 400_000:  # long texts: by their shared pairs of characters
        return matcher.quick_ratio()
    return matcher.ratio()


def paired(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable], like: Callable[[T, T], float]
) -> dict[int, int]:
    """Old number → new number of what belongs together: equal keys first, what lies between by likeness, in order."""
    pairs = _equal(old, new, key)
    stayed = _rising(pairs)
    pairs = {low: high for low, high in pairs.items() if low in stayed}
    found = dict(pairs)
    fixed = [(-1, -1), *sorted(pairs.items()), (len(old), len(new))]
    for (low, high), (next_low, next_high) in pairwise(fixed):
        rows, columns = range(low + 1, next_low), range(high + 1, next_high)
        if rows and columns:
            found |= _alike(old, new, rows, columns, like)
    for low, high in _equal(old, new, key, set(found), set(found.values())).items():  # what was moved
        found[low] = high
    return found


def with_gaps_filled(pairs: dict[int, int], old: int, new: int) -> dict[int, int]:
    """*pairs* of *old* and *new* elements, and what lies between two of them where it is as many on both sides."""
    found = dict(pairs)
    stayed = _rising(pairs)
    fixed = [(-1, -1), *sorted((low, high) for low, high in pairs.items() if low in stayed), (old, new)]
    taken = set(pairs.values())
    for (low, high), (next_low, next_high) in pairwise(fixed):
        rows = [each for each in range(low + 1, next_low) if each not in pairs]
        columns = [each for each in range(high + 1, next_high) if each not in taken]
        if len(rows) == len(columns):
            found |= dict(zip(rows, columns, strict=True))
    return found


def _equal(
    old: Sequence[T],
    new: Sequence[T],
    key: Callable[[T], Hashable],
    taken_old: set[int] | None = None,
    taken_new: set[int] | None = None,
) -> dict[int, int]:
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    for number, element in enumerate(new):
        if not taken_new or number not in taken_new:
            waiting[key(element)].append(number)
    found = {}
    for number, element in enumerate(old):
        if (not taken_old or number not in taken_old) and waiting.get(key(element)):
            found[number] = waiting[key(element)].popleft()
    return found


def _alike(
    old: Sequence[T], new: Sequence[T], rows: range, columns: range, like: Callable[[T, T], float]
) -> dict[int, int]:
    if len(rows) * len(columns) > _WINDOW:
        return {low: high for low, high in zip(rows, columns, strict=False) if like(old[low], new[high]) >= ALIKE}
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    scores = [[like(old[low], new[high]) for high in columns] for low in rows]
    for i in range(len(rows) - 1, -1, -1):
        for j in range(len(columns) - 1, -1, -1):
            match = best[i + 1][j + 1] + scores[i][j] if scores[i][j] >= ALIKE else -1.0
            best[i][j] = max(match, best[i + 1][j], best[i][j + 1])
    found, i, j = {}, 0, 0
    while i < len(rows) and j < len(columns):
        if scores[i][j] >= ALIKE and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            found[rows[i]] = columns[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _rising(pairs: dict[int, int]) -> set[int]:
    """The keys of a longest part of *pairs* in which both numbers rise."""
    keys = sorted(pairs)
    kept = longest_rising([pairs[each] for each in keys])
    return {keys[each] for each in kept}


def longest_rising(values: Sequence[int]) -> set[int]:
    """The places of a longest rising part of *values*."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        position = bisect_left(ends, value)
        before.append(at[position - 1] if position else -1)
        if position == len(ends):
            ends.append(value)
            at.append(place)
        else:
            ends[position], at[position] = value, place
    kept: set[int] = set()
    place = at[-1] if at else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept


def with_moves(items: Sequence[Item], place: Callable[[Item], int]) -> tuple[Item, ...]:
    """*items* in the order wanted, the least of them marked as moved; *place* is where an edited one stands now."""
    present = [number for number, item in enumerate(items) if item.edited != OWN]
    stay = longest_rising([place(items[number]) for number in present])
    gone = {number for at, number in enumerate(present) if at not in stay}
    return tuple(replace(item, moved=True) if number in gone else item for number, item in enumerate(items))


def moved(before: Sequence[Hashable], after: Sequence[Hashable]) -> set[Hashable]:
    """What both sequences have and *after* has in another place: the least that explains it."""
    places = {each: number for number, each in enumerate(before)}
    common = [each for each in after if each in places]
    stayed = longest_rising([places[each] for each in common])
    return {each for number, each in enumerate(common) if number not in stayed}


def arranged(edited: Sequence[T], base: Sequence[T], new: Sequence[T]) -> list[T]:
    """*edited* in the order that people gave it, with what *new* moved, moved, and what only *new* has put in.

    What only *edited* has stays behind what it stands behind. What *base* has and *edited* has not was deleted and
    stays so.
    """
    known, present = set(base), set(edited)
    by_data = moved(base, new) - moved(base, edited)
    result = [each for each in edited if each not in by_data]
    waiting = [each for each in new if each in by_data & present or (each not in known and each not in present)]
    places = {each: number for number, each in enumerate(new)}
    for each in waiting:
        _put(result, each, places)
    return result


def _put(result: list[T], element: T, places: dict[T, int]) -> None:
    """Put *element* behind what stands before it in the new order, or before what stands behind it."""
    place = places[element]
    before = [(places[each], number) for number, each in enumerate(result) if each in places and places[each] < place]
    if before:
        at = max(before)[1] + 1
        while at < len(result) and result[at] not in places:
            at += 1
        result.insert(at, element)
        return
    after = [(places[each], number) for number, each in enumerate(result) if each in places and places[each] > place]
    result.insert(min(after)[1] if after else len(result), element)
