"""Only what the data leave no choice about is corrected, in the words and the unit of the draft."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.checking.replacements import confirmed, corrections
from reportgen.model.checked_text import CheckedMention, CheckedText, Correction, Verdict
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import unit_named


def ledger(text, value, unit):
    quantity = Quantity(Decimal(value), unit_named(unit))
    return FactLedger([Fact(id="f", label="数", text=text, role=Role.ACTUAL, quantity=quantity)])


def checked(written, code="NUMBER_DIFFERS", suggestion="请核对，填报数据为数{}", severity=Severity.ERROR, facts=("f",)):
    finding = Finding(
        code=code, severity=severity, message="", suggestion=suggestion, facts=facts, text=written, start=2,
        end=2 + len(written), number="1",
    )  # fmt: skip
    return CheckedText(draft="稿", text=f"共计{written}。", mentions=(), findings=(finding,), seen=0)


@pytest.mark.parametrize(
    ("written", "fact", "right"),
    [
        ("78人", ("74人", "74", "人"), "74人"),
        ("10,398.70万元", ("10,389.70万元", "10389.70", "万元"), "10,389.70万元"),
        ("1.0389亿元", ("10,389.70万元", "10389.70", "万元"), "1.03897亿元"),
        ("103987000元", ("10,389.70万元", "10389.70", "万元"), "103897000元"),
        ("94.65%", ("94.56%", "94.56", "%"), "94.56%"),
        ("七十八人", ("74人", "74", "人"), "74人"),
        ("90人次", ("90人", "90", "人"), "90人"),
        ("95%", ("≥90%", "90", "%"), "90%"),
        ("9.64", ("9.46", "9.46", "分"), "9.46"),
    ],
)
def test_a_number_is_written_as_the_draft_writes_it(written, fact, right):
    one = checked(written, suggestion=f"请核对，填报数据为数{fact[0]}")

    assert [each.text for each in corrections(one, ledger(*fact))] == [right]


@pytest.mark.parametrize("written", ["400余人", "33人", "4人", "740人次"])
def test_a_number_that_is_no_slip_of_the_fact_is_not_corrected(written):
    assert corrections(checked(written, suggestion="请核对，填报数据为数155人"), ledger("155人", "155", "人")) == ()


def test_a_slip_that_may_be_of_either_of_two_figures_is_not_corrected():
    known = ledger("74人", "74", "人")
    both = FactLedger(
        [*known.values(), replace(known["f"], id="f.g", text="79人", quantity=Quantity(Decimal(79), unit_named("人")))]
    )

    assert corrections(checked("78人", suggestion="请核对，填报数据为数74人"), both) == ()


def test_a_number_worked_out_from_the_data_is_not_corrected():
    one = checked("78人", suggestion="请核对，填报数据为推算数4人")

    assert corrections(one, ledger("74人", "74", "人")) == ()


@pytest.mark.parametrize("code", ["NUMBER_WRONG_ROLE", "NUMBER_WRONG_SUBJECT", "NUMBER_NOT_IN_DATA"])
def test_a_number_that_may_be_meant_otherwise_is_not_corrected(code):
    one = checked("78人", code, suggestion="请核对，填报数据为数74人")

    assert corrections(one, ledger("74人", "74", "人")) == ()


def test_without_entered_data_no_number_is_corrected():
    assert corrections(checked("78人", suggestion="请核对，填报数据为数74人"), None) == ()


def test_a_rating_keeps_the_words_around_it():
    one = checked("等级为“良好”", "VERDICT_RATING", suggestion="请改为“优”", facts=())

    assert [each.text for each in corrections(one, None)] == ["等级为“优”"]


def test_a_document_number_is_written_as_the_rule_wants_it():
    one = checked("财预[2020]10号", "DOC_NUMBER", "改为“财预〔2020〕10号”：年份用六角括号", Severity.WARNING, ())

    assert [each.text for each in corrections(one, None)] == ["财预〔2020〕10号"]


def test_a_correction_that_is_wrong_again_is_given_up():
    proposed = (Correction(2, 5, "74人", "1"), Correction(8, 10, "5期", "2"))
    again = CheckedText(
        draft="稿", text="", findings=(), seen=0,
        mentions=(
            CheckedMention(text="5期", start=8, end=10, kind="", value=None, unit="期", verdict=Verdict.REJECTED),
            CheckedMention(text="74人", start=2, end=5, kind="", value=None, unit="人", verdict=Verdict.TRACED),
        ),
    )  # fmt: skip

    assert confirmed(proposed, again) == (proposed[0],)
