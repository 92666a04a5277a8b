"""Numbers that are another with a digit mistyped (笔误的数): in prose, against the rows and itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from reportgen.checking.consistency.figures import Figure, figures_of, is_slip, is_turned
from reportgen.checking.consistency.likeness import measure_named, pairs_of, thing_named
from reportgen.checking.consistency.matches import PERSONS, agrees
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found
from reportgen.checking.consistency.prose import passages_told
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.quantities.target_values import TargetKind

_OTHER_TIME = re.compile(
    r"上年|去年|上一年|同期|20\d\d年|比|较|目标|计划|任务|预算|应|每|均|下一?年|明年|今后|累计|截至|其中"
)
_STOPS = "。；;\n"
_LEAST_DIGITS = 3
_SURE_DIGITS = 4
_LARGE = 1000  # a number that two things hardly share by accident
_NEAR = Decimal("0.01")  # two numbers of four digits and one thing that lie nearer are hardly two things
_APART = Decimal("0.1")
_LEAST_SHARED = 2  # character pairs that the words of a number of three digits share with the row
_WINDOW = 10
_BESIDE = 16  # numbers before and behind that may make another
_LEAST_RUN = 3
_NO_AMOUNT = frozenset({"share", "score", "month", "day", "year", ""})


def rows_mistyped(paper: Paper) -> Iterator[Finding]:
    """PROSE_VS_TABLE: 全年随访12960人次 where the row of 随访人次 has 12996, and nothing in the report makes 12960.

    The nearer the number, the fewer words need to name the row; in 人 for 人次, PROSE_VS_TABLE_SCOPE.
    """
    rows = [
        row
        for row in paper.entered.department_indicators
        if row.actual.quantity is not None and row.actual.kind is TargetKind.NUMBER and not row.actual.compound
    ]
    told = {q.base for row in rows for q in (row.actual.quantity, row.target.quantity) if q is not None}
    origins = {goal.origin("achieved") for goal in paper.entered.department_goals}
    reached = [passage for origin in origins if (passage := paper.passage_at(origin)) is not None and passage.cell]
    for passage in (*passages_told(paper, rows)[0], *reached):
        figures = figures_of(passage.text)
        for figure in figures:
            if _digits(figure.written) < _LEAST_DIGITS or figure.kind in _NO_AMOUNT or figure.is_change:
                continue
            words = _words_of(passage.text, figure)
            if _OTHER_TIME.search(words) or _made_of_others(figure, figures):
                continue
            for row in rows:
                if _names(row, words, figure) and not _beside(row, figures, figure):
                    yield from _against(paper, passage, figure, row, told)


def _digits(value: Decimal) -> int:
    return sum(char.isdigit() for char in f"{value.normalize():f}".strip("0"))


def _words_of(text: str, figure: Figure) -> str:
    """The clause of *figure*, and the one before it where there is one in its sentence."""
    start = max(text.rfind(mark, 0, figure.start) for mark in _STOPS) + 1
    clauses = re.split("[，,：:]", text[start : figure.start])
    behind = re.match(r"[^，,。；;：:\d]{0,8}", text[figure.end :])
    return "，".join(clauses[-2:]) + (behind.group() if behind is not None else "")


def _names(row: Indicator, words: str, figure: Figure) -> bool:
    shared = pairs_of(thing_named(row.name)) & pairs_of(words)
    actual = row.actual.quantity
    same = actual is not None and actual.base == figure.value >= _LARGE
    most = len(pairs_of(thing_named(row.name)))
    least = 1 if same or _digits(figure.written) >= _SURE_DIGITS else _LEAST_SHARED
    return len(shared) >= max(min(least, most), 1)


def _beside(row: Indicator, figures: Sequence[Figure], figure: Figure) -> bool:
    """Whether the paragraph tells the number of *row* too: then *figure* is of another thing."""
    return any(agrees(other.mention, row, planned=False) for other in figures if other is not figure)


def _made_of_others(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether two others of the paragraph, not far from it, make *figure* by a sum or a difference."""
    at = figures.index(figure)
    beside = (*figures[max(0, at - _BESIDE) : at], *figures[at + 1 : at + 1 + _BESIDE])
    alike = [other.value for other in beside if other.kind == figure.kind]
    return any(figure.value in {one + other, abs(one - other)} for one, other in combinations(alike, 2))


