"""Points told by a row's short name or by a word for it (得分、扣分): 拆违扣0.54分; 该项得4.95分; 14项指标得分89分.

A short name holds characters of the entered name, in their order: 拆违 of 拆除违法建设面积.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reportgen.checking.evidence.fact_index import FactIndex, Subject
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.roles import Roles, fits
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.objections import statement_part
from reportgen.checking.tracing.resolved import Resolved

_VERB = r"(?:(?P<lost>被?[扣失丢])|(?P<got>实?得))分?[了掉]?分?[为是]?$"
_SHORT = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,8}}?){_VERB}")
_THAT = re.compile(rf"(?:[该此本]|这一?)项(?:指标)?{_VERB}")
_TOGETHER = re.compile(r"^(?:指标|绩效)*(?:得分|得)[为是]?$")
_EXECUTION = "score.execution"
_INDICATORS = "score.indicators"


def points(line: Line, reading: Reading, done: Sequence[Resolved], index: FactIndex) -> Statement | None:
    """The score or the lost points that the words right before the number tell of, where it is that number."""
    if reading.mention.unit.dimension != "score" or reading.many or line.passage.cells:
        return None
    clause = line.text[line.parts.starts[reading.clause] : reading.mention.start].lstrip("，、；。（( ")
    return next((one for one in _told(line, reading, clause, done, index) if states(reading.mention, one)), None)


def _told(line: Line, reading: Reading, clause: str, done: Sequence[Resolved], index: FactIndex) -> Iterator[Statement]:
    that = _THAT.fullmatch(clause)
    short = None if that else _SHORT.fullmatch(clause)
    sentence = line.parts.sentences[reading.clause]
    if that:
        told = dict.fromkeys(one.statement.subject for one in reversed(done) if one.true)
        rows = [key for key in told if key.startswith("indicator.")]
        yield from _of(rows[:1], "lost_score" if that["lost"] else "score", index)
    elif short and short["lost"]:
        rows = [key for key in index.subjects if key.startswith("indicator.")]
        held = [key for key in rows if _shortens(short["name"], index.subjects[key].name)]
        yield from _of([*held, *([_EXECUTION] if short["name"].startswith("预算") else [])], "lost_score", index)
    elif _TOGETHER.match(clause):
        first = line.parts.starts[line.parts.first_of(sentence)]
        if "指标" in line.text[first : reading.mention.start]:
            yield from _of([_INDICATORS], "score", index)


def _of(keys: Sequence[str], part: str, index: FactIndex) -> Iterator[Statement]:
    for key in keys:
        if key in index.subjects:
            yield from (one for one in index.subjects[key].statements if statement_part(one) == part and not one.words)


def rate_by_short_name(reading: Reading, roles: Roles, index: FactIndex) -> tuple[Statement, ...]:
    """The number of the one rate whose name the words right before shorten: 机扫率 of 道路机械化清扫率."""
    said = _RATE.search(reading.lead) if reading.mention.unit.dimension == "share" else None
    if said is None:
        return ()
    rates = [subject for name, subject in _rates(index) if _shortens(said["name"], name)]
    if len(rates) != 1:
        return ()
    return tuple(
        one for one in rates[0].statements
        if not one.derived and not one.words and fits(one, roles.may) and states(reading.mention, one)
    )  # fmt: skip


_RATE = re.compile(r"(?:^|[，。；：、（的])(?P<name>[\u4e00-\u9fff]{2,6}[率度])(?:为|是|达到?|约|只有|仅|有|也有)?$")
_MOST_RATES = 400


@lru_cache(maxsize=4)
def _rates(index: FactIndex) -> Sequence[tuple[str, Subject]]:
    """The indicators that are rates, by name; none where they are too many to compare each."""
    held = [subject for key, subject in index.subjects.items() if key.startswith("indicator.")]
    found = [(one.name.partition(" ")[0], one) for one in held]
    found = [(name, one) for name, one in found if name.endswith(("率", "度"))]
    return found if len(found) <= _MOST_RATES else ()


def _shortens(short: str, name: str) -> bool:
    """Whether *name* holds the characters of *short* in their order."""
    rest = iter(name)
    return all(letter in rest for letter in short)
