"""Entries of a made-up bureau with any number of indicators: four in five its own, the rest of its projects."""

from __future__ import annotations

from decimal import Decimal

from reportgen.model.indicators import Indicator, PerformanceGoal, Project, RollUp
from reportgen.model.self_evaluation import BudgetLine, Department, SelfEvaluation
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import WAN_YUAN

GROUP = 10  # indicators of a goal or a project, about as many as in published tables
_SCORES = Decimal(90)
# 二级指标, subject, target, actual; the fourth misses its target
_KINDS = (
    ("数量指标", "参加业务培训人数", "≥{}人", "{}人"),
    ("质量指标", "抽查事项合格率", "≥90%", "96.5%"),
    ("时效指标", "年度任务完成时间", "2023年12月31日前", "2023年11月20日"),
    ("数量指标", "受理群众来访件数", "≥{}件", "1件"),
    ("社会效益指标", "便民服务水平", "有所提升", "有所提升"),
)


def synthetic_entry(indicators: int) -> SelfEvaluation:
    """A valid entry of *indicators* indicators with goals, projects and roll-ups in proportion."""
    own, of_projects = indicators - indicators // 5, indicators // 5
    goals, projects = range(1, int(_group(own)) + 1), range(1, int(_group(of_projects)) + 1)
    weight = (_SCORES / own).quantize(Decimal("0.00001"))
    firsts = {number: (number - 1) * GROUP + 1 for number in projects}
    return SelfEvaluation(
        department=Department(name="岚北市公共服务局", year=2023, money_unit="万元", form="tianjin"),
        budget=(_line("合计", 2), _line("基本支出", 1), _line("项目支出", 1)),
        goals=tuple(PerformanceGoal(number=str(n), text=f"办好第{n}类服务。", achieved="按计划办理。") for n in goals),
        indicators=(
            *(_indicator(n, f"{n}", goal=_group(n), max_score=weight) for n in range(1, own + 1)),
            *(_indicator(n, f"P{n}", project=_group(n)) for n in range(1, of_projects + 1)),
        ),
        projects=tuple(Project(number=str(n), name=f"第{n}类服务经费", budget=_wan(100)) for n in projects),
        roll_ups=tuple(
            RollUp(indicator=f"{first}", project=str(n), measure="实际完成值", project_indicator=f"P{first}")
            for n, first in firsts.items()
        ),
    )


def _group(position: int) -> str:
    return str((position - 1) // GROUP + 1)


def _indicator(
    position: int, number: str, *, goal: str = "", project: str = "", max_score: Decimal | None = None
) -> Indicator:
    subcategory, subject, target, actual = _KINDS[(position - 1) % len(_KINDS)]
    missed, qualitative = actual == "1件", actual == target
    return Indicator(
        number=number,
        project=project,
        goal=goal,
        category="效益指标" if "效益" in subcategory else "产出指标",
        subcategory=subcategory,
        name=f"第{position}项{subject}",
        target_value=target.format(position + 10),
        actual_value=actual.format(position + 10),
        attainment_band="达成" if qualitative else "",
        max_score=max_score,
        score=max_score if qualitative else None,
        deviation_reason="群众改为网上办理，来访减少" if missed else "",
        improvement_measures="按网上办理量核定指标值" if missed else "",
    )


def _line(kind: str, share: int) -> BudgetLine:
    amounts = {"original_budget": 1000, "adjusted_budget": 1100, "actual_expenditure": 1045}
    return BudgetLine(
        source="合计", expenditure_type=kind, **{name: _wan(amount * share) for name, amount in amounts.items()}
    )


def _wan(amount: int) -> Quantity:
    return Quantity(Decimal(amount), WAN_YUAN)
