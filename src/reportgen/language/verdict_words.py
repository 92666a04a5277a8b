"""Verdict words (结论词): 达到、未完成、超额、均达标、持平、超支、满分、首次; with negation and scope."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Claim(StrEnum):
    """What a verdict claims."""

    MET = "完成"
    MISSED = "未完成"
    EXCEEDED = "超额"
    ALL_MET = "全部完成"
    RISE = "增长"
    FALL = "下降"
    LEVEL = "持平"
    OVERSPENT = "超支"
    WITHIN_BUDGET = "未超支"
    FULL_SCORE = "满分"
    RATING = "等级"
    SUPERLATIVE = "首次唯一"
    HONOUR = "荣誉"
    SATISFIED = "满意"


@dataclass(frozen=True, slots=True)
class VerdictWord:
    """A verdict at ``start:end`` of a line; *value* is the rating it names."""

    claim: Claim
    text: str
    start: int
    end: int
    value: str = ""


_NOT = r"(?:未能?|没有?能?|尚未|并未|没能|不能)"
_GOAL = r"(?:年度|年初|预期|预定|既定|原定|设定|全年|绩效|计划|全部|的)*(?:目标|指标值|计划|任务|预期|要求|指标|标准)"
_THINGS = r"(?:绩效|年度|产出|效益|满意度|工作|主要|考核|自评)*(?:指标|目标|任务)"
_FULLY = r"(?:均|都|全部|全面|已经?|圆满|如期|按期|按时|顺利|超额|悉数|全数|统统|尽数|一一|逐一|高质量|高标准|保质保量)"
_DONE = r"(?:完成|达到|达成|实现|达标|兑现|办结|落实到位)"
_BUILT = r"(?:建成|办结|竣工|交付|组建完成|整改到位|整改完成|落实到位|验收通过|发放到位|拨付到位)"
_PATTERNS: tuple[tuple[Claim, str], ...] = (
    (
        Claim.HONOUR,
        r"(?:荣获|获得?|获评|[被获](?:评为|授予|命名为|列为|认定为|表彰)|评为|授予|入选|受到|夺得|摘得)(?!满分)[^，。；：\d]{0,20}?"
        r"(?:称号|先进(?:集体|单位|个人|典型)?|表彰|通报表扬|嘉奖|荣誉|标兵|优秀(?:集体|单位|案例|组织)|典型案例|示范(?:单位|县|市|区|点)|"
        r"(?:一|二|三|特|金|银|铜|优秀)等?奖(?!励|补|扶|学))",
    ),
    (
        Claim.SATISFIED,
        r"(?:群众|社会各界|社会|企业|服务对象|各方面?|受益对象|办事人|师生|游客|居民|业主)[^，。；\d]{0,6}"
        r"(?:普遍|非常|十分|高度|一致)(?:满意|认可|好评|称赞)|反[响映](?:良好|很好|热烈)",
    ),
    (
        Claim.SUPERLATIVE,
        r"首次|首个|首家|首创|唯一|率先|史上|历史最|(?:全国|全省|全市|全区|全县)(?:第一|领先|最[高好大多])|名列前茅|第一名|位居第一|居首",
    ),
    (Claim.WITHIN_BUDGET, rf"(?:{_NOT}|不|无|杜绝)(?:出现|发生|存在)?超支"),
    (Claim.OVERSPENT, r"(?<!不)(?<!无)超支|超预算"),
    (
        Claim.ALL_MET,
        rf"(?:各项|所有|全部|各个|各类){_THINGS}(?:\S{{0,4}}?){_FULLY}*{_DONE}|"
        rf"{_THINGS}(?:均|都|全部|全面|悉数|全数|统统|尽数|无一例外地?)(?:已|按期|如期|圆满|顺利|超额|高质量)*{_DONE}|{_THINGS}(?:完成率|达标率)(?:均|都)?(?:为|达到?)?100%|"
        rf"(?:没有|无一|无)(?:一项)?{_THINGS}?(?:未完成|未达标|没有完成)",
    ),
    (
        Claim.MISSED,
        rf"{_NOT}(?:按期|按时|全部|完全|如期|能|全面|及时)*(?:完成|达到|达标|达成|实现|{_BUILT})|(?:均|都){_NOT}(?:完成|达标|达到|实现)|{_NOT}?低于(?:年度|年初|预期|既定)+目标|不达标|不及(?:目标|预期|计划)",
    ),
    (Claim.EXCEEDED, rf"超额(?:完成|实现|达成)?|超(?:出|过)了?{_GOAL}|(?<!不)高于{_GOAL}|优于{_GOAL}|突破了?{_GOAL}"),
    (
        Claim.MET,
        rf"(?:完成|达到|达成|实现)了?{_GOAL}|(?:按期|按时|如期|全部|全面|圆满|顺利|均|都|已经|已)(?:已)?(?:完成|达到|达成|实现|达标)|达标(?!率)|如期实现|(?<=[，。；：务])(?:已|都|也)?完成了(?=[，。；]|$)",
    ),
    (Claim.LEVEL, r"(?:与|同|和|较|比)?(?:上年|去年)?(?:基本)?持平"),
    (Claim.FULL_SCORE, r"(?:获|得|为|均为|得了|取得)?满分(?!为|值|\d|是)"),
    (
        Claim.RATING,
        r"(?:等级|等次|档次|评价结果|自评结果|结论|评)(?:被|最终|经?评定|初步|应?当?|暂)?(?:确定|定|评定|认定|判定|列|属|划|核定)?(?:为|是|达到|：|:|属于|在|于|到|入)?"
        r"[“\"「](?P<quoted>优秀|良好|优|良|中|差)[”\"」]|"
        r"(?:等级|等次|评定|评价|结果|结论|档次|评)(?:确|评|认|判|核)?定?(?:为|是|达到|：|:|属于|在)?[“\"「]?(?P<rating>优秀|良好|优|良|中|差)(?=[”\"」，。；、）)等档\s]|$)",
    ),
    (Claim.RISE, r"(?:同比|上年|去年)[^，。；\d]{0,8}(?:增长|增加|上升|提高|提升|增多)"),
    (Claim.FALL, r"(?:同比|上年|去年)[^，。；\d]{0,8}(?:下降|减少|降低|回落|缩减)"),
)
_VERDICT = re.compile("|".join(f"(?P<v{index}>{pattern})" for index, (_, pattern) in enumerate(_PATTERNS)))
_CLAIMS = tuple(claim for claim, _ in _PATTERNS)
_COMING = re.compile(r"将|力争|确保|拟|争取|要求|应当|下一步|今后|如果|若|能否|是否|便于|以便|为了|保证|预计|原因|分析")


def verdict_words(text: str) -> tuple[VerdictWord, ...]:
    """The verdicts of a line, in order; none inside the words of a plan."""
    found = []
    for match in _VERDICT.finditer(text):
        index = next(int(name[1:]) for name, value in match.groupdict().items() if value is not None and name[0] == "v")
        clause = text[max(text.rfind(mark, 0, match.start()) for mark in "，。；！") + 1 : match.start()]
        if _COMING.search(clause) and _CLAIMS[index] not in {Claim.RATING, Claim.SUPERLATIVE}:
            continue
        found.append(
            VerdictWord(
                _CLAIMS[index], match[0], match.start(), match.end(), (match["rating"] or match["quoted"] or "")[:1]
            )
        )
    return tuple(found)
