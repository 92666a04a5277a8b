"""Whether a clause is made of given words and of one entered clause in its own order (覆盖)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

# What covers a clause best: entered words, then set phrases, then words to be judged; never nothing.
_COSTS = {"bare": 10_000, "judged": 100, "free": 1, "lead": 1}
BOUND = "，"  # between two clauses of one entered sentence
_LONGEST_SKIP = 12  # characters of an entered clause left out between two words taken from it
# Words that say who does what to whom, or that it is not done: leaving them out would change what was entered.
_TURNS = tuple("由被向为对经把将给让使不未没无非")


_Steps = tuple[tuple[int, int, str, int], ...]  # from, to, what covers it, up to where the source is then read


@dataclass(frozen=True, slots=True)
class Cover:
    """How a clause was covered: the *judged* words in it, what is *bare*, and how much was *taken* from the source."""

    cost: int
    judged: tuple[tuple[int, str], ...] = ()  # place and word
    bare: tuple[str, ...] = ()  # the runs that nothing covers
    taken: int = 0
    read: int = 0  # up to where the source was read

    @property
    def whole(self) -> bool:
        """Whether nothing is without grounds."""
        return not self.bare


def cover(
    clause: str,
    free: Collection[str],
    judged: Collection[str] = (),
    source: str = "",
    heads: Collection[str] = (),
    leads: Collection[str] = (),
) -> Cover:
    """The cheapest cover of *clause* by *free* words, *judged* words and pieces of *source* in their order.

    The first piece of *source* has to be its beginning, or to follow words of *heads*: a subject is not left out.
    Words of *leads* stand before words of *source* only: after them they would take another object's place.
    """
    words = _by_first((*free,), "free") | {}
    for first, each in _by_first((*leads,), "lead").items():
        words[first] = (*words.get(first, ()), *each)
    for first, each in _by_first((*judged,), "judged").items():
        words[first] = (*words.get(first, ()), *each)
    starts = {0, *(_after_heads(source, frozenset(heads)) if source else ())}

    @cache
    def best(at: int, read: int) -> tuple[int, _Steps]:
        """The least cost from *at* with *source* read up to *read* (-1: not begun), and the steps of it."""
        if at == len(clause):
            return 0, ()
        cost, steps = best(at + 1, read)
        found = (cost + _COSTS["bare"], ((at, at + 1, "bare", read), *steps))
        for word, kind in words.get(clause[at], ()):
            if clause.startswith(word, at) and (kind != "lead" or read < 0):
                cost, steps = best(at + len(word), read)
                step = (at, at + len(word), kind, read)
                found = min(found, (cost + _COSTS[kind], (step, *steps)), key=_cost)
        for length, after in _pieces(clause, at, source, read, starts):
            cost, steps = best(at + length, after)
            found = min(found, (cost, ((at, at + length, "taken", after), *steps)), key=_cost)
        return found

    cost, steps = best(0, -1)
    return _cover(clause, cost, steps)


def _cost(each: tuple[int, _Steps]) -> int:
    return each[0]


def _cover(clause: str, cost: int, steps: _Steps) -> Cover:
    bare: list[str] = []
    last = -1
    for start, end, kind, _ in steps:
        if kind == "bare":
            bare[-1:] = [bare[-1] + clause[start:end]] if last == start and bare else [*bare[-1:], clause[start:end]]
            last = end
    return Cover(
        cost=cost,
        judged=tuple((start, clause[start:end]) for start, end, kind, _ in steps if kind == "judged"),
        bare=tuple(bare),
        taken=sum(end - start for start, end, kind, _ in steps if kind == "taken"),
        read=max((read for *_, read in steps), default=0),
    )


@lru_cache(maxsize=256)
def _by_first(words: tuple[str, ...], kind: str) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for word in words:
        found[word[0]] = (*found.get(word[0], ()), (word, kind))
    return found


def _pieces(clause: str, at: int, source: str, read: int, starts: Collection[int]) -> Iterator[tuple[int, int]]:
    """Length of each piece of *source* that stands at *at*, and up to where *source* is then read."""
    places = starts if read < 0 else range(read, min(len(source), read + _LONGEST_SKIP + 1))
    for place in places:
        if place >= len(source) or source[place] != clause[at]:
            continue
        if read >= 0 and not _may_skip(source[read:place]):
            continue
        run = 1
        while at + run < len(clause) and place + run < len(source) and clause[at + run] == source[place + run]:
            run += 1
        shortest = 1 if place == read or read < 0 or source[place] >= "\ue000" else 2
        yield from ((length, place + length) for length in range(shortest, run + 1))


def _may_skip(skipped: str) -> bool:
    """Whether leaving *skipped* out keeps who does what; from one clause to the next nothing is left out."""
    return skipped == BOUND or not (BOUND in skipped or any(turn in skipped for turn in _TURNS))


@lru_cache(maxsize=4096)
def _after_heads(source: str, heads: frozenset[str]) -> tuple[int, ...]:
    """Where *source* may begin when it begins with words that only connect."""
    return tuple(len(head) for head in sorted(heads) if source.startswith(head) and len(head) < len(source))
