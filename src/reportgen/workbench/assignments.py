"""Who is to fill or write which part (分工): a table given to somebody is filled by those people and by editors.

A part of the report's text is written by editors, and by those who fill in (填报) to whom it was given.
"""

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
    """One person's part: a subject of the entry (budget, indicators …) or what :func:`section_part` names."""

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


def section_part(key: str, before: int) -> str:
    """What a part of the text is called in assignments: by its key and how many with that key stand before it.

    The same after the report was generated again, whatever parts come and go around it.
    """
    return f"section:{key}:{before}" if before else f"section:{key}"


def parts_of(connection: Connection, user: User, report: int) -> frozenset[str]:
    """The parts of a report that were given to *user* to write, where he or she fills in (填报); else none."""
    if user.role is not Role.CLERK:
        return frozenset()
    asked = select(ASSIGNMENTS.c.part).where(ASSIGNMENTS.c.report_id == report, ASSIGNMENTS.c.user_id == user.number)
    return frozenset(connection.execute(asked).scalars())


def demand_section(connection: Connection, user: User, report: int, part: str) -> None:
    """Raise NotAllowed unless *user* writes texts, or fills in and was given *part* of the text."""
    if user.role is not Role.CLERK:
        demand(user, Right.WRITE)
    elif user.number not in _people_of(connection, report, part):
        told = f"您的角色是“{user.role.value}”，只能改分给自己的部分的文字"
        raise NotAllowed(told, remedy="请有编辑权限的同事修改，或请他们在“分工”里把这一部分分给您。")


def demand_part(connection: Connection, user: User, report: int, part: str) -> None:
    """Raise NotAllowed where *part* was given to others and *user* only fills in (填报)."""
    if user.role is not Role.CLERK:
        return
    given = _people_of(connection, report, part)
    if given and user.number not in given:
        raise NotAllowed("这一部分由其他人负责", remedy="请联系负责人修改，或请管理员调整分工。")


def _people_of(connection: Connection, report: int, part: str) -> Sequence[int]:
    asked = select(ASSIGNMENTS.c.user_id).where(ASSIGNMENTS.c.report_id == report, ASSIGNMENTS.c.part == part)
    return connection.execute(asked).scalars().all()
