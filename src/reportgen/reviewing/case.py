"""One faulty indicator with all that a rewriting rule may look at (待改写的指标), and how it writes a candidate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from reportgen.model.indicator_review import Blank, Proposal, ProposalKind, ProposedNumber, ReviewedIndicator
from reportgen.model.indicators import Indicator
from reportgen.quantities.target_values import TargetKind, TargetValue
from reportgen.retrieval.indicator_bank import IndicatorBank
from reportgen.reviewing.background import Background

VOLUME, QUALITY, TIMELINESS, COST = "数量指标", "质量指标", "时效指标", "成本指标"
SATISFACTION, SOCIAL = "服务对象满意度指标", "社会效益指标"
_COSTS = ("成本指标", "经济成本指标", "社会成本指标", "生态环境成本指标")
_BLANK = re.compile(r"【待填：(?P<what>[^，】]*)(?:，(?P<unit>[^，】]*))?(?:，(?P<where>[^】]*))?】")
_SATISFIED = re.compile("满意(?:度|率|情况|程度)?$")
MEASURED = frozenset({TargetKind.NUMBER, TargetKind.RANGE, TargetKind.DATE, TargetKind.RECURRING, TargetKind.DURATION})
RULE_SOURCE = "改写规则"
OWN_SOURCE = "改写规则，本项目自有数据"


@dataclass(frozen=True)
class Case:
    """A judged row, the background it stands in, and the bank."""

    reviewed: ReviewedIndicator
    background: Background
    bank: IndicatorBank

    @property
    def row(self) -> Indicator:
        """The indicator as entered."""
        return self.reviewed.indicator

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of its faults."""
        return frozenset(fault.code for fault in self.reviewed.faults)

    @property
    def target(self) -> TargetValue:
        """The target value as read."""
        return self.row.target

    @cached_property
    def measured(self) -> bool:
        """Whether the value as entered is a number, a date or a term."""
        return self.target.kind in MEASURED

    @property
    def is_cost(self) -> bool:
        """Whether the row stands among the cost indicators."""
        return self.row.subcategory in _COSTS or self.row.category == "成本指标"

    @property
    def is_timeliness(self) -> bool:
        """Whether the row stands among the timeliness indicators."""
        return self.row.subcategory == TIMELINESS

    @property
    def is_outcome(self) -> bool:
        """Whether the row stands among the outcome indicators."""
        return self.row.category == "效益指标"

    @property
    def is_satisfaction(self) -> bool:
        """Whether the row asks how satisfied somebody is."""
        return self.row.category == "满意度指标" or bool(_SATISFIED.search(self.row.name))

    @property
    def words(self) -> str:
        """Name, value and description in one text."""
        return "，".join(filter(None, (self.row.name, self.row.target_value, self.row.description)))

    def place(self, subcategory: str) -> tuple[str, str]:
        """一级 and 二级指标 for a measure of class *subcategory*, in the tree this table uses."""
        if subcategory in _COSTS:
            four = any(row.category == "成本指标" for row in self.background.rows)
            return ("成本指标", "经济成本指标") if four else ("产出指标", COST)
        own = self.row
        if own.category and subcategory == own.subcategory and not own.category.startswith(("产出", "效益", "满意度")):
            return own.category, own.subcategory
        if subcategory in {VOLUME, QUALITY, TIMELINESS}:
            return "产出指标", subcategory
        if "满意度" in subcategory:
            return "满意度指标", SATISFACTION
        return "效益指标", subcategory if subcategory.endswith("指标") else SOCIAL

    def write(
        self,
        *,
        name: str,
        comparison: str,
        value: str | Blank,
        unit: str = "",
        formula: str,
        evidence: str,
        basis: str,
        subcategory: str = "",
        kind: ProposalKind = ProposalKind.PROPOSAL,
        rationale: str = "",
        source: str = RULE_SOURCE,
        group: str = "",
        numbers: tuple[ProposedNumber, ...] = (),
    ) -> Proposal:
        """A candidate. Blanks are read off its texts; the origins of copied numbers are found by the check."""
        category, second = self.place(subcategory or self.row.subcategory)
        texts = (name, str(value), formula, evidence, basis)
        return Proposal(
            kind=kind,
            name=name,
            comparison=comparison,
            value=str(value),
            unit=unit,
            formula=formula,
            evidence=evidence,
            basis=basis,
            period=self.background.year.text if self.background.year else "本年度",
            category=category,
            subcategory=second,
            rationale=rationale,
            source=source,
            group=group,
            numbers=numbers,
            blanks=blanks_in("".join(texts)),
        )


def blank(what: str, unit: str = "", where: str = "") -> Blank:
    """A blank: what is to be filled in, its unit, where to look."""
    return Blank(what=what, unit=unit, where=where)


def blanks_in(text: str) -> tuple[Blank, ...]:
    """The blanks written in *text*, each once."""
    found = (blank(match["what"], match["unit"] or "", match["where"] or "") for match in _BLANK.finditer(text))
    return tuple(dict.fromkeys(found))


def without_blanks(text: str, stand_in: str = "") -> str:
    """*text* with each blank replaced by *stand_in*."""
    return _BLANK.sub(stand_in, text)
