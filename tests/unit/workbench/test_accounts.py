from __future__ import annotations

import pytest

from reportgen.errors import ReportgenError
from reportgen.workbench.accounts import (
    add_user,
    change_user,
    has_manager,
    list_accounts,
    log_in,
    log_out,
    user_of_session,
)
from reportgen.workbench.deeds import deeds_of
from reportgen.workbench.users import ALONE, NotAllowed, Role
from unit.workbench.conftest import EDITOR, MANAGER

PASSWORD = "春江花月夜2023-水务"


def test_who_knows_the_password_gets_a_session_and_nobody_else(storage, clerk_account):
    token = log_in(storage, "王芳", PASSWORD)

    assert user_of_session(storage, token) == clerk_account
    assert log_in(storage, "王芳", "猜的密码1234567") is None
    assert log_in(storage, "没有这个人", PASSWORD) is None
    assert user_of_session(storage, "x" * 43) is None


def test_a_session_ends_with_logging_out(storage, clerk_account):
    token = log_in(storage, "王芳", PASSWORD)

    log_out(storage, token)

    assert user_of_session(storage, token) is None


@pytest.mark.parametrize("change", [{"active": False}, {"role": Role.EDITOR}, {"password": "另一个很长的密码456"}])
def test_sessions_end_when_the_account_is_changed(storage, clerk_account, change):
    token = log_in(storage, "王芳", PASSWORD)

    change_user(storage, MANAGER, clerk_account.number, **change)

    assert user_of_session(storage, token) is None


def test_who_was_shut_out_cannot_log_in(storage, clerk_account):
    change_user(storage, MANAGER, clerk_account.number, active=False)

    assert log_in(storage, "王芳", PASSWORD) is None


@pytest.mark.parametrize("password", ["短", "aaaaaaaaaaaa", "王芳王芳王芳abcdefg"])
def test_weak_passwords_are_refused(storage, password):
    with pytest.raises(ReportgenError, match="密码太简单"):
        add_user(storage, ALONE, name="王芳", full_name="", role=Role.CLERK, password=password)

    assert list_accounts(storage) == []


def test_the_last_manager_stays_one(storage):
    made = add_user(storage, ALONE, name="李管", full_name="", role=Role.MANAGER, password=PASSWORD)

    with pytest.raises(ReportgenError, match="至少要留一个管理用户"):
        change_user(storage, MANAGER, made.number, role=Role.CLERK)

    assert has_manager(storage)


def test_only_managers_add_users(storage):
    with pytest.raises(NotAllowed, match="您的角色是“编辑”，不能管理用户"):
        add_user(storage, EDITOR, name="王芳", full_name="", role=Role.MANAGER, password=PASSWORD)


def test_a_name_is_used_once(storage, clerk_account):
    with pytest.raises(ReportgenError, match="已经有人用"):
        add_user(storage, MANAGER, name="王芳", full_name="", role=Role.CLERK, password=PASSWORD)


def test_no_password_is_in_the_store_or_the_log(storage, clerk_account):
    log_in(storage, "王芳", "猜的密码1234567")

    with storage.reading() as connection:
        kept = connection.exec_driver_sql("SELECT name, password_hash FROM users").all()
    told = [(deed.deed, deed.subject, deed.before, deed.after) for deed in deeds_of(storage)]

    assert kept[0].password_hash.startswith("$argon2id$")
    assert told == [("登录失败", "王芳", "", ""), ("增加用户", "王芳", "", "填报")]
