"""Logging in and out (登录)."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reportgen.web.asked import Asked, Page
from reportgen.web.rendering import page
from reportgen.workbench.accounts import log_in, log_out


def login_form(asked: Asked) -> Response:
    """The form that asks for name and password."""
    return page(asked, "login.html", failed=False, name="")


def login(asked: Asked) -> Response:
    """A session for who knows name and password."""
    token = log_in(asked.desk.storage, asked.text("name"), asked.text("password"))
    if token is None:
        return page(asked, "login.html", 401, failed=True, name=asked.text("name"))
    return RedirectResponse("/", 303, headers={"x-new-session": token})


def logout(asked: Asked) -> Response:
    """The end of the session."""
    log_out(asked.desk.storage, asked.session)
    return RedirectResponse("/login", 303, headers={"x-new-session": ""})


PAGES = (
    Page("GET", "/login", None, login_form),
    Page("POST", "/login", None, login, body_limit=16 * 1024, per_minute=10),
    Page("POST", "/logout", None, logout, body_limit=16 * 1024),
)
