"""The tables of one document, row by row (表格解读): a header tells what the rows under it are.

A row is a header, a label with its value, or data under the last header. Page breaks may part a table anywhere:
until another header or caption comes, rows go on where the last ones ended.
"""

from __future__ import annotations

import dataclasses
import re
from enum import Enum, auto
from typing import Any

from reportgen.importing import headers
from reportgen.importing.accounting import Account
from reportgen.importing.amounts import share_of, stated_unit
from reportgen.importing.budget_table import BudgetTable
from reportgen.importing.department_labels import STATED_IN_LINES, DepartmentLabels
from reportgen.importing.execution_score import names_execution
from reportgen.importing.goal_rows import goal_cells
from reportgen.importing.headers import Header
from reportgen.importing.indicator_rows import Levels
from reportgen.importing.indicator_table import IndicatorTable
from reportgen.importing.indicator_words import bracketed_score, goal_number, is_category, is_subcategory
from reportgen.importing.labelled_rows import Labelled, labelled
from reportgen.importing.narratives import is_numbered_heading
from reportgen.importing.projects import ProjectDraft, caption, numbered_project, unit_with_code
from reportgen.importing.reading import Found
from reportgen.importing.rows import Item, Row, own, rows_of
from reportgen.importing.totals import Total, settled_total
from reportgen.language.cell_text import clean, is_dash, label_key, number_of, one_line, prose, score_of
from reportgen.language.table_heads import Goal, Label
from reportgen.model.indicators import PaymentPlanPoint, PerformanceGoal, Project
from reportgen.model.origin import Origin
from reportgen.model.source_document import Grid, TextParagraph


class _Block(Enum):
    """What the rows are for the moment."""

    LABELS = auto()
    INDICATORS = auto()
    BUDGET = auto()
    GOALS = auto()
    PLAN = auto()


CLOSING = frozenset(
    {
        Label.TOTAL,
        Label.CONCLUSION,
        Label.RATING,
        Label.PROBLEMS,
        Label.REASON,
        Label.MEASURE,
        Label.RESULT_USE,
        Label.PUBLICATION,
        Label.CONTACT,
        Label.PHONE,
        Label.REPORT_DATE,
        Label.NOTE,
        Label.PROJECT_NAME,
        Label.PROJECT_CODE,
        Label.UNIT_NAME,
        Label.DEPARTMENT,
        Label.SUPERIOR,
        Label.BUDGET_GROUP,
        Label.PLAN_GROUP,
        Label.GOAL,
        Label.SUBORDINATE_UNITS,
        Label.UNSUPPORTED,
    }
)
_INLINE_PAIR = re.compile(r"\s*[^:：]{2,12}[:：]")
_UNIT_NOTE = re.compile(r"[(（]?(?:金额)?单位\s*[:：]?\s*\S{1,4}[)）]?")
_SEVERAL_LABELS = re.compile(r"[:：].*(?:[ \t]{2,}|\u3000).*[:：]")
_LONG_PROSE = 30


def _is_prose(text: str) -> bool:
    """Whether a cell that stands alone in its row is a heading or paragraph of a report pasted into a sheet."""
    plain = clean(text)
    return is_numbered_heading(plain) or (len(plain) >= _LONG_PROSE and "。" in plain) or bool(_LISTED.match(plain))


_LISTED = re.compile(
    r"\d{1,2}(?:\.\d{1,2})*[.、．]\s*[一-鿿]{2,14}$|(?:\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[)）])(?=.*[。；，：])"
)
_LONGEST_LINE = 120


def _parts(text: str, origin: Origin) -> Row:
    """The parts of a line that tabs or wide gaps divide, as the cells of a row."""
    parts = [part for part in re.split(r"[\s\u3000]{2,}|\t", text.strip()) if part]
    return tuple(Item(column, part, label_key(part), origin) for column, part in enumerate(parts))


_YEAR_NOTE = re.compile(r"[(（]?\s*(20\d\d)\s*年度?\s*[)）]?")


_LOOK_AHEAD = 40  # rows a cell that lists several names can be spread over


