"""The figures that the words around a number say are worked out of two (句中说明的推算): 多2060件，户均7.55万元.

Only a difference, a rate of change, a share of a whole, an average, a multiple, a rest and a sum, each where its words
stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checking.evidence.statements import Statement
from reportgen.checking.evidence.value_match import states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.tracing.derivations import (
    AVERAGE,
    NO_COUNTS,
    REFERENCE,
    TIMES,
    asks_no_multiple,
    counted_in,
    figure,
)
from reportgen.language.cue_words import change_direction
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.units import NO_UNIT, PERCENT, PERCENTAGE_POINT, unit_named

SHARE = re.compile(r"占|比重|比例|份额|相当于|[里中]有|[率面](?:为|是|达到?|约|只有|仅)?$")
_LEFT = re.compile(r"剩|余|其余|还有|尚有|尚未|还没|还差|[未没缺差]|毛利(?!率)")
TOGETHER = re.compile(
    r"合计|共计?|总计|总共|总数|一共|[加合并]起来|合在一起|相加|两项|两者|三者|三项|"
    r"(?<![增追参添附更施])加[\u4e00-\u9fff]{2,8}，$"  # 扫路加清运，6372.6万元
)
_AMOUNTS = frozenset(
    {Role.ACTUAL, Role.EXPENDITURE, Role.SCORE, Role.BUDGET, Role.COUNT, Role.TEXT, Role.DIFFERENCE, Role.RATE}
)
_AMOUNTS |= REFERENCE
_BLURRED = frozenset({"不足", "不到", "近", "接近", "将近", "约", "大约"})
_SCALES = frozenset({"万", "亿", "千"})
_BESIDE = 10  # characters before a number that say what kind of figure it is
_SPOKEN = re.compile(r"成|(?<![百千万])分之|半")
_APPOSED = re.compile(r"[，（(：、即为约接近超过不足到]*")
_DIVIDING = {"人均": "person", "户均": "户", "亩均": "亩"}
_EACH = re.compile(r"每(?:一|1)?(?P<each>人次|家次|[\u4e00-\u9fff])")

Pairs = Sequence[tuple[Statement, Statement]]


def is_spoken_share(mention: Mention) -> bool:
    """Whether the number is a share by its very form: 八成, 三分之二, 一半; 百分之五 may as well be a rate."""
    share = mention.unit.dimension == "share" or mention.kind is MentionKind.RATIO
    return share and _SPOKEN.search(mention.text) is not None


def figures_told(reading: Reading, pairs: Pairs, dimension: str) -> Iterator[Statement]:
    """The figures of the *pairs* in the unit class *dimension* that the words around the number tell of."""
    if not dimension and reading.mention.quantity and reading.mention.quantity.unit.symbol in _SCALES and pairs:
        dimension = pairs[0][0].unit.dimension  # 71.5万人次，比目标多6.5万
    lead = reading.lead
    if reading.mention.qualifiers:
        first = reading.mention.qualifiers[0]
        plain = lead.removesuffix(first)
        if first in _BLURRED or SHARE.search(plain[-_BESIDE:]):
            lead = plain  # 不足10处 tells of no difference, nor does 占项目支出的超七成
    tail = reading.tail.removeprefix("多") if "多" in reading.mention.qualifiers else reading.tail  # 少了六成多
    words = f"{lead}1。{tail}"  # the figure itself: 低 before it tells of a difference
    if TOGETHER.search(words) and dimension == "money":
        yield from _products(pairs)
    if _LEFT.search(words):
        yield from _rests(pairs, dimension)
    if AVERAGE.search(lead):
        yield from _averages(lead, pairs, dimension)
    if reading.many and (dimension == "share" or reading.mention.kind is MentionKind.RATIO):
        yield from _shares(reading, pairs)
    if dimension == TIMES.dimension and not asks_no_multiple(lead):
        yield from _multiples(words, _compared_as_told(lead, pairs))
    if reading.mention.kind is MentionKind.RATIO and _PROPORTION.search(reading.mention.text):
        yield from _proportions(reading.mention, pairs)
    direction = change_direction(words, 0, len(words))
    if direction:
        kind = "share" if reading.mention.kind is MentionKind.RATIO and not dimension else dimension
        compared = _compared_as_told(lead, pairs)
        yield from _changes(direction, compared, kind)
        if kind == "share" and is_spoken_share(reading.mention):
            yield from _rates_changed(direction, compared)


def _averages(lead: str, pairs: Pairs, dimension: str) -> Iterator[Statement]:
    """平均每支32人 of 384人 and 12支; 户均7.55万元 of 542万元 and 68家."""
    each = _EACH.search(lead)
    by = next((unit for word, unit in _DIVIDING.items() if word in lead), "")
    by = by or (unit_named(each["each"]).dimension if each else "")
    for whole, number in (*pairs, *((other, one) for one, other in pairs)):
        counted = number.unit.dimension
        if not kindred(dimension, whole.unit.dimension) or counted in NO_COUNTS or number.low <= 0:
            continue
        if number.role is Role.DIFFERENCE:
            continue  # 64场，比上年多12场，平均每场: of the 64
        if counted != dimension or by == counted:
            yield figure(whole, whole.low / counted_in(number, lead), whole.unit)


def kindred(dimension: str, whole: str) -> bool:
    """Whether an average in *dimension* may be one of *whole*: 每场800人 of 人次, 1.36册 of 册次, 十个学生 of 人."""
    if dimension == whole:
        return True
    if dimension == "个":
        return whole not in NO_COUNTS
    return dimension not in NO_COUNTS and whole == _TIMES_OVER.get(dimension, f"{dimension}次")


_TIMES_OVER = {"person": "person-time", "organisation": "家次"}
_EXECUTED = re.compile(r"(?:执行|支付|支出)率(?:为|达到?|是|约)?$")
_OF_SPENDING = re.compile(r"占[^，。；]{0,8}(?:支出|花费)(?:总额|总量)?的?[约近超]?$")
_BUDGETED = frozenset({Role.BUDGET, Role.ORIGINAL_BUDGET, Role.TARGET})


def _products(pairs: Pairs) -> Iterator[Statement]:
    """4200户、户均8600元，合计3612万元."""
    for one, other in pairs:
        money, number = (one, other) if one.unit.dimension.startswith("money") else (other, one)
        if money.unit.dimension.startswith("money") and _counted(number):
            yield figure(money, money.low * number.low, money.unit)


def per_time(reading: Reading, true: Sequence[Statement]) -> Iterator[Statement]:
    """月均127场 of 1524场 in the year."""
    spans = next((spans for word, spans in _TIMES_OF_A_YEAR.items() if word in reading.lead), ())
    for whole in true:
        for many in spans:
            yield figure(whole, whole.low / many, whole.unit)


_TIMES_OF_A_YEAR = {
    "月均": (12,), "每月": (12,), "每个月": (12,), "日均": (365, 366), "每天": (365, 366), "每日": (365, 366),
    "周均": (52,), "每周": (52,), "季均": (4,), "每季度": (4,),
}  # fmt: skip


def _shares(reading: Reading, pairs: Pairs) -> Iterator[Statement]:
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
        if _EXECUTED.search(reading.lead) and not _executed(part, whole):
            continue  # 执行率 is no share of what all projects spent, nor of last year
        if _OF_SPENDING.search(reading.lead) and whole.role in _BUDGETED and part.subject == whole.subject:
            continue  # 占项目支出的 is no execution rate
        if alike and 0 < part.low < whole.low:
            yield figure(part, part.low / whole.low * 100, PERCENT)
        if "其余" in reading.lead and alike and 0 < part.low < whole.low:
            yield figure(part, (whole.low - part.low) / whole.low * 100, PERCENT)


def _executed(part: Statement, whole: Statement) -> bool:
    return part.role is Role.EXPENDITURE and whole.role in _BUDGETED and part.subject == whole.subject


def _counted(one: Statement) -> bool:
    return one.unit.dimension not in NO_COUNTS


def _multiples(words: str, pairs: Pairs) -> Iterator[Statement]:
    """是上年的三倍, 增长1.5倍, 翻一番."""
    grown = change_direction(words, 0, len(words)) > 0
    for one, other in pairs:
        if _alike(one, other) and one.low and other.low:
            larger, smaller = max(one.low, other.low), min(one.low, other.low)
            yield figure(one, larger / smaller - (1 if grown else 0), TIMES)


def _proportions(mention: Mention, pairs: Pairs) -> Iterator[Statement]:
    """约为四比一 of 9687.17万元 and 2398.15万元."""
    value = mention.value or Decimal(0)
    reach = value * (_ROUGHLY if mention.approximate else _ROUGHLY / 2)
    for one, other in pairs:
        both = (one.low / other.low, other.low / one.low) if one.low and other.low else ()
        if _alike(one, other) and any(abs(ratio - value) <= reach for ratio in both):
            yield figure(one, value, NO_UNIT)


_ROUGHLY = Decimal("0.05")
_PROPORTION = re.compile(r"[比:：]")  # 四比一, 1：1.88


def _compared_as_told(lead: str, pairs: Pairs) -> Pairs:
    """The pairs that the words compare: with last year (比上年), with the plan (比目标), or any if they say neither."""
    said = [(match.start(), match.lastgroup) for match in COMPARED_WITH.finditer(lead)]
    role = _REFERENCES.get(max(said)[1] or "") if said else None
    if role is None:
        return [pair for pair in pairs if not {one.role for one in pair} <= _STANDARDS]
    told = [pair for pair in pairs if role in {one.role for one in pair}]
    if told:
        return [pair for pair in told if not {one.role for one in pair} <= _STANDARDS]
    others = PLANNED if role is Role.PREVIOUS else {Role.PREVIOUS}
    return [pair for pair in pairs if not others & {one.role for one in pair}]  # 比上年 of no plan, and the other way


PLANNED = REFERENCE - {Role.PREVIOUS, Role.MAX_SCORE}
RATE = re.compile(r"[^倍功效汇费税利]率(?:由|从|上年的?|去年的?|为|是|达到?|约|只有|仅)*$")
_STANDARDS = frozenset({Role.TARGET, Role.PREVIOUS})  # 目标 and 上年 are compared with the actual value, not each other
COMPARED_WITH = re.compile(
    r"(?P<before>上年|去年|上一年|同比|同期)|(?P<plan>目标|任务|计划|指标值|控制[线值数]|上限|下限|规定)"
)
_REFERENCES = {"before": Role.PREVIOUS, "plan": Role.TARGET}


def _changes(direction: int, pairs: Pairs, dimension: str) -> Iterator[Statement]:
    for one, other in pairs:
        pair = _compared(one, other)
        if pair is None or (one.subject == other.subject and {one.role, other.role} <= REFERENCE):
            continue
        if (
            dimension == "share"
            and pair[0].role is Role.DIFFERENCE
            and pair[0].direction == direction
            and pair[1].low > 0
            and (pair[1].subject == pair[0].subject or pair[1].role in REFERENCE)
        ):
            yield figure(pair[0], pair[0].low / pair[1].low * 100, PERCENT)
        told_apart = (
            one.subject != other.subject and one.role is other.role and one.role not in REFERENCE and not one.words
        )  # 比基本支出低5.33个百分点: either may be told first
        if pair[0].low == pair[1].low or (not told_apart and (pair[0].low > pair[1].low) != (direction > 0)):
            continue
        change = abs(pair[0].low - pair[1].low)
        share = one.unit.dimension == "share"
        if share and dimension == "percentage point":
            yield figure(pair[0], change, PERCENTAGE_POINT, direction)
        elif not share and dimension == one.unit.dimension:
            yield figure(pair[0], change, one.unit, direction)
        elif not share and dimension == "share" and pair[1].low > 0:
            yield figure(pair[0], change / pair[1].low * 100, PERCENT, direction)


def _rates_changed(direction: int, pairs: Pairs) -> Iterator[Statement]:
    """再犯罪率0.2%，上年是0.4%，下降一半: by how much of itself a rate changed, where no points are told."""
    for one, other in pairs:
        pair = _compared(one, other)
        if pair is None or one.unit.dimension != "share" or pair[1].role not in REFERENCE or pair[1].low <= 0:
            continue
        if (pair[0].low > pair[1].low) == (direction > 0) and pair[0].role not in REFERENCE:
            yield figure(pair[0], abs(pair[0].low - pair[1].low) / pair[1].low * 100, PERCENT, direction)


def _rests(pairs: Pairs, dimension: str) -> Iterator[Statement]:
    """剩余46处 of 4215处 and 4169处."""
    for one, other in pairs:
        exceeded = one.role is Role.TARGET and other.role is Role.ACTUAL  # the target is no rest of what was done
        exceeded = exceeded or one.role is other.role is Role.DIFFERENCE
        if one.unit.dimension == dimension and _alike(one, other) and other.low > one.low and not exceeded:
            yield figure(one, other.low - one.low, one.unit)


def sum_told(reading: Reading, true: Sequence[Statement]) -> Statement | None:
    """奖牌合计18枚 of 金牌11枚、银牌7枚."""
    if len(true) < _FEWEST_ADDED or not TOGETHER.search(f"{reading.lead}。{reading.tail}"):
        return None
    dimension = reading.mention.unit.dimension
    alike = [one for one in true if one.unit.dimension == dimension and one.role in _AMOUNTS]
    for parts in (alike, [one for one in alike if one.role is not Role.DIFFERENCE]):  # 18.3万人次，同比增加3.1万人次
        for many in range(_FEWEST_ADDED, len(parts) + 1):
            total = figure(parts[-1], sum((one.low for one in parts[-many:]), Decimal(0)), parts[-1].unit)
            if states(reading.mention, total):
                return total
    return None


_FEWEST_ADDED = 2


def _compared(one: Statement, other: Statement) -> tuple[Statement, Statement] | None:
    """The two as what is and what it is compared with: what was planned or was before, else the one told last."""
    if not _alike(one, other):
        return None
    return (other, one) if one.role in REFERENCE and other.role not in REFERENCE else (one, other)


def _alike(one: Statement, other: Statement) -> bool:
    return one.unit.dimension == other.unit.dimension and one.role in _AMOUNTS and other.role in _AMOUNTS
