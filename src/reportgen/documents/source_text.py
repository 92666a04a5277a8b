"""Text exports of tables and reports (.txt, .tsv, .csv, .md) as they stand, with the line of every cell.

Three layouts occur, also mixed in one file: rows whose cells tabs part; one cell a line, each behind a tab, rows
parted by blank lines; and Markdown tables. Blank lines part tables.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from reportgen.documents.opening import read_text
from reportgen.model.origin import Origin, PlaceKind
from reportgen.model.source_document import Cell, Grid, SourceDocument, TextParagraph

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^\n*]+?)(?<=\S)\1")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[^\n]*\n)*?---[ \t]*\n")
_GAP = re.compile(r"(?: {2,}|\u3000{2,}| \u3000|\u3000 )[ \u3000]*")
_CELLS_BY_GAPS = 4  # wide gaps in a line that make it a row of a scanned table
_ROWS_BY_GAPS = 3
_TABLES_PARTED_BY = 2  # blank lines between two tables of the layout with one cell a line


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines without a blank one between them, and how many blank lines stand before them."""

    lines: tuple[_Line, ...]
    blanks_before: int


def read_text_source(path: Path) -> SourceDocument:
    """The paragraphs and tables of a text file. Another encoding than UTF-8 is noted."""
    decoded = read_text(path)
    return text_source(decoded.text, path.name, (decoded.notice,) if decoded.notice else ())


def text_source(text: str, name: str, notices: tuple[str, ...] = ()) -> SourceDocument:
    """The paragraphs and tables of *text* as a file called *name*, whose ending says how tables are written."""
    suffix = PurePath(name).suffix.lower()
    not_read: tuple[str, ...] = ()
    if suffix == ".csv":
        blocks = tuple(_comma_separated(text, name))
    elif suffix in {".md", ".markdown"}:
        bare, not_read = _without_frame(text)
        blocks = tuple(_blocks(bare, name))
    else:
        blocks = tuple(_blocks(text, name))
    return SourceDocument(name, blocks, not_read, notices, text=text)


def _without_frame(text: str) -> tuple[str, tuple[str, ...]]:
    """A Markdown *text* without front matter, comments and bold, line for line, and what that leaves unread."""
    text = _COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), text)
    text = _BOLD.sub(r"\2", text)
    head = _FRONT_MATTER.match(text)
    if head is None:
        return text, ()
    lines = head.group().count("\n")
    return "\n" * lines + text[head.end() :], (f"第1行至第{lines}行：文件头的属性没有读取",)


def _blocks(text: str, file: str) -> Iterator[TextParagraph | Grid]:
    runs = _runs(text)
    index = 0
    while index < len(runs):
        run = runs[index]
        if _is_one_cell_a_line(run):
            end = index + 1
            while end < len(runs) and _goes_on(runs, end):
                end += 1
            yield from _one_cell_a_line(runs[index:end], file)
            index = end
        else:
            yield from _line_by_line(run, file)
            index += 1


def _runs(text: str) -> list[_Run]:
    runs: list[_Run] = []
    lines: list[_Line] = []
    blanks = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line or line.strip():
            lines.append(_Line(number, line))
            continue
        if lines:
            runs.append(_Run(tuple(lines), blanks))
            lines, blanks = [], 0
        blanks += 1
    if lines:
        runs.append(_Run(tuple(lines), blanks))
    return runs


def _place(file: str, row: int, column: int | None = None) -> Origin:
    return Origin(file, PlaceKind.LINE, row=row, column=column)


# -- one cell a line ------------------------------------------------------------------------------------------


def _is_one_cell_a_line(run: _Run) -> bool:
    tabbed = [line for line in run.lines if "\t" in line.text]
    return bool(tabbed) and all(_is_single_cell(line.text) for line in tabbed)


def _is_single_cell(text: str) -> bool:
    return text.startswith("\t") and "\t" not in text[1:].rstrip("\t")


def _goes_on(runs: list[_Run], index: int) -> bool:
    """Whether the run at *index* belongs to the table of the runs before it."""
    run = runs[index]
    if run.blanks_before >= _TABLES_PARTED_BY:
        return False
    if _is_one_cell_a_line(run):
        return "\t" in run.lines[0].text
    # a paragraph inside a cell, after an empty one: more rows follow, and it heads nothing
    following = runs[index + 1] if index + 1 < len(runs) else None
    return (
        len(run.lines) == 1
        and following is not None
        and following.blanks_before < _TABLES_PARTED_BY
        and _is_one_cell_a_line(following)
        and "\t" in following.lines[0].text
        and "\t" not in run.lines[0].text
        and not re.search(r"表[》）)]?\s*$|单位[:：]|\[bookmark", run.lines[0].text)
    )