def _against(paper: Paper, passage: Passage, figure: Figure, row: Indicator, told: set[Decimal]) -> Iterator[Finding]:
    actual = row.actual.quantity
    assert actual is not None
    one, other = figure.mention.unit.dimension, actual.unit.dimension
    persons = {one, other} == PERSONS
    if one != other and not persons:
        return
    place = passage.place(figure.start, figure.end)
    shown = f"文字写“{figure.lead.strip()[-12:]}{figure.text}”，指标“{row.name}”实际完成值{row.actual_value}"
    if figure.value == actual.base >= _LARGE and persons:
        yield found(
            "PROSE_VS_TABLE_SCOPE",
            Severity.WARNING,
            f"{shown}，单位不同（{figure.mention.unit.symbol}、{actual.unit.symbol}）",
            "统一口径：人和人次不是一回事",
            place,
            paper.place(row.origin("actual_value"), row.actual_value),
            subject=row.name,
        )
    elif figure.value not in told and not persons and _mistyped(figure, actual.base):
        yield found(
            "PROSE_VS_TABLE",
            Severity.ERROR,
            f"{shown}，两处不一致，像是笔误",
            "核对原始记录，改正其中一处",
            place,
            paper.place(row.origin("actual_value"), row.actual_value),
            subject=row.name,
        )


def _mistyped(figure: Figure, exact: Decimal) -> bool:
    """Whether *figure* is *exact* with a digit mistyped, two swapped, or so near that both speak of one thing."""
    if figure.rounds(exact) or not exact or abs(figure.value - exact) > exact * _APART:
        return False
    meant = exact / figure.scale
    if is_turned(figure.written, meant) or is_slip(figure.written, meant):
        return True
    return min(_digits(figure.written), _digits(meant)) >= _SURE_DIGITS and abs(figure.value - exact) <= exact * _NEAR


def told_twice(paper: Paper) -> Iterator[Finding]:
    """TEXT_VS_TEXT: 未随访的228人 in one paragraph, 仍有282人没有随访到 in another."""
    figures = [
        (passage, figure)
        for passage in paper.paragraphs
        for figure in figures_of(passage.text)
        if _digits(figure.written) >= _LEAST_DIGITS and figure.kind not in _NO_AMOUNT and not figure.is_change
    ]
    for (first, one), (second, other) in combinations(figures, 2):
        if first is second or one.kind != other.kind or not is_turned(one.written, other.written / one.scale):
            continue
        words, others = _near(first.text, one), _near(second.text, other)
        if _OTHER_TIME.search(words) or _OTHER_TIME.search(others) or _shared_run(words, others) < _LEAST_RUN:
            continue
        if any(figure.value == other.value for passage, figure in figures if passage is first):
            continue  # the first paragraph tells both
        yield found(
            "TEXT_VS_TEXT",
            Severity.ERROR,
            f"一处写“{first.text[max(one.start - 8, 0) : one.end + 6].strip()}”，"
            f"一处写“{second.text[max(other.start - 8, 0) : other.end + 6].strip()}”，两个数像是同一个数写颠倒了",
            "核对后改正其中一处",
            second.place(other.start, other.end),
            first.place(one.start, one.end),
        )


def _near(text: str, figure: Figure) -> str:
    """The words right before and behind *figure*, back and forth to the stops, 没有 and 未能 as 未."""
    before = re.split(r"[，,。；;：:、\d\n]", text[: figure.start])[-1][-_WINDOW:]
    behind = re.split(r"[，,。；;：:、\d\n]", text[figure.end :])[0][:_WINDOW]
    return re.sub("没有|未能|尚未|还未", "未", f"{before}，{behind}")


