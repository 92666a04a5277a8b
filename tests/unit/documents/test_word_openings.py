"""What stands before the text: cover, red head, title, addressee."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document

from reportgen import pipeline
from reportgen.documents.plain_text import document_text
from reportgen.documents.word_reports import write_word_report
from reportgen.model.draft import CoverLine, Draft, Figure, Paragraph, RedHead, Section, Words
from sample_entry import TEMPLATES, form, sample_entry

TEXT = (Section("text", (Paragraph((Words("现将有关情况报告如下。"),)),)),)
COVER = (CoverLine("部门名称", (Figure("岚北市公共服务局", "department.name"),)), CoverLine("填报人", (Words("王明"),)))
HEAD = RedHead((Words("岚北市公共服务局文件"),), (Words("岚公服〔2024〕12号"),))


def written(**parts) -> bytes:
    return write_word_report(Draft(title="岚北市公共服务局绩效自评报告", sections=TEXT, **parts)).data


def parts_of(data: bytes) -> tuple[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml").decode(), package.read("word/styles.xml").decode()


def test_the_addressee_stands_flush_left_below_the_title_with_a_colon():
    paragraphs = Document(io.BytesIO(written(addressee=(Words("岚北市财政局"),)))).paragraphs

    assert [each.text for each in paragraphs[:3]] == [
        "岚北市公共服务局绩效自评报告",
        "岚北市财政局：",
        "现将有关情况报告如下。",
    ]
    assert paragraphs[1].style.name == "主送机关"
    assert paragraphs[1].style.paragraph_format.first_line_indent is None


def test_a_red_head_has_issuer_number_and_a_red_line():
    data = written(red_head=HEAD)

    document, styles = parts_of(data)
    assert document_text(data).startswith("岚北市公共服务局文件\n岚公服〔2024〕12号\n")
    assert document.index('w:val="Issuer"') < document.index('w:val="DocumentNumber"') < document.index('w:val="Title"')
    assert '<w:color w:val="FF0000"/>' in styles
    assert '<w:bottom w:val="single" w:sz="18" w:space="11" w:color="FF0000"/>' in styles


@pytest.mark.parametrize(("issuer", "size"), [("县委文件", 124), ("岚北市公共服务局文件", 88), ("岚" * 30, 44)])
def test_the_issuer_fills_one_line_and_is_never_higher_than_22_mm(issuer, size):
    _, styles = parts_of(written(red_head=RedHead((Words(issuer),), ())))

    assert 'w:styleId="Issuer"' in styles
    assert f'<w:sz w:val="{size}"/>' in styles.partition('w:styleId="Issuer"')[2].partition("</w:style>")[0]


def test_a_cover_has_a_page_of_its_own_without_a_number_and_the_text_begins_with_page_1():
    document, _ = parts_of(written(cover=COVER))

    first, rest = document.split("</w:sectPr>", 1)
    assert "footerReference" not in first
    assert rest.count('<w:pgNumType w:start="1"/>') == 1
    assert "footerReference" in rest


def test_a_report_without_options_has_none_of_it():
    document, _ = parts_of(written())

    assert not [name for name in ("Issuer", "Cover", "Addressee", "pgNumType") if name in document]


def test_head_and_cover_come_from_the_entry_by_the_forms_choice():
    entered = sample_entry()
    entered = replace(entered, department=replace(entered.department, addressee="岚北市财政局", phone="0123-456789"))
    chosen = replace(form(), layout={**form().layout, "red_head": "yes", "cover": "yes"})
    evaluation = pipeline.evaluate(entered, chosen)

    draft = pipeline.draft(evaluation, TEMPLATES)

    assert "".join(run.text for run in draft.red_head.issuer) == "岚北市公共服务局文件"
    assert draft.red_head.doc_number[0].text == "【待填：发文字号】"
    assert [(line.label, line.value[0].text) for line in draft.cover] == [
        ("部门名称", "岚北市公共服务局"),
        ("评价年度", "2023年度"),
        ("预算编码", "【待填：预算编码】"),
        ("填报人", "【待填：填报人】"),
        ("联系电话", "0123-456789"),
        ("填报日期", "2024年3月1日"),
    ]
    assert draft.addressee == (Figure("岚北市财政局", "department.addressee"),)


@pytest.mark.schema
def test_a_report_with_everything_before_the_text_is_valid(schema_errors):
    assert schema_errors(written(cover=COVER, red_head=HEAD, addressee=(Words("岚北市财政局"),))) == []


@pytest.mark.office
def test_the_cover_is_one_page_and_the_page_after_it_has_number_1(rendered_pdf):
    import subprocess

    lines = tuple(CoverLine(f"项目{number}", (Words("内容"),)) for number in range(6))
    pdf = rendered_pdf(written(cover=lines, red_head=HEAD))

    pages = subprocess.run(
        ["pdftotext", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8"
    ).stdout.split("\f")
    assert "项目 5" in pages[0]
    assert "—" not in pages[0]
    assert "—1—" in pages[1].replace(" ", "")


def test_a_cover_with_a_long_name_stays_on_one_page():
    name = "清河市经济技术开发区国土空间规划与自然资源调查监测中心（本级及所属事业单位）"
    title = f"{name}2024年度部门整体支出绩效自评报告"
    labels = ("评价年度", "预算编码", "填报人", "联系电话", "填报日期")
    cover = (CoverLine("部门名称", (Words(name * 2),)), *(CoverLine(label, (Words("略"),)) for label in labels))

    short, long = (
        Document(io.BytesIO(write_word_report(Draft(title=each, sections=TEXT, cover=lines)).data)).paragraphs[0]
        for each, lines in (("绩效自评报告", COVER), (title, cover))
    )

    assert short.paragraph_format.space_before is None
    assert long.text.count("\n") == 3
    assert 0 < long.paragraph_format.space_before.twips < 5 * 579


def test_a_long_issuer_is_broken_between_the_parts_of_its_name():
    issuer = "清河市经济技术开发区国土空间规划与自然资源调查监测中心文件"

    document = Document(io.BytesIO(written(red_head=RedHead((Words(issuer),), ()))))

    assert document.paragraphs[0].text.split("\n") == ["清河市经济技术开发区", "国土空间规划与自然资源调查监测中心文件"]
