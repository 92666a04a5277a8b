"""Which amount of a budget that was moved stands where (预算调整): 年初1462万元，追加86万元，全年预算1548万元.

What there was at the beginning of the year, what was added and what became of it are all entered, and each is an amount
of the budget; the words right before a number say which of them it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.placed import Misplaced, Told
from reportgen.model.facts import Role
from reportgen.quantities.mention import MentionKind

_MOVES = re.compile(
    r"(?P<opening>年初|起初|[开一]?开头|最初|原来?(?=[安预盘批])|原定)|"
    r"(?P<level>(?:追加|调增|调减|增加|增|减|调整|调|变更|变|涨|扩|压减|压缩)(?:后的?|[到至为成]|以后|之后)|"
    r"(?:全年|总|最终|调整后的?)预算|[总一]共|累计|合计|加起来|预算[^，。；\d]{0,4}(?:成|变|达|到|为))|"
    r"(?P<added>追加|调增|增拨|增加|补充|添|新增|下达|拨来|加上|加了|(?<=[，。；、后又再另])加)"
)
_CHANGE_BEHIND = re.compile(r"(?:比|较)年初")
_FARTHEST = 40  # characters before a number that say which amount it is
_LEVELS = frozenset({Role.ORIGINAL_BUDGET, Role.BUDGET})


def out_of_move(line: Line, told: Sequence[Told], index: FactIndex) -> Iterator[tuple[int, Misplaced]]:
    """Where amounts of the whole budget start that stand in one another's places, and what belongs there."""
    opening, adjusted = _level(index, Role.ORIGINAL_BUDGET), _level(index, Role.BUDGET)
    if opening is None or adjusted is None or opening.low == adjusted.low:
        return
    end = 0
    for one in told:
        mention, statement = one.reading.written, one.statement
        start = max(end, line.parts.starts[line.parts.first_of(line.parts.sentences[one.reading.clause])])
        end = mention.end
        if mention.kind is not MentionKind.MONEY or statement is None or one.reading.item:
            continue
        move = _move(line.text[max(start, mention.start - _FARTHEST) : mention.start])
        right = {"opening": opening, "level": adjusted}.get(move)
        moved = _is_moved(statement)
        if right is not None and (moved or _is_level(statement)) and statement.low != right.low:
            if not (move == "level" and not moved):
                yield mention.start, Misplaced("NUMBER_WRONG_ROLE", right)
        elif move == "added" and _is_level(statement) and statement.low in {opening.low, adjusted.low}:
            yield mention.start, Misplaced("NUMBER_WRONG_ROLE", statement)


def _move(words: str) -> str:
    """Which amount the last of the *words* that tell of a move say: that of the beginning, what was added, the new."""
    if _CHANGE_BEHIND.search(words):
        return ""
    last = max(_MOVES.finditer(words), key=re.Match.start, default=None)
    return (last.lastgroup or "") if last is not None else ""


def _level(index: FactIndex, role: Role) -> Statement | None:
    """The whole budget of the department in that role."""
    subject = index.subjects.get("budget.total")
    held = [one for one in subject.statements if one.role is role and not one.derived] if subject else []
    return held[0] if held else None


def _is_moved(statement: Statement) -> bool:
    """Whether it is an amount that the reason for the adjustment (预算调整原因) tells."""
    return bool(statement.words) and not statement.derived and statement.fact.endswith(".adjustment_reason")


def _is_level(statement: Statement) -> bool:
    return statement.subject == "budget.total" and statement.role in _LEVELS and not statement.derived
