"""The cells of an .xlsx workbook as an official sees them: exact numbers, percentages, dates and their kind.

Reads the package directly, in one pass and in memory proportional to the filled cells. openpyxl would turn numbers
into floats, make a formula that was never calculated look like an empty cell, and refuse whole workbooks for a style
that WPS wrote differently.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse

from reportgen.documents.opening import FileType, expect
from reportgen.errors import UnreadableFileError


class CellKind(Enum):
    """What stands in a cell."""

    TEXT = "文字"
    NUMBER = "数字"
    DATE = "日期"
    ERROR = "错误值"
    NOT_CALCULATED = "没有结果的公式"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A filled cell. *text* is what it shows, with all its digits: ``2157.60``, ``95%``, ``2023年12月31日``, ``#REF!``.

    Of a formula it is the result that was last calculated.
    """

    text: str
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True)
class MergedRange:
    """A merged area, both ends included, counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: row → column → filled cell, both in order and counted from 1."""

    title: str
    rows: Mapping[int, Mapping[int, SheetCell]]
    merged: tuple[MergedRange, ...] = ()


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The worksheets of the workbook at *path*, in order, hidden ones too. Raises UnreadableFileError."""
    expect(path, FileType.XLSX)
    try:
        with zipfile.ZipFile(path) as package:
            return tuple(_sheets(package))
    except (KeyError, IndexError, ValueError, ParseError, zipfile.BadZipFile) as error:
        raise UnreadableFileError(
            "工作簿内部结构不完整，无法读取", place=path.name, remedy="请用 Excel 或 WPS 打开后另存为新的 .xlsx 文件。"
        ) from error


def column_of(letters: str) -> int:
    """The number of a column: A → 1, AB → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ROW, _CELL, _VALUE, _FORMULA = f"{_MAIN}row", f"{_MAIN}c", f"{_MAIN}v", f"{_MAIN}f"
_TEXT, _PHONETIC, _INLINE, _MERGED = f"{_MAIN}t", f"{_MAIN}rPh", f"{_MAIN}is", f"{_MAIN}mergeCell"


def _sheets(package: zipfile.ZipFile) -> Iterator[Sheet]:
    workbook_part = dict(relations_of(package, "").values())["officeDocument"]
    relations = relations_of(package, workbook_part)
    by_kind = dict(relations.values())
    texts = _shared_texts(package, by_kind.get("sharedStrings"))
    formats = _number_formats(package, by_kind.get("styles"))
    with package.open(workbook_part) as stream:
        workbook = _root(stream)
    properties = workbook.find(f"{_MAIN}workbookPr")
    since_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    epoch = dt.datetime(1904, 1, 1) if since_1904 else dt.datetime(1899, 12, 30)  # noqa: DTZ001
    for sheet in workbook.iter(f"{_MAIN}sheet"):
        kind, target = relations[sheet.attrib[f"{_OFFICE}id"]]
        if kind == "worksheet":
            with package.open(target) as stream:
                yield _Sheet(texts, formats, epoch).read(sheet.attrib["name"], stream)


