"""What several tests need from outside Python; a test that needs what is absent is skipped and says so."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import pytest_socket

from fake_model_server import FakeModel, FakeModelServer

TOOLS = Path(__file__).parent / "tools"


def pytest_configure() -> None:
    """Let programs that the tests start be interrupted, also where the tests themselves run in the background."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def schema_errors(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[str]]:
    """Call with the bytes of an Office file (and its suffix) for what Microsoft's schema objects to, one line each."""
    validator = TOOLS / "node_modules" / "@xarsh" / "ooxml-validator" / "dist" / "src" / "cli.js"
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed: the Office schema cannot be checked")
    if not validator.exists():
        pytest.skip("the schema validator is not installed: run `npm ci --ignore-scripts` in tests/tools")
    folder = tmp_path_factory.mktemp("schema")

    def validate(data: bytes, suffix: str = ".docx") -> list[str]:
        path = folder / f"validated{suffix}"
        path.write_bytes(data)
        finished = subprocess.run(
            [node, str(validator), str(path)], capture_output=True, encoding="utf-8", check=False, timeout=120
        )
        assert finished.returncode in {0, 1}, finished.stderr
        return [
            f"{error['path']} {error['xPath']}: {error['description']}"
            for error in json.loads(finished.stdout)["errors"]
        ]

    return validate


@pytest.fixture(scope="session")
def rendered_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], Path]:
    """Call with the bytes of a Word file for the PDF that LibreOffice makes of it."""
    soffice = shutil.which("soffice")
    if soffice is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice or poppler (pdftotext) is not installed: pages cannot be rendered")
    folder = tmp_path_factory.mktemp("rendered")
    profile = (folder / "profile").as_uri()

    def render(data: bytes) -> Path:
        number = len(list(folder.glob("*.docx")))
        path = folder / f"{number}.docx"
        path.write_bytes(data)
        subprocess.run(
            [
                soffice,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                str(path),
            ],
            capture_output=True,
            check=True,
            timeout=180,
        )
        return path.with_suffix(".pdf")

    return render


@pytest.fixture(scope="session")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], bytes]:
    """Call with the bytes of a Word file for those LibreOffice saves it as."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed: no other program can save the file")
    folder = tmp_path_factory.mktemp("resaved")
    profile = (folder / "profile").as_uri()

    def save(data: bytes) -> bytes:
        path = folder / f"{len(list(folder.glob('*.docx')))}.docx"
        path.write_bytes(data)
        command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx:MS Word 2007 XML"]
        subprocess.run(
            [*command, "--outdir", str(folder / "out"), str(path)], capture_output=True, check=True, timeout=180
        )
        return (folder / "out" / path.name).read_bytes()

    return save


@pytest.fixture(autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings, the store or the model of whoever runs it."""
    folder = tmp_path_factory.getbasetemp() / "nobody"
    for variable in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL", "REPORTGEN_SETTINGS"):
        monkeypatch.delenv(variable, raising=False)
    for variable in ("LOCALAPPDATA", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(folder))


@pytest.fixture(scope="session")
def _fake_models() -> Iterator[FakeModelServer]:
    pytest_socket.enable_socket()
    with FakeModelServer() as server:
        yield server


@pytest.fixture
def model_server(_fake_models: FakeModelServer) -> Iterator[Callable[..., FakeModel]]:
    """Call with a script (see ``fake_model_server``) for a model on loopback; the test may reach nothing else."""
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.1"])
    yield _fake_models.play
    pytest_socket.disable_socket(allow_unix_socket=True)
