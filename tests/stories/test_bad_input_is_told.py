"""What cannot be used stops the work: a Chinese message names place and remedy, and no file is touched."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from clerk import OpenWorkbook
from stories_places import TABLES

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def old_office_file(stream: str) -> bytes:
    """The shape of a file of the old Office, or of an encrypted one: its streams are named in UTF-16."""
    return _OLE + bytes(504) + stream.encode("utf-16-le") + bytes(512)


# What a clerk did to the filled workbook, and what the message must contain.
SPOILT_WORKBOOKS = {
    "a required sheet is gone": (
        lambda book: book.remove("指标"),
        ("填报.xlsx：", "找不到工作表“指标”", "reportgen new"),
    ),
    "a required sheet has another name": (
        lambda book: book.rename("预算", "预算表"),
        ("找不到工作表“预算”", "工作表“预算表”如果就是它，请改名为“预算”"),
    ),
    "the header was overwritten": (
        lambda book: book.rename_header("预算", "资金来源", "来源"),
        ("填报.xlsx 预算", "“资金来源”没有填写"),
    ),
    "text stands in a number cell": (
        lambda book: book.type_in("预算", "全年预算数", 1, "六千八百万"),
        ("填报.xlsx 预算!D4", "“六千八百万”不是数字", "“全年预算数”只填数字"),
    ),
    "a score is written in words": (
        lambda book: book.type_in("指标", "分值", 3, "五分"),
        ("填报.xlsx 指标!Q6", "“五分”不是数字"),
    ),
    "a count has decimals": (
        lambda book: book.type_in("人员", "实有人数", 1, 90.5),
        ("填报.xlsx 人员!C4", "“90.5”不是整数"),
    ),
    "a column counts in another unit": (
        lambda book: book.rename_header("预算", "全年执行数", "全年执行数（元）"),
        ("填报.xlsx 预算!E3", "栏目“全年执行数（元）”与“基本信息”的金额单位“万元”不一致", "换算成万元"),
    ),
    "a cell holds kilograms of money": (
        lambda book: book.type_in("预算", "全年执行数", 1, "6102吨"),
        ("填报.xlsx 预算!E4", "“吨”不是金额单位", "元、千元、万元、亿元"),
    ),
    "a budget line stands twice": (
        lambda book: book.repeat_row("预算", 1),
        ("填报.xlsx 预算!B9", "“合计—合计”重复，前面 预算!B4 已有", "删除重复的一行"),
    ),
    "an indicator stands twice": (
        lambda book: book.repeat_row("指标", 1),
        ("填报.xlsx 指标!A25", "指标序号“1”重复，前面 指标!A4 已有", "删除重复的一行"),
    ),
    "a formula has no value": (
        lambda book: book.type_in("预算", "全年执行数", 1, "=SUM(E5:E6)"),
        ("填报.xlsx 预算!E4", "单元格是公式，但文件里没有计算结果", "用 Excel 或 WPS 打开这个文件并保存一次"),
    ),
    "a formula failed": (
        lambda book: book.type_in("预算", "全年执行数", 1, "#REF!"),
        ("填报.xlsx 预算!E4", "单元格是错误值 #REF!", "请改正公式或直接填写数值"),
    ),
    "the year is missing": (
        lambda book: book.answer("基本信息", {"年度": None}),
        ("填报.xlsx 基本信息!B4", "“年度”没有填写", "如 2023"),
    ),
    "the year is no year": (
        lambda book: book.answer("基本信息", {"年度": "二三年"}),
        ("填报.xlsx 基本信息!B4", "不是数字", "如 2023"),
    ),
    "the department has no name": (
        lambda book: book.answer("基本信息", {"部门名称": None}),
        ("填报.xlsx 基本信息!B3", "“部门名称”没有填写"),
    ),
    "the form does not exist": (
        lambda book: book.answer("基本信息", {"表样": "天津"}),
        ("填报.xlsx 基本信息!B6", "没有“天津”这个表样", "general、hebei、shanghai、tianjin"),
    ),
    "an indicator names a goal that is not there": (
        lambda book: book.type_in("指标", "所属目标", 1, "9"),
        ("填报.xlsx 指标!C4", "所属目标“9”在“目标”中不存在", "或先在“目标”表补上"),
    ),
    "a choice is none of those offered": (
        lambda book: book.type_in("预算", "资金来源", 1, "全部"),
        ("填报.xlsx 预算!A4", "“全部”不是“资金来源”可用的选项", "合计、财政拨款、其他资金"),
    ),
    "the comparator is a word of its own": (
        lambda book: book.type_in("指标", "计算符号", 1, "约等于"),
        ("填报.xlsx 指标!I4", "“约等于”不是计算符号", "≥、≤、>、<、="),
    ),
}


@pytest.mark.parametrize(("spoil", "parts"), SPOILT_WORKBOOKS.values(), ids=SPOILT_WORKBOOKS)
def test_a_spoilt_workbook_stops_the_report_and_leaves_the_old_one(reportgen, entry, tmp_path, spoil, parts):
    report = tmp_path / "报告.docx"
    report.write_bytes(b"the report of yesterday")
    with OpenWorkbook(entry) as book:
        spoil(book)

    made = reportgen("generate", entry, "-o", report, "--overwrite")

    assert made.code == 2
    assert made.out == ""
    assert made.err.startswith("不能继续")
    assert "处理办法：" in made.err
    assert [part for part in parts if part not in made.err] == []
    assert report.read_bytes() == b"the report of yesterday"


def test_a_letter_typed_for_a_zero_is_told(reportgen, entry, tmp_path):
    with OpenWorkbook(entry) as book:
        cell = book.type_in("人员", "编制人数", 1, "9o")

    made = reportgen("generate", entry, "-o", tmp_path / "报告.docx")

    assert made.code == 2
    assert f"填报.xlsx 人员!{cell}" in made.err


def test_all_faults_of_a_workbook_are_told_at_once(reportgen, entry, tmp_path):
    with OpenWorkbook(entry) as book:
        book.answer("基本信息", {"年度": None})
        book.type_in("预算", "全年预算数", 1, "六千八百万")
        book.type_in("指标", "分值", 3, "五分")

    made = reportgen("generate", entry, "-o", tmp_path / "报告.docx")

    assert made.err.splitlines()[0] == "不能继续，有 3 处需要处理："
    assert "基本信息!B4" in made.err
    assert "预算!D4" in made.err
    assert "指标!Q6" in made.err


def empty_workbook(path: Path) -> None:
    Workbook().save(path)


def huge_file(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(200 * 1024 * 1024)


# The file that was given, how it came about, and what the message must contain.
SPOILT_FILES = {
    "empty workbook": ("空.xlsx", empty_workbook, ("这不是填报工作簿", "reportgen import", "reportgen new")),
    "empty file": ("空.xlsx", lambda path: path.write_bytes(b""), ("文件是空的（0 字节）", "重新保存")),
    "encrypted": (
        "密.xlsx",
        lambda path: path.write_bytes(old_office_file("EncryptedPackage")),
        ("文件设有打开密码", "清空密码后保存"),
    ),
    "old Excel": ("旧.xls", lambda path: path.write_bytes(old_office_file("Workbook")), ("旧版 Excel", "另存为")),
    "old Excel under a new name": (
        "旧.xlsx",
        lambda path: path.write_bytes(old_office_file("Workbook")),
        ("旧版 Excel", "另存为"),
    ),
    "old Word": ("旧.doc", lambda path: path.write_bytes(old_office_file("WordDocument")), ("旧版 Word", "另存为")),
    "200 MB": ("大.xlsx", huge_file, ("文件太大（200 MB，上限 50 MB）", "另存，或拆成几个文件")),
    "folder": ("夹.xlsx", lambda path: path.mkdir(), ("这是文件夹，不是文件", "具体文件名")),
    "missing": ("无.xlsx", lambda path: None, ("找不到文件", "检查文件名和所在文件夹")),
    "picture": ("图.png", lambda path: path.write_bytes(b"\x89PNG\r\n"), ("图片不支持", "填报工作簿")),
    "unknown kind": ("数.dat", lambda path: path.write_bytes(b"1"), ("不认识的文件类型“.dat”", ".xlsx")),
    "not YAML": (
        "错.yaml",
        lambda path: path.write_text("基本信息：某局\n  年度: [2023\n", encoding="utf-8"),
        ("不符合 YAML 格式", "英文冒号"),
    ),
    "YAML of something else": (
        "别.yaml",
        lambda path: path.write_text("单位: 某局\n", encoding="utf-8"),
        ("第1行", "没有“单位”这个栏目"),
    ),
}


@pytest.mark.parametrize(("name", "make", "parts"), SPOILT_FILES.values(), ids=SPOILT_FILES)
@pytest.mark.parametrize("command", ["score", "facts", "generate"])
def test_a_file_that_is_no_entry_file_is_refused(reportgen, tmp_path, monkeypatch, command, name, make, parts):
    monkeypatch.chdir(tmp_path)
    make(tmp_path / name)

    answer = reportgen(command, tmp_path / name)

    assert (answer.code, answer.out) == (2, "")
    assert name in answer.err
    assert "处理办法：" in answer.err
    assert [part for part in parts if part not in answer.err] == []
    assert not (tmp_path / "自评报告.docx").exists()


def damaged(path: Path) -> None:
    whole = path.with_suffix(".whole.xlsx")
    empty_workbook(whole)
    path.write_bytes(whole.read_bytes()[:2000])


UNREADABLE_SOURCES = {
    "damaged": ("坏.xlsx", damaged, ("文件已损坏", "修复后另存")),
    "old Word": ("旧.doc", lambda path: path.write_bytes(old_office_file("WordDocument")), ("旧版 Word", "另存为")),
    "encrypted": (
        "密.docx",
        lambda path: path.write_bytes(old_office_file("EncryptedPackage")),
        ("文件设有打开密码", "清空密码后保存"),
    ),
    "200 MB": ("大.docx", huge_file, ("文件太大", "拆成几个文件")),
    "folder": ("夹", lambda path: path.mkdir(), ("这是文件夹，不是文件",)),
    "PDF": ("表.pdf", lambda path: path.write_bytes(b"%PDF-1.4"), ("PDF 文件不支持", "Word 或 Excel")),
    "PDF called Word": ("表.docx", lambda path: path.write_bytes(b"%PDF-1.4"), ("内容却是PDF 文件",)),
    "empty workbook": ("空.xlsx", empty_workbook, ("空.xlsx：文件里没有文字和表格", "请核对选的文件")),
    "entry file": ("填.yaml", lambda path: path.write_text("基本信息:\n", encoding="utf-8"), ("不需要导入",)),
}


@pytest.mark.parametrize(("name", "make", "parts"), UNREADABLE_SOURCES.values(), ids=UNREADABLE_SOURCES)
def test_a_table_that_cannot_be_read_stops_the_import_and_leaves_the_old_entry(reportgen, tmp_path, name, make, parts):
    make(tmp_path / name)
    entry = tmp_path / "填报.yaml"
    entry.write_text("# the entry of yesterday\n", encoding="utf-8")

    answer = reportgen("import", TABLES / "goals_table.txt", tmp_path / name, "-o", entry, "--overwrite")

    assert (answer.code, answer.out) == (2, "")
    assert name in answer.err
    assert "处理办法：" in answer.err
    assert [part for part in parts if part not in answer.err] == []
    assert entry.read_text(encoding="utf-8") == "# the entry of yesterday\n"


def test_an_entry_file_in_gbk_is_read_and_said_so(reportgen, tmp_path):
    from stories_places import ENTRIES

    entry = tmp_path / "填报.yaml"
    entry.write_bytes((ENTRIES / "agriculture.yaml").read_text(encoding="utf-8").encode("gb18030"))

    scored = reportgen("score", entry)

    assert scored.code == 0
    assert "填报.yaml 是 GBK 编码，已照此读取" in scored.out
    assert "自评总分 97.53 分" in scored.out


# The output asked for and what the message must contain.
OUTPUTS = {
    "folder is missing": ("没有/报告.docx", ("没有：文件夹不存在", "先建立这个文件夹")),
    "output is a folder": ("夹.docx", ("夹.docx：这是文件夹", "写上文件名")),
    "output is called PDF": ("报告.pdf", ("报告.pdf：不能写成“.pdf”文件", ".docx")),
    "output is called like the old Word": ("报告.doc", ("报告.doc：不能写成“.doc”文件", ".docx")),
    "output has no extension": ("报告", ("报告：不能写成“无扩展名”文件", ".docx")),
    "name is too long": ("长" * 200 + ".docx", ("不能用这个文件名：名字太长", "换一个文件名")),
}


@pytest.mark.parametrize(("output", "parts"), OUTPUTS.values(), ids=OUTPUTS)
@pytest.mark.parametrize("overwrite", [[], ["--overwrite"]], ids=["", "overwrite"])
def test_an_output_that_cannot_be_written_is_refused(reportgen, entry, tmp_path, output, parts, overwrite):
    (tmp_path / "夹.docx").mkdir()
    before = sorted(tmp_path.iterdir())

    made = reportgen("generate", entry, "-o", tmp_path / output, *overwrite)

    assert (made.code, made.out) == (2, "")
    assert "处理办法：" in made.err
    assert [part for part in parts if part not in made.err] == []
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", ["new", "import", "generate"])
def test_an_existing_output_is_never_overwritten_unasked(reportgen, entry, tmp_path, command):
    output = tmp_path / ("成果.docx" if command == "generate" else "成果.xlsx")
    output.write_bytes(b"work of others")
    arguments = {"new": (), "import": (TABLES / "goals_table.txt",), "generate": (entry,)}[command]

    refused = reportgen(command, *arguments, "-o", output)

    assert refused.code == 2
    assert f"{output}：文件已经存在，没有覆盖" in refused.err
    assert "--overwrite" in refused.err
    assert output.read_bytes() == b"work of others"


@pytest.mark.parametrize("command", ["new", "import", "generate"])
def test_an_existing_output_is_replaced_when_asked(reportgen, entry, tmp_path, command):
    output = tmp_path / ("成果.docx" if command == "generate" else "成果.xlsx")
    output.write_bytes(b"work of others")
    arguments = {"new": (), "import": (TABLES / "goals_table.txt",), "generate": (entry,)}[command]

    answer = reportgen(command, *arguments, "-o", output, "--overwrite")

    assert answer.code == 0
    assert output.read_bytes().startswith(b"PK")


def test_a_report_is_never_written_over_its_entry(reportgen, entry):
    before = entry.read_bytes()

    made = reportgen("generate", entry, "-o", entry, "--overwrite")

    assert made.code == 2
    assert f"{entry}：不能写成“.xlsx”文件" in made.err
    assert entry.read_bytes() == before


def test_a_read_only_folder_is_told_and_left_as_it_is(reportgen, entry, tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    folder = tmp_path / "只读"
    folder.mkdir()

    made = reportgen("generate", entry, "-o", folder / "报告.docx")

    assert (made.code, made.out) == (2, "")
    assert f"{folder}：不能在这个文件夹里写文件" in made.err
    assert "请换一个保存位置" in made.err
    assert list(folder.iterdir()) == []


def test_a_full_disk_leaves_the_old_report(reportgen, entry, tmp_path, monkeypatch):
    def refuse(_):
        raise OSError(28, "No space left on device")

    report = tmp_path / "报告.docx"
    report.write_bytes(b"the report of yesterday")
    monkeypatch.setattr(os, "fsync", refuse)

    made = reportgen("generate", entry, "-o", report, "--overwrite")

    assert (made.code, made.out) == (2, "")
    assert "请检查磁盘空间后重试" in made.err
    assert report.read_bytes() == b"the report of yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["填报.xlsx", "报告.docx"]


@pytest.mark.parametrize("command", ["new", "score", "facts", "generate"])
def test_an_unknown_form_is_told_with_those_there_are(reportgen, entry, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    arguments = ("-o", tmp_path / "新.xlsx") if command == "new" else (entry,)

    answer = reportgen(command, *arguments, "--form", "yunnan")

    assert (answer.code, answer.out) == (2, "")
    assert "没有“yunnan”这个表样" in answer.err
    assert "可用的表样：general、hebei、shanghai、tianjin" in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["填报.xlsx"]


@pytest.mark.parametrize("stage", ["reportgen.pipeline.evaluate", "reportgen.pipeline.word_file"])
def test_an_interrupted_run_leaves_no_file(reportgen, entry, tmp_path, monkeypatch, stage):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(stage, interrupt)

    made = reportgen("generate", entry, "-o", tmp_path / "报告.docx")

    assert (made.code, made.out) == (2, "")
    assert "已中断" in made.err
    assert [path.name for path in tmp_path.iterdir()] == ["填报.xlsx"]


def test_an_interruption_while_writing_leaves_the_old_report(reportgen, entry, tmp_path, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    report = tmp_path / "报告.docx"
    report.write_bytes(b"the report of yesterday")
    monkeypatch.setattr(os, "fsync", interrupt)

    made = reportgen("generate", entry, "-o", report, "--overwrite")

    assert made.code == 2
    assert report.read_bytes() == b"the report of yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["填报.xlsx", "报告.docx"]
