"""One event loop on a thread of its own: callers on any thread wait for their answer, and can be let go at once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError, Future, wait
from typing import Any, TypeVar

_POLL_SECONDS = 0.2  # on Windows a wait without an end does not hear Ctrl-C
_JOIN_SECONDS = 5.0

T = TypeVar("T")


class StoppedError(Exception):
    """The loop was stopped before the answer came."""


class EventLoop:
    """Runs coroutines for threads that wait. ``stop`` cancels all of them, closing their connections."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="reportgen-model", daemon=True)
        self._thread.start()
        self._lock = threading.Lock()
        self._pending: set[Future[Any]] = set()
        self._stopped = False

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """The result of *coroutine*. Raises what it raises, and StoppedError after ``stop``."""
        with self._lock:
            if self._stopped:
                coroutine.close()
                raise StoppedError
            future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
            self._pending.add(future)
        try:
            while not wait((future,), timeout=_POLL_SECONDS).done:
                if self._stopped:
                    raise StoppedError
            return future.result()
        except CancelledError:
            raise StoppedError from None
        finally:
            future.cancel()
            with self._lock:
                self._pending.discard(future)

    def stop(self) -> None:
        """Cancel what is running and take nothing more."""
        with self._lock:
            self._stopped = True
            pending = tuple(self._pending)
        for future in pending:
            future.cancel()

    def close(self, last: Coroutine[Any, Any, None]) -> None:
        """Stop, run *last*, and end the thread."""
        self.stop()
        if self._loop.is_closed():
            last.close()
            return
        wait((asyncio.run_coroutine_threadsafe(_finish(last), self._loop),), timeout=_JOIN_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_JOIN_SECONDS)
        if not self._thread.is_alive():
            self._loop.close()


async def _finish(last: Coroutine[Any, Any, None]) -> None:
    """Wait for what was cancelled to end, then run *last*."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)
    await last
