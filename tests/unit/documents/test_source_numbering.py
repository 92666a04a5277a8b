"""Numbers that Word prints by itself are read as text, in headings, lists and cells."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document

from reportgen.documents.source_docx import read_docx_source
from reportgen.model.source_document import Grid, TextParagraph

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(number: int, counting: str, text: str) -> str:
    counted = f'<w:start w:val="1"/><w:numFmt w:val="{counting}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{counted}</w:lvl>'


NUMBERING = (
    f"<w:numbering {W}>"
    f'<w:abstractNum w:abstractNumId="7">{level(0, "chineseCountingThousand", "%1、")}'
    f"{level(1, 'chineseCounting', '（%2）')}{level(2, 'decimal', '%3.')}{level(3, 'decimal', '%1.%4')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="8">{level(0, "bullet", "●")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    "</w:numbering>"
)


def word_file(path: Path, paragraphs: str) -> Path:
    document = Document()
    document.save(str(path))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/numbering.xml"] = NUMBERING.encode()
    parts["word/document.xml"] = f"<w:document {W}><w:body>{paragraphs}</w:body></w:document>".encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def numbered(text: str, listed: int, depth: int = 0) -> str:
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{listed}"/></w:numPr></w:pPr>'
    return f"<w:p>{properties}{run}</w:p>"


def texts(path: Path) -> list[str]:
    return [block.text for block in read_docx_source(path).blocks if isinstance(block, TextParagraph)]


def test_chinese_numbers_of_headings_are_read(tmp_path: Path) -> None:
    body = numbered("部门概况", 1) + numbered("主要职责", 1, 1) + numbered("人员情况", 1, 1) + numbered("执行情况", 1)

    assert texts(word_file(tmp_path / "报告.docx", body + numbered("组织情况", 1, 1))) == [
        "一、部门概况",
        "（一）主要职责",
        "（二）人员情况",
        "二、执行情况",
        "（一）组织情况",
    ]


def test_a_list_that_starts_anew_counts_from_its_start(tmp_path: Path) -> None:
    body = numbered("培训", 1, 2) + numbered("检查", 1, 2) + numbered("宣传", 3, 2) + numbered("评估", 3, 2)

    assert texts(word_file(tmp_path / "报告.docx", body)) == ["1.培训", "2.检查", "1.宣传", "2.评估"]


def test_bullets_and_removed_numbers_print_nothing(tmp_path: Path) -> None:
    body = numbered("要点", 2) + numbered("正文", 0) + "<w:p><w:r><w:t>段落</w:t></w:r></w:p>"

    assert texts(word_file(tmp_path / "报告.docx", body)) == ["要点", "正文", "段落"]


def test_a_level_may_repeat_the_number_above_it_in_its_own_way_of_counting(tmp_path: Path) -> None:
    body = numbered("甲", 1) + numbered("乙", 1, 3)

    assert texts(word_file(tmp_path / "报告.docx", body)) == ["一、甲", "一.1乙"]


def test_a_cell_with_nothing_but_its_number_holds_that_number(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc><w:tcPr/>{paragraph}</w:tc>" for paragraph in (numbered("", 1, 2), "<w:p/>"))
    row = f"<w:tr>{cells}</w:tr>"

    (grid,) = read_docx_source(word_file(tmp_path / "表.docx", f"<w:tbl>{row}{row}</w:tbl>")).blocks

    assert isinstance(grid, Grid)
    assert [[cell.text for cell in line] for line in grid.rows] == [["1", ""], ["2", ""]]


@pytest.mark.parametrize(
    ("count", "written"),
    [(1, "一、"), (10, "十、"), (12, "十二、"), (20, "二十、"), (35, "三十五、"), (101, "一百〇一、")],
)
def test_chinese_numbers_are_written_as_word_writes_them(tmp_path: Path, count: int, written: str) -> None:
    body = "".join(numbered("项", 1) for _ in range(count))

    assert texts(word_file(tmp_path / "报告.docx", body))[-1] == f"{written}项"
