"""Whether the data bear out that something is the only one or the first of them all (唯一、居首)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.findings import Contradiction
from reportgen.checking.sentences.subjects import Line
from reportgen.language.verdict_words import VerdictWord
from reportgen.language.words import GENERAL_WORDS, name_pairs
from reportgen.model.facts import Fact, Role

_ONLY = re.compile(
    r"唯一(?:的?一[项个])?(?:(?P<worse>不如|不及|差于|逊于|没有超过|未超过)(?:上年|去年)|"
    r"(?P<missed>未完成|没有?完成|未达标|没有?达标|没有?[做办][到成够好]|没能?[做办][到成够好]|未实现|没有?实现|(?:没有|未)达到(?:年度)?目标))的(?:一[项个])?(?:绩效|年度)?(?:指标|任务)?(?=[，。；]|$|就?是|只有)"
)
_LOW = re.compile(
    r"唯一(?:的?一[项个])?(?:[偏较最]低|较?慢|没有?花完|没有?用完|不到位|拖后腿|掉队)的(?:项目)?(?:就?是|只有)?"
)
_OF_RATES = re.compile(r"执行率|花了|用了|支出|结余")
_OF_A_PART = re.compile(r"(?:这|那)(?:一|个)?(?:块|方面|部分|条线|项工作|类)|(?:方面|其中|当中|里头?|类指标)[，]?$")
_NAMED = re.compile(r"就?[是有]?[“]?(?P<name>[^，。；：、“”（(\d]{2,16})")
_LONGEST_NAME = 24
_FIRST = frozenset({"居首", "位居第一", "第一名"})


def only_one(line: Line, word: VerdictWord, index: FactIndex) -> tuple[bool, Contradiction | None]:
    """Whether the data can tell of *word*, and what in them contradicts it."""
    if _least_spent(line, word, index):
        return True, None
    told = _ONLY.match(line.text, word.start)
    if told is not None:
        held = list(_worse(index)) if told["worse"] else list(_missed(index))
        if len(held) == 1:
            return True, None
        if _OF_A_PART.search(line.text, line.parts.opening(line.parts.at(word.start)), word.start):
            named = [one for one in held if _name_behind(line, told.end(), one.subject)]
            if len(named) == 1:
                return True, None  # 这一块唯一没办好的是上市挂牌
        names = "、".join(fact.subject for fact in held[:3]) or "无"
        message = f"“{told[0]}”与数据不符：这样的指标有{len(held)}项（{names}）"
        return True, Contradiction(
            "VERDICT_CONTRADICTS", message, "请按各项指标改写", tuple(one.id for one in held[:3])
        )
    return _most_spent(line, word, index) if word.text in _FIRST else (False, None)


def _name_behind(line: Line, at: int, name: str) -> bool:
    """Whether the words right there are most of the name: 上市挂牌 of 上市挂牌企业数."""
    told = _NAMED.match(line.text, at)
    pairs = set(name_pairs(told["name"])) - GENERAL_WORDS if told else set()
    return bool(pairs) and len(pairs & set(name_pairs(name))) * 2 > len(pairs)


def _least_spent(line: Line, word: VerdictWord, index: FactIndex) -> bool:
    """Whether it is the one project that spent least of its money: 唯一偏低的是智慧住建平台, with 执行率 before."""
    told = _LOW.match(line.text, word.start)
    sentence = line.parts.opening(line.parts.at(word.start))
    if told is None or not _OF_RATES.search(line.text, sentence, word.end + _LONGEST_NAME):
        return False
    rates = {
        key: fact.quantity.value
        for key in index.subjects
        if key.startswith("project.")
        and (fact := index.ledger.get(f"{key}.execution_rate")) is not None
        and fact.quantity is not None
    }
    least = min(rates.values(), default=None)
    return any(
        rate == least and _name_behind(line, told.end(), index.subjects[key].name) for key, rate in rates.items()
    )


def _worse(index: FactIndex) -> Iterator[Fact]:
    """The actual values of the indicators that are worse than the year before."""
    for key, subject in index.subjects.items():
        if not key.startswith("indicator."):
            continue
        own = {one.role: one for one in reversed(subject.statements) if not one.derived and not one.words}
        now, before = own.get(Role.ACTUAL), own.get(Role.PREVIOUS)
        if now is None or before is None or now.unit.dimension != before.unit.dimension:
            continue
        bounds = (one.comparator for one in subject.statements if one.role is Role.TARGET and one.comparator)
        downward = any(bound.downward for bound in bounds)
        if now.low > before.low if downward else now.low < before.low:
            yield index.ledger[now.fact]


def _missed(index: FactIndex) -> Iterator[Fact]:
    counted = index.ledger.get("count.indicators.missed")
    for operand in counted.operands if counted is not None else ():
        if operand in index.ledger:
            yield index.ledger[operand]


def _most_spent(line: Line, word: VerdictWord, index: FactIndex) -> tuple[bool, Contradiction | None]:
    """项目中，陈列改造412.50万元居首: by what was spent on each project."""
    amount = next((one.quantity for one in line.mentions if one.end == word.start), None)
    sentence = max(line.text.rfind(mark, 0, word.start) for mark in "。；") + 1
    spent = [
        fact
        for key in index.subjects
        if key.startswith("project.") and (fact := index.ledger.get(f"{key}.actual_expenditure")) is not None
    ]
    values = {fact.id: fact.quantity.base for fact in spent if fact.quantity is not None}
    if amount is None or "项目" not in line.text[sentence : word.start] or amount.base not in values.values():
        return False, None
    most = max(spent, key=lambda fact: values.get(fact.id, amount.base))
    if values[most.id] == amount.base:
        return True, None
    message = f"支出最多的项目是“{most.subject}”（{most.text}），不能写“{word.text}”"
    return True, Contradiction("VERDICT_CONTRADICTS", message, "请核对各项目的支出", (most.id,))
