"""An indicator read (指标的读法): its name taken apart, the class it stands in, what is written about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from reportgen.model.indicators import Indicator
from reportgen.quantities.target_values import TargetKind, TargetValue
from reportgen.rules.indicator_names import Naming, read_name


class Group(StrEnum):
    """The class (二级指标) a row stands in, over the trees of all forms."""

    VOLUME = "数量"
    QUALITY = "质量"
    TIMELINESS = "时效"
    COST = "成本"
    ECONOMIC = "经济效益"
    SOCIAL = "社会效益"
    ECOLOGICAL = "生态效益"
    LASTING = "可持续影响"
    OUTCOME = "效益"
    SATISFACTION = "满意度"
    OTHER = ""


OUTCOMES = frozenset({Group.ECONOMIC, Group.SOCIAL, Group.ECOLOGICAL, Group.LASTING, Group.OUTCOME})
NUMERIC = frozenset({TargetKind.NUMBER, TargetKind.RANGE, TargetKind.DATE, TargetKind.RECURRING, TargetKind.DURATION})
_GROUPS = (
    ("满意", Group.SATISFACTION),
    ("成本", Group.COST),
    ("数量", Group.VOLUME),
    ("质量", Group.QUALITY),
    ("时效", Group.TIMELINESS),
    ("经济", Group.ECONOMIC),
    ("社会", Group.SOCIAL),
    ("生态", Group.ECOLOGICAL),
    ("环境效益", Group.ECOLOGICAL),
    ("可持续", Group.LASTING),
    ("效益", Group.OUTCOME),
    ("效果", Group.OUTCOME),
)


def group_of(indicator: Indicator) -> Group:
    """The class of a row, by its 二级指标, else by its 一级指标."""
    for text in (indicator.subcategory, indicator.category):
        for word, group in _GROUPS:
            if word in text:
                return group
    return Group.OTHER


@dataclass(frozen=True, eq=False)
class ReadIndicator:
    """One indicator with its name and value read."""

    indicator: Indicator

    @cached_property
    def naming(self) -> Naming:
        """The name, read."""
        return read_name(self.indicator.name)

    @cached_property
    def group(self) -> Group:
        """The class the row stands in."""
        return group_of(self.indicator)

    @property
    def target(self) -> TargetValue:
        """The target value, read."""
        return self.indicator.target

    @property
    def name(self) -> str:
        """The name as entered."""
        return self.indicator.name

    @cached_property
    def value(self) -> str:
        """The target value without blanks at its ends."""
        return self.indicator.target_value.strip()

    @property
    def explained(self) -> str:
        """What is written about the row beside name and value: description, formula, evidence, scoring rule."""
        row = self.indicator
        parts = (row.description if row.description.strip() != row.name.strip() else "", row.formula, row.scoring_rule)
        return "\n".join(filter(None, parts))

    @property
    def numeric(self) -> bool:
        """Whether the value is a number, range, date, term or frequency."""
        return self.target.kind in NUMERIC
