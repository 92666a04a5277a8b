"""Actual values and scores (完成值与得分): words for numbers, 元 for 万元, no grade, points unexplained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.quantities.quantity import plain_number, round_half_up
from reportgen.quantities.target_values import Comparator, TargetKind

_WORDS_ONLY = re.compile(r"[^\d一二三四五六七八九十百千万]{0,20}")


_LEAST_WORD = 2  # a character alone was cut out of a sentence


def actuals_without_number(paper: Paper) -> Iterator[Finding]:
    """ACTUAL_WITHOUT_NUMBER: a target in numbers, an actual value in words alone (达成指标). One finding for all."""
    rows = [
        indicator
        for indicator in paper.entered.indicators
        if indicator.target.kind in {TargetKind.NUMBER, TargetKind.RANGE}
        and indicator.target.quantity is not None
        and indicator.actual_value
        and indicator.actual.quantity is None
        and indicator.actual.low is None
        and _WORDS_ONLY.fullmatch(indicator.actual_value)
        and len(indicator.actual_value) >= _LEAST_WORD
    ]
    if rows:
        names = "、".join(f"“{row.name}”（{row.target_value}）" for row in rows[:3])
        yield found(
            "ACTUAL_WITHOUT_NUMBER",
            Severity.WARNING,
            f"{names}{f'等{len(rows)}项' if len(rows) > 3 else ''}指标值是数字，"
            f"实际完成值只写“{rows[0].actual_value}”，无法核对",
            "填写实际完成的数",
            *(paper.place(row.origin("actual_value"), row.actual_value) for row in rows),
        )


_GRADES = re.compile(r"达成|部分达成|未达成|优|良|中|差|[好较]好|合格|档")


def qualitative_without_grade(paper: Paper) -> Iterator[Finding]:
    """QUALITATIVE_NO_GRADE: 定性 indicators whose actual value is a slogan or a copy of the target, with no grade."""
    rows = [
        indicator
        for indicator in paper.entered.department_indicators
        if indicator.target.kind is TargetKind.QUALITATIVE
        and indicator.actual_value
        and not indicator.attainment_band
        and not _GRADES.search(indicator.actual_value)
        and not re.search(r"\d", indicator.actual_value)
        and not re.search(r"及时$|时效", indicator.name + indicator.subcategory)
    ]
    if not rows:
        return
    copied = [row for row in rows if _plain(row.actual_value) == _plain(row.target_value)]
    worst = copied or rows
    full = [row for row in rows if row.score is not None and row.score == row.max_score]
    yield found(
        "QUALITATIVE_NO_GRADE",
        Severity.WARNING,
        _without_grade(worst[0].name, len(rows))
        + (f"，{_some(copied, rows)}照抄指标值（“{copied[0].actual_value}”）" if copied else "")
        + (f"，{_some(full, rows)}得满分" if full else ""),
        "逐项写明档次和依据（数据、事例）",
        *(paper.place(row.origin("actual_value"), row.actual_value) for row in rows),
        subject=worst[0].name,
    )


def _without_grade(name: str, number: int) -> str:
    named = f"定性指标“{name}”" if number == 1 else f"“{name}”等{number}项定性指标"
    return f"{named}的实际完成值没有写达成、部分达成或未达成"


def _some(rows: Sequence[Indicator], of: Sequence[Indicator]) -> str:
    return "" if len(of) == 1 else f"其中{len(rows)}项"


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text)


def actual_equals_target(paper: Paper) -> Iterator[Finding]:
    """ACTUAL_EQUALS_TARGET: several rates exactly at their floor, as if copied. One note for all."""
    rows = [
        indicator
        for indicator in paper.entered.department_indicators
        if indicator.target.quantity is not None
        and indicator.actual.quantity is not None
        and indicator.target.comparator in {Comparator.AT_LEAST, Comparator.MORE_THAN}
        and indicator.target.quantity.unit.dimension == "share"
        and indicator.target.quantity.base < 100
        and indicator.target.quantity.same_amount(indicator.actual.quantity)
    ]
    if len(rows) >= 3:
        names = "、".join(f"“{row.name}”{row.actual_value}" for row in rows[:3])
        yield found(
            "ACTUAL_EQUALS_TARGET",
            Severity.INFO,
            f"{len(rows)}项比率的实际完成值恰好等于目标下限：{names}{'等' if len(rows) > 3 else ''}",
            "逐项核对原始记录，写明分子和分母",
            *(paper.place(row.origin("actual_value"), row.actual_value) for row in rows),
        )


_THOUSANDFOLD = 1000


def magnitudes(paper: Paper) -> Iterator[Finding]:
    """UNIT_TARGET_ACTUAL: ≥8000万元 planned and 8320元 reached: one number in two units that lie worlds apart."""
    for indicator in paper.entered.indicators:
        goal, reached = indicator.target.quantity, indicator.actual.quantity
        if goal is None or reached is None or goal.unit.symbol == reached.unit.symbol or not goal.comparable(reached):
            continue
        low, high = sorted((goal.base, reached.base))
        near = goal.value and Decimal("0.3") <= reached.value / goal.value <= 3
        if near and low and high >= low * _THOUSANDFOLD:
            yield found(
                "UNIT_TARGET_ACTUAL",
                Severity.ERROR,
                f"“{indicator.name}”指标值“{indicator.target_value.strip()}”，实际完成值“{indicator.actual_value}”，"
                f"单位一处是{goal.unit.symbol}，一处是{reached.unit.symbol}，相差一千倍以上",
                f"按“{goal.unit.symbol}”填写实际完成值，或改正指标值的单位",
                paper.place(indicator.origin("actual_value"), indicator.actual_value),
                paper.place(indicator.origin("target_value"), indicator.target_value),
                subject=indicator.name,
            )


def score_unexplained(paper: Paper) -> Iterator[Finding]:
    """SCORE_UNEXPLAINED: points were lost though every indicator is called reached and none has a score."""
    conclusion = paper.entered.conclusion
    total = conclusion.total_score
    rows = paper.entered.department_indicators
    if total is None or total >= 100 or len(rows) < 3 or any(row.score is not None for row in rows):
        return
    prose = "".join(passage.text for passage in paper.passages)
    if re.search(
        r"扣[减了除]?\s*\d|得\s*\d[\d.]*\s*分[，,、；].{0,40}得\s*\d|\d\s*分(?:中|制)?得|扣分|\d分[、，][^。；]{2,10}?\d[\d.]*分",
        prose,
    ):
        return
    rating = "" if conclusion.rating else "，也没有写评价等级"
    yield found(
        "SCORE_UNEXPLAINED",
        Severity.ERROR,
        f"自评得分{plain_number(total)}分，{len(rows)}项指标都没有分值和得分，"
        f"看不出{plain_number(100 - total)}分扣在哪里{rating}",
        "附评分表，写明各项分值、得分和扣分原因，以及评价等级",
        paper.place(conclusion.origin("total_score"), f"{plain_number(total)}分"),
    )


def total_precision(paper: Paper) -> Iterator[Finding]:
    """TOTAL_PRECISION: the total printed with fewer decimals than the scores it adds up."""
    conclusion = paper.entered.conclusion
    stated = conclusion.total_score
    rows = paper.entered.department_indicators
    line = paper.entered.budget_line()
    scores = [row.score for row in rows]
    if stated is None or not rows or None in scores:
        return
    if line is not None and line.score is not None:
        scores.append(line.score)
    total = sum((value for value in scores if value is not None), Decimal(0))
    exponent = stated.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    if stated != total and round_half_up(total, places) == stated and abs(stated - total) < 1:
        yield found(
            "TOTAL_PRECISION",
            Severity.WARNING,
            f"总分写{stated}分，各项得分合计{plain_number(total)}分，小数位数不一致",
            f"总分写{plain_number(total)}分，或全表统一保留{places}位小数并注明四舍五入",
            paper.place(conclusion.origin("total_score"), str(stated)),
        )


DETECTORS: tuple[Detector, ...] = (
    actuals_without_number,
    qualitative_without_grade,
    actual_equals_target,
    magnitudes,
    score_unexplained,
    total_precision,
)
