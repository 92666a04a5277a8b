"""Satisfaction without a number, and rows whose third level is empty (满意度、空指标)."""

from __future__ import annotations

import re

from reportgen.model.indicator_review import Proposal
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.case import QUALITY, Case, blank
from reportgen.reviewing.outcome_measures import Own
from reportgen.reviewing.own_outputs import own_output

_ANSWERED = frozenset({"YESNO", "VAGUE", "RESTATE", "UNIT", "NAMEGOAL", "IRRELEVANT"})
_SURVEYED = "满意和较满意的有效样本数 ÷ 有效样本总数"
# 财预〔2013〕53号 的部门整体共性指标，按二级指标名称里的字选用。
_COMMON = (
    (
        "编审|编制",
        "预算绩效目标编报完整率",
        "已按要求编报绩效目标的项目数 ÷ 应编报的项目数",
        "绩效目标申报表",
        "%",
        "≥",
    ),
    ("执行", "预算执行率", "全年执行数 ÷ 全年预算数", "决算报表、支付系统数据", "%", "≥"),
    ("绩效", "绩效自评覆盖率", "已开展绩效自评的项目数 ÷ 应开展自评的项目数", "自评表、自评报告", "%", "≥"),
    ("资产", "固定资产账实相符率", "账实相符的资产件数 ÷ 盘点资产件数", "资产盘点表", "%", "≥"),
    (
        "透明|公开",
        "预决算信息按时公开率",
        "在规定时限内公开的内容项数 ÷ 应公开的内容项数",
        "门户网站公开页面",
        "%",
        "≥",
    ),
    (
        "内部控制|内控|制度",
        "内部控制制度检查落实率",
        "检查时已落实的控制事项数 ÷ 制度列明的控制事项数",
        "内控评价报告",
        "%",
        "≥",
    ),
    ("信息|系统", "预算管理系统数据填报准确率", "抽查无误的数据条数 ÷ 抽查的数据条数", "系统抽查记录", "%", "≥"),
    ("采购", "政府采购执行率", "实际政府采购金额 ÷ 政府采购预算金额", "政府采购合同、预算批复", "%", "≥"),
    ("人员|编制控制", "在职人员控制率", "年末在职人数 ÷ 核定编制人数", "编制批复、人员名册", "%", "≤"),
    ("三公", "“三公”经费控制率", "“三公”经费实际支出 ÷ “三公”经费预算", "决算报表", "%", "≤"),
)


def surveyed(case: Case) -> tuple[Proposal, ...]:
    """Satisfaction asked as 是/否 or in a word: a survey with its method; the number is the official's."""
    if not case.is_satisfaction or not case.codes & _ANSWERED:
        return ()
    if case.measured and not case.codes & {"NAMEGOAL", "IRRELEVANT"}:
        return ()
    who = re.sub(r"(?:总体)?(?:的)?(?:满意(?:度|率|情况)?|评价|调查)+$", "", re.sub(r"\s+", "", case.row.name))
    people = (
        who
        if re.search("人|员|者|户|对象|群众|企业|单位|家长|家庭|学生|教师|职工|患者|代表|村民|居民", who)
        else "服务对象"
    )
    if "IRRELEVANT" in case.codes:
        people = str(blank("本项目的直接服务对象", "", "查实施方案"))
    kept = case.row.target_value.strip() if case.measured else ""
    return (
        case.write(
            name=f"{people}满意度",
            comparison=(kept[0] if kept[:1] in {"≥", "≤", "=", ">"} else "≥"),
            value=kept.lstrip("≥≤=>").rstrip("%％") if kept else blank("目标值", "%", "查上年调查结果"),
            unit="%",
            formula=f"{_SURVEYED}{blank('样本数', '份', '查调查方案')}，调查对象为{people}，问卷或电话抽样",
            evidence="调查问卷、抽样说明、统计表",
            basis="年度计划：原指标值不变" if kept else "上年实际：查上年同口径调查结果",
            subcategory="服务对象满意度指标",
            rationale="满意度本来就是比率；写明调查谁、怎么调查、分子和分母。",
        ),
    )


# 名称的最后几个字定了计量单位的。
_UNITS = (
    ("(?:率|满意度|占比|比例)$", "%"),
    ("人次数?$", "人次"),
    ("人数$", "人"),
    ("户数$", "户"),
    ("场次数?$", "场"),
    ("次数$", "次"),
    ("面积$", "平方米"),
    ("里程$", "公里"),
)


