"""办事员真在 LibreOffice 里打字、粘贴、反复存盘，再刷新：数字一个不错，人写的字一个不少。

The sessions are those of eval/word_round_trip, played keystroke by keystroke.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from reportgen.cli import main
from stories_places import EXAMPLES

pytestmark = pytest.mark.office
SESSIONS = Path(__file__).parents[2] / "eval" / "word_round_trip" / "office_sessions.py"
LATER = {
    "jiangxi": {"全年执行数: 374.26\n    填报执行率: 100%": "全年执行数: 370.20\n    填报执行率: 98.92%"},
    "tianjin": {
        "全年执行数: 10389.70\n    填报执行率: 94.56%\n    分值: 10\n    得分: 9.46": (
            "全年执行数: 10500.25\n    填报执行率: 95.57%\n    分值: 10\n    得分: 9.56"
        ),
        "实际完成值: 74人": "实际完成值: 78人",
    },
    "jiangxi-2021": {
        "年度: 2022": "年度: 2021",
        "全年预算数: 374.26\n    全年执行数: 374.26\n    填报执行率: 100%": (
            "全年预算数: 300\n    全年执行数: 297\n    填报执行率: 99%"
        ),
    },
}


def entry_of(report):
    return EXAMPLES / report.partition("-")[0] / "填报.yaml"


def changed(report, folder):
    """The entry of *report* with its later (or last year's) values."""
    text = entry_of(report).read_text(encoding="utf-8")
    for old, new in LATER[report].items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = folder / f"{report}-后来.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def python_with_uno():
    """A Python that talks to LibreOffice: Debian's own one has UNO as a package."""
    for python in filter(shutil.which, ("/usr/bin/python3", sys.executable)):
        if subprocess.run([python, "-c", "import uno"], check=False, capture_output=True).returncode == 0:
            return python
    return pytest.skip("no Python with UNO (Debian: python3-uno): nobody can type in LibreOffice")


@pytest.fixture(scope="module")
def sat(tmp_path_factory):
    """A folder with the generated reports and what became of them at LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed: nobody can type in it")
    python, folder = python_with_uno(), tmp_path_factory.mktemp("office")
    for report, entry in (
        ("jiangxi", entry_of("jiangxi")),
        ("tianjin", entry_of("tianjin")),
        ("jiangxi-2021", changed("jiangxi-2021", folder)),
    ):
        main(["generate", str(entry), "-o", str(folder / f"{report}.docx"), "-q"])
    jobs = [
        {"session": name, "source": str(folder / f"{report}.docx"), "result": str(folder / f"{name}.docx")}
        for name, report in (
            ("types_around_a_figure", "jiangxi"),
            ("accepts_half_of_the_changes", "jiangxi"),
            ("pastes_from_last_years_report", "jiangxi"),
            ("types_another_number_over_a_figure", "tianjin"),
            ("saves_again_and_again", "tianjin"),
        )
    ]
    played = subprocess.run(
        [python, str(SESSIONS), str(folder / "profile")], input="\n".join(map(json.dumps, jobs)), text=True,
        capture_output=True, check=True, timeout=600,
    )  # fmt: skip
    assert [json.loads(line).get("failed") for line in played.stdout.splitlines()] == [None] * len(jobs)
    return folder


@pytest.fixture
def refreshed(reportgen, sat, text_of, tmp_path):
    """Call with a session and its report for the words of the refreshed file, and for what was told."""

    def call(session, report):
        data, new = changed(report, tmp_path), tmp_path / "新稿.docx"
        told = reportgen("refresh", sat / f"{session}.docx", "--data", data, "-o", new, "--format", "json").data
        reportgen("refresh", new, "--data", data, "-o", tmp_path / "再来.docx")
        assert new.read_bytes() == (tmp_path / "再来.docx").read_bytes()
        return "\n".join(each.text for each in Document(str(new)).paragraphs), told

    return call


def test_words_typed_right_at_the_figures_stay_and_the_figures_are_new(refreshed):
    text, _ = refreshed("types_around_a_figure", "jiangxi")

    assert "全年预算共计374.26万元，全年执行370.20万元（含上年结转），预算执行率约98.92%" in text


def test_changes_accepted_rejected_and_still_waiting_are_as_they_were_left(refreshed):
    text, told = refreshed("accepts_half_of_the_changes", "jiangxi")

    assert "培训残疾人50名；" in text
    assert "培训农村残疾人" not in text
    assert "全年执行370.20万元，预算执行率98.92%，全部执行完毕，没有结转" in text
    assert [note["kind"] for note in told["notes"]] == ["两边都改了的文字"]


def test_a_paragraph_pasted_from_last_years_report_keeps_last_years_figures(refreshed):
    text, told = refreshed("pastes_from_last_years_report", "jiangxi")

    assert "2021年，部门整体支出全年预算300.00万元，全年执行297.00万元，预算执行率99.00%" in text
    assert "2022年，部门整体支出全年预算374.26万元，全年执行370.20万元，预算执行率98.92%" in text
    assert [note["kind"] for note in told["notes"]] == ["别处粘贴来的数字"]


def test_another_number_typed_over_a_figure_is_named_whole(refreshed):
    text, told = refreshed("types_another_number_over_a_figure", "tianjin")

    assert "全年执行10,398.70万元，预算执行率95.57%" in text
    assert "改成了“10,398.70万元”；新数据为“10,500.25万元”" in told["notes"][0]["lines"][0]


def test_figures_stay_bound_though_the_file_was_opened_and_saved_again_and_again(refreshed):
    text, told = refreshed("saves_again_and_again", "tianjin")

    assert "“残疾人职业技能培训人数”没有达到年初指标，指标值为80人，实际78人，相差2人，完成率97.50%。" in text
    assert "得分99.06分" in text
    assert told["notes"] == []
