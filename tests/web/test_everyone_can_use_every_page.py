"""人人可用: every page names its controls in Chinese, has its landmarks and headings in order, and can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from playwright.sync_api import Browser, Page, expect

from page_properties import faults_of
from workbench_steps import EXAMPLES, begin_report, import_file, log_in

EMPTY = ("entry/budget", "indicators", "pictures", "draft", "figures", "signing", "assigning", "log")
FILLED = (
    "entry/department",
    "entry/indicators",
    "indicators",
    "pictures",
    "figures",
    "draft/2/versions",
    "draft/2/paragraphs",
    "drafts",
    "signing",
)


@pytest.fixture
def workbench_options() -> tuple[str, ...]:
    return ("--login",)


@pytest.fixture
def editor(open_page: Callable[[], Page]) -> Page:
    """赵敏 with a generated report of the example of Shanghai, number 1, open for reading."""
    page = open_page()
    log_in(page, "赵敏")
    begin_report(page, department="上海市残疾人联合会", year="2023", form="通用")
    import_file(page, EXAMPLES / "shanghai" / "填报.yaml")
    assert faults_of(page) == []
    page.goto("/reports/1/draft")
    page.get_by_role("button", name="生成", exact=True).click()
    expect(page.get_by_role("article")).to_contain_text("部门整体支出绩效自评报告", timeout=60_000)
    expect(page.get_by_label("核查结果")).not_to_contain_text("正在核查", timeout=120_000)
    return page


def faults_at(page: Page, paths: Sequence[str]) -> dict[str, list[str]]:
    """What is wrong on each of *paths* once it has settled; nothing where a page is as it should be."""
    told = {}
    for path in paths:
        page.goto(path)
        expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=120_000)
        told[path] = faults_of(page)
    return {path: faults for path, faults in told.items() if faults}


def test_what_is_wrong_with_a_page_is_found(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        """<html lang=en><title>Page</title><body><main><h2>小标题</h2><h4>又一个</h4><button></button>
        <input id=one><input id=one tabindex=3><button>OK</button><p class=pale style="color: #999">看不清</p>
        <svg role=img width=9 height=9></svg><nav>一</nav></main></body></html>"""
    )

    told = faults_of(page)

    page.close()
    assert told == [
        "button has no Chinese name: “”",
        "textbox has no Chinese name: “”",
        "textbox has no Chinese name: “”",
        "button has no Chinese name: “OK”",
        "image has no Chinese name: “”",
        "0 banner landmarks",
        "navigation without a name",
        "headings begin with [2, 4], and 0 of them have level 1",
        "language: en",
        "twice: ['one']",
        'jumping: [\'<input id="one" tabindex="3">\']',
        "first: ",
        "spoken: 0",
        "no title",
        "contrast p.pale: 2.85 “看不清”",
    ]


def test_pages_without_a_report_can_be_used_by_everyone(open_page: Callable[[], Page]) -> None:
    page, admin = open_page(), open_page()
    assert faults_at(page, ["/login"]) == {}
    page.get_by_label("用户名").fill("赵敏")
    page.get_by_label("密码").fill("不对的密码")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
    expect(page.get_by_label("密码")).to_have_accessible_description(
        "用户名或密码不对。请核对后再试；忘记密码请找管理员重设。"
    )
    assert faults_of(page) == []

    log_in(page, "赵敏")
    assert faults_at(page, ["/", "/reports/new", "/nothing", "/reports/9/draft", "/users"]) == {}
    begin_report(page, department="某市水务局", year="2023", form="通用")
    assert faults_at(page, ["/", *(f"/reports/1/{path}" for path in EMPTY)]) == {}
    log_in(admin, "周管理")
    assert faults_at(admin, ["/users"]) == {}


def test_pages_of_a_report_can_be_used_by_everyone(editor: Page, open_page: Callable[[], Page]) -> None:
    assert faults_of(editor) == []
    assert faults_at(editor, [f"/reports/1/{path}" for path in FILLED]) == {}

    reviewer = open_page()
    log_in(reviewer, "孙局长")
    assert faults_at(reviewer, ["/reports/1/entry/budget", "/reports/1/draft", "/reports/1/signing"]) == {}
    reviewer.get_by_label("审签意见").fill("分值问题已同财政局核对")
    reviewer.get_by_role("button", name="审签").click()
    expect(reviewer.get_by_text("退回修改")).to_be_visible()
    assert faults_of(reviewer) == []
    assert faults_at(reviewer, ["/", "/reports/1/draft", "/reports/1/signing", "/reports/1/log"]) == {}
