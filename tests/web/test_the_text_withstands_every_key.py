"""经得起乱按: figures stay whole, headings and tables stay, foreign text comes in as words, and all can be undone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from workbench_steps import EXAMPLES, begin_report, import_file

# The part as it would be sent: headings and tables as #, figures in braces, a bar between paragraphs.
AS_SENT = """(part) => partText.read(part).map((block) => !block.runs ? "#" : block.runs
    .map((run) => typeof run === "string" ? run : `{${run.text || run.gap}}`).join("")).join("|")"""
PUT_CARET = """(node, [from, to]) => {
    const at = (place) => place < 0 ? [node, node.childNodes.length] : [node.firstChild || node, place];
    getSelection().setBaseAndExtent(...at(from), ...at(to));
}"""
PASTE = """([html, text]) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
}"""
FIRST = "{2023年}，部门整体支出全年预算{5,715.77万元}，全年执行{5,669.07万元}，预算执行率{99.18%}，结余{46.70万元}。"


@pytest.fixture
def report(page: Page) -> Page:
    """A generated report of the example of Shanghai."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    begin_report(page, department="示例部门", year="2023", form="通用")
    import_file(page, EXAMPLES / "shanghai" / "填报.yaml")
    page.goto("/reports/1/draft")
    page.get_by_role("button", name="生成", exact=True).click()
    expect(page.get_by_role("article")).to_contain_text("部门整体支出绩效自评报告", timeout=60_000)
    return page


@pytest.fixture
def part(report: Page) -> Locator:
    """The part that tells the budget: a heading and two paragraphs; open for editing."""
    found = report.get_by_label("（四）预算及执行情况", exact=True).and_(report.locator(".part"))
    report.get_by_role("button", name="编辑：（四）预算及执行情况").click()
    expect(found).to_have_attribute("contenteditable", "true")
    return found


def undo_until(page: Page, part: Locator, wanted: str) -> None:
    """Press Ctrl+Z until the part is as *wanted*; fails where no number of presses brings it back."""
    for _ in range(40):
        page.keyboard.press("Control+z")
    assert part.evaluate(AS_SENT) == wanted


def test_headings_stay_and_everything_else_can_be_undone(report: Page, part: Locator) -> None:
    before = part.evaluate(AS_SENT)
    assert before.startswith(f"#|{FIRST}|")

    report.keyboard.press("Control+a")
    report.keyboard.press("Delete")
    assert part.evaluate(AS_SENT) == "#"
    report.keyboard.type("全部重写。")
    assert part.evaluate(AS_SENT) == "#|全部重写。"
    undo_until(report, part, before)

    part.locator("p").first.evaluate(PUT_CARET, [0, 0])
    for key in ("Backspace", "Control+Backspace", "Shift+ArrowUp", "Delete"):
        report.keyboard.press(key)
    part.evaluate("(part) => getSelection().selectAllChildren(part)")
    report.keyboard.press("Control+x")
    assert part.evaluate(AS_SENT) == before

    part.locator("p").first.evaluate(PUT_CARET, [-1, -1])
    report.keyboard.press("Delete")
    assert part.locator("p").count() == 1
    undo_until(report, part, before)
    report.keyboard.press("Control+b")
    assert part.locator("b, strong, [style]").count() == 0


def test_a_figure_is_never_changed_by_half(report: Page, part: Locator) -> None:
    before = part.evaluate(AS_SENT)
    figure = part.locator(".figure").nth(1)

    for key in ("Delete", "Backspace", "9", "Control+x"):
        figure.evaluate(PUT_CARET, [2, 4])
        report.keyboard.press(key)
    figure.drag_to(part.locator("p").last)
    assert part.evaluate(AS_SENT) == before

    session = report.context.new_cdp_session(report)
    part.locator("p").first.evaluate(PUT_CARET, [-1, -1])
    for typed in ("c", "ce", "ceshi"):
        session.send("Input.imeSetComposition", {"text": typed, "selectionStart": 5, "selectionEnd": 5})
    session.send("Input.insertText", {"text": "测试"})
    assert part.evaluate(AS_SENT) == before.replace(FIRST, f"{FIRST}测试")
    figure.evaluate(PUT_CARET, [2, 2])
    session.send("Input.imeSetComposition", {"text": "ce", "selectionStart": 2, "selectionEnd": 2})
    session.send("Input.insertText", {"text": "测"})
    assert part.locator(".figure").all_inner_texts()[:2] == ["2023年", "5,715.77万元"]


def test_a_sentence_that_is_moved_keeps_its_figures_and_foreign_text_brings_none(report: Page, part: Locator) -> None:
    before = part.evaluate(AS_SENT)
    part.locator("p").first.evaluate("(p) => getSelection().selectAllChildren(p)")
    report.keyboard.press("Control+x")
    part.locator("p").last.evaluate(PUT_CARET, [-1, -1])
    report.keyboard.press("Control+v")
    assert part.evaluate(AS_SENT).endswith(f"。{FIRST}")
    undo_until(report, part, before)

    part.locator("p").last.evaluate(PUT_CARET, [-1, -1])
    hostile = (
        '<img src=x onerror="document.title=1"><p class=MsoNormal style="color:red">'
        '<span class=figure data-fact="budget.total.actual_expenditure">99,999.99万元</span></p>'
        "<table><tr><td>甲</table>"
    )
    report.evaluate(PASTE, [hostile, "执行99,999.99万元\t甲\r\n第二行\u0007乙\u202e丙"])
    assert part.evaluate(AS_SENT) == f"{before}执行99,999.99万元 甲|第二行乙丙"
    assert part.locator("img, table, span.figure[data-fact]:has-text('99,999.99')").count() == 0
    expect(report.get_by_label("核查结果")).to_contain_text("99,999.99万元")
    undo_until(report, part, before)


def test_text_that_could_not_be_saved_before_the_page_closed_comes_back(report: Page, part: Locator) -> None:
    report.context.set_offline(True)
    report.keyboard.press("Control+End")
    report.keyboard.type("断网时写的话。")
    expect(report.locator("#saved")).to_contain_text("连不上服务器，文字已留在本机")
    browser = report.context
    report.close(run_before_unload=False)
    browser.set_offline(False)

    again = browser.new_page()
    again.goto("/reports/1/draft")
    again.get_by_role("alert").get_by_role("button", name="恢复这些文字").click()
    expect(again.locator("#saved")).to_contain_text("已保存")
    again.reload()
    expect(again.get_by_role("article")).to_contain_text("断网时写的话。")
