"""A PostgreSQL server of the tests' own, on a socket in a temporary folder, where PostgreSQL is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SUPERUSER = "postgres"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, or where Debian keeps its newest."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server; call ``database`` for the address of an empty database."""

    programs: Path
    folder: Path

    def start(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, SUPERUSER)
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        self._run("pg_ctl", "-D", data, "-l", str(self.folder / "log"), "-o", options, "-w", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def database(self, name: str) -> str:
        self._run("createdb", "-h", str(self.folder), "-U", SUPERUSER, name)
        return f"postgresql://{SUPERUSER}@/{name}?host={self.folder}"

    def _run(self, program: str, *arguments: str) -> None:
        as_server = ["runuser", "-u", SUPERUSER, "--"] if os.geteuid() == 0 else []
        subprocess.run(
            [*as_server, str(self.programs / program), *arguments],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, cwd=self.folder,
        )  # fmt: skip
