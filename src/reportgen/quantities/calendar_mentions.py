"""Dates, periods and clock times in a Chinese text, read to ISO form; XXXX where the fiscal year has to fill in."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from reportgen.quantities.clock_mentions import read_time
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.number_words import inside_number
from reportgen.quantities.numerals import parse_numeral
from reportgen.quantities.units import NO_UNIT, Unit

_C = "〇○零一二三四五六七八九十廿"
_S = "[ ]{0,2}"
_YEAR = rf"(?P<y>(?:19|20)\d{{2}}|[一二][〇○零0Oo一二三四五六七八九]{{3}}){_S}年(?P<yd>度)?"
_MONTH = rf"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]){_S}月(?:份|(?!龄))"
_DAY = rf"(?P<d>[12]\d|3[01]|0?[1-9]|三十一?|[二廿]?十?[一二三四五六七八九]|[二廿]?十){_S}[日号](?![楼线院令文门])"
_PART = r"上旬|中旬|下旬|上中旬|中下旬|月?底|月?初|月?末"
_QUARTER = r"第?(?P<q>[一二三四1-4])季度(?P<qe>初(?![步次期始审稿])|末|底)?"
_HALF = r"(?P<h>[上下])半年"
_IN_YEAR = rf"{_MONTH}(?:{_S}(?:{_DAY}|(?P<p>{_PART})))?|年?(?P<ye>底|初(?![步次期始审稿中级])|末)|{_HALF}|{_QUARTER}"
_POINT_WITH_YEAR = re.compile(rf"{_YEAR}(?:{_S}(?:{_IN_YEAR}))?")
_POINT_WITHIN = re.compile(rf"{_MONTH}(?:{_S}(?:{_DAY}|(?P<p>{_PART})))?|{_DAY.replace('?P<d>', '?P<da>')}")
_DASH = rf"{_S}(?:--?|—{{1,2}}|–|−|~~?|至|到){_S}"
_TO = re.compile(_DASH)
_YEARS = re.compile(
    rf"((?:19|20)\d{{2}})(?:{_DASH}|/(?=\d{{2,4}}学年))((?:19|20)?\d{{2}})(?:{_S}(学?年度?))?(?!\d)(?!{_S}[-./年月]\d)"
)
_YEAR_LIST = re.compile(rf"((?:19|20)\d{{2}})(?=(?:、(?:19|20)\d{{2}}){{0,9}}(?:、|和|与|及)(?:19|20)\d{{2}}{_S}年)")
_MONTH_LIST = re.compile(  # 3、4、5月; 3、4月底 may be item 3 of a list
    r"(?P<m>1[0-2]|[1-9])(?=(?P<more>(?:、(?:1[0-2]|[1-9])){0,9})(?:、|和|与|及)(?:1[0-2]|[1-9])月(?P<end>[底初末前])?(?![均度]))"
)
_MONTHS = re.compile(
    rf"(?:{_YEAR}{_S})?(?P<m1>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?:月份?)?{_DASH}(?=(?:19|20)?\d|[{_C}])(?P<m2>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]){_S}月(?:份)?(?!{_S}(?:[0-3]?\d|[{_C}]{{1,3}}){_S}[日号])"
)
_DAYS = re.compile(
    rf"(?:(?:{_YEAR}{_S})?{_MONTH}{_S})?(?P<d1>[12]\d|3[01]|0?[1-9]){_DASH}(?P<d2>[12]\d|3[01]|0?[1-9]){_S}[日号](?![楼线院令文门])"
)
_NUMERIC = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?P<s>[-./])(?P<m>1[0-2]|0?[1-9])(?:(?P=s)(?P<d>[12]\d|3[01]|0?[1-9]))(?![\d])(?!(?P=s)\d)"
)
_NUMERIC_MONTH = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?P<s>[./-])(?P<m>1[0-2]|0[1-9]|[1-9])(?![\d./%-])(?=\s*(?:前|底|初|起|至|—|–|~|\)|之前|启动|完成|开[工始馆园展]|竣工|建成|投[用产入]|上线|验收|成立|印发|签订|实施|施行|通过|召开|举办|下达|批复|交付|移交))"
)
_NUMERIC_MONTHS = re.compile(
    rf"(?P<y>(?:19|20)\d{{2}})(?P<s>[./])(?P<m>1[0-2]|0?[1-9]){_DASH}(?P<y2>(?:19|20)\d{{2}})(?P=s)(?P<m2>1[0-2]|0?[1-9])"
    r"(?![\d.%]|[ ]?[百千万亿元吨亩])"
)
_OTHER_YEAR = re.compile(
    rf"(?P<y>(?:19|20)\d{{2}}){_S}(?P<u>财年|财政年度|学年度?|预算年度|会计年度)|(?P<z>(?:19|20)\d{{2}})(?=[)）〕】\]])"
)
_SHORT_YEAR = re.compile(rf"(?P<y>[0-4]\d)年(?P<rest>度|底|初|末|{_MONTH})?")
_QUARTERS = re.compile(rf"(?:第?(?P<q1>[一二三四1-4])(?:季度)?{_DASH})?{_QUARTER}")
_DEADLINE = re.compile(r"之?前|以前|上午|下午")
_MEMORIAL = re.compile(
    r"(?P<m>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])[·•・.](?P<d>[12]\d|3[01]|[1-9]|[一二三四五六七八九十]{1,3})(?=[”\"』」’])"
)
_DECADE = re.compile(
    r"(?:(?P<c>1[5-9]|20|21|十[五六七八九]|二十一?)世纪)?(?P<d>[1-9]0|[二三四五六七八九]十)(?:年代|(?=[、和][1-9]0年代))"
)
_FIRST_MONTHS = re.compile(rf"(?P<n>1[0-2]|[1-9]|[一二两三四五六七八九]|十[一二]?){_S}个月")
_FIRST_QUARTERS = re.compile(rf"(?P<n>[1-4一二两三四]){_S}个?季度")

_CALENDAR_SIGN = re.compile(r"[^，。；、\t\n]{1,9}?[年月日号季时点财学会:∶/.·•\-~—–−至到)）〕】\]、]")
_CALENDAR_NEXT = re.compile(  # what stands right behind the first figure of a date
    rf"[\d{_C}两半Oo]{{1,8}}{_S}[年月日号季时点财学会预世:∶/·•\-~—–−至到)）〕】\]、和与及]|(?:19|20)\d\d\.|[\d{_C}]{{1,3}}\.[\d{_C}]{{1,3}}[”\"』」’]"
)
_CALENDAR_BEFORE = frozenset("前上下第“「")
_TYPED_ZERO = str.maketrans("0Oo", "零零零")  # 二0二四年, 二O二四年
_YEAR_UNIT = Unit("年", "calendar year")
_DURATION_BEFORE = (
    "近",
    "共",
    "满",
    "达",
    "续",
    "时",
    "用",
    "务",
    "历",
    "期",
    "长",
    "限",
    "超",
    "过",
    "逾",
    "约",
    "每",
    "于",
    "足",
    "第",
    "有",
    "了",
    "整",
    "下",
    "经",
    "少",
    "多",
    "作",
    "龄",
    "任",
    "型",
    "隔",
    "前",
)
_DURATION_AFTER = (
    "以上",
    "以内",
    "以下",
    "以来",
    "左右",
    "之久",
    "期",
    "内",
    "来",
    "间",
    "多",
    "余",
    "历史",
    "后",
    "前",
    "如一日",
    "制",
    "规划",
    "一遇",
    "不",
    "老",
)


@dataclass(frozen=True, slots=True)
class _Point:
    """A date as far as it is written."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: int | None = None  # last month of a quarter or half-year

    def iso(self) -> str:
        year = f"{self.year:04d}" if self.year else "XXXX"
        if self.day:
            return f"{year}-{f'{self.month:02d}' if self.month else 'XX'}-{self.day:02d}"
        if self.month:
            return f"{year}-{self.month:02d}"
        return year

    def exists(self) -> bool:
        """Whether the calendar has such a day."""
        if not (self.month and self.day):
            return True
        try:
            dt.date(self.year or 2024, self.month, self.day)
        except ValueError:
            return False
        return True


