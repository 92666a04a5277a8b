"""Names that do not name a measure (指标名称): goals, several measures in one, names cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.language.words import tokenizer
from reportgen.model.indicator_review import IndicatorFault
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.naming import Measure
from reportgen.reviewing.rows import OUTCOMES, Group, Row, fault
from reportgen.reviewing.timeliness import names_a_time

_CAP_IN_WORDS = re.compile(r"不超(?:过|出)?.{0,6}$")


def goal_for_a_name(row: Row) -> Iterator[IndicatorFault]:
    """NAMEGOAL: the name is a sentence or a verb with its object, and no measure."""
    goal = row.naming.goal or _deed(row)
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


_AMOUNT = re.compile(r"(?:直接|间接|年|为[^，,]{1,8})?(?:带动|拉动|减少|增加|挽回|降低|节约|吸引|实现)")


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
    r"学员|家长|医院|[户主商方客员生]|[户主商方客]|老人|儿童|受众|客户|群体|住户|业主|工人|家庭|官兵|专家|站|局|办|"
    r"社区|村|"
    r"乡镇|街道|学校)$"
)
_SAME_GROUP = re.compile(
    r"^(?:其|患者|服务对象)?(?:其?家属|亲属|监护人|家人)$|^各?(?:部门|科室|单位|处室)(?:总体|整体)?$"
)


def several_in_one(row: Row) -> Iterator[IndicatorFault]:
    """COMPOUND: several measures or several groups of people in one row."""
    target = row.target
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
    if match is None:
        return []
    both = _BOTH.search(match["whose"])
    if both:
        return [both[0][0], both[0][1]]
    parts = [
        part
        for part in re.split(r"以及|[和与及、]", re.sub(r"及其?家属", "", match["whose"]))
        if part and not _SAME_GROUP.search(part)
    ]
    return parts if all(_PERSON_GROUP.search(part) for part in parts) else []


_DANGLING = re.compile(r"(?:[的和与及或在于、，,（(《“]|以及|并且|对于|关于|长效|有效)$")
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
    if row.naming.measure is not Measure.NONE or len(name) < 6:
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


def _within_a_word(text: str, at: int) -> bool:
    """Whether a cut before character *at* of *text* falls inside a word."""
    position = 0
    for word in tokenizer().lcut(text):
        if position < at < position + len(word):
            return True
        position += len(word)
    return False
