"""Tasks of a report in prose (目标任务) that nothing after them comes back to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checking.consistency.coverage import items_of, telling_pairs
from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.checking.consistency.sections import sections_of
from reportgen.model.finding import Finding, Severity

_TASKS = re.compile(r"目标|任务|计划")
_RESULTS = re.compile(r"完成|实现|情况|问题|结果|效果|评价|自评|产出|效益|下一?年|下一步")
_TOLD = 0.2  # share of a task's telling words that the rest must hold somewhere
_LEAST_REST = 400  # characters
_LEAST_TASKS = 3


def tasks_never_told_of(paper: Paper) -> Iterator[Finding]:
    """GOAL_NOT_REPORTED: a counted task in a list of goals of which nothing in the rest of the report speaks."""
    if paper.is_plan:
        return
    for section in sections_of(paper):
        if not _TASKS.search(section.title) or _RESULTS.search(section.title) or section.body[0].cell:
            continue
        rest = "\n".join(p.text for p in paper.passages if p.start > section.body[-1].start)
        listed = section.text.rstrip()
        tasks = items_of(listed)
        if len(rest) < _LEAST_REST or len(tasks) < _LEAST_TASKS:
            continue
        shares = [_told_of(task, rest) for task in tasks]
        if sum(share >= _TOLD * 2 for share in shares) * 3 < len(tasks) * 2:
            continue  # a report that answers its goals in words of its own
        for task, share in zip(tasks, shares, strict=True):
            place = next(
                (p.place(p.text.index(task), p.text.index(task) + len(task)) for p in section.body if task in p.text),
                None,
            )
            if share < _TOLD and re.search(r"\d", task) and place is not None:
                yield found(
                    "GOAL_NOT_REPORTED",
                    Severity.WARNING,
                    f"“{task.strip()[:30]}”列为目标任务，后文没有说到",
                    "在完成情况中逐项回应目标，没有开展的说明原因",
                    place,
                )


def _told_of(task: str, rest: str) -> float:
    """The share of the telling character pairs of *task* that stand in *rest*; all where it tells little."""
    pairs = (
        telling_pairs(re.split(r"[，,]", task)[0])
        if len(telling_pairs(re.split(r"[，,]", task)[0])) >= 4
        else telling_pairs(task)
    )
    return sum(pair in rest for pair in sorted(pairs)) / len(pairs) if len(pairs) >= 4 else 1.0


DETECTORS: tuple[Detector, ...] = (tasks_never_told_of,)
