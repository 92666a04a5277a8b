"""Slots name facts; code writes the figures."""

from decimal import Decimal

import pytest

from reportgen.drafting.narrative.slots import sentence_runs, with_slots
from reportgen.model.draft import Figure, Words
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import NO_UNIT

LEDGER = FactLedger(
    (
        Fact(id="budget.total.execution_rate", label="预算执行率", text="84.48%", role=Role.RATE),
        Fact(id="indicator.1.target_value", label="指标值", text="≥90%", role=Role.TARGET),
        Fact(id="indicator.2.target_value", label="指标值", text="有所提高", role=Role.TARGET),
        Fact(id="indicator.3.target_value", label="指标值", text=">90%", role=Role.TARGET),
        Fact(id="goal.1.achieved", label="实际完成情况", text="办班3期，培训120人次；发放手册。", role=Role.TEXT),
        Fact(
            id="score.total",
            label="自评总分",
            text="95.20",
            role=Role.SCORE,
            quantity=Quantity(Decimal("95.2"), NO_UNIT),
        ),
    )
)


def filled(sentence: str, *, offered: frozenset[str] = frozenset(LEDGER)) -> str:
    runs, faults = sentence_runs(sentence, LEDGER, offered)
    assert faults == ()
    return "".join(run.text for run in runs)


def faults(sentence: str, *, offered: frozenset[str] = frozenset(LEDGER)) -> list[str]:
    return [fault.code for fault in sentence_runs(sentence, LEDGER, offered)[1]]


def test_a_slot_becomes_a_figure_bound_to_its_fact() -> None:
    runs, _ = sentence_runs("执行率为[[budget.total.execution_rate]]。", LEDGER, frozenset(LEDGER))

    assert runs == (Words("执行率为"), Figure("84.48%", "budget.total.execution_rate"), Words("。"))


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("指标值为[[indicator.1.target_value]]。", "指标值为≥90%。"),
        ("指标[[indicator.1.target_value]]。", "指标不低于90%。"),
        ("没有达到[[indicator.3.target_value]]的要求。", "没有达到>90%的要求。"),
        ("没有超过[[indicator.3.target_value]]的要求。", "没有超过90%的要求。"),
        ("指标值不低于[[indicator.1.target_value]]。", "指标值不低于90%。"),
        ("目标是[[indicator.2.target_value]]。", "目标是有所提高。"),
        ("得[[score.total]]，等级为优。", "得95.20分，等级为优。"),
        ("得[[score.total]]分，等级为优。", "得95.20分，等级为优。"),
        ("执行率[[budget.total.execution_rate]]%。", "执行率84.48%。"),
        ("全年[[goal.1.achieved]]。", "全年办班3期，培训120人次；发放手册。"),
        ("培训[[goal.1.achieved#2]]，办班[[goal.1.achieved#1]]。", "培训120人次，办班3期。"),
        ("培训[[goal.1.achieved#2]]人次。", "培训120人次。"),
    ],
)
def test_the_words_around_a_slot_fit_its_figure(sentence: str, text: str) -> None:
    assert filled(sentence) == text


def test_an_entered_text_is_shown_with_its_numbers_as_slots() -> None:
    assert with_slots(LEDGER["goal.1.achieved"]) == "办班[[goal.1.achieved#1]]，培训[[goal.1.achieved#2]]；发放手册"


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("执行率[[budget.total.rate]]。", "SLOT_UNKNOWN"),
        ("培训[[goal.1.achieved#3]]。", "SLOT_UNKNOWN"),
        ("培训[[goal.1.achieved#０]]。", "SLOT_UNKNOWN"),
        ("培训[[goal.1.achieved#x]]。", "SLOT_UNKNOWN"),
        ("执行率[[budget.total.execution_rate。", "SLOT_SYNTAX"),
        ("执行率{{ budget.total.execution_rate }}。", "SLOT_SYNTAX"),
    ],
)
def test_a_slot_that_names_nothing_is_told(sentence: str, code: str) -> None:
    assert faults(sentence) == [code]


def test_a_fact_that_was_not_offered_is_refused() -> None:
    assert faults("得[[score.total]]。", offered=frozenset({"goal.1.achieved"})) == ["SLOT_NOT_OFFERED"]
