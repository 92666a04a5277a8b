"""The budget (预算) of one run: requests, tokens and time, counted over all threads, never overdrawn."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from reportgen.llm.chat import ChatError


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What has been used so far; *seconds* since the first request."""

    requests: int
    tokens: int
    seconds: float


class Budget:
    """Requests, tokens and seconds that may be used. Tokens are set aside before a request and settled after it."""

    def __init__(
        self, *, requests: int, tokens: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._requests, self._tokens, self._seconds = requests, tokens, seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._started: float | None = None
        self._sent = 0
        self._spent = 0
        self._reserved = 0

    def reserve(self, tokens: int) -> None:
        """Set *tokens* aside for one request. Raises ChatError with the code ``budget`` when any limit is reached."""
        with self._lock:
            if self._started is None:
                self._started = self._clock()
            if self._sent >= self._requests:
                raise ChatError("budget", f"已经向模型提问 {self._sent} 次，达到设置的次数上限，没有再问", attempts=0)
            if self._spent + self._reserved + tokens > self._tokens:
                raise ChatError(
                    "budget",
                    f"已用去 {self._spent} 个词元，再问一次可能超过设置的上限 {self._tokens}，没有再问",
                    attempts=0,
                )
            if self._elapsed() >= self._seconds:
                raise ChatError("budget", f"模型用时达到设置的上限 {self._seconds:g} 秒，没有再问", attempts=0)
            self._sent += 1
            self._reserved += tokens

    def settle(self, reserved: int, spent: int) -> None:
        """Give back what was set aside and count what was used."""
        with self._lock:
            self._reserved -= reserved
            self._spent += spent

    def seconds_left(self) -> float:
        """Seconds of wall clock until the limit."""
        with self._lock:
            return self._seconds - self._elapsed()

    @property
    def spent(self) -> Spent:
        """What has been used so far."""
        with self._lock:
            return Spent(requests=self._sent, tokens=self._spent, seconds=self._elapsed())

    def _elapsed(self) -> float:
        return 0.0 if self._started is None else self._clock() - self._started
