"""Verdicts (结论) against the data: 达到 while 80 < 100, 超额 with a shortfall, 均完成 with one missed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from reportgen.checking.fact_index import FactIndex
from reportgen.checking.findings import finding
from reportgen.checking.money_lines import budget_line
from reportgen.checking.roles import planning
from reportgen.checking.statements import span_of
from reportgen.checking.subjects import Line, evidence_at
from reportgen.checking.tracing import Trace
from reportgen.language.verdict_words import Claim, VerdictWord, verdict_words
from reportgen.language.words import name_pairs
from reportgen.model.facts import Fact, Role
from reportgen.model.finding import Finding
from reportgen.model.indicators import Indicator
from reportgen.model.scorecard import Attainment
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.rules.attainment import Comparison, attainment, comparison

_NAMED = 0.6
_COMPARED = re.compile(
    r"(?P<not>没有|未能|未|没能|不)?(?:(?P<up>超过|超出|突破|高于|多于|优于)|(?P<down>低于|少于|不及)|(?P<level>达到|控制在|控制到|保持在|降到|降至|缩短到|缩短至|压缩到|压缩至|压到|压降到))了?$"
)
_REFERRING = re.compile(r"(?:与|和|同|较|比|对照|离|距离?|按照?)[^，。；]{0,8}$")
_MOVED = re.compile(
    r"[的左右以上]*[，]?(?:(?P<up>提高|提升|增长|增加|上升|攀升|扩大|升|增|涨|延长)|(?P<down>下降|降低|减少|压减|缩短|回落|缩小|压缩|降|减))"
    r"了?(?:到|至|为)了?"
)
_FROM = re.compile(r"[由从][^，。；]*$")
_NEAR_FROM = 14
_ONE_AND_ANOTHER = re.compile(r"[一1][项个][^，。；、\d]{2,6}、[一1][项个]")
_REST = re.compile(r"[余剩有]下?$")
_NEAR_COUNT = 14
_GOT = re.compile(r"(?:指标)?(?:拿到|拿了|得到|获得|得|获|取得)?了?")
_COUNTED = frozenset({"项", "个", "指标"})
_OF_SOME = re.compile(r"部分|个别|有的|多项|少数|一些|有些|多数")
_ATTAINED = frozenset({Claim.MET, Claim.MISSED, Claim.EXCEEDED})
_OF_INDICATORS = _ATTAINED | {Claim.FULL_SCORE}
_ATTRIBUTE = re.compile(r"(?:的)?(?:指标|任务|目标|项目|事项)?(?:的|主要)+(?:原因|情况)|的(?:指标|任务|目标|项目|事项)")
_RATED = ("project.", "indicator.")
_HONOURED = frozenset({"荣获", "获得", "授予", "获评", "受到", "称号", "入选"})
_QUOTED = 6  # characters of a clause that are no chance when they stand in an entered text
_BOUND = re.compile(r"(?P<not>没有|未能|未|没能|没)?(?:达到|完成|符合)了?$")  # 仍未达到不少于260人的目标
_REACHED = frozenset({Attainment.MET, Attainment.EXCEEDED})


class VerdictJudge:
    """Judges the verdicts of lines against one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._budget_keys = frozenset(
            key.removeprefix("budget.") for key in index.subjects if key.startswith("budget.")
        )

    def judge(self, line: Line, traces: Mapping[int, tuple[Mention, Trace]]) -> Iterator[Finding]:
        """What is untrue in the verdicts of *line*, whose numbers were traced before."""
        if not planning(line):
            yield from self._compared(line, traces)
        yield from self._moved(line, traces)
        for word in verdict_words(line.text):
            clause = line.parts.at(word.start)
            if word.claim in _ATTAINED and _OF_SOME.search(line.text, line.parts.starts[clause], word.start):
                continue  # 部分指标高于指标值 is said of none by name
            if self._counted(line, word, clause, traces) or (planning(line) and word.claim in _ATTAINED):
                continue
            counted = any(0 <= mention.start - word.end <= 2 for mention, _ in traces.values())
            if counted and word.claim in {Claim.RISE, Claim.FALL}:  # the number is judged with its direction
                continue
            found = self._one(line, word, clause, traces)
            if found:
                code, message, suggestion, facts = found
                start = line.passage.start
                yield finding(
                    code, word.text, start + word.start, start + word.end, message, suggestion=suggestion, facts=facts,
                    ledger=self._index.ledger,
                )  # fmt: skip

    def _counted(self, line: Line, word: VerdictWord, clause: int, traces: Mapping[int, tuple[Mention, Trace]]) -> bool:
        """Whether the word tells what a count is of (未完成2项), names a group (未完成指标的原因) or is quoted."""
        if word.claim in _OF_INDICATORS and self._of_one_or_some(line, word, traces):
            return True
        if word.claim not in _ATTAINED:
            return False
        if _ATTRIBUTE.match(line.text, word.end):
            return True
        for mention, trace in traces.values():
            if any(one.fact.startswith("count.") for one in trace.statements) and (
                line.parts.at(mention.start) == clause
            ):
                return True
        start, end = line.parts.starts[clause], line.parts.ends[clause]
        words = line.text[start:end].strip("，。；：、 ")
        return len(words) >= _QUOTED and words in self._texts

    def _of_one_or_some(self, line: Line, word: VerdictWord, traces: Mapping[int, tuple[Mention, Trace]]) -> bool:
        """10项拿到满分, 一项达标、一项未达标, 余15件尚未办结: the verdict is of those just counted."""
        if _ONE_AND_ANOTHER.search(line.text, max(0, word.start - _NEAR_COUNT), word.end + 3):
            return True
        for mention, trace in traces.values():
            between = line.text[mention.end : word.start] if mention.end <= word.start else "，"
            counts = mention.kind is MentionKind.COUNT and bool(trace.statements)
            rest = between == "" and _REST.search(line.text, max(0, mention.start - 2), mention.start)
            if counts and (rest or (mention.unit.dimension in _COUNTED and _GOT.fullmatch(between))):
                return word.claim is not Claim.MET
        return False

    @cached_property
    def _texts(self) -> str:
        ledger = self._index.ledger
        return "\n".join(dict.fromkeys(fact.text for fact in ledger.values() if not fact.derived and fact.text))

    def _compared(self, line: Line, traces: Mapping[int, tuple[Mention, Trace]]) -> Iterator[Finding]:
        """超过95%的目标, 突破84元的上限: the number is the target; is the actual value there?"""
        for mention, trace in traces.values():
            target = next((one for one in trace.statements if one.role is Role.TARGET), None)
            word = _COMPARED.search(line.text, max(0, mention.start - 9), mention.start)
            clause = line.parts.starts[line.parts.at(mention.start)]
            if word is not None and _REFERRING.search(line.text, clause, word.start()):
                continue
            if word is not None and re.search(r"目标|计划|任务|要求", line.text[clause : word.start()]):
                continue
            if target is None or word is None or not target.subject.startswith("indicator."):
                continue
            actual = next(
                (
                    one for one in self._index.subjects[target.subject].statements
                    if one.role is Role.ACTUAL and one.unit.dimension == target.unit.dimension and one.low == one.high
                ),
                None,
            )  # fmt: skip
            if actual is None or target.low != target.high:
                continue
            up = word["up"] is not None
            bound = _BOUND.search(line.text, clause, word.start()) if word["not"] == "不" else None
            level = word["level"] is not None or bound is not None
            upper = target.comparator is not None and target.comparator.downward
            reached = actual.low <= target.low if upper else actual.low >= target.low
            true = reached if level else actual.low > target.low if up else actual.low < target.low
            negated = bound["not"] is not None if bound else word["not"] is not None
            if true != negated:
                continue
            start = line.passage.start
            name = self._index.subjects[target.subject].name
            yield finding(
                "VERDICT_CONTRADICTS", word[0], start + word.start(), start + word.end(),
                f"“{name}”目标{target.text}、实际{actual.text}，不能写“{word[0]}”", suggestion="请核对完成情况的说法",
                facts=(actual.fact, target.fact), ledger=self._index.ledger,
            )  # fmt: skip

    def _moved(self, line: Line, traces: Mapping[int, tuple[Mention, Trace]]) -> Iterator[Finding]:
        """由28分钟缩短到24分钟: the verb fits the two numbers."""
        told = sorted((mention for mention, _ in traces.values()), key=lambda mention: mention.start)
        for before, after in pairwise(told):
            verb = _MOVED.fullmatch(line.text, before.end, after.start)
            first, last = span_of(before), span_of(after)
            moved = verb is not None and _FROM.search(line.text, max(0, before.start - _NEAR_FROM), before.start)
            if not moved or first is None or last is None or before.unit.dimension != after.unit.dimension:
                continue
            if verb is None or first[0] == last[0] or (last[0] > first[0]) == (verb["up"] is not None):
                continue
            truth = "上升" if last[0] > first[0] else "下降"
            start = line.passage.start + before.end
            yield finding(
                "VERDICT_CHANGE", verb[0], start, start + len(verb[0]),
                f"由{before.text}到{after.text}是{truth}，不能写“{verb[0]}”", suggestion=f"请改为“{truth}”", facts=(),
                ledger=self._index.ledger,
            )  # fmt: skip

    def _one(
        self, line: Line, word: VerdictWord, clause: int, traces: Mapping[int, tuple[Mention, Trace]]
    ) -> tuple[str, str, str, tuple[str, ...]] | None:
        if word.claim is Claim.RATING:
            return self._rating(line, word, clause)
        if word.claim is Claim.SUPERLATIVE:
            return self._superlative(line, word, clause)
        if word.claim is Claim.HONOUR:
            return self._honour(word)
        if word.claim is Claim.SATISFIED:
            return self._satisfied(line, word, clause)
        if word.claim is Claim.ALL_MET:
            return self._all(line, word, clause)
        if word.claim in {Claim.OVERSPENT, Claim.WITHIN_BUDGET}:
            return self._money(line, word, clause)
        keys = self._indicators(line, clause, traces)
        if word.claim is Claim.FULL_SCORE:
            return self._full_score(line, keys)
        if word.claim in {Claim.RISE, Claim.FALL, Claim.LEVEL}:
            return self._change(line, word, clause, keys)
        for key in keys:
            found = self._attained(word, key)
            if found:
                return found
        return None

    def _indicators(self, line: Line, clause: int, traces: Mapping[int, tuple[Mention, Trace]]) -> list[str]:
        """The indicators a verdict is about: those its clause names, else those of the numbers beside it."""
        quoted = [one.key for one in line.named if one.quoted and one.clause == clause]
        if quoted:
            return quoted[:4]
        evidence = evidence_at(line, clause, self._index)
        named = [key for key, found in evidence.items() if key.startswith("indicator.") and found.named >= _NAMED]
        if named:
            best = max(evidence[key].named for key in named)
            return [key for key in named if evidence[key].named >= best - 0.1][:4]
        parts = line.parts
        beside: dict[str, int] = {}
        for mention, trace in traces.values():
            at = parts.at(mention.start)
            if parts.sentences[at] != parts.sentences[clause]:
                continue
            statements = trace.statements or ((trace.nearest,) if trace.nearest else ())
            for statement in statements:
                if statement.subject.startswith("indicator."):
                    beside.setdefault(statement.subject, abs(at - clause))
        if beside:
            nearest = min(beside.values())
            return [key for key, distance in beside.items() if distance == nearest][:2]
        return [key for key, found in evidence.items() if key.startswith("indicator.") and found.named >= 0.45][:1]

    def _indicator(self, key: str) -> Indicator:
        ledger = self._index.ledger

        def text(field: str) -> str:
            fact = ledger.get(f"{key}.{field}")
            return fact.text if fact else ""

        return Indicator(
            number=key, category=text("category"), subcategory=text("subcategory"), name=text("name"),
            target_value=text("target_value"), actual_value=text("actual_value"),
            attainment_band=text("attainment_band"),
        )  # fmt: skip

    def _attained(self, word: VerdictWord, key: str) -> tuple[str, str, str, tuple[str, ...]] | None:
        indicator = self._indicator(key)
        judged = attainment(indicator, self._index.year)
        if judged.attainment is Attainment.UNDECIDED:
            return None
        reached = judged.attainment in _REACHED
        compared = comparison(indicator)
        exceeded = (
            isinstance(compared, Comparison) and compared.actual > compared.target and not compared.comparator.downward
        )
        wrong = {
            Claim.MET: not reached,
            Claim.MISSED: reached,
            Claim.EXCEEDED: not reached or (isinstance(compared, Comparison) and not exceeded
                                            and not compared.comparator.downward),
        }[word.claim]  # fmt: skip
        if not wrong:
            return None
        if word.claim is Claim.MISSED and word.text.startswith(("均", "都")) and not reached:
            return None
        facts = tuple(one for one in (f"{key}.actual_value", f"{key}.target_value") if one in self._index.ledger)
        truth = "未完成" if not reached else "超额完成" if exceeded and word.claim is Claim.MISSED else "完成"
        message = f"“{indicator.name}”{judged.reason}，不能写“{word.text}”"
        return "VERDICT_CONTRADICTS", message, f"请改为“{truth}”，或者核对数据", facts

    def _all(self, line: Line, word: VerdictWord, clause: int) -> tuple[str, str, str, tuple[str, ...]] | None:
        ledger = self._index.ledger
        start, end = line.parts.starts[clause], line.parts.ends[clause]
        words = line.text[start:end]
        prefix = "count.indicators"
        for key in ledger:
            if key.startswith("count.category.") and key.endswith(".missed"):
                name = key.removeprefix("count.category.").removesuffix(".missed")
                if name.removesuffix("指标") in words and name != "指标":
                    prefix = f"count.category.{name}"
        missed = ledger.get(f"{prefix}.missed")
        if missed is None or missed.quantity is None or missed.quantity.value == 0:
            return None
        names = [ledger[one].subject for one in missed.operands if one in ledger]
        listed = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
        message = f"“{word.text}”与数据不符：还有{missed.text}未完成（{listed}）"
        return "VERDICT_ALL", message, f"请写明未完成的{missed.text}", (missed.id,)

    def _rating(self, line: Line, word: VerdictWord, clause: int) -> tuple[str, str, str, tuple[str, ...]] | None:
        rating = self._index.ledger.get("score.rating")
        if rating is None or rating.text[:1] == word.value:
            return None
        evidence = evidence_at(line, clause, self._index)
        rated = [key for key, found in evidence.items() if found.named >= _NAMED and key.startswith(_RATED)]
        if any(word.value in fact.text for key in rated for fact in self._facts_of(key)):
            return None  # the project or the indicator has a grade of its own
        message = f"评价等级写作“{word.value}”，按自评总分应为“{rating.text}”"
        return "VERDICT_RATING", message, f"请改为“{rating.text}”", ("score.rating", "score.total")

    def _facts_of(self, key: str) -> Iterator[Fact]:
        for field in ("rating", "attainment_band", "actual_value"):
            fact = self._index.ledger.get(f"{key}.{field}")
            if fact is not None:
                yield fact

    def _honour(self, word: VerdictWord) -> tuple[str, str, str, tuple[str, ...]] | None:
        pairs = set(name_pairs(word.text)) - _HONOURED
        for fact in self._index.ledger.values():
            if not fact.derived and pairs and len(pairs & set(name_pairs(fact.text))) * 3 >= len(pairs) * 2:
                return None
        return "VERDICT_UNSUPPORTED", f"“{word.text}”在填报数据中没有依据", "请删去，或者先填报依据", ()

    def _satisfied(self, line: Line, word: VerdictWord, clause: int) -> tuple[str, str, str, tuple[str, ...]] | None:
        keys = self._indicators(line, clause, {}) or [
            key
            for key, subject in self._index.subjects.items()
            if key.startswith("indicator.") and "满意" in subject.name
        ]
        for key in keys:
            indicator = self._indicator(key)
            if "满意" in indicator.name and attainment(indicator, self._index.year).attainment is Attainment.MISSED:
                message = f"“{indicator.name}”没有达到指标值，不能写“{word.text}”"
                return "VERDICT_CONTRADICTS", message, "请写满意度的实际值", (f"{key}.actual_value",)
        if keys or word.text in self._texts:
            return None
        return "VERDICT_UNSUPPORTED", f"“{word.text}”在填报数据中没有依据", "请删去，或者先填报满意度", ()

    def _superlative(self, line: Line, word: VerdictWord, clause: int) -> tuple[str, str, str, tuple[str, ...]] | None:
        pairs = set(name_pairs(line.text[line.parts.starts[clause] : line.parts.ends[clause]]))
        for fact in self._index.ledger.values():
            if word.text in fact.text and (len(pairs) < 3 or len(pairs & set(name_pairs(fact.text))) >= 2):
                return None
        return "VERDICT_UNSUPPORTED", f"“{word.text}”在填报数据中没有依据", "请删去，或者先填报依据", ()

    def _money(self, line: Line, word: VerdictWord, clause: int) -> tuple[str, str, str, tuple[str, ...]] | None:
        evidence = evidence_at(line, clause, self._index)
        projects = [key for key, found in evidence.items() if key.startswith("project.") and found.named >= _NAMED]
        line_key, _ = budget_line(line, clause, self._budget_keys)
        key, budget_field = (projects[0], "budget") if projects else (f"budget.{line_key}", "adjusted_budget")
        budget, spent = (
            self._index.ledger.get(f"{key}.{budget_field}"),
            self._index.ledger.get(f"{key}.actual_expenditure"),
        )
        if not (budget and spent and budget.quantity and spent.quantity):
            return None
        over = spent.quantity.base > budget.quantity.base
        if over == (word.claim is Claim.OVERSPENT):
            return None
        message = f"“{budget.subject}”预算{budget.text}、执行{spent.text}，不能写“{word.text}”"
        return "VERDICT_MONEY", message, "请改为“超支”" if over else "请改为“没有超支”", (budget.id, spent.id)

    def _full_score(self, line: Line, keys: list[str]) -> tuple[str, str, str, tuple[str, ...]] | None:
        if not keys and "执行" in line.text:
            keys = ["score.execution"]
        for key in keys:
            score, whole = self._index.ledger.get(f"{key}.score"), self._index.ledger.get(f"{key}.max_score")
            if score and whole and score.quantity and whole.quantity and score.quantity.value < whole.quantity.value:
                message = f"“{score.subject}”得{score.text}分，分值{whole.text}分，不是满分"
                return "VERDICT_CONTRADICTS", message, f"请改为{score.text}分", (score.id, whole.id)
        return None

    def _change(
        self, line: Line, word: VerdictWord, clause: int, keys: list[str]
    ) -> tuple[str, str, str, tuple[str, ...]] | None:
        candidates = list(keys)
        if not candidates:
            line_key, _ = budget_line(line, clause, self._budget_keys)
            candidates = [f"budget.{line_key}"]
        for key in candidates:
            subject = self._index.subjects.get(key)
            if subject is None:
                continue
            now = next((one for one in subject.statements if one.role in {Role.ACTUAL, Role.EXPENDITURE}), None)
            before = next((one for one in subject.statements if one.role is Role.PREVIOUS), None)
            if now is None or before is None or now.unit.dimension != before.unit.dimension:
                continue
            difference = now.low - before.low
            wrong = {
                Claim.RISE: difference <= 0,
                Claim.FALL: difference >= 0,
                Claim.LEVEL: abs(difference) > abs(before.low) * Decimal("0.005"),
            }[word.claim]
            if wrong:
                truth = "上升" if difference > 0 else "下降" if difference < 0 else "持平"
                message = f"“{subject.name}”上年{before.text}、本年{now.text}，是{truth}，不能写“{word.text}”"
                return "VERDICT_CHANGE", message, f"请改为“{truth}”", (now.fact, before.fact)
            return None
        return None
