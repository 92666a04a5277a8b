"""Heading and list numbers (层次序数): missing, repeated or out of order, headings without number, empty sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.checking.consistency.paper import Detector, Paper, Passage, found
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.numerals import parse_numeral

_RESIDUE = re.compile(r"\[bookmark:[^\]]*\]|<[^>]{1,40}>|^[#*\s]+")
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(r"第(?P<n>[一二三四五六七八九十]+)(?:部分|章|篇)")),
    ("一、", re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})[、．.]")),
    ("（一）", re.compile(r"[（(](?P<n>[一二三四五六七八九十]{1,3})[)）]")),
    ("1.", re.compile(r"(?P<n>\d{1,2})[、．.](?!\d)")),
    ("（1）", re.compile(r"[（(](?P<n>\d{1,2})[)）]")),
)
_CHINESE = "零一二三四五六七八九十"
_LONGEST_UNNUMBERED = 32
_HEADING_WORDS = re.compile(
    r"职责|职能|概况|目标|任务|预算|执行|绩效|情况|问题|原因|措施|结果|应用|公开|效果|效益|满意度|可持续|结论|建议|计划|保障|工作"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph with its number: *form* is how it is numbered, "" for no number."""

    passage: Passage
    words: str  # without bookmark, markup and surrounding space
    form: str
    number: int
    plain: bool = False  # an ordinary paragraph in a document whose headings have a style of their own

    @property
    def depth(self) -> int:
        return next((at for at, (form, _) in enumerate(_FORMS) if form == self.form), 99)


def _lines(paper: Paper) -> list[_Line]:
    lines = []
    styled = any(passage.level for passage in paper.paragraphs)
    for passage in paper.paragraphs:
        words = _RESIDUE.sub("", passage.text.strip()).strip()
        if not words:
            continue
        for form, pattern in _FORMS:
            hit = pattern.match(words)
            if hit:
                number = parse_numeral(hit["n"])
                count = int(number) if number is not None else 0
                lines.append(_Line(passage, words, form, count, styled and not passage.level))
                break
        else:
            lines.append(_Line(passage, words, "", 0))
    return lines


def _written(form: str, number: int) -> str:
    chinese = _CHINESE[number] if number <= 10 else f"十{_CHINESE[number - 10]}" if number < 20 else str(number)
    return {
        "part": f"第{chinese}部分",
        "一、": f"{chinese}、",
        "（一）": f"（{chinese}）",
        "1.": f"{number}.",
        "（1）": f"（{number}）",
    }[form]


def _title(line: _Line) -> str:
    head = re.split(r"[。：:；]", line.words)[0]
    return head if len(head) <= 30 else head[:29] + "…"


def _is_bare_heading(line: _Line) -> bool:
    """An unnumbered line that reads as a heading: short, no stop within, a word of the outlines, no figures."""
    words = line.words.rstrip("：:。")
    return (
        not line.form
        and 4 <= len(words) <= _LONGEST_UNNUMBERED
        and line.words.endswith(("：", ":", "。"))
        and not re.search(r"[，；。]", words)
        and not re.search(r"\d", words)
        and _HEADING_WORDS.search(words) is not None
    )


def _inline_heading(line: _Line) -> str:
    """The heading words with which an unnumbered paragraph begins: 下一步改进措施：一是…"""
    hit = re.match(r"(?P<head>[\u4e00-\u9fff]{4,16})[：:](?=.)", line.words)
    return hit["head"] if hit and not line.form and re.search(r"措施|建议|打算|计划$", hit["head"]) else ""


def _siblings(lines: Sequence[_Line]) -> Iterator[list[int]]:
    """Indices of numbered lines of one form under one heading, in order."""
    open_runs: dict[tuple[int, bool], list[int]] = {}
    for at, line in enumerate(lines):
        if not line.form:
            continue
        heading = (line.depth, False)
        above = open_runs.get(heading)
        begins_list = line.plain and line.number == 1 and bool(above) and not lines[above[-1]].plain if above else False
        within = begins_list or (line.plain and (line.depth, True) in open_runs)
        key = (line.depth, within)
        for other in [other for other in open_runs if other > key]:
            yield open_runs.pop(other)
        run = open_runs.setdefault(key, [])
        if run and line.number == 1 and (line.depth >= 3 or within):
            yield run
            open_runs[key] = run = []
        run.append(at)
    yield from open_runs.values()


