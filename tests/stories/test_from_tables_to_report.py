"""A clerk has last month's official tables and does not want to type them again."""

from __future__ import annotations

from docx import Document
from openpyxl import Workbook

from stories_places import EXAMPLES, TABLES


def rows_of(name):
    return [line.split("\t") for line in (TABLES / name).read_text(encoding="utf-8").splitlines()]


def as_word(rows, path):
    document = Document()
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    document.save(str(path))


def as_excel(rows, path):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def test_an_existing_table_becomes_a_report(reportgen, text_of, tmp_path):
    entry, report = tmp_path / "填报.xlsx", tmp_path / "报告.docx"

    imported = reportgen("import", TABLES / "goals_table.txt", "-o", entry)
    made = reportgen("generate", entry, "--form", "tianjin", "-o", report)

    text = text_of(report)
    assert imported.code == 0
    assert "目标 2" in imported.out
    assert "指标 10" in imported.out
    assert made.code in {0, 1}
    assert "青禾县水务局2024年度" in text
    assert "2,280.00万元" in text
    assert "| 智能水表安装数量 | 3500块 | 3200块 |" in text


def test_the_same_table_in_word_excel_and_text_gives_the_same_entry(reportgen, tmp_path):
    rows = rows_of("plain_table.txt")
    as_word(rows, tmp_path / "自评表.docx")
    as_excel(rows, tmp_path / "自评表.xlsx")

    reportgen("import", TABLES / "plain_table.txt", "-o", tmp_path / "text.yaml")
    reportgen("import", tmp_path / "自评表.docx", "-o", tmp_path / "word.yaml")
    reportgen("import", tmp_path / "自评表.xlsx", "-o", tmp_path / "excel.yaml")

    text = (tmp_path / "text.yaml").read_text(encoding="utf-8")
    assert "三级指标: 更换净水设备村数" in text
    assert (tmp_path / "word.yaml").read_text(encoding="utf-8") == text
    assert (tmp_path / "excel.yaml").read_text(encoding="utf-8") == text


def test_two_documents_of_one_department_become_one_entry(reportgen, text_of, tmp_path):
    entry, report = tmp_path / "填报.yaml", tmp_path / "报告.docx"

    imported = reportgen("import", TABLES / "goals_table.txt", TABLES / "project_targets.txt", "-o", entry)
    reportgen("generate", entry, "--form", "hebei", "-o", report)

    assert imported.code == 0
    assert "项目 2" in imported.out
    text = text_of(report)
    assert "青禾县水务局2024年度" in text
    assert "部门整体支出绩效自评表（2024年度）" in text
    assert "泵站运行维护经费（2024年）绩效目标表" in text


def test_a_narrative_report_is_read_for_its_figures(reportgen, tmp_path):
    entry = tmp_path / "填报.yaml"

    imported = reportgen("import", TABLES / "narrative_report.txt", "-o", entry)

    assert imported.code == 0
    text = entry.read_text(encoding="utf-8")
    assert "全年执行数: 498.67" in text
    assert "三级指标: 种粮大户培训人数" in text


def test_a_problem_stated_in_a_few_words_is_imported(reportgen, tmp_path):
    report = tmp_path / "报告.txt"
    stated = "一是培训计划没有避开台风季。二是示范片验收资料归档慢。"
    text = (TABLES / "narrative_report.txt").read_text(encoding="utf-8")
    report.write_text(text.replace(stated, "培训滞后，归档慢。"), encoding="utf-8")

    imported = reportgen("import", report, "-o", tmp_path / "填报.yaml")

    assert imported.code == 0
    assert "存在问题: 培训滞后，归档慢" in (tmp_path / "填报.yaml").read_text(encoding="utf-8")


def test_an_entry_workbook_needs_no_import_and_is_refused(reportgen, tmp_path):
    reportgen("new", "-o", tmp_path / "填报.xlsx")

    imported = reportgen("import", tmp_path / "填报.xlsx", "-o", tmp_path / "导入.yaml")

    assert imported.code == 2
    assert "不需要导入" in imported.err


def test_what_could_not_be_read_is_listed_with_its_place(reportgen, tmp_path):
    rows = [*rows_of("plain_table.txt"), ["填表人：王明"]]
    as_excel(rows, tmp_path / "自评表.xlsx")

    imported = reportgen("import", tmp_path / "自评表.xlsx", "-o", tmp_path / "填报.yaml", "--format", "json")

    assert any("自评表.xlsx Sheet!" in line and "填表人：王明" in line for line in imported.data["not_read"])


def test_a_table_in_gbk_is_read_and_said_so(reportgen, tmp_path):
    table = tmp_path / "自评表.txt"
    table.write_bytes((TABLES / "plain_table.txt").read_text(encoding="utf-8").encode("gb18030"))

    imported = reportgen("import", table, "-o", tmp_path / "填报.yaml")

    assert imported.code == 0
    assert "自评表.txt 是 GBK 编码，已照此读取" in imported.out
    assert "更换净水设备村数" in (tmp_path / "填报.yaml").read_text(encoding="utf-8")


def test_a_file_without_any_table_gives_no_entry_file(reportgen, tmp_path):
    letter = tmp_path / "来信.txt"
    letter.write_text("请于本周五前报送材料。\n", encoding="utf-8")

    imported = reportgen("import", letter, "-o", tmp_path / "填报.xlsx")

    assert imported.code == 2
    assert f"{letter}：没有找到目标、指标、预算等可以导入的内容" in imported.err
    assert not (tmp_path / "填报.xlsx").exists()


def test_an_import_never_overwrites_the_table_it_reads(reportgen, tmp_path):
    table = tmp_path / "自评表.xlsx"
    as_excel(rows_of("plain_table.txt"), table)
    before = table.read_bytes()

    imported = reportgen("import", table, "-o", table, "--overwrite")

    assert imported.code == 2
    assert "输出文件就是要读的文件" in imported.err
    assert table.read_bytes() == before


def test_tables_of_two_departments_are_not_passed_off_as_one(reportgen, tmp_path):
    table = (
        "部门整体支出绩效自评表\n（2023年度）\n部门名称\t{name}\n"
        "年度绩效目标\t目标序号\t年度绩效目标\t实际完成情况\n\t1\t办好培训\t已办好\n"
    )
    for name in ("岚北市水务局", "澜江区档案馆"):
        (tmp_path / f"{name}.txt").write_text(table.format(name=name), encoding="utf-8")

    made = reportgen(
        "import", tmp_path / "岚北市水务局.txt", tmp_path / "澜江区档案馆.txt", "-o", tmp_path / "填报.yaml"
    )

    assert made.code == 1
    assert "部门名称不一致" in made.out
    assert "填报文件有 1 处要改正后才能使用" in made.out


def test_a_report_with_its_tables_is_imported_again_without_anything_twice(reportgen, tmp_path):
    report, again = tmp_path / "报告.docx", tmp_path / "填报.xlsx"
    reportgen("generate", EXAMPLES / "tianjin" / "填报.yaml", "--form", "general", "--no-model", "-o", report)

    imported = reportgen("import", report, "-o", again)

    assert imported.code == 0
    assert "目标 6，指标 79，" in imported.out
    assert "以表格中的目标为准，请核对" in imported.out
    assert reportgen("score", again).code == 0
