"""A model ready to be asked: connected or replayed, recorded or not, always masked. What callers use of ``llm``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.llm.chat import ChatModel
from reportgen.llm.endpoint import Endpoint
from reportgen.llm.masking import Masking
from reportgen.llm.openai_chat import OpenAIChat
from reportgen.llm.recording import RecordingChat
from reportgen.llm.replay import ReplayChat


@contextmanager
def open_model(endpoint: Endpoint, *, names: Iterable[str] = (), record: Path | None = None) -> Iterator[ChatModel]:
    """The model behind *endpoint*, closed after use. *names* of persons are masked; *record* keeps what was said.

    Nothing is sent before the first question. Raises UnwritableFileError when the record cannot be written.
    """
    masking = Masking(names)
    with OpenAIChat(endpoint, masking) as chat:
        if record is None:
            yield chat
        else:
            with RecordingChat(chat, record, masking) as recording:
                yield recording


def open_replay(path: Path, *, names: Iterable[str] = ()) -> ChatModel:
    """The model as recorded at *path*, with the same *names*. Raises UnreadableFileError."""
    return ReplayChat(path, Masking(names))
