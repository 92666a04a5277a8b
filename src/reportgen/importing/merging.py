"""Several documents of one department put together (合并): one entry, and what the documents disagree about."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Any

from reportgen.importing import sentences
from reportgen.importing.reading import Found, Reading
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import (
    BasisNotice,
    BudgetLine,
    Department,
    SelfEvaluation,
    StatedConclusion,
)

_SUMMARY_SUFFIX = re.compile(r"\s*[（(](?:汇总|本级|合并|含下属单位)[)）]$")
_RELATIVE = re.compile(r"[省市县区镇乡局委厅]|本")  # 县档案馆 in the text, 青禾县档案馆 in the title
_CHECKED = {"name": "部门名称", "year": "年度", "budget_code": "预算编码", "money_unit": "金额单位"}


def merged(readings: Sequence[Reading]) -> tuple[SelfEvaluation, tuple[str, ...]]:
    """One entry from all *readings*, in order, and notices about what they disagree on or leave out."""
    notices: list[str] = []
    readings = _renumbered(readings, notices)
    department = _department(readings, notices)
    conclusion = _conclusion(readings, notices)
    budget = _budget(readings, notices)
    entered = SelfEvaluation(
        department=department,
        staff=_first(readings, "staff"),
        duties=_first(readings, "duties"),
        basis_notices=_notices_rested_on(readings),
        budget=budget,
        weights=_first(readings, "weights"),
        goals=_joined(readings, "goals"),
        indicators=_joined(readings, "indicators"),
        projects=_joined(readings, "projects"),
        payment_plan=_joined(readings, "payment_plan"),
        management=_joined(readings, "management"),
        problems=_joined(readings, "problems"),
        conclusion=conclusion,
        narratives=_joined(readings, "narratives"),
    )
    return entered, tuple(notices)


def _joined(readings: Iterable[Reading], attribute: str) -> Any:
    return tuple(item for reading in readings for item in getattr(reading, attribute))


def _first(readings: Iterable[Reading], attribute: str) -> Any:
    return next((getattr(reading, attribute) for reading in readings if getattr(reading, attribute)), ())


# -- numbers --------------------------------------------------------------------------------------------------


def _renumbered(readings: Sequence[Reading], notices: list[str]) -> tuple[Reading, ...]:
    """*readings* with goals, indicators and projects numbered without clashes across files."""
    result: list[Reading] = []
    projects: set[str] = set()
    indicators = 0
    goals: set[str] = set()
    for reading in readings:
        new = _with_free_projects(reading, projects, notices)
        if indicators:
            numbers = itertools.count(indicators + 1)
            new = dataclasses.replace(
                new,
                indicators=tuple(
                    entry if entry.project else dataclasses.replace(entry, number=str(next(numbers)))
                    for entry in new.indicators
                ),
            )
        clash = {goal.number for goal in new.goals if not goal.project} & goals
        if clash:
            notices.append(
                f"{new.file}：部门目标序号 {'、'.join(sorted(clash))} 与前面的文件重复，请核对是否同一目标。"
            )
        projects |= {project.number for project in new.projects}
        indicators += sum(1 for indicator in new.indicators if not indicator.project)
        goals |= {goal.number for goal in new.goals if not goal.project}
        result.append(new)
    return tuple(result)


def _with_free_projects(reading: Reading, taken: set[str], notices: list[str]) -> Reading:
    clashing = [project.number for project in reading.projects if project.number in taken]
    if not clashing:
        return reading
    free = (str(n) for n in range(1, 10_000) if str(n) not in taken | {p.number for p in reading.projects})
    new = {number: next(free) for number in clashing}
    notices.append(f"{reading.file}：项目序号 {'、'.join(clashing)} 与前面的文件重复，改为 {'、'.join(new.values())}。")

    def number(old: str) -> str:
        return new.get(old, old)

    def prefixed(old: str, project: str) -> str:
        return re.sub(rf"^P{re.escape(project)}(?=-|$)", f"P{number(project)}", old) if project else old

    return dataclasses.replace(
        reading,
        projects=tuple(dataclasses.replace(p, number=number(p.number)) for p in reading.projects),
        goals=tuple(
            dataclasses.replace(g, number=prefixed(g.number, g.project), project=number(g.project))
            for g in reading.goals
        ),
        indicators=tuple(
            dataclasses.replace(i, number=prefixed(i.number, i.project), project=number(i.project))
            for i in reading.indicators
        ),
        payment_plan=tuple(dataclasses.replace(p, project=number(p.project)) for p in reading.payment_plan),
    )


# -- the department -------------------------------------------------------------------------------------------


def _department(readings: Sequence[Reading], notices: list[str]) -> Department:
    found: dict[str, Found[Any]] = {}
    for reading in readings:
        for field, value in reading.department.items():
            earlier = found.get(field)
            if earlier is None or (earlier.inferred and not value.inferred):
                found[field] = value
            elif field in _CHECKED and _plain(earlier.value) != _plain(value.value) and not value.inferred:
                notices.append(
                    f"{_CHECKED[field]}不一致：{earlier.origin}为“{earlier.value}”，{value.origin}为“{value.value}”；用前者。"
                )
    title = found.pop("title_name", None)
    if title is not None:
        if "name" not in found:
            found["name"] = dataclasses.replace(title, inferred="取自标题")
        elif title.value.endswith(found["name"].value) or _RELATIVE.match(found["name"].value):
            found["name"] = title
        elif title.value != found["name"].value and len(title.value) < len(found["name"].value):
            found.setdefault("short_name", title)
    if "name" in found:
        name = found["name"]
        plain = _plain(name.value)
        if plain != name.value:
            notices.append(f"{name.origin}：部门名称“{name.value}”末尾的括号说明已去掉。")
            found["name"] = dataclasses.replace(name, value=plain)
    for field, value in found.items():
        if value.inferred:
            notices.append(f"{value.origin}：{_CHECKED.get(field, field)}“{value.value}”{value.inferred}，请核对。")
    for field in ("name", "year", "money_unit"):
        if field not in found:
            default = "，金额暂按万元" if field == "money_unit" else ""
            notices.append(f"原表没有写明{_CHECKED[field]}{default}，请补填。")
    values = {field: value.value for field, value in found.items()}
    values.setdefault("money_unit", "万元")
    values["form"] = _form(readings)
    return Department(origins={field: value.origin for field, value in found.items()}, **values)


def _plain(name: Any) -> Any:
    return _SUMMARY_SUFFIX.sub("", name) if isinstance(name, str) else name


def _form(readings: Sequence[Reading]) -> str:
    """The form whose shape the tables have: by goals, by weights, projects alone, or none of these."""
    department_rows = [i for reading in readings for i in reading.indicators if not i.project]
    if any(indicator.goal for indicator in department_rows):
        return "tianjin"
    if any(reading.weights for reading in readings) and any(i.category.startswith("投入") for i in department_rows):
        return "shanghai"
    reported = any(r.conclusion or any(line.actual_expenditure for line in r.budget) for r in readings)
    evaluated = reported or any(
        entry.actual_value or entry.score is not None for r in readings for entry in r.indicators
    )
    if not evaluated and any(reading.projects for reading in readings):
        return "hebei"
    return "general"


# -- budget, basis, conclusion --------------------------------------------------------------------------------


def _budget(readings: Sequence[Reading], notices: list[str]) -> tuple[BudgetLine, ...]:
    lines: dict[tuple[str, str], BudgetLine] = {}
    for reading in readings:
        for line in reading.budget:
            earlier = lines.setdefault((line.source, line.expenditure_type), line)
            if earlier is line:
                continue
            for field in ("original_budget", "adjusted_budget", "actual_expenditure"):
                before, after = getattr(earlier, field), getattr(line, field)
                if before is not None and after is not None and not before.same_amount(after):
                    notices.append(
                        f"预算“{line.source}—{line.expenditure_type}”不一致："
                        f"{earlier.origin(field)}为{before}，{line.origin(field)}为{after}；用前者。"
                    )
    if lines and ("合计", "合计") not in lines:
        notices.append("原表没有列出支出合计一行，报告需要时请在“预算”中补填“合计—合计”。")
    return tuple(lines.values())


def _notices_rested_on(readings: Sequence[Reading]) -> tuple[BasisNotice, ...]:
    found: dict[str, BasisNotice] = {}
    for reading in readings:
        for notice in reading.basis_notices:
            found.setdefault(notice.title, notice)
        conclusion = reading.conclusion.get("text")
        if conclusion is not None:
            for notice in sentences.basis_notices(conclusion.value, conclusion.origin):
                found.setdefault(notice.title, notice)
    return tuple(found.values())


def _conclusion(readings: Sequence[Reading], notices: list[str]) -> StatedConclusion:
    found: dict[str, Found[Any]] = {}
    for reading in readings:
        for field, value in reading.conclusion.items():
            found.setdefault(field, value)
    if (text := found.get("text")) is not None:
        _compare_with_text(found, text.value, text.origin, notices)
    return StatedConclusion(
        origins={field: value.origin for field, value in found.items()},
        **{field: value.value for field, value in found.items()},
    )


def _compare_with_text(found: dict[str, Found[Any]], text: str, origin: Origin, notices: list[str]) -> None:
    """Take score and grade from the conclusion's text, or say that it disagrees with the table."""
    score = sentences.stated_score(text)
    if score is not None:
        table = found.setdefault("total_score", Found(score, origin))
        if table.value != score:
            notices.append(f"自评总分不一致：{table.origin}为{table.value}，{origin}的文字为{score}；用前者。")
    rating = sentences.stated_rating(text)
    if rating:
        found.setdefault("rating", Found(rating, origin))
