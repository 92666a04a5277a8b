"""What became of every cell of the form and of every entered value (核销): filled, there already, left, not placed."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from reportgen.filling.answers import Answer, same_value
from reportgen.filling.blanks import Blank
from reportgen.language.cell_text import one_line
from reportgen.model.fact_ids import goal_id, indicator_id, plan_id, project_id
from reportgen.model.facts import Fact, FactLedger
from reportgen.model.form_filling import FilledCell, LeftCell, Merge, NotPlaced, Unplaced
from reportgen.model.indicators import Project
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import SelfEvaluation

NO_DATA = "填报数据里没有"
UNKNOWN = "不认识这一格要填什么"
BY_HAND = "要由本单位填写或签字"
SPARE_ROW = "多余的空行"
NO_PROJECT = "没有更多的项目"
_SHOWN = 30
_NEVER_ASKED = frozenset(
    {
        *(
            "department.form",
            "department.level",
            "department.region",
            "department.field_of_work",
            "department.short_name",
        ),
        *("department.money_unit", "department.nature", "department.internal_divisions", "department.fiscal_year"),
    }
)
_ASKED_OF = ("department.", "budget.", "goal.", "project_goal.", "indicator.", "project.", "plan.", "staff.")
_PASSAGES = ("duty.", "problem.", "conclusion.")
_BY_LINE = frozenset({"goal", "project", "scoring_rule", "number", "attainment_band", "numerator", "denominator", "by"})


class Accounts:
    """Collects what is written and what is not, cell by cell."""

    def __init__(self) -> None:
        self.cells: list[FilledCell] = []
        self.placed: set[str] = set()
        self._left: list[tuple[Origin, str, str]] = []

    def fill(self, origin: Origin, blank: Blank, answer: Answer, *, merge: Merge = Merge.NONE) -> None:
        """Write *answer* over *blank* of the text at *origin*."""
        self.placed.update(answer.facts)
        text, fact = answer.text, answer.bound
        if blank.unit and text.endswith(blank.unit):
            text = text.removesuffix(blank.unit)
        self.cells.append(
            FilledCell(origin=origin, text=text, start=blank.start, end=blank.end, fact=fact, merge=merge)
        )

    def printed(self, origin: Origin, asks: str, text: str, answer: Answer) -> None:
        """The form says *text* already; it stays, and is told of where the data say something else."""
        self.placed.update(answer.facts)
        if not same_value(text, answer.text):
            self.leave(origin, asks, f"表上已有“{_short(text)}”，填报数据是“{_short(answer.text)}”，没有改")

    def leave(self, origin: Origin, asks: str, reason: str) -> None:
        """Note that a cell stays as it is."""
        self._left.append((origin, asks, reason))

    def left(self) -> tuple[LeftCell, ...]:
        """What was left, cells of one column and reason together, in the order of the form."""
        groups: dict[tuple[str, str, str], list[Origin]] = {}
        for origin, asks, reason in self._left:
            key = (origin.part, asks, reason) if origin.row else (origin.place, asks, reason)
            groups.setdefault(key, []).append(origin)
        return tuple(LeftCell(_places(origins), asks, reason) for (_part, asks, reason), origins in groups.items())


def _places(origins: Sequence[Origin]) -> str:
    """第1个表格第5、6、9行第3列; cells of several columns are named by rows alone."""
    first = origins[0]
    if len(origins) == 1 or first.row is None:
        return first.place
    rows = sorted({origin.row for origin in origins if origin.row is not None})
    columns = {origin.column for origin in origins}
    column = f"第{first.column}列" if len(columns) == 1 else ""
    return f"{first.part}第{_ranges(rows)}行{column}"


def _ranges(rows: Sequence[int]) -> str:
    """5-7、9."""
    parts = []
    for _, run in itertools.groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        parts.append(f"{numbers[0]}-{numbers[-1]}" if len(numbers) > 1 else str(numbers[0]))
    return "、".join(parts)


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def not_placed(entered: SelfEvaluation, ledger: FactLedger, placed: set[str]) -> tuple[NotPlaced, ...]:
    """Entered facts that no cell took: a project or another whole record as one, a field of many records as one."""
    waiting = [fact for fact in ledger.values() if _asked(fact) and fact.id not in placed]
    by_record: dict[str, list[Fact]] = {}
    for fact in waiting:
        by_record.setdefault(fact.id.rpartition(".")[0], []).append(fact)
    known = {each.rpartition(".")[0] for each in placed}
    whole = {each for each in by_record if each not in known and not each.startswith(("department", "conclusion"))}
    projects = [each for each in entered.projects if project_id(each.number) in whole]
    inside = {record: each.number for each in projects for record in _records_of(entered, each)}
    among = Counter(inside[record] for record in whole if record in inside)
    asked = {each.partition(".")[0] for each in placed}
    labels = {(each.partition(".")[0], ledger[each].label) for each in placed if each in ledger}
    found = [
        _whole(by_record[record], 0, Unplaced.ROWS if record.partition(".")[0] in asked else Unplaced.NOT_ASKED)
        for record in by_record
        if record in whole and record not in inside
    ]
    tables = Unplaced.TABLES if "project" in asked else Unplaced.NOT_ASKED
    found += [_whole(by_record[project_id(each.number)], among[each.number] - 1, tables) for each in projects]
    fields: dict[tuple[str, str], list[Fact]] = {}
    for record, facts in by_record.items():
        for fact in facts if record not in whole else ():
            fields.setdefault((record.partition(".")[0], fact.label), []).append(fact)
    return (
        *found,
        *(_field(kind, label, facts, _of_field(kind, label, asked, labels)) for (kind, label), facts in fields.items()),
    )


def _of_field(kind: str, label: str, asked: Collection[str], labels: Collection[tuple[str, str]]) -> Unplaced:
    """Why a field of records that have cells, or of the department, has none."""
    if kind in {"department", "conclusion"} or kind not in asked:
        return Unplaced.NOT_ASKED
    return Unplaced.ROWS if (kind, label) in labels else Unplaced.COLUMNS


def _records_of(entered: SelfEvaluation, project: Project) -> Iterator[str]:
    """The prefixes of the facts of *project*, of its goals, indicators and payment plan."""
    yield project_id(project.number)
    for goal in entered.goals:
        if goal.project == project.number:
            yield goal_id(goal.number, goal.project)
    for indicator in entered.indicators_by_project.get(project.number, ()):
        yield indicator_id(indicator.number)
    for point in entered.payment_plan:
        if point.project == project.number:
            yield plan_id(point.project, point.by)


def _asked(fact: Fact) -> bool:
    """Whether an official would look for *fact* in a form."""
    if fact.derived or fact.id in _NEVER_ASKED or fact.id.rpartition(".")[2] in _BY_LINE:
        return False
    return fact.id.startswith((*_ASKED_OF, *_PASSAGES))


def _whole(facts: Sequence[Fact], among: int, reason: Unplaced) -> NotPlaced:
    named = next(
        (fact for fact in facts if fact.id.endswith((".name", ".text", ".by", ".problem", ".staff_class"))), facts[0]
    )
    kind = facts[0].id.partition(".")[0]
    if kind in {"duty", "problem"}:
        return NotPlaced(_KINDS[kind], _short(named.text), named.origin, reason)
    subject = named.text if kind == "staff" else named.subject or named.text
    what = f"{_KINDS.get(kind, '')}“{_short(subject)}”" + (f"和它的目标、指标等{among}项" if among > 0 else "")
    if kind in {"budget", "staff", "plan", "indicator"}:
        facts = [fact for fact in facts if kind != "indicator" or fact.id.endswith(("target_value", "actual_value"))]
        facts = [fact for fact in facts if not fact.id.endswith((".staff_class", ".by"))]
        return NotPlaced(what, "、".join(f"{fact.label}{_short(fact.text)}" for fact in facts), named.origin, reason)
    return NotPlaced(what, _short(named.text) if named.text != named.subject else "", named.origin, reason)


def _field(kind: str, label: str, facts: Sequence[Fact], reason: Unplaced) -> NotPlaced:
    owner = _KINDS.get(kind, "")
    among = f"，共{len(facts)}处" if len(facts) > 1 else ""
    return NotPlaced(
        f"{owner}的“{label}”{among}" if owner else f"“{label}”", _short(facts[0].text), facts[0].origin, reason
    )


_KINDS = {
    "budget": "预算",
    "goal": "目标",
    "project_goal": "项目目标",
    "indicator": "指标",
    "project": "项目",
    "plan": "支出计划",
    "staff": "人员",
    "duty": "主要职责",
    "problem": "存在问题",
}
