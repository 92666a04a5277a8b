"""The numbers that a share or a figure for each may be worked out from, in an order of nearness (由近及远).

At hand are the number told last and what the clause names; near what was told in the passage and what was entered
together with it; then what was entered in the same rows; then every number of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.sentences.money_lines import says
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Evidence, Line
from reportgen.checking.sentences.sureness import ENOUGH, LITTLE
from reportgen.checking.tracing.asked import Each
from reportgen.checking.tracing.derivations import NO_COUNTS
from reportgen.checking.tracing.figures_told import kindred
from reportgen.checking.tracing.objections import statement_part
from reportgen.checking.tracing.resolved import Resolved
from reportgen.language.words import GENERAL_WORDS, name_pairs
from reportgen.model.facts import Role

AT_HAND, NEAR, OF_THE_ROWS, ANYWHERE = range(4)
_MOST_TOLD = 12
_IN_FULL = 0.99  # share of the name that stands in the clause
_MOST_NAMED = 12
_MOST_HELD = 400
_WHOLE_STAFF = "staff.合计"
_HELD = frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.TEXT, Role.COUNT, Role.PREVIOUS, Role.DIFFERENCE})
_BUDGETED = frozenset({Role.BUDGET, Role.ORIGINAL_BUDGET})
_OF_MANY = frozenset({"‰", "‱"})  # 受害率0.2‰，不到控制线的一半
_NO_PARTS = frozenset({"share", "percentage point", "date", "times as much"})
_ALL = Decimal(100)
_INEXACT = Decimal("1e-12")  # of a quotient
_SEMICOLON = re.compile(r"[；;。]")
_TOLD_AGAIN = re.compile(r"(?:以上|左右|[强多])?[，（(](?:即|也?就是|一?共|计|有|为|达)?")
_THE_REST = re.compile(r"(?:以上|左右|[多强])?[，；。](?:其余|余下|剩下|剩余|另外|其他)的?")
_LEFT_OVER = re.compile(r"结余|结转|剩|没花|没用|未支出|没有支出")
_NOTHING = Evidence(0.0, 0.0)
_SPENDING = re.compile(r"支出|预算|结余|结转|花[出掉]?去?了?的")


@dataclass(frozen=True, slots=True)
class Part:
    """A number that a figure may be worked out from, or the figure; and how far it was looked for."""

    statement: Statement
    tier: int
    noun: str = ""  # what stands behind it in the line


class Parts:
    """Looks for parts in one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._budget = [key for key in index.subjects if key.startswith("budget.")]
        self._staff = [key for key in index.subjects if key.startswith("staff.")]
        words: dict[str, set[str]] = {}
        for subject in index.subjects.values():
            words.setdefault(subject.statements[0].thing, set()).update(subject.pairs)
        projects = [key for key in index.subjects if key.startswith("project.") and key in words]
        self._projects = {key: words[key] for key in projects}

    def named(self, words: str, evidence: Mapping[str, Evidence]) -> Iterator[Part]:
        """What the *words* of a clause name: staff, a line of the budget, things by the *evidence* for them."""
        keys = [key for key in self._staff if key.removeprefix("staff.") in words]
        keys += [key for key in self._budget if says(key, words)]
        yield from (Part(one, AT_HAND) for one in self._of(keys) if _nameable(one))
        named = sorted(((one.here, key) for key, one in evidence.items() if one.here >= LITTLE), reverse=True)
        for here, key in named[:_MOST_NAMED]:
            surely = here == named[0][0] or (evidence[key].named >= _IN_FULL and here * 2 >= named[0][0])
            tier = AT_HAND if surely and here >= ENOUGH else NEAR
            yield from (Part(one, tier) for one in self._of([key]) if _nameable(one))

    def lines(self, words: str, told: Sequence[Part]) -> Iterator[Part]:
        """What the lines of the budget that the *words* name have of the budget told last: 预算4125万元，财政占84%."""
        last = told[0].statement if told else None
        if last is None or last.role not in _BUDGETED or not last.subject.startswith("budget."):
            return
        keys = [key for key in self._budget if says(key, words)]
        alike = (one for one in self._of(keys) if statement_part(one) == statement_part(last))
        yield from (Part(one, AT_HAND) for one in alike)

    def whole(self, words: str) -> list[Statement]:
        """What the *words* of a whole name: 项目结余, 编制, 受旱面积."""
        left = _LEFT_OVER.search(words) is not None
        lines = [key for key in self._budget if says(key, words)]
        if not lines and _SPENDING.search(words):
            lines = self._projects_named(words) or ["budget.total"]
        role = Role.BUDGET if "预算" in words else Role.EXPENDITURE
        found = [one for one in self._of(lines) if (statement_part(one) == "surplus" if left else one.role is role)]
        if "编制" in words:
            staff = [key for key in self._staff if key.removeprefix("staff.") in words] or [_WHOLE_STAFF]
            found += [one for one in self._of(staff) if one.role is Role.TARGET]
        if found:
            return found
        held = [set(self._index.postings.get(pair, ())) for pair in name_pairs(words) if pair not in GENERAL_WORDS]
        held = [keys for keys in held if keys]
        keys = set.intersection(*held) or set.union(*held) if held else set()
        named = [key for key in self._index.subjects if key in keys and key not in self._staff]
        return [one for one in self._of(named[:_MOST_NAMED]) if one.role in _HELD]

    def _projects_named(self, words: str) -> list[str]:
        """The projects that the *words* of a whole name: 地质灾害防治支出."""
        pairs = [pair for pair in name_pairs(words) if pair not in GENERAL_WORDS]
        held = [{key for key in self._index.postings.get(pair, ()) if key in self._projects} for pair in pairs]
        return sorted(set.intersection(*held)) if held else []

    def counts(self, asked: Each, told: Sequence[Part], evidence: Mapping[str, Evidence]) -> Iterator[Part]:
        """The numbers of such things: at hand the last told and what the sentence is about; then any told, any."""
        counted = [one for one in told if self._counts(one.statement, asked) or _is_of(one, asked)]
        counted = [
            one for one in counted if one.statement.role is not Role.DIFFERENCE
        ] or counted  # 64场，多12场: of 64
        yield from (Part(one.statement, max(one.tier, NEAR) if at else AT_HAND) for at, one in enumerate(counted))
        if asked.unit is not None and asked.unit.dimension == "person":
            yield from (Part(one, NEAR) for one in self._of([_WHOLE_STAFF]) if one.role is Role.ACTUAL)
        for dimension, (_, every) in self._index.by_dimension.items():
            if dimension in NO_COUNTS or len(every) > _MOST_HELD:
                continue
            held = [one for one in every if (one.role in _HELD or _told_of(one)) and not one.derived]
            alike = [one for one in held if self._counts(one, asked)]
            only = asked.unit is not None and asked.unit.dimension == dimension and len({one.low for one in alike}) == 1
            for one in alike:
                found = evidence.get(one.subject)
                here = only or (found is not None and found.score >= ENOUGH)
                yield Part(one, AT_HAND if here else OF_THE_ROWS)
            if asked.unit is None:  # 平均每个孩子 of the children by another name
                yield from (Part(one, ANYWHERE) for one in held)

    def _counts(self, statement: Statement, asked: Each) -> bool:
        """Whether it is a number of such things: by its measure word, or by the name of what it counts: 单车."""
        if statement.unit.dimension in NO_COUNTS or statement.low != statement.high:
            return False
        if asked.general and statement.unit.dimension == "个":
            return True
        if asked.unit is not None:
            once = asked.unit.symbol == "次" and statement.unit.symbol.endswith("次")
            return once or kindred(asked.unit.dimension, statement.unit.dimension)
        subject = self._index.subjects.get(statement.subject)
        return subject is not None and asked.thing[:2] in subject.name

    def paid_for(self, counts: Sequence[Statement], evidence: Mapping[str, Evidence]) -> Iterator[Part]:
        """What the project spent whose words are most alike those of the things counted and of the sentence."""
        weights, subjects = self._index.weights, self._index.subjects
        counted = {pair for one in counts[:1] if one.subject in subjects for pair in subjects[one.subject].pairs}
        alike = {
            key: sum(weights[pair] for pair in sorted(counted & words))
            + (evidence[key].score if key in evidence else 0.0)
            for key, words in self._projects.items()
        }
        best = max(alike.values(), default=0.0)
        keys = [key for key in alike if alike[key] == best and best >= LITTLE]
        yield from (Part(one, NEAR) for one in self._of(keys) if one.role is Role.EXPENDITURE and not one.derived)

    def beside(self, parts: Iterable[Part]) -> Iterator[Part]:
        """What was entered in the rows of *parts*: near if together with them; of staff only the whole."""
        near = [one.statement for one in parts][:_MOST_TOLD]
        for one in tuple(near):  # the same number in an entered text has others beside it, too
            alike = self._index.near(one.unit.dimension, one.low, one.low, _MOST_NAMED)
            near += [other for other in alike if other.words and other.role in _HELD]
        for row in dict.fromkeys(one.thing for one in near):
            if row == "staff":
                yield from (Part(one, NEAR) for one in self._of([_WHOLE_STAFF]) if one.role is Role.ACTUAL)
                continue
            for one in self._index.things.get(row, ()):
                if one.role in _HELD:
                    yield Part(one, NEAR if any(self._together(one, other) for other in near) else OF_THE_ROWS)

    def planned(self, parts: Iterable[Part]) -> Iterator[Part]:
        """What was planned in the rows of *parts*: 建成9个，完成四分之三."""
        for row in dict.fromkeys(one.statement.thing for one in parts):
            planned = (one for one in self._index.things.get(row, ()) if one.role is Role.TARGET)
            yield from (Part(one, AT_HAND) for one in planned)

    def told_behind(self, line: Line, reading: Reading) -> Iterator[Part]:
        """The number right behind a share, which tells it again: 孩子占三分之一，24.7万人次."""
        end = max(reading.mention.end, reading.mention.phrase_end)
        behind = next((one for one in line.mentions if one.start >= end), None)
        span = span_of(behind) if behind is not None and behind.is_claim else None
        if behind is None or span is None or not _TOLD_AGAIN.fullmatch(line.text, end, behind.start):
            return
        near = self._index.near(behind.unit.dimension, span[0], span[1], _MOST_NAMED)
        yield from (Part(one, AT_HAND) for one in near if one.role in _HELD)

    def of_row(self, key: str, part: str) -> Statement | None:
        """The figure of that kind which was entered or derived for a row."""
        held = (one for one in self._of([key]) if statement_part(one) == part and not one.words)
        return next((one for one in held if one.low == one.high), None)

    def with_rest(self, line: Line, reading: Reading, part: Statement) -> Sequence[Statement]:
        """What the *part* and the rest right behind are together, where that was entered: 618件，近九成，余下75件."""
        end = max(reading.mention.end, reading.mention.phrase_end)
        behind = next((one for one in line.mentions if one.start >= end and one.is_claim), None)
        rest = span_of(behind) if behind is not None else None
        if behind is None or rest is None or not _THE_REST.fullmatch(line.text, end, behind.start):
            return []
        whole = part.low + rest[0]
        return self._index.near(part.unit.dimension, whole, whole, _MOST_NAMED) if rest[0] == rest[1] else []

    def parts_of_one(self, one: Statement, other: Statement) -> bool:
        """Whether the two were entered as parts of one larger: 吞吐1.16亿吨，其中煤炭2650万吨、粮食1130万吨."""
        if not self._together(one, other):
            return False
        held = [first for first in self._index.things[one.thing] if first.unit.dimension == other.unit.dimension]
        first = min(one.start, other.start)
        return any(whole.low > other.low and whole.start < first and self._together(whole, other) for whole in held)

    def next_to(self, counts: Iterable[Part], dimension: str) -> Iterator[Part]:
        """The first number of that kind behind a count in the entered text that tells of it: 培训96期，学员2880人."""
        for count in counts:
            one = count.statement
            for told in (one, *self._index.near(one.unit.dimension, one.low, one.low, _MOST_NAMED)):
                if told.words:
                    behind = [other for other in self._index.things.get(told.thing, ()) if self._together(told, other)]
                    behind = [other for other in behind if other.start > told.start]
                    behind = [other for other in behind if kindred(dimension, other.unit.dimension)]
                    yield from (Part(other, AT_HAND) for other in sorted(behind, key=lambda one: one.start)[:1])

    def before(self, told: Iterable[Part], evidence: Mapping[str, Evidence]) -> Iterator[tuple[Part, Part]]:
        """The numbers *told*, each with what it was last year (上年) where that was entered."""
        for one in told:
            own = one.statement
            alike = self._index.near(own.unit.dimension, own.low, own.low, _MOST_NAMED) if own.words else ()
            for key in dict.fromkeys((own.subject, *(other.subject for other in alike if not other.derived))):
                subject = self._index.subjects.get(key)
                held = [other for other in subject.statements if other.role is Role.PREVIOUS] if subject else []
                yield from ((one, Part(other, one.tier)) for other in held if not other.derived)
            if own.words:
                keys = [key for key in self._index.previous if evidence.get(key, _NOTHING).score >= LITTLE]
                yield from ((one, Part(other, one.tier)) for other in self._of(keys) if _counts_alike(own, other))

    def wholes(self, done: Sequence[Resolved]) -> Iterator[Part]:
        """What the shares that were told last are of, where the text told only the part: 52.1万人次，占54.05%."""
        for one, behind in pairwise(done[-_MOST_TOLD:]):
            part, share = one.statement, behind.statement
            if one.true and behind.true and share.derived and share.unit.symbol == "%" and 0 < share.low < _ALL:
                whole = part.low / share.low * 100
                bounds = whole * (1 - _INEXACT), whole * (1 + _INEXACT)
                held = self._index.near(part.unit.dimension, *bounds, _MOST_NAMED)
                yield from (Part(other, NEAR) for other in held if other.role in _HELD and not other.derived)

    def _together(self, one: Statement, other: Statement) -> bool:
        """Whether both stand in one part of an entered text, between semicolons."""
        if not one.words or one.fact != other.fact:
            return False
        first, last = sorted((one.start, other.start))
        return not _SEMICOLON.search(self._index.ledger[one.fact].text, first, last)

    def of_kind(self, dimension: str) -> Iterator[Part]:
        """Every number in that dimension, where there are not too many."""
        held = self._index.by_dimension.get(dimension, ((), ()))[1]
        if len(held) <= _MOST_HELD:
            yield from (Part(one, ANYWHERE) for one in held if one.role in _HELD)

    def _of(self, keys: Iterable[str]) -> Iterator[Statement]:
        for key in keys:
            if key in self._index.subjects:
                yield from self._index.subjects[key].statements


