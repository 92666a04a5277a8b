"""Generate, edit as people do, change the data, refresh: what is still bound, what is kept, what is wrong.

python eval/word_round_trip/evaluate.py --seed 1 --cases 240 [--no-office] [--json results.json]
"""

from __future__ import annotations

import argparse
import io
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

from edit_scripts import Promise, edit  # noqa: E402
from entry_changes import changed  # noqa: E402
from judge import Verdict, judge  # noqa: E402

from reportgen import pipeline, revising  # noqa: E402
from reportgen.errors import ReportgenError  # noqa: E402

ENTRIES = (
    "tests/samples/entries/agriculture.yaml",
    "tests/samples/entries/culture.yaml",
    "tests/samples/entries/education.yaml",
    "corpora/examples/jiangxi/填报.yaml",
    "corpora/examples/shanghai/填报.yaml",
)
TEMPLATES = ROOT / "templates"
_REPEATED_EVERY = 8  # every eighth is refreshed twice from the same file, which must give the same bytes
_AT_ONCE = 16
_OFFICE_EVERY = 4  # every fourth case is saved by LibreOffice after the edit


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=240)
    parser.add_argument("--first", type=int, default=0, help="the number of the first case, to share cases out")
    parser.add_argument("--only", type=int)
    parser.add_argument("--no-office", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--log", type=Path, help="a line for each case, to be put together with --merge")
    parser.add_argument("--merge", type=Path, nargs="+")
    options = parser.parse_args()
    if options.merge:
        results = [json.loads(line) for file in options.merge for line in file.read_text("utf-8").splitlines()]
    else:
        results = list(_results(options))
    told = _summary(results)
    print(json.dumps(told, ensure_ascii=False, indent=2))
    if options.json:
        options.json.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _results(options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Case after case, each also as a line of the log."""
    numbers = _numbers(options)
    with tempfile.TemporaryDirectory() as folder:
        place = options.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        for start in range(0, len(numbers), _AT_ONCE):
            cases = [_prepared(number, options.seed, place) for number in numbers[start : start + _AT_ONCE]]
            if not options.no_office:
                _office([case["edited"] for case in cases if case["office"]], place)
            for case in cases:
                result = _run(case, place)
                if options.log:
                    with options.log.open("a", encoding="utf-8") as log:
                        log.write(json.dumps(result, ensure_ascii=False) + "\n")
                yield result


def _numbers(options: argparse.Namespace) -> list[int]:
    if options.only is not None:
        return [options.only]
    return list(range(options.first, options.first + options.cases))


def _prepared(number: int, seed: int, place: Path) -> dict[str, Any]:
    """An entry, its report edited, and the new data of case *number*."""
    chance = random.Random(f"{seed}-{number}")
    entry = ROOT / ENTRIES[number % len(ENTRIES)]
    told = yaml.safe_load(entry.read_text(encoding="utf-8"))
    data = place / f"{number}.yaml"
    for _ in range(9):  # now and then a change makes an entry that the program refuses
        other, changes = changed(told, chance)
        data.write_text(yaml.safe_dump(other, allow_unicode=True, sort_keys=False), encoding="utf-8")
        try:
            pipeline.open_entry(data, TEMPLATES)
            break
        except ReportgenError:
            continue
    old, report = _generated(entry)
    with zipfile.ZipFile(report) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"], promise = edit(parts["word/document.xml"], chance, chance.randint(1, 6))
    edited = place / f"{number}.docx"
    with zipfile.ZipFile(edited, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    office = number % _OFFICE_EVERY == 0
    return {
        "number": number, "edited": edited, "data": data, "promise": promise, "old": old, "changes": changes,
        "office": office,
    }  # fmt: skip


_REPORTS: dict[Path, tuple[Any, Any]] = {}


def _generated(entry: Path) -> tuple[Any, Any]:
    if entry not in _REPORTS:
        evaluation = pipeline.open_entry(entry, TEMPLATES)
        written = pipeline.draft(evaluation, TEMPLATES)
        data, _ = pipeline.word_file(written, evaluation.form, evaluation.ledger)
        _REPORTS[entry] = (evaluation.ledger, data)
    ledger, data = _REPORTS[entry]
    return ledger, io.BytesIO(data)


def _office(files: list[Path], place: Path) -> None:
    """Open and save *files* with LibreOffice."""
    program = shutil.which("soffice")
    if program is None or not files:
        return
    saved = place / "saved"
    profile = f"-env:UserInstallation=file://{place / 'office'}"
    command = [program, profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(saved)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True)
    for each in files:
        shutil.copy(saved / each.name, each)


def _run(case: dict[str, Any], place: Path) -> dict[str, Any]:
    promise: Promise = case["promise"]
    evaluation = pipeline.open_entry(case["data"], TEMPLATES)
    started = time.process_time()
    made = revising.refresh(case["edited"], evaluation, TEMPLATES, lambda _stage: None)
    seconds = time.process_time() - started
    once = place / f"{case['number']}.1.docx"
    once.write_bytes(made.data)
    again = revising.refresh(once, evaluation, TEMPLATES, lambda _stage: None)
    repeated = made
    if case["number"] % _REPEATED_EVERY == 0:
        repeated = revising.refresh(case["edited"], evaluation, TEMPLATES, lambda _stage: None)
    found = judge(case["edited"].read_bytes(), made.data, case["old"], evaluation.ledger, promise)
    faults = []
    if again.data != made.data:
        faults.append("再刷新一次又变了")
    if repeated.data != made.data:
        faults.append("两次结果不同")
    return {
        "number": case["number"], "kinds": promise.kinds, "changes": case["changes"], "office": case["office"],
        "verdict": asdict(found), "faults": faults, "notes": Counter(note.kind.value for note in made.plan.notes),
        "seconds": seconds,
    }  # fmt: skip


def _summary(results: list[dict[str, Any]]) -> dict[str, Any]:
    verdicts = [Verdict(**each["verdict"]) for each in results]
    expected, bound = sum(each.expected for each in verdicts), sum(each.bound for each in verdicts)
    promises, broken = sum(each.promises for each in verdicts), sum(len(each.broken) for each in verdicts)
    misses = [
        {
            "case": each["number"], "edits": each["kinds"], "changes": each["changes"], "office": each["office"],
            "wrong": each["verdict"]["wrong"], "broken": each["verdict"]["broken"],
            "unbound": each["verdict"]["unbound"], "faults": each["faults"],
        }
        for each in results
        if each["verdict"]["wrong"] or each["verdict"]["broken"] or each["verdict"]["unbound"] or each["faults"]
    ]  # fmt: skip
    return {
        "cases": len(results),
        "saved_by_office": sum(each["office"] for each in results),
        "edits": Counter(kind for each in results for kind in each["kinds"]),
        "data_changes": Counter(change.partition("：")[0] for each in results for change in each["changes"]),
        "figures": sum(each.figures for each in verdicts),
        "wrong_updates": sum(len(each.wrong) for each in verdicts),
        "figures_in_peoples_paragraphs": expected,
        "still_bound": bound,
        "promises": promises,
        "promises_kept": promises - broken,
        "not_repeatable": sum(bool(each["faults"]) for each in results),
        "comments": sum((Counter(each["notes"]) for each in results), Counter()),
        "seconds_per_refresh": round(sum(each["seconds"] for each in results) / len(results), 2),
        "misses": misses,
    }


if __name__ == "__main__":
    main()
