"""Corrections of form (形式修正): unit, symbol, class, name; and rows where only the official can say what is right."""

from __future__ import annotations

import re

from reportgen.model.indicator_review import Blank, Proposal, ProposalKind
from reportgen.quantities.mentions import MentionKind
from reportgen.quantities.target_values import TargetKind, split_target_value
from reportgen.reviewing.background import numbers_in
from reportgen.reviewing.case import COST, OWN_SOURCE, QUALITY, SATISFACTION, TIMELINESS, VOLUME, Case, blank
from reportgen.reviewing.object_names import object_of, output_thing
from reportgen.reviewing.share_names import share_of

_SHARE_NAME = re.compile(r"(?:率|比例|占比|比重|程度)(?:情况)?$")
_COUNT_NAME = re.compile(r"(?:数量|人数|人次|场次|次数|户数|个数|件数|例数|台数|数)$")
_QUALITY_NAME = re.compile(
    r"(?<=[准合达完到真规][点确格标好整位实范])(?:性|情况|水平)$|(?<=质量合格)情况$|(?<=.)(?=质量$)"
)
_SHARE_OF = re.compile(r"^(?P<head>100%|100％|全部|百分之百)[（(](?P<count>[^（）()]+)[）)]$")
_COVERED = re.compile("[应]保尽保|应[补助救收管训]尽|完成|举办|购买|适配|帮扶|指导|播放|发放")
_SYMBOL = re.compile(r"^(?:>=|<=|≥|≤|>|<|=|＞|＜)+")
_EVIDENCE = {
    VOLUME: "活动签到表、名册、验收或签收记录",
    QUALITY: "检查、考核或验收记录",
    TIMELINESS: "完成、验收或支付日期的凭据",
    COST: "合同、结算单、支付凭证",
}
_COMPARISON = {"<": "<", ">": ">", "=": "=", "≥": "≥", "≤": "≤"}
_WHERE = "查年度工作计划或上年实际"


def unit_that_fits(case: Case) -> tuple[Proposal, ...]:
    """UNIT: the count in brackets as the value; a date under a rate's name renamed; a count under it asked."""
    if "UNIT" not in case.codes:
        return ()
    inside = _SHARE_OF.match(case.row.target_value.strip())
    if inside is not None:
        return _count_inside(case, inside["count"])
    if case.target.kind is TargetKind.DATE:
        return (_date_for_a_rate(case),)
    if case.target.kind is TargetKind.NUMBER and not case.target.unit.symbol and case.target.quantity is not None:
        return (_percent(case),)
    if case.target.kind is TargetKind.NUMBER and _SHARE_NAME.search(case.row.name):
        return (_rate_of(case),)
    if case.target.kind is TargetKind.NUMBER and case.is_satisfaction and case.target.unit.dimension == "score":
        return (_scored(case),)
    if case.target.kind is TargetKind.NUMBER and _QUALITY_NAME.search(case.row.name):
        return (_rate_of(case),)
    if case.target.kind is TargetKind.NUMBER and case.target.unit.dimension == "share":
        return (_rate_of(case, keep=True),)
    if re.search("年人均|人均.*年", case.row.name) and case.target.unit.dimension.startswith("money"):
        comparison, number = _written(case)
        unit = case.target.unit.symbol.partition("/")[0]
        return (
            _kept(
                case,
                comparison=comparison or "≤",
                value=number,
                unit=f"{unit}/人·年",
                why="名称是年人均，单位补全为每人每年，数值不变。",
            ),
        )
    if case.is_timeliness and case.target.kind is TargetKind.DURATION:
        return _term_or_hours(case)
    made = _persons(case)
    if made or case.target.kind is not TargetKind.NUMBER or case.is_cost or not _COUNT_NAME.search(case.row.name):
        return made
    return (_counted_again(case),)


def _percent(case: Case) -> Proposal:
    """≥85 for a rate: the same number in per cent."""
    comparison, number = _written(case)
    why = "名称是比率，指标值漏写了“%”；补上单位，数值不变，请确认。"
    return _kept(case, comparison=comparison or "≥", value=number, unit="%", why=why)


def _scored(case: Case) -> Proposal:
    """A satisfaction in points, named as what it is."""
    comparison, number = _written(case)
    why = "指标值是分数，名称改为平均得分；数值不变。改用百分数的，按满意和较满意的比例计算。"
    name = re.sub("(?:满意度|满意率|满意程度)$", "满意度平均得分", case.row.name)
    return _kept(case, name=name, comparison=comparison or "≥", value=number.removesuffix("分"), unit="分", why=why)


