"""What the program asks of any language model (语言模型), and what it gets back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol


class Rung(StrEnum):
    """How structured output is asked for, best first: a JSON schema, a JSON object, plain text with JSON inside."""

    SCHEMA = "json_schema"
    OBJECT = "json_object"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRequest:
    """One question to the model. *purpose* names it in records and progress: ``section/problems``, ``indicator/12``.

    *schema* is the JSON schema the reply must satisfy, in the subset that ``llm.schema`` knows; the adapter turns it
    into whatever rung the endpoint knows. *schema_name* has ASCII letters, digits, ``_`` and ``-`` only.
    """

    purpose: str
    messages: tuple[Message, ...]
    schema: Mapping[str, object]
    schema_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatReply:
    """A reply that parsed as JSON and satisfies the schema.

    *seconds* is wall clock for the whole question; *attempts* counts requests sent, tokens are summed over them.
    *details* has one Chinese line for each fault that was survived on the way.
    """

    data: Mapping[str, object]
    text: str
    model: str
    rung: Rung
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    attempts: int = 1
    details: tuple[str, ...] = ()


class ChatError(Exception):
    """No usable reply, after all retries. *reason* is one Chinese sentence for the official; *code* is for records.

    The endpoint: unreachable, certificate, timeout, dropped, rate_limited, quota, server, auth, not_found, bad_request.
    The reply: refused, empty, not_json, schema, language, too_long. Ourselves: budget, stopped, not_recorded.
    *details* has one Chinese line for each fault met on the way.
    """

    def __init__(self, code: str, reason: str, *, attempts: int = 1, details: Sequence[str] = ()) -> None:
        self.code = code
        self.reason = reason
        self.attempts = attempts
        self.details = tuple(details)
        super().__init__(reason)


class ChatModel(Protocol):
    """Anything that answers. Safe to call from several threads at once."""

    @property
    def name(self) -> str:
        """The model's name, as recorded with each paragraph."""
        ...

    def ask(self, request: ChatRequest) -> ChatReply:
        """The reply to *request*. Raises ChatError."""
        ...

    def stop(self) -> None:
        """End the questions in flight and refuse new ones: they raise ChatError with the code ``stopped``."""
        ...
