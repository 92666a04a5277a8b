import io
import zipfile

from reportgen.documents.plain_text import document_text
from reportgen.documents.word_reports import write_word_report
from reportgen.model.draft import (
    Align,
    Annex,
    Draft,
    Figure,
    Gap,
    Heading,
    Paragraph,
    Section,
    Table,
    TableCell,
    TableRow,
    Words,
)

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def cell(text, columns=1, rows=1):
    return TableCell((Words(text),), columns, rows, Align.CENTER)


DRAFT = Draft(
    title="部门绩效自评报告",
    sections=(
        Section(
            "budget",
            (
                Heading(1, "一、", "预算执行情况"),
                Heading(2, "（一）", "总体情况"),
                Paragraph(
                    (
                        Words("全年预算数为"),
                        Figure("12.00 万元", "budget"),
                        Words("，执行数为"),
                        Gap("执行数", "请在“预算”表填写全年执行数"),
                        Words("。"),
                    )
                ),
            ),
        ),
    ),
    annexes=(
        Annex(
            "自评表",
            (
                Table(
                    (
                        TableRow((cell("指标", rows=2), cell("数值", columns=2)), header=True),
                        TableRow((cell("目标"), cell("实际")), header=True),
                        TableRow((cell("培训人数"), cell("≥30人"), cell("32人"))),
                    ),
                    (2, 1, 1),
                    unit_note="单位：人",
                ),
            ),
            landscape=True,
        ),
    ),
    signature=(Words("清河市水务局"),),
    date=(Words("2024年3月5日"),),
)


def test_headings_tables_merges_comments_and_page_turns_are_shown():
    text = document_text(write_word_report(DRAFT).data)

    assert (
        text
        == """\
# 部门绩效自评报告
## 一、预算执行情况
### （一）总体情况
全年预算数为12.00 万元，执行数为【待填：执行数】〔批注1〕。
附件：自评表
清河市水务局
2024年3月5日
―― 横向页 ――
附件
## 自评表
单位：人
┌ 表格 3 列
‖ 指标 ↓2 | 数值 →2
‖ 〃 | 目标 | 实际
| 培训人数 | ≥30人 | 32人
└

批注：
〔批注1〕核查　“【待填：执行数】”：请在“预算”表填写全年执行数
footer_default：— 1 —
footer_default_landscape：— 1 —
footer_even：— 1 —
footer_even_landscape：— 1 —
"""
    )


def test_a_path_reads_as_the_bytes_do(tmp_path):
    data = write_word_report(DRAFT).data
    path = tmp_path / "报告.docx"
    path.write_bytes(data)

    assert document_text(path) == document_text(data)


def word_file(body):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{MAIN}"><w:body>{body}</w:body></w:document>')
    return buffer.getvalue()


def test_insertions_and_content_controls_are_read_and_deletions_are_not():
    data = word_file(
        "<w:p><w:r><w:t>投入</w:t></w:r><w:ins><w:r><w:t>12</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>15</w:delText></w:r></w:del><w:r><w:t>万元</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件内</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )

    assert document_text(data) == "投入12万元\n控件内\n"


def test_a_table_inside_a_cell_does_not_become_rows_of_the_outer_table():
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    data = word_file(
        "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>"
        f"<w:tr><w:tc><w:p><w:r><w:t>外</w:t></w:r></w:p>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    )

    assert document_text(data) == "┌ 表格 1 列\n| 外⏎内⏎\n└\n"
