"""Facts that stand in the entered data as they are, each with its cell."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.model.fact_ids import goal_id, indicator_id, plan_id, project_id, staff_id
from reportgen.model.facts import Fact, Role
from reportgen.model.field_values import clean_text
from reportgen.model.indicators import Indicator, PerformanceGoal, Project
from reportgen.model.origin import Origin
from reportgen.model.record import Record, fields_of
from reportgen.model.self_evaluation import BudgetLine, SelfEvaluation
from reportgen.quantities.quantity import Quantity, format_number
from reportgen.quantities.target_values import TargetKind, TargetValue
from reportgen.quantities.units import PERSON, POINT, Unit, unit_named

MONEY_PLACES = 2
PERCENT_PLACES = 2
SCORE_PLACES = 2

_BUDGET_ROLES = {
    "original_budget": Role.ORIGINAL_BUDGET,
    "adjusted_budget": Role.BUDGET,
    "actual_expenditure": Role.EXPENDITURE,
    "previous_actual": Role.PREVIOUS,
}
# Other words by which reports call an amount.
_BUDGET_ALIASES = {
    "original_budget": ("年初预算", "年初安排", "年初批复数"),
    "adjusted_budget": ("全年预算", "调整预算数", "调整后预算", "预算数"),
    "actual_expenditure": ("全年执行", "全年支出", "实际支出", "决算数", "支出数"),
    "previous_actual": ("上年执行", "上年支出", "上年决算数"),
}
_INDICATOR_TEXTS = {
    "project": Role.NAME,
    "goal": Role.NAME,
    "name": Role.NAME,
    "category": Role.NAME,
    "subcategory": Role.NAME,
    "description": Role.TEXT,
    "formula": Role.TEXT,
    "basis": Role.TEXT,
    "evidence": Role.TEXT,
    "attainment_band": Role.NAME,
    "score_reason": Role.TEXT,
    "deviation_reason": Role.TEXT,
    "improvement_measures": Role.TEXT,
}


def money_text(amount: Quantity, unit: Unit) -> str:
    """An amount as the report writes it, in the entry's unit, two decimals: 10,986.90万元."""
    return f"{format_number(amount.to(unit).value, MONEY_PLACES)}{unit.symbol}"


def score_text(score: Decimal) -> str:
    """A score as the report writes it, two decimals and no unit."""
    return format_number(score, SCORE_PLACES)


_STOPS = "。；;，,、：:！!？?"
_SHORT_LINE = 12


def clean(text: str) -> str:
    """Entered text on one line without invisible characters; lines get a stop between them."""
    if text.isascii() and text.isprintable():
        return text.strip()
    lines = [line for line in (line.strip() for line in clean_text(text).splitlines()) if line]
    if len(lines) < 2:
        return "".join(lines)
    stop = "、" if all(len(line) <= _SHORT_LINE for line in lines) else "；"
    return "".join(line if line[-1] in _STOPS else f"{line}{stop}" for line in lines[:-1]) + lines[-1]


def entered_facts(entered: SelfEvaluation) -> Iterator[Fact]:
    """Every entered value as a fact, in the order of the entry file."""
    yield from _department_facts(entered)
    period = str(entered.department.year or "")
    unit = unit_named(entered.department.money_unit)
    for line in entered.budget:
        yield from _budget_facts(line, unit, period)
    for goal in entered.goals:
        yield from _goal_facts(goal, period)
    for indicator in entered.indicators:
        yield from _indicator_facts(indicator, period)
    for project in entered.projects:
        yield from _project_facts(project, unit, period)
    for point in entered.payment_plan:
        prefix = plan_id(point.project, point.by)
        yield from _text_facts(prefix, point, {"by": Role.NAME}, point.project, period)
        if point.share is not None:
            yield Fact(
                id=f"{prefix}.share",
                label=f"{point.by}累计支出比例",
                text=f"{format_number(point.share.value, PERCENT_PLACES)}%",
                role=Role.TARGET,
                quantity=point.share,
                subject=point.project,
                period=period,
                origin=point.origin("share"),
            )
    for index, figure in enumerate(entered.previous_year, start=1):
        yield Fact(
            id=f"previous.{index}",
            label=f"上年{figure.label}",
            text=clean(figure.value),
            role=Role.PREVIOUS,
            subject=figure.label,
            origin=figure.origin("value"),
        )


def _text_facts(prefix: str, record: Record, roles: dict[str, Role], subject: str, period: str) -> Iterator[Fact]:
    for spec in fields_of(type(record)):
        role = roles.get(spec.name)
        text = clean(str(getattr(record, spec.name) or "")) if role else ""
        if role and text:
            yield Fact(
                id=f"{prefix}.{spec.name}",
                label=spec.label,
                text=text,
                role=role,
                subject=subject,
                period=period,
                origin=record.origin(spec.name),
            )


