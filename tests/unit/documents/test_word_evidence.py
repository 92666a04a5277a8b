"""The evidence inside a report: the base, the list of numbers, what an office program keeps, and the clean copy."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
from lxml import etree

from reportgen.documents.office_parts import parsed
from reportgen.documents.plain_text import document_text
from reportgen.documents.source_docx import read_docx_source
from reportgen.documents.word_base import read_base
from reportgen.documents.word_bound import read_lines
from reportgen.documents.word_clean import clean_copy
from reportgen.documents.word_reports import write_word_report
from reportgen.drafting.evidence_list import evidence_list
from reportgen.model.bound_text import fact_mark
from reportgen.model.draft import Draft, Figure, Paragraph, Section, Words
from reportgen.model.facts import Fact, FactLedger, Role
from reportgen.model.origin import Origin
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import unit_named

BUDGET = Fact(
    id="budget.total.adjusted_budget", label="全年预算数", text="1,200.00万元", role=Role.BUDGET,
    subject="部门整体支出", quantity=Quantity(Decimal("1200.00"), unit_named("万元")),
    origin=Origin("填报.xlsx", part="预算", row=5, column=3),
)  # fmt: skip
RATE = Fact(
    id="rate.total", label="预算执行率", text="95.00%", role=Role.RATE, formula="全年执行数÷全年预算数",
    quantity=Quantity(Decimal("95"), unit_named("%")), operands=(BUDGET.id,),
)  # fmt: skip
LEDGER = FactLedger((BUDGET, RATE))
DRAFT = Draft(
    title="清河市水务局自评报告",
    sections=(
        Section(
            "budget",
            (
                Paragraph(
                    (
                        Words("全年预算"),
                        Figure(BUDGET.text, BUDGET.id),
                        Words("。执行率"),
                        Figure(RATE.text, RATE.id),
                        Words("。"),
                    )
                ),
            ),
        ),
    ),
)


def report(**options):
    return write_word_report(DRAFT, ledger=LEDGER, evidence=evidence_list(DRAFT, LEDGER), **options).data


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "报告.docx"
    path.write_bytes(report())
    return path


def test_the_file_carries_its_text_as_generated_with_the_fact_of_every_figure():
    base = read_base(parts(report()))

    line = base.lines[1]
    assert line.text == "全年预算1,200.00万元。执行率95.00%。"
    assert [(line.text[each.start : each.end], each.fact) for each in line.figures] == [
        ("1,200.00万元", "budget.total.adjusted_budget"),
        ("95.00%", "rate.total"),
    ]
    assert base.facts["rate.total"].quantity == Quantity(Decimal("95"), unit_named("%"))


def test_the_base_and_the_bookmarks_say_the_same():
    members = parts(report())

    base = read_base(members)
    read = read_lines(parsed(members["word/document.xml"]), {fact_mark(fact): fact for fact in LEDGER})

    assert [each.line for each in read] == list(base.lines)


def test_the_list_names_the_cell_of_an_entered_number_and_the_formula_of_a_computed_one():
    text = document_text(report())

    assert "| 1 | 1,200.00万元 | “部门整体支出”全年预算数 | 填报.xlsx 预算!C5\n" in text
    assert "| 2 | 95.00% | 预算执行率 | 全年执行数÷全年预算数\n" in text


def test_a_check_of_the_report_does_not_read_the_list(saved):
    assert read_docx_source(saved).plain_text == "清河市水务局自评报告\n全年预算1,200.00万元。执行率95.00%。"


def test_a_broken_base_counts_as_none():
    members = parts(report())
    broken = members | {"customXml/item1.xml": members["customXml/item1.xml"].replace(b'"lines"', b'"lanes"')}

    assert read_base(members) is not None
    assert read_base(broken) is None


def test_a_clean_copy_holds_nothing_of_the_program_and_every_word_of_the_report(saved, tmp_path):
    clean = clean_copy(saved)

    assert (clean.bookmarks, clean.evidence, clean.left) == (4, True, ())
    members = parts(clean.data)
    assert not [name for name in members if "customXml" in name or "comments" in name]
    assert b"bookmark" not in members["word/document.xml"]
    assert b"base" not in members["word/_rels/document.xml.rels"]
    assert document_text(clean.data) == document_text(report(clean=True))


def test_a_clean_copy_keeps_the_comments_and_changes_of_others_and_says_so(tmp_path):
    path = tmp_path / "改稿.docx"
    members = parts(write_word_report(Draft(title="报告", sections=DRAFT.sections), ledger=LEDGER).data)
    inserted = '全年预算</w:t></w:r><w:ins w:id="90" w:author="李四"><w:r><w:t>共</w:t></w:r></w:ins><w:r><w:t>'
    body = members["word/document.xml"].replace("全年预算".encode(), inserted.encode())
    with zipfile.ZipFile(path, "w") as package:
        for name, content in (members | {"word/document.xml": body}).items():
            package.writestr(name, content)

    clean = clean_copy(path)

    assert clean.left == ("修订 1 处",)
    assert "全年预算共1,200.00万元" in document_text(clean.data)


@pytest.mark.schema
def test_a_report_with_evidence_and_its_clean_copy_are_valid(schema_errors, saved):
    assert schema_errors(report()) == []
    assert schema_errors(clean_copy(saved).data) == []


@pytest.mark.office
def test_bookmarks_comments_and_base_survive_a_save_by_libreoffice(resaved):
    data = report()

    kept = parts(resaved(data))

    marks = {fact_mark(fact): fact for fact in LEDGER}
    before, after = (read_lines(parsed(each["word/document.xml"]), marks) for each in (parts(data), kept))
    assert [each.line.text.strip() for each in after] == [each.line.text.strip() for each in before]
    assert [each.line.figures for each in after] == [each.line.figures for each in before]
    assert [(each.line.anchor, each.line.row_mark) for each in after] == [
        (each.line.anchor, each.line.row_mark) for each in before
    ]
    assert read_base(kept) == read_base(parts(data))
    assert etree.QName(parsed(kept["customXml/item1.xml"])).localname == "base"
