"""The grids (填报): one table a page, saved as it is typed, with score and findings beside it."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.responses import JSONResponse, Response

from reportgen.documents.opening import MAX_FILE_BYTES
from reportgen.errors import ReportgenError
from reportgen.model.record import Kind
from reportgen.model.self_evaluation import SUBJECTS
from reportgen.web.asked import Asked, Page
from reportgen.web.downloads import WORKBOOK, download
from reportgen.web.rendering import page, part
from reportgen.web.uploads import kept
from reportgen.workbench.assignments import assignments_of
from reportgen.workbench.deeds import Entry
from reportgen.workbench.entry_changes import AddRow, Change, RemoveRow, SetCell, save_changes
from reportgen.workbench.entry_import import import_files
from reportgen.workbench.entry_rows import SUBJECT_BY_NAME, EntryRow, read_rows, specs_by_name
from reportgen.workbench.generating import entry_file_of
from reportgen.workbench.panel import Panel
from reportgen.workbench.reports import get_report
from reportgen.workbench.users import Right

# The longest text, a Chinese character counted twice, and how wide its column is.
_WIDTHS = ((5, "narrow"), (10, "compact"), (20, "usual"), (44, "wide"))
_LATIN = "\u2e7f"  # letters and digits up to here are half as wide as Chinese characters
_TITLES = {subject.attribute: subject.title for subject in SUBJECTS}


def grid(asked: Asked) -> Response:
    """One table of the entered data."""
    subject = SUBJECT_BY_NAME.get(asked.path["subject"])
    if subject is None:
        raise ReportgenError("没有这张表", remedy="请从左边的目录选择。")
    report = get_report(asked.desk.storage, asked.number("report"))
    rows = read_rows(asked.desk.storage, report.number)
    shown = [row for row in rows if row.subject == subject.attribute]
    counts = {
        each.attribute: sum(bool(row.cells) for row in rows if row.subject == each.attribute) for each in SUBJECTS
    }
    return page(
        asked,
        "entry.html",
        report=report,
        subject=subject,
        subjects=SUBJECTS,
        money_unit=_money_unit(rows, subject.attribute),
        counts=counts,
        specs=tuple(specs_by_name(subject.attribute).values()),
        rows=shown,
        widths=_widths(shown),
        panel=asked.desk.panels.known(report.number),
        titles=_TITLES,
        given=[each for each in assignments_of(asked.desk.storage, report.number) if each.part == subject.attribute],
    )


def _money_unit(rows: Sequence[EntryRow], subject: str) -> str:
    """The unit of a table's amounts as 基本信息 gives it; empty for a table without amounts."""
    amounts = any(spec.kind is Kind.MONEY for spec in specs_by_name(subject).values())
    entered = next((row.cells.get("money_unit", "") for row in rows if row.subject == "department"), "")
    return entered if amounts else ""


def _widths(rows: Sequence[EntryRow]) -> Mapping[str, str]:
    """How wide each column is shown, by the longest text in it: field → class, the usual one where it is empty."""
    longest: dict[str, int] = defaultdict(int)
    for row in rows:
        for name, text in row.cells.items():
            longest[name] = max(longest[name], sum(2 if letter > _LATIN else 1 for letter in text))
    return defaultdict(
        str, {name: next((word for most, word in _WIDTHS if most >= n), "widest") for name, n in longest.items()}
    )


def save(asked: Asked) -> Response:
    """Keep a batch of changes; the answer says what was refused and what others did."""
    report, subject = asked.number("report"), asked.path["subject"]
    seen, changes = _changes(asked.json)
    saved = save_changes(asked.desk.storage, asked.user, report, subject, changes, seen=seen)
    return JSONResponse(
        {
            "version": saved.version,
            "conflicts": [asdict(conflict) for conflict in saved.conflicts],
            "others": [_told(deed) for deed in saved.others],
        }
    )


def check(asked: Asked) -> Response:
    """The live check: score and findings as the data stand, and what is wrong in which cell of the table."""
    number = asked.number("report")
    found = asked.desk.panels.panel(number)
    decides = asked.user.may(Right.DISMISS)
    subject = asked.path["subject"]
    panel = part(
        asked, "entry_panel.html", number=number, panel=found, titles=_TITLES, subject=subject, decides=decides
    )
    return JSONResponse({"version": found.version, "cells": _cells(found, subject), "panel": panel})


def upload(asked: Asked) -> Response:
    """Fill the tables from files."""
    if not asked.files:
        raise ReportgenError("没有选择文件", remedy="请选择 Word、Excel 或填报文件，再按“导入”。")
    number = asked.number("report")
    replace_filled = bool(asked.text("replace"))
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        paths = [kept(Path(folder), at, file) for at, file in enumerate(asked.files)]
        imported = import_files(asked.desk.storage, asked.user, number, paths, replace_filled=replace_filled)
    return page(asked, "imported.html", report=get_report(asked.desk.storage, number), imported=imported)


def export(asked: Asked) -> Response:
    """The entered data as the entry workbook."""
    report, data = entry_file_of(asked.desk.storage, asked.user, asked.number("report"), asked.desk.templates)
    return download(data, f"{report.title}填报数据.xlsx", WORKBOOK)


def _changes(sent: Any) -> tuple[int, Sequence[Change]]:
    match sent:
        case {"seen": int(seen), "changes": list(changes)}:
            return seen, [_change(each) for each in changes]
    raise ReportgenError("发来的内容读不懂", remedy="请刷新页面后再填。")


def _change(sent: Any) -> Change:
    match sent:
        case {"set": str(row), "field": str(field), "before": str(before), "after": str(after)}:
            return SetCell(row, field, before, after)
        case {"add": str(row), "behind": str(behind), "cells": dict(cells)}:
            return AddRow(row, behind, _texts(cells))
        case {"remove": str(row), "cells": dict(cells)}:
            return RemoveRow(row, _texts(cells))
    raise ReportgenError("发来的内容读不懂", remedy="请刷新页面后再填。")


def _texts(sent: dict[Any, Any]) -> dict[str, str]:
    return {str(name): str(text) for name, text in sent.items()}


def _told(deed: Entry) -> dict[str, str]:
    named = ("by", "deed", "row", "field", "before", "after")
    return {name: getattr(deed, name) for name in named}


def _cells(found: Panel, subject: str) -> list[dict[str, str]]:
    return [
        {
            "row": each.cell.row,
            "field": each.cell.field,
            "severity": each.severity,
            "message": each.message,
            "suggestion": each.suggestion,
        }
        for each in found.findings
        if each.cell is not None and each.cell.subject == subject
    ]


PAGES = (
    Page("GET", "/reports/{report:int}/entry/{subject}", Right.READ, grid),
    Page("POST", "/reports/{report:int}/entry/{subject}", Right.ENTER, save, body_limit=8 * 1024 * 1024),
    Page("GET", "/reports/{report:int}/check/{subject}", Right.READ, check),
    Page("GET", "/reports/{report:int}/entry.xlsx", Right.READ, export, per_minute=30),
    Page("POST", "/reports/{report:int}/import", Right.ENTER, upload, body_limit=MAX_FILE_BYTES, per_minute=20),
)
