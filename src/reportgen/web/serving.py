"""The server (启动): the desk opened, the application made, uvicorn run until it is told to stop."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import socket
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path

import uvicorn

from reportgen.errors import ReportgenError
from reportgen.pipeline import DEFAULT_FORM
from reportgen.settings import Settings
from reportgen.web.access import LOOPBACK, Access
from reportgen.web.application import build_application
from reportgen.workbench.desk import Desk
from reportgen.workbench.jobs import Jobs
from reportgen.workbench.panels import Panels
from reportgen.workbench.storage import Storage

_WORKERS = os.cpu_count() or 2
__all__ = ["LOOPBACK", "listen", "open_desk", "run"]


def open_desk(storage: Storage, settings: Settings) -> Desk:
    """The workbench on *storage*, with processes of its own for what takes long."""
    return Desk(
        storage=storage,
        templates=settings.templates,
        corpora=settings.corpora,
        prompts=settings.prompts,
        panels=Panels(storage, settings.templates, lambda: _workers(settings.templates)),
        jobs=Jobs(),
    )


def _workers(templates: Path) -> ProcessPoolExecutor:
    workers = ProcessPoolExecutor(
        max_workers=_WORKERS,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_end_with_parent,
    )
    for _ in range(_WORKERS):
        workers.submit(_ready, templates)
    return workers


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


def listen(host: str, port: int) -> socket.socket:
    """A socket on which the workbench will answer. Raises ReportgenError where address or port cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        opened = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ReportgenError(f"没有“{host}”这个地址", remedy="请用 127.0.0.1、0.0.0.0 或本机的地址。") from error
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind(address)
        opened.listen()
    except OSError as error:
        opened.close()
        raise ReportgenError(
            f"不能在 {host} 的端口 {port} 上提供",
            remedy="可能已经打开了一个工作台；请先关掉它，或者用 --port 换一个端口。",
        ) from error
    return opened


def run(desk: Desk, listening: socket.socket, *, host: str, login: bool, secure: bool) -> None:
    """Serve *desk* on the socket until interrupted."""
    hosts = LOOPBACK if host in LOOPBACK else frozenset()
    access = Access(login=login, hosts=hosts, secure=secure)
    config = uvicorn.Config(
        build_application(desk, access), log_level="warning", access_log=False, server_header=False,
        date_header=False, proxy_headers=False, h11_max_incomplete_event_size=64 * 1024, timeout_keep_alive=120,
    )  # fmt: skip
    with suppress(KeyboardInterrupt):  # how a server is told to stop
        uvicorn.Server(config).run(sockets=[listening])
