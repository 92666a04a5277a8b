"""Sums of what a sentence itself told (句中合计): 甲5万元、乙3万元，光这两块就是8万元; 现有8辆，再添4辆，添完就有12辆.

The words say how many are added up, or that what was told last is; so the sum proves itself, whatever else was entered
with the same value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.evidence.value_match import states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Evidence, Line, first_joined
from reportgen.checking.sentences.sureness import LITTLE
from reportgen.checking.tracing.derivations import figure
from reportgen.checking.tracing.resolved import Resolved
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention

COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_SUMMED = re.compile(
    r"(?:合计|共计|总计|总共|一共|[加合并](?:在|到)?(?:一?[起块处道]|总)(?:来|算)?|相加|之和|再?算上|"
    r"(?:(?P<many>[两二三四五六2-6])(?:个|项|样|块|笔|类|条|股|种|处|家|头|级|者|方)|(?P<both>俩)))[^，。；、\d]{0,8}$"
)
_OTHERWISE = re.compile(
    r"[比较均每占差率多少超低降减余剩缺]|增(?:长|幅)|分别|各|未|没|不|提高|其中|其余|其他|另|结转|预算(?!增)"
)
_NO_SUMS = frozenset({"share", "percentage point", "date", ""})
_PLANNED = frozenset({Role.TARGET, Role.PREVIOUS, Role.ORIGINAL_BUDGET})
_MOST = 6
_FEWEST = 2


def sum_in_words(line: Line, reading: Reading, done: Sequence[Resolved]) -> Statement | None:
    """The sum of the numbers told last, as many as the words count; of two and more where they only say 加起来."""
    mention = reading.mention
    if reading.many or line.passage.cells or mention.unit.dimension in _NO_SUMS or len(done) < _FEWEST:
        return None
    clause = line.text[line.parts.starts[reading.clause] : mention.start]
    said = _SUMMED.search(clause)
    if said is None or _OTHERWISE.search(clause, said.start()):
        return None
    told = _told(line, reading, done)
    many = _FEWEST if said["both"] else COUNTS.get(said["many"] or "", 0) or int(said["many"] or 0)
    for parts in (told, [one for one in told if one.role is not Role.DIFFERENCE]):
        for last in [many] if many else range(_FEWEST, len(parts) + 1):
            if len(parts) >= last:
                total = figure(parts[-1], sum((one.low for one in parts[-last:]), Decimal(0)), parts[-1].unit)
                if states(mention, total):
                    return total
    return None


def _told(line: Line, reading: Reading, done: Sequence[Resolved]) -> list[Statement]:
    """The true numbers of its measure that the sentence told before, or those joined with it by ；."""
    since = first_joined(line, reading.clause)
    held = [one.statement for one in done if one.true and one.sentence >= since and one.at >= 0]
    alike = [one for one in held if one.unit.dimension == reading.mention.unit.dimension]
    return [one for one in alike if one.low == one.high and one.role not in _PLANNED][-_MOST:]


_ADDED_TO = re.compile(
    r"(?:[\u4e00-\u9fff]{1,4}(?:完|齐|满|好|成|足|上|后|到位|就位)(?:之?后|以后|了)?，?|届时|到时候?|累计|总数|总量|合计|共|一共|加上?原有的?)"
    r"[^，。；\d]{0,8}(?:有|为|是|达到?|到|增[至到]|增加[至到]|够|凑成|成)了?$|(?:将|可|会|就能?)(?:增加?[到至]|达到?|到|有|扩[大充]?[到至])了?$"
)
_HERE = frozenset({Role.ACTUAL, Role.TEXT, Role.COUNT, Role.PREVIOUS})


def added_to(
    line: Line, reading: Reading, evidence: Mapping[str, Evidence], done: Sequence[Resolved], index: FactIndex
) -> Statement | None:
    """再添4辆，添完就有12辆: what there is, told or entered, with what the sentence adds to it."""
    span = span_of(reading.mention)
    clause = line.text[line.parts.starts[reading.clause] : reading.mention.start]
    if span is None or reading.mention.qualifiers or reading.many or not _ADDED_TO.search(clause):
        return None
    if reading.mention.unit.dimension in _NO_SUMS:
        return None
    told = [one for one in _told_of(line, reading, done) if one.low < span[0]]
    for at, added in reversed(list(enumerate(told))):
        for there in (*reversed(told[:at]), *_entered(added, reading.mention, span[0] - added.low, evidence, index)):
            if there.low + added.low == span[0] and there.role in _HERE:
                return figure(there, span[0], there.unit)
    return None


def _told_of(line: Line, reading: Reading, done: Sequence[Resolved]) -> list[Statement]:
    since = first_joined(line, reading.clause)
    held = [one.statement for one in done if one.true and one.sentence >= since and one.at >= 0]
    return [one for one in held if one.unit.dimension == reading.mention.unit.dimension][-_MOST:]


def _entered(
    added: Statement, mention: Mention, value: Decimal, evidence: Mapping[str, Evidence], index: FactIndex
) -> Iterator[Statement]:
    """The entered numbers of that value of the thing that the words or the number added tell of."""
    for one in index.near(mention.unit.dimension, value, value, _MOST):
        found = max((evidence[key].score for key in (one.subject, one.thing) if key in evidence), default=0.0)
        itself = one.thing == added.thing and one.low == added.low
        if not itself and (found >= LITTLE or one.thing == added.thing):
            yield one