def _one_cell_a_line(runs: list[_Run], file: str) -> Iterator[TextParagraph | Grid]:
    rows: list[list[Cell]] = []
    for run in runs:
        row: list[Cell] = []
        for line in run.lines:
            origin = _place(file, line.number)
            if line.text.startswith("\t"):
                row.append(Cell(line.text.strip("\t"), origin))
            elif row:
                row[-1] = Cell(f"{row[-1].text}\n{line.text}", row[-1].origin)
            elif rows:
                last = rows[-1][-1]
                rows[-1][-1] = Cell(f"{last.text}\n{line.text}", last.origin)
            else:
                yield TextParagraph(line.text, origin)
        if row:
            rows.append(row)
    if rows:
        yield Grid(tuple(tuple(row) for row in _whole_rows(rows)))


def _whole_rows(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Rows joined again where an empty paragraph at the end of a cell looks like the end of the row."""
    width, often = Counter(len(row) for row in rows).most_common(1)[0]
    if width < 4 or often * 2 < len(rows):
        return rows
    first = next(index for index, row in enumerate(rows) if len(row) == width)
    whole: list[list[Cell]] = rows[:first]
    pending: list[list[Cell]] = []
    for row in rows[first:]:
        pending.append(row)
        total = sum(len(part) for part in pending)
        if total == width:
            whole.append([cell for part in pending for cell in part])
            pending = []
        elif total > width:
            whole.extend(pending)
            pending = []
    return whole + pending


# -- a row a line ---------------------------------------------------------------------------------------------


def _line_by_line(run: _Run, file: str) -> Iterator[TextParagraph | Grid]:
    rows: list[tuple[Cell, ...]] = []
    by_gaps = sum(len(_GAP.split(line.text.strip())) >= _CELLS_BY_GAPS for line in run.lines) >= _ROWS_BY_GAPS
    for line in run.lines:
        cells = _cells(line, file) or (_cells_by_gaps(line, file) if by_gaps else None)
        if cells is not None:
            rows.append(cells)
            continue
        if rows and _RULE.fullmatch(line.text):
            continue
        if rows:
            yield Grid(tuple(rows))
            rows = []
        heading = _MARKDOWN_HEADING.fullmatch(line.text.strip())
        if heading:
            yield TextParagraph(heading.group(2), _place(file, line.number), len(heading.group(1)))
        else:
            yield TextParagraph(line.text, _place(file, line.number))
    if rows:
        yield Grid(tuple(rows))


def _cells(line: _Line, file: str) -> tuple[Cell, ...] | None:
    """The cells of a line, or ``None`` for a line of prose."""
    text = line.text
    if "\t" in text:
        parts = text.split("\t")
    elif text.strip().startswith("|") and text.strip().endswith("|") and text.count("|") > 2:
        if _RULE.fullmatch(text):
            return None
        parts = re.split(r"(?<!\\)\|", text.strip()[1:-1])
    else:
        return None
    return tuple(Cell(part, _place(file, line.number, column)) for column, part in enumerate(parts, start=1))


def _cells_by_gaps(line: _Line, file: str) -> tuple[Cell, ...] | None:
    """The cells of a line of a scan, where wide gaps stand between the columns."""
    parts = _GAP.split(line.text.strip())
    if len(parts) < _CELLS_BY_GAPS - 1 or "。" in line.text[:-1]:
        return None
    return tuple(Cell(part, _place(file, line.number, column)) for column, part in enumerate(parts, start=1))


def _comma_separated(text: str, file: str) -> Iterator[TextParagraph | Grid]:
    reader = csv.reader(text.splitlines(keepends=True))
    rows: list[tuple[Cell, ...]] = []
    begin = 1
    for values in reader:
        if any(value.strip() for value in values):
            rows.append(tuple(Cell(value, _place(file, begin, column)) for column, value in enumerate(values, start=1)))
        elif rows:
            yield Grid(tuple(rows))
            rows = []
        begin = reader.line_num + 1
    if rows:
        yield Grid(tuple(rows))
