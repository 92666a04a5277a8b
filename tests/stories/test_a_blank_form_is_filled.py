"""The finance bureau sends a blank table of its own; a clerk has the data and does not want to type them again."""

from __future__ import annotations

import json

from blank_forms import county_form
from reportgen.documents.entry_files import entry_bytes
from sample_entry import sample_entry


def entry_and_form(folder):
    entry, blank = folder / "填报.yaml", folder / "空白表.docx"
    entry.write_bytes(entry_bytes(sample_entry(), ".yaml"))
    blank.write_bytes(county_form())
    return entry, blank


def test_the_form_is_filled_and_what_was_left_is_told(reportgen, text_of, tmp_path):
    entry, blank = entry_and_form(tmp_path)

    done = reportgen("fill", blank, "--data", entry, "-o", tmp_path / "自评表.docx")

    assert done.code == 0
    assert "填了 22 格。" in done.out
    left, _, unplaced = done.out.partition("没有地方填的数据")
    assert "填报数据里没有" in left
    assert "在填报文件里补上再填一次" in left
    assert "    第1个表格第1行第6列（预算单位编码）\n" in left
    assert "表上没有问到" in unplaced
    assert "项目“职工培训经费”和它的目标、指标等3项" in done.out
    text = text_of(tmp_path / "自评表.docx")
    assert "总额 | 1,000,000.00 | 1,305,000.00 | 1,102,500.00 | 84.48%" in text
    assert "职工培训人数 | 80人 | 74人 | 50.00 | 46.25" in text


def test_the_filled_form_is_read_back_and_checked(reportgen, tmp_path):
    entry, blank = entry_and_form(tmp_path)
    reportgen("fill", blank, "--data", entry, "-o", tmp_path / "自评表.docx")

    checked = reportgen("check", tmp_path / "自评表.docx", "--data", entry, "--format", "json")
    imported = reportgen("import", tmp_path / "自评表.docx", "-o", tmp_path / "再填报.yaml")

    verdicts = {each["text"]: each["verdict"] for each in json.loads(checked.out)[0]["mentions"]}
    amounts = ("1,000,000.00", "1,305,000.00", "1,102,500.00", "84.48%", "80人", "74人", "46.25")
    assert {verdicts[amount] for amount in amounts} <= {"traced", "derived"}
    assert "指标 2" in imported.out
    assert "全年执行数: 1102500.00" in (tmp_path / "再填报.yaml").read_text(encoding="utf-8")


def test_a_program_gets_the_lists_as_json(reportgen, tmp_path):
    entry, blank = entry_and_form(tmp_path)

    done = reportgen("fill", blank, "--data", entry, "-o", tmp_path / "自评表.docx", "--format", "json")

    told = json.loads(done.out)
    assert told["filled"] == 22
    assert {"place": "第1个表格第1行第6列", "asks": "预算单位编码", "reason": "填报数据里没有"} in told["left"]
    assert all(set(each) == {"what", "value", "place", "reason", "remedy"} for each in told["not_placed"])


def test_the_blank_form_is_never_the_output(reportgen, tmp_path):
    entry, blank = entry_and_form(tmp_path)
    as_it_came = blank.read_bytes()

    done = reportgen("fill", blank, "--data", entry, "-o", blank, "--overwrite")

    assert done.code == 2
    assert blank.read_bytes() == as_it_came


def test_a_blank_workbook_is_to_be_copied_into_word(reportgen, tmp_path):
    entry, _ = entry_and_form(tmp_path)
    (tmp_path / "空白表.xlsx").write_bytes(entry_bytes(sample_entry(), ".xlsx"))

    done = reportgen("fill", tmp_path / "空白表.xlsx", "--data", entry, "-o", tmp_path / "自评表.docx")

    assert done.code == 2
    assert "只能填 Word 空白表" in done.err
    assert "复制到 Word 文档里" in done.err
    assert not (tmp_path / "自评表.docx").exists()
