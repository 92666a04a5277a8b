"""What the sentence is about where a number stands (承前): the subjects its words name, or the one it goes on about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import (
    Evidence,
    Line,
    Named,
    evidence_at,
    evidence_of_item,
    is_silent,
    says_more,
)
from reportgen.checking.sentences.sureness import ENOUGH, LITTLE
from reportgen.checking.tracing.resolved import Resolved
from reportgen.model.facts import Role

_GOVERNING = Evidence(30.0, 1.0, 30.0)
_GOING_ON = Evidence(7.0, 0.8, 3.0, carried=True)  # the sentence is still about what its last number was about
_NAMED_IN_FULL = Evidence(20.0, 0.9, 5.0, carried=True)
_GOING_ON_AFTER = Evidence(3.6, 0.4, carried=True)  # and so a sentence that names nothing, after another
_NOTHING = Evidence(0.0, 0.0)
_BY_TEXT = 4.0  # evidence for a row, at most, by the words of a text that was entered for it
_RIVALLING = 0.3  # share of a name from which a sentence that goes on is about it instead
_NAMED_IN_PART = 0.4  # share of a name
_MOST_BEFORE = 4
_MOST_BY_VALUE = 16
_ROWS = ("indicator.", "project.")
_HELD = frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.TEXT})
_COMPARES = re.compile(
    r"[，、（]?(?:也|又|还|虽|但|并|分别)?(?:比|较|同比|与|超|距|离|低于|高于|多|少|完成率|执行率|占)"
)
_PART_OR_REASON = re.compile(r"其中|主要是|主要[系因]|因|由于|原因|[系为]")
_WHOLE_AGAIN = re.compile(r"(?:全年|调整后|最终|实际|部门|年度)(?:总)?(?:预算|支出|盘子|执行)")
_REASON = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:因|由于|受)")
_CLAUSES_BACK = 4
_WHOLE_BUDGET = re.compile(r"(?:全年|调整后|最终|部门|年度|当年|总|整个)*(?:预算|盘子)")
_REMAINING = re.compile(r"[，、。；]?(?:还|尚|仅|只|另)?(?:剩下?|余下?|有|差|缺|其余)的?")


class Topics:
    """Says what numbers are about, by one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index

    def evidence(
        self, line: Line, reading: Reading, known: dict[int, dict[str, Evidence]], done: Sequence[Resolved]
    ) -> dict[str, Evidence]:
        """The subjects that names stand for, and the one that the sentence goes on about.

        *known* keeps what the clauses of the line name; *done* are the numbers before.
        """
        if reading.item:
            by_item = evidence_of_item(line, reading.item, reading.shared, self._index)
            if any(one.here >= ENOUGH for one in by_item.values()):
                return by_item
        governing = _governing(line, reading)
        if governing:
            return governing
        clause = reading.clause
        if clause not in known:
            known[clause] = self._with_rows(evidence_at(line, clause, self._index))
        evidence = known[clause]
        if _behind_a_reason(line, clause):
            named = {one.key for one in line.named if one.clause == clause}
            evidence = {key: one for key, one in evidence.items() if key in named or not key.startswith("project.")}
            return evidence | self._of_last(line, clause, done)
        if reading.many and not reading.item:
            return evidence | self._told_in_turn(reading, done)
        left = _REMAINING.fullmatch(reading.lead) is not None  # 剩1处用地手续未办结 tells of what was named before
        if not is_silent(line, clause) and not _COMPARES.match(reading.lead) and not left:
            return evidence
        topic = next((one for one in reversed(line.named) if one.end <= reading.mention.start), None)
        if topic is not None and (not done or done[-1].at < topic.start) and not _aside(line, topic, clause):
            return evidence | {topic.key: _NAMED_IN_FULL}
        before = self._named_between(line, clause, known, done)
        if before:
            return evidence | before
        return evidence | self._going_on(line, reading, evidence, done, left=left) if done else evidence

    def _named_between(
        self, line: Line, clause: int, known: dict[int, dict[str, Evidence]], done: Sequence[Resolved]
    ) -> dict[str, Evidence]:
        """The projects that the clause before names in part, without a number: 票据印制用得最少，执行率89.0%."""
        parts, earlier = line.parts, clause - 1
        if earlier < 0 or parts.sentences[earlier] != parts.sentences[clause]:
            return {}
        if done and done[-1].sentence >= 0 and done[-1].at >= parts.starts[earlier]:
            return {}
        if earlier not in known:
            known[earlier] = self._with_rows(evidence_at(line, earlier, self._index))
        return {
            key: one._replace(carried=True)
            for key, one in known[earlier].items()
            if key.startswith("project.") and one.here >= ENOUGH and one.named >= _NAMED_IN_PART
        }

    def _going_on(
        self, line: Line, reading: Reading, evidence: dict[str, Evidence], done: Sequence[Resolved], *, left: bool
    ) -> dict[str, Evidence]:
        """The subjects of the last numbers, where the clause names nothing of its own."""
        sentence = line.parts.sentences[reading.clause]
        last = next((one for one in reversed(done) if not _told_aside(line, one, sentence)), done[-1])
        more = says_more(reading.lead)
        same = last.sentence == sentence and last.clause <= reading.clause
        near = last.sentence >= sentence - 1 and not more
        near = near and (
            left or not any(found.here >= LITTLE and found.named >= _RIVALLING for found in evidence.values())
        )
        subject = last.statement.subject
        if not same and not near and last.sentence >= 0:
            return {}
        level = _GOING_ON if same else _GOING_ON_AFTER
        if more:
            level = level._replace(named=0.0)
        if subject in evidence and evidence[subject].score >= level.score:
            level = evidence[subject]._replace(carried=same)
        before = list(islice((one.statement for one in reversed(done) if one.sentence >= 0), _MOST_BEFORE))
        also = [*(one.subject for one in before), *(key for one in before for key in self._same_number(one))]
        found = {key: _GOING_ON_AFTER for key in also if key in self._index.subjects and not _stronger(evidence, key)}
        row = last.statement.thing
        if row != subject and row in self._index.subjects and evidence.get(row, _NOTHING).score < _BY_TEXT:
            found[row] = evidence.get(row, _NOTHING)._replace(score=min(level.score, _BY_TEXT))
        if same and _WHOLE_AGAIN.match(reading.lead):  # 年初预算2380万元，其中……追加80万元，全年预算2568万元
            told = [one.statement.subject for one in done if one.sentence == sentence]
            found.update((key, level) for key in told if key.startswith("budget."))
        same_number = dict.fromkeys((subject, *self._same_number(last.statement)), level)
        return found | {key: one for key, one in same_number.items() if key in self._index.subjects}

    def _of_last(self, line: Line, clause: int, done: Sequence[Resolved]) -> dict[str, Evidence]:
        """The line of the budget that the clause before told of."""
        last = done[-1] if done else None
        here = last is not None and last.sentence == line.parts.sentences[clause]
        if last is None or not here or not last.statement.subject.startswith("budget."):
            return {}
        return {last.statement.subject: _GOING_ON} if last.statement.subject in self._index.subjects else {}

    def _with_rows(self, evidence: dict[str, Evidence]) -> dict[str, Evidence]:
        """The same with the indicators that a text was entered for whose words stand here; projects have names."""
        rows: dict[str, Evidence] = {}
        for key, found in evidence.items():
            if found.score >= ENOUGH and key.startswith("text:"):
                row = self._index.subjects[key].statements[0].thing
                known = rows.get(row) or evidence.get(row)
                if (
                    row.startswith("indicator.")
                    and row in self._index.subjects
                    and (known is None or known.score < min(found.score, _BY_TEXT))
                ):
                    rows[row] = (known or _NOTHING)._replace(score=min(found.score, _BY_TEXT))
        return evidence | rows if rows else evidence

    def _same_number(self, statement: Statement) -> list[str]:
        """The indicators and projects with the number that an entered text tells, too."""
        if not statement.words:
            return []
        near = self._index.near(statement.unit.dimension, statement.low, statement.low, _MOST_BY_VALUE)
        return [
            one.subject
            for one in near
            if not one.words and not one.derived and one.role in _HELD and one.subject.startswith(_ROWS)
        ]

    def _told_in_turn(self, reading: Reading, done: Sequence[Resolved]) -> dict[str, Evidence]:
        """三类对象分别超……: the subjects named last, in their order; or those that a count before was of."""
        last: list[str] = []
        counted = self._index.ledger.get(done[-1].statement.fact) if done else None
        if counted is not None and counted.role is Role.COUNT and len(counted.operands) == reading.many:
            rows = [operand.rpartition(".")[0] for operand in counted.operands]
            last = [row for row in rows if row in self._index.subjects]
        elif done:
            dimension = reading.mention.unit.dimension
            told = [one.statement for one in reversed(done) if one.statement.subject in self._index.subjects]
            alike = [one.subject for one in told if one.unit.dimension == dimension]
            last = list(dict.fromkeys(alike))[: reading.many][::-1]
            if not last:
                last = list(dict.fromkeys(one.subject for one in told))[: reading.many][::-1]
        return {last[reading.place]: _GOING_ON} if len(last) == reading.many else {}