def _shared_run(one: str, other: str) -> int:
    runs = (one[a:b] for a in range(len(one)) for b in range(a + 1, len(one) + 1))
    return max((len(run) for run in runs if run in other and "，" not in run), default=0)


_COMMON_RATES = re.compile(
    r"(?:完成|执行|合格|覆盖|达标|满意|及时|使用|利用|增长|参与|通过|验收|到位|支付|有效|准确|正常|增加|下降|控制|回收|节约|检出|占有)率"
)
_RATE_ALONE = re.compile(r"^(?P<rate>[\u4e00-\u9fff]{2}率)(?:为|达到?|是)?$")


def rates_named_short(paper: Paper) -> Iterator[Finding]:
    """PROSE_VS_TABLE: 取证率84.00% where the only row of such a rate, 职业技能培训取证率, has 82.00%."""
    rates: dict[str, list[Indicator]] = {}
    for row in paper.entered.department_indicators:
        name = measure_named(row.name)
        if name.endswith("率") and row.actual.quantity is not None and row.actual.unit.symbol == "%":
            rates.setdefault(name, []).append(row)
    for passage in passages_told(paper, [row for rows in rates.values() for row in rows])[0]:
        figures = [figure for figure in figures_of(passage.text) if figure.is_share]
        for figure in figures:
            told = _RATE_ALONE.search(figure.lead.strip())
            rows = rates.get(told["rate"], []) if told is not None else []
            if len(rows) != 1 or _COMMON_RATES.fullmatch(measure_named(rows[0].name)):
                continue
            row, words = rows[0], _words_of(passage.text, figure)
            named = pairs_of(thing_named(row.name)) & pairs_of(passage.text[: figure.start].rsplit("。", 1)[-1])
            if row.origin("actual_value") == passage.origin or _OTHER_TIME.search(words) or not named:
                continue
            if agrees(figure.mention, row, planned=False) or _beside(row, figures, figure):
                continue
            yield found(
                "PROSE_VS_TABLE",
                Severity.ERROR,
                f"文字写“{figure.lead.strip()}{figure.text}”，指标“{row.name}”实际完成值{row.actual_value}，两处不一致",
                "核对原始记录，改正其中一处；口径不同的注明范围",
                passage.place(figure.start, figure.end),
                paper.place(row.origin("actual_value"), row.actual_value),
                subject=row.name,
            )


def numbers_left_out(paper: Paper) -> Iterator[Finding]:
    """NUMBER_LOST: 失业人员再就业人，其中… where the row of 失业人员再就业人数 has 2718人."""
    for row in paper.entered.department_indicators:
        quantity, thing = row.actual.quantity or row.target.quantity, thing_named(row.name)
        if (
            quantity is None
            or len(thing) < _LEAST_NAME
            or not re.fullmatch(r"[\u4e00-\u9fff]{1,2}", quantity.unit.symbol)
        ):
            continue
        lost = re.compile(rf"{re.escape(thing)}(?:共|达|达到|为)?(?P<unit>{quantity.unit.symbol})(?=[，,。；;])")
        for passage in paper.paragraphs:
            for hit in lost.finditer(passage.text):
                value = row.actual_value or row.target_value
                yield found(
                    "NUMBER_LOST",
                    Severity.WARNING,
                    f"“{hit.group()}”中“{hit['unit']}”前面缺数字，指标“{row.name}”是{value}",
                    "补上数字",
                    passage.place(hit.start(), hit.end()),
                    paper.place(row.origin("name"), row.name),
                    subject=row.name,
                )


_LEAST_NAME = 4
DETECTORS: tuple[Detector, ...] = (rows_mistyped, told_twice, rates_named_short, numbers_left_out)
