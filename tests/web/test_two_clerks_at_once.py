"""两人同时填报: two clerks with the same table open lose no keystroke and see whose text stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from served_workbench import ServedWorkbench
from workbench_steps import begin_report, cell_of, log_in, open_table, type_into, wait_until_saved

OPTIONS = ("--login",)


@pytest.fixture
def workbench(shared_workbench: ServedWorkbench) -> ServedWorkbench:
    """One for all tests of this module; each begins its own report."""
    return shared_workbench


@pytest.fixture
def clerks(open_page: Callable[[], Page]) -> tuple[Page, Page]:
    """王芳 and 李强, each with the table 存在问题 of a new report open, one row in it."""
    editor, first, second = open_page(), open_page(), open_page()
    log_in(editor, "赵敏")
    report = begin_report(editor, department="某市水务局", year="2023", form="通用")
    open_table(editor, "存在问题")
    type_into(editor, 1, "存在问题", "项目进度慢")
    wait_until_saved(editor)
    for page, name in ((first, "王芳"), (second, "李强")):
        log_in(page, name)
        page.goto(f"{report}/entry/department")
        open_table(page, "存在问题")
        expect(cell_of(page, 1, "存在问题")).to_have_text("项目进度慢")
    return first, second


def test_two_clerks_in_different_cells_both_keep_their_text(clerks: tuple[Page, Page]) -> None:
    first, second = clerks

    type_into(first, 1, "原因", "招标晚")
    type_into(second, 1, "改进措施", "提前启动招标")
    wait_until_saved(first)
    wait_until_saved(second)

    first.reload()
    expect(cell_of(first, 1, "原因")).to_have_text("招标晚")
    expect(cell_of(first, 1, "改进措施")).to_have_text("提前启动招标")
    expect(cell_of(second, 1, "原因")).to_have_text("招标晚")


def test_two_clerks_in_one_cell_choose_between_both_texts(clerks: tuple[Page, Page]) -> None:
    first, second = clerks

    type_into(first, 1, "原因", "招标晚")
    wait_until_saved(first)
    type_into(second, 1, "原因", "图纸修改")

    conflict = second.locator("#conflicts")
    expect(conflict).to_contain_text("招标晚　—— 王芳")
    expect(conflict).to_contain_text("图纸修改")
    conflict.get_by_role("button", name="采用我的").click()
    wait_until_saved(second)

    expect(conflict).to_be_hidden()
    first.reload()
    expect(cell_of(first, 1, "原因")).to_have_text("图纸修改")
    first.get_by_role("link", name="记录").click()
    expect(first.get_by_role("row", name="冲突时未采用").first).to_contain_text("李强")
