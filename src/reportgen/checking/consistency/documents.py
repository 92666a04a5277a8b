"""Document against document (部门表与项目表): one department's 自评表 beside the tables of its projects, same year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checking.consistency.likeness import Likeness, abbreviates, pairs_of, thing_named
from reportgen.checking.consistency.paper import Paper, found
from reportgen.checking.consistency.said import Said, numbers_said
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.quantities.mention import MentionKind
from reportgen.quantities.quantity import format_number, plain_number
from reportgen.quantities.target_values import Comparator, TargetKind

_NOTES = re.compile(r"[（(][^（）()]*[)）]|[\s“”\"，。]")
_FORMAL = re.compile(r"指标$|^(?:全市|全县|全区|全省)|各项|数量$|人数$")
_ENOUGH = 0.72
_SAME_NAME = 0.86


def across(papers: Sequence[Paper]) -> Iterator[Finding]:
    """CROSS_DOC_*: every finding of a department's paper against its projects' papers."""
    for whole in papers:
        for parts in papers:
            if whole is parts or not whole.entered.department_indicators or not parts.entered.projects:
                continue
            if not _same_department(whole, parts):
                continue
            likeness = Likeness(
                [i.name for i in (*whole.entered.indicators, *parts.entered.indicators)]
                + [g.achieved for g in whole.entered.goals]
            )
            yield from _targets(whole, parts, likeness)
            yield from _units(whole, parts, likeness)
            yield from _brackets(whole, parts)
            yield from _told(whole, parts, likeness)
            yield from _money(whole, parts)


def _same_department(whole: Paper, parts: Paper) -> bool:
    one, other = whole.entered.department, parts.entered.department
    return one.year is None or other.year is None or one.year == other.year


def _targets(whole: Paper, parts: Paper, likeness: Likeness) -> Iterator[Finding]:
    """CROSS_DOC_TARGET: the same indicator with another target, rates alone; a lower one in the department's table."""
    for row in whole.entered.department_indicators:
        wanted = row.target.quantity
        if wanted is None or wanted.unit.dimension != "share" or row.target.kind is not TargetKind.NUMBER:
            continue
        for other in parts.entered.indicators:
            value = other.target.quantity
            if value is None or value.unit.dimension != "share" or value.same_amount(wanted) or not other.project:
                continue
            if not _same_name(row.name, other.name, likeness):
                continue
            lower = wanted.base < value.base
            yield found(
                "CROSS_DOC_TARGET",
                Severity.ERROR if lower else Severity.WARNING,
                f"“{row.name}”部门表指标值{row.target_value}，项目表“{other.name}”指标值{other.target_value}，"
                f"{'部门表目标低于项目表' if lower else '两表不一致'}",
                "两表改为同一目标值",
                whole.place(row.origin("target_value"), row.target_value),
                parts.place(other.origin("target_value"), other.target_value),
                subject=row.name,
            )
            break


def _units(whole: Paper, parts: Paper, likeness: Likeness) -> Iterator[Finding]:
    """CROSS_DOC_UNIT: the same indicator with the same number, counted in another measure word: 42件 and 42个."""
    counted = [row for row in parts.entered.indicators if row.project and row.target.kind is TargetKind.NUMBER]
    for row in whole.entered.department_indicators:
        wanted = row.target.quantity
        if wanted is None or row.target.kind is not TargetKind.NUMBER or not wanted.unit.symbol:
            continue
        for other in counted:
            value = other.target.quantity
            if value is None or not value.unit.symbol or value.unit == wanted.unit or value.value != wanted.value:
                continue
            ends_alike = _ends_in(thing_named(row.name), thing_named(other.name))
            if value.comparable(wanted) or not (ends_alike or _same_name(row.name, other.name, likeness)):
                continue
            yield found(
                "CROSS_DOC_UNIT",
                Severity.INFO,
                f"“{row.name}”部门表写{row.target_value}，项目表“{other.name}”写{other.target_value}，计量单位不同",
                "两表用同一个计量单位",
                whole.place(row.origin("target_value"), row.target_value),
                parts.place(other.origin("target_value"), other.target_value),
                subject=row.name,
            )
            break


_LEAST_END = 6


