"""What an indicator's own project says (项目自有资料): every text and every number that a proposal may use.

A department's indicators have the department's goals and the other indicators of their goal as background. Actual
values (实际完成值) are left out: what was reached is no target.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from reportgen.model.indicators import Indicator, PerformanceGoal, Project
from reportgen.model.origin import Origin
from reportgen.model.record import Record, field_named
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.quantities.folding import fold
from reportgen.quantities.mentions import Mention, MentionKind, scan
from reportgen.quantities.quantity import Quantity, format_number, plain_number
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.linked_rows import LinkedRow, same_thing

_CLAUSE = re.compile(r"[^，。；！？、\n]+")
_COUNTED = frozenset({MentionKind.COUNT, MentionKind.MONEY})
_INDICATOR_FIELDS = ("name", "target_value", "description", "formula", "basis", "previous_actual")
_MONEY_FIELDS = ("budget", "original_budget", "fiscal_appropriation", "carry_over", "other_funds")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OwnText:
    """A field of the entry: its text, what it is called in Chinese, and its place."""

    text: str
    called: str
    place: Origin | None = None


@dataclass(frozen=True, slots=True)
class OwnQuantity:
    """A quantity the project states: as written, what it counts, and where it stands.

    *row* is the 数量指标 it is the target of, none for a number of a prose text; *named* is what the text calls it.
    """

    text: str
    quantity: Quantity
    named: str
    source: OwnText
    row: Indicator | None = None
    elsewhere: str = ""  # the linked file it stands in, empty for the project itself

    @property
    def called(self) -> str:
        """The quantity as a formula names it: 数量指标“培训人数”80人."""
        if self.row is None:
            return self.text
        place = f"“{self.elsewhere}”的" if self.elsewhere else ""
        return f"{place}{self.row.subcategory or '指标'}“{self.row.name}”{self.text}"


@dataclass(frozen=True)
class Background:
    """The background of one project's indicators, or of one goal's indicators of the department."""

    name: str  # of the project, empty for the department
    project: Project | None
    year: OwnText | None
    rows: tuple[Indicator, ...]
    goals: tuple[PerformanceGoal, ...]
    texts: tuple[OwnText, ...]
    field_of_work: str = ""
    linked: tuple[LinkedRow, ...] = ()  # of the department's other tables
    department: str = ""
    _known: dict[Key, OwnText] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def words(self) -> str:
        """What the project is about, in one text."""
        goals = "，".join(goal.text for goal in self.goals)
        outputs = "，".join(row.name for row in self.rows if row.category.startswith("产出"))
        use = self.project.fund_use if self.project else ""
        return "，".join(filter(None, (self.name, use, goals, outputs, self.field_of_work)))

    @cached_property
    def budget(self) -> OwnQuantity | None:
        """The project's 预算数, written in the largest unit that keeps it short."""
        if self.project is None:
            return None
        amount = self.project.budget or self.project.original_budget
        if amount is None or amount.value <= 0:
            return None
        source = next(text for text in self.texts if text.called.endswith(("的预算数", "的年初预算数")))
        return OwnQuantity(money_text(amount), amount, f"{self.name}预算", source)

    @cached_property
    def outputs(self) -> tuple[OwnQuantity, ...]:
        """The quantities that the project's own indicators plan: targets of 数量指标 and counts beside a share."""
        return tuple(found for row in self.rows if row.target_value for found in _of_row(row))

    @cached_property
    def told(self) -> tuple[OwnQuantity, ...]:
        """The quantities in goals, fund use and targets that are sentences, each with the clause it stands in."""
        prose = [text for text in self.texts if text.called.endswith(("资金用途", "年度绩效目标"))]
        sentences = [
            OwnText(row.target_value, f"“{row.name}”的年度指标值", row.origin("target_value"))
            for row in self.rows
            if row.target_value and (row.target.compound or row.target.kind is TargetKind.UNDECIDED)
        ]
        return tuple(found for text in (*prose, *sentences) for found in _of_prose(text))

    def linked_for(self, name: str) -> tuple[LinkedRow, ...]:
        """The rows of linked tables that are about the same thing as *name*."""
        return tuple(
            each for each in self.linked if same_thing(name, each.indicator.name, common=f"{self.department}，残疾人")
        )

    def linked_outputs(self, name: str) -> tuple[OwnQuantity, ...]:
        """The quantities that linked tables plan for what *name* is about."""
        found = ((each.document, quantity) for each in self.linked_for(name) for quantity in _of_row(each.indicator))
        return tuple(
            replace(quantity, elsewhere=document, source=_elsewhere(document, quantity.source))
            for document, quantity in found
        )

    def source_of(self, mention: Mention, row: Indicator | None = None) -> OwnText | None:
        """Where the project states what *mention* says, the fields of *row* first; None where it states it nowhere."""
        key = key_of(mention)
        if row is not None:
            for text in _texts_of_row(row):
                if any(key_of(each) == key for each in numbers_in(text.text)):
                    return text
        return self._numbers.get(key)

    def linked_source_of(self, mention: Mention, row: Indicator) -> OwnText | None:
        """Where a row of a linked table, about the same thing as *row*, states what *mention* says."""
        key = key_of(mention)
        for each in self.linked_for(row.name):
            for text in _texts_of_row(each.indicator):
                if any(key_of(found) == key for found in numbers_in(text.text)):
                    return _elsewhere(each.document, text)
        return None

    @property
    def _numbers(self) -> dict[Key, OwnText]:
        if not self._known and self.texts:
            for text in self.texts:
                for mention in numbers_in(text.text):
                    self._known.setdefault(key_of(mention), text)
        return self._known


