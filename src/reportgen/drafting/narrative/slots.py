"""Slots (槽位): ``[[fact id]]`` in a model's sentence, and the figures that code writes in their place.

``[[goal.1.achieved#2]]`` is the second number inside an entered text, so that a text can be reworded and its figures
stay those that were entered.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

from reportgen.language.claims import claimed_numbers
from reportgen.model.draft import Figure, Run, Words
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.quantities.target_values import split_target_value

_SLOT = re.compile(r"\[\[([^\[\]\n]{1,120})\]\]")
_BRACKETS = re.compile(r"\[\[|\]\]|\{\{|\}\}")
_STOPS = "。；;，,、 "
_UNIT = re.compile(r"[^0-9０-９.,，％]+$|[%％‰]$")
_COMPARISONS = {"≥": "不低于", "≤": "不超过", ">": "超过", "＞": "超过", "<": "低于", "＜": "低于", "=": "", "＝": ""}
_NAMED = re.compile(r"(?:为|是|指标值|目标值?|比|：)$")
_COMPARED = re.compile(r"(?:不低于|不少于|不超过|不高于|超过|高于|低于|少于|达到|≥|≤|>|<)$")


class OwnWords(Words):
    """Words that code writes beside a figure: the unit of a score, the comparison of a target."""

    __slots__ = ()


_POINTS = OwnWords("分")  # the unit of scores, which the ledger writes without it


@dataclass(frozen=True, slots=True)
class SlotFault:
    """What is wrong with a slot, in Chinese, for the model that wrote it."""

    code: str
    message: str


def sentence_runs(
    sentence: str, ledger: FactLedger, offered: Set[str]
) -> tuple[tuple[Run, ...], tuple[SlotFault, ...]]:
    """*sentence* with its slots filled, and what is wrong with them. Only facts of *offered* may be used."""
    runs: list[Run] = []
    faults: list[SlotFault] = []
    at = 0
    for slot in _SLOT.finditer(sentence):
        _words(sentence[at : slot.start()], runs)
        filled = _filled(slot[1].strip(), ledger, offered, runs[-1].text if runs else "")
        if isinstance(filled, SlotFault):
            faults.append(filled)
        else:
            runs.extend(filled)
        at = slot.end()
    _words(sentence[at:], runs)
    if any(isinstance(run, Words) and _BRACKETS.search(run.text) for run in runs):
        faults.append(SlotFault("SLOT_SYNTAX", f"“{sentence}”中的双方括号不成对，事实编号要写成 [[编号]]"))
    return tuple(runs), tuple(faults)


def with_slots(fact: Fact) -> str:
    """An entered text as a model is shown it: every number in it is a slot."""
    parts: list[str] = []
    at = 0
    for number, (start, end) in enumerate(number_spans(fact.text), start=1):
        parts += [fact.text[at:start], f"[[{fact.id}#{number}]]"]
        at = end
    return "".join(parts) + fact.text[at:].rstrip(_STOPS)


@lru_cache(maxsize=4096)
def number_spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(claimed_numbers(text))


def _words(text: str, runs: list[Run]) -> None:
    """Put words after *runs*; a unit that the figure before them already carries is not written twice."""
    if runs and (isinstance(runs[-1], Figure) or runs[-1] == _POINTS):
        unit = _UNIT.search(runs[-1].text)
        if unit and len(unit[0]) <= 4 and text.startswith(unit[0]):
            text = text[len(unit[0]) :]
    if text:
        runs.append(Words(text))


def _filled(slot: str, ledger: FactLedger, offered: Set[str], before: str) -> tuple[Run, ...] | SlotFault:
    name, _, part = slot.partition("#")
    fact = ledger.get(name)
    if fact is None:
        return SlotFault("SLOT_UNKNOWN", f"没有编号为“{name}”的事实，只能用给出的编号")
    if name not in offered:
        return SlotFault("SLOT_NOT_OFFERED", f"“{name}”不在本部分可用的事实中")
    if part:
        spans = number_spans(fact.text)
        if not part.isascii() or not part.isdigit() or not 1 <= int(part) <= len(spans):
            return SlotFault("SLOT_UNKNOWN", f"“{name}”中没有第“{part}”个数")
        start, end = spans[int(part) - 1]
        return (Figure(fact.text[start:end], name),)
    if fact.role is Role.TARGET:
        return _target(fact, before)
    if fact.role in {Role.SCORE, Role.MAX_SCORE} and fact.quantity is not None:
        return (Figure(fact.text, name), _POINTS)
    return (Figure(fact.text.rstrip(_STOPS) if fact.role is Role.TEXT else fact.text, name),)


def _target(fact: Fact, before: str) -> tuple[Run, ...]:
    """A target in words: 不低于90% for ≥90%; as entered where it is named (指标值为≥90%), bare where compared already.

    A strict bound stays as entered beside other comparisons: to miss >90% is not to miss 90%.
    """
    symbol, number, unit = split_target_value(fact.text)
    if not symbol or symbol not in _COMPARISONS or _NAMED.search(before):
        return (Figure(fact.text, fact.id),)
    compared = _COMPARED.search(before)
    strict = symbol in "><＞＜"
    if compared and strict and compared[0] not in {_COMPARISONS[symbol], symbol}:
        return (Figure(fact.text, fact.id),)
    runs: list[Run] = [] if compared or not _COMPARISONS[symbol] else [OwnWords(_COMPARISONS[symbol])]
    runs.append(Figure(number + unit, fact.id))
    return tuple(runs)
