"""Why a range or a number cut off does not stand although some figure lies in it (区间、截位): 97.8% of 97.89%."""

from __future__ import annotations

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import same_class, states, step_of
from reportgen.checking.sentences.roles import Roles, fits
from reportgen.checking.sentences.sureness import ENOUGH, surest
from reportgen.checking.tracing.candidates import Candidates
from reportgen.checking.tracing.traces import Trace
from reportgen.quantities.mention import Mention, MentionKind


def roughly(mention: Mention, statement: Statement, found: Candidates, roles: Roles, index: FactIndex) -> Trace | None:
    """What speaks against *statement* as the figure of a range or of a number that was cut off."""
    return _beside_range(mention, statement, found) or _cut_off(mention, statement, found, roles, index)


def _evidence(statement: Statement, found: Candidates) -> float:
    best = surest([one for one in found.matched if one.statement.subject == statement.subject])
    return best.evidence.score if best is not None else 0.0


def _beside_range(mention: Mention, statement: Statement, found: Candidates) -> Trace | None:
    """爱心妈妈816—890名 of 742: so many numbers lie in a range that the words alone tell which is meant."""
    if mention.kind is not MentionKind.RANGE or statement.low != statement.high:
        return None
    own = _evidence(statement, found)
    rival = surest(found.rivals)
    if rival is not None and rival.evidence.score >= max(own, ENOUGH):
        return Trace(code="NUMBER_DIFFERS", nearest=rival.statement)
    return None if own >= ENOUGH and not statement.derived else Trace(code="NUMBER_NOT_IN_DATA", nearest=None)


def _cut_off(mention: Mention, statement: Statement, found: Candidates, roles: Roles, index: FactIndex) -> Trace | None:
    """整改率97.8% of 97.89%: what is named is not rounded so, whatever else would be."""
    quantity = mention.quantity
    if quantity is None or mention.qualifiers or mention.approximate or quantity.base == statement.low:
        return None
    step = step_of(quantity)
    own = _evidence(statement, found)
    for rival in sorted(found.rivals, key=lambda one: -one.evidence.score):
        if rival.evidence.score < max(own, ENOUGH):
            break
        for one in index.subjects[rival.statement.subject].statements:
            cut = quantity.base < one.low < quantity.base + step and one.low == one.high
            if cut and same_class(mention.unit, one.unit) and fits(one, roles.may) and not states(mention, one):
                return Trace(code="NUMBER_DIFFERS", nearest=one)
    return None
