"""Which indicator a number in prose speaks of (文中的数与指标行), and whether the row bears it out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile

from reportgen.checking.consistency.likeness import Likeness, measure_named, pairs_of, says_the_same, thing_named
from reportgen.checking.consistency.said import Said
from reportgen.model.indicators import Indicator
from reportgen.quantities.mention import Mention
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.target_values import Comparator, TargetKind

_LEAST_MASS = 4.0  # how much the shared words must tell
PERSONS = frozenset({"person", "person-time"})
_SAME_COUNT = tuple(
    frozenset(group.split())
    for group in (
        "个 organisation 处 座",
        "个 项",
        "个 件 device 套",
        "session occasion",
        "例 person",
        "批 批次",
        "个 名",
    )
)


def fits(number: Said, rows: Sequence[Indicator], likeness: Likeness, enough: float) -> Indicator | None:
    """The row that *number* speaks of and bears out, where one fits best."""
    scored = [(fit(number, row, likeness, planned=False), row) for row in rows]
    best = max((score for score, _ in scored), default=0.0)
    found_rows = [
        row for score, row in scored if score == best >= enough and agrees(number.mention, row, planned=False)
    ]
    return found_rows[0] if len(found_rows) == 1 else None


_JUST = 0.6


def names_just(number: Said, row: Indicator, likeness: Likeness) -> bool:
    """Whether the clause of *number* names what *row* counts, and little else."""
    thing = thing_named(row.name)
    before = number.clause[: max(number.clause.find(number.mention.text), 0)]
    if says_the_same(number.clause, thing) or _ends_in(before, thing) or _shared_end(before, row.name) >= _LEAST_NAMED:
        return True
    return likeness.covered(thing, number.clause) >= _JUST and likeness.covered(number.clause, thing) >= _JUST


_SAYS_NOTHING = re.compile(r"[，,]|实际|完成|达到?|为|仅|只有|是|约|没有|未|目标|指标值?|计划|超过|过|高于|低于|的")
_BEGINS_WITH_VERB = re.compile(
    r".*(?:开展|举办|组织|完成|实施|发放|新建|建设|检查|培训|接待|修复|维修|改造|购置|新增|做好|建成|印制|聘请|检修|出具|采购|配备)了?"
)
_LEAST_NAMED = 4
_NEARLY_THE_SAME = 0.95
_OF_ANOTHER_SCOPE = re.compile(r"均|每|新增|累计|率")


_LEAST_SHARED_END = 5  # 按时提交率


def _shared_end(one: str, other: str) -> int:
    """How many characters two phrases end in alike."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(reversed(one), reversed(other), strict=False))
    return sum(1 for _ in alike)


_VERB_BEHIND = re.compile(r"(?:建设|购置|购买|举办|印制|新建|维修|开展|组织|培训|检查|抽查|改造|修复|发放|检修|采购)$")


def _does_the_same(plain: str, thing: str) -> bool:
    """Whether 建成小型消防站 tells of 小型消防站建设: the same noun behind a verb that shares a character."""
    verb = _VERB_BEHIND.search(thing)
    noun = thing[: verb.start()] if verb is not None else ""
    if verb is None or len(noun) < _LEAST_NAMED or not plain.endswith(noun):
        return False
    return bool(set(verb.group()) & set(plain[: -len(noun)][-6:]))


def _ends_in(before: str, thing: str) -> bool:
    """Whether the words before a number are *thing* itself, or all of its end: 举办科普活动28场 of 气象科普活动."""
    plain = re.sub(r"(?:数量|人数|次数|共|约|达到?|为|了|近)+$", "", before.strip())
    if len(thing) >= _LEAST_NAMED - 1 and plain.endswith(thing):
        return True
    noun = _BEGINS_WITH_VERB.sub("", thing)
    if noun != thing and len(noun) >= _LEAST_NAMED - 1 and plain.endswith(noun):
        return True  # 台站看护员10名 of 聘请看护员
    if _does_the_same(plain, thing):
        return True
    named = _BEGINS_WITH_VERB.sub("", plain)
    if len(named) < _LEAST_NAMED or named == plain or not thing.endswith(named):
        return False
    return _OF_ANOTHER_SCOPE.search(thing.removesuffix(named)) is None