def read_date(text: str, at: int, floor: int) -> Mention | None:
    """The date, period or clock time written at *at*, looking no further left than *floor*; no impossible day."""
    likely = _CALENDAR_NEXT.match(text, at) is not None and _CALENDAR_SIGN.match(text, at) is not None
    if not likely and text[max(floor, at - 1) : at] not in _CALENDAR_BEFORE:
        return None
    for reader in _READERS:
        mention = reader(text, at, floor)
        if mention is not None:
            return mention
    return None


def _found(text: str, start: int, end: int, kind: MentionKind, normal: str, unit: str = "") -> Mention:
    return Mention(
        text=text[start:end], start=start, end=end, kind=kind, normal=normal,
        unit=Unit(unit, "calendar year") if unit else NO_UNIT,
    )  # fmt: skip


def _number(written: str | None) -> int | None:
    if not written:
        return None
    value = parse_numeral(written if written.isdecimal() else written.translate(_TYPED_ZERO))
    return None if value is None else int(value)


def _point(match: re.Match[str]) -> _Point:
    groups = match.groupdict()
    year, month = _number(groups.get("y")), _number(groups.get("m"))
    if groups.get("ye"):
        return _Point(year, 1 if groups["ye"] == "初" else 12)
    if groups.get("h"):
        return _Point(year, 1, until=6) if groups["h"] == "上" else _Point(year, 7, until=12)
    if groups.get("q"):
        last = (_number(groups["q"]) or 1) * 3
        if groups.get("qe"):
            return _Point(year, last - 2 if groups["qe"] == "初" else last)
        return _Point(year, last - 2, until=last)
    return _Point(year, month, _number(groups.get("d") or groups.get("da")))


