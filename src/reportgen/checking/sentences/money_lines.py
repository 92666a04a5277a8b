"""Which line of the budget some words are about (预算口径): 部门整体, 基本, 项目, 财政拨款, 其他资金."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line
from reportgen.language.word_patterns import words_pattern

_FACETS = words_pattern(
    "一个人全其养单占基总投支收整日用自花财部项预",
    r"占[^，。；\d]{0,8}支出|(?P<basic>基本支出|人员和日常运转|人头费?(?:和|及|与)|日常(?:开支|运转|支出)|养人)|(?P<project>(?<!占)项目(?:支出|预算(?!单位)|资金|经费(?!项目))|(?:(?<![\u4e00-\u9fff])|(?<=其中)|(?<=全部)|(?<=所有)|(?<=各))项目(?:结余|结转)|项目(?:上|这[头边块]|那[头边])(?:的)?)|(?P<fiscal>财政拨款|财政资金|一般公共预算|财政预算)|"
    r"(?P<other>其他资金|自[筹有]资金|其他收入|单位资金)|(?<!占)(?P<total>部门整体|整体支出|总支出|支出总额|全部支出|部门预算|预算总额|收支|总预算|部门支出|全年支出|支出预算)|(?P<used>[用投花][在于到向]了?项目)|个项目(?P<sum>.{0,2}(?:合计|共|总)|(?=\d))",
)
_FOREIGN_MONEY = re.compile(
    r"三公|公务接待|公务用车|因公出国|会议费|培训费|人员经费|公用经费|工资福利|政府采购|差旅费|办公费|绩效工资|固定资产|政府性基金|国有资本"
)


def line_meant(line: Line, reading: Reading, keys: frozenset[str]) -> tuple[str, bool]:
    """The budget line a number is about, and whether its own words say so."""
    if reading.item:
        named = _joined(list(_named(reading.item)), keys)
        if named:
            return named, True
    return budget_line(line, reading.clause, keys)


def budget_line(line: Line, clause: int, keys: frozenset[str]) -> tuple[str, bool]:
    """The budget line the clause is about, and whether it says so itself; 部门整体支出 where nothing else is named."""
    naming, sentences = _naming(line), line.parts.sentences
    for at in range(bisect_right(naming, clause, key=itemgetter(0)) - 1, -1, -1):
        other, named = naming[at]
        if sentences[other] < sentences[clause] - 1:
            break
        joined = _joined(named, keys)
        if joined:
            return joined, other == clause
    for name in _named(line.heading):
        if name in keys:
            return name, False
    return "total", False


def _naming(line: Line) -> Sequence[tuple[int, list[str]]]:
    """The clauses of *line* that name lines of the budget, with what they name, read once."""
    if line.budget_lines is None:
        each = enumerate(zip(line.parts.starts, line.parts.ends, strict=True))
        line.budget_lines = [(at, named) for at, place in each if (named := list(_named(line.text, *place)))]
    return line.budget_lines


def _named(text: str, start: int = 0, end: int | None = None) -> Iterator[str]:
    for match in _FACETS.finditer(text, start, len(text) if end is None else end):
        if match.lastgroup:
            yield "project" if match.lastgroup in {"sum", "used"} else match.lastgroup


def _joined(named: list[str], keys: frozenset[str]) -> str:
    """财政拨款 and 项目支出 together name fiscal-project, if there is such a line; else the last named counts."""
    if not named:
        return ""
    source = next((name for name in reversed(named) if name in {"fiscal", "other"}), "")
    kind = next((name for name in reversed(named) if name in {"basic", "project"}), "")
    both = "-".join(part for part in (source, kind) if part)
    if both in keys:
        return both
    return named[-1] if named[-1] in keys else ""


def foreign_money(text: str) -> bool:
    """Whether the words are about a kind of expense that has no budget line of its own: 三公经费, 公用经费."""
    return bool(_FOREIGN_MONEY.search(text))


_FACET_WORDS = {"basic": ("基本",), "project": ("项目",), "fiscal": ("财政",), "other": ("其他", "自有", "自筹")}


def says(key: str, words: str) -> bool:
    """Whether *words* name the budget line *key* at all."""
    return all(any(word in words for word in _FACET_WORDS.get(part, ())) for part in _parts(key))


def _parts(key: str) -> Iterable[str]:
    return key.removeprefix("budget.").split("-")