def fit(number: Said, row: Indicator, likeness: Likeness, *, planned: bool) -> float:
    """How well *number* speaks of *row*, 0 where units or measure forbid it."""
    value = row.target if planned else row.actual
    quantity = value.quantity or value.low
    mention = number.mention
    if quantity is None or value.kind not in {TargetKind.NUMBER, TargetKind.RANGE} or value.compound:
        return 0.0
    one, other = mention.unit.dimension, quantity.unit.dimension
    same = one == other or {one, other} <= PERSONS or any({one, other} <= group for group in _SAME_COUNT)
    before = number.clause[: max(number.clause.find(mention.text), 0)]
    if one == "money":
        return 1.0 if other.split("/")[0] == "money" and _names_money(before, row.name, other) else 0.0
    if not same:
        return 0.0
    if one == "share":
        measure = measure_named(row.name)
        if not _SAYS_NOTHING.sub("", before):
            before = _SAYS_NOTHING.sub("", number.about[: max(number.about.rfind(mention.text), 0)])
        before = _HELD_AT.sub("", before).rstrip("均已为达到约超过不低于少小高应≥≤")
        if not measure or not before.endswith(measure[-2:]) or measure not in before:
            return 0.0
        if _shared_end(before, row.name) >= _LEAST_SHARED_END:
            return _NEARLY_THE_SAME
    thing = thing_named(row.name)
    own = re.split(r"\d[\d,.]*[^，、和及]{0,4}[、和及]", before)[-1]  # behind the number before in its clause
    if says_the_same(own or number.clause, thing):
        return 1.0
    if _ends_in(before, thing):
        return _NEARLY_THE_SAME
    if told := _told_behind(number.clause, mention.text, own, thing):
        return told
    forward = likeness.covered(thing, number.about)
    own_words = number.clause
    backward = likeness.covered(own_words, thing)
    shared = forward * likeness.mass(thing)
    if shared < _LEAST_MASS and len(pairs_of(thing) & pairs_of(number.about)) < 3:
        return 0.0
    return max(forward, (forward + backward) / 2 if backward >= 0.6 else 0.0)


_HELD_AT = re.compile(r"(?:控制|保持|稳定|维持)在?$")
_AMOUNT_OF = re.compile(r"(?:总?金额|总额|数额|额|资金|经费|费用)$")
_SAYS_ONLY_DONE = re.compile(
    r"完成|开展|举办|组织|实施|新建|建成|建设|改造|修复|购置|发放|检查|聘用|安装|新增|更新|维修|清理|全年|共|计划|其中|对|将|了|\s"
)


def _names_money(before: str, name: str, dimension: str) -> bool:
    """Whether the words before an amount are the name of the row itself: 发放创业担保贷款 of 创业担保贷款发放金额."""
    plain = re.sub(r"(?:共计?|合计|约|为|达到?|了)+$", "", before.strip())
    if plain.endswith(name) and len(name) >= _LEAST_NAMED:
        return True
    thing = _AMOUNT_OF.sub("", thing_named(name))
    return dimension == "money" and len(thing) > _LEAST_NAMED and says_the_same(plain, thing)


def _told_behind(clause: str, figure: str, own: str, thing: str) -> float:
    """How well the words behind a number speak of *thing*, where none stand before it: 完成8座小型水库安全鉴定."""
    if _SAYS_ONLY_DONE.sub("", own) or len(thing) < _LEAST_NAMED:
        return 0.0
    behind = re.split(r"[、和及\d]", clause[clause.find(figure) + len(figure) :])[0]
    if says_the_same(behind, thing):
        return 1.0
    return _NEARLY_THE_SAME if behind.endswith(thing) else 0.0


def sum_agrees(numbers: Sequence[Said], said: Sequence[Said], row: Indicator, *, planned: bool) -> bool:
    """Whether the numbers of one clause add up to the row: 13名在职人员及1名离退休人员 for 14人."""
    quantity = (row.target if planned else row.actual).quantity
    if quantity is None:
        return False
    for number in numbers:
        together = [
            s.mention for s in said if s.clause == number.clause and s.mention.unit.dimension == quantity.unit.dimension
        ]
        if len(together) > 1 and sum((m.value for m in together if m.value is not None), Decimal(0)) == quantity.base:
            return True
    return False


def agrees(mention: Mention, row: Indicator, *, planned: bool) -> bool:
    value = row.target if planned else row.actual
    numbers = [q for q in (value.quantity, value.low, value.high, *value.details) if q is not None]
    if planned and mention.comparator is not None and mention.comparator is value.comparator:
        bounds = [q for q in (value.quantity, value.low) if q is not None]  # 不低于95% is not ≥98%
        return any(mention.value == q.base or (mention.quantity and mention.quantity.restates(q)) for q in bounds)
    return any(_restates(mention, quantity) for quantity in numbers)


def _restates(mention: Mention, quantity: Quantity) -> bool:
    """Whether the number in prose may stand for *quantity*: rounded, or as the bound or range its words make it."""
    if mention.value is None:
        return False
    written, exact = mention.value, quantity.base
    if mention.unit.dimension == "share":
        exact = quantity.base
    if written == exact:
        return True
    if mention.quantity is not None and mention.quantity.comparable(quantity) and mention.quantity.restates(quantity):
        return True
    if mention.approximate and "余" in mention.qualifiers + tuple(mention.text):
        return written <= exact < written + _step(written)
    if mention.approximate:
        return abs(exact - written) <= written / 10
    if mention.comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}:
        return written <= exact <= written * Decimal("1.2")
    if mention.comparator in {Comparator.AT_MOST, Comparator.LESS_THAN}:
        return exact <= written
    return False


def _step(written: Decimal) -> Decimal:
    """The size of the last digit that is not zero: 400余 may reach 499, 2500余 2599."""
    number = int(written)
    step = 1
    while number and number % 10 == 0:
        number //= 10
        step *= 10
    return Decimal(max(step, 2))
