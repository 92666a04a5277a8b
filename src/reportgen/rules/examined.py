"""What the rules over the data look at, and how they state what they found (数据反映的问题)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportgen.model.fact_ids import indicator_id
from reportgen.model.facts import FactLedger
from reportgen.model.finding import Finding, Severity
from reportgen.model.form import Form
from reportgen.model.indicators import Indicator
from reportgen.model.origin import Origin
from reportgen.model.scorecard import Scorecard
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.quantities.quantity import Quantity

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Examined:
    """What a rule looks at."""

    entered: SelfEvaluation
    scorecard: Scorecard
    ledger: FactLedger
    form: Form


def indicator_finding(
    code: str,
    severity: Severity,
    indicator: Indicator,
    message: str,
    suggestion: str,
    examined: Examined,
    *,
    extra: tuple[str, ...] = (),
) -> Finding:
    prefix = indicator_id(indicator.number)
    names = ("target_value", "actual_value", "completion", "deviation_reason")
    facts = tuple(f"{prefix}.{name}" for name in names if f"{prefix}.{name}" in examined.ledger)
    return Finding(
        code=code,
        severity=severity,
        message=message,
        suggestion=suggestion,
        facts=facts + extra,
        origins=places(indicator.origin("actual_value") or indicator.origin("target_value")),
        subject=indicator.called,
    )


def places(*origins: Origin | None) -> tuple[Origin, ...]:
    return tuple(origin for origin in origins if origin is not None)


def gap(one: Quantity, other: Quantity) -> Quantity:
    difference = one - other
    return Quantity(abs(difference.value), difference.unit)
