"""模型服务不争气：忙、断、慢、答非所问。该等的等，该再问的再问，报告照样写出来。"""

import json
from email.utils import formatdate

import pytest

import fake_model_server as fake
from reportgen.documents.plain_text import document_text
from stories_places import EXAMPLES

ENTRY = EXAMPLES / "jiangxi" / "填报.yaml"
FOR_MANAGEMENT = "写“预算绩效管理开展情况”"
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
JSON_OF_IT = json.dumps(MANAGEMENT, ensure_ascii=False)
ENGLISH = {"paragraphs": [{"answers": [], "sentences": ["The department carried out all of its work in time."]}]}
TRADITIONAL = {"paragraphs": [{"answers": [], "sentences": ["本部門認真開展預算績效管理，組織實施項目監控。"]}]}
LONG_AGO = formatdate(0, usegmt=True)


@pytest.fixture
def generate(reportgen, tmp_path, monkeypatch):
    """Call with a model for what was answered, the report's text and the record of 绩效管理开展情况."""
    monkeypatch.setenv("REPORTGEN_PRIOR_REPORTS", str(tmp_path / "往年报告.sqlite"))

    def run(model, *options):
        report = tmp_path / "报告.docx"
        answer = reportgen("generate", ENTRY, "-o", report, "--base-url", model.base_url, "--model", "fake", *options)
        records = json.loads((tmp_path / "报告.撰写记录.json").read_text(encoding="utf-8"))
        [record] = [each for each in records if each["section"] == "management"]
        return answer, document_text(report), record

    return run


def good(**more):
    return fake.reply(MANAGEMENT, when=FOR_MANAGEMENT, **more)


def written(text, **more):
    return fake.reply(text, when=FOR_MANAGEMENT, **more)


@pytest.mark.parametrize(
    "step",
    [
        fake.rate_limited("0", when=FOR_MANAGEMENT),
        fake.rate_limited(LONG_AGO, when=FOR_MANAGEMENT),
        fake.rate_limited("soon", when=FOR_MANAGEMENT),
        fake.status(500, "内部错误", headers={"Retry-After": "0"}, when=FOR_MANAGEMENT),
        fake.status(503, {"error": {"message": "loading model"}}, headers={"Retry-After": "0"}, when=FOR_MANAGEMENT),
        fake.drop(when=FOR_MANAGEMENT),
        fake.garbage(when=FOR_MANAGEMENT),
        fake.error_in_stream(when=FOR_MANAGEMENT),
        fake.prose(when=FOR_MANAGEMENT),
        fake.empty(when=FOR_MANAGEMENT),
        fake.refuses(when=FOR_MANAGEMENT),
        written("", refusal="I cannot help with that."),
        written(JSON_OF_IT, finish="content_filter"),
        fake.truncated(when=FOR_MANAGEMENT),
        fake.over_long(when=FOR_MANAGEMENT),
        fake.reply(ENGLISH, when=FOR_MANAGEMENT),
        fake.reply(TRADITIONAL, when=FOR_MANAGEMENT),
    ],
    ids=[
        "429 seconds", "429 date", "429 unreadable", "500", "503", "dropped", "garbage", "error in stream", "prose",
        "empty", "refused in words", "refused", "filtered", "cut off", "over long", "English", "traditional",
    ],
)  # fmt: skip
def test_a_fault_that_passes_costs_a_second_question_and_no_section(generate, model_server, step):
    model = model_server(step, good(keep=True), fake.prose(keep=True))

    _, text, record = generate(model)

    assert (record["outcome"], record["requests"]) == ("accepted", 2)
    assert "在组织分工上，人秘股牵头预算绩效管理" in text


@pytest.mark.parametrize(
    "step",
    [
        written(f"<think>先看事实，management.1 有 12 项……</think>\n{JSON_OF_IT}"),
        written(JSON_OF_IT, thought="用户要我写绩效管理，先列提纲。"),
        written("", thought=f"想好了。{JSON_OF_IT}"),
        written(f"好的，以下是撰写的内容：\n```json\n{JSON_OF_IT}\n```\n希望对您有帮助！"),
        written(f"﻿{JSON_OF_IT}"),
        good(finish="eos_token"),
        good(finish=None),
        good(finish="length"),
        good(finish="tool_calls"),
    ],
    ids=["think", "thought apart", "all in the thought", "fence", "byte order mark", "eos", "none", "length", "tools"],
)
def test_odd_manners_of_answering_are_understood_at_once(generate, model_server, step):
    _, text, record = generate(model_server(step, fake.prose(keep=True)))

    assert (record["outcome"], record["requests"]) == ("accepted", 1)
    assert "在组织分工上，人秘股牵头预算绩效管理" in text
    assert "希望对您有帮助" not in text


@pytest.mark.parametrize("how", [{"whole": True}, {"usage": False}], ids=["not streamed", "tokens not counted"])
def test_servers_that_stream_nothing_or_count_nothing_will_do(generate, model_server, how):
    _, _, record = generate(model_server(good(), fake.prose(keep=True), **how))

    assert record["outcome"] == "accepted"


@pytest.mark.parametrize(
    ("step", "requests", "reason"),
    [
        (fake.rate_limited("0", keep=True), 4, "模型服务说提问太频繁"),
        (fake.status(502, "", headers={"Retry-After": "0"}, keep=True), 4, "模型服务出错（502）"),
        (fake.status(401, "", keep=True), 1, "模型服务不接受密钥"),
        (fake.status(404, "", keep=True), 1, "接口地址或模型名称“fake”不对"),
        (fake.reply(TRADITIONAL, keep=True), 3, "应当用简体字书写"),
        (fake.reply(ENGLISH, keep=True), 3, "应当用中文书写"),
    ],
    ids=["429", "502", "key", "name", "traditional", "English"],
)
def test_a_fault_that_stays_is_told_and_the_report_is_written_by_templates(
    generate, model_server, step, requests, reason
):
    answer, text, record = generate(model_server(step))

    assert (record["outcome"], record["requests"]) == ("fallback", requests)
    assert reason in record["reason"]
    assert reason in answer.out
    assert "组织分工方面，人秘股牵头" in text


@pytest.mark.parametrize("step", [fake.hang(60, keep=True), fake.trickle(60, keep=True)], ids=["silent", "trickling"])
def test_a_model_that_does_not_end_its_answer_is_given_up_after_two_questions(generate, model_server, step):
    model = model_server(step)

    _, text, record = generate(model, "--timeout", "0.5", "--concurrency", "8")

    assert (record["outcome"], record["requests"]) == ("fallback", 2)
    assert "0.5 秒内没有答完" in record["reason"]
    assert "组织分工方面，人秘股牵头" in text
    assert len(model.requests) == 2 * len({prompt.splitlines()[-1] for prompt in model.prompts})