def relations_of(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The relations of *part*: id → last word of its type, and the part it leads to."""
    folder, name = posixpath.split(part)
    with package.open(posixpath.join(folder, "_rels", f"{name}.rels")) as stream:
        root = _root(stream)
    return {
        each.attrib["Id"]: (
            each.attrib["Type"].rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, each.attrib["Target"])).lstrip("/"),
        )
        for each in root.iter(f"{_PACKAGE}Relationship")
        if each.get("TargetMode") != "External"
    }


def _root(stream: IO[bytes]) -> Element:
    element = Element("")
    for _, each in iterparse(stream):
        element = each
    return element


def _shared_texts(package: zipfile.ZipFile, part: str | None) -> list[str]:
    if part is None or part not in package.namelist():
        return []
    texts = []
    with package.open(part) as stream:
        for _, element in iterparse(stream):
            if element.tag == f"{_MAIN}si":
                texts.append(_text_of(element))
                element.clear()
    return texts


def _text_of(element: Element) -> str:
    """The text of a string item, without the pronunciation that East Asian Excel may add."""
    parts: list[str] = []
    for child in element:
        if child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.tag != _PHONETIC:
            parts.extend(each.text or "" for each in child.iter(_TEXT))
    return _unescape("".join(parts))


_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def _unescape(text: str) -> str:
    """Excel writes a character that XML cannot hold as ``_x000D_``."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


@dataclass(frozen=True, slots=True)
class _NumberFormat:
    """What a number format says about the value: a percentage, a date with these parts, decimals always shown."""

    percent: bool = False
    date_parts: str = ""
    decimals: int = 0


_GENERAL = _NumberFormat()
_BUILT_IN = {
    2: "0.00", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "ymd", 15: "ymd", 16: "md", 17: "ym", 18: "h", 19: "h", 20: "h", 21: "h", 22: "ymdh",
    27: "ym", 28: "md", 29: "md", 30: "ymd", 31: "ymd", 32: "h", 33: "h", 34: "h", 35: "h", 36: "ym",
    39: "#,##0.00", 40: "#,##0.00", 43: "#,##0.00", 44: "#,##0.00", 45: "h", 46: "h", 47: "h",
    50: "ym", 51: "md", 52: "ym", 53: "md", 54: "md", 55: "h", 56: "h", 57: "ym", 58: "md",
}  # fmt: skip


def _number_formats(package: zipfile.ZipFile, part: str | None) -> list[_NumberFormat]:
    """The number format of every cell style."""
    if part is None or part not in package.namelist():
        return []
    with package.open(part) as stream:
        root = _root(stream)
    codes = dict(_BUILT_IN)
    for each in root.iter(f"{_MAIN}numFmt"):
        codes[int(each.attrib["numFmtId"])] = each.get("formatCode", "")
    styles = root.find(f"{_MAIN}cellXfs")
    ids = [int(xf.get("numFmtId", "0")) for xf in styles] if styles is not None else []
    return [_number_format(codes.get(number, "")) for number in ids]


_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def _number_format(code: str) -> _NumberFormat:
    shown = _LITERAL.sub("", code.partition(";")[0]).lower()
    if not shown or "general" in shown or shown.strip() == "@":
        return _GENERAL
    zeros = re.search(r"\.(0+)", shown)
    decimals = len(zeros[1]) if zeros else 0
    if "%" in shown:
        return _NumberFormat(percent=True, decimals=decimals)
    letters = set(shown) & set("ymdhs")
    if not letters or "#" in shown:
        return _NumberFormat(decimals=decimals)
    if letters & {"h", "s"} and not letters & {"y", "d"}:
        return _NumberFormat(date_parts="h")
    return _NumberFormat(date_parts="".join(part for part in "ymd" if part in letters))


@dataclass(slots=True)
class _Sheet:
    texts: list[str]
    formats: list[_NumberFormat]
    epoch: dt.datetime
    columns: dict[str, int] = field(default_factory=dict)

    def read(self, title: str, stream: IO[bytes]) -> Sheet:
        rows: dict[int, dict[int, SheetCell]] = {}
        merged: list[MergedRange] = []
        row_number = 0
        for _, element in iterparse(stream):
            if element.tag == _ROW:
                row_number = int(element.get("r") or row_number + 1)
                cells = self._row(element)
                if cells:
                    rows[row_number] = cells
                element.clear()
            elif element.tag == _MERGED:
                merged.append(self._range(element.attrib["ref"]))
        return Sheet(title, rows, tuple(merged))

    def _row(self, row: Element) -> dict[int, SheetCell]:
        cells: dict[int, SheetCell] = {}
        column = 0
        for element in row:
            if element.tag != _CELL:
                continue
            reference = element.get("r")
            column = self._column(reference.rstrip("0123456789")) if reference else column + 1
            if len(element):
                cell = self._cell(element)
                if cell is not None and cell.text.strip():
                    cells[column] = cell
        return cells

    def _column(self, letters: str) -> int:
        if letters not in self.columns:
            self.columns[letters] = column_of(letters)
        return self.columns[letters]

    def _range(self, reference: str) -> MergedRange:
        first, _, last = reference.partition(":")
        ends = []
        for end in (first, last or first):
            letters = end.rstrip("0123456789")
            ends += [int(end[len(letters) :]), self._column(letters)]
        return MergedRange(*ends)

    def _cell(self, element: Element) -> SheetCell | None:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            inline = element.find(_INLINE)
            return SheetCell(_text_of(inline)) if inline is not None else None
        value = element.find(_VALUE)
        content = (value.text or "") if value is not None else ""
        if not content:
            never_calculated = element.find(_FORMULA) is not None and (value is None or kind != "str")
            return SheetCell("（公式没有结果）", CellKind.NOT_CALCULATED) if never_calculated else None
        if kind == "s":
            return SheetCell(self.texts[int(content)])
        if kind == "str":
            return SheetCell(_unescape(content))
        if kind == "e":
            return SheetCell(content, CellKind.ERROR)
        if kind == "b":
            return SheetCell("TRUE" if content == "1" else "FALSE")
        if kind == "d":
            return SheetCell(_date_text(dt.datetime.fromisoformat(content.rstrip("Z")), "ymd"), CellKind.DATE)
        style = int(element.get("s", "0"))
        return self._number(content, self.formats[style] if style < len(self.formats) else _GENERAL)

    def _number(self, content: str, number_format: _NumberFormat) -> SheetCell:
        if number_format.date_parts:
            return self._date(float(content), number_format.date_parts)
        number = exact_number(content)
        if number_format.percent:
            return SheetCell(f"{_with_decimals(number.scaleb(2), number_format.decimals)}%", CellKind.NUMBER)
        return SheetCell(_with_decimals(number, number_format.decimals), CellKind.NUMBER)

    def _date(self, serial: float, parts: str) -> SheetCell:
        if not 0 <= serial < 2_958_466:  # 9999-12-31; Excel shows ##### outside
            return SheetCell("#####", CellKind.ERROR)
        if 0 < serial < 60 and self.epoch.year == 1899:
            serial += 1  # Excel takes 1900 for a leap year
        return SheetCell(_date_text(self.epoch + dt.timedelta(days=serial), parts), CellKind.DATE)


def exact_number(content: str) -> Decimal:
    """The number that an Excel file writes as *content*: 0.10000000000000001 is 0.1.

    Excel itself keeps and shows 15 significant digits; what follows is the noise of its binary numbers.
    """
    if content.isdigit():
        return Decimal(content)
    number = Decimal(f"{float(content):.15g}")
    if not number.is_finite():
        raise ValueError(content)
    return number


def _with_decimals(number: Decimal, decimals: int) -> str:
    exponent = number.as_tuple().exponent
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    written = len(text.partition(".")[2])
    if isinstance(exponent, int) and written < decimals:
        text += ("" if written else ".") + "0" * (decimals - written)
    return "0" if text == "-0" else text


def _date_text(moment: dt.datetime, parts: str) -> str:
    if parts == "h":
        return f"{moment:%H:%M}"
    written = {"y": f"{moment.year}年", "m": f"{moment.month}月", "d": f"{moment.day}日"}
    return "".join(written[part] for part in parts if part in written)
