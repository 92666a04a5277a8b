"""Comments on the very numbers of a Word file, wherever they stand, and nothing else changed."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.documents.plain_text import document_text
from reportgen.documents.source_docx import read_docx_source
from reportgen.documents.word_comments import TextComment, with_comments

TOLD = ("错误：与填报数据不符", "填报.xlsx 指标!H12")


def saved(document: object, folder: Path) -> Path:
    path = folder / "报告.docx"
    document.save(str(path))
    return path


def commented(path: Path, *words: str) -> bytes:
    """The file with a comment on the first place of each of *words*."""
    text = read_docx_source(path, beside=True).plain_text
    places = [text.index(word) for word in words]
    return with_comments(path, [TextComment(TOLD, at, at + len(word)) for at, word in zip(places, words, strict=True)])


def anchors(data: bytes) -> list[str]:
    """The words each comment stands on."""
    lines = document_text(data).partition("批注：")[2].splitlines()
    return [line.partition("“")[2].partition("”")[0] for line in lines if line.startswith("〔批注")]


def test_the_comment_stands_on_the_number_alone(tmp_path):
    document = Document()
    document.add_paragraph("全年培训盲人按摩师74人，完成率92.5%。")

    data = commented(saved(document, tmp_path), "74人")

    assert document_text(data) == (
        "全年培训盲人按摩师74人〔批注1〕，完成率92.5%。\n\n批注：\n"
        "〔批注1〕核查　“74人”：错误：与填报数据不符／填报.xlsx 指标!H12\n"
    )


def test_a_number_that_word_split_over_runs_is_commented_whole(tmp_path):
    document = Document()
    paragraph = document.add_paragraph("执行")
    for piece in ("1", "0,3", "89.70", "万元，"):
        paragraph.add_run(piece).bold = piece == "0,3"
    paragraph.add_run("其余不变。")

    data = commented(saved(document, tmp_path), "10,389.70")

    assert anchors(data) == ["10,389.70"]
    kept = Document(io.BytesIO(data)).paragraphs[0]
    assert kept.text == "执行10,389.70万元，其余不变。"
    assert [run.text for run in kept.runs if run.bold] == ["0,3"]


def test_two_comments_on_one_number_and_one_inside_another_keep_their_places(tmp_path):
    document = Document()
    document.add_paragraph("预算100万元，执行95万元，执行率95%。")

    data = commented(saved(document, tmp_path), "95万元", "95", "执行率95%", "95万元")

    assert anchors(data) == ["95", "95万元", "95万元", "执行率95%"]


def test_a_number_in_a_cell_below_another_paragraph_is_found(tmp_path):
    document = Document()
    document.add_paragraph("表前")
    cell = document.add_table(rows=2, cols=2).cell(1, 1)
    cell.text = "第一段"
    cell.add_paragraph("实际完成80人")

    data = commented(saved(document, tmp_path), "80人")

    assert anchors(data) == ["80人"]


def test_a_tracked_insertion_is_commented_and_a_deletion_is_not_counted(tmp_path):
    document = Document()
    paragraph = document.add_paragraph("培训")
    marks = 'w:id="7" w:author="张三" w:date="2024-03-01T00:00:00Z"'
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')} {marks}><w:r><w:delText>74人</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')} {marks}><w:r><w:t>共90人次</w:t></w:r></w:ins>"))
    paragraph.add_run("。")

    data = commented(saved(document, tmp_path), "90人次")

    assert anchors(data) == ["90人次"]
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert body.index("</w:ins>") < body.index("<w:commentReference")
    assert "<w:delText>74人</w:delText>" in body


def test_a_number_in_a_link_is_commented(tmp_path):
    document = Document()
    paragraph = document.add_paragraph("公开于")
    paragraph._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="a"><w:r><w:t>第12号公告</w:t></w:r></w:hyperlink>')
    )

    assert anchors(commented(saved(document, tmp_path), "12")) == ["12"]


def test_an_automatic_number_is_commented_at_the_words_it_numbers(tmp_path):
    document = Document()
    document.add_paragraph("主要职责", style="List Number")

    path = saved(document, tmp_path)

    assert read_docx_source(path).plain_text == "1.主要职责"
    assert anchors(with_comments(path, [TextComment(TOLD, 0, 2)])) == ["主要职责"]


def test_what_a_header_says_is_commented_at_the_first_words_of_the_body(tmp_path):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "2021年度自评报告"
    document.add_paragraph("正文第一段")

    assert anchors(commented(saved(document, tmp_path), "2021年度")) == ["正文第一段"]


def with_footnote(path: Path, after: str) -> Path:
    """The file with a footnote behind the words *after*."""
    note = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1"><w:p><w:r><w:t>其中外聘9人。</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    other = path.with_name("脚注.docx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as copy:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                words, mark = f"{after}</w:t></w:r>", '<w:r><w:footnoteReference w:id="1"/></w:r>'
                data = data.replace(words.encode(), (words + mark).encode(), 1)
            if name == "[Content_Types].xml":
                kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
                override = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
                data = data.replace(b"</Types>", override.encode())
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                relation = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                data = data.replace(b"</Relationships>", relation.encode())
            copy.writestr(name, data)
        copy.writestr("word/footnotes.xml", note)
    return other


def test_what_a_footnote_says_is_read_and_commented_at_its_mark(tmp_path):
    document = Document()
    document.add_paragraph("现有18人")
    document.add_paragraph("此外无人")
    path = with_footnote(saved(document, tmp_path), "此外无人")

    data = commented(path, "9人")

    assert read_docx_source(path, beside=True).plain_text == "现有18人\n此外无人\n其中外聘9人。"
    assert document_text(data).startswith("现有18人\n此外无人〔批注1〕\n")


def test_a_comment_without_a_place_stands_at_the_first_words(tmp_path):
    document = Document()
    document.add_paragraph("标题")

    assert anchors(with_comments(saved(document, tmp_path), [TextComment(TOLD)])) == ["标题"]


def test_the_comments_of_officials_stay_and_those_of_an_earlier_check_go(tmp_path):
    document = Document()
    run = document.add_paragraph().add_run("培训74人，就业20人")
    document.add_comment([run], text="请处长审阅", author="李四", initials="李")
    first = tmp_path / "第一次.docx"
    first.write_bytes(commented(saved(document, tmp_path), "74人"))

    data = commented(first, "20人")

    told = document_text(data).partition("批注：")[2]
    assert "李四　“培训74人，就业20人”：请处长审阅" in told
    assert told.count("核查　") == 1
    assert "核查　“20人”" in told


def test_every_other_part_is_kept_byte_for_byte(tmp_path):
    document = Document()
    document.add_paragraph("培训74人")
    path = saved(document, tmp_path)

    data = commented(path, "74人")

    with zipfile.ZipFile(path) as before, zipfile.ZipFile(io.BytesIO(data)) as after:
        touched = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
        names = set(before.namelist()) - touched
        assert len(names) > 5
        assert {name for name in names if before.read(name) != after.read(name)} == set()
        assert set(after.namelist()) - set(before.namelist()) == {"word/comments.xml"}


def everything(folder: Path) -> Path:
    """A file with numbers in a split run, a control, an insertion, a link, a cell, a note."""
    document = Document()
    paragraph = document.add_paragraph("甲11人")
    paragraph.add_run("乙2")
    paragraph.add_run("2人")
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:id w:val='5'/></w:sdtPr><w:sdtContent><w:r><w:t>丙33人</w:t></w:r>"
        "</w:sdtContent></w:sdt>"
    )
    insertion = parse_xml(
        f'<w:ins {nsdecls("w")} w:id="7" w:author="张三"><w:r><w:t>丁44人</w:t><w:tab/><w:t>末</w:t></w:r></w:ins>'
    )
    link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="a"><w:r><w:t>戊55人</w:t></w:r></w:hyperlink>')
    for element in (control, insertion, link):
        paragraph._p.append(element)
    document.add_table(rows=1, cols=1).cell(0, 0).text = "己66人"
    return with_footnote(saved(document, folder), "甲11人")


def test_what_a_text_box_says_is_commented_at_the_box(tmp_path):
    document = Document()
    document.add_paragraph("正文第一段")
    box = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>框内写了88人</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.add_paragraph("旁边有框")._p.append(parse_xml(box))
    path = saved(document, tmp_path)

    data = commented(path, "88人")

    assert read_docx_source(path, beside=True).plain_text == "正文第一段\n旁边有框\n框内写了88人"
    assert document_text(data).splitlines()[1].startswith("旁边有框")
    assert "〔批注1〕" in document_text(data).splitlines()[1]


def test_a_number_in_a_table_inside_a_cell_is_commented(tmp_path):
    document = Document()
    outer = document.add_table(rows=1, cols=2).rows[0].cells
    outer[0].text = "外"
    outer[1].add_table(rows=1, cols=1).cell(0, 0).text = "内层77人"

    assert anchors(commented(saved(document, tmp_path), "77人")) == ["77人"]


WRITTEN = st.lists(
    st.lists(st.text("甲乙12 \t", min_size=1, max_size=4), min_size=1, max_size=5), min_size=1, max_size=4
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WRITTEN, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), min_size=1, max_size=5))
def test_every_comment_stands_on_its_words_and_the_text_stays(tmp_path, paragraphs, spans):
    document = Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for run in runs:
            paragraph.add_run(run)
    path = saved(document, tmp_path)
    text = read_docx_source(path).plain_text
    places = [(start, min(start + length, len(text))) for start, length in spans if start < len(text)]
    within = [(start, end) for start, end in places if text[start:end].strip() and "\n" not in text[start:end]]
    copy = tmp_path / "副本.docx"

    copy.write_bytes(with_comments(path, [TextComment((f"第{n}条",), *place) for n, place in enumerate(within)]))

    assert read_docx_source(copy).plain_text == text
    told = zipfile.ZipFile(copy).read("word/document.xml").decode()
    assert [commented_words(told, number) for number in range(len(within))] == [
        text[start:end] for start, end in within
    ]


def commented_words(document: str, number: int) -> str:
    """The words between the beginning and the end of a comment."""
    begin, end = (f'<w:commentRange{side} w:id="{number}"/>' for side in ("Start", "End"))
    between = document.partition(begin)[2].partition(end)[0].replace("<w:tab/>", "<w:t>\t</w:t>")
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", between))


@pytest.mark.schema
def test_the_copy_is_valid_wherever_the_comments_stand(schema_errors, tmp_path):
    path = everything(tmp_path)
    before = schema_errors(path.read_bytes())

    data = commented(path, "11人", "22人", "33", "44人", "55人", "66", "9人")

    assert anchors(data) == ["11人", "", "22人", "33", "44人", "55人", "66"]
    assert schema_errors(data) == before