def listed(case: Case) -> tuple[Proposal, ...]:
    """PLACEHOLDER: the third level is asked for; where the second level is one of the common ones, it is offered."""
    if "PLACEHOLDER" not in case.codes:
        return ()
    where = "查本部门下达的指标表或上级文件"
    if case.row.name.strip():
        unit = "" if case.is_timeliness else next((each for word, each in _UNITS if re.search(word, case.row.name)), "")
        return (
            case.write(
                name=case.row.name.strip(),
                comparison="≤" if case.is_cost or case.is_timeliness else "≥",
                value=blank("指标值", unit or "数值和单位", where),
                unit=unit,
                formula=case.row.formula or f"年末{case.row.name.strip()}的实际值",
                evidence="统计报表、台账",
                basis=f"年度计划：{where}",
                rationale="指标值没有填写，不能计分；请补填，系统不代填。",
            ),
        )
    for words, name, formula, evidence, unit, comparison in _COMMON:
        if re.search(words, case.row.subcategory):
            return (
                case.write(
                    name=name, comparison=comparison, value=blank("目标值", unit, where), unit=unit, formula=formula,
                    evidence=evidence, basis=f"年度计划：{where}", subcategory=case.row.subcategory,
                    rationale="本行没有三级指标，不能计分；请补填本部门的三级指标，这里是通行的部门整体指标，可供选用。",
                    source="改写规则，部门整体支出共性指标体系框架",
                ),
            )  # fmt: skip
    return (
        case.write(
            name=str(blank("三级指标名称", "", where)),
            comparison="≥",
            value=blank("指标值", "数值和单位", where),
            formula=str(blank("分子和分母", "", where)),
            evidence="统计报表、台账",
            basis=f"年度计划：{where}",
            subcategory=case.row.subcategory or QUALITY,
            rationale="本行没有三级指标，不能计分；请补填。",
        ),
    )


def passed(case: Case) -> tuple[Proposal, ...]:
    """A quality row in a word (合格, 良好, 取得结业证书): the share that reached it, of the project's own output."""
    if (
        case.is_satisfaction
        or case.row.subcategory != QUALITY
        or not case.codes & {"VAGUE", "RESTATE", "YESNO"}
        or case.measured
    ):
        return ()
    if case.codes & {"NAMEGOAL", "COMPOUND"} or case.target.kind not in {
        TargetKind.QUALITATIVE,
        TargetKind.YES_NO,
        TargetKind.UNDECIDED,
    }:
        return ()
    for words, measure, reached, judged in _REACHED:
        if re.search(words, f"{case.row.name}，{case.row.target_value}"):
            thing = re.sub(
                r"(?:效果|情况|年度考核|考核|质量|使用|运行|评价调查|报)+$", "", re.sub(r"\s+", "", case.row.name)
            )
            return (
                case.write(
                    name=f"{thing}{measure}",
                    comparison="≥",
                    value=blank("目标值", "%", "查上年实际或合同、方案"),
                    unit="%",
                    formula=f"{reached} ÷ {judged}{_own(case, judged)}",
                    evidence="考核、验收或检查记录",
                    basis="上年实际：查上年实际或合同、方案",
                    subcategory=QUALITY,
                    rationale="原指标值只有文字，没有数；达到要求的占多少可以计算，比率由填报人填写。",
                ),
            )
    return ()


def _own(case: Case, judged: str) -> str:
    """The project's own output that is judged, with its number."""
    if "人数" not in judged:
        return ""
    own = own_output(case.background, case.row.name, Own.TRAINEES)
    return f"（{own.called}）" if own else ""


# 质量类定性值：指标里的字，度量，分子，分母。
_REACHED = (
    ("结业|证书|培训", "取得结业证书率", "取得结业证书的人数", "实际参训人数"),
    ("考核", "年度考核合格率", "考核合格的人数", "参加考核的人数"),
    ("验收|维修|采购|购置|工程", "验收合格率", "验收合格的件数", "验收总件数"),
    ("运行|系统|平台|设备", "正常运行率", "正常运行的时数", "应运行的时数"),
    ("评价|满意|良好", "评价良好以上占比", "评价为良好以上的有效问卷数", "有效问卷总数"),
)
