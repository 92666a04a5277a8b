"""Findings of both kinds told once, numbered, dismissed, and in the terms of a reviewer."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.checking.combined import combined, entered_cells, unsettled, with_cells
from reportgen.checking.deductions import deductions
from reportgen.checking.dismissals import dismissal_of, numbered, sentence_of, without_dismissed
from reportgen.model.checked_text import CheckedMention, CheckedText, Verdict
from reportgen.model.dismissal import Dismissal
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.model.finding import Finding, Severity
from reportgen.model.origin import Origin
from reportgen.model.review_points import ReviewCriterion
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import PERCENT

TEXT = "一、概况\n共培训74人。完成率95%；满意度90%。\n培训\t74人\n共培训74人。"


def finding(code, text, *, after=0, severity=Severity.ERROR):
    start = TEXT.index(text, after)
    return Finding(code=code, severity=severity, message=f"“{text}”不对", text=text, start=start, end=start + len(text))


def mention(text, verdict):
    start = TEXT.index(text)
    return CheckedMention(text=text, start=start, end=start + len(text), kind="", value=None, unit="%", verdict=verdict)


WRONG = finding("NUMBER_DIFFERS", "95%")
JUDGED = CheckedText(
    draft="报告.docx",
    text=TEXT,
    mentions=(mention("95%", Verdict.REJECTED), mention("90%", Verdict.TRACED)),
    findings=(),
    seen=2,
)


def test_where_both_speak_of_the_same_number_the_data_decide():
    doubled = finding("RATE_IN_TEXT", "完成率95%")
    elsewhere = finding("STATUS_VS_VALUE", "90%")

    assert combined([WRONG], [doubled, elsewhere], JUDGED) == (WRONG, elsewhere)


def test_a_fault_of_the_writing_stays_beside_a_wrong_number():
    typo = finding("TYPO", "完成率95%")

    assert combined([WRONG], [typo], JUDGED) == (typo, WRONG)


def test_a_true_number_is_not_blamed_for_a_wrong_one_in_its_sentence():
    text = TEXT.replace("；", "，")
    beside = finding("RATE_IN_TEXT", "90%")

    assert combined([WRONG], [beside], replace(JUDGED, text=text)) == (WRONG,)
    assert combined([WRONG], [beside], JUDGED) == (WRONG, beside)


def test_a_true_number_is_not_blamed_for_differing_from_a_wrong_one_elsewhere():
    here, there, third = (Origin("报告.docx", part=part) for part in ("甲", "乙", "丙"))
    wrong = replace(WRONG, origins=(there,))
    beside = replace(finding("TEXT_VS_TEXT", "90%"), origins=(here, there))
    other = replace(finding("TEXT_VS_TEXT", "90%"), origins=(here, third))

    assert combined([wrong], [beside, other], JUDGED) == (wrong, other)


def test_a_note_by_the_data_does_not_hide_a_contradiction():
    note = finding("NUMBER_NOT_IN_DATA", "95%", severity=Severity.INFO)
    contradiction = finding("RATE_IN_TEXT", "95%")

    assert combined([note], [contradiction], JUDGED) == (note, contradiction)


FIGURE = Fact(id="f", label="满意度", text="90%", role=Role.ACTUAL, quantity=Quantity(Decimal(90), PERCENT))
PROSE = Fact(id="p", label="完成情况", text="满意度90%", role=Role.NAME)


@pytest.mark.parametrize(
    ("fact", "code", "of_data", "kept"),
    [
        ("f", "RATE_IN_TEXT", (), False),  # each number restates a figure of the data
        ("p", "RATE_IN_TEXT", (), True),  # it only repeats what was entered as prose
        ("f", "PROSE_VS_TABLE", (), True),  # two entered figures may contradict each other
        ("f", "RATE_IN_TEXT", (replace(WRONG, code="SUM_MISMATCH"),), True),  # the data do not add up themselves
    ],
)
def test_workings_of_proven_figures_are_settled_by_the_data(fact, code, of_data, kept):
    judged = replace(JUDGED, mentions=(replace(mention("90%", Verdict.TRACED), facts=(fact,)),))
    told = finding(code, "90%")

    assert unsettled([told], judged, FactLedger([FIGURE, PROSE]), of_data) == ((told,) if kept else ())


def test_a_contradiction_of_true_numbers_names_the_cells_they_were_entered_in():
    cell = Origin("填报.xlsx", part="指标", row=9, column=13)
    judged = replace(JUDGED, mentions=(replace(mention("90%", Verdict.TRACED), facts=("f",)),))

    (told,) = with_cells([finding("PROSE_VS_TABLE", "90%")], judged, FactLedger([replace(FIGURE, origin=cell)]))

    assert told.origins == (cell,)


def test_a_derived_figure_leads_to_the_cells_it_was_computed_from():
    budget = Fact(
        id="b", label="预算", text="2", role=Role.BUDGET, origin=Origin("填报.xlsx", part="预算", row=4, column=4)
    )
    actual = Fact(
        id="a", label="执行", text="1", role=Role.ACTUAL, origin=Origin("填报.xlsx", part="预算", row=4, column=5)
    )
    rate = Fact(id="r", label="执行率", text="50%", role=Role.RATE, formula="a÷b", operands=("a", "b"))

    cells = entered_cells(["r"], FactLedger([budget, actual, rate]))

    assert [str(cell) for cell in cells] == ["填报.xlsx 预算!E4", "填报.xlsx 预算!D4"]


def test_a_number_stays_while_its_sentence_stays():
    (before,) = numbered([WRONG], TEXT)
    moved = "新的一段，共3项。\n" + TEXT
    (after,) = numbered([replace(WRONG, start=WRONG.start + 10, end=WRONG.end + 10)], moved)

    assert moved[after.start : after.end] == "95%"
    assert before.number == after.number
    assert len(before.number) == 6


def test_a_number_changes_with_its_sentence_its_words_and_its_rule():
    other_sentence = TEXT.replace("完成率95%", "全年完成率95%")
    longer = replace(WRONG, start=WRONG.start + 2, end=WRONG.end + 2)

    numbers = {
        numbered([WRONG], TEXT)[0].number,
        numbered([longer], other_sentence)[0].number,
        numbered([replace(WRONG, code="NUMBER_WRONG_ROLE")], TEXT)[0].number,
        numbered([finding("NUMBER_DIFFERS", "90%")], TEXT)[0].number,
    }

    assert len(numbers) == 4


def test_a_sentence_that_stands_twice_has_two_numbers():
    first = finding("NUMBER_DIFFERS", "74人")
    last = finding("NUMBER_DIFFERS", "74人", after=TEXT.rindex("共培训"))

    one, two = numbered([first, last], TEXT)

    assert sentence_of(one, TEXT) == sentence_of(two, TEXT) == "共培训74人。"
    assert one.number != two.number


def test_the_sentence_of_a_cell_is_its_row():
    assert sentence_of(finding("NUMBER_DIFFERS", "74人", after=TEXT.index("\t")), TEXT) == "培训\t74人"


def test_dismissed_findings_stand_apart_and_stale_dismissals_are_told():
    first, second = numbered([WRONG, finding("STATUS_VS_VALUE", "90%")], TEXT)
    checked = CheckedText(draft="报告.docx", text=TEXT, mentions=(), findings=(first, second), seen=0)
    known = dismissal_of(first, TEXT, reason="已核实", by="王敏", date="2024年3月1日")
    gone = Dismissal(number="000000", reason="早先")

    once = without_dismissed(checked, [known, gone])

    assert once.findings == (second,)
    assert [(each.finding, each.dismissal) for each in once.dismissed] == [(first, known)]
    assert once.stale == (gone,)
    assert known.text == "完成率95%；"
    assert without_dismissed(once, [known, gone]) == once


def test_each_mistake_of_a_kind_costs_its_points_and_notes_cost_nothing():
    sums = ReviewCriterion(name="合计不符", points=Decimal("0.3"), codes=("TABLE_SUM",), source="某市")
    back = ReviewCriterion(name="年度写错", points=None, codes=("DATE_YEAR",), source="某市")
    found = numbered(
        [
            finding("TABLE_SUM", "95%"),
            finding("TABLE_SUM", "90%", severity=Severity.WARNING),
            finding("TABLE_SUM", "74人", severity=Severity.INFO),
            finding("DATE_YEAR", "概况"),
        ],
        TEXT,
    )

    first, second = deductions(found, [sums, back])

    assert (first.points, len(first.findings)) == (Decimal("0.6"), 2)
    assert second.points is None
    assert deductions([], [sums, back]) == ()
