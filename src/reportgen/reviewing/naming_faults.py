"""Names that do not name a measure (指标名称): goals, several measures in one, names cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.language.words import tokenizer
from reportgen.model.indicator_review import IndicatorFault
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.rows import Row, fault
from reportgen.reviewing.value_words import graded
from reportgen.rules.indicator_classes import names_a_time
from reportgen.rules.indicator_names import Measure, wish_span
from reportgen.rules.indicator_reading import OUTCOMES, Group

_CAP_IN_WORDS = re.compile(r"(?:不超(?:过|出)?|不突破).{0,6}$")


def goal_for_a_name(row: Row) -> Iterator[IndicatorFault]:
    """NAMEGOAL: the name is a sentence or a verb with its object, and no measure."""
    goal = row.naming.goal or _deed(row) or _wish(row)
    if goal is None or any(cut_off(row)) or (row.numeric and _CAP_IN_WORDS.search(row.naming.plain)):
        return
    counted = row.group is Group.VOLUME and row.target.kind is TargetKind.NUMBER
    if counted and not _PARTS.search(_QUOTED.sub("", row.naming.plain)):
        return
    if row.numeric and (row.naming.measure in {Measure.SHARE, Measure.SATISFACTION} or _is_trend(row)):
        return
    said = row.naming.plain[goal[0] : goal[1]]
    yield fault(
        row, "NAMEGOAL", "name",
        f"名称“{row.name}”是一句目标（“{said}”），没有写衡量对象和度量",
        said,
    )  # fmt: skip


_DEED = re.compile(r"(?:开展|举办|组织|召开|参加|采用|完成|实施|购买|购置|建设|落实|做好|推行|实行)")


def _deed(row: Row) -> tuple[int, int] | None:
    """The verb of a thing done in the place of an outcome's measure: 采用网络报名方式."""
    deed = _DEED.match(row.naming.plain)
    if deed is None or row.numeric or row.group not in OUTCOMES or row.naming.measure is not Measure.NONE:
        return None
    return deed.span()


def _wish(row: Row) -> tuple[int, int] | None:
    """The verb of a wish whose object looks like a measure: 带动相关产业投资 / 有所带动."""
    if row.numeric or row.group not in OUTCOMES or row.target.kind is TargetKind.EMPTY:
        return None
    return wish_span(row.naming.plain)


_AMOUNT = re.compile(
    r"(?:直接|间接|年|为[^，,]{1,8})?(?:带动|拉动|减少|增加|挽回|降低|节约|节省|压减|缩短|创造|撬动|引进|吸引|实现)"
)


def _is_trend(row: Row) -> bool:
    """Whether the value is the size of the change that the name speaks of: 农民收入增长 ≥5%."""
    return (
        row.target.change
        or (_AMOUNT.match(row.naming.plain) is not None and row.group in OUTCOMES)
        or (
            row.group in OUTCOMES
            and re.search(r"(?:增长|增加|下降|降低|减少|节约|增收)$", row.naming.plain) is not None
        )
    )


_QUOTED = re.compile(r"[“《\"][^”》\"]*[”》\"]")
_PARTS = re.compile(r"[，,；;。]")
_JOINED_MEASURES = re.compile(
    r"(?:率|数量|人数|次数|面积|质量|时间|成本|水平|能力|度|性|时长)(?:和|及|与|以及|、|，|/)[^，,、]{0,14}?(?:率|"
    r"数量|人数|次数|面积|质量|时间|成本|度|时长)$"
)
_WHOSE = re.compile(r"(?P<whose>[^，,]{2,}?)(?:的|对(?!象)[^，,]{1,12})?(?:综合|总体|平均)?(?:满意度|满意率)")
_BOTH = re.compile(r"师生|医患|干群|警民")
_PERSON_GROUP = re.compile(
    r"(?:人|人员|者|员|群众|对象|家属|企业|单位|机构|部门|职工|学生|家长|教师|干部|居民|村民|农户|农民|患者|医生|"
    r"医护|司机|代表|公众|社会|用户|师生|商户|游客|读者|观众|"
    r"学员|家长|医院|[户主商方客员生长民师手工匠友童妇警兵医侨属众]|老人|老年人|儿童|受众|客户|群体|家庭|官兵|专家|"
    r"站|局|办|社区|村|乡镇|街道|学校|园区|协会|商会|基地|合作社)$"
)
_SAME_GROUP = re.compile(
    r"^(?:其|患者|服务对象)?(?:其?家属|亲属|监护人|家人)$|^各?(?:部门|科室|单位|处室)(?:总体|整体)?$"
)


def several_in_one(row: Row) -> Iterator[IndicatorFault]:
    """COMPOUND: several measures or several groups of people in one row."""
    target = row.target
    if graded(row):
        return
    if target.compound and _two_measures(row):
        yield fault(row, "COMPOUND", "target_value", f"指标值“{row.value}”里有几个要分别考核的数，请拆成几条")
        return
    groups = groups_asked(row)
    if len(groups) > 1:
        yield fault(
            row, "COMPOUND", "name", f"“{row.name}”把“{groups[0]}”和“{groups[1]}”两类对象合为一个满意度，请分开"
        )
        return
    joined = _JOINED_MEASURES.search(row.naming.plain)
    if joined and row.naming.measure is not Measure.SATISFACTION:
        yield fault(row, "COMPOUND", "name", f"名称中“{joined[0]}”是几个度量，请拆成几条", joined[0])
        return
    clauses = [part for part in _PARTS.split(_QUOTED.sub("", row.naming.plain)) if len(part) >= 4]
    if len(clauses) > 1 and row.naming.goal is not None:
        yield fault(row, "COMPOUND", "name", f"名称“{row.name}”有{len(clauses)}件事，请拆成几条，每条一个度量")


