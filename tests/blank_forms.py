"""Blank forms as bureaus send them out: those of the shipped layouts, and some with other column names and merges."""

from __future__ import annotations

import io
import re

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Pt
from docx.table import Table as DocxTable

from reportgen.documents.word_reports import write_word_report
from reportgen.model.draft import Align, Annex, Draft, Table, TableCell, TableRow, Words
from reportgen.model.form import Form, TableBlock, TableLayout

_TIMES = ("3月底", "6月底", "9月底", "12月底")


def blank_form(form: Form, *, rows: int = 3, projects: int = 1) -> bytes:
    """The tables of *form* with nothing filled in: *rows* empty rows in each list, *projects* tables for projects."""
    annexes = [
        Annex(_title(layout.title), _tables(layout, form, rows), landscape=layout.landscape)
        for layout in form.tables
        for _ in range(projects if layout.for_each else 1)
    ]
    return write_word_report(
        Draft(title="自评表", sections=(), annexes=tuple(annexes), table_only=True), clean=True
    ).data


def _title(template: str) -> str:
    return _blanked(template.replace("{{ department.fiscal_year }}", "20　　年度")) or "绩效目标表"


def _blanked(template: str) -> str:
    return re.sub(r"\{%.*%\}|\{\{.*?\}\}", "", template)


def _tables(layout: TableLayout, form: Form, rows: int) -> tuple[Table, ...]:
    parts: list[list[TableRow]] = [[]]
    for block in layout.blocks:
        if block.new_table and parts[-1]:
            parts.append([])
        parts[-1] += _rows(block, rows, len(layout.widths))
    unit = layout.unit_note.replace("{{ department.money_unit }}", form.money_unit)
    return tuple(
        Table(tuple(part), layout.widths, unit_note=unit if part is parts[0] else "", landscape=layout.landscape)
        for part in parts
    )


def _rows(block: TableBlock, rows: int, width: int) -> list[TableRow]:
    if not block.each:
        return [
            TableRow(
                tuple(
                    TableCell(_words(_blanked(cell.template)), cell.columns, cell.rows, Align(cell.align), cell.header)
                    for cell in row
                ),
                header=block.header,
            )
            for row in block.rows
        ]
    if block.across:
        free = width - block.label_columns
        spans = [free // len(_TIMES) + (number < free % len(_TIMES)) for number in range(len(_TIMES))]
        points = zip(_TIMES, spans, strict=True)
        heads = tuple(TableCell((Words(time),), span, align=Align.CENTER, header=True) for time, span in points)
        made = [TableRow(heads), TableRow(tuple(TableCell((), span) for span in spans))]
    else:
        heads = tuple(
            TableCell((Words(column.head),), column.columns, align=Align.CENTER, header=True)
            for column in block.columns
        )
        empty = TableRow(tuple(TableCell((), column.columns, align=Align(column.align)) for column in block.columns))
        made = [TableRow(heads, header=block.header), *[empty] * rows]
    if not block.label:
        return made
    label = TableCell((Words(block.label),), block.label_columns, len(made), Align.CENTER, True)
    return [TableRow((label, *made[0].cells), made[0].header), *made[1:]]


def _words(text: str) -> tuple[Words, ...]:
    return (Words(text),) if text else ()


def county_form(*, exact_height: bool = False) -> bytes:
    """A form with heads in two rows, printed levels, 指标1： in place of names, blanks in lines, and amounts in 元."""
    document = Document()
    document.add_paragraph("20__年度部门整体支出绩效自评情况表")
    document.add_paragraph("填报单位（盖章）：                    填报日期：    年    月    日")
    document.add_paragraph("金额单位：元")
    table = _table(
        document,
        [
            "部门名称||||预算单位编码|||",
            "部门整体支出情况|资金来源|年初安排数|调整后预算数|决算数|支付进度|得分|预算执行率低的原因",
            "|总额||||||",
            "|其中：一般公共预算拨款||||||",
            "|　　　政府性基金||||||",
            "绩效指标|一级指标|二级指标|三级指标|指标值||得分情况|",
            "||||年初目标值|全年完成情况|标准分值|自评得分",
            "|产出|数量指标|指标1：||||",
            "|||指标2：||||",
            "|||……||||",
            "||质量指标|||||",
            "||时效指标|||||",
            "|效益|社会效益指标|||||",
            "|满意度|社会公众或服务对象满意度指标|||||",
            "合计|||||||",
            "自评结论|||||||",
            "分管领导签字|||填表人||||",
        ],
    )
    for row, (first, last) in ((0, (1, 3)), (0, (5, 7)), (5, (4, 5)), (5, (6, 7)), (14, (0, 5)), (15, (1, 7))):
        table.cell(row, first).merge(table.cell(row, last))
    for column, first, last in ((0, 1, 4), (0, 5, 13), (1, 5, 6), (2, 5, 6), (3, 5, 6), (1, 7, 11), (2, 7, 9)):
        table.cell(first, column).merge(table.cell(last, column))
    if exact_height:
        for row in table.rows:
            row.height, row.height_rule = Pt(20), WD_ROW_HEIGHT_RULE.EXACTLY
    return _bytes(document)


def boxed_form() -> bytes:
    """A form in one box: tables inside cells, symbol and unit in columns of their own, printed rows, boxes to tick."""
    document = Document()
    document.add_paragraph("部门绩效自评表（  年度）")
    outer = document.add_table(rows=5, cols=2, style="Table Grid")
    for row, label in zip(outer.rows, ("联系人：", "经费", "年度目标", "指标", "等次"), strict=True):
        row.cells[0].text = label
    outer.cell(0, 1).text = "联系电话：________"
    money = outer.cell(1, 1).add_table(rows=2, cols=4)
    _write(money, ["全年预算（万元）|实际支出（元）|执行率（%）|结转资金", "|||"])
    goals = outer.cell(2, 1).add_table(rows=2, cols=2)
    _write(goals, ["预期目标|目标完成情况", "|"])
    rows = [
        "序号|考核指标|符号|目标值|计量单位|实际值|完成率|满分|评分|备注",
        "1|群众文化活动场次||||||||",
        "2|读者和观众满意度||||||||",
        "3|本单位自设指标一||||||||",
        "|||||||||",
    ]
    _write(outer.cell(3, 1).add_table(rows=len(rows), cols=10), rows)
    outer.cell(4, 1).text = "□优　□良　□中　□差"
    return _bytes(document)


def _table(document: DocxDocument, rows: list[str]) -> DocxTable:
    table = document.add_table(rows=len(rows), cols=rows[0].count("|") + 1, style="Table Grid")
    _write(table, rows)
    return table


def _write(table: DocxTable, rows: list[str]) -> None:
    for row, line in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, line.split("|"), strict=True):
            cell.text = text


def _bytes(document: DocxDocument) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
