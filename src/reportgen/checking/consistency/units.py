"""Units, direction and class of indicators (计量单位、方向、类别): what a name promises against the value beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.quantities.target_values import TargetKind
from reportgen.rules.indicator_classes import misplaced, output_among_outcomes
from reportgen.rules.indicator_reading import ReadIndicator
from reportgen.rules.indicator_units import Misfit, UnitFault, unit_fault, wrong_direction

_NOTES = re.compile(r"[（(][^（）()]*[)）]")
_ASKS_RATIO = re.compile(r"占.{1,20}(?:比率|比例|比重|百分比)|(?:人数|数量).{0,4}[/÷].{1,12}")


def _value(indicator: Indicator) -> str:
    return indicator.target_value.strip()


def _plain(name: str) -> str:
    return _NOTES.sub("", name).strip()


_CODES = {
    Misfit.RATE: "UNIT_RATE",
    Misfit.YES_NO: "UNIT_YES_NO",
    Misfit.COUNT: "UNIT_COUNT",
    Misfit.SCOPE: "UNIT_COUNT",
    Misfit.TERM: "UNIT_DURATION",
    Misfit.MONEY: "UNIT_COUNT",
}
_ADVICE = {
    Misfit.RATE: "改为百分数，如100%；要考核数量或日期的，另设指标或改名称",
    Misfit.YES_NO: "改为带方向的百分数，如≥90%",
    Misfit.COUNT: "改正单位，或按现在的单位改指标名称",
    Misfit.SCOPE: "改正单位，或按现在的单位改指标名称；人和人次、户口径不同",
    Misfit.TERM: "写明不超过几分钟、几小时或几天；服务时段另写",
    Misfit.MONEY: "改为以元、万元计，或改指标名称",
}
_SURE = frozenset({Misfit.RATE, Misfit.YES_NO})
_THINGS_FOR_PERSONS = frozenset({"个", "件", "台", "项", "家", "organisation", "device", "person-time"})


def units_that_do_not_fit(paper: Paper) -> Iterator[Finding]:
    """UNIT_RATE, UNIT_YES_NO, UNIT_COUNT, UNIT_DURATION: a target or actual value in a unit its name does not allow."""
    for indicator in paper.entered.indicators:
        if not _beside_its_label(paper, indicator):
            continue
        for field, label in (("target_value", "指标值"), ("actual_value", "实际完成值")):
            fault = _misfit(indicator, field)
            if fault is None:
                continue
            text = getattr(indicator, field)
            described = fault.misfit is Misfit.YES_NO and _ASKS_RATIO.search(indicator.description) is not None
            yield found(
                _CODES[fault.misfit],
                _gravity(indicator, field, fault),
                f"“{indicator.name}”{fault.why}，{label}却写“{text}”"
                + (f"（描述为“{indicator.description}”）" if described else ""),
                _advice(indicator, fault),
                paper.place(indicator.origin(field), text),
                paper.place(indicator.origin("name"), indicator.name),
                paper.label_before(indicator.origin("name")),
                paper.place(indicator.origin("actual_value"), indicator.actual_value),
                paper.place(indicator.origin("description"), indicator.description) if described else None,
                subject=indicator.name,
            )
            break


def _misfit(indicator: Indicator, field: str) -> UnitFault | None:
    """How the value in *field* does not fit the name; an actual 3037人 of 100%(3133人) does."""
    if field == "target_value":
        return unit_fault(ReadIndicator(indicator))
    quantity = indicator.actual.quantity or indicator.actual.low
    if quantity is None or not quantity.unit.symbol or "%" in indicator.actual_value:
        return None
    if any(detail.comparable(quantity) for detail in indicator.target.details):
        return None
    return unit_fault(ReadIndicator(replace(indicator, target_value=indicator.actual_value)))


def _gravity(indicator: Indicator, field: str, fault: UnitFault) -> Severity:
    """An error where value and name cannot both stand; a warning where only the way of counting is open."""
    value = indicator.target if field == "target_value" else indicator.actual
    if fault.misfit in _SURE:
        return Severity.ERROR if value.unit.symbol or value.kind is not TargetKind.NUMBER else Severity.WARNING
    persons = fault.misfit is Misfit.COUNT and "人" in fault.why and value.unit.dimension in _THINGS_FOR_PERSONS
    return Severity.ERROR if persons else Severity.WARNING


def _advice(indicator: Indicator, fault: UnitFault) -> str:
    inside = next((detail for detail in indicator.target.details if detail.unit.dimension != "share"), None)
    if fault.misfit is Misfit.COUNT and inside is not None:
        return f"指标值改为≥{inside}"
    return _ADVICE[fault.misfit]


def target_against_actual(paper: Paper) -> Iterator[Finding]:
    """UNIT_TARGET_ACTUAL: the target counts one thing, the actual value another (≥9人 against 100%)."""
    for indicator in paper.entered.indicators:
        target, actual = indicator.target, indicator.actual
        goal, reached = target.quantity or target.low, actual.quantity or actual.low
        if goal is None or reached is None or target.kind not in {TargetKind.NUMBER, TargetKind.RANGE}:
            continue
        if actual.kind not in {TargetKind.NUMBER, TargetKind.RANGE} or actual.compound or target.compound:
            continue
        kinds = (goal.unit.dimension, reached.unit.dimension)
        if kinds[0] == kinds[1] or not all(kinds) or _alike(*kinds):
            continue
        if any(detail.comparable(goal) for detail in actual.details) or any(
            detail.comparable(reached) or _alike(detail.unit.dimension, kinds[1]) for detail in target.details
        ):
            continue
        if not _beside_its_label(paper, indicator):
            continue
        if indicator.numerator is not None and indicator.denominator:
            continue
        yield found(
            "UNIT_TARGET_ACTUAL",
            Severity.ERROR,
            f"“{indicator.name}”指标值“{_value(indicator)}”与实际完成值“{indicator.actual_value}”单位不同，不能比较",
            f"按“{goal.unit.symbol}”填写实际完成值，或改正指标值的单位",
            paper.place(indicator.origin("actual_value"), indicator.actual_value),
            paper.place(indicator.origin("target_value"), indicator.target_value),
            subject=indicator.name,
        )


def _beside_its_label(paper: Paper, indicator: Indicator) -> bool:
    """Whether the actual value stands in a cell, or in a sentence that calls it so; prose may tell other figures."""
    passage = paper.passage_at(indicator.origin("actual_value") or indicator.origin("target_value"))
    return passage is None or passage.cell or re.search(r"实际(?:完成)?值", passage.text) is not None


_INTERCHANGEABLE = frozenset("个 件 项 organisation device 套 session occasion 期 批次 批 份 本 册 处 座".split())


def _alike(one: str, other: str) -> bool:
    """Measure words that count the same things loosely: 20个机构 and 20家机构."""
    return one in _INTERCHANGEABLE and other in _INTERCHANGEABLE


def directions(paper: Paper) -> Iterator[Finding]:
    """DIRECTION: people served with ≤, satisfaction with ≤, consumption, errors or waiting with ≥."""
    for indicator in paper.entered.indicators:
        wrong = wrong_direction(ReadIndicator(indicator))
        if wrong is not None:
            yield _direction(paper, indicator, *wrong)


def _direction(paper: Paper, indicator: Indicator, which: str, symbol: str) -> Finding:
    return found(
        "DIRECTION",
        Severity.ERROR,
        f"“{indicator.name}”{which}，指标值却写“{_value(indicator)}”，方向相反",
        f"符号改为“{symbol}”，请核对原意",
        paper.place(indicator.origin("target_value"), indicator.target_value),
        paper.place(indicator.origin("name"), indicator.name),
        paper.label_before(indicator.origin("name")),
        subject=indicator.name,
    )


_WORD_DIRECTION = re.compile(
    r"(?P<thing>用水量|用电量|用气量|耗电量|耗水量|能耗|水费|电费|物业费|差错率|投诉率|事故率|死亡率)(?P<words>不少于|不低于|不小于|≥|>=)"
    r"\s*(?P<number>\d[\d,.]*)"
)


def directions_in_words(paper: Paper) -> Iterator[Finding]:
    """DIRECTION in prose: 全年用水量不少于5500吨."""
    for passage in paper.passages:
        hits = list(_WORD_DIRECTION.finditer(passage.text))
        if hits:
            words = "、".join(hit.group() for hit in hits)
            yield found(
                "DIRECTION",
                Severity.WARNING,
                f"“{words}”：消耗或差错越少越好，却写“{hits[0]['words']}”",
                "改为“不超过”，请核对原意",
                passage.place(hits[0].start(), hits[-1].end()),
                subject=hits[0]["thing"],
            )


def misplaced_classes(paper: Paper) -> Iterator[Finding]:
    """MISPLACED: a rate under 数量, a head count under 质量, money under 质量 or 时效, outputs among the outcomes …"""
    for indicator in paper.entered.indicators:
        read = ReadIndicator(indicator)
        output = output_among_outcomes(read)
        reason = misplaced(read) or (output[2] if output is not None else "")
        if not reason or not indicator.name:
            continue
        yield found(
            "MISPLACED",
            Severity.WARNING,
            f"“{indicator.name}”（{_value(indicator)}）列在“{indicator.subcategory or indicator.category}”，{reason}",
            "移到数量指标，效益改写带来的变化" if output else "移到相应的二级指标，或改写名称和指标值",
            paper.place(indicator.origin("name"), indicator.name),
            paper.label_before(indicator.origin("name")),
            paper.place(indicator.origin("target_value"), indicator.target_value),
            paper.place(indicator.origin("subcategory"), indicator.subcategory),
            subject=indicator.name,
        )


_PER_HEAD = re.compile(r"(?:年均|人均|户均|补助|补贴|救助|资助|发放|慰问|奖励)标准$|单价$|均价$")


def standards_without_object(paper: Paper) -> Iterator[Finding]:
    """STANDARD_UNIT: a standard (补助标准) in plain 元, with nothing to say per whom."""
    for indicator in paper.entered.indicators:
        quantity = indicator.target.quantity
        if quantity is None or quantity.unit.dimension != "money" or not _PER_HEAD.search(_plain(indicator.name)):
            continue
        if re.search(r"每|/", indicator.target_value) or re.search(r"人均|户均|每[\u4e00-\u9fff]", indicator.name):
            continue
        yield found(
            "STANDARD_UNIT",
            Severity.INFO,
            f"“{indicator.name}”写“{_value(indicator)}”，没有计量对象",
            f"写明每件、每张或每个，如“{_value(indicator)}/个”"
            if indicator.name.strip().endswith(("单价", "均价"))
            else f"写明每人、每户或每年，如“{_value(indicator)}/人·年”",
            paper.place(indicator.origin("target_value"), indicator.target_value),
            paper.place(indicator.origin("name"), indicator.name),
            paper.label_before(indicator.origin("name")),
            subject=indicator.name,
        )


def impossible_values(paper: Paper) -> Iterator[Finding]:
    """RATE_ABOVE_100: a satisfaction, pass or coverage rate above 100 %."""
    for indicator in paper.entered.indicators:
        name = _plain(indicator.name)
        if not re.search(
            r"满意度|合格率|达标率|准确率|覆盖率|及时率|参训率|出勤率|到位率|执行率|使用率|正常率|通过率|办结率|知晓率",
            name,
        ):
            continue
        for label, text, value, field in (
            ("指标值", indicator.target_value, indicator.target, "target_value"),
            ("实际完成值", indicator.actual_value, indicator.actual, "actual_value"),
        ):
            quantity = value.quantity
            if quantity is not None and quantity.unit.dimension == "share" and quantity.base > 100 and not value.change:
                yield found(
                    "RATE_ABOVE_100",
                    Severity.ERROR,
                    f"“{indicator.name}”{label}写“{text}”，这类比率不会超过100%",
                    "核对分子和分母，分子不应大于分母",
                    paper.place(indicator.origin(field), text),
                    subject=indicator.name,
                )


DETECTORS: tuple[Detector, ...] = (
    units_that_do_not_fit,
    target_against_actual,
    directions,
    directions_in_words,
    misplaced_classes,
    standards_without_object,
    impossible_values,
)
