"""Whether entered data hold together: required fields, numbers used once, references that lead somewhere.

Sums and rates that disagree are findings of the rules; here is only what would make a report impossible to build.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.errors import ReportgenError
from reportgen.model.indicators import Indicator
from reportgen.model.record import FieldSpec, Record, field_named, fields_of
from reportgen.model.self_evaluation import SUBJECTS, SelfEvaluation, Subject

# attribute of SelfEvaluation → the fields whose values no two of its records share
_KEYS: Mapping[str, tuple[str, ...]] = {
    "staff": ("staff_class",),
    "budget": ("source", "expenditure_type"),
    "weights": ("category",),
    "goals": ("project", "number"),
    "indicators": ("number",),
    "projects": ("number",),
    "payment_plan": ("project", "by"),
    "roll_ups": ("indicator", "project", "measure", "project_indicator"),
    "previous_year": ("label",),
    "dismissals": ("number",),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """Field *field* of the records under *attribute* holds the number of a record under *target*.

    *wanted* tells the official which of those records it may be.
    """

    attribute: str
    field: str
    target: str
    wanted: str


REFERENCES = (
    Reference("goals", "project", "projects", "项目"),
    Reference("indicators", "project", "projects", "项目"),
    Reference("indicators", "goal", "goals", "目标"),
    Reference("payment_plan", "project", "projects", "项目"),
    Reference("roll_ups", "indicator", "indicators", "部门指标"),
    Reference("roll_ups", "project", "projects", "项目"),
    Reference("roll_ups", "project_indicator", "indicators", "项目指标"),
    Reference("problems", "indicator", "indicators", "指标"),
)


def distinct(entered: SelfEvaluation) -> SelfEvaluation:
    """*entered* with only the first of the records that share what no two may share.

    For judging a document that states a thing twice; entered data are refused instead.
    """
    kept: dict[str, tuple[Record, ...]] = {}
    for attribute, key_fields in _KEYS.items():
        first: dict[tuple[object, ...], Record] = {}
        for record in getattr(entered, attribute):
            first.setdefault(tuple(getattr(record, name) for name in key_fields), record)
        kept[attribute] = tuple(first.values())
    return replace(entered, **kept)  # type: ignore[arg-type]


def number_indicators(entered: SelfEvaluation) -> SelfEvaluation:
    """*entered* with a number for every indicator: its position among those of its project, or the next free one.

    The same rows always get the same numbers; numbers that were entered stay.
    """
    if all(indicator.number for indicator in entered.indicators):
        return entered
    taken = {indicator.number for indicator in entered.indicators}
    positions: dict[str, int] = defaultdict(int)
    last: dict[str, int] = defaultdict(int)
    numbered: list[Indicator] = []
    for indicator in entered.indicators:
        positions[indicator.project] += 1
        if indicator.number:
            numbered.append(indicator)
            continue
        prefix = f"{indicator.project}-" if indicator.project else ""
        position = max(positions[indicator.project], last[indicator.project] + 1)
        while f"{prefix}{position}" in taken:
            position += 1
        last[indicator.project] = position
        taken.add(f"{prefix}{position}")
        numbered.append(replace(indicator, number=f"{prefix}{position}"))
    return replace(entered, indicators=tuple(numbered))


def validate(entered: SelfEvaluation, file: str = "") -> list[ReportgenError]:
    """Every problem that stops a report from being built, each with its place and remedy; empty if there is none.

    *file* names the place of records that do not know theirs.
    """
    return [*_missing(entered, file), *_repeated(entered, file), *_dangling(entered, file)]


def _records(entered: SelfEvaluation, subject: Subject) -> Sequence[Record]:
    value = getattr(entered, subject.attribute)
    return (value,) if subject.single else value


def _missing(entered: SelfEvaluation, file: str) -> Iterator[ReportgenError]:
    for subject in SUBJECTS:
        required = [spec for spec in fields_of(subject.record) if spec.required]
        for record in _records(entered, subject) if required else ():
            for spec in required:
                if getattr(record, spec.name) in {"", None}:
                    yield ReportgenError(
                        f"“{spec.label}”没有填写",
                        place=_place(record, spec.name, subject, file),
                        remedy=_how_to_fill(spec, subject),
                    )
    for roll_up in entered.roll_ups:
        if roll_up.measure != "项目预算数" and roll_up.measure and not roll_up.project_indicator:
            yield ReportgenError(
                f"汇总“{roll_up.measure}”没有写明项目指标",
                place=_place(roll_up, "project_indicator", _subject("roll_ups"), file),
                remedy="请在“项目指标序号”填写被汇总的项目指标；汇总项目预算数时才留空。",
            )


def _how_to_fill(spec: FieldSpec, subject: Subject) -> str:
    hint = f"可填：{'、'.join(spec.choices)}。" if spec.choices else f"{spec.note}。" if spec.note else ""
    return f"这一栏必填，请补填{'' if subject.single else '或删除整行'}。{hint}"


def _repeated(entered: SelfEvaluation, file: str) -> Iterator[ReportgenError]:
    for subject in SUBJECTS:
        key_fields = _KEYS.get(subject.attribute, ())
        if not key_fields:
            continue
        specs = [field_named(subject.record, name) for name in key_fields]
        first: dict[tuple[str, ...], Record] = {}
        for record in _records(entered, subject):
            key = tuple(getattr(record, name) for name in key_fields)
            if not all(part for part, spec in zip(key, specs, strict=True) if spec.required):
                continue
            if key not in first:
                if any(key):
                    first[key] = record
                continue
            label = "—".join(spec.label for spec in specs)
            before = first[key].origin(key_fields[-1])
            yield ReportgenError(
                f"{label}“{'—'.join(part for part in key if part)}”重复"
                + (f"，前面 {before.place} 已有" if before else ""),
                place=_place(record, key_fields[-1], subject, file),
                remedy="请删除重复的一行，或改成不同的内容。",
            )


def _dangling(entered: SelfEvaluation, file: str) -> Iterator[ReportgenError]:
    known = _known(entered)
    for reference in REFERENCES:
        subject = _subject(reference.attribute)
        spec = field_named(subject.record, reference.field)
        leads_somewhere = known[reference.wanted]
        for record in _records(entered, subject):
            number = getattr(record, reference.field)
            if number and not leads_somewhere(record, number):
                yield ReportgenError(
                    f"{spec.label}“{number}”在“{reference.wanted}”中不存在",
                    place=_place(record, reference.field, subject, file),
                    remedy=_HOW_TO_REFER[reference.wanted],
                )


_HOW_TO_REFER = {
    "项目": "请填“项目”表里已有的项目序号，或先在“项目”表补上这个项目。",
    "目标": "请填“目标”表里同一项目或部门的目标序号，或先在“目标”表补上。",
    "指标": "请填“指标”表里已有的指标序号。",
    "部门指标": "请填“指标”表里部门指标（所属项目留空）的指标序号。",
    "项目指标": "请填“指标”表里属于这个项目的指标序号。",
}


def _known(entered: SelfEvaluation) -> Mapping[str, Callable[[Record, str], bool]]:
    projects = {project.number for project in entered.projects}
    goals = {(goal.project, goal.number) for goal in entered.goals}
    indicators = {indicator.number: indicator.project for indicator in entered.indicators}
    return {
        "项目": lambda _, number: number in projects,
        "目标": lambda record, number: bool(goals & {("", number), (getattr(record, "project", ""), number)}),
        "指标": lambda _, number: number in indicators,
        "部门指标": lambda _, number: indicators.get(number) == "",
        "项目指标": lambda record, number: indicators.get(number) == getattr(record, "project", ""),
    }


def _subject(attribute: str) -> Subject:
    return next(subject for subject in SUBJECTS if subject.attribute == attribute)


def _place(record: Record, field_name: str, subject: Subject, file: str) -> str:
    origin = record.origin(field_name)
    return str(origin) if origin else f"{file} {subject.title}".strip()
