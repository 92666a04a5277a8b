"""Words that tell good from bad and not more from less (优劣): 优于目标1.4, 快于上年0.7个百分点, 离目标还差1.4个百分点.

Which way they point depends on the indicator: a lower concentration is better than the target, a higher income is.
"""

from __future__ import annotations

import re

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention
from reportgen.quantities.units import PERCENTAGE_POINT

_BETTER = re.compile(r"(?:优于|好于|强于|胜于|胜过|快于|领先于?|跑赢|优过|好过)[^，。；\d]{0,8}$")
_WORSE = re.compile(r"(?:(?<!不)差于|劣于|逊于|弱于|慢于|落后于?|逊色于)[^，。；\d]{0,8}$")
_SHORT = re.compile(r"[离距与和同][^，。；\d]{1,8}?(?:还|尚|仍|依然|尚且)?(?:相?差|欠|缺|有)(?:距|缺口)?了?$")
_FASTER = re.compile(r"(?:(?P<faster>提速|加快|快)|放慢|放缓|减慢|减缓|慢)了?[约近超]?$")
_CEILING = re.compile(r"上限|红线|控制|限额|限值|封顶|警戒")
_GOAL = re.compile(r"目标|任务|计划|要求|指标|标准|上限|下限|红线|控制")


def said_better(lead: str) -> int:
    """1 where the words before a number say that it tells how much better something is, −1 how much worse, else 0."""
    if _BETTER.search(lead):
        return 1
    short = _SHORT.search(lead)
    if short is not None and _CEILING.search(short[0]):
        return 1  # 离上限还有10元
    return -1 if _WORSE.search(lead) or (short is not None and _GOAL.search(short[0]) is not None) else 0


def differs_from_plan(lead: str) -> bool:
    """Whether a number is told as what lies between something and its plan, by whatever word: 较控制数宽裕217元."""
    return _THAN_PLANNED.search(lead) is not None


_THAN_PLANNED = re.compile(
    r"[比较][^，。；\d]{0,4}(?:目标|计划|任务|要求|指标值|标准|上限|下限|控制[线数价值]|时限|期限|限额|规定)[^，。；\d]{1,4}$"
)


def quickens(lead: str, mention: Mention) -> int:
    """1 where a rate is told to go so many points faster, −1 slower, else 0: 增速比上年快0.9个百分点.

    Of days 快 tells of fewer.
    """
    told = _FASTER.search(lead) if mention.unit.dimension == PERCENTAGE_POINT.dimension else None
    return 0 if told is None else 1 if told["faster"] else -1


def betters(statement: Statement, index: FactIndex) -> int:
    """1 where a change in the direction of *statement* is for the better, −1 for the worse, 0 where none can say."""
    subject = index.subjects.get(statement.subject)
    targets = [one for one in subject.statements if one.role is Role.TARGET and one.comparator] if subject else []
    if not targets or targets[0].comparator is None:
        return 0
    return statement.direction if targets[0].comparator.upward else -statement.direction
