"""Whether indicators reached their targets as a verdict says (完成情况)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.findings import Contradiction
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.verdicts.scopes import Scope, Traces
from reportgen.language.verdict_words import Claim, Reach, VerdictWord
from reportgen.model.facts import Fact, Role
from reportgen.model.indicators import Indicator
from reportgen.model.scorecard import Attainment
from reportgen.rules.attainment import Comparison, attainment, comparison

_REACHED = frozenset({Attainment.MET, Attainment.EXCEEDED})
_LITERALLY = re.compile(r"超过|超出|突破|高于|超(?!额)")
_LITERALLY_BELOW = re.compile(r"低于|少于|小于|短于|快于")
_LISTED = 3
_PART_OF = {Claim.MET: "met", Claim.MISSED: "missed", Claim.EXCEEDED: "exceeded"}


class _Standing(NamedTuple):
    """How an indicator stands: whether its target was *reached*, whether the number lies *above* it, and why."""

    indicator: Indicator
    reached: bool
    above: bool | None
    downward: bool
    reason: str


def indicator_of(key: str, index: FactIndex) -> Indicator:
    """The indicator as entered under *key*."""

    def text(field: str) -> str:
        fact = index.ledger.get(f"{key}.{field}")
        return fact.text if fact else ""

    return Indicator(
        number=key, category=text("category"), subcategory=text("subcategory"), name=text("name"),
        target_value=text("target_value"), actual_value=text("actual_value"),
        attainment_band=text("attainment_band"),
    )  # fmt: skip


class Reached:
    """Judges verdicts of completion against one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index

    def judge(self, word: VerdictWord, scope: Scope, *, last_year: bool = False) -> Contradiction | None:
        """What contradicts *word*, said of *scope* as it is or as it was the year before."""
        if scope.group:
            return None if last_year else self._of_group(word, scope.group)
        standings = [(key, standing) for key in scope.keys if (standing := self._standing(key, last_year=last_year))]
        wrong = [(key, standing) for key, standing in standings if self._wrong(word, standing)]
        partly = scope.listed and word.reach is Reach.NOT_EVERY
        if not wrong or ((partly or not scope.listed) and len(wrong) < len(standings)):
            return None
        key, standing = wrong[0]
        facts = tuple(one for one in (f"{key}.actual_value", f"{key}.target_value") if one in self._index.ledger)
        truth = "未完成" if not standing.reached else "超额完成" if standing.above and not standing.downward else "完成"
        year = "上年" if last_year else ""
        message = f"“{standing.indicator.name}”{year}{standing.reason}，不能写“{word.text}”"
        return Contradiction("VERDICT_CONTRADICTS", message, f"请改为“{truth}”，或者核对数据", facts)

    def counts(self, group: str, met: int, missed: int) -> Contradiction | None:
        """What contradicts that of the whole *group* so many were met and so many missed."""
        known = self._count(group, "met"), self._count(group, "missed")
        if known[0] is None or known[1] is None or met + missed != _value(known[0]) + _value(known[1]):
            return None
        if (met, missed) == (_value(known[0]), _value(known[1])):
            return None
        total = self._index.ledger[group]
        message = f"{total.subject or total.label}完成{known[0].text}、未完成{known[1].text}，与这里的说法不符"
        return Contradiction("VERDICT_CONTRADICTS", message, "请按完成情况改写", (known[0].id, known[1].id))

    def so_many(self, word: VerdictWord, group: str, many: int) -> Contradiction | None:
        """What contradicts that so *many* of the *group* are what *word* says: 十三项完成，两项超额完成."""
        known = self._count(group, _PART_OF.get(word.claim, ""))
        if known is None or word.reach is Reach.NOT_EVERY or many in {_value(known), self._above(word, group)}:
            return None
        met, missed = self._count(group, "met"), self._count(group, "missed")
        told = "、".join(f"{'完成' if one is met else '未完成'}{one.text}" for one in (met, missed) if one is not None)
        message = f"“{word.text}”{many}项与数据不符：{self._index.ledger[group].label}{told}"
        return Contradiction("VERDICT_CONTRADICTS", message, "请按完成情况改写", (known.id,))

    def _above(self, word: VerdictWord, group: str) -> int:
        """For 超额, how many of the *group* lie above their targets at all; −1 for other words."""
        met = self._count(group, "met") if word.claim is Claim.EXCEEDED else None
        if met is None:
            return -1
        standings = [self._standing(operand.rpartition(".")[0]) for operand in met.operands]
        return sum(one is not None and one.above is not one.downward and one.above is not None for one in standings)

    def missed_one(self, group: str, words: str) -> Contradiction | None:
        """What contradicts that one indicator of the *group* was missed."""
        missed = self._count(group, "missed")
        if missed is None or _value(missed) == 1:
            return None
        message = f"“{words}”与数据不符：未完成的是{missed.text}（{self._names(missed)}）"
        return Contradiction("VERDICT_CONTRADICTS", message, f"请写明未完成{missed.text}", (missed.id,))

    def _of_group(self, word: VerdictWord, group: str) -> Contradiction | None:
        met, missed = self._count(group, "met"), self._count(group, "missed")
        if met is None or missed is None:
            return None
        if word.claim is Claim.MISSED and word.reach is Reach.NOT_EVERY:
            if _value(missed) or self._open(group):
                return None
            message = f"“{word.text}”与数据不符：{met.text}均已完成"
            return Contradiction("VERDICT_CONTRADICTS", message, "请改为“全部完成”，或者核对数据", (met.id,))
        if word.claim is Claim.MISSED:
            if not _value(met):
                return None
            message = f"“{word.text}”与数据不符：完成了{met.text}（{self._names(met)}）"
            return Contradiction(
                "VERDICT_CONTRADICTS", message, f"请写明完成{met.text}、未完成{missed.text}", (met.id,)
            )
        if not _value(missed):
            return None
        message = f"“{word.text}”与数据不符：还有{missed.text}未完成（{self._names(missed)}）"
        return Contradiction("VERDICT_ALL", message, f"请写明未完成的{missed.text}", (missed.id,))

    def _names(self, counted: Fact) -> str:
        names = [self._index.ledger[one].subject for one in counted.operands if one in self._index.ledger]
        return "、".join(names[:_LISTED]) + ("等" if len(names) > _LISTED else "")

    def _count(self, group: str, last: str) -> Fact | None:
        fact = self._index.ledger.get(f"{group}.{last}")
        return fact if fact is not None and fact.quantity is not None else None

    def _open(self, group: str) -> bool:
        undecided = self._count(group, "undecided")
        return undecided is not None and _value(undecided) > 0

    def _standing(self, key: str, *, last_year: bool = False) -> _Standing | None:
        indicator = indicator_of(key, self._index)
        if last_year:
            before = self._index.ledger.get(f"{key}.previous_actual")
            indicator = replace(indicator, actual_value=before.text if before else "", attainment_band="")
        judged = attainment(indicator, self._index.year)
        if judged.attainment is Attainment.UNDECIDED:
            return None
        compared = comparison(indicator)
        numbers = isinstance(compared, Comparison)
        above = compared.actual > compared.target if isinstance(compared, Comparison) else None
        downward = isinstance(compared, Comparison) and compared.comparator.downward
        return _Standing(indicator, judged.attainment in _REACHED, above if numbers else None, downward, judged.reason)

    def _wrong(self, word: VerdictWord, standing: _Standing) -> bool:
        reached, above = standing.reached, standing.above
        if word.claim is Claim.NOT_EXCEEDED:
            return above is True
        if word.claim is Claim.EXCEEDED:
            if standing.downward and _LITERALLY.search(word.text):
                return above is False
            return not reached or (above is False and not standing.downward)
        if word.claim is Claim.MISSED and standing.downward and _LITERALLY_BELOW.search(word.text):
            return above is True  # 低于成本控制目标
        return reached if word.claim is Claim.MISSED else not reached


