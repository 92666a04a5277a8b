"""Files made to do harm: refused before they are unpacked, or read without opening, running or fetching anything."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document

from reportgen.documents import opening, part_xml
from reportgen.documents.form_filling import filled_form
from reportgen.documents.opening import FileType, identify
from reportgen.documents.source_docx import read_docx_source
from reportgen.documents.word_clean import clean_copy
from reportgen.documents.word_comments import TextComment, with_comments
from reportgen.documents.word_refresh import read_edited
from reportgen.errors import UnreadableFileError
from reportgen.model.bound_text import BoundText
from reportgen.model.form_filling import FormFilling
from word_packages import NAMESPACES, R

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def plain() -> dict[str, bytes]:
    """The parts of an ordinary file with one paragraph."""
    document = Document()
    document.add_paragraph("全年培训74人。")
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        return {name: package.read(name) for name in package.namelist()}


def put(folder: Path, parts: dict[str, bytes], name: str = "来件.docx") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in parts.items():
            package.writestr(part, data)
    return path


def with_body(inner: str) -> dict[str, bytes]:
    return plain() | {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{inner}</w:body></w:document>".encode()}


def related(parts: dict[str, bytes], *relations: str) -> dict[str, bytes]:
    """*parts* with further relations of the body."""
    name = "word/_rels/document.xml.rels"
    listed = parts[name].decode().replace("</Relationships>", "".join(relations) + "</Relationships>")
    return parts | {name: listed.encode()}


def relation(number: str, kind: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def refused(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        identify(path)
    assert path.name in caught.value.place
    assert caught.value.remedy
    return caught.value.message


# -- before unpacking -------------------------------------------------------------------------------------------


def test_a_body_that_unpacks_a_thousandfold_is_refused(tmp_path):
    assert "异常庞大" in refused(put(tmp_path, plain() | {"word/document.xml": b" " * (64 * 1024 * 1024)}))


def test_many_parts_that_are_large_together_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "MAX_UNPACKED_BYTES", 5_000_000)

    assert "异常庞大" in refused(put(tmp_path, plain() | {f"word/media/{n}.png": bytes(500_000) for n in range(12)}))


def test_ten_thousand_parts_are_refused(tmp_path):
    assert "异常庞大" in refused(put(tmp_path, plain() | {f"word/media/{n}.png": b"" for n in range(10_000)}))


def test_a_file_in_which_two_parts_have_one_name_is_refused(tmp_path):
    path = put(tmp_path, plain())
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/Document.xml", b"<a/>")

    assert "重名的部分（word/document.xml）" in refused(path)


@pytest.mark.parametrize(
    "name", ["../../外面.txt", "/etc/外面", "word\\..\\..\\外面.xml", "C:/外面.txt", "word/../外面"]
)
def test_a_file_with_a_part_named_outside_of_it_is_refused(tmp_path, name):
    assert "指向文件以外的名字" in refused(put(tmp_path, plain() | {name: b"x"}))


def test_two_dots_inside_a_name_point_nowhere(tmp_path):
    path = put(tmp_path, plain() | {"word/media/图..png": b"x"})

    assert identify(path) is FileType.DOCX


# -- the XML of a part ------------------------------------------------------------------------------------------


def test_elements_nested_deeper_than_any_document_are_refused(tmp_path):
    deep = "<w:sdt><w:sdtContent>" * 150 + "</w:sdtContent></w:sdt>" * 150

    assert "word/document.xml）层次太深" in refused(put(tmp_path, with_body(deep)))


def test_a_table_in_a_table_in_a_table_is_no_harm(tmp_path):
    inner = "<w:p><w:r><w:t>74</w:t></w:r></w:p>"
    for _ in range(12):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"

    assert "74" in read_docx_source(put(tmp_path, with_body(inner))).plain_text


@pytest.mark.parametrize(
    "element",
    [
        "<w:p " + " ".join(f'w:a{number}="1"' for number in range(300)) + "/>",
        f"<w:{'a' * 300}/>",
        f'<w:p w:{"a" * 300}="1"/>',
    ],
    ids=["attributes", "name", "name of an attribute"],
)
def test_more_attributes_or_longer_names_than_any_document_are_refused(tmp_path, element):
    assert "属性太多" in refused(put(tmp_path, with_body(element)))


def test_more_elements_than_any_document_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(part_xml, "MAX_ELEMENTS", 2000)

    assert "元素、属性太多" in refused(put(tmp_path, with_body("<w:p/>" * 2000)))


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels", "docProps/app.xml"]
)
def test_entities_are_refused_in_every_part(tmp_path, part):
    bomb = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'

    assert f"（{part}）含有 DOCTYPE" in refused(put(tmp_path, plain() | {part: bomb}))


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/settings.xml", "[Content_Types].xml"])
def test_a_damaged_part_is_named(tmp_path, part):
    assert f"（{part}）已损坏" in refused(put(tmp_path, plain() | {part: plain()[part][:-20]}))


def test_a_file_without_a_body_is_named(tmp_path):
    parts = plain()
    del parts["word/document.xml"]

    with pytest.raises(UnreadableFileError, match=r"word/document.xml）已损坏或缺少"):
        read_docx_source(put(tmp_path, parts))


def test_text_beyond_all_measure_in_one_place_is_told_and_no_crash(tmp_path):
    path = put(tmp_path, with_body(f"<w:p><w:r><w:t>{'74人，' * 4_000_000}</w:t></w:r></w:p>"))

    with pytest.raises(UnreadableFileError):
        read_docx_source(path)


def test_a_paragraph_longer_than_a_book_is_refused(tmp_path):
    path = put(tmp_path, with_body(f"<w:p><w:r><w:t>{'74人，' * 30_000}</w:t></w:r></w:p>"))

    with pytest.raises(UnreadableFileError, match="第1段有 12 万字"):
        read_docx_source(path)


def test_a_refresh_refuses_a_paragraph_longer_than_a_book(tmp_path):
    mark = '<w:bookmarkStart w:id="1" w:name="_p11111111_22222222_1"/><w:bookmarkEnd w:id="1"/>'
    path = put(tmp_path, with_body(f"<w:p>{mark}<w:r><w:t>{'74人，' * 30_000}</w:t></w:r></w:p>"))

    with pytest.raises(UnreadableFileError, match="超过 10 万字"):
        read_edited(path, BoundText((), {}))


# -- objects, macros, addresses ---------------------------------------------------------------------------------


def loaded() -> dict[str, bytes]:
    """A file with a macro, an embedded workbook under its picture, a control, an archive and a linked object."""
    shape = '<v:shape id="a"><v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox></v:shape>'
    ole = '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" r:id="{}"/>'
    body = (
        "<w:p><w:r><w:t>全年培训74人。</w:t></w:r></w:p>"
        f'<w:p><w:r><w:object w:dxaOrig="100">{shape}{ole.format("e1")}</w:object></w:r></w:p>'
        f"<w:p><w:r><w:object>{shape}{ole.format('e5')}</w:object></w:r></w:p>"
        f'<w:p><w:r><w:object>{shape}<w:control r:id="e2" w:name="框"/></w:object></w:r></w:p>'
    )
    parts = related(
        with_body(body),
        relation("e1", "package", "embeddings/表.xlsx"),
        relation("e2", "control", "activeX/activeX1.xml"),
        relation("e3", "../../../2006/relationships/vbaProject", "vbaProject.bin"),
        relation("e4", "image", "media/图.png"),
        relation("e5", "oleObject", "file:///c:/秘密.xlsx", outside=True),
    )
    listed = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    binary = relation("r1", "activeXControlBinary", "activeX1.bin")
    activex = f"<Relationships {listed}>{binary}</Relationships>"
    return parts | {
        "word/embeddings/表.xlsx": b"PK\x03\x04" + bytes(100),
        "word/activeX/activeX1.xml": f"<a {NAMESPACES}/>".encode(),
        "word/activeX/activeX1.bin": OLE,
        "word/activeX/_rels/activeX1.xml.rels": activex.encode(),
        "word/vbaProject.bin": OLE,
        "word/media/图.png": b"\x89PNG" + bytes(20),
        "customXml/藏.dat": b"PK\x03\x04" + bytes(100),
        "word/media/程序.png": b"MZ" + bytes(100),
    }


GONE = ("vbaProject", "activeX", "embeddings", "藏", "程序")


def test_what_is_embedded_is_named_and_not_opened(tmp_path):
    told = "\n".join(read_docx_source(put(tmp_path, loaded())).not_read)

    assert "宏（word/vbaProject.bin）没有打开" in told
    assert "嵌入对象（word/embeddings/表.xlsx）没有打开" in told
    assert "嵌入对象（word/activeX/activeX1.bin）没有打开" in told
    assert "内嵌的压缩包（customXml/藏.dat）没有打开" in told
    assert "内嵌的程序（word/media/程序.png）没有打开" in told
    assert "外部链接（oleObject）没有打开：file:///c:/秘密.xlsx" in told


def carried(data: bytes) -> tuple[list[str], str]:
    """The names and all the XML of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        names = package.namelist()
        return names, "".join(package.read(name).decode() for name in names if name.endswith((".xml", ".rels")))


