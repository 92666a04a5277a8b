"""The workbench as officials start it, ``reportgen serve`` in a process of its own, for tests in a browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

STARTS_WITHIN = 60.0  # seconds


def free_port() -> int:
    """A port on loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class ServedWorkbench:
    """A workbench that can be killed and started again on the same data and port."""

    folder: Path
    options: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run another ``reportgen`` command on the same data; *typed* is what stands in its standard input."""
        return subprocess.run(
            [sys.executable, "-m", "reportgen", *arguments, "--data", str(self.folder)],
            input=typed, capture_output=True, encoding="utf-8", check=False, timeout=120, env=_environment(),
        )  # fmt: skip

    def start(self) -> None:
        command = [sys.executable, "-m", "reportgen", "serve", "--port", str(self.port), "--data", str(self.folder)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([*command, *self.options], stdout=log, stderr=log, env=_environment())
        until = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"the workbench did not start: {self.log.read_text(encoding='utf-8')}")
            time.sleep(0.1)

    @property
    def log(self) -> Path:
        """What the server said."""
        return self.folder.with_name("serve.log")

    def kill(self) -> None:
        """As a power cut does it."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=30)
            self.process = None

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1"}
