"""Sessions with the tables of a report."""

from __future__ import annotations

from typing import Any

from office_desk import Paper
from office_register import Promise, session


def cell_with(table: Any, words: str) -> Any:
    """The first cell that holds *words*."""
    return next(cell for name in table.CellNames if words in (cell := table.getCellByName(name)).String)


def _row_with(table: Any, words: str) -> int:
    name = next(name for name in table.CellNames if words in table.getCellByName(name).String)
    return int("".join(filter(str.isdigit, name)))


def _fill(table: Any, row: int, texts: list[str]) -> None:
    names = [name for name in table.CellNames if "".join(filter(str.isdigit, name)) == str(row)]
    for name, text in zip(names[-len(texts) :], texts[-len(names) :], strict=True):
        if text:
            table.getCellByName(name).String = text


@session("tianjin")
def types_in_cells(paper: Paper) -> Promise:
    table = paper.tables()[-2]
    cell = cell_with(table, "74人")
    paper.select(cell)
    paper.cursor.gotoRange(cell.getText().getEnd(), False)
    paper.type("（含复训）")
    other = cell_with(table, "部分列入计划的残疾人没有")
    paper.cursor.gotoRange(other.getText().getEnd(), False)
    paper.type("，已经逐人回访")
    return {"words": [["78人（含复训）"], ["部分列入计划的残疾人没有", "，已经逐人回访"]]}


@session("jiangxi")
def adds_rows(paper: Paper) -> Promise:
    table = paper.tables()[-2]
    at = _row_with(table, "政府中心工作")
    paper.cursor.gotoRange(cell_with(table, "政府中心工作").getText().getEnd(), False)
    paper.do("InsertRowsAfter", Amount=2)
    _fill(table, at + 1, ["", "", "走访慰问户数", "≥40户", "43户", "5", "5", ""])
    return {"words": [["走访慰问户数"], ["43户"]], "once": ["走访慰问户数"]}


@session("jiangxi")
def deletes_a_row(paper: Paper) -> Promise:
    table = paper.tables()[-2]
    paper.cursor.gotoRange(cell_with(table, "政府中心工作达标率").getText().getStart(), False)
    paper.do("DeleteRows")
    return {"missing_cells": ["政府中心工作达标率"]}


@session("jiangxi")
def copies_a_row(paper: Paper) -> Promise:
    table = paper.tables()[-2]
    paper.cursor.gotoRange(cell_with(table, "人员保障").getText().getStart(), False)
    paper.do("EntireRow")
    paper.do("Copy")
    paper.cursor.gotoRange(cell_with(table, "政府中心工作达标率").getText().getStart(), False)
    paper.do("PasteRowsBefore")
    return {"twice_cell": ["8人"]}


@session("jiangxi")
def merges_cells(paper: Paper) -> Promise:
    table = paper.tables()[-2]
    row = _row_with(table, "政府中心工作")
    paper.select(table.getCellRangeByName(f"E{row}:F{row}"))
    paper.do("MergeCells")
    return {"words": [["8人"]]}


@session("shanghai")
def adds_a_column(paper: Paper) -> Promise:
    table = paper.tables()[-2]
    paper.cursor.gotoRange(cell_with(table, "1720辆").getText().getStart(), False)
    paper.do("InsertColumnsAfter")
    return {"words": [["1731辆"]]}


@session("jiangxi")
def copies_a_table_into_the_text(paper: Paper) -> Promise:
    paper.cursor.gotoRange(cell_with(paper.tables()[-3], "374.26").getText().getStart(), False)
    paper.do("SelectTable")
    held = paper.copied()
    paper.behind("预算全部执行完毕。")
    paper.do("InsertPara")
    paper.paste(held)
    return {"words": [["全年执行370.20万元"]]}
