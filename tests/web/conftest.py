"""A served workbench and a real browser; where no Chromium is installed these tests are skipped and say so."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import pytest_socket
from playwright.sync_api import Browser, Page, expect, sync_playwright

from reportgen.workbench.accounts import add_user
from reportgen.workbench.storage import open_folder
from reportgen.workbench.users import ALONE, Role
from served_workbench import ServedWorkbench
from workbench_steps import PASSWORD

PEOPLE = (("王芳", "填报"), ("李强", "填报"), ("赵敏", "编辑"), ("孙局长", "审核"), ("周管理", "管理"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# No sandbox: CI runs as root. The rest keeps Chromium from asking for anything beyond the page.
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong


@pytest.fixture(autouse=True)
def _loopback() -> Iterator[None]:
    """These tests speak to their own server on this machine, and to nothing else."""
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)
    yield
    pytest_socket.disable_socket(allow_unix_socket=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: the pages cannot be tried in a browser")
    pytest_socket.enable_socket()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        yield opened
        opened.close()


@pytest.fixture
def workbench(tmp_path: Path, workbench_options: tuple[str, ...]) -> Iterator[ServedWorkbench]:
    """A workbench with no data yet: for the one user of this machine, or with ``--login`` for PEOPLE."""
    served = _with_people(ServedWorkbench(tmp_path / "工作台", workbench_options))
    served.start()
    yield served
    served.stop()


@pytest.fixture(scope="module")
def shared_workbench(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[ServedWorkbench]:
    """One workbench for the tests of a module, each of which begins its own report; its OPTIONS, if it has any.

    A module that overrides ``workbench`` with it takes part. Starting a server takes most of a short test's time.
    """
    pytest_socket.enable_socket()
    served = ServedWorkbench(tmp_path_factory.mktemp("shared") / "工作台", getattr(request.module, "OPTIONS", ()))
    _with_people(served).start()
    yield served
    served.stop()


def _with_people(served: ServedWorkbench) -> ServedWorkbench:
    if "--login" in served.options:
        storage = open_folder(served.folder)
        for name, role in PEOPLE:
            add_user(storage, ALONE, name=name, full_name="", role=Role(role), password=PASSWORD)
        storage.close()
    return served


@pytest.fixture
def workbench_options() -> tuple[str, ...]:
    """Options that the served workbench is started with; a module of tests may give its own."""
    return ()


@pytest.fixture
def open_page(browser: Browser, workbench: ServedWorkbench) -> Iterator[Callable[[], Page]]:
    """Call for a page of a browser of its own; the test fails where a page asks for anything but our server."""
    contexts = []
    strangers: list[str] = []

    def opened() -> Page:
        context = browser.new_context(
            base_url=workbench.url, viewport={"width": 1366, "height": 768}, locale="zh-CN", accept_downloads=True
        )
        context.on("request", lambda request: strangers.append(request.url) if foreign(request.url) else None)
        context.set_default_timeout(120_000)
        contexts.append(context)
        return context.new_page()

    def foreign(url: str) -> bool:
        return not url.startswith((workbench.url, "data:", "blob:"))

    yield opened
    for context in contexts:
        context.close()
    assert strangers == []


@pytest.fixture
def page(open_page: Callable[[], Page]) -> Page:
    return open_page()
