"""A figure typed into a table in Word waits beside the entry: never taken silently, never lost."""

from __future__ import annotations

import pytest
from docx import Document

from reportgen.errors import ReportgenError
from reportgen.workbench.cell_proposals import cells_waiting, entry_text, leave_cell, take_cell
from reportgen.workbench.entry_changes import SetCell, save_changes
from reportgen.workbench.entry_rows import rows_of
from reportgen.workbench.generating import word_file_of
from reportgen.workbench.users import NotAllowed
from reportgen.workbench.word_merging import bring_back
from unit.workbench.conftest import CLERK, EDITOR, TEMPLATES

GRANTED = "57,157,686.73"  # 财政拨款的全年预算数


@pytest.fixture
def typed(storage, filled, tmp_path):
    """Call with what is typed over the adjusted budget in the table of the exported file."""

    def call(words):
        _, data = word_file_of(storage, EDITOR, filled.number, TEMPLATES)
        path = tmp_path / "报告.docx"
        path.write_bytes(data)
        document = Document(str(path))
        cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
        paragraph = next(cell for cell in cells if cell.text == GRANTED).paragraphs[0]
        paragraph.clear()
        paragraph.add_run(words)
        document.save(str(path))
        return bring_back(storage, EDITOR, filled.number, path, TEMPLATES)

    return call


def budget(storage, report):
    """The adjusted budget of 财政拨款 as entered."""
    with storage.reading() as connection:
        rows = rows_of(connection, report.number, "budget")
    return next(row.cells["adjusted_budget"] for row in rows if row.cells["source"] == "财政拨款")


def test_a_figure_typed_into_a_table_waits_with_its_cell_and_the_entry_stays(storage, filled, typed):
    before = budget(storage, filled)

    positions = typed("57,175,686.73")

    (waiting,) = cells_waiting(storage, filled.number)
    assert positions == ()
    assert (waiting.label, waiting.written) == ("“财政拨款”全年预算数", "57,175,686.73")
    assert waiting.address.startswith("预算!")
    assert waiting.before == before == budget(storage, filled)


def test_a_taken_figure_stands_in_the_entry_and_waits_no_more(storage, filled, typed):
    typed("57,175,686.73")
    (waiting,) = cells_waiting(storage, filled.number)

    take_cell(storage, EDITOR, filled.number, waiting.number)

    assert budget(storage, filled).replace(",", "") == "57175686.73"
    assert cells_waiting(storage, filled.number) == ()


def test_a_figure_left_is_gone_and_the_entry_is_as_it_was(storage, filled, typed):
    before = budget(storage, filled)
    typed("57,175,686.73")

    leave_cell(storage, EDITOR, filled.number, cells_waiting(storage, filled.number)[0].number)

    assert cells_waiting(storage, filled.number) == ()
    assert budget(storage, filled) == before


def test_a_cell_somebody_changed_since_is_not_overwritten(storage, filled, typed):
    typed("57,175,686.73")
    (waiting,) = cells_waiting(storage, filled.number)
    change = SetCell(waiting.cell.row, waiting.cell.field, waiting.before, "58000000")
    save_changes(storage, EDITOR, filled.number, "budget", [change], seen=filled.entry_version)

    with pytest.raises(ReportgenError, match="已经有人改成“58000000”"):
        take_cell(storage, EDITOR, filled.number, waiting.number)

    assert budget(storage, filled) == "58000000"
    assert cells_waiting(storage, filled.number) == (waiting,)


def test_a_later_file_gives_the_figures_that_wait(storage, filled, typed):
    typed("57,175,686.73")

    typed("57,100,000.00")

    assert [each.written for each in cells_waiting(storage, filled.number)] == ["57,100,000.00"]


def test_only_those_who_write_may_leave_a_figure(storage, filled, typed):
    typed("57,175,686.73")
    (waiting,) = cells_waiting(storage, filled.number)

    with pytest.raises(NotAllowed):
        leave_cell(storage, CLERK, filled.number, waiting.number)


@pytest.mark.parametrize(
    ("standing", "generated", "written", "entered"),
    [
        ("23185.4", "23,185.40", "23,158.40", "23158.4"),
        ("≥120处", "≥120处", "≥130处", "≥130处"),
        ("138处", "138处", "183处", "183处"),
        ("5715.768673", "57,157,686.73", "57,175,686.73", "5717.568673"),
        ("94.1%", "94.1%", "", ""),
        ("优", "优", "良", "良"),
    ],
)
def test_what_was_typed_is_written_as_the_entry_writes_it(standing, generated, written, entered):
    assert entry_text(standing, generated, written) == entered
