"""The ledger of one entry (事实台账): entered facts first, then what is derived from them."""

from __future__ import annotations

from reportgen.facts.derivation import derived_facts
from reportgen.facts.entered_facts import entered_facts
from reportgen.model.facts import FactLedger
from reportgen.model.form import Form
from reportgen.model.scorecard import Scorecard
from reportgen.model.self_evaluation import SelfEvaluation


def build_ledger(entered: SelfEvaluation, scorecard: Scorecard, form: Form) -> FactLedger:
    """Every fact that a report on *entered* may state. *entered* must be valid: ids must not repeat."""
    known = {fact.id: fact for fact in entered_facts(entered)}
    return FactLedger([*known.values(), *derived_facts(entered, known, scorecard, form)])
