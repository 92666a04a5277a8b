"""What kind of figure the words ask for (所求): a share of something, or so much for each of something.

The words name the kind, and what is divided by; they need not name what is divided, nor any word of a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Line
from reportgen.checking.tracing.figures_told import is_spoken_share
from reportgen.quantities.mention import MentionKind
from reportgen.quantities.units import Unit, known_symbols, unit_named

_OF_BUDGETS = re.compile(r"[执支][行付出]率")
_RATED = re.compile(  # whatever word leads to the number: 回收率高达97%; not 率由, 率比
    r"(?:[率面]|之比)(?:高达|(?:(?![由从比较同与低高超差短减增升降提])[\u4e00-\u9fff]){0,2})$|^[，（(：、即为约]+$"
)
_PART_OF = re.compile(r"占|比重|比例|份额|相当于|[里中]有")
_OF = re.compile(
    r"(?:占[了到]?|超过|超|不到|不足|接近|将近|(?<![附最新])近|(?<![签合节制规预大公条特])约|相当于|抵得?上|[只仅][有及]|达到?|[是为])"
    r"(?P<of>(?:(?!占|相当于|[是为只仅])[^，。；、\d]){2,12}?)的[约近超]?$"
)
_AMONG = re.compile(r"(?P<of>[^，。；、：\d]{2,10}?)(?:[里中内][头面]?|之中|当中)(?:[，就便都大约有]|$)")
_WHOLLY = re.compile(r"全部|所有|全年|全[市县区省局系统]|总[数量额计]?|合计|数量|数$")
_OF_ITS_OWN = re.compile(  # 执行率九成 and 增长三分之一 are no share of what stands there
    r"(?:[率度]|[增减提升降涨缩扩]|(?:[多少高低慢]|(?<=[\u4e00-\u9fff])快)(?:(?![的占])[\u4e00-\u9fff]){0,2})"
    r"(?:[了到至约近超为是达仅只才]|由|从|上年的?|去年的?|只有|不足|不到|超过|接近|将近|[长幅加少高低升降]|下降|上升)*$"
)
_APPOSED = re.compile(
    r"[，（(：、—]?(?:只|才|仅|已|均|都|还|也|竟|全年|总共|一共)*"
    r"(?:(?:完成|实现|达成|做[完到成]|办[完到成]|干[完成])了?|也?就是|[刚正恰]好|整整|足足|[刚已]?过|大约|差不多|将近|接近|超过|不到|不足|已经?|只有|[恰约近超达是为即仅了])*"
)
_REST = re.compile(r"其余|其他|剩下|余下|剩余|另外|另有")
_EACH = re.compile(
    r"(?:平均)?(?:分?摊到)?每(?:一|1|(?P<general>个))?(?P<each>[^，。；：\d]{1,8})|平均(?:下来|到)?一(?P<one>[^，。；：\d]{1,6})|"
    r"(?P<mean>(?!平)[\u4e00-\u9fff])均(?!衡|匀|已|未|为\d|达到|完成|超)|单位(?P<measure>面积|里程|长度|重量|产量|电量|水量)|单(?P<lone>[^，。；、\d]{1,4})|(?P<field>亩)产|"
    r"(?P<times>[人场台车批户家件例]次|平方米|立方米|公里|吨|亩)(?:平均)?(?:成本|费用|造价|单价|投资)|(?:^|，)一(?P<alone>[\u4e00-\u9fff]{1,8})$"
)
_LEFT_OF_RATE = re.compile(r"(?:[尚还仍另]有|[余剩]下?的?|其余的?|还[差剩]|[尚仍]余)[约近]?$")
_LAST_YEAR = re.compile(r"(?:而)?(?:上年|去年)(?:同期)?(?:是|为|只有|仅)?")
_MEASURED = {  # 单位面积造价: so much for each of the unit that the quantity is measured in
    "面积": "平方米", "里程": "公里", "长度": "米", "重量": "吨", "产量": "吨", "电量": "千瓦时", "水量": "立方米",
}  # fmt: skip
_SHARE_OF_LAST_YEAR = re.compile(
    r"[，（(]?(?:而|比|较)?(?:上年|去年)(?:同期)?的?[这该此]?一?(?:占比|比重|比例|份额)?(?:[是为仅]|只有|则[是为])?"
)
_SAVED = re.compile(r"节[约支省](?:资金)?率")
_LONE = frozenset("车船校店村井")
_ONCE = re.compile(r"[一1](?P<unit>[\u4e00-\u9fff])")
_LONGEST_UNIT = 4
_OF_EACH = frozenset({"share", "percentage point", "score", "date", "times as much"})


@dataclass(frozen=True, slots=True)
class Share:
    """A share: *of* are the words of the whole, empty where they name none of its own; *rest* where it is the rest.

    *apposed* where it stands right behind what it is a share of something, or tells that of it: 92人，接近一半; 占三成.
    """

    of: str
    rest: bool
    apposed: bool
    of_told: bool = False  # of numbers that were told alone: 检出率2.5%, （60%）
    saved: bool = False  # 节约率: of what was planned, which may not have been told
    of_last_year: bool = False  # of what both were last year: 占54.05%，上年该比重是51.92%
    of_plan: bool = False  # 完成四分之三 is a share of what was planned
    of_year: bool = False  # of the days of the year: 占全年的85%
    among: str = ""  # what the sentence begins with: 森林中，……公益林约占47%
    behind: bool = False  # the whole stands behind the share: 一半以上的项目资金给了……
    alone: bool = False  # 占 right behind a number: that is the part


@dataclass(frozen=True, slots=True)
class Each:
    """So much for each *thing*; *unit* is what such things are counted in, if the words begin with a measure word.

    *general* where they may be counted by 个, whatever they are: 每个村.
    """

    thing: str
    unit: Unit | None
    general: bool = False
    of_last_year: bool = False  # both parts are: 平均每人1200元，上年是1150元


@dataclass(frozen=True, slots=True)
class Multiple:
    """So many times as much as what the words *of* name: 是到馆观众的4.6倍."""

    of: str


def asked(line: Line, reading: Reading) -> Share | Each | Multiple | None:
    """The kind of figure that the words of the clause ask for, if it is a share, a multiple or one for each."""
    if line.passage.cells:
        return None
    if reading.many:
        return _share_of_item(reading)
    mention = reading.mention
    if mention.unit.dimension == "share" and _SHARE_OF_LAST_YEAR.fullmatch(reading.lead):
        return Share("", rest=False, apposed=True, of_told=True, of_last_year=True)
    if mention.unit.dimension == "share" or (mention.kind is MentionKind.RATIO and not mention.unit.dimension):
        if is_spoken_share(mention):
            if _RATED.search(reading.lead) and not _OF_BUDGETS.search(reading.lead):
                return Share("", rest=False, apposed=True, of_told=True)  # 抗诉12件，改判8件，改判率达三分之二
            return None if _OF_ITS_OWN.search(reading.lead) else _share(line, reading)
        if _PART_OF.search(reading.lead) or _PART_OF.search(reading.tail):
            return _share(line, reading)
        if _LEFT_OF_RATE.search(reading.lead):
            return Share("", rest=True, apposed=False, of_told=True)
        rated = _RATED.search(reading.lead) is not None
        saved = _SAVED.search(reading.lead) is not None
        return Share("", rest=False, apposed=True, of_told=True, saved=saved) if rated else None
    if mention.unit.dimension == "times as much":
        of = _OF.search(line.text[line.parts.starts[reading.clause] : mention.start])
        return Multiple(of["of"]) if of is not None else None
    return None if mention.unit.dimension in _OF_EACH else _each(line, reading)


def _share_of_item(reading: Reading) -> Share | None:
    """窗口、热线分别占41.7%和17.3%: the share of the item in its place."""
    if reading.mention.unit.dimension != "share" or not reading.item or not _PART_OF.search(reading.shared):
        return None
    of = _OF.search(reading.shared)
    return Share(_WHOLLY.sub("", of["of"]) if of else "", rest=False, apposed=False)


def _share(line: Line, reading: Reading) -> Share:
    before = line.text[line.parts.starts[reading.clause] : reading.mention.start]
    of = _OF.search(before) or _AMONG.search(before)
    behind = None if of is not None else _OF_BEHIND.match(reading.tail)
    of = of or behind
    first = line.parts.first_of(line.parts.sentences[reading.clause])
    opens = line.parts.starts[first] == reading.mention.start - len(reading.lead)
    apposed = of is not None or "占" in before or (not opens and _APPOSED.fullmatch(reading.lead) is not None)
    return Share(
        _WHOLLY.sub("", of["of"]) if of else "", _REST.search(before) is not None, apposed,
        of_plan=_DONE.search(reading.lead) is not None,
        of_year=_OF_A_YEAR.search(before) is not None or _DAYS_BEHIND.match(reading.tail) is not None,
        among=among["of"] if (among := _OPENING.match(line.text, line.parts.starts[first])) else "",
        alone=is_spoken_share(reading.mention) and _ALONE.fullmatch(before) is not None,
        behind=behind is not None,
    )  # fmt: skip


_OF_BEHIND = re.compile(  # 一半以上的项目资金给了……
    r"(?:以上|左右|[多强])?的(?P<of>[\u4e00-\u9fff]{2,10}?)"
    r"(?=[都均已是由用给花投来出落补靠在属被归为有]|集中|流向|分[给配])"
)
_OPENING = re.compile(
    r"(?:在|从)?(?P<of>[^，。；、：\d]{2,12}?)(?:[里中内]|之中|当中|的?[钱款]|(?<=支出)|(?<=经费)|(?<=资金))，"
)
_ALONE = re.compile(r"[，（(]?占[了到]?(?:超过?|不足|不到|接近|将近|[约近])?")
_DONE = re.compile(r"完成|实现|达成|做[完到成]|办[完到成]|干[完成]")
_OF_A_YEAR = re.compile(r"全年|一年|三百六十[五六]天")
_DAYS_BEHIND = re.compile(r"(?:以上|以下)?的?(?:日子|天数|时间|天)")


def _each(line: Line, reading: Reading) -> Each | None:
    """The last thing that the clause divides by; or the one before, which lists it or tells of that alone.

    单车平均出车140次、行驶2.04万公里; 平均每到馆一次，借书1.36册.
    """
    parts, clause = line.parts, reading.clause
    found = _last_each(line.text[parts.starts[clause] : reading.mention.start])
    if found is not None or not clause or parts.sentences[clause - 1] != parts.sentences[clause]:
        return found
    between = line.numbers(parts.starts[clause - 1], reading.mention.start)
    if _LAST_YEAR.fullmatch(reading.lead):  # 平均每人1200元，上年是1150元
        each = _last_each(line.text[parts.starts[clause - 1] : parts.starts[clause]])
        return replace(each, of_last_year=True) if each is not None else None
    if parts.listed[clause] or all(one.text[:1] in {"一", "1"} and one.value == 1 for one in between):
        return _last_each(line.text[parts.starts[clause - 1] : parts.starts[clause]])
    return None


def _last_each(words: str) -> Each | None:
    last = None
    for match in _EACH.finditer(words):
        alone = match["lone"] or match["alone"] or ""
        if (
            not alone or alone[0] in _LONE or (unit_of(alone) is not None and alone[0] != "位")
        ):  # 单价, 单位 count nothing
            last = match
    if last is None:
        return None
    thing = next(one for name, one in last.groupdict().items() if one and name != "general")
    if last["measure"]:
        return Each(thing, unit_named(_MEASURED[thing]))
    thing = thing[0] if last["lone"] and thing[0] in _LONE else thing
    once = _ONCE.search(words, last.start() + 1) if last["each"] else None
    if once is not None and once.start() > last.start("each") - 1 and unit_of(thing) is None:
        return Each(thing, unit_of(once["unit"]))  # 每到馆一次
    return Each(thing, unit_of(thing), general=last["general"] is not None)


def unit_of(thing: str) -> Unit | None:
    """The measure word that *thing* begins with, the longest there is."""
    for length in range(min(_LONGEST_UNIT, len(thing)), 0, -1):
        if thing[:length] in known_symbols():
            return unit_named(thing[:length])
    return None
