"""Time in indicators (时效): a promptness without a time, and dates outside the year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.model.indicator_review import IndicatorFault
from reportgen.quantities.target_values import TargetKind
from reportgen.reviewing import vocabulary as words
from reportgen.reviewing.rows import Group, Row, fault

_TIMES = frozenset({"clock time", "day", "working day", "month"})
_TIME_IN_WORDS = re.compile(
    r"\d+(?:个)?(?:工作日|小时|分钟|天|日|月|周|季度|年)|[一二两三四五六七八九十]+个?(?:工作日|小时|分钟|天|日内|"
    r"月内|周)|"
    r"每(?:年|季|月|周|天|日|半年|学期)|当[日天月年]|次[日月年]|即时|当场|(?:上|下)半年|\d+月|年[底末]|季度|全天候|"
    r"日产日清|日清日结|随到随办|[汛节学会冬春夏秋考灾险假]前|工作日|"
    r"(?:汛期|雨季|节日|元旦|春节|清明|五一|端午|中秋|国庆|重阳|七一|八一|寒假|暑假|开学|学期|采暖季|供暖季|农时|春耕|秋收|两会|"
    r"高考|中考)[^，,。]{0,4}(?:前|后|期间)|"
    r"7\s*[*×x]\s*24"
)
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}|\d{1,2}[时点](?!间)")


def names_a_time(text: str) -> bool:
    """Whether *text* names a day, a term or a frequency in any words: 每7天1次, 22:30, 当日."""
    return bool(_TIME_IN_WORDS.search(text) or _CLOCK.search(text))


_VAGUE_TERM = re.compile(r"规定(?:的)?(?:期限|时限|时间)内?|及时|按时|按期|如期|准时")
_PROMPT = re.compile(words.PROMPT)


def of_no_time(row: Row) -> bool:
    """Whether a row of 时效 states a goal that has nothing to do with time: 增强干部职工责任心 / 增强."""
    told = row.naming.plain + row.explained + row.value
    return row.naming.goal is not None and not row.numeric and not _PROMPT.search(told) and not names_a_time(told)


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
