import io
import json
import subprocess
import sys

import pytest

from reportgen.cli import main
from stories_places import ENTRIES, TABLES

ENTRY = str(ENTRIES / "agriculture.yaml")


def test_the_version_is_shown(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("reportgen ")


def test_a_wrong_command_line_ends_with_2_and_says_where_help_is(capsys):
    code = main(["generate"])

    assert code == 2
    assert capsys.readouterr().err.splitlines() == [
        "不能继续：",
        "  命令有误，缺少参数：填报文件　处理办法：用 reportgen generate --help 查看用法",
    ]


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["new", "-o", "{}/新.xlsx"], {"file", "form"}),
        (
            ["import", str(TABLES / "goals_table.txt"), "-o", "{}/填报.yaml"],
            {"file", "counts", "problems", "notices", "not_read"},
        ),
        (
            ["score", ENTRY],
            {"source", "total", "computed_total", "max_total", "rating", "rows", "findings", "notices"},
        ),
        (["facts", ENTRY], {"facts", "notices"}),
        (
            ["generate", ENTRY, "-o", "{}/报告.docx"],
            {"file", "score", "gaps", "findings", "doubted", "sections", "notices"},
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_json_gives_one_object_with_these_keys(capsys, tmp_path, arguments, keys):
    code = main([*(argument.format(tmp_path) for argument in arguments), "--format", "json"])

    shown = capsys.readouterr()
    assert code == 0
    assert set(json.loads(shown.out)) == keys
    assert shown.err == ""


def test_json_of_forms_lists_them(capsys):
    main(["forms", "--format", "json"])

    assert [form["code"] for form in json.loads(capsys.readouterr().out)] == ["general", "hebei", "shanghai", "tianjin"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["new", "--form", "nowhere", "--format", "json"],
        ["new", "-o", "a.pdf", "--format=json"],
        ["import", "nowhere.docx", "--format", "json"],
        ["score", "nowhere.xlsx", "--format", "json"],
        ["facts", "nowhere.xlsx", "--format", "json"],
        ["generate", "nowhere.xlsx", "--format", "json"],
        ["generate", "--format", "json"],
        ["forms", "--colour", "--format=json"],
    ],
    ids=" ".join,
)
def test_json_is_one_value_on_failure_too(capsys, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)

    code = main(arguments)

    [problem] = json.loads(capsys.readouterr().out)["error"]
    assert code == 2
    assert problem["message"]
    assert problem["remedy"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["new", "import", "score", "facts", "generate"])
def test_a_quiet_command_that_succeeds_says_nothing(capsys, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    given = {"new": [], "import": [str(TABLES / "goals_table.txt")]}.get(command, [ENTRY])

    code = main([command, *given, "--quiet"])

    shown = capsys.readouterr()
    assert (code, shown.out, shown.err) == (0, "", "")


def test_an_interruption_is_told_as_json_too(capsys, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("reportgen.pipeline.evaluate", interrupt)

    code = main(["score", ENTRY, "--format", "json"])

    assert code == 2
    assert json.loads(capsys.readouterr().out)["error"][0]["message"] == "已中断，没有留下写了一半的文件"


def test_an_interruption_shows_nothing_of_what_it_broke_off(capsys, monkeypatch):
    def half_written():
        try:
            yield
        finally:
            raise ValueError("not in an element")

    def interrupt(*_):
        begun = half_written()
        next(begun)
        raise KeyboardInterrupt

    monkeypatch.setattr("reportgen.pipeline.evaluate", interrupt)

    code = main(["score", ENTRY])

    assert code == 2
    assert capsys.readouterr().err.splitlines() == [
        "不能继续：",
        "  已中断，没有留下写了一半的文件　处理办法：需要时重新运行",
    ]


def test_a_gbk_console_does_not_stop_a_report(tmp_path, monkeypatch):
    console = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", console)

    code = main(["generate", ENTRY, "-o", str(tmp_path / "报告.docx")])

    console.flush()
    assert code == 0
    assert b"97.53" in console.buffer.getvalue()


def test_a_reader_that_leaves_early_meets_no_traceback():
    command = [sys.executable, "-m", "reportgen", "facts", ENTRY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.readline()
        running.stdout.close()
        told = running.stderr.read().decode("utf-8")

    assert [line for line in told.splitlines() if not line.startswith("… ")] == []  # a slow machine is told progress
    assert running.returncode == 0
