"""Figures worked out from two numbers of the same sentence (句内推算): 上年13410件，今年15470件，多2060件，增长15.36%.

Only a difference, a rate of change, a share of a whole, an average, a multiple and a sum, where the words say so, from
numbers that were traced before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.checking.readings import Reading, blurs_a_difference
from reportgen.checking.statements import Statement, span_of
from reportgen.checking.value_match import digits_told, states
from reportgen.language.cue_words import change_direction
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.units import PERCENT, PERCENTAGE_POINT, Unit, unit_named

SHARE = re.compile(r"占|比重|比例|份额|相当于|[里中]有|[率面](?:为|是|达到?|约|只有|仅)?$")
_AVERAGE = re.compile(r"平均|[均每]|成本|单价")
_LEFT = re.compile(r"剩|余|其余|还有|尚有|尚未|还没|还差|[未没缺差]")
TOGETHER = re.compile(r"合计|共计?|总计|总共|总数|一共|加起来|相加|两项|两者|三者|三项")
_REFERENCE = frozenset({Role.PREVIOUS, Role.TARGET, Role.ORIGINAL_BUDGET, Role.BUDGET, Role.MAX_SCORE})
_AMOUNTS = frozenset(
    {Role.ACTUAL, Role.EXPENDITURE, Role.SCORE, Role.BUDGET, Role.COUNT, Role.TEXT, Role.DIFFERENCE, Role.RATE}
)
_AMOUNTS |= _REFERENCE
_OTHERS = re.compile(r"(?:其余|其他|其它|另外|剩下的?|余下的?)$")
_OTHERS_AROUND = re.compile(r"其余|其他|其它|另外|剩下|余下")
_EVERY = re.compile(r"都|均|全部")
_MOST = 6
_FEW = 4
_BLURRED = frozenset({"不足", "不到", "近", "接近", "将近", "约", "大约"})
TIMES = unit_named("倍")
_NO_COUNTS = frozenset({"money", "share", "percentage point", "score", "date", ""})
_APPOSED = re.compile(r"[，（(：、即为约接近超过不足到]*")
_DIVIDING = {"人均": "person", "户均": "户", "亩均": "亩"}
_EACH = re.compile(r"每(?:一|1)?(?P<each>人次|家次|[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A number of the text and the statement it was traced to, or should have been."""

    statement: Statement
    clause: int
    sentence: int
    true: bool
    at: int = -1  # where it stands in the line


def worked_out(
    reading: Reading,
    earlier: Sequence[Resolved],
    sentence: int,
    named: Sequence[Statement] = (),
    previous: Sequence[Statement] = (),
) -> Statement | None:
    """The figure that follows from two true numbers and that *reading* states.

    The numbers are those *earlier* in the *sentence*; for a figure of two digits and more one of them may stand in the
    sentences before it or be the number of a subject *named* beside the figure, or one of its *previous* numbers.
    """
    if reading.many:
        return _stated(reading, _in_turn(reading, _sure(earlier))) or _share_in_turn(reading, _sure(earlier))
    last = max((one.sentence for one in earlier), default=-1)
    here = _sure([one for one in earlier if one.sentence == sentence])[-_MOST:]
    multiple = reading.mention.unit.dimension == TIMES.dimension
    divided = _AVERAGE.search(reading.lead) or "占" in reading.lead or multiple
    figure = _stated(reading, [*named, *here] if divided else here)
    if figure is None and previous:
        told = here or _sure([one for one in earlier if one.sentence == last])[-_FEW:]
        figure = _stated(reading, [*previous, *told], previous)
    if figure is None and (divided or digits_told(reading.mention) >= _TELLING_DIGITS):
        near = here or _sure([one for one in earlier if one.sentence == last])[-_FEW:]
        before = _sure([one for one in earlier if one.sentence < (sentence if here else last)])[-_MOST:]
        figure = _stated(reading, [*named, *before, *near], near)
    if figure is None and here and reading.mention.unit.dimension == "share" and _APPOSED.fullmatch(reading.lead):
        wholes = _sure([one for one in earlier if 0 <= one.sentence < sentence])
        wholes = [one for one in wholes if one.role not in _REFERENCE | {Role.DIFFERENCE}][-_MOST:]
        figure = _stated(reading, [*wholes, here[-1]], here[-1:])  # 救助196人。其中孤独症92人，接近一半
    return figure


