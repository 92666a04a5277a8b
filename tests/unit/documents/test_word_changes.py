"""Corrections as Word shows them: tracked changes by 核查, each to be accepted or rejected, all else untouched."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from reportgen.documents.plain_text import document_text
from reportgen.documents.source_docx import read_docx_source
from reportgen.documents.word_comments import TextChange, TextComment, with_comments
from reportgen.documents.word_text import Changes
from word_packages import word_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SOMEBODY = 'w:id="7" w:author="张三" w:date="2024-03-01T00:00:00Z"'


def saved(document, folder: Path) -> Path:
    path = folder / "报告.docx"
    document.save(str(path))
    return path


def proposed(path: Path, *changes: tuple[str, str]) -> bytes:
    """The file with each wrong word corrected at its first place."""
    text = read_docx_source(path, beside=True).plain_text
    made = []
    for wrong, right in changes:
        at = text.index(wrong)
        made.append(TextChange(at, at + len(wrong), right, TextComment((f"应为{right}",), at, at + len(wrong))))
    return with_comments(path, [], made)


def body(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def read(data: bytes, folder: Path, changes: Changes) -> str:
    path = folder / f"{changes.value}.docx"
    path.write_bytes(data)
    return read_docx_source(path, changes=changes).plain_text


def settled(data: bytes, *, accept: bool) -> bytes:
    """What Word makes of the file when all changes are accepted, or all rejected."""
    root = etree.fromstring(body(data).encode())
    gone, stays = ("del", "ins") if accept else ("ins", "del")
    for element in list(root.iter(f"{W}{gone}")):
        element.getparent().remove(element)
    for element in list(root.iter(f"{W}{stays}")):
        for child in list(element):
            element.addprevious(child)
        element.getparent().remove(element)
    for element in root.iter(f"{W}delText"):
        element.tag = f"{W}t"
    return etree.tostring(root)


def words(xml: bytes) -> str:
    return "".join(each.text or "" for each in etree.fromstring(xml).iter(f"{W}t"))


def test_a_wrong_number_stands_deleted_before_the_right_one(tmp_path):
    document = Document()
    document.add_paragraph("全年培训盲人按摩师78人，完成率92.5%。")

    data = proposed(saved(document, tmp_path), ("78人", "74人"))

    assert (
        '<w:del w:id="1" w:author="核查"><w:r><w:delText xml:space="preserve">78人</w:delText></w:r></w:del>'
        in body(data)
    )
    assert '<w:ins w:id="2" w:author="核查"><w:r><w:t xml:space="preserve">74人</w:t></w:r></w:ins>' in body(data)
    assert words(settled(data, accept=True)) == "全年培训盲人按摩师74人，完成率92.5%。"
    assert words(settled(data, accept=False)) == "全年培训盲人按摩师78人，完成率92.5%。"


def test_the_program_itself_reads_the_change_as_accepted_and_as_rejected(tmp_path):
    document = Document()
    document.add_paragraph("全年培训盲人按摩师78人。")

    data = proposed(saved(document, tmp_path), ("78人", "74人"))

    assert read(data, tmp_path, Changes.ACCEPTED) == "全年培训盲人按摩师74人。"
    assert read(data, tmp_path, Changes.REJECTED) == "全年培训盲人按摩师78人。"


def test_a_number_split_over_runs_is_one_deletion_and_keeps_its_formatting(tmp_path):
    document = Document()
    paragraph = document.add_paragraph("执行")
    for piece in ("1", "0,3", "89.70"):
        paragraph.add_run(piece).bold = True
    paragraph.add_run("万元。").italic = True

    data = proposed(saved(document, tmp_path), ("10,389.70", "10,398.70"))

    assert body(data).count("<w:del ") == 1
    kept = Document(io.BytesIO(zipped(settled(data, accept=True), data))).paragraphs[0]
    assert [(run.text, run.bold, run.italic) for run in kept.runs] == [
        ("执行", None, None), ("10,398.70", True, None), ("", None, None), ("万元。", None, True),
    ]  # fmt: skip


def zipped(xml: bytes, like: bytes) -> bytes:
    """The package *like* with the body *xml*."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(like)) as source, zipfile.ZipFile(buffer, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, xml if name == "word/document.xml" else source.read(name))
    return buffer.getvalue()


def test_two_numbers_of_a_cell_are_two_changes(tmp_path):
    document = Document()
    document.add_table(rows=1, cols=2).cell(0, 1).text = "举办4期，培训78人"

    data = proposed(saved(document, tmp_path), ("4期", "5期"), ("78人", "74人"))

    assert body(data).count("<w:ins ") == 2
    assert words(settled(data, accept=True)) == "举办5期，培训74人"


def test_a_number_within_somebodys_insertion_is_changed_without_putting_one_insertion_into_another(tmp_path):
    document = Document()
    paragraph = document.add_paragraph("培训")._p
    run = "<w:r><w:t>共计78人参加</w:t></w:r>"
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')} {SOMEBODY}>{run}</w:ins>"))

    data = proposed(saved(document, tmp_path), ("78人", "74人"))

    root = etree.fromstring(body(data).encode())
    assert root.find(f".//{W}ins/{W}ins") is None
    assert [each.get(f"{W}author") for each in root.iter(f"{W}ins")] == ["张三", "核查", "张三"]
    assert len({each.get(f"{W}id") for each in root.iter(f"{W}ins", f"{W}del")}) == 4
    assert words(settled(data, accept=True)) == "培训共计74人参加"
    assert words(settled(data, accept=False)) == "培训"


