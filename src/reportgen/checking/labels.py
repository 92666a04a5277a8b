"""Numbers that claim nothing by themselves: dates and years, 文号, 第几届, 序号; known, expected here, or a finding."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.findings import finding
from reportgen.checking.sentences.quotations import quotations_of
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.names_numbers import is_bare_year
from reportgen.checking.tracing.ranks_told import rank_borne_out
from reportgen.language.words import GENERAL_WORDS, name_pairs
from reportgen.model.checked_text import CheckedMention, Verdict
from reportgen.model.finding import Finding
from reportgen.quantities.lexicon import policy_names
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.mentions import scan

_COMPARED = re.compile(r"上年|去年|同比|同期|相比|较|比(?!例|重|率|赛|对)|以来|此前|历年|自从?$|前年|近年|结转|往年")
_AHEAD = re.compile(r"问题|改进|措施|下一?步|打算|建议|今后|计划|明年|接下来|整改|方向|怎么[办改做]")
_COMING = re.compile(
    r"将|拟|下一?年|次年|明年|下一步|计划|力争|今后|今年|"
    r"自评|公开|评价|底前|年前|之前|起|安排|报送|开展|组织|"
    r"继续|推进|确保|预算编制|应用|作为|怎么[办改干做抓补]|打算|准备|争取|再[补添增招建修买购办投]"
)
# 文号 of national rules that any report may cite (domain.md 1.1).
_NATIONAL = frozenset(
    (
        "财预[2020]10 财预[2021]101 财预[2015]88 财预[2013]53 财预[2011]285 "
        "中发[2018]34 财预[2018]167 财预[2019]136 财会[2012]21"
    ).split()
)
_PLAIN_LABELS = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+(?:条|款|项|章|节|部分|页|期|轮|批|类|组)|附件|附表|表|图|注)"
)
_FIVE_YEARS = {12: (2011, 2015), 13: (2016, 2020), 14: (2021, 2025), 15: (2026, 2030)}
_IN_ORDER = re.compile(r"第[一二三四五六七八九十]{1,2}[个件条项点类块笔]")
_OF_THIS_REPORT = re.compile(r"(?:绩效|年度|三级)*(?:目标|指标|项目|问题|原因|方面|部分|任务)")  # 第三个目标
_DIGITS = re.compile(r"\d+")


class Told(NamedTuple):
    """What the numbers of the line tell of the years beside them: *earlier* are the clauses with figures of the year
    before, *planned* the places of numbers in order, and whether each was entered as a measure for the year to come.
    """

    earlier: frozenset[int] = frozenset()
    planned: tuple[tuple[int, bool], ...] = ()


def judge_label(line: Line, mention: Mention, index: FactIndex, told: Told) -> tuple[CheckedMention, list[Finding]]:
    """The number judged, and what is to be said about it."""
    if mention.kind in {MentionKind.DATE, MentionKind.DATE_RANGE}:
        return _date(line, mention, index, told)
    if mention.kind is MentionKind.DOCUMENT:
        return _document(line, mention, index)
    if mention.kind is MentionKind.NAME and not mention.name:
        return _name(line, mention, index)
    if is_bare_year(mention, index.year):
        return _checked(line, mention, Verdict.EXEMPT, "评价年度"), []
    if not mention.name and mention.is_claim:
        return _checked(line, mention, Verdict.EXEMPT, "不定量词、单独的单位或者待填的空"), []
    reason = mention.exempt or ("填报的名称" if mention.name else f"{mention.kind.chinese}，不是数量")
    return _checked(line, mention, Verdict.EXEMPT, reason), []


def _checked(line: Line, mention: Mention, verdict: Verdict, reason: str) -> CheckedMention:
    start = line.passage.start
    return CheckedMention(
        text=mention.text, start=start + mention.start, end=start + mention.end, kind=mention.kind.value,
        value=mention.value, unit=mention.unit.symbol, verdict=verdict, reason=reason,
    )  # fmt: skip


def _rejected(
    line: Line, mention: Mention, code: str, message: str, suggestion: str
) -> tuple[CheckedMention, list[Finding]]:
    start = line.passage.start
    found = finding(
        code, mention.text, start + mention.start, start + mention.end, f"“{mention.text}”{message}",
        suggestion=suggestion,
    )  # fmt: skip
    return _checked(line, mention, Verdict.REJECTED, message), [found]


def _clause(line: Line, mention: Mention) -> str:
    at = line.parts.at(mention.start)
    return line.text[line.parts.starts[at] : line.parts.ends[at]]


def _sentence(line: Line, mention: Mention) -> str:
    parts = line.parts
    sentence = parts.sentences[parts.at(mention.start)]
    inside = [at for at, other in enumerate(parts.sentences) if other == sentence]
    return line.text[parts.starts[inside[0]] : parts.ends[inside[-1]]]


def _date(line: Line, mention: Mention, index: FactIndex, told: Told) -> tuple[CheckedMention, list[Finding]]:
    if mention.exempt:
        return _checked(line, mention, Verdict.EXEMPT, mention.exempt), []
    fiscal = index.year
    years = {int(year) for year in re.findall(r"(?<!\d)(\d{4})(?!\d)", mention.normal)}
    planned = _in_a_plan(line, mention, told)
    known = (
        _known_date(mention, index)
        or _of_year_before(line, mention, index)
        or _of_coming_year(line, mention, index)
        or _quarter_between(mention, index)
    )
    if known or any(quotations_of(index).of(line.text, mention)):
        return _checked(line, mention, Verdict.TRACED, "填报过的日期"), []
    if fiscal is None:
        return _checked(line, mention, Verdict.EXEMPT, "没有填报年度，无从核对"), []
    words = _sentence(line, mention)
    for year in sorted(years):
        if year == fiscal:
            continue
        before = _COMPARED.search(_clause(line, mention)) or line.parts.at(mention.start) in told.earlier
        if year == fiscal - 1 and before:
            continue
        if year == fiscal + 1 and planned:
            continue
        if year in {fiscal + 1, fiscal + 2} and (
            _COMING.search(words)
            or _signature(line, mention)
            or _AHEAD.search(line.heading)
            or _told_ahead(line, mention, index, year)
        ):
            continue
        return _rejected(
            line,
            mention,
            "YEAR_UNEXPECTED",
            f"不是评价年度{fiscal}年，也没有填报过",
            f"请核对年份，评价年度为{fiscal}年",
        )
    if len(mention.normal) == 4 or not re.search(r"-\d\d", mention.normal):
        return _checked(line, mention, Verdict.EXEMPT, "评价年度" if fiscal in years else "时间词"), []
    if _signature(line, mention):
        return _checked(line, mention, Verdict.EXEMPT, "报告日期"), []
    whole = _whole_year(mention.normal, _as_told(line, mention), fiscal)
    if whole or (fiscal in years and mention.text.endswith(("年初", "年底", "年末"))):
        return _checked(line, mention, Verdict.EXEMPT, "评价年度的起止"), []
    return _rejected(line, mention, "DATE_NOT_IN_DATA", "填报数据中没有这个日期", "请核对日期，或者先填报再写")


def _years_before(line: Line, mention: Mention) -> list[str]:
    """The years of the dates before in the line, the last first."""
    before = [one for one in line.mentions if one.kind is MentionKind.DATE and one.end <= mention.start]
    return [one.normal[:4] for one in reversed(before) if one.normal[:4].isdecimal()]


def _of_year_before(line: Line, mention: Mention, index: FactIndex) -> bool:
    """Whether the date, with the year that the line told last, was entered: 2024年6月底前……，9月底前……"""
    years = _years_before(line, mention)
    return bool(years) and mention.normal[:4] == "XXXX" and f"{years[0]}{mention.normal[4:]}" in index.normals


def _of_coming_year(line: Line, mention: Mention, index: FactIndex) -> bool:
    """Whether what the report looks forward to, or back on as of 今年, was entered with the year after.

    7月底前补上 of 2024年7月底前; 今年3月组成自评小组 of 2024年3月.
    """
    if mention.normal[:4] != "XXXX" or f"{(index.year or 0) + 1}{mention.normal[4:]}" not in index.normals:
        return False
    return bool(_BY_THEN.match(line.text, mention.end)) or line.text.endswith("今年", 0, mention.start)


_BY_THEN = re.compile(r"[底末]?(?:之前|以前|前|起|开始)")


def _in_a_plan(line: Line, mention: Mention, told: Told) -> bool:
    """Whether the sentence goes on with what was entered as a measure to take: 2025年，我们要修复文物160件."""
    parts = line.parts
    following = next((one for one in told.planned if one[0] > mention.start), None)
    if following is None or not following[1]:
        return False
    return parts.sentences[parts.at(following[0])] == parts.sentences[parts.at(mention.start)]


def _quarter_between(mention: Mention, index: FactIndex) -> bool:
    """Whether both ends of a quarter were entered: 第三季度 from 6月底 to 9月底."""
    match = _QUARTER.fullmatch(mention.normal)
    if match is None or match["year"] not in {"XXXX", str(index.year)}:
        return False
    months = (f"{int(match['first']) - 1:02d}", match["last"])
    return all(any(f"{year}-{month}" in index.normals for year in ("XXXX", index.year)) for month in months)


_QUARTER = re.compile(r"(?P<year>\w{4})-(?P<first>\d\d)/\w{4}-(?P<last>0[369]|12)")


def _told_ahead(line: Line, mention: Mention, index: FactIndex, year: int) -> bool:
    """Whether the line has told of what was entered for days of that year, and so goes on with what is planned."""
    held = [one.normal for one in line.mentions if one.kind is MentionKind.DATE and one.end <= mention.start]
    return any(normal.startswith(f"{year}-") and normal in index.normals for normal in held)


def _signature(line: Line, mention: Mention) -> bool:
    """Whether the date stands alone, as under a report: 2024年3月15日, （2024年3月）."""
    beside = len(line.text.strip()) - (mention.end - mention.start)
    return beside <= _BESIDE_A_DATE and not line.passage.cells and "。" not in line.text


_BESIDE_A_DATE = 6


def _as_told(line: Line, mention: Mention) -> str:
    """The date with 至 or 到 before it and 底 or 末 behind it: 截至12月, 到12月底."""
    led = line.text[mention.start - 1 : mention.start] if mention.start else ""
    behind = line.text[mention.end : mention.end + 1]
    return (led if led in "至到" else "") + mention.text + (behind if behind in "底末" else "")


def _whole_year(normal: str, told: str, fiscal: int) -> bool:
    """Whether the date is the first or the last of the year reported on, or a period from its first."""
    if normal[:4] not in {"XXXX", str(fiscal)}:
        return False
    if normal.endswith("-12") and "/" not in normal and not told.endswith(("底", "末")) and told[:1] not in "至到":
        return False  # 12月才签订 is a month like any other
    return normal.endswith(("-12-31", "-12", "-01-01", "/XXXX-12")) or "-01/" in normal


def _known_date(mention: Mention, index: FactIndex) -> bool:
    """Whether the date was entered, with its year or without; one without its year is of the year reported on."""
    if mention.normal in index.normals:
        return len(mention.normal) != 4 or _far(mention.normal, index.year)
    year = str(index.year)
    told, tail = mention.normal[:4], mention.normal[4:]
    if told == "XXXX":
        return bool(tail) and f"{year}{tail}" in index.normals
    if told == year:
        return bool(tail) and f"XXXX{tail}" in index.normals
    # a day of the months in which the report is written, too: 2024-03-22; one of the last months would be a slip
    near = told == str((index.year or 0) + 1) and len(mention.normal) == _A_DAY and tail[1:3] <= _LAST_MONTH
    return near and f"XXXX{tail}" in index.normals


_A_DAY = 10  # characters of 2024-03-22
_LAST_MONTH = "06"  # by which the self-evaluation of a year is handed in


def _far(year: str, fiscal: int | None) -> bool:
    """A year by itself is entered only where it cannot be a slip for the year before or after."""
    return fiscal is None or abs(int(year) - fiscal) != 1


@lru_cache(maxsize=4)
def _project_codes(index: FactIndex) -> frozenset[str]:
    return frozenset(fact.text for key, fact in index.ledger.items() if key.endswith(".code"))


@lru_cache(maxsize=4)
def _own_codes(index: FactIndex) -> frozenset[str]:
    own = (index.ledger.get(key) for key in ("department.phone", "department.budget_code"))
    return frozenset(fact.text for fact in own if fact is not None)


def _document(line: Line, mention: Mention, index: FactIndex) -> tuple[CheckedMention, list[Finding]]:
    if _known_number(mention.normal, index) or mention.normal in index.normals or mention.normal in _NATIONAL:
        return _checked(line, mention, Verdict.TRACED, "填报过的文号"), []
    if _PLAIN_LABELS.match(mention.text) or not re.search(r"\[\d{4}\]", mention.normal):
        is_code = mention.text.isascii() and len(mention.text) > 6 and _project_codes(index)
        if is_code and mention.text not in _project_codes(index) | _own_codes(index):
            return _rejected(line, mention, "DOCUMENT_NUMBER_UNKNOWN", "没有填报过的编号", "请核对项目编码")
        return _checked(line, mention, Verdict.EXEMPT, "编号，不是数量"), []
    known = "、".join(sorted(_documents(index))[:3])
    return _rejected(
        line,
        mention,
        "DOCUMENT_NUMBER_UNKNOWN",
        "没有填报过的文号",
        f"请核对，填报的文号有{known}" if known else "请核对文号",
    )


def _known_number(normal: str, index: FactIndex) -> bool:
    """Whether the 文号 was entered; a word before it is no part of it: 依据是沧财绩〔2023〕11号."""
    known = _documents(index)
    return normal in known or any(
        normal.endswith(one) and _BEFORE_NUMBERS.fullmatch(normal[: -len(one)]) for one in known
    )


_BEFORE_NUMBERS = re.compile(r"[是为按据依由照见即和与及以接]|.*(?:局|厅|委|府|办|会|部|署|院|中心)")


@lru_cache(maxsize=4)
def _documents(index: FactIndex) -> frozenset[str]:
    """The 文号 entered in *index*, read once."""
    return frozenset(
        found.normal
        for key, fact in index.ledger.items()
        if key.endswith("doc_number")
        for found in scan(fact.text).mentions
        if found.kind is MentionKind.DOCUMENT
    )


def _name(line: Line, mention: Mention, index: FactIndex) -> tuple[CheckedMention, list[Finding]]:
    unit = mention.unit.symbol
    if unit == "五年规划" and index.year is not None:
        return _five_years(line, mention, index, index.year)
    opens = not mention.start or line.text[mention.start - 1] in "。；;，："
    if _IN_ORDER.fullmatch(mention.text) and (opens or _OF_THIS_REPORT.match(line.text, mention.end)):
        return _checked(line, mention, Verdict.EXEMPT, "列举用的序号，不是数量"), []
    third_party = mention.text == "第三" and line.text[mention.end : mention.end + 1] == "方"
    if third_party or mention.text in policy_names() or not re.match(r"第", mention.text):
        return _checked(line, mention, Verdict.EXEMPT, "通用名称"), []
    if _entered_name(line, mention, index) or _in_entered_text(line, mention, index):
        return _checked(line, mention, Verdict.TRACED, "填报过的名称"), []
    if rank_borne_out(line, mention, index):
        return _checked(line, mention, Verdict.TRACED, "由填报的位次推算"), []
    return _rejected(line, mention, "NAME_NUMBER_UNKNOWN", "这一名称没有填报过", "请核对是第几届（次）")


def _in_entered_text(line: Line, mention: Mention, index: FactIndex) -> bool:
    """Whether an entered text that names things of the clause holds this ordinal, in other word order."""
    held = [text for text in _texts(index) if mention.text in text]
    pairs = set(name_pairs(_clause(line, mention).replace(mention.text, "，"))) - GENERAL_WORDS if held else set()
    return any(len(pairs & set(name_pairs(text))) >= _MANY_ALIKE for text in held)


@lru_cache(maxsize=4)
def _texts(index: FactIndex) -> tuple[str, ...]:
    """The entered texts, each once."""
    return tuple(dict.fromkeys(fact.text for fact in index.ledger.values() if fact.quantity is None))


_MANY_ALIKE = 2


def _five_years(line: Line, mention: Mention, index: FactIndex, year: int) -> tuple[CheckedMention, list[Finding]]:
    number = _DIGITS.match(mention.normal)
    first, last = _FIVE_YEARS.get(int(number[0]) if number else 0, (0, 9999))
    if first <= year <= last or _entered_name(line, mention, index) or _COMING.search(_clause(line, mention)):
        return _checked(line, mention, Verdict.EXEMPT, "通用名称"), []
    return _rejected(line, mention, "NAME_NUMBER_UNKNOWN", f"不是{year}年所在的五年规划", "请核对是哪个五年规划")


def _entered_name(line: Line, mention: Mention, index: FactIndex) -> bool:
    """Whether some entered text holds this name with this number: 第七届 before the same two characters."""
    return mention.text + line.text[mention.end : mention.end + 2] in _names(index)


@lru_cache(maxsize=4)
def _names(index: FactIndex) -> str:
    """The words of every fact and of what it is about, a line each."""
    return "\n".join(dict.fromkeys(words for fact in index.ledger.values() for words in (fact.text, fact.subject)))
