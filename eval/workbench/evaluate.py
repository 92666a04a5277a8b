"""Fifty editors at once on a served workbench: how long they wait, and whether anything is lost."""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from reportgen.settings import shipped
from reportgen.workbench.creating import create_report
from reportgen.workbench.deeds import deeds_of
from reportgen.workbench.entry_import import import_files
from reportgen.workbench.entry_rows import EntryRow, read_rows
from reportgen.workbench.storage import Storage, open_folder
from reportgen.workbench.users import ALONE

EXAMPLES = (("shanghai", "shanghai"), ("hebei", "hebei"), ("jiangxi", "general"), ("tianjin", "tianjin"))
REPORTS, EDITORS_EACH = 10, 5
SECONDS = 60
PAUSE = (2.0, 4.0)
WARM_UP = 10.0  # seconds from the start of the server
AIM = 0.3
CELLS = {"indicators": ("deviation_reason", "actual_value"), "budget": ("deviation_reason",), "duties": ("text",)}
RESULTS = Path(__file__).with_name("results.md")


@dataclass
class Measured:
    """Answer times in seconds by kind of request, and what was answered as kept."""

    times: dict[str, list[float]] = field(default_factory=dict)
    kept: list[tuple[int, str, str, str]] = field(default_factory=list)
    conflicts: int = 0
    failures: list[str] = field(default_factory=list)


@dataclass
class Editor:
    """One person at one report with a browser."""

    name: str
    report: int
    rows: list[EntryRow]
    base: str
    measured: Measured
    chance: random.Random

    async def work(self, until: float) -> None:
        async with httpx.AsyncClient(base_url=self.base, timeout=30) as browser:
            page = await browser.get(f"/reports/{self.report}/entry/budget")
            token = page.text.partition('name="form-token" content="')[2].partition('"')[0]
            headers = {"accept": "application/json", "x-form-token": token}
            seen = 1
            await asyncio.sleep(self.chance.uniform(0, PAUSE[1]))
            turn = 0
            while time.monotonic() < until:
                turn += 1
                seen = await self._change(browser, headers, seen, turn)
                await asyncio.sleep(self.chance.uniform(*PAUSE))

    async def _change(self, browser: httpx.AsyncClient, headers: dict[str, str], seen: int, turn: int) -> int:
        row = self.chance.choice(self.rows)
        name = self.chance.choice(CELLS[row.subject])
        after = f"{self.name}第{turn}次"
        before = STANDING.get((self.report, row.id, name), row.cells.get(name, ""))
        change = {"set": row.id, "field": name, "before": before, "after": after}
        address = f"/reports/{self.report}/entry/{row.subject}"
        answer = await self._timed(
            "save", browser.post(address, json={"seen": seen, "changes": [change]}, headers=headers)
        )
        told = answer.json()
        if answer.status_code != 200:
            self.measured.failures.append(answer.text[:200])
            return seen
        if told["conflicts"]:
            self.measured.conflicts += 1
            STANDING[self.report, row.id, name] = told["conflicts"][0]["theirs"]
        else:
            STANDING[self.report, row.id, name] = after
            self.measured.kept.append((self.report, row.id, name, after))
        await self._timed("check", browser.get(f"/reports/{self.report}/check/{row.subject}", headers=headers))
        return int(told["version"])

    async def _timed(self, kind: str, request: object) -> httpx.Response:
        started = time.perf_counter()
        answer: httpx.Response = await request  # type: ignore[misc]
        self.measured.times.setdefault(kind, []).append(time.perf_counter() - started)
        if answer.status_code != 200:
            self.measured.failures.append(f"{kind} {answer.status_code}")
        return answer


STANDING: dict[tuple[int, str, str], str] = {}  # what an editor's page shows, for all pages alike


def prepare(folder: Path) -> dict[int, list[EntryRow]]:
    """Ten filled reports; report number → the rows its editors change."""
    storage = open_folder(folder)
    found = {}
    for number in range(REPORTS):
        example, form = EXAMPLES[number % len(EXAMPLES)]
        report = create_report(storage, ALONE, department=f"部门{number}", year=2023, form=form, money_unit="万元")
        import_files(storage, ALONE, report.number, [shipped("corpora") / "examples" / example / "填报.yaml"])
        found[report.number] = [row for row in read_rows(storage, report.number) if row.subject in CELLS]
    storage.close()
    return found


