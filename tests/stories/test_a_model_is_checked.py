import signal
import subprocess
import sys
import time

import pytest

from fake_model_server import fill, hang, prose, rate_limited, reply, status

WRITTEN = {
    "sentences": [
        {
            "text": "预算执行率为{{execution_rate}}，培训{{training_sessions}}，都达标。",
            "facts": ["execution_rate", "training_sessions"],
        },
        {"text": "满意度{{satisfaction}}偏低。", "facts": ["satisfaction"]},
    ]
}
TASK = "写两到三句话"


def check(reportgen, model, *more):
    return reportgen("model", "check", "--base-url", model.base_url, "--model", "fake", "--times", 1, *more)


def test_without_settings_the_official_is_told_how_to_set_a_model_up_and_nothing_is_sent(reportgen):
    answer = reportgen("model", "check")

    assert answer.code == 2
    assert "还没有设置语言模型；没有设置时，不向任何地方发送内容" in answer.err
    assert "设置.yaml" in answer.err
    assert "docs/model.md" in answer.err


def test_a_good_model_passes(reportgen, model_server):
    answer = check(reportgen, model_server(reply(WRITTEN, when=TASK)))

    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[1:3] == ["模型名称：fake　密钥：没有设置", "  [提示] 模型在本机，内容不离开这台电脑"]
    assert lines[4].startswith("  [通过] JSON Schema：可用")
    assert lines[7].startswith("短问题的回答时间（1 次）：最快 ")
    assert lines[8:] == [
        "试写一小段：",
        "  [通过] 一次就符合格式：是",
        "  [通过] 只引用给出的事实：是",
        "  [通过] 没有自己写数字：是",
        "  [通过] 用到了全部事实：是",
        "  所写：预算执行率为{{execution_rate}}，培训{{training_sessions}}，都达标。满意度{{satisfaction}}偏低。",
        "结论：可以使用。",
    ]


def test_a_model_that_writes_figures_and_invents_facts_is_found_out(reportgen, model_server):
    invented = {"sentences": [{"text": "投诉率{{complaints}}，培训二十三场，执行率98.7%。", "facts": ["complaints"]}]}

    answer = check(reportgen, model_server(reply(invented, when=TASK)))

    assert answer.code == 1
    assert "  [不行] 只引用给出的事实：编造了编号：complaints" in answer.out
    assert "  [不行] 没有自己写数字：写了：二十三场、98.7%" in answer.out
    assert "  [不行] 用到了全部事实：没有用到：execution_rate、training_sessions、satisfaction" in answer.out


def test_a_model_that_never_writes_in_the_form_asked_for_is_found_out(reportgen, model_server):
    answer = check(reportgen, model_server(prose(when=TASK, keep=True)))

    assert answer.code == 1
    assert (
        "  [不行] 符合格式：模型的回答不能用：回答中没有完整的 JSON 对象，其中应有“sentences”，问了 3 次" in answer.out
    )


def test_refused_forms_are_shown_and_the_next_is_used(reportgen, model_server):
    model = model_server(reply(WRITTEN, when=TASK), refuse=("json_schema", "temperature"))

    answer = check(reportgen, model, "--format", "json")

    assert answer.code == 0
    assert {rung: tried["passed"] for rung, tried in answer.data["rungs"].items()} == {
        "json_schema": False,
        "json_object": True,
        "text": True,
    }
    assert model.formats[-2:] == ["json_object", "json_object"]


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (status(401, keep=True), "模型没有可用的回答：模型服务不接受密钥，或者没有权限使用这个模型；请检查密钥"),
        (status(404, keep=True), "模型没有可用的回答：接口地址或模型名称“fake”不对，服务器上没有"),
        (rate_limited(keep=True), "模型没有可用的回答：模型服务说提问太频繁；请稍后再试，或者调小并发数"),
        (prose(keep=True), "这个模型不能按要求的形式回答，不能用于撰写"),
    ],
    ids=["key", "name", "busy", "prose"],
)
def test_a_model_that_cannot_be_used_is_told_with_the_reason(reportgen, model_server, step, reason):
    answer = check(reportgen, model_server(step))

    assert answer.code == 2
    assert reason in answer.err


def test_what_a_model_writes_cannot_play_tricks_on_the_terminal(reportgen, model_server):
    busy = status(400, {"error": {"message": "json_schema\x1b[2J"}})

    answer = check(reportgen, model_server(busy, fill("完成\u202e。", when=TASK)))

    assert "（服务器说：json_schema [2J）" in answer.out
    assert "  所写：完成 。" in answer.out


def test_the_key_is_not_shown(reportgen, model_server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-123")
    model = model_server(status(500, "Bearer sk-secret-123", keep=True))

    answer = check(reportgen, model)

    assert model.requests[0]["headers"]["authorization"] == "Bearer sk-secret-123"
    assert "密钥：已设置" in answer.out
    assert "sk-secret-123" not in answer.out + answer.err


def test_the_check_sends_no_entered_data(reportgen, model_server):
    model = model_server(reply(WRITTEN, when=TASK))

    check(reportgen, model)

    quick = [prompt for prompt in model.prompts if "绩效自评是不是每年都要开展？" in prompt]
    writing = [prompt for prompt in model.prompts if "根据下面三个事实写两到三句话。" in prompt]
    assert (len(quick), len(writing), len(model.prompts)) == (4, 1, 5)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for another process")
def test_ctrl_c_ends_a_check_that_waits_for_an_answer(model_server):
    model = model_server(hang(600, keep=True))
    command = [sys.executable, "-m", "reportgen", "model", "check", "--base-url", model.base_url, "--model", "fake"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as running:
        while not model.requests:
            time.sleep(0.05)

        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)

    assert running.returncode == 2
    assert "已中断" in told
    assert "Traceback" not in told
