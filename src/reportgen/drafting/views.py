"""What templates see: facts by name, lists of indicators, goals and projects, and gaps where data are missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reportgen.model.fact_ids import goal_id, group_id, indicator_id, plan_id, project_id, staff_id
from reportgen.model.facts import Fact, FactLedger
from reportgen.model.field_values import clean_text
from reportgen.model.finding import Finding
from reportgen.model.form import Form
from reportgen.model.indicators import Indicator, PaymentPlanPoint, PerformanceGoal, Project
from reportgen.model.record import Record, fields_of
from reportgen.model.scorecard import Attainment, Scorecard, ScoredRow
from reportgen.model.self_evaluation import (
    PROBLEM_PROMPTS,
    BasisNotice,
    BudgetLine,
    Department,
    EnteredProblem,
    SelfEvaluation,
    StaffCount,
    StatedConclusion,
    budget_key,
    budget_line_name,
)
from reportgen.quantities.target_values import Comparator, TargetKind, split_target_value

_ATTAINMENT_KEYS = {
    Attainment.MET: "met",
    Attainment.EXCEEDED: "exceeded",
    Attainment.MISSED: "missed",
    Attainment.UNDECIDED: "undecided",
}
# 对应提示 of an entered problem → the finding it takes the place of
_PROMPTED = dict(
    zip(PROBLEM_PROMPTS, ("LOW_EXECUTION", "LARGE_ADJUSTMENT", "OVER_COMPLETION", "UNQUANTIFIED"), strict=True)
)
LISTED_AT_MOST = 8  # how many items a sentence lists before 等
GIVEN_AS_EXAMPLES = 3  # how many indicators of one 二级指标 a sentence names
_MEASURED = frozenset({TargetKind.NUMBER, TargetKind.RANGE})


@dataclass(frozen=True, slots=True)
class Missing:
    """A value that was not entered. It is false in conditions; written out it becomes 【待填：…】 with a comment."""

    label: str
    where: str = ""
    subject: str = ""

    @property
    def what(self) -> str:
        """What is missing, with its subject: “培训人数”实际完成值."""
        return f"{self.subject}{self.label}"

    def __bool__(self) -> bool:
        return False


class FactView:
    """The facts under one prefix as attributes: ``budget.total.execution_rate``.

    An attribute without a fact is a :class:`Missing` that says what to fill in and where.
    """

    def __init__(
        self, ledger: FactLedger, prefix: str, *, subject: str = "", sheet: str = "", record: type[Record] | None = None
    ) -> None:
        self._ledger = ledger
        self._prefix = prefix
        self._subject = subject
        self._sheet = sheet
        self._record = record

    def __getattr__(self, name: str) -> Fact | Missing:
        if name.startswith("_"):
            raise AttributeError(name)
        fact = self._ledger.get(f"{self._prefix}.{name}")
        if fact is not None:
            return fact
        label = _label(self._record, name)
        if label is None:
            if name not in _DERIVED:
                raise AttributeError(name)  # a misspelt name in a template, not a value left blank
            return Missing(_DERIVED[name], "", self._subject)
        where = f"在“{self._sheet}”表{self._subject}的“{label}”中填写" if self._sheet else ""
        return Missing(label, where, self._subject)


# Names of derived facts; one of them may be absent because what it follows from was not entered or does not apply.
_DERIVED = {
    "fiscal_year": "年度",
    "execution_rate": "预算执行率",
    "surplus": "结余",
    "overspend": "超支",
    "adjustment_up": "预算调增额",
    "adjustment_down": "预算调减额",
    "adjustment_rate_up": "预算调增幅度",
    "adjustment_rate_down": "预算调减幅度",
    "growth_up": "同比增加额",
    "growth_down": "同比减少额",
    "growth_rate_up": "同比增长幅度",
    "growth_rate_down": "同比下降幅度",
    "share": "所占比重",
    "score": "得分",
    "max_score": "分值",
    "total": "自评总分（有指标尚未得分）",
    "max_total": "总分值",
    "rating": "评价等级（有指标尚未得分）",
    "completion": "完成率",
    "score_coefficient": "得分系数",
    "above_target": "高于指标值的数",
    "below_target": "低于指标值的数",
    "control_rate": "在职人员控制率",
    "budget": "预算数",
    "actual_expenditure": "执行数",
    "authorized": "编制人数",
    "actual": "实有人数",
    "met": "完成的指标数",
    "exceeded": "超额完成的指标数",
    "missed": "未完成的指标数",
    "undecided": "不能判定的指标数",
    "qualitative": "定性指标数",
    "quantitative": "定量指标数",
    "over_completion_threshold": "超额完成说明线",
    "low_execution_rate": "执行率偏低线",
    "large_adjustment_rate": "预算调整偏大线",
}


def _label(record: type[Record] | None, name: str) -> str | None:
    if record is None:
        return None
    return next((spec.label for spec in fields_of(record) if spec.name == name), None)


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


class CountView(FactView):
    """Counts as facts; :meth:`has` tells whether a count is above zero."""

    def has(self, name: str) -> bool:
        """Whether the count *name* is more than zero."""
        return self._positive(f"{self._prefix}.{name}")

    def _positive(self, fact_id: str) -> bool:
        fact = self._ledger.get(fact_id)
        return bool(fact and fact.quantity and fact.quantity.value > 0)

    @property
    def all(self) -> Fact | Missing:
        """The count of all members."""
        return self._ledger.get(self._prefix) or Missing("指标数量")


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


class CategoryView:
    """One 一级指标: its indicators by 二级指标, counts and scores."""

    def __init__(self, ledger: FactLedger, name: str, indicators: Sequence[IndicatorView]) -> None:
        self.name = indicators[0].category
        self.indicators = indicators
        self.groups = _groups(indicators)
        self.counts = CountView(ledger, group_id("count", "category", name))
        self.scores = FactView(ledger, group_id("score", "category", name), subject=name)


class BudgetLineView(FactView):
    """One budget line by its key."""

    def __init__(self, ledger: FactLedger, key: str, name: str) -> None:
        super().__init__(ledger, f"budget.{key}", subject=name, sheet="预算", record=BudgetLine)
        self.key = key
        self.called = name

    @property
    def spent_in_full(self) -> bool:
        """Whether the whole budget was spent, exactly."""
        rate = self._ledger.get(f"{self._prefix}.execution_rate")
        return bool(rate and rate.quantity and rate.quantity.value == 100)

    @property
    def has_budget(self) -> bool:
        """Whether there was a budget at all; one below zero is an error of the entry, told elsewhere."""
        return self._differs_from_zero("adjusted_budget")

    @property
    def has_spending(self) -> bool:
        """Whether anything was spent."""
        return self._differs_from_zero("actual_expenditure")

    def _differs_from_zero(self, name: str) -> bool:
        fact = self._ledger.get(f"{self._prefix}.{name}")
        return bool(fact and fact.quantity and fact.quantity.value != 0)


class BudgetView(Mapping[str, BudgetLineView]):
    """The budget lines: ``budget.total``, ``budget["fiscal"]``, and those entered in order."""

    def __init__(self, ledger: FactLedger, lines: Sequence[BudgetLine]) -> None:
        self._ledger = ledger
        self._lines = {line.key: BudgetLineView(ledger, line.key, line.name) for line in lines}

    def __getitem__(self, key: str) -> BudgetLineView:
        return self._lines[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def total(self) -> BudgetLineView:
        """部门整体支出, entered or summed from its parts."""
        return self._lines.get("total") or BudgetLineView(self._ledger, "total", budget_line_name())

    @property
    def parts(self) -> tuple[BudgetLineView, ...]:
        """The entered lines other than the total."""
        return tuple(line for key, line in self._lines.items() if key != "total")

    @property
    def sources(self) -> tuple[BudgetLineView, ...]:
        """财政拨款 and 其他资金 as far as entered."""
        return tuple(self._lines[key] for key in ("fiscal", "other") if key in self._lines)

    @property
    def sole_source(self) -> BudgetLineView | None:
        """The one source of all expenditure, where only one has a budget."""
        funded = [line for line in self.sources if line.has_budget]
        share = funded[0].share if len(funded) == 1 else None
        return funded[0] if isinstance(share, Fact) and share.quantity and share.quantity.value == 100 else None

    @property
    def types(self) -> tuple[BudgetLineView, ...]:
        """基本支出 and 项目支出 as far as entered."""
        return tuple(self._lines[key] for key in ("basic", "project") if key in self._lines)

    def line(self, source: str, expenditure_type: str) -> BudgetLineView:
        """The line of that source and type, for tables that print every cell."""
        key = budget_key(source, expenditure_type)
        return self._lines.get(key) or BudgetLineView(self._ledger, key, budget_line_name(source, expenditure_type))


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


class PlanPointView:
    """资金支出计划 at one time point: its words (3月底) and the cumulative share."""

    def __init__(self, ledger: FactLedger, point: PaymentPlanPoint) -> None:
        prefix = plan_id(point.project, point.by)
        self.by = ledger[f"{prefix}.by"]
        self.share = ledger.get(f"{prefix}.share") or Missing(f"{point.by}累计支出比例", "在“支出计划”表中填写")


def _prefix(fact_id: str) -> str:
    return fact_id.rpartition(".")[0]


class FindingView:
    """A finding as a template uses it: its code, and the facts it names."""

    def __init__(self, ledger: FactLedger, finding: Finding, indicators: Mapping[str, IndicatorView]) -> None:
        self.code = finding.code
        self.facts = tuple(ledger[fact] for fact in finding.facts if fact in ledger)
        self.indicator = next((found for fact in finding.facts if (found := indicators.get(_prefix(fact)))), None)
        key = next((fact.split(".")[1] for fact in finding.facts if fact.startswith("budget.")), "")
        self.budget = BudgetLineView(ledger, key, finding.subject) if key else None


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
