from __future__ import annotations

from reportgen.model.origin import Origin
from reportgen.workbench.entry_reading import CellRef, cell_of, read_entry_rows
from reportgen.workbench.entry_rows import EntryRow

DEPARTMENT = EntryRow("one-department", "department", {"name": "某市水务局", "year": "2023", "money_unit": "万元"})
TOTAL = EntryRow("00000000000000b1", "budget", {"source": "合计", "expenditure_type": "合计", "original_budget": "100"})


def read(*rows):
    return read_entry_rows([DEPARTMENT, *rows])


def test_texts_become_values_with_the_places_of_the_exported_workbook():
    found = read(TOTAL)

    line = found.entered.budget[0]
    assert str(line.original_budget) == "100万元"
    assert str(line.origin("original_budget")) == "填报数据 预算!C4"
    assert str(found.entered.department.origin("name")) == "填报数据 基本信息!B3"


def test_every_place_leads_back_to_its_cell():
    found = read(TOTAL)

    assert cell_of(found.cells, [Origin("填报数据", part="预算", row=4, column=3)]) == CellRef(
        "budget", "00000000000000b1", "original_budget"
    )
    assert found.cells["填报数据 基本信息!B3"] == CellRef("department", "one-department", "name")
    assert found.cells["填报数据 预算!4"] == CellRef("budget", "00000000000000b1")
    assert all(found.cells[place].subject for place in found.cells)
    assert len(list(found.cells)) == len(found.cells)


def test_a_place_elsewhere_is_no_cell():
    found = read(TOTAL)

    for place in ("自评表.docx 第2个表格第4行", "填报数据 预算!C99", "填报数据 没有的表!C4", ""):
        assert found.cells.get(place) is None


def test_a_text_that_is_no_number_is_a_problem_with_its_cell_and_the_rest_still_counts():
    wrong = EntryRow("00000000000000b2", "budget", {**TOTAL.cells, "source": "财政拨款", "original_budget": "abc"})

    found = read(TOTAL, wrong)

    assert [(each.message, each.place, each.cell) for each in found.problems] == [
        ("“abc”不是数字", "预算!C5", CellRef("budget", "00000000000000b2", "original_budget"))
    ]
    assert len(found.sound.budget) == 2


def test_rows_that_stop_a_report_are_left_out_of_what_is_scored():
    nameless = EntryRow("00000000000000b3", "budget", {"source": "合计"})

    found = read(TOTAL, nameless)

    assert [each.message for each in found.problems] == ["“支出类别”没有填写"]
    assert [line.original_budget is not None for line in found.sound.budget] == [True]


def test_without_a_department_nothing_is_scored():
    found = read_entry_rows([EntryRow("one-department", "department", {"year": "2023"}), TOTAL])

    assert found.sound is None
    assert "“部门名称”没有填写" in [each.message for each in found.problems]


def test_empty_rows_are_no_records():
    assert read(EntryRow("00000000000000b4", "budget", {})).entered.budget == ()
