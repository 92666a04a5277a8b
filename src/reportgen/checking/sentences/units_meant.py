"""In which unit a number counts (所指的单位), where its own measure word leaves it open: 196个孩子 are persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from reportgen.checking.evidence.value_match import same_class
from reportgen.checking.sentences.subjects import Line
from reportgen.quantities.mention import Mention
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERSON, Unit, unit_named

_FARTHEST = 24  # characters


def in_its_unit(line: Line, at: int, mention: Mention) -> Mention:
    """The *mention* at that place of *line*, in percentage points, days told before, or ships where these are meant."""
    return _as_boats(line.text, _in_days_told(line, at, _in_points(line, at, mention)))


def as_persons(mention: Mention) -> Mention:
    """The same number of persons."""
    return mention._replace(unit=PERSON, quantity=mention.quantity and Quantity(mention.quantity.value, PERSON))


def counts_persons(text: str, mention: Mention, *, after: bool) -> bool:
    """Whether 个 counts persons: 196个孩子, 病人246个, 行政36个; *after* such a number also 38个 of nothing else."""
    ahead = text[max(0, mention.start - _FARTHEST) : mention.start]
    if _FOR_EACH.search(ahead):
        return False  # 平均一名教师带十个学生: so many for each
    if _PERSONS_BEHIND.match(text, mention.end) or _POSTS_BEHIND.match(text, mention.end):
        return True
    if _NOTHING_BEHIND.match(text, mention.end) is None:
        return False
    return _PERSONS_AHEAD.search(ahead) is not None or (after and _NOTHING_AHEAD.search(ahead) is not None)


_PERSON = (
    "人|孩子|儿童|病人|患者|老人|职工|学员|学生|教师|老师|医生|村医|运动员|专家|队员|志愿者|青年|干部|委员|党员|人员|员工|带头人"
    "|妇女|居民|村民|农民|(?<![动会])员"
)
_PERSONS_BEHIND = re.compile(
    r"人(?![才民口员大工力均次份日天月社防文行物像机事体造居字类士气群脸头选马家])(?!身(?!上))|"
    rf"[\u4e00-\u9fff]{{0,5}}?(?:{_PERSON})(?=[，。；、！？）)（(]|$|[的了都就拿到见上下参培得在被有是还也能通接受完比较占])"
)
_POSTS_BEHIND = re.compile(
    r"(?:行政|事业|编外|在编|在岗|在职|工勤)(?=[，。；、）)的]|$)|(?:行政|事业|工勤|人员)?编(?:制(?!单)|(?=[，。；、）)]))"
)
_PERSONS_AHEAD = re.compile(
    rf"(?:(?:编制|实有|在编|在岗|行政|事业|工勤|空编|缺编|超编)[^，。；、\d单]{{0,4}}|(?:{_PERSON})(?:有|共)?)$"
)
_FOR_EACH = re.compile(r"[均每][^，。；]*$")
_NOTHING_BEHIND = re.compile(r"[，。；、！？）)]|$|[快占还也都就]")
_NOTHING_AHEAD = re.compile(
    r"(?:[，。；、：]|的有?|剩下?|多了?|少了?|增加|减少|还?差|的才|上年|去年|有了?|"
    r"救[回活起出]|治愈|招[到收录聘]|录[用取]|聘[用请]|培养|安置|调[入出走来]|退休|返岗|转诊|找回|走失)$"
)


def _in_points(line: Line, at: int, mention: Mention) -> Mention:
    """The number in the unit that the next one tells for both: 比目标低1.6个、比上年高3.3个百分点."""
    quantity = mention.quantity
    if (
        quantity is None
        or mention.unit.symbol != "个"
        or quantity.value == int(quantity.value)
        or at + 1 >= len(line.mentions)
    ):
        return mention
    behind = line.mentions[at + 1]
    points = behind.unit.dimension == "percentage point" and behind.start - mention.end <= _FARTHEST
    return (
        mention._replace(kind=behind.kind, unit=behind.unit, quantity=Quantity(quantity.value, behind.unit))
        if points
        else mention
    )


def _in_days_told(line: Line, at: int, mention: Mention) -> Mention:
    """The number in the unit that those before it were told in: 由5个工作日缩短为2个，通知书由3个缩短为1个."""
    quantity = mention.quantity
    if quantity is None or mention.unit.symbol != "个" or not at or not _MOVING.match(line.text, mention.end):
        return mention
    parts = line.parts
    sentence = parts.sentences[parts.at(mention.start)]
    before = (one for one in reversed(line.mentions[:at]) if one.is_claim and one.unit.symbol != "个")
    told = next(before, None)
    if told is None or told.text[-len(told.unit.symbol) - 1 : -len(told.unit.symbol)] != "个":
        return mention
    if told.unit.dimension not in _SPELLS or parts.sentences[parts.at(told.start)] != sentence:
        return mention
    if _FROM_OR_TO.search(line.text, max(0, mention.start - _FARTHEST), mention.start) is None:
        return mention
    return mention._replace(kind=told.kind, unit=told.unit, quantity=Quantity(quantity.value, told.unit))


_SPELLS = frozenset({"working day", "month", "clock time", "day", "自然日", "工作小时"})
_MOVING = re.compile(
    r"[，。；、）)]|$|(?:再|又|进一步)?(?:缩|压|减|降|增|提|延|拉|变)[\u4e00-\u9fff]?(?:短|缩|减|少|低|加|高|长)?[到至为成]"
)
_FROM_OR_TO = re.compile(r"(?:[由从][^，。；\d]{0,6}|[到至为成])$")


def _as_boats(text: str, mention: Mention) -> Mention:
    """The number in the measure word of ships where another counts them: 三条执法艇, 12只渔船."""
    if mention.unit.symbol not in {"条", "只"} or not _BOATS_BEHIND.match(text, mention.end):
        return mention
    ships = unit_named("艘")
    return mention._replace(unit=ships, quantity=mention.quantity and Quantity(mention.quantity.value, ships))


_BOATS_BEHIND = re.compile(r"[\u4e00-\u9fff]{0,4}?[船艇舰舟](?![员厂坞民舶检])")


def other_measures(text: str, mention: Mention, told: Iterable[Unit] = ()) -> Iterator[Mention]:
    """The same number in the other measure words that the same things are counted by: 十一个 of 11人, 四批 of 4批次.

    个 counts persons where no thing is named behind it, and enterprises (户, 家) where one is named near; 人, 人次, 户,
    场 and 次 are otherwise never one another. What 个 counts may have been *told* before in its own measure word:
    检测项目由12项扩到15项，多了3个.
    """
    quantity, symbol = mention.quantity, mention.unit.symbol
    if quantity is None:
        return
    others = _OTHER_MEASURES.get(symbol, ())
    if symbol == "个" and _NOTHING_BEHIND.match(text, mention.end):
        others = (*others, "人", "份")
    if symbol in _GENERAL:
        alike = [one.symbol for one in told if same_class(mention.unit, one)]
        others = (*dict.fromkeys(alike), *others)
    near = text[max(0, mention.start - _NEAR_FIRM) : mention.start] + text[mention.end : mention.end + _NEAR_FIRM]
    if symbol in {"个", "家"} and _FIRM.search(near):
        others = (*others, "户")
    for other in others:
        unit = unit_named(other)
        if unit.dimension != mention.unit.dimension:
            yield mention._replace(unit=unit, quantity=Quantity(quantity.value * mention.unit.factor, unit))


_GENERAL = frozenset({"个", "项"})
_ALIKE = (
    "件 起 宗 例 份 桩", "件 台件 件套", "批 批次", "本 册 卷 份", "篇 份 张", "台 辆 艘 部", "处 条 个 座 项 点",
    "间 个", "通 个", "门 个", "项 条 款 个", "家 个", "所 个 家", "栋 幢 座", "期 班", "块 处 个", "支 个",
)  # fmt: skip


def _alternatives() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for words in map(str.split, _ALIKE):
        for word in words:
            if word not in _GENERAL:  # they count any of these as they are
                found.setdefault(word, {}).update(dict.fromkeys(one for one in words if one != word))
    return {word: tuple(others) for word, others in found.items()}


_OTHER_MEASURES = _alternatives()
_FIRM = re.compile(r"企业|主体|商户|个体|公司|门店|店铺|摊|工商")
_NEAR_FIRM = 10  # characters
