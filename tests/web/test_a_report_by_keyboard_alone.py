"""只用键盘: an official without a mouse creates, fills in, generates, corrects and exports a report."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect

from keyboard_steps import press, tab_to, type_row
from workbench_steps import wait_until_saved


def test_a_report_is_made_from_nothing_without_a_mouse(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    press(page, "新建第一份报告")
    expect(page.get_by_label("部门名称")).to_be_focused()
    page.keyboard.type("某市水务局")
    page.keyboard.press("Tab")
    page.keyboard.type("2023")
    press(page, "建立，开始填报")

    expect(page.get_by_role("heading", name="基本信息")).to_be_visible()
    page.keyboard.press("Escape")
    press(page, "预算", back=True)
    expect(page.get_by_role("heading", name="预算", exact=True)).to_be_visible()
    type_row(page, "合计 合计 1000 1200 1100")
    page.keyboard.press("Escape")
    wait_until_saved(page)
    expect(page.get_by_label("得分", exact=True)).to_contain_text("各项得分")

    press(page, "报告", back=True)
    expect(page.get_by_role("heading", name="还没有生成")).to_be_visible()
    press(page, "生成")
    expect(page.get_by_role("article")).to_contain_text("部门整体支出绩效自评报告", timeout=60_000)
    expect(page.get_by_label("核查结果")).not_to_contain_text("正在核查", timeout=120_000)

    press(page, "编辑：（四）预算及执行情况")
    page.keyboard.press("Control+End")
    page.keyboard.type("全年预算数1,210.00万元。")
    findings = page.get_by_label("核查结果")
    expect(findings).to_contain_text("1,210.00万元")
    wait_until_saved(page)
    page.keyboard.press("Escape")
    expect(findings.get_by_role("button", name="改成“1,200.00万元”")).to_be_visible()
    press(page, "改成“1,200.00万元”")
    expect(page.get_by_role("article")).to_contain_text("全年预算数1,200.00万元。")
    expect(findings).not_to_contain_text("1,210.00万元")

    tab_to(page, "导出 Word")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "报告.docx")
    text = "\n".join(paragraph.text for paragraph in Document(str(tmp_path / "报告.docx")).paragraphs)
    assert "全年预算数1,200.00万元。" in text
