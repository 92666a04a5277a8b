"""人人可用: what opens on a page is named and readable, the focus is seen and never held, cells say where they are."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from page_properties import accessibility_tree, faults_of, focused_name, invisible_focus, name, role, unnamed_controls
from workbench_steps import EXAMPLES, begin_report, cell_of, import_file, wait_until_saved


@pytest.fixture
def editor(page: Page) -> Page:
    """A generated report of the example of Shanghai, number 1, open for reading."""
    begin_report(page, department="上海市残疾人联合会", year="2023", form="通用")
    import_file(page, EXAMPLES / "shanghai" / "填报.yaml")
    assert faults_of(page) == []
    page.goto("/reports/1/draft")
    page.get_by_role("button", name="生成", exact=True).click()
    expect(page.get_by_role("article")).to_contain_text("部门整体支出绩效自评报告", timeout=60_000)
    expect(page.get_by_label("核查结果")).not_to_contain_text("正在核查", timeout=120_000)
    return page


def test_what_opens_on_the_draft_can_be_used_by_everyone(editor: Page) -> None:
    editor.get_by_text("带回 Word 里的修改").click()
    editor.locator("#gaps summary").click()
    editor.locator("[data-fact='budget.total.execution_rate']").first.click()
    expect(editor.get_by_label("数字出处")).to_contain_text("99.18%")
    assert faults_of(editor) == []
    editor.keyboard.press("Escape")

    editor.get_by_role("button", name="编辑：（四）预算及执行情况").click()
    editor.keyboard.press("Control+End")
    editor.keyboard.type("全年预算数5,715.87万元。")
    expect(editor.get_by_label("核查结果").get_by_role("button", name="改成“5,715.77万元”")).to_be_visible()
    assert faults_of(editor) == []
    assert focused_name(editor) == "（四）预算及执行情况"
    doubted = editor.get_by_label("核查结果").locator("li", has_text="5,715.87万元")
    doubted.get_by_text("不处理", exact=True).click()
    assert faults_of(editor) == []

    editor.context.set_offline(True)
    doubted.get_by_label("不处理的理由").fill("已核对")
    editor.keyboard.press("Enter")
    expect(editor.get_by_role("alert")).to_contain_text("连不上服务器，没有完成请看工作台是不是还开着")
    assert faults_of(editor) == []


def test_the_dialog_keeps_the_focus_and_gives_it_back(editor: Page) -> None:
    editor.get_by_role("button", name="编辑：（四）预算及执行情况").click()
    editor.keyboard.press("Control+/")
    editor.keyboard.type("执行率")
    expect(editor.get_by_role("dialog", name="插入数字").get_by_role("listitem").first).to_be_visible()
    assert unnamed_controls(accessibility_tree(editor)) == []

    for _ in range(30):
        editor.keyboard.press("Tab")
    assert editor.evaluate(
        "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
    )
    editor.get_by_label("查找填报数据").focus()
    editor.keyboard.press("Escape")

    assert focused_name(editor) == "（四）预算及执行情况"


def test_a_cell_says_its_row_its_column_and_what_is_wrong_with_it(editor: Page) -> None:
    editor.goto("/reports/1/entry/indicators")
    cell_of(editor, 8, "分值").click()
    assert focused_name(editor).startswith("第8行 ")
    assert "，分值：" in focused_name(editor)

    editor.keyboard.type("很多")
    editor.keyboard.press("Enter")
    wait_until_saved(editor)
    wrong = cell_of(editor, 8, "分值")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    wrong.click()
    expect(wrong.locator("textarea")).to_have_accessible_description(re.compile("^“很多”不是数字"))

    nodes = accessibility_tree(editor)
    assert {"分值", "三级指标"} <= {name(node) for node in nodes if role(node) == "columnheader"}
    assert {"1", "2", "3"} <= {name(node) for node in nodes if role(node) == "rowheader"}


def test_wherever_tab_goes_the_focus_can_be_seen_and_no_place_holds_it(editor: Page) -> None:
    assert invisible_focus(editor, 60) == []
    editor.goto("/reports/1/entry/budget")
    editor.get_by_role("button", name="导入文件").click()
    assert invisible_focus(editor, 12) == []

    cell_of(editor, 1, "资金来源").click()
    editor.keyboard.press("Escape")
    editor.keyboard.press("Tab")
    assert editor.evaluate("document.activeElement.closest('#panel') !== null")


def test_saving_is_silent_and_trouble_is_said_aloud(editor: Page) -> None:
    editor.goto("/reports/1/entry/duties")
    spoken = editor.locator("#announcer")
    cell_of(editor, 1, "主要职责").click()
    editor.keyboard.type("防汛抗旱")
    editor.keyboard.press("Enter")
    wait_until_saved(editor)
    expect(spoken).not_to_contain_text("已保存")

    editor.context.set_offline(True)
    cell_of(editor, 1, "主要职责").click()
    editor.keyboard.type("水资源管理")
    editor.keyboard.press("Enter")
    expect(spoken).to_contain_text("连不上服务器")
    editor.context.set_offline(False)
    expect(spoken).to_contain_text("已保存")
