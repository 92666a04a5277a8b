"""The kinds of faults (问题类别): code → Chinese name, the requirement it misses, what it means. Data, with sources.

The four requirements are those of 财预〔2015〕88号 (绩效目标设置要求); the forms of targets and the first level 成本
follow 财预〔2021〕101号. ``stops`` tells whether a row with this fault cannot be measured as written.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from reportgen.model.indicator_review import Requirement

BASIS = "财预〔2015〕88号"
SETTING = "财预〔2021〕101号"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultKind:
    """One kind: its *code*, its Chinese *name*, the *requirement* it misses, and an *explanation* for officials."""

    code: str
    name: str
    requirement: Requirement
    explanation: str
    source: str = BASIS
    stops: bool = False


def _table(*kinds: FaultKind) -> MappingProxyType[str, FaultKind]:
    return MappingProxyType({kind.code: kind for kind in kinds})


_P, _Q, _R, _M = Requirement.POINTED, Requirement.QUANTIFIED, Requirement.REASONABLE, Requirement.MATCHED

# 主要问题: of one row; a row may have several.
FAULT_KINDS = _table(
    FaultKind(code="VAGUE", name="笼统", requirement=_Q, stops=True,
              explanation="指标值只是方向或状态词（有所提高、健全、良好），没有数值、基期或分档标准，年末无法判断完成了没有"),
    FaultKind(code="NAMEGOAL", name="以目标代指标", requirement=_P,
              explanation="三级指标写成一句话或动宾短语（保障…运行、提高…水平），没有写衡量什么、用什么量"),
    FaultKind(code="RESTATE", name="值重复名称", requirement=_Q, stops=True,
              explanation="指标值重复名称里的词（健全…机制/健全），没有给出任何信息"),
    FaultKind(code="BUDGET", name="重复预算数", requirement=_R, source=SETTING,
              explanation="成本指标只写不超过预算，不反映单位成本和节约；应写单价、人均、户均等标准"),
    FaultKind(code="NODATE", name="时效没有时间", requirement=_Q,
              explanation="时效指标没有日期、时限或频次，“及时”“按时”“按计划”无法判断"),
    FaultKind(code="UNIT", name="单位不符", requirement=_Q, stops=True,
              explanation="指标值的计量单位与名称不符：比率写成人数，场次写成百分数，人次写成人"),
    FaultKind(code="YESNO", name="是否代替数值", requirement=_Q, source=SETTING, stops=True,
              explanation="本可用数值衡量，却写“是/否”；是否类只用于验收、审批、发生与否这类单项判断"),
    FaultKind(code="CONTRADICT", name="前后矛盾", requirement=_M,
              explanation="与同一指标的其他栏、同一项目的其他指标或目标、完成情况中的数字不一致"),
    FaultKind(code="MISPLACED", name="类别放错", requirement=_M, source=SETTING,
              explanation="二级指标放错：计数的归数量，比率归质量，日期时限归时效，金额单价归成本"),
    FaultKind(code="COMPOUND", name="多项合一", requirement=_P,
              explanation="一条指标里有几个要分别衡量的内容，完成一半时无法计分；应拆成几条"),
    FaultKind(code="PLACEHOLDER", name="没有填写", requirement=_P, stops=True,
              explanation="没有三级指标或没有指标值，只有占位文字，不能计分"),
    FaultKind(code="TRIVIAL", name="必然完成", requirement=_R,
              explanation="不做任何努力也会完成（机构全年运行、维护期1年），不能反映工作好坏"),
    FaultKind(code="OUTPUT_AS_OUTCOME", name="产出当效益", requirement=_M, source=SETTING,
              explanation="效益指标写的是本项目做了多少事，属于产出数量；效益要写做事带来的变化"),
    FaultKind(code="IRRELEVANT", name="与项目无关", requirement=_M,
              explanation="指标与本项目的内容无关，疑从别的项目复制"),
    FaultKind(code="DIRECTION", name="方向相反", requirement=_R, source=SETTING,
              explanation="越多越好的写了≤，越少越好的写了≥"),
    FaultKind(code="BADDATE", name="日期有误", requirement=_R,
              explanation="日期不在预算年度内，或日历上没有这一天"),
    FaultKind(code="DUPLICATE", name="重复", requirement=_P,
              explanation="同一张表里同一指标出现两次"),
    FaultKind(code="TRUNCATED", name="名称不全", requirement=_P,
              explanation="名称在中间断开，多为换页或粘贴时丢失"),
)  # fmt: skip

# 次要提示: they do not stop measuring.
NOTE_KINDS = _table(
    FaultKind(code="desc_dup", name="描述重复名称", requirement=_Q,
              explanation="绩效指标描述照抄名称，没有说明口径和计算方法"),
    FaultKind(code="rate_no_formula", name="比率没有公式", requirement=_Q, source=SETTING,
              explanation="比率没有写明分子和分母"),
    FaultKind(code="sat_no_method", name="满意度没有调查方法", requirement=_Q, source=SETTING,
              explanation="满意度没有写明调查对象、方法、样本数和计算方法"),
    FaultKind(code="name_bare", name="名称太简", requirement=_P, source=SETTING,
              explanation="名称缺少衡量对象或度量（软件运维、完成时间），脱离项目看不懂"),
    FaultKind(code="no_actual", name="实际值没有数字", requirement=_Q,
              explanation="指标值是数字，实际完成值没有数字，无法核对"),
    FaultKind(code="soft_target", name="目标偏低", requirement=_R,
              explanation="本单位能够控制的事项只定80%至94%，没有压力"),
    FaultKind(code="no_operator", name="没有计算符号", requirement=_Q, source=SETTING,
              explanation="数值前没有≥、≤、=，多于或少于时无法判断"),
    FaultKind(code="year_missing", name="日期没有年份", requirement=_Q,
              explanation="日期只写月日，没有年份"),
)  # fmt: skip

# 整表问题: of a table of indicators as a whole.
TABLE_KINDS = _table(
    FaultKind(code="NO_OUTCOME", name="没有效益指标", requirement=_M, source=SETTING,
              explanation="整张表没有效益指标，只列做了什么，没有列带来了什么"),
    FaultKind(code="ONE_SATISFACTION", name="多类对象一个满意度", requirement=_P, source=SETTING,
              explanation="服务几类对象，只有一条满意度指标，看不出哪一类不满意"),
    FaultKind(code="OUTCOME_ALL_QUALITATIVE", name="效益全是定性", requirement=_Q,
              explanation="效益指标没有一条可以用数值衡量"),
    FaultKind(code="SUBCATEGORY_MISSING", name="缺少二级指标", requirement=_M, source=SETTING,
              explanation="表样要求的二级指标没有设置"),
    FaultKind(code="WEIGHT_SUM", name="分值合计不符", requirement=_R, source="财预〔2020〕10号",
              explanation="各指标分值与预算执行率分值之和不等于表样的总分"),
    FaultKind(code="WEIGHT_ZERO", name="分值为零", requirement=_R, source="财预〔2020〕10号",
              explanation="指标没有分值或分值不大于0，完成与否都不影响得分"),
    FaultKind(code="WEIGHT_SHARE", name="分值比例不符", requirement=_R, source="财预〔2020〕10号",
              explanation="某一级指标的分值与表样规定的权重不一致"),
    FaultKind(code="TARGETS_EQUAL_PREVIOUS", name="目标照抄上年", requirement=_R,
              explanation="七成以上的指标值等于上年实际值，没有体现本年工作"),
    FaultKind(code="COST_ONLY_BUDGET", name="成本全是预算数", requirement=_R, source=SETTING,
              explanation="成本指标全部只写预算金额，没有一条单位成本或支出标准"),
)  # fmt: skip
