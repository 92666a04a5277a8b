"""Hypothesis strategies of valid entered data in every field, for any test that says “whatever is entered”."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st

from reportgen.model.dismissal import Dismissal
from reportgen.model.field_values import clean_text
from reportgen.model.indicators import ROLL_UP_MEASURES, CategoryWeight, Indicator, PaymentPlanPoint, Project, RollUp
from reportgen.model.record import FieldSpec, Kind, Record, fields_of
from reportgen.model.self_evaluation import (
    MONEY_UNITS,
    SUBJECTS,
    BudgetLine,
    Department,
    PreviousFigure,
    SelfEvaluation,
    StaffCount,
)
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERCENT, unit_named

R = TypeVar("R", bound=Record)

_CHINESE = "部门培训人数率天津市残疾康复服务完成及时满意度档案扫描质量资金预算执行"
_MARKS = "，。；：、（）《》“”〔〕％—…·　 %()-+=/*#'\"\\&<>{}[]|!?@~`_.:,"
_ODD = (
    "=1+1",
    "+3",
    "-",
    "@甲",
    "_x0041_",
    "'引",
    "null",
    "是",
    "on",
    "1.10",
    "2023",
    "2023-12-31",
    "3-7",
    "#REF!",
    "𠮷野",
    "a: b #c",
    "- 甲",
    "~",
    "TRUE",
    "12:30",
    "甲\n  乙 \n\n丙",
    "&amp;",
)


def texts(*, lines: int = 1, max_size: int = 40) -> st.SearchStrategy[str]:
    """Text as an official enters it, and as a careless one does."""
    characters = st.sampled_from(_CHINESE + "ABCabc019") | st.sampled_from(_MARKS) | st.characters(codec="utf-8")
    line = st.text(characters, min_size=1, max_size=max_size)
    whole = line if lines == 1 else st.lists(line, min_size=1, max_size=lines).map("\n".join)
    return (whole | st.sampled_from(_ODD)).map(clean_text).filter(bool)


def numbers(*, least: str = "0", places: int = 6) -> st.SearchStrategy[Decimal]:
    """Exact decimals, also such as a binary number cannot hold."""
    plain = st.decimals(min_value=Decimal(least), max_value=Decimal("99999999"), places=2, allow_nan=False)
    fine = st.decimals(min_value=Decimal(least), max_value=Decimal(10) ** 15, places=places, allow_nan=False)
    return plain | fine | st.sampled_from([Decimal(0), Decimal("0.1"), Decimal("0.30"), Decimal(100)])


def amounts(money_unit: str) -> st.SearchStrategy[Quantity]:
    """Amounts, mostly in the unit of the entry."""
    symbols = st.just(money_unit) | st.sampled_from(["元", "千元", "万元", "亿元"])
    return st.builds(lambda number, symbol: Quantity(number, unit_named(symbol)), numbers(), symbols)


def shaped_targets() -> st.SearchStrategy[str]:
    """Target values (指标值) of a sign, a number and a unit."""
    number = st.sampled_from(["90", "100", "2,000", "0.2", "98.50", "3133"])
    return st.builds(
        lambda sign, value, unit: f"{sign}{value}{unit}",
        st.sampled_from(["≥", "≤", ">", "<", "=", ""]),
        number,
        st.sampled_from(["%", "人", "人次", "万元", "个", "‰", "万元/台", ""]),
    )


def targets() -> st.SearchStrategy[str]:
    """Target values of every shape."""
    worded = st.sampled_from(
        [
            "有所提高",
            "2023年12月31日前",
            "3-7月",
            "100%(3133人)",
            "80%-85%",
            "7*24小时",
            "每月25日",
            "是",
            "≥≥90",
            "＝5",
            "% ",
            "≥ 90 %",
        ]
    )
    return shaped_targets() | worded.map(clean_text) | texts()


def words(*, lines: int = 1) -> st.SearchStrategy[str]:
    """Text of Chinese words alone: no figure, mark or control character."""
    line = st.text(st.sampled_from(_CHINESE), min_size=1, max_size=20)
    return line if lines == 1 else st.lists(line, min_size=1, max_size=lines).map("\n".join)


def contents(spec: FieldSpec, money_unit: str, *, tidy: bool = False) -> st.SearchStrategy[Any]:
    """Values of the field *spec*, never blank; texts of words alone where *tidy*."""
    if spec.kind is Kind.CHOICE:
        listed = st.sampled_from(spec.choices)
        return listed if spec.strict or tidy else listed | texts(max_size=8)
    return {
        Kind.TEXT: words() if tidy else texts(),
        Kind.LONG_TEXT: words(lines=3) if tidy else texts(lines=4),
        Kind.TARGET: shaped_targets() if tidy else targets(),
        Kind.COUNT: st.integers(0, 10**7),
        Kind.YEAR: st.integers(1990, 2090),
        Kind.SCORE: numbers(places=4).filter(lambda score: score < 10**6),
        Kind.NUMBER: numbers(least="-1000"),
        Kind.MONEY: amounts(money_unit),
        Kind.PERCENT: numbers(places=4).map(lambda number: Quantity(number, PERCENT)),
    }[spec.kind]


def records(
    record_class: type[R], unit: str = "万元", /, *, tidy: bool = False, **given: st.SearchStrategy[Any]
) -> st.SearchStrategy[R]:
    """Records of *record_class* with something in at least one field; *given* replaces the strategies of fields."""
    filled: dict[str, st.SearchStrategy[Any]] = {}
    for spec in fields_of(record_class):
        blank = {field.name: field.default for field in fields(record_class)}[spec.name]
        wanted = given[spec.name] if spec.name in given else contents(spec, unit, tidy=tidy)
        filled[spec.name] = wanted if spec.required or spec.name in given else st.just(blank) | wanted
    return st.builds(record_class, **filled).filter(lambda record: record != record_class())


def _lists(rows: st.SearchStrategy[R], key: Callable[[R], object] | None = None) -> st.SearchStrategy[tuple[R, ...]]:
    return st.lists(rows, max_size=3, unique_by=key).map(tuple)


def _one_of(numbers_known: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *numbers_known])


_KEYS: dict[type[Any], Callable[[Any], object]] = {
    StaffCount: lambda row: row.staff_class,
    BudgetLine: lambda row: row.key,
    CategoryWeight: lambda row: row.category,
    PreviousFigure: lambda row: row.label,
    Dismissal: lambda row: row.number,
}


@st.composite
def self_evaluations(draw: st.DrawFn, *, tidy: bool = False) -> SelfEvaluation:
    """Valid entries: required fields present, numbers used once, every reference leading somewhere.

    Texts are anything a workbook can hold, or, where *tidy*, Chinese words alone.
    """
    money_unit = draw(st.sampled_from(MONEY_UNITS))
    found: dict[str, Any] = {
        "department": draw(records(Department, money_unit, tidy=tidy, money_unit=st.just(money_unit))),
    }
    referring = {"department", "goals", "indicators", "projects", "payment_plan", "roll_ups", "problems"}
    for subject in SUBJECTS:
        if subject.attribute in referring:
            continue
        if subject.single:
            found[subject.attribute] = draw(st.just(subject.record()) | records(subject.record, money_unit, tidy=tidy))
        else:
            found[subject.attribute] = draw(
                _lists(records(subject.record, money_unit, tidy=tidy), _KEYS.get(subject.record))
            )
    found.update(draw(_linked(money_unit, tidy)))
    return SelfEvaluation(**found)


@st.composite
def _linked(draw: st.DrawFn, money_unit: str, tidy: bool) -> dict[str, tuple[Record, ...]]:
    """Projects, goals and indicators, and the records that refer to them."""
    of_attribute = {subject.attribute: subject.record for subject in SUBJECTS}
    projects: tuple[Project, ...] = draw(_lists(records(Project, money_unit, tidy=tidy), lambda row: row.number))
    known = [project.number for project in projects]
    goals = draw(
        _lists(
            records(of_attribute["goals"], money_unit, tidy=tidy, project=_one_of(known)),
            lambda row: (row.project, row.number),
        )
    )
    drawn = draw(
        _lists(
            records(
                Indicator,
                money_unit,
                tidy=tidy,
                number=words() if tidy else texts(max_size=6),
                project=_one_of(known),
                goal=st.just(""),
            ),
            lambda row: row.number,
        )
    )
    indicators = []
    for indicator in drawn:
        reachable = [goal.number for goal in goals if goal.project in {"", indicator.project}]
        indicators.append(replace(indicator, goal=draw(_one_of(reachable))))
    plan: tuple[Record, ...] = ()
    if known:
        plan = draw(
            _lists(
                records(PaymentPlanPoint, tidy=tidy, project=st.sampled_from(known)), lambda row: (row.project, row.by)
            )
        )
    numbered = [indicator.number for indicator in indicators]
    return {
        "projects": projects,
        "goals": goals,
        "indicators": tuple(indicators),
        "payment_plan": plan,
        "roll_ups": _roll_ups(draw, indicators, known),
        "problems": draw(_lists(records(of_attribute["problems"], money_unit, tidy=tidy, indicator=_one_of(numbered)))),
    }


def _roll_ups(draw: st.DrawFn, indicators: Sequence[Indicator], projects: Sequence[str]) -> tuple[RollUp, ...]:
    departmental = [indicator.number for indicator in indicators if not indicator.project]
    of_projects = [indicator for indicator in indicators if indicator.project]
    found: list[RollUp] = []
    if departmental and projects and draw(st.booleans()):
        found.append(RollUp(indicator=departmental[0], project=draw(st.sampled_from(projects)), measure="项目预算数"))
    if departmental and of_projects and draw(st.booleans()):
        part = draw(st.sampled_from(of_projects))
        measure = draw(st.sampled_from([measure for measure in ROLL_UP_MEASURES if measure != "项目预算数"]))
        found.append(
            RollUp(indicator=departmental[0], project=part.project, measure=measure, project_indicator=part.number)
        )
    return tuple(found)
