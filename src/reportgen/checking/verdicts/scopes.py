"""What a verdict is said of (结论的范围): indicators named, listed or just told of, or a whole group of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.subjects import Evidence, Line, evidence_at
from reportgen.checking.tracing.traces import Trace
from reportgen.checking.verdicts.groups import Categories
from reportgen.checking.verdicts.lists import LIST_HEAD, NUMERALS, NamedItems
from reportgen.language.verdict_words import Claim, Reach, VerdictWord, verdict_words
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention

Traces = Mapping[int, tuple[Mention, Trace]]

NAMED = 0.6  # share of a subject's name from which the words name it
_LIKELY = 0.45
_MOST = 4
_MOST_ALIKE = 16
_SAID = 1.5  # bits of a clause from which it names something; the verdict's own words (完成) are less
_BY_FAR = 1.5  # times the words of one name, from which the clause means the other
_REST = re.compile(r"其余|其他|其它|另外|剩余|余下|除[^，。；]+[外]|之外|以外")
_WHOLE = re.compile(
    r"(?:各项|所有|全部|各个|各类|整体|年度|绩效|设定|既定|全年)(?:三级|绩效|年度|工作|主要|考核|自评)*(?:指标|任务|目标)|\d项(?:绩效)?(?:指标|任务)|(?<!级)指标(?:均|都|全|悉|无)"
)
_UP_TO_VERDICT = re.compile(r"(?:绩效)?(?:指标|任务|目标)?(?:达标|完成)?[，、]?(?:也|已|年度)?")
_PARTS = frozenset({"met", "exceeded", "missed", "undecided", "qualitative", "quantitative"})
_MANY = re.compile(r"(?:这|以上|上述)?(?:[两二三四五六七八九\d]{1,2}[项者个]|[两二三四]者|双方)(?:指标|任务|对象)?")
_LAST_CLAUSE = re.compile(r"[，。；：！]")
_NUMBERING = re.compile(r"^\s*[（(]?(?:\d+|[一二三四五六七八九十]+)[)）.．、是]+\s*")
_NAME_ENDS = re.compile(r"比|较|由|从|达|没|未|有所|明显|仍|已|也|虽|却|但|[0-9]|指标|任务|工作")
_THESE = re.compile(r"[均都皆]|双双")
_MANY_BEFORE = re.compile(r"(?P<many>[两二三四五六七八九\d]{1,2})[项者个]")


@dataclass(frozen=True, slots=True)
class Scope:
    """The *keys* of indicators a verdict is said of, each of them or (where not *listed*) one of them; or a *group*.

    *group* is the key of the counts of a group of indicators: count.indicators, count.category.产出指标.
    """

    keys: tuple[str, ...] = ()
    listed: bool = False
    group: str = ""
    rest: bool = False  # said of those that are not named: 其余各项


ATTAINED = frozenset({Claim.MET, Claim.MISSED, Claim.EXCEEDED, Claim.ALL_MET, Claim.NOT_EXCEEDED})
_NOTHING = Scope(rest=True)


class Scopes:
    """Finds what verdicts are said of, by one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._items = NamedItems(index)
        self._categories = Categories(index)

    def of(self, line: Line, word: VerdictWord, clause: int, traces: Traces) -> Scope:
        """What *word* in that *clause* is said of; nothing where that cannot be told."""
        start = max(line.text.rfind(mark, 0, word.start) for mark in "，。；：！") + 1
        before = line.text[start : word.start]
        if _REST.search(before):
            return _NOTHING
        quoted = tuple(one.key for one in line.named if one.quoted and one.clause == clause)
        if quoted:
            return Scope(quoted[:_MOST], len(quoted) > 1)
        every = word.reach is not Reach.PLAIN or word.claim is Claim.ALL_MET
        listed = self._items.listed(line, word)
        if listed:
            return Scope(listed, listed=True)
        both = self._categories.listed(before + word.text) if every else ()
        if both:
            return Scope(both, listed=True)
        these = self._these(line, word, before, traces) if every else ()
        if these:
            return Scope(these, listed=True)
        group = self._group(line, word, before, clause, traces) if every else ""
        if group:
            return Scope(group=group)
        beside = "" if before else self._told_right_before(start, traces)
        if beside:
            return Scope((beside,))
        evidence = evidence_at(line, clause, self._index)
        named = _best({key: found for key, found in evidence.items() if found.here >= _SAID}, NAMED)
        named = named and self._told_of(line, clause, _more_by_name(named, evidence), traces)
        told = self._told_before(line, word, before, traces) if every or _MANY.fullmatch(before) else ()
        if len(told) > 1 and (_MANY.fullmatch(before) or not named):
            return Scope(told, listed=True)
        if named:
            return Scope(named[:_MOST])
        near = _beside(line, word, clause, traces, self._index)
        if near:
            return Scope(near)
        carried = _best(evidence, NAMED)[:_MOST] or _as_well(_best(evidence, _LIKELY)[:1], evidence)
        carried = self._told_of(line, clause, carried, traces)
        return Scope(carried or self._in_part(line, before, start, clause, traces))

    def _told_right_before(self, start: int, traces: Traces) -> str:
        """The indicator whose actual value ends right before the clause: 培训326人，未达到年度目标."""
        for mention, trace in traces.values():
            if mention.end + 1 != start or not trace.statements:
                continue
            told = trace.statements[0]
            same = self._index.near(told.unit.dimension, told.low, told.low, _MOST_ALIKE) if told.unit.symbol else ()
            alike = [one.subject for one in (*trace.statements, *same) if one.role is Role.ACTUAL and not one.words]
            return next((key for key in alike if key.startswith("indicator.")), "")
        return ""

    def _in_part(self, line: Line, before: str, start: int, clause: int, traces: Traces) -> tuple[str, ...]:
        """The indicator that the words before a verdict name in part: 清淤任务圆满完成; 超限率明显回落，劣于目标."""
        words = before or _LAST_CLAUSE.split(line.text[: max(start - 1, 0)])[-1]
        words = _NAME_ENDS.split(LIST_HEAD.sub("", _NUMBERING.sub("", words)))[0]
        found = self._items.item(words)
        told = () if found else self._told_of(line, clause, self._items.named_in_part(words), traces)
        return (found,) if found else told if len(told) == 1 else ()

    def _group(self, line: Line, word: VerdictWord, before: str, clause: int, traces: Traces) -> str:
        """The group of indicators that the words name: 效益指标3项均……, 各项指标……"""
        words = before + word.text
        category = self._categories.named_last(words)
        count = self._total_before(line, word, traces)
        if count:
            return count
        if _counts_there(line, clause, traces):
            return ""
        if category:
            return category
        if _WHOLE.search(words) or (word.claim is Claim.ALL_MET and "指标" in line.text):
            key = self._categories.named_last(line.heading) if "指标" in line.heading else ""
            return key or "count.indicators"
        return ""

    def _these(self, line: Line, word: VerdictWord, before: str, traces: Traces) -> tuple[str, ...]:
        """The indicators told of just before 均 or 两项指标均, which begins a clause: A为95%，B为97%，均高于目标."""
        if _MANY.fullmatch(before):
            return self._told_before(line, word, before, traces)
        if before or not _THESE.match(word.text):
            return ()
        parts = line.parts
        start = parts.opening(parts.at(word.start))
        start = max(
            [start, *(one.end for one in verdict_words(line.text) if one.end <= word.start and one.claim in ATTAINED)]
        )
        told = [trace for mention, trace in traces.values() if start <= mention.start < word.start]
        if any(one.subject.startswith("count.") for trace in told for one in trace.statements[:1]):
            return ()
        keys = () if _WHOLE.search(line.text, start, word.start) else _indicators_told(traces, start, word.start)
        return keys if len(told) > 1 else ()

    def _total_before(self, line: Line, word: VerdictWord, traces: Traces) -> str:
        """The group whose number of indicators stands right before: 效益指标2项，均已完成; 完成7项，全部完成."""
        for mention, trace in traces.values():
            gap = line.text[mention.end : word.start] if mention.end <= word.start else "。"
            if not _UP_TO_VERDICT.fullmatch(gap):
                continue
            for one in trace.statements:
                by_result = counts_by_result(one)
                told_again = gap.endswith("，") and word.text.startswith("全部") and word.claim is Claim.MET
                if f"{one.subject}.met" in self._index.ledger and (not by_result or told_again):
                    return one.subject
        return ""

    def _told_of(self, line: Line, clause: int, keys: Sequence[str], traces: Traces) -> tuple[str, ...]:
        """Those of *keys* whose numbers the sentence or the next one tells, or all: X没有完成。全年改造147户."""
        if len(keys) < 2:
            return tuple(keys)
        parts = line.parts
        sentence = parts.sentences[clause]
        near = [
            statement
            for mention, trace in traces.values()
            if parts.sentences[parts.at(mention.start)] in {sentence, sentence + 1}
            for statement in trace.statements
        ]
        told = {one.subject for one in near} | {
            key
            for key in keys
            for own in self._index.subjects[key].statements
            if own.role is Role.ACTUAL and any(own.low == one.low and own.unit == one.unit for one in near)
        }
        return tuple(key for key in keys if key in told) or tuple(keys)

    def _told_before(self, line: Line, word: VerdictWord, before: str, traces: Traces) -> tuple[str, ...]:
        """The indicators whose numbers the sentence told before: 8647人、2583人和812人，……，三项均超额完成."""
        parts = line.parts
        sentence = parts.sentences[parts.at(word.start)]
        keys = _indicators_told(traces, parts.starts[parts.first_of(sentence)], word.start)
        many = _MANY_BEFORE.search(before)
        if many:
            wanted = NUMERALS.get(many["many"]) or (int(many["many"]) if many["many"].isdigit() else 0)
            whole = _indicators_told(traces, line.text.rfind("。", 0, word.start) + 1, word.start)
            return next((found for found in (keys, whole) if len(found) == wanted), ())
        last = parts.at(word.start) - 1
        near = [
            statement.subject
            for mention, trace in traces.values()
            if parts.starts[max(last - 1, 0)] <= mention.start < word.start
            for statement in trace.statements[:1]
        ]
        return keys if set(keys) <= set(near) else ()


