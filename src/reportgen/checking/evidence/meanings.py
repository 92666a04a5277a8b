"""What the words around a derived figure must say (含义): a surplus is only stated as 结余, never as 超支."""

from __future__ import annotations

import re

from reportgen.language.outcome_words import DONE, FAILED


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


# What the words around a derived figure must say, by the last part of the fact's id.
NEEDS = {
    "execution_rate": _pattern(r"执行|支付|支出|完成|使用|用款|用[了掉去]|占|花|进度"),
    "surplus": _pattern(
        r"尾款|[未没尚]|结余|结转|剩余|余|未(?:支出|执行|使用|支付|支用)|没有(?:支出|执行|使用|支付)|沉淀|节约|节省|低于|少支出|少[花用付]|收回|在账上|账上|省下|剩|没用|没花|未用|结存"
    ),
    "overspend": _pattern(r"超|高于预算|多支|多花"),
    "share": _pattern(r"支出的|总额的|经费的|花|占|比重|比例|用在|用于|份额"),
    "surplus_share": _pattern(r"结余|结转|剩余|未支出|没用|没花"),
    "completion": _pattern(r"完成|相当|占|达成|实现|目标|计划|任务"),
    "score_coefficient": _pattern(r"得分率|系数|得"),
    "control_rate": _pattern(r"控制率|在职|在编|编制"),
    "met": _pattern(rf"{DONE}|达"),
    "missed": _pattern(rf"未|没|不(?!足|到|低|少)|短|欠|差|{FAILED}"),
    "exceeded": _pattern(r"超"),
    "undecided": _pattern(r"无法|不能|尚|难以|核实|待定|没有填|未填"),
    "qualitative": _pattern(r"定性"),
    "quantitative": _pattern(r"定量|量化"),
    "above_target": _pattern(r"慢|迟|晚|久|涨|溢|胜|超|高|多|增|优于|好于|提前|余"),
    "below_target": _pattern(r"低|少|差|缺|不足|短|欠|降|距|未|没|节约|节省|省|快|早|剩|余下|尚余|其余"),
    "unspent_rate": _pattern(r"结余|结转|剩余|未(?:支出|执行|使用|支付)|没有(?:支出|执行|使用|支付)"),
    "over_rate": _pattern(r"超|高|多"),
    "shortfall_rate": _pattern(r"低|少|差|缺|不足|短|欠|未|没有|节约|节省"),
    "lost_score": _pattern(r"离满分|差|扣|失|丢|少得|减"),
    "over_completion_threshold": _pattern(r"完成率"),
    "low_execution_rate": _pattern(r"执行率"),
    "large_adjustment_rate": _pattern(r"调整|调增|调减"),
    "vacancies": _pattern(r"空|缺|未满|没满|余|少|富|差"),
    "over_staff": _pattern(r"超编|超|多"),
    "fiscal_appropriation": _pattern(r"财政"),
    "other_funds": _pattern(r"其他|自筹|配套|自有|社会"),
    "adjustment_up": _pattern(r"调增|追加|增|高|上调|多|上浮|增幅|调整|添"),
    "adjustment_down": _pattern(r"压缩|缩减|调减|压减|减|收回|低|下调|少|下浮|调整|砍|调出|降"),
    "growth_up": _pattern(r"增|升|提高|多|高|扩大|涨"),
    "growth_down": _pattern(r"降|减|少|低|压缩|回落|下滑|收窄"),
    "change_up": _pattern(r"增|升|提高|多|高|涨|强|延伸|延长|扩|拓|进步|上扬|添"),
    "change_down": _pattern(r"降|减|少|低|短|快|落|下滑|省|压|退步|退坡|下探|弱"),
}
NEEDS |= {
    "adjustment_rate_up": NEEDS["adjustment_up"],
    "adjustment_rate_down": NEEDS["adjustment_down"],
    "growth_rate_up": NEEDS["growth_up"],
    "growth_rate_down": NEEDS["growth_down"],
    "change_rate_up": NEEDS["change_up"],
    "change_rate_down": NEEDS["change_down"],
}
_DIRECTIONS = {
    "up": 1,
    "down": -1,
    "above_target": 1,
    "below_target": -1,
    "overspend": 1,
    "over_rate": 1,
    "over_staff": 1,
}

_OF_LAST_YEAR = _pattern(r"上年|去年|同比|同期")
_NOT_DONE = _pattern(
    r"(?:未能?|没有?能?|没能|尚未)(?:按期|如期|全部|能)*(?:完成|达到|达标|达成|实现)(?:的)?(?:有|共|仅|只)?[约近超]?$|"
    rf"^(?:指标|任务)?[，]?(?:均|都|全部|也|仍|还|却)?(?:未|没|尚未|不达|无一|{FAILED})"
)


def bars(last: str) -> re.Pattern[str] | None:
    """What the words around a figure must not say: an adjustment is no change over last year, 没有完成 no 完成."""
    if last in {"met", "exceeded"}:
        return _NOT_DONE
    return _OF_LAST_YEAR if last.startswith("adjustment_") else None


def direction(last: str) -> int:
    if last in _DIRECTIONS:
        return _DIRECTIONS[last]
    return _DIRECTIONS.get(last.rpartition("_")[2], 0)


# 完成12项, 12项未完成: the words count by result, and no total may stand there.
COUNTED_BY_RESULT = _pattern(
    r"(?:完成|达到|达标|实现|超额|未|没有|中有)了?(?:的|有|共|约|近)?$|^(?:的)?(?:年度)?(?:未|没|完成|达到|达标|超额|实现)"
)
