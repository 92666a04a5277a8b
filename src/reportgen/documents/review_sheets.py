"""Writes the review sheet (指标审核表) an official works through: original, fault, proposal, decision side by side."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from reportgen.documents.entry_workbook_styles import (
    HEADER,
    REQUIRED_HEADER,
    SHEET_TITLE,
    CellLook,
    wrapped_height,
)
from reportgen.documents.review_sheet_cells import AnySheet, Stamps, give_look, set_page
from reportgen.documents.review_sheet_layout import (
    BAND_ROW,
    COLUMNS,
    DECISION,
    FAULT,
    FIRST_ROW,
    GUIDE,
    HEADER_ROW,
    HIDDEN,
    ORIGINAL,
    POSITION,
    PROPOSAL,
    SHEET,
    STATISTICS,
    TABLES,
    ReviewColumn,
)
from reportgen.documents.review_sheet_overview import write_guide, write_statistics, write_tables
from reportgen.model.indicator_change import key_of_row
from reportgen.model.indicator_review import Decision, IndicatorReview, Proposal, ProposalKind, ReviewedIndicator

_LOOKS = {
    ORIGINAL: CellLook(size=9, fill="F7F8FA", vertical="top"),
    FAULT: CellLook(size=9, color="9C2A10", vertical="top"),
    PROPOSAL: CellLook(size=9, vertical="top"),
    DECISION: CellLook(size=9, fill="FFFBEA", vertical="top"),
    HIDDEN: CellLook(size=8, color="8A94A0", vertical="top"),
}
_TO_FILL = CellLook(size=9, fill="FFF2A8", vertical="top")
_BANDS = {ORIGINAL: "5F6B7A", FAULT: "B5541C", PROPOSAL: "2F5D8C", DECISION: "2E7D4F", HIDDEN: "8A94A0"}
_CENTERED = frozenset({"at", "candidate", "kind", "comparison", "decision"})
_LONGEST = 32_000  # characters that a cell can hold
_MOST_LINES = 12
_KINDS = {ProposalKind.SAFE_FIX: "形式修正", ProposalKind.PROPOSAL: "建议"}
_FIXED = dt.datetime(2024, 1, 1)  # noqa: DTZ001  so that equal reviews make like files


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the sheet: a reviewed row and one of its candidates, or none."""

    at: int
    row: ReviewedIndicator
    proposal: Proposal | None
    label: str
    first: bool


