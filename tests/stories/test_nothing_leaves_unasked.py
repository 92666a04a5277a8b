"""没有设置模型，什么也不发送；设置了，人名和证件号码也不离开这台电脑。"""

import json
import subprocess
import sys

import pytest

import fake_model_server as fake
from stories_places import EXAMPLES

ENTRY = EXAMPLES / "jiangxi" / "填报.yaml"
REPORT = """上犹县残疾人联合会2022年度部门整体支出绩效自评报告
一、部门概况
（一）主要职责
承担残疾人康复、就业、培训等工作。
"""
TRAPPED = """
import sys
def trap(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"}:
        print("TRAPPED", event, arguments, file=sys.stderr, flush=True)
sys.addaudithook(trap)
from reportgen.cli import main
sys.exit(main(sys.argv[1:]))
"""
SECRETS = {
    "欧阳建国": "填报人，单独一格",
    "王芳": "同志",
    "陈志强": "联系人",
    "买买提·艾力": "受助人",
    "0797-8541234": "联系电话，单独一格",
    "13987654321": "手机",
    "11010119900307002X": "身份证，末位是字母",
    "110101900307002": "十五位身份证",
    "6222 0212 3456 7890 128": "银行卡",
}
TEXT_WITH_PERSONS = (
    "王芳同志牵头，联系人：陈志强（身份证号11010119900307002X，手机13987654321），欧阳建国收集数据；"
    "入户核实受助人买买提·艾力，身份证号110101900307002，补助打入6222 0212 3456 7890 128，有事请打0797-8541234"
)


OF_INDICATORS = """
基本信息:
  部门名称: 岚北市残疾人服务局
  年度: 2023
  金额单位: 万元
项目:
  - 项目序号: '1'
    项目名称: 走访慰问经费
    资金用途: 节日走访慰问，由欧阳建国负责，联系人：陈志强（手机13987654321，身份证号11010119900307002X）
指标:
  - 指标序号: P1-1
    所属项目: '1'
    一级指标: 产出指标
    二级指标: 成本指标
    三级指标: 项目金额
    年度指标值: ≤10万元
"""


@pytest.fixture
def run_trapped(tmp_path, monkeypatch):
    """Call with the words after ``reportgen`` for a process that tells of every attempt to reach a network."""
    monkeypatch.setenv("REPORTGEN_PRIOR_REPORTS", str(tmp_path / "库.sqlite"))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-left-over-from-another-program")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    (tmp_path / "报告.txt").write_text(REPORT, encoding="utf-8")

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-X", "utf8", "-c", TRAPPED, *map(str, arguments)],
            cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=300,
        )  # fmt: skip

    return run


@pytest.mark.parametrize(
    "arguments",
    [
        ("generate", ENTRY, "-o", "新报告.docx"),
        ("generate", ENTRY, "-o", "新报告.docx", "--dry-run", "--base-url", "http://127.0.0.1:9/v1", "--model", "m"),
        ("generate", ENTRY, "-o", "新报告.docx", "--no-model", "--base-url", "http://127.0.0.1:9/v1", "--model", "m"),
        ("check", "报告.txt", "--data", ENTRY),
        ("indicators", "review", ENTRY, "-o", "审核.xlsx"),
        ("corpus", "add", "报告.txt"),
        ("corpus", "search", "康复"),
        ("model", "check"),
    ],
    ids=["generate", "dry run", "not wanted", "check", "indicators", "corpus add", "corpus search", "model check"],
)
def test_without_an_endpoint_no_command_reaches_for_a_network(run_trapped, arguments):
    answer = run_trapped(*arguments)

    assert "TRAPPED" not in answer.stderr
    assert "Traceback" not in answer.stderr


def test_the_trap_tells_of_a_model_that_is_asked(run_trapped):
    answer = run_trapped("generate", ENTRY, "-o", "新报告.docx", "--base-url", "http://127.0.0.1:9/v1", "--model", "m")

    assert "TRAPPED socket.connect" in answer.stderr


@pytest.fixture
def entry_with_persons(tmp_path):
    text = ENTRY.read_text(encoding="utf-8")
    text = text.replace("  部门简称: 上犹县残联\n", "  填报人: 欧阳建国\n  联系电话: 0797-8541234\n")
    text = text.replace("人秘股牵头预算绩效管理，业务股室配合，乡镇和城市社区负责具体落实", TEXT_WITH_PERSONS)
    path = tmp_path / "填报.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("secret", SECRETS)
def test_the_secrets_stand_in_the_entry(entry_with_persons, secret):
    assert secret in entry_with_persons.read_text(encoding="utf-8")


def test_no_person_and_no_number_of_a_person_is_on_the_wire_in_the_record_or_the_preview(
    reportgen, model_server, entry_with_persons, tmp_path, monkeypatch
):
    monkeypatch.setenv("REPORTGEN_PRIOR_REPORTS", str(tmp_path / "库.sqlite"))
    model = model_server(fake.refuses(keep=True))
    asked = ("generate", entry_with_persons, "--base-url", model.base_url, "--model", "fake")

    preview = reportgen(*asked, "-o", tmp_path / "报告.docx", "--dry-run")
    reportgen(*asked, "-o", tmp_path / "报告.docx", "--record", tmp_path / "问答.jsonl")

    wire = json.dumps(model.requests, ensure_ascii=False)
    record = (tmp_path / "问答.jsonl").read_text(encoding="utf-8")
    assert "〔人员A〕" in wire
    assert [secret for secret in SECRETS if secret in wire] == []
    assert [secret for secret in SECRETS if secret in record] == []
    assert [secret for secret in SECRETS if secret in preview.out] == []


def test_a_person_of_a_prior_report_is_not_on_the_wire(reportgen, model_server, tmp_path, monkeypatch):
    monkeypatch.setenv("REPORTGEN_PRIOR_REPORTS", str(tmp_path / "库.sqlite"))
    (tmp_path / "去年.txt").write_text(
        "上犹县残疾人联合会2021年度部门整体支出绩效自评报告\n一、预算绩效管理开展情况\n"
        f"绩效管理开展情况如下：{TEXT_WITH_PERSONS}。\n",
        encoding="utf-8",
    )
    reportgen("corpus", "add", tmp_path / "去年.txt")
    model = model_server(fake.refuses(keep=True))

    reportgen("generate", ENTRY, "-o", tmp_path / "报告.docx", "--base-url", model.base_url, "--model", "fake")

    wire = json.dumps(model.requests, ensure_ascii=False)
    assert "绩效管理开展情况如下：" in wire
    assert [secret for secret in SECRETS if secret in wire] == []


def test_no_person_is_in_the_questions_about_indicators(reportgen, tmp_path):
    path = tmp_path / "填报.yaml"
    path.write_text(OF_INDICATORS, encoding="utf-8")

    preview = reportgen("indicators", "review", path, "--dry-run")

    assert "节日走访慰问，由某某负责，联系人：某某" in preview.out
    assert [secret for secret in SECRETS if secret in preview.out] == []
