"""Forms and indicators built by hand for the tests of the rules, without reading any template."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.model.form import AttainmentBand, Form, RatingBand, ScoringRules, Source
from reportgen.model.indicators import Indicator
from reportgen.model.origin import Origin
from reportgen.model.scorecard import Scorecard, ScoredRow
from reportgen.model.self_evaluation import BudgetLine, Department, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN, YUAN
from reportgen.rules.scoring import score


def scoring_rules(**changes: Any) -> ScoringRules:
    """The rules of 财预〔2020〕10号 with 预算执行率 at 10; *changes* replace single fields."""
    usual: dict[str, Any] = {
        "source": Source("项目支出绩效评价管理办法", "财预〔2020〕10号"),
        "execution_max_score": Decimal(10),
        "rules": {},
        "category_weights": {},
        "total": Decimal(100),
        "decimals": 2,
        "over_completion_threshold": Decimal("1.3"),
        "low_execution_rate": Decimal("0.9"),
        "large_adjustment_rate": Decimal("0.2"),
        "pass_mark": Decimal("0.6"),
        "ratings": (
            RatingBand("优", Decimal(90)),
            RatingBand("良", Decimal(80)),
            RatingBand("中", Decimal(60)),
            RatingBand("差", Decimal(0)),
        ),
        "attainment_bands": (
            AttainmentBand("达成", Decimal("0.8"), Decimal(1)),
            AttainmentBand("部分达成", Decimal("0.6"), Decimal("0.8")),
            AttainmentBand("未达成", Decimal(0), Decimal("0.6")),
        ),
    }
    return ScoringRules(**(usual | changes))


def form_of(scoring: ScoringRules) -> Form:
    """A form that only scores."""
    return Form(
        code="test",
        name="测试表样",
        region="",
        sources=(),
        folder=Path(),
        title="",
        money_unit="万元",
        outline=(),
        tables=(),
        scoring=scoring,
        indicator_tree={},
    )


def indicator(target: str, actual: str = "", **fields: Any) -> Indicator:
    """An indicator of 1 分 with that target and actual value; *fields* replace or add others."""
    usual: dict[str, Any] = {
        "number": "1",
        "category": "产出指标",
        "subcategory": "数量指标",
        "name": "培训人数",
        "max_score": Decimal(1),
        "origins": {
            name: Origin("填报.xlsx", part="指标", row=5, column=column)
            for column, name in enumerate(("target_value", "actual_value", "max_score", "score"), start=10)
        },
    }
    return Indicator(target_value=target, actual_value=actual, **(usual | fields))


def wan(amount: str) -> Quantity:
    """*amount* 万元."""
    return Quantity(Decimal(amount), WAN_YUAN)


def yuan(amount: str) -> Quantity:
    """*amount* 元."""
    return Quantity(Decimal(amount), YUAN)


def budget_line(budget: Quantity, spent: Quantity, **fields: Any) -> BudgetLine:
    """A line of the budget, the total unless *fields* say otherwise."""
    usual: dict[str, Any] = {"source": "合计", "expenditure_type": "合计"}
    return BudgetLine(adjusted_budget=budget, actual_expenditure=spent, **(usual | fields))


def entry(indicators: Iterable[Indicator] = (), **changes: Any) -> SelfEvaluation:
    """An entry of the year 2023 with these indicators."""
    return SelfEvaluation(
        department=Department(name="岚北市公共服务局", year=2023, money_unit="万元"),
        indicators=tuple(indicators),
        **changes,
    )


def scored(target: str, actual: str = "", *, rules: ScoringRules | None = None, **fields: Any) -> ScoredRow:
    """The row of one indicator scored by itself."""
    card = card_of([indicator(target, actual, **fields)], rules=rules)
    return card.rows[-1]


def card_of(indicators: Iterable[Indicator], *, rules: ScoringRules | None = None, **changes: Any) -> Scorecard:
    """The scorecard of these indicators under a form without 预算执行率, unless *rules* say otherwise."""
    return score(entry(indicators, **changes), form_of(rules or scoring_rules(execution_max_score=None)))
