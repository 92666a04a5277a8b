"""第一份报告: an official who has never seen the program goes from nothing to a Word file."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from workbench_steps import EXAMPLES, begin_report, import_file, open_table, type_into, wait_until_saved


def test_an_official_goes_from_nothing_to_a_word_file(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    page.get_by_role("link", name="新建第一份报告").click()
    begin_report(page, department="天津市残疾人联合会", year="2023", form="天津市")

    import_file(page, EXAMPLES / "tianjin" / "填报.yaml")
    page.get_by_role("link", name="继续填报").click()
    panel = page.get_by_label("得分与问题")
    expect(panel.get_by_label("得分", exact=True)).to_contain_text("98.96")

    open_table(page, "预算")
    type_into(page, 1, "得分", "9")
    wait_until_saved(page)
    expect(panel.get_by_label("得分", exact=True)).to_contain_text("98.50")
    expect(panel.get_by_label("问题", exact=True)).to_contain_text("预算执行率")

    page.get_by_role("link", name="报告", exact=True).click()
    page.get_by_role("button", name="生成", exact=True).click()
    report = page.get_by_role("article")
    expect(report).to_contain_text("天津市残疾人联合会2023年度部门整体支出绩效自评报告", timeout=60_000)
    expect(report.locator("[data-fact='budget.total.actual_expenditure']").first).to_have_text("10,389.70万元")

    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Word").click()
    download.value.save_as(tmp_path / "报告.docx")
    text = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "报告.docx")).paragraphs)
    assert "10,389.70万元" in text