class TableInterpreter:
    """Reads the grids of a document in order and keeps what they state."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.goals: list[PerformanceGoal] = []
        self.projects: list[ProjectDraft] = []
        self.payment_plan: list[PaymentPlanPoint] = []
        self.notices: list[str] = []
        self.units: list[Found[tuple[str, str]]] = []  # code and name of units printed above project tables
        self.unit = ""
        self._loose: list[TextParagraph] = []
        self._lower_header: Row | None = None
        self._totals: list[Total] = []
        self.total_is_sum = False  # nothing in the tables is called 总分, only 合计
        self._department_indicators = 0
        self.table = IndicatorTable(account, self.notices, self._next_number)
        self.budget = BudgetTable(account, self.notices, self.projects, self.table.other_columns)
        self.labels = DepartmentLabels(self.budget)
        self._block = _Block.LABELS
        self._goal_columns: Header[Goal] = Header(())
        self._plan: tuple[Item, ...] = ()
        self._project: ProjectDraft | None = None

    # -- headings over tables -------------------------------------------------------------------------------

    def heading(self, text: str, origin: Origin, *, over_table: bool = False) -> bool:
        """Take a caption or unit note that stands over a table; whether it was one.

        项目一　某项目 is one only right above a table, *over_table*.
        """
        unit = stated_unit(text)
        if unit:
            self._state_unit(unit, origin)
        named = caption(text) or (numbered_project(text) if over_table else None)
        if named is not None:
            number, name = named
            self._begin_project(number, origin, captioned=name)
            self.account.use(origin)
            return True
        plain = one_line(text)
        if re.search(r"(?:目标|自评|评价|指标)[^，。]{0,12}表[》）)]?$", plain) and len(plain) <= 60:
            self._project, self._block, self.table.levels = None, _Block.LABELS, Levels()
            self.account.structure(origin)
            if year := re.search(r"(20\d\d)\s*年", plain):
                self.labels.department.setdefault("year", Found(int(year.group(1)), origin))
                self.account.use(origin)
            return True
        coded = unit_with_code(text)
        if coded is not None:
            self._take_unit(coded, origin)
            return True
        if unit and len(plain) <= 20:
            self.account.structure(origin)
            return True
        return self._project_line(text, origin)

    def _project_line(self, text: str, origin: Origin) -> bool:
        """Take a line such as 项目名称：某项目　实施单位：某局 that stands over the table of a project."""
        if len(text) > _LONGEST_LINE or not re.match(r"\s*(?:项目|主管|实施)[^：:，。]{0,8}[：:]", text):
            return False
        pairs, before = labelled(_parts(text, origin))
        of_project = {Label.PROJECT_NAME, Label.PROJECT_CODE, Label.UNIT_NAME, Label.SUPERIOR}
        wanted = [pair for pair in pairs if pair.meaning in of_project and pair.values]
        if before or not wanted or (self._project is None and wanted[0].meaning is Label.UNIT_NAME):
            return False
        for pair in wanted:
            self._label(pair, after_budget=False)
        return True

    def _state_unit(self, unit: str, origin: Origin) -> None:
        self.unit = unit
        if unit in {"万元", "元"}:
            self.labels.department.setdefault("money_unit", Found(unit, origin))

    def _take_unit(self, coded: tuple[str, str], origin: Origin) -> None:
        self.units.append(Found(coded, origin))
        if self._project is not None and not self._project.has("unit_name"):
            self._project.values["unit_name"] = coded[1]
            self._project.origins["unit_name"] = origin
        self.account.use(origin)

    def _begin_project(self, number: str, origin: Origin, *, captioned: str = "") -> ProjectDraft:
        taken = {project.number for project in self.projects}
        if not number or number in taken:
            free = next(n for n in range(1, len(taken) + 2) if str(n) not in taken)
            if number:
                self.notices.append(f"{origin}：项目序号 {number} 重复，改为 {free}。")
            number = str(free)
        project = ProjectDraft(number, origin, captioned=captioned)
        self.projects.append(project)
        self._project = project
        self._block, self.table.levels = _Block.LABELS, Levels()
        return project

    # -- rows -----------------------------------------------------------------------------------------------

    def grid(self, grid: Grid) -> None:
        """Read the rows of *grid*."""
        rows = rows_of(grid)
        self.table.page()
        for index, row in enumerate(rows):
            if row:
                self._row(row, rows[index + 1 : index + 1 + _LOOK_AHEAD])

    def part(self) -> None:
        """A heading stands between two tables of a report: the rows of the next one do not go on the last."""
        self._block = _Block.LABELS

    def _row(self, row: Row, following: tuple[Row, ...]) -> None:
        if row is self._lower_header:
            self.account.structure(*row)
            return
        for item in own(row):
            unit = stated_unit(item.text) if len(item.text) <= 40 else ""
            if unit:
                self._state_unit(unit, item.origin)
                if _UNIT_NOTE.fullmatch(clean(item.text)):
                    self.account.structure(item)
        if self._header(row, following):
            return
        if len(own(row)) == 1 and self.heading(own(row)[0].text, own(row)[0].origin):
            return
        if self._block is not _Block.INDICATORS and self._execution_row(own(row)):
            return
        if self._block is not _Block.LABELS and not self._closes(row):
            handled = {
                _Block.INDICATORS: lambda: self.table.row(row, following),
                _Block.BUDGET: lambda: self.budget.row(row, self.unit or "万元", self._project),
                _Block.GOALS: lambda: self._goal_row(row),
                _Block.PLAN: lambda: self._plan_row(row),
            }[self._block]()
            if handled:
                return
        self._labelled_row(row)

    def _header(self, row: Row, following: tuple[Row, ...]) -> bool:
        if self._block is _Block.BUDGET and self.budget.refine(row):
            return True
        columns = headers.indicator_header(row)
        if columns is None and following and (columns := headers.header_in_two_rows(row, following[0])):
            self._lower_header = following[0]
        if columns is not None:
            self.table.begin(columns, anew=self._block is not _Block.INDICATORS)
            self._block = _Block.INDICATORS
            self.account.structure(*row)
            return True
        if self._block is _Block.INDICATORS and self.table.refine(row):
            return True
        goal_columns = headers.goal_header(row)
        if goal_columns is not None:
            self._goal_columns, self._block = goal_columns, _Block.GOALS
            self.account.structure(*row)
            return True
        budget = headers.budget_header(row)
        if budget is not None:
            self.budget.begin(budget, row)
            self._block = _Block.BUDGET
            self.account.structure(*row)
            return True
        plan = headers.plan_header(row)
        if plan:
            self._plan, self._block = plan, _Block.PLAN
            self.account.structure(*row)
            return True
        return False

    def _execution_row(self, written: Row) -> bool:
        """Read the row of 预算执行率 that stands above the indicators: 分值, 得分 and why the budget was not spent."""
        if not written or not names_execution(written[0].key) or self._project is not None:
            return False
        scores = [item for item in written[1:] if score_of(item.text) is not None]
        reasons = [item for item in written[1:] if item not in scores and not is_dash(item.text)]
        if not 1 <= len(scores) <= 2 or len(reasons) > 1 or (reasons and not self.budget.lines):
            return False
        self.table.execution_score = (scores[0], scores[1] if len(scores) == 2 else None)
        for item in reasons:
            self.budget.explain(item)
        self.account.structure(written[0], *(item for item in written if is_dash(item.text)))
        self.account.use(*reasons)
        return True

    def _closes(self, row: Row) -> bool:
        """Whether *row* ends the block: its own first cell names something else."""
        written = own(row)
        if not written:
            return False
        pairs, before = labelled(written)
        if before or not pairs or pairs[0].meaning not in CLOSING:
            return False
        if pairs[0].meaning is Label.TOTAL:
            return self._block is not _Block.BUDGET
        if any(is_category(item.text) or is_subcategory(item.text) for item in written[1:]):
            return False
        if self._block is _Block.BUDGET and pairs[0].meaning in {Label.BUDGET_GROUP}:
            return False
        if all(_INLINE_PAIR.match(item.text) for item in written):
            return True
        return len(written) <= 2 or (len(pairs) > 1 and all(len(pair.values) <= 1 for pair in pairs))

    def _next_number(self) -> tuple[str, str]:
        if self._project is None:
            self._department_indicators += 1
            return str(self._department_indicators), ""
        self._project.indicators += 1
        return f"P{self._project.number}-{self._project.indicators}", self._project.number

    # -- budget, goals, payment plan ------------------------------------------------------------------------

    def _goal_row(self, row: Row) -> bool:
        read = goal_cells(self._goal_columns, row)
        if read is None:
            return False
        self.account.structure(*(item for item in row if is_dash(item.text)))
        if read.year is not None:
            if "year" not in self.labels.department and "achieved" in read.values:
                self.labels.department["year"] = Found(read.year, read.used[0].origin)
            if "year" in self.labels.department and self.labels.department["year"].value != read.year:
                return True  # a goal of another year
        if not read.number and self._goal_columns.has(Goal.NUMBER) and self._extend_goal(read.values):
            self.account.use(*own(row))
            return True
        self._add_goal(read.number, read.values, read.origins)
        self.account.use(*read.used)
        return True

    def _extend_goal(self, values: dict[str, Any]) -> bool:
        """Append a row without a number, the rest of one cut by a page break, to the goal before it."""
        if not self.goals:
            return False
        last = self.goals[-1]
        longer: dict[str, Any] = {field: f"{getattr(last, field)}{text}" for field, text in values.items()}
        self.goals[-1] = dataclasses.replace(last, **longer)
        return True

    def _add_goal(self, number: str, values: dict[str, Any], origins: dict[str, Origin]) -> None:
        project = self._project.number if self._project is not None else ""
        taken = {goal.number for goal in self.goals}
        if not number:
            count = sum(1 for goal in self.goals if goal.project == project)
            number = str(count + 1) if not project else f"P{project}" + (f"-{count + 1}" if count else "")
        elif project:
            number = f"P{project}-{number}"
        if number in taken:
            self.notices.append(f"{origins['']}：目标序号 {number} 重复。")
        self.goals.append(PerformanceGoal(number=number, project=project, origins=origins, **values))

    def _plan_row(self, row: Row) -> bool:
        shares = {}
        for item in row:
            starts = [point for point in self._plan if point.column == item.column]
            share = share_of(item.text)
            if starts and share is not None:
                shares[starts[0].column] = (share, item)
        if not shares or self._project is None:
            return False
        for point in self._plan:
            share, item = shares.get(point.column, (None, point))
            self.payment_plan.append(
                PaymentPlanPoint(
                    project=self._project.number,
                    by=one_line(point.text),
                    share=share,
                    origins={"": point.origin, "by": point.origin, "share": item.origin},
                )
            )
            self.account.use(point, item)
        self._block = _Block.LABELS
        return True

    # -- labels with their values ---------------------------------------------------------------------------

    def _labelled_row(self, row: Row) -> None:
        after_budget = self._block is _Block.BUDGET
        written = own(row)
        pairs, before = labelled(row)
        if len(written) == 1 and self._project is not None and self._project.awaits_use:
            item = written[0]
            if not any(pair.label is item and pair.meaning is not Label.BUDGET_GROUP for pair in pairs):
                self._project.take_use(item)
                self.account.use(item)
                return
        *upper, last = written or row
        if upper and all(is_numbered_heading(clean(item.text)) for item in upper) and number_of(last.text) is None:
            self._loose += [TextParagraph(item.text, item.origin) for item in (*upper, last)]  # a report in boxes
            return
        if len(written) == 1 and _SEVERAL_LABELS.search(written[0].text) and self.line(written[0].text, row[0].origin):
            return
        if len(written) == 1 and _is_prose(written[0].text):
            self._loose.append(TextParagraph(written[0].text, written[0].origin))
            return
        if len(written) == 1 and not pairs and not self._unlabelled(written[0]):
            self._loose.append(TextParagraph(written[0].text, written[0].origin))
            return
        for item in before:
            self._unlabelled(item)
        for pair in pairs:
            self._label(pair, after_budget=after_budget)

    def line(self, text: str, origin: Origin) -> bool:
        """Read a line outside tables that holds labels with their values: 填报单位：某局　联系电话：….

        Whether anything was read from it.
        """
        pairs, _ = labelled(_parts(text, origin))
        wanted = [pair for pair in pairs if pair.meaning in STATED_IN_LINES and pair.values]
        for pair in wanted:
            self._label(pair, after_budget=False)
        return bool(wanted)

    def loose_lines(self) -> tuple[TextParagraph, ...]:
        """The lines of the last grid that stand alone in their row and belong to no table, as sheets hold titles."""
        lines, self._loose = tuple(self._loose), []
        return lines

    def _unlabelled(self, item: Item) -> bool:
        coded = unit_with_code(item.text)
        if coded is not None:
            self._take_unit(coded, item.origin)
        elif len(clean(item.text)) <= 20 and stated_unit(item.text):
            self.account.structure(item)
        elif year := _YEAR_NOTE.fullmatch(one_line(item.text)):
            self.labels.department.setdefault("year", Found(int(year.group(1)), item.origin))
            self._use_if_held(item, self.labels.department["year"].value == int(year.group(1)))
        else:
            return False
        return True

    def _use_if_held(self, item: Item, held: object) -> None:
        if held:
            self.account.use(item)

    def _label(self, pair: Labelled, *, after_budget: bool) -> None:
        used: tuple[Item, ...] = ()
        meaning, values = pair.meaning, pair.values
        if meaning in {Label.PROJECT_NAME, Label.PROJECT_CODE} and values:
            self._enter_project(pair)
        if meaning is Label.BUDGET_GROUP and self._project is not None:
            self._project.awaits_use = not self._project.has("fund_use")
        if meaning in {Label.BLOCK, Label.BUDGET_GROUP, Label.PLAN_GROUP, Label.MONEY_UNIT, Label.YEAR}:
            used = self._block_label(pair)
        elif meaning is Label.GOAL:
            used = self._goal_label(pair)
        elif meaning is Label.ACHIEVED and self._awaits_result():
            used = self._achieved_label(pair)
        elif meaning is Label.TOTAL:
            used = self._total(pair)
        elif self._project is not None and (taken := self._project.take(pair, self.unit or "万元")):
            used = taken
        elif values and (self._project is None or meaning is Label.SUPERIOR):
            used = self.labels.take(pair, self.unit or "万元", after_budget=after_budget)
        if values and not used and all(is_dash(item.text) for item in values):
            self.account.structure(pair.label, *values)
        if used or not values:
            self.account.structure(pair.label)
        self.account.use(*used)

    def _enter_project(self, pair: Labelled) -> None:
        field = "name" if pair.meaning is Label.PROJECT_NAME else "code"
        if self._project is None or self._project.has(field) or self._project.indicators:
            self._begin_project("", pair.label.origin)

    def _block_label(self, pair: Labelled) -> tuple[Item, ...]:
        """Labels of whole blocks: what stands beside them is only a unit or a year."""
        used = []
        for item in pair.values:
            if pair.meaning is Label.YEAR and (year := re.search(r"20\d\d", item.text)):
                self.labels.department.setdefault("year", Found(int(year.group()), item.origin))
                used.append(item)
            elif stated_unit(item.text) or clean(item.text) in {"万元", "元"}:
                self._state_unit(stated_unit(item.text) or clean(item.text), item.origin)
                used.append(item)
        return tuple(used)

    def _goal_label(self, pair: Labelled) -> tuple[Item, ...]:
        """A goal stated beside its label; 年度目标2：（40分） also heads the indicators that follow."""
        number = goal_number(pair.label.text)
        if number and self._project is None:
            self.table.levels = Levels(goal=number, origins={"goal": pair.label.origin})
            weight = bracketed_score(pair.label.text)
            if weight is not None:
                self.notices.append(f"{pair.label.origin}：目标{number}的分值{weight}没有对应的填报项，未导入。")
        if not pair.values:
            return ()
        item = pair.values[0]
        self._add_goal(number, {"text": prose(item.text)}, {"": item.origin, "text": item.origin})
        self._block = _Block.LABELS
        return (item,)

    def _awaits_result(self) -> bool:
        """Whether the goal stated last, of this project or the department, has no 实际完成情况 yet."""
        project = self._project.number if self._project is not None else ""
        return bool(self.goals) and self.goals[-1].project == project and not self.goals[-1].achieved

    def _achieved_label(self, pair: Labelled) -> tuple[Item, ...]:
        """实际完成情况 in the row under the goal it belongs to."""
        if not pair.values or is_dash(pair.values[0].text):
            return ()
        item, goal = pair.values[0], self.goals[-1]
        origins = {**goal.origins, "achieved": item.origin}
        self.goals[-1] = dataclasses.replace(goal, achieved=prose(item.text), origins=origins)
        return (item,)

    def _total(self, pair: Labelled) -> tuple[Item, ...]:
        """The scores beside 总分, or beside 合计 where nothing says 总分; one sum alone of several is no total."""
        values = pair.values
        numbers = [item for item in values if score_of(item.text) is not None]
        if len(numbers) > 2 and self._block is _Block.INDICATORS:
            numbers = self.table.score_cells(values)
            self.account.structure(*values)
        if not numbers or len(numbers) > 2:
            return ()
        self.account.structure(pair.label, *(item for item in values if is_dash(item.text)))
        said = Total(tuple(numbers), is_sum=pair.label.key in {"合计", "总计"})
        (self._totals if self._project is None else self._project.totals).append(said)
        return ()

    # -- results --------------------------------------------------------------------------------------------

    def finish(self) -> tuple[Project, ...]:
        """Close the last table; the projects as far as their tables state them."""
        for project in self.projects:
            if score := settled_total(project.totals, self.account)[-1:]:
                project.values["total_score"] = score_of(score[0].text)
                project.origins["total_score"] = score[0].origin
                self.account.use(*score)
        self._totals += [Total(tuple(item for item in self.table.totals if item is not None), is_sum=True)]
        totals = settled_total(self._totals, self.account)
        self.total_is_sum = all(total.is_sum for total in self._totals)
        for field, item in zip(("total_score", "total_max_score"), reversed(totals), strict=False):
            self.account.use(*self.labels.conclude(field, score_of(item.text), item))
        return tuple(project.finished() for project in self.projects)
