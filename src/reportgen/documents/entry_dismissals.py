"""Dismissals written into an existing entry file (不处理的问题): only that sheet or section changes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.documents.entry_layout import columns_by_label, label_and_unit
from reportgen.documents.entry_records import specs_of
from reportgen.documents.entry_yaml import record_lines
from reportgen.documents.office_parts import parsed, replaced, serialized
from reportgen.documents.opening import FileType, expect, read_text
from reportgen.documents.workbook_cells import Sheet, column_of, read_sheets, relations_of
from reportgen.errors import UnwritableFileError
from reportgen.model.dismissal import Dismissal
from reportgen.model.field_values import write_value
from reportgen.model.origin import column_letters
from reportgen.model.self_evaluation import SUBJECTS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SUBJECT = next(subject for subject in SUBJECTS if subject.attribute == "dismissals")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_KEY = re.compile(rf"['\"]?{SUBJECT.title}['\"]?\s*[:](?P<rest>.*)")
_AT_MARGIN = re.compile(r"[^\s#-]")


def with_dismissals(path: Path, added: Sequence[Dismissal]) -> bytes:
    """The entry file at *path* with *added* dismissals, as bytes.

    Raises UnreadableFileError, and UnwritableFileError where the workbook has no sheet for them.
    """
    if expect(path, FileType.XLSX, FileType.YAML) is FileType.YAML:
        return _with_yaml_records(read_text(path).text, added).encode("utf-8")
    return _with_rows(path, added)


def _with_yaml_records(text: str, added: Sequence[Dismissal]) -> str:
    lines = text.rstrip("\n").split("\n")
    at = next((number for number, line in enumerate(lines) if _KEY.fullmatch(line.rstrip())), None)
    if at is None:
        lines += ["", f"# {SUBJECT.note}", f"{SUBJECT.title}:"]
        at = len(lines) - 1
    lines[at] = f"{SUBJECT.title}:"
    end = next((n for n in range(at + 1, len(lines)) if _AT_MARGIN.match(lines[n])), len(lines))
    while end > at + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    first = next((line for line in lines[at + 1 : end] if line.lstrip().startswith("- ")), "  - ")
    indent = first[: len(first) - len(first.lstrip())]
    specs = tuple(specs_of(Dismissal).values())
    new = [line for each in added for line in record_lines(each, specs, f"{indent}- ", f"{indent}  ", None)]
    return "\n".join([*lines[:end], *new, *lines[end:]]) + "\n"


def _with_rows(path: Path, added: Sequence[Dismissal]) -> bytes:
    sheet = next((each for each in read_sheets(path) if each.title.strip() == SUBJECT.title), None)
    columns = _columns(sheet) if sheet is not None else {}
    if sheet is None or "number" not in columns or "reason" not in columns:
        raise UnwritableFileError(
            f"填报工作簿没有“{SUBJECT.title}”工作表，或它的表头不全",
            place=path.name,
            remedy=f"请新增一张名为“{SUBJECT.title}”的工作表，第一行写表头"
            f"“{'”“'.join(spec.label for spec in specs_of(Dismissal).values())}”，保存后再运行一次。",
        )
    with zipfile.ZipFile(path) as package:
        name = _part_of(package, sheet.title)
        members = [(info, package.read(info)) for info in package.infolist()]
        root = parsed(package.read(name))
    for row, dismissal in enumerate(added, start=max(sheet.rows) + 1):
        _write_row(root, row, columns, dismissal)
    return replaced(members, {name: serialized(root)})


def _columns(sheet: Sheet) -> Mapping[str, int]:
    """Field name → column, from the row that holds the most headers."""
    by_label = columns_by_label(SUBJECT)
    best: dict[str, int] = {}
    for filled in sheet.rows.values():
        labels = {number: label_and_unit(cell.text)[0] for number, cell in filled.items()}
        known = {by_label[label].spec.name: number for number, label in labels.items() if label in by_label}
        best = known if len(known) > len(best) else best
    return best


def _part_of(package: zipfile.ZipFile, title: str) -> str:
    """The part of the sheet named *title*."""
    workbook = dict(relations_of(package, "").values())["officeDocument"]
    relations = relations_of(package, workbook)
    found = next(each for each in parsed(package.read(workbook)).iter(f"{_MAIN}sheet") if each.get("name") == title)
    return relations[found.get(f"{_OFFICE}id", "")][1]


def _write_row(root: Element, number: int, columns: Mapping[str, int], dismissal: Dismissal) -> None:
    row = _placed(next(root.iter(f"{_MAIN}sheetData")), f"{_MAIN}row", str(number))
    styles = [
        (int(each.get("min", "0")), int(each.get("max", "0")), each.get("style")) for each in root.iter(f"{_MAIN}col")
    ]
    for name, column in sorted(columns.items(), key=lambda place: place[1]):
        text = write_value(specs_of(Dismissal)[name], getattr(dismissal, name), None)
        if not text:
            continue
        cell = _placed(row, f"{_MAIN}c", f"{column_letters(column)}{number}")
        style = next((style for low, high, style in styles if low <= column <= high and style), None)
        if style is not None and cell.get("s") is None:
            cell.set("s", style)
        for child in list(cell):
            cell.remove(child)
        cell.set("t", "inlineStr")
        words = _added(_added(cell, f"{_MAIN}is"), f"{_MAIN}t")
        words.set(_SPACE, "preserve")
        words.text = text


def _placed(parent: Element, tag: str, reference: str) -> Element:
    """The row or cell with *reference*, made in its place among its like where it is not there yet."""
    like = [each for each in parent if each.tag == tag]
    place = _place(reference)
    for each in like:
        if _place(each.get("r", "")) == place:
            return each
    made = _added(parent, tag)
    made.set("r", reference)
    following = next((each for each in like if _place(each.get("r", "")) > place), None)
    if following is not None:
        following.addprevious(made)
    return made


def _place(reference: str) -> tuple[int, int]:
    """Row and column of a reference: ``12`` → 12, 0 and ``C12`` → 12, 3."""
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :] or 0), column_of(letters)


def _added(parent: Element, tag: str) -> Element:
    from lxml import etree

    return etree.SubElement(parent, tag)
