"""A section that is not true is left as a gap with the reason, and the others stay."""

from pathlib import Path

from reportgen import pipeline
from reportgen.checking.check_sections import check_sections, text_of, with_gaps
from reportgen.model.draft import Draft, Figure, Gap, Heading, Paragraph, Section, Table, TableCell, TableRow, Words
from reportgen.settings import read_settings
from stories_places import ENTRIES

TRUE = Section("true", (Heading(1, "一、", "预算"), Paragraph((Words("部门整体支出全年执行6,102.37万元。"),))))
FALSE = Section(
    "false", (Heading(1, "二、", "执行"), Paragraph((Words("2023年，部门整体支出全年执行6,201.37万元。"),)))
)
DRAFT = Draft(title="报告", sections=(TRUE, FALSE))


def ledger():
    return pipeline.open_entry(Path(ENTRIES / "agriculture.yaml"), read_settings().templates).ledger


def test_only_the_false_section_has_findings():
    found = check_sections(DRAFT, ledger())

    assert set(found) == {1}
    assert found[1][0].text == "6,201.37万元"


def test_a_false_section_keeps_its_heading_and_says_why_it_is_missing():
    stopped = with_gaps(DRAFT, check_sections(DRAFT, ledger()))

    assert stopped.sections[0] == TRUE
    heading, paragraph = stopped.sections[1].blocks
    assert heading == Heading(1, "二、", "执行")
    (gap,) = paragraph.runs
    assert isinstance(gap, Gap)
    assert "6,201.37万元" in gap.comment
    assert "自行撰写" in gap.comment


def test_a_table_is_read_row_by_row():
    row = TableRow((TableCell((Words("培训人数"),)), TableCell((Words("74人"),))))

    assert text_of(Section("t", (Table(rows=(row,), widths=(1, 1), caption="附表"),))) == "附表\n培训人数\t74人"


def test_a_figure_proved_when_it_was_written_is_not_doubted_for_the_words_around_it():
    words = Words("部门整体支出年初预算")
    proved = Section("proved", (Paragraph((words, Figure("6,102.37万元", "budget.total.actual_expenditure"))),))
    typed = Section("typed", (Paragraph((words, Words("6,102.37万元"))),))

    assert set(check_sections(Draft(title="报告", sections=(proved, typed)), ledger())) == {1}


def test_a_verdict_around_a_proved_figure_is_still_judged():
    runs = (
        Words("部门整体支出全年执行"),
        Figure("6,102.37万元", "budget.total.actual_expenditure"),
        Words("，绩效指标全部完成。"),
    )

    found = check_sections(Draft(title="报告", sections=(Section("s", (Paragraph(runs),)),)), ledger())

    assert [each.code for each in found[0]] == ["VERDICT_ALL"]
