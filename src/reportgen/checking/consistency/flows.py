"""Changes and gaps of any name (增减与差距): differences told against the numbers nearby and their targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.checking.consistency.figures import HUNDRED, Figure, clause_before, decimals, figures_of
from reportgen.checking.consistency.likeness import pairs_of
from reportgen.checking.consistency.paper import Detector, Paper, Passage, found, prose_of
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.quantities.quantity import Quantity, plain_number, round_half_up

_UP = r"增加|增长|提高|上升|净增|提升|多|高出|高|超出|超过|超|慢|延长|扩大|增"
_DOWN = r"减少|下降|降低|缩短|压减|回落|少|低|快|提前|节约|减|降"
_COMPARED = re.compile(r"(?:比|较|由|从|超过|高于|低于|超出|少于|多于)(?:20\d\d年)?[^，。；\d]{0,14}$")
_TO_VERB = re.compile(rf"(?:(?!多|少)[^，。；\d]){{0,8}}?[，,]?(?:实际)?(?P<verb>{_UP}|{_DOWN})了?")
_FAR = 90
_TELLING = 4
_WIDE = 2  # times: what is told to be farther off was hardly taken of these two numbers


def changes_of_nearby_numbers(paper: Paper) -> Iterator[Finding]:
    """CHANGE_IN_TEXT: 14分钟，比20分钟的目标慢6分钟; 70.00%，比年初的60.59%提高9.14个百分点."""
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for at, (then, change) in enumerate(pairwise(figures)):
            if not _fits(then, change):
                continue
            verb = _TO_VERB.fullmatch(passage.text[then.end : change.start])
            lead = passage.text[max(then.start - 24, 0) : then.start]
            if verb is None or not _COMPARED.search(lead):
                continue
            now = [
                one
                for one in figures[:at]
                if one.kind == then.kind and one.value != then.value and then.start - one.end <= _FAR
            ]
            if now and not now[-1].is_change:
                yield from _judged(passage, now, then, change, verb["verb"], figures)


def _fits(then: Figure, change: Figure) -> bool:
    """Whether *change* may be a difference to *then*: in its unit, or percentage points of a share."""
    if then.kind in {"score", ""} or then.mention.approximate:
        return False
    if then.is_share:
        return change.mention.unit.dimension == "percentage point"
    return then.kind == change.kind


def _judged(
    passage: Passage, now: Sequence[Figure], then: Figure, change: Figure, verb: str, figures: Sequence[Figure]
) -> Iterator[Finding]:
    wanted = 1 if re.fullmatch(_UP, verb) else -1
    gaps = [one.value - then.value for one in now]
    if any(change.gives(wanted * gap) for gap in gaps):
        return
    turned = [
        one for one in (now if _tells_much(change) else now[-2:]) if change.gives(wanted * (then.value - one.value))
    ]
    if turned:
        yield _wrong(passage, turned[-1], then, change, f"方向与“{verb}”相反")
        return
    others = [one for one in figures if one.kind == then.kind and one is not change]
    if any(change.gives(abs(one.value - other.value)) for one in others for other in others):
        return
    right = abs(gaps[-1])
    sentence = max(passage.text.rfind(mark, 0, then.start) for mark in "。；;\n")
    alone = sum(one.kind == then.kind and sentence < one.start <= change.start for one in figures) <= 3
    wide = _WIDE if not alone or now[-1].start < sentence else _WIDE * _WIDE
    if wanted * gaps[-1] > 0 and right / wide <= change.value <= right * wide:
        yield _wrong(passage, now[-1], then, change, f"两数相差{change.as_written(right)}")


def _tells_much(change: Figure) -> bool:
    """Whether it has digits enough that no difference meets it by accident."""
    return sum(char.isdigit() for char in change.text) >= _TELLING


def _wrong(passage: Passage, now: Figure, then: Figure, change: Figure, why: str) -> Finding:
    return found(
        "CHANGE_IN_TEXT",
        Severity.ERROR,
        f"“{passage.text[then.start : change.end]}”：前面写{now.text}，{why}",
        "改正变动数或文字，或核对前面两个数",
        passage.place(then.start, change.end),
        passage.place(now.start, now.end),
    )


_TO_TARGET = re.compile(
    rf"(?:(?:比|较|与|距)(?:年度|绩效|预期|年初)?(?:目标|指标值|计划)值?(?:相比|相差|还)?(?P<verb>{_UP}|{_DOWN})了?|"
    r"(?P<above>超出|超过|高于|多于|超)(?:年度|绩效|预期|年初)?(?:目标|指标值|计划)值?)$"
)


def gaps_to_targets(paper: Paper) -> Iterator[Finding]:
    """CHANGE_IN_TEXT: 满意度89.58%，比目标高0.42个百分点, where its row asks for 90%.

    PROSE_VS_TABLE where other words stand between: 更新公交车124辆，其中…。比目标少6辆, where the row asks for 128.
    """
    rows = [
        row for row in paper.entered.indicators if row.target.quantity is not None and row.actual.quantity is not None
    ]
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for at, gap in enumerate(figures):
            told = _TO_TARGET.search(passage.text[: gap.start])
            reached = [one for one in figures[:at] if _is_gap_of(gap, one)]
            if told is None or gap.is_share or gap.mention.approximate or not reached:
                continue
            words = passage.text[: gap.start]
            beside = reached[-1] is figures[at - 1] and re.fullmatch("[，,（(]?", words[reached[-1].end : told.start()])
            if beside:
                reached, words = reached[-1:], clause_before(passage.text, reached[-1])
            named = [
                row
                for row in rows
                if any(_is_reached(one, row.actual.quantity) for one in reached)
                and pairs_of(row.name) & pairs_of(words)
            ]
            up = told["above"] is not None or re.fullmatch(_UP, told["verb"]) is not None
            apart = {one.value - other.value for one in reached for other in reached if len(reached) > 1}
            if not named or gap.value in apart or any(gap.gives(_gap(row, up=up)) for row in named):
                continue
            yield found(
                "CHANGE_IN_TEXT" if beside else "PROSE_VS_TABLE",
                Severity.ERROR,
                f"写“{told.group()}{gap.text}”，“{named[0].name}”指标值{named[0].target_value}，实际{named[0].actual_value}",
                "按指标值改正差额或方向",
                passage.place(told.start(), gap.end),
                paper.place(named[0].origin("target_value"), named[0].target_value),
                subject=named[0].name,
            )


def _is_gap_of(gap: Figure, reached: Figure) -> bool:
    if reached.is_share:
        return gap.mention.unit.dimension == "percentage point"
    return gap.mention.unit == reached.mention.unit


def _gap(row: Indicator, *, up: bool) -> Decimal:
    """How far above its target a row's actual value is; below it, where not *up*."""
    assert row.actual.quantity is not None and row.target.quantity is not None
    return (row.actual.quantity.base - row.target.quantity.base) * (1 if up else -1)


