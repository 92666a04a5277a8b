"""Which subjects the words around a number name, and how surely (归属证据)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from operator import add, itemgetter
from typing import NamedTuple

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.language.cue_words import Cue, CueWord, cue_words
from reportgen.language.passages import Clauses, Passage, clauses
from reportgen.language.word_patterns import opened
from reportgen.quantities.mention import Mention, MentionKind

_OWN, _LISTED, _BEFORE, _AFTER, _EARLIER, _HEADING, _LINE_BEFORE = 1.0, 0.6, 0.5, 0.12, 0.3, 0.3, 0.55
_CARRIED = 0.85  # the level of the clause before, where the own clause names nothing: 计划18座，完工15座
_BY_NAME = 8.0  # evidence of a subject that stands by its full name
_TELLING = 3.0  # weight of words from which a clause names something
_MOST_CANDIDATES = 16
_FEW_CUES = 4
_FAR = _EARLIER / 2  # the level of sentences before the one before
_FARTHEST = 64  # clauses back that still tell about one; a line of a report has no more
_PLAIN = re.compile(
    r"[^\u4e00-\u9fff]|"
    + opened(
        "上下不与为也了于仅仍从任低全共其净减分到剩占去又只合同和均增多大完实将少差已年执指接提支是每比由略的目相约结缺至要计调超较达过近还追都降预高",
        r"比|较|同比|上年|去年|上一年|年度|年初|全年|目标|计划|任务|要求|实际|完成|达到|达|超额|超过|超出|超|高于|低于|高出|增加|增长|减少|下降|提高|降低|上升|"
        r"净增|调整|调增|调减|追加|结余|剩余|还剩|缺口|还差|相差|相比|完成率|执行率|指标值|预算|支出|执行|为|的|了|是|与|和|同|多|少|高|低|差|还|也|已|均|都|又|仍|占|共|合计|不|于|过|只|仅|接近|将近|大约|约|近|其中|由|从|到|至|每|减|增|略有|分别",
    )
)


class Evidence(NamedTuple):
    """How a subject is named: *score* in bits of surprise, *named* the share of its name near.

    *here* are the bits of the very clause alone.
    """

    score: float
    named: float
    here: float = 0.0
    carried: bool = False  # the text goes on about it


class Named(NamedTuple):
    """A subject that stands by its full name at ``start:end`` of a line, in quotation marks or without."""

    start: int
    end: int
    key: str
    clause: int
    quoted: bool


@dataclass
class Line:
    """One line of the text with its numbers, clauses and cue words, each read when first asked for."""

    passage: Passage
    mentions: tuple[Mention, ...]  # offsets in the line
    index: FactIndex
    heading: str
    header: tuple[str, ...] = ()  # of the table a row is in
    before: frozenset[str] = frozenset()  # the pairs of the last sentence of the line before
    text: str = field(init=False)  # the words of the line
    budget_lines: list[tuple[int, list[str]]] | None = field(init=False, default=None)  # by clause, once asked for

    def __post_init__(self) -> None:
        self.text = self.passage.text

    @cached_property
    def parts(self) -> Clauses:
        """The clauses of the line."""
        places = [(mention.phrase_start, max(mention.end, mention.phrase_end)) for mention in self.mentions]
        return clauses(self.text, places)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Each clause without its numbers."""
        return tuple(_without_numbers(self.text, self.parts, self.mentions))

    @cached_property
    def pairs(self) -> tuple[frozenset[str], ...]:
        """For each clause, the known pairs of characters that it holds."""
        return tuple([_known_pairs(words, self.index) for words in self.words])

    @cached_property
    def telling(self) -> tuple[float, ...]:
        """For each clause, how much it names."""
        return tuple([_telling(pairs, self.index) for pairs in self.pairs])

    @cached_property
    def heading_pairs(self) -> frozenset[str]:
        """The known pairs of characters of the heading."""
        return _known_pairs(self.heading, self.index)

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """Where subjects stand by their full names."""
        text, at = self.text, self.parts.at
        return tuple(
            [
                Named(start, end, key, at(start), text[start - 1 : start] in {"“", "「", '"'} and start > 0)
                for start, end, key in self.index.full_names_in(text, self._heads)
            ]
        )

    @cached_property
    def cues(self) -> tuple[CueWord, ...]:
        """The cue words of the line."""
        return _cues(self.text, self.mentions, self.index, self._heads)

    @cached_property
    def in_order(self) -> list[tuple[str, tuple[str, ...], float]]:
        """The pairs of the line that name something, with the subjects they name and their weight."""
        return _naming(self.heading_pairs.union(self.before, *self.pairs), self.index)

    @cached_property
    def _heads(self) -> Sequence[int]:
        return self.index.heads_in(self.text)

    def with_text(self, text: str) -> Line:
        """The line as it was read, but for its words, of which others stand in the same places."""
        made = replace(self, passage=replace(self.passage, text=text))
        for read in ("parts", "words", "pairs", "telling", "named", "cues", "in_order"):
            setattr(made, read, getattr(self, read))
        return made

    @property
    def last_pairs(self) -> frozenset[str]:
        """What the last sentence names, for a line that goes on without naming anything: 上年这项数字是……"""
        first = self.parts.first_of(self.parts.sentences[-1])
        return frozenset().union(*[_known_pairs(words, self.index) for words in self.words[first:]])

    def numbers(self, start: int, end: int) -> tuple[Mention, ...]:
        """The numbers that begin in ``start:end``."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def number_behind(self, at: int) -> Mention | None:
        """The first number that begins at *at* or behind it."""
        place = bisect_left(self._starts, at)
        return self.mentions[place] if place < len(self.mentions) else None

    def cues_in(self, start: int, end: int) -> list[CueWord]:
        """The cue words that begin in ``start:end``, and end there, too."""
        first = bisect_left(self._cue_starts, start)
        found = self.cues[first : bisect_left(self._cue_starts, end, first)]
        return [word for word in found if word.end <= end]

    def last_cues(self, at: int) -> tuple[CueWord, ...]:
        """The last cue words that begin at *at* or before: one of them holds what stands there, if any does."""
        last = bisect_right(self._cue_starts, at)
        return self.cues[max(0, last - _FEW_CUES) : last]

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def _cue_starts(self) -> list[int]:
        return [word.start for word in self.cues]


def read_line(
    passage: Passage,
    mentions: tuple[Mention, ...],
    index: FactIndex,
    heading: str,
    header: tuple[str, ...],
    before: frozenset[str] = frozenset(),
) -> Line:
    """The line, ready for questions about its numbers."""
    return Line(passage, mentions, index, heading, header, before)


def _cues(text: str, mentions: tuple[Mention, ...], index: FactIndex, heads: Sequence[int]) -> tuple[CueWord, ...]:
    """The cue words of a line, without those inside an entered name: 重点研发计划执行……; last year by its number."""
    words = [word for word in cue_words(text) if not _in_part_of_a_name(text, word, index)]
    spans = [
        (match, match + len(name))
        for name in index.cue_names_in(text, heads)
        if (match := text.find(name)) >= 0
    ]  # fmt: skip
    kept = list(words)
    if spans:
        kept = [word for word in words if not any(start <= word.start and word.end <= end for start, end in spans)]
    if index.year is not None:
        before = str(index.year - 1)
        kept += [CueWord(Cue.PREVIOUS, one.start, one.end) for one in mentions if one.normal == before]
        kept.sort(key=lambda word: word.start)
    return tuple(kept)


def _in_part_of_a_name(text: str, word: CueWord, index: FactIndex) -> bool:
    """Whether the word is no role here but part of a name: 诚信承诺签订率 of 考生诚信承诺签订率."""
    return word.cue in _IN_NAMES and text[max(0, word.start - 1) : word.end + 1] in index.cue_parts


_IN_NAMES = frozenset({Cue.TARGET, Cue.PREVIOUS, Cue.ORIGINAL_BUDGET, Cue.MAX_SCORE, Cue.SCORE})


def _without_numbers(text: str, parts: Clauses, mentions: tuple[Mention, ...]) -> list[str]:
    """The clauses with their numbers taken out, their measure words kept: 参演4,860人次 → 参演人次."""
    found = []
    last = len(mentions)
    next_ = 0
    for start, end in zip(parts.starts, parts.ends, strict=True):
        words, at = "", start
        while next_ < last and mentions[next_].start < end:
            mention = mentions[next_]
            next_ += 1
            if mention.kind is MentionKind.NAME:  # 三公经费: the numeral is part of the name
                continue
            symbol = mention.unit.symbol
            words += text[at : mention.start] + (symbol if symbol.isalpha() else "")
            at = mention.end
        found.append(words + text[at:end])
    return found


def evidence_at(line: Line, clause: int, index: FactIndex) -> dict[str, Evidence]:
    """Every subject that the words in reach of *clause* name, the surest first."""
    parts, sentence = line.parts, line.parts.sentences[clause]
    silent = line.telling[clause] < _TELLING
    levels: dict[str, float] = {}
    for level, pairs in sorted(_told_about(line, clause, silent=silent), key=itemgetter(0)):  # what tells most counts
        levels.update(dict.fromkeys(pairs, level))
    evidence = _ranked(line.in_order, levels, index)
    for one in line.named:
        at = one.clause
        near = at == clause or (silent and parts.sentences[at] == sentence and at == clause - 1)
        if near and (one.key not in evidence or evidence[one.key].score < _BY_NAME):
            evidence[one.key] = Evidence(_BY_NAME, 1.0, _BY_NAME)
    return evidence


def _told_about(line: Line, clause: int, *, silent: bool) -> Iterator[tuple[float, frozenset[str]]]:
    """How much the words in reach tell about *clause*, and their pairs; more where it or its sentence is silent."""
    parts, pairs, sentences = line.parts, line.pairs, line.parts.sentences
    sentence = sentences[clause]
    first, last = bisect_left(sentences, sentence), bisect_right(sentences, sentence)
    before = bisect_left(sentences, sentence - 1)
    farthest = max(0, clause - _FARTHEST)
    start = max(first, farthest)
    near, listed = max(start, clause - 1), clause
    while not silent and listed > start and parts.listed[listed]:  # by 、 it shares its verb with these
        listed -= 1
    alone = silent and max(line.telling[first : clause + 1]) < _TELLING
    stretches = (
        (_FAR, farthest, before),
        (_CARRIED if alone else _EARLIER, max(farthest, before), first),
        (_CARRIED * 0.85 if silent else _BEFORE * 0.7, start, near),
        (_CARRIED if silent else _BEFORE, near, clause),
        (_LISTED, listed, clause),
        (_OWN, clause, clause + 1),
        (_BEFORE if silent else _AFTER, clause + 1, last),
    )
    for level, begin, end in stretches:
        if begin < end:
            yield level, pairs[begin] if begin + 1 == end else pairs[begin].union(*pairs[begin + 1 : end])
    if line.heading_pairs:
        yield _HEADING, line.heading_pairs
    if alone and sentence == 0:
        yield _LINE_BEFORE, line.before - line.heading_pairs


def _naming(pairs: Iterable[str], index: FactIndex) -> list[tuple[str, tuple[str, ...], float]]:
    """The *pairs* that name something, with the subjects they name and their weight.

    They come in one order, so that sums and ties are the same in every run.
    """
    postings, weights = index.postings, index.weights
    return [(pair, postings[pair], weights[pair]) for pair in sorted(postings.keys() & pairs)]


def _ranked(
    naming: Iterable[tuple[str, tuple[str, ...], float]], levels: Mapping[str, float], index: FactIndex
) -> dict[str, Evidence]:
    """The subjects that the pairs of characters *naming* them have levels for, the surest first."""
    found: dict[str, float] = defaultdict(float)
    own: dict[str, float] = defaultdict(float)
    here: dict[str, float] = defaultdict(float)
    subjects = index.subjects
    for pair, keys, weight in naming:
        if (level := levels.get(pair)) is None:
            continue
        score = weight * level
        if level == _OWN:
            for key in keys:
                found[key] += score
                here[key] += weight
                own[key] += weight
        elif level >= _LISTED:
            near = weight * 0.8
            for key in keys:
                found[key] += score
                own[key] += near
        else:
            for key in keys:
                found[key] += score
    ranked = [
        (-score if score >= (whole := subjects[key].weight) else -score * (0.5 + 0.5 * (score / whole)), key)
        for key, score in found.items()
    ]
    ranked.sort()
    return {
        key: Evidence(-score, own[key] / subjects[key].weight if key in own else 0.0, here.get(key, 0.0))
        for score, key in ranked[:_MOST_CANDIDATES]
    }


def _telling(pairs: frozenset[str], index: FactIndex) -> float:
    return sum([index.weights[pair] for pair in sorted(pairs & index.naming)])


def evidence_of_item(line: Line, item: str, shared: str, index: FactIndex) -> dict[str, Evidence]:
    """Every subject that one item of a list told apart by 分别 names, with the words that all items share."""
    levels = dict.fromkeys(line.heading_pairs, _HEADING)
    levels.update(dict.fromkeys(_known_pairs(shared, index), _LISTED))
    levels.update(dict.fromkeys(_known_pairs(item, index), _OWN))
    return _ranked(_naming(levels, index), levels, index)


@lru_cache(maxsize=256)  # asked about the same words several times
def says_more(words: str, least: int = 2) -> bool:
    """Whether *words* hold *least* characters beside words of change and of role: 女性, 其中学前; not 比上年增加."""
    return len(_PLAIN.sub("", words)) >= least


def is_silent(line: Line, clause: int) -> bool:
    """Whether the clause names nothing, and so goes on about what was named before."""
    if line.telling[clause] < _TELLING:
        return True
    return not says_more(line.words[clause])


def first_joined(line: Line, clause: int) -> int:
    """The first of the sentences that ； joins with that of *clause*: 发现隐患537处；整改529处；剩余8处."""
    parts = line.parts
    at = parts.first_of(parts.sentences[clause])
    while at > 0 and line.text[parts.starts[at] - 1] in _JOINING:
        at = parts.first_of(parts.sentences[at - 1])
    return parts.sentences[at]


_JOINING = "；;"


def _known_pairs(text: str, index: FactIndex) -> frozenset[str]:
    return frozenset(index.weights.keys() & map(add, text, text[1:]))
