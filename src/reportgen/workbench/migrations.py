"""How an older store becomes one of this program version: numbered steps, each done once, in order."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, MetaData, Table, func, insert, inspect, select, text

from reportgen.errors import ReportgenError
from reportgen.workbench.append_only import guard
from reportgen.workbench.packing import pack, tables_in
from reportgen.workbench.tables import METADATA, PROPOSALS, SCHEMA_VERSION

Step = Callable[[Connection], None]
Keep = Callable[[str, bytes], None]  # name and content of the file that holds the store as it was


def _records_and_guards(connection: Connection) -> None:
    """Version 2: how a model's text came to be stands with it; the database itself keeps log and sign-offs as they are.

    Texts that wait were added while version 1 was still being made, so a store of that version may lack their table.
    """
    _add_column(connection, "sections", "record")
    if inspect(connection).has_table(PROPOSALS.name):
        _add_column(connection, "proposals", "record")
    METADATA.create_all(connection)
    guard(connection)


def _cells(connection: Connection) -> None:
    """Version 3: figures typed into tables of a Word file wait beside the entry."""
    METADATA.create_all(connection)


STEPS: tuple[Step, ...] = (_records_and_guards, _cells)  # step n brings a store from version n + 1 to n + 2
VERSION = 1 + len(STEPS)


def migrate(connection: Connection, keep: Keep, moment: str) -> None:
    """Bring the store to this program's version, in the transaction of *connection*; all steps are done, or none.

    A new store is made as it is to be. What an older one holds goes to *keep* first, as a back-up that can be
    restored. Raises ReportgenError where a newer program made the store.
    """
    if connection.dialect.name == "postgresql":  # SQLite lets one transaction write at a time anyway
        connection.execute(text("SELECT pg_advisory_xact_lock(7031226)"))
    version = _version(connection)
    if version > VERSION:
        raise ReportgenError("工作台的数据由较新版本的程序建立", remedy="请安装同样新或更新的版本；数据没有改动。")
    if version == 0:
        METADATA.create_all(connection)
        guard(connection)
        connection.execute(insert(SCHEMA_VERSION).values(version=VERSION))
        return
    if version < VERSION:
        name = f"工作台升级前备份-版本{version}-{moment[:19].replace(':', '')}.zip"
        keep(name, pack(connection, _standing(connection), version, moment))
    for step in STEPS[version - 1 :]:
        step(connection)
        version += 1
        connection.execute(insert(SCHEMA_VERSION).values(version=version))


def _standing(connection: Connection) -> list[Table]:
    """The tables of the store with the columns that they have now."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name in METADATA.tables)
    return tables_in(found)


def _add_column(connection: Connection, table: str, column: str) -> None:
    """A further text column, empty in the rows that stand."""
    connection.execute(text(f"ALTER TABLE {table} ADD COLUMN {column} TEXT DEFAULT '' NOT NULL"))


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table(SCHEMA_VERSION.name):
        return 0
    return connection.execute(select(func.max(SCHEMA_VERSION.c.version))).scalar() or 0
