"""Whether a change is told the right way round (增减方向): 412.6万人次，较上年净增47.2万人次，下降12.9% is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import states
from reportgen.checking.findings import finding
from reportgen.checking.sentences.better import quickens
from reportgen.checking.sentences.subjects import Line, is_silent
from reportgen.checking.verdicts.scopes import Traces
from reportgen.language.cue_words import change_direction
from reportgen.language.verdict_words import is_coming
from reportgen.model.facts import Role
from reportgen.model.finding import Finding
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.units import PERCENT, PERCENTAGE_POINT

_NOW = frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.SCORE, Role.RATE, Role.BUDGET})
_PLAN = re.compile(r"目标|计划|任务|要求|指标值|标准|上限|控制|预期")
_YEAR = re.compile(r"上年|去年|上一年|前一年|同比|同期")
_FIRST = re.compile(r"年初")
_ANY_REFERENCE = re.compile(rf"{_PLAN.pattern}|{_YEAR.pattern}|{_FIRST.pattern}|比|较|于")
_BASES = frozenset({Role.TARGET, Role.PREVIOUS, Role.ORIGINAL_BUDGET})
_BUDGET = re.compile(r"年初(?:部门|批复|安排)?[^，。；]{0,6}预算[^。]*追加|年初[^。]*调[增整]")
_COMPARED = re.compile(
    r"[，]?(?:略|远|稍|明显|大幅|仍|也|还)?(?P<word>(?P<up>高于|多于|大于|超过|超出)|低于|少于|小于|不及|不足)了?(?:上年|去年|上一年)(?:同期)?的?[约近]?"
)
_SHORT = re.compile(r"差|缺|欠|短少")  # of a target, whichever way it bounds
_RATES = {
    "基本支出": "budget.basic", "项目支出": "budget.project", "部门整体": "budget.total", "财政拨款": "budget.fiscal",
}  # fmt: skip
_LOOK_BACK = 3  # numbers told before that a change may be of


class Turned:
    """Judges the direction of changes by one index, whatever else their numbers may restate."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index

    def judge(self, line: Line, traces: Traces) -> Iterator[Finding]:
        """The changes of *line* that what was told right before contradicts."""
        told = sorted(((mention, trace) for mention, trace in traces.values()), key=lambda one: one[0].start)
        for at, (mention, trace) in enumerate(told):
            if is_coming(line.text, mention.start):
                continue
            if at and not any(one.role is Role.PREVIOUS for one in trace.statements):
                yield from self._beside(line, told[at - 1][0], mention)
            if trace.code:
                continue
            start = line.parts.starts[line.parts.at(mention.start)]
            between = max([start, *(other.end for other, _ in told[:at])])
            words = line.text[between : mention.start]
            said = quickens(words, mention) or change_direction(words + "1", 0, len(words) + 1) or _noun(words)
            if not said or _SHORT.search(words):
                continue
            before = [
                one for other, held in told[:at] for one in held.statements[:1] if _together(line, other, mention)
            ]
            last = before[-1] if before and before[-1].role in _BASES else None
            found = [one for own in before[-_LOOK_BACK:] for one in self._changes(line, own, mention, start, last)]
            found = found or self._adjusted(line, mention, start)
            if found and all((value > 0) != (said > 0) for _, _, value in found):
                own, other, value = found[-1]
                yield self._found(line, mention, own, other, rises=value > 0)

    def _changes(
        self, line: Line, own: Statement, mention: Mention, start: int, last: Statement | None
    ) -> Iterator[tuple[Statement, Statement, Decimal]]:
        """What *own* was compared with, and by how much it differs, where *mention* states that."""
        if own.role not in _NOW or own.low != own.high:
            return
        for other in self._references(line.text[start : mention.start], own, last):
            difference = own.low - other.low
            if other.low != other.high or other.unit.dimension != own.unit.dimension or not difference:
                continue
            if _states(mention, own, other, difference):
                yield own, other, difference

    def _references(self, words: str, own: Statement, last: Statement | None) -> Sequence[Statement]:
        if last is not None and last.subject == own.subject and not _ANY_REFERENCE.search(words):
            return [last]  # 实际87.4%，目标90%，高2.6个百分点
        subject = self._index.subjects.get(own.subject)
        held = subject.statements if subject is not None else ()
        if own.fact.endswith("execution_rate"):
            rates = (self._index.ledger.get(f"{key}.execution_rate") for name, key in _RATES.items() if name in words)
            named = [
                replace(own, fact=one.id, low=one.quantity.base, high=one.quantity.base, text=one.text)
                for one in rates
                if one is not None and one.quantity is not None
            ]
            if named:
                return named
        wanted = {Role.TARGET} if _PLAN.search(words) else set()
        wanted |= {Role.PREVIOUS} if _YEAR.search(words) else set()
        wanted |= {Role.ORIGINAL_BUDGET} if _FIRST.search(words) else set()
        if not wanted and not _ANY_REFERENCE.search(words):
            wanted = {Role.PREVIOUS}
        return [one for one in held if one.role in wanted and not one.words and not one.derived]

    def _adjusted(self, line: Line, mention: Mention, start: int) -> list[tuple[Statement, Statement, Decimal]]:
        """年初预算2380万元，……共减少188万元: the budget, where the number is what it was adjusted by."""
        first = line.text.rfind("。", 0, mention.start) + 1
        subject = self._index.subjects.get("budget.total")
        if subject is None or mention.quantity is None or not _BUDGET.search(line.text, first, start):
            return []
        held = {one.role: one for one in reversed(subject.statements) if not one.derived and not one.words}
        before, now = held.get(Role.ORIGINAL_BUDGET), held.get(Role.BUDGET)
        if before is None or now is None or abs(now.low - before.low) != mention.quantity.base:
            return []
        return [(now, before, now.low - before.low)] if now.low != before.low else []

    def _beside(self, line: Line, other: Mention, mention: Mention) -> Iterator[Finding]:
        """接待费8.64万元，高于上年的9.36万元: two numbers that are compared in so many words."""
        word = _COMPARED.fullmatch(line.text, other.end, mention.start)
        first, last = other.quantity, mention.quantity
        if word is None or first is None or last is None or first.unit.dimension != last.unit.dimension:
            return
        if first.unit.dimension == PERCENTAGE_POINT.dimension:
            return  # 低于目标1.2个百分点，高于上年2.5个百分点: two differences, none of the other
        if first.base == last.base or (first.base > last.base) == (word["up"] is not None):
            return
        start = line.passage.start
        yield finding(
            "VERDICT_CHANGE", word["word"], start + word.start("word"), start + word.end("word"),
            f"{other.text}与上年的{mention.text}相比，不能写“{word['word']}”",
            suggestion="请核对增减的说法", facts=(), ledger=self._index.ledger,
        )  # fmt: skip

    def _found(self, line: Line, mention: Mention, own: Statement, other: Statement, *, rises: bool) -> Finding:
        offset = line.passage.start
        subject = self._index.subjects.get(own.subject)
        name = f"“{subject.name}”" if subject is not None else ""
        return finding(
            "NUMBER_WRONG_DIRECTION", mention.text, offset + mention.start, offset + mention.end,
            f"{name}{other.text}、{own.text}，是{'上升' if rises else '下降'}，增减方向相反",
            suggestion="请核对增减的说法", facts=(own.fact, other.fact), ledger=self._index.ledger,
        )  # fmt: skip


