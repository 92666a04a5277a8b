"""The scoring rules R0 to R10 (计分规则) as functions: target, actual and weight in, score and its written sum out.

A form maps each class of target to a rule; an indicator may name its own in 计分规则. The classes and what applies
where a form says nothing:

========== ======== ==================================================================
class      default  targets
========== ======== ==================================================================
positive   R1       ≥90%、不少于30场、95%以上
more_than  R1       >90%：等于90%不算完成
equal      R2       80人、=100%
reverse    R3       ≤50万元、7天内；成本指标下没有符号的数字也按反向
less_than  R3       <1‰：等于1‰不算完成
range      R1       80%-90%：低于下限按下限比例计分
date       R9       2023年12月31日前
duration   R9       没有写明“以内”“以上”的时限
recurring  R9       按月支付、每月25日；有次数的（每周不少于两期）按次数归入上面各类
qualitative R4      有所提高
yes_no     R5       是/否
execution  R0       预算执行率这一行
========== ======== ==================================================================

R0 may score by interval: ``R0 95%:10 85%:7 75%:5``. R7 names its step and deduction: ``R7 每超1个百分点扣0.5分``,
with another base where it is not the target: ``R7 以100%为基准，每超1个百分点扣0.5分``. R8 only demands an explanation
and leaves the score to the class's rule; R10 leaves it to the official.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.form import ScoringRules
from reportgen.model.indicators import Indicator
from reportgen.model.scorecard import Attainment
from reportgen.quantities.quantity import plain_number, round_half_up
from reportgen.quantities.target_values import Comparator, TargetKind
from reportgen.rules.attainment import Comparison, Judgement, comparison, direction

DEFAULT_RULES: Mapping[str, str] = {
    "positive": "R1",
    "more_than": "R1",
    "equal": "R2",
    "reverse": "R3",
    "less_than": "R3",
    "range": "R1",
    "date": "R9",
    "duration": "R9",
    "recurring": "R9",
    "qualitative": "R4",
    "yes_no": "R5",
    "execution": "R0",
}

_CLASS_OF_KIND = {
    TargetKind.RANGE: "range",
    TargetKind.DATE: "date",
    TargetKind.RECURRING: "recurring",
    TargetKind.QUALITATIVE: "qualitative",
    TargetKind.YES_NO: "yes_no",
}
_CLASS_OF_COMPARATOR = {
    Comparator.AT_LEAST: "positive",
    Comparator.MORE_THAN: "more_than",
    Comparator.AT_MOST: "reverse",
    Comparator.LESS_THAN: "less_than",
}
NOT_COMPUTED = "不能计算："  # begins the formula of a score that lacks its data
_RULE = re.compile(r"\s*[Rr](?P<number>10|[0-9])(?!\d)\s*(?P<details>.*)", re.DOTALL)
_ZERO, _ONE, _HUNDRED = Decimal(0), Decimal(1), Decimal(100)


@dataclass(frozen=True, slots=True)
class Rule:
    """A chosen rule: R1 … R10 and the words after it. *unread* is a 计分规则 that names no known rule."""

    id: str
    details: str = ""
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Computed:
    """A score by rule, unrounded, and the sum as a clerk can check it; *value* is None where a person must judge."""

    value: Decimal | None
    formula: str


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule looks at: one indicator, how it was judged, its 分值, the rule, and the form's scoring."""

    indicator: Indicator
    judgement: Judgement
    weight: Decimal
    rule: Rule
    scoring: ScoringRules

    @property
    def met(self) -> bool:
        """Whether the target was reached."""
        return self.judgement.attainment in {Attainment.MET, Attainment.EXCEEDED}


def target_class(indicator: Indicator) -> str:
    """The class of the indicator's target by which a form chooses the rule; "" for a target that cannot be read."""
    target = indicator.target
    if target.kind in _CLASS_OF_KIND and (target.kind is not TargetKind.RECURRING or target.quantity is None):
        return _CLASS_OF_KIND[target.kind]
    if target.quantity is None:
        return ""
    bare = "duration" if target.kind is TargetKind.DURATION else "equal"
    return _CLASS_OF_COMPARATOR.get(direction(indicator), bare)


def rule_of(indicator: Indicator, scoring: ScoringRules) -> Rule:
    """The rule for *indicator*: its own, else the form's for the class of its target, else the default."""
    default = _read_rule(scoring.rules.get(target_class(indicator)) or DEFAULT_RULES.get(target_class(indicator), ""))
    written = indicator.scoring_rule.strip()
    own = _read_rule(written)
    if not written or own.id == "R8":
        return default
    return own if own.id else Rule(default.id, default.details, unread=written)


def execution_rule(scoring: ScoringRules) -> Rule:
    """The rule of the 预算执行率 row."""
    return _read_rule(scoring.rules.get("execution") or DEFAULT_RULES["execution"])


def _read_rule(text: str) -> Rule:
    match = _RULE.match(text)
    return Rule(f"R{match['number']}", match["details"].strip()) if match else Rule("")


