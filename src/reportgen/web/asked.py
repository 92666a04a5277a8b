"""What a request asks (请求), as plain values: who asks, what was filled in, which files came along."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response

from reportgen.workbench.desk import Desk
from reportgen.workbench.reports import UnknownReport
from reportgen.workbench.users import Right, User

_HIGHEST = 2**31 - 1  # row number of a database


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that came with a form. *name* is shown to people and never used as a path."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, after its limits, its user and its form token were checked."""

    desk: Desk
    user: User
    form_token: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Sequence[UploadedFile] = ()
    json: Any = None
    fragment: bool = False  # htmx wants a part of a page
    login_required: bool = False
    session: str = ""

    def text(self, name: str) -> str:
        """The field *name* of the form, empty where it was not sent."""
        values = self.fields.get(name, ())
        return values[0] if values else ""

    def number(self, name: str) -> int:
        """A number in the path, such as that of a report; the route has made sure that it is one.

        Raises UnknownReport for one that no database counts to.
        """
        number = int(self.path[name])
        if number > _HIGHEST:
            raise UnknownReport("没有这份报告，或者没有这一部分", remedy="请回到报告列表重新选择。")
        return number


Handler = Callable[[Asked], Response]


@dataclass(frozen=True, slots=True)
class Page:
    """A route: *method* and *path*, the *right* its user must have (None: no user is needed), and what answers.

    *handler* runs in a thread of its own, so it may wait for the store or work for a while.
    """

    method: str
    path: str
    right: Right | None
    handler: Handler
    body_limit: int = 256 * 1024  # bytes
    per_minute: int = 0  # of one client; 0 is the usual limit
