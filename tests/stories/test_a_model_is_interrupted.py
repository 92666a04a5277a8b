"""写到一半按了 Ctrl-C，或者程序被强行关掉：写好的留下，没有写了一半的文件，再运行一次就行。"""

import json
import signal
import subprocess
import sys
import time

import pytest

import fake_model_server as fake
from reportgen.documents.plain_text import document_text
from stories_places import EXAMPLES

ENTRY = EXAMPLES / "jiangxi" / "填报.yaml"
FOR_MANAGEMENT = "写“预算绩效管理开展情况”"
MANAGEMENT = {"paragraphs": [{"answers": [], "sentences": [
    "在组织分工上，[[management.1.text]]。",
    "在制度建设上，[[management.2.text]]。",
    "在运行监控上，[[management.3.text]]。",
]}]}  # fmt: skip
SECTIONS = 5  # that the model is asked for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("REPORTGEN_PRIOR_REPORTS", str(tmp_path / "库" / "往年报告.sqlite"))
    made = tmp_path / "工作"
    made.mkdir()
    return made


@pytest.fixture
def at_work(folder):
    """Call with a model for ``reportgen generate`` as a process that has one section and waits for the others."""
    running = []

    def start(model):
        command = [
            sys.executable, "-X", "utf8", "-m", "reportgen", "generate", str(ENTRY), "-o", "报告.docx", "--overwrite",
            "--base-url", model.base_url, "--model", "fake", "--concurrency", "8", "--record", "问答.jsonl",
        ]  # fmt: skip
        process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )
        running.append(process)
        while len(model.requests) < SECTIONS or not (folder / "问答.jsonl").read_text(encoding="utf-8"):
            assert process.poll() is None
            time.sleep(0.05)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def half_done(model_server):
    return model_server(fake.reply(MANAGEMENT, when=FOR_MANAGEMENT), fake.hang(600, keep=True))


def test_ctrl_c_keeps_the_finished_section_and_writes_the_others_by_templates(at_work, half_done, folder):
    process = at_work(half_done)

    process.send_signal(signal.SIGINT)
    told, complaints = process.communicate(timeout=120)

    records = json.loads((folder / "报告.撰写记录.json").read_text(encoding="utf-8"))
    assert {each["section"]: (each["outcome"], each["reason"]) for each in records} == {
        "overview": ("fallback", "已中断，没有等到模型的回答"),
        "management": ("accepted", ""),
        "performance": ("fallback", "已中断，没有等到模型的回答"),
        "problems": ("fallback", "已中断，没有等到模型的回答"),
        "improvements": ("fallback", "已中断，没有等到模型的回答"),
        "conclusion": ("skipped", "没有填报必须写到的数据：自评总分、评价等级"),
    }
    assert "在组织分工上，人秘股牵头" in document_text(folder / "报告.docx")
    assert "已中断；写好的部分保留，其余用程序文字" in told
    assert "Traceback" not in complaints
    assert process.returncode == 0
    assert sorted(path.name for path in folder.iterdir()) == ["报告.docx", "报告.撰写记录.json", "问答.jsonl"]


def test_a_program_that_is_killed_leaves_the_earlier_report_and_no_half_file(at_work, half_done, folder):
    (folder / "报告.docx").write_bytes(b"the report of yesterday")
    process = at_work(half_done)

    process.kill()
    process.communicate()

    assert (folder / "报告.docx").read_bytes() == b"the report of yesterday"
    assert sorted(path.name for path in folder.iterdir()) == ["报告.docx", "问答.jsonl"]


def test_what_a_killed_program_had_recorded_serves_again_without_the_server(at_work, half_done, folder, reportgen):
    process = at_work(half_done)
    process.kill()
    process.communicate()

    answer = reportgen("generate", ENTRY, "-o", folder / "再来.docx", "--replay", folder / "问答.jsonl")

    assert "在组织分工上，人秘股牵头" in document_text(folder / "再来.docx")
    assert "预算绩效管理开展情况　采用模型文字" in answer.out
    assert len(half_done.requests) == SECTIONS


def test_after_a_kill_the_same_command_runs_to_its_end(at_work, half_done, folder, model_server, reportgen):
    process = at_work(half_done)
    process.kill()
    process.communicate()
    model = model_server(fake.reply(MANAGEMENT, when=FOR_MANAGEMENT), fake.prose(keep=True))

    reportgen("generate", ENTRY, "-o", folder / "报告.docx", "--base-url", model.base_url, "--model", "fake")

    assert "在组织分工上，人秘股牵头" in document_text(folder / "报告.docx")
