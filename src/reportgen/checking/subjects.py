"""Which subjects the words around a number name, and how surely (归属证据)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from reportgen.checking.fact_index import FactIndex
from reportgen.language.cue_words import CueWord, cue_words
from reportgen.language.passages import Clauses, Passage, clauses
from reportgen.quantities.mention import Mention

_OWN, _LISTED, _BEFORE, _AFTER, _EARLIER, _HEADING, _LINE_BEFORE = 1.0, 0.6, 0.5, 0.12, 0.3, 0.3, 0.55
_CARRIED = 0.85  # the level of the clause before, where the own clause names nothing: 计划18座，完工15座
_BY_NAME = 8.0  # evidence of a subject that stands by its full name
_TELLING = 3.0  # weight of words from which a clause names something
_MOST_CANDIDATES = 16


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a subject is named: *score* in bits of surprise, *named* the share of its name standing in the clause."""

    score: float
    named: float


@dataclass
class Line:
    """One line of the text with its numbers, clauses and cue words."""

    passage: Passage
    mentions: tuple[Mention, ...]  # offsets in the line
    parts: Clauses
    cues: tuple[CueWord, ...]
    pairs: tuple[frozenset[str], ...]  # for each clause, the known pairs of characters it holds
    heading: str
    heading_pairs: frozenset[str]
    named: tuple[tuple[int, str], ...] = ()  # (clause, subject) where a subject stands by its full name
    header: tuple[str, ...] = ()  # of the table a row is in
    before: frozenset[str] = frozenset()  # the pairs of the last sentence of the line before

    @property
    def last_pairs(self) -> frozenset[str]:
        """What the last sentence names, for a line that goes on without naming anything: 上年这项数字是……"""
        last = self.parts.sentences[-1]
        held = [pairs for at, pairs in enumerate(self.pairs) if self.parts.sentences[at] == last]
        return frozenset().union(*held)

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.passage.text


def read_line(
    passage: Passage,
    mentions: tuple[Mention, ...],
    index: FactIndex,
    heading: str,
    header: tuple[str, ...],
    before: frozenset[str] = frozenset(),
) -> Line:
    """The line, ready for questions about its numbers."""
    text = passage.text
    parts = clauses(text, [(mention.phrase_start, max(mention.end, mention.phrase_end)) for mention in mentions])
    known = index.weights
    pairs = []
    for start, end in zip(parts.starts, parts.ends, strict=True):
        clause = _without_numbers(text, start, end, mentions)
        pairs.append(frozenset(pair for pair in map("".join, pairwise(clause)) if pair in known))
    named = tuple((parts.at(at), key) for at, key in index.named_in(text))
    held = frozenset(pair for pair in map("".join, pairwise(heading)) if pair in known)
    return Line(passage, mentions, parts, _cues(text, index), tuple(pairs), heading, held, named, header, before)


def _cues(text: str, index: FactIndex) -> tuple[CueWord, ...]:
    """The cue words of a line, without those inside an entered name: 重点研发计划执行……"""
    words = cue_words(text)
    spans = [
        (match, match + len(name))
        for name in index.cue_names_in(text)
        if (match := text.find(name)) >= 0
    ]  # fmt: skip
    return tuple(word for word in words if not any(start <= word.start and word.end <= end for start, end in spans))


def _without_numbers(text: str, start: int, end: int, mentions: tuple[Mention, ...]) -> str:
    """The clause with its numbers taken out, their measure words kept: 参演4,860人次 → 参演人次."""
    kept, at = [], start
    first = bisect_left(mentions, start, key=lambda mention: mention.start)
    for mention in mentions[first:]:
        if mention.start >= end:
            break
        kept.append(text[at : mention.start])
        kept.append(mention.unit.symbol if mention.unit.symbol.isalpha() else "")
        at = mention.end
    kept.append(text[at:end])
    return "".join(kept)


