"""The server (启动): the desk opened, the application made, uvicorn run until it is told to stop."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import uvicorn

from reportgen.pipeline import DEFAULT_FORM
from reportgen.settings import Settings
from reportgen.web.access import LOOPBACK, Access
from reportgen.web.application import build_application
from reportgen.workbench.desk import Desk
from reportgen.workbench.jobs import Jobs
from reportgen.workbench.panels import Panels
from reportgen.workbench.storage import open_folder

_WORKERS = os.cpu_count() or 2
__all__ = ["LOOPBACK", "open_desk", "run"]


def open_desk(folder: Path, settings: Settings) -> Desk:
    """The workbench whose data stand in *folder*, or in the database of the settings. Raises ReportgenError."""
    storage = open_folder(folder, settings.database)
    workers = ProcessPoolExecutor(
        max_workers=_WORKERS,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_end_with_parent,
    )
    for _ in range(_WORKERS):
        workers.submit(_ready, settings.templates)
    return Desk(
        storage=storage,
        templates=settings.templates,
        corpora=settings.corpora,
        prompts=settings.prompts,
        panels=Panels(storage, settings.templates, workers),
        jobs=Jobs(),
    )


def _end_with_parent() -> None:
    """Let a worker end when the server is killed, instead of waiting for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which then lets the workers go
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _ready(templates: Path) -> None:
    """Let a worker load what every check needs before the first official waits for it."""
    from reportgen.workbench.panel import panel_of

    panel_of((), DEFAULT_FORM, templates, 0)


def _watch(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


def run(desk: Desk, *, host: str, port: int, login: bool, secure: bool) -> None:
    """Serve *desk* until interrupted."""
    hosts = LOOPBACK if host in LOOPBACK else frozenset()
    access = Access(login=login, hosts=hosts, secure=secure)
    uvicorn.run(
        build_application(desk, access), host=host, port=port, log_level="warning", access_log=False,
        server_header=False, date_header=False, proxy_headers=False, h11_max_incomplete_event_size=64 * 1024,
        timeout_keep_alive=120,
    )  # fmt: skip
