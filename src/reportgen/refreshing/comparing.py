"""Two versions of a document compared (对比): paragraphs and rows paired, also moved ones, and their numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from reportgen.model.bound_text import BoundFigure, BoundLine, KnownFact
from reportgen.model.comparison import Change, ChangeKind, Comparison, NumberChange, Stretch, StretchKind
from reportgen.quantities.mentions import scan
from reportgen.refreshing.alignment import likeness, longest_rising, paired
from reportgen.refreshing.figure_text import plain
from reportgen.refreshing.line_merge import called

_MOVED_ALIKE = 0.6
_MOST_PAIRS = 40_000
_TOKEN = re.compile(r"[A-Za-z]+|\s+|.", re.S)
_GAP = "【待填"
_HEADING = re.compile("(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^。；，：]{1,40}")
_ISLAND = 2
_BETWEEN_CELLS = "　|　"


@dataclass(frozen=True, slots=True)
class Version:
    """The lines of one version and the facts its figures state, where it has a base."""

    lines: Sequence[BoundLine]
    facts: Mapping[str, KnownFact]


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, or a row of a table."""

    text: str
    place: str
    figures: tuple[BoundFigure, ...] = ()

    @property
    def plain(self) -> str:
        return plain(self.text)


def compare(old: Version, new: Version) -> Comparison:
    """What is in *new* otherwise than in *old*."""
    olds, news = list(_blocks(old.lines)), list(_blocks(new.lines))
    pairs = paired(olds, news, lambda block: block.plain, lambda one, other: likeness(one.plain, other.plain))
    pairs |= _moved_and_changed(olds, news, pairs)
    pairs |= _filled(olds, news, pairs)
    in_order = sorted(pairs)
    stayed = {in_order[each] for each in longest_rising([pairs[each] for each in in_order])}
    partner = {high: low for low, high in pairs.items()}
    changes: list[Change] = []
    waiting = iter([number for number in range(len(olds)) if number not in pairs])
    deleted = next(waiting, None)
    last_old = -1
    for number, block in enumerate(news):
        before = partner.get(number)
        if before is not None and before in stayed:
            last_old = before
            while deleted is not None and deleted < last_old:
                changes.append(_deleted(olds[deleted]))
                deleted = next(waiting, None)
        if before is None:
            changes.append(Change(ChangeKind.ADDED, "", block.text, "", block.place))
            continue
        change = _change(olds[before], block, before in stayed, old.facts, new.facts)
        changes += [change] if change is not None else []
    while deleted is not None:
        changes.append(_deleted(olds[deleted]))
        deleted = next(waiting, None)
    same = sum(olds[low].plain == news[high].plain for low, high in pairs.items())
    return Comparison(tuple(changes), same)


def _blocks(lines: Sequence[BoundLine]) -> Iterator[_Block]:
    """The paragraphs and rows that hold words, with their places."""
    paragraphs, section = 0, ""
    for key, members in groupby(lines, key=lambda line: (line.table, line.row)):
        if not key[0]:
            for line in members:
                paragraphs += 1
                section = f"“{line.text.strip()}”一节，" if _HEADING.fullmatch(line.text.strip()) else section
                if line.text.strip():
                    yield _Block(line.text, f"{section}第{paragraphs}段", line.figures)
            continue
        text, figures = "", []
        for _, cell in groupby(members, key=lambda line: line.column):
            for number, line in enumerate(cell):
                text += _BETWEEN_CELLS if text and not number else "\n" if number else ""
                figures += [
                    BoundFigure(each.start + len(text), each.end + len(text), each.mark, each.fact)
                    for each in line.figures
                ]
                text += line.text
        if plain(text.replace("|", "")):
            yield _Block(text, f"表{key[0]}第{key[1]}行", tuple(figures))


def _moved_and_changed(olds: Sequence[_Block], news: Sequence[_Block], pairs: Mapping[int, int]) -> dict[int, int]:
    """What stands elsewhere in other words: the likest first."""
    taken = set(pairs.values())
    left = [number for number in range(len(olds)) if number not in pairs and len(olds[number].plain) > 8]
    added = [number for number in range(len(news)) if number not in taken and len(news[number].plain) > 8]
    if len(left) * len(added) > _MOST_PAIRS:
        return {}
    scores = [(likeness(olds[low].plain, news[high].plain), -low, -high) for low in left for high in added]
    found: dict[int, int] = {}
    for score, low, high in sorted(scores, reverse=True):
        if score >= _MOVED_ALIKE and -low not in found and -high not in found.values():
            found[-low] = -high
    return found


