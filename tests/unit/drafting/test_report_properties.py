"""Whatever valid data is entered, every templated section states only ledger figures."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from reportgen import pipeline
from reportgen.model.draft import Draft, Figure, Paragraph, Run, Table
from reportgen.model.self_evaluation import SelfEvaluation
from sample_entry import TEMPLATES, form
from strategies import self_evaluations

FORMS = ("general", "tianjin", "shanghai", "hebei")
SETTINGS = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),  # shrinking a whole entry takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
DIGITS = re.compile(r"[0-9０-９]")


def run_groups(draft: Draft) -> list[tuple[Run, ...]]:
    blocks = [block for part in (*draft.sections, *draft.annexes) for block in part.blocks]
    groups = [block.runs for block in blocks if isinstance(block, Paragraph)]
    tables = [block for block in blocks if isinstance(block, Table)]
    return groups + [cell.runs for table in tables for row in table.rows for cell in row.cells]


@pytest.mark.parametrize("code", FORMS)
@settings(
    max_examples=25,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(entered=self_evaluations())
def test_every_digit_of_a_report_stands_in_a_figure_of_the_ledger(code: str, entered: SelfEvaluation) -> None:
    evaluation = pipeline.evaluate(entered, form(code))

    draft = pipeline.draft(evaluation, TEMPLATES)

    for runs in run_groups(draft):
        for run in runs:
            if isinstance(run, Figure):
                assert run.fact in evaluation.ledger
            else:
                claimed = run.text.replace("（1）", "").replace("（2）", "")
                assert not DIGITS.search(claimed) or run.text.startswith("【待填："), run.text


@settings(
    max_examples=25,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(entered=self_evaluations())
def test_every_derived_fact_is_recomputed_from_operands_that_exist(entered: SelfEvaluation) -> None:
    ledger = pipeline.evaluate(entered, form()).ledger

    for fact in ledger.values():
        assert all(operand in ledger for operand in fact.operands), fact
