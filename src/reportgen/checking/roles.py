"""In which role a number stands (计划、预算、执行、实际、上年), by the cue words before and right behind it."""

from __future__ import annotations

import re

from reportgen.checking.statements import Statement
from reportgen.checking.subjects import Line
from reportgen.language.cue_words import Cue, CueWord, cue_words, is_weak
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.target_values import Comparator

_DATES = frozenset({MentionKind.DATE, MentionKind.DATE_RANGE})
_ALWAYS = frozenset({Role.RATE, Role.DIFFERENCE, Role.COUNT, Role.TEXT})
_DONE = frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.SCORE, Role.BUDGET}) | _ALWAYS
_PLANNED = frozenset({Role.TARGET, Role.ORIGINAL_BUDGET, Role.BUDGET, Role.MAX_SCORE}) | _ALWAYS
_ANY = frozenset(Role)
_ROLES = {
    Cue.ORIGINAL_BUDGET: frozenset({Role.ORIGINAL_BUDGET, Role.TEXT, Role.DIFFERENCE, Role.RATE}),
    Cue.BUDGET: frozenset({Role.BUDGET, Role.TEXT, Role.DIFFERENCE, Role.RATE, Role.COUNT}),
    Cue.EXPENDITURE: frozenset({Role.EXPENDITURE, Role.ACTUAL}) | _ALWAYS,
    Cue.TARGET: _PLANNED,
    Cue.ACTUAL: frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.SCORE}) | _ALWAYS,
    Cue.PREVIOUS: frozenset({Role.PREVIOUS}) | _ALWAYS,
    Cue.MAX_SCORE: frozenset({Role.MAX_SCORE, Role.TEXT, Role.COUNT, Role.DIFFERENCE, Role.RATE}),
    Cue.SCORE: frozenset({Role.SCORE, Role.TEXT, Role.COUNT, Role.DIFFERENCE, Role.RATE, Role.ACTUAL}),
}
_SCORES = frozenset({Role.SCORE, Role.MAX_SCORE})
_TARGET_BEHIND = re.compile(
    r"(?:以上|以下|以内|左右)?的?(?:年度|年初|预定|预期|计划|既定|全年|工作|绩效)*(?:目标|计划|任务|指标值|要求|标准|控制|编制|上限|下限|时限|门槛|红线|限额)"
)
_DONE_HEADING = re.compile(r"完成|实现|情况|成效|结果|履职")
_SPENDING = re.compile(r"支出|支付|使用|花费|列支")
_PLANNING_HEADING = re.compile(r"目标|任务|计划|要求|指标设定|概况")


def roles_for(line: Line, mention: Mention, clause: int) -> tuple[frozenset[Role], bool]:
    """The roles that may stand here, and whether the words say so outright."""
    text, parts = line.text, line.parts
    if _TARGET_BEHIND.match(text, mention.end):
        return _PLANNED - {Role.DIFFERENCE, Role.RATE}, True
    if text[: mention.phrase_start].endswith("控制在") or (
        text[: mention.start].endswith("控制在") and text[mention.end : mention.end + 2] in {"以内", "以下", "之内"}
    ):
        bounded = text[mention.end : mention.end + 2] in {"以内", "以下", "之内"}
        return (_PLANNED if bounded else _DONE), bounded
    start = parts.starts[clause]
    earlier = [other.end for other in line.mentions if start < other.end <= mention.start and other.kind not in _DATES]
    floor = max(earlier, default=start)
    cue = _telling(text, [word for word in line.cues if floor <= word.start and word.end <= mention.start + 1])
    if cue is None and floor > start:
        cue = _telling(text, [word for word in line.cues if start <= word.start and word.end <= floor])
        if cue in {Cue.TARGET, Cue.PREVIOUS}:
            return _ROLES[cue] | _DONE, False
    if cue is not None:
        if cue in {Cue.ACTUAL, Cue.EXPENDITURE} and _bounded(mention):
            return _ROLES[cue] | {Role.TARGET}, False
        return _ROLES[cue], True
    inherited = _inherited(line, clause)
    if _bounded(mention):
        return (_ROLES[inherited] if inherited else frozenset()) | _DONE | {Role.TARGET}, False
    if inherited is not None and parts.listed[clause]:
        return _ROLES[inherited], inherited not in {Cue.SCORE, Cue.MAX_SCORE}
    if inherited is not None:
        return _ROLES[inherited] | (_DONE if inherited is not Cue.EXPENDITURE else frozenset({Role.BUDGET})), False
    if _PLANNING_HEADING.search(line.heading) and not _DONE_HEADING.search(line.heading):
        return _ANY, False
    if _SPENDING.search(text, floor, mention.start):
        return _DONE - {Role.BUDGET}, False
    return _DONE, False


def _bounded(mention: Mention) -> bool:
    return mention.comparator in {Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.MORE_THAN}


def _telling(text: str, words: list[CueWord]) -> Cue | None:
    """The role that the cue words before a number give it: a plan's verb does not make it an actual value."""
    cue: Cue | None = None
    for word in words:
        if word.cue is Cue.NONE:
            continue
        if cue is not None and is_weak(text, word):
            continue
        if cue is Cue.PREVIOUS or (cue is Cue.TARGET and word.cue is Cue.EXPENDITURE):
            continue
        if cue is Cue.ORIGINAL_BUDGET and word.cue is Cue.BUDGET and "全年" not in text[word.start : word.end]:
            continue
        cue = word.cue
    return cue


def _inherited(line: Line, clause: int) -> Cue | None:
    parts = line.parts
    sentence = parts.sentences[clause]
    for other in range(clause - 1, -1, -1):
        if parts.sentences[other] != sentence:
            return None
        start, end = parts.starts[other], parts.ends[other]
        cue = _telling(line.text, [word for word in line.cues if start <= word.start and word.end <= end])
        if cue is not None:
            return cue
    return None


def column_roles(header: str) -> frozenset[Role]:
    """The roles of the figures under a column head: 年度指标值, 实际完成值, 全年预算数."""
    cue = next((word.cue for word in cue_words(header) if word.cue is not Cue.NONE), None)
    if "得分" in header and "满分" not in header:
        return frozenset({Role.SCORE})
    if cue is None:
        return _ANY
    return _ROLES[cue]


def fits(statement: Statement, roles: frozenset[Role]) -> bool:
    """Whether *statement* may stand in one of *roles*; scores are told apart by 分值 and 得分 alone."""
    if statement.role in _SCORES and not roles & _SCORES:
        return Role.PREVIOUS not in roles or Role.ACTUAL in roles
    return statement.role in roles