def _counted_again(case: Case) -> Proposal:
    """A count in a unit that the name does not have: named by the unit, to be confirmed."""
    comparison, number = _written(case)
    unit = case.target.unit.symbol
    stem = re.sub("(?:人数|人次数?|户数|场次|次数|数量|个数|数)$", "", case.row.name)
    why = "名称和单位说的不是一回事；这里按单位改名称，数值不变，请核实：如数值写错，请改数值。"
    return _kept(case, name=f"{stem}{_counting(unit)}", comparison=comparison or "≥",
                 value=_without_unit(number, unit), unit=_unit_of(number, unit), subcategory=VOLUME,
                 why=why)  # fmt: skip


def _term_or_hours(case: Case) -> tuple[Proposal, ...]:
    """响应时间 7*24小时: hours of service under a term's name; renamed, or the term asked."""
    thing = re.sub("(?:响应|处理|修复)?(?:时间|时限|时长)$", "", re.sub(r"\s+", "", case.row.name))
    term = blank("响应时限", "分钟或小时", "查服务合同约定")
    return (
        _kept(case, name=f"{thing}值守时间", comparison="=", value=re.sub(r"\s+", "", case.row.target_value), unit="",
              why="指标值是全天候值守，不是响应要多久；按值改名称，值不变。"),
        case.write(
            name=f"{thing}响应时限", comparison="≤", value=term, formula="自报障至响应的时长，取全年各次平均值",
            evidence="报障单、响应记录", basis="行业标准：查服务合同约定", subcategory=TIMELINESS,
            rationale="要考核响应快慢的，写从报障到响应的时限。",
        ),
    )  # fmt: skip


def _persons(case: Case) -> tuple[Proposal, ...]:
    """人 against 人次: the unit by the name, or the name by the unit; which is meant only the official knows."""
    comparison, number = _written(case)
    match = re.fullmatch(r"([\d,，.．]+万?)(人次|人|名|个|位|户)", number)
    if match is None:
        return ()
    if re.search("户数$", case.row.name) and match[2] != "户":
        why = "名称数的是户，按名称改计量单位，数值不变；如数值数的是人，请改名称。"
        return (_kept(case, comparison=comparison or "≥", value=match[1], unit="户", subcategory=VOLUME, why=why),)
    times = "人次" in case.row.name
    called = re.sub("人次数量$", "人次", case.row.name)
    other = re.sub("人次数?$|(?:人数|数量|人员数量)$", "", case.row.name)
    made = [
        _kept(case, name=called, comparison=comparison or "≥", value=match[1], unit="人次" if times else "人",
              subcategory=VOLUME, why="按名称改计量单位，数值不变；如数值数的是另外的单位，请改用另一个候选。")
    ]  # fmt: skip
    if match[2] in {"人次", "人"} and called == case.row.name:
        named = f"{other}服务人次" if match[2] == "人次" else f"{other}人数"
        made.append(
            _kept(case, name=named, comparison=comparison or "≥", value=match[1], unit=match[2],
                  subcategory=VOLUME, why="按计量单位改名称，数值不变。")
        )  # fmt: skip
    return tuple(made)


def _count_inside(case: Case, count: str) -> tuple[Proposal, ...]:
    made = []
    for mention in numbers_in(count):
        if mention.kind is not MentionKind.COUNT:
            continue
        number, unit = _split(mention.text)
        thing = output_thing(re.sub(r"(?:应.尽.|完成)?率$|完成数量$", "", case.row.name))
        what = count[mention.end :].strip("，,、 ")
        name = case.row.name if _COUNT_NAME.search(case.row.name) else f"{thing}{what}数量"
        made.append(
            _kept(case, name=name, comparison="≥", value=number, unit=unit, subcategory=VOLUME,
                  why="括号里已经写明数量，直接作为指标值；百分之百没有说明分母，略去。")
        )  # fmt: skip
    return tuple(made[:2])


def _date_for_a_rate(case: Case) -> Proposal:
    name = re.sub(r"(?:的)?(?:按时|按期|及时)?完成(?:率|情况)$|(?:及时)?率$", "", case.row.name) + "完成时间"
    value = re.sub(r"(?:以|之)?前(?:实施)?(?:完成)?$", "", case.row.target_value.strip())
    return _kept(
        case, name=name, comparison="≤", value=value, unit="", subcategory=TIMELINESS,
        why="指标值是日期，名称却是比率；只改名称，日期不变。",
    )  # fmt: skip