def compute(case: Case) -> Computed:
    """The score of *case* by its rule."""
    if case.judgement.attainment is Attainment.UNDECIDED and case.rule.id not in {"R4", "R10"}:
        return Computed(None, f"{NOT_COMPUTED}{case.judgement.reason}")
    rule = _RULES.get(case.rule.id)
    return rule(case) if rule else Computed(None, "没有可用的计分规则")


def execution_score(rate: Decimal, written: str, weight: Decimal, rule: Rule, decimals: int) -> Computed:
    """R0: 分值 × 执行率, at most the 分值, or by the rule's intervals. *written* is the rate as a division."""
    steps = [(Decimal(limit), Decimal(points)) for limit, points in _INTERVAL.findall(rule.details)]
    if steps:
        percent = rate * _HUNDRED
        points = next((points for limit, points in sorted(steps, reverse=True) if percent >= limit), _ZERO)
        return Computed(min(points, weight), f"{written}={_shown(percent)}%，按区间得{plain_number(points)}")
    if rate > _ONE:
        return Computed(weight, f"{written}={_shown(rate * _HUNDRED)}%，超过100%，得满分{plain_number(weight)}")
    value = weight * max(rate, _ZERO)
    return Computed(value, _sum(f"{written}×{plain_number(weight)}", value, decimals))


_INTERVAL = re.compile(r"(\d+(?:\.\d+)?)%\s*(?:以上)?\s*(?:[:：→]|得)\s*(\d+(?:\.\d+)?)")


def _proportional(case: Case) -> Computed:
    """R1 and R2: full marks when reached, else in proportion to the target."""
    if case.met:
        return _full(case)
    compared = comparison(case.indicator)
    if isinstance(compared, str):
        return Computed(None, f"{NOT_COMPUTED}{compared}")
    if compared.comparator.downward:
        return _not_for(case, "反向指标")
    if compared.target == 0 and compared.comparator is Comparator.EQUAL:
        return Computed(_ZERO, "指标值为0，实际不为0，得0")
    ratio = case.judgement.completion
    if ratio is None:
        return _by_hand(case)
    value = min(max(case.weight * ratio, _ZERO), case.weight)
    written = f"{_actual(compared)}÷{_goal(compared)}×{plain_number(case.weight)}"
    return Computed(value, _sum(written, value, case.scoring.decimals) + _at_the_limit(case, value))


def _reverse(case: Case) -> Computed:
    """R3: full marks up to the target, nothing from twice the target on, in proportion between."""
    if case.met:
        return _full(case)
    compared = comparison(case.indicator)
    if isinstance(compared, str):
        return Computed(None, f"{NOT_COMPUTED}{compared}")
    if not compared.comparator.downward:
        return _not_for(case, "正向指标")
    limit = compared.target if compared.high is None else compared.high
    if compared.actual < limit:
        return _by_hand(case)
    if limit <= 0 or compared.actual >= 2 * limit:
        return Computed(_ZERO, f"{_actual(compared)}达到{_number(limit, compared)}的2倍，得0")
    value = case.weight * (_ONE - (compared.actual - limit) / limit)
    goal = _number(limit, compared)
    written = f"［1－（{_actual(compared)}－{goal}）÷{goal}］×{plain_number(case.weight)}"
    return Computed(value, _sum(written, value, case.scoring.decimals) + _at_the_limit(case, value))


def _qualitative(case: Case) -> Computed:
    """R4: the official chooses a band and a score inside it."""
    limits = band_limits(case.indicator, case.weight, case.scoring)
    if limits is None:
        return Computed(None, "定性指标先填定性等级，再在该等级的分值区间内打分")
    low, high, _ = limits
    band = case.indicator.attainment_band
    return Computed(None, f"定性等级“{band}”，在{plain_number(low)}至{plain_number(high)}分之间打分")


def band_limits(indicator: Indicator, weight: Decimal, scoring: ScoringRules) -> tuple[Decimal, Decimal, bool] | None:
    """Lowest and highest score of the indicator's 定性等级, and whether the highest itself may be given."""
    for band in scoring.attainment_bands:
        if band.name == indicator.attainment_band:
            return band.low * weight, band.high * weight, band.high >= _ONE
    return None


def _all_or_nothing(case: Case) -> Computed:
    """R5: full marks or none."""
    return _full(case) if case.met else Computed(_ZERO, f"{case.judgement.reason}，得0")


def _pass_mark(case: Case) -> Computed:
    """R6: nothing below the pass mark, from there in proportion to what is left."""
    if case.met:
        return _full(case)
    compared = comparison(case.indicator)
    if isinstance(compared, str):
        return Computed(None, f"{NOT_COMPUTED}{compared}")
    if compared.comparator.downward:
        return _not_for(case, "反向指标")
    ratio, mark = case.judgement.completion, case.scoring.pass_mark
    if ratio is None or mark >= _ONE:
        return _by_hand(case)
    share = f"{_actual(compared)}÷{_goal(compared)}"
    if ratio < mark:
        return Computed(_ZERO, f"{share}低于及格线{_shown(mark * _HUNDRED)}%，得0")
    value = min(case.weight * (ratio - mark) / (_ONE - mark), case.weight)
    written = f"（{share}－{_shown(mark)}）÷（1－{_shown(mark)}）×{plain_number(case.weight)}"
    return Computed(value, _sum(written, value, case.scoring.decimals))


