"""A filled form taken through a change of the data: filled again, people's words kept."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document

from blank_forms import boxed_form, county_form
from reportgen import pipeline, revising
from reportgen.documents.entry_files import read_entry
from reportgen.documents.plain_text import document_text
from reportgen.documents.word_clean import clean_copy
from reportgen.errors import UnreadableFileError
from sample_entry import TEMPLATES, form

ENTRY = Path(__file__).parents[2] / "samples" / "entries" / "culture.yaml"


@pytest.fixture(scope="module")
def first():
    return pipeline.evaluate(read_entry(ENTRY).entered, form("general"))


@pytest.fixture(scope="module")
def second(first):
    """One more 元 spent, the third indicator gone, and a new one."""
    entered = first.entered
    total, *others = entered.budget
    spent = replace(total.actual_expenditure, value=total.actual_expenditure.value + Decimal(1))
    added = replace(entered.indicators[1], number="99", name="文化市场巡查次数")
    return pipeline.evaluate(
        replace(
            entered,
            budget=(replace(total, actual_expenditure=spent), *others),
            indicators=(*entered.indicators[:2], *entered.indicators[3:], added),
        ),
        form("general"),
    )


def fill(blank, evaluation, folder, name="自评表.docx"):
    path = folder / "空白表.docx"
    path.write_bytes(blank)
    filled = folder / name
    filled.write_bytes(pipeline.fill_form(path, evaluation, TEMPLATES)[0])
    return filled


def refresh(path, evaluation):
    return revising.refresh(path, evaluation, TEMPLATES, lambda _stage: None)


@pytest.mark.parametrize("blank", [county_form, boxed_form])
def test_a_refreshed_form_says_what_the_form_filled_with_the_new_data_says(tmp_path, first, second, blank):
    made = refresh(fill(blank(), first, tmp_path), second)

    again = fill(blank(), second, tmp_path, "重填.docx").read_bytes()
    assert document_text(made.data) == document_text(again)
    assert made.plan.notes == ()


def test_rows_come_and_go_with_the_indicators(tmp_path, first, second, list_form):
    made = refresh(fill(list_form, first, tmp_path), second)

    text = document_text(made.data)
    gone = first.entered.indicators[2].name
    assert gone in document_text((tmp_path / "自评表.docx").read_bytes())
    assert gone not in text
    assert text.count("文化市场巡查次数") == 1


@pytest.fixture
def list_form():
    document = Document()
    table = document.add_table(rows=2, cols=4)
    for cell, head in zip(table.rows[0].cells, ("三级指标", "年度指标值", "实际完成值", "分值"), strict=True):
        cell.text = head
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_what_people_wrote_into_the_form_stays(tmp_path, first, second):
    path = fill(county_form(), first, tmp_path)
    document = Document(path)
    cell = next(cell for row in document.tables[0].rows for cell in row.cells if "尾款" in cell.text)
    cell.paragraphs[0].add_run("，已与供货方书面约定")
    document.save(path)

    made = refresh(path, second)

    assert "尾款按合同在次年3月支付，已与供货方书面约定" in document_text(made.data)
    assert "42,610,483.35" in document_text(made.data)


def test_a_form_refreshed_twice_says_the_same(tmp_path, first, second):
    path = fill(county_form(), first, tmp_path)
    path.write_bytes(refresh(path, second).data)

    again = refresh(path, second)

    assert again.plan.changes == ()
    assert document_text(again.data) == document_text(path.read_bytes())


def test_a_form_saved_by_libreoffice_is_refreshed(tmp_path, first, second, resaved):
    path = fill(county_form(), first, tmp_path)
    path.write_bytes(resaved(path.read_bytes()))

    made = refresh(path, second)

    assert "42,610,483.35" in document_text(made.data)
    assert "114.25" in document_text(made.data)


def test_a_form_without_its_base_is_to_be_filled_again(tmp_path, first, second):
    path = fill(county_form(), first, tmp_path)
    parts = {info: zipfile.ZipFile(path).read(info) for info in zipfile.ZipFile(path).infolist()}
    with zipfile.ZipFile(path, "w") as package:
        for info, data in parts.items():
            if not info.filename.startswith("customXml/"):
                package.writestr(info, data)

    with pytest.raises(UnreadableFileError, match="这是填好的表，里面的底稿没有了") as caught:
        refresh(path, second)

    assert "reportgen fill 空白表.docx" in caught.value.remedy


def test_a_clean_copy_keeps_no_blank_form(tmp_path, first):
    clean = clean_copy(fill(county_form(), first, tmp_path))

    with zipfile.ZipFile(io.BytesIO(clean.data)) as package:
        names = package.namelist()
        assert b"urn:reportgen" not in b"".join(package.read(name) for name in names)
    assert names == [each.filename for each in zipfile.ZipFile(tmp_path / "空白表.docx").infolist()]


def test_a_form_filled_twice_keeps_one_blank_form(tmp_path, first, second):
    without = pipeline.evaluate(replace(first.entered, indicators=()), form("general"))
    once = fill(county_form(), without, tmp_path).read_bytes()

    twice = fill(once, second, tmp_path, "再填.docx")

    with zipfile.ZipFile(twice) as package:
        assert [name for name in package.namelist() if b"urn:reportgen:blank" in package.read(name)[:200]] == [
            "customXml/item3.xml"
        ]
