"""What is wrong with the scores (得分核对): overrides without reason, limits, weights, totals and 等级.

Each check is a function in CHECKS; every message names the indicator, both values and what to change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.finding import Finding, Severity
from reportgen.model.form import ScoringRules
from reportgen.model.indicators import Indicator
from reportgen.model.origin import Origin
from reportgen.model.scorecard import Attainment, Scorecard, ScoredRow
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.quantities.quantity import plain_number, round_half_up
from reportgen.quantities.target_values import TargetKind
from reportgen.rules.score_rules import NOT_COMPUTED, Rule, band_limits

_REACHED = frozenset({Attainment.MET, Attainment.EXCEEDED})


@dataclass(frozen=True, slots=True)
class ScoredIndicator:
    """An indicator, its row of the scorecard and the rule that scored it."""

    indicator: Indicator
    row: ScoredRow
    rule: Rule

    @property
    def label(self) -> str:
        """What the row is called in a message, also where 三级指标 is missing."""
        return self.indicator.called


@dataclass(frozen=True, slots=True)
class Examined:
    """What a check looks at."""

    entered: SelfEvaluation
    scoring: ScoringRules
    card: Scorecard
    indicators: tuple[ScoredIndicator, ...]


Check = Callable[[Examined], Iterator[Finding]]


def examine_scores(
    entered: SelfEvaluation, scoring: ScoringRules, card: Scorecard, indicators: tuple[ScoredIndicator, ...]
) -> Iterator[Finding]:
    """Everything wrong with the scores of *card*, in the order of CHECKS."""
    examined = Examined(entered, scoring, card, indicators)
    for check in CHECKS:
        yield from check(examined)


def limits(examined: Examined) -> Iterator[Finding]:
    """得分大于分值, or below zero."""
    for row, label, origin in _all_rows(examined):
        given, most = row.entered, row.max_score
        if given is None:
            continue
        if given < 0:
            yield _finding(
                "SCORE_NEGATIVE",
                Severity.ERROR,
                f"“{label}”得分{plain_number(given)}小于0",
                "得分最低为0，改正得分",
                label,
                origin,
            )
        elif most is not None and given > most:
            yield _finding(
                "SCORE_ABOVE_MAX",
                Severity.ERROR,
                f"“{label}”得分{plain_number(given)}大于分值{plain_number(most)}",
                "改正得分或分值",
                label,
                origin,
            )


def missing_scores(examined: Examined) -> Iterator[Finding]:
    """没有得分, and the rules cannot compute one."""
    for row, label, origin in _all_rows(examined):
        if row.score is None and row.max_score is not None:
            yield _finding(
                "SCORE_MISSING",
                Severity.WARNING,
                f"“{label}”分值{plain_number(row.max_score)}，没有填得分，也不能按规则计算：{row.formula.removeprefix(NOT_COMPUTED)}",
                "填写得分，或补齐计算所需的数据",
                label,
                origin,
            )


def missing_weights(examined: Examined) -> Iterator[Finding]:
    """没有填分值: told once for all the rows concerned."""
    bare = [item for item in examined.indicators if item.row.max_score is None]
    if bare:
        names = "、".join(f"“{item.label}”" for item in bare[:3])
        many = f"等{len(bare)}项指标" if len(bare) > 3 else f"{len(bare)}项指标"
        yield _finding(
            "WEIGHT_MISSING",
            Severity.WARNING,
            f"{names}{many}没有填分值，不能计算得分和总分",
            "在“指标”表填写分值",
            "分值",
            *(item.indicator.origin("max_score") for item in bare[:5]),
        )


def unread_rules(examined: Examined) -> Iterator[Finding]:
    """计分规则写法不能识别."""
    for item in examined.indicators:
        if item.rule.unread:
            applied = f"，已按{item.rule.id}计算" if item.rule.id else ""
            yield _finding(
                "RULE_UNKNOWN",
                Severity.WARNING,
                f"“{item.label}”计分规则“{item.rule.unread}”不能识别{applied}",
                "计分规则填R1至R10，可在后面写明参数，如“R7 每超1个百分点扣0.5分”；留空则自动选用",
                item.label,
                item.indicator.origin("scoring_rule"),
            )


def overrides(examined: Examined) -> Iterator[Finding]:
    """得分与规则计算不一致而没有说明: among them targets met that lose points and targets missed at full marks."""
    for item in examined.indicators:
        row, indicator = item.row, item.indicator
        if row.entered is None or row.max_score is None or indicator.score_reason or _out_of_limits(row):
            continue
        given, most = plain_number(row.entered), plain_number(row.max_score)
        values = f"指标值{indicator.target_value}，实际完成{indicator.actual_value or indicator.attainment_band}"
        origins = (indicator.origin("score"), indicator.origin("actual_value"))
        if row.attainment in _REACHED and row.entered < row.max_score and not _banded(item):
            yield _finding(
                "MET_POINTS_LOST",
                Severity.WARNING,
                f"“{item.label}”{values}，已完成，得分{given}，低于分值{most}",
                f"改为{most}，或在“得分说明”中写明扣分理由",
                item.label,
                *origins,
            )
        elif row.attainment is Attainment.MISSED and row.entered == row.max_score and not _banded(item):
            by_rule = "" if row.computed is None else f"，按{row.rule}计算为{_rounded(row.computed, examined)}"
            yield _finding(
                "MISSED_FULL_MARKS",
                Severity.WARNING,
                f"“{item.label}”{values}，未完成，却得满分{given}{by_rule}",
                "改正得分或实际完成值，或在“得分说明”中写明理由",
                item.label,
                *origins,
            )
        elif row.overridden and row.computed is not None:
            right = _rounded(row.computed, examined)
            yield _finding(
                "SCORE_OVERRIDE",
                Severity.WARNING,
                f"“{item.label}”得分填{given}，按{row.rule}计算为{right}（{row.formula}），没有填得分说明",
                f"改为{right}，或在“得分说明”中写明理由",
                item.label,
                *origins,
            )


def execution_override(examined: Examined) -> Iterator[Finding]:
    """预算执行率得分与计算不一致: a row for which there is no 得分说明, only 偏差原因."""
    row, line = examined.card.row_of(""), examined.entered.budget_line()
    if row is None or line is None or not row.overridden or row.computed is None or row.entered is None:
        return
    if _out_of_limits(row):
        return
    right = _rounded(row.computed, examined)
    yield _finding(
        "SCORE_OVERRIDE",
        Severity.WARNING,
        f"“{row.name}”得分填{plain_number(row.entered)}，按{row.rule}计算为{right}（{row.formula}）",
        f"改为{right}，或核对全年预算数和全年执行数",
        row.name,
        line.origin("score"),
        line.origin("actual_expenditure"),
    )


def bands(examined: Examined) -> Iterator[Finding]:
    """定性指标得分不在等级的分值区间内."""
    for item in examined.indicators:
        row = item.row
        if row.entered is None or row.max_score is None or not _banded(item):
            continue
        found = band_limits(item.indicator, row.max_score, examined.scoring)
        if found is None:
            continue
        low, high, inclusive = found
        if low <= row.entered < high or (inclusive and row.entered == high):
            continue
        reach = f"{plain_number(low)}至{plain_number(high)}分{'' if inclusive else f'（不含{plain_number(high)}）'}"
        yield _finding(
            "SCORE_OUTSIDE_BAND",
            Severity.ERROR,
            f"“{item.label}”定性等级“{item.indicator.attainment_band}”的得分应为{reach}，填{plain_number(row.entered)}",
            "改正得分或定性等级",
            item.label,
            item.indicator.origin("score"),
            item.indicator.origin("attainment_band"),
        )


def weight_total(examined: Examined) -> Iterator[Finding]:
    """分值合计不等于总分."""
    if not examined.indicators or any(row.max_score is None for row in examined.card.rows):
        return
    found, wanted = examined.card.max_total, examined.scoring.total
    if found != wanted:
        yield _finding(
            "WEIGHT_TOTAL",
            Severity.ERROR,
            f"各项分值合计{plain_number(found)}分，应为{plain_number(wanted)}分，"
            f"{'多' if found > wanted else '少'}{plain_number(abs(found - wanted))}分",
            "核对各项指标的分值",
            "分值",
            *(item.indicator.origin("max_score") for item in examined.indicators[:5]),
        )
    stated = examined.entered.conclusion.total_max_score
    if stated is not None and stated != found:
        yield _finding(
            "WEIGHT_TOTAL",
            Severity.ERROR,
            f"总分值填{plain_number(stated)}分，各项分值合计{plain_number(found)}分",
            "改正总分值或各项分值",
            "总分值",
            examined.entered.conclusion.origin("total_max_score"),
        )


def category_weights(examined: Examined) -> Iterator[Finding]:
    """一级指标权重与表样规定或填报的权重不一致."""
    sums: dict[str, Decimal] = {}
    places: dict[str, list[Origin | None]] = {}
    for item in examined.indicators:
        if item.row.max_score is None:
            return
        name = _category(item.indicator.category)
        sums[name] = sums.get(name, Decimal(0)) + item.row.max_score
        places.setdefault(name, []).append(item.indicator.origin("max_score"))
    if not sums:
        return
    for printed in examined.entered.weights:
        name = _category(printed.category)
        found = sums.get(name, Decimal(0))
        if not found and "执行" in name:
            continue  # its row stands in the table of the budget
        if printed.weight is not None and printed.weight != found:
            yield _finding(
                "CATEGORY_WEIGHT_SUM",
                Severity.ERROR,
                f"“{printed.category}”权重填{plain_number(printed.weight)}分，所属各项分值合计{plain_number(found)}分",
                "改正权重或各项分值",
                printed.category,
                printed.origin("weight"),
                *places.get(name, ()),
            )
    wanted = {_category(name): (name, weight) for name, weight in examined.scoring.category_weights.items()}
    for name in dict.fromkeys([*wanted, *sums]) if wanted else ():
        label, weight = wanted.get(name, (f"{name}指标", Decimal(0)))
        found = sums.get(name, Decimal(0))
        if found != weight:
            yield _finding(
                "CATEGORY_WEIGHT_FORM",
                Severity.WARNING,
                f"“{label}”各项分值合计{plain_number(found)}分，表样规定{plain_number(weight)}分",
                "按表样调整分值；本地另有规定的，在自评结论中说明",
                label,
                *places.get(name, ()),
            )


def stated_total(examined: Examined) -> Iterator[Finding]:
    """填报的总分或等级与各项得分不符."""
    card, conclusion = examined.card, examined.entered.conclusion
    if card.total is None:
        return
    stated = conclusion.total_score
    if stated is not None:
        exponent = stated.as_tuple().exponent
        places = max(-exponent, 0) if isinstance(exponent, int) else 0
        right = round_half_up(card.total, places)
        if stated != right:
            yield _finding(
                "TOTAL_MISMATCH",
                Severity.ERROR,
                f"自评总分填{stated}分，各项得分合计{plain_number(card.total)}分",
                f"总分改为{plain_number(card.total)}分，或核对各项得分",
                "自评总分",
                conclusion.origin("total_score"),
            )
    if conclusion.rating and card.rating and conclusion.rating != card.rating:
        yield _finding(
            "RATING_MISMATCH",
            Severity.ERROR,
            f"评价等级填“{conclusion.rating}”，总分{plain_number(card.total)}分对应“{card.rating}”",
            f"等级改为“{card.rating}”，等级按未取整的总分确定",
            "评价等级",
            conclusion.origin("rating"),
        )


CHECKS: tuple[Check, ...] = (
    limits,
    missing_scores,
    missing_weights,
    unread_rules,
    overrides,
    execution_override,
    bands,
    weight_total,
    category_weights,
    stated_total,
)


def _all_rows(examined: Examined) -> Iterator[tuple[ScoredRow, str, Origin | None]]:
    """Each row with its name in messages and the place of its score, 预算执行率 first."""
    execution, line = examined.card.row_of(""), examined.entered.budget_line()
    if execution is not None:
        yield execution, execution.name, line.origin("score") if line else None
    for item in examined.indicators:
        yield item.row, item.label, item.indicator.origin("score")


def _banded(item: ScoredIndicator) -> bool:
    """Whether the row is scored inside a 定性等级."""
    return bool(item.indicator.attainment_band) and item.indicator.target.kind is TargetKind.QUALITATIVE


def _out_of_limits(row: ScoredRow) -> bool:
    """Whether SCORE_NEGATIVE or SCORE_ABOVE_MAX already says what is wrong."""
    given, most = row.entered, row.max_score
    return given is not None and (given < 0 or (most is not None and given > most))


def _rounded(value: Decimal, examined: Examined) -> Decimal:
    return round_half_up(value, examined.scoring.decimals)


def _category(name: str) -> str:
    return name.strip().removesuffix("指标")


def _finding(
    code: str, severity: Severity, message: str, suggestion: str, subject: str, *origins: Origin | None
) -> Finding:
    places = tuple(origin for origin in dict.fromkeys(origins) if origin is not None)
    return Finding(
        code=code, severity=severity, message=message, suggestion=suggestion, origins=places, subject=subject
    )
