from __future__ import annotations

import pytest

from reportgen.errors import ReportgenError
from reportgen.workbench.assignments import assign
from reportgen.workbench.deeds import deeds_of
from reportgen.workbench.entry_changes import AddRow, RemoveRow, SetCell, save_changes
from reportgen.workbench.entry_rows import read_rows
from reportgen.workbench.reports import get_report
from reportgen.workbench.users import NotAllowed
from unit.workbench.conftest import CLERK, EDITOR, REVIEWER, SECOND_CLERK

FIRST, SECOND, THIRD = "00000000000000a1", "00000000000000a2", "00000000000000a3"


def duties(storage, report):
    return [(row.id, dict(row.cells)) for row in read_rows(storage, report.number, "duties")]


def save(storage, user, report, *changes, seen=1, subject="duties"):
    return save_changes(storage, user, report.number, subject, changes, seen=seen)


def test_what_is_typed_is_kept(storage, report):
    saved = save(storage, CLERK, report, AddRow(FIRST), SetCell(FIRST, "text", "", "防汛抗旱"))

    assert saved.version == 2
    assert duties(storage, report) == [(FIRST, {"text": "防汛抗旱"})]


def test_a_row_goes_behind_the_row_it_was_added_at(storage, report):
    save(storage, CLERK, report, AddRow(FIRST), AddRow(SECOND), AddRow(THIRD, behind=FIRST))

    assert [row for row, _ in duties(storage, report)] == [FIRST, THIRD, SECOND]


def test_sending_a_batch_again_changes_nothing(storage, report):
    batch = (AddRow(FIRST), SetCell(FIRST, "text", "", "防汛抗旱"))
    first = save(storage, CLERK, report, *batch)

    second = save(storage, CLERK, report, *batch)

    assert (first.version, second.version, second.conflicts) == (2, 2, ())


def test_two_people_in_different_cells_do_not_meet(storage, report):
    save(storage, CLERK, report, AddRow(FIRST), subject="problems")

    save(storage, CLERK, report, SetCell(FIRST, "problem", "", "进度慢"), seen=2, subject="problems")
    saved = save(storage, SECOND_CLERK, report, SetCell(FIRST, "cause", "", "招标晚"), seen=2, subject="problems")

    assert saved.conflicts == ()
    assert [row.cells for row in read_rows(storage, report.number, "problems")] == [
        {"problem": "进度慢", "cause": "招标晚"}
    ]
    assert [(deed.by, deed.field, deed.after) for deed in saved.others] == [("填报员甲", "problem", "进度慢")]


def test_two_people_in_one_cell_are_told_and_neither_text_is_lost(storage, report):
    save(storage, CLERK, report, AddRow(FIRST), SetCell(FIRST, "text", "", "防汛"))
    save(storage, CLERK, report, SetCell(FIRST, "text", "防汛", "防汛抗旱"), seen=2)

    saved = save(storage, SECOND_CLERK, report, SetCell(FIRST, "text", "防汛", "水资源管理"), seen=2)

    assert [(each.theirs, each.yours, each.by) for each in saved.conflicts] == [("防汛抗旱", "水资源管理", "填报员甲")]
    assert duties(storage, report) == [(FIRST, {"text": "防汛抗旱"})]
    assert next((deed.deed, deed.after) for deed in deeds_of(storage, report.number)) == ("冲突时未采用", "水资源管理")


def test_a_row_somebody_else_changed_is_not_removed(storage, report):
    save(storage, CLERK, report, AddRow(FIRST), SetCell(FIRST, "text", "", "防汛"))
    save(storage, CLERK, report, SetCell(FIRST, "text", "防汛", "防汛抗旱"), seen=2)

    saved = save(storage, SECOND_CLERK, report, RemoveRow(FIRST, {"text": "防汛"}), seen=2)

    assert [each.theirs for each in saved.conflicts] == ["这一行刚被别人修改"]
    assert duties(storage, report) == [(FIRST, {"text": "防汛抗旱"})]


def test_text_typed_into_a_row_that_is_gone_comes_back_as_a_conflict(storage, report):
    save(storage, CLERK, report, AddRow(FIRST))
    save(storage, CLERK, report, RemoveRow(FIRST), seen=2)

    saved = save(storage, SECOND_CLERK, report, SetCell(FIRST, "text", "", "防汛"), seen=2)

    assert [(each.yours, each.by) for each in saved.conflicts] == [("防汛", "填报员甲")]


def test_a_removed_row_can_be_brought_back_with_its_text(storage, report):
    save(storage, CLERK, report, AddRow(FIRST), SetCell(FIRST, "text", "", "防汛"), AddRow(SECOND))
    save(storage, CLERK, report, RemoveRow(FIRST, {"text": "防汛"}))

    save(storage, CLERK, report, AddRow(THIRD, "", {"text": "防汛"}))

    assert duties(storage, report) == [(SECOND, {}), (THIRD, {"text": "防汛"})]


def test_a_pasted_table_is_one_change(storage, report):
    rows = [f"{number:016x}" for number in range(200)]
    pasted = [change for row in rows for change in (AddRow(row), SetCell(row, "text", "", f"职责{row}"))]

    saved = save(storage, CLERK, report, *pasted)

    assert saved.version == 2
    assert duties(storage, report) == [(row, {"text": f"职责{row}"}) for row in rows]


def test_a_batch_with_one_impossible_change_changes_nothing(storage, report):
    with pytest.raises(ReportgenError, match="没有这一栏"):
        save(storage, CLERK, report, AddRow(FIRST), SetCell(FIRST, "password_hash", "", "x"))

    assert duties(storage, report) == []
    assert get_report(storage, report.number).entry_version == 1


def test_a_reviewer_enters_nothing(storage, report):
    with pytest.raises(NotAllowed, match="您的角色是“审核”，不能填报数据"):
        save(storage, REVIEWER, report, AddRow(FIRST))


def test_a_table_given_to_somebody_is_closed_to_other_clerks_alone(storage, report, clerk_account):
    assign(storage, EDITOR, report.number, "duties", [clerk_account.number])

    with pytest.raises(NotAllowed, match="这一部分由其他人负责"):
        save(storage, SECOND_CLERK, report, AddRow(FIRST))
    save(storage, clerk_account, report, AddRow(FIRST))
    save(storage, EDITOR, report, AddRow(SECOND))

    assert [row for row, _ in duties(storage, report)] == [FIRST, SECOND]


def test_the_report_follows_the_department_and_year_that_are_stated(storage, report):
    save(
        storage, CLERK, report,
        SetCell("one-department", "name", "某市水务局", "某市水利局"),
        SetCell("one-department", "year", "2023", "2024"),
        subject="department",
    )  # fmt: skip

    assert get_report(storage, report.number).title == "某市水利局 2024年度"


def test_a_department_half_typed_leaves_the_report_its_name(storage, report):
    save(
        storage, CLERK, report,
        SetCell("one-department", "name", "某市水务局", ""), SetCell("one-department", "year", "2023", "20"),
        subject="department",
    )  # fmt: skip

    assert get_report(storage, report.number).title == "某市水务局 2023年度"
