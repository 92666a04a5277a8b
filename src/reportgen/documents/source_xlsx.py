"""Tables in an .xlsx workbook as they stand: one grid a sheet, merged cells filled in."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import fromstring

from reportgen.documents.workbook_cells import CellKind, Sheet, SheetCell, read_sheets
from reportgen.errors import UnreadableFileError
from reportgen.model.origin import Origin, PlaceKind
from reportgen.model.self_evaluation import SUBJECTS
from reportgen.model.source_document import Cell, Grid, SourceDocument

_WIDEST = 200  # columns; a merge over a whole sheet is layout


def read_xlsx_source(path: Path) -> SourceDocument:
    """The visible sheets of a workbook. Hidden sheets and formulas without a result are listed as not read.

    Raises UnreadableFileError, also for an entry workbook of this program.
    """
    sheets = read_sheets(path)
    if _is_entry_workbook({sheet.title for sheet in sheets}):
        raise UnreadableFileError(
            "这是本程序的填报工作簿，不需要导入",
            place=path.name,
            remedy="请直接用它打分或生成报告，核查报告时用 --data 给出；导入和核查用于既有的表格和报告。",
        )
    hidden = _hidden_sheets(path)
    grids: list[Grid] = []
    not_read: list[str] = []
    for sheet in sheets:
        if sheet.title in hidden:
            if sheet.rows:
                not_read.append(f"工作表“{sheet.title}”是隐藏的，没有读取；需要时请取消隐藏后重新导入")
            continue
        grid, problems = _grid(sheet, path.name)
        not_read += problems
        if grid.rows:
            grids.append(grid)
    return SourceDocument(path.name, tuple(grids), tuple(not_read))


def _is_entry_workbook(titles: set[str]) -> bool:
    """Whether most sheets of an entry workbook are there; one of an earlier version lacks some."""
    subjects = {subject.title for subject in SUBJECTS}
    return len(titles & subjects) * 4 >= len(subjects) * 3


def _hidden_sheets(path: Path) -> frozenset[str]:
    with zipfile.ZipFile(path) as package:
        parts = [name for name in package.namelist() if re.fullmatch(r"xl/workbook\d*\.xml", name)]
        roots = [fromstring(package.read(name)) for name in parts]
    return frozenset(
        element.get("name", "")
        for root in roots
        for element in root.iter()
        if element.tag.endswith("}sheet") and element.get("state", "visible") != "visible"
    )


def _grid(sheet: Sheet, file: str) -> tuple[Grid, list[str]]:
    problems = []
    merges: dict[tuple[int, int], tuple[int, int]] = {}  # covered cell → the cell that covers it
    for area in sheet.merged:
        corner = (area.first_row, area.first_column)
        if corner[1] not in sheet.rows.get(corner[0], {}):
            continue
        for row in range(area.first_row, min(area.last_row, max(sheet.rows)) + 1):
            for column in range(area.first_column, min(area.last_column, _WIDEST) + 1):
                if (row, column) != corner:
                    merges[row, column] = corner
    rows = []
    for number in sorted({*sheet.rows, *(row for row, _ in merges)}):
        filled = sheet.rows.get(number, {})
        last = max([*filled, *(column for row, column in merges if row == number)], default=0)
        cells = []
        for column in range(1, last + 1):
            origin = Origin(file, PlaceKind.SHEET, sheet.title, number, column)
            if (number, column) in merges:
                above, left = merges[number, column]
                cells.append(Cell(sheet.rows[above][left].text, origin, covered=True))
                continue
            cell = filled.get(column)
            problem = _problem(cell)
            if problem:
                problems.append(f"{origin.place}：{problem}")
            cells.append(Cell("" if cell is None or problem else cell.text, origin))
        rows.append(tuple(cells))
    return Grid(tuple(rows), sheet.title), problems


def _problem(cell: SheetCell | None) -> str:
    if cell is None:
        return ""
    if cell.kind is CellKind.NOT_CALCULATED:
        return "公式没有计算结果，没有读取；请用 Excel 打开并保存一次"
    if cell.kind is CellKind.ERROR:
        return f"单元格是错误值 {cell.text}，没有读取"
    return ""
