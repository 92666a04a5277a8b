"""Numbers that claim nothing entered (不作主张的数): 一次 in passing, 跑了十几年船, 做了三件事, 前两项."""

from __future__ import annotations

import re

from reportgen.checking.sentences.readings import Reading
from reportgen.checking.tracing.lists_counted import COMPARES, PAIR, named_behind
from reportgen.quantities.mention import MentionKind

_UNITS_ALONE = frozenset({"万元", "亿元", "千元", "百元", "万", "亿"})


def claims_nothing(reading: Reading) -> bool:
    """一次, 一年 in passing, 每花1元, and a unit without a number: 换算成亿元."""
    mention = reading.mention
    if mention.text in _UNITS_ALONE or (_MANY_YEARS.fullmatch(mention.text) and reading.lead.endswith("了")):
        return True
    return mention.value == 1 and (mention.text[:1] == "一" or _EACH_ONE.search(reading.lead) is not None)


_MANY_YEARS = re.compile(r"(?:十几|[二三四五]?十多|几十|十来|几|好几)年")  # 跑了十几年船
_EACH_ONE = re.compile(r"每[花用投支]?(?:入|出|了|费)?$")


def counts_points(text: str, reading: Reading) -> bool:
    """Whether the number counts the points of the text itself, of which nothing is entered: 做了三件事, 从两个方面看.

    Where the points are listed beside it, it says how many these are.
    """
    mention = reading.mention
    if mention.kind is not MentionKind.COUNT or mention.quantity is None:
        return False
    many = mention.quantity.base
    if not PAIR <= many <= _FEW_POINTS or many != many.to_integral_value() or COMPARES.search(reading.lead):
        return False
    at = mention.end - len(mention.unit.symbol) if mention.unit.symbol in _POINTS_ALONE else mention.end
    if _ORDER.search(reading.lead) and mention.unit.dimension in _IN_ORDER:
        return True
    named = mention.unit.symbol in _POINTS_NAMED and _LED.search(reading.lead) and _STOPS.match(text, mention.end)
    if not named and not _POINTS.match(text, at):
        return False
    return not any(many > 1 for many in named_behind(text, mention.end))


_FEW_POINTS = 10
_POINTS_ALONE = frozenset({"部分", "方面", "大块", "仗", "层面", "维度", "角度", "举措"})
_POINTS = re.compile(
    r"[\u4e00-\u9fff]{0,3}?(?:事(?![故项务业宜件迹端物例假变后前先由])|(?:事情|关键词|词|字|话|账|仗|牌|关|关口|底线|红线|弦|短板|弱项|文章|功夫|方面|层面|角度|维度|视角|"
    r"体会|经验|启示|教训|认识|感受|想法|看法|打算|思路|考虑|说明|毛病|道理|特点|特征|亮点|变化|抓手|难题|难点|堵点|痛点|难处|弯|坎|"
    r"部分|板块|办法|法子|原则|理念|导向|坚持|到位|强化|突出|注重|聚焦|结合|不变|欠账|老账|数|数字|更|实事|举措)"
    r"(?:[，。；：:、！？”）)“]|$|[来去上里中都也是就要还可做抓讲说看把使没有下入着构组双看，]))"
)
# 体会有三点, 经验有两条, 归结起来是三样: what the text itself has to say, by words that stand before.
_POINTS_NAMED = frozenset({"点", "条", "样", "句", "方面", "头", "层", "个"})
_LED = re.compile(
    r"(?:体会|感受|经验|做法|原因|教训|启示|打算|认识|思考|考虑|说明|根子|短板|毛病|道理|难处|做[好到]|抓[好住]?|把握|注意|坚持|归结|归纳|概括|总结)"
    r"[^，。；\d]{0,8}$"
)
_STOPS = re.compile(r"[。：:，；]|$")
_ORDER = re.compile(r"(?<![提以目之年日空向往当先])[前后头]$")  # 前两项, 后三个 of what was told
_IN_ORDER = frozenset({"个", "项", "类", "种", "条", "件", "笔", "块", "样"})
