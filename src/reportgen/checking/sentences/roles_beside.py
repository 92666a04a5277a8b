"""The roles that the words right before and behind a number leave it: ……的目标, 由……提高到, 520万元付出去352.6万元."""

from __future__ import annotations

import re

from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.role_cues import ALWAYS, DONE, EARLIER, PLANNED, ROLES_BY_CUE, telling
from reportgen.checking.sentences.subjects import Line
from reportgen.language.cue_words import Cue
from reportgen.model.facts import Role
from reportgen.quantities.mention import MentionKind

DATES = frozenset({MentionKind.DATE, MentionKind.DATE_RANGE})
TARGET_BEHIND = re.compile(
    r"(?:以上|以下|以内|左右|之内)?(?:的|这[一条个]*)?(?:年度|年初|预定|预期|计划|既定|全年|工作|绩效|约定|规定|最低|最高|底)*"
    r"(?:目标|计划|任务|指标|要求|标准|控制|编制|上限|下限|时限|门槛|红线|限额|限值|预期|期望|期许|期待|心愿|愿望|承诺|诺言|规定|杠杠?|坎|槛|关口|大关|线)|"
    r"(?:以上|以下|以内|左右|之内)?的[\u4e00-\u9fff]{1,4}?(?:目标|上限|下限|时限|门槛|红线|限额|限值|线(?![路上下索]))"
)
BUDGET_BEHIND = re.compile(r"的(?P<original>年初)?[^，。；、\d]{0,4}(?:预算|盘子)(?!执行|完成)")
_VACANT = re.compile(r"空|缺|超|余|剩")
_FROM = re.compile(r"[由从][^，。；]{0,12}$")
_FROM_WHAT = re.compile(r"[由从](?P<what>[\u4e00-\u9fff]{2,8})$")  # 由起始价52.0亿元拍到58.2亿元
_EARLIER_TOLD = re.compile(r"年|以前|此前|之前|先前|原|最初|当初|过去|同期|开始|起初")
_TO_BEHIND = re.compile(
    r"[，]?(?:提高|增加|上升|提升|降低|下降|减少|压减|压缩|压降|缩短|扩大|[升降增减跌滑落涨变]|攀升|下滑|回落|回升|调增|"
    r"调减|调整|追加|增长)?了?(?:到|至|为)|"
    r"[，]?[\u4e00-\u9fff]{1,5}?(?:到|至|为|成)了?[约近超]?(?=[\d一二两三四五六七八九十百千])"  # 由76个长到95个
)
_MEASURES = re.compile(r"月底?前|下一?步|今后|打算|整改")  # 招聘会由3场增加到6场: from what was done this year
_TO = re.compile(r"[，]?[\u4e00-\u9fff]{0,5}?(?:到|至|为|成)了?")
_SCORED_BEHIND = re.compile(r"[，（(]?(?:中|里)?[只仅才]?(?:实际)?(?:得|扣|实得|[丢失]了?[约近]?\d)")
_SPENT_BEHIND = re.compile(
    r"的?(?:预算)?(?:(?:只|仅|实际)?(?:花了|支出了|用了|花掉|"
    r"(?:[花用付发拨]|支付|拨付)(?:了?出去?了?|了)(?=[约近超]?\d))(?!出|在|于)|[只仅还就]剩)"
)
_SPENT_AWAY = re.compile(r"(?:[花用付发]|支付|拨付)了?出去(?!了?[约近超]?\d)")  # 把2830.46万元花了出去
_LEFT_BEHIND = re.compile(r"，[只仅还就]?剩[下了]?(?=\d)")  # 项目支出2100万元，剩103.25万元
_SCORING = re.compile(r"得|扣|评")
_FALLS_SHORT = re.compile(
    r"(?:(?:没有?|未能?|不)[\u4e00-\u9fff]{0,2}[到着]|离|距离?)[^，。；\d]{0,4}$|(?:没有|没|未)(?:超过|突破|超出|高于|低于|少于|过|超|破)$"
)
_STILL_SHORT = re.compile(r"(?:还|尚|仍|只|就)?(?:差|缺|欠)")  # 离85%还差1.6个百分点
_SO_MUCH_SHORT = re.compile(r"(?:差|缺|欠|短|少)了?\d[^，。；]{0,8}到$")
_FAR_SHORT = 16
_AIMED = re.compile(r"目标|计划|任务|要求|标准|控制[线数价]|上限|下限|红线|限[额值期]|指标值")
_LAST_YEAR = re.compile(r"上年|去年|上一年")
_COMPARED_WITH = re.compile(
    r"(?:^|[，。；、（])[也又还虽但却仍并且]{0,2}(?:比(?![例重率值价分])|较|同|与|跟|和)(?:[^，。；多少高低增减超]{0,1}|规定的?)$"
)


