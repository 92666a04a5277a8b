"""Timeliness indicators (时效指标) without a time: a date of another field, a term from an event, or a blank."""

from __future__ import annotations

import re

from reportgen.model.indicator_review import Proposal
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.case import OWN_SOURCE, QUALITY, TIMELINESS, Case, blank
from reportgen.reviewing.object_names import likeness, object_of, output_thing

_ANSWERED = frozenset({"NODATE", "VAGUE", "RESTATE", "YESNO", "NAMEGOAL"})
_ANSWER = re.compile(
    "响应|回应|答复|受理|处置|办理|办结|回复|审批|审核|反馈|报修|抢修|咨询|信访|投诉|出具|签发|送达|上报|接警|出警"
)
_PAID = re.compile("支付|发放|拨付|划拨|缴纳|缴费|报销|结算|兑付|补贴|补助|工资")
_REGULAR = re.compile(
    "每?(?P<often>[月季周天日]|季度|半年|年)(?:度)?(?:内)?(?:及时|按期|定期|按时)*(?:支付|发放|拨付|划拨|缴纳|结算)|按(?P<by>月|季度?|年|周)"
)
_SERVICE = re.compile("维修|采购|购置|供货|配送|救助|适配|发放|维护|检测|供应|安装|抢修")
_TAIL = re.compile(
    r"(?:的)?(?:完成|实施|执行)?(?:及时(?:性|率|情况)?|按时完成(?:率|情况)?|按期完成(?:率|情况)?|完成(?:时间|时限|情况|率)|时间|时限|周期|时效|有序开展|按时|按期)$"
)
_ENDS = re.compile(r"(?:以|之)?(?:前|内)(?:完成|实施完成|完毕)?$|完成$")
_PER = {"月": "月", "季": "季度", "季度": "季度", "周": "周", "年": "年", "天": "日", "日": "日", "半年": "半年"}


def term_or_date(case: Case) -> tuple[Proposal, ...]:
    """A term where something is answered, a day of the period where something is paid, else a date."""
    if not case.is_timeliness or not case.codes & _ANSWERED or "TRIVIAL" in case.codes:
        return ()
    if case.measured and "NODATE" not in case.codes:
        return _renamed(case) if case.target.kind in {TargetKind.DATE, TargetKind.RECURRING} else ()
    thing = _thing(case)
    if case.target.kind is TargetKind.NUMBER and case.target.unit.dimension == "share":
        if _PAID.search(case.row.name):
            return (_by_term(case, thing, "审核通过", "发放到账"), _by_date(case))
        return (_by_date(case), _by_plan(case))
    regular = _REGULAR.search(case.words)
    if regular and _PAID.search(case.words):
        return (_by_period(case, thing, _PER[regular["often"] or regular["by"]]),)
    if _ANSWER.search(case.row.name):
        return (_by_term(case, thing, "受理", "答复或办结"),)
    if _PAID.search(case.row.name) and not _stated(case):
        return (_by_term(case, thing, "审核通过", "发放到账"), _by_date(case))
    if _SERVICE.search(case.row.name) and not _stated(case):
        return (_by_date(case), _by_term(case, thing, "提出需求", "交付或完成"))
    return (_by_date(case),)


def _thing(case: Case) -> str:
    name = re.sub("^(?:按时|及时|足额|按期|如期|准时)+", "", re.sub(r"\s+", "", case.row.name))
    if re.match("按(?:项目|工作)?计划", name) or not name:
        outputs = [
            each
            for each in case.background.outputs
            if each.row and each.row.subcategory == "数量指标" and not re.search("保障|支付|人员", each.named)
        ]
        return output_thing(outputs[0].named) if outputs else "年度计划任务"
    cut = _TAIL.sub("", name)
    while cut and (shorter := _TAIL.sub("", cut)) != cut:
        cut = shorter
    return cut if len(cut) >= 2 else object_of(name) or "年度计划任务"


def _stated(case: Case) -> tuple[str, str] | None:
    """The row that gives a date for the same thing, of the same project or a linked table, and the date as written."""
    best: tuple[int, str, str] | None = None
    for row in case.background.rows:
        if row is case.row or row.target.kind is not TargetKind.DATE or not row.target.latest:
            continue
        shared = likeness(_thing(case), row.name, without="完成时间，工作完成，及时性")
        if shared >= 2 and (best is None or shared > best[0]):
            best = (shared, f"本项目“{row.name}”", _ENDS.sub("", row.target_value.strip()))
    if best is not None:
        return best[1:]
    for each in case.background.linked_for(case.row.name):
        row = each.indicator
        if row.target.kind is TargetKind.DATE and row.target.latest:
            return f"“{each.document}”的“{row.name}”", _ENDS.sub("", row.target_value.strip())
    return None