def _share_in_turn(reading: Reading, true: list[Statement]) -> Statement | None:
    """占比依次为……: the number in the same place of the list before, of the whole that was told before the list."""
    parts = true[-reading.many :]
    if len(parts) < reading.many or not SHARE.search(reading.lead) or len({one.unit.dimension for one in parts}) > 1:
        return None
    part = parts[reading.place]
    return _stated(reading, [*true[: -reading.many][-_MOST:], part], [part])


_TELLING_DIGITS = 2


def _in_turn(reading: Reading, true: list[Statement]) -> list[Statement]:
    """The numbers in the same place of the lists before a list told apart by 分别, after what was told before them."""
    many = reading.many
    lists: list[list[Statement]] = []
    while len(true) >= many and len({one.unit.dimension for one in true[-many:]}) == 1 and len(lists) < _MOST_LISTS:
        lists.insert(0, true[-many:])
        true = true[:-many]
    return [*true[-_FEW:], *(one[reading.place] for one in lists)]


_MOST_LISTS = 2


def _sure(earlier: Iterable[Resolved]) -> list[Statement]:
    return [one.statement for one in earlier if one.true and one.statement.low == one.statement.high]


def _stated(reading: Reading, true: Sequence[Statement], near: Sequence[Statement] | None = None) -> Statement | None:
    pairs = _pairs(true, near)
    for figure in _figures(reading, pairs, reading.mention.unit.dimension):
        exact = reading.mention.quantity is not None and reading.mention.quantity.base == figure.low
        if exact and blurs_a_difference(reading):
            continue
        if states(reading.mention, figure) or _rounded_in_words(reading.mention, figure):
            return figure
    alike = [one for one in true if one.unit.dimension == reading.mention.unit.dimension]
    for figure in _per_time(reading, alike):
        if states(reading.mention, figure):
            return figure
    return _sum(reading, true if near is None else near)


def _rounded_in_words(mention: Mention, figure: Statement) -> bool:
    """九万三千九百元 for 93,913元: zeros are not written where a number is written in words."""
    if mention.quantity is None or digits_told(mention) < _ROUNDED_DIGITS or _DIGIT.search(mention.text):
        return False
    written = mention.quantity.base
    step = Decimal(1).scaleb(written.normalize().as_tuple().exponent)  # type: ignore[arg-type]
    return not mention.qualifiers and abs(figure.low - written) * 2 <= step


_ROUNDED_DIGITS = 3
_DIGIT = re.compile(r"[0-9０-９]")
_Pairs = Sequence[tuple[Statement, Statement]]


def _pairs(true: Sequence[Statement], near: Sequence[Statement] | None) -> _Pairs:
    """Each number with each before it, the last first; of those not *near* only with one that is."""
    beside = {id(one) for one in near} if near is not None else None
    return [
        (one, other)
        for at, one in reversed(list(enumerate(true)))
        for other in reversed(true[:at])
        if beside is None or id(one) in beside or id(other) in beside
    ]


def remaining(
    reading: Reading, earlier: Sequence[Resolved], whole: Statement | None, all_: Iterable[str]
) -> Statement | None:
    """其余三个项目: as many as there are projects without those the text has just named."""
    lead = reading.lead
    if whole is None or not _OTHERS.search(lead) or reading.mention.unit.dimension not in {"个", "项"}:
        return None
    here = [one for one in earlier if one.sentence >= 0] or list(earlier)
    projects = set(all_)
    last = next((one.sentence for one in reversed(here) if one.statement.subject in projects), None)
    named = {one.statement.subject for one in here if one.sentence == last} & projects
    left = replace(whole, low=whole.low - len(named), high=whole.low - len(named), derived=True)
    return left if named and states(reading.mention, left) else None


