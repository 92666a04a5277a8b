"""Verdicts (结论) against the data: 达到 while 80 < 100, 超额 with a shortfall, 均完成 with one missed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.findings import Contradiction, finding
from reportgen.checking.sentences.planned_lines import planning
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.counts_told import LEFT
from reportgen.checking.tracing.full_marks import full_and_short
from reportgen.checking.verdicts.comparisons import Comparisons
from reportgen.checking.verdicts.dates_told import DatesTold
from reportgen.checking.verdicts.groups import Categories, indicators_in
from reportgen.checking.verdicts.lists import NamedItems
from reportgen.checking.verdicts.reached import Reached, told_beside
from reportgen.checking.verdicts.sayings import Sayings
from reportgen.checking.verdicts.scopes import ATTAINED, Scope, Scopes, Traces, counts_by_result
from reportgen.checking.verdicts.turned import Turned
from reportgen.language.verdict_words import LEVELS, Claim, Reach, VerdictWord, is_coming, verdict_words
from reportgen.model.facts import Role
from reportgen.model.finding import Finding
from reportgen.quantities.mention import MentionKind

_SOME_DONE = re.compile(r"项完成$")  # of those that were counted, unless a list tells which
_REST = re.compile(r"[余剩有]下?$")
_GOT = re.compile(r"(?:指标)?(?:拿到|拿了|得到|获得|得|获|取得)?了?(?:均|都)?")
_OF_SOME = re.compile(r"部分|个别|有的|多项|少数|一些|有些|多数|凡|如有|对未|的[^，。；]{0,4}中")
_SCORED = frozenset({Claim.FULL_SCORE, Claim.LOST_SCORE})
_CHANGED = frozenset({Claim.RISE, Claim.FALL})
_ATTRIBUTE = re.compile(
    r"(?:的)?(?:年度|绩效)?(?:指标|任务|目标|项目|事项)?(?:的|主要)+(?:原因|情况)|的(?:(?!是)[\u4e00-\u9fff]{0,6})(?:指标|任务|目标|项目|事项)"
)
_COUNTED_BEHIND = re.compile(  # 达到目标值、未达到目标值的分别为13项和2项
    r"(?:(?:、|和|与|及)[^，。；：\d]{2,12})?的(?:绩效|三级)*(?:指标)?(?:各|分别)?(?:有|为|是|占|共)?[\d一二两三四五六七八九十]+[项个]"
)
_LAST_YEAR = re.compile(
    r"(?<![较比同与和])(?:上年|去年|上一年|前一年)(?:度|同期|时|也|还|是|都|就|尚|仍|曾|刚|倒|本来|已|已经){0,3}$"
)
_TURNS_INTO = re.compile(r"(?:变|转|降|升|跌|滑)(?:为|成|到)|到")  # 由达标变为不达标: what it was before
_COMES_FROM = re.compile(r"[由从](?:上年|去年)?的?$")
_PLAIN_LEVEL = re.compile(rf"已经?(?:{LEVELS})了?$")
_UP_TO_LEVEL = re.compile(r"[^，。；：、的达完实未没不]{0,14}")
_GOAL_BEHIND = re.compile(r"[^，。；]{0,6}(?:目标|任务|计划|要求)")
_QUOTED = 6  # characters of a clause that are no chance when they stand in an entered text
_ONE_BY_ONE = re.compile(
    r"(?:[一1][项个条](?:指标|任务)?(?P<first>[^，。；、\d一]{2,8}))(?:[、，](?:另)?[一1][项个条](?:指标|任务)?(?P<second>[^，。；、\d一]{2,8}))"
)


_ONE_MISSED = re.compile(
    r"(?<=[，、])(?:仅|只)?(?:有)?[一1]项(?:指标|任务)?(?:没有完成|没完成|未完成|未达标|没有达标|没有达到目标)(?=[，。；]|$)"
)
_UNDONE = re.compile(
    r"(?:没有|没能|没|尚未|未能|未|并未)(?:全部|完全|按期|如期|按时|按月|及时|足额|能|全)*(?P<verb>[\u4e00-\u9fff]{2})(?:完毕|完|到位)?(?=[，。；]|$)"
)


def _of_year_before(line: Line, word: VerdictWord) -> bool:
    """Whether the verdict is what something turned from: 由达标变为不达标."""
    turned = _TURNS_INTO.match(line.text, word.end)
    return turned is not None and _COMES_FROM.search(line.text, max(0, word.start - 4), word.start) is not None


def _is_level(line: Line, word: VerdictWord, traces: Traces) -> bool:
    """Whether the word tells no verdict but a number behind it, that is no target: 工作站已达到31个, 已建成泊位3个."""
    if word.claim is not Claim.MET or not _PLAIN_LEVEL.fullmatch(word.text):
        return False
    behind = sorted(
        ((one, trace) for one, trace in traces.values() if one.start >= word.end), key=lambda one: one[0].start
    )
    if not behind or not behind[0][1].statements or not _UP_TO_LEVEL.fullmatch(line.text, word.end, behind[0][0].start):
        return False
    told = behind[0][1].statements
    return not _GOAL_BEHIND.match(line.text, behind[0][0].end) and all(one.role is not Role.TARGET for one in told)


class VerdictJudge:
    """Judges the verdicts of lines against one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._scopes = Scopes(index)
        self._items = NamedItems(index)
        self._categories = Categories(index)
        self._reached = Reached(index)
        self._sayings = Sayings(index)
        self._comparisons = Comparisons(index)
        self._turned = Turned(index)
        self._dates = DatesTold(index)

    def judge(self, line: Line, traces: Traces) -> Iterator[Finding]:
        """What is untrue in the verdicts of *line*, whose numbers were traced before."""
        yield from self._comparisons.judge(line, traces)
        yield from self._turned.judge(line, traces)
        yield from self._dates.judge(line, traces)
        one_by_one = _ONE_BY_ONE.search(line.text)
        if one_by_one and not planning(line):
            yield from self._told_one_by_one(line, one_by_one)
        yield from self._one_missed(line, traces)
        for word in verdict_words(line.text):
            clause = line.parts.at(word.start)
            if one_by_one and one_by_one.start() <= word.start < one_by_one.end():
                continue
            if word.claim in ATTAINED and (
                (planning(line) and word.claim is not Claim.ALL_MET)
                or _OF_SOME.search(line.text, line.parts.starts[clause], word.start)
            ):
                continue  # 部分指标高于指标值 is said of none by name
            if _of_year_before(line, word) or _is_level(line, word, traces):
                continue
            wrong = self._wrongly_counted(line, word, traces)
            if wrong:
                yield self._finding(line, word.text, word.start, word.end, wrong)
                continue
            listed = self._items.listed(line, word)
            if not listed and (self._counted(line, word, clause, traces) or _SOME_DONE.search(line.text, 0, word.end)):
                continue
            counted = any(0 <= mention.start - word.end <= 2 for mention, _ in traces.values())
            if counted and word.claim in _CHANGED:  # the number is judged with its direction
                continue
            found = self._one(line, word, clause, traces)
            if found:
                yield self._finding(line, word.text, word.start, word.end, found)
        yield from self._undone(line, traces)

    def _finding(self, line: Line, text: str, start: int, end: int, found: Contradiction) -> Finding:
        offset = line.passage.start
        return finding(
            found.code, text, offset + start, offset + end, found.message, suggestion=found.suggestion,
            facts=found.facts, ledger=self._index.ledger,
        )  # fmt: skip

    def _counted(self, line: Line, word: VerdictWord, clause: int, traces: Traces) -> bool:
        """Whether the word tells what a count is of (未完成2项), names a group (未完成指标的原因) or is quoted."""
        if word.claim in ATTAINED | _SCORED and self._of_a_count(line, word, traces):
            return True
        if word.claim is Claim.MET and word.reach is Reach.PLAIN and self._of_some_counted(line, word, traces):
            return True
        if word.claim not in ATTAINED:
            return False
        if _ATTRIBUTE.match(line.text, word.end) or _COUNTED_BEHIND.match(line.text, word.end):
            return True
        start, end = line.parts.starts[clause], line.parts.ends[clause]
        words = line.text[start:end].strip("，。；：、 ")
        return len(words) >= _QUOTED and words in self._texts

    def _of_a_count(self, line: Line, word: VerdictWord, traces: Traces) -> bool:
        """10项拿到满分, 未完成2项, 余15件尚未办结: said of those just counted, and judged with the number."""
        for mention, trace in traces.values():
            if mention.kind is not MentionKind.COUNT or not trace.statements:
                continue
            by_result = any(counts_by_result(one) for one in trace.statements)
            by_result = by_result or (word.claim in _SCORED and not all(one.fact for one in trace.statements))
            beside = word.claim is not Claim.MET and line.parts.at(mention.start) == line.parts.at(word.start)
            if beside and any(one.part == LEFT for one in trace.statements):
                return True  # 没有按时办结的30件: of the rate's 分母, whatever the rate is
            if word.claim is Claim.FULL_SCORE and mention.end == word.start and self._full_marks == mention.value:
                return True
            behind = 0 <= mention.start - word.end <= 2
            between = line.text[mention.end : word.start] if mention.end <= word.start else "，"
            if by_result and (behind or _GOT.fullmatch(between)):
                return True
            if between == "" and _REST.search(line.text, max(0, mention.start - 2), mention.start):
                return word.claim is not Claim.MET
        return False

    def _of_some_counted(self, line: Line, word: VerdictWord, traces: Traces) -> bool:
        """计划建四个，三个如期建成; 38户中按期完工35户: said of the number beside it, one of more told before."""
        start = max(line.text.rfind(mark, 0, word.start) for mark in "。；") + 1
        for mention, trace in traces.values():
            beside = word.start == mention.end or word.end == mention.start
            if not beside or trace.code or mention.kind is not MentionKind.COUNT:
                continue
            before = [one for one, _ in traces.values() if start <= one.start < min(mention.start, word.start)]
            alike = [one for one in before if one.unit.dimension == mention.unit.dimension]
            if any(one.quantity and mention.quantity and one.quantity.base > mention.quantity.base for one in alike):
                return any(one.role is not Role.TARGET for one in trace.statements)
        return False

    def _wrongly_counted(self, line: Line, word: VerdictWord, traces: Traces) -> Contradiction | None:
        """效益指标3项没有完成, 两项超额完成 where two were missed: it is true of another number of them."""
        for mention, trace in traces.values():
            beside = word.start == mention.end or word.end == mention.start
            if not beside or mention.unit.symbol != "项" or not trace.statements:
                continue
            counted = next((one.subject for one in trace.statements if one.fact.startswith("count.")), "")
            if word.reach is not Reach.PLAIN and not any(counts_by_result(one) for one in trace.statements):
                continue
            group = self._categories.right_before(line, mention.start) or counted
            return self._reached.so_many(word, group, int(mention.value or 0)) if group else None
        return None

    @cached_property
    def _full_marks(self) -> int:
        return full_and_short(self._index)[0]

    @cached_property
    def _texts(self) -> str:
        ledger = self._index.ledger
        return "\n".join(dict.fromkeys(fact.text for fact in ledger.values() if not fact.derived and fact.text))

    def _undone(self, line: Line, traces: Traces) -> Iterator[Finding]:
        """4处黑臭水体没有消除, 机制尚未健全: what an indicator that was reached says was done, by name or value."""
        for match in _UNDONE.finditer(line.text):
            clause = line.parts.at(match.start())
            start = line.parts.starts[clause]
            word = VerdictWord(Claim.MISSED, match[0], match.start(), match.end())
            if _OF_SOME.search(line.text, start, match.start()) or verdict_words(match[0]):
                continue
            if planning(line) or is_coming(line.text, match.start()):
                continue
            scope = self._scopes.of(line, word, clause, traces)
            keys = tuple(key for key in scope.keys[:1] if self._speaks_of(key, match["verb"]))
            others = any(
                line.parts.at(mention.start) == clause
                and not any(one.subject in keys and one.role is Role.ACTUAL for one in trace.statements)
                for mention, trace in traces.values()
            )
            found = None if others else self._reached.judge(word, Scope(keys))
            if found:
                yield self._finding(line, match[0], match.start(), match.end(), found)

    def _speaks_of(self, key: str, verb: str) -> bool:
        actual = self._index.ledger.get(f"{key}.actual_value")
        return verb in self._index.subjects[key].name or bool(actual and verb in actual.text)

    def _told_one_by_one(self, line: Line, match: re.Match[str]) -> Iterator[Finding]:
        """满意度指标一项达标、一项未达标: as many of the group as the words count one by one."""
        words = [verdict_words(f"指标{match[part]}") for part in ("first", "second")]
        claims = [found[0].claim for found in words if found]
        group = self._categories.named_in_sentence(line, match.start())
        if len(claims) < len(words) or not group:
            return
        told = {Claim.MISSED: 0, Claim.MET: 0}
        for claim in claims:
            told[Claim.MISSED if claim is Claim.MISSED else Claim.MET] += 1
        found = self._reached.counts(group, told[Claim.MET], told[Claim.MISSED])
        if found:
            yield self._finding(line, match[0], match.start(), match.end(), found)

    def _one_missed(self, line: Line, traces: Traces) -> Iterator[Finding]:
        """13项指标完成11项，一项未完成: two were not."""
        for match in _ONE_MISSED.finditer(line.text):
            sentence = line.parts.sentences[line.parts.at(match.start())]
            groups = [
                statement.subject
                for mention, trace in sorted(traces.values(), key=lambda one: one[0].start)
                if mention.start < match.start() and line.parts.sentences[line.parts.at(mention.start)] == sentence
                for statement in trace.statements[:1]
                if counts_by_result(statement)
            ]
            found = self._reached.missed_one(groups[-1], match[0]) if groups else None
            if found:
                yield self._finding(line, match[0], match.start(), match.end(), found)

    def _one(self, line: Line, word: VerdictWord, clause: int, traces: Traces) -> Contradiction | None:
        if word.claim in ATTAINED:
            scope = self._scopes.of(line, word, clause, traces)
            if not scope.keys and not scope.group and not scope.rest:
                return told_beside(line, word, traces)
            last_year = _LAST_YEAR.search(line.text, 0, word.start) is not None
            return self._reached.judge(word, scope, last_year=last_year)
        if word.claim in _SCORED:
            scope = self._scopes.of(line, word, clause, traces)
            if scope.group:
                scope = Scope(tuple(indicators_in(scope.group, self._index)), listed=True)
            return None if scope.rest else self._sayings.scored(line, word, scope.keys)
        if word.claim in {Claim.RISE, Claim.FALL, Claim.LEVEL}:
            scope = self._scopes.of(line, word, clause, traces)
            return self._sayings.changed(line, word, clause, scope.keys)
        return self._sayings.judge(line, word, clause, lambda: self._scopes.of(line, word, clause, {}).keys)
