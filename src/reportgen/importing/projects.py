"""The head of a project table (项目绩效目标表、项目自评表): what it says of the project itself."""

from __future__ import annotations

import re
from typing import Any

from reportgen.importing.amounts import money_of
from reportgen.importing.budget_rows import CARRY_OVER
from reportgen.importing.labelled_rows import Labelled
from reportgen.importing.rows import Item
from reportgen.importing.totals import Total
from reportgen.language.cell_text import one_line, prose
from reportgen.language.table_heads import Label
from reportgen.model.indicators import Project
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import BudgetLine

_CAPTION = re.compile(
    r"(?:附?[件表]\s*\d*[:：]?\s*)?(?:[（(]?(?P<number>\d{1,4})[)）]?\s*[.、．:：\s]\s*)?(?P<name>.{2,80}?)"
    r"(?:项目)?(?:支出)?(?:预算)?绩效(?:目标|自评)(?:申报|批复)?表"
)
_NOT_A_PROJECT = re.compile(
    r"整体|部门|^第[一二三四五六七八九十]{1,2}部分$|^项目$|^(?:预算)?项目(?:支出)?$|^(?:\d{4}年度?)?(?:市级|县级|区级|省级)?(?:项目|预算|专项)*(?:支出)?$"
)
_UNIT = re.compile(r"(?P<code>\d{3,12})\s*(?P<name>[一-鿿].{3,})", re.DOTALL)
_TEXT_FIELDS = {
    Label.PROJECT_NAME: "name",
    Label.PROJECT_CODE: "code",
    Label.UNIT_NAME: "unit_name",
}
_MONEY_FIELDS = {
    Label.BUDGET: "budget",
    Label.FISCAL: "fiscal_appropriation",
    Label.OTHER_FUNDS: "other_funds",
    Label.EXPENDITURE: "actual_expenditure",
}

_OF_TOTAL_LINE = {
    "original_budget": "original_budget",
    "actual_expenditure": "actual_expenditure",
    "stated_execution_rate": "stated_execution_rate",
    "execution_max_score": "max_score",
    "execution_score": "score",
    "deviation_reason": "deviation_reason",
    "improvement_measures": "improvement_measures",
}
_OF_SOURCE = {
    "财政拨款": ("fiscal_appropriation", "fiscal_expenditure"),
    CARRY_OVER: ("carry_over", "carry_over_expenditure"),
    "其他资金": ("other_funds", "other_expenditure"),
}


def caption(text: str) -> tuple[str, str] | None:
    """Printed number and name of the project whose table *text* heads; ``None`` for any other text."""
    found = _CAPTION.fullmatch(one_line(text))
    if found is None or _NOT_A_PROJECT.search(found.group("name").strip()):
        return None
    return found.group("number") or "", found.group("name").strip()


_NUMBERED = re.compile(r"项目(?:[一二三四五六七八九十]{1,3}|\d{1,2})[\s、．.:：]+(?P<name>[^，。；：:]{2,40})")


def numbered_project(text: str) -> tuple[str, str] | None:
    """Name of the project in a line such as 项目一　护理员培训, without a number; ``None`` for any other text."""
    found = _NUMBERED.fullmatch(text.strip())
    return ("", one_line(found["name"])) if found is not None else None


def unit_with_code(text: str) -> tuple[str, str] | None:
    """Code and name of the unit in a cell such as ``101001某某局本级``."""
    found = _UNIT.fullmatch(one_line(text))
    if (
        found is None
        or re.match(r"年|月|日|元|万|人|号", found.group("name"))
        or re.search(r"[\d，。；]", found.group("name"))
    ):
        return None
    return found.group("code"), found.group("name")


class ProjectDraft:
    """A project while the rows of its head are read."""

    def __init__(self, number: str, origin: Origin, *, captioned: str = "") -> None:
        self.number = number
        self.captioned = captioned
        self.values: dict[str, Any] = {}
        self.origins: dict[str, Origin] = {"": origin}
        self.indicators = 0
        self.awaits_use = False
        self.totals: list[Total] = []
        self._added: set[str] = set()  # fields that are sums of the levels of funds

    def has(self, field: str) -> bool:
        """Whether *field* was stated."""
        return field in self.values

    def take(self, pair: Labelled, unit: str) -> tuple[Item, ...]:
        """Read one label and its value; the items used, which are none where the label is not a project's."""
        if not pair.values:
            return ()
        item = pair.values[0]
        if pair.meaning in _TEXT_FIELDS:
            return self._set(_TEXT_FIELDS[pair.meaning], one_line(item.text), item)
        if pair.meaning is Label.RATING and (rating := re.match(r"优|良|中|差", one_line(item.text))):
            return self._set("rating", rating.group(), item)
        if pair.meaning is Label.FUND_USE:
            return self._set("fund_use", prose(item.text), item)
        if pair.meaning in _MONEY_FIELDS:
            amount = money_of(item.text, unit)
            return self._set(_MONEY_FIELDS[pair.meaning], amount, item) if amount is not None else ()
        return ()

    def take_line(self, line: BudgetLine, *, level_of_funds: bool = False) -> tuple[Origin, ...]:
        """Read a line of a budget table that stands in the project's own table; the places of what it keeps.

        *level_of_funds*: the line is a part of 财政拨款, such as 中央财政拨款; parts are added up.
        """
        total = "original_budget" if line.adjusted_budget is None else "adjusted_budget"
        if line.source == "合计" and line.expenditure_type in {"合计", "项目支出"}:
            kept = {**_OF_TOTAL_LINE, "budget": total}
        elif line.source in _OF_SOURCE:
            budget, spent = _OF_SOURCE[line.source]
            kept = {budget: total, spent: "actual_expenditure"}
        else:
            kept = {}
        stated = {
            field: source
            for field, source in kept.items()
            if source in line.origins and (field not in self.values or (level_of_funds and field in self._added))
        }
        if level_of_funds:
            self._add(stated, line)
            return tuple(line.origins[source] for source in stated.values())
        for field, source in stated.items():
            self.values[field] = getattr(line, source)
            self.origins[field] = line.origins[source]
        return tuple(line.origins[source] for source in stated.values())

    def _add(self, stated: dict[str, str], line: BudgetLine) -> None:
        for field, source in stated.items():
            amount = getattr(line, source)
            self.values[field] = self.values[field] + amount if field in self.values else amount
            self.origins.setdefault(field, line.origins[source])
            self._added.add(field)

    def _set(self, field: str, value: Any, item: Item) -> tuple[Item, ...]:
        self.values[field] = value
        self.origins[field] = item.origin
        return (item,)

    def take_use(self, item: Item) -> None:
        """Read the passage that stands under 预算规模及资金用途 without a label of its own."""
        self._set("fund_use", prose(item.text), item)
        self.awaits_use = False

    def finished(self) -> Project:
        """The project as far as its table states it."""
        values = {"name": self.captioned, **self.values}
        return Project(number=self.number, origins=self.origins, **values)
