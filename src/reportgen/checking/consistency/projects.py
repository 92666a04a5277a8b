"""The projects of a plan (项目汇总): how many there are and what they cost, and where the money of each comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checking.consistency.figures import figures_of
from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import format_number

_COUNTED = re.compile(r"(?:安排|实施|编报|申报|设置|设立|涉及|共有|共)(?:了)?(?:预算|重点|专项)*项目$")
_TOLD_FIRST = re.compile(r"(?:安排|实施|编报|申报|设置|设立|涉及|共有|共)(?:了)?$")
_IN_ALL = re.compile(r"(?:预算|资金|金额)(?:合计|共计?|总计|总额|总额为|合计为)$")


def projects_told(paper: Paper) -> Iterator[Finding]:
    """LIST_COUNT, SUM_MISMATCH: 安排项目4个，预算合计268万元 over the tables of three projects that cost 286."""
    projects = paper.entered.projects
    if not paper.is_plan or len(projects) < 2:
        return
    budgets = [project.budget.base for project in projects if project.budget is not None]
    for passage in paper.paragraphs:
        for figure in figures_of(passage.text):
            after = passage.text[figure.end :]
            counted = _COUNTED.search(figure.lead) or (
                _TOLD_FIRST.search(figure.lead) and re.match(r"(?:预算|重点|专项)*项目(?![\u4e00-\u9fff])", after)
            )
            if counted and figure.text.endswith(("个", "项")) and figure.value != len(projects):
                yield found(
                    "LIST_COUNT",
                    Severity.ERROR,
                    f"写项目{figure.text}，后面是{len(projects)}个项目的表",
                    "核对项目数，改正其中一处",
                    passage.place(figure.start, figure.end),
                    paper.place(projects[-1].origin("name"), projects[-1].name),
                )
            total = sum(budgets, Decimal(0))
            whole = figure.kind == "money" and _IN_ALL.search(figure.lead) and "项目" in passage.text[: figure.start]
            if whole and len(budgets) == len(projects) and not figure.gives(total):
                yield found(
                    "SUM_MISMATCH",
                    Severity.ERROR,
                    f"写{figure.lead.strip()[-8:]}{figure.text}，{len(projects)}个项目的预算数相加为{format_number(total)}元",
                    "核对合计和各项目预算数，改正其中一处",
                    passage.place(figure.start, figure.end),
                    *(paper.place(project.origin("budget")) for project in projects),
                )


_ENDS_OF_NAMES = re.compile(r"(?:专项|项目|经费|资金|补助|费用|支出|预算)+$")
_LEAST_NAME = 4


def amounts_told(paper: Paper) -> Iterator[Finding]:
    """TEXT_VS_INDICATOR: 河道管护和保洁262.00万元 above the table of that project, whose budget is 226.00."""
    if not paper.is_plan:
        return
    named = {_ENDS_OF_NAMES.sub("", p.name.strip()): p for p in paper.entered.projects if p.budget is not None}
    for passage in paper.paragraphs:
        for figure in figures_of(passage.text):
            lead = _ENDS_OF_NAMES.sub("", re.sub("^[、和及]|“|”", "", figure.lead.strip()))
            project = named.get(lead) if figure.kind == "money" and len(lead) >= _LEAST_NAME else None
            if project is None or project.budget is None or figure.gives(project.budget.base):
                continue
            yield found(
                "TEXT_VS_INDICATOR",
                Severity.ERROR,
                f"文字写“{figure.lead.strip()}{figure.text}”，项目“{project.name}”预算数{project.budget}",
                "核对后改正其中一处",
                passage.place(figure.start, figure.end),
                paper.place(project.origin("budget")),
                subject=project.name,
            )


def sources_of_money(paper: Paper) -> Iterator[Finding]:
    """SUM_MISMATCH: 预算数94万元, 其中财政资金94万元, 其他资金10万元."""
    for project in paper.entered.projects:
        parts = [project.fiscal_appropriation, project.carry_over, project.other_funds]
        known = [part for part in parts if part is not None]
        if project.budget is None or project.fiscal_appropriation is None or project.other_funds is None:
            continue
        total = sum((part.base for part in known), Decimal(0))
        if total != project.budget.base:
            yield found(
                "SUM_MISMATCH",
                Severity.ERROR,
                f"项目“{project.name}”预算数{project.budget}，财政资金和其他资金相加为{format_number(total)}元",
                "核对预算数和资金来源，改正其中一处",
                paper.place(project.origin("budget")),
                paper.place(project.origin("fiscal_appropriation")),
                paper.place(project.origin("other_funds")),
                subject=project.name,
            )


DETECTORS: tuple[Detector, ...] = (projects_told, amounts_told, sources_of_money)
