"""Accounts (用户登录): names with argon2 password hashes, and sessions that end by themselves."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from reportgen.errors import ReportgenError
from reportgen.workbench.deeds import Deed, record
from reportgen.workbench.storage import Storage, now
from reportgen.workbench.tables import SESSIONS, USERS
from reportgen.workbench.users import Right, Role, User, demand

SHORTEST_PASSWORD = 10  # characters
LONGEST_PASSWORD = 200
SESSION_HOURS = 10
_NOBODY = User(0, "（未登录）", "", Role.CLERK)


@dataclass(frozen=True, slots=True)
class Account:
    """A user as the administrator sees one."""

    user: User
    active: bool
    made_at: str


def add_user(storage: Storage, by: User, *, name: str, full_name: str, role: Role, password: str) -> User:
    """A new user. Raises ReportgenError for a name in use or a weak password, NotAllowed."""
    demand(by, Right.MANAGE)
    name, full_name = name.strip(), full_name.strip() or name.strip()
    if not (1 <= len(name) <= 32) or not name.replace(".", "").replace("_", "").replace("-", "").isalnum():
        raise ReportgenError("用户名要由 1 到 32 个汉字、字母或数字组成", remedy="请换一个用户名。")
    _demand_password(password, name)
    hashed = _hasher().hash(password)
    with storage.writing() as connection:
        if connection.execute(select(USERS.c.id).where(USERS.c.name == name)).one_or_none() is not None:
            raise ReportgenError(f"用户名“{name}”已经有人用", remedy="请换一个用户名。")
        number = connection.execute(
            insert(USERS)
            .values(
                name=name, full_name=full_name[:32], role=role.value,
                password_hash=hashed, active=True, made_at=now(),
            )
            .returning(USERS.c.id)
        ).scalar_one()  # fmt: skip
        record(connection, by, Deed.USER_ADDED, subject=name, after=role.value)
        return User(number, name, full_name, role)


def change_user(
    storage: Storage, by: User, number: int, *, role: Role | None = None, active: bool | None = None, password: str = ""
) -> None:
    """Another role, password or state; the user's sessions end. Raises ReportgenError, NotAllowed."""
    demand(by, Right.MANAGE)
    changes: dict[str, Any] = {}
    if role is not None:
        changes["role"] = role.value
    if active is not None:
        changes["active"] = active
    with storage.writing() as connection:
        row = connection.execute(select(USERS).where(USERS.c.id == number).with_for_update()).one_or_none()
        if row is None:
            raise ReportgenError("没有这个用户", remedy="请刷新页面。")
        if password:
            _demand_password(password, row.name)
            changes["password_hash"] = _hasher().hash(password)
        loses_manager = row.role == Role.MANAGER and (active is False or role not in {None, Role.MANAGER})
        if loses_manager and _managers(connection.execute(select(USERS)).all()) <= 1:
            raise ReportgenError("至少要留一个管理用户", remedy="请先增加另一个管理用户。")
        if changes:
            connection.execute(update(USERS).where(USERS.c.id == number).values(**changes))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.user_id == number))
            told = "、".join(
                "密码" if name == "password_hash" else f"{name}={value}" for name, value in changes.items()
            )
            record(connection, by, Deed.USER_CHANGED, subject=row.name, after=told)


def list_accounts(storage: Storage) -> Sequence[Account]:
    """Every account by name."""
    with storage.reading() as connection:
        rows = connection.execute(select(USERS).order_by(USERS.c.name))
        return [Account(_user(row), row.active, row.made_at) for row in rows]


def has_manager(storage: Storage) -> bool:
    """Whether there is anybody who may add users."""
    with storage.reading() as connection:
        return _managers(connection.execute(select(USERS)).all()) > 0


def log_in(storage: Storage, name: str, password: str) -> str | None:
    """The token of a new session, or None where name or password is wrong; both take the same time."""
    with storage.reading() as connection:
        row = connection.execute(select(USERS).where(USERS.c.name == name.strip())).one_or_none()
    stands = row is not None and row.active
    right = _verify(row.password_hash if row is not None and stands else _SOME_HASH, password) and stands
    with storage.writing() as connection:
        if row is None or not right:
            record(connection, _NOBODY, Deed.LOGIN_FAILED, subject=name.strip()[:32])
            return None
        connection.execute(delete(SESSIONS).where(SESSIONS.c.expires_at < now()))
        token = secrets.token_urlsafe(32)
        ends = (datetime.now(UTC) + timedelta(hours=SESSION_HOURS)).isoformat(timespec="milliseconds")
        connection.execute(
            insert(SESSIONS).values(token_hash=_hash_of(token), user_id=row.id, expires_at=ends.replace("+00:00", "Z"))
        )
        record(connection, _user(row), Deed.LOGGED_IN)
        return token


def log_out(storage: Storage, token: str) -> None:
    """End the session."""
    with storage.writing() as connection:
        connection.execute(delete(SESSIONS).where(SESSIONS.c.token_hash == _hash_of(token)))


def user_of_session(storage: Storage, token: str) -> User | None:
    """Who the session belongs to; None where it has ended or never was."""
    with storage.reading() as connection:
        row = connection.execute(
            select(USERS)
            .join(SESSIONS, SESSIONS.c.user_id == USERS.c.id)
            .where(SESSIONS.c.token_hash == _hash_of(token), SESSIONS.c.expires_at > now(), USERS.c.active)
        ).one_or_none()
        return None if row is None else _user(row)


def _managers(rows: Sequence[Row[Any]]) -> int:
    return sum(row.role == Role.MANAGER and row.active for row in rows)


def _user(row: Row[Any]) -> User:
    return User(row.id, row.name, row.full_name, Role(row.role))


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _hasher() -> Any:
    from argon2 import PasswordHasher

    return PasswordHasher()


# A hash of nothing that anybody knows, so that an unknown name takes as long as a wrong password.
_SOME_HASH = "$argon2id$v=19$m=65536,t=3,p=4$8qTKf1BkrUZ5cI0q2tGqGw$5nSdbqDkOrZr6X1sn4lZBDp1SqdN0hYb0oXvFz4H4uM"


def _verify(hashed: str, password: str) -> bool:
    from argon2.exceptions import VerificationError

    try:
        return bool(_hasher().verify(hashed, password[:LONGEST_PASSWORD]))
    except VerificationError:
        return False


def _demand_password(password: str, name: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD or len(set(password)) < 5 or name in password:
        raise ReportgenError(
            f"密码太简单：至少 {SHORTEST_PASSWORD} 位，不能是重复的字符，不能含有用户名", remedy="请换一个密码。"
        )
