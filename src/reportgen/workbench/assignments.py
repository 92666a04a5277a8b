"""Who is to fill or write which part (分工): a part given to somebody is changed by those people and by editors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from reportgen.workbench.deeds import Deed, record
from reportgen.workbench.reports import report_to_change
from reportgen.workbench.storage import Storage
from reportgen.workbench.tables import ASSIGNMENTS, USERS
from reportgen.workbench.users import NotAllowed, Right, Role, User, demand


@dataclass(frozen=True, slots=True)
class Assignment:
    """One person's part: a subject of the entry (budget, indicators …) or ``section:<position>``."""

    part: str
    user_number: int
    full_name: str


def assignments_of(storage: Storage, report: int) -> Sequence[Assignment]:
    """Every assignment of a report."""
    with storage.reading() as connection:
        found = connection.execute(
            select(ASSIGNMENTS.c.part, USERS.c.id, USERS.c.full_name)
            .join(USERS, USERS.c.id == ASSIGNMENTS.c.user_id)
            .where(ASSIGNMENTS.c.report_id == report)
            .order_by(ASSIGNMENTS.c.part, USERS.c.full_name)
        )
        return [Assignment(row.part, row.id, row.full_name) for row in found]


def assign(storage: Storage, user: User, report: int, part: str, user_numbers: Sequence[int]) -> None:
    """Give *part* of a report to these people alone; to everybody where there are none. Raises NotAllowed."""
    demand(user, Right.CREATE)
    with storage.writing() as connection:
        report_to_change(connection, report)
        connection.execute(delete(ASSIGNMENTS).where(ASSIGNMENTS.c.report_id == report, ASSIGNMENTS.c.part == part))
        for number in dict.fromkeys(user_numbers):
            connection.execute(insert(ASSIGNMENTS).values(report_id=report, part=part, user_id=number))
        named = "、".join(str(number) for number in user_numbers)
        record(connection, user, Deed.ASSIGNED, report=report, subject=part, after=named)


def demand_part(connection: Connection, user: User, report: int, part: str) -> None:
    """Raise NotAllowed where *part* was given to others and *user* only fills in (填报)."""
    if user.role is not Role.CLERK:
        return
    given = (
        connection.execute(
            select(ASSIGNMENTS.c.user_id).where(ASSIGNMENTS.c.report_id == report, ASSIGNMENTS.c.part == part)
        )
        .scalars()
        .all()
    )
    if given and user.number not in given:
        raise NotAllowed("这一部分由其他人负责", remedy="请联系负责人修改，或请管理员调整分工。")
