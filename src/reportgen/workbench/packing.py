"""Every row of a store as one file (打包): a zip of one JSON text a table, with a list of their digests."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, MetaData, Table, select

from reportgen.errors import UnreadableFileError
from reportgen.workbench.tables import SCHEMA_VERSION, SESSIONS

LIST = "目录.json"
MOST_BYTES = 4 * 1024**3  # unpacked; a county's reports of ten years stay far below
LEFT_OUT = frozenset({SCHEMA_VERSION.name, SESSIONS.name})


@dataclass(frozen=True, slots=True)
class Packed:
    """What a file holds: the schema version of the store it was made of, and by table the values of each row."""

    version: int
    rows: Mapping[str, Sequence[Sequence[Any]]]


def tables_in(metadata: MetaData) -> list[Table]:
    """The tables that are packed, those that others refer to first."""
    return [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]


def pack(connection: Connection, tables: Sequence[Table], version: int, moment: str) -> bytes:
    """All rows of *tables*, of a store of that schema *version*, as a file."""
    parts = {f"{table.name}.json": _rows(connection, table) for table in tables}
    digests = {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()}
    listed = {"版本": version, "时间": moment, "校验": digests}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(LIST, json.dumps(listed, ensure_ascii=False, indent=1))
        for name, part in parts.items():
            file.writestr(name, part)
    return made.getvalue()


def unpack(path: Path) -> Packed:
    """What the file at *path* holds. Raises UnreadableFileError for anything but a whole file of :func:`pack`."""
    broken = UnreadableFileError("不是完整的备份文件", place=path.name, remedy="请核对选的文件，或者换一份备份。")
    try:
        with zipfile.ZipFile(path) as file:
            if sum(info.file_size for info in file.infolist()) > MOST_BYTES:
                raise broken
            listed = json.loads(file.read(LIST))
            texts = {name: file.read(name) for name in listed["校验"]}
            if any(hashlib.sha256(text).hexdigest() != listed["校验"][name] for name, text in texts.items()):
                raise broken
            rows = {name.removesuffix(".json"): json.loads(text) for name, text in texts.items()}
            return Packed(int(listed["版本"]), rows)
    except OSError as error:
        raise UnreadableFileError("打不开备份文件", place=path.name, remedy="请核对文件名和位置。") from error
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, RecursionError) as error:
        raise broken from error


def row_values(table: Table, values: Sequence[Any]) -> dict[str, Any]:
    """One packed row by column. Columns that a later schema version added keep their default."""
    named = dict(zip((column.name for column in table.columns), values, strict=False))
    for column in table.columns:
        if isinstance(column.type, LargeBinary):
            named[column.name] = base64.b64decode(named[column.name]["base64"])
    return named


def _rows(connection: Connection, table: Table) -> bytes:
    rows = connection.execute(select(table).order_by(*table.primary_key.columns))
    return json.dumps([[_plain(value) for value in row] for row in rows], ensure_ascii=False).encode()


def _plain(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes | memoryview) else value
