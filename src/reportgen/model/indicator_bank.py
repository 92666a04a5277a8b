"""The indicator bank (指标库): measurable indicators by field of work, without any target value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BankIndicator:
    """One indicator of the bank. *objects* are the things it measures; *direction* is ≥, ≤, = or 定性."""

    name: str
    category: str
    subcategory: str
    objects: tuple[str, ...]
    direction: str
    unit: str
    formula: str
    evidence: str
    basis: str
    numerator: str = ""
    denominator: str = ""
    field_of_work: str = ""
    keywords: tuple[str, ...] = ()  # of the field: words that tell that a project belongs to it
    source: str = ""  # the file it stands in

    @property
    def called(self) -> str:
        """The indicator with its place, as an official reads it: 指标库“交通运输”：农村公路列养率."""
        return f"指标库“{self.field_of_work}”：{self.name}"
