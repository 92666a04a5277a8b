"""Sums over rows that the words name by short names (简称合计): 采编播和融媒体平台两块, 其余三个项目, 两条线.

Each row must hold the figure that the words tell of; where a short name names it, the digits must prove the sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from reportgen.checking.evidence.chance import UNLIKELY, chance
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import digits_told, states
from reportgen.checking.sentences.money_lines import says
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.roles import roles_for
from reportgen.checking.sentences.subjects import Evidence, Line, first_joined
from reportgen.checking.sentences.sureness import LITTLE
from reportgen.checking.tracing.derivations import figure
from reportgen.checking.tracing.objections import statement_part
from reportgen.checking.tracing.resolved import Resolved
from reportgen.checking.tracing.short_names import named_shortly, rows_of
from reportgen.language.words import name_pairs
from reportgen.model.facts import Role

_ROWS = ("project.", "indicator.")
_MOST = 6
_FEWEST = 2
_MOST_NAMED = 4
_PROVING_DIGITS = 4
_TELLING_DIGITS = 2
_FEW_LETTERS = 2
_ITEMS = re.compile(
    r"(?P<items>[\u4e00-\u9fff]{2,12}?(?:[、和与及][\u4e00-\u9fff]{2,12}?)+)(?:这?[两二三四五六][个项笔块者](?:项目|指标)?|未完成|，)*"
    r"(?:合计|共计?|总共|一共|加起来)"
)
_NEVER_SUMMED = frozenset({Role.RATE, Role.TARGET, Role.PREVIOUS})
_LINES = (("fiscal", "other"), ("basic", "project"))
_OTHERS = re.compile(r"其余|其他|其它|另外|剩下|余下|剩余|别的")
SEVERAL = re.compile(rf"[两二三四五六2-6](?:个|项|样|块|笔|类|条|股|种)|(?:{_OTHERS.pattern})[^，。；]{{0,4}}项目")
_OF_PROJECTS = re.compile(r"项目|[两三四五六2-6][个项]")


def sum_of_named(
    line: Line, reading: Reading, done: Sequence[Resolved], clause: str, index: FactIndex
) -> Statement | None:
    """The sum over the rows that the *clause* lists or names shortly, over the other projects, or over two lines."""
    words, may = clause + reading.tail, roles_for(line, reading).may
    for kind in _ROWS:
        rows = listed(clause, index, kind)
        found = total(rows, reading, words, may, index) if len(rows) >= _FEWEST else None
        if found is not None:
            return found
    if digits_told(reading.mention) < _TELLING_DIGITS or reading.mention.unit.dimension != "money":
        return None
    opening = line.parts.starts[line.parts.first_of(first_joined(line, reading.clause))]
    sentence = line.text[opening : reading.mention.start]
    for group in _short_rows(done, clause, sentence, index):
        for said in dict.fromkeys((words, sentence + reading.tail)):
            found = total(group, reading, said, may, index)
            if found is not None:
                return found
    return None


def _short_rows(done: Sequence[Resolved], clause: str, sentence: str, index: FactIndex) -> Iterator[Sequence[str]]:
    """The groups of rows that the words may mean."""
    for both in _LINES:
        if all(says(f"budget.{one}", clause) for one in both):
            yield [f"budget.{one}" for one in both]
    if _OTHERS.search(clause) and _OF_PROJECTS.search(clause):
        named = {*named_shortly(sentence, index, "project."), *(one.statement.subject for one in done if one.at >= 0)}
        others = [key for key in rows_of(index, "project.") if key not in named]
        if len(others) >= _FEWEST:
            yield others
        return
    for words in (clause, sentence):
        rows = named_shortly(words, index, "project.")
        if len(rows) >= _FEWEST:
            yield rows


def in_turn_of_named(line: Line, reading: Reading, index: FactIndex) -> Statement | None:
    """设备购置与学生资助两个项目分别调增290万元和200万元: the figure of the project in that place of the list."""
    if reading.many < _FEWEST or reading.mention.unit.dimension != "money":
        return None
    before = line.text[line.parts.opening(reading.clause) : reading.mention.start]
    rows = named_shortly(before, index, "project.")
    if len(rows) != reading.many:
        return None
    may = roles_for(line, reading).may
    return total([rows[reading.place]], reading, before, may, index)


def listed(clause: str, index: FactIndex, kind: str) -> list[str]:
    """The rows that a list right before the sum names, each by words that no other row holds: 维修和节能."""
    run = _ITEMS.search(clause)
    rows: list[str] = []
    for item in re.split("[、和与及]", run["items"]) if run else ():
        own = name_pairs(item)
        pairs = [pair for pair in own if pair in index.postings]
        held = set.intersection(*(set(index.postings[pair]) for pair in pairs)) if pairs else set()
        known = [key for key in held if key.startswith(kind)]
        if len(known) != 1 or len(pairs) * 2 < len(own):
            return []
        rows += known
    return list(dict.fromkeys(rows))


def of_two_projects(
    line: Line, reading: Reading, words: str, may: frozenset[Role], index: FactIndex
) -> Statement | None:
    """康复和救助孩子加起来664.16万元: two projects of whose names the sentence holds letters, where digits prove it."""
    if reading.mention.unit.dimension != "money" or digits_told(reading.mention) < _PROVING_DIGITS:
        return None
    rows = [key for key in index.subjects if key.startswith("project.")]
    start = line.parts.opening(reading.clause)
    said = set(line.text[start : reading.mention.start])
    named = [key for key in rows if len(said & set(index.subjects[key].name)) >= _FEW_LETTERS][:_MOST]
    pairs = list(combinations(named, _FEWEST))
    if chance(reading.mention, len(pairs)) > UNLIKELY:
        return None
    totals = [total(pair, reading, words, may, index) for pair in pairs]
    return next((one for one in totals if one is not None), None)


def of_some_named(
    reading: Reading, words: str, may: frozenset[Role], index: FactIndex, evidence: Mapping[str, Evidence]
) -> Statement | None:
    """城乡低保和特困供养对象合计14813人: some rows whose words stand near, where digits prove it."""
    if digits_told(reading.mention) < _PROVING_DIGITS:
        return None
    named = sorted((-one.score, key) for key, one in evidence.items() if key.startswith(_ROWS) and one.score >= LITTLE)
    rows = [key for _, key in named[:_MOST]]
    several = [some for many in range(_FEWEST, _MOST_NAMED + 1) for some in combinations(rows, many)]
    if chance(reading.mention, len(several)) > UNLIKELY:
        return None
    totals = (total(some, reading, words, may, index) for some in several)
    return next((one for one in totals if one is not None), None)


def total(
    rows: Sequence[str], reading: Reading, words: str, may: frozenset[Role], index: FactIndex
) -> Statement | None:
    """The sum over the *rows* of a figure that all of them hold and the words tell of, if the number states it."""
    held = [[one for one in index.subjects[row].statements if _summable(one, reading, words, may)] for row in rows]
    for first in held[0]:
        part = statement_part(first)
        same = [next((one for one in own if statement_part(one) == part), None) for own in held]
        known = [one for one in same if one is not None]
        total = figure(first, sum((one.low for one in known), Decimal(0)), first.unit)
        if len(known) == len(rows) and states(reading.mention, total):
            return total
    return None


def _summable(statement: Statement, reading: Reading, words: str, may: frozenset[Role]) -> bool:
    """Whether the figure may be added up, and the words tell of such a figure."""
    if statement.unit.dimension != reading.mention.unit.dimension or statement.words or statement.low != statement.high:
        return False
    if statement.role in _NEVER_SUMMED or statement.unit.dimension in {"share", "percentage point"}:
        return False
    if statement.needs is not None:
        return statement.needs.search(words) is not None
    return statement.role in may
