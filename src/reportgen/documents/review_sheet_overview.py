"""The other sheets of the review workbook (统计、整表问题、使用说明)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from openpyxl.utils import get_column_letter

from reportgen.documents.entry_workbook_styles import (
    HEADER,
    PROSE,
    SECTION,
    SHEET_TITLE,
    CellLook,
    wrapped_height,
)
from reportgen.documents.review_sheet_cells import AnySheet, give_look, set_page
from reportgen.documents.review_sheet_layout import (
    GUIDE_LINES,
)
from reportgen.model.indicator_review import IndicatorReview, ProposalKind, ReviewedIndicator


def write_statistics(sheet: AnySheet, review: IndicatorReview, fault_names: Mapping[str, str]) -> None:
    """统计: how many rows are faulty, by project, kind of fault and class."""
    heads = ("文件", "项目", "指标数", "有问题", "不能衡量", "有改写方案", "形式修正", "建议", "带待填的方案")
    places = dict.fromkeys((row.document, row.project) for row in review.rows)
    lines: list[tuple[object, ...]] = [
        (document, project or "部门整体", *_tally(_of_place(review, document, project))) for document, project in places
    ]
    lines.append(("合计", "", *_tally(review.rows)))
    row = _table(sheet, 1, "一、按项目", heads, lines)
    by_code = Counter(code for each in review.rows for code in dict.fromkeys(fault.code for fault in each.faults))
    codes = [(fault_names.get(code, code), count) for code, count in by_code.most_common()]
    row = _table(sheet, row + 1, "二、按问题类别（一条指标可有几类问题）", ("问题类别", "指标数"), codes)
    classes = dict.fromkeys((each.indicator.category, each.indicator.subcategory) for each in review.rows)
    of_class = [(category, second, *_tally(_of_class(review, category, second))) for category, second in classes]
    _table(sheet, row + 1, "三、按指标类别", ("一级指标", "二级指标", *heads[2:]), of_class)
    for position, width in enumerate((28, 44, 10, 10, 10, 12, 10, 10, 14), start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    set_page(sheet)


def _of_place(review: IndicatorReview, document: str, project: str) -> list[ReviewedIndicator]:
    return [row for row in review.rows if (row.document, row.project) == (document, project)]


def _of_class(review: IndicatorReview, category: str, second: str) -> list[ReviewedIndicator]:
    rows = review.rows
    return [row for row in rows if (row.indicator.category, row.indicator.subcategory) == (category, second)]


def _tally(rows: Sequence[ReviewedIndicator]) -> tuple[int, ...]:
    proposals = [proposal for row in rows for proposal in row.proposals]
    return (
        len(rows),
        sum(bool(row.faults) for row in rows),
        sum(not row.measurable for row in rows),
        sum(bool(row.proposals) for row in rows),
        sum(proposal.kind is ProposalKind.SAFE_FIX for proposal in proposals),
        sum(proposal.kind is ProposalKind.PROPOSAL for proposal in proposals),
        sum(bool(proposal.blanks) for proposal in proposals),
    )


def _table(sheet: AnySheet, row: int, title: str, heads: Sequence[str], lines: Sequence[Sequence[object]]) -> int:
    """Write a titled table from *row* on; the row after its last."""
    sheet.cell(row, 1).value = title
    give_look(sheet.cell(row, 1), SECTION)
    for position, head in enumerate(heads, start=1):
        sheet.cell(row + 1, position).value = head
        give_look(sheet.cell(row + 1, position), HEADER)
    for number, line in enumerate(lines, start=row + 2):
        for position, content in enumerate(line, start=1):
            cell = sheet.cell(number, position)
            cell.value = content
            if isinstance(content, str):
                cell.data_type = "s"
            give_look(cell, CellLook(align="left" if isinstance(content, str) else "right"))
    return row + 2 + len(lines)


def write_tables(sheet: AnySheet, review: IndicatorReview, fault_names: Mapping[str, str]) -> None:
    """整表问题: what is wrong with tables as wholes."""
    heads = ("文件", "项目", "问题", "级别", "说明", "建议", "要求")
    lines = [
        (
            each.document, each.project or "部门整体", fault_names.get(each.code, each.code), each.severity.chinese,
            each.reason, each.suggestion, each.requirement.value,
        )
        for each in review.tables
    ]  # fmt: skip
    row = _table(sheet, 1, "整张指标表的问题" if lines else "整张指标表没有问题", heads, lines)
    if review.not_read:
        _table(sheet, row + 1, "没有读到的内容", ("内容",), [(each,) for each in review.not_read])
    for position, width in enumerate((24, 34, 20, 8, 56, 46, 12), start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.freeze_panes = "A3"
    set_page(sheet)


def write_guide(sheet: AnySheet) -> None:
    """使用说明: how the sheet is filled in and written back."""
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 110
    looks = {"title": SHEET_TITLE, "section": SECTION, "text": PROSE}
    for row, (role, text) in enumerate(GUIDE_LINES, start=1):
        sheet.cell(row, 1).value = text
        give_look(sheet.cell(row, 1), looks[role])
        sheet.row_dimensions[row].height = wrapped_height(text, 110, size=10) if role == "text" else 28
    set_page(sheet)