def _indicators_told(traces: Traces, start: int, end: int) -> tuple[str, ...]:
    """The indicators that the numbers between *start* and *end* tell of, in the order of the text."""
    told = sorted((one for one in traces.values() if start <= one[0].start < end), key=lambda one: one[0].start)
    subjects = (statement.subject for _, trace in told for statement in trace.statements[:1])
    return tuple(dict.fromkeys(subject for subject in subjects if subject.startswith("indicator.")))


def _best(evidence: Mapping[str, Evidence], least: float) -> tuple[str, ...]:
    named = [key for key, found in evidence.items() if key.startswith("indicator.") and found.named >= least]
    best = max((evidence[key].named for key in named), default=0.0)
    return tuple(key for key in named if evidence[key].named >= best - 0.1)


def _more_by_name(keys: Sequence[str], evidence: Mapping[str, Evidence]) -> tuple[str, ...]:
    """Those *keys*, or the indicator that the clause names by far more: 政府投资审计任务 is no 审计项目完成数."""
    least = max(evidence[key].here for key in keys) * _BY_FAR
    more = _best({key: found for key, found in evidence.items() if found.here > least}, _LIKELY)
    return more or tuple(keys)


def _as_well(keys: Sequence[str], evidence: Mapping[str, Evidence]) -> tuple[str, ...]:
    """Those *keys* and the indicators that the clause names by as much: 无障碍改造 of 户数 and of 户均成本."""
    here = max((evidence[key].here for key in keys), default=0.0)
    if not here:
        return tuple(keys)
    others = (key for key, found in evidence.items() if key.startswith("indicator.") and found.here >= here)
    return tuple(dict.fromkeys((*keys, *others)))


