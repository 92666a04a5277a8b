"""What a row's own number is compared with (比较): 分离率93.8%，比上年高1.2个百分点, 比规定的24小时快5.5小时.

A difference that names nothing itself and says what it is from is that of the number told right before it. Where that
number is an indicator's, its target and last year's number were entered, too, and no other difference stands there:
neither one of another row or text, nor one that some two numbers give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import same_class, states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line, says_more
from reportgen.checking.tracing.derivations import figure
from reportgen.checking.tracing.placed import Misplaced, Told
from reportgen.language.cue_words import Cue, change_direction, cue_words
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention
from reportgen.quantities.units import PERCENT, PERCENTAGE_POINT

_REFERENCE = re.compile(
    r"(?P<before>(?:上年|去年|上一年)(?!同期?的?[^，。；]{0,4}季)|同比)|(?P<plan>目标|计划|任务|指标值|控制[线值数标]|上限|下限|规定)"
)
_ROLES = {"before": Role.PREVIOUS, "plan": Role.TARGET}
_REFERENCES = frozenset(_ROLES.values())
_WITH = re.compile(r"(?:比|离|距|较|与|未达到?|不到)[^，。；\d]{0,6}$")
_DIFFERS = re.compile(r"(?:[快慢早晚差缺短]|提前|推迟)了?[约近]?$")
_VERBS = frozenset({"超过", "超出", "超", "高于", "低于", "少于", "多于"})
_NOT_SILENT = re.compile(r"其中|其余|另|占|平均|均|每|人均|单|各|合计|共|预算|支出|费")
_MUTE = re.compile(
    _REFERENCE.pattern.replace("?P<before>", "?:").replace("?P<plan>", "?:")
    + r"|标准|时限|期限|到[场岗]|要求|年初|确定|[\d.,%％]|[退进]步|个?百分点|不[但仅]|相比"
    r"|可是|但是|虽然|尽管|然而|不过|[距离]|提升|回落|下滑|上涨|攀升|压缩|压减|延长|扩大"
)
_MOST_ALIKE = 8
_NEAR = 24  # characters between a number of a text and its difference
_PLAN_BEHIND = re.compile(r"的?(?:年度|年初)?(?:目标|计划|任务|要求)")
_HUNDRED = Decimal(100)


@dataclass
class _Anchor:
    """A number told of an indicator, and the last number after it that it is compared with."""

    told: Told
    own: Statement
    last: Told
    against: Statement | None = None
    odd: Told | None = None  # a number that it is compared with, and that is neither its target nor last year's


def compared(line: Line, told: Sequence[Told], index: FactIndex) -> dict[int, Misplaced]:
    """Where numbers start that are no difference of the row told right before, with what the row has there."""
    found: dict[int, Misplaced] = {}
    anchor: _Anchor | None = None
    for one in told:
        reading = one.reading
        if anchor is not None and not _goes_on(line, anchor, reading):
            anchor = None
        begun = _anchor(one)
        if anchor is None or reading.many:
            anchor = begun
            continue
        reference = _as_reference(one, anchor, index)
        if reference is not None:
            anchor.against, anchor.odd, anchor.last = reference, None, one
            continue
        if _compares_with(one, anchor):
            anchor.odd, anchor.against, anchor.last = one, None, one
            continue
        wrong = _wrong(line, one, anchor, index)
        if wrong is not None:
            found[wrong[0]] = wrong[1]
        anchor.last = one
        if begun is not None:
            anchor = begun
    return found


def _anchor(one: Told) -> _Anchor | None:
    own = one.statement
    if own is None or own.derived or own.words or one.reading.many or own.low != own.high:
        return None
    if not own.subject.startswith("indicator.") or own.role not in {Role.ACTUAL, *_REFERENCES}:
        return None
    if one.reading.mention.qualifiers or one.reading.mention.approximate:
        return None
    return _Anchor(one, own, one)


def _goes_on(line: Line, anchor: _Anchor, reading: Reading) -> bool:
    """Whether the words since the number before name nothing else."""
    if line.parts.sentences[anchor.told.reading.clause] != line.parts.sentences[reading.clause]:
        return False
    between = line.text[anchor.last.reading.written.end : reading.mention.start]
    return not _NOT_SILENT.search(between) and not says_more(_MUTE.sub("", between))


def _as_reference(one: Told, anchor: _Anchor, index: FactIndex) -> Statement | None:
    """The target or last year's number of the row of the number before, where this one is that: 比上年的480个……"""
    mention = one.reading.mention
    for other in _row(anchor.own, index):
        fits = other.role in _REFERENCES and other.role is not anchor.own.role and same_class(mention.unit, other.unit)
        if fits and other.low == other.high and other.low != anchor.own.low and one.statement is not None:
            same = one.statement.subject == other.subject and one.statement.role is other.role
            if (same or one.statement.low == other.low) and not one.statement.derived and states(mention, other):
                return other
    return None


