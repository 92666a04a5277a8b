"""What follows from amounts of money (资金): totals, rates, surpluses, changes and shares of lines and projects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.facts.figures import (
    absolute,
    amount_of,
    difference_fact,
    is_positive,
    percent_fact,
    ratio_of,
    sum_of_money,
)
from reportgen.model.fact_ids import project_id
from reportgen.model.facts import Fact, Role
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.quantities.units import Unit

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


def budget_totals(entered: SelfEvaluation, known: Mapping[str, Fact], unit: Unit) -> Iterator[Fact]:
    """部门整体 amounts that were not entered but follow from all their parts."""
    for name in AMOUNTS:
        parts = [known[f"budget.{line.key}.{name}"] for line in entered.lines_of_whole(name)]
        if len(parts) > 1:
            yield sum_of_money(
                f"budget.total.{name}", _LABELS[name], parts, unit, role=_ROLES[name], subject="部门整体支出"
            )


def line_facts(key: str, name: str, facts: Mapping[str, Fact], unit: Unit) -> Iterator[Fact]:
    """What follows from the amounts of one budget line: execution rate, surplus or overspending, changes, share."""
    prefix = f"budget.{key}"
    original, adjusted, actual, previous = (facts.get(f"{prefix}.{amount}") for amount in AMOUNTS)
    if adjusted and actual:
        if is_positive(adjusted) and amount_of(actual).value >= 0:
            yield percent_fact(
                f"{prefix}.execution_rate",
                "预算执行率",
                ratio_of(actual, adjusted),
                "全年执行数÷全年预算数×100%",
                (actual.id, adjusted.id),
                subject=name,
                period=adjusted.period,
            )
        surplus = amount_of(adjusted) - amount_of(actual)
        if surplus.value >= 0:
            yield difference_fact(f"{prefix}.surplus", "结余", adjusted, actual, surplus, unit, name)
        else:
            yield difference_fact(f"{prefix}.overspend", "超支", actual, adjusted, absolute(surplus), unit, name)
    if original and adjusted:
        yield from _change(prefix, "adjustment", ("调增", "调减"), original, adjusted, unit, name)
    if previous and actual:
        yield from _change(prefix, "growth", ("同比增加", "同比减少"), previous, actual, unit, name)
    total = facts.get("budget.total.actual_expenditure")
    if key != "total" and actual and total and is_positive(total) and amount_of(actual).value >= 0:
        yield percent_fact(
            f"{prefix}.share",
            "占部门整体支出的比重",
            ratio_of(actual, total),
            f"{name}全年执行数÷部门整体支出全年执行数×100%",
            (actual.id, total.id),
            subject=name,
            period=actual.period,
        )


def _change(
    prefix: str, key: str, words: tuple[str, str], before: Fact, after: Fact, unit: Unit, name: str
) -> Iterator[Fact]:
    """How much and by what share an amount rose or fell; the ids tell the direction: …_up, …_down."""
    change = amount_of(after) - amount_of(before)
    if change.value == 0:
        return
    up = change.value > 0
    word, direction = (words[0], "up") if up else (words[1], "down")
    larger, smaller = (after, before) if up else (before, after)
    yield difference_fact(f"{prefix}.{key}_{direction}", f"{word}额", larger, smaller, absolute(change), unit, name)
    if is_positive(before) and amount_of(after).value >= 0:
        yield percent_fact(
            f"{prefix}.{key}_rate_{direction}",
            f"{word}幅度",
            absolute(change).base / amount_of(before).base,
            f"（{larger.label}－{smaller.label}）÷{before.label}×100%",
            (larger.id, smaller.id, before.id),
            subject=name,
            period=after.period,
        )


def project_facts(entered: SelfEvaluation, known: Mapping[str, Fact], unit: Unit) -> Iterator[Fact]:
    """What all projects cost together, and the execution rate of each."""
    for name, label, role in (
        ("budget", "项目预算合计", Role.BUDGET),
        ("actual_expenditure", "项目执行合计", Role.EXPENDITURE),
    ):
        parts = [known.get(f"{project_id(project.number)}.{name}") for project in entered.projects]
        present = [part for part in parts if part is not None]
        if present and len(present) == len(entered.projects):
            yield sum_of_money(f"projects.{name}", label, present, unit, role=role, subject="全部项目")
    for project in entered.projects:
        budget = known.get(f"{project_id(project.number)}.budget")
        actual = known.get(f"{project_id(project.number)}.actual_expenditure")
        if budget and actual and is_positive(budget) and amount_of(actual).value >= 0:
            yield percent_fact(
                f"{project_id(project.number)}.execution_rate",
                "预算执行率",
                ratio_of(actual, budget),
                "执行数÷预算数×100%",
                (actual.id, budget.id),
                subject=project.name,
            )
