"""The review of indicators (绩效指标审核): the faults of each row, and proposals whose every number has an origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.finding import Severity
from reportgen.model.indicators import Indicator
from reportgen.model.origin import Origin


class Requirement(StrEnum):
    """What an indicator must be (财预〔2015〕88号 第十一条): the requirement that a fault misses."""

    POINTED = "指向明确"
    QUANTIFIED = "细化量化"
    REASONABLE = "合理可行"
    MATCHED = "相应匹配"


class ProposalKind(StrEnum):
    """Whether a proposal changes only the form of a row or its meaning."""

    SAFE_FIX = "safe_fix"  # 形式修正: unit, symbol, class, name
    PROPOSAL = "proposal"  # 建议: another measure, for the official to decide


class Decision(StrEnum):
    """What the official decides about a proposal in the review sheet (审核表)."""

    ACCEPT = "采纳"
    MODIFY = "修改"
    REJECT = "不采纳"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFault:
    """One fault (问题) of one row: *field* names the entered field, ``start:end`` is the span in that field's text."""

    code: str  # VAGUE, NAMEGOAL, ... of reviewing.fault_kinds
    field: str  # a field of Indicator: name, target_value, ...
    text: str
    start: int
    end: int
    reason: str  # plain Chinese
    requirement: Requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedNumber:
    """A number of a proposal: as written, where it was copied from, or the formula by which it was computed.

    *origin* is Chinese and names field and place; *formula* is empty where the number was copied.
    """

    text: str
    origin: str
    formula: str = ""
    places: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A blank (待填): what is to be filled in, its unit, and where the official finds it."""

    what: str
    unit: str = ""
    where: str = ""

    def __str__(self) -> str:
        return f"【待填：{'，'.join(part for part in (self.what, self.unit, self.where) if part)}】"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One complete indicator to write instead (建议指标). *value* is a number as written or holds a blank.

    One fault may need several rows (a compound indicator is split): those proposals carry the same *group*, and are
    accepted together. *source* says where the candidate comes from: rule, own output, the indicator bank, the model.
    """

    kind: ProposalKind
    name: str
    comparison: str  # ≥ ≤ > < = or empty
    value: str
    unit: str
    formula: str = ""  # 计算方法: numerator ÷ denominator
    evidence: str = ""  # 佐证材料
    basis: str = ""  # 指标值确定依据
    period: str = ""  # 考核周期
    category: str = ""
    subcategory: str = ""
    rationale: str = ""
    source: str = ""
    group: str = ""
    numbers: tuple[ProposedNumber, ...] = ()
    blanks: tuple[Blank, ...] = ()

    @property
    def target_value(self) -> str:
        """The target value as written into the form: ``≥95%``, ``≤【待填：…】元/户``."""
        return f"{self.comparison}{self.value}{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedIndicator:
    """One row of a table of indicators, judged. *notes* are secondary flags (次要提示) that do not stop measuring."""

    indicator: Indicator
    document: str
    project: str  # the project's name, empty for an indicator of the department
    measurable: bool
    faults: tuple[IndicatorFault, ...]
    notes: tuple[IndicatorFault, ...]
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFault:
    """A fault of a whole table of indicators (整表问题): of the department's, or of one project's."""

    code: str
    document: str
    project: str
    severity: Severity
    reason: str
    requirement: Requirement
    suggestion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorReview:
    """A reviewed document or several: its rows in order, and what is wrong with its tables as wholes."""

    rows: tuple[ReviewedIndicator, ...]
    tables: tuple[TableFault, ...]
    not_read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedProposal:
    """One line of a review sheet that came back with a decision. *places* maps a field to its cell, ``""`` to the row.

    *name* to *basis* are what the cells say now; *own_name* and *own_value* are the official's own words.
    """

    number: str
    project: str
    key: str
    group: str
    decision: Decision
    name: str
    comparison: str
    value: str
    unit: str
    formula: str
    evidence: str
    basis: str
    category: str
    subcategory: str
    source: str
    own_name: str = ""
    own_value: str = ""
    decided_by: str = ""
    decided_on: str = ""
    document: str = ""  # the reviewed file the row stands in
    places: Mapping[str, Origin]

    def place(self, field: str = "") -> str:
        """The cell of *field*, else the row."""
        return str(self.places.get(field) or self.places[""])

    @property
    def final_name(self) -> str:
        """The name decided on: the official's own where one was written."""
        return self.own_name if self.decision is Decision.MODIFY and self.own_name else self.name

    @property
    def final_value(self) -> str:
        """The target value decided on, with symbol and unit."""
        if self.decision is Decision.MODIFY and self.own_value:
            return self.own_value
        return f"{self.comparison}{self.value}{self.unit}"