def _single(text: str, match: re.Match[str], point: _Point) -> Mention | None:
    if not point.exists():
        return None
    if point.until:
        normal = f"{point.iso()}/{replace(point, month=point.until).iso()}"
        return _found(text, match.start(), match.end(), MentionKind.DATE_RANGE, normal)
    whole_year = point.month is None and point.day is None
    unit = ("年度" if match.groupdict().get("yd") else "年") if whole_year else ""
    return _found(text, match.start(), match.end(), MentionKind.DATE, point.iso(), unit)


def _with_year(text: str, at: int, floor: int) -> Mention | None:
    match = _POINT_WITH_YEAR.match(text, at)
    if match is None or inside_number(text, at, floor):
        return None
    return _to_range(text, match, _point(match)) or _single(text, match, _point(match))


def _within_year(text: str, at: int, floor: int) -> Mention | None:
    match = _POINT_WITHIN.match(text, at)
    if match is None or inside_number(text, at, floor):
        return None
    point = _point(match)
    if point.month is None and (
        _is_duration_of_days(text, match, floor)
        or (match[0][-1] == "号" and text[max(floor, at - 1) : at] != "月" and not _DEADLINE.match(text, match.end()))
    ):
        return None
    if point.month is not None and point.day is None and text[max(floor, at - 1) : at] in {"近", "满", "每"}:
        return None
    return _to_range(text, match, point) or _single(text, match, point)


def _is_duration_of_days(text: str, match: re.Match[str], floor: int) -> bool:
    """7日内, 近30日 and 一日两检 are durations, 每月25日 and 12日前 are days; 日均, 日常 belong to the next word."""
    after = text[match.end() : match.end() + 2]
    if match[0] in {"一日", "两日", "二日", "三日"} and text[max(floor, match.start() - 1) : match.start()] != "月":
        return True
    before = text[max(floor, match.start() - 2) : match.start()]
    return after.startswith(
        ("内", "游", "均", "以内", "之内", "以上", "常", "报", "照", "用", "本", "后")
    ) or before.endswith(
        (
            "近",
            "满",
            "后",
            "共",
            "达",
            "超过",
            "少于",
            "低于",
            "提前",
            "连续",
            "为期",
            "第",
            "≤",
            "≥",
            "<",
            ">",
            "≤ ",
            "≥ ",
        )
    )


