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
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from reportgen import pipeline
from reportgen.errors import ReportgenError
from reportgen.workbench.migrations import migrate

DATABASE_FILE = "工作台.sqlite"
_BUSY_SECONDS = 15.0
_CONNECT_SECONDS = 10  # until a server that does not answer is given up


class StorageError(ReportgenError):
    """The store of the workbench cannot be opened or reached, or is of another program version."""


@dataclass(frozen=True, slots=True)
class Storage:
    """An open store. Every piece of work is one transaction: all of it is kept, or none."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the store. Raises StorageError where the store is out of reach."""
        with _reachable(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that changes the store; others who want to change it wait their turn.

        Raises StorageError where the store is out of reach or its disk is full; nothing of the work is kept then.
        """
        with (
            _reachable(),
            self.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
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
        _make(folder)
    return open_storage(database_url(folder, setting), folder)


def open_storage(url: str, folder: Path) -> Storage:
    """The store at *url*, brought to this program's form; what an older one held is first kept in *folder*.

    Raises StorageError, UnwritableFileError where that cannot be kept.
    """
    address = _address(url)
    try:
        engine = _engine(url, sqlite=address.get_backend_name() == "sqlite")
    except ModuleNotFoundError as error:
        raise StorageError(
            "没有安装 PostgreSQL 的连接程序", remedy='运行 pip install "reportgen[postgresql]"，再重新启动。'
        ) from error
    storage = Storage(engine)

    def keep(name: str, data: bytes) -> None:
        _make(folder)
        pipeline.save(data, folder / name)

    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            migrate(connection, keep, now())
    except DBAPIError as error:
        engine.dispose()
        raise _not_opened(address, error) from error
    except ReportgenError:
        engine.dispose()
        raise
    return storage


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"建不了数据文件夹 {folder}", remedy="请用 --data 换一个可以写入的文件夹。") from error


def _address(url: str) -> URL:
    wrong = StorageError(
        "数据库地址写得不对", remedy="写成 postgresql://用户:密码@服务器/数据库，或者去掉这个设置用本机文件。"
    )
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise wrong from error
    if address.get_backend_name() not in {"sqlite", "postgresql"}:
        raise wrong
    return address


def _not_opened(address: URL, error: DBAPIError) -> StorageError:
    """Why the store was not opened, without its password."""
    if address.get_backend_name() == "postgresql":
        told = f"连不上或者不能使用数据库：{address.render_as_string(hide_password=True)}"
        return StorageError(
            told, remedy="请核对数据库服务器是否已启动、地址、用户和密码是否正确，这个用户能否在其中建表。"
        )
    if isinstance(error, OperationalError):
        return StorageError(
            f"打不开工作台的数据：{address.database}",
            remedy="请核对这个文件夹能否写入、磁盘有没有满；也可以用 --data 换一个文件夹。",
        )
    return StorageError(
        f"这个文件不是工作台的数据，或者已经损坏：{address.database}",
        remedy="请核对 --data 写的文件夹；文件损坏时，用 reportgen restore 由备份恢复到新的文件夹。",
    )


@contextmanager
def _reachable() -> Iterator[None]:
    """Tell in Chinese what keeps a transaction from the store while the workbench runs."""
    try:
        yield
    except (OperationalError, InterfaceError, NoConnection) as error:
        raise StorageError(
            "工作台的数据现在读写不了，这一步没有做",
            remedy="请稍后再试；一再出现时，请管理员查看数据库是否在运行、磁盘有没有满。",
        ) from error


def _engine(url: str, *, sqlite: bool) -> Engine:
    if not sqlite:
        return create_engine(
            url, pool_size=8, max_overflow=8, pool_pre_ping=True, connect_args={"connect_timeout": _CONNECT_SECONDS}
        )
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
