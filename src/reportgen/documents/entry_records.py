"""From the cells of an entry file to a checked SelfEvaluation; shared by the workbook and the YAML form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportgen.errors import EntryError, ReportgenError
from reportgen.model.field_values import FieldValueError, clean_text, read_value
from reportgen.model.origin import Origin
from reportgen.model.record import FieldSpec, Record, fields_of
from reportgen.model.self_evaluation import MONEY_UNITS, SUBJECTS, Department, SelfEvaluation
from reportgen.model.validation import number_indicators, validate
from reportgen.quantities.units import Unit, unit_named


@dataclass(frozen=True, slots=True)
class EntryCell:
    """The text of one cell or scalar and its place. A blank required cell is given too, for its place."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class EntryRow:
    """The cells of one record by field name."""

    origin: Origin
    cells: Mapping[str, EntryCell]


@dataclass(frozen=True, slots=True)
class HeadedUnit:
    """A column whose header states a unit of money: 年初预算数（元）."""

    label: str
    unit: Unit
    origin: Origin


@dataclass(frozen=True, slots=True)
class EntryRows:
    """All an entry file holds before its texts become values: subject attribute → rows, and what was met."""

    file: str
    rows: Mapping[str, Sequence[EntryRow]]
    headed_units: Sequence[HeadedUnit] = ()
    problems: Sequence[ReportgenError] = ()
    notices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class EnteredFile:
    """What a department entered, and what the official should know about how it was read, in Chinese."""

    entered: SelfEvaluation
    notices: tuple[str, ...] = ()


@dataclass(slots=True)
class _Met:
    """Problems and notices met while reading one file."""

    problems: list[ReportgenError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UnderstoodFile:
    """What entered texts mean as far as they can be understood, and every problem that stops a report."""

    entered: SelfEvaluation
    problems: tuple[ReportgenError, ...] = ()
    notices: tuple[str, ...] = ()


def assemble(read: EntryRows) -> EnteredFile:
    """The checked data of an entry file. Raises EntryError listing every problem of the file at once."""
    understood = understand(read)
    if understood.problems:
        raise EntryError(understood.problems)
    return EnteredFile(understood.entered, understood.notices)


def understand(read: EntryRows) -> UnderstoodFile:
    """What the texts of an entry file mean; a text that cannot be the value of its field counts as blank."""
    met = _Met(list(read.problems), list(read.notices))
    money_unit = _money_unit(read)
    if money_unit is not None:
        met.problems.extend(_contradicting_headers(read.headed_units, money_unit))
    found: dict[str, Any] = {}
    for subject in SUBJECTS:
        rows = read.rows.get(subject.attribute, ())
        specs = specs_of(subject.record)
        records = tuple(_record(subject.record, specs, row, money_unit, met) for row in rows)
        if not subject.single:
            found[subject.attribute] = records
        elif records:
            found[subject.attribute] = records[0]
    found.setdefault("department", Department())
    entered = number_indicators(SelfEvaluation(**found))
    named = {problem.place for problem in met.problems}
    met.problems.extend(problem for problem in validate(entered, read.file) if problem.place not in named)
    return UnderstoodFile(entered, tuple(met.problems), tuple(dict.fromkeys(met.notices)))


def specs_of(record_class: type[Record]) -> Mapping[str, FieldSpec]:
    """Field name → field of *record_class*, in order."""
    return {spec.name: spec for spec in fields_of(record_class)}


def _money_unit(read: EntryRows) -> Unit | None:
    """The 金额单位 of the file, or None where it is missing or wrong, which is a problem of its own."""
    for row in read.rows.get("department", ()):
        cell = row.cells.get("money_unit")
        if cell is not None and clean_text(cell.text) in MONEY_UNITS:
            return unit_named(clean_text(cell.text))
    return None


def _contradicting_headers(headed_units: Sequence[HeadedUnit], money_unit: Unit) -> list[ReportgenError]:
    return [
        ReportgenError(
            f"栏目“{headed.label}（{headed.unit}）”与“基本信息”的金额单位“{money_unit}”不一致",
            place=str(headed.origin),
            remedy=f"请把这一栏换算成{money_unit}并改正表头，或把金额单位改为{headed.unit}。",
        )
        for headed in headed_units
        if headed.unit != money_unit
    ]


def _record(
    record_class: type[Record], specs: Mapping[str, FieldSpec], row: EntryRow, money_unit: Unit | None, met: _Met
) -> Record:
    contents: dict[str, Any] = {}
    origins: dict[str, Origin] = {"": row.origin}
    for name, cell in row.cells.items():
        origins[name] = cell.origin
        if not cell.text:
            continue
        try:
            read = read_value(specs[name], cell.text, money_unit)
        except FieldValueError as error:
            met.problems.append(ReportgenError(error.message, place=str(cell.origin), remedy=error.remedy))
            continue
        contents[name] = read.content
        if read.notice:
            met.notices.append(f"{cell.origin}：{read.notice}")
    return record_class(origins=origins, **contents)
