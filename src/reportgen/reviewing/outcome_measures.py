"""What can be measured where an official wrote a wish (效益类指标的可衡量写法): by what the sentence is about.

A measure states no number. ``{object}`` is what the sentence is about, ``{own}`` the project's own output with its
number, ``{blank:…}`` a blank inside a name or a formula.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Own(Enum):
    """Which output of the project a measure refers to."""

    NONE = ""
    PEOPLE = "people"  # 人, 户, 例: who is served
    CASES = "cases"  # 件, 起, 例: what is handled
    UNITS = "units"  # 家, 个, 所: institutions, systems
    EXAMINED = "examined"  # 人: who sits an examination
    EVENTS = "events"  # 场, 次, 期
    DEVICES = "devices"  # 台, 套, 辆
    TRAINEES = "trainees"  # 人: who is trained or examined
    STAFF = "staff"  # 人: persons who work there


@dataclass(frozen=True, slots=True)
class Measure:
    """One measurable indicator. *kept* is the class it belongs to where that is not the row's own."""

    name: str
    comparison: str
    unit: str
    formula: str
    evidence: str
    basis: str
    own: Own = Own.NONE
    kept: str = ""


LAST_YEAR = "上年实际：查上年同口径结果"
PLAN = "年度计划：查年度工作计划或实施方案"
_STANDARD = "行业标准：查主管部门或行业的评定标准"