_TIMES = frozenset({"clock time", "day", "working day", "month"})


def _two_measures(row: Row) -> bool:
    quantity = row.target.quantity or row.target.low
    if quantity is None or names_a_time(row.value):
        return False
    return any(
        not detail.comparable(quantity) or detail.value != quantity.value
        for detail in row.target.details
        if detail.unit.symbol and detail.unit.dimension not in _TIMES
    ) and not re.search(r"[（(]", row.value)


def groups_asked(row: Row) -> list[str]:
    """The groups of people whose satisfaction the row asks; relatives of the same persons are not another group."""
    if row.group is not Group.SATISFACTION and row.naming.measure is not Measure.SATISFACTION:
        return []
    match = _WHOSE.match(row.naming.plain)
    if match is None and not _rate_lost(row):
        return []
    whose = match["whose"] if match else row.naming.plain
    both = _BOTH.search(whose)
    if both:
        return [both[0][0], both[0][1]]
    parts = [
        part
        for part in re.split(r"以及|[和与及、]", re.sub(r"及其?家属", "", whose))
        if part and not _SAME_GROUP.search(part)
    ]
    return parts if all(_PERSON_GROUP.search(part) for part in parts) else []


_DANGLING = re.compile(r"(?:[的和或在于、，,（(《“]|(?<![普涉遍波])及|(?<!参)与|以及|并且|对于|关于|长效|有效)$")
_PAIRS = (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"), ("【", "】"))


# Characters that begin a word and end none: 免费开(放), 考核合(格率), 发放及(时率).
_CUT_VERBS = frozenset("质面考到开合及完达保提促推改增减满覆准响处整修建验评监检培宣执规协落引扶救补资奖")


def cut_off(row: Row) -> Iterator[IndicatorFault]:
    """TRUNCATED: a name that ends in a joining word, within a bracket, or where another row's name goes on."""
    name = row.name.strip()
    dangling = _DANGLING.search(name)
    unclosed = next((start for start, end in _PAIRS if name.count(start) > name.count(end)), "")
    if dangling or unclosed:
        said = dangling[0] if dangling else name[name.rindex(unclosed) :]
        yield fault(row, "TRUNCATED", "name", f"名称“{name}”在“{said}”处断开，不完整", said)
        return
    if row.naming.measure is not Measure.NONE:
        return
    if _rate_lost(row):
        yield fault(row, "TRUNCATED", "name", f"名称“{name}”只写了对象，没有写完：{row.value}是什么率看不出", name)
        return
    if len(name) < 6:
        return
    last = tokenizer().lcut(row.naming.plain)[-1]
    if row.target.kind is TargetKind.NUMBER and last in _CUT_VERBS:
        yield fault(row, "TRUNCATED", "name", f"名称“{name}”在“{last}”处断开，不完整", last)
        return
    for other in row.others:
        longer = other.name.strip()
        if longer.startswith(name) and len(longer) > len(name) and _within_a_word(longer, len(name)):
            yield fault(row, "TRUNCATED", "name", f"名称“{name}”不完整，疑为“{longer}”一类名称")
            return


def _rate_lost(row: Row) -> bool:
    """Whether a share stands behind a mere thing or group of people: 住户 ≥85%, 危险废物 ≥95%, 师生对平台 ≥90%."""
    quantity, plain = row.target.quantity, row.naming.plain
    if quantity is None or quantity.unit.dimension != "share" or row.target.kind is not TargetKind.NUMBER:
        return False
    if row.target.change or row.naming.goal is not None or row.naming.activity or len(plain) < 2:
        return False
    if row.group is Group.SATISFACTION:
        judged = re.search(r"对[^，,]{1,12}$", plain) and not re.search(r"评价|意见|看法|态度|反映|反馈$", plain)
        return bool(_PERSON_GROUP.search(plain) or judged)
    return bool(_THING.search(plain)) and not _SHARE_TOLD.search(row.explained)


_SHARE_TOLD = re.compile(r"率|比例|占|÷")
# 只能是东西、不会是做法的词尾：后面写百分数时，“率”一类的字丢了。
_THING = re.compile(
    r"(?:[^\s](?:废物|垃圾|污水|设备|设施|车辆|车|管网|道路|路灯|器材|档案|药品|食品|证书|工资|数据|覆盖|林木|苗木|农田|房屋|"
    r"物资|装备|仪器|系统|平台|网络|案件|房源|车位|井盖|树木))$"
)


def _within_a_word(text: str, at: int) -> bool:
    """Whether a cut before character *at* of *text* falls inside a word."""
    position = 0
    for word in tokenizer().lcut(text):
        if position < at < position + len(word):
            return True
        position += len(word)
    return False