def _by_date(case: Case) -> Proposal:
    thing = _thing(case)
    stated = _stated(case)
    to_fill = blank(f"{thing}的完成日期", "年月日", "查实施方案、合同或年度工作计划")
    others = _other_dates(case)
    basis = "年度计划：查实施方案、合同或年度工作计划"
    if stated is not None:
        basis = f"年度计划：与{stated[0]}的日期一致"
    elif others:
        basis += f"；本项目其他时效指标的日期可供参考：{others}"
    return case.write(
        name=f"{thing}完成日期",
        comparison="≤",
        value=to_fill if stated is None else stated[1],
        formula=f"{thing}全部完成并经验收、签收或总结的日期",
        evidence="验收单、签收表或工作总结的签署日期",
        basis=basis,
        subcategory=TIMELINESS,
        rationale="“及时”“按时”没有时间，年末无法判断；写明最迟完成的日期。",
        source=OWN_SOURCE if stated else "改写规则",
    )


def _other_dates(case: Case) -> str:
    dated = [
        f"“{row.name}”{row.target_value}"
        for row in case.background.rows
        if row is not case.row and row.target.kind is TargetKind.DATE and row.target.latest
    ]
    return "、".join(dated[:2])


def _by_term(case: Case, thing: str, start: str, end: str) -> Proposal:
    return case.write(
        name=f"{thing}时限"
        if thing.endswith(("答复", "响应", "办理", "审批", "审核"))
        else f"{thing}{_deed(thing, end)}时限",
        comparison="≤",
        value=blank(f"自{start}至{end}的时限", "个工作日", "查办理规定、服务承诺或合同"),
        unit="个工作日",
        formula=f"自{start}之日起至{end}之日止的工作日数，取全年各件平均值",
        evidence="办理台账或系统记录中的起止日期",
        basis="行业标准：查办理规定、服务承诺或合同约定",
        subcategory=TIMELINESS,
        rationale="每件都从发生起算，比只写总的日期更能反映是否及时。",
    )


def _deed(thing: str, end: str) -> str:
    if _PAID.search(thing) or _SERVICE.search(thing):
        return ""
    return {"答复或办结": "办理", "发放到账": "发放", "交付或完成": "完成"}[end]


def _by_period(case: Case, thing: str, period: str) -> Proposal:
    paid = thing if _PAID.search(thing) else f"{thing}支付"
    return case.write(
        name=f"{paid}每{period}完成日",
        comparison="≤",
        value=f"每{period}【待填：最迟支付的日期，日，查合同、资金管理办法或工资发放规定】",
        unit="日",
        formula=f"各{period}款项全部付出的日期",
        evidence="支付凭证、银行回单",
        basis="行业标准：查合同、资金管理办法或工资发放规定",
        subcategory=TIMELINESS,
        rationale=f"原值只说按{period}支付，没有最迟日期；补上日期后每{period}都能核对。",
    )


def _by_plan(case: Case) -> Proposal:
    value = case.target.quantity
    written = case.row.target_value.strip()
    comparison = written[0] if written[:1] in {"≥", "≤", "=", ">", "<"} else "="
    number = written.lstrip("≥≤=><")
    kept = number.rstrip("%％")
    planned = blank("计划节点数", "项", "查年度工作计划")
    return case.write(
        name="年度计划任务完成率",
        comparison=comparison,
        value=kept if value is not None else blank("按期完成率", "%", "查上年实际"),
        unit="%",
        formula=f"年末已完成的任务节点数 ÷ 年度工作计划列明的任务节点数{planned}",
        evidence="年度工作计划、各节点完成记录",
        basis="年度计划：保留原指标值，补充任务节点",
        subcategory=QUALITY,
        rationale="“按计划完成”没有说计划了什么；列出任务节点后原来的百分数才有分母，因为衡量的是完成多少，归质量指标。",
    )


def _renamed(case: Case) -> tuple[Proposal, ...]:
    thing = _thing(case)
    written = _ENDS.sub("", case.row.target_value.strip())
    deadline = case.target.kind is TargetKind.DATE and case.target.latest is not None
    return (
        case.write(
            name=f"{thing}完成日期" if deadline else f"{thing}频次",
            comparison="≤" if deadline else "=",
            value=written.lstrip("≤=") if deadline else case.row.target_value.strip(),
            formula=f"{thing}全部完成的日期" if deadline else f"{thing}实际间隔",
            evidence="验收单、签收表或工作总结的签署日期",
            basis="年度计划：原指标值不变",
            subcategory=TIMELINESS,
            rationale="名称写成对象加度量，指标值不变。",
        ),
    )
