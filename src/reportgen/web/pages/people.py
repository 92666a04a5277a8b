"""The users of the workbench (用户), for who manages them."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reportgen.errors import ReportgenError
from reportgen.web.asked import Asked, Page
from reportgen.web.rendering import page
from reportgen.workbench.accounts import add_user, change_user, list_accounts
from reportgen.workbench.users import Right, Role


def listed(asked: Asked) -> Response:
    """Every user, and the form for a new one."""
    return page(asked, "users.html", accounts=list_accounts(asked.desk.storage), roles=tuple(Role))


def add(asked: Asked) -> Response:
    """A new user."""
    add_user(
        asked.desk.storage,
        asked.user,
        name=asked.text("name"),
        full_name=asked.text("full_name"),
        role=_role(asked.text("role")),
        password=asked.text("password"),
    )
    return RedirectResponse("/users?kept=1", 303)


def change(asked: Asked) -> Response:
    """Another role, password or state of a user."""
    change_user(
        asked.desk.storage,
        asked.user,
        asked.number("user"),
        role=_role(asked.text("role")),
        active=asked.text("active") == "1",
        password=asked.text("password"),
    )
    return RedirectResponse("/users?kept=1", 303)


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError as error:
        raise ReportgenError(f"没有“{text}”这个角色", remedy="请从列表中选择角色。") from error


PAGES = (
    Page("GET", "/users", Right.MANAGE, listed),
    Page("POST", "/users", Right.MANAGE, add, per_minute=30),
    Page("POST", "/users/{user:int}", Right.MANAGE, change, per_minute=30),
)
