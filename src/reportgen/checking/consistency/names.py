"""Names against what they name (名称与内容): projects, descriptions, names cut off, one thing under two names."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportgen.checking.consistency.likeness import pairs_of, thing_named
from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.quantities.target_values import TargetKind
from reportgen.rules import indicator_vocabulary as words

_NOTES = re.compile(r"[（(][^（）()]*[)）]|\d{4}年度?")
_FORM_OF_PROJECT = re.compile(
    r"专项|项目|经费|资金|费用|补助|补贴|工作|运行|维护|保障|建设|管理|支出|预算|年度|等$|^(?:用于|关于)|高质量|市级|中央|省级|县级|区级|本级|其他"
)


def projects_named_otherwise(paper: Paper) -> Iterator[Finding]:
    """NAME_VS_CONTENT: a part of a project's name that neither its use, its goals nor its indicators speak of."""
    for project in paper.entered.projects:
        rows = paper.entered.indicators_by_project.get(project.number, ())
        goals = [goal.text for goal in paper.entered.goals if goal.project == project.number]
        content = pairs_of("，".join((project.fund_use, *goals, *(row.name + "，" + row.description for row in rows))))
        if len(rows) < 3 or len(content) < 12:
            continue
        strange = [part for part in _parts_of(project.name) if not _tells(part) & content]
        strange = [part for part in strange if not _told_in_prose(paper, part, content - pairs_of(project.name))]
        if strange:
            yield found(
                "NAME_VS_CONTENT",
                Severity.WARNING,
                f"项目名称“{project.name}”中的“{'、'.join(strange)}”，资金用途、绩效目标和指标都没有说到",
                "补写相应的用途、目标和指标，或改项目名称",
                paper.place(project.origin("name"), project.name),
                paper.place(project.origin("fund_use")),
                subject=project.name,
            )


_LEAST_TOLD = 3


def _told_in_prose(paper: Paper, part: str, content: frozenset[str]) -> bool:
    """Whether a paragraph above the tables says under this *part* of the name what the project is to do."""
    return any(part in p.text and len(pairs_of(p.text) & content) >= _LEAST_TOLD for p in paper.paragraphs)


def _parts_of(name: str) -> list[str]:
    parts = re.split(r"[、，和及与]|暨", _NOTES.sub("", name))
    return [part for part in parts if len(_tells(part)) >= 2]


def _tells(part: str) -> frozenset[str]:
    return pairs_of(_FORM_OF_PROJECT.sub("，", part))


_OF_THE_WHOLE = re.compile(
    r"(?:项目|部门)?(?:支出)?总(?:预算|成本|支出|经费|额)|项目(?:支出)?(?:预算|成本)(?:总额|数|金额)?$"
)


def descriptions_of_the_whole(paper: Paper) -> Iterator[Finding]:
    """NAME_VS_DESCRIPTION: one item of cost, described as the budget of the whole project."""
    for row in paper.entered.indicators:
        whole = _OF_THE_WHOLE.fullmatch(row.description.strip())
        if whole is None or row.description.strip() == row.name.strip() or not row.project:
            continue
        if re.search(r"总|项目|预算|成本控制|经费(?:支出)?$", row.name):
            continue
        yield found(
            "NAME_VS_DESCRIPTION",
            Severity.WARNING,
            f"“{row.name}”是一项开支，描述却写“{row.description.strip()}”",
            "描述写这一项怎样计算，或把名称改为项目总成本",
            paper.place(row.origin("description"), row.description),
            paper.place(row.origin("name"), row.name),
            subject=row.name,
        )


_UNFINISHED = re.compile(
    r"(?:不超过|不超|不低于|不少于|不高于|不大于|不小于|低于|高于|大于|小于|达到|控制在|≥|≤|＜|＞)$"
)


def names_without_an_end(paper: Paper) -> Iterator[Finding]:
    """TRUNCATED: a name that ends in a comparison (金额不超过) whose other side is missing."""
    for row in paper.entered.indicators:
        name = row.name.strip()
        if _UNFINISHED.search(name):
            yield found(
                "TRUNCATED",
                Severity.WARNING,
                f"指标名称“{name}”不完整，没有写明与什么相比",
                "补全名称；数值写在指标值中",
                paper.place(row.origin("name"), name),
                subject=name,
            )


_GOAL_VERB = re.compile(rf"^(?:{words.DEGREES})*(?:{words.GOAL_VERBS})(?:{words.DEGREES})*")
_LEAST_SHARED = 6


def one_thing_under_two_names(paper: Paper) -> Iterator[Finding]:
    """DUPLICATE_INDICATOR: a wish for what another row counts, or two wishes for the same thing."""
    tables: defaultdict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for row in paper.entered.indicators:
        tables[row.project, row.goal].append(row)
    for rows in tables.values():
        for group in _alike(rows):
            one, other = group[0], group[1]
            yield found(
                "DUPLICATE_INDICATOR",
                Severity.WARNING,
                f"“{one.name}”（{one.target_value}）与“{other.name}”（{other.target_value}）"
                f"{f'等{len(group)}条' if len(group) > 2 else ''}说的是同一件事",
                "合并为一条，或写明各自考核什么",
                *(paper.place(row.origin("name"), row.name) for row in group),
                *(paper.label_before(row.origin("name")) for row in group),
                subject=one.name,
            )


def _alike(rows: Sequence[Indicator]) -> Iterator[list[Indicator]]:
    seen: set[int] = set()
    for at, one in enumerate(rows):
        group = [one]
        for index, other in enumerate(rows[at + 1 :], start=at + 1):
            if index not in seen and one.name != other.name and _same_thing(one, other):
                group.append(other)
                seen.add(index)
        if len(group) > 1 and at not in seen:
            yield group


def _same_thing(one: Indicator, other: Indicator) -> bool:
    kinds = {one.target.kind, other.target.kind}
    if TargetKind.QUALITATIVE not in kinds or not kinds <= {TargetKind.QUALITATIVE, TargetKind.NUMBER}:
        return False
    if "满意" in one.name + other.name:
        return False
    names = [_GOAL_VERB.sub("", _NOTES.sub("", row.name).strip()) for row in (one, other)]
    names = [name.replace("使用率", "利用率") for name in names]
    if min(map(len, names)) < 4:
        return False
    things = [thing_named(name) for name in names]
    if sorted(things[0]) == sorted(things[1]):
        return len(kinds) == 1 or any(_GOAL_VERB.match(row.name) for row in (one, other))
    shared = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(*names, strict=False)))
    return len(kinds) == 1 and shared >= _LEAST_SHARED and shared * 10 >= max(map(len, names)) * 7


DETECTORS: tuple[Detector, ...] = (
    projects_named_otherwise,
    descriptions_of_the_whole,
    names_without_an_end,
    one_thing_under_two_names,
)
