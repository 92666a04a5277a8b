"""Dates and recurring terms (时效) as value cells write them: 2023年6月底前, 3-7月, 每月25日, 按季支付."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace

from reportgen.quantities.numerals import parse_numeral
from reportgen.quantities.units import known_symbols

FISCAL_YEAR = 1  # the year of a date whose cell leaves the year to the report: 12月31日前
NEXT_YEAR = 2  # the year after it: 次年3月底前


@dataclass(frozen=True, slots=True)
class DateReading:
    """A day or period read from a cell. *deadline* tells that the words set a latest day (前, 底前, 截至).

    A date never reaches further than *latest*; *earliest* is None for a deadline and both are None where the calendar
    does not hold the day.
    """

    earliest: dt.date | None
    latest: dt.date | None
    deadline: bool
    note: str = ""


_YEAR = r"(?:19|20)\d{2}|[二一][〇○零一二三四五六七八九]{3}"
_SHORT_YEAR = r"\d{2}(?=年(?:\d{1,2}月|[年一二三四]?[底末]))"
_MONTH = r"1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九]"
_DAY = r"3[01]|[12]\d|0?[1-9](?!\d)|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
_RELATIVE = "次年|翌年|下年|明年|当年|本年|今年|全年|年度内|本年度"
_MONTH_PART = "上旬|中旬|下旬|月初|初|月底|底|月末|末"
_YEAR_PART = "年?[底末]|年?初|年?内|全年|上半年|下半年|前三季度|第?[一二三四1-4]季度[末底]?"

# 2018.05万元 is an amount and no month; 2023.9起 is from a month on.
_UNITS = sorted(each for each in known_symbols() if each and each[0] not in "年月日号起")
_MEASURED = rf"(?!项目)(?:[万亿]|{'|'.join(map(re.escape, _UNITS))})"

# One point in time. Alternatives from the fullest to the barest; the groups are told apart by a trailing letter.
_POINT_TEXT = "|".join(
    (
        rf"(?P<ya>{_YEAR}|{_SHORT_YEAR})年度?(?P<ma>{_MONTH})月份?(?:(?P<da>{_DAY})[日号]?|(?P<pa>{_MONTH_PART}))?",
        r"(?P<yb>(?:19|20)\d{2})(?P<sep>[./-])(?P<mb>1[0-2]|0?[1-9])(?:(?P=sep)(?P<db>3[01]|[12]\d|0?[1-9])[日号]?)?"
        rf"(?![\d%‰])(?!(?<=\d\.\d\d){_MEASURED})(?!(?<=\d\.\d){_MEASURED})",
        rf"(?:(?P<rc>{_RELATIVE})度?)?(?P<mc>{_MONTH})月份?(?:(?P<dc>{_DAY})[日号]|(?P<pc>{_MONTH_PART}))?",
        rf"(?P<yd>{_YEAR}|{_SHORT_YEAR})年度?(?P<pd>{_YEAR_PART})?",
        rf"(?P<re>{_RELATIVE})?(?P<pe>年[底末]|年内|全年|上半年|下半年|前三季度|第?[一二三四1-4]季度[末底]?)",
        r"(?P<rf>次年|翌年|当年度?|本年度?|今年)(?P<pf>内|[底末])?",
        r"年度(?P<ph>内)",
        r"(?<!\d)(?P<yi>(?:19|20)\d{2})(?P<mi>0[1-9]|1[0-2])(?P<di>0[1-9]|[12]\d|3[01])(?![\d%‰.,万元人])",
        r"(?P<mg>1[0-2]|0?[1-9])\.(?P<dg>3[01]|[12]\d|0?[1-9])(?=[日号]?(?:之前|以前|前))",
    )
)
_POINT = re.compile(_POINT_TEXT)
_JOIN = r"(?:-+|~|至|到)"
_MONTHS = re.compile(rf"(?:(?P<y>{_YEAR}|{_SHORT_YEAR})年)?(?P<m1>{_MONTH}){_JOIN}(?P<m2>{_MONTH})月份?(?![\d])")
_DAYS = re.compile(
    rf"(?:(?P<y>{_YEAR}|{_SHORT_YEAR})年)?(?P<m>{_MONTH})月(?P<d1>{_DAY})[日号]?{_JOIN}(?P<d2>{_DAY})[日号]"
)
_YEARS = re.compile(rf"(?P<y1>{_YEAR})年?{_JOIN}(?P<y2>{_YEAR})年")
_NEXT_POINT = re.compile(rf"{_JOIN}|[、,，和及]")
_BEFORE = re.compile(r"[日号]?(?:\(含\))?(?:之前|以前|前|以内|之内|内|截止|为止|止)")
_UNTIL = re.compile(r"(?:不晚于|不迟于|最迟|最晚|截至|截止到?|不超过|早于|≤|<=|<)$")
_DONE = re.compile(
    r"(?:已|全部|均|按时|按期|及时|如期|按计划|提前|顺利|实施|组织|持续|每项|各项)*"
    r"(?:完成|完工|竣工|实施|开展|举办|验收|支付|发放|投入使用|投用|上线|运行|到位|结束|执行|实现|办结|上报|拨付|交付)?"
    r"(?:完成|完毕|到位|验收|工作|任务)?"
)


_REST = 20  # characters that may stand beside a date before it counts as incidental
_REST_OF_BARE = 8  # the same beside a mere year


def read_date(text: str) -> DateReading | None:
    """The date or period that *text* (folded, without blanks) gives, or None where it gives none.

    A date beside much other text is incidental and is not read: 按照2023年工作计划推进 is no date.
    """
    for (start, end), reading in _readings(text):
        written, before, after = text[start:end], text[:start], text[end:]
        limit = _BEFORE.match(after)
        tail = after[limit.end() :] if limit else after
        rest = _UNTIL.sub("", before) + tail
        bare = _bare(written)
        if re.search(r"[\d%≥≤<>=]", rest) or len(rest) > (_REST_OF_BARE if bare else _REST):
            continue
        if bare and not limit and not _DONE.fullmatch(tail.strip("()，,")):
            continue
        if limit or reading.deadline or _UNTIL.search(before):
            return _as_deadline(reading, written, before_it=limit is not None and "前" in limit[0])
        return reading
    return None


def _readings(text: str) -> list[tuple[tuple[int, int], DateReading]]:
    """Every date expression of *text*, the longest reading of each place first."""
    found: list[tuple[tuple[int, int], DateReading]] = []
    for pattern, reader in ((_DAYS, _read_days), (_MONTHS, _read_months), (_YEARS, _read_years)):
        match = pattern.search(text)
        if match:
            found.append((match.span(), reader(match)))
    first = _POINT.search(text)
    if first is None:
        return found
    whole, end = _read_point(first), first.end()
    join = _NEXT_POINT.match(text, end)
    while join and (following := _POINT.match(text, join.end())):
        point = _read_point(following, default_year=whole.latest.year if whole.latest else FISCAL_YEAR)
        whole, end = DateReading(whole.earliest, point.latest, False, whole.note or point.note), following.end()
        join = _NEXT_POINT.match(text, end)
    if end > first.end() or not re.match(r"[个份度]?\d|个", text[end:]):
        found.append(((first.start(), end), whole))
    return sorted(found, key=lambda item: (item[0][0], -item[0][1]))


def _read_point(match: re.Match[str], *, default_year: int = FISCAL_YEAR) -> DateReading:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    by_role = {name[0]: value for name, value in groups.items() if name != "sep"}
    year = _year(by_role.get("y")) or _relative_year(by_role.get("r", ""), default_year)
    part = by_role.get("p", "")
    if "m" not in by_role:
        return _part_of_year(year, part)
    month = _small_number(by_role["m"])
    if "d" in by_role:
        return _one_day(year, month, _small_number(by_role["d"]))
    return _part_of_month(year, month, part)


def _one_day(year: int, month: int, day: int) -> DateReading:
    last = _last_day(year, month)
    if year in {FISCAL_YEAR, NEXT_YEAR} and (month, day) == (2, 29):
        day = last
    if day > last:
        return DateReading(None, None, False, f"{month}月没有{day}日，日期有误")
    date = dt.date(year, month, day)
    return DateReading(date, date, False)


def _part_of_month(year: int, month: int, part: str) -> DateReading:
    last = _last_day(year, month)
    days = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, last), "初": (1, 10), "月初": (1, 10)}.get(part, (1, last))
    if part in {"底", "月底", "末", "月末"}:
        days = (last, last)
    return DateReading(dt.date(year, month, days[0]), dt.date(year, month, days[1]), False)


def _part_of_year(year: int, part: str) -> DateReading:
    part = part.removeprefix("年")
    quarter = re.match(r"第?([一二三四1-4])季度([末底]?)", part)
    if quarter:
        last_month = 3 * _small_number(quarter[1])
        end = dt.date(year, last_month, _last_day(year, last_month))
        return DateReading(end if quarter[2] else dt.date(year, last_month - 2, 1), end, False)
    months = {"上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "初": (1, 1)}.get(part, (1, 12))
    end = dt.date(year, months[1], _last_day(year, months[1]))
    if part in {"底", "末"}:
        return DateReading(end, end, False)
    return DateReading(dt.date(year, months[0], 1), end, deadline=part == "内")


def _read_months(match: re.Match[str]) -> DateReading:
    year = _year(match["y"]) or FISCAL_YEAR
    first, last = _small_number(match["m1"]), _small_number(match["m2"])
    if first > last:
        return DateReading(None, None, False, f"{first}月晚于{last}月，起止月份有误")
    return DateReading(dt.date(year, first, 1), dt.date(year, last, _last_day(year, last)), False)


def _read_days(match: re.Match[str]) -> DateReading:
    year, month = _year(match["y"]) or FISCAL_YEAR, _small_number(match["m"])
    start, end = (_one_day(year, month, _small_number(match[name])) for name in ("d1", "d2"))
    return DateReading(start.earliest, end.latest, False, start.note or end.note)


def _read_years(match: re.Match[str]) -> DateReading:
    first, last = _year(match["y1"]), _year(match["y2"])
    return DateReading(dt.date(first, 1, 1), dt.date(last, 12, 31), False)


def _as_deadline(reading: DateReading, written: str, *, before_it: bool) -> DateReading:
    """*reading* as a latest day. A day or a month's end includes itself; a bare month or year does not."""
    latest, note = reading.latest, reading.note
    whole_period = reading.earliest != reading.latest and not re.search(r"[底末内旬]|季度|半年", written)
    if before_it and whole_period and reading.earliest is not None:
        earliest = reading.earliest
        if earliest == dt.date(FISCAL_YEAR, 1, 1):
            return DateReading(None, None, True, f"“{written}前”没有写明截止日")
        latest = earliest - dt.timedelta(days=1)
        note = f"按{latest.month}月{latest.day}日前理解；如含“{written}”，请写明截止日"
    return replace(reading, earliest=None, latest=latest, deadline=True, note=note)


