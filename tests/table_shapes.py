"""One set of indicators written in the many shapes in which published tables come."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx import Document
from openpyxl import Workbook

from reportgen.documents.source_files import read_source
from reportgen.importing.interpretation import ImportResult, interpret
from reportgen.model.source_document import SourceDocument, TextParagraph

ROWS = (
    ("产出指标", "数量指标", "改造老旧楼梯扶手", "≥40处", "42处", "10", "10", ""),
    ("产出指标", "数量指标", "加装坡道", "15条", "12条", "10", "8", "三条坡道用地未落实。"),
    ("产出指标", "质量指标", "一次验收合格率", "≥95%", "97.5%", "10", "10", ""),
    ("产出指标", "时效指标", "完工时间", "2024年11月底前", "2024年11月20日", "10", "10", ""),
    ("产出指标", "成本指标", "单处改造成本", "≤0.8万元/处", "0.76万元/处", "10", "10", ""),
    ("效益指标", "社会效益指标", "老年人出行便利程度", "明显改善", "明显改善", "15", "14", ""),
    ("效益指标", "可持续影响指标", "管护责任落实率", "100%", "100%", "15", "15", ""),
    ("满意度指标", "服务对象满意度指标", "受益住户满意度", "≥90%", "96%", "10", "10", ""),
)
FIELDS = ("category", "subcategory", "name", "target_value", "actual_value", "max_score", "score", "deviation_reason")
HEADS = {
    "national": (
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ),
    "southern": ("一级", "二级", "指标名称", "目标值", "全年完成值", "标准分", "自评得分", "未完成原因分析"),
    "spaced": (
        "一级\n指标",
        "二级 指标",
        "三 级 指 标",
        "年初指标值（A）",
        "全年实际值(B)",
        "分 值",
        "自评分",
        "偏差原因\n分析",
    ),
}
REORDERED = (0, 1, 2, 6, 5, 4, 3, 7)


def header(name: str, order: Sequence[int]) -> list[str]:
    """The header row *name* with its columns in *order*."""
    return [HEADS[name][index] for index in order]


def body(order: Sequence[int], *, labels: str) -> list[list[str]]:
    """The rows with their columns in *order*; *labels* of levels stand at the top of each group or are repeated."""
    rows = []
    above = ("", "")
    for row in ROWS:
        values = list(row)
        if labels == "at the top":
            values[1] = "" if row[:2] == above else row[1]
            values[0] = "" if row[0] == above[0] else row[0]
        above = row[:2]
        rows.append([values[index] for index in order])
    return rows


def paged(head: list[str], rows: list[list[str]], size: int, *, repeat_header: bool) -> list[list[list[str]]]:
    """*rows* in tables of *size* rows each; only the first has the header unless it is repeated."""
    pages = [rows[start : start + size] for start in range(0, len(rows), size)]
    return [[head, *page] if repeat_header or index == 0 else page for index, page in enumerate(pages)]


def by_tabs(tables: Sequence[list[list[str]]]) -> str:
    """Tables with a row a line, parted by blank lines."""
    flat = [["\t".join(cell.replace("\n", "") for cell in row) for row in table] for table in tables]
    return "\n\n".join("\n".join(table) for table in flat) + "\n"


def one_cell_a_line(tables: Sequence[list[list[str]]]) -> str:
    """Tables with a cell a line, rows parted by a blank line and tables by three."""
    return (
        "\n\n\n".join("\n\n".join("\n".join("\t" + cell for cell in row) for row in table) for table in tables) + "\n"
    )


def markdown(tables: Sequence[list[list[str]]]) -> str:
    """Tables between bars."""
    lines = []
    for head, *rows in tables:
        lines += ["| " + " | ".join(cell.replace("\n", "") for cell in row) + " |" for row in (head, *rows)]
        lines.insert(len(lines) - len(rows), "|" + "---|" * len(head))
        lines.append("")
    return "\n".join(lines) + "\n"


def as_word(source: SourceDocument, path: Path) -> None:
    """Write *source* as a Word file whose blank cells under a level are merged with it."""
    document = Document()
    for block in source.blocks:
        if isinstance(block, TextParagraph):
            document.add_paragraph(block.text)
            continue
        rows = [[cell.text.strip() for cell in row] for row in block.rows]
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
        for first, last in blanks_below(rows):
            text = rows[first][0]
            table.cell(first, 0).merge(table.cell(last, 0)).text = text
    document.save(str(path))


def as_workbook(source: SourceDocument, path: Path) -> None:
    """Write *source* on one sheet, tables below each other, blank cells under a level merged with it."""
    workbook = Workbook()
    sheet = workbook.active
    line = 1
    for block in source.blocks:
        rows = [[block.text.strip()]] if isinstance(block, TextParagraph) else None
        rows = rows or [[cell.text.strip() for cell in row] for row in block.rows]
        for number, row in enumerate(rows):
            for column, text in enumerate(row, start=1):
                sheet.cell(line + number, column, text or None)
        for first, last in blanks_below(rows):
            sheet.merge_cells(start_row=line + first, end_row=line + last, start_column=1, end_column=1)
        line += len(rows)
    workbook.save(path)


def blanks_below(rows: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """First and last row of each stretch in which the first column is blank below a text."""
    found = []
    filled = [number for number, row in enumerate(rows) if row and row[0]]
    for first, following in zip(filled, [*filled[1:], len(rows)], strict=True):
        if following - first > 1:
            found.append((first, following - 1))
    return found


def imported(text: str, folder: Path, name: str = "自评表.txt") -> ImportResult:
    """What a file with *text* states."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return interpret([read_source(path)])


def as_written(result: ImportResult) -> list[tuple[str, ...]]:
    """The indicators as rows of texts, to compare with ROWS."""
    rows = []
    for indicator in result.entered.indicators:
        values = [getattr(indicator, field) for field in FIELDS]
        rows.append(tuple("" if value is None else str(value) for value in values))
    return rows
