"""A record (记录) of every question and its answer: JSON lines, names and identity numbers masked, no key.

A line is written as soon as its answer is there, so a run broken off keeps what it had. ``llm.replay`` answers from it.
"""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from reportgen.errors import UnwritableFileError
from reportgen.llm.chat import ChatError, ChatModel, ChatReply, ChatRequest
from reportgen.llm.masking import Masking

_NOT_RECORDED = frozenset({"stopped"})  # it says nothing about the model


def question_key(request: ChatRequest, model: str) -> str:
    """The hash by which a question is known again: of purpose, messages, schema and model."""
    asked = [request.purpose, _messages(request), request.schema, request.schema_name, model]
    plain = json.dumps(asked, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


class RecordingChat:
    """A ChatModel that asks *inner* and writes down what was said. Replaces the file at *path*."""

    def __init__(self, inner: ChatModel, path: Path, masking: Masking | None = None) -> None:
        self._inner = inner
        self._masking = masking or Masking()
        self._path = path
        self._lock = threading.Lock()
        try:
            self._file = path.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise self._unwritable() from error

    @property
    def name(self) -> str:
        """The name of the model asked."""
        return self._inner.name

    def ask(self, request: ChatRequest) -> ChatReply:
        """What the model answers. Raises ChatError, and UnwritableFileError when the record cannot be kept."""
        masked = self._masking.mask(request)
        asked = {
            "key": question_key(masked.request, self.name),
            "purpose": request.purpose,
            "model": self.name,
            "messages": _messages(masked.request),
            "schema_name": request.schema_name,
            "schema": masked.request.schema,
        }
        try:
            reply = self._inner.ask(request)
        except ChatError as error:
            if error.code not in _NOT_RECORDED:
                failure = {
                    "code": error.code,
                    "reason": error.reason,
                    "attempts": error.attempts,
                    "details": error.details,
                }
                self._write({**asked, "error": failure})
            raise
        self._write({**asked, "reply": asdict(masked.cover(reply))})
        return reply

    def stop(self) -> None:
        """Stop the model."""
        self._inner.stop()

    def close(self) -> None:
        """Close the file; the model stays open."""
        with self._lock:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _write(self, record: dict[str, object]) -> None:
        line = json.dumps(record, ensure_ascii=False) + "\n"
        try:
            with self._lock:
                self._file.write(line)
                self._file.flush()
        except OSError as error:
            raise self._unwritable() from error

    def _unwritable(self) -> UnwritableFileError:
        return UnwritableFileError(
            "模型问答记录写不进去", place=str(self._path), remedy="请检查文件夹是否存在、可写，磁盘是否已满。"
        )


def _messages(request: ChatRequest) -> list[list[str]]:
    return [[message.role, message.content] for message in request.messages]
