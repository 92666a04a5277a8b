"""Scores (得分): each row by its rule beside what was entered, totals, 等级, and what is wrong with them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import reduce
from operator import add

from reportgen.model.form import Form, ScoringRules
from reportgen.model.indicators import Indicator
from reportgen.model.scorecard import Attainment, Scorecard, ScoredRow
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.quantities.quantity import Quantity, plain_number, round_half_up
from reportgen.rules.attainment import Judgement, attainment
from reportgen.rules.score_findings import ScoredIndicator, examine_scores
from reportgen.rules.score_rules import (
    NOT_COMPUTED,
    Case,
    Computed,
    Rule,
    compute,
    execution_rule,
    execution_score,
    rule_of,
)

EXECUTION_NAME = "预算执行率"


def score(entered: SelfEvaluation, form: Form) -> Scorecard:
    """The scorecard of the department under *form*.

    The entered score counts and stands beside the computed one; where none was entered the computed one counts,
    rounded half up at the form's decimals. The total adds the scores that count and is None while one is missing;
    等级 follows from it before any rounding.
    """
    scoring = form.scoring
    execution = _execution_row(entered, scoring)
    scored = [_scored(indicator, entered, scoring) for indicator in entered.department_indicators]
    rows = tuple(([execution] if execution else []) + [item.row for item in scored])
    total = _total([row.score for row in rows])
    by_rule = [_rounded(row.computed, scoring) if row.computed is not None else row.entered for row in rows]
    card = Scorecard(
        rows=rows,
        max_total=sum((row.max_score for row in rows if row.max_score is not None), Decimal(0)),
        total=total,
        computed_total=_total(by_rule),
        rating="" if total is None else scoring.rating_of(total),
        decimals=scoring.decimals,
        source=str(scoring.source),
    )
    return replace(card, findings=tuple(examine_scores(entered, scoring, card, tuple(scored))))


def _total(scores: list[Decimal | None]) -> Decimal | None:
    given = [value for value in scores if value is not None]
    return sum(given, Decimal(0)) if given and len(given) == len(scores) else None


def _rounded(value: Decimal, scoring: ScoringRules) -> Decimal:
    return round_half_up(value, scoring.decimals)


def _scored(indicator: Indicator, entered: SelfEvaluation, scoring: ScoringRules) -> ScoredIndicator:
    judgement = attainment(indicator, entered.department.year)
    rule = rule_of(indicator, scoring)
    weight = indicator.max_score
    if weight is None or weight < 0 or not rule.id:
        computed = Computed(None, _why_not(indicator, judgement))
    elif rule.id == "R0":
        judgement, computed = _execution(entered, weight, rule, scoring)
    else:
        computed = compute(Case(indicator, judgement, weight, rule, scoring))
    row = _row(indicator.number, indicator.name, rule, judgement, computed, weight, indicator.score, scoring)
    return ScoredIndicator(indicator, row, rule)


def _why_not(indicator: Indicator, judgement: Judgement) -> str:
    if indicator.max_score is None:
        return "没有填分值，不能计算"
    if not indicator.name and not indicator.target_value:
        return "没有三级指标和指标值，不能计算"
    return f"{NOT_COMPUTED}{judgement.reason}"


def _row(
    number: str,
    name: str,
    rule: Rule,
    judgement: Judgement,
    computed: Computed,
    weight: Decimal | None,
    given: Decimal | None,
    scoring: ScoringRules,
) -> ScoredRow:
    """The row with the score that counts, and whether the entered one departs from the computed one."""
    by_rule = None if computed.value is None else _rounded(computed.value, scoring)
    return ScoredRow(
        indicator=number,
        name=name,
        rule=rule.id,
        formula=computed.formula,
        attainment=judgement.attainment,
        completion=judgement.completion,
        max_score=weight,
        computed=computed.value,
        entered=given,
        score=by_rule if given is None else given,
        overridden=given is not None and by_rule is not None and by_rule != _rounded(given, scoring),
        reason=judgement.reason,
    )


def _execution_row(entered: SelfEvaluation, scoring: ScoringRules) -> ScoredRow | None:
    """The 预算执行率 row, or None where neither the form nor the entry gives it a 分值."""
    line = entered.budget_line()
    weight = line.max_score if line is not None and line.max_score is not None else scoring.execution_max_score
    if weight is None:
        return None
    rule = execution_rule(scoring)
    judgement, computed = _execution(entered, weight, rule, scoring)
    given = None if line is None else line.score
    return _row("", EXECUTION_NAME, rule, judgement, computed, weight, given, scoring)


def _execution(
    entered: SelfEvaluation, weight: Decimal, rule: Rule, scoring: ScoringRules
) -> tuple[Judgement, Computed]:
    """How far the year's budget was spent, and its score."""
    amounts = total_execution(entered)
    if amounts is None:
        unknown = None in (_whole(entered, "adjusted_budget"), _whole(entered, "actual_expenditure"))
        reason = "没有填全年预算数或全年执行数" if unknown else "全年预算数不大于0"
        return Judgement(Attainment.UNDECIDED, None, reason), Computed(None, f"{NOT_COMPUTED}{reason}")
    budget, spent = amounts
    rate = spent.ratio_to(budget)
    written = f"{plain_number(spent.value)}÷{plain_number(budget.to(spent.unit).value)}"
    reached = Attainment.MET if rate == 1 else Attainment.EXCEEDED if rate > 1 else Attainment.MISSED
    judgement = Judgement(reached, rate, f"执行率{plain_number(round_half_up(rate * 100, 2))}%")
    return judgement, execution_score(rate, written, weight, rule, scoring.decimals)


def total_execution(entered: SelfEvaluation) -> tuple[Quantity, Quantity] | None:
    """全年预算数 and 全年执行数 of the department; None where one is not known or the budget is not above zero."""
    budget, spent = (_whole(entered, amount) for amount in ("adjusted_budget", "actual_expenditure"))
    return (budget, spent) if budget is not None and spent is not None and budget.value > 0 else None


def _whole(entered: SelfEvaluation, amount: str) -> Quantity | None:
    amounts: list[Quantity] = [getattr(line, amount) for line in entered.lines_of_whole(amount)]
    return reduce(add, amounts) if amounts else None
