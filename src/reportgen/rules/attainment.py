"""Was a target reached (指标是否完成)? Judged by value, unit and direction, never by the word beside the number."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from reportgen.model.indicators import Indicator
from reportgen.model.scorecard import Attainment
from reportgen.quantities.quantity import Quantity, plain_number, round_half_up
from reportgen.quantities.target_dates import in_fiscal_year
from reportgen.quantities.target_values import Comparator, TargetKind, TargetValue
from reportgen.quantities.units import NO_UNIT, PERCENT, unit_named
from reportgen.rules.statements import Statement, repeats_key_words, statement_of

_NUMERIC = frozenset({TargetKind.NUMBER, TargetKind.RANGE, TargetKind.DURATION})
_PER_YEAR = ("/年", "/年度")


class Judgement(NamedTuple):
    """Whether a target was reached, the completion as a plain ratio where that has a meaning, and why in Chinese."""

    attainment: Attainment
    completion: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Actual and target as numbers of one unit. *high* is the upper end of a range, whose lower end is *target*.

    A decrease asked for (比上年下降≥5%) is held as the size of the decrease, so that more is better.
    *bound* tells that the actual value itself is only a bound (95%以上).
    """

    actual: Decimal
    target: Decimal
    comparator: Comparator
    unit: str
    high: Decimal | None = None
    bound: Comparator | None = None
    actual_text: str = ""  # the actual value as a clerk would write it down, 3037÷3133 where it is a share of a count


def attainment(indicator: Indicator, year: int | None) -> Judgement:
    """Judge *indicator* of the fiscal *year*; what cannot be judged is UNDECIDED, with the reason.

    >90% is not met by 90%, ≤ is met from below, and a bare number is met from its value up. A bare number under
    成本指标 is a ceiling. A deadline is met by an earlier date or by words such as 按时完成, a qualitative target by
    its 定性等级 or by words that state it.
    """
    target, actual = indicator.target, indicator.actual
    if target.kind is TargetKind.EMPTY:
        return _undecided("没有填指标值")
    if target.kind is TargetKind.QUALITATIVE:
        return _qualitative(indicator)
    if actual.kind is TargetKind.EMPTY:
        return _undecided("没有填实际完成值")
    if target.kind is TargetKind.UNDECIDED:
        return _undecided(f"指标值“{target.text}”不能判定：{target.note}")
    if target.kind is TargetKind.YES_NO:
        return _yes_no(target, actual)
    if target.kind is TargetKind.DATE:
        return _date(target, actual, year)
    if target.kind is TargetKind.RECURRING:
        return _recurring(indicator)
    compared = comparison(indicator)
    if isinstance(compared, Comparison):
        return _every_value(_numeric(compared, target), indicator)
    stated = _by_words(actual)
    if stated is not None and (target.kind is TargetKind.DURATION or stated.attainment is Attainment.MISSED):
        return stated
    return _undecided(compared)


def comparison(indicator: Indicator) -> Comparison | str:
    """Target and actual in one unit, or why they cannot be compared, in Chinese.

    A rate may be made from a count: actual 3037人 of 100%(3133人), or the entered 分子 and 分母.
    """
    target, actual = indicator.target, indicator.actual
    goal = target.quantity or target.low
    if goal is None:
        return f"指标值“{target.text}”不是数值"
    found = _actual_number(indicator, goal)
    if isinstance(found, str):
        return found
    if actual.quantity is not None and target.change != actual.change and _same_dimension(goal, actual.quantity):
        return "指标值和实际完成值一个是变动幅度，一个是水平，不能比较"
    number, text = found
    value = _in_unit(number, goal)
    high = None if target.high is None else _in_unit(target.high, goal)
    bound = actual.comparator if actual.explicit and actual.comparator is not Comparator.EQUAL else None
    if _decrease(target):
        return Comparison(-value, -goal.value, direction(indicator), goal.unit.symbol, actual_text=text.lstrip("-"))
    return Comparison(value, goal.value, direction(indicator), goal.unit.symbol, high, bound, text)


