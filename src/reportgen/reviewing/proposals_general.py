"""Measures of any field (通用写法), where no theme fits: change on last year, share of an output, standstill."""

from __future__ import annotations

import re

from reportgen.model.indicator_review import Proposal
from reportgen.reviewing.background import OwnQuantity
from reportgen.reviewing.case import OWN_SOURCE, QUALITY, RULE_SOURCE, SOCIAL, TIMELINESS, VOLUME, Case, blank
from reportgen.reviewing.object_names import likeness, object_of, output_thing

_UNMEASURED = frozenset({"VAGUE", "RESTATE", "YESNO"})
_UNFIT = frozenset({"IRRELEVANT", "OUTPUT_AS_OUTCOME"})
_NOT_COUNTED = frozenset({"share", "score", "money", "month", "day", "clock time", "percentage point"})
_ENDING = {"person": "人数", "person-time": "人次", "household": "户数", "area": "面积", "length": "里程"}
_NO_TERM = re.compile(
    "(?:的)?(?:稳定|正常|平稳|安全)?(?:免费)?(?:质保|保修|维护|维保|服务|运行|运转|开放|监管|租赁|合同|租用)?"
    "(?:时间|期限|周期|年限|时长|天数|月数|期|数量|个数|座数)$"
)


def share_that_succeeded(case: Case) -> tuple[Proposal, ...]:
    """The share of the project's own output that reached a stated result: for a wish, or a row that does not belong."""
    wish = bool(case.codes & _UNMEASURED) and not case.measured and "TRIVIAL" not in case.codes
    if not (wish or case.codes & _UNFIT) or case.is_cost or case.is_timeliness or case.is_satisfaction:
        return ()
    if not (case.is_outcome or case.row.subcategory == QUALITY):
        return ()
    own = _main_output(case)
    if own is None:
        return ()
    thing = output_thing(own.named)
    ending = _ENDING.get(own.quantity.unit.dimension, "数量")
    counted = thing if thing.endswith(ending) else f"{thing}{ending}"
    standard = blank("预期效果的判定标准", "", "查实施方案")
    return (
        case.write(
            name=f"{thing}达到预期效果的比例",
            comparison="≥",
            value=blank("目标值", "%", "查上年同口径结果"),
            unit="%",
            formula=f"达到{standard}的{counted} ÷ 实际完成的{counted}（{own.called}）",
            evidence="验收、回访或抽查记录",
            basis="上年实际：查上年同口径结果",
            subcategory=SOCIAL if "MISPLACED" in case.codes and case.is_outcome else case.row.subcategory,
            rationale="原写法年末无法判断；改为本项目自己的产出中有多少达到了写明的效果，目标值由填报人填写。",
            source=OWN_SOURCE,
        ),
    )


def _main_output(case: Case) -> OwnQuantity | None:
    """The output a wish names; for a row that does not belong, the only one, or the first that serves people."""
    found = [
        each
        for each in case.background.outputs
        if each.row is not None and each.row is not case.row and each.row.subcategory == VOLUME
        and each.quantity.value > 1 and each.quantity.unit.dimension not in _NOT_COUNTED
    ]  # fmt: skip
    if not found:
        return None
    named = [each for each in found if likeness(case.row.name, each.named, without=case.background.department) >= 2]
    if named:
        return max(named, key=lambda each: likeness(case.row.name, each.named))
    if not case.codes & _UNFIT:
        return found[0] if len(found) == 1 else None
    return next((each for each in found if each.quantity.unit.dimension in _ENDING), found[0])


def change_on_last_year(case: Case) -> tuple[Proposal, ...]:
    """A wish that more or less of something be counted: how much it changed on last year."""
    if not case.codes & _UNMEASURED or case.measured or not case.is_outcome or case.is_satisfaction:
        return ()
    thing = object_of(case.row.name) or re.sub("(?:逐年|持续|明显)*(?:减少|增加|下降|上升|增长)$", "", case.row.name)
    counted = _COUNTABLE.search(thing)
    if counted is None or len(thing) > 16:
        return ()
    less = _LESS.search(case.row.name + case.row.target_value) or counted["bad"]
    first, second, way = ("上年", "本年", "下降") if less else ("本年", "上年", "增长")
    named = thing if counted["bad"] or counted["good"].endswith(("量", "额", "值", "入")) else f"{thing}额"
    return (
        case.write(
            name=f"{named}比上年{way}幅度",
            comparison="≥",
            value=blank("目标值", "%", f"查上年{named}和本年计划"),
            unit="%",
            formula=f"（{first}{named} - {second}{named}）÷ 上年{named}，统计范围为本项目的对象和区域",
            evidence="上年和本年的统计报表、台账",
            basis=f"上年实际：查上年{named}",
            subcategory=SOCIAL if "MISPLACED" in case.codes else case.row.subcategory,
            rationale="原写法只说方向；同口径与上年相比，才能看出变化了多少。",
            source=RULE_SOURCE,
        ),
    )


_LESS = re.compile("降低|减少|减轻|下降|缓解|压减|避免|遏制|缩短")
_COUNTABLE = re.compile(
    "(?:(?P<bad>损失|成本|支出|费用|排放量?|伤亡|伤亡人数|事故|案件|投诉|纠纷|能耗|用水量?|用电量?|用量|时间|发病|违法|浓度)"
    "|(?P<good>收入|产量|产值|营业额|销售额?|消费额?|投资额?|贸易额?|利润|税收|客流量?|游客量?))$"
)


_STOPPED = (
    ("开放|开馆|营业", "停止开放"),
    ("监管|监测|值守|值班|巡护|管护|看护", "无人值守"),
    ("租用|聘用|岗位", "空缺"),
)


def standstill(case: Case) -> tuple[Proposal, ...]:
    """TRIVIAL: how long what always runs stood still, in the place of how long it ran."""
    if "TRIVIAL" not in case.codes or case.is_cost:
        return ()
    named = case.row.name.strip()
    thing = _NO_TERM.sub("", named) or object_of(case.background.name) or "服务"
    way = next((each for words, each in _STOPPED if re.search(words, named)), "中断")
    if not 2 <= len(thing) <= 16 or case.target.unit.dimension in {"share", "money"}:
        return ()
    second = TIMELINESS if case.is_timeliness else QUALITY
    return (
        case.write(
            name=f"{thing}{way}时长",
            comparison="≤",
            value=blank(f"全年累计{way}时长", "小时", "查上年运行日志"),
            unit="小时",
            formula=f"全年各次{way}自发生至恢复的时长之和",
            evidence="运行日志、故障和恢复记录",
            basis="上年实际：查上年运行日志",
            subcategory=second,
            rationale="全年都在、合同已定的事不做任何努力也会完成；改为衡量中断多久，能看出运行得好不好。",
            source=RULE_SOURCE,
        ),
    )