def _ends_in(one: str, other: str) -> bool:
    """Whether one name is the end of the other: 坐席服务人员 of 咨询坐席服务人员."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _LEAST_END and longer.endswith(shorter)


_TOGETHER = re.compile(r"[（(](?P<list>[\u4e00-\u9fff]{1,6}(?:、[\u4e00-\u9fff]{1,6})+)[)）]")


def _brackets(whole: Paper, parts: Paper) -> Iterator[Finding]:
    """CROSS_DOC_TARGET: 假肢（大、小腿）≥90例 of the department, where a project plans ≥90例 of each."""
    for row in whole.entered.department_indicators:
        listed, wanted = _TOGETHER.search(row.name), row.target.quantity
        if listed is None or wanted is None or row.target.kind is not TargetKind.NUMBER:
            continue
        *firsts, last = listed["list"].split("、")
        items = [*(item + last[1:] if len(item) < len(last) else item for item in firsts), last]
        thing = thing_named(_TOGETHER.sub("", row.name))
        for project in parts.entered.projects:
            rows = parts.entered.indicators_by_project.get(project.number, ())
            found_rows = [_counted_part(item, thing, row, rows) for item in items]
            named = [other for other in found_rows if other is not None]
            total = sum((q.base for other in named if (q := other.target.quantity) is not None), Decimal(0))
            if len(named) != len(items) or len({other.number for other in named}) != len(items) or total == wanted.base:
                continue
            yield found(
                "CROSS_DOC_TARGET",
                Severity.ERROR if wanted.base < total else Severity.WARNING,
                f"“{row.name}”部门表指标值{row.target_value}，项目“{project.name}”"
                f"{'、'.join(f'“{other.name}”{other.target_value}' for other in named)}，"
                f"合计{plain_number(total / wanted.unit.factor)}{wanted.unit}",
                "部门表按各项合计改正，或写明只计哪一项",
                whole.place(row.origin("target_value"), row.target_value),
                *(parts.place(other.origin("target_value"), other.target_value) for other in named),
                subject=row.name,
            )


def _counted_part(item: str, thing: str, whole: Indicator, rows: Sequence[Indicator]) -> Indicator | None:
    """The one row of *rows* that counts *item* of *thing* in the unit of *whole*."""
    wanted = whole.target.quantity
    alike = [
        row
        for row in rows
        if item in row.name
        and len(pairs_of(thing) & pairs_of(row.name)) >= 2
        and wanted is not None
        and row.target.quantity is not None
        and row.target.quantity.comparable(wanted)
    ]
    return alike[0] if len(alike) == 1 else None


def _same_name(one: str, other: str, likeness: Likeness) -> bool:
    plain = (_NOTES.sub("", one), _NOTES.sub("", other))
    if plain[0] == plain[1]:
        return True
    if plain[0][-3:] != plain[1][-3:]:
        return False
    things = (thing_named(one), thing_named(other))
    longer, shorter = sorted((re.sub(r"率$", "", p) for p in plain), key=len, reverse=True)
    if "满意" not in shorter and len(shorter) >= 5 and shorter[-2:] == longer[-2:] and abbreviates(shorter, longer):
        return True
    return likeness.covered(things[0], things[1]) >= _SAME_NAME and likeness.covered(things[1], things[0]) >= _SAME_NAME


def _told(whole: Paper, parts: Paper, likeness: Likeness) -> Iterator[Finding]:
    """CROSS_DOC_TOLD and OVER_COMPLETION: what the goals of 自评表 tell against the targets of the projects."""
    threshold = whole.form.scoring.over_completion_threshold
    counted = [i for i in parts.entered.indicators if i.project and "数量" in i.subcategory and i.target.quantity]
    for goal in whole.entered.department_goals:
        own = [i for i in whole.entered.department_indicators if i.goal == goal.number]
        for said in numbers_said(whole, goal.achieved, goal.origin("achieved")):
            if said.mention.kind is not MentionKind.COUNT or not said.mention.value or said.mention.value < 20:
                continue
            if any(_speaks_of(said, row, likeness) >= _ENOUGH for row in own):
                continue
            rows = [row for row in counted if _speaks_of(said, row, likeness) >= _ENOUGH] or _parted_rows(said, counted)
            if rows:
                yield from _against_targets(parts, said, rows, threshold, goal.number)


def _speaks_of(said: Said, row: Indicator, likeness: Likeness) -> float:
    quantity = row.target.quantity
    if quantity is None or not _counts_alike(quantity.unit.dimension, said.mention.unit.dimension):
        return 0.0
    thing = _FORMAL.sub("", thing_named(row.name))
    if likeness.mass(thing) < 4:
        return 0.0
    return (likeness.covered(thing, said.clause) + likeness.covered(said.clause, thing)) / 2


def _parted_rows(said: Said, counted: Sequence[Indicator]) -> list[Indicator]:
    """The rows of one project that part what is told: 成人助听器… and 儿童助听器… for 助听器验配1000台."""
    by_noun: dict[tuple[str, str], list[Indicator]] = {}
    words = re.sub(r"[\d,.]+.*$", "", said.clause.strip())
    for row in counted:
        quantity = row.target.quantity
        if quantity is None or quantity.unit.dimension != said.mention.unit.dimension:
            continue
        noun = _common_run(words, thing_named(row.name))
        if len(noun) >= 3 and words.startswith(noun):
            by_noun.setdefault((row.project, noun), []).append(row)
    parted = [rows for rows in by_noun.values() if len(rows) >= 2 and len({row.name for row in rows}) == len(rows)]
    return parted[0] if len(parted) == 1 else []


def _common_run(one: str, other: str) -> str:
    """The longest run of characters that both hold."""
    runs = (one[a:b] for a in range(len(one)) for b in range(a + 1, len(one) + 1) if one[a:b] in other)
    return max(runs, key=len, default="")


_PEOPLE = frozenset({"person", "例", "person-time"})
_DEVICES = frozenset({"device", "件", "个"})


def _counts_alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= _PEOPLE or {one, other} <= _DEVICES


def _against_targets(
    parts: Paper, said: Said, rows: Sequence[Indicator], threshold: Decimal, goal: str
) -> Iterator[Finding]:
    projects = {row.project for row in rows}
    if len(projects) > 1:
        return
    quantities = [row.target.quantity for row in rows if row.target.quantity is not None]
    total = sum((quantity.base for quantity in quantities), Decimal(0))
    value = said.mention.value
    assert value is not None
    listing = "、".join(f"“{row.name}”{row.target_value}" for row in rows)
    places = [parts.place(row.origin("target_value"), row.target_value) for row in rows]
    down = any(row.target.comparator in {Comparator.AT_MOST, Comparator.LESS_THAN} for row in rows)
    if down or total == 0:
        return
    unit = said.mention.unit.symbol
    if value < total and not said.mention.approximate:
        yield found(
            "CROSS_DOC_TOLD",
            Severity.WARNING,
            f"部门表目标{goal}写“{said.clause.strip()[-24:]}”，项目表{listing}，合计应不少于{plain_number(total)}{unit}",
            "分项说明完成数，或说明未完成的原因",
            said.place,
            *places,
        )
    elif len(rows) == 1 and value > total * threshold:
        yield found(
            "OVER_COMPLETION",
            Severity.WARNING,
            f"部门表目标{goal}写“{said.clause.strip()[-24:]}”，项目表{listing}，"
            f"完成{format_number(value / total * 100, 1)}%，目标值明显偏低",
            "说明超额原因，下年调整目标值",
            said.place,
            *places,
        )


def _money(whole: Paper, parts: Paper) -> Iterator[Finding]:
    """CROSS_DOC_BUDGET: more project money than the department has in all."""
    lines = whole.entered.lines_of_whole("adjusted_budget") or whole.entered.lines_of_whole("original_budget")
    budgets = [project.budget for project in parts.entered.projects if project.budget is not None]
    if not lines or len(budgets) < 2:
        return
    amounts = [line.adjusted_budget or line.original_budget for line in lines]
    ceiling = sum((amount.base for amount in amounts if amount is not None), Decimal(0))
    total = sum((budget.base for budget in budgets), Decimal(0))
    if total > ceiling:
        line = lines[0]
        yield found(
            "CROSS_DOC_BUDGET",
            Severity.ERROR,
            f"{len(budgets)}个项目预算合计{format_number(total)}元，超过部门全年预算{format_number(ceiling)}元",
            "核对部门预算数和项目预算数的口径和单位",
            whole.place(line.origin("adjusted_budget")),
            parts.place(parts.entered.projects[0].origin("budget")),
        )
