"""Lines that set out a plan (计划): under a heading on targets, or behind words that say so."""

from __future__ import annotations

import re
from functools import lru_cache

from reportgen.checking.sentences.subjects import Line

_PLANNING_HEADING = re.compile(r"目标|任务|计划|要求|指标设定|概况")
_TARGETS_ALONE = re.compile(
    r"(?:年度|总体|主要|预期|工作|绩效)(?:工作|绩效|总体)?(?:目标|任务)(?:设定)?$|(?:目标|指标)设定$"
)
_PLAN_LABEL = re.compile(
    r"\s*(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+[、是]|\d+[.．、])?"
    r"(?:[^。，；：\d于到过达未没不超低高差离距]{0,10}(?:目标|任务)(?:设定)?[。：:]|"
    r"[^。；：于到过达未没不超低高差离距]{0,16}(?:任务|目标)[，]?(?:(?:是|为|有|包括)[：:，]|是(?:要|落实|推进|完成|做好|抓好)))"
)
_WAS_DONE = re.compile(r"(?:完成|实现|落实|履职|执行)(?:的?情况)?|成效")
_OF_THE_PLAN = re.compile(r"[^。：:，]*(?:年初|年度|预期|绩效|总体|主要|设定|确定|计划)")
_TASK_NAMED = re.compile(
    r"\s*(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+[、是]|\d+[.．、])?[^。，；：\d]{0,10}任务[。：:]"
)
_DONE_HEADING = re.compile(r"完成|实现|情况|成效|结果|履职")


def planning(line: Line) -> bool:
    """Whether the heading or the words that introduce the line set out a plan."""
    return _headed(line.heading) or labelled(line)


def plans(line: Line) -> bool:
    """Whether it sets out nothing but targets; a section on 概况 or on 绩效目标2 tells of other things, too."""
    return sets_out(line) or (planning(line) and _TARGETS_ALONE.search(line.heading) is not None)


def labelled(line: Line) -> bool:
    """Whether the line begins with words that say so: （二）年度主要目标。……; 年初确定的主要任务是：……

    Under a heading on what was done a task is named for what became of it: （一）资源管护任务。一是……
    """
    return _labelled(line.text) and (not _done(line.heading) or _OF_THE_PLAN.match(line.text) is not None)


def sets_out(line: Line) -> bool:
    """Whether that label is of the plan itself; （一）保洁任务。…… names a task, and then often what was done."""
    if not labelled(line):
        return False
    named = _TASK_NAMED.match(line.text) is not None and _OF_THE_PLAN.match(line.text) is None
    return not named or _TARGETS_ALONE.search(line.heading) is not None


def _done(heading: str) -> bool:
    return _WAS_DONE.search(heading) is not None


@lru_cache(maxsize=4)  # asked of a line for each of its numbers
def _headed(heading: str) -> bool:
    return _PLANNING_HEADING.search(heading) is not None and _DONE_HEADING.search(heading) is None


@lru_cache(maxsize=4)
def _labelled(text: str) -> bool:
    label = _PLAN_LABEL.match(text)
    return label is not None and _DONE_HEADING.search(label[0]) is None