def direction(indicator: Indicator) -> Comparator:
    """In which direction the target of *indicator* is met.

    A bare number is EQUAL, but a ceiling under 成本指标; a decrease (比上年下降≥5%) is met by a larger decrease.
    """
    target = indicator.target
    comparator = target.comparator or Comparator.EQUAL
    costs = "成本" in indicator.subcategory or "成本" in indicator.category
    if _decrease(target):
        return {Comparator.AT_MOST: Comparator.AT_LEAST, Comparator.LESS_THAN: Comparator.MORE_THAN}.get(
            comparator, comparator
        )
    if comparator is Comparator.EQUAL and costs and not target.explicit:
        return Comparator.AT_MOST
    return comparator


def _decrease(target: TargetValue) -> bool:
    goal = target.quantity or target.low
    return target.change and goal is not None and goal.value < 0


def _actual_number(indicator: Indicator, goal: Quantity) -> tuple[Quantity, str] | str:
    """The actual value in the target's dimension with its text, or why there is none."""
    target, actual = indicator.target, indicator.actual
    candidates = [number for number in (actual.quantity, actual.low) if number is not None]
    for number in candidates:
        if _same_dimension(goal, number):
            return number, _written(number, goal)
    numerator, denominator = indicator.numerator, indicator.denominator
    if goal.unit.dimension == "share" and numerator is not None and denominator:
        share = Quantity(numerator / denominator * 100, PERCENT)
        return share, f"{plain_number(numerator)}÷{plain_number(denominator)}"
    if goal.unit.dimension == "share":
        for whole in target.details:
            for part in candidates:
                if whole.comparable(part) and whole.value:
                    share = Quantity(part.ratio_to(whole) * 100, PERCENT)
                    return share, f"{plain_number(part.value)}÷{plain_number(whole.to(part.unit).value)}"
    for number in actual.details:
        if goal.comparable(number):
            return number, _written(number, goal)
    if not candidates:
        return f"实际完成值“{actual.text}”没有数字，不能与指标值{target.text}核对"
    return f"指标值{target.text}与实际完成值{actual.text}单位不同，不能比较"


def _same_dimension(goal: Quantity, number: Quantity) -> bool:
    if NO_UNIT in {goal.unit, number.unit}:
        return True
    return goal.comparable(number) or _yearly(goal).comparable(_yearly(number))


def _yearly(number: Quantity) -> Quantity:
    """2次/年 as 2次: the report is about one year."""
    for ending in _PER_YEAR:
        if number.unit.symbol.endswith(ending):
            return Quantity(number.value, unit_named(number.unit.symbol.removesuffix(ending)))
    return number


def _in_unit(number: Quantity, goal: Quantity) -> Decimal:
    if NO_UNIT in {goal.unit, number.unit}:
        return number.value
    if goal.comparable(number):
        return number.to(goal.unit).value
    return _yearly(number).to(_yearly(goal).unit).value


def _written(number: Quantity, goal: Quantity) -> str:
    share = goal.unit.symbol if goal.unit.dimension == "share" else ""
    return f"{plain_number(_in_unit(number, goal))}{share}"


def _numeric(compared: Comparison, target: TargetValue) -> Judgement:
    if target.kind is TargetKind.DURATION and compared.comparator is Comparator.EQUAL:
        if compared.actual == compared.target:
            return Judgement(Attainment.MET, None, "与指标值相同")
        return _undecided("指标值没有写明是“以内”还是“以上”，请补充计算符号")
    if compared.high is not None:
        return _in_range(compared, compared.high)
    actual, goal = _shown(compared), f"指标值{target.text}"
    reached, level = _reaches(compared), compared.actual == compared.target
    if reached is None:
        return _undecided(f"实际完成值只写了界限，不能判定是否达到{goal}")
    if compared.comparator.downward:
        words = "，符合" if reached else "，等于而没有低于" if level else "，超过"
        return Judgement(Attainment.MET if reached else Attainment.MISSED, None, f"实际{actual}{words}{goal}")
    ratio = compared.actual / compared.target if compared.target > 0 else None
    if not reached:
        words = "，等于而没有超过" if level else "，没有达到"
        return Judgement(Attainment.MISSED, ratio, f"实际{actual}{words}{goal}")
    if compared.comparator is Comparator.EQUAL and compared.actual > compared.target:
        return Judgement(Attainment.EXCEEDED, ratio, f"实际{actual}，超过{goal}")
    return Judgement(Attainment.MET, ratio, f"实际{actual}，达到{goal}")


