"""Reports whose every number is annotated by hand with the entered figures it comes from, and the proof of it.

An annotated report is the report with marks in braces; without the marks it is the report that is checked.

    {28个=i1.a}                     a number and its formula over the entry, exact or rounded half up (四舍五入)
    {七千八百余户>i9.a|7800户}       more than it says (>), less (<), about (~); its plain value where it is in Chinese
    {3月15日@i4.r}                  words copied from a field of the entry
    {三公#}                         a name that only looks like a number
    {未达到!missed i2}              a verdict, a direction, a role, a name: see CLAIMS

Fields: i indicator, b budget line (bt 合计, bb 基本支出, bp 项目支出, bf 财政拨款, bx 其他资金), p project, s staff
(st, sx, ss), g goal, m management, k problem, d notice, v figure of last year, y year, subs 下属单位个数, tot 自评总分;
a figure inside a text is g1.a"41.3公里". Nothing here uses the checker or the scanner of this project.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

_FIELDS = {
    "i": ("指标", {"t": "年度指标值", "a": "实际完成值", "p": "上年实际值", "s": "得分", "m": "分值", "n": "三级指标"}),
    "b": (
        "预算",
        {"o": "年初预算数", "j": "全年预算数", "e": "全年执行数", "p": "上年执行数", "s": "得分", "m": "分值"},
    ),
    "p": (
        "项目",
        {"o": "年初预算数", "b": "预算数", "e": "执行数", "f": "财政资金", "c": "上年结转资金", "n": "项目名称"},
    ),
    "s": ("人员", {"q": "编制人数", "n": "实有人数"}),
    "g": ("目标", {"t": "年度绩效目标", "a": "实际完成情况"}),
    "m": ("绩效管理", {"": "开展情况"}),
    "d": ("依据文件", {"n": "文件名称", "no": "文号", "by": "发文机关"}),
    "v": ("上年数据", {"": "数值"}),
}
_TEXTS = {
    "i": ("偏差原因", "改进措施", "得分说明", "绩效指标描述"),
    "b": ("预算调整原因", "偏差原因", "改进措施"),
    "p": ("资金用途", "偏差原因", "改进措施"),
    "k": ("存在问题", "原因", "改进措施"),
}
_LINES = {
    "t": ("合计", "合计"),
    "b": ("合计", "基本支出"),
    "p": ("合计", "项目支出"),
    "f": ("财政拨款", "合计"),
    "x": ("其他资金", "合计"),
}
_STAFF = {"t": "合计", "x": "行政", "s": "事业"}
_MONEY = frozenset("年初预算数 全年预算数 全年执行数 上年执行数 预算数 执行数 财政资金 上年结转资金".split())
_PEOPLE = {"名": "人", "位": "人", "个百分点": "%", "百分点": "%", "年度": "年"}

ORDINARY = (
    "上一年 前一年 这一年 一年之间 逐一 一砖一瓦 进一步 统一 一批 唯一 一线 同一 一站式 一体化 "
    "第一时间 一方面 另一方面 一定 一直 一律 一旦 之一 一起 一同 一并 万元 亿元 一些 一致 下一步 "
    "下一年 一般性 一次性 电梯万台困人 一截 一年间"
).split()
_LIST_NUMBER = re.compile(
    r"^(?:[#*\s-]*)(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+\. )|[一二三四五六七]是|其[一二三四五]"
)
_NUMERAL = re.compile(r"[0-9０-９零〇一二三四五六七八九十百千万亿两半廿]")

_FIGURE = re.compile(r"(?:不少于|不低于|不超过|[≥≤><=])*\s*(-?\d[\d,]*(?:\.\d+)?)\s*(万|亿)?(.*)", re.DOTALL)
_REFERENCE = re.compile(
    r"(?P<kind>[ibpsgmkdv])(?P<row>\d+|[tbpfxs])(?:\.(?P<field>[a-z]+))?(?:\"(?P<words>[^\"]+)\")?"
    r"|(?P<word>y|subs|tot|met|missed|over|all)(?:\((?P<of>[^)]+)\))?"
)
_MARK = re.compile(r"\{(?P<words>[^{}]+?)(?P<sign>[=<>~@#!])(?P<formula>[^{}|]*)(?:\|(?P<plain>[^{}]*))?\}")
_SUMS: dict[type, Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip


class AnnotationError(Exception):
    """An annotation that does not fit the entry."""


@dataclass(frozen=True)
class Figure:
    """A figure as written: *value* in base units (元, 1, %), *step* what its last digit stands for."""

    value: Fraction
    step: Fraction
    unit: str


def figure(words: str) -> Figure:
    """The figure that *words* begin with, such as ≥98%, 1,234.5万元, 3.2万人次."""
    match = _FIGURE.match(words)
    if match is None:
        raise AnnotationError(f"no figure in {words!r}")
    digits = match[1].replace(",", "")
    scale = {"万": 10**4, "亿": 10**8, None: 1}[match[2]]
    places = len(digits.partition(".")[2])
    unit = re.split(r"[，。；、（(以]", match[3].strip())[0]
    return Figure(Fraction(Decimal(digits)) * scale, Fraction(scale, 10**places), unit)


def rounded(value: Fraction, step: Fraction) -> Fraction:
    """*value* rounded half up (四舍五入) to a multiple of *step*."""
    steps = Decimal((value / step).numerator) / Decimal((value / step).denominator)
    return Fraction(steps.quantize(Decimal(1), ROUND_HALF_UP)) * step


@dataclass(frozen=True)
class Entry:
    """The entry file as plain text, read without the program."""

    data: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> Entry:
        """The entry at *path*."""
        return cls(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))

    def row(self, kind: str, key: str) -> Mapping[str, str]:
        """The row that a reference such as i3, bt or ss means."""
        if kind == "b":
            return next(one for one in self.data["预算"] if (one["资金来源"], one["支出类别"]) == _LINES[key])
        if kind == "s":
            return next(one for one in self.data["人员"] if one["人员类别"] == _STAFF[key])
        sheet = "存在问题" if kind == "k" else _FIELDS[kind][0]
        return self.data[sheet][int(key) - 1]  # type: ignore[no-any-return]

    def text(self, kind: str, key: str, field: str) -> str:
        """The words of a field."""
        row = self.row(kind, key)
        if kind == "k" or (field == "r" and kind in _TEXTS):
            return "；".join(row.get(one, "") for one in _TEXTS[kind])
        return row.get(_FIELDS[kind][1][field], "")

    @cached_property
    def department_indicators(self) -> tuple[Mapping[str, str], ...]:
        """The indicators of the whole department."""
        return tuple(one for one in self.data["指标"] if not one.get("所属项目"))

    def attained(self, row: Mapping[str, str]) -> str:
        """met, over or missed, by the sign of the target alone."""
        target, actual = row["年度指标值"], row["实际完成值"]
        try:
            aim, reached = figure(target).value, figure(actual).value
        except AnnotationError:
            return "met" if row.get("定性等级", "达成") == "达成" else "missed"
        if "月" in target:  # a date: what came late is entered with its reason
            return "missed" if row.get("偏差原因") else "met"
        if target.startswith(("≤", "<", "不超过")):
            return "met" if reached <= aim and (reached < aim or target[0] != "<") else "missed"
        if reached > aim:
            return "over"
        return "met" if reached == aim and target[0] != ">" else "missed"

    def count(self, word: str, category: str = "") -> int:
        """How many indicators there are, met, over or missed, of one 一级 or 二级 indicator or of all."""
        rows = [
            one for one in self.department_indicators
            if category in one["一级指标"] + "/" + one.get("二级指标", "")
        ]  # fmt: skip
        if word == "all":
            return len(rows)
        found = [self.attained(one) for one in rows]
        return sum(one == word for one in found) + (found.count("over") if word == "met" else 0)

    def value(self, reference: str) -> Figure:
        """The exact figure of one reference."""
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            raise AnnotationError(f"unknown reference {reference!r}")
        if match["word"]:
            return self._single(match["word"], match["of"] or "")
        kind, field = match["kind"], match["field"] or ""
        text = self.text(kind, match["row"], field)
        if match["words"]:
            if match["words"] not in text:
                raise AnnotationError(f"{reference}: not in {text!r}")
            return figure(match["words"])
        if not text:
            raise AnnotationError(f"{reference} is empty")
        money = _FIELDS[kind][1][field] in _MONEY
        return figure(text + self.data["基本信息"]["金额单位"]) if money else figure(text)

    def _single(self, word: str, category: str) -> Figure:
        basic, end = self.data["基本信息"], self.data.get("自评结论", {})
        one = Fraction(1)
        if word == "y":
            return Figure(Fraction(int(basic["年度"])), one, "年")
        if word == "subs":
            return Figure(Fraction(int(basic["下属单位个数"])), one, "")
        if word == "tot":
            return figure(end["自评总分"] + "分")
        return Figure(Fraction(self.count(word, category)), one, "项")

    def calculate(self, formula: str) -> Fraction:
        """The exact value of a formula over references."""
        names: dict[str, Fraction] = {}

        def keep(match: re.Match[str]) -> str:
            names[f"v_{len(names)}"] = self.value(match[0]).value
            return f"v_{len(names) - 1}"

        tree = ast.parse(_REFERENCE.sub(keep, formula.strip()), mode="eval").body
        return _computed(tree, names)


def _computed(node: ast.expr, names: Mapping[str, Fraction]) -> Fraction:
    if isinstance(node, ast.BinOp):
        return _SUMS[type(node.op)](_computed(node.left, names), _computed(node.right, names))
    if isinstance(node, ast.Name):
        return names[node.id]
    if isinstance(node, ast.Constant):
        return Fraction(str(node.value))
    raise AnnotationError(f"not a formula: {ast.dump(node)}")


CLAIMS = {
    "met": "the indicators reached their target", "missed": "they did not", "over": "they went beyond it",
    "up": "the formula is above nothing", "down": "it is below", "t": "a target", "a": "what was reached",
    "p": "last year's figure", "o": "the first budget", "j": "the year's budget", "e": "what was spent",
    "project": "a project's name", "notice": "a notice's name", "body": "a body's name", "own": "the department's name",
}  # fmt: skip
_NUMERIC = frozenset("=<>~")


@dataclass(frozen=True)
class Mark:
    """One annotated piece of a line: ``words`` at ``start:end``, with the sign, formula and plain value of its mark."""

    words: str
    sign: str
    formula: str
    plain: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the line."""
        return self.start + len(self.words)

    @property
    def is_number(self) -> bool:
        """Whether it claims a number."""
        return self.sign in _NUMERIC

    @property
    def written(self) -> Figure:
        """The figure it says."""
        return figure(self.plain or self.words)

    @property
    def claim(self) -> tuple[str, list[str]]:
        """What a ! mark claims, and of what."""
        name, *rest = self.formula.split()
        return name, rest


