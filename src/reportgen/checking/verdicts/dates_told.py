"""Whether a date is that of what it stands beside (日期): 8月底前办理确权 was entered, 2月底前办理确权 is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.findings import finding
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.verdicts.scopes import Traces
from reportgen.language.words import GENERAL_WORDS, name_pairs
from reportgen.model.facts import Fact, Role
from reportgen.model.finding import Finding
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.mentions import scan

_SENTENCE = re.compile(r"[^。；]+")
_DATED = re.compile(r"\d月|[一二三四五六七八九十]月|日")
_MONTH = re.compile(r"(?P<year>\d{4}|XXXX)-(?P<rest>\d\d(?:-\d\d)?)")
_CLOSES = re.compile(r"截至|截止|至|到")  # 截至12月底: of the year, not of an event
_ENOUGH = 4.5  # bits of shared words from which a clause is about what was entered with another date
_MOST_OF = 0.45  # share of the words entered with a date that the clause holds
_OTHER = 2.0  # times the words shared with what was entered with the date told


@dataclass(frozen=True, slots=True)
class _Dated:
    """A sentence of an entered text with its dates, and the words that are entered beside them."""

    fact: str
    text: str
    normals: frozenset[str]
    pairs: frozenset[str]
    start: int
    end: int


class DatesTold:
    """Judges dates by what was entered beside them, in one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._dated = tuple(one for fact in index.ledger.values() for one in _dated(fact, index))

    def judge(self, line: Line, traces: Traces) -> Iterator[Finding]:
        """The dates of *line* that were entered for something else, where what stands beside them has its own."""
        if not self._dated or line.passage.cells:
            return
        for mention in line.mentions:
            if mention.kind is not MentionKind.DATE or not _MONTH.fullmatch(mention.normal):
                continue
            if _CLOSES.search(line.text, max(0, mention.start - 3), mention.start):
                continue
            closing = mention.normal.endswith("-12") and mention.text.endswith(("底", "末"))
            if not closing and not any(self._holds(one, mention) for one in self._dated):
                continue  # entered nowhere, which is told of it by itself
            other = self._by_number(line, mention, traces) or self._by_words(line, mention)
            if other is not None:
                yield self._found(line, mention, other)

    def _by_number(self, line: Line, mention: Mention, traces: Traces) -> _Dated | None:
        """The entered sentence that a number of the clause was taken from, if it has another date."""
        clause = line.parts.at(mention.start)
        held: list[_Dated] = []
        for number, trace in traces.values():
            if line.parts.at(number.start) != clause or number.start < mention.end:
                continue
            for statement in trace.statements:
                held += [
                    one for one in self._dated
                    if one.fact == statement.fact and statement.words and one.start <= statement.start < one.end
                ]  # fmt: skip
        if not held or any(self._holds(one, mention) for one in held):
            return None
        return held[0]

    def _by_words(self, line: Line, mention: Mention) -> _Dated | None:
        """The entered sentence that the clause is about, if it has another date and nothing like it has this one."""
        own = self._words(line, mention)
        weights = self._index.weights
        shared = {id(one): sum(weights.get(pair, 0.0) for pair in sorted(own & one.pairs)) for one in self._dated}
        best = max(self._dated, key=lambda one: shared[id(one)])
        bits = shared[id(best)]
        whole = sum(weights.get(pair, 0.0) for pair in sorted(best.pairs))
        if bits < _ENOUGH or bits < whole * _MOST_OF or self._holds(best, mention):
            return None
        same = max((shared[id(one)] for one in self._dated if self._holds(one, mention)), default=0.0)
        return best if bits > same * _OTHER else None

    def _words(self, line: Line, mention: Mention) -> frozenset[str]:
        parts = line.parts
        clause = parts.at(mention.start)
        start, end = parts.starts[clause], parts.ends[clause]
        beside = line.text[start : mention.start] + "，" + line.text[mention.end : end]
        if clause + 1 < len(parts.starts) and parts.sentences[clause + 1] == parts.sentences[clause]:
            following = parts.starts[clause + 1], parts.ends[clause + 1]
            if not any(one.kind in _DATES and following[0] <= one.start < following[1] for one in line.mentions):
                beside += line.text[slice(*following)]
        return frozenset(name_pairs(beside)) - GENERAL_WORDS

    def _holds(self, one: _Dated, mention: Mention) -> bool:
        return any(_same(known, mention.normal) for known in one.normals)

    def _found(self, line: Line, mention: Mention, other: _Dated) -> Finding:
        offset = line.passage.start
        return finding(
            "DATE_NOT_IN_DATA", mention.text, offset + mention.start, offset + mention.end,
            f"“{mention.text}”与填报的日期不同，填报的是“{other.text}”",
            suggestion="请核对日期", facts=(other.fact,), ledger=self._index.ledger,
        )  # fmt: skip


def _dated(fact: Fact, index: FactIndex) -> Iterator[_Dated]:
    """The sentences of the fact that hold a date with a month; all dates of an indicator are one."""
    if fact.derived or not fact.text or not _DATED.search(fact.text):
        return
    head = fact.id.rpartition(".")[0]
    whole = head.startswith("indicator.") and fact.role in {Role.TARGET, Role.ACTUAL}
    texts = [fact.text] if whole else [one[0] for one in _SENTENCE.finditer(fact.text)]
    others = [index.ledger.get(f"{head}.{last}") for last in ("target_value", "actual_value", "previous_actual")]
    start = 0
    for text in texts:
        held = [text, *(one.text for one in others if whole and one is not None)]
        mentions = [one for words in held for one in scan(words).mentions if one.kind in _DATES and one.normal]
        name = fact.subject if whole or head.startswith("indicator.") else ""
        normals = frozenset(part for one in mentions for part in one.normal.split("/") if _MONTH.fullmatch(part))
        start = fact.text.find(text, start)
        if normals:
            words = frozenset(name_pairs(name if whole else text)) - GENERAL_WORDS
            yield _Dated(fact.id, text.strip("，。； "), normals, words, start, start + len(text))


_DATES = frozenset({MentionKind.DATE, MentionKind.DATE_RANGE})


def _same(known: str, told: str) -> bool:
    """Whether the two may be one date: with a year or without, to the day or the month."""
    first, second = _MONTH.fullmatch(known), _MONTH.fullmatch(told)
    if first is None or second is None:
        return False
    years = {first["year"], second["year"]} - {"XXXX"}
    if len(years) > 1:
        return False
    longer, shorter = sorted((first["rest"], second["rest"]), key=len, reverse=True)
    return longer == shorter or longer.startswith(f"{shorter}-")
