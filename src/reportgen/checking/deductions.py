"""What findings would cost at a review of 财政 (评审可能扣分)."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model.finding import Finding, Severity
from reportgen.model.review_points import Deduction, ReviewCriterion


def deductions(findings: Sequence[Finding], criteria: Sequence[ReviewCriterion]) -> tuple[Deduction, ...]:
    """One deduction for each criterion that errors or warnings of *findings* meet, in the order of *criteria*."""
    counted = [each for each in findings if each.severity is not Severity.INFO]
    found = (
        Deduction(criterion=criterion, findings=tuple(each.number for each in counted if each.code in criterion.codes))
        for criterion in criteria
    )
    return tuple(each for each in found if each.findings)
