import pytest

from reportgen.cli.parser import CommandLineError, build_parser

PARSER = build_parser("9.9")


@pytest.mark.parametrize(
    ("arguments", "message", "program"),
    [
        ([], "缺少参数：命令", "reportgen"),
        (
            ["print"],
            "命令 不能是 print，可以是："
            "new、import、score、facts、generate、check、clean、refresh、compare、fill、indicators、corpus、model、serve、users、backup、restore、forms",
            "reportgen",
        ),
        (["score"], "缺少参数：填报文件", "reportgen score"),
        (["import"], "缺少参数：文件", "reportgen import"),
        (["score", "a.xlsx", "b.xlsx"], "不认识的参数：b.xlsx", "reportgen"),
        (["new", "--colour"], "不认识的参数：--colour", "reportgen"),
        (["new", "-o"], "-o/--output 后面要跟一个值", "reportgen new"),
        (["new", "--overwrite=1"], "--overwrite 后面不能跟 1", "reportgen new"),
        (["forms", "--format", "xml"], "--format 不能是 xml，可以是：text、json", "reportgen forms"),
        (["generate", "a.xlsx", "--for", "x"], "选项 --for 不明确，可以是 --format, --form", "reportgen generate"),
    ],
)
def test_a_wrong_command_line_is_told_in_chinese(arguments, message, program):
    with pytest.raises(CommandLineError) as caught:
        PARSER.parse_args(arguments)

    assert (caught.value.message, caught.value.program) == (message, program)


@pytest.mark.parametrize("command", ["new", "import", "score", "facts", "generate", "forms"])
def test_the_help_of_every_command_is_chinese_and_gives_an_example(capsys, command):
    with pytest.raises(SystemExit) as ended:
        PARSER.parse_args([command, "--help"])

    shown = capsys.readouterr().out
    assert ended.value.code == 0
    assert shown.startswith(f"用法：reportgen {command} ")
    assert "显示帮助" in shown
    assert f"例：reportgen {command}" in shown
    assert [word for word in ("usage", "options", "arguments", "show") if word in shown] == []


def test_the_general_help_names_every_command_and_every_exit_code(capsys):
    with pytest.raises(SystemExit):
        PARSER.parse_args(["-h"])

    shown = capsys.readouterr().out
    assert [
        word
        for word in ("new", "import", "score", "facts", "generate", "corpus", "forms")
        if f"    {word} " not in shown
    ] == []
    assert "退出码：0 正常；1 发现错误（文件照常写出）；2 不能运行（没有写任何文件）。" in shown


def test_outputs_have_names_of_their_own_when_none_is_given():
    assert PARSER.parse_args(["new"]).output.name == "填报.xlsx"
    assert PARSER.parse_args(["generate", "填报.xlsx"]).output.name == "自评报告.docx"


def test_the_form_of_the_entry_file_is_used_unless_another_is_named():
    assert PARSER.parse_args(["generate", "填报.xlsx"]).form == ""
    assert PARSER.parse_args(["new"]).form == "general"