def _aside(line: Line, topic: Named, clause: int) -> bool:
    """Whether *topic* was named of a part or as a reason only, and the clause begins anew: 其中44万元为追加；支出……"""
    parts = line.parts
    return parts.sentences[topic.clause] != parts.sentences[clause] and _is_aside(line, topic.clause)


def _behind_a_reason(line: Line, clause: int) -> bool:
    """Whether the clause tells of the whole budget behind a reason: 因公园改造经费压减300万元，全年预算减到9620万元."""
    parts = line.parts
    first = max(parts.first_of(parts.sentences[clause]), clause - _CLAUSES_BACK)
    if first == clause or _REASON.match(line.text, parts.starts[first]) is None:
        return False
    return any(_WHOLE_BUDGET.match(line.text, start) for start in parts.starts[first + 1 : clause + 1])


def _told_aside(line: Line, one: Resolved, sentence: int) -> bool:
    """The same of a number of a sentence before."""
    return 0 <= one.sentence < sentence and _is_aside(line, one.clause)


def _is_aside(line: Line, clause: int) -> bool:
    return _PART_OR_REASON.match(line.text, line.parts.starts[clause]) is not None


def _stronger(evidence: dict[str, Evidence], key: str) -> bool:
    return key in evidence and evidence[key].score >= _GOING_ON_AFTER.score


def _governing(line: Line, reading: Reading) -> dict[str, Evidence]:
    """The subject in quotation marks that the sentence is about, until the next: “培训人数”没有达到指标值，……"""
    if not line.named:
        return {}
    sentence = line.parts.sentences[reading.clause]
    quoted = [
        one
        for one in line.named
        if one.quoted and one.end <= reading.mention.start and line.parts.sentences[one.clause] == sentence
    ]
    return {one.key: _GOVERNING for one in quoted if one.start == quoted[-1].start}
