"""An official wants the plain mistakes put right, sees each as a tracked change, and decides one by one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from reportgen.documents.entry_files import entry_bytes
from sample_entry import sample_entry

PLANTED = (
    ("110.25万元", "101.25万元"),
    ("84.48%", "84.84%"),
    (">74人<", ">47人<"),
    ("20人", "25人"),
    ("〔2024〕3号", "[2024]3号"),
)
_BASIC = Path(__file__).parents[1] / "samples" / "macros"


def entry_and_report(reportgen, folder: Path) -> tuple[Path, Path]:
    entry, report = folder / "填报.yaml", folder / "报告.docx"
    entry.write_bytes(entry_bytes(sample_entry(), ".yaml"))
    reportgen("generate", entry, "-o", report)
    return entry, report


def spoilt(report: Path, folder: Path, planted: tuple[tuple[str, str], ...] = PLANTED) -> Path:
    """The report with wrong words in place of right ones."""
    path = folder / "修改稿.docx"
    with zipfile.ZipFile(report) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                text = data.decode()
                for right, wrong in planted:
                    text = text.replace(right, wrong, 1)
                data = text.encode()
            copy.writestr(name, data)
    return path


def errors(answer) -> set[str]:
    return {each["text"] for each in json.loads(answer.out)[0]["findings"] if each["severity"] == "error"}


def accepted(path: Path) -> Path:
    """The file with every change accepted, as Word does it."""
    done = path.with_name("接受.docx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                text = re.sub(r"<w:del [^>]*>.*?</w:del>", "", data.decode())
                data = re.sub(r"</?w:ins\b[^>]*>", "", text).encode()
            copy.writestr(name, data)
    return done


def test_accepting_all_proposals_leaves_no_error_that_was_not_there_before(reportgen, tmp_path):
    entry, report = entry_and_report(reportgen, tmp_path)
    before = errors(reportgen("check", report, "--data", entry, "--format", "json"))
    draft = spoilt(report, tmp_path)

    done = reportgen("check", draft, "--data", entry, "--propose", "-o", tmp_path / "核查.docx")

    assert f"写成修订的改正 {len(PLANTED)} 处（作者：核查）" in done.out
    after = reportgen("check", accepted(tmp_path / "核查.docx"), "--data", entry, "--format", "json")
    assert errors(after) == before


def test_what_nobody_entered_is_struck_with_the_reason_beside_it(reportgen, tmp_path):
    entry, report = entry_and_report(reportgen, tmp_path)
    before = errors(reportgen("check", report, "--data", entry, "--format", "json"))
    draft = spoilt(report, tmp_path, ((">18人<", ">18人，接听热线17,465通<"),))

    done = reportgen("check", draft, "--data", entry, "--propose", "-o", tmp_path / "核查.docx")

    assert "写成修订的改正 0 处（作者：核查），建议删去 1 处" in done.out
    comments = zipfile.ZipFile(tmp_path / "核查.docx").read("word/comments.xml").decode()
    assert "修订：建议删去，填报数据中没有可以改成的内容" in comments
    after = reportgen("check", accepted(tmp_path / "核查.docx"), "--data", entry, "--format", "json")
    assert errors(after) == before


def test_the_copy_itself_is_read_as_corrected(reportgen, tmp_path):
    entry, report = entry_and_report(reportgen, tmp_path)
    draft = spoilt(report, tmp_path)
    wrong = errors(reportgen("check", draft, "--data", entry, "--format", "json"))

    reportgen("check", draft, "--data", entry, "--propose", "-o", tmp_path / "核查.docx")

    left = errors(reportgen("check", tmp_path / "核查.docx", "--data", entry, "--format", "json"))
    assert {"101.25万元", "84.84%", "47人", "25人"} <= wrong
    assert not {"101.25万元", "84.84%", "47人", "25人"} & left


def test_each_finding_says_what_it_is_corrected_to(reportgen, tmp_path):
    entry, report = entry_and_report(reportgen, tmp_path)

    done = reportgen(
        "check",
        spoilt(report, tmp_path),
        "--data",
        entry,
        "--propose",
        "-o",
        tmp_path / "核查.docx",
        "--format",
        "json",
    )

    told = {each["text"]: each["correction"] for each in json.loads(done.out)[0]["findings"]}
    assert told["101.25万元"] == "110.25万元"
    assert told["47人"] == "74人"


def test_corrections_want_one_word_file_and_a_place_for_the_copy(reportgen, tmp_path):
    entry, report = entry_and_report(reportgen, tmp_path)

    done = reportgen("check", report, "--data", entry, "--propose")

    assert done.code == 2
    assert "用 -o 写明副本的文件名" in done.err


@pytest.mark.office
def test_libreoffice_accepts_the_proposals_to_the_same_text(reportgen, tmp_path):
    entry, report = entry_and_report(reportgen, tmp_path)
    before = errors(reportgen("check", report, "--data", entry, "--format", "json"))
    reportgen("check", spoilt(report, tmp_path), "--data", entry, "--propose", "-o", tmp_path / "核查.docx")

    settled = settled_by_libreoffice(tmp_path / "核查.docx", ".uno:AcceptAllTrackedChanges")

    assert errors(reportgen("check", settled, "--data", entry, "--format", "json")) == before


@pytest.mark.office
def test_libreoffice_rejects_the_proposals_to_the_text_as_it_was(reportgen, tmp_path):
    entry, report = entry_and_report(reportgen, tmp_path)
    draft = spoilt(report, tmp_path)
    wrong = errors(reportgen("check", draft, "--data", entry, "--format", "json"))
    reportgen("check", draft, "--data", entry, "--propose", "-o", tmp_path / "核查.docx")

    settled = settled_by_libreoffice(tmp_path / "核查.docx", ".uno:RejectAllTrackedChanges")

    assert errors(reportgen("check", settled, "--data", entry, "--format", "json")) == wrong


def settled_by_libreoffice(path: Path, command: str) -> Path:
    """The file after LibreOffice has accepted or rejected all its changes."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed: nobody else can accept the changes")
    profile = path.parent / "profile"
    run = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    subprocess.run([*run, "--terminate_after_init"], capture_output=True, check=True, timeout=180)
    for name in ("script.xlb", "Changes.xba"):
        shutil.copy(_BASIC / name, profile / "user" / "basic" / "Standard" / name)
    done = path.with_name("LibreOffice.docx")
    macro = f'macro:///Standard.Changes.Settle("{command}","{path}","{done}")'
    subprocess.run([*run, macro], capture_output=True, check=True, timeout=180)
    return done