def _bare(written: str) -> bool:
    """Whether *written* names no month, quarter or year's end, and so is often incidental: 2023年, 全年."""
    return not re.search(r"月|季度|半年|[底末]|\d[./-]\d", written)


def _year(written: str | None) -> int:
    if not written:
        return 0
    value = parse_numeral(written)
    year = int(value) if value is not None else 0
    return year + 2000 if 0 < year < 100 else year


def _relative_year(word: str, default: int) -> int:
    return NEXT_YEAR if word in {"次年", "翌年", "下年", "明年"} else default


def _small_number(written: str) -> int:
    value = parse_numeral(written)
    return int(value) if value is not None else 0


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def in_fiscal_year(date: dt.date, year: int, written: str) -> dt.date:
    """*date*, read from *written*, with the fiscal *year* (or the year after it) put in where the cell named none."""
    if date.year not in {FISCAL_YEAR, NEXT_YEAR}:
        return date
    resolved = date.replace(year=year + date.year - FISCAL_YEAR)
    leap_end = (date.month, date.day) == (2, 28) and "28" not in written and calendar.isleap(resolved.year)
    return resolved.replace(day=29) if leap_end else resolved


_PERIOD = r"个?(?:半年|季度|季|月度|月|年度|年|两周|双周|周|星期|工作日|日|天|旬|学期|批次|批|次|期)"
_EVERY = re.compile(
    rf"(?:^|[^每]{{0,12}}?)每(?P<period>{_PERIOD})(?P<rest>.*)$",
)
_RECURRING_REST = re.compile(
    r"^(?:[\d一二三四五六七八九十]+[日号月]|首[月日周]|首个|末|底|初|[上中下]旬|前|第|固定|定期|按时|按期|及时|足额|内|都|均|"
    r"支付|发放|拨付|结算|报送|缴纳|缴费|公示|公开|开展|更新|召开|完成|末月|度)"
)
_BY_PERIOD = re.compile(
    r"^[^\d]{0,12}?(?:按|逐|分)(?P<period>月|季|季度|年|周|日|半年|旬|学期)度?"
    r"(?:及时|足额|按时|按期|准时|均衡)*(?:支付|发放|拨付|结算|报送|缴纳|缴费|公示|公开|开展|完成|进行|支出|更新|召开|$)"
)
_NEXT_PERIOD = re.compile(r"^[^\d]{0,12}(?:次月|当月|次季|季后|月后)(?:\d+|[一二三四五六七八九十]+)[日天号]")


@dataclass(frozen=True, slots=True)
class RecurringReading:
    """A term that comes round: its *period* (月, 季, 周, …) and the words after it, for a count to be read."""

    period: str
    rest: str


def read_recurring(text: str) -> RecurringReading | None:
    """The recurring term *text* (folded, without blanks) states, or None: 每月25日, 按月支付, 每周两期, 次月10日前."""
    if len(text) > 30:
        return None
    by_period = _BY_PERIOD.match(text)
    if by_period:
        return RecurringReading(by_period["period"], "")
    if _NEXT_PERIOD.match(text):
        return RecurringReading("月", "")
    every = _EVERY.match(text)
    if every is None:
        return None
    period, rest = every["period"].removeprefix("个"), every["rest"]
    period = {"季度": "季", "月度": "月", "年度": "年", "星期": "周"}.get(period, period)
    return RecurringReading(period, "" if not rest or _RECURRING_REST.match(rest) else rest)
