"""What follows from indicators and staff (指标、人员): counts, completion, distance to target, sums over projects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from reportgen.facts.entered_facts import (
    clean,
    score_fact,
)
from reportgen.facts.figures import (
    count_fact,
    is_positive,
    percent_fact,
    ratio_of,
)
from reportgen.model.fact_ids import group_id, indicator_id, project_id, roll_up_id
from reportgen.model.facts import Fact, Role
from reportgen.model.indicators import Indicator, RollUp
from reportgen.model.scorecard import Attainment, Scorecard, ScoredRow
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.quantities.quantity import Quantity, format_number
from reportgen.quantities.target_values import Comparator, TargetKind
from reportgen.quantities.units import unit_named


def staff_facts(known: Mapping[str, Fact]) -> Iterator[Fact]:
    """在职人员控制率, where posts and persons were entered."""
    authorized, actual = known.get("staff.合计.authorized"), known.get("staff.合计.actual")
    if authorized and actual and is_positive(authorized):
        yield percent_fact(
            "staff.control_rate",
            "在职人员控制率",
            ratio_of(actual, authorized),
            "实有人数÷编制人数×100%",
            (actual.id, authorized.id),
            subject="人员",
        )


def count_facts(entered: SelfEvaluation, scorecard: Scorecard) -> Iterator[Fact]:
    """How many goals, duties, projects and indicators there are, and how many of them were met, missed, undecided."""
    indicators = entered.department_indicators
    rows = {row.indicator: row for row in scorecard.rows}
    yield count_fact("count.goals", "年度绩效目标", len(entered.department_goals), "项")
    yield count_fact("count.duties", "主要职责", len(entered.duties), "项")
    yield count_fact("count.projects", "预算项目", len(entered.projects), "个")
    project_rows = len(entered.indicators) - len(indicators)
    yield count_fact("count.project_indicators", "项目绩效指标", project_rows, "项")
    yield from _counts_of("count.indicators", "绩效指标", indicators, rows)
    by_category, by_goal = _grouped(indicators, "category"), _grouped(indicators, "goal")
    for category, members in by_category.items():
        yield from _counts_of(group_id("count", "category", category), category, members, rows)
    for name, members in _grouped(indicators, "subcategory").items():
        if name and name not in by_category:
            yield from _counts_of(group_id("count", "subcategory", name), name, members, rows)
    for goal in entered.department_goals:
        members = by_goal.get(goal.number, [])
        yield from _counts_of(group_id("count", "goal", goal.number), f"绩效目标{goal.number}的指标", members, rows)


def _grouped(
    indicators: Iterable[Indicator], field: Literal["category", "subcategory", "goal"]
) -> dict[str, list[Indicator]]:
    groups: dict[str, list[Indicator]] = {}
    for indicator in indicators:
        groups.setdefault(getattr(indicator, field), []).append(indicator)
    return groups


def _counts_of(prefix: str, label: str, members: Sequence[Indicator], rows: Mapping[str, ScoredRow]) -> Iterator[Fact]:
    yield count_fact(prefix, label, len(members), "项")
    reached: dict[Attainment, list[Indicator]] = {attainment: [] for attainment in Attainment}
    for member in members:
        row = rows.get(member.number)
        reached[row.attainment if row else Attainment.UNDECIDED].append(member)
    groups = (
        ("met", "完成", reached[Attainment.MET] + reached[Attainment.EXCEEDED]),
        ("exceeded", "超额完成", reached[Attainment.EXCEEDED]),
        ("missed", "未完成", reached[Attainment.MISSED]),
        ("undecided", "尚不能判定完成情况", reached[Attainment.UNDECIDED]),
    )
    for key, word, counted in groups:
        operands = tuple(f"{indicator_id(one.number)}.actual_value" for one in counted if clean(one.actual_value))
        yield count_fact(f"{prefix}.{key}", f"{label}{word}", len(counted), "项", operands)
    qualitative = [member for member in members if member.target.kind in {TargetKind.QUALITATIVE, TargetKind.YES_NO}]
    yield count_fact(f"{prefix}.qualitative", f"定性的{label}", len(qualitative), "项")
    yield count_fact(f"{prefix}.quantitative", f"定量的{label}", len(members) - len(qualitative), "项")


def indicator_facts(entered: SelfEvaluation, scorecard: Scorecard, known: Mapping[str, Fact]) -> Iterator[Fact]:
    """Points, score, completion and distance to target of each indicator of the department."""
    rows = {row.indicator: row for row in scorecard.rows}
    for indicator in entered.department_indicators:
        prefix = indicator_id(indicator.number)
        row = rows.get(indicator.number)
        if row is not None:
            if row.max_score is not None:
                yield score_fact(
                    f"{prefix}.max_score",
                    "分值",
                    row.max_score,
                    Role.MAX_SCORE,
                    indicator.name,
                    origin=indicator.origin("max_score"),
                )
            if row.score is not None:
                by_official = row.entered is not None
                yield score_fact(
                    f"{prefix}.score",
                    "得分",
                    row.score,
                    Role.SCORE,
                    indicator.name,
                    origin=indicator.origin("score") if by_official else None,
                    formula="" if by_official else row.formula,
                )
            if row.score is not None and row.max_score:
                yield percent_fact(
                    f"{prefix}.score_coefficient",
                    "得分系数",
                    row.score / row.max_score,
                    "得分÷分值×100%",
                    (f"{prefix}.score", f"{prefix}.max_score"),
                    subject=indicator.name,
                )
            target, actual = indicator.target.quantity, indicator.actual.quantity
            if row.completion is not None and target and actual and not _reverse(indicator):
                yield percent_fact(
                    f"{prefix}.completion",
                    "完成率",
                    row.completion,
                    "实际完成值÷指标值×100%",
                    (f"{prefix}.actual_value", f"{prefix}.target_value"),
                    subject=indicator.name,
                )
        yield from _gap_to_target(indicator, prefix, known)


def _gap_to_target(indicator: Indicator, prefix: str, known: Mapping[str, Fact]) -> Iterator[Fact]:
    target, actual = indicator.target.quantity, indicator.actual.quantity
    operands = (f"{prefix}.actual_value", f"{prefix}.target_value")
    if target is None or actual is None or not target.comparable(actual) or not all(key in known for key in operands):
        return
    difference = actual - target.to(actual.unit)
    if difference.value == 0:
        return
    over = difference.value > 0
    unit = "个百分点" if actual.unit.dimension == "share" and actual.unit.symbol in {"%", "％"} else actual.unit.symbol
    yield Fact(
        id=f"{prefix}.{'above' if over else 'below'}_target",
        label="高于指标值" if over else "低于指标值",
        text=f"{format_number(abs(difference.value))}{unit}",
        role=Role.DIFFERENCE,
        quantity=Quantity(abs(difference.value), unit_named(unit) if unit == "个百分点" else difference.unit),
        subject=indicator.name,
        formula="实际完成值－指标值" if over else "指标值－实际完成值",
        operands=operands if over else operands[::-1],
    )


def _reverse(indicator: Indicator) -> bool:
    return indicator.target.comparator in {Comparator.AT_MOST, Comparator.LESS_THAN}


_ROLLED_UP = {"指标值": "target_value", "实际完成值": "actual_value"}


def roll_up_part(link: RollUp) -> str:
    """The id of the fact a roll-up link adds."""
    if link.measure == "项目预算数":
        return f"{project_id(link.project)}.budget"
    return f"{indicator_id(link.project_indicator)}.{_ROLLED_UP[link.measure]}"


def roll_up_facts(entered: SelfEvaluation, known: Mapping[str, Fact]) -> Iterator[Fact]:
    """The sums over projects that indicators of the department are linked to (项目汇总数)."""
    groups: dict[tuple[str, str], list[RollUp]] = {}
    for link in entered.roll_ups:
        groups.setdefault((link.indicator, link.measure), []).append(link)
    for (number, measure), links in groups.items():
        parts = [known.get(roll_up_part(link)) for link in links]
        quantities = [part.quantity for part in parts if part is not None and part.quantity is not None]
        if len(quantities) != len(links) or not all(part.comparable(quantities[0]) for part in quantities):
            continue
        whole = known.get(f"{indicator_id(number)}.target_value")
        unit = whole.quantity.unit if whole and whole.quantity and whole.quantity.comparable(quantities[0]) else None
        total = Quantity(Decimal(0), unit or quantities[0].unit)
        for quantity in quantities:
            total = total + quantity
        yield Fact(
            id=roll_up_id(number, measure),
            label="项目汇总数",
            text=str(total),
            role=Role.ACTUAL if measure == "实际完成值" else Role.TARGET,
            quantity=total,
            subject=whole.subject if whole else "",
            formula=f"{len(links)}项{measure}之和",
            operands=tuple(roll_up_part(link) for link in links),
        )
