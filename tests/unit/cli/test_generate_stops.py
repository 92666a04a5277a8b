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


def test_the_report_and_its_list_of_evidence_are_not_written_over_each_other(capsys, tmp_path):
    same = tmp_path / "报告.docx"

    assert main(["generate", ENTRY, "-o", str(same), "--evidence", str(same)]) == 2
    assert "不能写成同一个文件" in capsys.readouterr().err
    assert not same.exists()


def test_a_missing_folder_for_the_evidence_stops_before_the_report_is_written(capsys, tmp_path):
    report = tmp_path / "报告.docx"

    assert main(["generate", ENTRY, "-o", str(report), "--evidence", str(tmp_path / "没有" / "清单.docx")]) == 2
    assert "文件夹不存在" in capsys.readouterr().err
    assert not report.exists()
