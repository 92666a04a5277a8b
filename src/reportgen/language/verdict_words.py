"""Verdict words (结论词): 达到、未完成、超额、均达标、持平、超支、满分、首次; with negation and scope."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from reportgen.language.word_patterns import words_pattern


class Claim(StrEnum):
    """What a verdict claims."""

    MET = "完成"
    MISSED = "未完成"
    EXCEEDED = "超额"
    NOT_EXCEEDED = "没有超过"
    ALL_MET = "全部完成"
    RISE = "增长"
    FALL = "下降"
    LEVEL = "持平"
    OVERSPENT = "超支"
    WITHIN_BUDGET = "未超支"
    SPENT = "全部支出"
    UNSPENT = "有结余"
    FULL_SCORE = "满分"
    LOST_SCORE = "失分"
    STAFFED = "编制"
    RATING = "等级"
    SUPERLATIVE = "首次唯一"
    HONOUR = "荣誉"
    SATISFIED = "满意"


class Reach(StrEnum):
    """Of how many things a verdict is said (范围)."""

    PLAIN = ""
    EVERY = "均"
    NOT_EVERY = "没有全部"


@dataclass(frozen=True, slots=True)
class VerdictWord:
    """A verdict at ``start:end`` of a line; *value* is the rating it names, *reach* of how many things it is said."""

    claim: Claim
    text: str
    start: int
    end: int
    value: str = ""
    reach: Reach = Reach.PLAIN


_NOT = r"(?:(?:仍|还|尚|并|也|却)?(?:未能|没有能|没有|没能|没|不能|未)|尚未|并未|并非|不是)"
_GOAL = (
    r"(?:年度|年初|预期|预定|既定|原定|设定|全年|绩效|计划|全部|规定|(?:成本|费用|造价|支出)?控制|的)*"
    r"(?:目标值?|指标值|计划数?|任务数?|预期|要求|指标|标准)"
)
_LIMIT = r"(?:的|规定|成本|费用|造价|最高|控制)*(?:上限|限额|限值|控制线|控制数|控制价|红线|时限|期限|限期)"
_THINGS = r"(?:三级|绩效|年度|产出|效益|满意度|工作|主要|考核|自评)*(?:指标|目标|任务)"
_EVERY = (
    r"(?:均|都|皆|全都|全部|全面|悉数|全数|统统|尽数|"
    r"一一|逐一|逐项|双双|无一例外地?|百分之百|百分百|样样|件件|项项|个个)"
)
_HOW = (
    r"(?:已经?|按期|按时|如期|及时|圆满|顺利|超额|提前|足额|如数|高质量|高标准|保质保量|完全|真正|能|"
    r"按[^，。；]{0,4}要求)"
)
_DONE = r"(?:完成|达到|达成|实现|达标|兑现|办结|落实到位)"
_BUILT = (
    r"(?:建成|完工|改造完毕|竣工|交付|组建完成|整改到位|整改完成|落实到位|验收通过|发放到位|拨付到位|控制在|"
    r"降到|降至|压到)"
)
LEVELS = rf"{_DONE}|{_BUILT}"  # what tells a number behind it, too: 已达到31个
_FAILED = r"(?:落空|失守|掉队|不达标|未达标|没达标|未完成|没完成|没有完成|未达到目标|没有达到目标)"
_BELOW = r"(?:低于|少于|慢于|差于|劣于|逊于|落后于|不及|不如|不到|未到|没到)了?"
_A_PART = (  # of a goal
    r"(?:数|值)?(?:[约近]?[\d.,]+[万亿]?[\u4e00-\u9fff]{1,3})?的[约近不足超过]*(?:[\d一二两三四五六七八九百]|大?半|小半)"
)
_NOUN = r"(?<=[率度标务值数积量额程])"  # …完成率未达标; a verb by itself stands for a verdict only behind such a noun
_PATTERNS: tuple[tuple[Claim, str], ...] = (
    (
        Claim.HONOUR,
        r"(?:荣获|荣立|荣膺|喜获|斩获|捧[回得]|赢得|拿下|获得?|获评|[被获](?:评为|授予|命名为|列为|认定为|表彰)|评为|授予|入选|受到|夺得|摘得)(?!满分)[^，。；：\d]{0,20}?"
        r"(?:称号|先进(?:集体|单位|个人|典型)?|表彰|通报表扬|嘉奖|荣誉|标兵|优秀(?:集体|单位|案例|组织)|典型案例|示范(?:单位|县|市|区|点|基地)|奖项|"
        r"文明(?:单位|城市|村镇|校园|窗口|机关)|奖状|奖杯|奖牌|质量奖|进步奖|贡献奖|创新奖|劳动模范|先锋号|文明号|[一二三]等功|"
        r"(?:一|二|三|特|金|银|铜|优秀)等?奖(?!励|补|扶|学))",
    ),
    (
        Claim.SATISFIED,
        r"(?:群众|社会各界|社会|企业|服务对象|各方面?|受益对象|办事人|师生|游客|居民|业主)[^，。；\d]{0,6}"
        r"(?:普遍|非常|十分|高度|一致)(?:满意|认可|好评|称赞)|反[响映](?:良好|很好|热烈)",
    ),
    (
        Claim.SUPERLATIVE,
        r"首次|首个|首家|首创|唯一|率先|史上|历史最|(?:全国|全省|全市|全区|全县)(?:第一|领先|最[高好大多])|名列前茅|第一名|位居第一|居首|居[^，。；]{1,8}之首|垫底",
    ),
    (
        Claim.WITHIN_BUDGET,
        r"(?:未能?|没有?能?|尚未|并未|没能|不能|不|无|杜绝)(?:出现|发生|存在)?(?:超支|超预算|(?:超出|超过|突破)了?(?:全年|年度|年初|总|项目)?预算)|"
        r"预算(?:未|没有?|不)超(?!过|出)|(?<!不)低于(?:全年|年度)?预算(?=[，。；]|$)",
    ),
    (
        Claim.OVERSPENT,
        r"(?<!不)(?<!无)超支|超预算|(?:超出|超过|突破|高于)了?(?:全年|年度|年初|总|项目)?预算(?=[，。；]|$)|预算超了|突破了?预算",
    ),
    (
        Claim.UNSPENT,
        rf"{_NOT}(?:{_HOW}|{_EVERY})*(?:支出|执行|使用|用|花|支付)(?:完毕|完|到位)(?=[，。；]|$)|{_NOT}(?:{_HOW})*全部(?:支出|执行|使用|支付)(?=[，。；]|$)|"
        r"(?:均|都|仍|还)?(?:有|存在|略有)结余(?=[，。；]|$)|结余较多",
    ),
    (
        Claim.SPENT,
        rf"(?:{_EVERY}|{_HOW})+(?:支出|执行|使用|用|花|支付)(?:完毕|完|到位)(?=[，。；]|$)|(?:已经?)?全部(?:支出|执行|使用|支付)(?=[，。；]|$)|"
        r"(?:没有|无|零)结余(?=[，。；]|$)",
    ),
    (
        Claim.LOST_SCORE,
        r"(?:未能?|没有?能?|没能|不能)(?:全部|都)?(?:得到|获得|拿到|取得|得|获|拿)了?满(?:分|$|(?=[，。；]))|(?:均|都)?(?:被?扣了?分|失分|丢分|失了分)(?!\d)",
    ),
    (
        Claim.FULL_SCORE,
        r"(?:(?:均|都|全部|获|得|为|拿到?|得了|拿了|取得|得到|获得)+)?满分(?!为|值|\d|是|的?[标分])|不?(?:失|扣|丢)分(?<=不.分)",
    ),
    (
        Claim.ALL_MET,
        rf"(?:各项|所有|全部|各个|各类){_THINGS}(?:(?!未|没|不|并非)\S){{0,4}}?(?:{_EVERY}|{_HOW})*{_DONE}|"
        rf"{_THINGS}(?:{_EVERY})(?:{_HOW})*{_DONE}|{_THINGS}(?:完成率|达标率)(?:均|都)?(?:为|达到?)?100%|"
        rf"(?:没有|无一|无|不存在)(?:一项|一个|任何)?(?:{_THINGS})?{_FAILED}|一项不落地?(?:全部)?{_DONE}|没有{_FAILED}的",
    ),
    (
        Claim.MISSED,
        rf"无一(?:项|个)?(?:{_HOW})*(?:{_DONE}|达|超)|{_EVERY}(?:{_FAILED}|未达|没有?达)|(?:{_EVERY})?{_NOT}(?:{_HOW}|{_EVERY})*(?:{_DONE}|{_BUILT})|"
        rf"(?:{_EVERY})?{_NOT}(?:达|到)(?={_GOAL}|标|[，。；]|$)(?:标|{_GOAL})?|"
        rf"(?<!不)(?<!未)(?:{_EVERY})?{_BELOW}(?:{_GOAL}|平均预期)|{_NOT}?低于(?:年度|年初|预期|既定)+目标|不达标|落空|失守|掉了?队",
    ),
    (Claim.NOT_EXCEEDED, rf"(?:{_EVERY})?{_NOT}(?:超出|超过|突破|高于)了?(?:{_GOAL}|{_LIMIT})"),
    (
        Claim.EXCEEDED,
        rf"(?:{_EVERY})?(?:超额(?:完成|实现|达成)?|超(?:出|过)?了?{_GOAL}|(?<!不)高于{_GOAL}|优于{_GOAL}|好于{_GOAL}|突破了?{_GOAL}|超出了?{_LIMIT}|突破了?{_LIMIT}|超过了?{_LIMIT})",
    ),
    (
        Claim.MET,
        rf"(?:{_EVERY})?(?:完成|达到|达成|实现)了?{_GOAL}(?!{_A_PART})|完成了?[\u4e00-\u9fff]{{1,4}}任务(?=[，。；]|$)|(?:{_HOW}|{_EVERY})+(?:完成|达到|达成|实现|达标|{_BUILT})(?!率)|达标(?!率)|如期实现|"
        rf"(?:(?<=[，。；：务])(?:已|都|也)?|(?<=[\u4e00-\u9fff]))完成了(?=[，。；]|$)|(?:^|(?<=[，；：（]))(?:也|已经?|即|并)?(?:完成|达成|达到)(?=[，。；）]|$)|(?:^|(?<=[，；：（]))[严总刚恰勉基][\u4e00-\u9fff]{{1,4}}(?:达到|达标)(?=[，。；）]|$)|"
        rf"{_NOUN}(?:已经?)?(?:完成|达成|实现)(?=[，。；：）]|$)|(?<=项)完成(?=[，。；）]|$)",
    ),
    (Claim.STAFFED, r"(?:没有|未|无|不|并未|均未)?(?:存在)?(?:超编|空编|缺编|满编)(?=[，。；、运配率]|$)"),
    (Claim.LEVEL, r"(?:与|同|和|较|比)?(?:上年|去年)?(?:基本)?持平"),
    (
        Claim.RATING,
        r"(?:等级|等次|档次|评价结果|自评结果|结论|评)(?:被|最终|经?评定|初步|应?当?|暂)?(?:确定|定|评定|认定|判定|列|属|划|核定)?(?:为|是|达到|：|:|属于|在|于|到|入)?"
        r"[“\"「](?P<quoted>优秀|良好|优|良|中|差)[”\"」]|"
        r"(?:等级|等次|评定|评价|结果|结论|档次|评)(?:确|评|认|判|核)?定?(?:为|是|达到|：|:|属于|在)?[“\"「]?(?P<rating>优秀|良好|优|良|中|差)(?=[”\"」，。；、）)等档\s]|$)",
    ),
    (
        Claim.RISE,
        r"(?:同比|上年|去年)[^，。；\d]{0,8}(?:增长|增加|上升|提高|提升|增多|攀升|扩大|延长|上扬|走高)|(?:大于|高于|多于|超过)了?(?:上年|去年)(?:水平|同期)?(?=[，。；]|$)",
    ),
    (
        Claim.FALL,
        r"(?:同比|上年|去年)[^，。；\d]{0,8}(?:下降|减少|降低|回落|缩减|下滑|压减|收窄|缩短|走低|滑落)|(?:小于|低于|少于|不及)了?(?:上年|去年)(?:水平|同期)?(?=[，。；]|$)",
    ),
)
_BEGINNINGS = (
    "一三上不与业丢严个为主也产仍件任企优位低保入全刚办劣勉即却历去及双反取受史各同名和唯圆均垫基多大失夺好如存完实小少尚尽居工差已师年并得总"
    "恰悉慢所扣拿持指按授掉提摘效无有服未杜样档比没游满率略百皆目真社空突第等结统绩缺群考能自荣获落被评超足较达还逊逐都零项顺预首高喜斩捧赢"
)
_VERDICT = words_pattern(
    _BEGINNINGS, "|".join(f"(?P<v{index}>{pattern})" for index, (_, pattern) in enumerate(_PATTERNS))
)
_CLAIMS = tuple(claim for claim, _ in _PATTERNS)
_TOLD_EVERY = re.compile(rf"{_EVERY}|各项|所有|各个|各类|无一|没有一|一项不落")
_NOT_EVERY = re.compile(rf"{_NOT}(?:{_HOW})*{_EVERY}")
_COMING = re.compile(
    r"将|力争|确保|拟|争取(?!到|了|资金|上级|中央|省|市)|(?<![按照到合])要求(?!的)|应当|下一步|今后|如果|若(?!干)|能否|是否|便于|以便|为了|保证|预计|有望|原因|分析|明年|来年|再"
)
_GOES_ON = re.compile(
    r"力争|争取(?!到|了|资金|上级|中央|省|市)|下一步|今后|明年|来年|下一年|如果|若(?!干)|一旦|假如|倘|预计|有望|届时|打算|(?<![按照到合])要求(?!的)|(?:^|[，。；])如(?![期数实何下此同上图表约愿])"
)
_TASK_TOLD = re.compile(r"(?:任务|目标|计划)(?:[为是]|如下)?[：:]")  # 年初确定的主要任务是：……漏损率控制在12%以内
_TASK_DONE = re.compile(r"实际|已|完成了|[，。；]完成|得分")
_ALWAYS_SAID = frozenset({Claim.RATING, Claim.SUPERLATIVE})


def verdict_words(text: str) -> tuple[VerdictWord, ...]:
    """The verdicts of a line, in order; none inside the words of a plan."""
    found = []
    for match in _VERDICT.finditer(text):
        claim = _CLAIMS[int((match.lastgroup or "")[1:])]  # v3, and none of the groups within
        if claim not in _ALWAYS_SAID and is_coming(text, match.start()):
            continue
        words = match[0]
        reach = (
            Reach.NOT_EVERY if _NOT_EVERY.search(words) else Reach.EVERY if _TOLD_EVERY.search(words) else Reach.PLAIN
        )
        found.append(
            VerdictWord(claim, words, match.start(), match.end(), (match["rating"] or match["quoted"] or "")[:1], reach)
        )
    return tuple(found)


def is_coming(text: str, at: int) -> bool:
    """Whether the words before *at* tell of what is planned, asked for or supposed: 力争达到……, 如按期建成，……"""
    clause = max(text.rfind(mark, 0, at) for mark in "，。；！") + 1
    sentence = max(text.rfind(mark, 0, at) for mark in "。；！") + 1
    told = next(_TASK_TOLD.finditer(text, sentence, at), None)
    if told and not _TASK_DONE.search(text, told.end(), at):
        return True
    return bool(_COMING.search(text, clause, at) or _GOES_ON.search(text, sentence, at))
