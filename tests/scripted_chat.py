"""A model that plays chosen replies and keeps the requests, for tests of what is built on a ChatModel."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence

from reportgen.llm.chat import ChatError, ChatReply, ChatRequest, Rung
from reportgen.llm.schema import check_schema

Played = Mapping[str, object] | ChatError | Callable[[ChatRequest], Mapping[str, object]]


class ScriptedChat:
    """Plays *replies* in order, or, given a mapping, in order for each purpose; raises AssertionError past their end.

    A reply is the data, a ChatError to raise, or a function of the request that gives the data.
    """

    def __init__(self, replies: Sequence[Played] | Mapping[str, Sequence[Played]], *, name: str = "scripted") -> None:
        self._by_purpose = isinstance(replies, Mapping)
        self._replies = (
            {purpose: list(each) for purpose, each in replies.items()}
            if isinstance(replies, Mapping)
            else {"": list(replies)}
        )
        self._name = name
        self._lock = threading.Lock()
        self.requests: list[ChatRequest] = []
        self.stopped = False

    @property
    def name(self) -> str:
        return self._name

    def ask(self, request: ChatRequest) -> ChatReply:
        check_schema(request.schema)
        with self._lock:
            self.requests.append(request)
            if self.stopped:
                raise ChatError("stopped", "已中断，没有等到模型的回答", attempts=0)
            waiting = self._replies.get(request.purpose if self._by_purpose else "", [])
            if not waiting:
                raise AssertionError(f"no reply is left for {request.purpose}")
            played = waiting.pop(0)
        if isinstance(played, ChatError):
            raise played
        data = played(request) if callable(played) else played
        text = json.dumps(data, ensure_ascii=False)
        return ChatReply(data=data, text=text, model=self._name, rung=Rung.SCHEMA, input_tokens=100, output_tokens=50)

    def stop(self) -> None:
        self.stopped = True
