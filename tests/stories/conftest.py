"""The command line as an official meets it: what was asked, what was answered, with which exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reportgen.cli import main
from reportgen.documents.plain_text import document_text
from stories_places import ENTRIES


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)

    @property
    def complaints(self) -> list[str]:
        """The lines of standard error but for the progress that a slow machine is told."""
        return [line for line in self.err.splitlines() if not line.startswith("… ")]


@pytest.fixture
def reportgen(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Call with the words after ``reportgen``."""

    def run(*arguments: object) -> Answer:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    """The complete entry of a made-up bureau as a workbook in a folder of its own."""
    return _as_workbook("agriculture.yaml", tmp_path)


def _as_workbook(name: str, folder: Path) -> Path:
    from reportgen.documents.entry_files import read_entry, write_entry

    path = folder / "填报.xlsx"
    write_entry(read_entry(ENTRIES / name).entered, path)
    return path


@pytest.fixture
def text_of() -> Callable[[Path], str]:
    """Call with a Word file for its plain text."""
    return document_text