def _is_reached(figure: Figure, actual: Quantity | None) -> bool:
    return actual is not None and actual.base == figure.value and actual.unit.dimension == figure.mention.unit.dimension


_FROM_TO = re.compile(
    r"(?:由|从)[^，。；]{0,12}?(?P<one>\d+(?:\.\d+)?)[%％][^，。；\d]{0,6}?(?:提高|上升|增长|提升|下降|降低|减少|降|升)(?:到|至|为)"
    r"(?P<other>\d+(?:\.\d+)?)[%％][，,、（(](?:提高|上升|增长|提升|下降|降低|减少|降|升)了?(?P<gap>\d+(?:\.\d+)?)[%％]"
)


_COMPARED_TO = re.compile(
    r"(?P<one>\d+(?:\.\d+)?)[%％][，,（(]?(?:比|较)[^，。；\d]{0,4}(?:20\d\d年)?[^，。；\d]{0,8}?(?P<other>\d+(?:\.\d+)?)[%％]"
    r"(?:提高|上升|增长|提升|下降|降低|减少|降|升)了?(?P<gap>\d+(?:\.\d+)?)[%％]"
)


def points_told_as_percent(paper: Paper) -> Iterator[Finding]:
    """CHANGE_IN_TEXT: 由95.20%提高到96.80%，提高1.60%; 0.30%，比上年的0.40%下降0.10%: these are 百分点."""
    for passage in prose_of(paper):
        for hit in (*_FROM_TO.finditer(passage.text), *_COMPARED_TO.finditer(passage.text)):
            one, other, gap = (Decimal(hit[name]) for name in ("one", "other", "gap"))
            if abs(other - one) == gap and one and abs((other - one) / one * HUNDRED) != gap:
                yield found(
                    "CHANGE_IN_TEXT",
                    Severity.ERROR,
                    f"“{hit.group()}”：两个比率相差{plain_number(gap)}个百分点，不是{plain_number(gap)}%",
                    f"改为“{plain_number(gap)}个百分点”",
                    passage.place(hit.start(), hit.end()),
                )


