"""Derived facts: rates, differences, shares, sums and counts, each with its formula and operands.

Only what is declared here may be derived; nothing searches over pairs of facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.facts.figures import HUNDRED
from reportgen.facts.indicator_facts import count_facts, indicator_facts, roll_up_facts, staff_facts
from reportgen.facts.money_facts import budget_totals, line_facts, project_facts
from reportgen.facts.score_facts import score_facts
from reportgen.model.facts import Fact, Role
from reportgen.model.form import Form
from reportgen.model.scorecard import Scorecard
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.quantities.quantity import Quantity, plain_number
from reportgen.quantities.units import PERCENT, unit_named


def derived_facts(
    entered: SelfEvaluation, known: Mapping[str, Fact], scorecard: Scorecard, form: Form
) -> Iterator[Fact]:
    """Every fact that follows from the entered ones by a declared formula."""
    unit = unit_named(entered.department.money_unit)
    yield from _form_facts(form)
    totals = list(budget_totals(entered, known, unit))
    yield from totals
    amounts = dict(known) | {fact.id: fact for fact in totals}
    lines = [(line.key, line.name) for line in entered.budget]
    if not any(key == "total" for key, _ in lines) and totals:
        lines.insert(0, ("total", "部门整体支出"))
    for key, name in lines:
        yield from line_facts(key, name, amounts, unit)
    yield from staff_facts(known)
    yield from count_facts(entered, scorecard)
    yield from indicator_facts(entered, scorecard, known)
    yield from score_facts(scorecard, entered)
    yield from project_facts(entered, known, unit)
    yield from roll_up_facts(entered, known)


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
