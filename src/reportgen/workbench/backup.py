"""Back-up and restore (备份): everything of the workbench in one file that any of its databases can take back.

The file is a zip of one JSON text a table, with a list of their digests; passwords are in it as hashes only, open
sessions are not.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, delete, func, insert, select, text

from reportgen.errors import UnreadableFileError, UnwritableFileError
from reportgen.workbench.migrations import STEPS
from reportgen.workbench.storage import Storage, now
from reportgen.workbench.tables import METADATA, REPORTS, SCHEMA_VERSION, SESSIONS, USERS

LIST = "目录.json"
MOST_BYTES = 4 * 1024**3  # unpacked; a county's reports of ten years stay far below
_LEFT_OUT = {SCHEMA_VERSION.name, SESSIONS.name}


def backup(storage: Storage) -> bytes:
    """The whole store at one moment as a file."""
    with storage.reading() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        parts = {f"{table.name}.json": _rows(connection, table) for table in _tables()}
    digests = {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()}
    listed = {"版本": len(STEPS), "时间": now(), "校验": digests}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(LIST, json.dumps(listed, ensure_ascii=False, indent=1))
        for name, part in parts.items():
            file.writestr(name, part)
    return made.getvalue()


def restore(storage: Storage, path: Path, *, overwrite: bool = False) -> Mapping[str, int]:
    """Fill the store from a backup and return how many rows each table has.

    A store that holds reports or users stays untouched unless *overwrite*. Raises UnreadableFileError for anything
    but a whole backup of this program, UnwritableFileError.
    """
    parts = _read(path)
    with storage.writing() as connection:
        filled = any(
            connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (REPORTS, USERS)
        )
        if filled and not overwrite:
            raise UnwritableFileError(
                "工作台里已有报告或用户，没有恢复", remedy="请恢复到空的数据文件夹，或者加 --overwrite 代替全部内容。"
            )
        connection.execute(delete(SESSIONS))
        for table in reversed(_tables()):
            connection.execute(delete(table))
        counts = {}
        for table in _tables():
            rows = [_row_of(table, row) for row in parts[table.name]]
            if rows:
                connection.execute(insert(table), rows)
            counts[table.name] = len(rows)
        _restart_numbers(connection)
    return counts


def _tables() -> list[Table]:
    """The tables of a backup, those that others refer to first."""
    return [table for table in METADATA.sorted_tables if table.name not in _LEFT_OUT]


def _rows(connection: Connection, table: Table) -> bytes:
    rows = connection.execute(select(table).order_by(*table.primary_key.columns))
    return json.dumps([[_plain(value) for value in row] for row in rows], ensure_ascii=False).encode()


def _plain(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes | memoryview) else value


def _row_of(table: Table, values: list[Any]) -> dict[str, Any]:
    named = dict(zip((column.name for column in table.columns), values, strict=True))
    for column in table.columns:
        if isinstance(column.type, LargeBinary):
            named[column.name] = base64.b64decode(named[column.name]["base64"])
    return named


def _read(path: Path) -> dict[str, list[list[Any]]]:
    broken = UnreadableFileError("不是完整的备份文件", place=path.name, remedy="请核对选的文件，或者换一份备份。")
    try:
        with zipfile.ZipFile(path) as file:
            if sum(info.file_size for info in file.infolist()) > MOST_BYTES:
                raise broken
            listed = json.loads(file.read(LIST))
            if listed["版本"] != len(STEPS):
                raise UnreadableFileError(
                    "备份由另一版本的程序建立", place=path.name, remedy="请用建立它的版本恢复，再升级程序。"
                )
            texts = {table.name: file.read(f"{table.name}.json") for table in _tables()}
            if any(hashlib.sha256(each).hexdigest() != listed["校验"][f"{name}.json"] for name, each in texts.items()):
                raise broken
            return {name: json.loads(each) for name, each in texts.items()}
    except OSError as error:
        raise UnreadableFileError("打不开备份文件", place=path.name, remedy="请核对文件名和位置。") from error
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise broken from error


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
