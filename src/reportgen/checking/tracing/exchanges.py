"""Numbers of one sentence that stand in one another's places (对调): 一等奖9项、二等奖3项 for 一等奖3项、二等奖9项.

Each was entered in a text and each is true of that text alone; only together do the words beside them show that the
other reading fits far better.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.placed import Misplaced, Told

_BEFORE, _BEHIND = 8, 5  # characters beside a number that say what it counts
_BETTER = 3  # shared characters and pairs by which the exchanged reading must win
_FAR_BETTER = 5  # the same for numbers of two sentences of a line
_BY_NAME = frozenset({"department.subordinate_units"})  # numbers of rows that their names alone tell apart
_IN_TURN = re.compile(r"分别|依次")  # no words stand beside the numbers of such a list
_STOP = re.compile(r"[0-9０-９，、。；：:,;（）()“”\s]")


def exchanged(line: Line, told: Sequence[Told], index: FactIndex) -> Mapping[int, Misplaced]:
    """Where numbers start that stand in another's place, with the statement that belongs there."""
    found: dict[int, Misplaced] = {}
    placed = [
        (one.reading, one.statement, line.parts.sentences[one.reading.clause])
        for one in told
        if one.statement is not None and (_of_text(one.statement) or one.statement.subject in _BY_NAME)
    ]
    for at, (reading, own, sentence) in enumerate(placed):
        for other, its, there in placed[at + 1 :]:
            if not _comparable(own, its) or _whole_and_part(line, reading, other, own, its):
                continue
            better = _BETTER if there == sentence else _FAR_BETTER
            if _better_exchanged(line, (reading, own), (other, its), index) >= better:
                found[reading.written.start] = Misplaced("NUMBER_WRONG_SUBJECT", its)
                found[other.written.start] = Misplaced("NUMBER_WRONG_SUBJECT", own)
    return found


def _of_text(one: Statement) -> bool:
    return bool(one.words) and not one.derived and not _IN_TURN.search(one.words)


def _whole_and_part(line: Line, one: Reading, other: Reading, own: Statement, its: Statement) -> bool:
    """Whether the second number tells a part of the first, as it may: 收回500份问卷中的486份."""
    between = line.text[one.written.end : other.written.start]
    return _PART.fullmatch(between) is not None and own.low > its.low


_PART = re.compile(r"[\u4e00-\u9fff]{0,6}(?:之中|当中|[中里内])的?(?:有|仅|只有|共)?")


def _comparable(one: Statement, other: Statement) -> bool:
    return one.unit.dimension == other.unit.dimension and one.low != other.low


def _better_exchanged(
    line: Line, one: tuple[Reading, Statement], other: tuple[Reading, Statement], index: FactIndex
) -> int:
    """How much better the numbers would fit in each other's place."""
    here, there = _beside_reading(line, one[0]), _beside_reading(line, other[0])
    own, its = _beside_statement(one[1], index), _beside_statement(other[1], index)
    kept = _alike(here, own) + _alike(there, its)
    return _alike(here, its) + _alike(there, own) - kept


def _beside_reading(line: Line, reading: Reading) -> str:
    mention = reading.written
    behind = _until_stop(line.text[mention.end : mention.end + _BEHIND])
    if reading.item:
        return reading.item
    return _since_stop(line.text[max(0, mention.start - _BEFORE) : mention.start]) + "|" + behind


def _beside_statement(statement: Statement, index: FactIndex) -> str:
    if not statement.words:
        return index.subjects[statement.subject].name
    text = index.ledger[statement.fact].text
    before = _since_stop(text[max(0, statement.start - _BEFORE) : statement.start])
    return before + "|" + _until_stop(text[statement.end : statement.end + _BEHIND])


def _since_stop(words: str) -> str:
    return _STOP.split(words)[-1]


def _until_stop(words: str) -> str:
    return _STOP.split(words)[0]


def _alike(one: str, other: str) -> int:
    """How many characters and pairs of characters both hold."""
    shared = (set(one) & set(other)) - {"|"}
    return len(shared) + len(_pairs(one) & _pairs(other))


def _pairs(words: str) -> set[str]:
    return {first + second for first, second in pairwise(words) if "|" not in (first, second)}
