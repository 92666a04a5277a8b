"""What one document states (读数), before several documents of a department are put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from reportgen.importing.accounting import Use
from reportgen.model.indicators import CategoryWeight, Indicator, PaymentPlanPoint, PerformanceGoal, Project
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import (
    BasisNotice,
    BudgetLine,
    Duty,
    EnteredProblem,
    ManagementItem,
    Narrative,
    StaffCount,
)

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Found(Generic[_T]):
    """A value and where it stands. *inferred* tells how it was concluded, in Chinese, when it is not stated as such."""

    value: _T
    origin: Origin
    inferred: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything read from one document. *department* and *conclusion* map field names to what was found."""

    file: str
    department: Mapping[str, Found[Any]] = field(default_factory=dict)
    conclusion: Mapping[str, Found[Any]] = field(default_factory=dict)
    staff: tuple[StaffCount, ...] = ()
    duties: tuple[Duty, ...] = ()
    basis_notices: tuple[BasisNotice, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    weights: tuple[CategoryWeight, ...] = ()
    goals: tuple[PerformanceGoal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    projects: tuple[Project, ...] = ()
    payment_plan: tuple[PaymentPlanPoint, ...] = ()
    management: tuple[ManagementItem, ...] = ()
    problems: tuple[EnteredProblem, ...] = ()
    narratives: tuple[Narrative, ...] = ()
    notices: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()
    uses: Mapping[Origin, Use] = field(default_factory=dict)