def _beside(line: Line, word: VerdictWord, clause: int, traces: Traces, index: FactIndex) -> tuple[str, ...]:
    """The indicators of the numbers nearest in the sentence, those told before rather than those told behind."""
    parts = line.parts
    found: dict[str, int] = {}
    for mention, trace in traces.values():
        at = parts.at(mention.start)
        if parts.sentences[at] != parts.sentences[clause]:
            continue
        statements: Sequence[Statement] = trace.statements or ((trace.nearest,) if trace.nearest else ())
        for key in dict.fromkeys(key for statement in statements for key in _indicators_of(statement, index)):
            distance = 2 * abs(at - clause) + (mention.start > word.start)
            found[key] = min(distance, found.get(key, distance))
    nearest = min(found.values(), default=0)
    return tuple(key for key, distance in found.items() if distance == nearest)[:2]


def _indicators_of(statement: Statement, index: FactIndex) -> Iterator[str]:
    """The indicator of a statement, or that which its entered text names in full: 贷款发放额比目标少0.94亿元."""
    if statement.subject.startswith("indicator."):
        yield statement.subject
    elif statement.words:
        yield from (key for _, key in index.named_in(statement.words) if key.startswith("indicator."))


def _counts_there(line: Line, clause: int, traces: Traces) -> bool:
    """Whether a count by result stands in the clause, which tells itself what it is of: 8项均完成."""
    return any(
        line.parts.at(mention.start) == clause and any(one.subject.startswith("count.") for one in trace.statements)
        for mention, trace in traces.values()
    )


def counts_by_result(statement: Statement) -> bool:
    """Whether the statement counts indicators by what became of them: 完成7项, 未完成2项."""
    return statement.fact.startswith("count.") and statement.fact.rpartition(".")[2] in _PARTS
