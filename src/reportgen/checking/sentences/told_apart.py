"""What the numbers of a list stand beside (分别), each in its own place: 行政、事业各为32人和47人.

Told apart by 分别, 依次 or 各, or without such a word where as many things are named as numbers follow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reportgen.checking.sentences.subjects import Line
from reportgen.language.cue_words import cue_words
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import NO_UNIT

_DATES = frozenset({MentionKind.DATE, MentionKind.DATE_RANGE})
_EACH = re.compile(r"分别|依次|各(?=[为是有占达得花追调增减支用剩结余提升降多少])")  # 行政、事业各为32人和47人
_JOINED = re.compile(r"(?<=[\u4e00-\u9fff%％])[和、及](?=[约近超]?[\d一二两三四五六七八九十])")
_A_LIST = re.compile(
    r"(?:(?<=[。；;：:，,（(])|^)[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,10})*[和与及、][\u4e00-\u9fff]{2,8}(?:只有|仅有|为|是|达到?|有)?$"
)
_LONGEST_LIST = 40  # characters
_BETWEEN = re.compile(r"[\s、，,和及与以]{1,3}")
_PARTS = re.compile(r"、|和|及|与|以及")
_STOPS = "。；;！？，：:（("
_SENTENCE_STOPS = "。；;！？"
_VERB = re.compile(r"高于|低于|超过|超出|超|高出|比|较")
_PAUSE = re.compile(r"[，、,]|分别|依次|各")
_NEAR_ROW = 6
_FARTHEST = 24  # characters between 分别 and the first number it tells apart


class Share(NamedTuple):
    """A number of a list: its *item*, what all *shared*, and its *place* among as *many*."""

    mention: Mention
    item: str
    shared: str
    place: int
    many: int


def told_apart(line: Line) -> dict[int, Share]:
    """The numbers of the line that 分别 tells apart, by where they start."""
    found: dict[int, Share] = {}
    text = line.text
    each = _EACH.search(text)
    items: list[str] = []
    sentence = -1
    while each:
        at = each.start()
        numbers = _run(line, each.end())
        if len(numbers) > 1:
            here = line.parts.sentences[line.parts.at(at)]
            kept = items if here == sentence else []
            items, shared = _items(text, at, each.end(), numbers, kept)
            sentence = here
            for run, words in ((numbers, shared), _run_on(line, numbers)):
                for place, mention in enumerate(run):
                    item = items[place] if items else ""
                    found[mention.start] = Share(_with_unit(mention, run[-1]), item, words, place, len(run))
            items = _bare(items)
        each = _EACH.search(text, each.end())
    return found | _listed_alike(line, found)


def _listed_alike(line: Line, told: Mapping[int, Share]) -> dict[int, Share]:
    """As many numbers in a row as the clause names things before them: 政府采购和产权交易只有21.4亿元和8.3亿元."""
    found: dict[int, Share] = {}
    marks = list(_JOINED.finditer(line.text))
    ends = {max(one.end, one.phrase_end): one for one in line.mentions if one.is_claim} if marks else {}
    for mark in marks:
        first = ends.get(mark.start())
        if first is None or first.start in told or first.start in found:
            continue
        start = first.phrase_start or first.start
        clause = _A_LIST.search(line.text, max(0, start - _LONGEST_LIST), start)
        numbers = _run(line, start) if clause else []
        items = _listed(clause[0], len(numbers)) if clause else []
        if len(numbers) < 2 or len(items) != len(numbers):
            continue
        for place, mention in enumerate(numbers):
            words = _with_unit(mention, numbers[-1])
            found[mention.start] = Share(words, items[place], "", place, len(numbers))
    return found


def _run_on(line: Line, numbers: Sequence[Mention]) -> tuple[list[Mention], str]:
    """分别比上年的8135人、2406人增加512人、177人: a second row behind the first, and the words that lead to it."""
    end = max(numbers[-1].end, numbers[-1].phrase_end)
    row = _run(line, end)
    words = line.text[end : row[0].phrase_start or row[0].start] if row else ""
    on = len(row) == len(numbers) and len(words) <= _NEAR_ROW and not _PAUSE.search(words)
    return (row, words) if on else ([], "")


def _run(line: Line, after: int) -> list[Mention]:
    """The numbers in a row behind 分别, of one kind, with nothing but 、 and 和 between them."""
    run: list[Mention] = []
    for mention in line.mentions:
        if mention.start < after or not mention.is_claim or mention.kind in _DATES:
            continue
        if not run:
            between = line.text[after : mention.phrase_start or mention.start]
            if len(between) > _FARTHEST or any(mark in between for mark in _SENTENCE_STOPS):
                break
        elif not _same_kind(run[0], mention) or not _BETWEEN.fullmatch(
            line.text, max(run[-1].end, run[-1].phrase_end), mention.phrase_start or mention.start
        ):
            break
        run.append(mention)
    return run


def _same_kind(first: Mention, other: Mention) -> bool:
    """Whether two numbers of a list are of one kind; the first may leave the unit to the last."""
    return first.unit.dimension in {other.unit.dimension, "", "个"}


def _with_unit(mention: Mention, last: Mention) -> Mention:
    if mention.unit == last.unit or mention.quantity is None:
        return mention
    if mention.unit != NO_UNIT and mention.unit.symbol != "个":
        return mention
    return mention._replace(kind=last.kind, unit=last.unit, quantity=Quantity(mention.quantity.value, last.unit))


def _items(text: str, at: int, end: int, numbers: Sequence[Mention], kept: Sequence[str]) -> tuple[list[str], str]:
    """What each of the *numbers* behind 分别 (*at* to *end*) stands beside, and the words that all of them share."""
    many = len(numbers)
    between = text[end : numbers[0].start]
    behind = _PARTS.split(between)
    against = _references(behind, many)
    if against is not None:  # 分别比目标和上年高出……
        return against[0], _clause_before(text, at) + against[1]
    if len(behind) == many:  # 分别高于年度目标和上年水平……
        verb = _VERB.match(between)
        return behind, _clause_before(text, at) + (verb[0] if verb else "")
    clause = _clause_before(text, at)
    parts = _listed(clause, many)
    against = _references(parts, many)
    if against is not None:  # 比目标和上年分别高……
        return against[0], against[1] + between
    if len(parts) < many and len(kept) == many:  # ……，支出分别为……
        return list(kept), clause + between
    start = at - len(clause)
    while len(parts) < many and start > 0 and text[start - 1] not in _SENTENCE_STOPS:
        earlier = _clause_before(text, start - 1)
        parts = _listed(earlier, many)
        start -= len(earlier) + 1
    if len(parts) < many:
        return [], clause + between
    return parts[-many:], (parts[-1] + clause if start < at - len(clause) else parts[-1]) + between


def _references(items: Sequence[str], many: int) -> tuple[list[str], str] | None:
    """What *items* compare with, each by itself, and the words behind the last: 比目标, 比上年, 高出."""
    found = [_REFERENCE_ITEM.fullmatch(item) for item in items]
    told = [match for match in found if match is not None]
    if len(told) < len(found) or len(told) != many or any(match["way"] for match in told[:-1]) or not told[0]["than"]:
        return None
    return [f"比{match['to']}" for match in told], told[-1]["way"]


_REFERENCE_ITEM = re.compile(
    r"(?:[^，。；比较]*(?P<than>[比较]))?(?P<to>(?:年度|年初|全年|预期|既定|绩效)*(?:目标|计划|任务|指标值)(?:数|值)?|(?:上年|去年)(?:同期)?)"
    r"(?:水平|实际)?(?P<way>[\u4e00-\u9fff]{0,6})"
)


def _listed(words: str, many: int) -> list[str]:
    """The items that *words* list, *many* of them if they can be: 和 inside the item of a row of 、 joins no items."""
    rows = words.split("、")
    parts = _PARTS.split(words)
    if len(rows) == many or len(parts) <= many:
        return rows if len(rows) == many else parts
    joined = [match.span() for match in _PARTS.finditer(rows[-1])]
    if len(rows) == many - 1 and joined:
        start, end = joined[-1]
        return [*rows[:-1], rows[-1][:start], rows[-1][end:]]
    return parts


def _bare(items: Sequence[str]) -> list[str]:
    """The items without the role that ends the last of them alone: 劳动维权四个项目的预算 → 劳动维权四个项目的."""
    if len(items) < 2 or any(cue_words(item) for item in items[:-1]):
        return list(items)
    cues = cue_words(items[-1])
    return [*items[:-1], items[-1][: cues[0].start] or items[-1]] if cues else list(items)


def _clause_before(text: str, at: int) -> str:
    start = at
    while start > 0 and text[start - 1] not in _STOPS:
        start -= 1
    return text[start:at]
