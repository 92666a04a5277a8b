"""However a document is damaged, the import ends in data or a message, and accounts for every place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from import_samples import SAMPLES
from reportgen.documents.source_files import read_source
from reportgen.importing.accounting import Use
from reportgen.importing.interpretation import interpret
from reportgen.model.source_document import Grid, SourceDocument

FILES = sorted(path.name for path in SAMPLES.iterdir())
STRAY = (
    "",
    "合计",
    "1",
    "—",
    "产出指标",
    "%",
    "数量指标",
    "年初预算数",
    "得分",
    "续表",
    "：",
    "（",
    "一、",
    "亿元",
    "项目名称",
)


def _without(lines: list[str], at: int, other: int, stray: str) -> None:
    del lines[at]


def _doubled(lines: list[str], at: int, other: int, stray: str) -> None:
    lines.insert(other, lines[at])


def _swapped(lines: list[str], at: int, other: int, stray: str) -> None:
    lines[at], lines[other] = lines[other], lines[at]


def _with_stray_cell(lines: list[str], at: int, other: int, stray: str) -> None:
    cells = lines[at].split("\t")
    cells.insert(other % (len(cells) + 1), stray)
    lines[at] = "\t".join(cells)


def _without_cell(lines: list[str], at: int, other: int, stray: str) -> None:
    cells = lines[at].split("\t")
    del cells[other % len(cells)]
    lines[at] = "\t".join(cells)


def _cut(lines: list[str], at: int, other: int, stray: str) -> None:
    place = other % (len(lines[at]) + 1)
    lines[at] = lines[at][:place] + stray + lines[at][place + 1 :]


DAMAGES = (_without, _doubled, _swapped, _with_stray_cell, _without_cell, _cut)
Edit = tuple[Callable[[list[str], int, int, str], None], int, int, str]
EDITS = st.tuples(st.sampled_from(DAMAGES), st.integers(0, 999), st.integers(0, 999), st.sampled_from(STRAY))


def damaged(name: str, edits: list[Edit]) -> SourceDocument:
    """The sample *name* after all *edits*, as read from a file."""
    lines = (SAMPLES / name).read_text(encoding="utf-8").split("\n")
    for damage, at, other, stray in edits:
        damage(lines, at % len(lines), other % len(lines), stray)
        lines = lines or [""]
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_source(path)


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(FILES), edits=st.lists(EDITS, min_size=1, max_size=8))
def test_a_damaged_document_is_accounted_for_place_by_place(name: str, edits: list[Edit]) -> None:
    source = damaged(name, edits)

    result = interpret([source])

    places = {
        cell.origin
        for block in source.blocks
        for row in (block.rows if isinstance(block, Grid) else ((block,),))
        for cell in row
        if cell.text.strip()
    }
    assert set(result.uses) == places
    assert bool(result.not_read) >= (Use.NOT_READ in result.uses.values())