def by_words_beside(line: Line, reading: Reading) -> frozenset[Role] | None:
    """The roles that the words right before and behind the number leave it: ……的目标, 由……提高到, 控制在……以内."""
    text, mention = line.text, reading.mention
    end = max(mention.end, mention.phrase_end)
    behind = TARGET_BEHIND.match(text, mention.end)
    if behind is None and end > mention.end:
        behind = TARGET_BEHIND.match(text, end)
    if behind is not None and behind[0] == "线" and mention.unit.symbol in _OF_LINES:
        behind = None  # 新开8条线
    if behind:
        posts = behind[0].endswith("编制")
        if not posts or not (_VACANT.search(reading.lead) or _VACANT.match(text, behind.end())):
            return PLANNED - {Role.DIFFERENCE, Role.RATE}
    budget = BUDGET_BEHIND.match(text, end) if mention.kind is MentionKind.MONEY else None
    if budget:
        return (
            ROLES_BY_CUE[Cue.ORIGINAL_BUDGET]
            if budget["original"]
            else ROLES_BY_CUE[Cue.BUDGET] | {Role.ORIGINAL_BUDGET}
        )
    lead = reading.lead
    if _planned_then_done(text, end, reading):
        return PLANNED | ALWAYS
    if _FROM.search(lead) and _TO_BEHIND.match(text, end):
        words = [word for word in line.cues if mention.start - len(lead) <= word.start < mention.start]
        planned = telling(text, words) is Cue.TARGET
        if planned:
            return ROLES_BY_CUE[Cue.TARGET]
        named = (match := _FROM_WHAT.search(lead)) is not None and not _EARLIER_TOLD.search(match["what"])
        return EARLIER | {Role.ACTUAL} if named or _MEASURES.search(text) else EARLIER
    if _TO.fullmatch(lead) and _from_before(line, reading):
        return DONE | PLANNED  # what it became is no number of the year before
    if mention.kind is MentionKind.MONEY and _SPENT_BEHIND.match(text, end):
        return frozenset({Role.BUDGET, Role.ORIGINAL_BUDGET, Role.TARGET})
    if mention.kind is MentionKind.MONEY and _SPENT_AWAY.match(text, end):
        return ROLES_BY_CUE[Cue.EXPENDITURE]
    if mention.kind is MentionKind.MONEY and _LEFT_BEHIND.match(text, end):
        return frozenset({Role.BUDGET, Role.EXPENDITURE, Role.TEXT})
    if mention.unit.dimension == "score" and _SCORED_BEHIND.match(text, end) and not _SCORING.search(lead):
        return frozenset({Role.MAX_SCORE, Role.COUNT})
    if lead == "到" and _SO_MUCH_SHORT.search(text, max(0, mention.start - _FAR_SHORT), mention.start):
        return PLANNED | ALWAYS  # 还差0.6个百分点到92%
    if _FALLS_SHORT.search(lead):
        if _LAST_YEAR.search(lead):
            return EARLIER
        aimed = _AIMED.search(lead) is not None or _STILL_SHORT.match(text, end) is not None
        return PLANNED | ALWAYS if aimed else PLANNED | ALWAYS | {Role.ACTUAL}
    if _COMPARED_WITH.search(lead) and reading.item == "":
        return PLANNED if "规定" in lead else EARLIER | PLANNED
    within = text[mention.end : mention.end + 2] in {"以内", "以下", "之内"}
    held = "控制在"
    if text.endswith(held, 0, mention.phrase_start) or (within and text.endswith(held, 0, mention.start)):
        return PLANNED if within else DONE
    return None


def _planned_then_done(text: str, end: int, reading: Reading) -> bool:
    """Whether what was to be done is told, and right behind how much was: 要修6处，修了5处; 80家只改了68家."""
    done = _THEN_DONE.match(text, end)
    if done is None:
        return False
    to_do = _TO_DO.search(reading.lead)
    if to_do is not None and to_do["verb"][0] == done["verb"][0]:
        return True
    alike = text.startswith(reading.mention.unit.symbol, done.end())
    return done["only"] is not None and not done["pause"] and not reading.lead.strip("，。；：、") and alike


_TO_DO = re.compile(r"(?<![主需重只不必])[要得](?P<verb>[\u4e00-\u9fff]{1,4})$")
_THEN_DONE = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?P<pause>[，；])?(?P<only>只|才|仅|就|实际|最后|最终|结果|已经?)*(?P<verb>[\u4e00-\u9fff]{1,2}?)[了成完好到]+"
    r"(?:[约近超]?[\d.]+|[一二两三四五六七八九十百千]+)"
)
_OF_LINES = frozenset({"条", "路", "根", "个"})


def _from_before(line: Line, reading: Reading) -> bool:
    """Whether the number right before is told as that from which it went on: 从上年的91.2%提高到93.1%."""
    start = line.parts.starts[reading.clause]
    earlier = reversed(line.numbers(0, reading.mention.start))
    before = next((one for one in earlier if one.end <= reading.mention.start and one.kind not in DATES), None)
    if before is None or line.text[before.end : reading.mention.start].strip("，") != reading.lead.strip("，"):
        return False
    return _FROM.search(line.text, max(0, min(start, before.start) - _FAR), before.start) is not None


_FAR = 12
