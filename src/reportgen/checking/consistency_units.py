"""Units, direction and class of indicators (计量单位、方向、类别): what a name promises against the value beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checking.consistency_paper import Detector, Paper, found
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.quantities.target_values import Comparator, TargetKind
from reportgen.rules.indicator_classes import misplaced, output_among_outcomes
from reportgen.rules.indicator_reading import ReadIndicator

_NOTES = re.compile(r"[（(][^（）()]*[)）]")
_SHARE_NAME = re.compile(r"(?<![频效功利税费汇速])率$|满意度$|比例$|占比$|比重$")
_NOT_SHARES = re.compile(
    r"(?:效率|频率|功率|税率|费率|汇率|速率|心率|容积率|发病率|死亡率|出生率|发案率|事故率|信访率)$"
)
_PER_MILLE = frozenset({"share", "percentage point"})
_PERSONS = re.compile(
    r"(?:人员|职工|干部|教师|医师|律师|护士|学员|学生|运动员|教练员|志愿者|委员|专干|坐席|儿童|老人|患者)(?:总)?(?:数量|数|名额)$|人数$"
)
_PERSON_TIMES = re.compile(r"人次数?$|人（次）数?$")
_HOUSEHOLDS = re.compile(r"户数$")
_THINGS_FOR_PERSONS = frozenset({"个", "件", "台", "项", "家", "organisation", "device"})
_ASKS_RATIO = re.compile(r"占.{1,20}(?:比率|比例|比重|百分比)|(?:人数|数量).{0,4}[/÷].{1,12}")


def _value(indicator: Indicator) -> str:
    return indicator.target_value.strip()


def _plain(name: str) -> str:
    return _NOTES.sub("", name).strip()


def shares_without_percent(paper: Paper) -> Iterator[Finding]:
    """UNIT_RATE: a rate (率、满意度、比例) whose target or actual value counts something else."""
    for indicator in paper.entered.indicators:
        name = _plain(indicator.name)
        if not _SHARE_NAME.search(name) or _NOT_SHARES.search(name) or not _beside_its_label(paper, indicator):
            continue
        for label, text, value, field in (
            ("指标值", indicator.target_value, indicator.target, "target_value"),
            ("实际完成值", indicator.actual_value, indicator.actual, "actual_value"),
        ):
            quantity = value.quantity or value.low
            place = paper.place(indicator.origin(field), text)
            if value.kind in {TargetKind.NUMBER, TargetKind.RANGE} and quantity is not None:
                if quantity.unit.dimension in _PER_MILLE or value.compound or not quantity.unit.symbol:
                    continue
                if any(detail.unit.dimension == "share" for detail in value.details) or "%" in text:
                    continue
                if field == "actual_value" and any(q.comparable(quantity) for q in indicator.target.details):
                    continue
                yield found(
                    "UNIT_RATE",
                    Severity.ERROR,
                    f"“{indicator.name}”是比率，{label}却写“{text}”，单位是“{quantity.unit.symbol}”",
                    f"改为百分数，如100%；要考核{quantity.unit.symbol}数的，另设数量指标",
                    place,
                    paper.place(indicator.origin("name"), indicator.name),
                    paper.label_before(indicator.origin("name")),
                    subject=indicator.name,
                )
            elif value.kind is TargetKind.YES_NO and field == "target_value":
                ratio = f"，描述为“{indicator.description}”" if _ASKS_RATIO.search(indicator.description) else ""
                yield found(
                    "UNIT_YES_NO",
                    Severity.ERROR,
                    f"“{indicator.name}”是比率{ratio}，指标值却写“{text}”",
                    "改为带方向的百分数，如≥90%",
                    place,
                    paper.place(indicator.origin("name"), indicator.name),
                    paper.label_before(indicator.origin("name")),
                    paper.place(indicator.origin("description"), indicator.description) if ratio else None,
                    subject=indicator.name,
                )


def ratios_described(paper: Paper) -> Iterator[Finding]:
    """NAME_VS_DESCRIPTION: the description is a ratio, the value is 是/否, and the name does not say which."""
    for indicator in paper.entered.indicators:
        name = _plain(indicator.name)
        if _SHARE_NAME.search(name) or indicator.target.kind is not TargetKind.YES_NO:
            continue
        if _ASKS_RATIO.search(indicator.description):
            yield found(
                "NAME_VS_DESCRIPTION",
                Severity.ERROR,
                f"“{indicator.name}”描述为比率（“{indicator.description}”），指标值却写“{_value(indicator)}”",
                "指标值改为百分数，如≥90%",
                paper.place(indicator.origin("target_value"), indicator.target_value),
                paper.place(indicator.origin("description"), indicator.description),
                subject=indicator.name,
            )


def counted_units(paper: Paper) -> Iterator[Finding]:
    """UNIT_COUNT: persons counted in 个, 人次 named but 人 given, a number of lawyers in 人次."""
    for indicator in paper.entered.indicators:
        name = _plain(indicator.name)
        for field, text, value in (
            ("target_value", indicator.target_value, indicator.target),
            ("actual_value", indicator.actual_value, indicator.actual),
        ):
            quantity = value.quantity
            if value.kind is not TargetKind.NUMBER or quantity is None or value.compound:
                continue
            kind = quantity.unit.dimension
            wanted, severity = _wanted_unit(name, kind)
            if not wanted:
                continue
            yield found(
                "UNIT_COUNT",
                severity,
                f"“{indicator.name}”写“{text}”，单位“{quantity.unit.symbol}”与名称不符，应为“{wanted}”",
                f"单位改为“{wanted}”，或按“{quantity.unit.symbol}”改指标名称；人和人次口径不同",
                paper.place(indicator.origin(field), text),
                paper.place(indicator.origin("name"), indicator.name),
                paper.label_before(indicator.origin("name")),
                paper.place(indicator.origin("actual_value"), indicator.actual_value),
                subject=indicator.name,
            )
            break


def _wanted_unit(name: str, kind: str) -> tuple[str, Severity]:
    if _PERSON_TIMES.search(name):
        return ("人次", Severity.WARNING) if kind in {"person", "household"} else ("", Severity.INFO)
    if _HOUSEHOLDS.search(name):
        return ("户", Severity.WARNING) if kind in {"person", "person-time", "个"} else ("", Severity.INFO)
    if _PERSONS.search(name):
        if kind in _THINGS_FOR_PERSONS or kind in {"person-time", "share", "money"}:
            return "人", Severity.ERROR
        return "", Severity.INFO
    return "", Severity.INFO


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


_SERVED = re.compile(
    r"(?:受益|服务|救助|培训|康复|慰问|参与|参加|参训|资助|帮扶|走访|惠及|安置|就业|体检|覆盖|支持|扶持|托养|适配|改造|完成|办结|播放|检测|抽检)"
)
_BAD_THINGS = re.compile(
    r"事故|死亡|伤亡|投诉|上访|信访|差错|失误|逾期|违规|违法|案件发生|损失|漏|误|浪费|能耗|用水|用电|耗水|耗电|耗|排放|污染|浓度|"
    r"发病|感染|流失|辍学|失业|返贫|重复|延误|平均|时长|时限|时间|响应|负债|成本|费用|经费|预算|支出|标准|压减|下降|控制数|超编|未|不|空置|闲置|欠|灾|火|控制"
)
_GOOD_SHARE = re.compile(
    r"(?:满意度|完成率|达标率|合格率|及时率|覆盖率|准确率|参与率|办结率|受益率|有效率|保障率|正常率|达成率)$"
)
_COST_USE = re.compile(r"(?:用水量|用电量|用气量|用油量|耗电量|能耗|水费|电费|差错率|投诉率|事故率|成本)$")
_DOWN = frozenset({Comparator.AT_MOST, Comparator.LESS_THAN})
_UP = frozenset({Comparator.AT_LEAST, Comparator.MORE_THAN})


def directions(paper: Paper) -> Iterator[Finding]:
    """DIRECTION: people served with ≤, satisfaction with ≤, consumption or errors with ≥."""
    for indicator in paper.entered.indicators:
        target, name = indicator.target, _plain(indicator.name)
        quantity = target.quantity
        if target.kind is not TargetKind.NUMBER or quantity is None or not target.explicit or target.change:
            continue
        more = _GOOD_SHARE.search(name) or (
            quantity.unit.dimension in {"person", "person-time", "household"}
            and "数量" in indicator.subcategory
            and _SERVED.search(name)
        )
        if target.comparator in _DOWN and more and not _BAD_THINGS.search(name):
            yield _direction(paper, indicator, "越多越好", "≥")
        elif target.comparator in _UP and _COST_USE.search(name):
            yield _direction(paper, indicator, "越少越好", "≤")


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


_PER_HEAD = re.compile(r"(?:年均|人均|户均|补助|补贴|救助|资助|发放|慰问|奖励)标准$")


def standards_without_object(paper: Paper) -> Iterator[Finding]:
    """STANDARD_UNIT: a standard (补助标准) in plain 元, with nothing to say per whom."""
    for indicator in paper.entered.indicators:
        quantity = indicator.target.quantity
        if quantity is None or quantity.unit.dimension != "money" or not _PER_HEAD.search(_plain(indicator.name)):
            continue
        if re.search(r"每|/", indicator.target_value) or re.search(r"人均|户均|每[人户辆年]", indicator.name):
            continue
        yield found(
            "STANDARD_UNIT",
            Severity.INFO,
            f"“{indicator.name}”写“{_value(indicator)}”，没有计量对象",
            f"写明每人、每户或每年，如“{_value(indicator)}/人·年”",
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
    shares_without_percent,
    ratios_described,
    counted_units,
    target_against_actual,
    directions,
    directions_in_words,
    misplaced_classes,
    standards_without_object,
    impossible_values,
)
