"""数字出处: an official points at a figure and sees its cell, its formula and where else it stands."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from served_workbench import ServedWorkbench
from workbench_steps import EXAMPLES, begin_report, generate, import_file


@pytest.fixture
def workbench(shared_workbench: ServedWorkbench) -> ServedWorkbench:
    """One for all tests of this module; each begins its own report."""
    return shared_workbench


@pytest.fixture
def report(page: Page) -> Page:
    """A generated report of the complete example, open for reading."""
    begun = begin_report(page, department="天津市残疾人联合会", year="2023", form="天津市")
    import_file(page, EXAMPLES / "tianjin" / "填报.yaml")
    generate(page, begun)
    return page


def test_a_click_on_a_rate_shows_its_formula_and_the_amounts_it_was_worked_out_from(report: Page) -> None:
    report.locator("[data-fact='budget.total.execution_rate']").first.click()
    told = report.get_by_label("数字出处")
    expect(told).to_contain_text("94.56%")
    expect(told).to_contain_text("全年执行数÷全年预算数")
    told.get_by_role("button", name="10,389.70万元").click()
    expect(told).to_contain_text("预算!E4")
    told.get_by_role("link", name="预算!E4").click()
    expect(report.get_by_role("heading", name="预算", exact=True)).to_be_visible()


def test_figures_can_be_asked_by_keyboard_and_closed_again(report: Page) -> None:
    report.locator(".paper .figure").first.focus()
    report.keyboard.press("ArrowRight")
    report.keyboard.press("Enter")
    expect(report.get_by_label("数字出处")).to_contain_text("2023年度")
    report.keyboard.press("Escape")
    expect(report.get_by_label("数字出处")).to_be_hidden()


def test_all_figures_stand_in_one_table_that_narrows_as_one_types(report: Page) -> None:
    report.get_by_role("link", name="数字一览").click()
    report.get_by_placeholder("查找数字、指标、单元格").fill("10,389.70")
    rows = report.locator("#facts tbody tr:visible")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("预算!E4")
