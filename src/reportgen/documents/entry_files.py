"""Entry files (填报文件) in either form: the Excel workbook and YAML, chosen by the extension."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportgen.documents.entry_records import EnteredFile
from reportgen.documents.opening import FileType, expect, replace_file
from reportgen.errors import UnwritableFileError
from reportgen.model.form import Form
from reportgen.model.indicators import CategoryWeight
from reportgen.model.self_evaluation import Department, SelfEvaluation

_YAML_SUFFIXES = frozenset({".yaml", ".yml"})


def read_entry(path: Path) -> EnteredFile:
    """The checked data of the entry file at *path*.

    Raises UnreadableFileError when it cannot be opened, EntryError listing every problem with its place.
    """
    if expect(path, FileType.XLSX, FileType.YAML) is FileType.YAML:
        from reportgen.documents.entry_yaml import read_entry_yaml

        return read_entry_yaml(path)
    from reportgen.documents.entry_workbook_reader import read_entry_workbook

    return read_entry_workbook(path)


def is_entry(path: Path) -> bool:
    """Whether the file is an entry file, rather than a table to be imported. Raises UnreadableFileError."""
    kind = expect(path, FileType.XLSX, FileType.YAML, FileType.DOCX, FileType.TEXT)
    if kind is not FileType.XLSX:
        return kind is FileType.YAML
    from reportgen.documents.entry_workbook_reader import REQUIRED_SHEETS
    from reportgen.documents.workbook_cells import read_sheets

    titles = {sheet.title for sheet in read_sheets(path)}
    return all(title in titles for title in REQUIRED_SHEETS)


def write_entry(entered: SelfEvaluation, path: Path, form: Form | None = None) -> None:
    """Put *entered* at *path* as a workbook or as YAML; an earlier file is replaced whole or not at all."""
    replace_file(path, entry_bytes(entered, path.suffix, form))


def entry_bytes(entered: SelfEvaluation, suffix: str, form: Form | None = None) -> bytes:
    """The entry file of *entered* for the extension *suffix*; equal data make equal bytes.

    Raises UnwritableFileError for any other extension.
    """
    if suffix.lower() == ".xlsx":
        from reportgen.documents.entry_workbook_writer import entry_workbook

        return entry_workbook(entered, form)
    if suffix.lower() in _YAML_SUFFIXES:
        from reportgen.documents.entry_yaml import entry_yaml

        return entry_yaml(entered).encode("utf-8")
    raise UnwritableFileError(
        f"填报文件不能写成“{suffix or '无扩展名'}”", remedy="请把文件名的扩展名写成 .xlsx（Excel）或 .yaml。"
    )


def blank_entry(form: Form | None, suffix: str = ".xlsx") -> bytes:
    """An entry file to fill in, with what *form* already decides: its code, money unit, weights and choices."""
    department = Department()
    weights: tuple[CategoryWeight, ...] = ()
    if form is not None:
        department = replace(department, form=form.code, money_unit=form.money_unit)
        weights = tuple(
            CategoryWeight(category=category, weight=weight)
            for category, weight in form.scoring.category_weights.items()
        )
    return entry_bytes(SelfEvaluation(department=department, weights=weights), suffix, form)
