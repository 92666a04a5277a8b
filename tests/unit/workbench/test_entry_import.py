"""An entry file fills only what the role and the assignment of whoever imports it allow."""

from __future__ import annotations

import pytest

from reportgen.workbench.assignments import assign
from reportgen.workbench.dismissing import dismissals_of
from reportgen.workbench.entry_import import import_files
from reportgen.workbench.entry_rows import read_rows
from reportgen.workbench.reports import get_report
from reportgen.workbench.users import NotAllowed
from unit.workbench.conftest import CLERK, EDITOR, REVIEWER

ENTRY = """
基本信息: {部门名称: 某市水务局, 年度: 2023, 金额单位: 万元}
职责:
  - {主要职责: 防汛抗旱}
不处理的问题:
  - {问题编号: a1b2c3, 不处理的理由: 已与财政部门核对, 处理人: 丁, 处理日期: 2023年3月1日}
"""
ONLY_DISMISSED = """
基本信息: {部门名称: 某市水务局, 年度: 2023, 金额单位: 万元}
不处理的问题:
  - {问题编号: a1b2c3, 不处理的理由: 已与财政部门核对}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "填报.yaml"
    path.write_text(ENTRY, encoding="utf-8")
    return path


def filled_tables(storage, report):
    return {row.subject for row in read_rows(storage, report.number) if row.cells}


def test_a_clerk_fills_the_data_of_a_file_and_not_its_dismissals(storage, report, file):
    imported = import_files(storage, CLERK, report.number, [file])

    assert dict(imported.filled) == {"职责": 1}
    assert dismissals_of(storage, report.number) == ()
    assert imported.notices[0].startswith("“不处理的问题”没有导入：您的角色是“填报”，不能把问题标为不处理")


def test_an_editor_brings_the_dismissals_along(storage, report, file):
    imported = import_files(storage, EDITOR, report.number, [file])

    (kept,) = dismissals_of(storage, report.number)
    assert imported.filled["不处理的问题"] == 1
    assert (kept.number, kept.reason, kept.by) == ("a1b2c3", "已与财政部门核对", "丁")


def test_a_file_of_dismissals_alone_gets_a_clerk_nothing(storage, report, tmp_path):
    path = tmp_path / "填报.yaml"
    path.write_text(ONLY_DISMISSED, encoding="utf-8")

    with pytest.raises(NotAllowed, match="不能把问题标为不处理"):
        import_files(storage, CLERK, report.number, [path])

    assert dismissals_of(storage, report.number) == ()
    assert get_report(storage, report.number).entry_version == report.entry_version


def test_a_reviewer_imports_no_data(storage, report, file):
    with pytest.raises(NotAllowed, match="您的角色是“审核”，不能填报数据"):
        import_files(storage, REVIEWER, report.number, [file])


def test_a_file_does_not_fill_a_table_that_was_given_to_somebody_else(storage, report, file, clerk_account):
    assign(storage, EDITOR, report.number, "duties", [clerk_account.number])

    with pytest.raises(NotAllowed, match="“职责”没有导入：这一部分由其他人负责"):
        import_files(storage, CLERK, report.number, [file], replace_filled=True)
    imported = import_files(storage, clerk_account, report.number, [file])

    assert imported.filled["职责"] == 1
    assert filled_tables(storage, report) == {"department", "duties"}