def numbers(paper: Paper) -> Iterator[Finding]:
    """HEADING_NUMBER: a number is missing, repeated or out of order among headings of one level."""
    lines = _lines(paper)
    for run in _siblings(lines):
        form = lines[run[0]].form
        if form in {"1.", "（1）"} and (len(run) < 2 or lines[run[0]].number != 1):
            continue
        before: int | None = None
        for at in run:
            line = lines[at]
            wanted = 1 if before is None else lines[before].number + 1
            if line.number != wanted and not (before is None and form == "part"):
                yield from _out_of_order(lines, before, at, wanted)
            before = at
            inline = _last_inline(line)
            if inline > line.number:
                lines[at] = replace(line, number=inline)


def _last_inline(line: _Line) -> int:
    """The last number of a run 1、…2、…3、 that goes on inside one paragraph."""
    number = line.number
    if line.form == "1.":
        for hit in re.finditer(r"(?<=[。；;，,])\s*(\d{1,2})[、．.](?!\d)", line.words):
            if int(hit.group(1)) == number + 1:
                number += 1
    return number


def _out_of_order(lines: list[_Line], before: int | None, at: int, wanted: int) -> Iterator[Finding]:
    line = lines[at]
    start = before if before is not None else _parent_index(lines, at)
    between = [other for other in lines[start + 1 : at] if _is_bare_heading(other)]
    shown = _written(line.form, line.number)
    if before is not None and line.number == lines[before].number:
        yield found(
            "HEADING_NUMBER",
            Severity.ERROR,
            f"标题序号“{shown}”重复：“{_title(lines[before])}”和“{_title(line)}”",
            f"后一个改为“{_written(line.form, wanted)}”，以下顺延",
            line.passage.place(),
            lines[before].passage.place(),
        )
        return
    missing = _written(line.form, wanted)
    if between:
        bare = between[0]
        yield found(
            "HEADING_NUMBER",
            Severity.ERROR,
            f"标题“{_title(bare)}”没有序号：后面是“{_title(line)}”，缺“{missing}”",
            f"改为“{missing}{_title(bare)}”",
            bare.passage.place(),
            line.passage.place(),
        )
        return
    previous = f"“{_title(lines[before])}”之后" if before is not None else "第一个序号"
    yield found(
        "HEADING_NUMBER",
        Severity.ERROR if line.depth <= 2 else Severity.WARNING,
        f"标题序号不连续：{previous}是“{_title(line)}”，缺“{missing}”",
        f"补“{missing}”或改正序号",
        line.passage.place(),
        lines[before].passage.place() if before is not None else None,
    )


def _parent_index(lines: list[_Line], at: int) -> int:
    for index in range(at - 1, -1, -1):
        if lines[index].form and lines[index].depth < lines[at].depth:
            return index
    return -1


_COUNTS_A_LIST = re.compile(r"[一二两三四五六七八九十\d]+(?:个方面|方面|大项|大类|项|个|类|条|点)")


def unnumbered_last(paper: Paper) -> Iterator[Finding]:
    """HEADING_NUMBER: after （一）, （二） a heading of the same section has no number, and none follows."""
    lines = _lines(paper)
    for run in _siblings(lines):
        line = lines[run[-1]]
        if line.form not in {"一、", "（一）"}:
            continue
        end = next(
            (i for i in range(run[-1] + 1, len(lines)) if lines[i].form and lines[i].depth <= line.depth), len(lines)
        )
        parent = _parent_index(lines, run[0])
        for other in lines[run[-1] + 1 : end]:
            inline = _inline_heading(other)
            colon_line = (
                _is_bare_heading(other) and other.words.endswith(("：", ":")) and not _COUNTS_A_LIST.search(other.words)
            )
            if colon_line or inline:
                wanted = _written(line.form, line.number + 1)
                alone = f"“{_title(lines[parent])}”下只有“{_title(line)}”，" if len(run) == 1 and parent >= 0 else ""
                yield found(
                    "HEADING_NUMBER",
                    Severity.ERROR if colon_line or len(run) == 1 else Severity.WARNING,
                    f"{alone}标题“{inline or _title(other)}”没有序号（前面是“{_title(line)}”）",
                    f"改为“{wanted}{inline or _title(other)}”",
                    other.passage.place(),
                    line.passage.place(),
                    lines[parent].passage.place() if alone else None,
                )
                break


