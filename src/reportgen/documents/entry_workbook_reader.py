"""Reads the entry workbook as clerks return it: moved columns, typed units, formulas, dates and merged cells."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.documents.entry_layout import (
    CONTENT_HEADER,
    HELP_TITLES,
    Column,
    TargetPart,
    columns_by_label,
    comparator_of,
    join_target,
    label_and_unit,
    normal_label,
)
from reportgen.documents.entry_records import EnteredFile, EntryCell, EntryRow, EntryRows, HeadedUnit, assemble
from reportgen.documents.workbook_cells import CellKind, Sheet, SheetCell, read_sheets
from reportgen.errors import ReportgenError, UnreadableFileError
from reportgen.model.field_values import clean_text
from reportgen.model.origin import Origin, column_letters
from reportgen.model.record import Kind
from reportgen.model.self_evaluation import SUBJECTS, Subject
from reportgen.quantities.units import unit_named

REQUIRED_SHEETS = ("基本信息", "预算", "指标")
_HEADER_WITHIN = 15  # rows in which the header must stand
_NUMERIC = frozenset({Kind.COUNT, Kind.SCORE, Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.YEAR})


def read_entry_workbook(path: Path) -> EnteredFile:
    """The checked data of the workbook at *path*.

    Raises UnreadableFileError when it is no entry workbook, EntryError listing every problem with its cell.
    """
    sheets = {normal_label(sheet.title): sheet for sheet in read_sheets(path)}
    if not any(subject.title in sheets for subject in SUBJECTS):
        raise UnreadableFileError(
            "这不是填报工作簿：没有“基本信息”“预算”“指标”等工作表",
            place=path.name,
            remedy="已有的官方表格请先用 reportgen import 导入；新填报请用 reportgen new 生成工作簿。",
        )
    reader = _Reader(path.name)
    rows: dict[str, list[EntryRow]] = {}
    for subject in SUBJECTS:
        sheet = sheets.pop(subject.title, None)
        if sheet is None:
            reader.missing(subject, [title for title in sheets if title not in HELP_TITLES])
        else:
            rows[subject.attribute] = list(
                reader.single(subject, sheet) if subject.single else reader.table(subject, sheet)
            )
    reader.notices += [
        f"{path.name}：工作表“{sheet.title}”不属于填报内容，没有读取"
        for title, sheet in sheets.items()
        if title not in HELP_TITLES and sheet.rows
    ]
    return assemble(EntryRows(path.name, rows, reader.headed_units, reader.problems, reader.notices))


@dataclass(frozen=True, slots=True)
class _Headed:
    """A column of the sheet that was recognised, and its header cell."""

    column: Column
    number: int
    unit: str


@dataclass(slots=True)
class _Reader:
    """Reads the sheets of one file, collecting problems and notices."""

    file: str
    problems: list[ReportgenError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    headed_units: list[HeadedUnit] = field(default_factory=list)

    def problem(self, origin: Origin, message: str, remedy: str) -> None:
        self.problems.append(ReportgenError(message, place=str(origin), remedy=remedy))

    def missing(self, subject: Subject, others: list[str]) -> None:
        if subject.title not in REQUIRED_SHEETS:
            self.notices.append(f"{self.file}：没有工作表“{subject.title}”，按没有填写处理")
            return
        unknown = [title for title in others if title not in {each.title for each in SUBJECTS}]
        close = difflib.get_close_matches(subject.title, unknown, n=1, cutoff=0.5)
        hint = (
            f"工作表“{close[0]}”如果就是它，请改名为“{subject.title}”。"
            if close
            else "请用 reportgen new 重新生成工作簿，把内容粘贴进去。"
        )
        self.problems.append(ReportgenError(f"找不到工作表“{subject.title}”", place=self.file, remedy=hint))

    # one record: label and value side by side

    def single(self, subject: Subject, sheet: Sheet) -> Iterator[EntryRow]:
        by_label = columns_by_label(subject)
        labels_in, contents_in = self._content_columns(sheet, by_label)
        cells: dict[str, EntryCell] = {}
        for row, filled in sheet.rows.items():
            named = filled.get(labels_in)
            if named is None:
                continue
            label, _ = label_and_unit(named.text)
            column = by_label.get(label)
            origin = self._origin(sheet, row, contents_in)
            value = filled.get(contents_in)
            if column is None:
                if value is not None and normal_label(value.text) != CONTENT_HEADER and row > 1:
                    self.notices.append(f"{origin}：“{clean_text(named.text)}”不是填报栏目，没有读取")
            elif column.spec.name in cells:
                self.problem(origin, f"“{column.label}”出现两次", "请删除多余的一行。")
            else:
                cells[column.spec.name] = EntryCell(self._text(value, column, origin), origin)
        if cells:
            yield EntryRow(Origin(self.file, part=sheet.title), cells)

    def _content_columns(self, sheet: Sheet, by_label: Mapping[str, Column]) -> tuple[int, int]:
        """The columns that hold labels and contents."""
        labels_in, contents_in = 0, 0
        for filled in sheet.rows.values():
            for number, cell in filled.items():
                if normal_label(cell.text) == CONTENT_HEADER:
                    contents_in = contents_in or number
                elif not labels_in and label_and_unit(cell.text)[0] in by_label:
                    labels_in = number
        labels_in = labels_in or 1
        return labels_in, contents_in or labels_in + 1

    # one record a row

    def table(self, subject: Subject, sheet: Sheet) -> Iterator[EntryRow]:
        by_label = columns_by_label(subject)
        header_row = self._header_row(sheet, by_label)
        data = {row: filled for row, filled in sheet.rows.items() if row > header_row}
        if not header_row:
            if data:
                remedy = f"请恢复表头，例如：{'、'.join(list(by_label)[:4])}。"
                self.problem(Origin(self.file, part=sheet.title), "找不到表头", remedy)
            return
        headed = self._headed(sheet, header_row, by_label, data)
        self._refuse_merged(sheet, header_row, headed)
        for row, filled in data.items():
            if any(each.number in filled for each in headed):
                yield EntryRow(Origin(self.file, part=sheet.title, row=row), self._cells(sheet, row, filled, headed))

    def _header_row(self, sheet: Sheet, by_label: Mapping[str, Column]) -> int:
        best, most = 0, 0
        for row, filled in sheet.rows.items():
            if row > _HEADER_WITHIN:
                break
            known = sum(label_and_unit(cell.text)[0] in by_label for cell in filled.values())
            if known > most:
                best, most = row, known
        return best

    def _headed(
        self, sheet: Sheet, header_row: int, by_label: Mapping[str, Column], data: Mapping[int, Mapping[int, SheetCell]]
    ) -> list[_Headed]:
        """The columns to read. Columns with contents that cannot be read become notices or problems."""
        filled_columns = {number for filled in data.values() for number in filled}
        header = sheet.rows[header_row]
        headed: list[_Headed] = []
        taken: set[str] = set()
        for number in sorted(filled_columns | set(header)):
            origin = self._origin(sheet, header_row, number)
            label, unit = label_and_unit(header[number].text) if number in header else ("", "")
            column = by_label.get(normal_label(header[number].text)) if number in header else None
            column = column or by_label.get(label)
            if column is None:
                if number in filled_columns:
                    what = f"栏目“{clean_text(header[number].text)}”" if number in header else "没有表头的一列"
                    where = f"{self.file} {sheet.title}!{column_letters(number)}列"
                    self.notices.append(f"{where}：{what}不属于填报内容，没有读取")
            elif column.label in taken:
                self.problem(origin, f"栏目“{column.label}”出现两次", "请删除或改名多余的一列。")
            else:
                taken.add(column.label)
                headed.append(_Headed(column, number, unit))
                if column.spec.kind is Kind.MONEY and number in filled_columns and unit:
                    stated = unit_named(unit)
                    if stated.dimension == "money":
                        self.headed_units.append(HeadedUnit(column.label, stated, origin))
        return headed

    def _refuse_merged(self, sheet: Sheet, header_row: int, headed: list[_Headed]) -> None:
        read = {each.number for each in headed}
        for area in sheet.merged:
            within = read & set(range(area.first_column, min(area.last_column, max(read)) + 1))
            filled = area.first_column in sheet.rows.get(area.first_row, {})
            if area.last_row > header_row and within and filled and (area.last_row > area.first_row or len(within) > 1):
                self.problem(
                    self._origin(sheet, area.first_row, area.first_column),
                    "这里有合并单元格，只能读到左上角一格",
                    "请取消合并，在每一行都填上内容。",
                )

    def _cells(
        self, sheet: Sheet, row: int, filled: Mapping[int, SheetCell], headed: list[_Headed]
    ) -> dict[str, EntryCell]:
        cells: dict[str, EntryCell] = {}
        parts: dict[str, dict[TargetPart, EntryCell]] = {}
        for each in headed:
            cell = filled.get(each.number)
            spec = each.column.spec
            if each.column.part is not TargetPart.WHOLE:
                if cell is not None:
                    origin = self._origin(sheet, row, each.number)
                    text = self._text(cell, each.column, origin)
                    parts.setdefault(spec.name, {})[each.column.part] = EntryCell(text, origin)
            elif cell is not None or spec.required:
                origin = self._origin(sheet, row, each.number)
                cells[spec.name] = EntryCell(self._text(cell, each.column, origin), origin)
        for name, of_target in parts.items():
            cells[name] = self._joined(of_target)
        return cells

    def _joined(self, parts: Mapping[TargetPart, EntryCell]) -> EntryCell:
        origin = next(iter(parts.values())).origin
        if TargetPart.VALUE in parts:
            origin = parts[TargetPart.VALUE].origin
        texts = {part: clean_text(cell.text) for part, cell in parts.items()}
        comparator = comparator_of(texts.get(TargetPart.COMPARATOR, ""))
        value, unit = texts.get(TargetPart.VALUE, ""), texts.get(TargetPart.UNIT, "")
        if comparator is None:
            self.problem(
                parts[TargetPart.COMPARATOR].origin,
                f"“{texts[TargetPart.COMPARATOR]}”不是计算符号",
                "请从下拉列表选择 ≥、≤、>、<、= 之一，定性指标留空。",
            )
            comparator = ""
        if not value:
            if any(cell.text for cell in parts.values()):
                self.problem(origin, "只填了计算符号或计量单位，没有填指标值", "请补填指标值，或把这一行的三栏都清空。")
            return EntryCell("", origin)
        return EntryCell(join_target(comparator, value, unit), origin)

    def _text(self, cell: SheetCell | None, column: Column, origin: Origin) -> str:
        """What a cell says; empty, with a problem, where it cannot be used."""
        if cell is None:
            return ""
        if cell.kind is CellKind.NOT_CALCULATED:
            self.problem(
                origin,
                "单元格是公式，但文件里没有计算结果",
                "请用 Excel 或 WPS 打开这个文件并保存一次，或把公式改为数值。",
            )
            return ""
        if cell.kind is CellKind.ERROR:
            self.problem(origin, f"单元格是错误值 {cell.text}", "请改正公式或直接填写数值。")
            return ""
        if cell.kind is CellKind.DATE and column.spec.kind in _NUMERIC:
            self.problem(
                origin,
                f"“{column.label}”应填数字，单元格却是日期（{cell.text}）",
                "请把单元格格式改为“常规”，再重新填写。",
            )
            return ""
        if cell.kind is CellKind.DATE and column.part is TargetPart.VALUE:
            self.notices.append(
                f"{origin}：单元格是日期，按“{cell.text}”读取；如不是这个意思，请先把单元格格式改为“文本”再填"
            )
        return cell.text

    def _origin(self, sheet: Sheet, row: int, column: int) -> Origin:
        return Origin(self.file, part=sheet.title, row=row, column=column)
