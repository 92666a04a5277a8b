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
    found.update(_rows_exchanged(line, told, index))
    found.update(_out_of_turn(told))
    return found


def _rows_exchanged(line: Line, told: Sequence[Told], index: FactIndex) -> Mapping[int, Misplaced]:
    """执行率最低为甲，99.41%；最高为乙，91.44%: figures of one kind of rows that are each named beside the other's."""
    found: dict[int, Misplaced] = {}
    for one, other in pairwise(told):
        own, its = one.statement, other.statement
        if own is None or its is None or one.reading.many or other.reading.many:
            continue
        if not own.subject.startswith(_NAMED_ROWS) or not its.subject.startswith(_NAMED_ROWS):
            continue
        if own.words or its.words or own.subject == its.subject or _kind(own) != _kind(its) or own.low == its.low:
            continue
        here, there = _words_before(line, one, told), _words_before(line, other, told)
        mine, theirs = index.subjects[own.subject].name, index.subjects[its.subject].name
        kept = len(_pairs(here) & _pairs(mine)) + len(_pairs(there) & _pairs(theirs))
        turned = (len(_pairs(here) & _pairs(theirs)), len(_pairs(there) & _pairs(mine)))
        if not kept and min(turned):
            found[one.reading.written.start] = Misplaced("NUMBER_WRONG_SUBJECT", its)
            found[other.reading.written.start] = Misplaced("NUMBER_WRONG_SUBJECT", own)
    return found


_NAMED_ROWS = ("project.", "indicator.")


def _kind(one: Statement) -> str:
    return one.fact.rpartition(".")[2] or one.part


def _words_before(line: Line, one: Told, told: Sequence[Told]) -> str:
    """The words of the sentence since the number before."""
    parts, reading = line.parts, one.reading
    start = parts.opening(reading.clause)
    ends = [other.reading.written.end for other in told if other.reading.written.end <= reading.written.start]
    return line.text[max([start, *ends]) : reading.written.start]


def _out_of_turn(told: Sequence[Told]) -> Mapping[int, Misplaced]:
    """甲用了……，乙用了……，执行率分别是……: a list that names nothing itself is in the order of what was told."""
    found: dict[int, Misplaced] = {}
    for at, one in enumerate(told):
        many = one.reading.many
        run = told[at : at + many]
        if (
            not many
            or one.reading.place
            or one.reading.item
            or len(run) < many
            or any(x.statement is None for x in run)
        ):
            continue
        listed = [x.statement.subject for x in run if x.statement is not None]
        before = [x.statement.subject for x in told[max(0, at - many) : at] if x.statement is not None]
        if sorted(listed) == sorted(before) and listed != before and len(set(listed)) == many:
            for place, x in enumerate(run):
                right = next((y.statement for y in run if y.statement and y.statement.subject == before[place]), None)
                if right is not None and right is not x.statement:
                    found[x.reading.written.start] = Misplaced("NUMBER_WRONG_SUBJECT", right)
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
    if one[1].fact == other[1].fact:  # the name of what both are of tells neither: 三公经费花了142350元，预算是186000元
        name = index.ledger[one[1].fact].subject
        here, there, own, its = (words.replace(name, "") if name else words for words in (here, there, own, its))
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