_STEP = re.compile(
    r"每(?P<side>超过?|超出|高出?|增加?|低于?|少|差|降低?)?(?P<step>\d+(?:\.\d+)?)?(?P<unit>个?百分点|%|[^\d，,。扣减]{0,4})"
    r"[，,]?(?:扣减?|减)(?P<points>\d+(?:\.\d+)?)分"
)
_BASE = re.compile(r"(?:以|超过|高于|低于|基准)(?P<base>\d+(?:\.\d+)?)(?P<unit>%?)")


def _deduction(case: Case) -> Computed:
    """R7: 分值 less a deduction for each step beyond the base (the target where no base is named), not below 0."""
    step = _STEP.search(case.rule.details)
    if step is None:
        return Computed(None, "R7没有写明扣分办法，如“R7 每超1个百分点扣0.5分”")
    compared = comparison(case.indicator)
    if isinstance(compared, str):
        return Computed(None, f"{NOT_COMPUTED}{compared}")
    if not Decimal(step["step"] or 1):
        return Computed(None, "R7的扣分步长不能为0")
    named = _BASE.search(case.rule.details[: step.start()])
    base = Decimal(named["base"]) if named else compared.target
    falls_short = _falls_short(step["side"] or "", compared)
    excess = base - compared.actual if falls_short else compared.actual - base
    in_percent = compared.unit not in {"%", "％"} and step["unit"] in {"个百分点", "百分点", "%"}
    if in_percent and base == 0:
        return Computed(None, f"{NOT_COMPUTED}基准为0，不能折算百分点")
    points = excess / base * _HUNDRED if in_percent else excess
    if points <= 0:
        return Computed(
            case.weight, f"{_actual(compared)}没有超出{_number(base, compared)}，得满分{plain_number(case.weight)}"
        )
    size, deducted = Decimal(step["step"] or 1), Decimal(step["points"])
    value = max(case.weight - points / size * deducted, _ZERO)
    larger, smaller = (base, compared.actual) if falls_short else (compared.actual, base)
    gap = f"{_number(larger, compared)}－{_number(smaller, compared)}"
    over = f"（{gap}）÷{_number(base, compared)}×100" if in_percent else f"（{gap}）"
    written = f"{plain_number(case.weight)}－{over}÷{plain_number(size)}×{plain_number(deducted)}"
    return Computed(value, _sum(written, value, case.scoring.decimals))


def _falls_short(side: str, compared: Comparison) -> bool:
    """Whether the rule deducts for what is missing rather than for what is too much."""
    if side:
        return side[0] in "低少差降"
    return not compared.comparator.downward


def _on_time(case: Case) -> Computed:
    """R9: full marks in time; later the local rule decides, which the official applies."""
    return _full(case) if case.met else Computed(None, f"{case.judgement.reason}，按本地规定评定得分")


def _by_hand(case: Case) -> Computed:
    return Computed(None, f"{case.judgement.reason}，由单位评定得分")


_RULES: Mapping[str, Callable[[Case], Computed]] = {
    "R1": _proportional,
    "R2": _proportional,
    "R3": _reverse,
    "R4": _qualitative,
    "R5": _all_or_nothing,
    "R6": _pass_mark,
    "R7": _deduction,
    "R9": _on_time,
    "R10": _by_hand,
}


def _full(case: Case) -> Computed:
    return Computed(case.weight, f"{case.judgement.reason}，得满分{plain_number(case.weight)}")


def _not_for(case: Case, kind: str) -> Computed:
    return Computed(None, f"{case.rule.id}不适用于{kind}，请改“计分规则”")


def _at_the_limit(case: Case, value: Decimal) -> str:
    """The remark on a target that only equality missed (>90% and 90%), which the proportion gives full marks."""
    return "（等于指标值，未完成，按比例为满分，请核实）" if value == case.weight else ""


def _actual(compared: Comparison) -> str:
    return compared.actual_text or _number(compared.actual, compared)


def _goal(compared: Comparison) -> str:
    return _number(compared.target, compared)


def _number(value: Decimal, compared: Comparison) -> str:
    return f"{plain_number(value)}{compared.unit if compared.unit in {'%', '％', '‰'} else ''}"


def _shown(value: Decimal) -> str:
    return plain_number(round_half_up(value, 4))


def _sum(written: str, value: Decimal, decimals: int) -> str:
    """``74÷80×1=0.925→0.93``: the sum, its exact value or four decimals of it, and the value rounded half up."""
    shown, rounded = round_half_up(value, 4), round_half_up(value, decimals)
    text = f"{written}{'=' if shown == value else '≈'}{plain_number(shown)}"
    return text if rounded == shown else f"{text}→{rounded}"
