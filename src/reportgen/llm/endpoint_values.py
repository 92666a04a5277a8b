"""From what an official wrote (接口地址、模型名称……) to an Endpoint, or to all that is wrong with it."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from reportgen.errors import ReportgenError, SettingsError
from reportgen.llm.endpoint import Endpoint


@dataclass(frozen=True, slots=True)
class Given:
    """A value as it was written, and where: ``环境变量 OPENAI_BASE_URL``, ``设置.yaml`` or ``选项 --base-url``."""

    text: str = field(repr=False)  # it may be the key
    place: str


@dataclass(frozen=True, slots=True)
class EndpointValue:
    """One value of an endpoint. *option* is empty where the command line may not give it: others can read that."""

    attribute: str
    label: str
    variable: str
    option: str
    help: str
    read: Callable[[str], object]


def _url(text: str) -> str:
    address = text.strip().rstrip("/").removesuffix("/chat/completions")
    try:
        parts = urlsplit(address)
        well_formed = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        well_formed = False
    if not well_formed or any(not each.isprintable() or each.isspace() for each in address):
        raise ValueError("应当是 http:// 或 https:// 开头的地址，如 http://127.0.0.1:11434/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("中不能有用户名、口令和“?”“#”；密钥请写在环境变量 OPENAI_API_KEY 中")
    return address


def _name(text: str) -> str:
    name = text.strip()
    if not name or len(name) > 200 or not name.isprintable():
        raise ValueError("应当是模型服务中的模型名称，如 qwen3:8b")
    return name


def _key(text: str) -> str:
    key = text.strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ValueError("中有空格、换行或中文，请重新复制")
    return key


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        plain = unicodedata.normalize("NFKC", text).strip().replace("_", "").replace(",", "")
        if not (plain.isdecimal() and len(plain) < 12 and least <= int(plain) <= most):
            raise ValueError(f"应当是 {least} 到 {most} 的整数")
        return int(plain)

    return read


def _number(least: float, most: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            value = float(unicodedata.normalize("NFKC", text).strip())
        except ValueError:
            value = math.nan
        if not least <= value <= most:
            raise ValueError(f"应当是 {least:g} 到 {most:g} 的数")
        return value

    return read


ENDPOINT_VALUES = (
    EndpointValue("base_url", "接口地址", "OPENAI_BASE_URL", "--base-url", "模型服务的接口地址", _url),
    EndpointValue("model", "模型名称", "OPENAI_MODEL", "--model", "模型服务中的模型名称", _name),
    EndpointValue("api_key", "密钥", "OPENAI_API_KEY", "", "本机服务可以没有", _key),
    EndpointValue("temperature", "温度", "REPORTGEN_TEMPERATURE", "--temperature", "0 到 2，默认 0.2", _number(0, 2)),
    EndpointValue(
        "concurrency", "并发数", "REPORTGEN_CONCURRENCY", "--concurrency", "同时提问的个数，默认 6", _whole(1, 64)
    ),
    EndpointValue(
        "timeout", "超时秒数", "REPORTGEN_TIMEOUT", "--timeout", "一次提问最多等几秒，默认 300", _number(0.1, 3600)
    ),
    EndpointValue(
        "max_output_tokens",
        "回答词元上限",
        "REPORTGEN_MAX_OUTPUT_TOKENS",
        "--max-output-tokens",
        "一次回答最多几个词元，默认 8192",
        _whole(64, 200_000),
    ),
    EndpointValue(
        "budget_requests",
        "提问次数上限",
        "REPORTGEN_BUDGET_REQUESTS",
        "--budget-requests",
        "一次运行最多提问几次，默认 1000",
        _whole(1, 1_000_000),
    ),
    EndpointValue(
        "budget_tokens",
        "词元上限",
        "REPORTGEN_BUDGET_TOKENS",
        "--budget-tokens",
        "一次运行最多用多少词元，默认 500000",
        _whole(1, 10**10),
    ),
    EndpointValue(
        "budget_seconds",
        "用时上限秒数",
        "REPORTGEN_BUDGET_SECONDS",
        "--budget-seconds",
        "一次运行最多用几秒，默认 3600",
        _number(1, 10**7),
    ),
)


def read_endpoint(given: Mapping[str, Given]) -> Endpoint | None:
    """The endpoint that *given* (by attribute) describes; None where neither address nor model is given.

    Raises SettingsError naming everything that is wrong; a key alone is no endpoint.
    """
    if "base_url" not in given and "model" not in given:
        return None
    values: dict[str, object] = {}
    problems: list[ReportgenError] = []
    for value in ENDPOINT_VALUES:
        if value.attribute in given:
            written = given[value.attribute]
            try:
                values[value.attribute] = value.read(written.text)
            except ValueError as error:
                problems.append(ReportgenError(f"“{value.label}”{error}", place=written.place))
    for attribute, label, variable in (
        ("base_url", "接口地址", "OPENAI_BASE_URL"),
        ("model", "模型名称", "OPENAI_MODEL"),
    ):
        if attribute not in given:
            problems.append(ReportgenError(f"语言模型缺少“{label}”", remedy=f"在设置文件或环境变量 {variable} 中补上"))
    if problems:
        raise SettingsError("；".join(problem.text for problem in problems))
    return Endpoint(**values)  # type: ignore[arg-type]