def _wrong(line: Line, one: Told, anchor: _Anchor, index: FactIndex) -> tuple[int, Misplaced] | None:
    """The number that cannot stand, and what belongs there, where the difference told is not that of the row."""
    mention, _ = _difference(line, one, anchor)
    if anchor.odd is not None and anchor.last is anchor.odd and mention is not None:
        return _of_odd(mention, anchor, anchor.odd, index)
    role = _role(line, one, anchor)
    if mention is None or role is None or one.statement is None:
        return None
    row = _row(anchor.own, index)
    now = next((other for other in row if other.role is Role.ACTUAL), None)
    reference = anchor.against or next((other for other in row if other.role is role), None)
    if now is None or reference is None or reference.low != reference.high or now.low == reference.low:
        return None
    gap = _gap(now, reference, mention)
    if gap is None:
        return None
    if anchor.own.role is not Role.ACTUAL:
        if states(mention, gap) and anchor.own.low not in {now.low, reference.low} and not _planned(line, anchor):
            return anchor.told.reading.written.start, Misplaced("NUMBER_WRONG_ROLE", now)
        return None
    if states(mention, gap) or any(states(mention, other) for other in _of_others(anchor.own, role, mention, index)):
        return None
    return one.reading.written.start, Misplaced("NUMBER_DIFFERS", gap)


def _compares_with(one: Told, anchor: _Anchor) -> bool:
    known = one.statement
    alike = known is not None and same_class(one.reading.mention.unit, anchor.own.unit) and not known.direction
    return alike and anchor.own.role is Role.ACTUAL and _WITH.search(one.reading.lead) is not None


def _of_odd(mention: Mention, anchor: _Anchor, odd: Told, index: FactIndex) -> tuple[int, Misplaced] | None:
    """离98.1%还差1.6个百分点 where the target is 85%: the difference is that from the row's own, and not from this."""
    if odd.statement is None or odd.reading.mention.qualifiers:
        return None
    told = _gap(anchor.own, odd.statement, mention)
    if told is None or states(mention, told):
        return None
    for reference in _row(anchor.own, index):
        if reference.role in _REFERENCES and reference.low == reference.high != anchor.own.low:
            gap = _gap(anchor.own, reference, mention)
            if gap is not None and states(mention, gap):
                return odd.reading.written.start, Misplaced("NUMBER_DIFFERS", reference)
    return None


def _difference(line: Line, one: Told, anchor: _Anchor) -> tuple[Mention | None, int]:
    """The number as a difference, without the verb that only says how it differs, and which way; none if it is none."""
    mention = one.reading.mention
    words = line.text[anchor.last.reading.written.end : mention.start]
    verb = bool(_VERBS.intersection(mention.qualifiers))
    before = line.text[anchor.last.reading.written.end : mention.phrase_start or mention.start]
    way = change_direction(words + "1", 0, len(words) + 1)
    if verb and not change_direction(before + "1", 0, len(before) + 1):
        mention = mention._replace(qualifiers=(), comparator=None, approximate=False)  # 与目标相比，超过86次
    points = mention.unit.dimension == PERCENTAGE_POINT.dimension
    return (mention if way or verb or points or _DIFFERS.search(words) else None), way


def _role(line: Line, one: Told, anchor: _Anchor) -> Role | None:
    """What the words compare with: the number told right before, or what they name."""
    words = line.text[anchor.last.reading.written.end : one.reading.mention.start]
    said = list(_REFERENCE.finditer(words))
    if said:
        role = _ROLES[said[-1].lastgroup or ""]
        if anchor.against is not None and anchor.against.role is not role:
            anchor.against = None
        return role
    if anchor.against is not None and anchor.last.statement is not None and len(words) <= 8:
        return anchor.against.role if anchor.last.statement.low == anchor.against.low else None
    return None


def _planned(line: Line, anchor: _Anchor) -> bool:
    """Whether a word says that the number before is a target or last year's."""
    start = line.parts.starts[anchor.told.reading.clause]
    end = anchor.told.reading.mention.end
    said = any(one.cue in {Cue.TARGET, Cue.PREVIOUS} for one in cue_words(line.text[start:end]))
    return said or _PLAN_BEHIND.match(line.text, end) is not None


def _gap(now: Statement, reference: Statement, mention: Mention) -> Statement | None:
    """The difference of the two in the measure of the number, if they have one in it."""
    gap, dimension = abs(now.low - reference.low), mention.unit.dimension
    way = 1 if now.low > reference.low else -1
    if now.unit.dimension != reference.unit.dimension:
        return None
    if now.unit.dimension == "share":
        return figure(now, gap, PERCENTAGE_POINT, way) if dimension == PERCENTAGE_POINT.dimension else None
    if dimension == "share" and reference.low > 0:
        return figure(now, gap / reference.low * _HUNDRED, PERCENT, way)
    alike = dimension == now.unit.dimension or now.unit.dimension.startswith(f"{dimension}/")
    return figure(now, gap, mention.unit if dimension else now.unit, way) if alike and dimension else None


def _of_others(own: Statement, role: Role, mention: Mention, index: FactIndex) -> Iterator[Statement]:
    """The same difference of the other rows that have that very number, of which the words may be."""
    for other in index.near(own.unit.dimension, own.low, own.low, _MOST_ALIKE):
        if other.subject == own.subject or other.derived:
            continue
        if other.words:
            held = [one for one in index.things[other.thing] if one.words and one.direction and one.fact == other.fact]
            held = [one for one in held if 0 <= one.start - other.end <= _NEAR]
            yield from (one for one in held if role in _roles_said(one.words) or not _roles_said(one.words))
            continue
        for reference in _row(other, index):
            if reference.role is role and other.role is Role.ACTUAL:
                gap = _gap(other, reference, mention)
                if gap is not None:
                    yield gap


def _roles_said(words: str) -> set[Role]:
    return {_ROLES[match.lastgroup or ""] for match in _REFERENCE.finditer(words)}


def _row(own: Statement, index: FactIndex) -> Sequence[Statement]:
    return [one for one in index.subjects[own.subject].statements if not one.derived and not one.words]
