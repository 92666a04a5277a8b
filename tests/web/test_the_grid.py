"""填表: what an official does at the keyboard in a table."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from served_workbench import ServedWorkbench
from workbench_steps import begin_report, cell_of, open_table, type_into, wait_until_saved

PASTE = """(text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
}"""


@pytest.fixture
def workbench(shared_workbench: ServedWorkbench) -> ServedWorkbench:
    """One for all tests of this module; each begins its own report."""
    return shared_workbench


@pytest.fixture
def budget(page: Page) -> Page:
    """The empty table 预算 of a new report."""
    begin_report(page, department="某市水务局", year="2023", form="通用")
    open_table(page, "预算")
    return page


def test_a_table_copied_from_excel_is_pasted_and_kept(budget: Page) -> None:
    cell_of(budget, 1, "资金来源").click()

    budget.evaluate(PASTE, '合计\t合计\t1,000.00\t1200\t1100\n财政拨款\t合计\t900\t"1100"\t1000\n')
    wait_until_saved(budget)

    budget.reload()
    rows = budget.locator("#grid tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_have_text("合计合计1,000.0012001100")
    expect(rows.nth(1)).to_have_text("财政拨款合计90011001000")


def test_a_pasted_table_is_undone_and_redone_at_once(budget: Page) -> None:
    cell_of(budget, 1, "资金来源").click()
    budget.evaluate(PASTE, "合计\t合计\t1000\n财政拨款\t合计\t900\n")
    rows = budget.locator("#grid tbody tr")
    expect(rows).to_have_count(2)

    budget.keyboard.press("Control+z")
    expect(rows).to_have_count(1)
    expect(rows.nth(0)).to_have_text("")
    budget.keyboard.press("Control+y")
    expect(rows).to_have_count(2)
    wait_until_saved(budget)

    budget.reload()
    expect(budget.locator("#grid tbody")).to_contain_text("财政拨款合计900")


def test_the_keyboard_alone_fills_a_row(budget: Page) -> None:
    cell_of(budget, 1, "资金来源").click()
    for key in ("Enter", "ArrowDown", "Tab", "F2", "ArrowDown", "Tab"):
        budget.keyboard.press(key)
    budget.keyboard.type("1000")
    budget.keyboard.press("Tab")
    budget.keyboard.type("1200")
    budget.keyboard.press("Enter")
    wait_until_saved(budget)

    budget.reload()
    expect(budget.locator("#grid tbody tr").first).to_have_text("合计合计10001200")


def test_a_wrong_number_is_told_in_the_cell_and_in_the_panel(budget: Page) -> None:
    type_into(budget, 1, "年初预算数", "一千多")
    wait_until_saved(budget)

    wrong = cell_of(budget, 1, "年初预算数")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    wrong.click()
    expect(budget.locator(".message")).to_contain_text("“一千多”不是数字")
    expect(budget.get_by_label("得分与问题").get_by_role("link", name="预算!C4")).to_be_visible()


def test_escape_gives_up_what_was_typed(budget: Page) -> None:
    type_into(budget, 1, "年初预算数", "1000")
    cell_of(budget, 1, "年初预算数").click()
    budget.keyboard.type("99")
    budget.keyboard.press("Escape")
    wait_until_saved(budget)

    budget.reload()
    expect(cell_of(budget, 1, "年初预算数")).to_have_text("1000")


def test_a_row_removed_by_mistake_comes_back(budget: Page) -> None:
    type_into(budget, 1, "年初预算数", "1000")
    cell_of(budget, 1, "年初预算数").click()
    budget.keyboard.press("Control+Delete")
    rows = budget.locator("#grid tbody tr")
    expect(rows).to_have_count(0)

    budget.get_by_role("button", name="撤销").click()
    wait_until_saved(budget)

    budget.reload()
    expect(cell_of(budget, 1, "年初预算数")).to_have_text("1000")
