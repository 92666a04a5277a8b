"""Target values (指标值) and actual values as officials write them, with direction and kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import NO_UNIT, Unit


class TargetKind(StrEnum):
    """What sort of value stands in the cell."""

    NUMBER = "数值"  # ≥90%、20人、≤0.2万元/台、100%(3133人)
    RANGE = "区间"  # 80%-85%
    DATE = "日期"  # 2023.12.31前、3-7月、2023年全年
    RECURRING = "周期"  # 每月25日、按月支付、每季度首月
    DURATION = "时限"  # 7天内、15个工作日、7*24小时
    QUALITATIVE = "定性"  # 有所提高、健全、残疾人证管理工作进一步加强
    YES_NO = "是否"  # 是/否
    EMPTY = "空"
    UNDECIDED = "无法判定"


class Comparator(StrEnum):
    """计算符号. AT_LEAST is positive, AT_MOST reverse; a bare number is EQUAL."""

    AT_LEAST = "≥"
    MORE_THAN = ">"
    AT_MOST = "≤"
    LESS_THAN = "<"
    EQUAL = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetValue:
    """A value cell, read. *text* is the cell as it stands.

    NUMBER and DURATION have *quantity*; RANGE has *low* and *high*; DATE has *earliest* and *latest* where the
    year is known (month and day only: year 1 stands for “the fiscal year”). *explicit* tells whether the comparator
    was written or follows from the words (以上, 不少于, 前, 内). *details* are further numbers of the cell: (3133人).
    """

    text: str
    kind: TargetKind
    comparator: Comparator | None = None
    explicit: bool = False
    quantity: Quantity | None = None
    low: Quantity | None = None
    high: Quantity | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    details: tuple[Quantity, ...] = ()
    note: str = ""

    @property
    def unit(self) -> Unit:
        """The unit of the value, or no unit."""
        for quantity in (self.quantity, self.low):
            if quantity is not None:
                return quantity.unit
        return NO_UNIT


def parse_target_value(text: str, *, unit_hint: Unit = NO_UNIT) -> TargetValue:
    """Read a target or actual value. Never raises: what cannot be decided has kind UNDECIDED with a Chinese note."""
    raise NotImplementedError


def split_target_value(text: str) -> tuple[str, str, str]:
    """The three columns 计算符号, 指标值, 计量单位 of *text*.

    Joining them gives *text* back exactly; a text that does not split so is left whole in the middle column.
    """
    raise NotImplementedError