_TWO_VERBS = re.compile(
    r"(?P<one>增加|增长|提高|上升|减少|下降|降低|压减|多|少)了?(?P<d>\d[\d,.]*(?:亿|万)?[\u4e00-\u9fff]{1,4}?)"
    r"[，,、（(](?:同比|比例|幅度)?(?P<other>增加|增长|提高|上升|减少|下降|降低|压减|增幅|降幅)(?:了|为|达)?\d+(?:\.\d+)?[%％]"
)


def opposite_directions(paper: Paper) -> Iterator[Finding]:
    """CHANGE_IN_TEXT: 减少142起，上升9.96%: one change cannot go both ways."""
    for passage in prose_of(paper):
        for hit in _TWO_VERBS.finditer(passage.text):
            if _is_up(hit["one"]) != _is_up(hit["other"]):
                yield found(
                    "CHANGE_IN_TEXT",
                    Severity.ERROR,
                    f"“{hit.group()}”：“{hit['one']}”与“{hit['other']}”方向相反",
                    "核对两年的数，改正文字",
                    passage.place(hit.start(), hit.end()),
                )


def _is_up(verb: str) -> bool:
    return re.match(r"增|提|上|多", verb) is not None


_RATE_VERB = re.compile(
    r"[，,（(]?(?:同比|比上年|比20\d\d年|较上年)?(?P<verb>增长|上升|提高|增加|下降|减少|降低|增幅|降幅)(?:了|为|达|达到)?$"
)


def rates_of_what_was_added(paper: Paper) -> Iterator[Finding]:
    """CHANGE_IN_TEXT: 年初预算4,550万元，年中净增加250万元，增长5.94% — which is 5.49%."""
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for first, change, rate in zip(figures, figures[1:], figures[2:], strict=False):
            verb = _RATE_VERB.fullmatch(passage.text[change.end : rate.start])
            if verb is None or not rate.text.endswith(("%", "％")) or first.kind != change.kind or not change.is_change:
                continue
            if _COMPARED.search(passage.text[: first.start][-24:]) or re.search(
                r"[。；;]|比|较|同", passage.text[first.end : change.start]
            ):
                continue
            alike = [one.value for one in figures if one.kind == change.kind and one.value]
            slack = Decimal(1).scaleb(-decimals(rate.written))
            bases = [*alike, *(value - change.value for value in alike if value > change.value)]
            if any(abs(change.value / base * HUNDRED - rate.value) <= slack for base in bases):
                continue
            exact = change.value / first.value * HUNDRED
            if not exact / _WIDE <= rate.value <= exact * _WIDE:
                continue
            yield found(
                "CHANGE_IN_TEXT",
                Severity.ERROR,
                f"“{passage.text[first.start : rate.end]}”：{change.text}÷{first.text}＝"
                f"{plain_number(round_half_up(exact, decimals(rate.written)))}%",
                "改正变动率，或核对前面的数",
                passage.place(rate.start, rate.end),
                passage.place(first.start, change.end),
            )


