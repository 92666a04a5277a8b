"""The one gate for files that officials give: what is this file, and is it safe to read?

Every reader calls :func:`identify` first. An Office file that passes is a whole, unencrypted package of well-formed
XML without entities, of a size that fits into memory; readers need no care of their own.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import tempfile
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from reportgen.documents.part_xml import DoctypeError, ExcessError, NotXmlError, check_part
from reportgen.errors import UnreadableFileError, UnwritableFileError

MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_PARTS = 10_000
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_RATIO = 250  # unpacked ÷ packed of one large part; sheets and documents stay below 100
_RATIO_MATTERS_FROM = 16 * 1024 * 1024


class FileType(Enum):
    """The kinds of file the program reads."""

    XLSX = "Excel 工作簿"
    DOCX = "Word 文档"
    TEXT = "文本文件"
    YAML = "YAML 文件"


_BY_SUFFIX = {
    ".xlsx": FileType.XLSX,
    ".docx": FileType.DOCX,
    ".txt": FileType.TEXT,
    ".tsv": FileType.TEXT,
    ".csv": FileType.TEXT,
    ".md": FileType.TEXT,
    ".yaml": FileType.YAML,
    ".yml": FileType.YAML,
}
SUPPORTED_SUFFIXES = "、".join(_BY_SUFFIX)

_SAVE_AS_DOCX = "用 Word 或 WPS 打开，选择“另存为”，类型选“Word 文档（*.docx）”，再用新文件。"
_SAVE_AS_XLSX = "用 Excel 或 WPS 打开，选择“另存为”，类型选“Excel 工作簿（*.xlsx）”，再用新文件。"
_SCANNED = "PDF 和图片中的表格不能可靠读取；请找到原来的 Word 或 Excel 文件，或把内容填入填报工作簿。"
_UNSUPPORTED = {
    ".doc": ("旧版 Word 格式（.doc）不支持", _SAVE_AS_DOCX),
    ".dot": ("旧版 Word 模板（.dot）不支持", _SAVE_AS_DOCX),
    ".docm": ("带宏的 Word 文档（.docm）不支持", _SAVE_AS_DOCX),
    ".dotx": ("Word 模板（.dotx）不支持", _SAVE_AS_DOCX),
    ".wps": ("WPS 文字格式（.wps）不支持", _SAVE_AS_DOCX),
    ".rtf": ("RTF 格式不支持", _SAVE_AS_DOCX),
    ".odt": ("ODF 文字格式（.odt）不支持", _SAVE_AS_DOCX),
    ".html": ("网页格式不支持", "在浏览器中打开后把表格复制到 Word 或 Excel，保存为 .docx 或 .xlsx。"),
    ".htm": ("网页格式不支持", "在浏览器中打开后把表格复制到 Word 或 Excel，保存为 .docx 或 .xlsx。"),
    ".xls": ("旧版 Excel 格式（.xls）不支持", _SAVE_AS_XLSX),
    ".xlsm": ("带宏的工作簿（.xlsm）不支持", _SAVE_AS_XLSX),
    ".xlsb": ("二进制工作簿（.xlsb）不支持", _SAVE_AS_XLSX),
    ".xlt": ("旧版 Excel 模板（.xlt）不支持", _SAVE_AS_XLSX),
    ".xltx": ("Excel 模板（.xltx）不支持", _SAVE_AS_XLSX),
    ".et": ("WPS 表格格式（.et）不支持", _SAVE_AS_XLSX),
    ".ods": ("ODF 表格格式（.ods）不支持", _SAVE_AS_XLSX),
    ".pdf": ("PDF 文件不支持", _SCANNED),
    ".ofd": ("OFD 文件不支持", _SCANNED),
    ".jpg": ("图片不支持", _SCANNED),
    ".jpeg": ("图片不支持", _SCANNED),
    ".png": ("图片不支持", _SCANNED),
    ".zip": ("压缩包不支持", "先解压，再使用里面的 Word 或 Excel 文件。"),
    ".rar": ("压缩包不支持", "先解压，再使用里面的 Word 或 Excel 文件。"),
    ".7z": ("压缩包不支持", "先解压，再使用里面的 Word 或 Excel 文件。"),
}

_OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_FOREIGN_MAGIC = (
    (b"%PDF", "PDF 文件", _SCANNED),
    (b"{\\rtf", "RTF 文件", _SAVE_AS_DOCX),
    (b"\x89PNG", "图片", _SCANNED),
    (b"\xff\xd8\xff", "图片", _SCANNED),
    (b"Rar!", "压缩包", "先解压，再使用里面的 Word 或 Excel 文件。"),
    (b"7z\xbc\xaf", "压缩包", "先解压，再使用里面的 Word 或 Excel 文件。"),
)
_WEB_PAGE = re.compile(rb"^(\xef\xbb\xbf)?\s*<(!doctype html|html|\?xml|table|head|meta)", re.IGNORECASE)


def identify(path: Path) -> FileType:
    """The kind of the file at *path*, checked by extension and content.

    Raises UnreadableFileError, with the remedy in Chinese, for anything that cannot be read safely.
    """
    head = _head_of(path)
    suffix = path.suffix.lower()
    name = path.name
    if path.name.startswith("~$") and head[:1] != b"P":
        raise UnreadableFileError(
            "这是 Word 或 Excel 打开文件时留下的临时文件", place=name, remedy="请选择文件名不带“~$”的原文件。"
        )
    if head.startswith(_OLE_MAGIC):
        _refuse_ole(path)
    if suffix in _UNSUPPORTED:
        message, remedy = _UNSUPPORTED[suffix]
        raise UnreadableFileError(message, place=name, remedy=remedy)
    expected = _BY_SUFFIX.get(suffix)
    if expected is None:
        raise UnreadableFileError(
            f"不认识的文件类型“{path.suffix or '无扩展名'}”",
            place=name,
            remedy=f"可以使用的类型：{SUPPORTED_SUFFIXES}。",
        )
    for magic, what, remedy in _FOREIGN_MAGIC:
        if head.startswith(magic):
            raise UnreadableFileError(f"扩展名是 {suffix}，内容却是{what}", place=name, remedy=remedy)
    if expected in {FileType.XLSX, FileType.DOCX}:
        _check_package(path, expected, head)
    elif head.startswith(_ZIP_MAGIC):
        raise UnreadableFileError(
            f"扩展名是 {suffix}，内容却是压缩包或 Office 文件",
            place=name,
            remedy="如果是 Word 文档请把扩展名改为 .docx，如果是 Excel 工作簿请改为 .xlsx。",
        )
    return expected


def expect(path: Path, *allowed: FileType) -> FileType:
    """The kind of the file at *path*, which must be one of *allowed*. Raises UnreadableFileError otherwise."""
    found = identify(path)
    if found not in allowed:
        wanted = "或".join(f"{kind.value}（{_suffixes(kind)}）" for kind in allowed)
        raise UnreadableFileError(
            f"这里需要{wanted}，给的是{found.value}", place=path.name, remedy="请换成所需类型的文件。"
        )
    return found


def _suffixes(kind: FileType) -> str:
    return "、".join(suffix for suffix, of_kind in _BY_SUFFIX.items() if of_kind is kind)


def _head_of(path: Path) -> bytes:
    """The first bytes of a file of acceptable size."""
    name = str(path)
    try:
        if path.is_dir():
            raise UnreadableFileError("这是文件夹，不是文件", place=name, remedy="请写出文件夹里的具体文件名。")
        if not path.exists():
            raise UnreadableFileError("找不到文件", place=name, remedy="请检查文件名和所在文件夹是否写对。")
        if not path.is_file():
            raise UnreadableFileError("这不是普通文件", place=name, remedy="请换成普通的 Word、Excel 或文本文件。")
        size = path.stat().st_size
        if size == 0:
            raise UnreadableFileError("文件是空的（0 字节）", place=name, remedy="请重新复制或重新保存这个文件。")
        if size > MAX_FILE_BYTES:
            raise UnreadableFileError(
                f"文件太大（{size / 1024 / 1024:.0f} MB，上限 {MAX_FILE_BYTES // 1024 // 1024} MB）",
                place=name,
                remedy="请删除文件中的图片、附件和空白行列后另存，或拆成几个文件。",
            )
        with path.open("rb") as file:
            return file.read(4096)
    except PermissionError as error:
        raise UnreadableFileError(
            "没有权限读取，或文件正被其他程序独占", place=name, remedy="请关闭打开它的程序，或请管理员授权。"
        ) from error
    except OSError as error:
        raise UnreadableFileError(
            "读取失败，磁盘或网络出错", place=name, remedy="请把文件复制到本机硬盘后重试。"
        ) from error


def _refuse_ole(path: Path) -> None:
    content = path.read_bytes()
    name = path.name

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise UnreadableFileError(
            "文件设有打开密码，无法读取",
            place=name,
            remedy="用 Word、Excel 或 WPS 输入密码打开，在“文件—信息—保护—用密码进行加密”中清空密码后保存。",
        )
    if holds("WordDocument"):
        raise UnreadableFileError("内容是旧版 Word 格式（.doc 或 .wps），不支持", place=name, remedy=_SAVE_AS_DOCX)
    if holds("Workbook") or holds("Book"):
        raise UnreadableFileError("内容是旧版 Excel 格式（.xls 或 .et），不支持", place=name, remedy=_SAVE_AS_XLSX)
    raise UnreadableFileError(
        "内容是旧版 Office 格式，不支持", place=name, remedy="用原来的程序打开，另存为 .docx 或 .xlsx 后再用新文件。"
    )


_DAMAGED_REMEDY = "请用 Word、Excel 或 WPS 打开并修复后另存；如果打不开，请重新复制或向提供人索取。"
_DOUBTFUL_REMEDY = "请核实文件来源；确需使用时，把内容复制到新建的 Word 或 Excel 文件中。"
_ASTRAY = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_MAIN_PART = {
    FileType.XLSX: b"spreadsheetml.sheet.main+xml",
    FileType.DOCX: b"wordprocessingml.document.main+xml",
}


def _check_package(path: Path, expected: FileType, head: bytes) -> None:
    """Raises unless *path* is a whole and harmless Office package of the *expected* kind."""
    name = path.name
    if not head.startswith(_ZIP_MAGIC):
        what = "网页" if _WEB_PAGE.match(head) else "其他内容"
        raise UnreadableFileError(
            f"扩展名是 {path.suffix.lower()}，但内容是{what}，不是{expected.value}；文件可能已损坏",
            place=name,
            remedy=_DAMAGED_REMEDY,
        )
    try:
        with zipfile.ZipFile(path) as package:
            _check_sizes(package, name)
            _check_parts(package, name)
            _check_kind(package, expected, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise UnreadableFileError("文件已损坏，不完整或不能解压", place=name, remedy=_DAMAGED_REMEDY) from error


def _check_sizes(package: zipfile.ZipFile, name: str) -> None:
    """The sizes a package declares bound what reading it can unpack: zipfile never reads past them."""
    parts = package.infolist()
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise zipfile.BadZipFile("a compression no Office program uses")
    names = Counter(part.filename.lower() for part in parts)
    twice = next((each for each, count in names.items() if count > 1), "")
    if twice:
        raise UnreadableFileError(
            f"文件内部有重名的部分（{twice}），不同软件打开看到的内容可能不同，为安全起见不读取",
            place=name,
            remedy=_DOUBTFUL_REMEDY,
        )
    astray = next((part.filename for part in parts if _ASTRAY.search(part.filename)), "")
    if astray:
        raise UnreadableFileError(
            f"文件内部有指向文件以外的名字（{astray}），解压时会写到别处，为安全起见不读取",
            place=name,
            remedy=_DOUBTFUL_REMEDY,
        )
    if any(part.flag_bits & 0x1 for part in parts):
        raise UnreadableFileError("文件设有密码，无法读取", place=name, remedy="请去掉密码后重新保存。")
    too_many = len(parts) > MAX_PARTS
    too_large = sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES
    too_dense = any(
        part.file_size > _RATIO_MATTERS_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if too_many or too_large or too_dense:
        raise UnreadableFileError(
            "文件展开后异常庞大，为安全起见不读取",
            place=name,
            remedy="请删除多余的空白行列、图片和附件后另存；如果文件来历不明，请不要打开。",
        )


def _check_parts(package: zipfile.ZipFile, name: str) -> None:
    for part in package.infolist():
        must_be_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
        with package.open(part) as stream:
            try:
                check_part(stream, must_be_xml=must_be_xml)
            except DoctypeError as error:
                raise UnreadableFileError(
                    f"文件内部（{part.filename}）含有 DOCTYPE 声明，正常的 Office 文件没有这种内容，为安全起见不读取",
                    place=name,
                    remedy=_DOUBTFUL_REMEDY,
                ) from error
            except ExcessError as error:
                raise UnreadableFileError(
                    f"文件内部（{part.filename}）层次太深，或者元素、属性太多，为安全起见不读取",
                    place=name,
                    remedy=_DOUBTFUL_REMEDY,
                ) from error
            except NotXmlError as error:
                # Office itself opens no file with such a part, except for legacy drawings.
                if must_be_xml and not part.filename.lower().endswith(".vml"):
                    raise UnreadableFileError(
                        f"文件内部（{part.filename}）已损坏", place=name, remedy=_DAMAGED_REMEDY
                    ) from error


def _check_kind(package: zipfile.ZipFile, expected: FileType, path: Path) -> None:
    names = set(package.namelist())
    if "[Content_Types].xml" not in names:
        raise UnreadableFileError(
            f"这是压缩包，不是{expected.value}", place=path.name, remedy="请先解压，或换成正确的文件。"
        )
    content_types = package.read("[Content_Types].xml")
    if _MAIN_PART[expected] not in content_types:
        for kind, marker in _MAIN_PART.items():
            if marker in content_types:
                raise UnreadableFileError(
                    f"扩展名是 {path.suffix.lower()}，内容却是{kind.value}",
                    place=path.name,
                    remedy=f"请把扩展名改为 {_suffixes(kind)} 后重试。",
                )
        remedy = _SAVE_AS_XLSX if expected is FileType.XLSX else _SAVE_AS_DOCX
        raise UnreadableFileError(f"内容不是普通的{expected.value}", place=path.name, remedy=remedy)
    if "_rels/.rels" in names and b"purl.oclc.org/ooxml" in package.read("_rels/.rels"):
        remedy = _SAVE_AS_XLSX if expected is FileType.XLSX else _SAVE_AS_DOCX
        raise UnreadableFileError("文件是“严格 Open XML”格式，不支持", place=path.name, remedy=remedy)


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file with ``\\n`` line ends. *notice* is Chinese and empty for UTF-8."""

    text: str
    encoding: str
    notice: str = ""


