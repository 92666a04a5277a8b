"""Goals that are copies (目标照抄): said twice, cut off, or with nouns of another project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.checking.consistency.coverage import items_of
from reportgen.checking.consistency.likeness import pairs_of
from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.checking.consistency.prose import passages_told
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import PerformanceGoal

_SHARED_ENOUGH = 0.6


def repeated_goals(paper: Paper) -> Iterator[Finding]:
    """DUPLICATE_GOAL: two items of one goal text that share long stretches of words."""
    for goal in paper.entered.goals:
        items = items_of(goal.text)
        for at, one in enumerate(items):
            for number, other in enumerate(items[at + 1 :], start=at + 2):
                shared = _shared(one, other)
                length = sum(len(part) for part in shared)
                shorter = min(len(one), len(other))
                if shorter >= 12 and length >= shorter * _SHARED_ENOUGH and max(map(len, shared)) >= 8:
                    yield found(
                        "DUPLICATE_GOAL",
                        Severity.WARNING,
                        f"绩效目标第{at + 1}项和第{number}项内容重复：“{max(shared, key=len)[:30]}”",
                        "合并，或写明各自的对象",
                        paper.place(goal.origin("text"), one[:30]),
                        paper.place(goal.origin("text"), other[:30]),
                        subject=goal.number,
                    )


_LONG_GOAL = 24


def goals_copied(paper: Paper) -> Iterator[Finding]:
    """DUPLICATE_GOAL: two projects with the same goal; goals that repeat the fund use word for word, told once."""
    first: dict[str, PerformanceGoal] = {}
    names = {project.number: project.name for project in paper.entered.projects}
    copies = []
    for goal in paper.entered.goals:
        words = re.sub(r"^\s*\d{1,2}[.、．]|\s", "", goal.text)
        if not goal.project or len(words) < _LONG_GOAL:
            continue
        other = first.setdefault(words, goal)
        if other.project != goal.project:
            yield found(
                "DUPLICATE_GOAL",
                Severity.WARNING,
                f"项目“{names.get(goal.project, goal.project)}”的绩效目标"
                f"与项目“{names.get(other.project, other.project)}”逐字相同",
                "按本项目的内容和资金写目标",
                paper.place(goal.origin("text"), goal.text[:30]),
                paper.place(other.origin("text"), other.text[:30]),
                subject=names.get(goal.project, goal.project),
            )
        project = next((p for p in paper.entered.projects if p.number == goal.project), None)
        if project is not None and words == re.sub(r"^\s*\d{1,2}[.、．]|\s", "", project.fund_use):
            copies.append((goal, project))
    if copies:
        listing = "、".join(f"“{project.name}”" for _, project in copies[:3])
        yield found(
            "DUPLICATE_GOAL",
            Severity.INFO,
            f"{listing}{f'等{len(copies)}个项目' if len(copies) > 3 else ''}的绩效目标照抄资金用途",
            "目标写要达到的产出和效果，用途写钱花在哪里",
            *(paper.place(goal.origin("text"), goal.text[:30]) for goal, _ in copies),
            subject=copies[0][1].name,
        )


_LEAST_SEEN = 8


def goals_cut_off(paper: Paper) -> Iterator[Finding]:
    """TRUNCATED: a goal that ends in the middle of a word: its last two characters go on alike wherever they stand."""
    for goal in paper.entered.goals:
        text = goal.text.rstrip()
        last = text[-2:]
        if len(text) < _LONG_GOAL or not re.fullmatch(r"[\u4e00-\u9fff]{2}", last):
            continue
        following = re.findall(rf"{last}(.)", paper.text)
        joined = max((following.count(char) for char in set(following)), default=0)
        if joined >= _LEAST_SEEN and joined * 5 >= len(following) * 4:
            word = last + max(set(following), key=following.count)
            yield found(
                "TRUNCATED",
                Severity.WARNING,
                f"绩效目标{goal.number}写到“{text[-8:]}”中断，文中“{last}”都写作“{word}…”",
                "补全目标",
                paper.place(goal.origin("text"), text[-8:]),
                subject=f"绩效目标{goal.number}",
            )


def _shared(one: str, other: str) -> list[str]:
    """Stretches of at least six characters of *other* that also stand in *one*, longest first match."""
    found_parts: list[str] = []
    at = 0
    while at < len(other):
        size = 0
        while at + size < len(other) and other[at : at + size + 1] in one:
            size += 1
        if size >= 6:
            found_parts.append(other[at : at + size])
        at += max(size, 1)
    return found_parts


_ITEM_OF_GOAL = re.compile(r"[；;。]")
_UNSAID = Decimal("0.2")
_LEAST_PAIRS = 4
_LEAST_ITEMS = 4


def prose_goals_told_nowhere(paper: Paper) -> Iterator[Finding]:
    """GOAL_NOT_REPORTED: 新建智能候车亭80座 among the goals, and no other word of the document speaks of 候车亭."""
    rows = paper.entered.department_indicators
    done, planned = passages_told(paper, rows)
    cells = [passage.text for passage in paper.passages if passage.cell]
    if paper.is_plan or not planned or not done:
        return
    elsewhere = [*(passage.text for passage in done), *cells]
    for passage in planned:
        told = [(start, item, _told(item, elsewhere)) for start, item in _items(passage.text)]
        nowhere = [(start, item) for start, item, share in told if share <= _UNSAID]
        if len(told) < _LEAST_ITEMS or len(nowhere) != 1:
            continue  # goals in general words, or a report that tells otherwise what was reached
        start, item = nowhere[0]
        yield found(
            "GOAL_NOT_REPORTED",
            Severity.WARNING,
            f"目标“{item.strip()[-30:]}”，完成情况和指标都没有说到",
            "补写完成情况；没有开展的说明原因",
            passage.place(start, start + len(item)),
        )


def _items(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a list of goals that hold a number and enough words, with where they begin."""
    at = 0
    for item in _ITEM_OF_GOAL.split(text):
        if re.search(r"\d", item) and "指标" not in item and len(pairs_of(item)) >= _LEAST_PAIRS:
            yield at, item
        at += len(item) + 1


def _told(item: str, elsewhere: Sequence[str]) -> Decimal:
    """The largest share of the words of *item* that one passage elsewhere holds."""
    words = pairs_of(re.split("[：:]", item)[-1])
    return max((Decimal(len(words & pairs_of(text))) / len(words) for text in elsewhere), default=Decimal(0))


DETECTORS: tuple[Detector, ...] = (repeated_goals, goals_copied, goals_cut_off, prose_goals_told_nowhere)
