"""A model to ask: the client on a script of the fake server, with waits that take no time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from fake_model_server import FakeModel
from reportgen.llm.chat import ChatRequest, Message
from reportgen.llm.endpoint import Endpoint
from reportgen.llm.masking import Masking
from reportgen.llm.openai_chat import OpenAIChat

SCHEMA = {
    "type": "object",
    "properties": {
        "sentences": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {"text": {"type": "string"}},
                "required": ["text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["sentences"],
    "additionalProperties": False,
}


def question(text: str = "请写一段绩效管理开展情况。", purpose: str = "section/management") -> ChatRequest:
    """A request for sentences."""
    messages = (Message("system", "你为部门撰写自评报告。"), Message("user", text))
    return ChatRequest(purpose=purpose, messages=messages, schema=SCHEMA, schema_name="section")


class Waits(list[float]):
    """The seconds the client wanted to wait; nobody waits them."""

    async def sleep(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def connect(waits: Waits) -> Iterator[Callable[..., OpenAIChat]]:
    """Call with a model of the fake server (and settings of the endpoint) for a client, closed after the test."""
    with ExitStack() as opened:

        def open_client(model: FakeModel, names: tuple[str, ...] = (), **endpoint: Any) -> OpenAIChat:
            settings = {"base_url": model.base_url, "model": "fake", "timeout": 10.0, **endpoint}
            client = OpenAIChat(Endpoint(**settings), Masking(names), sleep=waits.sleep)
            return opened.enter_context(client)

        yield open_client
