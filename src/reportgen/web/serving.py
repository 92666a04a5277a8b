"""The server (启动): the desk opened, the application made, uvicorn run until it is told to stop."""

from __future__ import annotations

import errno
import socket
from contextlib import closing, suppress

import uvicorn

from reportgen import pipeline
from reportgen.errors import ReportgenError
from reportgen.settings import Settings
from reportgen.web.access import LOOPBACK, Access
from reportgen.web.application import build_application
from reportgen.workbench.desk import Desk
from reportgen.workbench.jobs import Jobs
from reportgen.workbench.model_drafting import ModelDesk
from reportgen.workbench.panels import Panels
from reportgen.workbench.storage import Storage
from reportgen.workbench.workers import open_workers

__all__ = ["LOOPBACK", "listen", "open_desk", "run"]


def open_desk(storage: Storage, settings: Settings) -> Desk:
    """The workbench on *storage*, with processes of its own for what takes long."""
    return Desk(
        storage=storage,
        templates=settings.templates,
        corpora=settings.corpora,
        prompts=settings.prompts,
        panels=Panels(storage, settings.templates, lambda: open_workers(settings.templates)),
        jobs=Jobs(),
        model=_model_of(settings),
    )


def _model_of(settings: Settings) -> ModelDesk | None:
    """The language model of the settings; None where none is set up. Raises SettingsError."""
    endpoint = settings.endpoint()
    if endpoint is None:
        return None
    from reportgen.llm.open_model import open_model  # takes a while to load; needed only where a model is set up

    return ModelDesk(
        name=endpoint.model,
        where=endpoint.base_url,
        open_model=lambda names: open_model(endpoint, names=names),
        concurrency=endpoint.concurrency,
        open_store=lambda: closing(pipeline.open_prior_reports(settings.prior_reports, settings.corpora)),
    )


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
            f"不能在 {host} 的端口 {port} 上提供", remedy=_REMEDIES.get(error.errno or 0, _OTHERWISE)
        ) from error
    return opened


_OTHERWISE = "请用 --port 换一个端口；仍然不行时，用 --host 127.0.0.1 只在本机打开。"
_REMEDIES = {
    errno.EADDRINUSE: "这个端口有别的程序在用，可能已经打开了一个工作台；请先关掉它，或者用 --port 换一个端口。",
    errno.EACCES: "系统不让普通用户用这个端口；请用 --port 换一个 1024 以上的端口。",
    errno.EADDRNOTAVAIL: "这台电脑没有这个地址；请用 127.0.0.1、0.0.0.0 或本机的地址。",
}


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
