"""Units and direction (计量单位、方向): what the name measures against the unit and the sign of its value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from reportgen.quantities.quantity import Quantity
from reportgen.quantities.target_values import TargetKind
from reportgen.rules import indicator_vocabulary as words
from reportgen.rules.indicator_names import Measure
from reportgen.rules.indicator_reading import Group, ReadIndicator


class Misfit(StrEnum):
    """In what way a value does not fit its name."""

    RATE = "比率"  # a rate in persons, a rate with a date, a rate without %
    YES_NO = "是否"  # a rate answered by 是/否
    COUNT = "数量"  # persons in 个, a number in per cent
    SCOPE = "口径"  # 人次 in 人, 户 in 人
    TERM = "时限"  # a time to answer given as the hours of service, a term in per cent
    MONEY = "金额"  # money not in 元


@dataclass(frozen=True, slots=True)
class UnitFault:
    """Why the value of an indicator does not fit its name, and the words of the value concerned."""

    misfit: Misfit
    words: str
    why: str


_SHARES = frozenset({"share", "percentage point"})
_PERSONS = re.compile(r"人数$")
_PERSON_TIMES = re.compile(r"人次数?量?$")
_HOUSEHOLDS = re.compile(r"(?<![用客住商])户数$")
_WITHIN = re.compile(words.WITHIN_BUDGET)
_PROPORTION = re.compile(
    r"(?:准点|正点|准确|合格|达标|完好|完整|到位|参展|服务|工程|建设|教学)(?:情况|质量|水平)$|"
    r"(?:准确|完整|完好|真实|规范|合规|有效|可靠|安全|稳定|严密|科学|公正|公平)性$"
)
_STAFF = re.compile(
    r"(?:人员|职工|干部|教师|医师|医生|律师|护士|学员|学生|运动员|教练员|志愿者|委员|专干|坐席|儿童|老人|患者|专家|"
    r"农民|群众|咨询师|社工|"
    r"保安|辅警|编导|评委|居民|村民|司机|队员|选手|民警|(?<![动复])员)(?:总)?(?:数量|数|名额|总数)?$"
)
_OF_SHARE = re.compile(r"(?:率|比例|占比|比重)$")
# 一件一件的东西：不能以长度、面积、重量或人计。
_DISCRETE = re.compile(
    r"(?:牌|路灯|车辆|电脑|服务器|摄像头|探头|井盖|垃圾桶|垃圾箱|健身器材|灭火器|座椅|树木|图书|证书|手册|宣传品|展板)(?:总)?(?:数量|数)$"
)
_PER_POPULATION = re.compile(r"(?:发病|死亡|出生|发案|事故|信访|上访|投诉|伤亡)率$")
_OCCASIONS = re.compile(r"(?:场次|场数|(?<!人)次数)数?量?$")
_FITS_PERSONS = frozenset({"person", "person-time", "例", "对", "household", "", "组", "批次"})
COUNTED_IN_WORDS = frozenset(
    {"person", "person-time", "organisation", "household", "length", "device", "vehicle", "个", "件", "批次", "场"}
)
_MEASURED = {
    "面积": frozenset({"area", "field area"}),
    "里程": frozenset({"length"}),
    "长度": frozenset({"length"}),
}


_COUNT_OF_UNKNOWN_UNIT = re.compile(r"[≥≤<>=]?\s*\d[\d,.]*[万千百]?[\u4e00-\u9fff]")


def unit_fault(row: ReadIndicator) -> UnitFault | None:
    """How the target value of *row* does not fit its name: a rate in persons, sessions in per cent, 人次 in 人 …"""
    ratio, measure = _is_ratio(row), row.naming.measure
    if row.target.kind is TargetKind.YES_NO:
        asked = ratio or row.group is Group.SATISFACTION
        return UnitFault(Misfit.YES_NO, row.value, "是比率，应为百分数") if asked else None
    if row.target.kind is TargetKind.DATE:
        if ratio:
            return UnitFault(Misfit.RATE, row.value, "是比率，应为百分数；要考核日期的，名称改为完成时间")
        if measure is Measure.COUNT and row.group is not Group.TIMELINESS:
            return UnitFault(Misfit.COUNT, row.value, "是数量，指标值却写日期")
        return None
    if ratio and row.target.kind is TargetKind.UNDECIDED and _COUNT_OF_UNKNOWN_UNIT.fullmatch(row.value):
        return UnitFault(Misfit.RATE, row.value, "是比率，应为百分数")
    if row.target.kind not in {TargetKind.NUMBER, TargetKind.RANGE, TargetKind.DURATION}:
        return None
    if re.search(r"响应(?:时间|时长|时限)$", row.naming.plain) and _AVAILABLE.search(row.value):
        return UnitFault(Misfit.TERM, row.value, "是从接到报告到响应的时长，应写分钟或小时；全天候是服务时段")
    quantity = row.target.quantity or row.target.low
    if quantity is None or row.target.change:
        return None
    wanted = _wanted(row, quantity)
    return UnitFault(wanted[0], quantity.unit.symbol or row.value, wanted[1]) if wanted else None


_AVAILABLE = re.compile(r"7\s*[*×xX·]\s*24|全天候")


def _is_ratio(row: ReadIndicator) -> bool:
    return row.naming.measure in {Measure.SHARE, Measure.SATISFACTION}


def _wanted(row: ReadIndicator, quantity: Quantity) -> tuple[Misfit, str] | None:
    """Why the unit of *quantity* does not fit the name; None where it does."""
    kind, name, measure = quantity.unit.dimension, row.naming.plain, row.naming.measure
    if "/" in quantity.unit.symbol:
        return None
    share = kind in _SHARES
    if _PROPORTION.search(name) and (kind in COUNTED_IN_WORDS or kind == quantity.unit.symbol != ""):
        return (Misfit.RATE, "是质量，应为合格率、达标率等比率")
    if row.target.compound:
        return None
    if measure in {Measure.SHARE, Measure.SATISFACTION}:
        if not kind and quantity.value > 1 and not row.target.details:
            return (Misfit.RATE, "是比率，没有写%")
        if not share and _PER_POPULATION.search(name):
            return None  # 万台设备事故率 counts 起 for each so many
        scored = measure is Measure.SATISFACTION and kind == "score" and row.indicator.actual.unit.dimension != "share"
        if share or scored or not kind or "/" in kind or any(d.unit.dimension == "share" for d in row.target.details):
            return None
        return (Misfit.RATE, "是比率，应为百分数")
    if measure is Measure.TIME:
        return (
            (Misfit.TERM, "是时间，应为日期、时限或频次")
            if share and re.search(r"(?:时间|时限|期限|日期|时长|工期)$", name)
            else None
        )
    if measure is Measure.MONEY and row.group is Group.COST and kind != "money":
        counted = kind in COUNTED_IN_WORDS or (share and not _WITHIN.search(name) and not row.target.change)
        return (Misfit.MONEY, "是金额，应以元计") if counted else None
    if not kind and quantity.value > 1 and measure is Measure.NONE and _OF_SHARE.search(row.explained):
        return (Misfit.RATE, "按描述是比率，没有写%")
    if measure is not Measure.COUNT and not _STAFF.search(name):
        return None
    if share:
        return (
            (Misfit.COUNT, "是数量，应为个数、人数等绝对数")
            if measure is Measure.COUNT and not re.search(r"规模$", name)
            else None
        )
    return _count_wanted(name, kind)


def _count_wanted(name: str, kind: str) -> tuple[Misfit, str] | None:
    if kind == "money" and not re.search(r"规模|总量|总额|产量", name):
        return (Misfit.COUNT, "是数量，不是金额")
    if _PERSON_TIMES.search(name):
        return (Misfit.SCOPE, "应以“人次”计") if kind in {"person", "household"} else None
    if _HOUSEHOLDS.search(name):
        return (Misfit.SCOPE, "应以“户”计") if kind not in {"household", ""} else None
    if _PERSONS.search(name):
        return (Misfit.COUNT, "应以“人”计") if kind not in _FITS_PERSONS or kind == "person-time" else None
    if _OCCASIONS.search(name):
        return (Misfit.COUNT, "应以场、次计") if kind in {"person", "person-time", "area", "household"} else None
    if _STAFF.search(name) and re.search(r"(?:数量|数|人员|职工|员|选手|民警|辅警|志愿者)$", name):
        often = kind == "person-time" and not re.search("学员|参训", name)  # who may come to several courses
        return (Misfit.COUNT, "是人员，应以“人”计") if kind not in _FITS_PERSONS or often else None
    if _DISCRETE.search(name) and kind in {"length", "area", "field area", "mass", "volume", "person", "person-time"}:
        return (Misfit.COUNT, "数的是件数，应以个、台、块等计")
    for head, fits in _MEASURED.items():
        if name.endswith(head) and kind not in fits | {""} and "/" not in kind:
            return Misfit.COUNT, f"是{head}，应以{head}单位计"
    return None


_LESS = re.compile(words.LESS_IS_BETTER)
_RESTRAINED = re.compile(r"会议|公务接待|出国|公车|公务用车|用车数|简报|文件|发文|考核检查|加班|借调|聘用人员|编外")
_SERVED = re.compile(r"受益|惠及|服务|参与|在册|志愿|覆盖|培训|就业|接待|观众|读者")
_GOOD_SHARE = re.compile(
    r"(?:满意度|满意率|完成率|达标率|合格率|及时率|覆盖率|准确率|参与率|办结率|受益率|有效率|保障率|正常率|达成率|"
    r"正确率|通过率|就业率|知晓率|到位率|入学率|巩固率|优良率|成活率|签约率|使用率|利用率|普及率|处置率|修复率|"
    r"响应率|完好率)$"
)
_MUST_BE_LESS = re.compile(
    r"(?:差错率|投诉率|投诉[量数件]+|事故率|事故[数起件]+|故障率|故障[次数]+|返工率|失误率|漏损率|空置率|闲置率|"
    r"流失率|(?:登记|调查)?失业率|(?<!挽回)损失[额率]?|损失[\u4e00-\u9fff]{0,8}(?:比重|比例|占比)|辍学率|发病率|感染率|超标率|超支率|退件率|"
    r"火灾起数|事故起数|事故次数|伤亡人数|死亡人数|(?:速报|到达|出动|反应)(?:时间|时长|时限)|"
    r"用水量|用电量|能耗|耗电量|耗水量|排放量|响应时间|响应时长|等待时间|办理时限|单价|成本|均价)$"
)


def wrong_direction(row: ReadIndicator) -> tuple[str, str] | None:
    """Where the sign of a target points the wrong way: what is better (越多越好), and the sign to write (≥).

    People served or a rate of success with ≤; errors, prices or waiting with ≥.
    """
    comparator = row.target.comparator
    if row.target.kind not in {TargetKind.NUMBER, TargetKind.DURATION} or comparator is None or not row.target.explicit:
        return None
    name = row.naming.plain
    if row.target.change or row.target.compound or (row.group is Group.COST and comparator.downward):
        return None
    if comparator.downward and not _LESS.search(name):
        quantity = row.target.quantity
        served = quantity is not None and quantity.unit.dimension in {"person", "person-time", "household"}
        counts = row.naming.measure is Measure.COUNT or (row.naming.measure is Measure.NONE and served)
        counted = row.group is Group.VOLUME and counts and not _RESTRAINED.search(name)
        counted = counted or (served and _SERVED.search(name) is not None and not _RESTRAINED.search(name))
        if counted or _GOOD_SHARE.search(name) or row.naming.measure is Measure.SATISFACTION:
            return "越多越好", "≥"
    elif (
        comparator.upward
        and (_MUST_BE_LESS.search(name) or _price_or_wait(row))
        and not re.search(r"节[约省]|下降|降低|减少|压减", name)
    ):
        return "越少越好", "≤"
    return None


_FLOORS = re.compile(r"节[约省]|补助|补贴|标准|工资|奖励|投入|筹|配套|待遇|最低")
_LASTING = re.compile(
    r"提前|开放|服务|运行|播出|培训|学习|值班|保持|质保|使用|持续|课时|学时|劳动|活动|存续|维护期|周期"
)


def _price_or_wait(row: ReadIndicator) -> bool:
    """Whether the row is a price or a time to wait, of which less is better."""
    quantity, name = row.target.quantity, row.naming.plain
    if quantity is None:
        return False
    if row.group is Group.COST:
        return quantity.unit.dimension.startswith("money") and not _FLOORS.search(name)
    timed = row.target.kind is TargetKind.DURATION and row.naming.measure is Measure.TIME
    return row.group is Group.TIMELINESS and timed and not _LASTING.search(name)
