"""The whole of a document's money (全年预算与全年支出) as its prose tells it, wherever it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from reportgen.checking.consistency.figures import Figure, figures_of
from reportgen.checking.consistency.paper import Paper

_BUDGET = re.compile(
    r"(?:全年|调整后的?|最终)(?:部门)?(?:支出)?(?:可执行)?预算(?:总额|数)?(?:数|总额)?(?:为|共|达到|达|增至|变更为|是)*$"
)
_SPENT = re.compile(
    r"^(?:\d{4}年)?(?:全年|年度|本年)(?:实际|总|共|预算|共计|累计)*(?:支出|执行数?)(?:数|总额|合计)?(?:为|共|共计|是)*$"
)
_PARTIAL = re.compile(r"项目|基本|其中|三公|采购|上年|专项|经费|基金")


def with_told_budget(paper: Paper) -> Paper:
    """*paper* with the 全年预算 of its prose, where its 合计 line is the total of a table of projects alone."""
    line, told = paper.entered.budget_line(), whole_budget(paper)
    passage = paper.passage_at(line.origin("adjusted_budget")) if line is not None else None
    if line is None or told is None or passage is None or not passage.cell or line.adjusted_budget is None:
        return paper
    total = sum((p.budget.base for p in paper.entered.projects if p.budget is not None), Decimal(0))
    if told.value == line.adjusted_budget.base or total != line.adjusted_budget.base:
        return paper
    spent = whole_spent(paper)
    meant = replace(
        line,
        adjusted_budget=told.mention.quantity,
        actual_expenditure=spent.mention.quantity if spent is not None else None,
        stated_execution_rate=None,
    )
    lines = tuple(meant if other is line else other for other in paper.entered.budget)
    return replace(paper, entered=replace(paper.entered, budget=lines))


def whole_budget(paper: Paper) -> Figure | None:
    """The 全年预算 of the prose, where it tells one number alone."""
    return _told(paper, _BUDGET)


def whole_spent(paper: Paper) -> Figure | None:
    """The 全年支出 of the prose, where it tells one number alone."""
    return _told(paper, _SPENT)


def _told(paper: Paper, words: re.Pattern[str]) -> Figure | None:
    told = [
        figure
        for passage in paper.paragraphs
        for figure in figures_of(passage.text)
        if figure.kind == "money" and words.search(figure.lead.strip()) and not _PARTIAL.search(figure.lead)
    ]
    return told[0] if len({figure.value for figure in told}) == 1 else None
