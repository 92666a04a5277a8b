"""Counts of what the text itself has told or named (承前的个数): 其余三个项目, 43个项目中, 两者相比, 这三处场馆."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.evidence.value_match import same_class, states
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.tracing.resolved import Resolved
from reportgen.language.words import name_pairs
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention

_OTHERS = re.compile(r"(?:其余|其他|其它|另外|剩下的?|余下的?)$")
_OTHERS_AROUND = re.compile(r"其余|其他|其它|另外|剩下|余下")
_EVERY = re.compile(r"都|均|全部")
_MOST = 6


def remaining(
    reading: Reading, earlier: Sequence[Resolved], whole: Statement | None, all_: Iterable[str]
) -> Statement | None:
    """其余三个项目: as many as there are projects without those the text has just named."""
    lead = reading.lead
    if whole is None or not _OTHERS.search(lead) or reading.mention.unit.dimension not in {"个", "项"}:
        return None
    here = [one for one in earlier if one.sentence >= 0] or list(earlier)
    projects = set(all_)
    last = next((one.sentence for one in reversed(here) if one.statement.subject in projects), None)
    named = {one.statement.subject for one in here if one.sentence == last} & projects
    left = replace(whole, low=whole.low - len(named), high=whole.low - len(named), derived=True)
    return left if named and states(reading.mention, left) else None


def again(text: str, reading: Reading, earlier: Sequence[Resolved]) -> Statement | None:
    """签约项目43个。……43个项目中: a number told just before, taken up again as that of which more is told."""
    mention, span = reading.mention, span_of(reading.mention)
    if span is None or mention.qualifiers:
        return None
    these = _THESE_ABOVE.search(reading.lead) is not None and mention.unit.dimension in _THINGS_NAMED
    if not these and (reading.lead.strip("，。、；的") not in _TAKING_UP or not _AMONG.match(text, mention.end)):
        return None
    alike = (one.statement for one in reversed(earlier) if one.true and one.sentence >= 0)
    return next((one for one in alike if one.low == span[0] and same_class(mention.unit, one.unit)), None)


_TAKING_UP = frozenset({"", "这", "上述", "全部", "所有", "该", "在", "这些"})
_AMONG = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:之中|当中|[中里内])")


_THESE_ABOVE = re.compile(r"(?:[这那上前以]面?[述说讲边]?的?|上[述面]的?)这?$")
_THINGS_NAMED = frozenset({"个", "项", "条", "件", "处", "点", "方面", "类"})


def complement(reading: Reading, earlier: Sequence[Resolved], since: int) -> Statement | None:
    """15项指标里，13项达标，两项掉了队: what is left of the first number of a kind without those told behind it.

    The numbers are those from the sentence *since* on.
    """
    mention, span = reading.mention, span_of(reading.mention)
    if span is None or span[0] != span[1] or mention.qualifiers or mention.unit.dimension in _NO_PARTS:
        return None
    if _REACHED.search(reading.lead + reading.tail):
        return None  # 其中3项超额完成: a result is counted from the data
    here = [one.statement for one in earlier if one.true and one.sentence >= since]
    alike = [one for one in here if same_class(mention.unit, one.unit) and one.low == one.high]
    if len(alike) < _WHOLE_AND_PART:
        return None
    whole, parts = alike[0], alike[1:]
    left = whole.low - sum((one.low for one in parts), Decimal(0))
    if left != span[0] or any(one.role is Role.TARGET or one.role is Role.PREVIOUS for one in alike):
        return None
    return replace(whole, low=left, high=left, derived=True, role=Role.DIFFERENCE, needs=None, bars=None)


_WHOLE_AND_PART = 2
_REACHED = re.compile(r"(?<![未没])(?:超额|完成|达标|达到|实现|满分|优于)")
_NO_PARTS = frozenset({"share", "percentage point", "money", "date", ""})


def counted(text: str, reading: Reading, earlier: Sequence[Resolved]) -> Statement | None:
    """两块的执行率, 两者相比: as many things as the words told of just before."""
    mention = reading.mention
    if mention.quantity is None or mention.qualifiers or not _THESE.match(text, mention.start):
        return None
    many = mention.quantity.value
    if not 1 < many <= len({(one.statement.subject, one.statement.low) for one in earlier[-_MOST:]}):
        return None
    return _count(mention)


_THESE = re.compile(
    r"[二两三四][块项者头方笔类个处部](?:面|分|指标|数|支出|资金|经费|项目|单位|月|季度|年)?"
    r"(?:的|中|里|都|均|合计|相加|加|之和|相比|相差|总|合|共)"
)


def excepted(words: str, projects: Iterable[str], index: FactIndex) -> set[str]:
    """The *projects* that *words* except by part of their names: 除锚地项目外."""
    said = _EXCEPTED.search(words)
    pairs = set(name_pairs(said["names"])) if said else set()
    return {key for key in projects if pairs & set(index.subjects[key].pairs)}


_EXCEPTED = re.compile(r"除了?(?P<names>[^，。；]{2,20}?)(?:这?[一两二三]?个?项目)?[以之]?外")


def _count(mention: Mention) -> Statement:
    value = mention.quantity.base if mention.quantity else Decimal(0)
    return Statement(
        fact="", subject="", role=Role.COUNT, low=value, high=value, unit=mention.unit, text=mention.text, derived=True
    )


def listed(text: str, reading: Reading) -> Statement | None:
    """图书馆、文化馆、博物馆这三处场馆: as many as the words name right before."""
    mention = reading.mention
    if mention.quantity is None or mention.qualifiers or not {mention.unit.dimension, mention.unit.symbol} & _LISTED:
        return None
    run = _ITEMS.search(text[: mention.start])
    if run is None or mention.quantity.value != (len(run["items"].split("、")) if run["items"] else _PAIR):
        return None
    return _count(mention)


_ITEMS = re.compile(
    r"(?P<items>(?:[\d\u4e00-\u9fff]{1,12}、)+[\d\u4e00-\u9fff]{1,12}?)(?:等|这|共)?$|"
    r"(?P<two>[\u4e00-\u9fff]{2,12}[和与及][\u4e00-\u9fff]{2,12}?)(?:这|都是这)?$"
)
_PAIR = 2
_LISTED = frozenset({"个", "项", "处", "类", "方面", "家", "organisation", "种", "大类", "点", "座", "次", "月"})


def of_all(
    reading: Reading,
    earlier: Sequence[Resolved],
    rates: Mapping[str, Statement],
    around: str,
    excepted: Collection[str] = (),
) -> Statement | None:
    """其余三个项目均超过99%: the execution rates of all projects, or of those not just named, lie there.

    The projects *excepted* in so many words (除……外) are left out, too.
    """
    if reading.mention.comparator is None or not _EVERY.search(reading.lead) or not (excepted or "个" in around):
        return None
    named = set(excepted)
    if not named and _OTHERS_AROUND.search(around):
        here = [one for one in earlier if one.sentence >= 0] or list(earlier)
        last = next((one.sentence for one in reversed(here) if one.statement.subject in rates), None)
        named = {one.statement.subject for one in here if one.sentence == last}
    rest = [rate for key, rate in rates.items() if key not in named]
    above = reading.mention.comparator.upward
    span = span_of(reading.mention)
    if not rest or span is None or reading.mention.unit.dimension != "share":
        return None
    nearest = min(rest, key=lambda rate: rate.low) if above else max(rest, key=lambda rate: rate.low)
    return nearest if (nearest.low > span[0] if above else nearest.low < span[0]) else None
