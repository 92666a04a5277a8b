"""Indicators named in prose (点名的指标): said to be missed, or so far from their target, against their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checking.consistency.claims import judged_rows, prose_of
from reportgen.checking.consistency.figures import Figure, figures_of
from reportgen.checking.consistency.likeness import pairs_of
from reportgen.checking.consistency.paper import Detector, Paper, found
from reportgen.model.finding import Finding, Severity
from reportgen.model.indicators import Indicator
from reportgen.model.scorecard import Attainment
from reportgen.quantities.numerals import parse_numeral
from reportgen.quantities.quantity import plain_number

_MET = frozenset({Attainment.MET, Attainment.EXCEEDED})
_LEFT_UNDONE = re.compile(
    r"(?P<names>[^，,。；;：:]{2,80}?)(?:等)?(?:这)?(?P<n>\d{1,2}|[一二两三四五六七八九])?项?(?:指标)?(?:没有|未能?)(?:完成|达到|达标|实现)"
)


def missed_by_name(paper: Paper) -> Iterator[Finding]:
    """STATUS_VS_VALUE, CONCLUSION_VS_TABLE: 甲和乙2项没有完成, where 乙 is reached or more were missed than two."""
    judged = [(row, state) for row, state in judged_rows(paper) if len(row.name) >= _LEAST_NAME]
    missed = [row for row, state in judged if state is Attainment.MISSED]
    undecided = any(state is Attainment.UNDECIDED for _, state in judged)
    for passage in prose_of(paper):
        for hit in _LEFT_UNDONE.finditer(passage.text):
            named = [(row, state) for row, state in judged if _is_named(row.name, hit["names"])]
            for row, state in named:
                if state in _MET and row.name not in hit["names"].partition("除")[2]:
                    yield found(
                        "STATUS_VS_VALUE",
                        Severity.ERROR,
                        f"“{row.name}”指标值{row.target_value}，实际{row.actual_value}，已经完成，文字却写没有完成",
                        "改正完成值或文字",
                        passage.place(hit.start(), hit.end()),
                        paper.place(row.origin("actual_value"), row.actual_value),
                        subject=row.name,
                    )
            number = parse_numeral(hit["n"]) if hit["n"] else None
            execution = sum("执行率" in row.name for row in missed)
            counts = {len(missed), len(missed) - execution}
            if named and number is not None and paper.is_table_form and not undecided and int(number) not in counts:
                listing = "、".join(f"“{row.name}”" for row in missed[:4])
                yield found(
                    "CONCLUSION_VS_TABLE",
                    Severity.ERROR,
                    f"写{hit['n']}项没有完成，按表中数值是{len(missed)}项：{listing}",
                    "按指标表改正项数",
                    passage.place(hit.start(), hit.end()),
                    *(paper.place(row.origin("actual_value"), row.actual_value) for row in missed[:4]),
                )


_LEAST_NAME = 4


def _is_named(name: str, words: str) -> bool:
    """Whether *words* name an indicator itself, and not one whose name goes on: 完成率 behind 政府中心工作."""
    return re.search(rf"{re.escape(name)}(?=[和及与、”\"\d一二两三四五六七八九]|等|$)", words) is not None


_GAP_OF_NAME = re.compile(
    r"(?:比|较)(?:年度|绩效|预期)?(?:目标|指标值|计划)值?(?P<way>低|高|少|多)了?(?P<gap>\d+(?:\.\d+)?)(?P<unit>个百分点|[\u4e00-\u9fff]{1,2})"
)


def gaps_of_names(paper: Paper) -> Iterator[Finding]:
    """CHANGE_IN_TEXT: 设施完好率1项未完成，比目标值低1.8个百分点, where the row is 0.8 below it."""
    rows = [row for row in paper.entered.department_indicators if row.target.quantity and row.actual.quantity]
    for passage in prose_of(paper):
        for hit in _GAP_OF_NAME.finditer(passage.text):
            before = passage.text[max(passage.text.rfind("。", 0, hit.start()), 0) : hit.start()]
            named = [row for row in rows if len(row.name) >= _LEAST_NAME and row.name in before]
            if not named:
                figures = [f for f in figures_of(before) if f.text.endswith(hit["unit"])]
                named = [row for row in rows if figures and any(_is_actual(f, row) for f in figures)]
            if len(named) != 1:
                continue
            target, actual = named[0].target.quantity, named[0].actual.quantity
            assert target is not None and actual is not None
            alike = hit["unit"] == ("个百分点" if target.unit.dimension == "share" else target.unit.symbol)
            right = abs(target.base - actual.base)
            if alike and right != Decimal(hit["gap"]) and target.comparable(actual):
                yield found(
                    "CHANGE_IN_TEXT",
                    Severity.ERROR,
                    f"“{named[0].name}”指标值{named[0].target_value}，实际{named[0].actual_value}，"
                    f"相差{plain_number(right)}{hit['unit']}，文字写{hit['gap']}{hit['unit']}",
                    "改正差额，或核对两个数",
                    passage.place(hit.start("gap"), hit.end()),
                    paper.place(named[0].origin("actual_value"), named[0].actual_value),
                    subject=named[0].name,
                )


def _is_actual(figure: Figure, row: Indicator) -> bool:
    """Whether *figure* is the actual value of *row* in its own unit, with the words of the row before it."""
    actual = row.actual.quantity
    if actual is None or actual.base != figure.value or actual.unit.symbol != figure.mention.unit.symbol:
        return False
    return bool(pairs_of(row.name) & pairs_of(figure.lead))


DETECTORS: tuple[Detector, ...] = (missed_by_name, gaps_of_names)
