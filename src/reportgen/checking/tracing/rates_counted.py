"""Counts and bounds of the rates of projects (几个项目执行率): 五个项目中有四个执行率超过95%, 其余均超过99%."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.evidence.value_match import states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.counts_told import OTHERS_AROUND
from reportgen.checking.tracing.lists_counted import counted_as
from reportgen.checking.tracing.resolved import Resolved
from reportgen.language.words import name_pairs
from reportgen.quantities.target_values import Comparator

_EVERY = re.compile(r"都|均|全部")
_EXACT_TOO = frozenset({Comparator.AT_LEAST, Comparator.AT_MOST})


def so_many_rates(line: Line, reading: Reading, index: FactIndex) -> Statement | None:
    """五个项目中有四个执行率超过95%: as many projects as have such an execution rate."""
    told = rates_counted(line, reading, index)
    return told if told is not None and states(reading.mention, told) else None


def rates_counted(line: Line, reading: Reading, index: FactIndex) -> Statement | None:
    """The number of projects with the execution rate behind the number; nothing where it tells of none."""
    mention = reading.mention
    behind = line.number_behind(mention.end)
    if behind is None or behind.quantity is None or behind.comparator is None or mention.quantity is None:
        return None
    if mention.qualifiers or not _HAVE_A_RATE.fullmatch(line.text, mention.end, behind.phrase_start or behind.start):
        return None
    if "项目" not in line.text[line.parts.opening(reading.clause) : mention.end]:
        return None
    rates = [index.ledger.get(f"{key}.execution_rate") for key in index.subjects if key.startswith("project.")]
    held = [rate.quantity.base for rate in rates if rate is not None and rate.quantity is not None]
    least, upward = behind.quantity.base, behind.comparator.upward
    exact = behind.comparator in _EXACT_TOO
    many = Decimal(sum((one > least if upward else one < least) or (exact and one == least) for one in held))
    return replace(counted_as(mention), low=many, high=many)


_HAVE_A_RATE = re.compile(r"(?:项目)?(?:的)?(?:预算)?执行率(?:均|都)?在?")


def excepted(words: str, projects: Iterable[str], index: FactIndex) -> set[str]:
    """The *projects* that *words* except by part of their names: 除锚地项目外."""
    said = _EXCEPTED.search(words)
    pairs = set(name_pairs(said["names"])) if said else set()
    return {key for key in projects if pairs & set(index.subjects[key].pairs)}


_EXCEPTED = re.compile(r"除了?(?P<names>[^，。；]{2,20}?)(?:这?[一两二三]?个?项目)?[以之]?外")


def of_all(
    reading: Reading,
    earlier: Sequence[Resolved],
    rates: Mapping[str, Statement],
    around: str,
    excepted: Collection[str] = (),
) -> Statement | None:
    """其余三个项目均超过99%: the execution rates of all projects, or of those not just named, lie there.

    The projects *excepted* in so many words (除……外) are left out, too.
    """
    if reading.mention.comparator is None or not _EVERY.search(reading.lead) or not (excepted or "个" in around):
        return None
    named = set(excepted)
    if not named and OTHERS_AROUND.search(around):
        here = [one for one in earlier if one.sentence >= 0] or list(earlier)
        last = next((one.sentence for one in reversed(here) if one.statement.subject in rates), None)
        named = {one.statement.subject for one in here if one.sentence == last}
    rest = [rate for key, rate in rates.items() if key not in named]
    above = reading.mention.comparator.upward
    span = span_of(reading.mention)
    if not rest or span is None or reading.mention.unit.dimension != "share":
        return None
    nearest = min(rest, key=lambda rate: rate.low) if above else max(rest, key=lambda rate: rate.low)
    return nearest if (nearest.low > span[0] if above else nearest.low < span[0]) else None
