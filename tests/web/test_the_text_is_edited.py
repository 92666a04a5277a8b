"""编辑: an official changes the words of the draft; figures stay bound, wrong numbers are told while they are typed."""

from __future__ import annotations

from collections.abc import Callable

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
    """A generated report of the example of Shanghai, open for editing."""
    begun = begin_report(page, department="示例部门", year="2023", form="通用")
    import_file(page, EXAMPLES / "shanghai" / "填报.yaml")
    generate(page, begun)
    expect(page.get_by_label("核查结果")).not_to_contain_text("正在核查", timeout=30_000)
    return page


def part_with_budget(page: Page):  # type: ignore[no-untyped-def]
    """The part of the draft that tells the budget."""
    return page.locator(".part", has_text="全年执行").first


def begin_editing(page: Page) -> None:
    """Double click the paragraph that tells the budget, and go to its end."""
    part = part_with_budget(page)
    part.locator("p").first.dblclick()
    expect(part).to_have_attribute("contenteditable", "true")
    page.keyboard.press("Control+End")


def test_a_wrong_number_is_told_as_it_is_typed_and_no_longer_when_it_is_put_right(report: Page) -> None:
    begin_editing(report)
    findings = report.get_by_label("核查结果")
    before = findings.locator("li").count()

    report.keyboard.type("全年培训残疾人98765人次。")
    expect(findings).to_contain_text("98765人次")
    expect(report.locator("#saved")).to_contain_text("已保存")

    for _ in "全年培训残疾人98765人次。":
        report.keyboard.press("Backspace")
    expect(findings).not_to_contain_text("98765人次")
    expect(findings.locator("li")).to_have_count(before)


def test_words_are_kept_and_figures_stay_bound_after_the_page_is_opened_again(report: Page) -> None:
    figures = part_with_budget(report).locator(".figure").count()
    begin_editing(report)
    report.keyboard.type("资金使用规范有序。")
    expect(report.locator("#saved")).to_contain_text("已保存")

    report.reload()
    part = part_with_budget(report)
    expect(part).to_contain_text("资金使用规范有序。")
    expect(part.locator(".figure[data-fact]")).to_have_count(figures)


def test_a_figure_is_deleted_whole_or_not_at_all(report: Page) -> None:
    begin_editing(report)
    part = part_with_budget(report)
    texts = part.locator(".figure").all_inner_texts()
    for _ in range(12):
        report.keyboard.press("Backspace")
    expect(report.locator("#saved")).to_contain_text("已保存")
    left = part.locator(".figure").all_inner_texts()
    assert left == texts[: len(left)]


def test_a_figure_is_found_in_the_data_and_put_into_the_text(report: Page) -> None:
    begin_editing(report)
    report.keyboard.type("其中全年预算为")
    report.get_by_role("button", name="插入数字").click()
    report.get_by_label("查找填报数据").fill("全年预算数")
    report.get_by_role("dialog").get_by_role("button", name="部门整体支出 全年预算数").click()
    chip = part_with_budget(report).locator(".figure").last
    expect(chip).to_have_attribute("data-fact", "budget.total.adjusted_budget")
    expect(report.locator("#saved")).to_contain_text("已保存")
    report.reload()
    last = part_with_budget(report).locator(".figure").last
    expect(last).to_have_attribute("data-fact", "budget.total.adjusted_budget")


def test_two_people_on_one_part_lose_no_word(report: Page, open_page: Callable[[], Page]) -> None:
    other = open_page()
    other.goto(report.url)
    begin_editing(report)
    report.keyboard.type("甲写的话。")
    expect(report.locator("#saved")).to_contain_text("已保存")

    begin_editing(other)
    other.keyboard.type("乙写的话。")
    dispute = other.get_by_role("alert")
    expect(dispute).to_contain_text("甲写的话。")
    dispute.get_by_role("button", name="用我的文字").click()
    expect(other.locator("#saved")).to_contain_text("已保存")
    other.reload()
    expect(part_with_budget(other)).to_contain_text("乙写的话。")
