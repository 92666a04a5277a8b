"""Projects of many fields for the tests of indicator proposals: a row or two, the project's own words, its budget."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

from reportgen.documents.indicator_bank_files import read_indicator_bank
from reportgen.model.indicator_review import Proposal, ReviewedIndicator
from reportgen.model.indicators import Indicator, PerformanceGoal, Project
from reportgen.model.self_evaluation import Department, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN
from reportgen.retrieval.indicator_bank import IndicatorBank
from reportgen.reviewing.proposals import propose
from reportgen.reviewing.review import review_indicators

_BANK = Path(__file__).parents[1] / "corpora" / "indicator_bank"
CLASSES = {
    "数量": ("产出指标", "数量指标"),
    "质量": ("产出指标", "质量指标"),
    "时效": ("产出指标", "时效指标"),
    "成本": ("产出指标", "成本指标"),
    "社会": ("效益指标", "社会效益指标"),
    "经济": ("效益指标", "经济效益指标"),
    "生态": ("效益指标", "生态效益指标"),
    "持续": ("效益指标", "可持续影响指标"),
    "满意": ("满意度指标", "服务对象满意度指标"),
}


@cache
def bank() -> IndicatorBank:
    """The shipped bank."""
    return IndicatorBank(read_indicator_bank(_BANK))


def row(kind: str, name: str, target_value: str, number: str = "1", **fields: str) -> Indicator:
    """An indicator of project 1 of the class *kind*: 数量, 质量, 时效 …"""
    category, subcategory = CLASSES[kind]
    return Indicator(
        number=number, project="1", category=category, subcategory=subcategory, name=name, target_value=target_value,
        **fields,
    )  # fmt: skip


def entry(
    *rows: Indicator, project: str = "示范项目", use: str = "", goal: str = "", budget: str = "", field: str = ""
) -> SelfEvaluation:
    """A department of 2024 with one project that has *rows*; *budget* in 万元."""
    money = Quantity(Decimal(budget), WAN_YUAN) if budget else None
    numbered = tuple(
        each if each.number != "1" or at == 1 else Indicator(**{**_fields(each), "number": str(at)})
        for at, each in enumerate(rows, start=1)
    )
    return SelfEvaluation(
        department=Department(name="栖云县某局", year=2024, money_unit="万元", field_of_work=field),
        projects=(Project(number="1", name=project, budget=money, fund_use=use),),
        goals=(PerformanceGoal(number="P1", project="1", text=goal),) if goal else (),
        indicators=numbered,
    )


def _fields(indicator: Indicator) -> dict[str, str]:
    names = ("number", "project", "category", "subcategory", "name", "target_value", "description", "formula", "basis")
    return {name: getattr(indicator, name) for name in names}


def reviewed(entered: SelfEvaluation) -> tuple[ReviewedIndicator, ...]:
    """The rows of *entered*, judged, with proposals."""
    review = review_indicators(entered, document="填报.yaml", form=None)
    return propose(review, entered, form=None, bank=bank()).rows


def proposals(entered: SelfEvaluation, at: int = 1) -> tuple[Proposal, ...]:
    """The proposals for the *at*-th row."""
    return reviewed(entered)[at - 1].proposals


def written(entered: SelfEvaluation, at: int = 1) -> list[tuple[str, str]]:
    """Name and target value of each proposal for the *at*-th row."""
    return [(each.name, each.target_value) for each in proposals(entered, at)]


def formulas(entered: SelfEvaluation, at: int = 1) -> list[str]:
    """The shown formulas of the computed numbers of the *at*-th row's proposals."""
    return [number.formula for each in proposals(entered, at) for number in each.numbers if number.formula]
