"""Indicators, goals and projects as templates see them, and 一级指标 and 二级指标 that group them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.drafting.fact_views import CountView, FactView, Missing
from reportgen.model.fact_ids import goal_id, group_id, indicator_id, plan_id, project_id
from reportgen.model.facts import Fact, FactLedger
from reportgen.model.field_values import clean_text
from reportgen.model.indicators import Indicator, PaymentPlanPoint, PerformanceGoal, Project
from reportgen.model.scorecard import Attainment, ScoredRow
from reportgen.quantities.target_values import Comparator, TargetKind, split_target_value

_ATTAINMENT_KEYS = {
    Attainment.MET: "met",
    Attainment.EXCEEDED: "exceeded",
    Attainment.MISSED: "missed",
    Attainment.UNDECIDED: "undecided",
}
_MEASURED = frozenset({TargetKind.NUMBER, TargetKind.RANGE})


class IndicatorView(FactView):
    """One indicator: its facts, and what code knows of it (attainment, kind, direction)."""

    def __init__(
        self, ledger: FactLedger, indicator: Indicator, row: ScoredRow | None, *, in_stated_problem: bool = False
    ) -> None:
        self.in_stated_problem = in_stated_problem  # 存在问题 names it, so the data need not repeat it
        super().__init__(
            ledger, indicator_id(indicator.number), subject=f"“{indicator.called}”", sheet="指标", record=Indicator
        )
        self._indicator = indicator
        self._row = row

    @property
    def attainment(self) -> str:
        """met, exceeded, missed or undecided."""
        return _ATTAINMENT_KEYS[self._row.attainment] if self._row else "undecided"

    @property
    def reached(self) -> bool:
        """Whether the target was met or exceeded."""
        return self.attainment in {"met", "exceeded"}

    @property
    def measured(self) -> bool:
        """Whether target and actual are numbers that a sentence can compare."""
        return self._indicator.target.kind in _MEASURED and self._indicator.actual.kind in _MEASURED

    @property
    def reverse(self) -> bool:
        """Whether less is better (≤, <)."""
        return self._indicator.target.comparator in {Comparator.AT_MOST, Comparator.LESS_THAN}

    @property
    def category_key(self) -> str:
        """The 一级指标 as entered, for grouping."""
        return self._indicator.category

    @property
    def subcategory_key(self) -> str:
        """The 二级指标 as entered, for grouping."""
        return self._indicator.subcategory

    @property
    def goal_key(self) -> str:
        """The number of the goal it serves, for grouping."""
        return self._indicator.goal

    @property
    def rate(self) -> bool:
        """Whether the actual value is a share, so that a sentence says 为 and not 完成."""
        return self._indicator.actual.unit.dimension == "share"

    @property
    def comparator(self) -> str:
        """计算符号 as a column of its own: ≥, or 定性 where the target is in words."""
        if self._indicator.target.kind in {TargetKind.QUALITATIVE, TargetKind.YES_NO}:
            return "定性"
        return split_target_value(clean_text(self._indicator.target_value))[0]

    @property
    def unit(self) -> Fact | str:
        """计量单位 as a column of its own; it may hold a number: 元/三人."""
        fact = self.target_value
        unit = split_target_value(fact.text)[2] if isinstance(fact, Fact) else ""
        return replace(fact, text=unit) if isinstance(fact, Fact) and unit else ""

    @property
    def target_alone(self) -> Fact | Missing:
        """指标值 without symbol and unit, for a form with columns of their own for these."""
        fact = self.target_value
        if isinstance(fact, Missing):
            return fact
        return replace(fact, text=split_target_value(fact.text)[1])

    @property
    def category_weight(self) -> Fact | Missing:
        """权重 of its 一级指标: the sum of the 分值 under it."""
        fact = self._ledger.get(f"{group_id('score', 'category', self._indicator.category)}.max_score")
        return fact or Missing("权重", "各指标的分值都填写后自动合计", self._indicator.category)


class IndicatorGroup:
    """Indicators of one 二级指标 that a sentence can report: reached, with numbers to compare."""

    def __init__(self, rows: Sequence[IndicatorView]) -> None:
        self.name = rows[0].subcategory or rows[0].category
        self.rows = rows


def _groups(indicators: Sequence[IndicatorView]) -> list[IndicatorGroup]:
    """The indicators worth a sentence by 二级指标, in the order entered."""
    members: dict[str, list[IndicatorView]] = {}
    for view in indicators:
        if view.reached and view.measured:
            members.setdefault(view.subcategory_key, []).append(view)
    return [IndicatorGroup(rows) for rows in members.values()]


class GoalView(FactView):
    """One 年度绩效目标 with its indicators, counts and scores."""

    def __init__(self, ledger: FactLedger, goal: PerformanceGoal, indicators: Sequence[IndicatorView]) -> None:
        super().__init__(
            ledger,
            goal_id(goal.number, goal.project),
            subject=f"目标{goal.number}",
            sheet="目标",
            record=PerformanceGoal,
        )
        self.indicators = indicators
        self.groups = _groups(indicators)
        self.counts = CountView(ledger, group_id("count", "goal", goal.number))
        self.scores = FactView(ledger, group_id("score", "goal", goal.number), subject=f"目标{goal.number}")


class CategoryView:
    """One 一级指标: its indicators by 二级指标, counts and scores."""

    def __init__(self, ledger: FactLedger, name: str, indicators: Sequence[IndicatorView]) -> None:
        self.name = indicators[0].category
        self.indicators = indicators
        self.groups = _groups(indicators)
        self.counts = CountView(ledger, group_id("count", "category", name))
        self.scores = FactView(ledger, group_id("score", "category", name), subject=name)


class PlanPointView:
    """资金支出计划 at one time point: its words (3月底) and the cumulative share."""

    def __init__(self, ledger: FactLedger, point: PaymentPlanPoint) -> None:
        prefix = plan_id(point.project, point.by)
        self.by = ledger[f"{prefix}.by"]
        self.share = ledger.get(f"{prefix}.share") or Missing(f"{point.by}累计支出比例", "在“支出计划”表中填写")


class ProjectView(FactView):
    """One project with its goals, indicators and payment plan."""

    def __init__(
        self,
        ledger: FactLedger,
        project: Project,
        goals: Sequence[GoalView],
        indicators: Sequence[IndicatorView],
        plan: Sequence[PlanPointView],
    ) -> None:
        super().__init__(ledger, project_id(project.number), subject=f"“{project.name}”", sheet="项目", record=Project)
        self.goals = goals
        self.indicators = indicators
        self.plan = plan
