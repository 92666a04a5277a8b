"""Sentences checked against small entered data (核查用语句): an index of its facts, and the codes of what is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reportgen.checking.checker import check_text
from reportgen.checking.evidence.fact_index import FactIndex, build_fact_index
from reportgen.model.indicators import Indicator
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.pipeline import choose_form, evaluate

TEMPLATES = Path(__file__).parent.parent / "templates"


def counted(number: str, name: str, target: str, actual: str, previous: str = "", **fields: Any) -> Indicator:
    """An indicator of 产出数量 with its 指标值, 实际值 and, if any, last year's."""
    given = {"goal": "1", **fields}
    return Indicator(
        number=number, category="产出指标", subcategory="数量指标", name=name, target_value=target, actual_value=actual,
        previous_actual=previous, **given,
    )  # fmt: skip


def index_of(entered: SelfEvaluation) -> FactIndex:
    """The facts of *entered* by its own form."""
    return build_fact_index(evaluate(entered, choose_form(entered, TEMPLATES)).ledger)


def codes_of(text: str, index: FactIndex) -> list[str]:
    """The codes of what is found in *text*, in its order."""
    return [finding.code for finding in check_text(text, index.ledger, index=index).findings]