def again(text: str, reading: Reading, earlier: Sequence[Resolved]) -> Statement | None:
    """签约项目43个。……43个项目中: a number told just before, taken up again as that of which more is told."""
    mention, span = reading.mention, span_of(reading.mention)
    if span is None or mention.qualifiers or reading.lead.strip("，。、；的") not in _TAKING_UP:
        return None
    if not _AMONG.match(text, mention.end):
        return None
    alike = (one.statement for one in reversed(earlier) if one.true and one.sentence >= 0)
    return next((one for one in alike if one.low == span[0] and one.unit.dimension == mention.unit.dimension), None)


_TAKING_UP = frozenset({"", "这", "上述", "全部", "所有", "该", "在", "这些"})
_AMONG = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:之中|当中|[中里内])")


def counted(text: str, reading: Reading, earlier: Sequence[Resolved]) -> Statement | None:
    """两块的执行率, 两者相比: as many things as the words told of just before."""
    mention = reading.mention
    if mention.quantity is None or mention.qualifiers or not _THESE.match(text, mention.start):
        return None
    many = mention.quantity.value
    if not 1 < many <= len({one.statement.subject for one in earlier[-_MOST:]}):
        return None
    return _count(mention)


_THESE = re.compile(
    r"[二两三四][块项者头方笔类个处部](?:面|分|指标|数|支出|资金|经费|项目|单位)?"
    r"(?:的|中|里|都|均|合计|相加|加|之和|相比|相差|总|合)"
)


def _count(mention: Mention) -> Statement:
    value = mention.quantity.base if mention.quantity else Decimal(0)
    return Statement(
        fact="", subject="", role=Role.COUNT, low=value, high=value, unit=mention.unit, text=mention.text, derived=True
    )


def listed(text: str, reading: Reading) -> Statement | None:
    """图书馆、文化馆、博物馆这三处场馆: as many as the words name right before."""
    mention = reading.mention
    if mention.quantity is None or mention.qualifiers or not {mention.unit.dimension, mention.unit.symbol} & _LISTED:
        return None
    run = _ITEMS.search(text[: mention.start])
    if run is None or mention.quantity.value != len(run["items"].split("、")):
        return None
    return _count(mention)


_ITEMS = re.compile(r"(?P<items>(?:[\d\u4e00-\u9fff]{1,12}、)+[\d\u4e00-\u9fff]{1,12}?)(?:等|这|共)?$")
_LISTED = frozenset({"个", "项", "处", "类", "方面", "家", "organisation", "种", "大类", "点", "次", "月"})


def of_all(
    reading: Reading,
    earlier: Sequence[Resolved],
    rates: Mapping[str, Statement],
    around: str,
    excepted: Collection[str] = (),
) -> Statement | None:
    """其余三个项目均超过99%: the execution rates of all projects, or of those not just named, lie there.

    The projects *excepted* in so many words (除……外) are left out, too.
    """
    if reading.mention.comparator is None or not _EVERY.search(reading.lead) or not (excepted or "个" in around):
        return None
    named = set(excepted)
    if not named and _OTHERS_AROUND.search(around):
        here = [one for one in earlier if one.sentence >= 0] or list(earlier)
        last = next((one.sentence for one in reversed(here) if one.statement.subject in rates), None)
        named = {one.statement.subject for one in here if one.sentence == last}
    rest = [rate for key, rate in rates.items() if key not in named]
    above = reading.mention.comparator.upward
    span = span_of(reading.mention)
    if not rest or span is None or reading.mention.unit.dimension != "share":
        return None
    nearest = min(rest, key=lambda rate: rate.low) if above else max(rest, key=lambda rate: rate.low)
    return nearest if (nearest.low > span[0] if above else nearest.low < span[0]) else None


