"""Tables (表格) as WordprocessingML: real merges, repeated heads, fixed widths that fill the 版心."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from reportgen.documents.word_columns import fitted_widths
from reportgen.documents.word_layout import PageLayout, text_width
from reportgen.documents.word_pages import ROW_HEIGHT, TALL_ROW_LINES, cell_lines, stretches
from reportgen.documents.word_runs import RunWriter
from reportgen.errors import FormError
from reportgen.model.draft import Align, Gap, Table, TableCell

_TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
    '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
)
_STYLES = {Align.LEFT: "TableText", Align.CENTER: "TableCentre", Align.RIGHT: "TableNumber"}
_LABEL = 16  # characters; longer words are no label


def table_xml(table: Table, page: PageLayout, writer: RunWriter, *, landscape: bool, widths: Sequence[int] = ()) -> str:
    """The table without caption and unit line; *widths* are those of its columns in twips, where others share them.

    Raises FormError where its cells do not fill its columns.
    """
    widths = widths or fitted_widths((table,), text_width(landscape), page)
    edges = [0, *accumulate(widths)]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    parts = [_TABLE.format(width=edges[-1], columns=columns)]
    parted = stretches(table, widths, page, landscape=landscape, down=writer.down)
    writer.down = parted.down
    merged: dict[int, tuple[TableCell, int]] = {}  # first column → the cell, rows still to cover
    in_head = True
    for number, row in enumerate(table.rows, start=1):
        in_head = in_head and row.header
        cells: list[str] = []
        tallest = 0
        waiting = iter(row.cells)
        column = 0
        while column < len(widths):
            if column in merged:
                above, rows = merged.pop(column)
                anew = number - 1 in parted.begin and _is_label(above)
                if rows > 1:
                    merged[column] = (above, rows - 1)
                width = edges[column + above.columns] - edges[column]
                cells.append(_below(above, width, writer, anew=anew))
                column += above.columns
                continue
            cell = next(waiting, None)
            if cell is None or column + cell.columns > len(widths) or _collides(merged, column, cell.columns):
                raise _misfit(table, number)
            width = edges[column + cell.columns] - edges[column]
            properties = _paragraph_properties(cell, in_head=in_head)
            content = writer.write(cell.runs, properties)
            if cell is row.cells[0]:
                content = writer.row(run for each in row.cells for run in each.runs) + content
            merge = ""
            if cell.rows > 1:
                merged[column] = (cell, cell.rows - 1)
                merge = '<w:vMerge w:val="restart"/>'
            elif len(content) > 600:
                tallest = max(tallest, cell_lines(cell.text, width, page))
            cells.append(_cell(width, cell.columns, merge, f"<w:p>{properties}", content))
            column += cell.columns
        if next(waiting, None) is not None:
            raise _misfit(table, number)
        whole = "" if tallest > TALL_ROW_LINES else "<w:cantSplit/>"
        head = "<w:tblHeader/>" if in_head else ""
        height = f'<w:trHeight w:val="{ROW_HEIGHT}" w:hRule="atLeast"/>'
        parts.append(f"<w:tr><w:trPr>{whole}{height}{head}</w:trPr>{''.join(cells)}</w:tr>")
    if merged:
        raise _misfit(table, len(table.rows))
    parts.append("</w:tbl>")
    return "".join(parts)


def _cell(width: int, span: int, merge: str, paragraph: str, content: str) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph}{content}</w:p></w:tc>"
    )


def _paragraph_properties(cell: TableCell, *, in_head: bool) -> str:
    style = "TableHead" if cell.header else _STYLES[cell.align]
    keep = "<w:keepNext/>" if in_head else ""  # a head never stands alone at the foot of a page
    align = f'<w:jc w:val="{cell.align.value}"/>' if cell.header and cell.align is not Align.CENTER else ""
    return f'<w:pPr><w:pStyle w:val="{style}"/>{keep}{align}</w:pPr>'


def _below(above: TableCell, width: int, writer: RunWriter, *, anew: bool) -> str:
    """A cell that the one *above* covers; where a stretch begins *anew* it says again what that one says."""
    if not anew:
        return _cell(width, above.columns, "<w:vMerge/>", "<w:p>", "")
    properties = _paragraph_properties(above, in_head=False)
    text = writer.write(above.runs, properties)
    return _cell(width, above.columns, '<w:vMerge w:val="restart"/>', f"<w:p>{properties}", text)


def _is_label(cell: TableCell) -> bool:
    """Whether *cell* is a label that goes on over a page; a gap is told of once."""
    return len(cell.text) <= _LABEL and not any(isinstance(run, Gap) for run in cell.runs)


def _collides(merged: dict[int, tuple[TableCell, int]], column: int, span: int) -> bool:
    return span > 1 and any(position in merged for position in range(column, column + span))


def _misfit(table: Table, row: int) -> FormError:
    name = f"“{table.caption}”" if table.caption else ""
    return FormError(
        f"表格{name}第 {row} 行的单元格与合并区域拼不满 {len(table.widths)} 列",
        remedy="请检查表样中这张表的列数、跨列和跨行设置",
    )
