"""Derived facts: rates, differences, shares, sums and counts, each with its formula and operands.

Only what is declared here may be derived; nothing searches over pairs of facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from reportgen.facts.entered_facts import (
    MONEY_PLACES,
    PERCENT_PLACES,
    clean,
    money_text,
    score_fact,
)
from reportgen.model.fact_ids import group_id, indicator_id, project_id, roll_up_id
from reportgen.model.facts import Fact, Role
from reportgen.model.form import Form
from reportgen.model.indicators import Indicator, RollUp
from reportgen.model.scorecard import Attainment, Scorecard, ScoredRow
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.quantities.quantity import Quantity, format_number, plain_number
from reportgen.quantities.target_values import Comparator, TargetKind
from reportgen.quantities.units import PERCENT, Unit, unit_named

HUNDRED = Decimal(100)
AMOUNTS = ("original_budget", "adjusted_budget", "actual_expenditure", "previous_actual")
_LABELS = {
    "original_budget": "年初预算数",
    "adjusted_budget": "全年预算数",
    "actual_expenditure": "全年执行数",
    "previous_actual": "上年执行数",
}
_ROLES = {
    "original_budget": Role.ORIGINAL_BUDGET,
    "adjusted_budget": Role.BUDGET,
    "actual_expenditure": Role.EXPENDITURE,
    "previous_actual": Role.PREVIOUS,
}


def percent_fact(
    fact_id: str,
    label: str,
    ratio: Decimal,
    formula: str,
    operands: tuple[str, ...],
    *,
    subject: str = "",
    period: str = "",
) -> Fact:
    """A ratio as a percentage of two decimals; its quantity is exact."""
    share = ratio * HUNDRED
    return Fact(
        id=fact_id,
        label=label,
        text=f"{format_number(share, PERCENT_PLACES)}%",
        role=Role.RATE,
        quantity=Quantity(share, PERCENT),
        formula=formula,
        operands=operands,
        places=PERCENT_PLACES,
        subject=subject,
        period=period,
    )


def count_fact(
    fact_id: str, label: str, number: int, unit: str, operands: tuple[str, ...] = (), *, subject: str = ""
) -> Fact:
    """How many there are of something entered: 79项."""
    return Fact(
        id=fact_id,
        label=label,
        text=f"{number}{unit}",
        role=Role.COUNT,
        quantity=Quantity(Decimal(number), unit_named(unit)),
        subject=subject,
        formula="计数",
        operands=operands,
    )


def derived_facts(
    entered: SelfEvaluation, known: Mapping[str, Fact], scorecard: Scorecard, form: Form
) -> Iterator[Fact]:
    """Every fact that follows from the entered ones by a declared formula."""
    unit = unit_named(entered.department.money_unit)
    yield from _form_facts(form)
    totals = list(_budget_totals(entered, known, unit))
    yield from totals
    amounts = dict(known) | {fact.id: fact for fact in totals}
    lines = [(line.key, line.name) for line in entered.budget]
    if not any(key == "total" for key, _ in lines) and totals:
        lines.insert(0, ("total", "部门整体支出"))
    for key, name in lines:
        yield from _line_facts(key, name, amounts, unit)
    yield from _staff_facts(known)
    yield from _count_facts(entered, scorecard)
    yield from _indicator_facts(entered, scorecard, known)
    yield from _score_facts(scorecard, entered)
    yield from _project_facts(entered, known, unit)
    yield from _roll_up_facts(entered, known)


def _form_facts(form: Form) -> Iterator[Fact]:
    thresholds = (
        ("over_completion_threshold", "超额完成说明线", form.scoring.over_completion_threshold),
        ("low_execution_rate", "执行率偏低线", form.scoring.low_execution_rate),
        ("large_adjustment_rate", "预算调整偏大线", form.scoring.large_adjustment_rate),
    )
    for name, label, ratio in thresholds:
        share = ratio * HUNDRED
        yield Fact(
            id=f"form.{name}",
            label=label,
            text=f"{plain_number(share)}%",
            role=Role.RATE,
            quantity=Quantity(share, PERCENT),
            subject="表样规定",
            formula="表样规定",
        )


def _budget_totals(entered: SelfEvaluation, known: Mapping[str, Fact], unit: Unit) -> Iterator[Fact]:
    """部门整体 amounts that were not entered but follow from all their parts."""
    for name in AMOUNTS:
        parts = [known[f"budget.{line.key}.{name}"] for line in entered.lines_of_whole(name)]
        if len(parts) > 1:
            yield _sum_of_money(
                f"budget.total.{name}", _LABELS[name], parts, unit, role=_ROLES[name], subject="部门整体支出"
            )


def _sum_of_money(fact_id: str, label: str, parts: list[Fact], unit: Unit, *, role: Role, subject: str) -> Fact:
    total = Quantity(Decimal(0), unit)
    for part in parts:
        if part.quantity is not None:
            total = total + part.quantity
    return Fact(
        id=fact_id,
        label=label,
        text=money_text(total, unit),
        role=role,
        quantity=total,
        subject=subject,
        period=parts[0].period,
        formula="＋".join(part.subject for part in parts) if len(parts) <= 4 else f"{len(parts)}项相加",
        operands=tuple(part.id for part in parts),
        places=MONEY_PLACES,
    )


def _line_facts(key: str, name: str, facts: Mapping[str, Fact], unit: Unit) -> Iterator[Fact]:
    prefix = f"budget.{key}"
    original, adjusted, actual, previous = (facts.get(f"{prefix}.{amount}") for amount in AMOUNTS)
    if adjusted and actual:
        if _positive(adjusted) and _amount(actual).value >= 0:
            yield percent_fact(
                f"{prefix}.execution_rate",
                "预算执行率",
                _ratio(actual, adjusted),
                "全年执行数÷全年预算数×100%",
                (actual.id, adjusted.id),
                subject=name,
                period=adjusted.period,
            )
        surplus = _amount(adjusted) - _amount(actual)
        if surplus.value >= 0:
            yield _difference(f"{prefix}.surplus", "结余", adjusted, actual, surplus, unit, name)
        else:
            yield _difference(f"{prefix}.overspend", "超支", actual, adjusted, _absolute(surplus), unit, name)
    if original and adjusted:
        yield from _change(prefix, "adjustment", ("调增", "调减"), original, adjusted, unit, name)
    if previous and actual:
        yield from _change(prefix, "growth", ("同比增加", "同比减少"), previous, actual, unit, name)
    total = facts.get("budget.total.actual_expenditure")
    if key != "total" and actual and total and _positive(total) and _amount(actual).value >= 0:
        yield percent_fact(
            f"{prefix}.share",
            "占部门整体支出的比重",
            _ratio(actual, total),
            f"{name}全年执行数÷部门整体支出全年执行数×100%",
            (actual.id, total.id),
            subject=name,
            period=actual.period,
        )


def _change(
    prefix: str, key: str, words: tuple[str, str], before: Fact, after: Fact, unit: Unit, name: str
) -> Iterator[Fact]:
    """How much and by what share an amount rose or fell; the ids tell the direction: …_up, …_down."""
    change = _amount(after) - _amount(before)
    if change.value == 0:
        return
    up = change.value > 0
    word, direction = (words[0], "up") if up else (words[1], "down")
    larger, smaller = (after, before) if up else (before, after)
    yield _difference(f"{prefix}.{key}_{direction}", f"{word}额", larger, smaller, _absolute(change), unit, name)
    if _positive(before) and _amount(after).value >= 0:
        yield percent_fact(
            f"{prefix}.{key}_rate_{direction}",
            f"{word}幅度",
            _absolute(change).base / _amount(before).base,
            f"（{larger.label}－{smaller.label}）÷{before.label}×100%",
            (larger.id, smaller.id, before.id),
            subject=name,
            period=after.period,
        )


def _difference(
    fact_id: str, label: str, larger: Fact, smaller: Fact, difference: Quantity, unit: Unit, name: str
) -> Fact:
    return Fact(
        id=fact_id,
        label=label,
        text=money_text(difference, unit),
        role=Role.DIFFERENCE,
        quantity=difference.to(unit),
        subject=name,
        period=larger.period,
        formula=f"{larger.label}－{smaller.label}",
        operands=(larger.id, smaller.id),
        places=MONEY_PLACES,
    )


def _staff_facts(known: Mapping[str, Fact]) -> Iterator[Fact]:
    authorized, actual = known.get("staff.合计.authorized"), known.get("staff.合计.actual")
    if authorized and actual and _positive(authorized):
        yield percent_fact(
            "staff.control_rate",
            "在职人员控制率",
            _ratio(actual, authorized),
            "实有人数÷编制人数×100%",
            (actual.id, authorized.id),
            subject="人员",
        )


def _count_facts(entered: SelfEvaluation, scorecard: Scorecard) -> Iterator[Fact]:
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
    for goal in entered.department_goals:
        members = by_goal.get(goal.number, [])
        yield from _counts_of(group_id("count", "goal", goal.number), f"绩效目标{goal.number}的指标", members, rows)


def _grouped(indicators: Iterable[Indicator], field: Literal["category", "goal"]) -> dict[str, list[Indicator]]:
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


def _indicator_facts(entered: SelfEvaluation, scorecard: Scorecard, known: Mapping[str, Fact]) -> Iterator[Fact]:
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


def _score_facts(scorecard: Scorecard, entered: SelfEvaluation) -> Iterator[Fact]:
    execution = scorecard.row_of("")
    if execution is not None:
        line = entered.budget_line()
        if execution.max_score is not None:
            by_form = line is None or line.max_score is None
            yield score_fact(
                "score.execution.max_score",
                "预算执行率分值",
                execution.max_score,
                Role.MAX_SCORE,
                "预算执行率",
                origin=line.origin("max_score") if line and not by_form else None,
                formula="表样规定" if by_form else "",
            )
        if execution.score is not None:
            by_rule = line is None or execution.entered is None
            yield score_fact(
                "score.execution.score",
                "预算执行率得分",
                execution.score,
                Role.SCORE,
                "预算执行率",
                origin=line.origin("score") if line and not by_rule else None,
                formula=execution.formula if by_rule else "",
                operands=("budget.total.execution_rate",) if by_rule else (),
            )
    yield score_fact(
        "score.max_total", "总分值", scorecard.max_total, Role.MAX_SCORE, "自评总分", formula="各项分值之和"
    )
    if scorecard.total is not None:
        operands = tuple(
            f"{indicator_id(row.indicator)}.score" if row.indicator else "score.execution.score"
            for row in scorecard.rows
        )
        yield score_fact(
            "score.total",
            "自评总分",
            scorecard.total,
            Role.SCORE,
            "自评总分",
            formula="各项得分之和",
            operands=operands,
        )
        if scorecard.rating:
            yield Fact(
                id="score.rating",
                label="评价等级",
                text=scorecard.rating,
                role=Role.NAME,
                subject="自评总分",
                formula="由自评总分按等级标准确定",
                operands=("score.total",),
            )
    yield from _category_scores(scorecard, entered)


def _category_scores(scorecard: Scorecard, entered: SelfEvaluation) -> Iterator[Fact]:
    rows = {row.indicator: row for row in scorecard.rows if row.indicator}
    groups: dict[tuple[str, str], list[ScoredRow]] = {}
    for indicator in entered.department_indicators:
        row = rows.get(indicator.number)
        if row is not None:
            groups.setdefault(("category", indicator.category), []).append(row)
            if indicator.goal:
                groups.setdefault(("goal", indicator.goal), []).append(row)
    for (kind, name), members in groups.items():
        prefix = group_id("score", kind, name)
        subject = name if kind == "category" else f"绩效目标{name}"
        weights = [row.max_score for row in members]
        if all(weight is not None for weight in weights):
            yield score_fact(
                f"{prefix}.max_score",
                f"{subject}分值",
                sum((weight for weight in weights if weight is not None), Decimal(0)),
                Role.MAX_SCORE,
                subject,
                formula=f"{subject}各项分值之和",
                operands=tuple(f"{indicator_id(row.indicator)}.max_score" for row in members),
            )
        scores = [row.score for row in members]
        if all(score is not None for score in scores):
            yield score_fact(
                f"{prefix}.score",
                f"{subject}得分",
                sum((score for score in scores if score is not None), Decimal(0)),
                Role.SCORE,
                subject,
                formula=f"{subject}各项得分之和",
                operands=tuple(f"{indicator_id(row.indicator)}.score" for row in members),
            )


def _project_facts(entered: SelfEvaluation, known: Mapping[str, Fact], unit: Unit) -> Iterator[Fact]:
    for name, label, role in (
        ("budget", "项目预算合计", Role.BUDGET),
        ("actual_expenditure", "项目执行合计", Role.EXPENDITURE),
    ):
        parts = [known.get(f"{project_id(project.number)}.{name}") for project in entered.projects]
        present = [part for part in parts if part is not None]
        if present and len(present) == len(entered.projects):
            yield _sum_of_money(f"projects.{name}", label, present, unit, role=role, subject="全部项目")
    for project in entered.projects:
        budget = known.get(f"{project_id(project.number)}.budget")
        actual = known.get(f"{project_id(project.number)}.actual_expenditure")
        if budget and actual and _positive(budget) and _amount(actual).value >= 0:
            yield percent_fact(
                f"{project_id(project.number)}.execution_rate",
                "预算执行率",
                _ratio(actual, budget),
                "执行数÷预算数×100%",
                (actual.id, budget.id),
                subject=project.name,
            )


_ROLLED_UP = {"指标值": "target_value", "实际完成值": "actual_value"}


def roll_up_part(link: RollUp) -> str:
    """The id of the fact a roll-up link adds."""
    if link.measure == "项目预算数":
        return f"{project_id(link.project)}.budget"
    return f"{indicator_id(link.project_indicator)}.{_ROLLED_UP[link.measure]}"


def _roll_up_facts(entered: SelfEvaluation, known: Mapping[str, Fact]) -> Iterator[Fact]:
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


def _amount(fact: Fact) -> Quantity:
    if fact.quantity is None:
        raise ValueError(f"fact {fact.id} has no quantity")
    return fact.quantity


def _absolute(quantity: Quantity) -> Quantity:
    return Quantity(abs(quantity.value), quantity.unit)


def _positive(fact: Fact) -> bool:
    return fact.quantity is not None and fact.quantity.value > 0


def _ratio(part: Fact, whole: Fact) -> Decimal:
    return _amount(part).ratio_to(_amount(whole))
