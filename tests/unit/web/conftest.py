"""The application in this process, asked without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from reportgen.settings import shipped
from reportgen.web.access import Access
from reportgen.web.application import build_application
from reportgen.workbench.desk import Desk
from reportgen.workbench.jobs import Jobs
from reportgen.workbench.panels import Panels
from reportgen.workbench.storage import open_folder


class Here:
    """An executor that works at once, in this thread."""

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(work(*arguments))
        return future

    def shutdown(self, *, wait: bool = True, cancel_futures: bool = False) -> None:
        return None


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    storage = open_folder(tmp_path / "工作台")
    opened = Desk(
        storage=storage,
        templates=shipped("templates"),
        corpora=shipped("corpora"),
        prompts=shipped("prompts"),
        panels=Panels(storage, shipped("templates"), Here),
        jobs=Jobs(),
    )
    yield opened
    opened.close()
    storage.close()


class Visitor(TestClient):
    """A browser without a window: follows no redirect, sends the form token of the page it saw last."""

    form_token = ""

    def visit(self, path: str) -> Any:
        answer = self.get(path)
        _, found, rest = answer.text.partition('name="form-token" content="')
        if found:
            self.form_token = rest.partition('"')[0]
        return answer

    def submit(self, path: str, **fields: Any) -> Any:
        return self.post(path, data={"form_token": self.form_token, **fields})


@pytest.fixture
def alone(desk: Desk) -> Visitor:
    """The one user of this machine."""
    application = build_application(desk, Access(login=False, hosts=frozenset({"127.0.0.1", "localhost"})))
    return Visitor(application, base_url="http://127.0.0.1:8000", follow_redirects=False)


@pytest.fixture
def stranger(desk: Desk) -> Visitor:
    """Somebody in the office network who has not logged in."""
    return Visitor(build_application(desk, Access(login=True)), base_url="http://oa.local:8000", follow_redirects=False)
