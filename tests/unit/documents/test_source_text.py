"""Text exports as read: rows by tabs, one cell a line, Markdown and comma-separated tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.documents.source_files import read_source
from reportgen.errors import UnreadableFileError
from reportgen.model.source_document import Grid, SourceDocument, TextParagraph


def source(folder: Path, text: str, name: str = "导出.txt", encoding: str = "utf-8") -> SourceDocument:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return read_source(path)


def shape(document: SourceDocument) -> list[object]:
    return [
        block.text if isinstance(block, TextParagraph) else [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
    ]


def test_rows_parted_by_tabs_make_a_table_and_a_blank_line_ends_it(tmp_path: Path) -> None:
    document = source(tmp_path, "标题\n\n甲\t乙\n\t丙\n\n丁\t戊\n")

    assert shape(document) == ["标题", [["甲", "乙"], ["", "丙"]], [["丁", "戊"]]]


def test_every_cell_of_a_row_knows_line_and_column(tmp_path: Path) -> None:
    document = source(tmp_path, "\n甲\t乙\n")

    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert [cell.origin.place for cell in grid.rows[0]] == ["第2行第1列", "第2行第2列"]


def test_one_cell_a_line_is_put_back_into_rows(tmp_path: Path) -> None:
    document = source(tmp_path, "表名\n\t甲\n\t乙\n\n\t\n\t丙\n")

    assert shape(document) == ["表名", [["甲", "乙"], ["", "丙"]]]


def test_a_cell_of_several_lines_stays_one_cell(tmp_path: Path) -> None:
    document = source(tmp_path, "\t绩效目标\n\t1.修路。\n2.架桥。\n\n\t用途\n\t材料费\n")

    assert shape(document) == [[["绩效目标", "1.修路。\n2.架桥。"], ["用途", "材料费"]]]


def test_an_empty_paragraph_at_the_end_of_a_cell_does_not_end_the_row(tmp_path: Path) -> None:
    header = "\t一级指标\n\t二级指标\n\t三级指标\n\t指标值\n\n"
    broken = "\t产出指标\n\t数量指标\n\t修路里程\n\n\t5公里\n\n"
    whole = "\t\n\t质量指标\n\t验收合格率\n\t100%\n\n"

    document = source(tmp_path, header + broken + whole)

    assert shape(document) == [
        [
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "修路里程", "5公里"],
            ["", "质量指标", "验收合格率", "100%"],
        ]
    ]


def test_a_markdown_table_is_a_table_and_its_rule_is_not_a_row(tmp_path: Path) -> None:
    document = source(tmp_path, "## 指标\n\n| 甲 | 乙 |\n|---|:--:|\n| 1 | 2 |\n", "表.md")

    assert document.blocks[0].heading_level == 2
    assert [[cell.text.strip() for cell in row] for row in document.blocks[1].rows] == [["甲", "乙"], ["1", "2"]]


def test_a_comma_separated_file_keeps_commas_inside_quotes(tmp_path: Path) -> None:
    document = source(tmp_path, '预算数,"10,783.40"\n', "表.csv")

    assert shape(document) == [[["预算数", "10,783.40"]]]


def test_a_gbk_file_is_read_with_a_notice(tmp_path: Path) -> None:
    document = source(tmp_path, "部门名称\t青禾县水务局\n", encoding="gbk")

    assert shape(document) == [[["部门名称", "青禾县水务局"]]]
    assert "GBK" in document.notices[0]


def test_an_entry_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "填报.yaml"
    path.write_text("部门: {}\n", encoding="utf-8")

    with pytest.raises(UnreadableFileError, match=r"填报\.yaml.*不需要导入"):
        read_source(path)