def _department_facts(entered: SelfEvaluation) -> Iterator[Fact]:
    department = entered.department
    texts = {
        spec.name: Role.NAME for spec in fields_of(type(department)) if spec.name not in {"year", "subordinate_units"}
    }
    texts |= {"internal_divisions": Role.TEXT, "nature": Role.TEXT}
    yield from _text_facts("department", department, texts, department.name, "")
    if department.year is not None:
        for name, text in (("year", f"{department.year}年"), ("fiscal_year", f"{department.year}年度")):
            yield Fact(
                id=f"department.{name}",
                label="年度",
                text=text,
                role=Role.NAME,
                quantity=Quantity(Decimal(department.year), unit_named("年")),
                origin=department.origin("year"),
            )
    if department.subordinate_units is not None:
        yield _count("department.subordinate_units", "下属单位个数", department.subordinate_units, "个", department)
    for member in entered.staff:
        yield from _text_facts(staff_id(member.staff_class), member, {"staff_class": Role.NAME}, "人员", "")
        for name, label in (("authorized", "编制人数"), ("actual", "实有人数")):
            number = getattr(member, name)
            if number is not None:
                yield Fact(
                    id=f"{staff_id(member.staff_class)}.{name}",
                    label=f"{member.staff_class}{label}",
                    text=f"{number}人",
                    role=Role.TARGET if name == "authorized" else Role.ACTUAL,
                    quantity=Quantity(Decimal(number), PERSON),
                    subject=f"{member.staff_class}人员",
                    period=str(department.year or ""),
                    origin=member.origin(name),
                )
    for index, duty in enumerate(entered.duties, start=1):
        yield from _text_facts(f"duty.{index}", duty, {"text": Role.TEXT}, "主要职责", "")
    for index, notice in enumerate(entered.basis_notices, start=1):
        roles = {"title": Role.NAME, "doc_number": Role.NAME, "issuer": Role.NAME}
        yield from _text_facts(f"basis.{index}", notice, roles, notice.title, "")
    for index, item in enumerate(entered.management, start=1):
        yield from _text_facts(f"management.{index}", item, {"text": Role.TEXT}, item.topic, "")
    for index, stated in enumerate(entered.problems, start=1):
        roles = {"problem": Role.TEXT, "cause": Role.TEXT, "measure": Role.TEXT}
        yield from _text_facts(f"problem.{index}", stated, roles, "存在问题", "")
    roles = {"result_use": Role.TEXT, "publication": Role.TEXT}
    yield from _text_facts("conclusion", entered.conclusion, roles, "自评结论", "")


def _count(fact_id: str, label: str, number: int, symbol: str, record: Record) -> Fact:
    return Fact(
        id=fact_id,
        label=label,
        text=f"{number}{symbol}",
        role=Role.COUNT,
        quantity=Quantity(Decimal(number), unit_named(symbol)),
        origin=record.origin(fact_id.rpartition(".")[2]),
    )


def _budget_facts(line: BudgetLine, unit: Unit, period: str) -> Iterator[Fact]:
    prefix = f"budget.{line.key}"
    name = line.name
    for spec in fields_of(BudgetLine):
        role = _BUDGET_ROLES.get(spec.name)
        amount: Quantity | None = getattr(line, spec.name) if role else None
        if role and amount is not None:
            yield Fact(
                id=f"{prefix}.{spec.name}",
                label=spec.label,
                text=money_text(amount, unit),
                role=role,
                quantity=amount,
                subject=name,
                period=str(int(period) - 1) if role is Role.PREVIOUS and period else period,
                origin=line.origin(spec.name),
                aliases=_BUDGET_ALIASES[spec.name],
                places=MONEY_PLACES,
            )
    roles = dict.fromkeys(("adjustment_reason", "deviation_reason", "improvement_measures"), Role.TEXT)
    yield from _text_facts(prefix, line, roles, name, period)


def _goal_facts(goal: PerformanceGoal, period: str) -> Iterator[Fact]:
    prefix = goal_id(goal.number, goal.project)
    roles = dict.fromkeys(("text", "achieved", "deviation_reason", "improvement_measures"), Role.TEXT)
    yield from _text_facts(
        prefix, goal, roles | {"number": Role.NAME, "title": Role.NAME}, f"绩效目标{goal.number}", period
    )


