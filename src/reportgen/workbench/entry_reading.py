"""What the entered texts of a report mean (填报数据): values, problems with their cells, and what still holds together.

Places are those of the entry workbook that the report exports: 预算!C5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reportgen.documents.entry_layout import FIRST_ROW, FIRST_SINGLE_ROW, SINGLE_COLUMN, TargetPart, columns_of
from reportgen.documents.entry_records import EntryCell, EntryRows, understand
from reportgen.documents.entry_records import EntryRow as TextRow
from reportgen.errors import ReportgenError
from reportgen.model.origin import Origin, column_letters
from reportgen.model.record import Record, fields_of
from reportgen.model.self_evaluation import SUBJECTS, SelfEvaluation, Subject
from reportgen.model.validation import distinct, validate
from reportgen.workbench.entry_rows import SUBJECT_BY_NAME, EntryRow

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


class CellPlaces(Mapping[str, CellRef]):
    """Place as written in messages (填报数据 预算!C5) → cell of the grids. Places are read only when asked for."""

    def __init__(self, rows: Mapping[str, Sequence[EntryRow]]) -> None:
        self._rows = rows  # by title of the sheet, in the order of the sheet

    def __getitem__(self, place: str) -> CellRef:
        found = _PLACE.fullmatch(place)
        subject = _BY_TITLE.get(found["title"]) if found else None
        if found is None or subject is None:
            raise KeyError(place)
        rows = self._rows[subject.title]
        if subject.single:
            at, names = 0, {FIRST_SINGLE_ROW + n: name for n, name in enumerate(_columns(subject))}
            field = names.get(int(found["row"] or 0), "")
        else:
            at = int(found["row"] or 0) - FIRST_ROW
            field = _fields(subject).get(found["column"] or "", "")
        if not 0 <= at < len(rows):
            raise KeyError(place)
        return CellRef(subject.attribute, rows[at].id, field)

    def __iter__(self) -> Iterator[str]:
        for title, rows in self._rows.items():
            subject = _BY_TITLE[title]
            for position in range(len(rows)):
                yield str(_whole(subject, position))
                yield from (str(_origin(subject, position, name)) for name in _columns(subject))

    def __len__(self) -> int:
        return sum(len(rows) * (len(_columns(_BY_TITLE[title])) + 1) for title, rows in self._rows.items())


_PLACE = re.compile(re.escape(DATA_FILE) + r" (?P<title>[^!]+)(?:!(?P<column>[A-Z]*)(?P<row>[0-9]*))?")
_BY_TITLE = {subject.title: subject for subject in SUBJECTS}


def read_entry_rows(rows: Sequence[EntryRow]) -> ReadEntry:
    """What *rows* of one report mean. Rows without any text are left out."""
    filled: dict[str, list[EntryRow]] = {subject.attribute: [] for subject in SUBJECTS}
    for row in rows:
        if row.cells or SUBJECT_BY_NAME[row.subject].single:
            filled[row.subject].append(row)
    cells = CellPlaces({subject.title: filled[subject.attribute] for subject in SUBJECTS})
    texts = {subject.attribute: _text_rows(subject, filled[subject.attribute]) for subject in SUBJECTS}
    understood = understand(EntryRows(DATA_FILE, texts))
    problems = tuple(
        CellProblem(problem.message, problem.remedy, _short(problem.place), cells.get(problem.place))
        for problem in understood.problems
    )
    sound = _sound(understood.entered) if problems else understood.entered
    return ReadEntry(understood.entered, sound, problems, understood.notices, cells)


def cell_of(cells: Mapping[str, CellRef], origins: Sequence[Origin]) -> CellRef | None:
    """The first of *origins* that is a cell of the grids."""
    return next((cell for origin in origins if (cell := cells.get(str(origin)))), None)


@cache
def _columns(subject: Subject) -> Mapping[str, int]:
    """Field name → its column in the entry workbook, from 1; of a target value the column of the value."""
    return {
        column.spec.name: number
        for number, column in enumerate(columns_of(subject), start=1)
        if column.part in {TargetPart.WHOLE, TargetPart.VALUE}
    }


@cache
def _fields(subject: Subject) -> Mapping[str, str]:
    """Letters of a column of the entry workbook → field name."""
    return {column_letters(column): name for name, column in _columns(subject).items()}


@cache
def _required(subject: Subject) -> frozenset[str]:
    return frozenset(spec.name for spec in fields_of(subject.record) if spec.required)


def _whole(subject: Subject, position: int) -> Origin:
    return Origin(DATA_FILE, part=subject.title, row=None if subject.single else FIRST_ROW + position)


def _origin(subject: Subject, position: int, name: str) -> Origin:
    """Where the field stands in the entry workbook, of the record at *position* from 0."""
    if subject.single:
        row = FIRST_SINGLE_ROW + list(_columns(subject)).index(name)
        return Origin(DATA_FILE, part=subject.title, row=row, column=SINGLE_COLUMN)
    return Origin(DATA_FILE, part=subject.title, row=FIRST_ROW + position, column=_columns(subject)[name])


def _text_rows(subject: Subject, rows: Sequence[EntryRow]) -> list[TextRow]:
    """The rows with the place of every filled cell, and of a blank one that has to be filled."""
    names, required = tuple(_columns(subject)), _required(subject)
    return [
        TextRow(
            _whole(subject, position),
            {
                name: EntryCell(row.cells.get(name, ""), _origin(subject, position, name))
                for name in names
                if name in row.cells or name in required
            },
        )
        for position, row in enumerate(rows)
    ]


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
