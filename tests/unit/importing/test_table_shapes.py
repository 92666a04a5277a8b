"""Whatever shape a table comes in, the same indicators are read from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

import table_shapes as shapes
from reportgen.documents.source_files import read_source
from reportgen.importing.accounting import Use
from reportgen.importing.interpretation import interpret

LAYOUTS = {"tabs": shapes.by_tabs, "one cell a line": shapes.one_cell_a_line, "markdown": shapes.markdown}
ORDERS = {"in order": range(8), "reordered": shapes.REORDERED}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("labels", ["at the top", "in every row"])
@pytest.mark.parametrize("head", shapes.HEADS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_text_table_is_read_by_what_its_headers_mean(
    tmp_path: Path, layout: str, head: str, labels: str, order: str
) -> None:
    table = [shapes.header(head, ORDERS[order]), *shapes.body(ORDERS[order], labels=labels)]

    result = shapes.imported(LAYOUTS[layout]([table]), tmp_path)

    assert shapes.as_written(result) == list(shapes.ROWS)
    assert result.not_read == ()


@pytest.mark.parametrize("repeat_header", [True, False])
@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize("layout", ["tabs", "one cell a line"])
def test_a_table_cut_by_page_breaks_keeps_its_levels(
    tmp_path: Path, layout: str, size: int, repeat_header: bool
) -> None:
    rows = shapes.body(range(8), labels="at the top")
    pages = shapes.paged(shapes.header("national", range(8)), rows, size, repeat_header=repeat_header)

    result = shapes.imported(LAYOUTS[layout](pages), tmp_path)

    assert shapes.as_written(result) == list(shapes.ROWS)
    assert result.not_read == ()


@pytest.mark.parametrize("layout", ["tabs", "markdown"])
def test_rows_pushed_to_the_left_are_put_back(tmp_path: Path, layout: str) -> None:
    rows = [[cell for cell in row if cell] for row in shapes.body(range(8), labels="at the top")]

    result = shapes.imported(LAYOUTS[layout]([[shapes.header("national", range(8)), *rows]]), tmp_path)

    assert shapes.as_written(result) == list(shapes.ROWS)
    assert result.not_read == ()


def test_rows_pushed_to_the_right_are_put_back(tmp_path: Path) -> None:
    rows = [["", *row] for row in shapes.body(range(8), labels="at the top")]

    result = shapes.imported(shapes.by_tabs([[shapes.header("national", range(8)), *rows]]), tmp_path)

    assert shapes.as_written(result) == list(shapes.ROWS)


def test_a_column_without_a_place_is_listed_once_and_disturbs_nothing(tmp_path: Path) -> None:
    head = [*shapes.header("national", range(8)), "完成率"]
    rows = [[*row, "100%"] for row in shapes.body(range(8), labels="in every row")]

    result = shapes.imported(shapes.by_tabs([[head, *rows]]), tmp_path)

    assert shapes.as_written(result) == list(shapes.ROWS)
    assert result.not_read == ("自评表.txt 第2行第9列等8处：“完成率”一栏没有对应的填报项",)
    assert list(result.uses.values()).count(Use.NOT_READ) == 8


def test_a_word_table_with_merged_levels_is_read(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=9, cols=8)
    for column, name in enumerate(shapes.HEADS["national"]):
        table.cell(0, column).text = name
    for number, row in enumerate(shapes.ROWS, start=1):
        for column, value in enumerate(row[2:], start=2):
            table.cell(number, column).text = value
    for first, last, column in ((1, 5, 0), (6, 7, 0), (8, 8, 0), (1, 2, 1)):
        table.cell(first, column).merge(table.cell(last, column)).text = shapes.ROWS[first - 1][column]
    for number in range(3, 9):
        table.cell(number, 1).text = shapes.ROWS[number - 1][1]
    path = tmp_path / "自评表.docx"
    document.save(str(path))

    result = interpret([read_source(path)])

    assert shapes.as_written(result) == list(shapes.ROWS)
    assert result.not_read == ()
    assert str(result.entered.indicators[1].origin("category")) == "自评表.docx 第1个表格第2行第1列"
    assert str(result.entered.indicators[1].origin("score")) == "自评表.docx 第1个表格第3行第7列"


def test_a_word_table_with_two_header_rows_is_read(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=4, cols=9)
    upper = ("一级指标", "二级指标", "三级指标", "指标值", "指标值", "指标值", "实际完成值", "分值", "得分")
    lower = ("", "", "", "计算符号", "目标值", "计量单位", "", "", "")
    rows = (
        ("产出指标", "数量指标", "加装坡道", "≥", "15", "条", "16", "10", "10"),
        ("产出指标", "质量指标", "验收合格率", "＝", "100", "%", "98", "10", "9.8"),
    )
    for column in (0, 1, 2, 6, 7, 8):
        table.cell(0, column).merge(table.cell(1, column)).text = upper[column]
    table.cell(0, 3).merge(table.cell(0, 5)).text = "指标值"
    for column in (3, 4, 5):
        table.cell(1, column).text = lower[column]
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row):
            table.cell(number, column).text = value
    path = tmp_path / "自评表.docx"
    document.save(str(path))

    result = interpret([read_source(path)])

    assert [(each.target_value, each.actual_value) for each in result.entered.indicators] == [
        ("≥15条", "16条"),
        ("=100%", "98%"),
    ]


def test_a_table_inside_a_layout_table_is_read(tmp_path: Path) -> None:
    document = Document()
    outer = document.add_table(rows=1, cols=1)
    inner = outer.cell(0, 0).add_table(rows=9, cols=8)
    for number, row in enumerate((shapes.HEADS["national"], *shapes.ROWS)):
        for column, value in enumerate(row):
            inner.cell(number, column).text = value
    path = tmp_path / "自评表.docx"
    document.save(str(path))

    result = interpret([read_source(path)])

    assert shapes.as_written(result) == list(shapes.ROWS)


def test_a_workbook_with_merged_levels_and_real_numbers_is_read(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "自评表"
    sheet.append(["2024年度部门整体支出绩效自评表"])
    sheet.merge_cells("A1:H1")
    sheet.append(list(shapes.HEADS["southern"]))
    for row in shapes.body(range(8), labels="at the top"):
        sheet.append([*row[:5], int(row[5]), int(row[6]), row[7]])
    sheet.merge_cells("A3:A7")
    sheet.merge_cells("B3:B4")
    path = tmp_path / "自评表.xlsx"
    workbook.save(path)

    result = interpret([read_source(path)])

    assert shapes.as_written(result) == list(shapes.ROWS)
    assert result.entered.department.year == 2024
    assert str(result.entered.indicators[0].origin("actual_value")) == "自评表.xlsx 自评表!E3"


SAMPLES = Path(__file__).parents[2] / "samples" / "import"


@pytest.mark.parametrize(
    ("sample", "suffix"),
    [
        (sample, suffix)
        for sample in (
            "goals_table.txt",
            "plain_table.txt",
            "project_targets.txt",
            "goals_outside.txt",
            "project_self_evaluations.txt",
            "projects_named_above.txt",
            "budget_by_nature.txt",
            "pages_continued.txt",
            "units_in_headers.txt",
            "report_with_numbered_problems.txt",
            "report_scores_by_sentence.txt",
            "narrative_report.txt",
        )
        for suffix in (".docx", ".xlsx")
    ],
)
def test_a_word_or_excel_copy_of_a_text_export_states_the_same(tmp_path: Path, sample: str, suffix: str) -> None:
    source = read_source(SAMPLES / sample)
    path = tmp_path / f"副本{suffix}"
    {".docx": shapes.as_word, ".xlsx": shapes.as_workbook}[suffix](source, path)

    copied = interpret([read_source(path)])

    original = interpret([source])
    assert copied.entered == original.entered
    assert len(copied.not_read) == len(original.not_read)


def test_a_budget_table_outdoes_the_one_amount_of_a_label_above_it(tmp_path: Path) -> None:
    report = tmp_path / "自评表.txt"
    report.write_text(
        "2022年度整体绩效自评表\n\n单位名称\t青屿县水务局\t\t\t\t\n"
        "基本支出总额\t2,430.00\t\t项目支出总额\t3,058.00\t\n"
        "预算执行情况(20分)\t\t预算数(A)\t执行数(B)\t执行率(B/A)\t得分\n"
        "\t部门整体支出\t5,600.00\t5,488.00\t98.00%\t19.60\n"
        "\t其中：基本支出\t2,460.00\t2,430.00\t98.78%\t\n"
        "\t项目支出\t3,140.00\t3,058.00\t97.39%\t\n",
        "utf-8",
    )

    entered = interpret([read_source(report)]).entered

    assert [str(line.adjusted_budget) for line in entered.budget] == ["5,600.00万元", "2,460.00万元", "3,140.00万元"]
    assert [str(line.actual_expenditure) for line in entered.budget] == ["5,488.00万元", "2,430.00万元", "3,058.00万元"]


def test_columns_that_name_two_years_are_the_target_and_the_actual_values(tmp_path: Path) -> None:
    path = tmp_path / "自评表.md"
    path.write_text(
        "| 一级指标 | 三级指标 | 2022年实际 | 2023年目标 | 2023年实际 | 分值 | 得分 |\n|---|---|---|---|---|---|---|\n"
        "| 产出 | 样品数量 | 1150份 | ≥1200份 | 1264份 | 50 | 50.00 |\n",
        "utf-8",
    )

    row = interpret([read_source(path)]).entered.indicators[0]

    assert (row.target_value, row.actual_value, row.previous_actual) == ("≥1200份", "1264份", "1150份")
