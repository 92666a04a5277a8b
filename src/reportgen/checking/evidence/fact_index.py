"""Facts, indexed by the words of their subjects and by value, so that tracing does not slow down as facts grow."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import compress, count

from reportgen.checking.evidence.declared import all_statements
from reportgen.checking.evidence.statements import Statement
from reportgen.language.cue_words import cue_words
from reportgen.language.words import GENERAL_WORDS, name_pairs
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.quantities.mention import MentionKind
from reportgen.quantities.mentions import scan

_MOST_SUBJECTS = 120  # a pair of characters in more subjects than this names none of them
_FEWEST = 40  # subjects assumed at least, so that the words of a small ledger still weigh something
_GENERAL_WEIGHT = 0.15
_HEAD = 3
_FEW_HEADS = 100
_BUDGET_WORDS = {
    "total": "部门整体支出", "fiscal": "财政拨款", "other": "其他资金", "basic": "基本支出", "project": "项目支出",
}  # fmt: skip
_NAME_UP = re.compile(r"增长|增加|上升|增幅|增收")
_NAME_DOWN = re.compile(r"下降|降低|减少|压减|降幅|压降|减量")


@dataclass(frozen=True, slots=True)
class Subject:
    """What facts are about: an indicator, a budget line, a project, or the clause of a text fact."""

    key: str
    name: str
    pairs: Mapping[str, float]
    weight: float
    statements: tuple[Statement, ...]
    textual: bool
    by_dimension: Mapping[str, Sequence[Statement]]  # the statements by their measure
    entered: frozenset[Decimal]  # the values that were entered, in base units and as written


@dataclass(frozen=True, eq=False)
class FactIndex:
    """The statements of a ledger by subject, by word and by value."""

    ledger: FactLedger
    subjects: Mapping[str, Subject]
    postings: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, float]
    by_dimension: Mapping[str, tuple[Sequence[Decimal], Sequence[Statement]]]
    names: Mapping[str, tuple[str, ...]]  # the first characters of the entered names that hold a number
    cue_names: Mapping[str, tuple[str, ...]]
    cue_parts: frozenset[str]  # the cue words in these names, with a character on either side
    full_names: Mapping[str, tuple[tuple[str, str], ...]]
    heads: frozenset[str]  # the first characters of these
    year: int | None
    naming: frozenset[str]  # the pairs in the names of subjects, without those only in clauses of texts
    things: Mapping[str, tuple[Statement, ...]]  # the statements by what they were entered for, see Statement.thing
    previous: tuple[str, ...] = ()  # the keys of the numbers of last year (上年数据)
    normals: frozenset[str] = field(default_factory=frozenset)  # normal forms of dates and numbers in names

    def names_in(self, text: str) -> tuple[str, ...]:
        """The entered names with a number in them that may stand in *text*."""
        if not self.names:
            return ()
        found: dict[str, None] = {}
        for at in _heads(text, self.names):
            for name in self.names[text[at : at + _HEAD]]:
                if name not in found and text.startswith(name, at):
                    found[name] = None
        return tuple(found)

    def named_in(self, text: str) -> Iterator[tuple[int, str]]:
        """Where indicators and projects stand in *text* by their full names, and which."""
        yield from ((start, key) for start, _, key in self.full_names_in(text, self.heads_in(text)))

    def heads_in(self, text: str) -> Sequence[int]:
        """Where names of indicators and projects may begin in *text*."""
        return _heads(text, self.heads)

    def full_names_in(self, text: str, heads: Sequence[int]) -> Iterator[tuple[int, int, str]]:
        """The same with the ends of the names; at each place of :meth:`heads_in` the longest."""
        last = 0
        for at in heads:
            if at < last:
                continue
            names = self.full_names.get(text[at : at + _HEAD], ())
            held = [(name, key) for name, key in names if text.startswith(name, at)]
            if held:
                last = at + max(len(name) for name, _ in held)
                yield from ((at, last, key) for name, key in held if at + len(name) == last)

    def cue_names_in(self, text: str, heads: Sequence[int]) -> Iterator[str]:
        """The entered names that hold a cue word (重点研发计划) and may stand in *text*, at :meth:`heads_in`."""
        for at in heads:
            yield from self.cue_names.get(text[at : at + _HEAD], ())

    def near(self, dimension: str, low: Decimal, high: Decimal, most: int) -> Sequence[Statement]:
        """Up to *most* statements of *dimension* with a value from *low* to *high*."""
        values, held = self.by_dimension.get(dimension, ((), ()))
        first, last = bisect_left(values, low), bisect_right(values, high)
        return held[first : min(last, first + most)]


def _heads(text: str, names: Collection[str]) -> Sequence[int]:
    """Where the first characters of one of the *names* stand: a few are looked for, of many each place is asked."""
    if len(names) <= min(len(text), _FEW_HEADS):
        return sorted(at for head in names for at in _places(text, head))
    heads = map("".join, zip(text, text[1:], text[2:], strict=False))  # of three characters each
    return list(compress(count(), map(names.__contains__, heads)))


def _places(text: str, head: str) -> Iterator[int]:
    at = text.find(head)
    while at >= 0:
        yield at
        at = text.find(head, at + 1)


def build_fact_index(ledger: FactLedger) -> FactIndex:
    """The index of *ledger*; built once, used for any number of texts."""
    grouped: dict[str, list[Statement]] = {}
    for statement in all_statements(ledger):
        grouped.setdefault(statement.subject, []).append(statement)
    names = {key: _name_of(key, members, ledger) for key, members in grouped.items()}
    pairs = {key: name_pairs(name) for key, name in names.items()}
    counts: dict[str, set[str]] = {}
    for key, members in pairs.items():
        for pair in members:
            counts.setdefault(pair, set()).add(names[key])
    weights = _weights(counts, len(set(names.values())))
    subjects: dict[str, Subject] = {}
    postings: dict[str, list[str]] = {}
    for key, held in grouped.items():
        own = {pair: weights[pair] for pair in pairs[key] if pair in weights}
        subjects[key] = _subject(key, names[key], own, held)
        for pair in own:
            postings.setdefault(pair, []).append(key)
    year = ledger.get("department.year")
    things: dict[str, list[Statement]] = {}
    for subject in subjects.values():
        for statement in subject.statements:
            things.setdefault(statement.thing, []).append(statement)
    cue_names, full_names = _cue_names(subjects), _full_names(subjects)
    return FactIndex(
        ledger=ledger, subjects=subjects,
        postings={pair: tuple(keys) for pair, keys in postings.items() if len(keys) <= _MOST_SUBJECTS * 3},
        weights=weights, by_dimension=_by_value(subjects), names=_numbered_names(ledger),
        cue_names=cue_names, cue_parts=_cue_parts(cue_names), full_names=full_names,
        heads=frozenset(cue_names) | frozenset(full_names),
        naming=frozenset(
            pair for subject in subjects.values() if not subject.textual for pair in subject.pairs
            if pair not in GENERAL_WORDS
        ),
        previous=tuple(key for key in subjects if key.startswith("previous.")),
        things={thing: tuple(held) for thing, held in things.items()},
        year=int(year.quantity.value) if year and year.quantity else None,
        normals=_with_ends(_with_years(statement for held in grouped.values() for statement in held))
        | _dates_in_names(ledger),
    )  # fmt: skip


def _subject(key: str, name: str, pairs: Mapping[str, float], held: Sequence[Statement]) -> Subject:
    directed = tuple(_directed(statement, name) for statement in held)
    by_dimension: dict[str, list[Statement]] = {}
    for one in directed:
        by_dimension.setdefault(one.unit.dimension, []).append(one)
    return Subject(
        key, name, pairs, sum(pairs.values()), directed, key.startswith("text:"), by_dimension,
        frozenset(value for one in directed if not one.derived for value in (one.low, one.low / one.unit.factor)),
    )  # fmt: skip


def _dates_in_names(ledger: FactLedger) -> frozenset[str]:
    """The dates that stand in short entered fields, such as the day of the report."""
    return frozenset(
        mention.normal
        for fact in ledger.values()
        if fact.role is Role.NAME and fact.quantity is None and ("日" in fact.text or "月" in fact.text)
        for mention in scan(fact.text).mentions
        if mention.normal and mention.kind in {MentionKind.DATE, MentionKind.DATE_RANGE}
    )


def _with_ends(normals: Iterable[str]) -> frozenset[str]:
    """The *normals* with the first and the last day or month of each period: 自2024年1月起 of 2024年1月至2月."""
    held = frozenset(normals)
    return held | {end for one in held if "/" in one for end in one.split("/")}


_YEAR = re.compile(r"20\d\d(?!\d)")


def _with_years(held: Iterable[Statement]) -> Iterator[str]:
    """The dates of texts, with the year told last before them, too: 2025年评标420个，3月底前接通 is of 2025-03."""
    fact, year = "", ""
    for one in sorted((one for one in held if one.normal), key=lambda one: (one.fact, one.start)):
        year = "" if one.fact != fact else year
        fact = one.fact
        if one.unit.dimension == "date" and _YEAR.match(one.normal):
            year = one.normal[:4]
        elif year and one.words:
            yield one.normal.replace("XXXX", year)
        yield one.normal


def _weights(counts: Mapping[str, set[str]], subjects: int) -> dict[str, float]:
    many = max(subjects, _FEWEST)
    return {
        pair: math.log2(1 + many / len(found)) * (_GENERAL_WEIGHT if pair in GENERAL_WORDS else 1)
        for pair, found in counts.items()
        if len(found) <= max(_MOST_SUBJECTS, 0)
    }


def _directed(statement: Statement, name: str) -> Statement:
    """A rate of growth states a rise, a rate of decrease a fall."""
    if statement.direction or statement.derived or statement.words or statement.unit.dimension != "share":
        return statement
    if statement.low < 0:
        return statement
    direction = 1 if _NAME_UP.search(name) else -1 if _NAME_DOWN.search(name) else 0
    return replace(statement, direction=direction) if direction else statement


def _name_of(key: str, members: Sequence[Statement], ledger: FactLedger) -> str:
    first = members[0]
    if first.words:
        return first.words
    if key.startswith("budget."):
        return "".join(_BUDGET_WORDS.get(part, part) for part in key.removeprefix("budget.").split("-"))
    fact = ledger[first.fact]
    if key.startswith(("count.", "previous.", "form.")) or key in {
        "score",
        "score.execution",
        "score.indicators",
        "projects",
    }:
        return _label(key, fact)
    if key == "department.subordinate_units":
        return "下属单位"
    if key.startswith("indicator."):
        entered = ledger.get(f"{key}.name")
        described = ledger.get(f"{key}.description")
        name = entered.text if entered else fact.subject
        return f"{name} {described.text}" if described and len(described.text) <= 30 else name
    return f"{fact.subject} {fact.label}" if key.startswith("staff.") else fact.subject or fact.label


def _label(key: str, fact: Fact) -> str:
    if key == "score":
        return "自评总分"
    if key == "score.execution":
        return "预算执行率得分"
    if key == "score.indicators":
        return "绩效指标得分"
    return f"{fact.subject} {fact.label}".strip()


def _by_value(subjects: Mapping[str, Subject]) -> dict[str, tuple[list[Decimal], list[Statement]]]:
    groups: dict[str, list[Statement]] = {}
    for subject in subjects.values():
        for statement in subject.statements:
            groups.setdefault(statement.unit.dimension, []).append(statement)
    found = {}
    for dimension, held in groups.items():
        held.sort(key=lambda statement: statement.low)
        found[dimension] = ([statement.low for statement in held], held)
    return found


_HOLDS_NUMBER = re.compile(r"[0-9０-９一二三四五六七八九十百千万两零〇Ⅰ-Ⅻ]")


def _full_names(subjects: Mapping[str, Subject]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Names by their first characters; one that very many subjects share names none of them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, subject in subjects.items():
        if key.startswith(("project.", "indicator.")) and len(subject.name) > _HEAD:
            found.setdefault(subject.name[:_HEAD], []).append((subject.name, key))
    return {head: tuple(names) for head, names in found.items() if len(names) <= _MOST_SUBJECTS}


def _cue_names(subjects: Mapping[str, Subject]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, subject in subjects.items():
        if key.startswith(("project.", "indicator.")) and len(subject.name) >= 4 and cue_words(subject.name):
            found.setdefault(subject.name[:_HEAD], {})[subject.name] = None
    return {head: tuple(names) for head, names in found.items()}


def _cue_parts(cue_names: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """信承诺签 of 考生诚信承诺签订率: part of a name, however much of it a text says."""
    names = [name for held in cue_names.values() for name in held]
    words = ((name, word) for name in names for word in cue_words(name))
    return frozenset(
        name[word.start - 1 : word.end + 1] for name, word in words if word.start > 0 and word.end < len(name)
    )


def _parts_unread(name: str) -> Iterator[str]:
    """The words of a name whose numeral cannot be read by itself, and which texts use alone: 两癌筛查."""
    for word in scan(name).unreadable:
        part = name[word.start : word.end + 3]
        if len(part) - len(word.text) >= 2:
            yield part


def _numbered_names(ledger: FactLedger) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for fact in ledger.values():
        named = (fact.text,) if fact.role is Role.NAME and fact.quantity is None else ()
        for name in (*named, fact.subject):
            if len(name) >= 4 and _HOLDS_NUMBER.search(name) and not name[0].isdigit():
                found.setdefault(name[:_HEAD], {})[name] = None
                for part in _parts_unread(name):
                    found.setdefault(part[:_HEAD], {})[part] = None
    return {head: tuple(sorted(names, key=len, reverse=True)) for head, names in found.items()}
