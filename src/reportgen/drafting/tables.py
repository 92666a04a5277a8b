"""Table layouts of a form filled: fixed rows, repeated rows, and cells merged where neighbours are equal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import jinja2

from reportgen.drafting.rendering import CellRenderer, cell_renderer, faults_of
from reportgen.errors import FormError
from reportgen.model.draft import Align, Gap, Line, Run, Table, TableCell, TableRow, Words, runs_of_line
from reportgen.model.form import CellLayout, ColumnLayout, TableBlock, TableLayout

EMPTY: tuple[Run, ...] = (Words("—"),)  # an empty cell is never left blank
Context = Mapping[str, object]
_LIST_NAMES = {
    "indicators": "绩效指标",
    "indicators_by_tree": "绩效指标",
    "goals": "年度绩效目标",
    "projects": "预算项目",
    "plan": "资金支出计划",
}


def fill_tables(made: jinja2.Environment, layout: TableLayout, context: Context) -> Iterator[tuple[Table, ...]]:
    """The form table of *layout*, or one for each item of its ``for_each`` list.

    A form table is one or more tables under one caption: a block with ``new_table`` begins the next.
    """
    if not layout.for_each:
        yield _fill(made, layout, context)
        return
    name = layout.for_each.removesuffix("s")
    for item in _items(made, layout.for_each, context):
        yield _fill(made, layout, {**context, name: item})


def _fill(made: jinja2.Environment, layout: TableLayout, context: Context) -> tuple[Table, ...]:
    parts: list[list[TableRow]] = [[]]
    for block in layout.blocks:
        if block.when and not _evaluate(made, block.when, context):
            continue
        if block.new_table and parts[-1]:
            parts.append([])
        parts[-1].extend(_block_rows(made, block, context, len(layout.widths)))
    first, *others = (Table(tuple(rows), layout.widths, landscape=layout.landscape) for rows in parts)
    caption, unit_note = _line(made, layout.title, context), _line(made, layout.unit_note, context)
    return (replace(first, caption=caption, unit_note=unit_note), *others)


def _block_rows(made: jinja2.Environment, block: TableBlock, context: Context, width: int) -> list[TableRow]:
    if not block.each:
        return [
            TableRow(tuple(_fixed_cell(made, cell, context) for cell in row), header=block.header) for row in block.rows
        ]
    items = _items(made, block.each, context)
    free = width - block.label_columns
    if not items:
        what = block.label or _LIST_NAMES.get(block.each.rpartition(".")[2], block.each)
        rows = [TableRow((TableCell((Gap(what),), columns=free),))]
    elif block.across:
        rows = _rows_across(made, block.across, items, context, free)
    else:
        heads = tuple(_head(column.head, column.columns) for column in block.columns)
        rows = [TableRow(heads, header=block.header), *_each_rows(made, block.columns, items, context)]
    if not block.label:
        return rows
    label = replace(_head(_line(made, block.label, context), block.label_columns), rows=len(rows))
    return [replace(rows[0], cells=(label, *rows[0].cells)), *rows[1:]]


def _head(text: str, columns: int = 1) -> TableCell:
    return TableCell(runs_of_line(text), columns=columns, align=Align.CENTER, header=True)


def _rows_across(
    made: jinja2.Environment, column: ColumnLayout, items: Sequence[object], context: Context, width: int
) -> list[TableRow]:
    """Items side by side, a row of heads above a row of values; more items than columns go on below."""
    rows: list[TableRow] = []
    for first in range(0, len(items), width):
        chunk = items[first : first + width]
        spans = [width // len(chunk) + (index < width % len(chunk)) for index in range(len(chunk))]
        heads, values = [], []
        for item, span in zip(chunk, spans, strict=True):
            within = {**context, "row": item}
            head = _cell(cell_renderer(made, column.head), within, column.head)
            heads.append(TableCell(head, columns=span, align=Align.CENTER, header=True))
            runs = _cell(cell_renderer(made, column.template), within, column.template)
            values.append(TableCell(runs or EMPTY, columns=span, align=Align(column.align)))
        rows += [TableRow(tuple(heads)), TableRow(tuple(values))]
    return rows


def _fixed_cell(made: jinja2.Environment, cell: CellLayout, context: Context) -> TableCell:
    runs = _cell(cell_renderer(made, cell.template), dict(context), cell.template)
    return TableCell(runs or EMPTY, columns=cell.columns, rows=cell.rows, align=Align(cell.align), header=cell.header)


def _each_rows(
    made: jinja2.Environment, columns: Sequence[ColumnLayout], items: Sequence[object], context: Context
) -> list[TableRow]:
    renderers = [cell_renderer(made, column.template) for column in columns]
    values = dict(context)
    grid: list[list[tuple[Run, ...]]] = []
    for item in items:
        values["row"] = item
        grid.append(
            [
                _cell(renderer, values, column.template) or EMPTY
                for renderer, column in zip(renderers, columns, strict=True)
            ]
        )
    spans = _merged_spans(columns, grid)
    aligns = [Align(column.align) for column in columns]
    rows = []
    for row_index, runs in enumerate(grid):
        cells = tuple(
            TableCell(
                cell_runs,
                columns=column.columns,
                rows=spans[row_index][index],
                align=Align.CENTER if cell_runs is EMPTY else aligns[index],
            )
            for index, (cell_runs, column) in enumerate(zip(runs, columns, strict=True))
            if spans[row_index][index]
        )
        rows.append(TableRow(cells))
    return rows


def _merged_spans(columns: Sequence[ColumnLayout], grid: Sequence[Sequence[tuple[Run, ...]]]) -> list[list[int]]:
    """Rows each cell covers; 0 where the cell above covers it.

    A merging column joins equal neighbours only inside the groups of the merging columns to its left.
    """
    spans = [[1] * len(columns) for _ in grid]
    merging = [index for index, column in enumerate(columns) if column.merge]
    for position, index in enumerate(merging):
        outer = merging[: position + 1]
        first = 0
        for row in range(1, len(grid)):
            same = all(_text_of(grid[row][column]) == _text_of(grid[first][column]) for column in outer)
            if same:
                spans[first][index] += 1
                spans[row][index] = 0
            else:
                first = row
    return spans


def _text_of(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def _cell(renderer: CellRenderer, context: dict[str, object], source: str) -> tuple[Run, ...]:
    with faults_of(f"表格单元“{source}”"):
        return renderer(context)


def _line(made: jinja2.Environment, source: str, context: Context) -> Line:
    return Line(_cell(cell_renderer(made, source), dict(context), source) if source else ())


def _items(made: jinja2.Environment, expression: str, context: Context) -> list[object]:
    found = _evaluate(made, expression, context)
    if isinstance(found, (list, tuple)):
        return list(found)
    raise FormError(f"“{expression}”不是列表", remedy="对照 docs/forms.md 的名称表改正")


def _evaluate(made: jinja2.Environment, expression: str, context: Context) -> object:
    with faults_of(f"“{expression}”"):
        found = made.compile_expression(expression, undefined_to_none=False)(**context)
        if isinstance(found, jinja2.Undefined):
            str(found)  # raises what made it so: an unknown name, or a name the sandbox keeps
        return found
