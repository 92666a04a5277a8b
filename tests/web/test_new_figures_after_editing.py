"""New figures after editing: what people wrote, on the page and in Word, stays; the figures in it are the new ones."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from workbench_steps import EXAMPLES, begin_report, cell_of, import_file, wait_until_saved


def write_in_word(file: Path, words: str) -> None:
    """Add *words* to the paragraph of the exported report that tells the budget."""
    document = Document(str(file))
    told = next(each for each in document.paragraphs if each.text.startswith("2023年，部门整体支出全年预算"))
    told.add_run(words)
    document.save(str(file))


def test_words_written_on_the_page_and_in_word_outlive_new_figures(page: Page, tmp_path: Path) -> None:
    begin_report(page, department="示例部门", year="2023", form="通用")
    import_file(page, EXAMPLES / "shanghai" / "填报.yaml")
    page.goto("/reports/1/draft")
    page.get_by_role("button", name="生成", exact=True).click()
    expect(page.get_by_role("article")).to_contain_text("部门整体支出绩效自评报告", timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Word").click()
    file = tmp_path / "改好的报告.docx"
    download.value.save_as(file)
    write_in_word(file, "上述资金使用规范有序。")
    part = page.locator(".part", has_text="全年执行").first
    part.locator("p").first.dblclick()
    page.keyboard.press("Control+End")
    page.keyboard.type("这句话是在网页上写的。")
    wait_until_saved(page)
    page.keyboard.press("Escape")

    page.get_by_text("带回 Word 里的修改").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="带回", exact=True).click()
    expect(page.locator("ins")).to_have_text("上述资金使用规范有序。")
    page.get_by_role("button", name="采用", exact=True).click()

    page.goto("/reports/1/entry/budget")
    cell_of(page, 1, "全年预算数").click()
    page.keyboard.type("58000000元")
    page.keyboard.press("Enter")
    wait_until_saved(page)
    page.goto("/reports/1/draft")
    expect(page.get_by_text("以后填报数据又有修改，请重新生成")).to_be_visible()
    page.get_by_role("button", name="重新生成").click()

    expect(page.get_by_text("保留了改过的 1 个部分")).to_be_visible(timeout=60_000)
    expect(part).to_contain_text("部门整体支出全年预算5,800.00万元")
    expect(part).to_contain_text("上述资金使用规范有序。")
    expect(part).to_contain_text("这句话是在网页上写的。")
