"""Scores as facts (得分): of the budget, of each category and goal, and the total with its grade."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.facts.entered_facts import (
    score_fact,
)
from reportgen.model.fact_ids import group_id, indicator_id
from reportgen.model.facts import Fact, Role
from reportgen.model.scorecard import Scorecard, ScoredRow
from reportgen.model.self_evaluation import SelfEvaluation


def score_facts(scorecard: Scorecard, entered: SelfEvaluation) -> Iterator[Fact]:
    """Points and scores of the budget, of the whole, and of each category and goal; the grade."""
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
