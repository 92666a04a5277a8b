"""Counts of what a list beside the number names (列举的个数): 文化馆、博物馆这两处, 两笔：……，……, 三条：一是……."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.checking.evidence.statements import Statement
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention

PAIR, _MOST = 2, 20
_LISTED = frozenset(
    "个 项 处 类 方面 家 organisation 种 大类 点 座 次 月 条 样 块 大块 线 路 头 级 道 环 端 层 支 笔 者 股".split()
)
_ITEMS = re.compile(
    r"(?P<items>(?:[\d\u4e00-\u9fff]{1,12}、)+[\d\u4e00-\u9fff]{1,12}?)(?:等|这|共|，(?:这?就?是|都是)[^，。；\d]{0,4}的)?$|"
    r"(?P<two>[\u4e00-\u9fff]{2,12}[和与及][\u4e00-\u9fff]{2,12}?)(?:这|都是这)?$"
)
# What leads from a number to the list that it counts: 两处：, 两项指标未达标，分别是, 两笔（.
_LEADS = re.compile(
    r"[^，。；：、（(\d]{0,14}?(?:[：:—]+|[，,]?(?:分别|依次|即|就是|也就是|包括|它们是|[一1][个项处家种类笔条块次]是)[是为]?[：:]?|"
    r"[，,。]?(?=[一1][个项处家种类笔条块次件]?是|其一|[（(][1一][）)])|[是为有](?=[^，。；\d]*[、和与及])|[（(](?=[^）)\d]*[、和与及]))"
)
_MARKED = (
    re.compile(r"(?:^|[，。；：:、（(\s])[一二三四五六七八九十]是"),
    re.compile(r"(?:^|[，。；：:、（(\s])其[一二三四五六七八九十](?![他它余中])"),
    re.compile(
        r"(?:^|[，。；：:、（(\s])(?:第[一二三四五六七八九十]|[（(]?[1-9]\d?[）).．、]|[（(][一二三四五六七八九十][）)])(?!\d)"
    ),
    re.compile(r"(?:^|[，。；：:、（(\s])[一另]一?(?:个|项|处|家|种|类|笔|条|块|头|次|件|方面)(?!月)"),
)
_STOP = re.compile(r"[。！？]")
COMPARES = re.compile(r"比|较|同比|(?:[距超]|(?<![脱分撤])离(?!不开|退|职|岗|任))[^，]*$")
_THERE_ARE = re.compile(r"(?:有|分|分为|分成|共|来自|从)$")
_GOES_ON = re.compile(r"[\u4e00-\u9fff]{0,6}[，,]")
_NO_ITEM = re.compile(
    r"一?共|合计|总计|加起来|[比较占均都俩]|同比|[这前上后]?[述面]?[两二三四五六][者个项笔种类块样家条]|分别"
)
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_JOINED = re.compile(r"[和与及]|以及")


def counted_as(mention: Mention) -> Statement:
    """The number as a count of what the text itself names."""
    value = mention.quantity.base if mention.quantity else mention.value or Decimal(0)
    return Statement(
        fact="", subject="", role=Role.COUNT, low=value, high=value, unit=mention.unit, text=mention.text, derived=True
    )


def listed(text: str, reading: Reading) -> Statement | None:
    """图书馆、文化馆、博物馆这三处场馆, 两处：甲和乙: as many as the words name right before, or behind."""
    mention = reading.mention
    if mention.quantity is None or mention.qualifiers or mention.quantity.unit.factor != 1:
        return None
    many = mention.quantity.value
    if not PAIR <= many <= _MOST or many != many.to_integral_value():
        return None
    if {mention.unit.dimension, mention.unit.symbol} & _LISTED and (
        _named_before(text[: mention.start]) == many or _told_before(text, mention) == many
    ):
        return counted_as(mention)
    if COMPARES.search(reading.lead):
        return None  # 比上年多3处，包括……
    if int(many) in named_behind(text, mention.end) or many == _told_behind(text, reading.lead, mention.end):
        return counted_as(mention)
    return None


def _told_before(text: str, mention: Mention) -> int:
    """企业2760家、个体户5880家，两类主体都……: the items of the clause right before, where the words go on about all."""
    if not _OF_THEM_ALL.match(text, mention.end):
        return 0
    clause = _CLAUSE_BEFORE.search(text, max(0, mention.start - _LONGEST), mention.start)
    return len(_BESIDE.split(clause["items"])) if clause is not None else 0


_LONGEST = 120  # characters of a list
_CLAUSE_BEFORE = re.compile(r"(?:^|[，。；：])(?P<items>[^，。；：]{3,})[，；](?:以上|上述|这)?$")
_BESIDE = re.compile(r"[、和与及]|以及")
_OF_THEM_ALL = re.compile(r"[\u4e00-\u9fff]{0,4}?(?:都|均|全|齐|合计|共|总|加|合起来|连同|相加|一起|各|并)")


def months_named(line: Line, reading: Reading) -> Statement | None:
    """7月和8月两个月, 二季度三个月, 暑期两个月: as many as the words right before name; 后两个月 by itself."""
    mention = reading.mention
    if mention.unit.dimension != "month" or mention.value is None or mention.qualifiers or mention.unit.symbol != "月":
        return None
    words = reading.lead.removesuffix("的").removesuffix("这")
    if _OF_THE_YEAR.search(words):
        return counted_as(mention)
    season = _SEASON.search(words)
    named = _SEASONS[season[0][:2]] if season else _months_before(line, reading)
    return counted_as(mention) if mention.value == named else None


_OF_THE_YEAR = re.compile(r"(?:年[底末初尾]|最?后|[开打]?头)$")
_SEASON = re.compile(r"(?:暑期|暑假|全年|半年)$")
_SEASONS = {"暑期": 2, "暑假": 2, "全年": 12, "半年": 6}
_MONTH = re.compile(r"\d{4}-(?P<month>\d\d)|XXXX-(?P<own>\d\d)")
_NEXT_TO = re.compile(r"[、和与及到至的这底，]*")


def _months_before(line: Line, reading: Reading) -> int:
    """How many months the dates right before name, one by one or as a stretch of time."""
    end, many = reading.mention.start, 0
    for one in reversed([one for one in line.mentions if one.end <= reading.mention.start]):
        told = [int(month["month"] or month["own"]) for month in _MONTH.finditer(one.normal)]
        if not told or _NEXT_TO.fullmatch(line.text, one.end, end) is None:
            break
        end, many = one.start, many + (told[-1] - told[0]) % 12 + 1
    return many


def _named_before(words: str) -> int:
    run = _ITEMS.search(words)
    return 0 if run is None else len(run["items"].split("、")) if run["items"] else PAIR


def named_behind(text: str, end: int) -> Iterator[int]:
    """How many things the list right behind names: by its marks (一是, 其二), or else by ；, by 、 or by ，."""
    leads = _LEADS.match(text, end)
    if leads is None:
        return
    bracket = leads[0][-1] in "（("
    marked = text[leads.start() :]
    for mark in _MARKED:
        found = len(mark.findall(marked))
        if found >= PAIR:
            yield found
            return
    closing = text.find("）" if leads[0][-1] == "（" else ")", leads.end()) if bracket else -1
    stop = _STOP.search(text, leads.end())
    last = closing if closing >= 0 else stop.start() if stop else len(text)
    words = _BRACKETED.sub("", text[leads.end() : last])
    rows = [row for row in re.split("[；;]", words) if row]
    if len(rows) >= PAIR:
        yield len(rows)
        return
    first = re.split("[，,]", words)[0]
    items = first.split("、")
    joined = len(_JOINED.findall(items[-1]))
    if len(items) >= PAIR or joined:
        yield len(items) + joined
        if len(items) >= PAIR and joined:
            yield len(items)
    if len(items) == 1:
        rows = re.split("[，,]", words)
        rows = rows[: next((at for at, row in enumerate(rows) if _NO_ITEM.match(row)), len(rows))]
        yield len(rows)
        yield sum(re.search(r"\d", row) is not None for row in rows)


def _told_behind(text: str, lead: str, end: int) -> int:
    """资金来源有两个，财政拨款1631.35万元和其他资金190万元: the rest of the sentence, each part with a number."""
    amounts = text.startswith("笔", end - 1)
    on = _GOES_ON.match(text, end) if amounts or _THERE_ARE.search(lead) else None
    if on is None:
        return 0
    stop = _STOP.search(text, on.end())
    rest = text[on.end() : stop.start() if stop else len(text)]
    if amounts:
        return len(_AMOUNT.findall(_SUMMED_UP.split(rest)[0]))
    rows = re.split("[；;]", rest)
    rows = rows if len(rows) >= PAIR else re.split("[，,、和与及]", rest)
    return len(rows) if all(re.search(r"\d", row) for row in rows) else 0


_AMOUNT = re.compile(r"\d[\d,.]*(?:万|亿)?元")
_SUMMED_UP = re.compile(r"[，；](?:一?共|合计|总计|加起来|[这前]?[两二三四五六]笔|合起来|相加|总)")
