"""By how many points one indicator differs from another told by a short name (与另一指标相比): 比轮换率高10.4点."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line, first_joined
from reportgen.checking.tracing.derivations import figure
from reportgen.checking.tracing.resolved import Resolved
from reportgen.checking.tracing.short_names import named_shortly
from reportgen.language.cue_words import change_direction
from reportgen.model.facts import Role
from reportgen.quantities.units import PERCENTAGE_POINT

_THAN = re.compile(
    r"(?P<than>比|较|[与和同跟](?=[^，。；]*(?:差|相比|比)))(?P<name>[^，。；\d]{2,14}?)(?:的|相比，?|比，?|之间)*"
    r"(?:[还要又也则都均略明显稍]*(?:[高低多少差]|领先|落后|优|逊)[^，。；\d]{0,3}|相差[^，。；\d]{0,2})$"
)
_NO_OTHER = re.compile(r"上年|去年|同期|目标|计划|任务|要求|标准|指标值|年初|预算|上一年|前一年")
_MOST = 4


def against_another(line: Line, reading: Reading, done: Sequence[Resolved], index: FactIndex) -> Statement | None:
    """The difference of two rates, the second of which stands behind 比 by a short name."""
    mention = reading.mention
    if mention.unit.dimension != PERCENTAGE_POINT.dimension or reading.many or line.passage.cells:
        return None
    start = line.parts.starts[line.parts.first_of(first_joined(line, reading.clause))]
    said = _THAN.search(line.text, line.parts.starts[reading.clause], mention.start)
    if said is None or _NO_OTHER.search(said["name"]):
        return None
    others = named_shortly(said["name"], index, "indicator.")[:2]
    words = said[0]
    way = change_direction(words + "1", 0, len(words) + 1)
    for own in _own(line.text[start : said.start()], reading, done, line, index):
        for other in _actual(others, index):
            gap = own.low - other.low
            if own.subject != other.subject and (not way or (gap > 0) == (way > 0)):
                found = figure(own, abs(gap), PERCENTAGE_POINT, way)
                if states(mention, found):
                    return found
    return None


def _own(words: str, reading: Reading, done: Sequence[Resolved], line: Line, index: FactIndex) -> Iterator[Statement]:
    """What may be compared: the rates told last in the sentence, and those that its words before 比 name."""
    sentence = line.parts.sentences[reading.clause]
    told = [one.statement.subject for one in reversed(done) if one.true and one.sentence == sentence]
    told = [key for key in told if key.startswith("indicator.")]
    yield from _actual(
        list(dict.fromkeys([*told[:1], *named_shortly(words, index, "indicator."), *told]))[:_MOST], index
    )


def _actual(keys: Sequence[str], index: FactIndex) -> Iterator[Statement]:
    for key in keys:
        yield from (
            one for one in index.subjects[key].statements
            if one.role is Role.ACTUAL and one.unit.dimension == "share" and not one.derived and one.low == one.high
        )  # fmt: skip