def _filled(olds: Sequence[_Block], news: Sequence[_Block], pairs: Mapping[int, int]) -> dict[int, int]:
    """A paragraph or row with a gap (【待填】) and the one that now stands between the same two, however unlike."""
    in_order = sorted(pairs)
    stayed = sorted(in_order[each] for each in longest_rising([pairs[each] for each in in_order]))
    fixed = [(-1, -1), *((low, pairs[low]) for low in stayed), (len(olds), len(news))]
    taken = set(pairs.values())
    found: dict[int, int] = {}
    for (low, high), (next_low, next_high) in pairwise(fixed):
        gone = [each for each in range(low + 1, next_low) if each not in pairs]
        come = [each for each in range(high + 1, next_high) if each not in taken]
        if len(gone) == len(come):
            found |= {old: new for old, new in zip(gone, come, strict=True) if _GAP in olds[old].text}
    return found


def _deleted(block: _Block) -> Change:
    return Change(ChangeKind.DELETED, block.text, "", block.place, "")


def _change(
    before: _Block, after: _Block, stayed: bool, old: Mapping[str, KnownFact], new: Mapping[str, KnownFact]
) -> Change | None:
    same = before.plain == after.plain
    if same and stayed:
        return None
    if same:
        return Change(ChangeKind.MOVED, before.text, after.text, before.place, after.place)
    kind = ChangeKind.CHANGED if stayed else ChangeKind.MOVED_CHANGED
    stretches = tuple(_stretches(before.text, after.text))
    numbers = tuple(_numbers(before, after, old, new))
    return Change(kind, before.text, after.text, before.place, after.place, stretches, numbers)


def _stretches(before: str, after: str) -> Iterator[Stretch]:
    """The two texts as stretches; numbers are never cut, and words that changed here and there are told as one."""
    ours, theirs = list(_tokens(before)), list(_tokens(after))
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    pairs = [("".join(ours[a:b]), "".join(theirs[c:d])) for _, a, b, c, d in matcher.get_opcodes()]
    for one, other in _without_islands(pairs):
        if one == other:
            yield Stretch(StretchKind.BOTH, one)
            continue
        if one:
            yield Stretch(StretchKind.OLD, one)
        if other:
            yield Stretch(StretchKind.NEW, other)


def _without_islands(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """*pairs* of old and new words; a character or two that stayed between longer changes count as changed."""
    found: list[tuple[str, str]] = []
    for one, other in pairs:
        island = found[-1][0] if len(found) > 1 and found[-1][0] == found[-1][1] else ""
        if 0 < len(island) <= _ISLAND and not any(map(str.isdecimal, island)):
            before = found[-2]
            if len(island) <= min(max(map(len, before)), max(len(one), len(other))):
                found[-2:] = [(before[0] + island + one, before[1] + island + other)]
                continue
        found.append((one, other))
    return found


def _tokens(text: str) -> Iterator[str]:
    position = 0
    for mention in scan(text).mentions:
        if mention.start >= position:
            yield from _TOKEN.findall(text[position : mention.start])
            yield text[mention.start : mention.end]
            position = mention.end
    yield from _TOKEN.findall(text[position:])


def _numbers(
    before: _Block, after: _Block, old: Mapping[str, KnownFact], new: Mapping[str, KnownFact]
) -> Iterator[NumberChange]:
    """The numbers of a changed text: those of one fact belong together, the others by their order."""
    ours, theirs = list(_written(before, old)), list(_written(after, new))
    left = Counter(fact for _, fact in ours)
    right = Counter(fact for _, fact in theirs)
    both = {fact for fact in left if fact and left[fact] == right[fact]}
    for fact in (each for each in left if each in both):
        pairs = zip(
            (text for text, own in ours if own == fact), (text for text, own in theirs if own == fact), strict=True
        )
        yield from (NumberChange(one, other, fact) for one, other in pairs if one != other)
    ours = [each for each in ours if each[1] not in both]
    theirs = [each for each in theirs if each[1] not in both]
    matcher = SequenceMatcher(None, [text for text, _ in ours], [text for text, _ in theirs], autojunk=False)
    for tag, low, high, other_low, other_high in matcher.get_opcodes():
        one, other = ours[low:high], theirs[other_low:other_high]
        if tag == "equal":
            continue
        if len(one) == len(other) and not any(a[1] and b[1] for a, b in zip(one, other, strict=True)):
            yield from (NumberChange(a[0], b[0], b[1] or a[1]) for a, b in zip(one, other, strict=True))
        else:
            yield from (NumberChange(text, "", fact) for text, fact in one)
            yield from (NumberChange("", text, fact) for text, fact in other)


def _written(block: _Block, facts: Mapping[str, KnownFact]) -> Iterator[tuple[str, str]]:
    """Each number of a block and what it is called, if it is bound."""
    for mention in scan(block.text).claims:
        over = (each for each in block.figures if each.start < mention.end and mention.start < each.end)
        known = (facts[each.fact] for each in over if each.fact in facts)
        fact = next((each for each in known if each.quantity is not None), None)
        yield mention.text, called(fact) if fact is not None else ""
