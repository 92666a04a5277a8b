"""核查结果: a wrong digit is put right by one click, another finding is left with a reason, any version comes back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from workbench_steps import EXAMPLES, begin_report, import_file


def test_findings_are_settled_one_by_one_and_a_version_comes_back(page: Page) -> None:
    begin_report(page, department="示例部门", year="2023", form="通用")
    import_file(page, EXAMPLES / "shanghai" / "填报.yaml")
    page.goto("/reports/1/draft")
    page.get_by_role("button", name="生成", exact=True).click()
    expect(page.get_by_role("article")).to_contain_text("部门整体支出绩效自评报告", timeout=60_000)
    part = page.locator(".part", has_text="全年执行").first
    part.locator("p").first.dblclick()
    page.keyboard.press("Control+End")
    page.keyboard.type("全年预算数5,715.87万元。全年培训残疾人98765人次。")
    expect(page.locator("#saved")).to_contain_text("已保存")
    page.keyboard.press("Escape")

    findings = page.get_by_label("核查结果")
    doubted = findings.locator("li", has_text="98765人次")
    doubted.get_by_text("不处理", exact=True).click()
    doubted.get_by_label("不处理的理由").fill("业务系统统计，已核对")
    page.keyboard.press("Enter")
    expect(findings.locator(".dismissed")).to_contain_text("理由：业务系统统计，已核对（本机用户，")

    findings.get_by_role("button", name="改成“5,715.77万元”").click()
    expect(part).to_contain_text("全年预算数5,715.77万元。")
    expect(findings).not_to_contain_text("5,715.87万元")
    expect(findings.locator(".dismissed")).to_contain_text("98765人次")

    page.get_by_role("link", name="版本：（四）预算及执行情况").click()
    expect(page.locator("del")).to_have_text("5,715.87万元")
    page.get_by_label("以版本 1 为旧").check()
    page.get_by_role("button", name="对照选中的两个版本").click()
    page.get_by_role("button", name="恢复版本 1").click()
    expect(page.get_by_role("row", name="现用")).to_contain_text("恢复旧版本")