COPIES = {
    "check": lambda path: with_comments(path, [TextComment(("请核对",), 4, 7)]),
    "clean": lambda path: clean_copy(path).data,
    "fill": lambda path: filled_form(path, FormFilling(cells=())),
}


@pytest.mark.parametrize("way", COPIES)
def test_no_copy_carries_macros_or_objects(tmp_path, way):
    path = put(tmp_path, loaded())

    data = COPIES[way](path)

    names, xml = carried(data)
    assert not [name for name in names if any(word in name for word in GONE)]
    assert not [word for word in (*GONE, "OLEObject", "w:control", "秘密") if word in xml]
    assert "word/media/图.png" in names
    copy = tmp_path / "副本.docx"
    copy.write_bytes(data)
    assert read_docx_source(copy).plain_text == "全年培训74人。"


def test_a_clean_copy_tells_what_it_left_out(tmp_path):
    assert "word/vbaProject.bin" in clean_copy(put(tmp_path, loaded())).objects


def test_an_object_that_something_unknown_refers_to_is_kept_so_that_the_file_opens(tmp_path):
    body = '<w:p><w:r><w:t>正文</w:t></w:r></w:p><w:p><w:unknown r:id="e1"/></w:p>'
    parts = related(with_body(body), relation("e1", "package", "embeddings/表.xlsx"))

    names, _ = carried(with_comments(put(tmp_path, parts | {"word/embeddings/表.xlsx": OLE}), []))

    assert "word/embeddings/表.xlsx" in names


