"""历次生成、逐段、已失效: earlier words come back, one paragraph is written anew, lapsed reasons stay told."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from page_properties import faults_of
from served_workbench import ServedWorkbench
from workbench_steps import EXAMPLES, begin_report, generate, import_file, wait_until_saved

BUDGET = "（四）预算及执行情况"


@pytest.fixture
def workbench(shared_workbench: ServedWorkbench) -> ServedWorkbench:
    """One for all tests of this module; each begins its own report."""
    return shared_workbench


@pytest.fixture
def report(page: Page) -> str:
    """The address of a generated report of the example of Shanghai."""
    begun = begin_report(page, department="示例部门", year="2023", form="通用")
    import_file(page, EXAMPLES / "shanghai" / "填报.yaml")
    generate(page, begun)
    return begun


def budget(page: Page) -> Locator:
    """The part of the draft that tells the budget."""
    return page.locator(".part", has_text="全年执行").first


def write_at_the_end(page: Page, words: str) -> None:
    budget(page).locator("p").first.dblclick()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    wait_until_saved(page)
    page.keyboard.press("Escape")


def test_words_of_an_earlier_draft_come_back_beside_those_that_stand(page: Page, report: str) -> None:
    write_at_the_end(page, "资金使用规范有序。")
    page.get_by_role("link", name=f"版本：{BUDGET}").click()
    page.get_by_role("button", name="恢复版本 1").click()
    page.goto(f"{report}/draft")
    page.get_by_role("button", name="重新生成").click()
    expect(page.get_by_text("正在生成")).to_have_count(0, timeout=60_000)
    expect(budget(page)).not_to_contain_text("资金使用规范有序。")

    page.get_by_role("link", name="历次生成").click()
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_role("link", name="与现在对照").click()
    expect(page.get_by_label("这一稿的全文").first).to_contain_text("部门整体支出绩效自评报告")
    assert faults_of(page) == []
    page.goto(f"{report}/draft")

    page.get_by_role("link", name=f"版本：{BUDGET}").click()
    page.get_by_role("link", name="与以前生成的版本 2 对照").click()
    expect(page.locator("del")).to_have_text("资金使用规范有序。")
    assert faults_of(page) == []
    page.get_by_role("button", name="恢复版本 2").click()
    expect(page.locator("ins")).to_have_text("资金使用规范有序。")
    page.get_by_role("button", name="采用", exact=True).click()
    expect(budget(page)).to_contain_text("资金使用规范有序。")


def test_one_paragraph_is_written_anew_and_its_old_words_can_come_back(page: Page, report: str) -> None:
    write_at_the_end(page, "资金使用规范有序。")
    page.get_by_role("link", name=f"逐段：{BUDGET}").click()
    mine = page.locator(".one-paragraph", has_text="资金使用规范有序。")
    mine.get_by_text("写到的填报数据").click()
    expect(mine.locator(".facts-kept")).to_contain_text("预算!")

    mine.get_by_role("button", name="按模板重新起草").click()
    expect(page.locator("del")).to_have_text("资金使用规范有序。")
    page.get_by_role("button", name="采用", exact=True).click()
    expect(budget(page)).not_to_contain_text("资金使用规范有序。")

    page.get_by_role("link", name=f"版本：{BUDGET}").click()
    page.get_by_role("button", name="恢复版本 2").click()
    page.goto(f"{report}/draft")
    expect(budget(page)).to_contain_text("资金使用规范有序。")


def test_a_reason_that_holds_no_longer_is_told_with_its_old_words(page: Page, report: str) -> None:
    write_at_the_end(page, "全年培训残疾人98765人次。")
    findings = page.get_by_label("核查结果")
    doubted = findings.locator("li", has_text="98765人次")
    doubted.get_by_text("不处理", exact=True).click()
    doubted.get_by_label("不处理的理由").fill("业务系统统计，已核对")
    page.keyboard.press("Enter")
    expect(findings.locator(".dismissed")).to_contain_text("理由：业务系统统计，已核对")

    page.reload()
    budget(page).locator("p").first.dblclick()
    page.keyboard.press("Control+End")
    for _ in "人次。":
        page.keyboard.press("Backspace")
    page.keyboard.type("人。")
    wait_until_saved(page)
    page.reload()

    lapsed = findings.locator(".lapsed")
    expect(lapsed).to_contain_text("“不处理”已失效 1")
    expect(lapsed).to_contain_text("当时的理由：业务系统统计，已核对（本机用户，")
    assert faults_of(page) == []
    lapsed.get_by_role("button", name="删去这条失效的理由").click()
    expect(findings.locator(".lapsed")).to_have_count(0)
