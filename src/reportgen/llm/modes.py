"""What an endpoint turned out to take: the rung of structured output (结构化输出), and parameters it refuses."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress

from reportgen.llm.chat import Rung
from reportgen.llm.schema import is_strict

_LOWER = {Rung.SCHEMA: Rung.OBJECT, Rung.OBJECT: Rung.TEXT}
PATIENCE_SECONDS = 0.3  # a refusal comes at once; an answer may take a minute
_OPTIONAL = ("stream_options", "temperature", "max_tokens", "max_completion_tokens")
_ABOUT_FORMAT = re.compile(
    r"response.?format|json.?schema|json.?object|json.?mode|structured|guided|grammar|schema", re.IGNORECASE
)
_ABOUT_LENGTH = re.compile(
    r"context.{0,20}(length|window|size)|too (long|large)|maximum.{0,30}tokens|exceed.{0,40}(token|context|limit)"
    r"|上下文|超过.{0,10}长度",
    re.IGNORECASE,
)
_FORMAT_STATUSES = frozenset({400, 415, 422, 501})


class EndpointModes:
    """Remembers, for one endpoint and model, the best rung that works. Used on one event loop only.

    The first question to an endpoint finds out; the others wait for it a moment, long enough for a refusal.
    """

    def __init__(self, rung: Rung = Rung.SCHEMA) -> None:
        self.rung = rung
        self._dropped: set[str] = set()
        self._known: asyncio.Event | None = None

    async def lead_or_wait(self) -> None:
        """Return at once for the first question, for others when it was not refused, or after a moment."""
        if self._known is None:
            self._known = asyncio.Event()
            return
        # Not asyncio.wait_for: in Python 3.11 it swallows a cancellation that comes together with the event.
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._known.wait()

    def settle(self) -> None:
        """The first question was taken, or failed for another reason: the others need not wait."""
        if self._known is not None:
            self._known.set()

    def step_down(self, rung: Rung) -> bool:
        """*rung* does not work: use the next. False when there is none. Does nothing if another question did it."""
        if rung is Rung.TEXT:
            return False
        if self.rung is rung:
            self.rung = _LOWER[rung]
        return True

    def refused(
        self, status: int, message: str, sent: Mapping[str, object], rung: Rung, *, keep_rung: bool = False
    ) -> bool:
        """Learn from a refusal; True when asking again in another way makes sense."""
        if status not in _FORMAT_STATUSES:
            return False
        for parameter in _OPTIONAL:
            if parameter in sent and re.search(rf"\b{parameter}\b", message):
                self._dropped.add(parameter)
                return True
        if keep_rung or (_ABOUT_LENGTH.search(message) and not _ABOUT_FORMAT.search(message)):
            return False
        return self.step_down(rung)

    def parameters(self, *, temperature: float, max_output_tokens: int) -> dict[str, object]:
        """The parameters that this endpoint has not refused."""
        limit = "max_completion_tokens" if "max_tokens" in self._dropped else "max_tokens"
        wanted: dict[str, object] = {
            "temperature": temperature,
            limit: max_output_tokens,
            "stream_options": {"include_usage": True},
        }
        return {name: value for name, value in wanted.items() if name not in self._dropped}


def is_about_length(message: str) -> bool:
    """Whether a refusal says that the question is too long for the model."""
    return _ABOUT_LENGTH.search(message) is not None


def response_format(rung: Rung, schema: Mapping[str, object], name: str) -> dict[str, object]:
    """The parameter that asks for *rung*; empty for plain text."""
    if rung is Rung.TEXT:
        return {}
    if rung is Rung.OBJECT:
        return {"response_format": {"type": "json_object"}}
    described = {"name": name, "schema": schema, "strict": is_strict(schema)}
    return {"response_format": {"type": "json_schema", "json_schema": described}}
