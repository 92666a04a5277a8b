"""A section that is not true is left as a gap with the reason, and the others stay."""

from pathlib import Path

from reportgen import pipeline
from reportgen.checking.check_sections import check_sections, text_of, with_gaps
from reportgen.model.draft import Draft, Gap, Heading, Paragraph, Section, Table, TableCell, TableRow, Words
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
