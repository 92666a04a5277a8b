"""Reading what an endpoint sends back, streamed or whole, without trusting its size or its shape."""

from __future__ import annotations

import json
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from dataclasses import dataclass

MOST_BYTES = 32 * 1024 * 1024
MOST_LINE_BYTES = 2 * 1024 * 1024
MOST_NAME_CHARACTERS = 200
MOST_CHARACTERS = 60_000  # a section has a few thousand
MOST_THOUGHT_CHARACTERS = 600_000


class BrokenReplyError(Exception):
    """The reply ended before its end, or is no reply at all."""


class ServerSaidError(Exception):
    """The server reports an error in the middle of its reply. The text is the server's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawReply:
    """What came back. *cut* tells that reading stopped at a limit. Tokens are zero where the server does not say."""

    text: str
    thought: str
    refusal: str
    finish: str
    model: str
    cut: bool
    input_tokens: int
    output_tokens: int


async def read_reply(chunks: AsyncIterable[bytes], *, streamed: bool) -> RawReply:
    """The reply in *chunks* of bytes. Raises BrokenReplyError and ServerSaidError."""
    gathered = _Gathered()
    if streamed:
        async for event in _events(chunks):
            gathered.add(event)
            if gathered.done or gathered.too_long:
                break
        if not gathered.ended and not gathered.too_long:
            raise BrokenReplyError
        return gathered.reply(cut=gathered.too_long)
    body = b"".join([chunk async for chunk in _limited(chunks)])
    gathered.add(_parsed(body))
    if not gathered.seen_choice:
        raise BrokenReplyError
    return gathered.reply(cut=gathered.too_long)


class _Gathered:
    """The parts of one reply, put together as they arrive."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._thought: list[str] = []
        self._refusal: list[str] = []
        self._length = self._thought_length = 0
        self._finish = self._model = ""
        self._usage = (0, 0)
        self.seen_choice = False
        self.done = False

    @property
    def ended(self) -> bool:
        return bool(self.done or self._finish)

    @property
    def too_long(self) -> bool:
        return self._length > MOST_CHARACTERS or self._thought_length > MOST_THOUGHT_CHARACTERS

    def add(self, event: Mapping[str, object] | None) -> None:
        """Take in one event of the stream, or the whole reply; None is the end of the stream."""
        if event is None:
            self.done = True
            return
        if event.get("error"):
            raise ServerSaidError(_error_text(event["error"]))
        self._model = self._model or _text(event.get("model"))
        usage = event.get("usage")
        if isinstance(usage, Mapping):
            self._usage = (_count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens")))
        choices = event.get("choices")
        if not isinstance(choices, list) or not choices or not isinstance(choices[0], Mapping):
            return
        choice = choices[0]
        self.seen_choice = True
        self._finish = _text(choice.get("finish_reason")) or self._finish
        part = choice.get("delta") or choice.get("message")
        if isinstance(part, Mapping):
            self._add_part(part)

    def _add_part(self, part: Mapping[str, object]) -> None:
        text = _text(part.get("content"))
        thought = _text(part.get("reasoning_content")) or _text(part.get("reasoning"))
        self._text.append(text)
        self._thought.append(thought)
        self._refusal.append(_text(part.get("refusal")))
        self._length += len(text)
        self._thought_length += len(thought)

    def reply(self, *, cut: bool) -> RawReply:
        return RawReply(
            text=_joined(self._text),
            thought=_joined(self._thought),
            refusal=_joined(self._refusal),
            finish=self._finish,
            model="".join(each for each in self._model if each.isprintable())[:MOST_NAME_CHARACTERS],
            cut=cut,
            input_tokens=self._usage[0],
            output_tokens=self._usage[1],
        )


async def _events(chunks: AsyncIterable[bytes]) -> AsyncIterator[Mapping[str, object] | None]:
    """The events of a stream (``data:`` lines), None for its ``[DONE]``."""
    waiting = b""
    async for chunk in _limited(chunks):
        *lines, waiting = (waiting + chunk).split(b"\n")
        for line in lines:
            if line.startswith(b"data:"):
                yield _event(line)
        if len(waiting) > MOST_LINE_BYTES:
            raise BrokenReplyError
    if waiting.startswith(b"data:"):
        yield _event(waiting)


def _event(line: bytes) -> Mapping[str, object] | None:
    data = line.removeprefix(b"data:").strip()
    return None if data.startswith(b"[DONE]") else _parsed(data) if data else {}


async def _limited(chunks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size > MOST_BYTES:
            raise BrokenReplyError
        yield chunk


def _parsed(data: bytes) -> Mapping[str, object]:
    try:
        event = json.loads(data)
    except (ValueError, RecursionError):
        raise BrokenReplyError from None
    if not isinstance(event, dict):
        raise BrokenReplyError
    return event


def _joined(parts: list[str]) -> str:
    """The parts as one text; a character that came in two halves is put together, half a one is replaced by �."""
    return "".join(parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _text(value: object) -> str:
    """Text, also where it comes as a list of parts."""
    if isinstance(value, list):
        return "".join(_text(part.get("text")) for part in value if isinstance(part, Mapping))
    return value if isinstance(value, str) else ""


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else 0


def _error_text(error: object) -> str:
    return _text(error.get("message")) if isinstance(error, Mapping) else _text(error)
