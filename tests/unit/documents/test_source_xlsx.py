"""Workbooks as read: merged cells, exact figures, hidden sheets and formulas without a result."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from reportgen.documents.source_xlsx import read_xlsx_source
from reportgen.model.source_document import SourceDocument


def saved(workbook: Workbook, folder: Path) -> SourceDocument:
    path = folder / "自评表.xlsx"
    workbook.save(path)
    return read_xlsx_source(path)


def test_a_merged_area_shows_its_text_in_every_cell_it_covers(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "自评表"
    sheet["A1"] = "产出指标"
    sheet.merge_cells("A1:A2")
    sheet["B1"], sheet["B2"] = "甲", "乙"

    (grid,) = saved(workbook, tmp_path).blocks

    assert [[(cell.text, cell.covered) for cell in row] for row in grid.rows] == [
        [("产出指标", False), ("甲", False)],
        [("产出指标", True), ("乙", False)],
    ]
    assert grid.rows[1][1].origin.place == "自评表!B2"
    assert grid.title == "自评表"


def test_figures_keep_their_digits_and_percentages_their_sign(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append([2157.6, 0.9456])
    sheet["B1"].number_format = "0.00%"

    (grid,) = saved(workbook, tmp_path).blocks

    assert [cell.text for cell in grid.rows[0]] == ["2157.6", "94.56%"]


def test_a_hidden_sheet_is_listed_and_not_read(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.append(["可见"])
    hidden = workbook.create_sheet("底稿")
    hidden.append(["不看"])
    hidden.sheet_state = "hidden"

    source = saved(workbook, tmp_path)

    assert [block.title for block in source.blocks] == ["Sheet"]
    assert source.not_read == ("工作表“底稿”是隐藏的，没有读取；需要时请取消隐藏后重新导入",)


def test_a_formula_without_a_result_is_listed_with_its_cell(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["合计", "=1+1"])

    source = saved(workbook, tmp_path)

    assert source.not_read == ("Sheet!B1：公式没有计算结果，没有读取；请用 Excel 打开并保存一次",)
    assert source.blocks[0].rows[0][1].text == ""
