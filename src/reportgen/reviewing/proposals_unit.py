"""Units that do not fit (单位不符): the unit, or the name, corrected; the number stays, or becomes the denominator."""

from __future__ import annotations

import re

from reportgen.model.indicator_review import Proposal
from reportgen.quantities.mentions import MentionKind
from reportgen.quantities.target_values import TargetKind, split_target_value
from reportgen.reviewing.background import numbers_in
from reportgen.reviewing.case import OWN_SOURCE, QUALITY, TIMELINESS, VOLUME, Case, blank
from reportgen.reviewing.kept_values import (
    COUNT_NAME,
    EVIDENCE,
    SHARE_NAME,
    as_written,
    counting_word,
    done_of_due,
    kept_value,
    unit_behind,
    without_unit,
)
from reportgen.reviewing.object_names import output_thing

_QUALITY_NAME = re.compile(
    r"(?<=[准合达完到真规][点确格标好整位实范])(?:性|情况|水平)$|(?<=质量合格)情况$|(?<=.)(?=质量$)"
)
_SHARE_OF = re.compile(r"^(?P<head>100%|100％|全部|百分之百)[（(](?P<count>[^（）()]+)[）)]$")
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
    if case.target.kind is TargetKind.NUMBER and SHARE_NAME.search(case.row.name):
        return (_rate_of(case),)
    if case.target.kind is TargetKind.NUMBER and case.is_satisfaction and case.target.unit.dimension == "score":
        return (_scored(case),)
    if case.target.kind is TargetKind.NUMBER and _QUALITY_NAME.search(case.row.name):
        return (_rate_of(case),)
    if case.target.kind is TargetKind.NUMBER and case.target.unit.dimension == "share":
        return (_rate_of(case, keep=True),)
    if re.search("年人均|人均.*年", case.row.name) and case.target.unit.dimension.startswith("money"):
        comparison, number = as_written(case)
        unit = case.target.unit.symbol.partition("/")[0]
        return (
            kept_value(
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
    if made or case.target.kind is not TargetKind.NUMBER or case.is_cost or not COUNT_NAME.search(case.row.name):
        return made
    return (_counted_again(case),)


def _percent(case: Case) -> Proposal:
    """≥85 for a rate: the same number in per cent."""
    comparison, number = as_written(case)
    why = "名称是比率，指标值漏写了“%”；补上单位，数值不变，请确认。"
    return kept_value(case, comparison=comparison or "≥", value=number, unit="%", why=why)


def _scored(case: Case) -> Proposal:
    """A satisfaction in points, named as what it is."""
    comparison, number = as_written(case)
    why = "指标值是分数，名称改为平均得分；数值不变。改用百分数的，按满意和较满意的比例计算。"
    name = re.sub("(?:满意度|满意率|满意程度)$", "满意度平均得分", case.row.name)
    return kept_value(
        case, name=name, comparison=comparison or "≥", value=number.removesuffix("分"), unit="分", why=why
    )


def _counted_again(case: Case) -> Proposal:
    """A count in a unit that the name does not have: named by the unit, to be confirmed."""
    comparison, number = as_written(case)
    unit = case.target.unit.symbol
    stem = re.sub("(?:人数|人次数?|户数|场次|次数|数量|个数|数)$", "", case.row.name)
    why = "名称和单位说的不是一回事；这里按单位改名称，数值不变，请核实：如数值写错，请改数值。"
    return kept_value(case, name=f"{stem}{counting_word(unit)}", comparison=comparison or "≥",
                 value=without_unit(number, unit), unit=unit_behind(number, unit), subcategory=VOLUME,
                 why=why)  # fmt: skip


def _term_or_hours(case: Case) -> tuple[Proposal, ...]:
    """响应时间 7*24小时: hours of service under a term's name; renamed, or the term asked."""
    thing = re.sub("(?:响应|处理|修复)?(?:时间|时限|时长)$", "", re.sub(r"\s+", "", case.row.name))
    term = blank("响应时限", "分钟或小时", "查服务合同约定")
    return (
        kept_value(
            case, name=f"{thing}值守时间", comparison="=", value=re.sub(r"\s+", "", case.row.target_value), unit="",
            why="指标值是全天候值守，不是响应要多久；按值改名称，值不变。",
        ),
        case.write(
            name=f"{thing}响应时限", comparison="≤", value=term, formula="自报障至响应的时长，取全年各次平均值",
            evidence="报障单、响应记录", basis="行业标准：查服务合同约定", subcategory=TIMELINESS,
            rationale="要考核响应快慢的，写从报障到响应的时限。",
        ),
    )  # fmt: skip


def _persons(case: Case) -> tuple[Proposal, ...]:
    """人 against 人次: the unit by the name, or the name by the unit; which is meant only the official knows."""
    comparison, number = as_written(case)
    match = re.fullmatch(r"([\d,，.．]+万?)(人次|人|名|个|位|户)", number)
    if match is None:
        return ()
    if re.search("户数$", case.row.name) and match[2] != "户":
        why = "名称数的是户，按名称改计量单位，数值不变；如数值数的是人，请改名称。"
        return (kept_value(case, comparison=comparison or "≥", value=match[1], unit="户", subcategory=VOLUME, why=why),)
    times = "人次" in case.row.name
    called = re.sub("人次数量$", "人次", case.row.name)
    other = re.sub("人次数?$|(?:人数|数量|人员数量)$", "", case.row.name)
    made = [
        kept_value(case, name=called, comparison=comparison or "≥", value=match[1], unit="人次" if times else "人",
              subcategory=VOLUME, why="按名称改计量单位，数值不变；如数值数的是另外的单位，请改用另一个候选。")
    ]  # fmt: skip
    if match[2] in {"人次", "人"} and called == case.row.name:
        named = f"{other}服务人次" if match[2] == "人次" else f"{other}人数"
        made.append(
            kept_value(case, name=named, comparison=comparison or "≥", value=match[1], unit=match[2],
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
        name = case.row.name if COUNT_NAME.search(case.row.name) else f"{thing}{what}数量"
        made.append(
            kept_value(case, name=name, comparison="≥", value=number, unit=unit, subcategory=VOLUME,
                  why="括号里已经写明数量，直接作为指标值；百分之百没有说明分母，略去。")
        )  # fmt: skip
    return tuple(made[:2])


def _date_for_a_rate(case: Case) -> Proposal:
    name = re.sub(r"(?:的)?(?:按时|按期|及时)?完成(?:率|情况)$|(?:及时)?率$", "", case.row.name) + "完成时间"
    value = re.sub(r"(?:以|之)?前(?:实施)?(?:完成)?$", "", case.row.target_value.strip())
    return kept_value(
        case, name=name, comparison="≤", value=value, unit="", subcategory=TIMELINESS,
        why="指标值是日期，名称却是比率；只改名称，日期不变。",
    )  # fmt: skip


def _rate_of(case: Case, *, keep: bool = False) -> Proposal:
    if _QUALITY_NAME.search(case.row.name):
        name = _QUALITY_NAME.sub("率", case.row.name.replace("质量", "质量合格情况"))
    else:
        name = case.row.name if SHARE_NAME.search(case.row.name) else f"{output_thing(case.row.name)}完成率"
    planned = "" if keep else f"（原指标值{case.row.target_value.strip()}作为分母）"
    comparison, number = as_written(case)
    return case.write(
        name=name,
        comparison=(comparison or "=") if keep else "=",
        value=number if keep else blank("目标值", "%", _WHERE),
        unit="%",
        formula=done_of_due(case, name, planned),
        evidence=EVIDENCE[QUALITY],
        basis=f"年度计划：{_WHERE}",
        subcategory=QUALITY,
        rationale="名称是比率，指标值却是数量；原数量作为分母，比率由填报人填写。"
        if not keep
        else "名称改为比率，与指标值的单位一致。",
        source=OWN_SOURCE,
    )


def _split(text: str) -> tuple[str, str]:
    symbol, number, unit = split_target_value(text)
    if symbol or not unit:
        match = re.match(r"[\d,，.．]+", text)
        return (match[0], text[match.end() :]) if match else (text, "")
    return number, unit