def evidence_at(line: Line, clause: int, index: FactIndex) -> dict[str, Evidence]:
    """Every subject that the words in reach of *clause* name, the surest first."""
    levels: dict[str, float] = {}
    parts = line.parts
    weights, postings = index.weights, index.postings
    sentence = parts.sentences[clause]
    silent = _telling(line.pairs[clause], index) < _TELLING
    alone = silent and not any(
        _telling(pairs, index) >= _TELLING
        for other, pairs in enumerate(line.pairs)
        if parts.sentences[other] == sentence
    )
    if alone and sentence == 0:
        for pair in line.before:
            levels[pair] = _LINE_BEFORE
    for pair in line.heading_pairs:
        levels[pair] = _HEADING
    for other, pairs in enumerate(line.pairs):
        if other > clause and parts.sentences[other] != sentence:
            break
        level = _level(parts, other, clause, sentence, silent=silent, alone=alone)
        for pair in pairs:
            if level > levels.get(pair, 0):
                levels[pair] = level
    found: dict[str, float] = {}
    own: dict[str, float] = {}
    for pair, level in levels.items():
        weight = weights[pair]
        for key in postings.get(pair, ()):
            found[key] = found.get(key, 0.0) + weight * level
            if level >= _LISTED:
                own[key] = own.get(key, 0.0) + weight * (1 if level == _OWN else 0.8)
    ranked = sorted(
        ((key, _scored(score, index.subjects[key].weight)) for key, score in found.items()),
        key=lambda item: -item[1],
    )[:_MOST_CANDIDATES]
    evidence = {
        key: Evidence(score, own.get(key, 0.0) / index.subjects[key].weight if index.subjects[key].weight else 0.0)
        for key, score in ranked
    }
    for at, key in line.named:
        near = at == clause or (silent and parts.sentences[at] == sentence and at == clause - 1)
        if near and (key not in evidence or evidence[key].score < _BY_NAME):
            evidence[key] = Evidence(_BY_NAME, 1.0)
    return evidence


def _scored(score: float, whole: float) -> float:
    return score * (0.5 + 0.5 * min(score / whole, 1.0)) if whole else 0.0


def _telling(pairs: frozenset[str], index: FactIndex) -> float:
    return sum(index.weights[pair] for pair in pairs & index.naming)


def _level(parts: Clauses, other: int, clause: int, sentence: int, *, silent: bool, alone: bool) -> float:
    """How much the words of clause *other* tell about *clause*; more where that clause or its sentence is silent."""
    if other == clause:
        return _OWN
    if parts.sentences[other] != sentence:
        near = _EARLIER if parts.sentences[other] >= sentence - 1 else _EARLIER / 2
        return _CARRIED if alone and near == _EARLIER else near
    if other < clause:
        if silent:
            return _CARRIED if other == clause - 1 else _CARRIED * 0.85
        joined = all(parts.listed[at] for at in range(other + 1, clause + 1))
        return _LISTED if joined else _BEFORE if other == clause - 1 else _BEFORE * 0.7
    return _BEFORE if silent else _AFTER


_FACETS = re.compile(
    r"占[^，。；\d]{0,8}支出|(?P<basic>基本支出|人员和日常运转)|(?P<project>(?<!占)项目(?:支出|预算(?!单位)|资金|经费(?!项目)))|(?P<fiscal>财政拨款|财政资金|一般公共预算|财政预算)|"
    r"(?P<other>其他资金|自筹资金|其他收入|单位资金)|(?<!占)(?P<total>部门整体|整体支出|总支出|支出总额|全部支出|部门预算|预算总额|收支|总预算|部门支出|全年支出|支出预算)|个项目(?P<sum>.{0,2}(?:合计|共|总))"
)
_FOREIGN_MONEY = re.compile(
    r"三公|公务接待|公务用车|因公出国|会议费|培训费|人员经费|公用经费|工资福利|政府采购|差旅费|办公费|绩效工资|固定资产|政府性基金|国有资本"
)


def budget_line(line: Line, clause: int, keys: frozenset[str]) -> tuple[str, bool]:
    """The budget line the clause is about, and whether it says so itself; 部门整体支出 where nothing else is named."""
    parts = line.parts
    sentence = parts.sentences[clause]
    for other in range(clause, -1, -1):
        if parts.sentences[other] < sentence - 1:
            break
        named = [
            ("project" if match.lastgroup == "sum" else match.lastgroup) or ""
            for match in _FACETS.finditer(line.text, parts.starts[other], parts.ends[other])
        ]
        named = [name for name in named if name]
        if named:
            joined = _joined(named, keys)
            if joined in keys:
                return joined, other == clause
    for match in _FACETS.finditer(line.heading):
        if match.lastgroup in keys:
            return match.lastgroup or "total", False
    return "total", False


def _joined(named: list[str], keys: frozenset[str]) -> str:
    source = next((name for name in reversed(named) if name in {"fiscal", "other"}), "")
    kind = next((name for name in reversed(named) if name in {"basic", "project"}), "")
    both = "-".join(part for part in (source, kind) if part)
    return both if both in keys else named[-1]


def foreign_money(text: str) -> bool:
    """Whether the words are about a kind of expense that has no budget line of its own: 三公经费, 公用经费."""
    return bool(_FOREIGN_MONEY.search(text))