def _indicator_facts(indicator: Indicator, period: str) -> Iterator[Fact]:
    prefix = indicator_id(indicator.number)
    yield from _text_facts(prefix, indicator, _INDICATOR_TEXTS, indicator.name, period)
    values = (
        ("target_value", "指标值", indicator.target, Role.TARGET),
        ("actual_value", "实际完成值", indicator.actual, Role.ACTUAL),
    )
    for name, label, value, role in values:
        text = clean(value.text)
        if text:
            yield Fact(
                id=f"{prefix}.{name}",
                label=label,
                text=_with_unit(text, value, indicator.target),
                role=role,
                quantity=value.quantity,
                subject=indicator.name,
                period=period,
                origin=indicator.origin(name),
            )
    if indicator.previous_actual:
        yield Fact(
            id=f"{prefix}.previous_actual",
            label="上年实际值",
            text=clean(indicator.previous_actual),
            role=Role.PREVIOUS,
            subject=indicator.name,
            period=str(int(period) - 1) if period else "",
            origin=indicator.origin("previous_actual"),
        )
    for name, label, number in (
        ("numerator", "分子", indicator.numerator),
        ("denominator", "分母", indicator.denominator),
    ):
        if number is not None:
            yield Fact(
                id=f"{prefix}.{name}",
                label=label,
                text=format_number(number),
                role=Role.ACTUAL,
                quantity=Quantity(number),
                subject=indicator.name,
                period=period,
                origin=indicator.origin(name),
            )
    if indicator.project:  # those of the department are in the scorecard
        yield from _scores(prefix, indicator, indicator.name, max_score=Role.MAX_SCORE, score=Role.SCORE)


def _scores(prefix: str, record: Record, subject: str, **roles: Role) -> Iterator[Fact]:
    """The entered scores of *record*, by field."""
    for spec in fields_of(type(record)):
        role = roles.get(spec.name)
        score: Decimal | None = getattr(record, spec.name) if role else None
        if role and score is not None:
            fact_id = f"{prefix}.{spec.name}"
            yield score_fact(fact_id, spec.label, score, role, subject, origin=record.origin(spec.name))


def _with_unit(text: str, value: TargetValue, target: TargetValue) -> str:
    """A bare actual number is stated with the unit of its target."""
    bare = value.kind is TargetKind.NUMBER and text.replace(",", "").replace(".", "").isdecimal()
    return f"{text}{target.unit.symbol}" if bare and target.unit.symbol else text


def _project_facts(project: Project, unit: Unit, period: str) -> Iterator[Fact]:
    prefix = project_id(project.number)
    roles = {"code": Role.NAME, "name": Role.NAME, "unit_name": Role.NAME, "fund_use": Role.TEXT, "rating": Role.NAME}
    roles |= dict.fromkeys(("deviation_reason", "improvement_measures"), Role.TEXT)
    yield from _text_facts(prefix, project, roles, project.name, period)
    amounts = (
        ("original_budget", Role.ORIGINAL_BUDGET),
        ("budget", Role.BUDGET),
        ("fiscal_appropriation", Role.BUDGET),
        ("carry_over", Role.BUDGET),
        ("other_funds", Role.BUDGET),
        ("actual_expenditure", Role.EXPENDITURE),
        ("fiscal_expenditure", Role.EXPENDITURE),
        ("carry_over_expenditure", Role.EXPENDITURE),
        ("other_expenditure", Role.EXPENDITURE),
    )
    for name, role in amounts:
        amount: Quantity | None = getattr(project, name)
        if amount is not None:
            label = next(spec.label for spec in fields_of(Project) if spec.name == name)
            yield Fact(
                id=f"{prefix}.{name}",
                label=label,
                text=money_text(amount, unit),
                role=role,
                quantity=amount,
                subject=project.name,
                period=period,
                origin=project.origin(name),
                places=MONEY_PLACES,
            )
    yield from _scores(
        prefix, project, project.name,
        execution_max_score=Role.MAX_SCORE, execution_score=Role.SCORE, total_score=Role.SCORE,
    )  # fmt: skip


def score_fact(
    fact_id: str,
    label: str,
    score: Decimal,
    role: Role,
    subject: str,
    *,
    origin: Origin | None = None,
    formula: str = "",
    operands: tuple[str, ...] = (),
) -> Fact:
    """A score or weight in 分 as a fact: entered with its *origin*, or derived by *formula* from *operands*."""
    return Fact(
        id=fact_id,
        label=label,
        text=score_text(score),
        role=role,
        quantity=Quantity(score, POINT),
        subject=subject,
        places=SCORE_PLACES,
        origin=origin,
        formula=formula,
        operands=operands,
    )
