"""Processes that do the long work (后台进程), so that whoever types does not wait for whoever has data checked."""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from reportgen.pipeline import DEFAULT_FORM

WORKERS = os.cpu_count() or 2


def open_workers(templates: Path) -> ProcessPoolExecutor:
    """As many processes as the machine has cores, already loading what a check needs."""
    workers = ProcessPoolExecutor(
        max_workers=WORKERS, mp_context=multiprocessing.get_context("spawn"), initializer=_end_with_parent
    )
    with _deaf_to_interrupts():
        for _ in range(WORKERS):
            workers.submit(_load, templates)
    return workers


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes begun here do not hear Ctrl+C: it is for the server, which then lets them go."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end_with_parent() -> None:
    """Let a worker end when the server is killed, instead of waiting for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


def _load(templates: Path) -> None:
    from reportgen.workbench.panel import panel_of

    panel_of((), DEFAULT_FORM, templates, 0)
    gc.collect()
    gc.freeze()  # what is loaded now stays; it need not be looked through again at every check
