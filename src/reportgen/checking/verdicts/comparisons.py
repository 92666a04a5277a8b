"""Whether numbers lie to each other as the words say: 低于5万件的目标, 由28分钟缩短到24分钟, 减至1942万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.evidence.value_match import step_of
from reportgen.checking.findings import finding
from reportgen.checking.sentences.planned_lines import planning
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.verdicts.scopes import Traces
from reportgen.language.cue_words import change_direction
from reportgen.language.verdict_words import is_coming
from reportgen.model.facts import Role
from reportgen.model.finding import Finding
from reportgen.quantities.mention import Mention

_NOT = r"(?P<not>没有|未能|尚未|并未|没能|未|没|不)?(?:能|如期|按期)?"
_COMPARED = re.compile(
    rf"{_NOT}(?:(?P<better>优于|好于)|(?P<worse>差于|劣于|逊于|不如)|(?P<up>超过|超出|突破|高于|多于|大于|长于|慢于|晚于)|"
    r"(?P<down>低于|少于|不及|小于|短于|快于|早于|不足|不到)|(?P<done>完成|实现)|"
    r"(?P<level>达到?|到(?<=[未没]到)|控制在|控制到|保持在|降到|降至|缩短到|缩短至|压缩到|压缩至|压到|压降到))了?$"
)
_PASSED = re.compile(
    r"的?(?:年度|约束性|考核|控制)*(?:指标|目标|上限|限额|标准|红线|计划)(?P<not>没有|没能|没|未)?被?(?P<verb>突破|超过|超出)了?(?=[，。；]|$)"
)
_LONGEST = 12
_REFERRING = re.compile(r"(?:与|和|同|较|比|对照|离|距离?|按照?)[^，。；]{0,8}$")
_PLAN_BEFORE = re.compile(r"(?<!达到)(?<!完成)(?<!符合)(?<!满足)(?<!超过)(?:目标|计划|任务|要求|指标值)")
_PLAN_BEHIND = re.compile(
    r"(?:以上|以下|以内|左右|之内)?的?[\u4e00-\u9fff]{0,4}?(?:目标|计划|任务|要求|标准|上限|下限|时限|期限|限期|限额|红线|预期|指标值|控制线|控制数)"
)
_BUDGET_BEHIND = re.compile(r"的?[\u4e00-\u9fff]{0,4}预算")
_UP = r"提高|提升|增长|增加|上升|攀升|爬升|扩大|延长|拉长|抬升|上扬|走高|回升|调增|追加|升|增|涨"
_DOWN = r"下降|降低|减少|压减|缩短|回落|缩小|压缩|缩减|下滑|滑落|收窄|走低|调减|核减|跌落|跌|降|减|缩|滑"
_MOVED = re.compile(rf"[的左右以上]*[，]?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?(?:到|至|为)了?")
_REACHES = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?(?:到|至|为)了?[约近]?$")
_FROM = re.compile(r"[由从][^，。；]*$")
_NEAR_FROM = 14
_AGAINST = re.compile(r"(?:比|较|与|同|相对于|对比)[^，。；]{0,16}$")
_DIFFERENCE = re.compile(r"[^，。；]{0,10}$")
_NOW_AND_BEFORE = (
    (frozenset({Role.ACTUAL}), Role.PREVIOUS), (frozenset({Role.BUDGET}), Role.ORIGINAL_BUDGET),
    (frozenset({Role.EXPENDITURE}), Role.PREVIOUS),
)  # fmt: skip
_Told = Sequence[tuple[Mention, Sequence[Statement]]]


class Comparisons:
    """Judges how numbers are compared, by one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index

    def judge(self, line: Line, traces: Traces) -> Iterator[Finding]:
        """What is untrue in the comparisons of *line*."""
        told = sorted(((mention, trace.statements) for mention, trace in traces.values()), key=lambda one: one[0].start)
        for at, (mention, statements) in enumerate(told):
            if statements and not planning(line) and not is_coming(line.text, mention.start):
                yield from self._against(line, mention, statements, told[:at])
            yield from self._passed(line, mention, statements)
        for (first, _), (last, _) in pairwise(told):
            yield from self._moved(line, first, last)
        for at, (mention, statements) in enumerate(told):
            if at and statements:
                yield from self._differing(line, mention, told[:at])
            yield from self._reaching(line, mention, statements)

    def _against(
        self, line: Line, mention: Mention, statements: Sequence[Statement], before: _Told
    ) -> Iterator[Finding]:
        """超过95%的目标, 突破84元的上限, 略低于上年的99.71%: is the actual value there?"""
        text = line.text
        word = _COMPARED.search(text, max(0, mention.start - _LONGEST), mention.start)
        known = self._reference(text, mention, statements) if word is not None else None
        if word is None or known is None:
            word, known = self._with_words_between(line, mention, statements)
        if word is None or known is None or known.low != known.high:
            return
        clause = line.parts.starts[line.parts.at(mention.start)]
        behind = _PLAN_BEHIND.match(text, max(mention.end, mention.phrase_end))
        if _OBLIGED.search(text, clause, word.start()) or _NEXT_YEAR.search(line.heading):
            return  # 持证率须达95%; 下一步打算：把漏损率压到12%以内
        if _REFERRING.search(text, clause, word.start()) or _PLAN_BEFORE.search(text, clause, word.start()):
            return
        if (word["done"] or word["level"] == "到" or word["down"] in {"不足", "不到"}) and not behind:
            return
        actual = self._actual(line, mention, known, before)
        true = self._true(word, known, actual, behind[0] if behind else "") if actual else None
        if actual is None or true is None:
            return
        bound = _BOUND.search(text, clause, word.start()) if word["not"] == "不" else None
        negated = bound["not"] is not None if bound else word["not"] is not None
        if bound is not None:
            true = self._reached(known, actual, "")
        if true != negated:
            return
        start = line.passage.start
        name = self._index.subjects[known.subject].name if known.subject in self._index.subjects else ""
        yield finding(
            "VERDICT_CONTRADICTS", word[0], start + word.start(), start + word.end(),
            f"“{name}”{'上年' if known.role is Role.PREVIOUS else '目标' if known.role is Role.TARGET else '预算'}"
            f"{known.text}、实际{actual.text}，不能写“{word[0]}”",
            suggestion="请核对完成情况的说法", facts=(actual.fact, known.fact), ledger=self._index.ledger,
        )  # fmt: skip

    def _passed(self, line: Line, mention: Mention, statements: Sequence[Statement]) -> Iterator[Finding]:
        """8起的控制指标没有突破: does the actual value lie beyond the target before the words?"""
        word = _PASSED.match(line.text, max(mention.end, mention.phrase_end))
        target = next((one for one in statements if one.role is Role.TARGET and not one.words), None)
        actual = self._actual(line, mention, target, ()) if word and target else None
        if word is None or target is None or actual is None or is_coming(line.text, mention.start):
            return
        if (actual.low > target.low) == (word["not"] is None):
            return
        start, name = line.passage.start, self._index.subjects[target.subject].name
        yield finding(
            "VERDICT_CONTRADICTS", word["verb"], start + word.start("verb"), start + word.end("verb"),
            f"“{name}”目标{target.text}、实际{actual.text}，不能写“{word['not'] or ''}{word['verb']}”",
            suggestion="请核对完成情况的说法", facts=(actual.fact, target.fact), ledger=self._index.ledger,
        )  # fmt: skip

    def _with_words_between(
        self, line: Line, mention: Mention, statements: Sequence[Statement]
    ) -> tuple[re.Match[str] | None, Statement | None]:
        """略低于上年的99.71%, 没有达到不超过5个的目标: what the number is stands between it and the word."""
        text = line.text
        previous = next((one for one in statements if one.role is Role.PREVIOUS), None)
        found = _OF_LAST_YEAR.search(text, max(0, mention.start - _LONGEST), mention.start)
        if previous is None or found is None:
            return None, None
        return _COMPARED.search(text, max(0, found.start() - _LONGEST), found.start()), previous

    def _reference(self, text: str, mention: Mention, statements: Sequence[Statement]) -> Statement | None:
        end = max(mention.end, mention.phrase_end)
        target = next((one for one in statements if one.role is Role.TARGET), None)
        if target is not None:
            return target
        if _BUDGET_BEHIND.match(text, end):
            return next((one for one in statements if one.role in {Role.BUDGET, Role.ORIGINAL_BUDGET}), None)
        return None

    def _actual(self, line: Line, mention: Mention, known: Statement, before: _Told) -> Statement | None:
        """The actual value beside the reference: told before in the sentence, else entered for the same subject."""
        parts = line.parts
        sentence = parts.sentences[parts.at(mention.start)]
        subject = self._index.subjects.get(known.subject)
        wanted = (
            {Role.EXPENDITURE} if known.role in {Role.BUDGET, Role.ORIGINAL_BUDGET} else {Role.ACTUAL, Role.EXPENDITURE}
        )
        own = [
            one for one in (subject.statements if subject else ())
            if one.role in wanted and one.unit.dimension == known.unit.dimension and one.low == one.high
            and not one.derived
        ]  # fmt: skip
        if own and not known.words:
            return own[0]
        if known.words or known.subject.startswith("previous."):  # 接待费8.64万元，高于上年的9.36万元
            wanted |= {Role.TEXT}
        for other, statements in reversed(before):
            if parts.sentences[parts.at(other.start)] != sentence or other.unit.dimension != mention.unit.dimension:
                continue
            return next((one for one in statements if one.role in wanted and one.low == one.high), None)
        return None

    def _true(self, word: re.Match[str], known: Statement, actual: Statement, behind: str) -> bool | None:
        if word["level"] or word["done"]:
            return self._reached(known, actual, behind)
        if word["better"] or word["worse"]:
            upper = self._upper(known, behind)
            above = actual.low < known.low if upper else actual.low > known.low
            return above if word["better"] else not above and actual.low != known.low
        return actual.low > known.low if word["up"] else actual.low < known.low

    def _reached(self, known: Statement, actual: Statement, behind: str) -> bool:
        return actual.low <= known.low if self._upper(known, behind) else actual.low >= known.low

    def _upper(self, known: Statement, behind: str) -> bool:
        target = known
        if known.role is not Role.TARGET and known.subject in self._index.subjects:
            held = self._index.subjects[known.subject].statements
            target = next((one for one in held if one.role is Role.TARGET), known)
        limit = re.search(r"以内|之内|以下|上限|时限|期限|限|红线|控制", behind)
        return bool(limit) or (target.comparator is not None and target.comparator.downward)

    def _moved(self, line: Line, before: Mention, after: Mention) -> Iterator[Finding]:
        """由28分钟缩短到24分钟: the verb fits the two numbers."""
        verb = _MOVED.fullmatch(line.text, before.end, after.start)
        first, last = span_of(before), span_of(after)
        moved = verb is not None and _FROM.search(line.text, max(0, before.start - _NEAR_FROM), before.start)
        if verb is None or not moved or first is None or last is None or before.unit.dimension != after.unit.dimension:
            return
        if first[0] == last[0] or (last[0] > first[0]) == (verb["up"] is not None):
            return
        yield self._turned(line, verb[0], before.end, before.text, after.text, rises=last[0] > first[0])

    def _differing(self, line: Line, mention: Mention, before: _Told) -> Iterator[Finding]:
        """比基本支出99.48%的执行率低5.33个百分点: lower it is, by that much."""
        other = before[-1][0]
        clause = line.parts.starts[line.parts.at(mention.start)]
        between = line.text[other.end : mention.start]
        reference, difference = span_of(other), span_of(mention)
        if (
            other.start < clause
            or not _AGAINST.search(line.text, clause, other.start)
            or not _DIFFERENCE.fullmatch(between)
        ):
            return
        way = change_direction(between + "1", 0, len(between) + 1)
        point = other.unit.dimension == "share" and mention.unit.dimension == "percentage point"
        if not way or reference is None or difference is None or mention.quantity is None:
            return
        if not point and other.unit.dimension != mention.unit.dimension:
            return
        parts = line.parts
        sentence = parts.sentences[parts.at(mention.start)]
        told = [
            (one, span[0])
            for one, _ in before[:-1]
            if one.unit.dimension == other.unit.dimension and parts.sentences[parts.at(one.start)] == sentence
            and (span := span_of(one)) is not None
        ]  # fmt: skip
        near = step_of(mention.quantity)
        fitting = [
            (one, value) for one, value in told if abs(abs(value - reference[0]) - difference[0]) <= near
        ]  # fmt: skip
        if fitting and all((value > reference[0]) != (way > 0) for _, value in fitting):
            rises = fitting[-1][1] > reference[0]
            yield self._turned(line, between + mention.text, other.end, other.text, fitting[-1][0].text, rises=rises)

    def _reaching(self, line: Line, mention: Mention, statements: Sequence[Statement]) -> Iterator[Finding]:
        """全年预算减至1942万元, 交流轮岗人数减至238人: against what was budgeted first, or the year before."""
        verb = _REACHES.search(line.text, max(0, mention.start - _LONGEST), mention.start)
        clause = line.parts.starts[line.parts.at(mention.start)]
        if verb is None or not statements or _FROM.search(line.text, clause, verb.start()):
            return
        first = statements[0]
        subject = self._index.subjects.get(first.subject)
        role = next((before for now, before in _NOW_AND_BEFORE if first.role in now), None)
        if subject is None or role is None or first.words or is_coming(line.text, mention.start):
            return
        before = next(
            (one for one in subject.statements if one.role is role and one.unit.dimension == first.unit.dimension), None
        )
        if before is None or before.low == first.low or (first.low > before.low) == (verb["up"] is not None):
            return
        yield self._turned(line, verb[0], verb.start(), before.text, mention.text, rises=first.low > before.low)

    def _turned(self, line: Line, words: str, at: int, first: str, last: str, *, rises: bool) -> Finding:
        truth = "上升" if rises else "下降"
        start = line.passage.start + at
        return finding(
            "VERDICT_CHANGE", words, start, start + len(words),
            f"由{first}到{last}是{truth}，不能写“{words}”", suggestion=f"请改为“{truth}”", facts=(),
            ledger=self._index.ledger,
        )  # fmt: skip


_OBLIGED = re.compile(r"(?:(?<![适响对供反效感相])应当?|须|[需主]?要|该|必得|不[能许准可得]|(?<!以)下)$")
_NEXT_YEAR = re.compile(r"下一?步|打算|明年|来年|下一?年|今后")
_BOUND = re.compile(r"(?P<not>没有|未能|未|没能|没)?(?:达到|完成|符合)了?$")  # 仍未达到不少于260人的目标
_OF_LAST_YEAR = re.compile(r"(?:上年|去年|上一年|前一年)(?:同期|水平)?的?$")
