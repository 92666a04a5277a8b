"""What templates see: the variables of their context (docs/forms.md lists them)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from reportgen.drafting.budget_views import BudgetLineView, BudgetView
from reportgen.drafting.fact_views import CountView, FactView
from reportgen.drafting.indicator_views import CategoryView, GoalView, IndicatorView, PlanPointView, ProjectView
from reportgen.model.fact_ids import indicator_id, staff_id
from reportgen.model.facts import Fact, FactLedger
from reportgen.model.finding import Finding
from reportgen.model.form import Form
from reportgen.model.scorecard import Scorecard
from reportgen.model.self_evaluation import (
    PROBLEM_PROMPTS,
    BasisNotice,
    Department,
    EnteredProblem,
    SelfEvaluation,
    StaffCount,
    StatedConclusion,
)

# 对应提示 of an entered problem → the finding it takes the place of
_PROMPTED = dict(
    zip(PROBLEM_PROMPTS, ("LOW_EXECUTION", "LARGE_ADJUSTMENT", "OVER_COMPLETION", "UNQUANTIFIED"), strict=True)
)
LISTED_AT_MOST = 8  # how many items a sentence lists before 等
GIVEN_AS_EXAMPLES = 3  # how many indicators of one 二级指标 a sentence names


class ReportCounts(CountView):
    """Counts of the whole report: department indicators (``counts.all``, ``counts.met`` …), goals and projects."""

    def __init__(self, ledger: FactLedger) -> None:
        super().__init__(ledger, "count.indicators")
        self.has_any = self._positive("count.indicators")
        self.has_projects = self._positive("count.projects")
        self.has_project_indicators = self._positive("count.project_indicators")
        self.goals = ledger["count.goals"]
        self.projects = ledger["count.projects"]
        self.project_indicators = ledger["count.project_indicators"]


class ScoreView(FactView):
    """``score.total``, ``score.rating``, ``score.max_total`` and ``score.execution.score``."""

    def __init__(self, ledger: FactLedger) -> None:
        super().__init__(ledger, "score")
        self.execution = FactView(ledger, "score.execution", subject="预算执行率")


class FindingView:
    """A finding as a template uses it: its code, and the facts it names."""

    def __init__(self, ledger: FactLedger, finding: Finding, indicators: Mapping[str, IndicatorView]) -> None:
        self.code = finding.code
        self.facts = tuple(ledger[fact] for fact in finding.facts if fact in ledger)
        self.indicator = next((found for fact in finding.facts if (found := indicators.get(_prefix(fact)))), None)
        key = next((fact.split(".")[1] for fact in finding.facts if fact.startswith("budget.")), "")
        self.budget = BudgetLineView(ledger, key, finding.subject) if key else None


def _prefix(fact_id: str) -> str:
    return fact_id.rpartition(".")[0]


class ReportView:
    """Everything a template may use, as the variables of its context."""

    def __init__(
        self,
        entered: SelfEvaluation,
        scorecard: Scorecard,
        ledger: FactLedger,
        form: Form,
        findings: Sequence[Finding],
    ) -> None:
        self._entered = entered
        self._scorecard = scorecard
        self._ledger = ledger
        self._form = form
        self._findings = findings

    def context(self) -> dict[str, object]:
        """Name → value for Jinja. The names are documented in docs/forms.md."""
        ledger = self._ledger
        by_id = {indicator_id(number): view for number, view in self.indicators.items()}
        stated = {_PROMPTED[problem.prompt] for problem in self._entered.problems if problem.prompt}
        return {
            "department": FactView(ledger, "department", sheet="基本信息", record=Department),
            "staff": self.staff,
            "staff_rates": FactView(ledger, "staff"),
            "duties": [ledger[f"duty.{n}.text"] for n, _ in enumerate(self._entered.duties, start=1)],
            "basis": self.basis,
            "budget": BudgetView(ledger, self._entered.budget),
            "goals": self.goals,
            "indicators": list(self.indicators.values()),
            "indicators_by_tree": self.indicators_by_tree,
            "categories": self.categories,
            "projects": self.projects,
            "projects_total": FactView(ledger, "projects", subject="项目"),
            "management": self.management,
            "problems": self.problems,
            "previous": self.previous,
            "conclusion": FactView(ledger, "conclusion", sheet="自评结论", record=StatedConclusion),
            "score": self.score,
            "counts": self.counts,
            "findings": [FindingView(ledger, each, by_id) for each in self._findings if each.code not in stated],
            "thresholds": FactView(ledger, "form"),
            "limit": LISTED_AT_MOST,
            "few": GIVEN_AS_EXAMPLES,
        }

    @cached_property
    def indicators(self) -> dict[str, IndicatorView]:
        """Department indicators by number, in order."""
        rows = {row.indicator: row for row in self._scorecard.rows}
        stated = {problem.indicator for problem in self._entered.problems if problem.indicator}
        return {
            indicator.number: IndicatorView(
                self._ledger,
                indicator,
                rows.get(indicator.number),
                in_stated_problem=indicator.number in stated,
            )
            for indicator in self._entered.department_indicators
        }

    @property
    def indicators_by_tree(self) -> list[IndicatorView]:
        """Department indicators in the order of the form's 一级 and 二级指标, for tables that merge these."""
        places: dict[tuple[str, str], tuple[int, int]] = {}
        for first, (category, names) in enumerate(self._form.indicator_tree.items()):
            places |= {(category, name): (first, second) for second, name in enumerate(names)}
            places[category, ""] = (first, len(names))
        last = (len(self._form.indicator_tree), 0)
        return sorted(
            self.indicators.values(),
            key=lambda view: (
                places.get((view.category_key, view.subcategory_key)) or places.get((view.category_key, ""), last)
            ),
        )

    @cached_property
    def goals(self) -> list[GoalView]:
        """Department goals with the indicators that name them."""
        members: dict[str, list[IndicatorView]] = {}
        for view in self.indicators.values():
            members.setdefault(view.goal_key, []).append(view)
        return [GoalView(self._ledger, goal, members.get(goal.number, [])) for goal in self._entered.department_goals]

    @cached_property
    def categories(self) -> list[CategoryView]:
        """一级指标 in the order entered."""
        members: dict[str, list[IndicatorView]] = {}
        for view in self.indicators.values():
            members.setdefault(view.category_key, []).append(view)
        return [CategoryView(self._ledger, name, views) for name, views in members.items()]

    @cached_property
    def projects(self) -> list[ProjectView]:
        """Projects with their own goals, indicators and plan."""
        goals: dict[str, list[GoalView]] = {}
        for goal in self._entered.goals:
            if goal.project:
                goals.setdefault(goal.project, []).append(GoalView(self._ledger, goal, []))
        plans: dict[str, list[PlanPointView]] = {}
        for point in self._entered.payment_plan:
            plans.setdefault(point.project, []).append(PlanPointView(self._ledger, point))
        by_project = self._entered.indicators_by_project
        return [
            ProjectView(
                self._ledger,
                project,
                goals.get(project.number, []),
                [IndicatorView(self._ledger, row, None) for row in by_project.get(project.number, ())],
                plans.get(project.number, []),
            )
            for project in self._entered.projects
        ]

    @property
    def staff(self) -> dict[str, FactView]:
        """人员类别 → its counts."""
        return {
            member.staff_class: FactView(
                self._ledger,
                staff_id(member.staff_class),
                subject=member.staff_class,
                sheet="人员",
                record=StaffCount,
            )
            for member in self._entered.staff
        }

    @property
    def basis(self) -> dict[str, list[FactView]]:
        """用途 → notices."""
        found: dict[str, list[FactView]] = {}
        for number, notice in enumerate(self._entered.basis_notices, start=1):
            found.setdefault(notice.purpose or "自评依据", []).append(
                FactView(self._ledger, f"basis.{number}", sheet="依据文件", record=BasisNotice)
            )
        return found

    @property
    def management(self) -> dict[str, list[Fact]]:
        """事项 → what was done."""
        found: dict[str, list[Fact]] = {}
        for number, item in enumerate(self._entered.management, start=1):
            found.setdefault(item.topic, []).append(self._ledger[f"management.{number}.text"])
        return found

    @property
    def problems(self) -> list[FactView]:
        """存在问题 as the department states them."""
        return [
            FactView(self._ledger, f"problem.{number}", sheet="存在问题", record=EnteredProblem)
            for number, _ in enumerate(self._entered.problems, start=1)
        ]

    @property
    def previous(self) -> dict[str, Fact]:
        """上年数据 by label."""
        return {
            figure.label: self._ledger[f"previous.{number}"]
            for number, figure in enumerate(self._entered.previous_year, start=1)
        }

    @property
    def score(self) -> ScoreView:
        """Total, rating and the score of 预算执行率."""
        return ScoreView(self._ledger)

    @property
    def counts(self) -> ReportCounts:
        """Counts of department indicators, goals and projects."""
        return ReportCounts(self._ledger)
