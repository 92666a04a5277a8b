"""分工: an editor gives one part of the text to a clerk, who writes it and finds the other parts shut."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from served_workbench import ServedWorkbench
from workbench_steps import EXAMPLES, begin_report, generate, import_file, log_in, wait_until_saved

OPTIONS = ("--login",)


@pytest.fixture
def workbench(shared_workbench: ServedWorkbench) -> ServedWorkbench:
    """One for all tests of this module; each begins its own report."""
    return shared_workbench


def test_a_clerk_writes_the_part_that_was_given_to_her(open_page: Callable[[], Page]) -> None:
    editor, clerk = open_page(), open_page()
    log_in(editor, "赵敏")
    report = begin_report(editor, department="示例部门", year="2023", form="通用")
    import_file(editor, EXAMPLES / "shanghai" / "填报.yaml")
    generate(editor, report)
    log_in(clerk, "王芳")
    clerk.goto(f"{report}/draft")
    expect(clerk.get_by_role("button", name="编辑：")).to_have_count(0)

    editor.goto(f"{report}/assigning")
    row = editor.get_by_role("row", name="报告文字：（四）预算及执行情况")
    row.get_by_label("王芳").check()
    row.get_by_role("button", name="保存").click()
    expect(row.get_by_role("status")).to_have_text("已保存")

    clerk.reload()
    expect(clerk.get_by_role("button", name="编辑：")).to_have_count(1)
    part = clerk.locator(".part", has_text="全年执行").first
    part.locator("p").first.dblclick()
    clerk.keyboard.press("Control+End")
    clerk.keyboard.type("资金使用规范有序。")
    wait_until_saved(clerk)
    editor.goto(f"{report}/draft")
    expect(editor.locator(".part", has_text="全年执行").first).to_contain_text("资金使用规范有序。")
