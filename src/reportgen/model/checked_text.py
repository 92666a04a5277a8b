"""A text after checking (核查结果): every number with its verdict, every finding with its place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reportgen.model.dismissal import Dismissal
from reportgen.model.finding import Finding
from reportgen.model.review_points import Deduction


class Verdict(StrEnum):
    """What became of a number: true by a fact, true by a declared derivation, no claim, false, or not understood."""

    TRACED = "traced"
    DERIVED = "derived"
    EXEMPT = "exempt"
    REJECTED = "rejected"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedMention:
    """One number of the text at ``start:end``, judged. *facts* are the ids it restates; *reason* is Chinese."""

    text: str
    start: int
    end: int
    kind: str
    value: Decimal | None
    unit: str
    verdict: Verdict
    facts: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissedFinding:
    """A finding that stands, and the dismissal that says why nothing is done about it."""

    finding: Finding
    dismissal: Dismissal


@dataclass(frozen=True, slots=True)
class Correction:
    """What replaces the words at ``start:end`` of a checked text; *finding* is the number of the finding about them.

    *why* tells in Chinese what was wrong, *facts* are those that the new words state. Words replaced by nothing are
    those that nothing bears out (建议删去).
    """

    start: int
    end: int
    text: str
    finding: str = ""
    why: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedText:
    """A whole draft, judged. Offsets are characters of *text*; *not_read* names what the reader could not see.

    *dismissed* findings are not among the *findings*. *stale* are dismissals whose finding is no longer there.
    *deductions* are what the findings would cost at a review.
    """

    draft: str  # the file's name
    text: str
    mentions: tuple[CheckedMention, ...]
    findings: tuple[Finding, ...]
    seen: int
    not_read: tuple[str, ...] = ()
    dismissed: tuple[DismissedFinding, ...] = ()
    stale: tuple[Dismissal, ...] = ()
    deductions: tuple[Deduction, ...] = ()
