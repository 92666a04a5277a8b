import json

from reportgen import pipeline
from reportgen.cli import main
from reportgen.model.finding import Finding, Severity
from stories_places import ENTRIES

ENTRY = str(ENTRIES / "agriculture.yaml")
FALSE = Finding(code="NUMBER_DIFFERS", severity=Severity.ERROR, message="“47人”与填报数据不符", text="47人")


def test_a_section_with_an_error_of_the_checker_is_left_as_a_gap_that_says_why(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "check_draft", lambda written, evaluation: {0: (FALSE,)})

    code = main(["generate", ENTRY, "-o", str(tmp_path / "报告.docx"), "--no-model", "--format", "json"])

    shown = json.loads(capsys.readouterr().out)
    stopped = [gap["comment"] for gap in shown["gaps"] if gap["what"] == "这一部分没有通过核查"]
    assert code == 0
    assert len(stopped) == 1
    assert "“47人”与填报数据不符" in stopped[0]


def test_no_section_of_a_template_is_stopped(capsys, tmp_path):
    code = main(["generate", ENTRY, "-o", str(tmp_path / "报告.docx"), "--no-model", "--format", "json"])

    shown = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [gap["what"] for gap in shown["gaps"] if gap["what"] == "这一部分没有通过核查"] == []
