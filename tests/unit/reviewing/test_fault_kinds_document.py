"""docs/indicators.md describes every kind of fault as the program has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.reviewing.fault_kinds import FAULT_KINDS, NOTE_KINDS, TABLE_KINDS, FaultKind

TEXT = (Path(__file__).parents[3] / "docs" / "indicators.md").read_text(encoding="utf-8")
ROWS = {
    cells[0].strip("`"): cells[1:]
    for line in TEXT.splitlines()
    if line.startswith("| `") and (cells := [cell.strip() for cell in line.strip("| ").split(" | ")])
}
KINDS = (*FAULT_KINDS.values(), *NOTE_KINDS.values(), *TABLE_KINDS.values())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_kind_is_described_with_requirement_example_and_precision(kind: FaultKind) -> None:
    name, requirement, meaning, example, precision = ROWS[kind.code]

    assert name == kind.name
    assert requirement == f"{kind.requirement.value}（{kind.source}）"
    assert meaning == kind.explanation
    assert example
    assert re.fullmatch(r"\d+/\d+|—", precision)


def test_nothing_else_is_described() -> None:
    assert set(ROWS) == {kind.code for kind in KINDS}


def test_every_kind_names_its_source_by_number() -> None:
    assert {kind.source for kind in KINDS} == {"财预〔2015〕88号", "财预〔2021〕101号", "财预〔2020〕10号"}