def _rate_of(case: Case, *, keep: bool = False) -> Proposal:
    if _QUALITY_NAME.search(case.row.name):
        name = _QUALITY_NAME.sub("率", case.row.name.replace("质量", "质量合格情况"))
    else:
        name = case.row.name if _SHARE_NAME.search(case.row.name) else f"{output_thing(case.row.name)}完成率"
    planned = "" if keep else f"（原指标值{case.row.target_value.strip()}作为分母）"
    comparison, number = _written(case)
    return case.write(
        name=name,
        comparison=(comparison or "=") if keep else "=",
        value=number if keep else blank("目标值", "%", _WHERE),
        unit="%",
        formula=_done_of_due(case, name, planned),
        evidence=_EVIDENCE[QUALITY],
        basis=f"年度计划：{_WHERE}",
        subcategory=QUALITY,
        rationale="名称是比率，指标值却是数量；原数量作为分母，比率由填报人填写。"
        if not keep
        else "名称改为比率，与指标值的单位一致。",
        source=OWN_SOURCE,
    )


def _done_of_due(case: Case, name: str, planned: str = "") -> str:
    """准确发放的人数 ÷ 应发放的人数, by the words of a rate's name and the unit of its value."""
    how = re.search("准确|足额|及时|合格|达标|有效", name)
    deed = re.search("发放|支付|拨付|缴纳|换证|办理|适配|覆盖|培训|维修|采购|配送|回访", name)
    counted = _counting(case.target.unit.symbol) if planned else "数量"
    done = deed[0] if deed else "完成"
    return f"{how[0] if how else '已'}{done}的{counted} ÷ 应{done}的{counted}{planned}"


