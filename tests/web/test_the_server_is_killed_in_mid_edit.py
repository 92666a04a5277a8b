"""断电: the server is killed while an official types; what was typed is there when it comes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from served_workbench import ServedWorkbench
from workbench_steps import begin_report, cell_of, open_table, type_into, wait_until_saved


@pytest.fixture
def workbench(shared_workbench: ServedWorkbench) -> ServedWorkbench:
    """One for all tests of this module; each begins its own report."""
    return shared_workbench


def test_what_was_saved_survives_a_power_cut(page: Page, workbench: ServedWorkbench) -> None:
    begin_report(page, department="某市水务局", year="2023", form="通用")
    open_table(page, "职责")
    type_into(page, 1, "主要职责", "防汛抗旱")
    wait_until_saved(page)

    workbench.kill()
    workbench.start()

    page.reload()
    expect(cell_of(page, 1, "主要职责")).to_have_text("防汛抗旱")


def test_what_is_typed_while_the_server_is_down_is_saved_when_it_is_back(
    page: Page, workbench: ServedWorkbench
) -> None:
    begin_report(page, department="某市水务局", year="2023", form="通用")
    open_table(page, "职责")
    type_into(page, 1, "主要职责", "防汛")
    wait_until_saved(page)

    workbench.kill()
    cell_of(page, 1, "主要职责").click()
    page.keyboard.press("F2")
    page.keyboard.type("抗旱和水资源管理")
    expect(page.locator("#saved")).to_contain_text("连不上服务器，内容已留在本页")
    workbench.start()

    expect(page.locator("#saved")).to_contain_text("已保存", timeout=20_000)
    page.keyboard.press("Enter")
    page.reload()
    expect(cell_of(page, 1, "主要职责")).to_have_text("防汛抗旱和水资源管理")


def test_what_is_typed_before_the_browser_is_closed_comes_back_too(page: Page, workbench: ServedWorkbench) -> None:
    begin_report(page, department="某市水务局", year="2023", form="通用")
    open_table(page, "职责")
    workbench.kill()
    type_into(page, 1, "主要职责", "防汛抗旱")
    expect(page.locator("#saved")).to_contain_text("连不上服务器")
    address, browser = page.url, page.context
    page.close()

    workbench.start()
    again = browser.new_page()
    again.goto(address)

    expect(again.locator("#saved")).to_contain_text("已保存 ")
    again.reload()
    expect(again.locator("#grid")).to_contain_text("防汛抗旱")