def _figures(reading: Reading, pairs: _Pairs, dimension: str) -> Iterator[Statement]:
    lead = reading.lead
    if reading.mention.qualifiers and reading.mention.qualifiers[0] in _BLURRED:
        lead = lead.removesuffix(reading.mention.qualifiers[0])  # 不足10处 tells of no difference
    words = f"{lead}1。{reading.tail}"  # the figure itself: 低 before it tells of a difference
    if TOGETHER.search(words) and dimension == "money":
        yield from _products(pairs)
    if _LEFT.search(words):
        yield from _rests(pairs, dimension)
    if _AVERAGE.search(lead):
        yield from _averages(lead, pairs, dimension)
    if dimension == "share" or reading.mention.kind is MentionKind.RATIO:
        yield from _shares(reading, pairs)
    if dimension == TIMES.dimension:
        yield from _multiples(words, pairs)
    direction = change_direction(words, 0, len(words))
    if direction:
        kind = "share" if reading.mention.kind is MentionKind.RATIO and not dimension else dimension
        yield from _changes(direction, _compared_as_told(lead, pairs), kind)


def _averages(lead: str, pairs: _Pairs, dimension: str) -> Iterator[Statement]:
    """平均每支32人 of 384人 and 12支; 户均7.55万元 of 542万元 and 68家."""
    each = _EACH.search(lead)
    by = next((unit for word, unit in _DIVIDING.items() if word in lead), "")
    by = by or (unit_named(each["each"]).dimension if each else "")
    for whole, number in (*pairs, *((other, one) for one, other in pairs)):
        counted = number.unit.dimension
        if whole.unit.dimension != dimension or counted in _NO_COUNTS or number.low <= 0:
            continue
        if counted != dimension or by == counted:
            yield _figure(whole, whole.low / (number.low / number.unit.factor), whole.unit)


def _products(pairs: _Pairs) -> Iterator[Statement]:
    """4200户、户均8600元，合计3612万元."""
    for one, other in pairs:
        money, number = (one, other) if one.unit.dimension.startswith("money") else (other, one)
        if money.unit.dimension.startswith("money") and _counted(number):
            yield _figure(money, money.low * number.low, money.unit)


def _per_time(reading: Reading, true: Sequence[Statement]) -> Iterator[Statement]:
    """月均127场 of 1524场 in the year."""
    spans = next((spans for word, spans in _TIMES_OF_A_YEAR.items() if word in reading.lead), ())
    for whole in true:
        for many in spans:
            yield _figure(whole, whole.low / many, whole.unit)


_TIMES_OF_A_YEAR = {
    "月均": (12,), "每月": (12,), "每个月": (12,), "日均": (365, 366), "每天": (365, 366), "每日": (365, 366),
    "周均": (52,), "每周": (52,), "季均": (4,), "每季度": (4,),
}  # fmt: skip


def _shares(reading: Reading, pairs: _Pairs) -> Iterator[Statement]:
    """占三成 where the words say so; （60%） or 即五分之三 right behind the part."""
    told = SHARE.search(reading.lead) or SHARE.search(reading.tail)
    if not told and not _APPOSED.fullmatch(reading.lead):
        return
    last = next((one for one, _ in pairs if one.unit.dimension != "share"), None)
    for one, other in pairs:
        if not told and one is not last:
            continue
        part, whole = (other, one) if told and one.low > other.low else (one, other)
        alike = _alike(part, whole) or ("占" in reading.lead and _counted(part) and _counted(whole))
        if alike and 0 < part.low < whole.low:
            yield _figure(part, part.low / whole.low * 100, PERCENT)
        if "其余" in reading.lead and alike and 0 < part.low < whole.low:
            yield _figure(part, (whole.low - part.low) / whole.low * 100, PERCENT)


def _counted(one: Statement) -> bool:
    return one.unit.dimension not in _NO_COUNTS


def _multiples(words: str, pairs: _Pairs) -> Iterator[Statement]:
    """是上年的三倍, 增长1.5倍, 翻一番."""
    grown = change_direction(words, 0, len(words)) > 0
    for one, other in pairs:
        if _alike(one, other) and one.low and other.low:
            larger, smaller = max(one.low, other.low), min(one.low, other.low)
            yield _figure(one, larger / smaller - (1 if grown else 0), TIMES)