def _together(line: Line, other: Mention, mention: Mention) -> bool:
    """Whether one sentence holds both, or one goes on behind a semicolon: 实际97.2%；较上年仍提高0.8个百分点."""
    parts = line.parts
    clause = parts.at(mention.start)
    apart = parts.sentences[clause] - parts.sentences[parts.at(other.start)]
    first = parts.opening(clause)
    goes_on = line.text[max(0, first - 1) : first] in {"；", ";"} and is_silent(line, clause)
    return apart == 0 or (apart == 1 and goes_on)


def _noun(words: str) -> int:
    """The direction of a noun before the number: 降幅超三成."""
    return -1 if "降幅" in words else 1 if "增幅" in words or "涨幅" in words else 0


def _states(mention: Mention, own: Statement, other: Statement, difference: Decimal) -> bool:
    """Whether the number is that difference, in its own unit, or as a part of what there was before."""
    share = mention.unit.dimension == "share" or mention.kind is MentionKind.RATIO
    if own.unit.dimension == "share":
        unit, value = PERCENTAGE_POINT, abs(difference)
        if mention.unit.dimension != unit.dimension:
            return False
    elif share and other.low:
        unit, value = PERCENT, abs(difference / other.low) * 100
    elif mention.unit.dimension == own.unit.dimension:
        unit, value = own.unit, abs(difference)
    else:
        return False
    return states(mention, replace(own, role=Role.DIFFERENCE, low=value, high=value, unit=unit, derived=True, text=""))
