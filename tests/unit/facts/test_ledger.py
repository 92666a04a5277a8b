"""The ledger: entered facts with their cells, derived facts with formula and operands."""

from decimal import Decimal

import pytest

from reportgen.facts.entered_facts import clean
from reportgen.facts.ledger import build_ledger
from reportgen.model.facts import FactLedger, Role
from reportgen.model.indicators import Project, RollUp
from reportgen.model.origin import Origin
from reportgen.model.self_evaluation import BudgetLine, SelfEvaluation
from reportgen.rules.scoring import score
from sample_entry import form, indicator, sample_entry, wan


def ledger_of(entered: SelfEvaluation) -> FactLedger:
    return build_ledger(entered, score(entered, form()), form())


def test_an_entered_amount_is_stated_in_the_entry_unit_with_two_decimals() -> None:
    fact = ledger_of(sample_entry())["budget.total.adjusted_budget"]

    assert (fact.text, fact.role, fact.period) == ("130.50万元", Role.BUDGET, "2023")


def test_an_amount_entered_in_yuan_is_stated_in_the_unit_of_the_entry() -> None:
    line = BudgetLine(source="合计", expenditure_type="合计", adjusted_budget=wan("1234.565"))

    assert ledger_of(sample_entry(budget=(line,)))["budget.total.adjusted_budget"].text == "1,234.57万元"


def test_every_entered_fact_keeps_its_cell() -> None:
    cell = Origin("填报.xlsx", part="预算", row=5, column=3)
    line = BudgetLine(
        source="合计", expenditure_type="合计", adjusted_budget=wan("1"), origins={"adjusted_budget": cell}
    )

    fact = ledger_of(sample_entry(budget=(line,)))["budget.total.adjusted_budget"]

    assert str(fact.origin) == "填报.xlsx 预算!C5"


@pytest.mark.parametrize(
    ("fact_id", "text"),
    [
        ("budget.total.execution_rate", "84.48%"),
        ("budget.total.surplus", "20.25万元"),
        ("budget.total.adjustment_up", "30.50万元"),
        ("budget.total.adjustment_rate_up", "30.50%"),
        ("budget.total.growth_up", "12.25万元"),
        ("budget.total.growth_rate_up", "12.50%"),
        ("budget.basic.share", "54.42%"),
        ("budget.project.execution_rate", "71.28%"),
        ("staff.control_rate", "90.00%"),
        ("indicator.1.completion", "92.50%"),
        ("indicator.1.below_target", "6人"),
        ("indicator.2.above_target", "5个百分点"),
        ("count.indicators", "2项"),
        ("count.indicators.missed", "1项"),
        ("score.total", "94.70"),
    ],
)
def test_declared_derivations_come_out(fact_id: str, text: str) -> None:
    assert ledger_of(sample_entry())[fact_id].text == text


def test_a_derived_fact_names_its_formula_and_operands() -> None:
    rate = ledger_of(sample_entry())["budget.total.execution_rate"]

    assert rate.formula == "全年执行数÷全年预算数×100%"
    assert rate.operands == ("budget.total.actual_expenditure", "budget.total.adjusted_budget")


def test_every_operand_is_a_fact_of_the_ledger() -> None:
    ledger = ledger_of(sample_entry())

    missing = [operand for fact in ledger.values() for operand in fact.operands if operand not in ledger]

    assert missing == []


def test_a_decrease_is_stated_as_a_decrease() -> None:
    line = BudgetLine(source="合计", expenditure_type="合计", original_budget=wan("200"), adjusted_budget=wan("150"))
    ledger = ledger_of(sample_entry(budget=(line,)))

    assert ledger["budget.total.adjustment_down"].text == "50.00万元"
    assert "budget.total.adjustment_up" not in ledger


def test_the_total_follows_from_its_parts_when_it_was_not_entered() -> None:
    lines = (
        BudgetLine(
            source="财政拨款", expenditure_type="合计", adjusted_budget=wan("70.5"), actual_expenditure=wan("70")
        ),
        BudgetLine(source="其他资金", expenditure_type="合计", adjusted_budget=wan("9.5"), actual_expenditure=wan("2")),
    )
    ledger = ledger_of(sample_entry(budget=lines))

    assert ledger["budget.total.adjusted_budget"].text == "80.00万元"
    assert ledger["budget.total.execution_rate"].text == "90.00%"


def test_a_zero_budget_has_no_execution_rate() -> None:
    line = BudgetLine(source="其他资金", expenditure_type="合计", adjusted_budget=wan("0"), actual_expenditure=wan("0"))

    assert "budget.other.execution_rate" not in ledger_of(sample_entry(budget=(line,)))


def test_a_roll_up_adds_the_project_figures() -> None:
    entered = sample_entry(
        indicators=(indicator("1", subcategory="成本指标", target_value="≤50.5万元", actual_value="50万元"),),
        projects=(
            Project(number="1", name="甲项目", budget=wan("30.5")),
            Project(number="2", name="乙项目", budget=wan("20")),
        ),
        payment_plan=(),
        roll_ups=tuple(RollUp(indicator="1", project=number, measure="项目预算数") for number in ("1", "2")),
    )

    total = ledger_of(entered)["roll_up.1.项目预算数"]

    assert total.quantity is not None
    assert total.quantity.value == Decimal("50.5")
    assert total.operands == ("project.1.budget", "project.2.budget")


@pytest.mark.parametrize(
    ("entered", "stated"),
    [
        ("办公室\n征集科\n 保管科 ", "办公室、征集科、保管科"),
        ("1.完成全市档案馆库房改造工程\n2.数字化。", "1.完成全市档案馆库房改造工程；2.数字化。"),
        ("甲。\n\n乙。", "甲。乙。"),
        ("\ufdd0甲\ufdd2", "甲"),
        ("\ue815甲", "\ue815甲"),
        (" 74 ", "74"),
    ],
)
def test_entered_text_is_stated_on_one_line(entered: str, stated: str) -> None:
    assert clean(entered) == stated