def _told_of(one: Statement) -> bool:
    """Whether a text tells of it that is no plan: 编制床位320张."""
    return bool(one.words) and not one.of_plan


def _counts_alike(one: Statement, other: Statement) -> bool:
    return one.unit.dimension == other.unit.dimension


def _nameable(one: Statement) -> bool:
    """Whether a name alone may mean it: what was entered, and what is left over beside what is left over in all."""
    return one.role in _HELD and (not one.derived or statement_part(one) == "surplus")


def _is_of(told: Part, asked: Each) -> bool:
    """Whether the line itself calls what was counted so: 10个监管所，平均每所……."""
    return told.statement.unit.dimension not in NO_COUNTS and asked.thing[0] in told.noun


def told_before(text: str, done: Sequence[Resolved]) -> list[Part]:
    """The true numbers before in the line of that *text*, the last first, with the nouns behind them."""
    found = []
    for told in reversed(done[-_MOST_TOLD:]):
        one, unit = told.statement, told.statement.unit
        if told.true and one.low == one.high and (unit.dimension not in _NO_PARTS or unit.symbol in _OF_MANY):
            noun = _NOUN.match(text, told.at) if told.at >= 0 else None
            ahead = _NOUN_BEFORE.search(text, max(0, told.at - _NEAR_NOUN), told.at) if told.at >= 0 else None
            found.append(Part(one, NEAR, (noun["noun"] if noun else "") + (ahead[0] if ahead else "")))
    return found


_NEAR_NOUN = 2
_NOUN_BEFORE = re.compile(r"[站所队馆校村厂店井库]$")  # 消防救援站14个，平均每站……
_NOUN = re.compile(r"[\d.,]+(?P<noun>[^，。；：、\d]{0,8})")


def first_at_hand(told: Sequence[Part], dimension: str = "") -> list[Part]:
    """Those that may be averaged in *dimension*, or all, the first of them at hand."""
    held = [one for one in told if not dimension or kindred(dimension, one.statement.unit.dimension)]
    return [Part(held[0].statement, AT_HAND), *held[1:]] if held else []


def farther(one: Part) -> Part:
    """The same, one step farther and not at hand."""
    return Part(one.statement, min(max(one.tier, NEAR) + 1, ANYWHERE))
