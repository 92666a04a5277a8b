"""Corrections of form (形式修正): unit, symbol, class, name; and rows where only the official can say what is right."""

from __future__ import annotations

import re

from reportgen.model.indicator_review import Proposal, ProposalKind
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.case import COST, OWN_SOURCE, QUALITY, SATISFACTION, TIMELINESS, VOLUME, Case
from reportgen.reviewing.kept_values import (
    COUNT_NAME,
    EVIDENCE,
    as_written,
    counting_word,
    kept_value,
    unit_behind,
    usual_comparison,
    without_unit,
)
from reportgen.reviewing.object_names import object_of, output_thing
from reportgen.reviewing.share_names import share_of

_COVERED = re.compile("[应]保尽保|应[补助救收管训]尽|完成|举办|购买|适配|帮扶|指导|播放|发放")


def moved(case: Case) -> tuple[Proposal, ...]:
    """MISPLACED and OUTPUT_AS_OUTCOME: the same indicator in the class its value belongs to."""
    if not case.codes & {"MISPLACED", "OUTPUT_AS_OUTCOME"}:
        return ()
    if not case.measured or case.codes & {"UNIT", "COMPOUND", "NODATE"}:
        return ()
    second = proper_class(case)
    if not second or second == case.row.subcategory:
        return ()
    comparison, number = as_written(case)
    value, unit = (number, case.target.unit.symbol) if case.target.kind is TargetKind.NUMBER else (number, "")
    deed = (
        second == VOLUME
        and re.match("开展|举办|组织|召开|参加|选送", case.row.name)
        and not COUNT_NAME.search(case.row.name)
    )
    return (
        kept_value(case, comparison=comparison or usual_comparison(second),
              value=without_unit(value, unit), unit=unit_behind(value, unit),
              name=f"{case.row.name}{counting_word(unit)}" if deed else "",
              subcategory=second, why=f"原指标衡量的是{second.removesuffix('指标')}，移到{second}；数值不变。"),
    )  # fmt: skip


def proper_class(case: Case) -> str:
    """The second level that the value belongs to: counts 数量, shares 质量, dates and terms 时效, money 成本."""
    target = case.target
    if case.is_satisfaction and target.unit.dimension in {"share", "score"}:
        return SATISFACTION
    if target.kind in {TargetKind.DATE, TargetKind.DURATION, TargetKind.RECURRING}:
        return TIMELINESS
    dimension = target.unit.dimension
    if dimension.startswith("money"):
        return COST
    if dimension == "share":
        return QUALITY
    return VOLUME if target.quantity is not None else ""


def turned(case: Case) -> tuple[Proposal, ...]:
    """DIRECTION: the symbol turned round, the number untouched."""
    if "DIRECTION" not in case.codes or not case.measured:
        return ()
    comparison, number = as_written(case)
    other = {"≤": "≥", "≥": "≤", "<": ">", ">": "<"}.get(comparison, "≥")
    unit = case.target.unit.symbol
    return (
        kept_value(case, comparison=other, value=without_unit(number, unit), unit=unit_behind(number, unit),
              why="符号方向写反了；只换符号，数值不变，请确认。"),
    )  # fmt: skip


def renamed(case: Case) -> tuple[Proposal, ...]:
    """NAMEGOAL with a value that can be measured: the name becomes object and measure, the value stays."""
    if (
        "NAMEGOAL" not in case.codes
        or not case.measured
        or case.codes & {"TRIVIAL", "IRRELEVANT", "UNIT", "OUTPUT_AS_OUTCOME"}
    ):
        return ()
    if case.is_cost or case.is_timeliness:
        return ()
    comparison, number = as_written(case)
    unit = case.target.unit.symbol
    thing = object_of(case.row.name) or output_thing(re.split("[，,、]", case.row.name)[0])
    if case.is_satisfaction or (case.row.category == "满意度指标"):
        name, formula = f"{thing}满意度", "满意和较满意的有效样本数 ÷ 有效样本总数【待填：样本数，份，查调查方案】"
    elif case.target.unit.dimension == "share":
        name, formula = share_of(case, case.row.name)
    elif case.target.kind is TargetKind.NUMBER:
        name, formula = f"{thing}{counting_word(unit)}", f"年末{thing}实际{counting_word(unit)}"
    else:
        return ()
    return (
        case.write(
            name=name, comparison=comparison or "≥", value=without_unit(number, unit), unit=unit_behind(number, unit),
            formula=formula, evidence="活动签到表、现场记录、抽样问卷" if "%" in unit else EVIDENCE[VOLUME],
            basis="年度计划：原指标值不变，计算口径由填报人确认", subcategory=case.row.subcategory,
            kind=ProposalKind.PROPOSAL if case.target.unit.dimension == "share" else ProposalKind.SAFE_FIX,
            rationale="名称是句子，看不出分子和分母；改为对象加度量，指标值不变，请确认口径。", source=OWN_SOURCE,
        ),
    )  # fmt: skip
