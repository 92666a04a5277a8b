"""请模型起草: an editor sees what would be sent, watches the parts arrive, reads why others were refused, takes one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import fake_model_server as fake
from fake_model_server import FakeModel
from page_properties import faults_of
from served_workbench import ServedWorkbench
from workbench_steps import EXAMPLES, begin_report, generate, import_file

FOR_MANAGEMENT, FOR_PARAGRAPH = "写“预算绩效管理开展情况”", "只重写其中的一个自然段"
MANAGEMENT = {
    "paragraphs": [
        {
            "answers": [],
            "sentences": [
                "在组织分工上，[[management.1.text]]。",
                "在制度建设上，[[management.2.text]]。",
                "在运行监控上，[[management.3.text]]。",
            ],
        }
    ]
}
ANOTHER = {
    "paragraphs": [
        {
            "answers": [],
            "sentences": [
                "组织分工方面，[[management.1.text]]；制度建设方面，[[management.2.text]]；运行监控方面，[[management.3.text]]。"
            ],
        }
    ]
}


@pytest.fixture
def model(model_server: Callable[..., FakeModel]) -> FakeModel:
    """A model that writes the management truly and everything else with a number that nobody entered."""
    return model_server(
        fake.reply(ANOTHER, when=FOR_PARAGRAPH, keep=True),
        fake.reply(MANAGEMENT, when=FOR_MANAGEMENT, keep=True, delay=0.3),
        fake.fill("全年服务群众87654人次，完成率达到98.7%。", keep=True, delay=1.0),
    )


@pytest.fixture
def workbench(tmp_path: Path, model: FakeModel, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedWorkbench]:
    """A workbench whose settings name the model."""
    monkeypatch.setenv("OPENAI_BASE_URL", model.base_url)
    monkeypatch.setenv("OPENAI_MODEL", "fake")
    monkeypatch.setenv("REPORTGEN_PRIOR_REPORTS", str(tmp_path / "往年报告.sqlite"))
    served = ServedWorkbench(tmp_path / "工作台")
    served.start()
    yield served
    served.stop()


@pytest.fixture
def report(page: Page) -> str:
    """The address of a generated report of the example with its management entered."""
    begun = begin_report(page, department="示例部门", year="2023", form="通用")
    import_file(page, EXAMPLES / "jiangxi" / "填报.yaml")
    generate(page, begun)
    return begun


def test_parts_arrive_one_by_one_and_what_is_not_true_stays_out_with_its_reason(
    page: Page, report: str, model: FakeModel
) -> None:
    page.get_by_role("link", name="请模型起草", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("将发送的内容")
    assert model.requests == []
    assert faults_of(page) == []

    page.get_by_role("button", name="发送，请模型起草").click()
    expect(page.get_by_label("待采用的文字")).to_contain_text("预算绩效管理开展情况", timeout=60_000)
    expect(page.get_by_text("正在生成")).to_be_visible()
    expect(page.get_by_label("模型没有写成的部分")).to_contain_text("主要职责和机构人员情况", timeout=120_000)
    expect(page.get_by_text("正在生成")).to_have_count(0, timeout=120_000)
    expect(page.get_by_role("article").first).not_to_contain_text("87654")

    page.get_by_label("模型没有写成的部分").get_by_role("link", name="主要职责和机构人员情况").click()
    refused = page.get_by_label("退回的文字")
    expect(refused.locator("del").first).to_contain_text("全年服务群众87654人次")
    expect(refused).to_contain_text("“87654人次”是槽位以外的数字")
    assert faults_of(page) == []
    page.get_by_role("button", name="知道了").click()
    expect(page.get_by_label("模型没有写成的部分")).not_to_contain_text("主要职责和机构人员情况")


def test_a_part_by_the_model_is_taken_with_its_passages_and_one_paragraph_of_it_written_anew(
    page: Page, report: str, model: FakeModel
) -> None:
    page.get_by_role("link", name="请模型起草：").filter(has_text="模型").and_(
        page.get_by_role("link", name="预算绩效管理开展情况")
    ).click()
    page.get_by_role("button", name="发送，请模型起草").click()
    page.get_by_label("待采用的文字").get_by_role("link").first.click(timeout=60_000)
    expect(page.locator("ins").first).to_be_visible()
    basis = page.get_by_label("逐段依据")
    expect(basis).to_contain_text("参考的往年写法")
    basis.locator(".passage summary").first.click()
    expect(basis.locator("blockquote").first).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("button", name="采用", exact=True).click()
    part = page.locator(".part", has_text="在组织分工上，人秘股牵头预算绩效管理")
    expect(part).to_have_count(1)

    page.get_by_role("link", name="逐段：").and_(page.get_by_role("link", name="预算绩效管理开展情况")).click()
    first = page.get_by_label("第 1 段", exact=True)
    expect(first.locator(".facts-kept li")).to_have_count(3)
    expect(first.locator(".passage").first).to_be_visible()
    assert faults_of(page) == []
    first.get_by_role("link", name="请模型重新起草第 1 段").click()
    expect(page.locator("pre").last).to_contain_text("必须写到：[[management.1.text]]")
    page.get_by_role("button", name="发送，请模型起草").click()
    page.get_by_label("待采用的文字").get_by_role("link").first.click(timeout=60_000)
    expect(page.locator("ins").first).to_be_visible()
    page.get_by_role("button", name="采用", exact=True).click()
    expect(page.locator(".part", has_text="组织分工方面，人秘股牵头预算绩效管理")).to_have_count(1)

    page.get_by_role("link", name="版本：").and_(page.get_by_role("link", name="预算绩效管理开展情况")).click()
    page.get_by_role("button", name="恢复版本 2").click()
    page.goto(f"{report}/draft")
    expect(part).to_have_count(1)
