"""What officials hand in by mistake is refused with a message that names the file and the remedy."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest

from reportgen.documents import opening
from reportgen.documents.entry_example import example_entry
from reportgen.documents.entry_files import entry_bytes
from reportgen.documents.opening import FileType, expect, identify, read_text, replace_file
from reportgen.errors import UnreadableFileError, UnwritableFileError

OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return entry_bytes(example_entry(), ".xlsx")


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def repack(workbook: bytes, changed: dict[str, bytes | None]) -> bytes:
    """*workbook* with parts replaced, added or, where None, removed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()} | changed
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return packed.getvalue()


def test_a_workbook_and_a_text_are_told_apart(tmp_path: Path, workbook: bytes) -> None:
    assert identify(put(tmp_path, "填报.xlsx", workbook)) is FileType.XLSX
    assert identify(put(tmp_path, "填报.YAML", "基本信息:\n".encode())) is FileType.YAML
    assert identify(put(tmp_path, "表.txt", "指标\t值\n".encode("gbk"))) is FileType.TEXT


@pytest.mark.parametrize(
    ("name", "content", "message", "remedy"),
    [
        ("空.xlsx", b"", "文件是空的", "重新"),
        ("旧.doc", OLE + "WordDocument".encode("utf-16-le"), "旧版 Word 格式", "另存为"),
        ("旧.docx", OLE + "WordDocument".encode("utf-16-le"), "旧版 Word 格式", "*.docx"),
        ("旧.xls", OLE + "Workbook".encode("utf-16-le"), "旧版 Excel 格式", "*.xlsx"),
        ("密.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "打开密码", "清空密码"),
        ("半.xlsx", b"PK\x03\x04" + bytes(100), "已损坏", "修复"),
        ("网页.xlsx", b"<html><table></table></html>", "内容是网页", "另存"),
        ("扫描.pdf", b"%PDF-1.7", "PDF 文件不支持", "原来的 Word 或 Excel"),
        ("扫描.txt", b"%PDF-1.7", "内容却是PDF", "原来的 Word 或 Excel"),
        ("文.wps", OLE, "旧版 Office 格式", "另存为"),
        ("文.et", b"PK\x03\x04", "WPS 表格格式", "*.xlsx"),
        ("包.zip", b"PK\x03\x04", "压缩包不支持", "先解压"),
        ("改名.txt", b"PK\x03\x04", "内容却是压缩包或 Office 文件", ".docx"),
        ("无扩展名", b"abc", "不认识的文件类型", ".xlsx"),
        ("~$填报.xlsx", b"\x05user", "临时文件", "~$"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_remedy(
    tmp_path: Path, name: str, content: bytes, message: str, remedy: str
) -> None:
    path = put(tmp_path, name, content)

    with pytest.raises(UnreadableFileError) as refused:
        identify(path)

    assert message in refused.value.message
    assert remedy in refused.value.remedy
    assert name in refused.value.place


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="找不到文件"):
        identify(tmp_path / "没有.xlsx")
    with pytest.raises(UnreadableFileError, match="这是文件夹"):
        identify(tmp_path)


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)

    with pytest.raises(UnreadableFileError, match=r"文件太大（200 MB，上限 50 MB）"):
        identify(path)


def test_a_part_that_unpacks_a_thousandfold_is_refused(tmp_path: Path, workbook: bytes) -> None:
    path = put(tmp_path, "炸.xlsx", repack(workbook, {"xl/media/a.bin": bytes(64 * 1024 * 1024)}))

    with pytest.raises(UnreadableFileError, match="异常庞大"):
        identify(path)


def test_too_many_parts_are_refused(tmp_path: Path, workbook: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_PARTS", 20)

    with pytest.raises(UnreadableFileError, match="异常庞大"):
        identify(put(tmp_path, "多.xlsx", workbook))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_that_declares_entities_is_refused(tmp_path: Path, workbook: bytes, encoding: str) -> None:
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode(encoding)
    path = put(tmp_path, "实体.xlsx", repack(workbook, {"xl/worksheets/picture.png": bomb}))

    with pytest.raises(UnreadableFileError, match="DOCTYPE"):
        identify(path)


def test_a_part_that_is_no_xml_is_damage(tmp_path: Path, workbook: bytes) -> None:
    path = put(tmp_path, "坏.xlsx", repack(workbook, {"xl/workbook.xml": b"<workbook><sheets>"}))

    with pytest.raises(UnreadableFileError, match=r"xl/workbook.xml）已损坏"):
        identify(path)


def test_a_renamed_office_file_is_told_its_right_extension(tmp_path: Path, workbook: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="内容却是Excel 工作簿") as refused:
        identify(put(tmp_path, "填报.docx", workbook))

    assert ".xlsx" in refused.value.remedy


def test_an_archive_named_as_a_workbook_is_no_workbook(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "甲")

    with pytest.raises(UnreadableFileError, match="这是压缩包"):
        identify(put(tmp_path, "包.xlsx", packed.getvalue()))


def test_a_workbook_damaged_anywhere_is_refused_or_read_but_never_crashes(tmp_path: Path, workbook: bytes) -> None:
    chance = random.Random(20231231)
    outcomes = []
    for at in range(150):
        damaged = bytearray(workbook)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path = put(
            tmp_path, f"{at}.xlsx", bytes(damaged[: chance.choice([len(damaged), chance.randrange(len(damaged))])])
        )
        outcomes.append(_outcome(path))

    assert outcomes.count("refused") > 100


def _outcome(path: Path) -> str:
    try:
        identify(path)
    except UnreadableFileError:
        return "refused"
    return "read"


def test_another_kind_of_file_than_wanted_is_named(tmp_path: Path) -> None:
    path = put(tmp_path, "说明.txt", "说明".encode())

    with pytest.raises(UnreadableFileError, match=r"这里需要Excel 工作簿（\.xlsx），给的是文本文件"):
        expect(path, FileType.XLSX)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("残联\r\n二".encode(), "UTF-8"),
        ("\ufeff残联\n二".encode(), "UTF-8"),
        ("残联\r二".encode("utf-16"), "UTF-16"),
        ("残联\n二".encode("gbk"), "GBK"),
    ],
)
def test_text_of_every_usual_encoding_reads_alike(tmp_path: Path, content: bytes, encoding: str) -> None:
    decoded = read_text(put(tmp_path, "文.txt", content))

    assert decoded.text == "残联\n二"
    assert decoded.encoding == encoding


def test_only_text_that_is_not_utf8_brings_a_notice(tmp_path: Path) -> None:
    assert "GBK" in read_text(put(tmp_path, "甲.txt", "残联".encode("gbk"))).notice
    assert read_text(put(tmp_path, "乙.txt", "残联".encode())).notice == ""


@pytest.mark.parametrize("content", [b"\x00\x01\x02abc", b"\x81\x20\xff\xff", bytes(range(256))])
def test_binary_content_is_no_text(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        read_text(put(tmp_path, "文.txt", content))


def test_a_replaced_file_holds_the_new_content_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = put(tmp_path, "报告.docx", b"old")

    replace_file(path, b"new")

    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_open_in_word_keeps_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path, "报告.docx", b"old")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)

    with pytest.raises(UnwritableFileError, match="正被 Word、Excel"):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_writing_into_a_missing_folder_or_onto_a_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFileError, match="文件夹不存在"):
        replace_file(tmp_path / "没有" / "报告.docx", b"new")
    with pytest.raises(UnwritableFileError, match="这是文件夹"):
        replace_file(tmp_path, b"new")
