"""In which role a number stands (计划、预算、执行、实际、上年), by the cue words before and right behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.carried_roles import carried_cue
from reportgen.checking.sentences.planned_lines import planning, plans, sets_out
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.role_cues import ANY, BUDGET, DONE, PLANNED, ROLES_BY_CUE, SET_OUT, telling
from reportgen.checking.sentences.roles_beside import BUDGET_BEHIND, DATES, TARGET_BEHIND, by_words_beside
from reportgen.checking.sentences.subjects import Line
from reportgen.language.cue_words import Cue, CueWord, cue_words, is_compared_with
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention, MentionKind

_SCORES = frozenset({Role.SCORE, Role.MAX_SCORE})
_OF_POINTS = frozenset({Cue.SCORE, Cue.MAX_SCORE})
_DOING = frozenset({Cue.ACTUAL, Cue.EXPENDITURE})
_LEVEL = re.compile(
    r"(?:最终|最后|合计|总额|总量|已|共|并)?(?:达到?|增至|降至|升至|降到|升到|增加到|增到|减至|减到)了?|到?(?:年底|年末)(?:就?[是为成有]了?)?"
)
_BUDGETS = frozenset({Cue.BUDGET, Cue.ORIGINAL_BUDGET})
_BLURRING = frozenset(
    {
        "余",
        "多",
        "几",
        "数",
        "超",
        "超过",
        "超出",
        "近",
        "接近",
        "将近",
        "约",
        "突破",
        "逾",
        "上",
        "大约",
        "左右",
        "不足",
        "不到",
        "来",
    }
)
_SPENDING = re.compile(r"支出|支付|使用|花费|列支")


class Roles(NamedTuple):
    """The roles a number *may* stand in; *told* where its own words say so, not a clause before or none at all."""

    may: frozenset[Role]
    told: bool


def roles_for(line: Line, reading: Reading) -> Roles:
    """The roles that may stand here, by the words before the number, right behind it, and above the line."""
    mention, text, parts = reading.mention, line.text, line.parts
    bound = by_words_beside(line, reading)
    if bound is not None:
        return Roles(bound, told=True)
    if reading.item:
        inherited = _inherited(line, _clause_of_list(line, reading))
        for words in (reading.item, reading.lead):
            own = telling(words, list(cue_words(words)), weak_too=inherited is None and not planning(line))
            if own is not None:
                return Roles(ROLES_BY_CUE[own], told=True)
        if inherited is not None:
            among = line.text.startswith("其中", line.parts.starts[_clause_of_list(line, reading)])
            return Roles(ROLES_BY_CUE[inherited] if among else ROLES_BY_CUE[inherited] | DONE, told=False)
        untold = ANY if planning(line) else DONE - BUDGET if _SPENDING.search(reading.lead) else DONE
        return Roles(untold, told=False)
    start = parts.starts[reading.clause]
    earlier = (
        other.end
        for other in reversed(line.numbers(start, mention.start))
        if other.end <= mention.start and not (other.kind in DATES or _is_a_one(other) or _in_a_cue(line, other))
    )
    floor = next(earlier, start)
    taken = BUDGET_BEHIND.match(text, floor) or TARGET_BEHIND.match(text, floor) if floor > start else None
    if taken and taken.end() <= mention.start:
        floor = taken.end()  # 2680万元的预算用掉……: the budget is what the number before was
    weak_too = not planning(line)
    before = line.cues_in(start, mention.start + 1)
    if mention.kind is MentionKind.MONEY:  # 财政拨款为2418.60万元: of what came before; 扣掉271.64万元的成本: no points
        before = [one for one in before if text[one.start : one.end] != "为" and one.cue not in _OF_POINTS]
    cue = telling(text, [word for word in before if floor <= word.start], weak_too=weak_too)
    beside = cue is not None
    if cue is None and floor > start:
        cue = telling(text, [word for word in before if word.end <= floor], weak_too=weak_too)
        if cue in {Cue.TARGET, Cue.PREVIOUS, Cue.EARLIER}:
            return Roles(ROLES_BY_CUE[cue] | DONE, told=False)
    if cue is Cue.ACTUAL and _level_alone(line, reading, before):
        inherited = _inherited(line, reading.clause)
        if inherited in _BUDGETS:
            return Roles(ROLES_BY_CUE[Cue.BUDGET], told=True)  # 年中追加200万元，达到1200万元
    if cue is Cue.ACTUAL and _IS_ALONE.fullmatch(reading.lead):
        ahead = _cue_of_clause_before(line, reading.clause)
        if ahead in _OF_ANOTHER:
            return Roles(ROLES_BY_CUE[ahead], told=True)  # 此前一年还在线上，为52.8%
    if cue is Cue.BUDGET and _first_of_year(line, reading):
        return Roles(ROLES_BY_CUE[cue] | {Role.ORIGINAL_BUDGET}, told=True)
    if cue is not None:
        bounded = cue in _DOING and _bounded(mention)
        if bounded and (plans(line) or _inherited(line, reading.clause) is Cue.TARGET):
            return Roles(PLANNED, told=True)
        return Roles(ROLES_BY_CUE[cue] | {Role.TARGET} if bounded else ROLES_BY_CUE[cue], told=beside)
    spent = bool(_SPENDING.search(reading.lead)) and mention.kind is MentionKind.MONEY
    untold = _uncued(line, reading)
    return Roles(untold, told=spent or (untold is SET_OUT and (sets_out(line) or _bounded(mention))))


def _is_a_one(mention: Mention) -> bool:
    """Whether the number counts nothing: 这一项, 一条."""
    return mention.value == 1 and mention.text[:1] == "一"


def _in_a_cue(line: Line, mention: Mention) -> bool:
    """Whether the number is part of a cue word: 一年 in 上一年."""
    return any(mention.end <= word.end for word in line.last_cues(mention.start))


def _level_alone(line: Line, reading: Reading, before: list[CueWord]) -> bool:
    """Whether the clause holds nothing but a verb that leads to a level: ，达到1200万元."""
    words = line.text[line.parts.starts[reading.clause] : reading.mention.phrase_start].strip("，；、 ")
    return len(before) == 1 and _LEVEL.fullmatch(words) is not None


def _cue_of_clause_before(line: Line, clause: int) -> Cue | None:
    """The role that the clause right before says, if it tells no number itself."""
    parts = line.parts
    if not clause or parts.sentences[clause - 1] != parts.sentences[clause]:
        return None
    start, end = parts.starts[clause - 1], parts.starts[clause]
    if any(one.is_claim and not _is_a_one(one) for one in line.numbers(start, end)):
        return None
    words = [word for word in line.cues_in(start, end) if not is_compared_with(line.text, word)]
    return telling(line.text, words, weak_too=False)


_IS_ALONE = re.compile(r"[，；、 ]*(?:[也就只仅才]?[是为有])?")
_OF_ANOTHER = frozenset({Cue.PREVIOUS, Cue.EARLIER})


def _first_of_year(line: Line, reading: Reading) -> bool:
    """Whether 年初 stands before in the sentence, and no number since: 年初，财政批复部门预算……"""
    parts = line.parts
    start = parts.opening(reading.clause)
    said = [word.end for word in line.cues_in(start, reading.mention.start) if word.cue is Cue.ORIGINAL_BUDGET]
    return bool(said) and all(other.kind in DATES for other in line.numbers(said[-1], reading.mention.start))


def _uncued(line: Line, reading: Reading) -> frozenset[Role]:
    """The roles of a number that no cue word of its clause stands before."""
    inherited = _inherited(line, reading.clause)
    carried = carried_cue(line, reading) if inherited is None else None
    if carried is not None:
        return DONE - BUDGET if carried is Cue.EXPENDITURE else ROLES_BY_CUE[carried]
    if _SPENDING.search(reading.lead) and inherited in {None, Cue.EXPENDITURE}:
        return DONE - BUDGET
    if _bounded(reading.mention):
        if plans(line) or inherited is Cue.TARGET:
            return SET_OUT
        return (ROLES_BY_CUE[inherited] if inherited else frozenset()) | DONE | {Role.TARGET}
    if inherited is not None and (_of_these(line, reading) or line.parts.listed[reading.clause]):
        return ROLES_BY_CUE[inherited]
    if inherited is not None:
        return ROLES_BY_CUE[inherited] | (DONE if inherited is not Cue.EXPENDITURE else frozenset({Role.BUDGET}))
    if planning(line):
        return SET_OUT if plans(line) else ANY
    start = line.parts.opening(reading.clause)
    before = line.text[start : reading.mention.start]
    return DONE - BUDGET if _SPENDING.search(before) and "预算" not in before else DONE


def _clause_of_list(line: Line, reading: Reading) -> int:
    """The clause in which the list begins whose number this is: 分别为645万元和2615万元."""
    claims = [one for one in line.numbers(0, reading.written.start + 1) if one.is_claim]
    return line.parts.at(claims[-1 - reading.place].start)


def _of_these(line: Line, reading: Reading) -> bool:
    """Whether the number is a part of the one right before: 核定编制134名，其中行政38名."""
    if not line.text.startswith("其中", line.parts.starts[reading.clause]):
        return False
    earlier = reversed(line.numbers(0, reading.mention.start))
    before = next((one for one in earlier if one.end <= reading.mention.start and one.is_claim), None)
    return before is not None and before.unit.dimension == reading.mention.unit.dimension


def _bounded(mention: Mention) -> bool:
    """Whether the number is a bound, as targets are: ≥90%, 不低于90%, 90%以上; 超, 近 and 余 blur an actual value."""
    return mention.comparator is not None and not _BLURRING.intersection(mention.qualifiers)


def _inherited(line: Line, clause: int) -> Cue | None:
    parts = line.parts
    sentence = parts.sentences[clause]
    weak_too = not planning(line)
    start, last = parts.starts[parts.first_of(sentence)], parts.starts[clause]
    by_clause: dict[int, list[CueWord]] = {}
    for word in line.cues_in(start, last):
        if not is_compared_with(line.text, word):
            by_clause.setdefault(parts.at(word.start), []).append(word)
    for other in sorted(by_clause, reverse=True):
        inside = [word for word in by_clause[other] if word.end <= parts.ends[other]]
        cue = telling(line.text, inside, weak_too=weak_too)
        if cue is not None:
            return cue
    return None


def column_roles(header: str) -> frozenset[Role]:
    """The roles of the figures under a column head: 年度指标值, 实际完成值, 全年预算数."""
    cue = next((word.cue for word in cue_words(header) if word.cue is not Cue.NONE), None)
    if "得分" in header and "满分" not in header:
        return frozenset({Role.SCORE})
    if cue is None:
        return ANY
    return ROLES_BY_CUE[cue]


def fits(statement: Statement, roles: frozenset[Role]) -> bool:
    """Whether *statement* may stand in one of *roles*; scores are told apart by 分值 and 得分 alone."""
    if statement.role in _SCORES and not roles & _SCORES:
        return Role.PREVIOUS not in roles or Role.ACTUAL in roles
    return statement.role in roles
