"""What a clerk does with a workbook: open it, find a column by its header, type into cells, save."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

_HEADER_ROW = 3


class OpenWorkbook:
    """An entry workbook between opening and saving: ``with OpenWorkbook(path) as book: book.type_in(...)``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._book = load_workbook(path)

    def __enter__(self) -> OpenWorkbook:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.save(self._path)

    def answer(self, sheet: str, answers: Mapping[str, Any]) -> None:
        """Fill a sheet that has one record: label on the left, answer on the right."""
        labels = {_plain(row[0].value): row[0].row for row in self._book[sheet].iter_rows(min_row=_HEADER_ROW)}
        for label, value in answers.items():
            self._book[sheet].cell(labels[label], 2).value = value

    def add_row(self, sheet: str, **values: Any) -> None:
        """Type one more row into a table, each value under its header."""
        row = self._book[sheet].max_row + 1
        for header, value in values.items():
            self._book[sheet].cell(row, self._column(sheet, header), value)

    def type_in(self, sheet: str, header: str, row: int, value: Any) -> str:
        """Overwrite a cell of a table; *row* counts the filled rows from 1. Returns the cell's name, such as D4."""
        cell = self._book[sheet].cell(_HEADER_ROW + row, self._column(sheet, header))
        cell.value = value  # the argument of cell() would leave the old value in place of None
        return str(cell.coordinate)

    def rename_header(self, sheet: str, header: str, new: str) -> None:
        """Write another text over a header."""
        self._book[sheet].cell(_HEADER_ROW, self._column(sheet, header), new)

    def remove(self, sheet: str) -> None:
        """Delete a sheet."""
        del self._book[sheet]

    def rename(self, sheet: str, new: str) -> None:
        """Give a sheet another name."""
        self._book[sheet].title = new

    def repeat_row(self, sheet: str, row: int) -> None:
        """Copy a filled row, counted from 1, to the end of its table."""
        source = self._book[sheet][_HEADER_ROW + row]
        end = self._book[sheet].max_row + 1
        for cell in source:
            copy = self._book[sheet].cell(end, cell.column, cell.value)
            copy.number_format = cell.number_format

    def _column(self, sheet: str, header: str) -> int:
        for cell in self._book[sheet][_HEADER_ROW]:
            if _plain(cell.value) == header:
                return int(cell.column)
        raise KeyError(header)


def _plain(header: Any) -> str:
    return str(header or "").strip("* ")