_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")


def read_text(path: Path) -> DecodedText:
    """The text of a UTF-8, UTF-16 or GBK file. Raises UnreadableFileError for anything that is not text."""
    _head_of(path)
    content = path.read_bytes()
    text, encoding, notice = _decode(content, path.name)
    if _NOT_TEXT.search(text):
        raise UnreadableFileError(
            "内容不是文字（含有二进制数据）", place=path.name, remedy="请换成文本文件，或检查是否选错文件。"
        )
    return DecodedText(text.replace("\r\n", "\n").replace("\r", "\n"), encoding, notice)


def _decode(content: bytes, name: str) -> tuple[str, str, str]:
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), "UTF-16", f"{name} 是 UTF-16 编码，已照此读取；建议另存为 UTF-8。"
        with contextlib.suppress(UnicodeDecodeError):
            return content.decode("utf-8-sig"), "UTF-8", ""
        return content.decode("gb18030"), "GBK", f"{name} 是 GBK 编码，已照此读取；如有乱码，请另存为 UTF-8 后重试。"
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            "无法识别文字编码，或不是文本文件", place=name, remedy="请用记事本打开，另存为时编码选 UTF-8。"
        ) from error


def replace_file(path: Path, data: bytes) -> None:
    """Put *data* at *path*, whole or not at all: a reader sees the old file or the new one, never half of it.

    Raises UnwritableFileError when the folder is missing or the file is open in another program.
    """
    target = Path(os.path.realpath(path))
    folder = target.parent
    if target.is_dir():
        raise UnwritableFileError("这是文件夹，不能写成文件", place=str(path), remedy="请在后面写上文件名。")
    if not folder.is_dir():
        raise UnwritableFileError("文件夹不存在", place=str(folder), remedy="请先建立这个文件夹，或换一个保存位置。")
    if target.exists() and not os.access(target, os.W_OK):
        raise UnwritableFileError(
            "文件是只读的，不能覆盖", place=str(path), remedy="请换一个文件名，或取消文件的只读属性。"
        )
    try:
        handle, temporary = tempfile.mkstemp(prefix=".reportgen-", suffix=".tmp", dir=folder)
    except OSError as error:
        raise UnwritableFileError(
            "不能在这个文件夹里写文件",
            place=str(folder),
            remedy="文件夹可能是只读的或磁盘已满，请换一个保存位置。",
        ) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode_of(target))
        Path(temporary).replace(target)
    except PermissionError as error:
        raise UnwritableFileError(
            "文件正被 Word、Excel 或其他程序打开，或是只读的，不能覆盖",
            place=str(path),
            remedy="请关闭打开它的程序后重试，或换一个文件名。原文件没有改动。",
        ) from error
    except OSError as error:
        raise UnwritableFileError(
            "写入失败，磁盘空间不足或磁盘出错", place=str(path), remedy="请检查磁盘空间后重试。原文件没有改动。"
        ) from error
    finally:
        Path(temporary).unlink(missing_ok=True)


def _mode_of(target: Path) -> int:
    """The permissions of the file to be replaced, or those a new file gets."""
    if target.exists():
        return target.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
