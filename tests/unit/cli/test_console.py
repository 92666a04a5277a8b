import io
import json
import sys

import pytest

from reportgen.cli.console import Console, clipped, display_width, wrapped
from reportgen.cli.main import main
from reportgen.errors import EntryError, ReportgenError
from reportgen.model.finding import Finding, Severity
from reportgen.model.origin import Origin

FINDINGS = (
    Finding(code="B", severity=Severity.WARNING, message="二", suggestion="补填"),
    Finding(
        code="A",
        severity=Severity.ERROR,
        message="一",
        suggestion="改正",
        origins=(Origin("填报.xlsx", part="预算", row=4, column=5),),
    ),
)


@pytest.mark.parametrize(("text", "width"), [("", 0), ("R1", 2), ("指标", 4), ("执行率98%", 9), ("（A）", 5)])
def test_a_chinese_character_is_two_columns_wide(text, width):
    assert display_width(text) == width


def test_columns_of_chinese_and_latin_text_stand_under_each_other(capsys):
    Console().table(("指标", "分值", "算式"), [("培训人数", "10", "a"), ("ab", "7.5", "b")])

    assert capsys.readouterr().out.splitlines() == ["指标      分值  算式", "培训人数  10    a", "ab        7.5   b"]


def test_a_cell_of_several_lines_stays_on_one_line(capsys):
    Console().table(("职责", "出处"), [("一\n二", "甲\n乙")])

    assert capsys.readouterr().out.splitlines() == ["职责   出处", "一 二  甲 乙"]


def test_a_long_cell_is_cut_except_in_the_last_column(capsys):
    Console().table(("目标", "算式"), [("目" * 100, "式" * 100)])

    assert capsys.readouterr().out.splitlines()[1] == "目" * 21 + "…  " + "式" * 100


@pytest.mark.parametrize(
    ("text", "width", "cut"), [("目标值", 6, "目标值"), ("目标值", 5, "目标…"), ("abc", 2, "a…"), ("目标", 2, "…")]
)
def test_a_clipped_text_is_never_wider_than_asked(text, width, cut):
    assert clipped(text, width) == cut


def test_errors_come_before_warnings_with_place_and_remedy(capsys):
    Console().findings(FINDINGS)

    assert capsys.readouterr().out.splitlines() == [
        "  [错误] 一（填报.xlsx 预算!E4）",
        "         → 改正",
        "  [警告] 二",
        "         → 补填",
    ]


def test_a_quiet_console_shows_the_errors_alone(capsys):
    console = Console(quiet=True)

    console.line("报告已写入")
    console.notice("按万元读取")
    console.findings(FINDINGS)

    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines() == ["  [错误] 一（填报.xlsx 预算!E4）", "         → 改正"]


def test_a_json_console_writes_nothing_but_the_result(capsys):
    console = Console(as_json=True)

    console.line("报告已写入")
    console.notice("按万元读取")
    console.findings(FINDINGS)
    console.progress("排版")
    console.result({"文件": "报告.docx"})

    shown = capsys.readouterr()
    assert json.loads(shown.out) == {"文件": "报告.docx"}
    assert shown.err == ""


def test_json_keeps_every_letter_on_a_gbk_console(monkeypatch):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="gbk", errors="replace"))

    Console(as_json=True).result({"text": "𠀀大会9\u200b4人"})

    assert json.loads(written.getvalue()) == {"text": "𠀀大会9\u200b4人"}


def test_every_problem_of_an_entry_is_shown_with_its_place_and_remedy(capsys):
    problems = [
        ReportgenError("没有填写", place="基本信息!B4", remedy="请补填。"),
        ReportgenError("不是数字", place="预算!D4"),
    ]

    Console().failure(EntryError(problems))

    assert capsys.readouterr().err.splitlines() == [
        "不能继续，有 2 处需要处理：",
        "  基本信息!B4：没有填写　处理办法：请补填。",
        "  预算!D4：不是数字",
    ]


def test_a_failure_is_one_json_value_on_standard_output(capsys):
    Console(as_json=True).failure(ReportgenError("找不到文件", place="a.xlsx", remedy="请检查文件名。"))

    assert json.loads(capsys.readouterr().out) == {
        "error": [{"message": "找不到文件", "place": "a.xlsx", "remedy": "请检查文件名。"}]
    }


def test_progress_is_silent_in_the_first_second(capsys, monkeypatch):
    now = [10.0]
    monkeypatch.setattr("reportgen.cli.console.time.monotonic", lambda: now[0])
    console = Console()

    console.progress("读取")
    now[0] = 11.5
    console.progress("排版")

    assert capsys.readouterr().err == "… 排版\n"


def test_a_reader_that_leaves_does_not_stop_the_work(monkeypatch):
    class Closed:
        def write(self, text):
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())
    console = Console()

    console.line("一")
    console.line("二")
    console.result(None)


def test_a_long_cell_of_a_grid_goes_on_below_and_no_line_is_wider_than_the_terminal(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    Console().grid(("级别", "问题"), [("错误", "“6,201.37万元”与填报数据不符，" * 5)], (4,))

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "级别  问题"
    assert max(map(display_width, lines)) <= 79
    assert [line[:2] for line in lines[1:]] == ["错误", "  ", "  "]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("完成率95.10%，与表不符", ["完成率", "95.10%，", "与表不符"]),
        ("一二三四。五", ["一二三", "四。五"]),
        ("甲\n乙", ["甲", "乙"]),
        ("", [""]),
        ("1234567890123", ["12345678", "90123"]),
    ],
)
def test_numbers_are_kept_whole_and_no_line_begins_with_a_stop(text, lines):
    assert wrapped(text, 8) == lines


@pytest.mark.parametrize("mark", "→：（）“”、…〔〕　①")
def test_the_marks_of_a_table_can_be_shown_on_a_chinese_windows_console(mark):
    assert mark.encode("gbk")


def test_a_reader_of_messages_that_has_gone_does_not_change_the_exit_code(monkeypatch):
    class Closed:
        def write(self, text):
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stderr", Closed())

    assert main(["score", "没有这个文件.xlsx"]) == 2
