"""Whether a number as written restates a value: 四舍五入 at its precision, its qualifiers (约、近、超、余) true."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.quantity import Quantity, round_half_up
from reportgen.quantities.target_values import Comparator
from reportgen.quantities.units import NO_UNIT, Unit

# 个 counts things of any of these kinds, too; 人, 人次, 户, 场 and 次 are never one another.
_THINGS = frozenset(
    (
        "个",
        "organisation",
        "项",
        "件",
        "处",
        "座",
        "条",
        "种",
        "类",
        "项目",
        "大项目",
        "指标",
        "单位",
        "机构",
        "企业",
        "点",
        "站",
        "部",
        "例",
        "宗",
        "起",
    )
)
_GENERAL = frozenset({"个", "项"})
_THINGS_BY_NAME = frozenset(  # nouns that count as measure words do: 5个课题 of 课题5个
    (
        "课题 专利 作品 剧目 网点 端口 节点 账户 单元 展位 平台 系统 子系统 模块 板块 领域 环节 渠道 品种 品牌 类型 "
        "岗位 基地 社区 村 行政村 自然村 小区 园区 站点 门店 科室 处室 股室 部门 学校 医院 协会 公司 中心 街道 乡镇 "
        "镇 乡 泊位 车位 网格 标段 案例 问题 措施 任务 机制 制度 片区 大项 小项 子项 分项"
    ).split()
)
# Measure words that count the same things: 四起案件 or 四件, 三栋楼 or 三座, 三辆车 or 三台.
_ALIKE = tuple(
    frozenset(words.split()) for words in ("件 起 宗 桩", "栋 幢 座", "株 棵", "册 本", "vehicle device", "口 眼")
)
# Words that compare an actual value with a target, whatever the target's own direction: 低于80%的目标.
_COMPARING = frozenset(
    {"高于", "低于", "超过", "突破", "多于", "少于", "大于", "小于", "超出", "不足", "不到", "未达到", "未达"}
)
_ABOVE = frozenset({"超", "超过", "超出", "高于", "多于"})  # 超2人, 高于2个百分点: words that tell how it differs
_BELOW = frozenset({"低于", "少于", "不足"})
_ALMOST = frozenset({"近", "将近", "接近"})
_NEAR = Decimal("0.05")  # 约 and 近 allow a twentieth
_ROUGH = re.compile(r"[半成]")  # 超过一半, 超八成: said of values far above, too
_WIDE = Decimal(15)
_TENTH = Decimal("9.99")  # 超七成 is not said of what is 超八成
_TENTH_NEAR = Decimal("3.5")  # 近三成 of 28 %, 接近一半 of 47 %
_HALF_NEAR = Decimal(4)  # 近一半 of 46 %
_POINTS_NEAR = Decimal(3)  # 近三分之一 of 31 %
_NINE_TENTHS, _ELEVEN_TENTHS = Decimal("0.9"), Decimal("1.1")
_PLANNED = frozenset({Role.TARGET, Role.ORIGINAL_BUDGET, Role.BUDGET, Role.MAX_SCORE})


def same_class(written: Unit, known: Unit) -> bool:
    """Whether numbers in the two units may be the same: 人 is not 人次, % not 百分点; a bare number fits any."""
    return written.dimension == known.dimension or one_class(written.dimension, known.dimension)


@lru_cache(maxsize=4096)
def one_class(one: str, other: str) -> bool:
    """The same of the dimensions of a number as written and of a known value."""
    if one == other or not one or not other:
        return True
    if other.startswith(one + "/"):  # 每件补贴1460元 of 1460元/件
        return True
    if any(one in words and other in words for words in _ALIKE):
        return True
    general, other = (one, other) if one in _GENERAL else (other, one)
    return general in _GENERAL and (other in _THINGS or other in _THINGS_BY_NAME)


def step_of(quantity: Quantity) -> Decimal:
    """The place value of the last digit written, in base units: 94.5 % → 0.1."""
    exponent = quantity.value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0) * quantity.unit.factor


def _round_step(quantity: Quantity) -> Decimal:
    """The place value of the last digit that is not a zero: 400 → 100, 2500 → 100, 1.04万 → 100."""
    if quantity.value == 0:
        return quantity.unit.factor
    digits = quantity.value.normalize()
    exponent = digits.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * quantity.unit.factor


def _reach(quantity: Quantity) -> Decimal:
    """How far a value may lie beyond a number that blurs it (超、近、不足): the more digits are written, the less.

    A twentieth for one or two digits, a hundredth for three, else one step of the last digit written.
    """
    told = _digits_of(quantity.value)
    exponent = quantity.value.as_tuple().exponent
    if told > 3 or (isinstance(exponent, int) and exponent < -1 and told < -exponent):
        return step_of(quantity)
    share = _NEAR if told <= 2 else _NEAR / 5
    near_round = min(_round_step(quantity), max(abs(quantity.base) / 4, step_of(quantity)))
    if quantity.unit.dimension == "share":
        return min(max(abs(quantity.base) * share, near_round), Decimal(5))
    return max(abs(quantity.base) * share, near_round)


def _near(quantity: Quantity) -> Decimal:
    """近3 is said of 2.8, 近两万 of 1.87万, 近250 not of 230."""
    return _NEAR * 2 if significant_digits(Quantity(quantity.value.normalize(), quantity.unit)) == 1 else _NEAR


def significant_digits(quantity: Quantity) -> int:
    """How many digits are written from the first that is not zero."""
    return len("".join(map(str, quantity.value.as_tuple().digits)).lstrip("0")) or 1


def window(mention: Mention) -> tuple[Decimal, Decimal] | None:
    """Bounds outside of which no value is stated by *mention*, or None where its unit is that of the value."""
    span = span_of(mention)
    if span is None or mention.unit == NO_UNIT or mention.kind is MentionKind.RATIO or span[0] <= 0:
        return None
    if mention.qualifiers or mention.approximate:
        return span[0] / 2, span[1] * 2
    if mention.quantity is not None and _is_plain(mention):
        step = step_of(mention.quantity)  # no rounding reaches farther
        return span[0] - step, span[1] + step
    return span[0] * _NINE_TENTHS, span[1] * _ELEVEN_TENTHS


def states(mention: Mention, statement: Statement) -> bool:
    """Whether *mention* is true of the value of *statement*; units must already be of one class."""
    return stating(mention)(statement)


def stating(mention: Mention) -> Callable[[Statement], bool]:
    """The same for one statement after another: of a number that nothing blurs, its own figures are found once."""
    quantity = mention.quantity
    if quantity is None or not _is_plain(mention):
        return lambda statement: _loosely(mention, statement)
    written = quantity.base

    def plainly(statement: Statement) -> bool:
        if statement.low != statement.high:
            return _loosely(mention, statement)
        return statement.low == written or _rounded(quantity, written, statement)

    return plainly


def _rounded(quantity: Quantity, written: Decimal, statement: Statement) -> bool:
    """Whether the value is rounded to the number, which is *written* in base units."""
    value = statement.low
    if abs(value - written) * 10 > abs(written) or statement.fact.startswith("form."):
        return False  # far off: no rounding reaches it
    rounded = round_half_up(value / quantity.unit.factor, _places(quantity))
    return rounded == quantity.value and (significant_digits(quantity) >= 2 or _quotient(statement))


def _loosely(mention: Mention, statement: Statement) -> bool:
    """The same of a number that something blurs or bounds, of a range and of a fraction."""
    span = span_of(mention)
    if span is None:
        return False
    low, high = span
    if _takes_unit(mention, statement) and mention.kind is not MentionKind.MONEY:
        low, high = low * statement.unit.factor, high * statement.unit.factor
    if mention.kind is MentionKind.RANGE or low != high:
        if statement.low != statement.high:
            return low == statement.low and high == statement.high
        return (mention.kind is not MentionKind.RANGE or mention.approximate) and (
            low <= statement.low <= high and (high - low) <= max(low, Decimal(1)) * 9
        )
    if statement.low != statement.high:
        return low == high and low in {statement.low, statement.high}
    if not mention.qualifiers and not mention.approximate and abs(statement.low - low) * 10 > abs(low):
        return mention.kind is MentionKind.RATIO and _fraction(
            mention, low, statement
        )  # far off: no rounding reaches it
    if mention.quantity is None:
        return _fraction(mention, low, statement) if mention.kind is MentionKind.RATIO else low == statement.low
    return _number(mention, mention.quantity, low, statement)


def _takes_unit(mention: Mention, statement: Statement) -> bool:
    """Whether the number is bare and so in the unit of the value; 6.5万 has told its scale."""
    scaled = mention.quantity is not None and mention.quantity.unit.factor != 1
    return mention.unit == NO_UNIT and statement.unit != NO_UNIT and not scaled


def _is_plain(mention: Mention) -> bool:
    """Whether the number has a unit, and nothing that blurs or bounds it."""
    if not mention.unit.dimension or mention.qualifiers or mention.approximate or mention.comparator is not None:
        return False
    return mention.low is None and mention.kind is not MentionKind.RATIO and "成" not in mention.text


def _quotient(statement: Statement) -> bool:
    """Whether the value is a share worked out, which seldom ends anywhere: 增长6% of 6.03%."""
    return statement.derived and statement.unit.dimension == "share"


def _fraction(mention: Mention, written: Decimal, statement: Statement) -> bool:
    """三分之二 is within a point of the share, 近 and 约 within 3, 不到 within a fifth, 超过 within 10."""
    if statement.unit.dimension != "share":
        return written == statement.low
    beyond = statement.low - written * 100
    if _ALMOST.intersection(mention.qualifiers):
        return -_POINTS_NEAR <= beyond < 0
    if mention.comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}:
        return 0 < beyond <= _TENTH or (beyond == 0 and mention.comparator is Comparator.AT_LEAST)
    if mention.comparator in {Comparator.AT_MOST, Comparator.LESS_THAN}:
        return -min(_TENTH, written * 20) <= beyond < 0 or (beyond == 0 and mention.comparator is Comparator.AT_MOST)
    return abs(beyond) <= (_POINTS_NEAR if mention.approximate else 1)


def _number(mention: Mention, quantity: Quantity, written: Decimal, statement: Statement) -> bool:
    value = statement.low
    factor = quantity.unit.factor
    if _takes_unit(mention, statement):
        factor = statement.unit.factor
        quantity = Quantity(quantity.value, Unit("", "", factor))
    comparator = mention.comparator
    if statement.fact.startswith("form."):
        return written == value and not _ROUGH.search(mention.text)
    if (
        statement.role is Role.DIFFERENCE
        and mention.qualifiers
        and _tells_how(statement).issuperset(mention.qualifiers)
    ) and round_half_up(value / factor, _places(quantity)) == quantity.value:
        return True  # 超出2人: the words tell how it differs; 增长超过两成 does not
    if "余" in mention.qualifiers or "多" in mention.qualifiers:
        return written <= value < written + _round_step(quantity) and value != written
    if "几" in mention.qualifiers or ("数" in mention.qualifiers and mention.text != "半数"):
        return written <= value < written + _round_step(quantity)
    if _ALMOST.intersection(mention.qualifiers):
        rough = _ROUGH.search(mention.text)
        reach = _near_rough(mention.text) if rough else min(abs(written) * _near(quantity), _reach(quantity))
        return written - reach <= value < written
    if comparator is not None and statement.role in _PLANNED:
        compares = bool(_COMPARING.intersection(mention.qualifiers)) and not statement.subject.startswith("staff.")
        bounds = comparator in {Comparator.AT_LEAST, Comparator.AT_MOST} and statement.comparator is None
        agrees = statement.comparator is not None and _agree(comparator, statement.comparator)
        if statement.role is Role.TARGET:
            return written == value and (compares or bounds or (agrees and "超" not in mention.qualifiers))
    known = statement.comparator
    alike = comparator is known or (
        bool(statement.words) and comparator is not None and known is not None and _agree(comparator, known)
    )  # 播放量过10万次的29条 may be entered as 10万次以上的29条
    if comparator is not None and alike and written == value:
        return True
    if comparator in {Comparator.MORE_THAN, Comparator.AT_LEAST}:
        rough = _ROUGH.search(mention.text)
        reach = _WIDE if rough and rough[0] == "半" else _TENTH if rough else _reach(quantity)
        above = value > written or (comparator is Comparator.AT_LEAST and value == written)
        return above and value - written <= reach
    if comparator in {Comparator.LESS_THAN, Comparator.AT_MOST} and "控制在" not in mention.qualifiers:
        below = value < written or (comparator is Comparator.AT_MOST and value == written)
        reach = min(_TENTH, written / 5) if _ROUGH.search(mention.text) else _reach(quantity)
        return below and written - value <= reach
    exact = value == written or round_half_up(value / factor, _places(quantity)) == quantity.value
    if "成" in mention.text and mention.unit.dimension == "share" and not mention.qualifiers:
        return abs(value - written) <= 1  # 七成 is a fraction as 十分之七 is
    if mention.approximate:
        return exact or (
            _places(quantity) == 0 and abs(value - written) <= min(abs(written) * _NEAR, _round_step(quantity) / 2)
        )
    if not exact:
        return False
    return value == written or significant_digits(quantity) >= 2


def _near_rough(text: str) -> Decimal:
    """How far below 近七成 and 近一半 a value may lie."""
    return _HALF_NEAR if "半" in text else _TENTH_NEAR


def _tells_how(statement: Statement) -> frozenset[str]:
    return _ABOVE if statement.direction > 0 else _BELOW if statement.direction < 0 else frozenset()


def _agree(written: Comparator, known: Comparator) -> bool:
    return written is known or (written.upward == known.upward and written.downward == known.downward)


def _places(quantity: Quantity) -> int:
    exponent = quantity.value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def digits_told(mention: Mention) -> int:
    """How many digits the number has without the zeros at its ends: the more, the rarer it is."""
    return 0 if mention.quantity is None else _digits_of(mention.quantity.value)


@lru_cache(maxsize=512)  # asked about the same number several times
def _digits_of(value: Decimal) -> int:
    return len(f"{value.normalize():f}".replace(".", "").replace("-", "").strip("0"))


def distinctive(mention: Mention) -> bool:
    """Whether the number alone says much: amounts, counts and rates of four digits and more."""
    return digits_told(mention) >= 4 and mention.kind in {
        MentionKind.MONEY, MentionKind.PERCENT, MentionKind.COUNT, MentionKind.BARE
    }  # fmt: skip
