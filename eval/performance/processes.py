"""How long a command takes and how much memory it needs, as a process of its own.

The system never reports a smaller peak for a child than its parent had when starting it, so commands are started
from a fresh small interpreter: ``python processes.py TIMES COMMAND ARGUMENT...``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

Runs = dict[str, list[float]]


def measure(command: list[str], times: int) -> Runs:
    """Wall seconds, processor seconds and peak MB of *command*, run *times* times after one warm-up.

    Raises CalledProcessError when it ends with anything but 0 or 1, reportgen's codes for a file written.
    """
    launched = [sys.executable, "-I", "-S", __file__, str(times + 1), *command]
    runs = json.loads(subprocess.run(launched, stdout=subprocess.PIPE, check=True).stdout)
    return {name: [run[name] for run in runs[1:]] for name in runs[0]}


def _run(command: list[str]) -> dict[str, float]:
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        sys.exit(f"ended with {process.returncode}: {' '.join(command)}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return {"wall": seconds, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / unit}


if __name__ == "__main__":
    json.dump([_run(sys.argv[2:]) for _ in range(int(sys.argv[1]))], sys.stdout)
