"""Points told by a row's short name or by a word for it (得分、扣分): 拆违扣0.54分; 该项得4.95分; 14项指标得分89分.

A short name holds characters of the entered name, in their order: 拆违 of 拆除违法建设面积.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reportgen.checking.evidence.fact_index import FactIndex, Subject
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import same_class, states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.roles import Roles, fits
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.objections import statement_part
from reportgen.checking.tracing.resolved import Resolved

_LOST = re.compile(r"[扣失丢](?:了|掉|去|的|分)*|减(?:了|掉|去|的|分)+")
_GOT = re.compile(r"(?:实?得|拿)(?:到|了|分)*")
_HAD = re.compile(r"[，]?(?:只|仅|才|也)?(?:得|拿|丢|扣|失)")  # 6分只得了4.5分
_FORMER = re.compile(r"(?:前者|后者)(?:被|又|则|也|再)?(?:扣|失|丢)(?:了|掉|去)?$")
_PAIR = 2
_THAT = re.compile(r"[该此本]项|这一?项|这里|此处")
_TOGETHER = re.compile(r"共|总|合计|累计|一起|[全整]部")
_INDICATORS = re.compile(r"指标")
_BUDGET = re.compile(r"预算(?:执行率?)?")
_OTHER_WORDS = re.compile(
    r"[连同再加上还另又也就因此为其中是这那一被各在内里的了掉分得、，只仅才和]|自评|最[终后]|综合|绩效|方面|[\d两三四五六七八九十][项处件个条块]"
)
_EXECUTION, _ALL, _WHOLE = "score.execution", "score.indicators", "score"


def points(line: Line, reading: Reading, done: Sequence[Resolved], index: FactIndex) -> tuple[Statement, ...]:
    """The score or the lost points that the words before the number tell of, where it is that number."""
    if reading.mention.unit.dimension != "score" or line.passage.cells:
        return ()
    meant, asked = _lost_in_turn(line, reading, done, index)
    if asked:
        return (meant,) if meant is not None and states(reading.mention, meant) else ()
    if reading.many:
        return ()
    clause = line.text[line.parts.starts[reading.clause] : reading.mention.start].lstrip("，、；。（( ：:")
    sentence = line.parts.sentences[reading.clause]
    before = next((one for one in reversed(done) if one.true and one.sentence == sentence), None)
    part, words = _part(clause, before, line.text[reading.mention.end :])
    if not part:
        return ()
    keys = _whose(line, reading, words, part, done, index)
    return tuple(one for one in _of(keys, part, index) if states(reading.mention, one))[:1]


def _lost_in_turn(
    line: Line, reading: Reading, done: Sequence[Resolved], index: FactIndex
) -> tuple[Statement | None, bool]:
    """另外两项分别扣0.83分和0.02分, 前者扣1.05分: what the row in that place lost, and whether the words ask for it.

    The rows are those that lost any points, as many as are told of, in the order of the line where it told of as many
    such rows, or else in that of the entered rows.
    """
    former = _FORMER.search(reading.lead)
    if former is None and (not reading.many or reading.item or not _LOST.search(reading.shared)):
        return None, False
    place, many = (reading.place, reading.many) if former is None else (int("后" in former[0]), _PAIR)
    lost = {
        one.subject: one
        for key in index.subjects
        if key.startswith("indicator.")
        for one in index.subjects[key].statements
        if statement_part(one) == "lost_score" and not one.words and one.low > 0
    }
    told = [(one.at, one.statement.subject) for one in done if one.true and one.at >= 0]
    told += [(one.start, one.key) for one in line.named if one.end <= reading.mention.start]
    order = list(dict.fromkeys(key for _, key in sorted(told) if key in lost))
    order = order if len(order) == many else list(lost)
    return (lost[order[place]] if len(order) == many else None), True


def lost_by_another(
    line: Line, reading: Reading, statement: Statement, done: Sequence[Resolved], index: FactIndex
) -> Statement | None:
    """What the row in that place lost, where *statement* are the lost points of another: 前者扣0.24分 of the latter."""
    if statement_part(statement) != "lost_score":
        return None
    meant, _ = _lost_in_turn(line, reading, done, index)
    return meant if meant is not None and not states(reading.mention, meant) else None


def _part(clause: str, before: Resolved | None, behind: str) -> tuple[str, str]:
    """Whether points lost, got or to be had are told, and the words of the clause without those that say so."""
    lost, got = [[*pattern.finditer(clause)] for pattern in (_LOST, _GOT)]
    if lost and (not got or lost[-1].start() > got[-1].start()):
        return "lost_score", _LOST.sub("", clause)
    if got:
        return "score", _GOT.sub("", clause)
    if _HAD.match(behind):
        return "max_score", clause
    return (
        ("lost_score", clause) if before is not None and statement_part(before.statement) == "lost_score" else ("", "")
    )


def _whose(
    line: Line, reading: Reading, words: str, part: str, done: Sequence[Resolved], index: FactIndex
) -> Sequence[str]:
    """The rows, or the wholes, that the words of the clause name; bare words go on about the row told last."""
    told = dict.fromkeys(one.statement.subject for one in reversed(done) if one.true)
    last = [key for key in told if key.startswith("indicator.")][:1]
    if _THAT.search(words):
        return last
    if _BUDGET.search(words):
        return [_EXECUTION]
    name = _OTHER_WORDS.sub("", _TOGETHER.sub("", _INDICATORS.sub("", words)))
    if len(name) > 1:
        rows = [key for key in index.subjects if key.startswith("indicator.")]
        return [key for key in rows if part == "lost_score" and _shortens(name, index.subjects[key].name)]
    first = line.parts.starts[line.parts.first_of(line.parts.sentences[reading.clause])]
    of_all = [_ALL] if _INDICATORS.search(line.text, first, reading.mention.start) or part == "lost_score" else []
    if _TOGETHER.search(words) or part == "score":
        return [*of_all, _WHOLE]
    return [*last, *of_all, *([_WHOLE] if part == "lost_score" else [])]


def _of(keys: Sequence[str], part: str, index: FactIndex) -> Iterator[Statement]:
    for key in keys:
        if key in index.subjects:
            yield from (
                one
                for one in index.subjects[key].statements
                if not one.words
                and (statement_part(one) == part or (key == _WHOLE and one.fact == "score.total" and part == "score"))
            )


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
        and same_class(reading.mention.unit, one.unit)
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
