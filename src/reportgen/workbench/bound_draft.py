"""Parts of a draft as bound text (绑定文本) and back: what comparing and refreshing work on, without a Word file.

A paragraph or heading is a line; a table is one line that only says which table of its part it is, because nobody
edits the tables of a draft in place: they follow the data whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.language.sentences import sentence_spans
from reportgen.model.bound_text import BoundFigure, BoundLine, FigureMark, fact_mark, mark_of
from reportgen.model.draft import Block, Figure, Gap, Heading, Line, Paragraph, Run, Table, Words, runs_of_line
from reportgen.model.refreshed_text import OWN, NewLine, Refreshed

_NUMBER = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.．]|（[0-9]+）")


@dataclass(frozen=True, slots=True)
class BoundPart:
    """A part as lines, and the block that each line was; None for a line that people wrote elsewhere."""

    lines: tuple[BoundLine, ...]
    blocks: tuple[Block | None, ...]

    def table(self, number: int) -> Block | None:
        """The block that is table *number* of the part, from 1."""
        found = (block for line, block in zip(self.lines, self.blocks, strict=True) if line.table == number)
        return next(found, None)


def bound_part(key: str, blocks: Sequence[Block]) -> BoundPart:
    """The part *key* of a draft as lines to be merged."""
    lines: list[BoundLine] = []
    tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            lines.append(table_line(key, tables))
        else:
            line = _line(_runs(block))
            lines.append(replace(line, place=mark_of(key), anchor=mark_of(line.text)))
    return BoundPart(tuple(lines), tuple(blocks))


def table_line(key: str, number: int) -> BoundLine:
    """The line that stands for table *number* of the part *key*."""
    name = f"〔{key}表{number}〕"
    return BoundLine(text=name, table=number, row=1, column=1, row_mark=mark_of(name))


def compared_lines(blocks: Sequence[Block]) -> tuple[BoundLine, ...]:
    """The lines of *blocks* to be compared: tables row by row, cell by cell."""
    lines: list[BoundLine] = []
    tables = 0
    for block in blocks:
        if not isinstance(block, Table):
            lines.append(_line(_runs(block)))
            continue
        tables += 1
        lines += [_line(runs_of_line(text)) for text in (block.caption, block.unit_note) if text]
        lines += [
            replace(_line(cell.runs), table=tables, row=row, column=column)
            for row, cells in enumerate(block.rows, start=1)
            for column, cell in enumerate(cells.cells, start=1)
        ]
    return tuple(lines)


def merged_blocks(plan: Refreshed, edited: BoundPart, new: BoundPart) -> tuple[Block, ...]:
    """The blocks that *plan*, the merge of *edited* with *new*, makes of a part."""
    gaps = {run.text: run for part in (edited, new) for run in _gaps(part.blocks)}
    partners = {each.edited: each.new for each in plan.tables}
    made: list[Block] = []
    for item in plan.body:
        block: Block | None
        if item.table:
            number = partners.get(item.edited, OWN) if item.new == OWN else item.new
            block = new.table(number) if number != OWN else edited.table(item.edited)
        elif item.new != OWN:
            block = new.blocks[item.new]
        else:
            block = _rewritten(plan.lines.get(item.edited), edited.blocks[item.edited], gaps)
        if block is not None:
            made.append(block)
    return tuple(made)


def block_of_line(plan: Refreshed, line: int) -> int:
    """The number of the block that line *line* of the edited part has become; that of the last before it if gone."""
    places = [at for at, item in enumerate(plan.body) if not item.table and OWN < item.edited <= line]
    return max(places, default=0)


def _rewritten(line: NewLine | None, block: Block | None, gaps: Mapping[str, Gap]) -> Block | None:
    if line is None:
        return block
    runs = tuple(_joined(run for part in line.parts for run in _part_runs(part.text, part.fact, gaps)))
    if not isinstance(block, Heading):
        style, remarks = (block.style, block.remarks) if isinstance(block, Paragraph) else ("body", ())
        return Paragraph(runs, style, remarks)
    found = _NUMBER.match(line.text) if block.number else None
    number = found[0] if found else ""
    words = runs
    if number and isinstance(runs[0], Words):
        words = (Words(runs[0].text.removeprefix(number)), *runs[1:])
    words = tuple(run for run in words if run.text)
    plain = all(isinstance(run, Words) for run in words)
    return Heading(block.level, number, "".join(run.text for run in words) if plain else Line(words))


def _part_runs(text: str, fact: str, gaps: Mapping[str, Gap]) -> Iterable[Run]:
    if fact:
        return (Figure(text, fact),)
    if not gaps:
        return (Words(text),)
    pieces = re.split(f"({'|'.join(map(re.escape, gaps))})", text)
    return tuple(gaps.get(piece) or Words(piece) for piece in pieces if piece)


def _joined(runs: Iterable[Run]) -> list[Run]:
    made: list[Run] = []
    for run in runs:
        if isinstance(run, Words) and made and isinstance(made[-1], Words):
            made[-1] = Words(made[-1].text + run.text)
        elif run.text:
            made.append(run)
    return made


def _runs(block: Paragraph | Heading) -> tuple[Run, ...]:
    if isinstance(block, Paragraph):
        return block.runs
    return ((Words(block.number),) if block.number else ()) + runs_of_line(block.text)


def _line(runs: Sequence[Run]) -> BoundLine:
    text = "".join(run.text for run in runs)
    spans: list[tuple[int, int, str]] = []
    at = 0
    for run in runs:
        if isinstance(run, Figure):
            spans.append((at, at + len(run.text), run.fact))
        at += len(run.text)
    sentences = sentence_spans(text, [(start, end) for start, end, _ in spans])
    figures = []
    for start, end, fact in spans:
        sentence = next((text[low:high] for low, high in sentences if low <= start < high), text)
        mark = FigureMark(fact_mark(fact), mark_of(text[start:end]), mark_of(sentence))
        figures.append(BoundFigure(start, end, mark, fact))
    return BoundLine(text=text, figures=tuple(figures))


def _gaps(blocks: Iterable[Block | None]) -> list[Gap]:
    runs = [run for block in blocks if isinstance(block, Paragraph) for run in block.runs]
    return [run for run in runs if isinstance(run, Gap)]
