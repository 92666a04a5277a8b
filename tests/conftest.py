"""What several tests need from outside Python; a test that needs what is absent is skipped and says so."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

TOOLS = Path(__file__).parent / "tools"


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
