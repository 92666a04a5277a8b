"""Whether the words of a clause name its figures rightly (口径): a target is no result, a budget no expenditure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.model.facts import Fact, Role

_TARGET_WORDS = re.compile(r"目标|指标值|计划|要求|达到|低于|高于|超过|少于|完成|编制|应|比|核定")
_BUDGET = re.compile(r"预算(?!执行|绩效|项目)")
_SPENT = re.compile(r"执行数|实际支出|全年执行|支出(?=为?$|[\ue000-\uf8ff])")
_MONEY = frozenset({Role.BUDGET, Role.ORIGINAL_BUDGET, Role.EXPENDITURE})


def misnamed(text: str, facts: Sequence[Fact]) -> str:
    """The word of *text* that does not fit the figures of the clause; empty where all fit."""
    values = [fact for fact in facts if fact.role not in {Role.NAME, Role.TEXT}]
    roles = {fact.role for fact in values}
    if "等级" in text and facts and not any(fact.id.endswith(".rating") for fact in facts):
        return "等级"
    if roles == {Role.TARGET} and not _TARGET_WORDS.search(text):
        return "、".join(fact.label for fact in values)
    if roles == {Role.MAX_SCORE} and not re.search(r"满分|分值|总分值|指标", text):
        return "得分"
    if len(values) == 1 and roles <= _MONEY:
        return _misnamed_money(text, values[0])
    return ""


def _misnamed_money(text: str, fact: Fact) -> str:
    budget, spent = _BUDGET.search(text), _SPENT.search(text)
    if budget and not spent and fact.role is Role.EXPENDITURE:
        return budget[0]
    if spent and not budget and fact.role is not Role.EXPENDITURE:
        return spent[0]
    return ""
