"""Which indicators of the bank (指标库) fit an indicator that has to be rewritten: by its object and field of work."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportgen.model.indicator_bank import BankIndicator

# Groups of people that an indicator is about: one named in the bank must be named by the project too.
_PEOPLE = re.compile(
    "残疾人|残疾儿童|残疾学生|盲人|肢体|听障|视障|孤独症|特困|低保|老年人|独居老人|老人|儿童|未成年人|妇女|孕产妇|产妇|"
    "学生|教师|学员|患者|医生|医师|农户|农民|脱贫户|退役士兵|退役军人|优抚对象|军人|烈士|失业人员|矫正对象|解矫人员|"
    "运动员|选手|传承人|驾驶员|司机|乘客|游客|观众|读者|家长|志愿者|律师|企业|合作社|小区|村民|孵化|特派员|老兵|社会组织|照料者|学员|职工|居民"
)
_K1, _B = 1.2, 0.6
_IN_NAME, _IN_PROJECT, _IN_FIELD = 6.0, 2.0, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class BankQuery:
    """What is looked for: the words of the indicator itself, the words of its project, and the second levels wanted."""

    indicator: str
    project: str
    subcategories: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class BankHit:
    """An indicator of the bank and how well it fits; *by_name* tells that the indicator itself names its object."""

    indicator: BankIndicator
    score: float
    by_name: bool


@dataclass(slots=True)
class IndicatorBank:
    """The bank, ready to be searched."""

    indicators: tuple[BankIndicator, ...]
    _terms: list[Counter[str]] = field(default_factory=list)
    _weights: dict[str, float] = field(default_factory=dict)
    _mean: float = 1.0

    def __post_init__(self) -> None:
        self._terms = [Counter(bigrams(each.name + "，" + "，".join(each.objects))) for each in self.indicators]
        found = Counter(term for terms in self._terms for term in terms)
        count = len(self.indicators)
        self._weights = {term: math.log(1 + (count - n + 0.5) / (n + 0.5)) for term, n in found.items()}
        self._mean = sum(terms.total() for terms in self._terms) / max(count, 1) or 1.0

    def search(self, query: BankQuery, limit: int = 3) -> tuple[BankHit, ...]:
        """The best *limit* indicators all of whose objects and people the query names."""
        whole = f"{query.indicator}，{query.project}"
        wanted = set(bigrams(query.indicator))
        hits = []
        for at, each in enumerate(self.indicators):
            if query.subcategories and each.subcategory not in query.subcategories:
                continue
            in_name = sum(word in query.indicator for word in each.objects)
            in_project = sum(word in query.project for word in each.objects)
            if not each.objects or any(word not in whole for word in each.objects):
                continue
            if any(people not in whole for people in _PEOPLE.findall(each.name + each.formula)):
                continue
            in_field = sum(word in whole for word in each.keywords)
            score = _IN_NAME * in_name + _IN_PROJECT * in_project + _IN_FIELD * in_field + self._likeness(at, wanted)
            hits.append(BankHit(each, score, bool(in_name)))
        hits.sort(key=lambda hit: -hit.score)
        return tuple(hits[:limit])

    def _likeness(self, at: int, wanted: Iterable[str]) -> float:
        """BM25 over the bigrams of name and objects."""
        terms = self._terms[at]
        length = 1 - _B + _B * terms.total() / self._mean
        return sum(
            self._weights[term] * terms[term] * (_K1 + 1) / (terms[term] + _K1 * length)
            for term in wanted
            if term in terms
        )


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring Chinese characters: 农村公路 → 农村, 村公, 公路."""
    return [run[at : at + 2] for run in re.findall("[\u4e00-\u9fff]+", text) for at in range(max(len(run) - 1, 1))]
