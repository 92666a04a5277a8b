"""Word documents as read: merges, nested tables, controls, tracked changes, and what is passed over."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reportgen.documents.source_docx import read_docx_source
from reportgen.errors import UnreadableFileError
from reportgen.model.source_document import Grid, SourceDocument, TextParagraph

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def saved(document: object, folder: Path) -> SourceDocument:
    path = folder / "自评表.docx"
    document.save(str(path))
    return read_docx_source(path)


def grids(source: SourceDocument) -> list[Grid]:
    return [block for block in source.blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def run_with(text: str, *, tag: str = "w:t") -> object:
    run = OxmlElement("w:r")
    piece = OxmlElement(tag)
    piece.text = text
    run.append(piece)
    return run


def test_paragraphs_and_tables_keep_their_order(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("表前")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "表中"
    document.add_paragraph("表后")

    source = saved(document, tmp_path)

    kinds = [block.text if isinstance(block, TextParagraph) else "表格" for block in source.blocks]
    assert kinds == ["表前", "表格", "表后"]


def test_a_cell_merged_downwards_is_at_hand_in_every_row_it_covers(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).merge(table.cell(2, 0)).text = "产出指标"
    for row in range(3):
        table.cell(row, 1).text = f"指标{row + 1}"

    (grid,) = grids(saved(document, tmp_path))

    assert [row[0].text for row in grid.rows] == ["产出指标", "产出指标", "产出指标"]
    assert [row[0].covered for row in grid.rows] == [False, True, True]
    assert [row[1].text for row in grid.rows] == ["指标1", "指标2", "指标3"]


def test_a_cell_merged_across_covers_the_columns_to_its_right(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=1, cols=4)
    table.cell(0, 1).merge(table.cell(0, 2)).text = "实际完成情况"
    table.cell(0, 3).text = "偏差原因"

    (grid,) = grids(saved(document, tmp_path))

    assert texts(grid) == [["", "实际完成情况", "实际完成情况", "偏差原因"]]
    assert [cell.covered for cell in grid.rows[0]] == [False, False, True, False]
    assert [cell.origin.column for cell in grid.rows[0]] == [1, 2, 3, 4]


def test_a_table_inside_a_cell_follows_the_one_it_stands_in(tmp_path: Path) -> None:
    document = Document()
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "外层"
    outer.cell(0, 1).add_table(rows=1, cols=1).cell(0, 0).text = "内层"

    first, second = grids(saved(document, tmp_path))

    assert texts(first) == [["外层", ""]]
    assert texts(second) == [["内层"]]
    assert second.rows[0][0].origin.place == "第1个表格第1行第2列内的表格第1行第1列"


def test_text_in_a_content_control_is_read(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("总分")
    control = OxmlElement("w:sdt")
    content = OxmlElement("w:sdtContent")
    content.append(run_with("98.5分"))
    control.append(content)
    paragraph._p.append(control)

    source = saved(document, tmp_path)

    assert source.blocks[0].text == "总分98.5分"


def test_tracked_insertions_are_read_and_deletions_are_not(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("得分")
    inserted = OxmlElement("w:ins")
    inserted.append(run_with("9.5"))
    deleted = OxmlElement("w:del")
    deleted.append(run_with("9.9", tag="w:delText"))
    paragraph._p.append(inserted)
    paragraph._p.append(deleted)

    source = saved(document, tmp_path)

    assert source.blocks[0].text == "得分9.5"


def test_a_row_deleted_with_tracking_is_left_out(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=1)
    table.cell(0, 0).text = "留下"
    table.cell(1, 0).text = "删去"
    properties = table.rows[1]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:del"))

    (grid,) = grids(saved(document, tmp_path))

    assert texts(grid) == [["留下"]]


def test_hidden_text_is_not_read_but_listed(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("可见")
    paragraph.add_run("隐藏的数字12").font.hidden = True

    source = saved(document, tmp_path)

    assert source.blocks[0].text == "可见"
    assert source.not_read == ("第1段：隐藏文字中的文字没有读取：“隐藏的数字12”",)


def test_a_header_with_words_is_listed_and_one_with_a_page_number_is_not(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"

    source = saved(document, tmp_path)

    assert source.not_read == ("页眉中的文字没有读取：“内部资料”",)


def test_a_text_box_is_listed_once_though_word_stores_it_twice(tmp_path: Path) -> None:
    document = Document()
    run = document.add_paragraph("正文").add_run()
    alternate = run._r.makeelement(f"{MC}AlternateContent")
    for branch in ("Choice", "Fallback"):
        part = alternate.makeelement(f"{MC}{branch}")
        box = OxmlElement("w:txbxContent")
        inner = OxmlElement("w:p")
        inner.append(run_with("框中的话"))
        box.append(inner)
        part.append(box)
        alternate.append(part)
    run._r.append(alternate)

    source = saved(document, tmp_path)

    assert source.not_read == ("第1段：文本框或图形中的文字没有读取：“框中的话”",)


def test_heading_styles_give_their_level(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("部门概况", level=2)
    document.add_paragraph("正文")

    source = saved(document, tmp_path)

    assert [block.heading_level for block in source.blocks] == [2, 0]


def test_line_breaks_and_paragraphs_in_a_cell_part_its_lines(tmp_path: Path) -> None:
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "一行"
    cell.add_paragraph("二行").add_run().add_break()
    cell.paragraphs[1].add_run("三行")

    (grid,) = grids(saved(document, tmp_path))

    assert texts(grid) == [["一行\n二行\n三行"]]


def test_a_row_that_begins_to_the_right_keeps_its_columns(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 1).text = "分值"
    row = table.rows[0]._tr
    row.remove(row.tc_lst[0])
    before = OxmlElement("w:gridBefore")
    before.set(qn("w:val"), "1")
    row.get_or_add_trPr().append(before)

    (grid,) = grids(saved(document, tmp_path))

    assert [(cell.text, cell.origin.column) for cell in grid.rows[0]] == [("", 1), ("分值", 2)]


def test_a_package_without_a_document_names_the_file_and_the_remedy(tmp_path: Path) -> None:
    document = Document()
    path = tmp_path / "缺正文.docx"
    document.save(str(path))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != "word/document.xml"}
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)

    with pytest.raises(UnreadableFileError, match=r"缺正文\.docx.*结构不完整.*另存"):
        read_docx_source(path)
