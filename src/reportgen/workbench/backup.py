"""Back-up and restore (备份): everything of the workbench in one file that any of its databases can take back.

Passwords are in the file as hashes only; open sessions are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, Table, delete, func, insert, select, text

from reportgen.errors import UnreadableFileError, UnwritableFileError
from reportgen.workbench.append_only import guard, unguard
from reportgen.workbench.migrations import VERSION
from reportgen.workbench.packing import Packed, pack, row_values, tables_in, unpack
from reportgen.workbench.storage import Storage, now
from reportgen.workbench.tables import CELL_PROPOSALS, METADATA, PROPOSALS, REPORTS, SESSIONS, USERS


def backup(storage: Storage) -> bytes:
    """The whole store at one moment as a file."""
    with storage.reading() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        return pack(connection, _tables(), VERSION, now())


_ADDED = {PROPOSALS.name: 2, CELL_PROPOSALS.name: 3}  # tables that an earlier backup need not have


def read_backup(path: Path) -> Packed:
    """What the backup at *path* holds: of this program version, or of an earlier one.

    Raises UnreadableFileError for anything but a whole backup of this program.
    """
    packed = unpack(path)
    if packed.version > VERSION:
        raise UnreadableFileError(
            "备份由较新版本的程序建立", place=path.name, remedy="请安装同样新或更新的版本，再恢复。"
        )
    later = {name for name, version in _ADDED.items() if version > packed.version}
    lacking = {table.name for table in _tables()} - packed.rows.keys()
    if packed.version < 1 or lacking - later:
        raise UnreadableFileError("不是完整的备份文件", place=path.name, remedy="请核对选的文件，或者换一份备份。")
    return packed


def restore(storage: Storage, packed: Packed, *, overwrite: bool = False) -> Mapping[str, int]:
    """Fill the store from a backup and return how many rows each table has.

    A store that holds reports or users stays untouched unless *overwrite*. Raises UnwritableFileError.
    """
    with storage.writing() as connection:
        filled = any(
            connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (REPORTS, USERS)
        )
        if filled and not overwrite:
            raise UnwritableFileError(
                "工作台里已有报告或用户，没有恢复", remedy="请恢复到空的数据文件夹，或者加 --overwrite 代替全部内容。"
            )
        unguard(connection)
        connection.execute(delete(SESSIONS))
        for table in reversed(_tables()):
            connection.execute(delete(table))
        counts = {}
        for table in _tables():
            rows = [row_values(table, row) for row in packed.rows.get(table.name, ())]
            if rows:
                connection.execute(insert(table), rows)
            counts[table.name] = len(rows)
        _restart_numbers(connection)
        guard(connection)
    return counts


def _tables() -> list[Table]:
    return tables_in(METADATA)


def _restart_numbers(connection: Connection) -> None:
    """PostgreSQL counts the numbers of new rows by itself; let it go on after those restored."""
    if connection.dialect.name != "postgresql":
        return
    for table in _tables():
        for column in table.primary_key.columns:
            if column.autoincrement is not False and column.name in {"id", "number"} and column.type.python_type is int:
                named = f"'\"{table.name}\"', '{column.name}'"
                highest = f'(SELECT COALESCE(MAX("{column.name}"), 0) + 1 FROM "{table.name}")'  # noqa: S608
                connection.execute(text(f"SELECT setval(pg_get_serial_sequence({named}), {highest}, false)"))
