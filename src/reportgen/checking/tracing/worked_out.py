"""Figures worked out from two numbers told before (推算): 上年13410件，今年15470件，多2060件，增长15.36%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import digits_told, states
from reportgen.checking.sentences.readings import Reading, blurs_a_difference
from reportgen.checking.tracing.derivations import AVERAGE, REFERENCE, TIMES
from reportgen.checking.tracing.derivations import figure as made
from reportgen.checking.tracing.figures_told import SHARE, Pairs, figures_told, per_time, sum_told
from reportgen.checking.tracing.resolved import Resolved, sure_of
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.units import PERCENT

_MOST = 6
_FEW = 4
_TELLING_DIGITS = 2
_MOST_LISTS = 2
_ROUNDED_DIGITS = 3
_DIGIT = re.compile(r"[0-9０-９]")
_APPOSED = re.compile(r"[，（(：、即为约接近超过不足到]*")


def worked_out(
    reading: Reading,
    earlier: Sequence[Resolved],
    sentence: int,
    named: Sequence[Statement] = (),
    previous: Sequence[Statement] = (),
    joined: int | None = None,
) -> Statement | None:
    """The figure that follows from two true numbers and that *reading* states.

    The numbers are those *earlier* in the *sentence*; for a figure of two digits and more one of them may stand in the
    sentences before it or be the number of a subject *named* beside the figure, or one of its *previous* numbers.
    Sentences from *joined* on are joined with this one by ；.
    """
    if reading.many:
        return _stated(reading, _in_turn(reading, sure_of(earlier))) or _share_in_turn(reading, sure_of(earlier))
    last = max((one.sentence for one in earlier), default=-1)
    here = sure_of([one for one in earlier if one.sentence == sentence])[-_MOST:]
    multiple = reading.mention.unit.dimension == TIMES.dimension
    divided = AVERAGE.search(reading.lead) or "占" in reading.lead or multiple
    divided = divided or (reading.mention.unit.dimension == "percentage point" and len(named) > 1)
    divided = divided or reading.mention.kind is MentionKind.RATIO
    figure = _stated(reading, [*named, *here] if divided else here)
    if figure is None and previous:
        told = here or sure_of([one for one in earlier if one.sentence == last])[-_FEW:]
        figure = _stated(reading, [*previous, *told], previous)
    if figure is None and (divided or digits_told(reading.mention) >= _TELLING_DIGITS):
        near = here or sure_of([one for one in earlier if one.sentence == last])[-_FEW:]
        before = sure_of([one for one in earlier if one.sentence < (sentence if here else last)])[-_MOST:]
        figure = _stated(reading, [*named, *before, *near], near)
    if figure is None and joined is not None and joined < sentence:
        figure = _stated(reading, sure_of([one for one in earlier if one.sentence >= joined])[-_MOST:])
    if figure is None and not here and joined is not None:
        line = [one for one in earlier if one.sentence >= max(last - 1, 0)]
        figure = _stated(reading, sure_of(line)[-_FEW:])  # 发现537处。整改529处。剩余8处
    if figure is None and here and reading.mention.unit.dimension == "share" and _APPOSED.fullmatch(reading.lead):
        wholes = sure_of([one for one in earlier if 0 <= one.sentence < sentence])
        wholes = [one for one in wholes if one.role not in REFERENCE | {Role.DIFFERENCE}][-_MOST:]
        figure = _stated(reading, [*wholes, here[-1]], here[-1:])  # 救助196人。其中孤独症92人，接近一半
    if figure is None and digits_told(reading.mention) >= _TELLING_DIGITS:
        figure = sum_told(reading, sure_of([one for one in earlier if one.sentence >= sentence - 1])[-_MOST:])
    return figure


def _share_in_turn(reading: Reading, true: list[Statement]) -> Statement | None:
    """占比依次为……: the number in the same place of the list before, of the whole that was told before the list."""
    parts = true[-reading.many :]
    if len(parts) < reading.many or not SHARE.search(reading.lead) or len({one.unit.dimension for one in parts}) > 1:
        return None
    part = parts[reading.place]
    whole = sum((one.low for one in parts), Decimal(0))  # 火灾1572起、抢险1438起、救助1276起，占比分别为……
    share = made(part, part.low / whole * 100, PERCENT) if whole > 0 else part
    if reading.many > 1 and states(reading.mention, share):
        return share
    return _stated(reading, [*true[: -reading.many][-_MOST:], part], [part])


def _in_turn(reading: Reading, true: list[Statement]) -> list[Statement]:
    """The numbers in the same place of the lists before a list told apart by 分别, after what was told before them."""
    many = reading.many
    lists: list[list[Statement]] = []
    while len(true) >= many and len({one.unit.dimension for one in true[-many:]}) == 1 and len(lists) < _MOST_LISTS:
        lists.insert(0, true[-many:])
        true = true[:-many]
    return [*true[-_FEW:], *(one[reading.place] for one in lists)]


def _stated(reading: Reading, true: Sequence[Statement], near: Sequence[Statement] | None = None) -> Statement | None:
    if not true:
        return None
    pairs = _pairs(true, near)
    for figure in figures_told(reading, pairs, reading.mention.unit.dimension) if pairs else ():
        exact = reading.mention.quantity is not None and reading.mention.quantity.base == figure.low
        if exact and blurs_a_difference(reading):
            continue
        if states(reading.mention, figure) or _rounded_in_words(reading.mention, figure):
            return figure
    alike = [one for one in true if one.unit.dimension == reading.mention.unit.dimension]
    for figure in per_time(reading, alike):
        if states(reading.mention, figure):
            return figure
    return sum_told(reading, true if near is None else near)


def _rounded_in_words(mention: Mention, figure: Statement) -> bool:
    """九万三千九百元 for 93,913元: zeros are not written where a number is written in words."""
    if mention.quantity is None or digits_told(mention) < _ROUNDED_DIGITS or _DIGIT.search(mention.text):
        return False
    written = mention.quantity.base
    step = Decimal(1).scaleb(written.normalize().as_tuple().exponent)  # type: ignore[arg-type]
    return not mention.qualifiers and abs(figure.low - written) * 2 <= step


def _pairs(true: Sequence[Statement], near: Sequence[Statement] | None) -> Pairs:
    """Each number with each before it, the last first; of those not *near* only with one that is."""
    beside = {id(one) for one in near} if near is not None else None
    return [
        (one, other)
        for at, one in reversed(list(enumerate(true)))
        for other in reversed(true[:at])
        if beside is None or id(one) in beside or id(other) in beside
    ]
