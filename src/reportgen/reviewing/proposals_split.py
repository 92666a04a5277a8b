"""Compound rows (多项合一) taken apart: one indicator for each measure, each number that stands there copied."""

from __future__ import annotations

import re
from dataclasses import replace

from reportgen.model.indicator_review import Proposal
from reportgen.quantities.mentions import Mention, MentionKind
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.background import numbers_in
from reportgen.reviewing.case import OWN_SOURCE, QUALITY, VOLUME, Case, blank
from reportgen.reviewing.object_names import output_thing
from reportgen.reviewing.share_names import share_of

_AND = re.compile("和|及|以及|与|、|，|,")
_CLAUSES = re.compile(r"[，；。,;\n]+")
_BOUND = re.compile(r"(?:不低于|不少于|不小于|至少|达到|不超过|不高于|控制在|≥|≤|>=|<=|>|<|=|共|各|为|超过)+$")
_PURPOSE = re.compile("满足|从而|以便|确保|保障")  # a clause that says what for, not what
_UPPER = re.compile(r"(?:不超过|不高于|以内|以下|≤|<=)")
_COUNT_WORD = {
    "家": "数",
    "个": "数",
    "人": "人数",
    "名": "人数",
    "场": "场次",
    "次": "次数",
    "户": "户数",
    "人次": "人次",
}
_SATISFIED = re.compile(r"(?P<who>.+?)(?:的)?(?P<measure>总体满意度|满意度|满意率)$")


def taken_apart(case: Case) -> tuple[Proposal, ...]:
    """COMPOUND: by the clauses of the value, or by the groups and measures that the name joins."""
    if "COMPOUND" not in case.codes:
        return ()
    parts = _by_value(case) or _by_groups(case) or _by_measures(case)
    return tuple(replace(part, group=f"{part.group}/{len(parts)}" if len(parts) > 1 else "") for part in parts)


def _group(case: Case) -> str:
    return f"拆分{case.row.number or case.row.name}"


def _by_value(case: Case) -> tuple[Proposal, ...]:
    """招聘单位不低于50家，工作岗位不少于600个 → two counts."""
    made = []
    for clause in filter(None, _CLAUSES.split(case.row.target_value)):
        counted = [each for each in numbers_in(clause) if each.kind in {MentionKind.COUNT, MentionKind.PERCENT}]
        if len(counted) != 1:
            return ()
        made.append(_of_clause(case, clause, counted[0]))
    return tuple(made) if len(made) > 1 else ()


def _of_clause(case: Case, clause: str, mention: Mention) -> Proposal:
    before = _BOUND.sub("", clause[: mention.start]).strip("：: ")
    number = re.match(r"[\d,，.．]+", mention.text)
    value = number[0] if number else mention.text
    unit = mention.text[len(value) :]
    thing = before or output_thing(case.row.name)
    ending = "" if thing.endswith(("数", "率", "次", "量")) else _COUNT_WORD.get(unit, "数量")
    is_share = mention.kind is MentionKind.PERCENT
    name = thing if is_share else f"{thing}{ending}"
    return case.write(
        name=name,
        comparison="≤" if _UPPER.search(clause) else "≥",
        value=value,
        unit=unit,
        formula=f"{name}的年末实际数" if not is_share else f"达到要求的{thing}数量 ÷ {thing}总数",
        evidence="名册、签到表、活动总结",
        basis="年度计划：原指标值拆开，各数不变",
        subcategory=QUALITY if is_share else VOLUME,
        rationale="几个数写在同一条里，部分完成时无法计分；拆开后各数照抄。",
        source=OWN_SOURCE,
        group=_group(case),
    )


