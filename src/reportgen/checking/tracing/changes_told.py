"""By how much a number differs from its own of last year or from what was planned (增减): 比上届多7枚, 超了4枚.

Last year's number (上年数据) and a target of a text are entered apart from what became of them: a name tells which
belong together, or the number told right before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import same_class, states
from reportgen.checking.sentences.readings import Reading, blurs_a_difference
from reportgen.checking.sentences.subjects import Evidence, Line
from reportgen.checking.sentences.sureness import LITTLE
from reportgen.checking.tracing.derivations import figure
from reportgen.checking.tracing.figures_told import is_spoken_share
from reportgen.checking.tracing.resolved import Resolved
from reportgen.language.cue_words import change_direction
from reportgen.language.words import GENERAL_WORDS, name_pairs
from reportgen.model.facts import Role
from reportgen.quantities.units import PERCENT, Unit

_MOST = 3
_MOST_ALIKE = 24
_OVER_LAST_YEAR = re.compile(r"上年|去年|上一年|前一年|同比|同期|[上前]一?届|第[一二三四五六七八九十\d]+届")
_NOW = frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.TEXT})
_NO_AMOUNTS = frozenset({"share", "percentage point", "date", "", "score"})


def changed(
    line: Line, reading: Reading, evidence: Mapping[str, Evidence], done: Sequence[Resolved], index: FactIndex
) -> Statement | None:
    """The difference that the words tell of, from last year's number or the target that they name or told last."""
    mention = reading.mention
    if mention.quantity is None or mention.unit.dimension in _NO_AMOUNTS or line.passage.cells:
        return None
    way = change_direction(reading.lead + "1", 0, len(reading.lead) + 1)
    if not way or (not mention.qualifiers and blurs_a_difference(reading)):
        return None
    sentence = line.parts.sentences[reading.clause]
    last = done[-1] if done and done[-1].true and done[-1].sentence == sentence else None
    if _OVER_LAST_YEAR.search(reading.lead):
        references = _of_last_year(evidence, index) or _of_its_name(last, index)
    elif last is not None and last.statement.role is Role.TARGET and not _OVER_LAST_YEAR.search(reading.tail):
        references = [last.statement]
    else:
        return None
    for reference in references:
        if not same_class(mention.unit, reference.unit):
            continue
        for now in _since(reference, mention.quantity.base * way, last, done, sentence, index):
            gap = figure(now, abs(now.low - reference.low), _unit(mention.unit, reference.unit), way)
            if (now.low > reference.low) == (way > 0) and now.low != reference.low and states(mention, gap):
                return gap
    return None


def grown_by(
    line: Line, reading: Reading, evidence: Mapping[str, Evidence], done: Sequence[Resolved], index: FactIndex
) -> Statement | None:
    """来电比上年正好多了两成: by what part of itself last year's number that the words name has changed."""
    mention = reading.mention
    way = change_direction(reading.lead + "1", 0, len(reading.lead) + 1)
    if not way or not is_spoken_share(mention) or mention.value is None or _OF_THE_PLAN.search(reading.lead):
        return None
    share = mention.value * (100 if mention.quantity is None else 1)
    sentence = line.parts.sentences[reading.clause]
    last = done[-1] if done and done[-1].true and done[-1].sentence == sentence else None
    for reference in _of_last_year(evidence, index):
        if reference.low <= 0 or reference.unit.dimension in _NO_AMOUNTS:
            continue
        for now in _since(reference, reference.low * share / 100 * way, last, done, sentence, index):
            grown = figure(now, abs(now.low - reference.low) / reference.low * 100, PERCENT, way)
            if (now.low > reference.low) == (way > 0) and states(mention, grown):
                return grown
    return None


_OF_THE_PLAN = re.compile(r"目标|计划|任务|要求|预算|标准|年初|追加|调")


def _unit(written: Unit, known: Unit) -> Unit:
    """下降3微克 of 微克/立方米: the unit as written, where it is part of the other."""
    return written if known.dimension.startswith(f"{written.dimension}/") else known


def _of_last_year(evidence: Mapping[str, Evidence], index: FactIndex) -> list[Statement]:
    named = sorted(((found.score, key) for key, found in evidence.items() if key.startswith("previous.")), reverse=True)
    keys = [key for score, key in named if score >= LITTLE][:_MOST]
    return [one for key in keys for one in index.subjects[key].statements if one.low == one.high]


def _of_its_name(last: Resolved | None, index: FactIndex) -> list[Statement]:
    """Last year's numbers whose names share words with the one told right before: 住了192位老人，比上年多19位."""
    words = _words(last.statement, index) if last is not None else frozenset()
    held = [one for key in index.previous for one in index.subjects[key].statements if one.low == one.high]
    return [one for one in held if words & _words(one, index)][:_MOST]


def _since(
    reference: Statement, change: Decimal, last: Resolved | None, done: Sequence[Resolved], sentence: int,
    index: FactIndex,
) -> Iterator[Statement]:  # fmt: skip
    """What became of it: the number told right before, and those told or entered that bear its name."""
    told = [one.statement for one in done if one.true and one.sentence >= sentence - 1]
    if last is not None and last.statement is not reference and _may_be_now(last.statement, reference):
        yield last.statement
    words = _words(reference, index)
    for one in reversed(told):
        if _may_be_now(one, reference) and words & _words(one, index):
            yield one
    value = reference.low + change
    reach = abs(change) / 10
    near = index.near(reference.unit.dimension, value - reach, value + reach, _MOST_ALIKE)
    yield from (one for one in near if _may_be_now(one, reference) and words & _words(one, index))


def _may_be_now(one: Statement, reference: Statement) -> bool:
    alike = one.unit.dimension == reference.unit.dimension and one.low == one.high
    return alike and one.role in _NOW and not one.of_plan


def _words(one: Statement, index: FactIndex) -> frozenset[str]:
    """The pairs of characters of its name, or of the words of the text that tells it."""
    subject = index.subjects.get(one.subject)
    name = one.words or (subject.name if subject is not None else "")
    return frozenset(name_pairs(name)) - GENERAL_WORDS
