"""The words that belong to each number (读法): those before and behind it, or its own item of a list told by 分别."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from reportgen.checking.sentences.subjects import Line
from reportgen.checking.sentences.told_apart import told_apart
from reportgen.checking.sentences.units_meant import as_persons, counts_persons, in_its_unit
from reportgen.quantities.lexicon import comparator, words_before
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.numerals import parse_numeral
from reportgen.quantities.units import NO_UNIT

_DATES = frozenset({MentionKind.DATE, MentionKind.DATE_RANGE})
_BEHIND_PLAN = re.compile(
    r"的?(?:年度|预期|既定|约定|规定)?(?:[\u4e00-\u9fff]{0,4}标准|目标|计划|任务|要求|控制线|控制数|上限|下限|预期|期望|承诺|时限|限额|限值|底线|红线|门槛|杠杠|线(?![上下路]))"
)
_GAP = re.compile(r"【待填：[^】]*】")  # what the department still has to enter claims nothing
_AND_MORE = ("还不止", "都不止", "还多", "还强", "多一点", "多一些", "还要多", "稍多", "略多", "有余", "出头", "强")
_PART_OF = re.compile(
    r"(超过|超出|超|不足|不到|接近|将近|近|约|差不多|快)(?:[^，。；、]{1,12}的|[已还都各]?占[到了]?)$"
)
_AGAINST = frozenset({"超过", "超出", "突破", "不超过", "未超过", "未超", "低于", "控制在", "高于"})
_BUDGET = re.compile(r"的(?:年初|全年)?(?:预算|盘子)(?!执行)")
_NEAR_ROW = 6
_FARTHEST = 24  # characters


class Reading(NamedTuple):
    """A number with its words. *item* is what a list told apart by 分别 puts it beside, *shared* what all share."""

    written: Mention
    mention: Mention  # as written, with the unit of its list: 0.33个和0.12个百分点
    clause: int
    lead: str
    tail: str
    item: str = ""
    shared: str = ""
    place: int = 0  # of a list of *many* numbers told apart, counted from 0
    many: int = 0


def readings(line: Line) -> tuple[Reading, ...]:
    """The readings of the numbers of *line* that claim something, in order."""
    if not any(mention.is_claim and mention.kind not in _DATES for mention in line.mentions):
        return ()
    told = told_apart(line)
    parts = line.parts
    found = []
    gaps = [match.span() for match in _GAP.finditer(line.text)]
    persons = False
    for at, mention in enumerate(line.mentions):
        if not mention.is_claim or mention.kind in _DATES:
            continue
        if gaps and any(start <= mention.start < end for start, end in gaps):
            continue
        clause = parts.at(mention.start)
        share = told.get(mention.start)
        if share is not None:
            lead = share.item + share.shared
            found.append(
                Reading(mention, share.mention, clause, lead, "", share.item, share.shared, share.place, share.many)
            )
            continue
        lead, tail = _around(line, at, _since_each(line.text, parts.starts[clause]), parts.ends[clause])
        own = in_its_unit(line, at, _without_part_of_name(line, mention))
        if own.unit.symbol == "个":
            persons = counts_persons(line.text, own, after=persons)
            own = as_persons(own) if persons else own
        found.append(Reading(mention, _bounded_before(own, lead, tail), clause, lead, tail))
    return _so_many_in(line.text, found)


def _so_many_in(text: str, found: Sequence[Reading]) -> tuple[Reading, ...]:
    """每三名教师里就有一名, 每花100元有近78元, 每百件里有97件: one fraction, told by one number or by both."""
    if "有" not in text and "每" not in text:
        return tuple(found)
    told = list(found)
    for at, reading in enumerate(found):
        part = reading.mention
        if part.value is None:
            continue
        alone = _ONE_IN.match(text, part.end) if part.value > 1 and text[part.start - 1 : part.start] == "每" else None
        told_itself = at + 1 < len(found) and alone is not None and found[at + 1].mention.start == alone.start("one")
        if alone is not None and not told_itself and alone["one"][1:] == part.unit.symbol:  # 每三部就有一部
            told[at] = reading._replace(mention=_fraction(part, Decimal(1), part.value))
            continue
        of_round = _OF_EACH_HUNDRED.search(text, max(0, part.start - _FARTHEST), part.start)
        whole, ahead = None, found[at - 1].mention if at else None
        both = ahead is not None and ahead.unit == part.unit and _told_in(text, ahead, part)
        if both and ahead is not None:
            whole = ahead.value
        elif of_round is not None and (not of_round["one"] or of_round["of"].startswith(part.unit.symbol)):
            whole = parse_numeral(of_round["whole"])
        if whole is None or not 0 < part.value < whole:
            continue
        for place in (at - 1, at) if both else (at,):
            told[place] = reading._replace(written=found[place].written, mention=_fraction(part, part.value, whole))
    return tuple(told)


def _fraction(mention: Mention, part: Decimal, whole: Decimal) -> Mention:
    """The number as *part* of *whole*, with what blurs it."""
    return mention._replace(
        text=f"{whole.normalize():f}分之{part.normalize():f}", kind=MentionKind.RATIO,
        value=part / whole, unit=NO_UNIT, quantity=None,
    )  # fmt: skip


def _told_in(text: str, whole: Mention, part: Mention) -> bool:
    """Whether so many in each so many are told; 每 may be left out before small numbers: 三人里就有一人."""
    between = _SO_MANY_IN.fullmatch(text, whole.end, part.start)
    if between is None:
        return False
    few = (
        whole.value is not None and whole.value <= _FEW and (between["just"] or (between["among"] and part.qualifiers))
    )
    return bool(few) or _EACH_SO_MANY.search(text, max(0, whole.start - _NEAR_ROW), whole.start) is not None


_FEW = 10
_EACH_SO_MANY = re.compile(r"每(?:[花投支]|支出|投入|收到?|发出)?$")
_BLURRED = r"(?:不到|不足|将近|接近|差不多|超过|大约|[近约超])?"
_OF_EACH_HUNDRED = re.compile(
    rf"每(?P<one>一?)(?P<whole>[十百千万])(?P<of>[\u4e00-\u9fff]{{1,8}}?)"
    rf"(?:[里中内][头面边]?，?(?:就|便|都)?有?|(?:就|便)?有){_BLURRED}$"
)
_SO_MANY_IN = re.compile(
    r"[^，。；\d]{0,12}?(?:(?P<among>[里中内][头面边]?)，?|，)?(?P<just>就|便)?(?:都|已经?|大约|差不多)*有" + _BLURRED
)
_ONE_IN = re.compile(r"[^，。；\d]{0,12}?(?:[里中内][头面边]?)?，?(?:就|便)?有(?P<one>一[\u4e00-\u9fff])")


def _without_part_of_name(line: Line, mention: Mention) -> Mention:
    """The number without a qualifier that is the end of a name: 综合执法与治超800万元."""
    if not mention.qualifiers or not any(one.start <= mention.phrase_start < one.end for one in line.named):
        return mention
    return mention._replace(qualifiers=(), comparator=None, approximate=False)


def _since_each(text: str, start: int) -> int:
    """Where the words of a clause begin, with those before it that it is counted by: 每到馆一次，借书1.36册."""
    paused = start > 0 and text[start - 1] == "，"
    match = _COUNTED_BY.search(text, max(0, start - _FARTHEST), start) if paused else None
    return match.start() if match else start


_COUNTED_BY = re.compile(r"(?:平均|折合)?每[\u4e00-\u9fff]{1,8}，$")


def blurs_a_difference(reading: Reading) -> bool:
    """Whether 超过 or 不足 bounds a difference told before it: 减少不足3人; in 超出3人 it is that word itself."""
    return _BLURRED_DIFFERENCE.search(reading.lead) is not None


_BLURRED_DIFFERENCE = re.compile(
    r"(?:[多少高低快慢差缺省增减降升涨剩余]|增加|减少|增长|下降|提高|降低|上升|缩短|节约|结余|相差|短缺|扩大|回落)[了出的]?"
    r"(?:超过|超出|超|不足|不到|低于|高于|少于|多于)$"
)


_ITEMS_COUNTED = frozenset({"项", "个", "条"})
_MISSED_ALONE = frozenset({"未达到", "未达", "没达到", "没有达到", "不达"})


def _bounded_before(mention: Mention, lead: str, tail: str) -> Mention:
    """超过总支出的一半: the bound stands before what the part is of."""
    if mention.kind is MentionKind.MONEY and _AGAINST.intersection(mention.qualifiers) and _BUDGET.match(tail):
        return mention._replace(qualifiers=(), comparator=None, approximate=False)  # 没有突破1286万元的预算
    if mention.qualifiers and _OBLIGED.search(lead):
        return mention._replace(qualifiers=(), comparator=None, approximate=False)  # 应过50%, 不能过17万元
    if mention.qualifiers == ("多",) and mention.phrase_end > mention.end and _THAN.search(lead):
        return mention._replace(qualifiers=(), comparator=None, approximate=False)  # 比前一年的1840株多
    if mention.unit.symbol in _ITEMS_COUNTED and lead.strip("，、；。其中的有") in _MISSED_ALONE:
        return mention._replace(qualifiers=(), comparator=None, approximate=False)  # 达到目标12项，未达到2项
    if mention.qualifiers == ("过",) and _NEGATED.search(lead):
        mention = mention._replace(qualifiers=("超过",))  # 没过17万元
    if mention.qualifiers in {("超",), ("过",)} and _BEHIND_PLAN.match(tail):
        return mention._replace(qualifiers=(), comparator=None, approximate=False)  # 没超7元的线, 略超600人次的目标
    if mention.qualifiers or mention.unit.dimension not in {"share", "", "times as much"}:
        return mention
    match = _PART_OF.search(lead)
    nearly = lead.strip("，、；。") == "快"  # 养护公路2914.6公里，快一半是村道
    if match is None and not nearly and not tail.startswith(_AND_MORE):
        return mention
    word = "近" if nearly or (match is not None and match[1] == "快") else match[1] if match is not None else "超过"
    sign = words_before()[word]
    return mention._replace(
        qualifiers=(word,), comparator=comparator([sign]), approximate=mention.approximate or sign == "≈"
    )


_NEGATED = re.compile(r"(?:没有?|未|不)[\u4e00-\u9fff]{0,4}过$")
_THAN = re.compile(r"(?:^|[，；、])[还也又却仍但]?[比较](?!例|重|率)[^，。；\d]{0,12}$")
_OBLIGED = re.compile(
    r"(?:(?<![适响对供反效感相])应当?|须|[需主]?要|该|不[能许准可])(?:超过|超出|突破|高于|低于|少于|大于|过|超)$"
)


def _around(line: Line, at: int, start: int, end: int) -> tuple[str, str]:
    """The words of the clause before the number, from the number before it, and those behind it if it is the last."""
    mention, floor, last = line.mentions[at], start, True
    for other in reversed(line.mentions[:at]):
        if other.end <= start:
            break
        alone = other.text[:1] == "一" and other.value == 1  # 平均一座720米
        if other.end <= mention.start and other.is_claim and other.kind not in _DATES and not alone:
            floor = other.end
            break
    if at + 1 < len(line.mentions):
        last = line.mentions[at + 1].start >= end
    if line.text[floor : mention.start] == "的":  # 占任务10000平方米的92%
        floor = max((other.end for other in line.mentions[:at] if other.is_claim and other.end < floor), default=start)
        floor = max(floor, start)
    if _BEHIND_PLAN.match(line.text, floor):
        floor = start
    return line.text[floor : mention.start], line.text[mention.end : end] if last else ""
