"""财务人员审核指标时配置了模型：模型编的指标值一个也看不到，写得有据的才列出。"""

import json

import pytest

import fake_model_server as fake

ENTRY = """
基本信息:
  部门名称: 岚北市残疾人服务局
  年度: 2023
  金额单位: 万元
项目:
  - 项目序号: '1'
    项目名称: 走访慰问经费
    资金用途: 节日走访慰问困难残疾人
指标:
  - 指标序号: P1-1
    所属项目: '1'
    一级指标: 产出指标
    二级指标: 成本指标
    三级指标: 项目金额
    年度指标值: ≤10万元
"""
ROW = "indicator/P1-1"
GOOD = {
    "name": "慰问金发放到户率",
    "comparison": "≥",
    "value": "【待填：慰问金发放到户率，%，发放台账】",
    "unit": "%",
    "formula": "实际发放户数÷应发放户数×100%",
    "evidence": "慰问金发放台账、签收单",
    "basis": "走访慰问工作方案",
    "period": "年度",
    "subcategory": "质量指标",
    "rationale": "把总额改为发放的质量",
}


@pytest.fixture
def entry(tmp_path):
    path = tmp_path / "填报.yaml"
    path.write_text(ENTRY, encoding="utf-8")
    return path


@pytest.fixture
def review(reportgen, tmp_path, entry):
    def run(model, *options):
        sheet = tmp_path / "指标审核.docx"
        answer = reportgen(
            "indicators", "review", entry, "-o", sheet, "--overwrite", "--format", "json",
            "--base-url", model.base_url, "--model", "fake", *options,
        )  # fmt: skip
        return json.loads(answer.out), tmp_path / "指标审核.撰写记录.json"

    return run


def written(rows):
    return json.dumps([row["proposals"] for row in rows], ensure_ascii=False)


def offers(*candidates):
    return fake.reply({"candidates": list(candidates)}, keep=True)


def test_a_measurable_candidate_without_invented_numbers_is_shown_with_its_source(review, model_server):
    rows, _ = review(model_server(fake.reply({"candidates": [GOOD]}, when="“项目金额”", keep=True), offers()))

    shown = [each for row in rows for each in row["proposals"] if each["name"] == GOOD["name"]]
    assert shown
    assert {each["value"] for each in shown} == {GOOD["value"]}


@pytest.mark.parametrize(
    ("change", "never"),
    [
        ({"value": "95"}, "慰问金发放到户率"),
        ({"value": "九成以上"}, "九成"),
        ({"value": "[[n99]]"}, "慰问金发放到户率"),
        ({"basis": "上年完成97.3%"}, "97.3"),
        ({"evidence": "蓬莱市民政局证明"}, "蓬莱市"),
        ({"name": "慰问金发放到户率达98%"}, "98%"),
        ({"formula": "8765户÷9000户×100%"}, "8765"),
        ({"name": ""}, "把总额改为发放的质量"),
        ({"name": "公路大修里程达标率"}, "公路大修"),
    ],
)
def test_an_invented_target_is_never_shown(review, model_server, change, never):
    rows, record = review(model_server(offers(GOOD | change)))

    assert never not in written(rows)
    assert {each["candidates"] for each in json.loads(record.read_text(encoding="utf-8"))} == {0}


def test_without_a_model_the_proposals_are_those_of_the_rules(review, reportgen, model_server):
    model = model_server(fake.refuses(keep=True))

    refused, _ = review(model)
    plain, _ = review(model, "--no-model")

    assert refused == plain


def test_a_dry_run_sends_nothing(reportgen, model_server, entry):
    model = model_server()

    answer = reportgen("indicators", "review", entry, "--dry-run", "--base-url", model.base_url, "--model", "fake")

    assert ROW in answer.out
    assert "现在没有发送，也没有写文件" in answer.out
    assert model.requests == []


def test_without_an_endpoint_no_model_is_asked(reportgen, tmp_path, entry):
    answer = reportgen("indicators", "review", entry, "-o", tmp_path / "指标审核.docx")

    assert "请模型提出写法" not in answer.out
    assert not (tmp_path / "指标审核.撰写记录.json").exists()