def _to_range(text: str, match: re.Match[str], first: _Point) -> Mention | None:
    to = _TO.match(text, match.end())
    if to is None:
        return None
    second_match = _POINT_WITH_YEAR.match(text, to.end()) or _POINT_WITHIN.match(text, to.end())
    if second_match is None:
        return None
    second = _point(second_match)
    if second.year is None:
        second = replace(second, year=first.year)
    if second.month is None and second.day is not None:
        second = replace(second, month=first.month)
    if not (first.exists() and second.exists()) or (first.day is None) != (second.day is None):
        return None
    last = replace(second, month=second.until) if second.until else second
    whole_years = first.month is None and second.month is None and first.day is None
    unit = ("年度" if second_match.groupdict().get("yd") else "年") if whole_years else ""
    return _found(text, match.start(), second_match.end(), MentionKind.DATE_RANGE, f"{first.iso()}/{last.iso()}", unit)


def _years(text: str, at: int, floor: int) -> Mention | None:
    match = _YEARS.match(text, at)
    if match is None or inside_number(text, at, floor):
        return None
    first, last = match[1], match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
    if last <= first or (len(match[2]) == 2 and match[3] is None):
        return None
    return _found(text, at, match.end(), MentionKind.DATE_RANGE, f"{first}/{last}", match[3] or "年")


def _year_of_a_list(text: str, at: int, floor: int) -> Mention | None:
    match = None if inside_number(text, at, floor) else _YEAR_LIST.match(text, at)
    return None if match is None else _found(text, at, match.end(), MentionKind.DATE, match[1], "年")


def _month_of_a_list(text: str, at: int, floor: int) -> Mention | None:
    """The 3 and the 4 of 3、4、5月."""
    match = None if inside_number(text, at, floor) else _MONTH_LIST.match(text, at)
    in_words, goes_on = "\u4e00" <= text[at - 1 : at] <= "\u9fff", text[at - 1 : at] == "、"
    if match is None or not (match["more"] or goes_on or (in_words and not match["end"])):
        return None
    return _found(text, at, match.end(), MentionKind.DATE, f"XXXX-{int(match['m']):02d}")


def _months(text: str, at: int, floor: int) -> Mention | None:
    match = _MONTHS.match(text, at)
    if match is None or inside_number(text, at, floor):
        return None
    first = _Point(_number(match["y"]), _number(match["m1"]))
    last = replace(first, month=_number(match["m2"]))
    return _found(text, at, match.end(), MentionKind.DATE_RANGE, f"{first.iso()}/{last.iso()}")


def _days(text: str, at: int, floor: int) -> Mention | None:
    match = _DAYS.match(text, at)
    if (
        match is None
        or inside_number(text, at, floor)
        or (match["m"] is None and _is_duration_of_days(text, match, floor))
    ):
        return None
    first = _Point(_number(match["y"]), _number(match["m"]), _number(match["d1"]))
    last = replace(first, day=_number(match["d2"]))
    if not (first.exists() and last.exists()):
        return None
    return _found(text, at, match.end(), MentionKind.DATE_RANGE, f"{first.iso()}/{last.iso()}")


def _numeric(text: str, at: int, floor: int) -> Mention | None:
    match = _NUMERIC.match(text, at) or _NUMERIC_MONTH.match(text, at)
    if match is None or inside_number(text, at, floor):
        return None
    point = _point(match)
    if not point.exists():
        return None
    to = _TO.match(text, match.end())
    second = _NUMERIC.match(text, to.end()) if to else None
    if second is not None and _point(second).exists():
        return _found(text, at, second.end(), MentionKind.DATE_RANGE, f"{point.iso()}/{_point(second).iso()}")
    return _found(text, at, match.end(), MentionKind.DATE, point.iso())


def _numeric_months(text: str, at: int, floor: int) -> Mention | None:
    """2023.01-2023.12, 2023/1—2024/6."""
    match = _NUMERIC_MONTHS.match(text, at)
    if match is None or inside_number(text, at, floor):
        return None
    first, last = (_Point(int(match[year]), int(match[month])) for year, month in (("y", "m"), ("y2", "m2")))
    return _found(text, at, match.end(), MentionKind.DATE_RANGE, f"{first.iso()}/{last.iso()}")


