"""What the data say of projects: money that does not add up, payment plans that fall."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator
from itertools import pairwise

from reportgen.model.fact_ids import project_id
from reportgen.model.finding import Finding, Severity
from reportgen.model.origin import Origin
from reportgen.quantities.quantity import Quantity
from reportgen.rules.examined import HUNDRED, Examined, places


def project_money(examined: Examined) -> Iterator[Finding]:
    """项目预算数不等于财政资金＋上年结转＋其他资金; 执行数大于预算数."""
    for project in examined.entered.projects:
        sources = {
            "财政资金": project.fiscal_appropriation,
            "上年结转资金": project.carry_over,
            "其他资金": project.other_funds,
        }
        parts = {name: part for name, part in sources.items() if part is not None}
        if project.budget is not None and parts:
            found = functools.reduce(operator.add, parts.values())
            if not found.same_amount(project.budget):
                yield Finding(
                    code="SUM_MISMATCH",
                    severity=Severity.ERROR,
                    message=f"项目“{project.name}”预算数{project.budget}，{'＋'.join(parts)}＝{found}",
                    suggestion="核对预算数和资金来源",
                    facts=(f"{project_id(project.number)}.budget",),
                    origins=places(project.origin("budget"), project.origin("fiscal_appropriation")),
                    subject=project.name,
                )
        if project.budget and project.actual_expenditure and project.actual_expenditure.base > project.budget.base:
            yield Finding(
                code="OVER_EXECUTION",
                severity=Severity.INFO if project.deviation_reason else Severity.ERROR,
                message=f"项目“{project.name}”执行数{project.actual_expenditure}大于预算数{project.budget}",
                suggestion="" if project.deviation_reason else "核对两个数；确属超支的，在“偏差原因”中说明",
                facts=(f"{project_id(project.number)}.actual_expenditure", f"{project_id(project.number)}.budget"),
                origins=places(project.origin("actual_expenditure")),
                subject=project.name,
            )


def payment_plans(examined: Examined) -> Iterator[Finding]:
    """支出计划: cumulative shares must not fall, and end at 100 %."""
    names = {project.number: project.name for project in examined.entered.projects}
    plans: dict[str, list[tuple[str, Quantity, Origin | None]]] = {}
    for point in examined.entered.payment_plan:
        if point.share is not None:
            plans.setdefault(point.project, []).append((point.by, point.share, point.origin("share")))
    for number, points in plans.items():
        name = names.get(number, number)
        for (before, earlier, _), (after, later, origin) in pairwise(points):
            if later.value < earlier.value:
                yield Finding(
                    code="PLAN_FALLS",
                    severity=Severity.ERROR,
                    message=f"项目“{name}”累计支出比例{after}{later}小于{before}{earlier}",
                    suggestion="支出计划按累计比例填写",
                    origins=places(origin),
                    subject=name,
                )
        if points[-1][1].value != HUNDRED:
            yield Finding(
                code="PLAN_INCOMPLETE",
                severity=Severity.WARNING,
                message=f"项目“{name}”{points[-1][0]}累计支出比例{points[-1][1]}，没有达到100%",
                suggestion="核对最后一个时点的比例",
                origins=places(points[-1][2]),
                subject=name,
            )