def _compared_as_told(lead: str, pairs: _Pairs) -> _Pairs:
    """The pairs that the words compare: with last year (比上年), with the plan (比目标), or any if they say neither."""
    said = [(match.start(), match.lastgroup) for match in _COMPARED_WITH.finditer(lead)]
    role = _REFERENCES.get(max(said)[1] or "") if said else None
    if role is None:
        return [pair for pair in pairs if not {one.role for one in pair} <= _STANDARDS]
    told = [pair for pair in pairs if role in {one.role for one in pair}]
    return [pair for pair in told if not {one.role for one in pair} <= _STANDARDS] or (pairs if not told else ())


_STANDARDS = frozenset({Role.TARGET, Role.PREVIOUS})  # 目标 and 上年 are compared with the actual value, not each other
_COMPARED_WITH = re.compile(r"(?P<before>上年|去年|上一年|同比|同期)|(?P<plan>目标|任务|计划|指标值)")
_REFERENCES = {"before": Role.PREVIOUS, "plan": Role.TARGET}


def _changes(direction: int, pairs: _Pairs, dimension: str) -> Iterator[Statement]:
    for one, other in pairs:
        pair = _compared(one, other)
        if pair is None or (one.subject == other.subject and {one.role, other.role} <= _REFERENCE):
            continue
        if (
            dimension == "share"
            and pair[0].role is Role.DIFFERENCE
            and pair[0].direction == direction
            and pair[1].low > 0
        ):
            yield _figure(pair[0], pair[0].low / pair[1].low * 100, PERCENT)
        told_apart = (
            one.subject != other.subject and one.role is other.role and one.role not in _REFERENCE and not one.words
        )  # 比基本支出低5.33个百分点: either may be told first
        if pair[0].low == pair[1].low or (not told_apart and (pair[0].low > pair[1].low) != (direction > 0)):
            continue
        change = abs(pair[0].low - pair[1].low)
        share = one.unit.dimension == "share"
        if share and dimension == "percentage point":
            yield _figure(pair[0], change, PERCENTAGE_POINT, direction)
        elif not share and dimension == one.unit.dimension:
            yield _figure(pair[0], change, one.unit, direction)
        elif not share and dimension == "share" and pair[1].low > 0:
            yield _figure(pair[0], change / pair[1].low * 100, PERCENT, direction)


def _rests(pairs: _Pairs, dimension: str) -> Iterator[Statement]:
    """剩余46处 of 4215处 and 4169处."""
    for one, other in pairs:
        exceeded = one.role is Role.TARGET and other.role is Role.ACTUAL  # the target is no rest of what was done
        if one.unit.dimension == dimension and _alike(one, other) and other.low > one.low and not exceeded:
            yield _figure(one, other.low - one.low, one.unit)


def _sum(reading: Reading, true: Sequence[Statement]) -> Statement | None:
    """奖牌合计18枚 of 金牌11枚、银牌7枚."""
    if not TOGETHER.search(f"{reading.lead}。{reading.tail}"):
        return None
    dimension = reading.mention.unit.dimension
    alike = [one for one in true if one.unit.dimension == dimension and one.role in _AMOUNTS]
    for many in range(2, len(alike) + 1):
        figure = _figure(alike[-1], sum((one.low for one in alike[-many:]), Decimal(0)), alike[-1].unit)
        if states(reading.mention, figure):
            return figure
    return None


def _compared(one: Statement, other: Statement) -> tuple[Statement, Statement] | None:
    """The two as what is and what it is compared with: what was planned or was before, else the one told last."""
    if not _alike(one, other):
        return None
    return (other, one) if one.role in _REFERENCE and other.role not in _REFERENCE else (one, other)


def _alike(one: Statement, other: Statement) -> bool:
    return one.unit.dimension == other.unit.dimension and one.role in _AMOUNTS and other.role in _AMOUNTS


def _figure(base: Statement, value: Decimal, unit: Unit, direction: int = 0) -> Statement:
    text = f"{round(value / unit.factor, 2).normalize():f}{unit.symbol}"
    return replace(
        base,
        low=value,
        high=value,
        unit=unit,
        role=Role.DIFFERENCE,
        derived=True,
        text=text,
        comparator=None,
        direction=direction,
    )