def moved(case: Case) -> tuple[Proposal, ...]:
    """MISPLACED and OUTPUT_AS_OUTCOME: the same indicator in the class its value belongs to."""
    if not case.codes & {"MISPLACED", "OUTPUT_AS_OUTCOME"}:
        return ()
    if not case.measured or case.codes & {"UNIT", "COMPOUND", "NODATE"}:
        return ()
    second = proper_class(case)
    if not second or second == case.row.subcategory:
        return ()
    comparison, number = _written(case)
    value, unit = (number, case.target.unit.symbol) if case.target.kind is TargetKind.NUMBER else (number, "")
    deed = (
        second == VOLUME
        and re.match("开展|举办|组织|召开|参加|选送", case.row.name)
        and not _COUNT_NAME.search(case.row.name)
    )
    return (
        _kept(case, comparison=comparison or _usual(second),
              value=_without_unit(value, unit), unit=_unit_of(value, unit),
              name=f"{case.row.name}{_counting(unit)}" if deed else "",
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
    comparison, number = _written(case)
    other = {"≤": "≥", "≥": "≤", "<": ">", ">": "<"}.get(comparison, "≥")
    unit = case.target.unit.symbol
    return (
        _kept(case, comparison=other, value=_without_unit(number, unit), unit=_unit_of(number, unit),
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
    comparison, number = _written(case)
    unit = case.target.unit.symbol
    thing = object_of(case.row.name) or output_thing(re.split("[，,、]", case.row.name)[0])
    if case.is_satisfaction or (case.row.category == "满意度指标"):
        name, formula = f"{thing}满意度", "满意和较满意的有效样本数 ÷ 有效样本总数【待填：样本数，份，查调查方案】"
    elif case.target.unit.dimension == "share":
        name, formula = share_of(case, case.row.name)
    elif case.target.kind is TargetKind.NUMBER:
        name, formula = f"{thing}{_counting(unit)}", f"年末{thing}实际{_counting(unit)}"
    else:
        return ()
    return (
        case.write(
            name=name, comparison=comparison or "≥", value=_without_unit(number, unit), unit=_unit_of(number, unit),
            formula=formula, evidence="活动签到表、现场记录、抽样问卷" if "%" in unit else _EVIDENCE[VOLUME],
            basis="年度计划：原指标值不变，计算口径由填报人确认", subcategory=case.row.subcategory,
            kind=ProposalKind.PROPOSAL if case.target.unit.dimension == "share" else ProposalKind.SAFE_FIX,
            rationale="名称是句子，看不出分子和分母；改为对象加度量，指标值不变，请确认口径。", source=OWN_SOURCE,
        ),
    )  # fmt: skip


def _counting(unit: str) -> str:
    return {
        "人": "人数",
        "户": "户数",
        "场": "场次",
        "次": "次数",
        "人次": "人次",
        "平方米": "面积",
        "公里": "里程",
        "支": "队伍数量",
    }.get(unit, "数量")


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
    comparison, _ = _written(case)
    unit = case.target.unit.symbol if case.target.kind in {TargetKind.NUMBER, TargetKind.RANGE} else ""
    second = case.row.subcategory
    total = case.is_cost and "BUDGET" in case.codes
    return case.write(
        name=f"{case.row.name}（分项成本控制数）" if total else case.row.name,
        comparison="=" if case.target.kind is TargetKind.RECURRING else comparison or _usual(second),
        value=blank("核实后的指标值", unit, f"本行为{case.row.target_value.strip()}，{_other_side(case)}"),
        unit=unit,
        formula=case.row.formula or f"年末{case.row.name}的实际值",
        evidence=_EVIDENCE.get(second, "统计报表、台账"),
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
    if _SHARE_NAME.search(name):
        name = re.sub(r"(?:的)?(?:按时|按期|及时)?完成(?:率|情况)$|(?:及时)?率$", "", name) + "完成时间"
    return case.write(
        name=name,
        comparison="≤",
        value=blank("核实后的日期", "年月日", f"原填{case.row.target_value.strip()}"),
        formula="全部完成并经验收、签收或公布的日期",
        evidence=_EVIDENCE[TIMELINESS],
        basis="年度计划：查实施方案",
        subcategory=TIMELINESS,
        rationale="原日期不在预算年度内，或不是有效日期；请核实后填写。",
    )


def _asked_name(case: Case, gap: Blank, why: str) -> Proposal:
    comparison, number = _written(case)
    unit = case.target.unit.symbol
    return case.write(
        name=f"{case.row.name}{gap}",
        comparison=comparison or _usual(case.row.subcategory),
        value=_without_unit(number, unit),
        unit=_unit_of(number, unit),
        formula=case.row.formula or f"年末{case.row.name}的实际值",
        evidence=_EVIDENCE.get(case.row.subcategory, "统计报表、台账"),
        basis="年度计划：原指标值不变",
        subcategory=case.row.subcategory,
        rationale=why,
    )


def _kept(
    case: Case,
    *,
    comparison: str,
    value: str,
    unit: str,
    why: str,
    name: str = "",
    subcategory: str = "",
) -> Proposal:
    """The row's own value in another form."""
    second = subcategory or case.row.subcategory
    called = name or case.row.name
    return case.write(
        name=called,
        comparison=comparison,
        value=value,
        unit=unit,
        formula=case.row.formula
        or (
            _done_of_due(case, called)
            if _SHARE_NAME.search(called)
            else "全部完成并经验收、签收或公布的日期"
            if case.target.kind is TargetKind.DATE
            else f"{called}的年末实际值，按{_EVIDENCE.get(second, '台账')}统计"
        ),
        evidence=_EVIDENCE.get(second, "统计报表、台账"),
        basis=case.row.basis or "年度计划：原指标值不变",
        subcategory=second,
        kind=ProposalKind.SAFE_FIX,
        rationale=why,
        source=OWN_SOURCE,
    )


def _written(case: Case) -> tuple[str, str]:
    """The symbol and the rest of the target value, as written."""
    text = case.row.target_value.strip().replace(">=", "≥").replace("<=", "≤").replace("＞", ">").replace("＜", "<")
    symbol = _SYMBOL.match(text)
    return (_COMPARISON.get(symbol[0], ""), text[symbol.end() :].strip()) if symbol else ("", text)


def _split(text: str) -> tuple[str, str]:
    symbol, number, unit = split_target_value(text)
    if symbol or not unit:
        match = re.match(r"[\d,，.．]+", text)
        return (match[0], text[match.end() :]) if match else (text, "")
    return number, unit


def _without_unit(value: str, unit: str) -> str:
    return value[: -len(unit)] if unit and value.endswith(unit) else value


def _unit_of(value: str, unit: str) -> str:
    return unit if unit and value.endswith(unit) else ""


def _usual(subcategory: str) -> str:
    return "≤" if subcategory in {TIMELINESS, COST} or "成本" in subcategory else "≥"
