"""Verdicts that are not of a target: money, change over last year, scores, grades, 首次, honours, satisfaction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.findings import Contradiction
from reportgen.checking.sentences.money_lines import budget_line
from reportgen.checking.sentences.subjects import Line, evidence_at
from reportgen.checking.verdicts.honours import borne_out
from reportgen.checking.verdicts.only_ones import only_one
from reportgen.checking.verdicts.reached import missed
from reportgen.checking.verdicts.scopes import NAMED
from reportgen.language.verdict_words import Claim, VerdictWord
from reportgen.language.words import name_pairs
from reportgen.model.facts import Fact, Role

_RATED = ("project.", "indicator.")
_LEVEL = Decimal("0.005")  # of the year before: what still counts as 持平
_OVER = frozenset({Claim.OVERSPENT, Claim.WITHIN_BUDGET})
_PART_OF_MONEY = re.compile(r"尾款|补贴|补助|奖|工资|货款|进度款|费用|保证金|救助金|款项|分红")
_AMONG_PROJECTS = re.compile(r"(?:[两二三四五六七八九十\d]+个|各个?|所有|全部)项目(?:中|里|当中|之)")
_BUDGET_OF = re.compile(r"(?:其中)?[，：]?(?P<what>[\u4e00-\u9fff]{3,12}?)(?:项目)?的?(?:预算|资金|经费)")
_SEVERAL = re.compile(r"[两二三四五\d][个项][^，。；]{0,8}(?:均|都|皆)")  # 两项执行率都是九成，在各项目里垫底
_ONLY_RATE = re.compile(r"执行率(?:达到?|为|是|有)?(?P<rate>\d+(?:\.\d+)?)%的?项目")
_REFERENCE = re.compile(r"(?:与|和|同|跟|较|比)(?P<what>[^，。；]{1,10})$")
_OF_PLAN = re.compile(r"目标|计划|任务|指标值|要求|预期")
_OF_YEAR = re.compile(r"上年|去年|上一年|前一年|同期|往年|20\d\d年")
_STAFF_CLASS = re.compile(r"行政|事业|工勤|机关|参公|类")
_OF_MONEY = re.compile(r"预算|支出|收入|资金|经费|拨款|[\d万亿]元")
_BUDGET_NAMED = re.compile(r"预算|部门|整体|基本支出|项目支出|财政拨款|全年支出")


class Sayings:
    """Judges such verdicts against one index."""

    def __init__(self, index: FactIndex) -> None:
        self._index = index
        self._budget_keys = frozenset(
            key.removeprefix("budget.") for key in index.subjects if key.startswith("budget.")
        )

    def judge(
        self, line: Line, word: VerdictWord, clause: int, indicators: Callable[[], Sequence[str]]
    ) -> Contradiction | None:
        """What contradicts *word* in that *clause*, or that nothing bears it out; *indicators* tells what it is of."""
        if word.claim is Claim.RATING:
            return self._rating(line, word, clause)
        if word.claim is Claim.SUPERLATIVE:
            return self._superlative(line, word, clause)
        if word.claim is Claim.HONOUR:
            borne = borne_out(line, word, clause, self._entered_texts)
            return None if borne else _unsupported(word, "请删去，或者先填报依据")
        if word.claim is Claim.SATISFIED:
            return self._satisfied(word, indicators())
        if word.claim is Claim.STAFFED:
            return self._staffed(line, word, clause)
        return self._money(line, word, clause)

    @cached_property
    def _entered(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self._index.ledger.values() if not fact.derived and fact.text)

    @cached_property
    def _entered_texts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(fact.text for fact in self._entered))

    @cached_property
    def _texts(self) -> str:
        return "\n".join(self._entered_texts)

    def _rating(self, line: Line, word: VerdictWord, clause: int) -> Contradiction | None:
        rating = self._index.ledger.get("score.rating")
        if rating is None or rating.text[:1] == word.value:
            return None
        evidence = evidence_at(line, clause, self._index)
        rated = [key for key, found in evidence.items() if found.named >= NAMED and key.startswith(_RATED)]
        if any(word.value in fact.text for key in rated for fact in self._grades_of(key)):
            return None  # the project or the indicator has a grade of its own
        message = f"评价等级写作“{word.value}”，按自评总分应为“{rating.text}”"
        return Contradiction("VERDICT_RATING", message, f"请改为“{rating.text}”", ("score.rating", "score.total"))

    def _grades_of(self, key: str) -> Iterator[Fact]:
        for field in ("rating", "attainment_band", "actual_value"):
            fact = self._index.ledger.get(f"{key}.{field}")
            if fact is not None:
                yield fact

    def _satisfied(self, word: VerdictWord, indicators: Sequence[str]) -> Contradiction | None:
        if not indicators and word.text.startswith("反"):
            return None  # 反响热烈 of an event is no satisfaction that was asked for
        keys = indicators or [
            key
            for key, subject in self._index.subjects.items()
            if key.startswith("indicator.") and "满意" in subject.name
        ]
        for key in keys:
            name = self._index.subjects[key].name
            if "满意" in name and missed(key, self._index):
                message = f"“{name}”没有达到指标值，不能写“{word.text}”"
                return Contradiction("VERDICT_CONTRADICTS", message, "请写满意度的实际值", (f"{key}.actual_value",))
        return None if keys or word.text in self._texts else _unsupported(word, "请删去，或者先填报满意度")

    def _superlative(self, line: Line, word: VerdictWord, clause: int) -> Contradiction | None:
        words = line.text[line.parts.starts[clause] : line.parts.ends[clause]]
        if _AMONG_PROJECTS.search(words):
            return self._first_of_projects(line, word, clause)
        only = _ONLY_RATE.search(words) if word.text == "唯一" else None
        if only and sum(rate == Decimal(only["rate"]) for rate in self._rates.values()) == 1:
            return None  # 唯一一个执行率达到100%的项目
        if word.text.startswith("垫底"):
            return None
        judged, found = only_one(line, word, self._index)
        if judged:
            return found
        pairs = set(name_pairs(words))
        for fact in self._entered:
            if word.text in fact.text and (len(pairs) < 3 or len(pairs & set(name_pairs(fact.text))) >= 2):
                return None
        return _unsupported(word, "请删去，或者先填报依据")

    @cached_property
    def _rates(self) -> dict[str, Decimal]:
        """The execution rate of each project, by its key."""
        return {
            key: fact.quantity.value
            for key in self._index.subjects
            if key.startswith("project.")
            and (fact := self._index.ledger.get(f"{key}.execution_rate")) is not None
            and fact.quantity is not None
        }

    def _first_of_projects(self, line: Line, word: VerdictWord, clause: int) -> Contradiction | None:
        """执行率98.58%，在四个项目中居首: by the execution rates of all projects."""
        evidence = evidence_at(line, clause, self._index)
        start = line.text.rfind("。", 0, word.start) + 1
        if "执行率" not in line.text[start : word.start] or _SEVERAL.search(line.text, start, word.start):
            return None
        rates = self._rates
        named = [one.key for one in line.named if one.key in rates and one.end <= word.start]
        named = named or [key for key, found in evidence.items() if key in rates and found.named >= NAMED][:1]
        if not named:
            return None
        first = (min if word.text.startswith("垫底") else max)(rates.values())
        if rates[named[-1]] == first:
            return None
        best = next(key for key, rate in rates.items() if rate == first)
        name = self._index.subjects[best].name
        message = f"执行率{'最低' if word.text.startswith('垫底') else '最高'}的是“{name}”，不能写“{word.text}”"
        facts = (f"{best}.execution_rate", f"{named[-1]}.execution_rate")
        return Contradiction("VERDICT_CONTRADICTS", message, "请核对各项目的执行率", facts)

    def _staffed(self, line: Line, word: VerdictWord, clause: int) -> Contradiction | None:
        """没有超编, 满编运行: against the posts and the people of the whole department."""
        sentence = max(line.text.rfind(mark, 0, word.start) for mark in "。；") + 1
        posts, people = self._index.ledger.get("staff.合计.authorized"), self._index.ledger.get("staff.合计.actual")
        if _STAFF_CLASS.search(line.text, sentence, line.parts.ends[clause]) or not (
            posts and people and posts.quantity and people.quantity
        ):
            return None
        gap = people.quantity.value - posts.quantity.value
        state = "超编" if gap > 0 else "满编" if gap == 0 else "空编"
        said = word.text[-2:].replace("缺编", "空编")
        if (said == state) == (len(word.text) == len("超编")):
            return None
        message = f"编制{posts.text}、实有{people.text}，不能写“{word.text}”"
        return Contradiction("VERDICT_CONTRADICTS", message, f"请改为“{state}”", (posts.id, people.id))

    def _money(self, line: Line, word: VerdictWord, clause: int) -> Contradiction | None:
        evidence = evidence_at(line, clause, self._index)
        projects = [key for key, found in evidence.items() if key.startswith("project.") and found.named >= NAMED]
        words = line.text[line.parts.starts[clause] : line.parts.ends[clause]]
        projects = projects or self._in_part(words)
        if word.claim not in _OVER and (_PART_OF_MONEY.search(words) or not (projects or _BUDGET_NAMED.search(words))):
            return None  # 尾款已全部支付 is said of no budget
        line_key, _ = budget_line(line, clause, self._budget_keys)
        lines = [(key, "budget") for key in projects] or [(f"budget.{line_key}", "adjusted_budget")]
        if word.claim in _OVER:
            lines = lines[:1]
        return next((found for key, field in lines if (found := self._spent(word, key, field))), None)

    def _in_part(self, words: str) -> list[str]:
        """The one project in whose name the words before 的预算 stand: 其中消毒柜的预算已全部支出."""
        told = _BUDGET_OF.match(words)
        held = (key for key, one in self._index.subjects.items() if told and told["what"] in one.name)
        found = [key for key in held if key.startswith("project.")]
        return found if len(found) == 1 else []

    def _spent(self, word: VerdictWord, key: str, field: str) -> Contradiction | None:
        budget, spent = self._index.ledger.get(f"{key}.{field}"), self._index.ledger.get(f"{key}.actual_expenditure")
        if not (budget and spent and budget.quantity and spent.quantity):
            return None
        over, all_of_it = spent.quantity.base > budget.quantity.base, spent.quantity.base >= budget.quantity.base
        true = {
            Claim.OVERSPENT: over, Claim.WITHIN_BUDGET: not over, Claim.SPENT: all_of_it, Claim.UNSPENT: not all_of_it,
        }[word.claim]  # fmt: skip
        if true:
            return None
        truth = "超支" if over else "全部支出" if all_of_it else "没有超支" if word.claim in _OVER else "有结余"
        message = f"“{budget.subject}”预算{budget.text}、执行{spent.text}，不能写“{word.text}”"
        return Contradiction("VERDICT_MONEY", message, f"请改为“{truth}”", (budget.id, spent.id))

    def scored(self, line: Line, word: VerdictWord, keys: Sequence[str]) -> Contradiction | None:
        """What contradicts that those indicators got all of their points, or lost some."""
        if not keys and "执行" in line.text:
            keys = ["score.execution"]
        for key in keys:
            score, whole = self._index.ledger.get(f"{key}.score"), self._index.ledger.get(f"{key}.max_score")
            if not (score and whole and score.quantity and whole.quantity):
                continue
            full = score.quantity.value >= whole.quantity.value
            if full == (word.claim is Claim.FULL_SCORE):
                continue
            told = "得了满分" if full else "不是满分"
            message = f"“{score.subject}”得{score.text}分，分值{whole.text}分，{told}，不能写“{word.text}”"
            return Contradiction("VERDICT_CONTRADICTS", message, f"请改为{score.text}分", (score.id, whole.id))
        return None

    def changed(self, line: Line, word: VerdictWord, clause: int, keys: Sequence[str]) -> Contradiction | None:
        """What contradicts that those indicators, or the budget line of the clause, rose, fell or stayed."""
        role, year = Role.PREVIOUS, "上年"
        told = _REFERENCE.search(line.text, line.parts.starts[clause], word.start)
        if told and word.claim is Claim.LEVEL and not _OF_YEAR.search(told["what"]):
            if not _OF_PLAN.search(told["what"]):
                return None  # 与全省平均水平持平
            role, year = Role.TARGET, "目标"
        candidates = list(keys)
        if not candidates and _OF_MONEY.search(line.text, line.text.rfind("。", 0, word.start) + 1, word.end):
            candidates = [f"budget.{budget_line(line, clause, self._budget_keys)[0]}"]
        for key in candidates:
            subject = self._index.subjects.get(key)
            if subject is None:
                continue
            now = next((one for one in subject.statements if one.role in {Role.ACTUAL, Role.EXPENDITURE}), None)
            before = next((one for one in subject.statements if one.role is role), None)
            if now is None or before is None or now.unit.dimension != before.unit.dimension:
                continue
            difference = now.low - before.low
            wrong = {
                Claim.RISE: difference <= 0,
                Claim.FALL: difference >= 0,
                Claim.LEVEL: abs(difference) > abs(before.low) * _LEVEL,
            }[word.claim]
            if not wrong:
                return None
            truth = "上升" if difference > 0 else "下降" if difference < 0 else "持平"
            message = f"“{subject.name}”{year}{before.text}、本年{now.text}，是{truth}，不能写“{word.text}”"
            return Contradiction("VERDICT_CHANGE", message, f"请改为“{truth}”", (now.fact, before.fact))
        return None


def _unsupported(word: VerdictWord, suggestion: str) -> Contradiction:
    return Contradiction("VERDICT_UNSUPPORTED", f"“{word.text}”在填报数据中没有依据", suggestion, ())