def test_an_address_outside_is_never_fetched(tmp_path, socket_disabled):
    parts = related(
        with_body('<w:p><w:r><w:t>正文</w:t></w:r></w:p><w:altChunk r:id="e2"/>'),
        relation("e1", "attachedTemplate", "http://example.invalid/a.dotm", outside=True),
        relation("e2", "aFChunk", "http://example.invalid/b.html", outside=True),
    )

    read = read_docx_source(put(tmp_path, parts))

    assert read.plain_text == "正文"
    assert "外部链接（attachedTemplate）没有打开：http://example.invalid/a.dotm" in read.not_read


def test_a_part_named_by_a_path_out_of_the_package_is_looked_for_inside_only(tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_text(f"<w:styles {NAMESPACES}/>", encoding="utf-8")
    parts = related(
        with_body("<w:p><w:r><w:t>正文</w:t></w:r></w:p>"), relation("e1", "header", f"../../../..{secret}")
    )

    assert read_docx_source(put(tmp_path, parts), beside=True).plain_text == "正文"


def test_relations_stand_for_the_namespace_used_here():
    assert R == OFFICE


# -- tables and numbers -----------------------------------------------------------------------------------------


def table_of(rows, cells, span):
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p/></w:tc>'
    row = f"<w:tr>{cell * cells}</w:tr>"
    return with_body(f"<w:tbl>{row * rows}</w:tbl>")


def test_a_table_of_too_many_cells_is_refused(tmp_path):
    path = put(tmp_path, table_of(200, 60, 60))

    with pytest.raises(UnreadableFileError, match="第1个表格太大"):
        read_docx_source(path)


@pytest.mark.parametrize("span", ["2000000000", "²", "9" * 5000, "-3", "三"])
def test_a_cell_of_senseless_width_is_read(tmp_path, span):
    path = put(tmp_path, table_of(1, 2, span))

    (grid,) = read_docx_source(path).blocks

    assert len(grid.rows[0]) in {2, 2 * 63}
