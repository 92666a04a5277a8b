"""Cue words (提示词): which role a number is stated in, and in which direction something changed."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from reportgen.language.word_patterns import words_pattern


class Cue(StrEnum):
    """The role that the words around a number give it."""

    ORIGINAL_BUDGET = "年初预算"
    BUDGET = "预算"
    EXPENDITURE = "执行"
    TARGET = "目标"
    ACTUAL = "实际"
    PREVIOUS = "上年"
    EARLIER = "原来"  # last year's, or the first budget's, or a plan's: 原来5.1天, 预算原为1200万元
    MAX_SCORE = "分值"
    SCORE = "得分"
    NONE = ""


class CueWord(NamedTuple):
    """A cue word at ``start:end`` of a line."""

    cue: Cue
    start: int
    end: int


# In the order in which they are tried at one place: the longer and more telling first.
_WORDS: tuple[tuple[Cue, str], ...] = (
    (
        Cue.ORIGINAL_BUDGET,
        r"年初(?:部门|批复|下达|安排|核定|财政|整体|总体|的|一般公共)*(?:的)?(?:支出)?(?:预算|安排)(?:数|额|批复)?|年初数|年初批复|年初下达|年初核定|开年(?=[时的就]|[^，。；\d]{0,4}\d)|年初(?!的?(?:目标|计划|设定|定|任务))",
    ),
    (Cue.NONE, r"预算执行率|执行率|预算完成率|支付率|支出率"),
    (
        Cue.EXPENDITURE,
        r"(?:全年|累计|实际)?支出(?:数|额|总额)?(?:随之|相应)?(?:变成|变为|调整[为到]|调[增减]为|追加到|增加到|调[增减]到)|(?:全年|实际|累计|预算)?(?:执行(?!中|过程|期)|支付|列支|支用)(?:数|额|完成)?|实际(?:支出|使用|花费|用款)|全年(?:实际)?支出|累计支出|决算(?:数|支出)?|"
        r"投入|用[掉完去]|支用|开支|花出去|[付拨用]出去?了?(?=[约近超]?\d)|花掉|兑付|(?<!基本)(?<!项目)(?<!拨款)(?<!资金)支出(?:完成|实现|决算|数|合计|共计|总额)?(?=[为是]?[约近超]?[\d,.，]+(?:亿|万)?元)|花费|用去|(?<![收开透])支了?(?=[约近超]?\d)|使用资金|花[了掉去出费]{0,2}(?=[约近超]?\d)|实际花|全年共?用于",
    ),
    (
        Cue.BUDGET,
        r"(?:全年|调整后|年度|本年|部门|全部|支出|项目|调整)?预算(?:数|总额|资金|安排|金额|规模|合计|下达|核定|批复|盘子)?(?:调整为|调整到|调至|调为)?|(?:全年|整个|资金|年[底末])盘子|调整(?:为|到|后)|变为|变成|调[增减]为|后(?:的|全年|预算)*(?:为|达到?)(?=\d)|调整后为|安排了?(?=[\d约近超])|安排资金",
    ),
    (Cue.NONE, r"(?:上年|以前年度)(?:度)?(?:结转|结余|余)|编制(?:内的?)?人员(?!数)"),
    (
        Cue.PREVIOUS,
        r"上年(?:度|同期)?|去年(?:同期)?|上一年(?:度)?|(?:此|早|头|之)?前一个?年度?|一年[以之]?前|头一?年|早一年|"
        r"上年决算|[上前][一]?届|同期(?=[是为有只才仅]?[约近超]?\d)",
    ),
    (Cue.EARLIER, r"原来|原先|原[为是有](?=[约近超]?\d)|此前|先前|之前(?=[为是有只才仅]*[约近超]?\d)|以往|往年"),
    (
        Cue.ACTUAL,
        r"用了|占用|实际完成(?:值|数|情况)?|实际(?:值|数|达到|上|为|是)?|完成值|到年底|年末|截至|管理了|实有|在职|在岗|到岗|在编|在册|最终|现有",
    ),
    (
        Cue.TARGET,
        r"指标值|目标值|年初目标|(?:年度|绩效|既定|预定|预期|设定|工作|全年)?目标(?:为|是|定为|数|要求)?|(?:年度|全年)?计划(?:数|值|为)?|"
        r"预期(?:值)?|预计|[说讲]好了?|年度任务|任务(?:数|量|为|是)?|(?<=[，。；：、])[定想要](?:引|建|办|改|修|招|收|做|培训|新建)?(?=[约近超]?\d)|要求|不得|力争|原定|承诺|约定|(?<![一固稳规指特决肯协鉴评认审])定(?:的?(?:是|为|了)|的(?=[\u4e00-\u9fff]{0,6}[约近超]?\d))|许下|打算|原本|本来|原来|设定为|应达到|应不|须|(?<![应活])该(?=[\u4e00-\u9fff]{0,4}\d)|(?<![响适对供反效感相])应(?![急用届聘征])(?=[\u4e00-\u9fff]{1,4}\d)|[定核]编|编制(?:数|人数)?|核定|控制(?:数|线|价|值)|(?<![按照依合违守])规定(?:的?|[是为在]|的?[\u4e00-\u9fff]{1,3}?)(?=[约近超]?[\d一二两三四五六七八九十百千])|不[能许准可](?:超|突破|[高低多少]于)?过?(?=[约近超]?[\d一二两三四五六七八九十百千])|(?<![不有无上下时年])限(?:在|为|定[在为]?)?(?=[约近超]?[\d一二两三四五六七八九十百千])|封(?:在|顶)(?=[约近超]?[\d一二两三四五六七八九十百千])|要保[住证]?(?=[约近超]?[\d一二两三四五六七八九十百千])|(?:说|讲|谈|约|定)好|应(?=[编建改查检办完发收培修])|(?<!新)上限|下限|(?<![保助贴费资设准养供奖薪租偿金量体方])标准(?!化|数|装置|\d+[项个件])",
    ),
    (Cue.MAX_SCORE, r"满分|分值|权重|总分值|标准分|应得分"),
    (Cue.SCORE, r"得分|实得|得(?=\d)|自评总分|总得分|评分|扣(?![除款税缴留])(?:减)?分?"),
    (
        Cue.ACTUAL,
        r"完成|达到|达成|实现|(?<![雷抵表传发送直通转下])达|已|共|累计|增至|降至|升至|降到|升到|为(?=\d)|完了?(?=[约近超]?\d)",
    ),
)
_BEGINNINGS = (
    "上下不为以任使兑全共决分列到前力升占原去变后在增安完定实工已年应开得总截打扣执承投指控支既最本权标核满现用目管累约绩编自花要计许设评该调达"
    "部降项须预规说讲谈整资想此头早先之往限封一同开付拨"
)
_CUE = words_pattern(_BEGINNINGS, "|".join(f"({pattern})" for _, pattern in _WORDS))  # a group each, in order
_CUES = tuple(cue for cue, _ in _WORDS)
_WEAK = re.compile(r"完了?|完成|达到|达成|实现|达|已|共|累计|为|增至|降至|升至|降到|升到")


def cue_words(text: str) -> tuple[CueWord, ...]:
    """The cue words of a line, in order."""
    found = [CueWord(_CUES[(match.lastindex or 1) - 1], *match.span()) for match in _CUE.finditer(text)]
    return tuple([word for word in found if word.cue is not Cue.PREVIOUS or not _is_year_told_of(text, word)])


def _is_year_told_of(text: str, word: CueWord) -> bool:
    """Whether 去年 is the year told of, as the sentence compares it with 上年: 去年办案693件，比上年多65件."""
    if not text.startswith("去年", word.start) or _COMPARING.search(text, max(0, word.start - _NEAR), word.start):
        return False
    return _YEAR_BEFORE.match(text, word.end) is not None


_YEAR_BEFORE = re.compile(r"(?!同期)[^。；，]*\d[^。；]*(?:比|较|同|高于|低于|多于|少于)(?:上年|前年|上一年|前一年)")


def is_compared_with(text: str, word: CueWord) -> bool:
    """Whether the plan or last year is what something is compared with: 比年度目标多建18处, 少于目标14篇."""
    if word.cue not in {Cue.TARGET, Cue.PREVIOUS, Cue.EARLIER}:
        return False
    near = text[max(0, word.start - _NEAR) : word.start]
    return _COMPARING.search(near) is not None or _TIMES_BEHIND.match(text, word.end) is not None


_NEAR = 6
_COMPARING = re.compile(r"(?:比|较|于)(?:年初|年度|全年|既定|预定|控制|国家|规定|考核|原定|上|计划|任务)*$")
_TIMES_BEHIND = re.compile(r"(?:数|值|任务)?的[约近超]?\d[\d.]*(?:倍|%|％)")  # 是目标的1.2倍


def is_weak(text: str, word: CueWord) -> bool:
    """Whether *word* is one of the verbs that also stand in plans: 计划完成, 要求达到."""
    return word.cue is Cue.ACTUAL and bool(_WEAK.fullmatch(text, word.start, word.end))


_FIGURE = r"(?=了?[约近超]?[\d一二两三四五六七八九十百千半])"
_UP = (
    rf"多[减降压缩节省]|涨|延长|拉长|高{_FIGURE}|[慢迟晚强]{_FIGURE}|[扩大]{_FIGURE}|[+＋](?=[\d一])|攀升|净增|增长|增加|上升|提高|提升|调增|追加|上调|净增|扩大|新增|增幅|增|升|多|高于|高出|超过|超出|超额|超|"
    rf"回升|上浮|进步|贵{_FIGURE}"
)
_DOWN = (
    rf"便宜|提速|加快|缩短|压缩|压降|低出|低{_FIGURE}|省{_FIGURE}|快{_FIGURE}|短{_FIGURE}|早到?{_FIGURE}|[小缩弱]{_FIGURE}|下降|减少|降低|[下]滑|跌|调减|压减|核减|下调|缩减|回落|降幅|收窄|削减|减|降|少|低于|不足|"
    r"差|缺口|缺|短缺|欠|下浮|节约|节省|退步"
)
_BEGINNINGS_OF_CHANGE = (
    "+＋上下不低净减削加升压回增多大小少早差延快慢扩拉提攀收新晚核欠涨省短缩缺节调超跌进迟追退降高便贵强弱"
)
_DIRECTION = words_pattern(_BEGINNINGS_OF_CHANGE, f"(?P<up>{_UP})|(?P<down>{_DOWN})")
_NOT_A_CHANGE = words_pattern(
    "不减增多差提新最缺至超大许众诸升降低少改整",
    r"提升(?:改造|工程|行动|项目|计划|整治)|(?:改造|整治)提升|升级|升学|升规|升压|升旗|升降|降[水雨雪尘噪碳温]|低[保碳龄温效洼]|低收入|"
    r"少[儿年先]|少数民族|多功能|多媒体|多式联运|增绿|增压|减震|减贫|减压|减刑|差不多|差异|大多数?|多数|许多|众多|诸多|多样|多元|多渠道|多形式|多部门|多层次|不少于|不低于|不超过|不高于|不多于|不足为|减灾|增值|超声|超市|增殖|新增(?=.{0,12}[人个家户亩吨])|提高班|多于|多少|至少|最多|缺席|差错|差旅|减速|不超|不少|减排|增效|减负|减免",
)


@lru_cache(maxsize=512)  # one rule after another asks about the same words
def change_direction(text: str, start: int, end: int) -> int:
    """1 where the last word of change in ``text[start:end]`` tells of a rise, −1 of a fall, 0 where there is none.

    A bound right before a figure tells of no change of its own where a word of change leads to it: 下降超过两成.
    """
    direction, last = 0, -1
    stretch = _NOT_A_CHANGE.sub(lambda found: "。" * len(found[0]), text[start:end])
    for match in _DIRECTION.finditer(stretch):
        led = last >= 0 and not _PAUSE.search(stretch, last, match.start())
        if led and match[0] in _BOUNDS and _BEFORE_FIGURE.match(stretch, match.end()):
            continue
        direction, last = 1 if match["up"] else -1, match.end()
    return direction


_BOUNDS = frozenset({"超", "超过", "超出", "高于", "低于", "不足", "少于"})
_BEFORE_FIGURE = re.compile(r"了?[约近]?(?:[\d一二两三四五六七八九十百千]|$)")
_PAUSE = re.compile(r"[，。；：、）]")
