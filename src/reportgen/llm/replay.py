"""Answers from a record (重放): the same questions get the same answers, offline; an unknown question is an error."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.errors import UnreadableFileError
from reportgen.llm.chat import ChatError, ChatReply, ChatRequest, Rung
from reportgen.llm.masking import Masking
from reportgen.llm.recording import question_key

MOST_BYTES = 200 * 1024 * 1024
_REMEDY = "请选用 reportgen 写出的问答记录，不要改动它。"


class ReplayChat:
    """A ChatModel that answers from the record at *path*, each recorded answer once, in the order recorded.

    *masking* must know the same names as when recording. Raises UnreadableFileError for anything that is no record.
    """

    def __init__(self, path: Path, masking: Masking | None = None) -> None:
        self._masking = masking or Masking()
        self._lock = threading.Lock()
        self._answers: dict[str, deque[ChatReply | ChatError]] = {}
        models = set()
        for number, line in enumerate(_lines(path), start=1):
            key, model, answer = _read(line, f"{path} 第{number}行")
            self._answers.setdefault(key, deque()).append(answer)
            models.add(model)
        if len(models) != 1:
            message = "问答记录是空的" if not models else f"问答记录来自几个模型：{'、'.join(sorted(models))}"
            raise UnreadableFileError(message, place=str(path), remedy=_REMEDY)
        [self._name] = models
        self._stopped = False

    @property
    def name(self) -> str:
        """The name of the model that was recorded."""
        return self._name

    def ask(self, request: ChatRequest) -> ChatReply:
        """The recorded answer. Raises ChatError: the recorded one, or ``not_recorded`` for an unknown question."""
        masked = self._masking.mask(request)
        with self._lock:
            if self._stopped:
                raise ChatError("stopped", "已中断，没有等到模型的回答", attempts=0)
            waiting = self._answers.get(question_key(masked.request, self._name))
            if not waiting:
                raise ChatError(
                    "not_recorded",
                    f"问答记录中没有“{request.purpose}”的这个提问：填报数据、提示词或程序与记录时不同",
                    attempts=0,
                )
            answer = waiting.popleft()
        if isinstance(answer, ChatError):
            raise answer
        return masked.restore(answer)

    def stop(self) -> None:
        """Answer no more."""
        with self._lock:
            self._stopped = True


def _lines(path: Path) -> list[str]:
    """The whole lines of the file; a last one that was broken off is left out."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableFileError("问答记录太大", place=str(path), remedy=_REMEDY)
        text = path.read_text("utf-8")
    except OSError as error:
        raise UnreadableFileError("问答记录打不开", place=str(path), remedy="请核对文件名。") from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError("这不是问答记录", place=str(path), remedy=_REMEDY) from error
    return text.split("\n")[:-1]


def _read(line: str, place: str) -> tuple[str, str, ChatReply | ChatError]:
    try:
        record = json.loads(line)
        answer = _error(record["error"]) if "error" in record else _reply(record["reply"])
        return str(record["key"]), str(record["model"]), answer
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableFileError("这一行不是问答记录", place=place, remedy=_REMEDY) from error


def _reply(record: Mapping[str, Any]) -> ChatReply:
    known = {**record, "rung": Rung(record["rung"]), "details": tuple(record["details"])}
    if not isinstance(record["data"], dict):
        raise TypeError("the data of a reply are an object")
    return ChatReply(**known)


def _error(record: Mapping[str, Any]) -> ChatError:
    return ChatError(
        str(record["code"]), str(record["reason"]), attempts=int(record["attempts"]), details=tuple(record["details"])
    )
