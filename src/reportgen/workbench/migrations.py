"""How an older store becomes one of this program version: numbered steps, each done once, in order."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, func, insert, inspect, select

from reportgen.errors import ReportgenError
from reportgen.workbench.tables import METADATA, SCHEMA_VERSION

Step = Callable[[Connection], None]


def _first_tables(connection: Connection) -> None:
    METADATA.create_all(connection)


STEPS: tuple[Step, ...] = (_first_tables,)  # step n brings a store from version n to n + 1


def migrate(connection: Connection) -> None:
    """Bring the store to the newest version. Raises ReportgenError where a newer program made it."""
    version = _version(connection)
    if version > len(STEPS):
        raise ReportgenError("工作台的数据由较新版本的程序建立", remedy="请安装同样新或更新的版本；数据没有改动。")
    for step in STEPS[version:]:
        step(connection)
        version += 1
        connection.execute(insert(SCHEMA_VERSION).values(version=version))


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table(SCHEMA_VERSION.name):
        return 0
    return connection.execute(select(func.max(SCHEMA_VERSION.c.version))).scalar() or 0
