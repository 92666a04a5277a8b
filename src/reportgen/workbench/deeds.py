"""The log (操作记录): who changed what when. Deeds are added; none is ever changed or removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from reportgen.workbench.storage import Storage, now
from reportgen.workbench.tables import DEEDS
from reportgen.workbench.users import User

MOST_DEEDS = 500  # shown at once


class Deed(StrEnum):
    """What was done."""

    CREATED = "新建报告"
    IMPORTED = "导入文件"
    SET = "修改"
    ADDED = "增加一行"
    REMOVED = "删除一行"
    GENERATED = "生成报告"
    EDITED = "修改文字"
    RESTORED = "恢复文字"
    EXPORTED = "导出报告"
    SIGNED = "审签"
    RETURNED = "退回修改"
    ASSIGNED = "分工"
    USER_ADDED = "增加用户"
    USER_CHANGED = "修改用户"
    LOGGED_IN = "登录"
    LOGIN_FAILED = "登录失败"
    OVERRULED = "冲突时未采用"
    DISMISSED = "问题不处理"
    PROPOSED = "提出新文字"
    DECLINED = "不采用新文字"
    TAKEN_UP = "恢复处理问题"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. *subject*, *row* and *field* say where, *before* and *after* what."""

    number: int
    report_id: int | None
    entry_version: int
    at: str
    by: str
    deed: str
    subject: str
    row: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Done:
    """One change of a batch, to be recorded with the others."""

    deed: Deed
    subject: str
    row: str
    field: str
    before: str
    after: str


def record_all(connection: Connection, user: User, deeds: Sequence[Done], *, report: int, entry_version: int) -> None:
    """Add the deeds of one batch to the log, in order, in the transaction that does them."""
    if deeds:
        moment = now()
        connection.execute(
            insert(DEEDS),
            [
                {
                    "report_id": report, "entry_version": entry_version, "at": moment, "by": user.name,
                    "deed": done.deed.value, "subject": done.subject, "row": done.row, "field": done.field,
                    "before": done.before, "after": done.after,
                }
                for done in deeds
            ],
        )  # fmt: skip


def record(
    connection: Connection,
    user: User,
    deed: Deed,
    *,
    report: int | None = None,
    entry_version: int = 0,
    subject: str = "",
    row: str = "",
    field: str = "",
    before: str = "",
    after: str = "",
) -> None:
    """Add one deed of *user* to the log, in the transaction that does it."""
    connection.execute(
        insert(DEEDS).values(
            report_id=report, entry_version=entry_version, at=now(), by=user.name, deed=deed.value,
            subject=subject, row=row, field=field, before=before, after=after,
        )
    )  # fmt: skip


def deeds_of(storage: Storage, report: int | None = None, *, most: int = MOST_DEEDS) -> Sequence[Entry]:
    """The last deeds on a report, or on everything, the newest first."""
    asked = select(DEEDS).order_by(DEEDS.c.number.desc()).limit(most)
    if report is not None:
        asked = asked.where(DEEDS.c.report_id == report)
    with storage.reading() as connection:
        return [Entry(**row._mapping) for row in connection.execute(asked)]


def deeds_since(connection: Connection, report: int, version: int) -> Sequence[Entry]:
    """What changed in the entered data after *version*, in order."""
    asked = select(DEEDS).where(DEEDS.c.report_id == report, DEEDS.c.entry_version > version).order_by(DEEDS.c.number)
    return [Entry(**row._mapping) for row in connection.execute(asked)]