def _decade(text: str, at: int, floor: int) -> Mention | None:
    """20世纪90年代, 上世纪八十年代; without a century that of 1900."""
    match = _DECADE.match(text, at)
    if match is None or inside_number(text, at, floor):
        return None
    first = ((_number(match["c"]) or 20) - 1) * 100 + (_number(match["d"]) or 0)
    return _found(text, at, match.end(), MentionKind.DATE_RANGE, f"{first}/{first + 9}", "年")


def _other_year(text: str, at: int, floor: int) -> Mention | None:
    match = _OTHER_YEAR.match(text, at)
    if (
        match is None
        or inside_number(text, at, floor)
        or (match["z"] and text[at - 1 : at] not in {"(", "〔", "[", "【"})
    ):
        return None
    return _found(text, at, match.end(), MentionKind.DATE, match["y"] or match["z"], match["u"] or "年")


def _short_year(text: str, at: int, floor: int) -> Mention | None:
    match = _SHORT_YEAR.match(text, at)
    if match is None or inside_number(text, at, floor):
        return None
    rest = match["rest"]
    if not rest:
        year = int(match["y"])
        if text[max(floor, at - 1) : at] in _DURATION_BEFORE or text.startswith(_DURATION_AFTER, match.end()):
            return None
        if not 15 <= year <= 45 or year % 10 == 0:
            return None
        return _found(text, at, match.end(), MentionKind.DATE, f"20{match['y']}", "年")
    year = 2000 + int(match["y"])
    if rest == "度":
        return _found(text, at, match.end(), MentionKind.DATE, str(year), "年度")
    month = _number(match["m"]) or (1 if rest == "初" else 12)
    return _found(text, at, match.end(), MentionKind.DATE, _Point(year, month).iso())


def _quarters(text: str, at: int, floor: int) -> Mention | None:
    start = at - 1 if text[max(floor, at - 1) : at] == "第" else at
    match = _QUARTERS.match(text, start)
    if match is None or inside_number(text, start, floor):
        return None
    last = _number(match["q"]) or 1
    first = _number(match["q1"]) or last
    if match["qe"] and not match["q1"]:  # 三季度末
        return _single(text, match, _point(match))
    return _found(text, start, match.end(), MentionKind.DATE_RANGE, f"XXXX-{first * 3 - 2:02d}/XXXX-{last * 3:02d}")


def _first_part(text: str, at: int, floor: int) -> Mention | None:
    """前三季度, 前5个月: from the start of the year."""
    if text[max(floor, at - 1) : at] != "前":
        return None
    match = _FIRST_QUARTERS.match(text, at)
    months = _FIRST_MONTHS.match(text, at) if match is None else match
    if months is None:
        return None
    count = (_number(months["n"]) or 1) * (3 if match else 1)
    return (
        _found(text, at - 1, months.end(), MentionKind.DATE_RANGE, f"XXXX-01/XXXX-{count:02d}") if count <= 12 else None
    )


def _half_year(text: str, at: int, floor: int) -> Mention | None:
    half = _HALVES.get(text[max(floor, at - 1) : at]) if text[at : at + 2] == "半年" else None
    if half is None:
        return None
    normal = "XXXX-01/XXXX-06" if half == 1 else "XXXX-07/XXXX-12"
    return _found(text, at - 1, at + 2, MentionKind.DATE_RANGE, normal)


_HALVES = {"上": 1, "前": 1, "下": 2, "后": 2}


def _memorial_day(text: str, at: int, floor: int) -> Mention | None:
    """“12·3”, “一二·九”: a day that gave its name."""
    match = _MEMORIAL.match(text, at)
    if match is None or text[max(floor, at - 1) : at] not in {"“", '"', "「", "『", "‘"}:
        return None
    point = _point(match)
    return _found(text, at, match.end(), MentionKind.DATE, point.iso()) if point.exists() else None


_READERS = (
    _memorial_day, _decade, _numeric_months, _numeric, _month_of_a_list, _months, _days, _with_year, _years,
    _year_of_a_list, _other_year, _short_year, _first_part, _quarters, _half_year, _within_year, read_time,
)  # fmt: skip
