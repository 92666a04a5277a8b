"""指标审核: an official works through the vague rows, writes a measurable one, and the data have it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from workbench_steps import EXAMPLES, begin_report, import_file


def test_a_vague_row_is_rewritten_and_the_original_kept(page: Page) -> None:
    begin_report(page, department="示例部门", year="2023", form="上海市")
    import_file(page, EXAMPLES / "shanghai" / "填报.yaml")
    page.goto("/reports/1/indicators")

    vague = page.get_by_role("article", name="残疾人办事便捷性")
    expect(vague).to_contain_text("不能衡量")
    vague.get_by_role("button", name="采纳", exact=True).click()
    expect(vague.get_by_role("alert")).to_contain_text("没填的内容")

    vague.get_by_label("自己写：名称").fill("办事一次办结率")
    vague.get_by_label("指标值", exact=True).fill("≥90%")
    vague.get_by_role("button", name="按自己写的改").click()
    expect(vague.get_by_role("status")).to_contain_text("写入 1 条指标")

    page.goto("/reports/1/indicators")
    expect(page.get_by_role("article", name="残疾人办事便捷性")).to_have_count(0)
    expect(page.get_by_role("table")).to_contain_text("办事一次办结率")