def test_what_somebody_deleted_stays_deleted(tmp_path):
    document = Document()
    paragraph = document.add_paragraph("培训")
    paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')} {SOMEBODY}><w:r><w:delText>90人次</w:delText></w:r></w:del>"))
    paragraph.add_run("78人。")

    data = proposed(saved(document, tmp_path), ("78人", "74人"))

    assert words(settled(data, accept=True)) == "培训74人。"
    assert words(settled(data, accept=False)) == "培训90人次78人。"


def test_a_number_in_a_link_stays_in_the_link(tmp_path):
    document = Document()
    link = f'<w:hyperlink {nsdecls("w")} w:anchor="a"><w:r><w:t>培训78人</w:t></w:r></w:hyperlink>'
    document.add_paragraph("见")._p.append(parse_xml(link))

    data = proposed(saved(document, tmp_path), ("78人", "74人"))

    assert etree.fromstring(body(data).encode()).find(f".//{W}hyperlink/{W}ins") is not None
    assert words(settled(data, accept=True)) == "见培训74人"


def test_a_comment_of_somebody_keeps_its_place(tmp_path):
    document = Document()
    runs = [document.add_paragraph("培训").add_run("78人"), document.paragraphs[0].add_run("。")]
    document.add_comment(runs=runs[0], text="请核对", author="李四", initials="李")

    data = proposed(saved(document, tmp_path), ("78人", "74人"))

    text = document_text(data)
    assert "〔批注1〕核查　“74人”：应为74人\n〔批注2〕李四　“74人”：请核对" in text


def test_where_no_change_can_be_tracked_a_comment_tells_it(tmp_path):
    path = tmp_path / "公式.docx"
    formula = "<w:p><m:oMath><m:r><m:t>78人</m:t></m:r></m:oMath></w:p>"
    path.write_bytes(word_package(f"<w:p><w:r><w:t>培训情况</w:t></w:r></w:p>{formula}"))

    data = proposed(path, ("78人", "74人"))

    assert "<w:ins " not in body(data)
    assert "应为74人" in document_text(data)


BOX = "<w:txbxContent><w:p><w:r><w:t>共78人</w:t></w:r></w:p></w:txbxContent>"


def test_a_text_box_is_changed_in_both_ways_it_is_stored(tmp_path):
    path = tmp_path / "文本框.docx"
    shapes = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:a="urn:a"'
    drawing = f"<w:drawing><a:graphic {shapes}><wps:txbx>{BOX}</wps:txbx></a:graphic></w:drawing>"
    twice = (
        f'<mc:AlternateContent><mc:Choice {shapes} Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    path.write_bytes(word_package(f"<w:p><w:r><w:t>图</w:t></w:r><w:r>{twice}</w:r></w:p>"))

    data = proposed(path, ("78人", "74人"))

    assert words(settled(data, accept=True)) == "图共74人共74人"
    assert words(settled(data, accept=False)) == "图共78人共78人"


def test_a_number_in_a_footer_is_changed_there_and_told_in_the_body(tmp_path):
    document = Document()
    document.add_paragraph("正文")
    document.sections[0].footer.paragraphs[0].text = "培训78人"

    data = proposed(saved(document, tmp_path), ("78人", "74人"))

    footer = zipfile.ZipFile(io.BytesIO(data)).read("word/footer1.xml").decode()
    assert '<w:ins w:id="2" w:author="核查">' in footer
    assert "应为74人" in document_text(data)
    path = tmp_path / "核查.docx"
    path.write_bytes(data)
    assert "培训74人" in read_docx_source(path, beside=True).plain_text
    assert "培训78人" in read_docx_source(path, beside=True, changes=Changes.REJECTED).plain_text


def test_words_of_the_body_that_are_those_of_a_footer_stay(tmp_path):
    document = Document()
    document.add_paragraph("78人")
    document.sections[0].footer.paragraphs[0].text = "培训共78人次"

    data = proposed(saved(document, tmp_path), ("共78人次", "共74人"))

    assert "<w:ins " not in body(data)


def test_a_paragraph_of_which_nothing_is_left_goes_with_its_mark(tmp_path):
    document = Document()
    for text in ("第一段。", "凭空写的一段。", "第三段。"):
        document.add_paragraph(text)

    data = proposed(saved(document, tmp_path), ("凭空写的一段。", ""))

    assert read(data, tmp_path, Changes.ACCEPTED) == "第一段。\n第三段。"
    assert read(data, tmp_path, Changes.REJECTED) == "第一段。\n凭空写的一段。\n第三段。"


def test_the_same_file_and_changes_give_the_same_bytes(tmp_path):
    document = Document()
    document.add_paragraph("培训78人，合格率95%。")
    path = saved(document, tmp_path)

    assert proposed(path, ("78人", "74人"), ("95%", "96%")) == proposed(path, ("78人", "74人"), ("95%", "96%"))


@pytest.mark.schema
def test_a_file_with_changes_everywhere_is_valid(tmp_path, schema_errors):
    document = Document()
    paragraph = document.add_paragraph("培训")._p
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')} {SOMEBODY}><w:r><w:t>共计78人参加</w:t></w:r></w:ins>"))
    link = f'<w:hyperlink {nsdecls("w")} w:anchor="a"><w:r><w:t>合格95%</w:t></w:r></w:hyperlink>'
    document.add_paragraph("见")._p.append(parse_xml(link))
    document.add_table(rows=1, cols=2).cell(0, 1).text = "举办4期"

    data = proposed(saved(document, tmp_path), ("78人", "74人"), ("95%", "96%"), ("4期", "5期"))

    assert schema_errors(data) == []
