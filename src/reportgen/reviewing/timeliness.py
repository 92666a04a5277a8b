"""Time in indicators (时效): a promptness without a time, and dates outside the year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.model.indicator_review import IndicatorFault
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing.rows import Row, fault
from reportgen.rules import indicator_vocabulary as words
from reportgen.rules.indicator_classes import names_a_time, of_no_time
from reportgen.rules.indicator_reading import Group

_TIMES = frozenset({"clock time", "day", "working day", "month"})
_VAGUE_TERM = re.compile(r"规定(?:的)?(?:期限|时限|时间)内?|及时|按时|按期|如期|准时")
_PROMPT = re.compile(words.PROMPT)


def timeless(row: Row) -> Iterator[IndicatorFault]:
    """NODATE: a row of 时效 that names no day, term or frequency."""
    if row.group is not Group.TIMELINESS or not row.value or row.target.kind in {TargetKind.EMPTY, TargetKind.DATE}:
        return
    if row.target.kind is TargetKind.YES_NO or of_no_time(row):
        return
    if row.target.kind is TargetKind.RECURRING:
        term = _VAGUE_TERM.search(row.value)
        if term and row.target.quantity is None and not re.search(r"\d|首[日周月]|[上中下]旬|底前?|末", row.value):
            yield _undated(row, term[0], "没有写明每期的哪一天")
        return
    quantity = row.target.quantity or row.target.low
    if quantity is not None and (quantity.unit.dimension in _TIMES or quantity.unit.dimension.split("/")[0] in _TIMES):
        return
    if quantity is not None and quantity.unit.dimension != "share":
        return
    if names_a_time(row.naming.plain + row.explained) or names_a_time(row.value):
        return
    if quantity is None and row.target.kind is TargetKind.NUMBER:
        return
    prompt = _PROMPT.search(row.value)
    if prompt:
        yield _undated(row, prompt[0], "没有日期、时限或频次")
    elif quantity is not None:
        named = _PROMPT.search(row.naming.plain)
        said = named[0] if named else row.naming.head or row.naming.plain
        yield fault(
            row, "NODATE", "name",
            f"“{row.name}”只有比率{row.value}，没有写明多长时间内或哪一天前算“{said}”",
            said,
        )  # fmt: skip
    else:
        yield _undated(row, row.value, "没有日期、时限或频次")


def _undated(row: Row, said: str, lack: str) -> IndicatorFault:
    return fault(row, "NODATE", "target_value", f"指标值“{row.value}”中的“{said}”{lack}，无法判断早晚", said)


_NO_MONTH = re.compile(r"(?<=年)(?:0|00|1[3-9]|[2-9]\d)月|(?<=月)(?:0|00|3[2-9]|[4-9]\d)日")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=年|[./-]\d)")


def wrong_date(row: Row) -> Iterator[IndicatorFault]:
    """BADDATE: a date before or after the budget year, or a day the calendar does not hold."""
    impossible = _NO_MONTH.search(row.value)
    if impossible:
        yield fault(row, "BADDATE", "target_value", f"指标值“{row.value}”：没有{impossible[0]}这个日期", impossible)
        return
    if row.target.kind is not TargetKind.DATE:
        return
    if row.target.latest is None and "有误" in row.target.note:
        yield fault(row, "BADDATE", "target_value", f"指标值“{row.value}”：{row.target.note}")
        return
    year = row.table.year
    years = [int(match[1]) for match in _YEAR.finditer(row.value)]
    if year is None or not years or min(years) <= year <= max(years):
        return
    wrong = next(match for match in _YEAR.finditer(row.value))
    side = "早于" if max(years) < year else "晚于"
    yield fault(
        row,
        "BADDATE",
        "target_value",
        f"指标值“{row.value}”的{wrong[1]}年{side}预算年度{year}年",
        (wrong.start(1), wrong.end(1)),
    )


def year_missing(row: Row) -> Iterator[IndicatorFault]:
    """year_missing: month and day without the year."""
    latest = row.target.latest or row.target.earliest
    if row.target.kind is TargetKind.DATE and latest is not None and latest.year <= 2 and "年" not in row.value:
        yield fault(row, "year_missing", "target_value", f"日期“{row.value}”没有年份")
