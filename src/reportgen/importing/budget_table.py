"""A budget table while its rows come in (预算执行情况表): of the department, of one project, or a list of projects."""

from __future__ import annotations

import dataclasses
import re

from reportgen.importing import headers
from reportgen.importing.accounting import Account
from reportgen.importing.amounts import reason_and_measure, restates_rate
from reportgen.importing.budget_rows import (
    CARRY_OVER,
    budget_line,
    inline_lines,
    is_blank_line,
    is_unkept_line,
    listed_project,
    public_funds,
)
from reportgen.importing.headers import Header
from reportgen.importing.indicator_words import bracketed_score
from reportgen.importing.projects import ProjectDraft
from reportgen.importing.rows import Item, Row, own
from reportgen.language.cell_text import clean, is_dash
from reportgen.language.table_heads import Budget
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import BudgetLine

_LEVEL_OF_FUNDS = re.compile(r"(?:中央|省|市|县|区|本|上)级?.{0,2}(?:财政|专项|补助)")


class BudgetTable:
    """Collects the department's budget lines. *projects* grows by those that a list of spending names.

    *other_columns* takes the places of columns that the entered data have no place for.
    """

    def __init__(
        self,
        account: Account,
        notices: list[str],
        projects: list[ProjectDraft],
        other_columns: dict[str, list[Origin]],
    ) -> None:
        self.account = account
        self.notices = notices
        self.projects = projects
        self.other_columns = other_columns
        self.lines: list[BudgetLine] = []
        self._by_label: dict[tuple[str, str], str] = {}  # lines of one labelled amount, with the notice of each
        self._header: Header[Budget] = Header(())
        self._weight: Item | None = None

    def begin(self, header: Header[Budget], row: Row) -> None:
        """Go on under *header*, whose *row* may itself state the 分值: 预算执行情况（20分）."""
        self._header = header
        self._weight = next((item for item in row[:1] if bracketed_score(item.text) is not None), None)

    def refine(self, row: Row) -> bool:
        """Take a second header row; whether *row* is one."""
        finer = headers.refined_budget(self._header, row)
        if finer is None:
            return False
        self._header = finer
        self.account.structure(*row)
        return True

    def row(self, row: Row, unit: str, project: ProjectDraft | None) -> bool:
        """Read a row of data of the department, or of *project*; whether it is one."""
        if is_blank_line(own(row)):
            self.account.structure(*row)
            return True
        if project is not None:
            return self._row_of_project(row, unit, project)
        self._tell_of_funds(row)
        stated = inline_lines(own(row), unit)
        if stated is not None:
            self._take_inline(*stated)
            return True
        if self._listed_project(row, unit):
            return True
        line, used = budget_line(self._header, row, unit)
        if line is None or line.source == CARRY_OVER:
            return is_unkept_line(own(row))
        self._supersede(line)
        if self._has(line):
            self.notices.append(
                f"{line.origins['']}：预算“{line.source}—{line.expenditure_type}”出现两次，用前一次的数。"
            )
            return False
        dashes = [item for item in row if is_dash(item.text)]
        self.lines.append(self._with_weight(line))
        self.account.use(*(origin for field, origin in line.origins.items() if field))
        self.account.structure(*used, *dashes)
        for item in row:
            if item not in used and item not in dashes and self._header.key_at(item.column):
                self.other_columns.setdefault(self._header.key_at(item.column), []).append(item.origin)
        return True

    def state(self, line: BudgetLine, label: str) -> bool:
        """Take a line whose one amount is called neither 年初 nor 全年; whether there was none of its kind yet."""
        if self._has(line):
            return False
        self.lines.append(line)
        self.notices.append(f"{line.origins['']}：“{label}”按全年预算数导入，请核对。")
        self._by_label[line.source, line.expenditure_type] = self.notices[-1]
        return True

    def _supersede(self, line: BudgetLine) -> None:
        """Drop the amount that a label gave a line (基本支出总额：2,430), where the table states the line itself."""
        key = (line.source, line.expenditure_type)
        notice = self._by_label.pop(key, None)
        if notice is None or line.actual_expenditure is None:
            return
        told = next(other for other in self.lines if (other.source, other.expenditure_type) == key)
        self.lines.remove(told)
        self.notices.remove(notice)
        if told.adjusted_budget not in {line.adjusted_budget, line.actual_expenditure}:
            self.notices.append(
                f"{told.origins['']}：“{told.name}”{told.adjusted_budget}与预算表所列的不同，用预算表的数。"
            )

    def explain(self, item: Item) -> None:
        """The reason printed under a budget table belongs to its first line, the total."""
        reason, measure = reason_and_measure(item.text)
        line = self.lines[0]
        origins = {**line.origins, "deviation_reason": item.origin, "improvement_measures": item.origin}
        self.lines[0] = dataclasses.replace(
            line, deviation_reason=reason, improvement_measures=measure, origins=origins
        )

    def _tell_of_funds(self, row: Row) -> None:
        """Say that 财政拨款 is kept as printed where 政府性基金 stands beside it in a row or cell of its own."""
        for item in public_funds(own(row)):
            self.notices.append(
                f"{item.origin}：“{clean(item.text)}”没有并入财政拨款；应当并入的，请相加后改填“财政拨款—合计”一行。"
            )

    def _has(self, line: BudgetLine) -> bool:
        return any(line.key == earlier.key for earlier in self.lines)

    def _row_of_project(self, row: Row, unit: str, project: ProjectDraft) -> bool:
        line, used = budget_line(self._header, row, unit)
        if line is None:
            return is_unkept_line(own(row))
        figures = {origin for field, origin in line.origins.items() if field}
        level_of_funds = any(_LEVEL_OF_FUNDS.search(item.key) for item in used)
        kept = project.take_line(line, level_of_funds=level_of_funds and line.source == "财政拨款")
        self.account.use(*kept)
        self.account.structure(*(item for item in row if is_dash(item.text)))
        self.account.structure(*(item for item in used if item.origin not in figures))
        self._leave_of_project(line, kept)
        return bool(kept)

    def _take_inline(self, lines: list[BudgetLine], titles: Row) -> None:
        self.account.structure(*titles)
        for line in lines:
            if self.state(line, line.name):
                self.account.use(line.origins[""])

    def _listed_project(self, row: Row, unit: str) -> bool:
        """Take a row that names a project with its money, in a list of the department's spending."""
        listed = listed_project(self._header, row, unit)
        if listed is None:
            return False
        values, origins, used = listed
        taken = {project.number for project in self.projects}
        draft = ProjectDraft(next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken), origins[""])
        draft.values, draft.origins = values, origins
        self.projects.append(draft)
        self.account.use(*used)
        self.account.structure(*(item for item in row if is_dash(item.text)))
        return True

    def _leave_of_project(self, line: BudgetLine, kept: tuple[Origin, ...]) -> None:
        """Note what a project's line by source states beyond what is kept; a rate that its amounts give is not lost."""
        for field, name in (("original_budget", "年初预算数"), ("stated_execution_rate", "执行率")):
            origin = line.origins.get(field)
            if origin is None or origin in kept:
                continue
            if field == "stated_execution_rate" and restates_rate(line):
                self.account.structure(origin)
            else:
                self.other_columns.setdefault(f"项目分资金来源的{name}", []).append(origin)

    def _with_weight(self, line: BudgetLine) -> BudgetLine:
        """*line* with the 分值 that stands in the header itself: 预算执行情况（20分）."""
        if line.max_score is not None or line.score is None or self._weight is None:
            return line
        origins = {**line.origins, "max_score": self._weight.origin}
        return dataclasses.replace(line, max_score=bracketed_score(self._weight.text), origins=origins)
