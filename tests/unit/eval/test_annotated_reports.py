"""The reports of the examination are true: every number is recomputed from the entry, without the program."""

import importlib
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parents[3] / "eval/number_checking"
FOLDERS = sorted((HERE / "departments/annotated").glob("*/*"))
NAMED = {"ids": lambda folder: f"{folder.parent.name}/{folder.name}"}
PHRASES = "phrases_"  # sets of sentences of one family, each true on its own, and no reports
REPORTS = [one for one in FOLDERS if not one.parent.name.startswith(PHRASES)]
SHORT = ("media",)  # written in telegraphic sentences: 1,225 characters


@pytest.fixture
def annotation(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(HERE)
    return importlib.import_module("annotation")


def test_every_set_is_examined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(HERE)

    assert {one.parent.name for one in FOLDERS} == set(importlib.import_module("examination").SETS)


@pytest.mark.parametrize("folder", FOLDERS, **NAMED)
def test_every_annotated_number_and_verdict_follows_from_the_entry(annotation: ModuleType, folder: Path) -> None:
    report = annotation.read_report(folder)

    faults = [(mark.words, found) for mark in report.marks() if (found := annotation.fault(report, mark))]

    assert faults == []


@pytest.mark.parametrize("folder", FOLDERS, **NAMED)
def test_no_numeral_of_the_report_is_without_annotation(annotation: ModuleType, folder: Path) -> None:
    report = annotation.read_report(folder)

    left = [found for line in report.lines if (found := annotation.unmarked(line))]

    assert left == []


@pytest.mark.parametrize("folder", FOLDERS, **NAMED)
def test_the_report_is_the_annotated_text_without_its_marks(annotation: ModuleType, folder: Path) -> None:
    report = annotation.read_report(folder)

    assert (folder / "report.txt").read_text(encoding="utf-8") == report.text


@pytest.mark.parametrize("folder", [one for one in REPORTS if one.name not in SHORT], **NAMED)
def test_the_report_is_long_and_full_of_numbers(annotation: ModuleType, folder: Path) -> None:
    report = annotation.read_report(folder)

    assert len(report.text.replace("\n", "")) >= 1500
    assert 60 <= sum(mark.is_number for mark in report.marks()) <= 150


@pytest.mark.parametrize(
    ("words", "value", "step", "unit"),
    [
        ("≥98%", "98", "1", "%"),
        ("1,234.50万元", "12345000", "100", "元"),
        ("3.2万人次", "32000", "1000", "人次"),
        ("41.3公里", "41.3", "0.1", "公里"),
    ],
)
def test_a_figure_has_value_precision_and_unit(
    annotation: ModuleType, words: str, value: str, step: str, unit: str
) -> None:
    assert annotation.figure(words) == annotation.Figure(Fraction(value), Fraction(step), unit)


def test_half_is_rounded_up(annotation: ModuleType) -> None:
    assert annotation.rounded(Fraction("94.565"), Fraction("0.01")) == Fraction("94.57")
    assert annotation.rounded(Fraction("94.5649"), Fraction("0.01")) == Fraction("94.56")


def test_a_qualifier_is_a_claim(annotation: ModuleType) -> None:
    ninety_five = annotation.figure("95%")

    assert annotation.says(">", ninety_five, Fraction("95.1"))
    assert not annotation.says(">", ninety_five, Fraction(95))
    assert not annotation.says("<", ninety_five, Fraction(95))
    assert not annotation.says("=", ninety_five, Fraction("95.5"))
