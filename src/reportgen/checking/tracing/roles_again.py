"""What speaks against the role of a number that was traced (口径复核): 做成4部 of the plan, where 3部 were done.

Each rule names the entered number in the right role; where none is known, the trace stands.
"""

from __future__ import annotations

import re

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import same_class, states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.roles import Roles, fits
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.sentences.sureness import ENOUGH, LITTLE
from reportgen.checking.tracing.candidates import Candidates
from reportgen.checking.tracing.traces import Trace
from reportgen.language.verdict_words import is_coming
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention

_ROWS = ("indicator.", "project.", "budget.")
_ROW_ROLES = frozenset({Role.TARGET, Role.ACTUAL, Role.PREVIOUS, Role.BUDGET, Role.ORIGINAL_BUDGET, Role.EXPENDITURE})


def of_other_role(
    line: Line, reading: Reading, statement: Statement, found: Candidates, roles: Roles, index: FactIndex
) -> Trace | None:
    """Why *statement* does not stand here in its role, if anything says so."""
    return (
        _of_other_role(reading.mention, statement, found, roles)
        or _planned_for_done(reading, statement, found)
        or _fallen_short_of_itself(reading, statement, index)
        or _not_yet(line, reading, statement)
        or _at_first(line, reading, statement, index)
    )


def _of_other_role(mention: Mention, statement: Statement, found: Candidates, roles: Roles) -> Trace | None:
    """计划34所 of a text that tells of 34所 done, where the row has 40所 for its target and 34所 for what was done."""
    if not statement.words or statement.derived or not roles.told or statement.role is not Role.TEXT:
        return None
    for one in found.wrong:
        own = one.candidate.statement
        if one.code != "NUMBER_WRONG_ROLE" or not one.told or own.words or own.role not in _ROW_ROLES:
            continue
        if not own.subject.startswith(_ROWS) or one.candidate.evidence.score < LITTLE:
            continue
        right = [
            other for other in one.siblings
            if other.role in _ROW_ROLES and fits(other, roles.may) and same_class(mention.unit, other.unit)
        ]  # fmt: skip
        if right and not any(states(mention, other) for other in right):
            return Trace(code="NUMBER_WRONG_ROLE", nearest=own)
    return None


def _planned_for_done(reading: Reading, statement: Statement, found: Candidates) -> Trace | None:
    """计划4部，做成4部 of a text that plans for 4部 (资金用途、年度绩效目标), where 3部 became of the row's target."""
    planned = statement.of_plan or statement.fact.endswith(".fund_use")
    if not planned or statement.derived or _DONE_SAID.search(reading.lead) is None:
        return None
    for one in found.wrong:
        own = one.candidate.statement
        if own.role is not Role.TARGET or own.words or not one.told or one.candidate.evidence.score < ENOUGH:
            continue
        done = [other for other in one.siblings if other.role is Role.ACTUAL and not other.words]
        if done and same_class(reading.mention.unit, done[0].unit) and not states(reading.mention, done[0]):
            return Trace(code="NUMBER_WRONG_ROLE", nearest=done[0])
    return None


def _fallen_short_of_itself(reading: Reading, statement: Statement, index: FactIndex) -> Trace | None:
    """比例57.6%，未到57.6%: what was not reached is the target and not what became of it."""
    if statement.role is not Role.ACTUAL or statement.words or _NOT_REACHED.search(reading.lead) is None:
        return None
    held = index.subjects[statement.subject].statements
    target = next((one for one in held if one.role is Role.TARGET and one.low != statement.low), None)
    return Trace(code="NUMBER_WRONG_ROLE", nearest=target) if target is not None else None


_NOT_REACHED = re.compile(r"(?:^|[，；、])(?:但|却|也|还|仍)?(?:未|没有?|不)能?(?:达到?|到)(?:了)?$")
_DONE_SAID = re.compile(
    r"(?:完成|建成|竣工|办结|[建修办做拍买装改培]完?[成好了]|实际|[只才仅]到|到[货位]|兑现|交付)(?:的?只?有|了|仅|只)?$"
)


def _at_first(line: Line, reading: Reading, statement: Statement, index: FactIndex) -> Trace | None:
    """年初，县财政安排预算312万元 of what the budget of 286万元 was adjusted to."""
    if statement.words or statement.derived or statement.role is not Role.BUDGET or reading.item:
        return None
    before = line.text[line.parts.opening(reading.clause) : reading.mention.start]
    held = [one for one in index.subjects[statement.subject].statements if not one.words and not one.derived]
    first = next((one for one in held if one.role is Role.ORIGINAL_BUDGET), None)
    if first is None or first.low == statement.low or not _FIRST_OF_ALL.fullmatch(before):
        return None
    return Trace(code="NUMBER_WRONG_ROLE", nearest=first)


_FIRST_OF_ALL = re.compile(r"[^，。；\d]{0,4}年初，(?![^。；]*(?:调|追加|增|减|执行中|年中|后))[^。；\d]*")


def _not_yet(line: Line, reading: Reading, statement: Statement) -> Trace | None:
    """力争覆盖率突破84% where 86% was planned, 使满意度回到93%以上 of 94.2%: a plan is told as it was entered."""
    mention, quantity = reading.mention, reading.mention.quantity
    if mention.comparator is None or quantity is None or quantity.base == statement.low or statement.derived:
        return None
    if statement.words:
        planned = statement.fact.endswith(_MEASURES) and statement.low == statement.high
        return Trace(code="NUMBER_DIFFERS", nearest=statement) if planned else None
    if statement.role is not Role.ACTUAL or not (is_coming(line.text, mention.start) or _BACK.search(reading.lead)):
        return None
    return Trace(code="NUMBER_WRONG_ROLE", nearest=statement)


_MEASURES = (".measure", ".improvement_measures")
_BACK = re.compile(r"(?:使|让|力争|争取|确保)[^，。；]*(?:回到|回升[到至]|提[高升][到至]|达到)$")