def lost(storage: Storage, measured: Measured) -> int:
    """Texts answered as kept that are neither in their cell nor in the log."""
    missing = 0
    for report in {number for number, *_ in measured.kept}:
        cells = {(row.id, name): text for row in read_rows(storage, report) for name, text in row.cells.items()}
        logged = {(deed.row, deed.field, deed.after) for deed in deeds_of(storage, report, most=1_000_000)}
        for number, row, name, after in measured.kept:
            if number == report and cells.get((row, name)) != after and (row, name, after) not in logged:
                missing += 1
    return missing


async def load(base: str, rows: dict[int, list[EntryRow]], measured: Measured) -> None:
    until = time.monotonic() + SECONDS
    editors = [
        Editor(f"编辑{report}-{number}", report, own, base, measured, random.Random(report * 100 + number))
        for report, own in rows.items()
        for number in range(EDITORS_EACH)
    ]
    await asyncio.gather(*(editor.work(until) for editor in editors))


def processor_seconds(server: int) -> float:
    """What the server and the processes it began have used so far (Linux)."""
    used = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        if server in {int(stat.parent.name), int(fields[1])}:
            used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def measure() -> tuple[Measured, int, float, str]:
    """The measured times, lost texts, processor seconds under load, load of the machine."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = prepare(folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        before = os.getloadavg()[0]
        command = [sys.executable, "-m", "reportgen", "serve", "-q", "--port", str(port), "--data", str(folder)]
        server = subprocess.Popen(command)
        measured = Measured()
        used = 0.0
        try:
            _wait_for(port)
            time.sleep(WARM_UP)
            idle = processor_seconds(server.pid)
            asyncio.run(load(f"http://127.0.0.1:{port}", rows, measured))
            used = processor_seconds(server.pid) - idle
        finally:
            server.send_signal(signal.SIGKILL if measured.kept else signal.SIGINT)  # nothing is kept by a good end
            server.wait(30)
        storage = open_folder(folder)
        missing = lost(storage, measured)
        storage.close()
        return measured, missing, used, f"{before:.1f} → {os.getloadavg()[0]:.1f}"


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not start")


def described(measured: Measured, missing: int, seconds: float, load_average: str) -> str:
    """The figures as a page."""
    lines = [
        f"{REPORTS * EDITORS_EACH} editors on {REPORTS} reports for {SECONDS} s; "
        f"{os.cpu_count()} cores, load of the machine {load_average} (the load made here included).",
        "",
        "| request | number | median | 95 % | most | aim |",
        "|---|---|---|---|---|---|",
    ]
    for kind, times in sorted(measured.times.items()):
        ordered = sorted(times)
        high = ordered[int(len(ordered) * 0.95)]
        aim = "met" if high < AIM else "not met"
        lines.append(
            f"| {kind} | {len(ordered)} | {ordered[len(ordered) // 2] * 1000:.0f} ms | {high * 1000:.0f} ms "
            f"| {ordered[-1] * 1000:.0f} ms | {aim} |"
        )
    lines += [
        "",
        f"Kept {len(measured.kept)}, lost {missing}, conflicts told {measured.conflicts}, "
        f"failed requests {len(measured.failures)}.",
        "",
        f"Server and workers used {seconds:.1f} processor seconds, {seconds / SECONDS:.2f} cores; "
        f"{1000 * seconds / max(len(measured.times.get('save', ())), 1):.0f} ms for a save with its check.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true", help="keep results.md")
    chosen = options.parse_args()
    measured, missing, seconds, load_average = measure()
    page = described(measured, missing, seconds, load_average)
    print(page)
    for failure in sorted(set(measured.failures))[:5]:
        print("failed:", failure)
    if chosen.write:
        commit = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], capture_output=True, encoding="utf-8", check=True
        ).stdout.strip()
        RESULTS.write_text(f"# Results\n\nCommit {commit}.\n\n{page}", encoding="utf-8")


if __name__ == "__main__":
    main()
