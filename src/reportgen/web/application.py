"""The application (网页程序): every page behind the same gate – limits, session, form token, role."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from reportgen.errors import ReportgenError
from reportgen.web import access as gate
from reportgen.web.access import Access, RateLimit
from reportgen.web.asked import Asked, Page, UploadedFile
from reportgen.web.guards import BodyTooLargeError, Guards, limited
from reportgen.web.pages import ALL_PAGES
from reportgen.web.rendering import STATIC, told
from reportgen.workbench.accounts import user_of_session
from reportgen.workbench.desk import Desk
from reportgen.workbench.reports import SignedReport, UnknownReport
from reportgen.workbench.storage import StorageError
from reportgen.workbench.users import ALONE, NotAllowed, Role, User, demand

USUAL_PER_MINUTE = 1200  # requests of one client; typing saves about twice a second
_STRANGER = User(0, "", "", Role.CLERK)
_MOST_FIELDS, _MOST_FILES = 2000, 10
_UNKEPT = re.compile("[\\x00\\ud800-\\udfff]")


class TooMany(ReportgenError):  # noqa: N818  what is told, not a fault of the program
    """A client asks too often."""


class NotOurForm(ReportgenError):  # noqa: N818
    """A form that did not come from a page of this session."""


def build_application(desk: Desk, access: Access, pages: Sequence[Page] = ALL_PAGES) -> ASGIApp:
    """The application for *desk*; *access* says whether people have to log in. Every answer passes its guards."""
    limits: dict[int, RateLimit] = {}
    routes: list[Route | Mount] = [Mount("/static", StaticFiles(directory=STATIC), name="static")]
    for each in pages:
        limit = limits.setdefault(each.per_minute, RateLimit(each.per_minute or USUAL_PER_MINUTE))
        routes.append(Route(each.path, _endpoint(each, desk, access, limit), methods=[each.method]))
    failures: dict[Any, Any] = {
        404: _failing(desk, access, ReportgenError("没有这个页面", remedy="请核对地址，或者回到报告列表。"), 404),
        405: _failing(desk, access, ReportgenError("这个地址不能这样打开", remedy="请在页面上操作。"), 405),
        500: _failing(desk, access, ReportgenError("程序出错，这一步没有做完", remedy=_FAULT), 500),
    }
    return Guards(Starlette(routes=routes, exception_handlers=failures), access)


_FAULT = "已经保存的内容不受影响。请刷新页面再试；一再出现时，请把启动工作台的窗口里最后几行发给管理员。"


def _failing(
    desk: Desk, access: Access, error: ReportgenError, status: int
) -> Callable[[Request, Exception], Awaitable[Response]]:
    """What is answered where no page was reached, or where the program itself is at fault."""

    async def answer(request: Request, _: Exception) -> Response:
        asked = _asked(desk, access, request, gate.new_token())
        return told(asked, error, status, as_json=_wants_json(request))

    return answer


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _asked(desk: Desk, access: Access, request: Request, session: str) -> Asked:
    """The request of somebody not yet known."""
    return Asked(
        desk=desk,
        user=_STRANGER,
        form_token=gate.form_token(session),
        path=request.path_params,
        query=dict(request.query_params),
        fragment="hx-request" in request.headers,
        login_required=access.login,
        session=session,
    )


def _endpoint(served: Page, desk: Desk, access: Access, limit: RateLimit) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        session = request.cookies.get(gate.SESSION_COOKIE, "")
        known = gate.looks_like_token(session)
        if not known:
            session = gate.new_token()
        answer = await _answer(served, desk, access, limit, request, session)
        if not known and not access.login and gate.SESSION_COOKIE not in answer.headers.get("set-cookie", ""):
            set_session(answer, session, access)
        elif not known and served.right is None and "set-cookie" not in answer.headers:
            set_session(answer, session, access)  # the login form, too, carries a token
        return answer

    return endpoint


def set_session(answer: Response, session: str, access: Access) -> None:
    """Give the browser its session; scripts cannot read it and other sites cannot send it."""
    answer.set_cookie(gate.SESSION_COOKIE, session, httponly=True, samesite="strict", secure=access.secure, path="/")


async def _answer(
    served: Page, desk: Desk, access: Access, limit: RateLimit, request: Request, session: str
) -> Response:
    as_json = _wants_json(request)
    asked = _asked(desk, access, request, session)
    try:
        user = await run_in_threadpool(_user, desk, access, session)
        client = session if user is not None else (request.client.host if request.client else "")
        asked = replace(asked, user=user or _STRANGER)
        if not limit.allows(client):
            raise TooMany("操作太频繁", remedy="请等一分钟再试。")
        if served.right is not None:
            if user is None:
                if as_json or asked.fragment:
                    return Response("", 401, headers={"hx-redirect": "/login"})
                return RedirectResponse("/login", 303)
            demand(user, served.right)
        _demand_text(asked.query)
        if served.method != "GET":
            asked = await _with_body(asked, served, request, session)
        answer = await run_in_threadpool(served.handler, asked)
    except BodyTooLargeError:
        error = ReportgenError("内容太大", remedy=f"一次最多 {served.body_limit // 1024 // 1024 or 1} MB，请分几次。")
        return told(asked, error, 413, as_json=as_json)
    except ReportgenError as error:
        return told(asked, error, _status(error), as_json=as_json)
    new_session = answer.headers.get("x-new-session")
    if new_session is not None:
        del answer.headers["x-new-session"]
        set_session(answer, new_session or gate.new_token(), access)
    return answer


def _user(desk: Desk, access: Access, session: str) -> User | None:
    return user_of_session(desk.storage, session) if access.login else ALONE


async def _with_body(asked: Asked, served: Page, request: Request, session: str) -> Asked:
    """*asked* with what was sent. Raises NotOurForm unless it came from a page of this session."""
    if not gate.same_origin(request.headers.get("origin", ""), request.headers.get("host", "")):
        raise NotOurForm("请求来自别的网站，没有执行", remedy="请在工作台的页面中操作。")
    read = Request(request.scope, limited(request.receive, served.body_limit))
    kind = request.headers.get("content-type", "")
    fields: dict[str, list[str]] = {}
    files: list[UploadedFile] = []
    sent: Any = None
    if kind.startswith("application/json"):
        try:
            sent = json.loads(await read.body())
        except (ValueError, RecursionError) as error:
            raise ReportgenError("发来的内容读不懂", remedy="请刷新页面后再试。") from error
    else:
        try:
            form = await read.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=served.body_limit)
        except MultiPartException as error:
            raise ReportgenError("表单读不懂，或者内容太多", remedy="请刷新页面后再试，文件一次最多 10 个。") from error
        fields, files = await _form_values(form)
    given = request.headers.get(gate.TOKEN_HEADER, "") or (fields.get(gate.TOKEN_FIELD) or [""])[0]
    if not gate.is_form_token(given, session):
        raise NotOurForm("页面已经过期，没有保存", remedy="请刷新页面后再试。")
    _demand_text((fields, sent))
    return replace(asked, fields=fields, files=files, json=sent)


def _demand_text(sent: Any) -> None:
    """Raise ReportgenError where *sent* holds a character that no database keeps: NUL, half of a pair."""
    waiting = [sent]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if _UNKEPT.search(value):
                raise ReportgenError("内容里有不能保存的字符", remedy="请删去从别处粘贴来的特殊符号，再试。")
        elif isinstance(value, dict):
            waiting += [*value.keys(), *value.values()]
        elif isinstance(value, list | tuple):
            waiting += value


async def _form_values(form: FormData) -> tuple[dict[str, list[str]], list[UploadedFile]]:
    fields: dict[str, list[str]] = {}
    files: list[UploadedFile] = []
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            data = await value.read()
            if value.filename:
                files.append(UploadedFile(value.filename, data))
        else:
            fields.setdefault(name, []).append(value)
    await form.close()
    return fields, files


def _status(error: ReportgenError) -> int:
    if isinstance(error, NotAllowed | NotOurForm):
        return 403
    if isinstance(error, UnknownReport):
        return 404
    if isinstance(error, SignedReport):
        return 409
    if isinstance(error, StorageError):
        return 503
    return 429 if isinstance(error, TooMany) else 422