def rates_right_behind(paper: Paper) -> Iterator[Finding]:
    """CHANGE_IN_TEXT: 12.60万人次，比2023年的11.20万人次下降12.50% — which is a rise."""
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for now, then, rate in zip(figures, figures[1:], figures[2:], strict=False):
            verb = _TO_VERB.fullmatch(passage.text[then.end : rate.start])
            between = passage.text[now.end : then.start]
            if verb is None or not rate.text.endswith(("%", "％")) or now.kind != then.kind or then.is_share:
                continue
            if not then.value or not _COMPARED.search(between) or re.search("[。；;]", between) or now.is_change:
                continue
            wanted = 1 if re.fullmatch(_UP, verb["verb"]) else -1
            exact = wanted * (now.value - then.value) / then.value * HUNDRED
            slack = Decimal(1).scaleb(-decimals(rate.written)) + (now.blur + then.blur) / then.value * HUNDRED
            if abs(-exact - rate.value) <= slack < rate.value:
                yield _wrong(passage, now, then, rate, f"方向与“{verb['verb']}”相反")


_FROM_LAST_YEAR = re.compile(rf"(?:本年|今年|本年度)?(?:比|较)(?:上年|去年|上一年|上年度)(?P<verb>{_UP}|{_DOWN})了?$")
_LAST_YEAR = re.compile(r"上年|去年|(?P<y>20\d\d)年")


def changes_told_behind(paper: Paper) -> Iterator[Finding]:
    """CHANGE_IN_TEXT: 上座率78.00%…。2022年上座率为79.50%，本年比上年提高3.50个百分点 — which is a fall of 1.50."""
    for passage in prose_of(paper):
        figures = figures_of(passage.text)
        for at, change in enumerate(figures):
            told = _FROM_LAST_YEAR.search(passage.text[: change.start])
            if (
                told is None
                or at < 2
                or change.mention.approximate
                or "分别" in passage.text[: change.start].rpartition("。")[2]
            ):
                continue
            then = figures[at - 1]
            when = _LAST_YEAR.search(clause_before(passage.text, then))
            if when is None or not _fits(then, change) or (when["y"] and int(when["y"]) != (paper.year or 0) - 1):
                continue
            now = [one for one in figures[: at - 1] if one.kind == then.kind]
            sign = 1 if re.fullmatch(_UP, told["verb"]) else -1
            if not now or any(change.gives(sign * (one.value - then.value)) for one in now):
                continue
            yield _wrong(passage, now[-1], then, change, f"与“{told['verb']}{change.text}”不符")


_AGAINST_TARGET = re.compile(
    r"(?:比|较)(?:年度|绩效|年初)?(?:目标|指标值|计划)值?(?P<way>低|少|高|多)了?[\d,.]+[^，。；\d]{1,5}[，,](?P<verdict>"
    r"(?:没有|未能?|尚未)?(?:超额完成|完成|达到|实现)(?:了)?(?:年度|年初|绩效|预期)*(?:目标|任务|指标))"
)


def verdicts_behind_gaps(paper: Paper) -> Iterator[Finding]:
    """STATUS_VS_VALUE: 平均上座率比目标低2.00个百分点，超额完成目标."""
    for passage in prose_of(paper):
        for hit in _AGAINST_TARGET.finditer(passage.text):
            missed = re.match("没有|未|尚未", hit["verdict"]) is not None
            if (hit["way"] in "低少" and not missed and "超额" in hit["verdict"]) or (
                hit["way"] in "高多" and "超额" in hit["verdict"] and missed
            ):
                yield found(
                    "STATUS_VS_VALUE",
                    Severity.ERROR,
                    f"“{hit.group()}”：比目标{hit['way']}，与“{hit['verdict']}”不符",
                    "改正数值或结论",
                    passage.place(hit.start(), hit.end()),
                )


DETECTORS: tuple[Detector, ...] = (
    gaps_to_targets,
    points_told_as_percent,
    changes_of_nearby_numbers,
    opposite_directions,
    rates_right_behind,
    rates_of_what_was_added,
    changes_told_behind,
    verdicts_behind_gaps,
)
