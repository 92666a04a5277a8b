"""What an official does in the workbench, step by step, in the words on the screen."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

EXAMPLES = Path(__file__).parents[1] / "corpora" / "examples"
PASSWORD = "春江花月夜2023-水务"


def log_in(page: Page, name: str) -> None:
    """登录, up to the list of reports."""
    page.goto("/login")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="报告", exact=True)).to_be_visible()


def begin_report(page: Page, *, department: str, year: str, form: str) -> str:
    """新建报告, up to its first table. Returns the address that the report's pages begin with: /reports/1."""
    page.goto("/reports/new")
    page.get_by_label("部门名称").fill(department)
    page.get_by_label("年度").fill(year)
    page.get_by_role("radio", name=form).check()
    page.get_by_role("button", name="建立，开始填报").click()
    expect(page.get_by_role("heading", name="基本信息")).to_be_visible()
    return urlsplit(page.url).path.removesuffix("/entry/department")


def generate(page: Page, report: str) -> None:
    """生成, up to the text on the page."""
    page.goto(f"{report}/draft")
    page.get_by_role("button", name="生成", exact=True).click()
    expect(page.get_by_role("article").first).to_contain_text("部门整体支出绩效自评报告", timeout=60_000)


def import_file(page: Page, file: Path) -> None:
    """导入文件, up to the list of what was read."""
    page.get_by_role("button", name="导入文件").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_role("heading", name="导入完成")).to_be_visible()


def open_table(page: Page, title: str) -> None:
    """One of the tables in the list on the left."""
    page.get_by_label("填报表", exact=True).get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()


def type_into(page: Page, row: int, label: str, text: str) -> None:
    """Type *text* into a cell of the table and go on with Enter. *row* counts from 1."""
    cell_of(page, row, label).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def cell_of(page: Page, row: int, label: str):  # type: ignore[no-untyped-def]
    """The cell of *row* (from 1) under the head *label*."""
    heads = page.locator("#grid thead th").all_inner_texts()
    column = next(at for at, head in enumerate(heads) if head.rstrip("*") == label)
    return page.locator("#grid tbody tr").nth(row - 1).locator("th, td").nth(column)


def wait_until_saved(page: Page) -> None:
    """Until the page says that everything is kept."""
    expect(page.locator("#saved")).to_contain_text("已保存")
