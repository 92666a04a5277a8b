"""How often against how many in all (频次与总数): 每周两期 against 100期 a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.checking.consistency.likeness import Likeness, thing_named
from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.checking.consistency.said import likeness_of
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator

_WEEKLY = {"周": 52, "每周": 52, "月": 12, "季度": 4, "季": 4}
_EACH_PERIOD = re.compile(
    r"每(?P<period>周|月|季度|季)(?:播出|举办|开展|出版|刊发|推送)?(?P<n>[一二两三四五六\d]{1,2})(?P<unit>期|次|场|篇)"
)
_SMALL = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def _periods(paper: Paper, name: str, rows: Sequence[Indicator], likeness: Likeness) -> Iterator[Finding]:
    """TEXT_VS_INDICATOR: 每周两期 in a row or text against 100期 a year in another of the project."""
    each: list[tuple[int, str, str, Indicator]] = []
    for row in rows:
        hit = _EACH_PERIOD.search(row.target_value)
        if hit:
            count = _SMALL.get(hit["n"]) or int(hit["n"]) if hit["n"].isdigit() or hit["n"] in _SMALL else 0
            each.append((count * _WEEKLY[hit["period"]], hit["unit"], hit.group(), row))
    for expected, unit, words, row in each:
        for other in rows:
            quantity = other.target.quantity
            if other is row or quantity is None or quantity.unit.symbol != unit or "每" in other.target_value:
                continue
            alike = likeness.covered(thing_named(other.name), row.name + row.target_value)
            if alike >= 0.5 and quantity.value != expected and abs(quantity.value - expected) > 1:
                yield found(
                    "TEXT_VS_INDICATOR",
                    Severity.WARNING,
                    f"项目“{name}”：“{row.name}”{words}，全年应为{expected}{unit}，“{other.name}”却写{other.target_value}",
                    "核对期数，改正其中一处",
                    paper.place(row.origin("target_value"), row.target_value),
                    paper.place(other.origin("target_value"), other.target_value),
                    subject=name,
                )


def periods_of_projects(paper: Paper) -> Iterator[Finding]:
    """TEXT_VS_INDICATOR: 每周两期 in a row of a project against 100期 a year in another of its rows."""
    likeness = likeness_of(paper)
    for project in paper.entered.projects:
        rows = list(paper.entered.indicators_by_project.get(project.number, ()))
        yield from _periods(paper, project.name, rows, likeness)


DETECTORS: tuple[Detector, ...] = (periods_of_projects,)
