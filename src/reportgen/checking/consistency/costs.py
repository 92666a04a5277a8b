"""The money of a project (项目预算与成本指标): its ceilings, its items and what is paid to each, against its budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checking.consistency.arithmetic import claims_in
from reportgen.checking.consistency.figures import figures_of
from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator, Project
from reportgen.model.origin import Origin
from reportgen.quantities.quantity import format_number, round_half_up

_PAID_OUT = re.compile(r"补贴|补助|津贴|慰问金|救助金|资助|奖励金|生活费")


def indivisible_money(paper: Paper) -> Iterator[Finding]:
    """NOT_DIVISIBLE: a budget paid out to N persons that is no whole amount each: 95,160元 ÷ 114名."""
    by_project = paper.entered.indicators_by_project
    for project in paper.entered.projects:
        texts = [(project.fund_use, project.origin("fund_use"))]
        texts += [(g.text, g.origin("text")) for g in paper.entered.goals if g.project == project.number]
        receivers: dict[Decimal, tuple[str, Origin | None]] = {}
        for text, origin in texts:
            for mention in claims_in(text):
                if mention.unit.dimension in {"person", "household"} and mention.value and _PAID_OUT.search(text):
                    receivers.setdefault(mention.value, (mention.text, origin))
        if len(receivers) != 1 or project.budget is None or not _PAID_OUT.search(project.name + project.fund_use):
            continue
        ((number, (words, origin)),) = receivers.items()
        costs = [
            i for i in by_project.get(project.number, ()) if "成本" in i.subcategory and i.target.quantity is not None
        ]
        each = project.budget.base / number
        if number < 3 or each == round_half_up(each, 2) or costs:
            continue
        yield found(
            "NOT_DIVISIBLE",
            Severity.WARNING,
            f"项目“{project.name}”预算{project.budget}，发放对象{words}，"
            f"每人（户）{format_number(each, 4)}元，不是整数，标准无法复核",
            "写明人均标准和人数，核对预算数",
            paper.place(origin, words),
            paper.place(project.origin("budget")),
            *(
                paper.place(i.origin("target_value"), i.target_value)
                for i in by_project.get(project.number, ())
                if i.target.quantity is not None and i.target.quantity.base == number
            ),
            subject=project.name,
        )


def costs_against_budget(paper: Paper) -> Iterator[Finding]:
    """COST_VS_BUDGET: the cost ceilings of a project against its budget."""
    by_project = paper.entered.indicators_by_project
    for project in paper.entered.projects:
        budget = project.budget
        costs = [
            i
            for i in by_project.get(project.number, ())
            if "成本" in i.subcategory + i.category
            and i.target.quantity is not None
            and i.target.quantity.unit.dimension == "money"
            and not re.search(r"标准|单价|人均|户均|每", i.name + i.target_value)
        ]
        if budget is None or not costs:
            continue
        amounts = [i.target.quantity.base for i in costs if i.target.quantity is not None]
        over = [i for i in costs if i.target.quantity is not None and i.target.quantity.base > budget.base]
        total = sum(amounts, Decimal(0))
        if over:
            yield _cost(
                paper,
                f"成本指标“{over[0].name}”{over[0].target_value}，大于项目预算{budget}",
                over,
                project,
            )
        elif (
            budget.base not in amounts
            and len(amounts) >= 2
            and 0 < abs(total - budget.base) <= budget.base * Decimal("0.02")
        ):
            yield _cost(paper, f"各项成本指标合计{format_number(total)}元，项目预算{format_number(budget.base)}元，"
                f"相差{format_number(abs(total - budget.base))}元", costs, project,
            )  # fmt: skip


def _cost(paper: Paper, message: str, rows: Sequence[Indicator], project: Project) -> Finding:
    return found(
        "COST_VS_BUDGET",
        Severity.ERROR,
        f"项目“{project.name}”{message}",
        "核对成本指标和预算数，改正其中一处",
        *(paper.place(row.origin("target_value"), row.target_value) for row in rows),
        paper.place(project.origin("budget")),
        subject=project.name,
    )


_PER_ONE = re.compile(r"每|人均|户均|单价|标准|均价")
_OPEN = re.compile(r"其中|不超过|以内|约|左右|剩余|合计|共计|总计")


def items_of_money(paper: Paper) -> Iterator[Finding]:
    """PURPOSE_SUM: the items of money under 资金用途 against the project's budget, in lines or in one sentence."""
    for project in paper.entered.projects:
        lines = [line for line in project.fund_use.split("\n") if line.strip()]
        if project.budget is None or not lines or any(_OPEN.search(line) for line in lines):
            continue
        if len(lines) > 1 and not all(_ITEM_NUMBER.match(line) for line in lines):
            continue
        amounts = list(_amounts_of_items(lines))
        if len(amounts) < 2 or None in amounts:
            continue
        total = sum((amount for amount in amounts if amount is not None), Decimal(0))
        gap = abs(total - project.budget.base)
        if 0 < gap < project.budget.base:
            yield sum_finding(
                paper,
                project,
                "PURPOSE_SUM",
                f"资金用途各项合计{format_number(total)}元，项目预算{format_number(project.budget.base)}元",
                gap,
                (),
                lines,
            )


_ITEM_NUMBER = re.compile(r"\s*(?:\d{1,2}[.、．]|[（(]\d)")


def _amounts_of_items(lines: Sequence[str]) -> Iterator[Decimal | None]:
    """The amount of each item, nothing for an item without one; a line alone may list several."""
    if len(lines) > 1:
        for line in lines:
            money = [f for f in figures_of(line) if f.kind == "money" and not _PER_ONE.search(f.lead)]
            yield money[-1].value if len(money) == 1 else None
        return
    parts = [part for part in re.split("[，；、。]", _ITEM_NUMBER.sub("", lines[0])) if part.strip()]
    for part in parts:
        money = [f for f in figures_of(part) if f.kind == "money" and not _PER_ONE.search(f.lead)]
        if re.search(r"\d", part):
            yield money[0].value if len(money) == 1 else None


def sum_finding(
    paper: Paper,
    project: Project,
    code: str,
    message: str,
    gap: Decimal,
    rows: Sequence[Indicator],
    lines: Sequence[str] = (),
) -> Finding:
    """The finding that amounts of a project miss its budget by *gap* 元; *rows* or *lines* hold the amounts."""
    return found(
        code,
        Severity.WARNING,
        f"项目“{project.name}”{message}，相差{format_number(gap)}元",
        "核对各项金额和预算数，改正其中一处",
        paper.place(project.origin("budget")),
        *(paper.place(project.origin("fund_use"), line.strip()) for line in lines),
        *(paper.place(row.origin("target_value"), row.target_value) for row in rows),
        subject=project.name,
    )


DETECTORS: tuple[Detector, ...] = (indivisible_money, costs_against_budget, items_of_money)
