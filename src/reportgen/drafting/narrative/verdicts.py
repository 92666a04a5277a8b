"""Verdict words a model may use (结论词), each judged against the data: 完成, 未完成, 超额, 均, 部分, 大部分, 满分."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from reportgen.model.facts import Fact, FactLedger, Role


class Says(Enum):
    """What a verdict word claims."""

    MET = auto()
    MISSED = auto()
    EXCEEDED = auto()
    ALL = auto()
    SOME = auto()
    MOST = auto()  # more than half
    NEARLY = auto()  # 基本: at least eight of ten, the lower bound of 达成 in 财预〔2020〕10号
    FULL = auto()
    LOST = auto()
    UNDECIDED = auto()
    APART = auto()  # 差、少: leads to a computed difference


_WORDS: Mapping[Says, str] = {
    Says.MET: (
        "完成 达 完成目标 完成了目标 完成年度目标 完成了年度目标 达到预期目标 达到预期 完成了 达到 达到了 达到目标 "
        "达标 实现 实现了 已完成 均完成"
    ),
    Says.MISSED: (
        "未完成 未达到目标 没有达到目标 未完成目标 没有完成目标 未达到预期目标 未达到预期 "
        "没有达到预期 没有完成 未达到 没有达到 未达标 尚未达到 尚未完成 未能完成 未能达到 低于 "
        "没有完成的 未实现"
    ),
    Says.EXCEEDED: "超额完成 超过 超出 高于",
    Says.ALL: "均 均已 都 都已 全部 各项 所有 其余 全部完成",
    Says.SOME: "部分 个别 有的 还有 仍有 尚有 仍存在",
    Says.MOST: "大部分 多数 大多数",
    Says.NEARLY: "基本",
    Says.FULL: "满分",
    Says.LOST: "扣分 失分",
    Says.UNDECIDED: "尚不能判定 不能判定 尚未判定",
    Says.APART: "差 相差 少 低 还差 距",
}
JUDGED: Mapping[str, Says] = {word: says for says, words in _WORDS.items() for word in words.split()}
_NEARLY = Decimal("0.8")
_DIFFERENCES = re.compile(r"\.(?:below_target|above_target)$")
_COUNT = re.compile(r"^count\..*?(?:\.(?P<kind>met|exceeded|missed|undecided))?$")
_AGREES = {"met": {Says.MET}, "exceeded": {Says.EXCEEDED, Says.MET}, "missed": {Says.MISSED}}
_POLAR = (Says.MISSED, Says.EXCEEDED, Says.MET)


@dataclass(frozen=True, slots=True)
class Said:
    """A clause as it is judged: its verdict words in order, the facts of its figures, those of its sentence."""

    words: tuple[str, ...]
    facts: tuple[Fact, ...]
    around: tuple[Fact, ...]
    text: str


def untrue(said: Said, ledger: FactLedger, attainments: Mapping[str, str]) -> str:
    """The verdict word of *said* that the data do not bear out; empty where they do.

    *attainments* are met, exceeded, missed or undecided by the id of an indicator.
    """
    claims = [(word, JUDGED[word]) for word in said.words]
    kinds = {kind for _, kind in claims}
    for word, kind in claims:
        if kind in (Says.FULL, Says.LOST) and not _scored(kind, said, ledger):
            return word
        if kind is Says.APART and not any(_DIFFERENCES.search(fact.id) for fact in said.facts):
            return word
        if kind in _POLAR and not _holds(kind, kinds, said, ledger, attainments):
            return word
    if Says.UNDECIDED in kinds and not said.facts and not _count(ledger, ".undecided"):
        return next(word for word, kind in claims if kind is Says.UNDECIDED)
    quantified = kinds & {Says.ALL, Says.SOME, Says.MOST, Says.NEARLY}
    if quantified and not kinds & {*_POLAR, Says.FULL, Says.LOST, Says.UNDECIDED} and not _counted(kinds, said):
        if _level(kinds, said, ledger):
            return ""
        return next(word for word, kind in claims if kind in quantified)
    return ""


def _holds(kind: Says, kinds: set[Says], said: Said, ledger: FactLedger, attainments: Mapping[str, str]) -> bool:
    counts = [found["kind"] for fact in said.facts if (found := _COUNT.match(fact.id))]
    if any(counts):
        return all(kind in _AGREES.get(each, set()) for each in counts if each) or _mixed(kinds, counts)
    if _neutral(kind, said):
        return True
    cited = _indicators(said.facts) or ([] if counts else _indicators(said.around))
    if cited and not counts:
        states = {attainments.get(each, "undecided") for each in cited}
        return states <= {Says.MET: {"met", "exceeded"}, Says.MISSED: {"missed"}, Says.EXCEEDED: {"exceeded"}}[kind]
    if said.facts and not counts:
        return False
    return _of_all(kind, kinds, ledger)


def _mixed(kinds: set[Says], counts: Sequence[str | None]) -> bool:
    """Several counts of one clause, each with its verdict: 完成5项、未完成4项."""
    said = {kind for kind in kinds if kind in _POLAR}
    return len([each for each in counts if each]) > 1 and all(
        said & _AGREES.get(each, set()) for each in counts if each
    )


def _neutral(kind: Says, said: Said) -> bool:
    """完成 or 达到 right before what was done (完成7人) says how much, not that the goal was met."""
    actual = bool(said.facts) and all(fact.role in {Role.ACTUAL, Role.NAME, Role.RATE} for fact in said.facts)
    if kind is Says.MET:
        return actual and any(fact.role is not Role.NAME for fact in said.facts) and "目标" not in said.text
    return kind is Says.MISSED and any(_DIFFERENCES.search(fact.id) for fact in said.facts)


def _indicators(facts: Sequence[Fact]) -> list[str]:
    return list(dict.fromkeys(fact.id.rpartition(".")[0] for fact in facts if fact.id.startswith("indicator.")))


def _of_all(kind: Says, kinds: set[Says], ledger: FactLedger) -> bool:
    total, met, exceeded, missed, undecided = (
        _count(ledger, suffix) for suffix in ("", ".met", ".exceeded", ".missed", ".undecided")
    )
    if not total:
        return False
    good = total - missed - undecided
    some = Says.SOME in kinds
    if kind is Says.MET:
        if Says.NEARLY in kinds:
            return good >= total * _NEARLY
        if Says.MOST in kinds:
            return good * 2 > total
        return good > 0 if some else good == total
    if kind is Says.MISSED:
        return missed > 0 and not kinds & {Says.ALL, Says.MOST, Says.NEARLY}
    return exceeded > 0 if some else exceeded == total and met >= 0


def _count(ledger: FactLedger, suffix: str) -> Decimal:
    fact = ledger.get(f"count.indicators{suffix}")
    return fact.quantity.value if fact is not None and fact.quantity is not None else Decimal(0)


def _counted(kinds: set[Says], said: Said) -> bool:
    """仍有4项指标未完成 beside the count itself."""
    return kinds <= {Says.SOME} and any(_COUNT.match(fact.id) for fact in said.facts)


def _scored(kind: Says, said: Said, ledger: FactLedger) -> bool:
    """Whether every category that the clause names has its full score, or lost some."""
    if any(fact.role is Role.MAX_SCORE for fact in said.facts) and kind is Says.FULL:
        return True
    named = {
        key: (fact.quantity, most.quantity)
        for key, fact in ledger.items()
        if key.startswith("score.") and key.endswith(".score") and fact.subject and fact.subject in said.text
        and (most := ledger.get(f"{key.removesuffix('.score')}.max_score")) is not None
    }  # fmt: skip
    pairs = [(got.value, most.value) for got, most in named.values() if got is not None and most is not None]
    return bool(pairs) and all((got == most) is (kind is Says.FULL) for got, most in pairs)


def _level(kinds: set[Says], said: Said, ledger: FactLedger) -> bool:
    """均为90%: every indicator that the clause names has the value it gives."""
    values = {fact.text for fact in said.facts if fact.role in {Role.ACTUAL, Role.RATE, Role.SCORE}}
    named = [ledger.get(f"{each}.actual_value") for each in _indicators(said.facts)]
    return kinds == {Says.ALL} and len(named) > 1 and {fact.text if fact else "" for fact in named} == values
