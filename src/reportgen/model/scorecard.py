"""A scorecard (评分表): every 得分 with its rule, entered beside computed, total and 等级."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reportgen.model.finding import Finding


class Attainment(StrEnum):
    """Whether a target was reached, judged by value and direction."""

    MET = "完成"
    EXCEEDED = "超额完成"
    MISSED = "未完成"
    UNDECIDED = "无法判定"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredRow:
    """One scored row. *computed* is unrounded and None where the rule needs an official's judgement.

    *score* is what counts: the entered score if there is one, else the computed one rounded half up.
    *indicator* is the indicator's number, or "" for 预算执行率.
    """

    indicator: str
    name: str
    rule: str
    formula: str
    attainment: Attainment
    completion: Decimal | None = None  # actual ÷ target as a plain ratio, where that has a meaning
    max_score: Decimal | None = None
    computed: Decimal | None = None
    entered: Decimal | None = None
    score: Decimal | None = None
    overridden: bool = False  # entered differs from computed at the form's precision
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """All scored rows, 预算执行率 first where the form scores it. Totals are None while a score is missing."""

    rows: tuple[ScoredRow, ...]
    max_total: Decimal
    total: Decimal | None  # unrounded sum of the scores that count
    computed_total: Decimal | None  # the same with every computable row by rule
    rating: str  # 等级 from the unrounded total, or ""
    decimals: int
    source: str  # 文号 of the scoring rules
    findings: tuple[Finding, ...] = ()

    def row_of(self, indicator_number: str) -> ScoredRow | None:
        """The row of the indicator with that number."""
        for row in self.rows:
            if row.indicator == indicator_number:
                return row
        return None
