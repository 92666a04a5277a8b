"""One test for each row of the table in docs/word.md: a number in that place is found, or the place is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.documents.source_docx import read_docx_source
from reportgen.documents.word_text import Changes
from word_packages import R, word_package

DOCS = Path(__file__).parents[3] / "docs" / "word.md"
NUMBER = "4321"
RUN = f"<w:r><w:t>{NUMBER}</w:t></w:r>"
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
).format(box=f"<w:txbxContent><w:p>{RUN}</w:p></w:txbxContent>")


def paragraph(inside: str) -> str:
    return f"<w:p><w:r><w:t>前</w:t></w:r>{inside}<w:r><w:t>后</w:t></w:r></w:p>"


def table(cell: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"


FOUND = {
    "正文段落": paragraph(RUN),
    "分成几段的数字": paragraph("<w:r><w:t>43</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>21</w:t></w:r>"),
    "表格": table(paragraph(RUN)),
    "表中表": table(f"<w:p/>{table(paragraph(RUN))}<w:p/>"),
    "内容控件": f"<w:sdt><w:sdtContent>{paragraph(RUN)}</w:sdtContent></w:sdt>",
    "行内控件": paragraph(f"<w:sdt><w:sdtContent>{RUN}</w:sdtContent></w:sdt>"),
    "修订插入": paragraph(f'<w:ins w:id="1" w:author="甲">{RUN}</w:ins>'),
    "修订移动": paragraph(f'<w:moveTo w:id="1" w:author="甲">{RUN}</w:moveTo>'),
    "段落合并": (
        '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="甲"/></w:rPr></w:pPr><w:r><w:t>43</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>21</w:t></w:r></w:p>"
    ),
    "超链接": paragraph(f"<w:hyperlink>{RUN}</w:hyperlink>"),
    "智能标记": paragraph(f'<w:smartTag w:element="date">{RUN}</w:smartTag>'),
    "域的结果": paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{RUN}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ),
    "公式": paragraph(f"<m:oMath><m:r><m:t>{NUMBER}</m:t></m:r></m:oMath>"),
    "加注拼音的文字": paragraph(
        f"<w:r><w:ruby><w:rt><w:r><w:t>y</w:t></w:r></w:rt><w:rubyBase>{RUN}</w:rubyBase></w:ruby></w:r>"
    ),
    "Symbol 字体的数字": paragraph(
        "".join(f'<w:r><w:sym w:font="Symbol" w:char="F03{digit}"/></w:r>' for digit in NUMBER)
    ),
    "不间断连字符": paragraph("<w:r><w:t>4321</w:t><w:noBreakHyphen/><w:t>5</w:t></w:r>"),
    "文本框": paragraph(BOX),
    "两种写法并存": paragraph(
        f'<mc:AlternateContent><mc:Choice Requires="w14">{RUN}</mc:Choice>'
        "<mc:Fallback><w:r><w:t>99</w:t></w:r></mc:Fallback></mc:AlternateContent>"
    ),
}
NAMED = {
    "隐藏文字": paragraph(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{NUMBER}</w:t></w:r>"),
    "隐藏样式的文字": paragraph(f'<w:r><w:rPr><w:rStyle w:val="Hidden"/></w:rPr><w:t>{NUMBER}</w:t></w:r>'),
    "修订删除": paragraph(f'<w:del w:id="1" w:author="甲"><w:r><w:delText>{NUMBER}</w:delText></w:r></w:del>'),
    "域代码": paragraph(f'<w:fldSimple w:instr="QUOTE {NUMBER}"><w:r><w:t>x</w:t></w:r></w:fldSimple>'),
    "拼音": paragraph(
        f"<w:r><w:ruby><w:rt>{RUN}</w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    ),
    "符号字体": paragraph('<w:r><w:sym w:font="Wingdings" w:char="F08C"/></w:r>'),
    "艺术字": paragraph(f'<w:r><w:pict><v:shape><v:textpath string="{NUMBER}"/></v:shape></w:pict></w:r>'),
}
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
NOTE = f'<w:{{0}}s {{{{ns}}}}><w:{{0}} w:id="2"><w:p>{RUN}</w:p></w:{{0}}></w:{{0}}s>'
READ_PARTS = {
    "页眉": ("word/header1.xml", f"<w:hdr {{ns}}><w:p>{RUN}<w:r><w:t>号</w:t></w:r></w:p></w:hdr>"),
    "页脚": ("word/footer1.xml", f"<w:ftr {{ns}}><w:p>{RUN}<w:r><w:t>号</w:t></w:r></w:p></w:ftr>"),
    "脚注": ("word/footnotes.xml", NOTE.format("footnote")),
    "尾注": ("word/endnotes.xml", NOTE.format("endnote")),
}
NAMED_PARTS = {
    "批注": ("word/comments.xml", NOTE.format("comment").replace("w:id", 'w:author="李四" w:id')),
    "图表": ("word/charts/chart1.xml", f'<c:chart xmlns:c="{CHART}"><c:v>{NUMBER}</c:v></c:chart>'),
    "图示": ("word/diagrams/data1.xml", f'<a:x xmlns:a="{DRAWN}"><a:t>{NUMBER}</a:t></a:x>'),
    "嵌入对象": ("word/embeddings/book4321.bin", "x"),
    "宏": ("word/vbaProject4321.bin", "x"),
    "插入的整份文件": ("word/afchunk4321.htm", "x"),
}


def read(tmp_path: Path, body: str, **options: object):
    path = tmp_path / "文稿.docx"
    path.write_bytes(word_package(body, parts=options.pop("parts", None)))
    return read_docx_source(path, beside=True, **options)


@pytest.mark.parametrize("place", FOUND)
def test_a_number_in_this_place_is_found(tmp_path: Path, place: str) -> None:
    source = read(tmp_path, FOUND[place])

    assert source.plain_text.count(NUMBER) == 1


@pytest.mark.parametrize("place", NAMED)
def test_a_number_in_this_place_is_named_as_not_read(tmp_path: Path, place: str) -> None:
    source = read(tmp_path, NAMED[place])

    assert NUMBER not in source.plain_text
    assert len(source.not_read) == 1
    assert re.search("4321|F08C", source.not_read[0])


@pytest.mark.parametrize("place", READ_PARTS)
def test_a_number_in_this_part_is_found(tmp_path: Path, place: str) -> None:
    name, content = READ_PARTS[place]

    source = read(tmp_path, paragraph(""), parts={name: content})

    assert source.plain_text.count(NUMBER) == 1


@pytest.mark.parametrize("place", NAMED_PARTS)
def test_a_number_in_this_part_is_named_as_not_read(tmp_path: Path, place: str) -> None:
    name, content = NAMED_PARTS[place]

    source = read(tmp_path, paragraph(""), parts={name: content})

    assert len(source.not_read) == 1
    assert NUMBER in source.not_read[0]


def test_pictures_are_counted_as_not_read(tmp_path: Path) -> None:
    source = read(tmp_path, paragraph(""), parts={"word/media/a.png": "x", "word/media/b.png": "x"})

    assert source.not_read == ("图片 2 张，图中的文字没有读取",)


def test_an_address_outside_the_file_is_named_and_not_opened(tmp_path: Path) -> None:
    outside = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="x"'
        f' Type="{R}/attachedTemplate" Target="http://example.com/a.dotm" TargetMode="External"/></Relationships>'
    )

    source = read(tmp_path, paragraph(""), parts={"word/_rels/settings.xml.rels": outside})

    assert source.not_read == ("外部链接（attachedTemplate）没有打开：http://example.com/a.dotm",)


def test_rejected_changes_give_the_text_before_them(tmp_path: Path) -> None:
    body = paragraph(
        f'<w:ins w:id="1" w:author="甲">{RUN}</w:ins>'
        '<w:del w:id="2" w:author="甲"><w:r><w:delText>88</w:delText></w:r></w:del>'
    )

    assert read(tmp_path, body).plain_text == "前4321后"
    assert read(tmp_path, body, changes=Changes.REJECTED).plain_text == "前88后"


def test_a_row_inserted_with_tracking_is_absent_where_changes_are_rejected(tmp_path: Path) -> None:
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    added = row.format('<w:ins w:id="1" w:author="甲"/>', "新增")
    body = f"<w:tbl>{row.format('', '原有')}{added}</w:tbl>"

    assert read(tmp_path, body).plain_text == "原有\n新增"
    assert read(tmp_path, body, changes=Changes.REJECTED).plain_text == "原有"


def test_the_list_of_evidence_is_no_part_of_the_report(tmp_path: Path) -> None:
    body = (
        paragraph("")
        + f'<w:p><w:bookmarkStart w:id="1" w:name="_e_9"/>{RUN}<w:bookmarkEnd w:id="1"/></w:p>'
        + table(paragraph(RUN))
    )

    assert read(tmp_path, body).plain_text == "前后"


def test_every_row_of_the_table_in_the_documentation_is_tested_here() -> None:
    rows = re.findall(
        r"^\| ([^|]+?) \| (?:照原样|换成普通文字|不读，列出) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE
    )

    assert set(rows) == {*FOUND, *NAMED, *READ_PARTS, *NAMED_PARTS, "图片", "外部链接"}
