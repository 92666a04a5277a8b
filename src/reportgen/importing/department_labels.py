"""What labels in a table say of the department and its conclusion (部门信息与自评结论)."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from reportgen.importing.amounts import money_of
from reportgen.importing.budget_table import BudgetTable
from reportgen.importing.labelled_rows import Labelled
from reportgen.importing.reading import Found
from reportgen.importing.rows import Item
from reportgen.language.cell_text import clean, number_of, one_line, prose
from reportgen.language.table_heads import Label
from reportgen.model.self_evaluation import BudgetLine, Duty, EnteredProblem

_DEPARTMENT_FIELDS = {
    Label.DEPARTMENT: "name",
    Label.BUDGET_CODE: "budget_code",
    Label.CONTACT: "contact",
    Label.PHONE: "phone",
    Label.REPORT_DATE: "report_date",
}
_CONCLUSION_FIELDS = {
    Label.CONCLUSION: "text",
    Label.RESULT_USE: "result_use",
    Label.PUBLICATION: "publication",
}
STATED_IN_LINES = frozenset({*_DEPARTMENT_FIELDS, *_CONCLUSION_FIELDS, Label.YEAR, Label.RATING, Label.TOTAL})
_RATING = re.compile(r"[“\"]?(优|良|中|差)(?:秀|好|等)?[”\"]?")
_CODE_BEHIND = re.compile(r"\s*[\[（(【]\d+[\]）)】]$")  # 某市水利局[118]
_NAME_AND_PHONE = re.compile(r"(?P<name>[一-鿿·]{2,10})\s*[、，,/]?\s*(?P<phone>[\d（(][\d\-—（）() ]{6,18}\d)")


class DepartmentLabels:
    """Keeps what labels state. A second statement of another value is left unread, so that it gets listed."""

    def __init__(self, budget: BudgetTable) -> None:
        self.budget = budget
        self.department: dict[str, Found[Any]] = {}
        self.conclusion: dict[str, Found[Any]] = {}
        self.duties: list[Duty] = []
        self.problems: list[EnteredProblem] = []

    def conclude(self, field: str, value: Any, item: Item) -> tuple[Item, ...]:
        """Keep *value* as a *field* of the conclusion; the items used, which are none beside another value."""
        kept = self.conclusion.setdefault(field, Found(value, item.origin))
        return (item,) if kept.value == value else ()

    def take(self, pair: Labelled, unit: str, *, after_budget: bool) -> tuple[Item, ...]:
        """Read one label and its value; the items used. *after_budget*: the label stands under a budget table."""
        item, meaning = pair.values[0], pair.meaning
        text = one_line(item.text)
        rating = _RATING.fullmatch(text)
        if meaning is Label.CONTACT and (both := _NAME_AND_PHONE.fullmatch(text)):
            self._state("phone", both["phone"], item)
            return self._state("contact", both["name"], item)
        if meaning in _DEPARTMENT_FIELDS:
            return self._state(_DEPARTMENT_FIELDS[meaning], text, item)
        if meaning is Label.SUPERIOR:
            return self._state("name", _CODE_BEHIND.sub("", text), item, "原表写在“主管部门”栏")
        if meaning is Label.SUBORDINATE_UNITS and (count := number_of(text.rstrip("个家"))) is not None:
            return self._state("subordinate_units", int(count), item)
        if meaning in {Label.BASIC, Label.PROJECTS}:
            return self._part_of_budget(pair, unit)
        if meaning is Label.DUTIES:
            parts = [part.strip() for part in re.split(r"[；;\n]", prose(item.text)) if part.strip()]
            self.duties += [Duty(text=part, origins={"text": item.origin}) for part in parts]
            return (item,)
        if meaning in {Label.CONCLUSION, Label.RATING} and rating:
            return self.conclude("rating", rating.group(1), item)
        if meaning in _CONCLUSION_FIELDS:
            return self.conclude(_CONCLUSION_FIELDS[meaning], prose(item.text), item)
        if meaning is Label.REASON and after_budget and self.budget.lines:
            self.budget.explain(item)
            return (item,)
        if meaning in {Label.PROBLEMS, Label.REASON}:
            self.problems.append(EnteredProblem(problem=prose(item.text), origins={"problem": item.origin}))
            return (item,)
        return self._measure(item) if meaning is Label.MEASURE else ()

    def _state(self, field: str, value: Any, item: Item, inferred: str = "") -> tuple[Item, ...]:
        found = Found(value, item.origin, inferred)
        kept = self.department.setdefault(field, found)
        if kept.inferred and not inferred:
            kept = self.department[field] = found
        return (item,) if kept.value == value else ()

    def _part_of_budget(self, pair: Labelled, unit: str) -> tuple[Item, ...]:
        item = pair.values[0]
        amount = money_of(one_line(item.text), unit)
        if amount is None:
            return ()
        kind = "基本支出" if pair.meaning is Label.BASIC else "项目支出"
        origins = {"": item.origin, "adjusted_budget": item.origin}
        line = BudgetLine(source="合计", expenditure_type=kind, adjusted_budget=amount, origins=origins)
        return (item,) if self.budget.state(line, clean(pair.label.text)) else ()

    def _measure(self, item: Item) -> tuple[Item, ...]:
        if not self.problems or self.problems[-1].measure:
            return ()
        last = self.problems[-1]
        self.problems[-1] = dataclasses.replace(
            last, measure=prose(item.text), origins={**last.origins, "measure": item.origin}
        )
        return (item,)
