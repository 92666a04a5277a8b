"""How a long title is broken: lines in the shape of a trapezium or a rhombus (梯形、菱形), no word split."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from reportgen.model.draft import Figure, Run, Words

# The vocabulary of report titles; what stands between these words, a department's name mostly, stays whole.
_WORDS = (
    "关于|报送|上报|印发|公开|开展|[0-9〇一二三四五六七八九十]{2,4}年度?|年度|上半年|下半年|部门预算|部门决算|部门|单位|本级|整体|"
    "项目|专项|资金|支出|预算|决算|执行|绩效|目标|指标|完成|自评价|自评|自我|评价|评估|情况|工作|报告表|报告书|报告|汇总|明细|申报|的"
)
_UNIT = re.compile(f"{_WORDS}|(?:(?!{_WORDS}).)+")
# Where the name of a body wider than a line may be broken: behind a place, a body, a conjunction, before a bracket.
_NAME_PART = re.compile(
    "（[^（）]*）?|[^（]+?(?:自治[区州县旗]|开发区|[省市州盟县区旗镇乡]|街道|委员会|中心|[局院校会]|[和与及、]|(?=（)|$)"
)
_AFTER = re.compile(r"(?:年度?|的|关于)$")  # good places to end a line
_MOST_LINES = 5
_AFTER_NAME = re.compile("关于|[0-9]{4}年")


def title_lines(title: str, characters: float) -> tuple[str, ...]:
    """*title* in as few lines as hold it, *characters* to a line.

    A title that cannot be broken between words is left to Word.
    """
    explicit = tuple(line.strip() for line in title.splitlines() if line.strip())
    if len(explicit) > 1:
        return explicit
    title = title.strip()
    if width(title) <= characters:
        return (title,)
    name, rest = _name_and_rest(title)
    parts = [name] if width(name) <= characters else _NAME_PART.findall(name)
    units = [*parts, *_UNIT.findall(rest)] if name else _units(title, characters)
    for count in range(2, min(len(units), _MOST_LINES) + 1):
        broken = [lines for lines in _breakings(units, count) if max(map(width, lines)) <= characters]
        if broken:
            return min(broken, key=_ugliness)
    return (title,)


def _units(title: str, characters: float) -> list[str]:
    """The words of *title*; a name wider than a line in its parts."""
    found: list[str] = []
    for unit in _UNIT.findall(title):
        found += [unit] if width(unit) <= characters else _NAME_PART.findall(unit)
    return found


def runs_by_line(runs: Sequence[Run], lines: Sequence[str]) -> tuple[tuple[Run, ...], ...]:
    """*runs* cut into the *lines* their text was broken into."""
    text = "".join(run.text for run in runs)
    cut, at = [], 0
    for line in lines:
        start = text.index(line, at)
        at = start + len(line)
        cut.append(_between(runs, start, at))
    return tuple(cut)


def _between(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    found: list[Run] = []
    at = 0
    for run in runs:
        low, high = max(start - at, 0), min(end - at, len(run.text))
        if low < high and isinstance(run, (Words, Figure)):
            found.append(replace(run, text=run.text[low:high]))
        elif low < high:
            found.append(run)
        at += len(run.text)
    return tuple(found)


def width(text: str) -> float:
    """Width in full characters: a digit or Latin letter takes half of one."""
    return sum(0.5 if ord(character) < 0x250 else 1.0 for character in text)


def _name_and_rest(title: str) -> tuple[str, str]:
    """What stands before 关于 or the year is the department's name, whatever words are in it."""
    start = _AFTER_NAME.search(title)
    return (title[: start.start()], title[start.start() :]) if start else ("", title)


def _breakings(units: list[str], count: int) -> list[tuple[str, ...]]:
    return [
        tuple("".join(units[start:stop]) for start, stop in pairwise((0, *places, len(units))))
        for places in combinations(range(1, len(units)), count - 1)
    ]


def _ugliness(lines: tuple[str, ...]) -> float:
    widths = [width(line) for line in lines]
    steps = [right - left for left, right in pairwise(widths)]
    rectangle = sum(abs(step) < 1 for step in steps)
    hourglass = any(left < 0 < right for left, right in pairwise(steps))
    awkward_ends = sum(not (_AFTER.search(line) or _is_name(line)) for line in lines[:-1])
    dangling = sum(line.endswith(("和", "与", "及", "、")) for line in lines[:-1])
    orphan = max(0.0, 6 - min(widths))
    return max(widths) - min(widths) + 6 * rectangle + 20 * hourglass + 3 * awkward_ends + 8 * dangling + 4 * orphan


def _is_name(line: str) -> bool:
    last = _UNIT.findall(line)[-1]
    return re.fullmatch(_WORDS, last) is None