def levels(paper: Paper) -> Iterator[Finding]:
    """HEADING_LEVEL: （1） directly under 一、 or （一） while 1. is used nowhere. One note for the document."""
    lines = _lines(paper)
    forms = {line.form for line in lines}
    firsts = [line for line in lines if line.form == "（1）" and line.number == 1 and len(line.words) > 3]
    if "（1）" in forms and "1." not in forms and "（一）" in forms and firsts:
        yield found(
            "HEADING_LEVEL",
            Severity.INFO,
            f"“{_title(firsts[0])}”用（1），前面没有1.这一级",
            "层次序数依次为一、（一）1.（1）",
            firsts[0].passage.place(),
        )


def _is_signature(lines: Sequence[_Line]) -> bool:
    """Whether the document ends in *lines*: a name, and the date below it."""
    return (
        len(lines) == 2
        and len(lines[0].words) <= 20
        and re.fullmatch(r"20\d\d年\d+月\d+日", lines[1].words) is not None
    )


def empty_sections(paper: Paper) -> Iterator[Finding]:
    """EMPTY_SECTION: a numbered heading with nothing under it."""
    lines = _lines(paper)
    tables = [cell.start for grid in paper.grids for row in grid for cell in row if cell.text.strip()]
    for at, line in enumerate(lines):
        if line.form not in {"一、", "（一）"} or len(line.words) > 40 or re.search(r"[。：:；]\s*\S", line.words):
            continue
        if line.words.endswith(("。", "；")) or "，" in line.words:
            continue  # a sentence that is numbered, not a heading
        following = lines[at + 1] if at + 1 < len(lines) else None
        signed = following is not None and at + 2 >= len(lines) - 1 and _is_signature(lines[at + 1 :])
        if following is not None and not signed and (not following.form or following.depth > line.depth):
            continue
        limit = following.passage.start if following else len(paper.text)
        if any(line.passage.start < place < limit for place in tables):
            continue
        if following is None and not any(other.form == line.form for other in lines[:at]):
            continue
        yield found(
            "EMPTY_SECTION",
            Severity.WARNING,
            f"标题“{_title(line)}”下面没有内容",
            "补写内容或删去标题",
            line.passage.place(),
            following.passage.place() if following else None,
        )


def enumeration_words(paper: Paper) -> Iterator[Finding]:
    """LIST_NUMBERING: 一是…三是… inside a paragraph skips or repeats a number."""
    order = "一二三四五六七八九十"
    wanted = 1
    for passage in paper.passages:
        if passage.cell and "一是" not in passage.text:
            continue
        marks = [
            (order.index(hit["n"]) + 1, hit)
            for hit in re.finditer(r"(?:^|[。；;：:，,\n])\s*(?P<n>[一二三四五六七八九十])是(?!否|不是)", passage.text)
        ]
        for number, hit in marks:
            if number == 1:
                wanted = 2
                continue
            if number != wanted:
                yield found(
                    "LIST_NUMBERING",
                    Severity.WARNING,
                    f"列举序号不连续：应为“{order[wanted - 1]}是”，写“{hit['n']}是”",
                    "改正序号或补齐缺项",
                    passage.place(hit.start("n"), hit.end()),
                )
            wanted = min(number + 1, len(order))


DETECTORS: tuple[Detector, ...] = (numbers, unnumbered_last, levels, empty_sections, enumeration_words)
