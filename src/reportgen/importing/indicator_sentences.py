"""Indicators that a report writes out in sentences (叙述中的指标): 培训人数年初目标200人，实际完成188人，得9.4分."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reportgen.importing.indicator_words import category_of, level_name
from reportgen.language.cell_text import number_of, one_line

_WHEN = r"(?:年度|年初|全年|本年|年末|截至年末|当年|计划|预期|设定的?|预定)*"
# 目标 alone stands before a figure; what it means elsewhere is no target value.
_FIGURE_NEXT = r"(?=\s*(?:[≥≤><=＞＜＝\d]|不少于|不低于|不超过|不高于|大于|小于|每月|\d))"
_TARGET_LEAD = (
    rf"(?:该(?:项)?指标(?:的)?|其)?{_WHEN}(?:(?:预期|目标|计划|指标|预期指标|年度指标|预期目标|绩效目标)+值(?:设定)?(?:为|是|[:：])?"
    rf"|(?:绩效)?(?:目标|计划|任务|指标)(?:数|任务)?(?:为|是|[:：])?{_FIGURE_NEXT})"
)
_ACTUAL_LEAD = (
    r"(?:全年|年度|年末|截至年末|年终|当年)?(?:实际)?"
    r"(?:(?:完成|达到|实现|达)(?:值|情况|结果|数)?|(?<=实际)值|(?<=实际)为)(?:为|是|了|[:：])?"
)
_INDICATOR = re.compile(
    rf"(?:(?P<name>[^，。；：:]{{2,40}}?)[:：，,]?\s*)?{_TARGET_LEAD}\s*(?P<target>[^，。；]{{1,60}}?)\s*[，；,;]\s*"
    rf"{_ACTUAL_LEAD}\s*(?P<actual>[^，。；]{{1,60}})(?P<rest>[^。；;]*)"
)
_ENUMERATION = re.compile(r"^(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]+)[)）]|\d{1,2}[.．、]|[①-⑳])\s*")
_ACTUAL_FIRST = re.compile(
    r"(?P<name>.{2,30}?)(?:实际)?(?:完成|达到|实现|为)了?(?P<actual>\d\S*)"
)  # 培训完成118人，目标130人
_STATES_SOMETHING = re.compile(r"[^了过的\s]")  # 目标是75%，完成了 states no actual value
_NO_NAME = re.compile(r"(?:共|共设|设置?|差\d+个?)$")  # 2024年度共设指标14项; 评标差14个
_SCORED = re.compile(r"得(?:分)?(?:为|[:：])?\s*(?P<score>\d+(?:\.\d+)?)\s*分")
_WEIGHED = re.compile(r"(?:分值|满分|权重)(?:为|[:：])?\s*(?P<weight>\d+(?:\.\d+)?)\s*分?")
_LABEL = re.compile(
    r"^(?:\d{1,2}[.、．]|[（(][\d一二三四五六七八九十]{1,2}[)）]|[①-⑳])?\s*"
    r"(?P<label>(?:产出)?(?:数量|质量|时效|成本)|(?:经济|社会|生态)(?:效益|成本)|可持续(?:性)?影响"
    r"|(?:社会公众|服务对象)?(?:或|和)?(?:服务对象)?满意度|产出|效益)"
    r"(?:指标|方面)?(?:完成情况|情况|方面)?[。：:]"
)


@dataclass(frozen=True, slots=True)
class StatedIndicator:
    """An indicator that a sentence states; *name* is empty where the heading above names it."""

    name: str
    target: str
    actual: str
    max_score: Decimal | None = None
    score: Decimal | None = None


def stated_indicators(text: str) -> tuple[StatedIndicator, ...]:
    """Indicators written out: 培训人数：该指标预期值为>=50人，实际完成值为52人."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[StatedIndicator]:
    label = _LABEL.match(text)
    for match in _INDICATOR.finditer(text, label.end() if label else 0):
        name = _ENUMERATION.sub("", (match.group("name") or "").strip())
        if not name and label and match.start() <= label.end():
            name = label.group("label")
        name = re.sub(r"(?:的)?(?:该指标|指标)$", "", name).strip(' “”"：:')
        target, actual = one_line(match.group("target")), one_line(match.group("actual"))
        if before := _ACTUAL_FIRST.fullmatch(name):
            name, actual = before["name"], before["actual"]
        if not _STATES_SOMETHING.search(actual) or _NO_NAME.search(name):
            continue
        scored, weighed = _SCORED.search(match.group("rest")), _WEIGHED.search(match.group("rest"))
        yield StatedIndicator(
            name,
            _signs(target),
            _signs(actual),
            number_of(weighed.group("weight")) if weighed else None,
            number_of(scored.group("score")) if scored else None,
        )


def level_label(text: str) -> str:
    """The 二级指标 (or 一级) that *text* begins with as a label: ``1.数量指标。…`` → 数量指标; else nothing."""
    found = _LABEL.match(text)
    return level_name(re.sub(r"^产出(?=.)", "", found.group("label"))) if found else ""


def levels_of_label(label: str) -> tuple[str, str]:
    """一级指标 and 二级指标 that *label* stands for."""
    if label in {"产出指标", "效益指标"}:
        return label, ""
    category = category_of(label) or ("产出指标" if label == "成本指标" else "")
    if category == "满意度指标":
        return category, "服务对象满意度指标"
    return category, label


def _signs(value: str) -> str:
    return value.strip('“”"')
