"""What the entered texts of a report mean (填报数据): values, problems with their cells, and what still holds together.

Places are those of the entry workbook that the report exports: 预算!C5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.documents.entry_layout import FIRST_ROW, FIRST_SINGLE_ROW, SINGLE_COLUMN, TargetPart, columns_of
from reportgen.documents.entry_records import EntryCell, EntryRows, understand
from reportgen.documents.entry_records import EntryRow as TextRow
from reportgen.errors import ReportgenError
from reportgen.model.origin import Origin
from reportgen.model.record import Record
from reportgen.model.self_evaluation import SUBJECTS, SelfEvaluation, Subject
from reportgen.model.validation import distinct, validate
from reportgen.workbench.entry_rows import EntryRow

DATA_FILE = "填报数据"


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell of the grids; *field* is empty for the row as a whole."""

    subject: str
    row: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What stops a report, in Chinese, with the cell where it is known."""

    message: str
    remedy: str
    place: str
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """The entered data. *entered* is all that was understood; *sound* is its part that makes a report, or None."""

    entered: SelfEvaluation
    sound: SelfEvaluation | None
    problems: tuple[CellProblem, ...]
    notices: tuple[str, ...]
    cells: Mapping[str, CellRef]  # place as written in messages → cell


def read_entry_rows(rows: Sequence[EntryRow]) -> ReadEntry:
    """What *rows* of one report mean. Rows without any text are left out."""
    cells: dict[str, CellRef] = {}
    texts = {subject.attribute: _text_rows(subject, rows, cells) for subject in SUBJECTS}
    understood = understand(EntryRows(DATA_FILE, texts))
    problems = tuple(
        CellProblem(problem.message, problem.remedy, _short(problem.place), cells.get(problem.place))
        for problem in understood.problems
    )
    return ReadEntry(understood.entered, _sound(understood.entered), problems, understood.notices, cells)


def cell_of(cells: Mapping[str, CellRef], origins: Sequence[Origin]) -> CellRef | None:
    """The first of *origins* that is a cell of the grids."""
    return next((cells[str(origin)] for origin in origins if str(origin) in cells), None)


def _columns(subject: Subject) -> dict[str, int]:
    """Field name → its column in the entry workbook, from 1; of a target value the column of the value."""
    return {
        column.spec.name: number
        for number, column in enumerate(columns_of(subject), start=1)
        if column.part in {TargetPart.WHOLE, TargetPart.VALUE}
    }


def _text_rows(subject: Subject, rows: Sequence[EntryRow], cells: dict[str, CellRef]) -> list[TextRow]:
    columns = _columns(subject)
    names = list(columns)
    made = []
    filled = [row for row in rows if row.subject == subject.attribute and (row.cells or subject.single)]
    for position, row in enumerate(filled):
        whole = Origin(DATA_FILE, part=subject.title, row=None if subject.single else FIRST_ROW + position)
        cells[str(whole)] = CellRef(subject.attribute, row.id)
        entered = {}
        for name, column in columns.items():
            if subject.single:
                origin = Origin(
                    DATA_FILE, part=subject.title, row=FIRST_SINGLE_ROW + names.index(name), column=SINGLE_COLUMN
                )
            else:
                origin = Origin(DATA_FILE, part=subject.title, row=FIRST_ROW + position, column=column)
            cells[str(origin)] = CellRef(subject.attribute, row.id, name)
            entered[name] = EntryCell(row.cells.get(name, ""), origin)
        made.append(TextRow(whole, entered))
    return made


def _sound(entered: SelfEvaluation) -> SelfEvaluation | None:
    """*entered* without the records that stop a report; None where 基本信息 itself does."""
    sound = distinct(entered)
    while problems := validate(sound, DATA_FILE):
        left = _without(sound, problems)
        if left is None:
            return None
        sound = left
    return sound


def _without(entered: SelfEvaluation, problems: Sequence[ReportgenError]) -> SelfEvaluation | None:
    """*entered* without the records that *problems* name; None where that takes nothing away."""
    named = {problem.place for problem in problems}
    kept: dict[str, tuple[Record, ...]] = {}
    removed = False
    for subject in SUBJECTS:
        if not subject.single:
            records = getattr(entered, subject.attribute)
            left = tuple(each for each in records if not named & {str(place) for place in each.origins.values()})
            removed = removed or len(left) < len(records)
            kept[subject.attribute] = left
    return replace(entered, **kept) if removed else None  # type: ignore[arg-type]


def _short(place: str) -> str:
    return place.removeprefix(DATA_FILE).strip()
