"""Writes the entry workbook: a sheet a subject, with headers, notes, drop-downs and protection, that Excel can sum."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter

from reportgen.documents.entry_layout import (
    CHOICES_TITLE,
    COMPARATORS,
    CONTENT_HEADER,
    EXAMPLE_TITLE,
    FIRST_ROW,
    FIRST_SINGLE_ROW,
    GUIDE_TITLE,
    HEADER_ROW,
    REQUIRED_MARK,
    Column,
    TargetPart,
    columns_of,
    split_target,
)
from reportgen.documents.entry_workbook_guide import ExampleLine, GuideLine, example_lines, guide_lines, note_of
from reportgen.documents.entry_workbook_styles import (
    EMPTY,
    EXAMPLE,
    HEADER,
    LABEL,
    LINK,
    MARK,
    NOTE,
    PROSE,
    REQUIRED_HEADER,
    REQUIRED_LABEL,
    SECTION,
    SHEET_TITLE,
    CellLook,
    column_width,
    entry_look,
    wrapped_height,
)
from reportgen.errors import UnwritableFileError
from reportgen.model.field_values import FieldContent, write_value
from reportgen.model.form import Form
from reportgen.model.record import Kind, Record
from reportgen.model.self_evaluation import SUBJECTS, SelfEvaluation, Subject
from reportgen.model.validation import REFERENCES
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import Unit, unit_named

_Sheet = Any  # the type stubs leave out most of what a write-only sheet can do
_Content = str | tuple[Decimal, int] | None  # a text, or a number and its decimals
_LAST_ROW = 1_048_576
_LONGEST_CELL = 32_767  # characters, by Excel's specification
_EXACT_DIGITS = 15  # what Excel keeps of a number
_WIDTH_SAMPLE = 200  # rows looked at to choose column widths
_PRINTED_WIDTH = 170.0  # characters that stay readable across a landscape page
_SINGLE_WIDTHS = (20.0, 48.0, 52.0)
_A_FIXED_MOMENT = dt.datetime(2024, 1, 1)  # noqa: DTZ001  so that equal data make equal files
_A_FIXED_ZIP_DATE = (2024, 1, 1, 0, 0, 0)


def entry_workbook(entered: SelfEvaluation, form: Form | None = None) -> bytes:
    """The workbook of *entered*, the same bytes for the same data.

    With *form*, the drop-downs of 一级指标 and 二级指标 offer that form's indicator tree.
    """
    return _Writer(entered, form).write()


@dataclass(slots=True)
class _Writer:
    entered: SelfEvaluation
    form: Form | None
    book: Workbook = field(default_factory=lambda: Workbook(write_only=True))
    looks: dict[tuple[CellLook, bool], Any] = field(default_factory=dict)
    choices: list[tuple[str, Sequence[str]]] = field(default_factory=list)

    def write(self) -> bytes:
        # What a cell cannot hold must come out before the first sheet is begun: openpyxl cannot abandon one.
        contents = [(subject, self._all_contents(subject)) for subject in SUBJECTS]
        self._guide()
        self._example()
        for subject, rows in contents:
            if subject.single:
                self._single(subject, rows[0])
            else:
                self._table(subject, rows)
        self._choices()
        self.book.active = self.book.sheetnames.index(GUIDE_TITLE)
        self.book.properties.creator = "reportgen"
        self.book.properties.title = "部门整体支出绩效自评填报工作簿"
        self.book.properties.created = _A_FIXED_MOMENT
        self.book.properties.modified = _A_FIXED_MOMENT
        packed = io.BytesIO()
        ExcelWriter(self.book, _SteadyZip(packed, "w")).save()
        return packed.getvalue()

    @property
    def _money_unit(self) -> Unit | None:
        symbol = self.entered.department.money_unit
        return unit_named(symbol) if symbol else None

    # sheets of data

    def _table(self, subject: Subject, rows: Sequence[Sequence[_Content]]) -> None:
        columns = columns_of(subject)
        notes = [note_of(column) for column in columns]
        sheet = self._sheet(subject.title, landscape=True)
        widths = [
            column_width(column, (_shown(row[at]) for row in rows[:_WIDTH_SAMPLE])) for at, column in enumerate(columns)
        ]
        for number, (column, width) in enumerate(zip(columns, widths, strict=True), start=1):
            self._column(sheet, number, width, entry_look(column))
        # Every other column is unlocked too: on a protected sheet only wholly unlocked rows can be deleted.
        spare = sheet.column_dimensions[get_column_letter(len(columns) + 1)]
        spare.min, spare.max, spare.width = len(columns) + 1, 16_384, 12
        spare.protection = entry_look(columns[0]).parts()["protection"]
        sheet.row_dimensions[1].height = 28
        sheet.row_dimensions[2].height = max(map(wrapped_height, notes, widths))
        sheet.row_dimensions[3].height = 24
        sheet.freeze_panes = f"B{FIRST_ROW}"
        sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(columns))}{HEADER_ROW + max(len(rows), 1)}"
        sheet.page_setup.fitToWidth = max(1, round(sum(widths) / _PRINTED_WIDTH))
        self._allow_work_on_rows(sheet)
        for number, column in enumerate(columns, start=1):
            letter = get_column_letter(number)
            self._validate(sheet, subject, column, f"{letter}{FIRST_ROW}:{letter}{_LAST_ROW}")
        sheet.append(
            [
                self._cell(sheet, f"{subject.title}　{subject.note}", SHEET_TITLE),
                *(self._cell(sheet, None, EMPTY) for _ in columns[1:]),
            ]
        )
        sheet.append([self._cell(sheet, note, NOTE) for note in notes])
        sheet.append([self._header(sheet, column) for column in columns])
        for row in rows:
            sheet.append([self._entry(sheet, column, content) for column, content in zip(columns, row, strict=True)])

    def _single(self, subject: Subject, contents: Sequence[_Content]) -> None:
        columns = columns_of(subject)
        sheet = self._sheet(subject.title, landscape=False)
        for number, width in enumerate(_SINGLE_WIDTHS, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.row_dimensions[1].height = 28
        sheet.row_dimensions[2].height = 22
        sheet.freeze_panes = f"A{FIRST_SINGLE_ROW}"
        self._allow_work_on_rows(sheet)
        for row, column in enumerate(columns, start=FIRST_SINGLE_ROW):
            self._validate(sheet, subject, column, f"B{row}")
            tall = 44.0 if column.spec.kind is Kind.LONG_TEXT else 24.0
            shown = _shown(contents[row - FIRST_SINGLE_ROW])
            sheet.row_dimensions[row].height = max(tall, wrapped_height(shown, _SINGLE_WIDTHS[1], size=10))
        sheet.append([self._cell(sheet, f"{subject.title}　{subject.note}", SHEET_TITLE)])
        sheet.append([self._cell(sheet, text, HEADER) for text in ("栏目", CONTENT_HEADER, "说明")])
        for column, content in zip(columns, contents, strict=True):
            label = self._cell(sheet, _marked(column), REQUIRED_LABEL if column.spec.required else LABEL)
            value = self._entry(sheet, column, content, beside_label=True)
            sheet.append([label, value, self._cell(sheet, note_of(column), NOTE)])

    def _all_contents(self, subject: Subject) -> list[list[_Content]]:
        value = getattr(self.entered, subject.attribute)
        columns = columns_of(subject)
        records = (value,) if subject.single else value
        return [self._contents(subject, columns, record, at) for at, record in enumerate(records, start=1)]

    def _contents(self, subject: Subject, columns: Sequence[Column], record: Record, at: int) -> list[_Content]:
        """What stands in each column: text, a number with its decimals, or nothing."""
        contents: list[_Content] = []
        targets: dict[str, tuple[str, str, str]] = {}
        for column in columns:
            value: FieldContent = getattr(record, column.spec.name)
            content: _Content
            if column.part is TargetPart.WHOLE:
                content = _content(column, value, self._money_unit)
            else:
                if column.spec.name not in targets:
                    targets[column.spec.name] = split_target(write_value(column.spec, value, None))
                content = targets[column.spec.name][_PART_AT[column.part]] or None
            if isinstance(content, str) and len(content.encode("utf-16-le")) // 2 > _LONGEST_CELL:
                raise UnwritableFileError(
                    f"“{column.label}”有 {len(content)} 字，超过 Excel 单元格上限 {_LONGEST_CELL} 字",
                    place=f"{subject.title} 第{at}条",
                    remedy="请改存为 YAML 填报文件（.yaml）。",
                )
            contents.append(content)
        return contents

    def _header(self, sheet: _Sheet, column: Column) -> Any:
        return self._cell(sheet, _marked(column), REQUIRED_HEADER if column.spec.required else HEADER)

    def _entry(self, sheet: _Sheet, column: Column, content: _Content, *, beside_label: bool = False) -> Any:
        if content is None:
            # In a table the style of the column serves blank cells.
            return self._cell(sheet, None, entry_look(column, beside_label=True)) if beside_label else None
        if isinstance(content, str):
            return self._cell(sheet, content, entry_look(column, beside_label=beside_label))
        number, decimals = content
        return self._cell(sheet, number, entry_look(column, decimals, beside_label=beside_label))

    # validation and protection

    def _validate(self, sheet: _Sheet, subject: Subject, column: Column, cells: str) -> None:
        rule = self._rule(subject, column)
        if rule is not None:
            rule.add(cells)
            sheet.data_validations.append(rule)

    def _rule(self, subject: Subject, column: Column) -> DataValidation | None:
        spec = column.spec
        if column.part is TargetPart.COMPARATOR:
            return _list_rule(self._choice_range("计算符号", COMPARATORS), column, strict=False)
        choices = self._choices_of(subject, column)
        if choices:
            return _list_rule(self._choice_range(f"{subject.title}.{spec.label}", choices), column, strict=spec.strict)
        for reference in REFERENCES:
            if (reference.attribute, reference.field) == (subject.attribute, spec.name):
                return _list_rule(_number_range(reference.target), column, strict=False)
        if spec.kind in {Kind.COUNT, Kind.YEAR}:
            low, high = ("1949", "2100") if spec.kind is Kind.YEAR else ("0", "999999999")
            return _number_rule("whole", low, high, column)
        if spec.kind is Kind.SCORE:
            return _number_rule("decimal", "0", "100000", column)
        return None

    def _choices_of(self, subject: Subject, column: Column) -> Sequence[str]:
        name = column.spec.name
        if self.form is not None and self.form.indicator_tree and subject.attribute in {"indicators", "weights"}:
            if name == "category":
                return tuple(self.form.indicator_tree)
            if name == "subcategory":
                return tuple(dict.fromkeys(each for group in self.form.indicator_tree.values() for each in group))
        return column.spec.choices

    def _choice_range(self, name: str, choices: Sequence[str]) -> str:
        """Where the list stands on the hidden sheet."""
        known = [each for each, _ in self.choices]
        if name not in known:
            self.choices.append((name, choices))
            known.append(name)
        letter = get_column_letter(known.index(name) + 1)
        return f"'{CHOICES_TITLE}'!${letter}$2:${letter}${len(choices) + 1}"

    def _choices(self) -> None:
        sheet = self._sheet(CHOICES_TITLE, landscape=False)
        sheet.sheet_state = "hidden"
        sheet.append([name for name, _ in self.choices])
        for at in range(max((len(values) for _, values in self.choices), default=0)):
            sheet.append([values[at] if at < len(values) else None for _, values in self.choices])

    def _allow_work_on_rows(self, sheet: _Sheet) -> None:
        """Headers are protected without a password; rows, widths, filters and formats stay free."""
        protection = sheet.protection
        protection.sheet = True
        for freed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
            setattr(protection, freed, False)

    # help

    def _guide(self) -> None:
        sheet = self._sheet(GUIDE_TITLE, landscape=False, grid=False)
        widths = (16.0, 52.0, 46.0)
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.protection.sheet = True
        lines = guide_lines(self.form)
        for row, line in enumerate(lines, start=1):
            sheet.row_dimensions[row].height = _guide_height(line, widths)
            if line.role == "prose":
                sheet.merged_cells.add(f"A{row}:C{row}")
        for line in lines:
            sheet.append(self._guide_row(sheet, line))

    def _guide_row(self, sheet: _Sheet, line: GuideLine) -> list[Any]:
        if line.role == "sheet":
            link = self._cell(sheet, line.texts[0], LINK)
            link.hyperlink = Hyperlink(ref="", location=f"'{line.texts[0]}'!A1")
            return [link, *(self._cell(sheet, text, _BORDERED) for text in line.texts[1:])]
        look = {"title": SHEET_TITLE, "section": SECTION, "prose": PROSE, "header": HEADER}[line.role]
        return [self._cell(sheet, text, look) for text in line.texts]

    def _example(self) -> None:
        sheet = self._sheet(EXAMPLE_TITLE, landscape=False, grid=False)
        widths = (18.0, 34.0, 34.0, 44.0)
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.protection.sheet = True
        sheet.freeze_panes = "A3"
        lines = example_lines()
        for row, line in enumerate(lines, start=1):
            sheet.row_dimensions[row].height = _example_height(line, widths)
            if line.wide:
                sheet.merged_cells.add(f"B{row}:C{row}")
        for line in lines:
            sheet.append(self._example_row(sheet, line))

    def _example_row(self, sheet: _Sheet, line: ExampleLine) -> list[Any]:
        if line.role != "field":
            look = {"title": SHEET_TITLE, "mark": MARK, "section": SECTION, "header": HEADER}[line.role]
            return [self._cell(sheet, text, look) for text in line.texts]
        label, *examples, note = line.texts
        return [
            self._cell(sheet, label, REQUIRED_LABEL if label.startswith(REQUIRED_MARK) else LABEL),
            *(self._cell(sheet, text, EXAMPLE) for text in examples),
            self._cell(sheet, note, NOTE),
        ]

    # building blocks

    def _sheet(self, title: str, *, landscape: bool, grid: bool = True) -> _Sheet:
        sheet: _Sheet = self.book.create_sheet(title)
        sheet.sheet_view.showGridLines = grid
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.sheet_properties.tabColor = _TAB_COLORS.get(title, "8FAADC")
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.7
        sheet.page_margins.footer = 0.3
        sheet.oddFooter.center.text = "&A　第 &P 页 共 &N 页"
        return sheet

    def _column(self, sheet: _Sheet, number: int, width: float, look: CellLook) -> None:
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = width
        for name, value in look.parts().items():
            setattr(dimension, name, value)

    def _cell(self, sheet: _Sheet, content: str | Decimal | None, look: CellLook) -> Any:
        starts_like_a_formula = isinstance(content, str) and content[:1] in {"=", "+", "-", "@"}
        cell: Any = WriteOnlyCell(sheet)
        cell.value = _escaped(content) if isinstance(content, str) else content
        if isinstance(content, str):
            cell.data_type = "s"  # never a formula or an error value
        key = (look, starts_like_a_formula)
        if key not in self.looks:
            for name, value in look.parts().items():
                setattr(cell, name, value)
            cell.quotePrefix = starts_like_a_formula  # stays text when the clerk edits the cell
            self.looks[key] = cell._style
        cell._style = self.looks[key]
        return cell


_BORDERED = CellLook()
_LOOKS_ESCAPED = re.compile("(?=_x[0-9A-Fa-f]{4}_)_")
_PART_AT = {TargetPart.COMPARATOR: 0, TargetPart.VALUE: 1, TargetPart.UNIT: 2}
_TAB_COLORS: Mapping[str, str] = {
    GUIDE_TITLE: "70AD47",
    EXAMPLE_TITLE: "FFC000",
    "基本信息": "B5541C",
    "预算": "B5541C",
    "指标": "B5541C",
}


def _marked(column: Column) -> str:
    is_main = column.part in {TargetPart.WHOLE, TargetPart.VALUE}
    return f"{REQUIRED_MARK} {column.label}" if column.spec.required and is_main else column.label


def _content(column: Column, value: FieldContent, money_unit: Unit | None) -> _Content:
    """A number where Excel keeps every digit of it, otherwise the text."""
    number: Decimal | None = None
    if isinstance(value, Quantity):
        if value.unit == money_unit or column.spec.kind is Kind.PERCENT:
            number = value.value
    elif isinstance(value, Decimal):
        number = value
    elif isinstance(value, int):
        number = Decimal(value)
    if number is not None and len(f"{abs(number):f}".replace(".", "").lstrip("0")) <= _EXACT_DIGITS:
        exponent = number.as_tuple().exponent
        decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
        return (number.scaleb(-2) if column.spec.kind is Kind.PERCENT else number), decimals
    return write_value(column.spec, value, money_unit) or None


def _shown(content: _Content) -> str:
    if content is None or isinstance(content, str):
        return content or ""
    return f"{content[0]:,f}"


def _escaped(text: str) -> str:
    """Excel reads ``_x0041_`` as the character A; the escape keeps such a text as it is."""
    return _LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text


def _list_rule(cells: str, column: Column, *, strict: bool) -> DataValidation:
    rule = DataValidation(type="list", formula1=cells, allow_blank=True, showErrorMessage=True)
    rule.errorStyle = "stop" if strict else "warning"
    rule.errorTitle = column.label
    rule.error = (
        "请从下拉列表中选择，不能填写其他内容。"
        if strict
        else "填写的内容不在下拉列表中。确认无误可继续，否则请重新选择。"
    )
    return rule


def _number_rule(kind: Literal["whole", "decimal"], low: str, high: str, column: Column) -> DataValidation:
    rule = DataValidation(
        type=kind, operator="between", formula1=low, formula2=high, allow_blank=True, showErrorMessage=True
    )
    rule.errorStyle = "stop"
    rule.errorTitle = column.label
    what = (
        "四位年份，如 2023"
        if column.spec.kind is Kind.YEAR
        else "不小于 0 的整数"
        if kind == "whole"
        else "不小于 0 的数字"
    )
    rule.error = f"这里只能填{what}，不要带单位或文字。"
    return rule


def _number_range(attribute: str) -> str:
    """Where the numbers of the records under *attribute* stand."""
    subject = next(each for each in SUBJECTS if each.attribute == attribute)
    at = [column.spec.name for column in columns_of(subject)].index("number") + 1
    letter = get_column_letter(at)
    return f"'{subject.title}'!${letter}${FIRST_ROW}:${letter}${FIRST_ROW + 20_000}"


def _guide_height(line: GuideLine, widths: Sequence[float]) -> float:
    if line.role == "prose":
        return max(18.0, wrapped_height(line.texts[0], sum(widths), size=10))
    if line.role in {"title", "section"}:
        return 30.0
    return max(20.0, *map(_height_at_ten, line.texts, widths))


def _example_height(line: ExampleLine, widths: Sequence[float]) -> float:
    if line.role in {"title", "section", "mark"}:
        return 26.0
    if line.wide:
        widths = (widths[0], widths[1] + widths[2], 0, widths[3])
    return max(20.0, *(_height_at_ten(text, width) for text, width in zip(line.texts, widths, strict=True) if text))


def _height_at_ten(text: str, width: float) -> float:
    return wrapped_height(text, width, size=10)


class _SteadyZip(zipfile.ZipFile):
    """An Office package whose bytes depend on its contents alone; marks number-like text as intended on each sheet."""

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        self.writestr(arcname, Path(filename).read_bytes())

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        info = zipfile.ZipInfo(str(zinfo_or_arcname), _A_FIXED_ZIP_DATE)
        info.compress_type = zipfile.ZIP_DEFLATED
        content = data.encode("utf-8") if isinstance(data, str) else data
        if info.filename.startswith("xl/worksheets/sheet"):
            content = content.replace(b"</worksheet>", _NUMBERS_AS_TEXT_ARE_MEANT)
        elif info.filename == "xl/styles.xml":
            content = _with_fonts_in_order(content)
        super().writestr(info, content)


_NUMBERS_AS_TEXT_ARE_MEANT = (
    b'<ignoredErrors><ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/></ignoredErrors></worksheet>'
)

_FONT_ORDER = "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme".split()


def _with_fonts_in_order(styles: bytes) -> bytes:
    """The stylesheet with the parts of each font in the order that the schema of Office asks for."""
    from lxml import etree

    root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False))
    for font in root.iter("{*}font"):
        font[:] = sorted(font, key=lambda part: _FONT_ORDER.index(etree.QName(part).localname))
    return etree.tostring(root)