def _every_value(first: Judgement, indicator: Indicator) -> Judgement:
    """*first* for a cell of one value; a compound target is reached only when each of its values is."""
    target, actual = indicator.target, indicator.actual
    if not target.compound or first.attainment not in {Attainment.MET, Attainment.EXCEEDED}:
        return first
    comparator = direction(indicator)
    for goal in target.details:
        found = next((number for number in actual.details if goal.comparable(number)), None)
        if found is None:
            return _undecided(f"指标值有多个数值，实际完成值没有与{goal}对应的数字；请分成几个指标")
        value = found.to(goal.unit).value
        if _reaches(Comparison(value, goal.value, comparator, goal.unit.symbol)) is False:
            return Judgement(Attainment.MISSED, None, f"实际{found}没有达到指标值中的{goal}")
    return first


def _reaches(compared: Comparison) -> bool | None:
    """Whether the target is reached; None where the actual value is a bound that leaves it open."""
    actual, target, comparator = compared.actual, compared.target, compared.comparator
    met = {
        Comparator.AT_LEAST: actual >= target,
        Comparator.MORE_THAN: actual > target,
        Comparator.AT_MOST: actual <= target,
        Comparator.LESS_THAN: actual < target,
        Comparator.EQUAL: actual == 0 if target == 0 else actual >= target,
    }[comparator]
    bound = compared.bound
    if bound is None:
        return met
    upward = comparator.upward or comparator is Comparator.EQUAL
    if bound.upward == upward:
        # 95%以上 reaches ≥90%; >90% reaches >90%; whether it reaches ≥98% is open.
        strict = bound in {Comparator.MORE_THAN, Comparator.LESS_THAN} and actual == target
        return True if met or strict else None
    return None if met else False


def _shown(compared: Comparison) -> str:
    """The actual value in a reason: as it was worked out from a count, and never with a tail of decimals."""
    rounded = round_half_up(compared.actual, 4)
    number = f"{plain_number(rounded)}{compared.unit}"
    if compared.actual_text and not compared.actual_text.startswith(plain_number(compared.actual)):
        return f"{compared.actual_text}{'=' if rounded == compared.actual else '≈'}{number}"
    return number


def _in_range(compared: Comparison, high: Decimal) -> Judgement:
    actual = _shown(compared)
    limits = f"{plain_number(compared.target)}{compared.unit}至{plain_number(high)}{compared.unit}"
    ceiling = compared.comparator.downward
    if compared.bound is not None:
        return _undecided(f"实际完成值只写了界限，不能判定是否在{limits}之间")
    if compared.actual > high:
        return Judgement(Attainment.MISSED if ceiling else Attainment.EXCEEDED, None, f"实际{actual}高于{limits}")
    if compared.actual < compared.target and not ceiling:
        ratio = compared.actual / compared.target if compared.target > 0 else None
        return Judgement(Attainment.MISSED, ratio, f"实际{actual}低于{limits}")
    place = "在" if compared.actual >= compared.target else "低于"
    return Judgement(Attainment.MET, None, f"实际{actual}{place}{limits}{'之间' if place == '在' else '，有节约'}")


