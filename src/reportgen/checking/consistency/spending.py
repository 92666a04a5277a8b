"""Projects that hardly spent their money (项目执行率偏低), and no word of the report says why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checking.consistency.likeness import pairs_of
from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import plain_number, round_half_up

_HARDLY_SPENT = 50  # percent; a report tells in words of its own why it spent a little less
_SAYS_WHY = 8  # characters, from which a cell may give a reason
_WHY = re.compile(r"因|由于|原因|未|没有|结转|质保|跨年|进度|推迟|延[期后]|调整|压减|节约|尾款|招标|取消|慢")


def projects_hardly_spent(paper: Paper) -> Iterator[Finding]:
    """LOW_EXECUTION: a project of the budget table that spent 31.33 % of its budget without a reason."""
    lowest = _HARDLY_SPENT
    for project in paper.entered.projects:
        budget, spent = project.budget, project.actual_expenditure
        if budget is None or spent is None or not budget.base or project.deviation_reason:
            continue
        rate = spent.base / budget.base * 100
        words = pairs_of(project.name)
        told = (p.text for p in paper.passages if len(p.text) >= _SAYS_WHY and words & pairs_of(p.text))
        if rate >= lowest or any(_WHY.search(text) for text in told):
            continue
        shown = f"执行率{plain_number(round_half_up(rate, 2))}%"
        yield found(
            "LOW_EXECUTION",
            Severity.WARNING,
            f"项目“{project.name}”预算{budget}，支出{spent}，{shown}，没有说明原因",
            "说明没有支出的原因和以后的安排",
            paper.place(project.origin("actual_expenditure")),
            paper.place(project.origin("budget")),
            subject=project.name,
        )


DETECTORS: tuple[Detector, ...] = (projects_hardly_spent,)