@dataclass(frozen=True)
class Line:
    """A line of the report with its marks."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Report:
    """A truthful report with the proof of each number."""

    name: str
    entry: Entry
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The report without its marks."""
        return "\n".join(one.text for one in self.lines) + "\n"

    def marks(self) -> Iterator[Mark]:
        """All marks in order."""
        for line in self.lines:
            yield from line.marks


def read_report(folder: Path) -> Report:
    """The annotated report in *folder* and its entry."""
    lines = (folder / "annotated.txt").read_text(encoding="utf-8").splitlines()
    return Report(folder.name, Entry.read(folder / "entry.yaml"), tuple(_line(one) for one in lines))


def _line(annotated: str) -> Line:
    text, marks, at = "", [], 0
    for match in _MARK.finditer(annotated):
        text += annotated[at : match.start()]
        marks.append(Mark(match["words"], match["sign"], match["formula"], match["plain"] or "", len(text)))
        text += match["words"]
        at = match.end()
    text += annotated[at:]
    if "{" in text or "}" in text:
        raise AnnotationError(f"unread mark in {annotated!r}")
    return Line(text, tuple(marks))


def says(sign: str, written: Figure, true: Fraction) -> bool:
    """Whether a figure so written, with that qualifier, is true of the exact value."""
    if sign == ">":
        return written.value < true < written.value * Fraction(6, 5)
    if sign == "<":
        return written.value * Fraction(4, 5) < true < written.value
    if sign == "~":
        return abs(true - written.value) <= written.value * Fraction(6, 100)
    return rounded(true, written.step) == written.value


