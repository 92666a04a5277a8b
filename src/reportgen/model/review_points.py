"""How reviewers of 财政 count mistakes (评审扣分): criteria with their points, and what a draft would lose."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCriterion:
    """One criterion: *points* (分) are lost for each mistake; None where a draft is sent back instead."""

    name: str
    points: Decimal | None
    codes: tuple[str, ...]  # the findings that are mistakes of this kind
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """What a draft would lose by one criterion: the numbers of the findings, and the points of all of them."""

    criterion: ReviewCriterion
    findings: tuple[str, ...]

    @property
    def points(self) -> Decimal | None:
        """The points lost in all, None where the draft would be sent back."""
        return None if self.criterion.points is None else self.criterion.points * len(self.findings)
