"""The review sheets of a made-up project, kept as plain text, and what an official's program must find in them.

``REPORTGEN_UPDATE_GOLDENS=1 pytest tests/golden`` writes the texts anew; read the diff before committing it.
"""

import io
import os
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from defusedxml import ElementTree

from indicator_cases import entry, reviewed, row
from reportgen import indicators
from reportgen.documents.plain_text import document_text
from reportgen.model.indicator_review import IndicatorReview
from reportgen.reviewing.review import review_indicators

GOLDENS = Path(__file__).parent
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ENTERED = entry(
    row("成本", "养护经费不超过预算", "≤96万元"),
    row("数量", "农村公路养护里程", "≥320公里", "2"),
    row("社会", "改善群众出行条件", "明显改善", "3"),
    row("质量", "组织养护比武", "参赛班组不少于6个，评出能手不少于12人", "4"),
    row("时效", "养护任务完成及时性", "及时", "5"),
    row("数量", "路灯维护合格率", "12盏", "6"),
    row("经济", "降低车辆通行成本", "降低", "7"),
    project="农村公路养护项目",
    budget="120",
)


@pytest.fixture(scope="module")
def review():
    judged = review_indicators(ENTERED, document="填报.xlsx", form=None)
    return IndicatorReview(rows=reviewed(ENTERED), tables=judged.tables)


@pytest.fixture(scope="module")
def workbook(review):
    return openpyxl.load_workbook(io.BytesIO(indicators.indicator_review_file(review, ".xlsx")))


@pytest.fixture(scope="module")
def document(review):
    return indicators.indicator_review_file(review, ".docx")


def lines_of(workbook):
    """Every cell with a text, by sheet and place."""
    for sheet in workbook:
        yield f"## {sheet.title}"
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.value is not None:
                    yield f"{cell.coordinate}\t{str(cell.value).replace(chr(10), ' / ')}"


def golden(name, text):
    """The text kept under *name*, written anew where that is asked for."""
    kept = GOLDENS / name
    if os.environ.get("REPORTGEN_UPDATE_GOLDENS"):
        kept.write_text(text, encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def test_the_sheet_to_work_through_is_the_kept_one(workbook):
    text = "\n".join(lines_of(workbook)) + "\n"

    assert text == golden("review_sheet.txt", text)


def test_the_document_for_circulation_is_the_kept_one(document):
    text = document_text(document)

    assert text == golden("review_document.txt", text)


def test_decisions_are_chosen_from_a_list(workbook):
    sheet = workbook["审核表"]

    (choices,) = sheet.data_validations.dataValidation

    assert choices.formula1 == '"采纳,修改,不采纳"'
    assert choices.type == "list"
    assert choices.showErrorMessage is True
    assert str(choices.sqref) == f"Z5:Z{sheet.max_row}"


def test_heads_stay_in_sight_lines_can_be_filtered_and_keys_are_hidden(workbook):
    sheet = workbook["审核表"]

    assert sheet.freeze_panes == "D5"
    assert sheet.auto_filter.ref == f"A4:AI{sheet.max_row}"
    assert [letter for letter, column in sheet.column_dimensions.items() if column.hidden] == ["AF", "AG", "AH", "AI"]
    assert sheet.print_title_rows == "$3:$4"


def test_no_cell_of_the_sheet_is_a_formula(workbook):
    assert [cell.coordinate for sheet in workbook for cells in sheet.iter_rows() for cell in cells
            if cell.data_type == "f"] == []  # fmt: skip


def test_blanks_stand_out_in_the_sheet(workbook):
    sheet = workbook["审核表"]
    blank = [cell for cells in sheet.iter_rows(min_row=5, max_col=25) for cell in cells if "【待填" in str(cell.value)]

    assert len(blank) > 0
    assert {cell.fill.fgColor.rgb[-6:] for cell in blank} == {"FFF2A8"}


def test_every_part_of_the_document_is_well_formed_and_every_comment_is_anchored(document):
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        parts = {name: ElementTree.fromstring(package.read(name)) for name in package.namelist()
                 if name.endswith((".xml", ".rels"))}  # fmt: skip
    comments = {each.get(f"{W}id") for each in parts["word/comments.xml"].iter(f"{W}comment")}
    body = parts["word/document.xml"]

    assert comments != set()
    assert {each.get(f"{W}id") for each in body.iter(f"{W}commentRangeStart")} == comments
    assert {each.get(f"{W}id") for each in body.iter(f"{W}commentRangeEnd")} == comments
    assert {each.get(f"{W}id") for each in body.iter(f"{W}commentReference")} == comments


def test_cells_of_the_document_fill_the_grid_of_their_table(document):
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    for table in body.iter(f"{W}tbl"):
        columns = len(table.find(f"{W}tblGrid").findall(f"{W}gridCol"))
        for line in table.iter(f"{W}tr"):
            spans = [each.find(f"{W}tcPr/{W}gridSpan") for each in line.findall(f"{W}tc")]
            assert sum(1 if span is None else int(span.get(f"{W}val")) for span in spans) == columns


def test_the_document_prints_on_landscape_pages(document, rendered_pdf):
    import subprocess

    told = subprocess.run(["pdfinfo", rendered_pdf(document)], capture_output=True, check=True, text=True).stdout

    width, height = re.search(r"Page size: +([\d.]+) x ([\d.]+)", told).groups()
    assert float(width) > float(height)
