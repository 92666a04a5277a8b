"""Reads a review sheet (指标审核表) that came back with decisions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.documents.review_sheet_layout import BY_LABEL, SHEET
from reportgen.documents.workbook_cells import Sheet, SheetCell, read_sheets
from reportgen.errors import EntryError, ReportgenError, UnreadableFileError
from reportgen.model.indicator_review import DecidedProposal, Decision
from reportgen.model.origin import Origin

_NEEDED = ("决定", "原文核对码", "指标序号", "三级指标", "指标值")
_HEADER_WITHIN = 12
_EMPTY = "（空）"


def read_decisions(path: Path) -> tuple[DecidedProposal, ...]:
    """The lines with a decision, in order; lines without one are left out.

    Raises UnreadableFileError when it is no review sheet, EntryError naming each cell that holds no known decision.
    """
    sheet = next((each for each in read_sheets(path) if each.title == SHEET), None)
    header = _header(sheet) if sheet is not None else None
    if sheet is None or header is None:
        raise UnreadableFileError(
            f"这不是指标审核表：没有“{SHEET}”工作表，或表头改动过",
            place=path.name,
            remedy="请用 reportgen indicators review 重新生成审核表，不要改动表头和隐藏的列。",
        )
    row_of_header, columns = header
    decided: list[DecidedProposal] = []
    problems: list[ReportgenError] = []
    for row, cells in sheet.rows.items():
        if row <= row_of_header:
            continue
        texts = {key: _text(cells.get(position)) for key, position in columns.items()}
        if not texts["decision"]:
            continue
        places = {"": Origin(path.name, part=SHEET, row=row)} | {
            key: Origin(path.name, part=SHEET, row=row, column=position) for key, position in columns.items()
        }
        known = [each for each in Decision if each.value == texts["decision"]]
        if not known:
            problems.append(
                ReportgenError(
                    f"决定“{texts['decision']}”不认识", place=str(places["decision"]), remedy="请选采纳、修改或不采纳。"
                )
            )
            continue
        decided.append(_decided(texts, known[0], places))
    if problems:
        raise EntryError(problems)
    return tuple(decided)


def _header(sheet: Sheet) -> tuple[int, Mapping[str, int]] | None:
    """The row of the headers, and column key → column."""
    for row, cells in sheet.rows.items():
        if row > _HEADER_WITHIN:
            return None
        found = {
            BY_LABEL[cell.text.strip()].key: number for number, cell in cells.items() if cell.text.strip() in BY_LABEL
        }
        if all(BY_LABEL[label].key in found for label in _NEEDED):
            return row, found
    return None


def _text(cell: SheetCell | None) -> str:
    text = cell.text.strip() if cell is not None else ""
    return "" if text == _EMPTY else text


def _decided(texts: Mapping[str, str], decision: Decision, places: Mapping[str, Origin]) -> DecidedProposal:
    fields = (
        "number", "project", "group", "name", "comparison", "value", "unit", "formula", "evidence", "basis", "category",
        "subcategory", "source", "own_name", "own_value", "decided_by", "decided_on",
    )  # fmt: skip
    return DecidedProposal(
        **{name: texts.get(name, "") for name in fields},
        document=texts.get("document", ""),
        key=texts["row_key"],
        decision=decision,
        places=places,
    )
