"""Target values (指标值) and actual values as officials write them, with direction and kind."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from reportgen.quantities.quantity import Quantity
from reportgen.quantities.target_dates import read_date, read_recurring
from reportgen.quantities.target_numbers import CellNumber, Comparator, find_numbers, fold, has_numerals
from reportgen.quantities.units import NO_UNIT, WAN_YUAN, Unit, known_symbols, unit_named

__all__ = ["Comparator", "TargetKind", "TargetValue", "parse_actual_value", "parse_target_value", "split_target_value"]


class TargetKind(StrEnum):
    """What sort of value stands in the cell."""

    NUMBER = "数值"  # ≥90%、20人、≤0.2万元/台、100%(3133人)
    RANGE = "区间"  # 80%-85%
    DATE = "日期"  # 2023.12.31前、3-7月、2023年全年
    RECURRING = "周期"  # 每月25日、按月支付、每季度首月
    DURATION = "时限"  # 7天内、15个工作日、7*24小时
    QUALITATIVE = "定性"  # 有所提高、健全、残疾人证管理工作进一步加强
    YES_NO = "是否"  # 是/否
    EMPTY = "空"
    UNDECIDED = "无法判定"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetValue:
    """A value cell, read. *text* is the cell as it stands.

    NUMBER and DURATION have *quantity*; RANGE has *low* and *high*; DATE has *earliest* and *latest* where the
    calendar holds them (month and day only: year 1 stands for “the fiscal year”, year 2 for the one after).
    RECURRING has a *quantity* such as 2期/周 where a count is given. *explicit* tells whether the comparator was
    written or follows from the words (以上, 不少于, 前, 内). *details* are further numbers of the cell: (3133人).
    *change* marks growth over another period: 比上年下降5% is −5%. *compound* tells that several values were put into
    one cell (不低于50家，不少于600个): *quantity* is the first, *details* begins with the others.
    """

    text: str
    kind: TargetKind
    comparator: Comparator | None = None
    explicit: bool = False
    quantity: Quantity | None = None
    low: Quantity | None = None
    high: Quantity | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    details: tuple[Quantity, ...] = ()
    change: bool = False
    compound: bool = False
    note: str = ""

    @property
    def unit(self) -> Unit:
        """The unit of the value, or no unit."""
        for quantity in (self.quantity, self.low):
            if quantity is not None:
                return quantity.unit
        return NO_UNIT


_BLANKS = frozenset({"", "-", "--", "/", "\\", "*", "…"})
_YES_NO = frozenset({"是/否", "是", "否", "是否", "是或否", "是、否", "是\\否", "有/无", "有或无", "√", "×"})
_QUESTION = re.compile(r"是否|能否|有无|[吗?]$")
_PLACEHOLDER = re.compile(r"待填|待定|待补|[xX×]{2,}|_{2,}|○{2,}")
_NOTHING = frozenset({"无", "不适用", "暂无", "不涉及", "未开展"})
_TIME = frozenset({"clock time", "day", "working day", "month"})
_WORD_AND_NOTE = re.compile(r"(?P<word>[^()\d]{1,12})\((?P<note>.+)\)")
_ROUND_THE_CLOCK = re.compile(r"7[*×xX·]24(?:个?小时)?|24(?:个?小时)?[*×xX·]7天?")
_FROM_EVENT = re.compile(r"(?:自|从|收到|接到)?[^\d]{1,14}(?:之日起|日起|起|后)")
# What may stand before a first number without making it incidental.
_LEAD = re.compile(
    r"(?:已|均|共|共计|总计|合计|累计|全年|全部|预计|计划|实际|实现|完成|约|近|大约|每年|年均|人均|户均|平均|有|为|占|对|:|"
    r"[¥￥]|全[省市区县镇乡]|本年|年内|"
    r"开展|举办|组织|培训|新增|新建|建成|建立|建设|打造|培育|创建|设立|成立|组建|改造|维修|更新|安装|发放|购置|购买|采购|"
    r"印制|印发|制定|出台|修订|编制|编印|编写|出版|拍摄|制作|播出|刊发|发布|推送|创作|召开|参加|签订|引进|扶持|资助|补助|补贴|"
    r"救助|慰问|走访|检查|巡查|督查|督导|抽查|检测|监测|审核|评审|评估|办理|受理|处理|接待|服务|覆盖|惠及|受益|参与|支付|"
    r"配备|招聘|选拔|培养)*"
)
_RESULT_VERB = re.compile(r"提升|提高|推进|加强|促进|落实|保障|改善|健全|完善|增强")
_LIST_NUMBER = re.compile(r"^(?:\(\d{1,2}\)|\d{1,2}[.、](?=[^\d])|[①-⑳])")
_EACH = re.compile(r"每(?P<whom>[^\d每]{1,4}?)(?:每(?P<when>年|月|天|日|次|期))?$")
_ZERO = re.compile(r"^(?:零|0)(?:$|投诉|事故|差错|失误|容忍|上访|违规|超支|负债|发生|增长|积压|延误|纠纷|缺陷|伤亡)$")
_CHINESE_COUNT = re.compile(
    r"[二两三四五六七八九十百千]+(?:余|多|几)?(?:个|名|人|家|场|次|项|期|户|例|件|台|套|万元|元)"
)
_MEASURE_WORD = re.compile(
    r"(?![余多几第上下内外前后左右以之来的网版代类等级季月号不])[\u4e00-\u9fff]{1,2}(?<![上下内外前后右余多])"
)
_LONGEST_TAIL = 10  # characters after an unmarked first number; beyond it the cell is a sentence
_LONGEST_HEAD = 20  # characters of a name before the number that ends a cell


def parse_actual_value(text: str, target: TargetValue) -> TargetValue:
    """Read an actual value, which takes the unit of its *target*; 7860治疗量 beside ≥8000治疗量 is 7860 of them."""
    value = parse_target_value(text, unit_hint=target.unit)
    if value.kind is not TargetKind.UNDECIDED or target.kind is not TargetKind.NUMBER or target.unit != NO_UNIT:
        return value
    measure = _MEASURE_AT_END.search(fold(target.text))
    number = fold(text).removesuffix(measure[0]) if measure else ""
    return replace(parse_target_value(number), text=text) if _DIGITS_ALONE.fullmatch(number) else value


_MEASURE_AT_END = re.compile(r"(?<=\d)[\u4e00-\u9fff]{1,6}$")  # a measure word that no table knows
_DIGITS_ALONE = re.compile(r"\d[\d,]*(?:\.\d+)?")


@lru_cache(maxsize=8192)  # the same cells are read again at every keystroke of an official
def parse_target_value(text: str, *, unit_hint: Unit = NO_UNIT) -> TargetValue:
    """Read a target or actual value. Never raises: what cannot be decided has kind UNDECIDED with a Chinese note.

    >>> parse_target_value("≥90%").comparator, parse_target_value("2023年6月底前").latest
    (<Comparator.AT_LEAST: '≥'>, datetime.date(2023, 6, 30))
    """
    folded = _LIST_NUMBER.sub("", fold(text))
    value = _plain_words(text, folded) or _time_words(text, folded) or _numbers(text, folded)
    if value is None:
        value = _word_and_note(text, folded, unit_hint) or _sentence(text, folded)
    return _with_hint(value, unit_hint)


def _plain_words(text: str, folded: str) -> TargetValue | None:
    """Cells that hold no number at all by their form: empty, 是/否, a placeholder."""
    if folded in _BLANKS:
        return TargetValue(text=text, kind=TargetKind.EMPTY)
    if folded in _YES_NO:
        return TargetValue(text=text, kind=TargetKind.YES_NO)
    if "±" in folded:
        return _undecided(text, "带±的数值请改写为区间，如85%-95%")
    if _PLACEHOLDER.search(folded):
        return _undecided(text, "指标值尚未填写完整")
    if folded in _NOTHING:
        return _undecided(text, f"“{folded}”可以是零，也可以是没有填写")
    if _QUESTION.search(folded) and not has_numerals(folded):
        return TargetValue(text=text, kind=TargetKind.YES_NO, note="问句，按是/否理解")
    return None


def _time_words(text: str, folded: str) -> TargetValue | None:
    """Dates, recurring terms and round-the-clock service."""
    if _ROUND_THE_CLOCK.search(folded):
        hours, days = Quantity(Decimal(24), unit_named("小时")), Quantity(Decimal(7), unit_named("天"))
        return TargetValue(
            text=text, kind=TargetKind.DURATION, comparator=Comparator.EQUAL, quantity=hours, details=(days,),
            note="全天候（每周7天、每天24小时）",
        )  # fmt: skip
    recurring = read_recurring(folded)
    if recurring is not None:
        return _recurring(text, recurring.period, recurring.rest)
    date = read_date(folded)
    if date is None:
        return None
    return TargetValue(
        text=text,
        kind=TargetKind.DATE,
        comparator=Comparator.AT_MOST if date.deadline else Comparator.EQUAL,
        explicit=date.deadline,
        earliest=date.earliest,
        latest=date.latest,
        note=date.note,
    )


def _recurring(text: str, period: str, rest: str) -> TargetValue | None:
    """每周两期 with its count as 2期/周; 每月500元 is a number, 500元/月; 每天保持整洁 is neither."""
    if not rest:
        return TargetValue(text=text, kind=TargetKind.RECURRING)
    numbers = find_numbers(rest)
    if not numbers or numbers[0].high is not None or not _LEAD.fullmatch(rest[: numbers[0].start]):
        return None
    first = numbers[0]
    rate = Quantity(first.low.value, unit_named(f"{first.low.unit.symbol}/{period}"))
    money = first.low.unit.dimension.startswith("money")
    return TargetValue(
        text=text,
        kind=TargetKind.NUMBER if money else TargetKind.RECURRING,
        comparator=first.comparator or Comparator.EQUAL,
        explicit=first.explicit,
        quantity=rate,
        details=tuple(number.low for number in numbers[1:]),
    )


def _numbers(text: str, folded: str) -> TargetValue | None:
    """The cell by its first number, if that number is what the cell is about."""
    if _ZERO.match(folded):
        zero = Quantity(Decimal(0))
        return TargetValue(text=text, kind=TargetKind.NUMBER, comparator=Comparator.EQUAL, quantity=zero)
    numbers = find_numbers(folded)
    main = [number for number in numbers if not number.inside]
    if not main:
        return None
    first = main[0]
    others = main[1:] + [number for number in numbers if number.inside]
    if not _is_the_value(folded, first, others):
        return None
    if first.contradictory:
        return _undecided(text, "符号与文字方向相反，或区间上下限颠倒")
    first = _per_each(folded, first)
    details = tuple(number.low for number in others)
    notes = []
    if len(main) > 1:
        notes.append("一格有多个数值，按第一个判定")
    if re.search(r"(?:[月年]底|[日月])前|[月年]底", folded):
        notes.append("另写有时限，只按数值判定")
    if first.approximate:
        notes.append("约数")
    if first.change:
        notes.append("与上年或基期相比的变动幅度")
    return replace(_of_number(text, first, details, "；".join(notes)), compound=len(main) > 1)


def _of_number(text: str, number: CellNumber, details: tuple[Quantity, ...], note: str) -> TargetValue:
    if number.high is not None:
        return TargetValue(
            text=text, kind=TargetKind.RANGE, low=number.low, high=number.high, explicit=number.explicit,
            details=details, change=number.change, note=note,
        )  # fmt: skip
    timed = number.low.unit.dimension in _TIME and not number.change
    return TargetValue(
        text=text,
        kind=TargetKind.DURATION if timed else TargetKind.NUMBER,
        comparator=number.comparator or Comparator.EQUAL,
        explicit=number.explicit,
        quantity=number.low,
        details=details,
        change=number.change,
        note=note,
    )


def _per_each(folded: str, number: CellNumber) -> CellNumber:
    """*number* with the unit 元/人·年 where 每人每年 stands before an amount."""
    each = _EACH.search(folded[: number.start])
    if each is None or number.low.unit.dimension != "money":
        return number
    per = "·".join(filter(None, (each["whom"], each["when"])))
    rate = unit_named(f"{number.low.unit.symbol}/{per}")
    high = None if number.high is None else Quantity(number.high.value, rate)
    return replace(number, low=Quantity(number.low.value, rate), high=high)


def _is_the_value(folded: str, first: CellNumber, others: list[CellNumber]) -> bool:
    """Whether the cell is about its first number, rather than a sentence in which a number happens to stand."""
    head, tail = folded[: first.start], re.sub(r"\(.*\)", "", folded[first.end :])
    first_clause = re.split(r"[,，;；。、]", tail)[0]
    lead = any(pattern.fullmatch(head) for pattern in (_LEAD, _FROM_EVENT, _EACH))
    unit_known = first.low.unit != NO_UNIT
    if first.chinese:
        return (lead or first.explicit) and (not first_clause or first.explicit)
    if first.explicit and (unit_known or lead or (not first_clause and len(head) <= _LONGEST_HEAD)):
        return True
    if not head and not others and not unit_known and tail == first_clause and _MEASURE_WORD.fullmatch(tail):
        return True  # 1864枪: a measure word that the list of units lacks
    if lead and not (head and _RESULT_VERB.search(first_clause)):
        # 4G网络, 3公里外: an unmarked number must have a unit or nothing after it.
        short = len(first_clause) <= _LONGEST_TAIL and (unit_known or not first_clause)
        return short or first_clause.startswith("的")
    if first.low.unit.dimension == "share" and not others:
        return len(head) <= _LONGEST_HEAD
    return unit_known and not first_clause and len(head) <= _LONGEST_HEAD


def _word_and_note(text: str, folded: str, unit_hint: Unit) -> TargetValue | None:
    """及时（11月之前）: the note in parentheses decides where it can be read, else the word."""
    match = _WORD_AND_NOTE.fullmatch(folded)
    if match is None:
        return None
    inner = parse_target_value(match["note"], unit_hint=unit_hint)
    if inner.kind in {TargetKind.UNDECIDED, TargetKind.EMPTY}:
        unsure = inner.kind is TargetKind.UNDECIDED and has_numerals(match["note"])
        return replace(inner, text=text) if unsure else None
    if inner.kind in {TargetKind.QUALITATIVE, TargetKind.YES_NO}:
        return TargetValue(text=text, kind=TargetKind.QUALITATIVE)
    note = f"“{match['word']}”以括号内的“{match['note']}”为准"
    return replace(inner, text=text, note="；".join(filter(None, (inner.note, note))))


def _sentence(text: str, folded: str) -> TargetValue:
    """A cell without a readable value: words alone are qualitative, words around numbers cannot be decided."""
    if re.match(r"[≥≤<>=]", folded) and not has_numerals(folded):
        return _undecided(text, "有计算符号，没有数值")
    if has_numerals(folded):
        return _undecided(text, "文字中有数字，未能确定哪个是指标值")
    if _CHINESE_COUNT.search(folded) and find_numbers(folded):
        return _undecided(text, "文字中有中文数字，未能确定是否为指标值")
    return TargetValue(text=text, kind=TargetKind.QUALITATIVE)


def _undecided(text: str, note: str) -> TargetValue:
    return TargetValue(text=text, kind=TargetKind.UNDECIDED, note=note)


def _with_hint(value: TargetValue, hint: Unit) -> TargetValue:
    """*value* with *hint* as the unit of a number that names none; a money hint turns 3.5万 into 3.5万元."""
    if hint == NO_UNIT or value.kind not in {TargetKind.NUMBER, TargetKind.RANGE} or value.unit != NO_UNIT:
        return value
    scaled = hint.dimension == "money" and bool(re.search(r"\d万", fold(value.text)))

    def hinted(quantity: Quantity | None) -> Quantity | None:
        if quantity is None:
            return None
        return Quantity(quantity.value / 10_000, WAN_YUAN) if scaled else Quantity(quantity.value, hint)

    kind = TargetKind.DURATION if hint.dimension in _TIME and value.kind is TargetKind.NUMBER else value.kind
    return replace(value, kind=kind, quantity=hinted(value.quantity), low=hinted(value.low), high=hinted(value.high))


_SPLIT = re.compile(
    r"(?P<symbol>>=|<=|＞＝|＜＝|>＝|<＝|＞=|＜=|[≥≤><=＞＜＝≧≦⩾⩽]|)(?P<number>\d[\d,，]*(?:[.．]\d+)?|[０-９][０-９，．]*)"
    r"(?P<unit>[^\d０-９\s，,。；;、：:≥≤><=＞＜＝+\-—–~～至前后以内]{0,10}|[万千百]?个工作日)"
)


def split_target_value(text: str) -> tuple[str, str, str]:
    """The three columns 计算符号, 指标值, 计量单位 of *text*.

    Joining them gives *text* back exactly; a text that does not split so is left whole in the middle column.

    >>> split_target_value("≤0.2万元/台")
    ('≤', '0.2', '万元/台')
    """
    match = _SPLIT.fullmatch(text)
    if match is None:
        return "", text, ""
    value = parse_target_value(text)
    if value.kind not in {TargetKind.NUMBER, TargetKind.DURATION} or value.details:
        return "", text, ""
    unit = match["unit"]
    folded_unit = fold(unit).removeprefix("万")
    if unit and folded_unit not in known_symbols() and "/" not in folded_unit:
        return "", text, ""
    return match["symbol"], match["number"], unit
