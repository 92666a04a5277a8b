"""没有权限的人: who has not logged in, or has another role, changes nothing, whatever is asked of the server."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from served_workbench import ServedWorkbench
from workbench_steps import begin_report, log_in, wait_until_saved

OPTIONS = ("--login",)


@pytest.fixture
def workbench(shared_workbench: ServedWorkbench) -> ServedWorkbench:
    """One for all tests of this module; each begins its own report."""
    return shared_workbench


def test_an_intruder_meets_the_login_page_and_a_closed_server(open_page: Callable[[], Page]) -> None:
    editor, intruder = open_page(), open_page()
    log_in(editor, "赵敏")
    report = begin_report(editor, department="某市水务局", year="2023", form="通用")
    wait_until_saved(editor)

    intruder.goto(f"{report}/entry/department")
    expect(intruder.get_by_role("heading", name="登录")).to_be_visible()
    told = intruder.evaluate(
        """async (address) => (await fetch(address, {
            method: "POST",
            headers: {"content-type": "application/json", accept: "application/json"},
            body: JSON.stringify({seen: 1, changes: [
                {set: "one-department", field: "name", before: "某市水务局", after: "被改"}]}),
        })).status""",
        f"{report}/entry/department",
    )

    assert told == 401
    editor.reload()
    expect(editor.get_by_role("grid")).to_contain_text("某市水务局")


def test_a_reviewer_reads_but_finds_nothing_to_type_into_and_a_clerk_does_not_sign(
    open_page: Callable[[], Page],
) -> None:
    editor, reviewer, clerk = open_page(), open_page(), open_page()
    log_in(editor, "赵敏")
    report = begin_report(editor, department="某市水务局", year="2023", form="通用")

    log_in(reviewer, "孙局长")
    reviewer.goto(f"{report}/entry/department")
    reviewer.keyboard.type("被改")
    expect(reviewer.get_by_role("button", name="导入文件")).to_have_count(0)
    expect(reviewer.get_by_role("grid").locator("textarea")).to_have_count(0)

    log_in(clerk, "王芳")
    told = clerk.evaluate(
        """async (address) => (await fetch(address, {
            method: "POST",
            headers: {"x-form-token": document.querySelector("meta[name=form-token]").content},
            body: new URLSearchParams({remark: "同意"}),
        })).status""",
        f"{report}/signing",
    )
    assert told == 403