def fault(report: Report, mark: Mark) -> str:
    """What is wrong with an annotation, or nothing."""
    entry = report.entry
    try:
        if mark.is_number:
            return _number_fault(entry, mark)
        if mark.formula == "basic":
            return "" if mark.words in str(entry.data["基本信息"]) else "not entered"
        if mark.sign == "@":
            kind, row, field = re.fullmatch(r"([a-z])(\w+?)(?:\.(\w+))?", mark.formula).groups()  # type: ignore[union-attr]
            text = entry.text(kind, row, field or "")
            return "" if (mark.plain or mark.words).strip("《》") in text else f"not in {text!r}"
        return _claim_fault(entry, mark) if mark.sign == "!" else ""
    except (AnnotationError, KeyError, IndexError, StopIteration, AttributeError, SyntaxError) as error:
        return f"{type(error).__name__} {error}"


def _number_fault(entry: Entry, mark: Mark) -> str:
    true, written = entry.calculate(mark.formula), mark.written
    if not says(mark.sign, written, true):
        return f"{float(true)} is not what it says"
    references = [match[0] for match in _REFERENCE.finditer(mark.formula)]
    if "/" in mark.formula or "*" in mark.formula:
        return ""
    for one in references:
        unit = entry.value(one).unit
        if unit and _PEOPLE.get(unit, unit) != _PEOPLE.get(written.unit, written.unit):
            return f"unit {unit} of {one} for {written.unit}"
    return ""


def _claim_fault(entry: Entry, mark: Mark) -> str:
    name, rest = mark.claim
    if name not in CLAIMS:
        return f"unknown claim {name}"
    if name in {"met", "missed", "over"}:
        for one in rest:
            found = entry.attained(entry.row("i", one[1:]))
            if found != name and not (name == "met" and found == "over"):
                return f"{one} is {found}"
    if name in {"up", "down"}:
        value = entry.calculate(" ".join(rest))
        return "" if (value > 0) == (name == "up") and value else f"the change is {float(value)}"
    if name in {"project", "notice", "body", "own"}:
        words = mark.words.strip("《》")
        return "" if words in str(entry.data) else "not entered"
    return ""


def unmarked(line: Line) -> str:
    """The first numeral of a line that no mark, list number or everyday word accounts for, and what surrounds it."""
    rest = list(line.text)
    for mark in line.marks:
        rest[mark.start : mark.end] = "＿" * len(mark.words)
    text = "".join(rest)
    for word in ORDINARY:
        text = text.replace(word, "＿" * len(word))
    text = _LIST_NUMBER.sub(lambda match: "＿" * len(match[0]), text)
    match = _NUMERAL.search(text)
    return text[max(0, match.start() - 6) : match.end() + 6] if match else ""