def _by_groups(case: Case) -> tuple[Proposal, ...]:
    """各机构工作人员和服务对象满意度 ≥90% → one row for each group."""
    found = _SATISFIED.match(re.sub(r"\s+", "", case.row.name))
    if found is None or not case.measured:
        return ()
    groups = ["社会公众" if each == "社会" else each for each in _AND.split(found["who"]) if len(each) >= 2]
    if len(groups) < 2:
        return ()
    value, unit, comparison = _value(case)
    head = re.match("(?:各|全市|参加培训的?|享受[^的]{2,6}的|参与活动的?|参加[^的]{2,6}的)", groups[0])
    return tuple(
        case.write(
            name=f"{group}{found['measure']}",
            comparison=comparison,
            value=value,
            unit=unit,
            formula=f"{group}中满意和较满意的有效样本数 ÷ 有效样本总数【待填：样本数，份，查调查方案】",
            evidence="调查问卷、抽样说明、统计表",
            basis="年度计划：原指标值各自沿用，不变",
            subcategory="服务对象满意度指标",
            rationale="不同对象合在同一条里，看不出谁不满意；分开调查，目标值各自沿用原值。",
            source=OWN_SOURCE,
            group=_group(case),
        )
        for group in _with_head(groups, head[0] if head else "")
    )


def _with_head(groups: list[str], head: str) -> list[str]:
    """各机构工作人员, 服务对象 → 各机构 stays with the first; a condition such as 享受…的 holds for both."""
    if head.endswith("的"):
        return [groups[0], *(group if group.startswith(head) else f"{head}{group}" for group in groups[1:])]
    return groups


def _by_measures(case: Case) -> tuple[Proposal, ...]:
    """A sentence that joins several things: one row for each, the value kept where it is a share."""
    name = re.sub(r"\s+", "", case.row.name)
    parts = [part for part in re.split("[，,；;]", name) if len(part) >= 4]
    if len(parts) < 2:
        parts = [part for part in re.split("、|和|及|与", name) if len(part) >= 4]
    parts = [part for part in parts if not _PURPOSE.match(part)]
    if not 1 <= len(parts) <= 3 or not case.measured or case.is_cost:
        return ()
    value, unit, comparison = _value(case)
    if unit != "%":
        return ()
    return tuple(_measured(case, part, value, unit, comparison) for part in parts)


def _measured(case: Case, part: str, value: str, unit: str, comparison: str) -> Proposal:
    if case.is_satisfaction:
        return _satisfied(case, part, value, unit, comparison)
    name, formula = share_of(case, part)
    return case.write(
        name=name,
        comparison=comparison,
        value=value,
        unit=unit,
        formula=formula,
        evidence="检查记录、活动问卷、签到表",
        basis="年度计划：原指标值各自沿用，不变",
        subcategory=case.row.subcategory,
        rationale="几件事写在同一条里；拆开分别检查，原指标值各自沿用，标准由填报人补充。",
        source=OWN_SOURCE,
        group=_group(case),
    )


def _satisfied(case: Case, part: str, value: str, unit: str, comparison: str) -> Proposal:
    thing = re.sub("^.*的(?=[\u4e00-\u9fff]{2,6}$)", "", part)
    return case.write(
        name=f"服务对象对{thing}的满意度",
        comparison=comparison,
        value=value,
        unit=unit,
        formula=f"对{thing}满意和较满意的有效样本数 ÷ 有效样本总数{blank('样本数', '份', '查调查方案')}",
        evidence="调查问卷、抽样说明、统计表",
        basis="年度计划：原指标值各自沿用，不变",
        subcategory="服务对象满意度指标",
        rationale="几件事写在同一条里；分开调查，原指标值各自沿用。",
        source=OWN_SOURCE,
        group=_group(case),
    )


def _value(case: Case) -> tuple[str, str, str]:
    text = case.row.target_value.strip().replace(">=", "≥").replace("<=", "≤").replace("％", "%")
    comparison = text[0] if text[:1] in {"≥", "≤", ">", "<", "="} else "≥"
    plain = text.lstrip("≥≤><=")
    unit = case.target.unit.symbol.replace("％", "%") if case.target.kind is TargetKind.NUMBER else ""
    return (plain[: -len(unit)], unit, comparison) if unit and plain.endswith(unit) else (plain, "", comparison)
