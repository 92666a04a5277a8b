"""``reportgen model check``: does a language model answer, in which forms, how fast, and does it keep to the facts?"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from reportgen.cli.console import Console, clipped
from reportgen.cli.parser import EXIT_ERRORS_FOUND, EXIT_OK
from reportgen.errors import ReportgenError
from reportgen.llm.chat import ChatError, Rung
from reportgen.llm.endpoint import Endpoint
from reportgen.llm.endpoint_values import ENDPOINT_VALUES
from reportgen.llm.self_test import Trial, latencies, try_rungs, try_writing
from reportgen.settings import Settings

WIDEST_TEXT = 400  # columns


def model(options: argparse.Namespace, settings: Settings, console: Console) -> int:
    """Do what ``model`` was asked for: there is one thing to ask."""
    endpoint = chosen_endpoint(options, settings)
    if endpoint is None:
        raise not_set_up(settings.settings_file)
    return _check(endpoint, options.times, console)


def chosen_endpoint(options: argparse.Namespace, settings: Settings) -> Endpoint | None:
    """The endpoint by options, environment and settings file; None where none is set up. Raises SettingsError."""
    given = vars(options)
    return settings.endpoint({value.attribute: given.get(f"model_{value.attribute}") for value in ENDPOINT_VALUES})


def not_set_up(settings_file: Path) -> ReportgenError:
    """What to tell who asks for a model where none is set up."""
    return ReportgenError(
        "还没有设置语言模型；没有设置时，不向任何地方发送内容",
        remedy=f"在 {settings_file} 中写“模型:”，下面两行“  接口地址: http://127.0.0.1:11434/v1”"
        "“  模型名称: qwen3:8b”；或者设置环境变量 OPENAI_BASE_URL 和 OPENAI_MODEL。各种模型服务的写法见 docs/model.md",
    )


def _check(endpoint: Endpoint, times: int, console: Console) -> int:
    from reportgen.llm.openai_chat import OpenAIChat

    console.line(f"接口地址：{endpoint.base_url}")
    console.line(f"模型名称：{endpoint.model}　密钥：{'已设置' if endpoint.api_key else '没有设置'}")
    notices = _notices(endpoint)
    for notice in notices:
        console.notice(notice)
    try:
        console.progress("检查回答形式")
        with OpenAIChat(endpoint) as chat:
            rungs = try_rungs(chat.try_rung)
        _show("回答形式", rungs.values(), console)
        best = next((rung for rung, trial in rungs.items() if trial.passed), None)
        if best is None:
            raise ReportgenError(
                "这个模型不能按要求的形式回答，不能用于撰写", place=endpoint.base_url, remedy="请换一个模型。"
            )
        with OpenAIChat(endpoint, rung=best) as chat:
            seconds = latencies(chat, times, lambda number: console.progress(f"测量回答时间，第 {number} 次"))
            quickest, middle, slowest = min(seconds), median(seconds), max(seconds)
            told = f"最快 {quickest:.2f} 秒，居中 {middle:.2f} 秒，最慢 {slowest:.2f} 秒"
            console.line(f"短问题的回答时间（{times} 次）：{told}")
            console.progress("试写一小段")
            trials, text = try_writing(chat)
    except ChatError as error:
        raise ReportgenError(f"模型没有可用的回答：{error.reason}", place=endpoint.base_url) from error
    _show("试写一小段", trials, console)
    if text:
        console.line(f"  所写：{_shown(text)}")
    passed = all(trial.passed for trial in trials)
    console.line(_conclusion(best, passed=passed))
    console.result(
        {
            "base_url": endpoint.base_url,
            "model": endpoint.model,
            "notices": notices,
            "rungs": {rung.value: _record(trial) for rung, trial in rungs.items()},
            "seconds": seconds,
            "writing": [_record(trial) for trial in trials],
            "text": text,
            "passed": passed,
        }
    )
    return EXIT_OK if passed else EXIT_ERRORS_FOUND


def _notices(endpoint: Endpoint) -> list[str]:
    if endpoint.on_this_machine:
        return ["模型在本机，内容不离开这台电脑"]
    notices = ["使用时，事实、往年报告片段（已遮盖数字和名称）会发送到这个地址；人名和证件号码先遮盖再发送"]
    if endpoint.base_url.startswith("http:"):
        notices.append("地址是 http://，内容和密钥在网络上不加密；离开本单位内网时请用 https://")
    return notices


def _show(title: str, trials: Iterable[Trial], console: Console) -> None:
    console.line(f"{title}：")
    for trial in trials:
        console.line(f"  [{'通过' if trial.passed else '不行'}] {trial.title}：{_shown(trial.seen)}")


def _shown(text: str) -> str:
    """What a model or a server wrote, as it may stand in a terminal."""
    return clipped("".join(each if each.isprintable() else " " for each in text), WIDEST_TEXT)


def _conclusion(best: Rung, *, passed: bool) -> str:
    if not passed:
        return "结论：能用，但试写有不合要求之处。撰写时不合要求的句子会退回重写，再不行就用模板文字。"
    return "结论：可以使用。" + ("" if best is Rung.SCHEMA else "不支持 JSON Schema，重写的次数可能多一些。")


def _record(trial: Trial) -> dict[str, object]:
    return {"title": trial.title, "passed": trial.passed, "seen": trial.seen}
