"""A draft as the store keeps it: its blocks, runs and facts as plain data, and back without loss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from reportgen.model.draft import (
    Align,
    Annex,
    Block,
    Figure,
    Gap,
    Heading,
    Line,
    Paragraph,
    Run,
    Table,
    TableCell,
    TableRow,
    Words,
    runs_of_line,
)

Plain = Any  # what JSON can hold


def blocks_text(blocks: Iterable[Block]) -> str:
    """*blocks* as JSON."""
    return json.dumps([_block(block) for block in blocks], ensure_ascii=False)


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks that :func:`blocks_text` wrote. Raises ValueError for anything else."""
    return tuple(_block_of(each) for each in json.loads(text))


def runs_plain(runs: Iterable[Run]) -> Plain:
    """*runs* as plain data: [words], [text, fact] under ``figure`` or [what, comment] under ``gap``."""
    return [_run(run) for run in runs]


def runs_from(plain: Plain) -> tuple[Run, ...]:
    """The runs that :func:`runs_plain` made. Raises ValueError for anything else."""
    return tuple(_run_of(each) for each in plain)


def annexes_plain(annexes: Sequence[Annex]) -> Plain:
    """*annexes* as plain data."""
    return [
        {"title": _line(annex.title), "landscape": annex.landscape, "blocks": [_block(block) for block in annex.blocks]}
        for annex in annexes
    ]


def annexes_from(plain: Plain) -> tuple[Annex, ...]:
    """The annexes that :func:`annexes_plain` made."""
    return tuple(
        Annex(_line_of(each["title"]), tuple(_block_of(block) for block in each["blocks"]), each["landscape"])
        for each in plain
    )


def line_plain(line: str) -> Plain:
    """A title, heading or caption with its figures as plain data."""
    return _line(line)


def line_from(plain: Plain) -> str:
    """The line that :func:`line_plain` made."""
    return _line_of(plain)


def _run(run: Run) -> Plain:
    if isinstance(run, Words):
        return {"words": run.text}
    if isinstance(run, Figure):
        return {"figure": run.text, "fact": run.fact}
    return {"gap": run.what, "comment": run.comment}


def _run_of(plain: Plain) -> Run:
    match plain:
        case {"words": str(text)}:
            return Words(text)
        case {"figure": str(text), "fact": str(fact)}:
            return Figure(text, fact)
        case {"gap": str(what), "comment": str(comment)}:
            return Gap(what, comment)
    raise ValueError("no run")


def _line(line: str) -> Plain:
    return runs_plain(runs_of_line(line))


def _line_of(plain: Plain) -> str:
    runs = runs_from(plain)
    return Line(runs) if any(not isinstance(run, Words) for run in runs) else "".join(run.text for run in runs)


def _block(block: Block) -> Plain:
    if isinstance(block, Paragraph):
        return {"paragraph": runs_plain(block.runs), "style": block.style, "remarks": list(block.remarks)}
    if isinstance(block, Heading):
        return {"heading": _line(block.text), "level": block.level, "number": block.number}
    return {
        "table": [{"header": row.header, "cells": [_cell(cell) for cell in row.cells]} for row in block.rows],
        "widths": list(block.widths),
        "caption": _line(block.caption),
        "unit_note": block.unit_note,
        "landscape": block.landscape,
    }


def _cell(cell: TableCell) -> Plain:
    return {
        "runs": runs_plain(cell.runs),
        "columns": cell.columns,
        "rows": cell.rows,
        "align": cell.align.value,
        "header": cell.header,
    }


def _block_of(plain: Plain) -> Block:
    match plain:
        case {"paragraph": runs, "style": str(style)}:
            return Paragraph(runs_from(runs), style, tuple(plain.get("remarks", ())))
        case {"heading": line, "level": int(level), "number": str(number)}:
            return Heading(level, number, _line_of(line))
        case {"table": rows, "widths": widths, "caption": caption, "unit_note": str(unit), "landscape": bool(wide)}:
            return Table(
                rows=tuple(TableRow(tuple(_cell_of(cell) for cell in row["cells"]), row["header"]) for row in rows),
                widths=tuple(widths),
                caption=_line_of(caption),
                unit_note=unit,
                landscape=wide,
            )
    raise ValueError("no block")


def _cell_of(plain: Plain) -> TableCell:
    return TableCell(runs_from(plain["runs"]), plain["columns"], plain["rows"], Align(plain["align"]), plain["header"])
