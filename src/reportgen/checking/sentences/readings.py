"""The words that belong to each number (读法): those before and behind it, or its own item of a list told by 分别."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from reportgen.checking.sentences.subjects import Line
from reportgen.language.cue_words import cue_words
from reportgen.quantities.lexicon import comparator, words_before
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.numerals import parse_numeral
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import NO_UNIT, PERSON, unit_named

_DATES = frozenset({MentionKind.DATE, MentionKind.DATE_RANGE})
_BEHIND_PLAN = re.compile(
    r"的?(?:年度|预期|既定|约定|规定)?(?:[\u4e00-\u9fff]{0,4}标准|目标|计划|任务|要求|控制线|控制数|上限|下限|预期|期望|承诺|时限|限额|限值|底线|红线|门槛|杠杠|线(?![上下路]))"
)
_EACH = re.compile(r"分别|依次|各(?=[为是有占达得花])")  # 行政、事业各为32人和47人
_JOINED = re.compile(r"(?<=[\u4e00-\u9fff%％])[和、及](?=[约近超]?[\d一二两三四五六七八九十])")
_A_LIST = re.compile(
    r"(?:(?<=[。；;：:，,（(])|^)[\u4e00-\u9fff]{2,10}(?:、[\u4e00-\u9fff]{2,10})*[和与及、][\u4e00-\u9fff]{2,8}(?:只有|仅有|为|是|达到?|有)?$"
)
_LONGEST_LIST = 40  # characters
_BETWEEN = re.compile(r"[\s、，,和及与以]{1,3}")
_PARTS = re.compile(r"、|和|及|与|以及")
_STOPS = "。；;！？，：:（("
_SENTENCE_STOPS = "。；;！？"
_GAP = re.compile(r"【待填：[^】]*】")  # what the department still has to enter claims nothing
_AND_MORE = ("还多", "还强", "多一点", "多一些", "还要多", "稍多", "略多", "有余", "出头", "强")
_PART_OF = re.compile(
    r"(超过|超出|超|不足|不到|接近|将近|近|约|差不多|快)(?:[^，。；、]{1,12}的|[已还都各]?占[到了]?)$"
)
_AGAINST = frozenset({"超过", "超出", "突破", "不超过", "未超过", "未超", "低于", "控制在", "高于"})
_BUDGET = re.compile(r"的(?:年初|全年)?(?:预算|盘子)(?!执行)")
_VERB = re.compile(r"高于|低于|超过|超出|超|高出|比|较")
_PAUSE = re.compile(r"[，、,]|分别|依次|各")
_NEAR_ROW = 6
_FARTHEST = 24  # characters between 分别 and the first number it tells apart


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


class _Share(NamedTuple):
    mention: Mention
    item: str
    shared: str
    place: int
    many: int


def readings(line: Line) -> tuple[Reading, ...]:
    """The readings of the numbers of *line* that claim something, in order."""
    told = _told_apart(line)
    parts = line.parts
    found = []
    gaps = [match.span() for match in _GAP.finditer(line.text)]
    persons = False
    for at, mention in enumerate(line.mentions):
        if not mention.is_claim or mention.kind in _DATES:
            continue
        if any(start <= mention.start < end for start, end in gaps):
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
        own = _in_points(line, at, _without_part_of_name(line, mention))
        own = _as_boats(line.text, _in_days_told(line, at, own))
        if own.unit.symbol == "个":
            persons = _counts_persons(line.text, own, after=persons)
            own = (
                own._replace(unit=PERSON, quantity=own.quantity and Quantity(own.quantity.value, PERSON))
                if persons
                else own
            )
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
    r"[^，。；\d]{0,12}?(?:(?P<among>[里中内][头面边]?)|，)?(?P<just>就|便)?(?:都|已经?|大约|差不多)*有" + _BLURRED
)
_ONE_IN = re.compile(r"[^，。；\d]{0,12}?(?:[里中内][头面边]?)?，?(?:就|便)?有(?P<one>一[\u4e00-\u9fff])")


def _counts_persons(text: str, mention: Mention, *, after: bool) -> bool:
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
    "|妇女|居民|村民|农民"
)
_PERSONS_BEHIND = re.compile(
    r"人(?![才民口员大工力均次份日天月社防文行物像机事体造居字类士气群脸头选马家])(?!身(?!上))|"
    rf"[\u4e00-\u9fff]{{0,5}}?(?:{_PERSON})(?=[，。；、！？）)（(]|$|[的了都就拿到见上下参培得在被有是还也能通接受完比较占])"
)
_POSTS_BEHIND = re.compile(r"(?:行政|事业|编外|在编|工勤)(?=[，。；、）)的]|$)|(?:行政|事业|工勤|人员)?编制(?!单)")
_PERSONS_AHEAD = re.compile(
    rf"(?:(?:编制|实有|在编|在岗|行政|事业|工勤|空编|缺编|超编)[^，。；、\d单]{{0,4}}|(?:{_PERSON})(?:有|共)?)$"
)
_FOR_EACH = re.compile(r"[均每][^，。；]*$")
_NOTHING_BEHIND = re.compile(r"[，。；、！？）)]|$|[快占还也都就]")
_NOTHING_AHEAD = re.compile(
    r"(?:[，。；、：]|的有?|剩下?|多了?|少了?|增加|减少|还?差|的才|上年|去年|有了?|"
    r"救[回活起出]|治愈|招[到收录聘]|录[用取]|聘[用请]|培养|安置|调[入出走来]|退休|返岗|转诊|找回|走失)$"
)


def _without_part_of_name(line: Line, mention: Mention) -> Mention:
    """The number without a qualifier that is the end of a name: 综合执法与治超800万元."""
    if not mention.qualifiers or not any(one.start <= mention.phrase_start < one.end for one in line.named):
        return mention
    return mention._replace(qualifiers=(), comparator=None, approximate=False)


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


def _bounded_before(mention: Mention, lead: str, tail: str) -> Mention:
    """超过总支出的一半: the bound stands before what the part is of."""
    if mention.kind is MentionKind.MONEY and _AGAINST.intersection(mention.qualifiers) and _BUDGET.match(tail):
        return mention._replace(qualifiers=(), comparator=None, approximate=False)  # 没有突破1286万元的预算
    if mention.qualifiers == ("超",) and _BEHIND_PLAN.match(tail):
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


def _told_apart(line: Line) -> dict[int, _Share]:
    """The numbers of the line that 分别 tells apart, by where they start."""
    found: dict[int, _Share] = {}
    text = line.text
    each = _EACH.search(text)
    items: list[str] = []
    sentence = -1
    while each:
        at = each.start()
        numbers = _run(line, each.end())
        if len(numbers) > 1:
            here = line.parts.sentences[line.parts.at(at)]
            kept = items if here == sentence else []
            items, shared = _items(text, at, each.end(), numbers, kept)
            sentence = here
            for run, words in ((numbers, shared), _run_on(line, numbers)):
                for place, mention in enumerate(run):
                    item = items[place] if items else ""
                    found[mention.start] = _Share(_with_unit(mention, run[-1]), item, words, place, len(run))
            items = _bare(items)
        each = _EACH.search(text, each.end())
    return found | _listed_alike(line, found)


def _listed_alike(line: Line, told: Mapping[int, _Share]) -> dict[int, _Share]:
    """As many numbers in a row as the clause names things before them: 政府采购和产权交易只有21.4亿元和8.3亿元."""
    found: dict[int, _Share] = {}
    ends = {max(one.end, one.phrase_end): one for one in line.mentions if one.is_claim}
    for mark in _JOINED.finditer(line.text):
        first = ends.get(mark.start())
        if first is None or first.start in told or first.start in found:
            continue
        start = first.phrase_start or first.start
        clause = _A_LIST.search(line.text, max(0, start - _LONGEST_LIST), start)
        numbers = _run(line, start) if clause else []
        items = _listed(clause[0], len(numbers)) if clause else []
        if len(numbers) < 2 or len(items) != len(numbers):
            continue
        for place, mention in enumerate(numbers):
            words = _with_unit(mention, numbers[-1])
            found[mention.start] = _Share(words, items[place], "", place, len(numbers))
    return found


def _run_on(line: Line, numbers: Sequence[Mention]) -> tuple[list[Mention], str]:
    """分别比上年的8135人、2406人增加512人、177人: a second row behind the first, and the words that lead to it."""
    end = max(numbers[-1].end, numbers[-1].phrase_end)
    row = _run(line, end)
    words = line.text[end : row[0].phrase_start or row[0].start] if row else ""
    on = len(row) == len(numbers) and len(words) <= _NEAR_ROW and not _PAUSE.search(words)
    return (row, words) if on else ([], "")


def _run(line: Line, after: int) -> list[Mention]:
    """The numbers in a row behind 分别, of one kind, with nothing but 、 and 和 between them."""
    run: list[Mention] = []
    for mention in line.mentions:
        if mention.start < after or not mention.is_claim or mention.kind in _DATES:
            continue
        if not run:
            between = line.text[after : mention.phrase_start or mention.start]
            if len(between) > _FARTHEST or any(mark in between for mark in _SENTENCE_STOPS):
                break
        elif not _same_kind(run[0], mention) or not _BETWEEN.fullmatch(
            line.text, max(run[-1].end, run[-1].phrase_end), mention.phrase_start or mention.start
        ):
            break
        run.append(mention)
    return run


def _same_kind(first: Mention, other: Mention) -> bool:
    """Whether two numbers of a list are of one kind; the first may leave the unit to the last."""
    return first.unit.dimension in {other.unit.dimension, "", "个"}


def _with_unit(mention: Mention, last: Mention) -> Mention:
    if mention.unit == last.unit or mention.quantity is None:
        return mention
    if mention.unit != NO_UNIT and mention.unit.symbol != "个":
        return mention
    return mention._replace(kind=last.kind, unit=last.unit, quantity=Quantity(mention.quantity.value, last.unit))


def _items(text: str, at: int, end: int, numbers: Sequence[Mention], kept: Sequence[str]) -> tuple[list[str], str]:
    """What each of the *numbers* behind 分别 (*at* to *end*) stands beside, and the words that all of them share."""
    many = len(numbers)
    between = text[end : numbers[0].start]
    behind = _PARTS.split(between)
    against = _references(behind, many)
    if against is not None:  # 分别比目标和上年高出……
        return against[0], _clause_before(text, at) + against[1]
    if len(behind) == many:  # 分别高于年度目标和上年水平……
        verb = _VERB.match(between)
        return behind, _clause_before(text, at) + (verb[0] if verb else "")
    clause = _clause_before(text, at)
    parts = _listed(clause, many)
    against = _references(parts, many)
    if against is not None:  # 比目标和上年分别高……
        return against[0], against[1] + between
    if len(parts) < many and len(kept) == many:  # ……，支出分别为……
        return list(kept), clause + between
    start = at - len(clause)
    while len(parts) < many and start > 0 and text[start - 1] not in _SENTENCE_STOPS:
        earlier = _clause_before(text, start - 1)
        parts = _listed(earlier, many)
        start -= len(earlier) + 1
    if len(parts) < many:
        return [], clause + between
    return parts[-many:], (parts[-1] + clause if start < at - len(clause) else parts[-1]) + between


def _references(items: Sequence[str], many: int) -> tuple[list[str], str] | None:
    """What *items* compare with, each by itself, and the words behind the last: 比目标, 比上年, 高出."""
    found = [_REFERENCE_ITEM.fullmatch(item) for item in items]
    told = [match for match in found if match is not None]
    if len(told) < len(found) or len(told) != many or any(match["way"] for match in told[:-1]) or not told[0]["than"]:
        return None
    return [f"比{match['to']}" for match in told], told[-1]["way"]


_REFERENCE_ITEM = re.compile(
    r"(?:[^，。；比较]*(?P<than>[比较]))?(?P<to>(?:年度|年初|全年|预期|既定|绩效)*(?:目标|计划|任务|指标值)(?:数|值)?|(?:上年|去年)(?:同期)?)"
    r"(?:水平|实际)?(?P<way>[\u4e00-\u9fff]{0,6})"
)


def _listed(words: str, many: int) -> list[str]:
    """The items that *words* list, *many* of them if they can be: 和 inside the item of a row of 、 joins no items."""
    rows = words.split("、")
    parts = _PARTS.split(words)
    if len(rows) == many or len(parts) <= many:
        return rows if len(rows) == many else parts
    joined = [match.span() for match in _PARTS.finditer(rows[-1])]
    if len(rows) == many - 1 and joined:
        start, end = joined[-1]
        return [*rows[:-1], rows[-1][:start], rows[-1][end:]]
    return parts


def _bare(items: Sequence[str]) -> list[str]:
    """The items without the role that ends the last of them alone: 劳动维权四个项目的预算 → 劳动维权四个项目的."""
    if len(items) < 2 or any(cue_words(item) for item in items[:-1]):
        return list(items)
    cues = cue_words(items[-1])
    return [*items[:-1], items[-1][: cues[0].start] or items[-1]] if cues else list(items)


def _clause_before(text: str, at: int) -> str:
    start = at
    while start > 0 and text[start - 1] not in _STOPS:
        start -= 1
    return text[start:at]