def told_beside(line: Line, word: VerdictWord, traces: Traces) -> Contradiction | None:
    """What contradicts a verdict on two numbers without a name: 指标值为26公里，实际为22公里，完成."""
    parts = line.parts
    sentence = parts.sentences[parts.at(word.start)]
    told: dict[Role, Statement] = {}
    for mention, trace in sorted(traces.values(), key=lambda one: one[0].start):
        if mention.start < word.start and parts.sentences[parts.at(mention.start)] == sentence:
            told |= {one.role: one for one in trace.statements[:1]}
    target, actual = told.get(Role.TARGET), told.get(Role.ACTUAL)
    if not (target and actual and target.unit.dimension == actual.unit.dimension) or word.reach is not Reach.PLAIN:
        return None
    downward = target.comparator is not None and target.comparator.downward
    reached = actual.low <= target.low if downward else actual.low >= target.low
    wrong = {
        Claim.MET: not reached, Claim.MISSED: reached, Claim.EXCEEDED: not reached or actual.low == target.low,
    }.get(word.claim, False)  # fmt: skip
    if not wrong:
        return None
    message = f"目标{target.text}、实际{actual.text}，不能写“{word.text}”"
    truth = "请改为“完成”，或者核对数据" if reached else "请改为“未完成”，或者核对数据"
    return Contradiction("VERDICT_CONTRADICTS", message, truth, (actual.fact, target.fact))


def _value(fact: Fact) -> int:
    return int(fact.quantity.value) if fact.quantity else 0


def missed(key: str, index: FactIndex) -> bool:
    """Whether the indicator did not reach its target."""
    return attainment(indicator_of(key, index), index.year).attainment is Attainment.MISSED
