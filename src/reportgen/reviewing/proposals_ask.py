"""Rows where only the official can say what is right (请核实): both sides shown, what is not known a blank."""

from __future__ import annotations

import re

from reportgen.model.indicator_review import Blank, Proposal
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.background import numbers_in
from reportgen.reviewing.case import OWN_SOURCE, TIMELINESS, Case, blank
from reportgen.reviewing.kept_values import (
    EVIDENCE,
    SHARE_NAME,
    as_written,
    unit_behind,
    usual_comparison,
    without_unit,
)


def ask(case: Case) -> tuple[Proposal, ...]:
    """CONTRADICT, BADDATE, DUPLICATE, TRUNCATED: what is written is kept, what only the official knows is a blank."""
    if _target_contradicted(case) and case.measured and "UNIT" not in case.codes:
        return (_both(case),)
    if "BADDATE" in case.codes:
        return (_asked_date(case),)
    if "TRUNCATED" in case.codes:
        return (_asked_name(case, blank("补全名称", "", "查原件"), "名称在中间断开，请按原件补全；其他内容不变。"),)
    if "DUPLICATE" in case.codes:
        return (
            _asked_name(
                case,
                blank("与同名一行的区别", "", "查本表同名指标"),
                "同表有同名指标；请写明本行衡量什么，或删去本行。",
            ),
        )
    return ()


def _target_contradicted(case: Case) -> bool:
    """Whether the target value is in doubt, not only what was reached."""
    return any(fault.code == "CONTRADICT" and fault.field != "actual_value" for fault in case.reviewed.faults)


def _both(case: Case) -> Proposal:
    comparison, _ = as_written(case)
    unit = case.target.unit.symbol if case.target.kind in {TargetKind.NUMBER, TargetKind.RANGE} else ""
    second = case.row.subcategory
    total = case.is_cost and "BUDGET" in case.codes
    return case.write(
        name=f"{case.row.name}（分项成本控制数）" if total else case.row.name,
        comparison="=" if case.target.kind is TargetKind.RECURRING else comparison or usual_comparison(second),
        value=blank("核实后的指标值", unit, f"本行为{case.row.target_value.strip()}，{_other_side(case)}"),
        unit=unit,
        formula=case.row.formula or f"年末{case.row.name}的实际值",
        evidence=EVIDENCE.get(second, "统计报表、台账"),
        basis="年度计划：查批复的绩效目标",
        subcategory=second,
        rationale=f"前后不一致，系统不选边：本行为{case.row.target_value.strip()}，{_other_side(case)}；请核实后填写，并改正另外的地方。",
        source=OWN_SOURCE,
    )


def _other_side(case: Case) -> str:
    """What stands against the row: the other rows, or the numbers of other texts, that the fault names."""
    reasons = "；".join(fault.reason for fault in case.reviewed.faults if fault.code == "CONTRADICT")
    named = [
        f"“{row.name}”为{row.target_value.strip()}"
        for row in case.background.rows
        if row is not case.row and row.name and f"“{row.name}”" in reasons
    ]
    named += [
        f"“{each.document}”的“{each.indicator.name}”为{each.indicator.target_value.strip()}"
        for each in case.background.linked_for(case.row.name)
        if each.document in reasons or each.indicator.target_value.strip() in reasons
    ]
    if named:
        return "、".join(named)
    found = []
    for mention in numbers_in(reasons):
        source = case.background.source_of(mention)
        if source is not None and mention.is_claim and mention.text not in case.row.target_value:
            found.append(f"{source.called}写{mention.text}")
    return "、".join(dict.fromkeys(found)) or "另有不同写法"


def _asked_date(case: Case) -> Proposal:
    name = case.row.name
    if SHARE_NAME.search(name):
        name = re.sub(r"(?:的)?(?:按时|按期|及时)?完成(?:率|情况)$|(?:及时)?率$", "", name) + "完成时间"
    return case.write(
        name=name,
        comparison="≤",
        value=blank("核实后的日期", "年月日", f"原填{case.row.target_value.strip()}"),
        formula="全部完成并经验收、签收或公布的日期",
        evidence=EVIDENCE[TIMELINESS],
        basis="年度计划：查实施方案",
        subcategory=TIMELINESS,
        rationale="原日期不在预算年度内，或不是有效日期；请核实后填写。",
    )


def _asked_name(case: Case, gap: Blank, why: str) -> Proposal:
    comparison, number = as_written(case)
    unit = case.target.unit.symbol
    return case.write(
        name=f"{case.row.name}{gap}",
        comparison=comparison or usual_comparison(case.row.subcategory),
        value=without_unit(number, unit),
        unit=unit_behind(number, unit),
        formula=case.row.formula or f"年末{case.row.name}的实际值",
        evidence=EVIDENCE.get(case.row.subcategory, "统计报表、台账"),
        basis="年度计划：原指标值不变",
        subcategory=case.row.subcategory,
        rationale=why,
    )