def review_sheet(review: IndicatorReview, fault_names: Mapping[str, str]) -> bytes:
    """The workbook of *review*; *fault_names* gives the Chinese name of each code."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    lines = _lines(review)
    _write_lines(book.create_sheet(SHEET), lines, fault_names)
    write_statistics(book.create_sheet(STATISTICS), review, fault_names)
    write_tables(book.create_sheet(TABLES), review, fault_names)
    write_guide(book.create_sheet(GUIDE))
    book.properties.creator = "reportgen"
    book.properties.title = "绩效指标审核表"
    book.properties.created = book.properties.modified = _FIXED
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _lines(review: IndicatorReview) -> list[_Line]:
    found: list[_Line] = []
    for at, row in enumerate((row for row in review.rows if row.faults), start=1):
        labels = candidate_labels(row.proposals)
        if not row.proposals:
            found.append(_Line(at, row, None, "", first=True))
        for number, (proposal, label) in enumerate(zip(row.proposals, labels, strict=True)):
            found.append(_Line(at, row, proposal, label, first=number == 0))
    return found


def candidate_labels(proposals: Sequence[Proposal]) -> list[str]:
    """方案1, 方案2 …; the parts of a row taken apart are 方案1-1, 方案1-2."""
    labels, seen, within = [], 0, Counter[str]()
    grouped = Counter(proposal.group for proposal in proposals if proposal.group)
    for proposal in proposals:
        within[proposal.group] += 1
        if not proposal.group or within[proposal.group] == 1:
            seen += 1
        part = f"-{within[proposal.group]}" if grouped[proposal.group] > 1 else ""
        labels.append(f"方案{seen}{part}")
    return labels


def _write_lines(sheet: AnySheet, lines: Sequence[_Line], fault_names: Mapping[str, str]) -> None:
    sheet["A1"] = "绩效指标审核表"
    give_look(sheet["A1"], SHEET_TITLE)
    sheet["A2"] = "在“决定”一栏选采纳、修改或不采纳；黄底的【待填】要先换成数字。详见“使用说明”。"
    give_look(sheet["A2"], CellLook(size=9, color="5F6B7A", border=False, wrap=False))
    _heads(sheet)
    stamps = Stamps()
    for number, line in enumerate(lines, start=FIRST_ROW):
        texts = _texts(line, fault_names)
        for position, column in enumerate(COLUMNS, start=1):
            cell = sheet.cell(number, position)
            text = texts.get(column.key, "")[:_LONGEST]
            if text:
                cell.value = text
                cell.data_type = "s"
            stamps.put(cell, _look(column, text, line), top=line.first)
        sheet.row_dimensions[number].height = _height(texts)
    last = max(len(lines) + FIRST_ROW - 1, FIRST_ROW)
    _behaviour(sheet, last)


def _heads(sheet: AnySheet) -> None:
    start = 1
    for band, color in _BANDS.items():
        count = sum(column.band == band for column in COLUMNS)
        for position in range(start, start + count):
            give_look(sheet.cell(BAND_ROW, position), CellLook(bold=True, color="FFFFFF", fill=color, align="center"))
        sheet.cell(BAND_ROW, start).value = band
        sheet.merge_cells(start_row=BAND_ROW, end_row=BAND_ROW, start_column=start, end_column=start + count - 1)
        start += count
    for position, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(HEADER_ROW, position)
        cell.value = column.label
        give_look(cell, REQUIRED_HEADER if column.band == DECISION else HEADER)
        sheet.column_dimensions[get_column_letter(position)].width = column.width
        if column.band == HIDDEN:
            sheet.column_dimensions[get_column_letter(position)].hidden = True
    sheet.row_dimensions[1].height, sheet.row_dimensions[HEADER_ROW].height = 26, 30


def _behaviour(sheet: AnySheet, last: int) -> None:
    """Frozen heads, filters, the drop-down, colours by decision, and how it prints."""
    sheet.freeze_panes = f"{get_column_letter(POSITION['document'])}{FIRST_ROW}"
    end = get_column_letter(len(COLUMNS))
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{end}{last}"
    letter = get_column_letter(POSITION["decision"])
    choices = DataValidation(type="list", formula1=f'"{",".join(each.value for each in Decision)}"', allow_blank=True)
    choices.errorTitle, choices.error = "决定", "请从下拉列表选：采纳、修改、不采纳。"
    choices.showErrorMessage = True
    choices.add(f"{letter}{FIRST_ROW}:{letter}{last}")
    sheet.add_data_validation(choices)
    area = f"{get_column_letter(POSITION['candidate'])}{FIRST_ROW}:{get_column_letter(POSITION['source'])}{last}"
    for decision, color in ((Decision.ACCEPT, "DDF2E3"), (Decision.MODIFY, "E3ECFA"), (Decision.REJECT, "E5E5E5")):
        fill = PatternFill("solid", bgColor=color)
        decided = [f'${letter}{FIRST_ROW}="{decision.value}"']
        rule = FormulaRule(formula=decided, fill=fill)  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(area, rule)
    sheet.print_title_rows = f"{BAND_ROW}:{HEADER_ROW}"
    sheet.print_title_cols = "A:C"
    shown = get_column_letter(POSITION["remark"])
    sheet.print_area = f"A1:{shown}{last}"
    set_page(sheet, paper=8, pages=3)  # A3, three pages side by side


def _texts(line: _Line, fault_names: Mapping[str, str]) -> dict[str, str]:
    row, indicator = line.row, line.row.indicator
    texts = {
        "at": str(line.at),
        "original_name": indicator.name or "（空）",
        "original_value": indicator.target_value or "（空）",
        "document": row.document,
        "project_name": row.project or "部门整体",
        "original_category": indicator.category,
        "original_subcategory": indicator.subcategory,
        "faults": "、".join(dict.fromkeys(fault_names.get(fault.code, fault.code) for fault in row.faults)),
        "reasons": "\n".join(dict.fromkeys(f"{fault.reason}（{fault.requirement.value}）" for fault in row.faults)),
        "number": indicator.number,
        "project": indicator.project,
        "row_key": key_of_row(indicator),
        "candidate": line.label,
    }
    if line.proposal is None:
        return texts | {"rationale": "没有可靠的改写办法，请自拟：在“决定”选“修改”，写明三级指标和指标值。"}
    return texts | _proposal_texts(line.proposal)


def _proposal_texts(proposal: Proposal) -> dict[str, str]:
    plain = {
        key: str(getattr(proposal, key))
        for key in (
            "name", "comparison", "value", "unit", "category", "subcategory", "formula", "evidence", "basis", "period",
            "rationale", "source", "group",
        )
    }  # fmt: skip
    numbers = (
        f"{each.text}：{each.formula}（{each.origin}）" if each.formula else f"{each.text}：{each.origin}"
        for each in proposal.numbers
    )
    blanks = (
        f"{blank.what}" + (f"（{blank.unit}）" if blank.unit else "") + (f"：{blank.where}" if blank.where else "")
        for blank in proposal.blanks
    )
    return plain | {
        "kind": _KINDS[proposal.kind],
        "numbers": "\n".join(numbers),
        "blanks": "\n".join(blanks),
    }


def _look(column: ReviewColumn, text: str, line: _Line) -> CellLook:
    if column.band == PROPOSAL and "【待填" in text:
        return _TO_FILL
    look = _LOOKS[column.band]
    changes: dict[str, Any] = {"number_format": "@"}
    if column.key in _CENTERED:
        changes["align"] = "center"
    if column.key in {"name", "value"}:
        changes["bold"] = True
    if column.band in {ORIGINAL, FAULT} and not line.first:
        changes["color"] = "A9B1BC"  # said on the first line already
    return replace(look, **changes)


def _height(texts: Mapping[str, str]) -> float:
    tallest = max(
        wrapped_height(texts.get(column.key, ""), column.width) for column in COLUMNS if column.band != HIDDEN
    )
    return float(min(max(tallest, 26.0), _MOST_LINES * 13.0))


__all__ = ["candidate_labels", "review_sheet"]
