"""Where the workbench keeps its data: an SQLite file beside the reports, or a PostgreSQL server by one setting."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from reportgen.errors import ReportgenError
from reportgen.workbench.migrations import migrate

DATABASE_FILE = "工作台.sqlite"
_BUSY_SECONDS = 15.0


class StorageError(ReportgenError):
    """The store of the workbench cannot be opened or is of another program version."""


@dataclass(frozen=True, slots=True)
class Storage:
    """An open store. Every piece of work is one transaction: all of it is kept, or none."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the store."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that changes the store; others who want to change it wait their turn."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Let go of the store's connections."""
        self.engine.dispose()


def database_url(folder: Path, setting: str = "") -> str:
    """The address of the store: *setting* (postgresql://…) where given, else the SQLite file in *folder*."""
    if not setting:
        return f"sqlite:///{folder / DATABASE_FILE}"
    if setting.startswith("postgresql://"):
        return setting.replace("postgresql://", "postgresql+psycopg://", 1)
    return setting


def open_folder(folder: Path, setting: str = "") -> Storage:
    """The store of the workbench whose data stand in *folder*, or on the server of *setting*. Raises StorageError."""
    if not setting:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(f"建不了数据文件夹 {folder}", remedy="请用 --data 换一个可以写入的文件夹。") from error
    return open_storage(database_url(folder, setting))


def open_storage(url: str) -> Storage:
    """The store at *url*, brought to this program's form. Raises StorageError."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StorageError(
            "数据库地址写得不对", remedy="写成 postgresql://用户:密码@服务器/数据库，或者去掉这个设置用本机文件。"
        ) from error
    try:
        engine = _engine(url, sqlite=address.get_backend_name() == "sqlite")
    except ModuleNotFoundError as error:
        raise StorageError(
            "没有安装 PostgreSQL 的连接程序", remedy='运行 pip install "reportgen[postgresql]"，再重新启动。'
        ) from error
    storage = Storage(engine)
    try:
        with storage.writing() as connection:
            migrate(connection)
    except OperationalError as error:
        engine.dispose()
        raise StorageError(
            f"打不开工作台的数据：{address.render_as_string(hide_password=True)}",
            remedy="请核对数据文件夹能否写入，数据库服务器是否已启动、用户和密码是否正确。",
        ) from error
    return storage


def _engine(url: str, *, sqlite: bool) -> Engine:
    if not sqlite:
        return create_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS, "check_same_thread": False}, pool_size=8)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """Every commit reaches the disk before it is reported, so that a power cut takes nothing that was saved."""
    connection.isolation_level = None  # transactions begin where Storage begins them
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def now() -> str:
    """The moment as it is kept: 2026-11-21T07:30:00.125Z."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
