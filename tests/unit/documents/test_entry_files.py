"""Workbook, YAML and model hold the same data, without loss and byte by byte the same."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from reportgen.documents.entry_example import example_entry
from reportgen.documents.entry_files import blank_entry, entry_bytes, read_entry, write_entry
from reportgen.documents.opening import MAX_FILE_BYTES
from reportgen.errors import UnreadableFileError, UnwritableFileError
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.model.validation import validate
from strategies import self_evaluations


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
@given(entered=self_evaluations())
def test_whatever_is_entered_survives_workbook_and_yaml(tmp_path: Path, entered: SelfEvaluation) -> None:
    workbook, form = tmp_path / "填报.xlsx", tmp_path / "填报.yaml"

    write_entry(entered, workbook)
    from_workbook = read_entry(workbook).entered
    write_entry(from_workbook, form)
    from_form = read_entry(form).entered

    assert from_workbook == entered
    assert from_form == entered
    assert form.read_bytes() == entry_bytes(entered, ".yaml")
    assert workbook.read_bytes() == entry_bytes(from_form, ".xlsx")


@pytest.mark.parametrize("suffix", [".xlsx", ".yaml", ".yml", ".XLSX"])
def test_the_example_is_valid_and_survives(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"示例{suffix}"

    write_entry(example_entry(), path)

    assert validate(example_entry()) == []
    assert read_entry(path).entered == example_entry()


def test_equal_data_make_equal_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = entry_bytes(example_entry(), ".xlsx")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))

    assert entry_bytes(example_entry(), ".xlsx") == first


@pytest.mark.office
def test_a_workbook_saved_again_by_libreoffice_reads_back_equal(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    path = tmp_path / "填报.xlsx"
    write_entry(example_entry(), path)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )

    read = read_entry(tmp_path / "out" / "填报.xlsx")

    assert read.entered == example_entry()
    assert read.notices == ()
    assert read.entered.budget[0].original_budget == example_entry().budget[0].original_budget


def test_other_extensions_are_refused_both_ways(tmp_path: Path) -> None:
    (tmp_path / "填报.txt").write_text("甲", encoding="utf-8")

    with pytest.raises(UnwritableFileError, match=r"填报文件不能写成“\.docx”"):
        entry_bytes(example_entry(), ".docx")
    with pytest.raises(UnreadableFileError, match="这里需要Excel 工作簿"):
        read_entry(tmp_path / "填报.txt")


def test_a_blank_yaml_can_be_made_without_a_form() -> None:
    assert blank_entry(None, ".yaml").decode("utf-8").startswith("# 部门整体支出绩效自评填报数据")


def test_an_entry_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "填报.xlsx"
    with path.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)

    with pytest.raises(UnreadableFileError, match="文件太大"):
        read_entry(path)
