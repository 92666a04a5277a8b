"""``make bench``: time and memory of the commands, docxtpl filling the same table, and the aims beside the figures.

``measure.py --write`` also keeps the report in ``results.md``. No figure, however bad, makes it fail.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

import table_filling
from processes import Runs, measure

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).with_name("results.md")
REPORTGEN = str(Path(sys.executable).with_name("reportgen"))
EXAMPLE = ROOT / "corpora/examples/tianjin/填报.yaml"
SIZES = (100, 1_000, 10_000)
TableSeconds = dict[int, tuple[list[float], list[float]]]


def command_runs(folder: Path, sizes: Sequence[int], times: int) -> Iterator[tuple[str, Runs]]:
    """Name and runs of every command; the entries it reads are put into *folder*."""
    yield "--help", measure([REPORTGEN, "--help"], times)
    seeds = sorted((ROOT.parent / "shared/seeds").glob("003*.txt"))
    name, source = (
        ("import seed 003", seeds[0])
        if seeds
        else ("import own sample (seeds absent)", ROOT / "tests/samples/import/project_targets.txt")
    )
    yield name, measure([REPORTGEN, "import", str(source), "-o", str(folder / "imported.yaml"), "--overwrite"], times)
    yield "generate Tianjin example", measure(_generate(EXAMPLE, folder), times)
    for size in sizes:
        for suffix in (".yaml", ".xlsx") if size == 1_000 else (".yaml",):
            entry = folder / f"{size}{suffix}"
            _write_entry(entry, size)
            yield f"generate {size} indicators {suffix}", measure(_generate(entry, folder), times)


def table_runs(folder: Path, sizes: Sequence[int], times: int) -> Iterator[tuple[str, Runs]]:
    """Name and runs of the table alone as a process: JSON of its texts in, Word file out."""
    template, output = folder / "template.docx", folder / "table.docx"
    template.write_bytes(table_filling.docxtpl_template())
    for size in sizes:
        rows = folder / f"{size}.json"
        rows.write_text(json.dumps(table_filling.table_rows(size), ensure_ascii=False), "utf-8")
        for way in ("reportgen", "docxtpl"):
            command = [sys.executable, table_filling.__file__, way, str(rows), str(output), str(template)]
            yield f"table of {size} rows by {way}", measure(command, times)


def table_seconds(sizes: Sequence[int], times: int) -> TableSeconds:
    """Rows → seconds of reportgen and of docxtpl filling the table in this process, by turns, after a warm-up."""
    form, template = table_filling.tianjin_form(), table_filling.docxtpl_template()
    found: TableSeconds = {}
    for size in sizes:
        rows = table_filling.table_rows(size)
        facts = table_filling.facts_of(rows)
        found[size] = ([], [])
        for turn in range(times + 1):
            ours = _seconds(table_filling.by_reportgen, form, facts)
            theirs = _seconds(table_filling.by_docxtpl, template, rows)
            if turn:
                found[size][0].append(ours)
                found[size][1].append(theirs)
    return found


def growth_exponent(costs: dict[int, float]) -> float:
    """How cost grows over three sizes, the fixed cost taken off: 1 is linear, near 2 quadratic."""
    small, middle, large = sorted(costs)
    rise = (costs[large] - costs[small]) / (costs[middle] - costs[small])
    return math.log(rise) / math.log((large - small) / (middle - small))


def aims(commands: dict[str, Runs], tables: TableSeconds) -> Iterator[tuple[str, str, bool]]:
    """Each aim, what was measured, and whether it is met."""
    start, example = median(commands["--help"]["wall"]), commands["generate Tianjin example"]
    seconds, peak = median(example["wall"]), max(example["peak"])
    yield "`--help` under 0.2 s", f"{start:.3f} s", start < 0.2
    yield "Tianjin report under 3 s", f"{seconds:.2f} s", seconds < 3
    yield "Tianjin report under 300 MB", f"{peak:.0f} MB", peak < 300
    growth = growth_exponent({size: median(commands[f"generate {size} indicators .yaml"]["cpu"]) for size in tables})
    yield "cost linear in indicators: exponent at most 1.1", f"{growth:.2f}", growth <= 1.1
    for size, (ours, theirs) in tables.items():
        ratio = median(theirs) / median(ours)
        yield f"table of {size} rows filled faster than by docxtpl", f"{ratio:.2f} times as fast", ratio > 1


def report(sizes: Sequence[int], times: int) -> str:
    """Everything measured, as Markdown: the aims first."""
    with tempfile.TemporaryDirectory() as name:
        commands = dict(command_runs(Path(name), sizes, times))
        processes = commands | dict(table_runs(Path(name), sizes, times))
    tables = table_seconds(sizes, times)
    lines = [
        *(f"{datetime.now(UTC).date()}, commit {_commit()}, {_machine()}; {times} runs after a warm-up", ""),
        *("| aim | measured | |", "|---|---|---|"),
        *(f"| {aim} | {found} | {'met' if met else 'not met'} |" for aim, found, met in aims(commands, tables)),
        *("", "| whole process | wall s: min / median / max | cpu s: median | peak MB |", "|---|---|---|---|"),
        *(
            f"| {label} | {_spread(runs['wall'])} | {median(runs['cpu']):.3f} | {max(runs['peak']):.0f} |"
            for label, runs in processes.items()
        ),
        *("", "| rows filled in process | reportgen s: min / median / max | docxtpl s |", "|---|---|---|"),
        *(f"| {size} | {_spread(ours)} | {_spread(theirs)} |" for size, (ours, theirs) in tables.items()),
    ]
    return "\n".join(lines) + "\n"


def _generate(entry: Path, folder: Path) -> list[str]:
    return [REPORTGEN, "generate", str(entry), "--quiet", "-o", str(folder / "report.docx"), "--overwrite"]


def _write_entry(path: Path, size: int) -> None:
    from synthetic_entries import synthetic_entry

    from reportgen.documents.entry_files import write_entry

    write_entry(synthetic_entry(size), path)


def _seconds(work: Callable[..., object], *given: object) -> float:
    started = time.perf_counter()
    work(*given)
    return time.perf_counter() - started


def _spread(values: Sequence[float]) -> str:
    return f"{min(values):.3f} / {median(values):.3f} / {max(values):.3f}"


def _commit() -> str:
    git = ["git", "-C", str(ROOT)]
    commit = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    changed = subprocess.run([*git, "diff", "--quiet", "HEAD", "--", "src", "templates"], check=False)
    return (commit.stdout.strip() or "unknown") + (" with changes" if changed.returncode else "")


def _machine() -> str:
    python, docxtpl = platform.python_version(), version("docxtpl")
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {python}, docxtpl {docxtpl}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the report in results.md")
    parser.add_argument("--times", type=int, default=5, help="runs of each command after the warm-up")
    options = parser.parse_args()
    written = report(SIZES, options.times)
    print(written)
    if options.write:
        RESULTS.write_text(f"# Results\n\n{written}", "utf-8")
