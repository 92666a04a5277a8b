"""A bureau's own blank form filled: every figure in its place, the form's own formatting, nothing invented."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from blank_forms import blank_form, boxed_form, county_form
from reportgen import pipeline
from reportgen.documents.entry_files import read_entry
from reportgen.documents.plain_text import document_text
from reportgen.documents.source_docx import read_docx_source
from reportgen.errors import UnreadableFileError
from reportgen.importing.interpretation import interpret
from reportgen.model.form_filling import Unplaced
from reportgen.model.indicators import Project
from reportgen.model.self_evaluation import StaffCount
from sample_entry import TEMPLATES, form, indicator, sample_entry, wan

ENTRIES = Path(__file__).parents[2] / "samples" / "entries"
FORMS = ("general", "tianjin", "shanghai", "hebei")


def saved(data: bytes, folder: Path, name: str = "空白表.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def filled(data: bytes, folder: Path, entered=None, code: str = "general"):
    """The filled form as bytes, and the filling."""
    evaluation = pipeline.evaluate(entered or sample_entry(), form(code))
    return pipeline.fill_form(saved(data, folder), evaluation, TEMPLATES)


def made_of(*rows: str, above: str = "") -> bytes:
    """A form of one table, its cells parted by bars."""
    document = Document()
    if above:
        document.add_paragraph(above)
    table = document.add_table(rows=len(rows), cols=rows[0].count("|") + 1)
    for row, line in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, line.split("|"), strict=True):
            cell.text = text
    return bytes_of(document)


def bytes_of(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def cells(data: bytes, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in Document(io.BytesIO(data)).tables[table].rows]


def reasons(filling) -> dict[str, str]:
    return {left.place: left.reason for left in filling.left}


# -- the shipped layouts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", FORMS)
@pytest.mark.parametrize("entry", ["agriculture", "culture", "education"])
def test_a_filled_form_reads_back_with_the_same_figures(tmp_path, code, entry):
    entered = read_entry(ENTRIES / f"{entry}.yaml").entered
    evaluation = pipeline.evaluate(entered, form(code))
    scores = {row.indicator: row.score for row in evaluation.scorecard.rows}

    data, _ = pipeline.fill_form(saved(blank_form(form(code), projects=3), tmp_path), evaluation, TEMPLATES)

    back = interpret([read_docx_source(saved(data, tmp_path, "自评表.docx"))]).entered
    read = {each.name: each for each in back.department_indicators}
    assert sorted(read) == sorted(each.name for each in entered.department_indicators)
    for each in entered.department_indicators:
        again = read[each.name]
        assert (again.target_value, again.actual_value) == (each.target_value, each.actual_value)
        assert (again.category, again.subcategory) == (each.category, each.subcategory)
        assert (again.max_score, again.score) == (each.max_score, scores[each.number])
    for line in back.budget:
        source = next(each for each in entered.budget if each.key == line.key)
        assert line.adjusted_budget.same_amount(source.adjusted_budget)
        assert line.actual_expenditure.same_amount(source.actual_expenditure)
    assert [goal.achieved for goal in back.department_goals] == [goal.achieved for goal in entered.department_goals]
    assert back.conclusion.total_score == pytest.approx(evaluation.scorecard.total, abs=Decimal("0.005"))


def test_each_project_gets_a_table_of_its_own_as_long_as_there_are_tables(tmp_path):
    one, two = (Project(number=number, name=f"{number}号工程", code=f"A{number}", budget=wan("10")) for number in "12")
    entered = sample_entry(projects=(one, two), indicators=sample_entry().indicators[:2], payment_plan=())

    data, filling = filled(blank_form(form("hebei"), projects=1), tmp_path, entered, "hebei")

    assert "| 项目编码 | A1 →2 | 项目名称 | 1号工程 →3" in document_text(data)
    assert "2号工程" not in document_text(data)
    assert any(each.what == "项目“2号工程”" for each in filling.not_placed)


def test_a_table_for_a_project_too_many_stays_empty(tmp_path):
    data, filling = filled(blank_form(form("hebei"), projects=2), tmp_path, code="hebei")

    assert document_text(data).count("职工培训经费") == 1
    assert "没有更多的项目" in {left.reason for left in filling.left}


# -- forms of others --------------------------------------------------------------------------------------------


def test_a_form_with_other_heads_printed_levels_and_another_unit_is_filled(tmp_path):
    entered = read_entry(ENTRIES / "culture.yaml").entered

    data, filling = filled(county_form(), tmp_path, entered)

    text = document_text(data)
    assert text.startswith(
        "2023年度部门整体支出绩效自评情况表\n填报单位（盖章）：澜江区文化和旅游局    填报日期：2024年4月8日\n"
    )
    assert "总额 | 41,260,000.00 | 43,185,600.00 | 42,610,482.35 | 98.67% | 9.87" in text
    assert "其中：一般公共预算拨款 | 40,060,000.00 | 41,985,600.00 | 41,512,300.15 | 98.87%" in text
    assert "群众文化活动场次 | ≥300场 | 318场 | 7.00 | 7.00" in text
    assert "质量指标 | 文物隐患整改率 | 100% | 100% | 6.00 | 6.00" in text
    assert "〃 | …… |  |  |  | " in text
    assert "社会公众或服务对象满意度指标 | 读者和观众满意度 | ≥90% | 94.6% | 10.00 | 10.00" in text
    assert "分管领导签字 |  |  | 填表人 |  |" in text
    assert any(each.what == "指标“每场活动平均支出”" for each in filling.not_placed)


def test_a_form_saved_by_libreoffice_is_filled_alike(tmp_path, resaved):
    entered = read_entry(ENTRIES / "culture.yaml").entered
    own, _ = filled(county_form(), tmp_path, entered)

    data, _ = filled(resaved(county_form()), tmp_path, entered)

    assert document_text(data).replace("⏎", "") == document_text(own).replace("⏎", "")


def test_tables_inside_cells_columns_of_symbols_and_units_and_boxes_are_filled(tmp_path):
    entered = read_entry(ENTRIES / "culture.yaml").entered

    data, filling = filled(boxed_form(), tmp_path, entered)

    outer = Document(io.BytesIO(data)).tables[0]
    money, goals, rows = (outer.cell(number, 1).tables[0] for number in (1, 2, 3))
    assert [cell.text for cell in money.rows[1].cells] == ["4,318.56", "42,610,482.35", "98.67", ""]
    assert goals.cell(1, 1).text.startswith("举办群众文化活动318场")
    printed = [cell.text for cell in rows.rows[1].cells]
    assert printed == ["1", "群众文化活动场次", "≥", "300", "场", "318", "106.00%", "7.00", "7.00", ""]
    assert [cell.text for cell in rows.rows[3].cells] == ["3", "本单位自设指标一", *[""] * 8]
    assert len(rows.rows) == 17
    assert outer.cell(4, 1).text == "☑优　□良　□中　□差"
    assert reasons(filling)["第1个表格第2行第2列内的表格1第2行第4列"] == "填报数据里没有"


def test_words_of_the_form_are_never_written_over(tmp_path):
    blank = made_of(
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
        "产出指标|数量指标|职工培训人数|100人||50|",
        "产出指标|质量指标|培训合格率|≥90％|—|40|",
    )

    data, filling = filled(blank, tmp_path)

    assert cells(data)[1] == ["产出指标", "数量指标", "职工培训人数", "100人", "74人", "50", "46.25"]
    assert cells(data)[2] == ["产出指标", "质量指标", "培训合格率", "≥90％", "—", "40", "40.00"]
    assert reasons(filling)["第1个表格第2行第4列"] == "表上已有“100人”，填报数据是“80人”，没有改"
    assert reasons(filling)["第1个表格第3行第5列"] == "表上已有“—”，填报数据是“95%”，没有改"
    assert "第1个表格第3行第4列" not in reasons(filling)


def test_what_nobody_entered_is_left_and_named(tmp_path):
    data, filling = filled(made_of("部门名称||联系电话|", "资产总量||分管领导签字|"), tmp_path)

    assert cells(data) == [["部门名称", "岚北市公共服务局", "联系电话", ""], ["资产总量", "", "分管领导签字", ""]]
    assert reasons(filling) == {
        "第1个表格第1行第4列": "填报数据里没有",
        "第1个表格第2行第2列": "不认识这一格要填什么",
        "第1个表格第2行第4列": "要由本单位填写或签字",
    }


def test_a_score_nobody_has_is_not_made_up(tmp_path):
    first = replace(sample_entry().indicators[0], actual_value="")
    entered = sample_entry(indicators=(first, *sample_entry().indicators[1:]))
    blank = made_of("三级指标|年度指标值|实际完成值|分值|得分", "||||", "总分||||")

    data, _ = filled(blank, tmp_path, entered)

    assert cells(data)[1] == ["职工培训人数", "80人", "", "50.00", ""]
    assert cells(data)[-1] == ["总分", "", "", "", ""]


def test_amounts_are_converted_exactly(tmp_path):
    budget = replace(sample_entry().budget[0], actual_expenditure=wan("110.254321"))
    blank = made_of("年初预算数（元）|全年预算数（亿元）|全年执行数（元）", "||")

    data, _ = filled(blank, tmp_path, sample_entry(budget=(budget,)))

    assert cells(data)[1] == ["1,000,000.00", "0.01305", "1,102,543.21"]


def test_a_form_without_a_unit_is_told_yuan_in_words(tmp_path):
    entered = sample_entry()
    entered = replace(entered, department=replace(entered.department, money_unit="元"))

    data, _ = filled(made_of("年初预算数|全年执行数", "|"), tmp_path, entered)

    assert cells(data)[1] == ["1,000,000.00元", "1,102,500.00元"]


def test_a_unit_printed_in_the_cell_rules_and_stays(tmp_path):
    data, _ = filled(made_of("年初预算数|全年执行数", "____元|　　万元"), tmp_path)

    assert cells(data)[1] == ["1,000,000.00元", "110.25万元"]


def test_values_below_their_labels_are_filled(tmp_path):
    data, _ = filled(made_of("部门名称|填报日期|评价等级", "||"), tmp_path)

    assert cells(data)[1] == ["岚北市公共服务局", "2024年3月1日", "优"]


def test_a_table_that_asks_for_values_takes_no_goals(tmp_path):
    asked = made_of("序号|考核内容|绩效目标（预期值）|完成情况（实际完成值）", "1|||", above="填报单位：____")

    data, _ = filled(asked, tmp_path)

    assert cells(data)[1] == ["1", "", "", ""]


STAFF = (
    StaffCount(staff_class="合计", authorized=20, actual=18),
    StaffCount(staff_class="行政", authorized=12, actual=11),
    StaffCount(staff_class="参公事业", authorized=8, actual=7),
    StaffCount(staff_class="退休", actual=5),
)


def test_classes_of_staff_are_filled_however_they_are_called(tmp_path):
    form_of_staff = made_of(
        "人员类别|编制数|年末实有人数", "合计||", "其中：行政编制||", "参公事业人员||", "事业人员||", "退休人员||"
    )

    data, filling = filled(form_of_staff, tmp_path, sample_entry(staff=STAFF))

    assert cells(data)[1:] == [
        ["合计", "20", "18"],
        ["其中：行政编制", "12", "11"],
        ["参公事业人员", "8", "7"],
        ["事业人员", "", ""],
        ["退休人员", "", "5"],
    ]
    assert reasons(filling)["第1个表格第5行第2列"] == "填报数据里没有"
    assert [each.what for each in filling.not_placed if each.what.startswith("人员")] == []


def test_a_label_of_posts_asks_for_the_total_and_who_made_the_form_is_no_post(tmp_path):
    data, _ = filled(made_of("单位名称||编制人数|", "编制||实有人数|"), tmp_path, sample_entry(staff=STAFF))

    assert [row[1:4:2] for row in cells(data)] == [[sample_entry().department.name, "20"], ["", "18"]]


def test_data_without_a_cell_say_why(tmp_path):
    one, two = (Project(number=number, name=f"{number}号工程", code=f"A{number}", budget=wan("10")) for number in "12")
    entered = sample_entry(projects=(one, two), indicators=sample_entry().indicators[:2], payment_plan=(), staff=STAFF)

    _, filling = filled(blank_form(form("hebei"), projects=1), tmp_path, entered, "hebei")

    why = {each.what: each.reason for each in filling.not_placed}
    assert why["项目“2号工程”"] is Unplaced.TABLES
    assert why["人员“合计”"] is Unplaced.NOT_ASKED
    assert "复制" in Unplaced.TABLES.remedy


def test_a_projects_list_grows_by_as_many_rows_as_it_needs(tmp_path):
    projects = tuple(Project(number=str(n), name=f"{n}号工程", budget=wan(f"{n}0")) for n in (1, 2, 3))
    blank = made_of("项目名称|预算数|执行数", "||", above="单位：万元")

    data, _ = filled(blank, tmp_path, sample_entry(projects=projects))

    assert [row[:2] for row in cells(data)[1:]] == [["1号工程", "10.00"], ["2号工程", "20.00"], ["3号工程", "30.00"]]


# -- formatting -------------------------------------------------------------------------------------------------


def test_added_rows_have_the_formatting_of_the_row_they_follow(tmp_path):
    document = Document(io.BytesIO(made_of("三级指标|年度指标值", "指标1：|")))
    row = document.tables[0].rows[1]
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    for cell in row.cells:
        run = (cell.paragraphs[0].runs or [cell.paragraphs[0].add_run("")])[0]
        run.font.size, run.font.name = Pt(9), "仿宋_GB2312"
        cell.paragraphs[0].alignment = 1

    data, filling = filled(bytes_of(document), tmp_path)

    rows = Document(io.BytesIO(data)).tables[0].rows
    assert len(filling.added) == 1
    assert [cell.text for cell in rows[2].cells] == ["培训合格率", "≥90%"]
    assert rows[2]._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    for cell in (*rows[1].cells, *rows[2].cells):
        assert cell.paragraphs[0].alignment == 1
    assert rows[2].cells[0].paragraphs[0].runs[0].font.size == Pt(9)


def test_equal_levels_become_one_cell(tmp_path):
    entered = sample_entry(indicators=(indicator("1"), indicator("2"), indicator("3", subcategory="质量指标")))
    blank = made_of("一级指标|二级指标|三级指标|年度指标值", "|||")

    data, _ = filled(blank, tmp_path, entered)

    assert "| 产出指标 ↓3 | 数量指标 ↓2 | 事项1办理数量" in document_text(data)


def test_an_added_row_belongs_to_the_label_beside_its_group(tmp_path):
    blank = made_of("一级指标|二级指标|三级指标|年度指标值", "产出指标|数量指标||", "效益指标|社会效益指标||")
    entered = sample_entry(indicators=(indicator("1"), indicator("2")))

    data, _ = filled(blank, tmp_path, entered)

    assert (
        "| 产出指标 ↓2 | 数量指标 ↓2 | 事项1办理数量 | 10件\n| 〃 | 〃 | 事项2办理数量 | 10件\n| 效益指标"
        in document_text(data)
    )


def test_a_row_of_exact_height_may_grow(tmp_path):
    data, _ = filled(county_form(exact_height=True), tmp_path, read_entry(ENTRIES / "culture.yaml").entered)

    heights = Document(io.BytesIO(data)).element.body.iter(qn("w:trHeight"))
    rules = [height.get(qn("w:hRule")) for height in heights]
    assert rules[2:4] == ["atLeast", "atLeast"]
    assert rules[4] == "exact"


def test_a_content_control_is_filled_and_is_no_placeholder_any_more(tmp_path):
    document = Document(io.BytesIO(made_of("部门名称|")))
    paragraph = document.tables[0].cell(0, 1).paragraphs[0]._p
    paragraph.append(
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:rPr>"
            '<w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>单击此处输入文字。</w:t></w:r></w:sdtContent></w:sdt>'
        )
    )

    data, _ = filled(bytes_of(document), tmp_path)

    assert "| 部门名称 | 岚北市公共服务局" in document_text(data)
    assert Document(io.BytesIO(data)).element.body.find(f".//{qn('w:showingPlcHdr')}") is None


def test_the_same_form_and_data_give_the_same_bytes(tmp_path):
    blank = county_form()

    assert filled(blank, tmp_path)[0] == filled(blank, tmp_path)[0]


@pytest.mark.schema
@pytest.mark.parametrize("code", FORMS)
def test_a_filled_form_of_the_shipped_layouts_is_valid(tmp_path, schema_errors, code):
    data, _ = filled(blank_form(form(code)), tmp_path, code=code)

    assert schema_errors(data) == []


@pytest.mark.schema
def test_filled_forms_of_others_have_no_fault_they_did_not_have(tmp_path, schema_errors):
    entered = read_entry(ENTRIES / "culture.yaml").entered

    assert schema_errors(filled(county_form(exact_height=True), tmp_path, entered)[0]) == schema_errors(county_form())
    assert schema_errors(filled(boxed_form(), tmp_path, entered)[0]) == schema_errors(boxed_form())


@pytest.mark.parametrize("code", ["general", "tianjin", "shanghai"])
def test_a_filled_form_passes_the_check_by_its_data(tmp_path, code):
    evaluation = pipeline.evaluate(read_entry(ENTRIES / "agriculture.yaml").entered, form(code))
    data, _ = pipeline.fill_form(saved(blank_form(form(code), projects=3), tmp_path), evaluation, TEMPLATES)

    checked = pipeline.check_file(saved(data, tmp_path, "自评表.docx"), TEMPLATES, evaluation)

    known = {finding.code for finding in evaluation.findings}
    assert [each.message for each in checked.findings if each.severity == "error" and each.code not in known] == []


def test_a_file_without_anything_to_fill_is_named(tmp_path):
    document = Document()
    document.add_paragraph("关于报送自评材料的通知")

    with pytest.raises(UnreadableFileError, match="没有找到可以填的空格"):
        filled(bytes_of(document), tmp_path)