def _date(target: TargetValue, actual: TargetValue, year: int | None) -> Judgement:
    if target.latest is None:
        return _undecided(target.note or f"指标值“{target.text}”没有写明日期")
    deadline = _resolved(target.latest, year, target)
    if year is not None and deadline.year < year:
        return _undecided(f"指标值日期{_chinese(deadline)}早于{year}年度，请核对")
    stated = statement_of(actual.text)
    if stated is Statement.NOT_REACHED:
        return Judgement(Attainment.MISSED, None, f"实际完成值写明“{actual.text}”")
    if actual.kind is not TargetKind.DATE or actual.latest is None:
        return _by_words(actual) or _undecided(f"实际完成值“{actual.text}”没有写明完成日期")
    done = _resolved(actual.latest, year, actual)
    begun = None if actual.earliest is None else _resolved(actual.earliest, year, actual)
    if begun is None and done <= deadline and stated is not Statement.REACHED:
        return _undecided("实际完成值只写了期限，没有写明是否完成")
    if done > deadline:
        if begun is not None and begun <= deadline:
            return _undecided(f"实际完成值没有写明在{_chinese(deadline)}之前还是之后完成")
        return Judgement(Attainment.MISSED, None, f"实际完成值“{actual.text}”晚于{_chinese(deadline)}")
    if _whole_year(target, year) and done < deadline and stated is not Statement.REACHED:
        return _undecided(f"指标值要求全年，实际完成值只到{_chinese(done)}")
    when = f"{_chinese(done)}前" if begun is None else _chinese(done)
    return Judgement(Attainment.MET, None, f"实际{when}完成，不晚于{_chinese(deadline)}")


def _whole_year(target: TargetValue, year: int | None) -> bool:
    """Whether the target is a state to last the year (2023年全年), not a task to finish within it."""
    if target.earliest is None or target.latest is None:
        return False
    first, last = _resolved(target.earliest, year, target), _resolved(target.latest, year, target)
    lasts = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return lasts and "完成" not in target.text


def _resolved(date: dt.date, year: int | None, value: TargetValue) -> dt.date:
    return date if year is None else in_fiscal_year(date, year, value.text)


def _chinese(date: dt.date) -> str:
    return f"{date.year}年{date.month}月{date.day}日" if date.year > 2 else f"{date.month}月{date.day}日"


def _recurring(indicator: Indicator) -> Judgement:
    target, actual = indicator.target, indicator.actual
    if target.quantity is not None:
        compared = comparison(indicator)
        if isinstance(compared, Comparison):
            return _numeric(compared, target)
    if re.sub(r"\s", "", actual.text) == re.sub(r"\s", "", target.text):
        return Judgement(Attainment.MET, None, "与指标值相同")
    return _by_words(actual) or _undecided(f"实际完成值“{actual.text}”没有写明是否做到“{target.text}”")


def _qualitative(indicator: Indicator) -> Judgement:
    band, target, actual = indicator.attainment_band, indicator.target, indicator.actual
    if band:
        met = band == "达成"
        return Judgement(Attainment.MET if met else Attainment.MISSED, None, f"定性等级为“{band}”")
    if actual.kind is TargetKind.EMPTY:
        return _undecided("没有填实际完成值，也没有填定性等级")
    if actual.kind is TargetKind.UNDECIDED or actual.kind in _NUMERIC:
        return _undecided(f"指标值“{target.text}”是定性的，实际完成值“{actual.text}”是数值，请填定性等级")
    stated = _by_words(actual)
    if stated is not None:
        return stated
    if repeats_key_words(target.text, actual.text):
        return Judgement(Attainment.MET, None, "实际完成值写明了指标值的内容")
    return _undecided("定性指标没有填定性等级，文字也不能判定是否达成")


def _yes_no(target: TargetValue, actual: TargetValue) -> Judgement:
    wanted, given = target.text.strip(), actual.text.strip()
    if given in {"是", "否"}:
        if wanted in {"是", "否"}:
            met = given == wanted
        elif re.search(r"超|违|投诉|事故|拖欠|滞留|挪用|舞弊|问题", wanted):
            return _undecided(f"“{wanted}”答“{given}”是好是差不能判定")
        else:
            met = given == "是"
        return Judgement(Attainment.MET if met else Attainment.MISSED, None, f"实际完成值为“{given}”")
    return _by_words(actual) or _undecided(f"指标值是是/否，实际完成值“{given}”没有回答")


def _by_words(actual: TargetValue) -> Judgement | None:
    """The judgement that the words of the actual value state outright, if they do."""
    stated = statement_of(actual.text)
    if stated is Statement.REACHED:
        return Judgement(Attainment.MET, None, f"实际完成值写明“{actual.text}”")
    if stated is Statement.NOT_REACHED:
        return Judgement(Attainment.MISSED, None, f"实际完成值写明“{actual.text}”")
    return None


def _undecided(reason: str) -> Judgement:
    return Judgement(Attainment.UNDECIDED, None, reason)