@lru_cache(maxsize=16_384)
def numbers_in(text: str) -> tuple[Mention, ...]:
    """The numbers of a field or of a candidate's text, each text scanned once."""
    return scan(text).mentions


def money_text(amount: Quantity) -> str:
    """An amount as a proposal writes it: 147.8万元, 4,000元."""
    if amount.base >= 10_000 and plain_decimals(amount.base / 10_000) <= 4:
        return f"{format_number(Decimal(plain_number(amount.base / 10_000)))}万元"
    return f"{format_number(Decimal(plain_number(amount.base)))}元"


def plain_decimals(value: Decimal) -> int:
    """How many decimals *value* needs."""
    return len(plain_number(value).partition(".")[2])


def key_of(mention: Mention) -> Key:
    """What makes two mentions the same number: value and dimension, else the written form."""
    if mention.quantity is not None and mention.value is not None and mention.is_claim:
        return mention.quantity.unit.dimension or "number", plain_number(mention.quantity.base)
    return "text", re.sub(r"\s", "", fold(mention.text).text)


def backgrounds(entered: SelfEvaluation, linked: tuple[LinkedRow, ...] = ()) -> dict[str, Background]:
    """Number of the project → its background; for the department ``/`` and the number of the goal.

    *linked* are the rows of the department's other files.
    """
    own, called = entered.department.field_of_work, entered.department.name
    found: dict[str, Background] = {}
    department = tuple(_department_texts(entered))
    year = next((text for text in department if text.called.endswith("年度")), None)
    for project in entered.projects:
        rows = entered.indicators_by_project.get(project.number, ())
        goals = tuple(goal for goal in entered.goals if goal.project == project.number)
        texts = (*_project_texts(project), *_goal_texts(goals), *_row_texts(rows), *department)
        found[project.number] = Background(project.name, project, year, rows, goals, texts, own, linked, called)
    everything = (*_goal_texts(entered.department_goals), *_row_texts(entered.department_indicators), *department)
    for number in dict.fromkeys(row.goal for row in entered.department_indicators):
        rows = tuple(row for row in entered.department_indicators if row.goal == number)
        goals = tuple(goal for goal in entered.department_goals if not number or goal.number == number)
        texts = (*_goal_texts(goals), *_row_texts(rows), *everything)
        found[f"/{number}"] = Background("", None, year, rows, goals, texts, own, linked, called)
    return found


def background_key(row: Indicator) -> str:
    """The key under which :func:`backgrounds` keeps the background of *row*."""
    return row.project or f"/{row.goal}"


def _department_texts(entered: SelfEvaluation) -> Iterator[OwnText]:
    department = entered.department
    if department.year is not None:
        yield OwnText(f"{department.year}年度", "“基本信息”的年度", department.origin("year"))
    if department.name:
        yield OwnText(department.name, "“基本信息”的部门名称", department.origin("name"))
    for goal in entered.department_goals:
        yield OwnText(goal.text, f"部门目标{goal.number}的年度绩效目标", goal.origin("text"))


def _project_texts(project: Project) -> Iterator[OwnText]:
    called = f"项目“{project.name}”"
    yield OwnText(project.name, f"{called}的项目名称", project.origin("name"))
    if project.fund_use:
        yield OwnText(project.fund_use, f"{called}的资金用途", project.origin("fund_use"))
    for name in _MONEY_FIELDS:
        amount: Quantity | None = getattr(project, name)
        if amount is not None:
            yield OwnText(str(amount), f"{called}的{field_named(Project, name).label}", project.origin(name))


def _goal_texts(goals: Iterable[PerformanceGoal]) -> Iterator[OwnText]:
    for goal in goals:
        if goal.text:
            yield OwnText(goal.text, f"目标{goal.number}的年度绩效目标", goal.origin("text"))


def _row_texts(rows: Iterable[Indicator]) -> Iterator[OwnText]:
    for row in rows:
        yield from _texts_of_row(row)


def _texts_of_row(row: Indicator) -> Iterator[OwnText]:
    for name in _INDICATOR_FIELDS:
        text: str = getattr(row, name)
        if text:
            yield OwnText(text, f"“{row.called}”的{field_named(Indicator, name).label}", _place(row, name))


def _elsewhere(document: str, text: OwnText) -> OwnText:
    return replace(text, called=f"关联文件“{document}”中{text.called}")


def _place(record: Record, name: str) -> Origin | None:
    return record.origin(name)


def _of_row(row: Indicator) -> Iterator[OwnQuantity]:
    source = OwnText(row.target_value, f"“{row.called}”的年度指标值", row.origin("target_value"))
    target = row.target
    if target.kind is not TargetKind.NUMBER or not row.category.startswith(("产出", "")) or "成本" in row.category:
        return
    if row.subcategory.startswith(("成本", "经济成本", "社会成本", "生态环境成本")) or target.compound:
        return
    for mention in numbers_in(row.target_value):
        quantity = mention.quantity
        if mention.kind is not MentionKind.COUNT or quantity is None or quantity.value <= 0 or not quantity.unit.symbol:
            continue
        yield OwnQuantity(mention.text, quantity, row.name, source, row)


def _of_prose(text: OwnText) -> Iterator[OwnQuantity]:
    for mention in numbers_in(text.text):
        quantity = mention.quantity
        if mention.kind not in _COUNTED or quantity is None or quantity.value <= 0 or not quantity.unit.symbol:
            continue
        if mention.approximate or not mention.is_claim:
            continue
        clause = next((each[0] for each in _CLAUSE.finditer(text.text) if each.end() >= mention.end), "")
        yield OwnQuantity(mention.text, quantity, clause, text)
