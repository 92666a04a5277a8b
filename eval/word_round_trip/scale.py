"""Time and memory of a refresh as reports grow: one size a process, people having edited every tenth paragraph.

python eval/word_round_trip/scale.py [--sizes 200 400 800 1600]
"""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "eval" / "performance")]

from lxml import etree  # noqa: E402

from reportgen import pipeline, revising  # noqa: E402

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEMPLATES = ROOT / "templates"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 400, 800, 1600])
    parser.add_argument("--one", type=int)
    options = parser.parse_args()
    if options.one:
        print(_measured(options.one))
        return
    print("| 指标 | 段落和单元格 | 数字 | 生成（CPU 秒） | 刷新（CPU 秒） | 其中合并、核查和写出 | 内存（MB） |")
    print("|---|---|---|---|---|---|---|")
    for size in options.sizes:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], check=True, capture_output=True, text=True
        )
        print(done.stdout.strip(), flush=True)


def _measured(size: int) -> str:
    from synthetic_entries import synthetic_entry

    entered = synthetic_entry(size)
    form = pipeline.choose_form(entered, _TEMPLATES)
    first = pipeline.evaluate(entered, form)
    data, seconds_to_generate = _generated(first)
    lines = tuple(
        replace(
            line, actual_expenditure=replace(line.actual_expenditure, value=line.actual_expenditure.value - Decimal(1))
        )
        if line.actual_expenditure is not None
        else line
        for line in entered.budget
    )
    second = pipeline.evaluate(replace(entered, budget=lines), form)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "修改稿.docx"
        path.write_bytes(_edited(data))
        started = time.process_time()
        made = revising.refresh(path, second, _TEMPLATES, lambda _stage: None)
        whole = time.process_time() - started
    again, seconds_to_generate_again = _generated(second)
    del again
    count = len(made.plan.lines)
    figures = sum(bool(part.fact) for line in made.plan.lines.values() for part in line.parts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    merged = whole - seconds_to_generate_again
    return f"| {size} | {count} | {figures} | {seconds_to_generate:.1f} | {whole:.1f} | {merged:.1f} | {memory:.0f} |"


def _generated(evaluation: pipeline.Evaluation) -> tuple[bytes, float]:
    started = time.process_time()
    written = pipeline.draft(evaluation, _TEMPLATES)
    data, _ = pipeline.word_file(written, evaluation.form, evaluation.ledger)
    return data, time.process_time() - started


def _edited(data: bytes) -> bytes:
    """Words of people's own in every tenth paragraph of the body."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    for paragraph in root.find(f"{_W}body").findall(f"{_W}p")[::10]:
        run = etree.SubElement(paragraph, f"{_W}r")
        etree.SubElement(run, f"{_W}t").text = "以上内容已经各承办科室核对。"
    parts["word/document.xml"] = etree.tostring(root)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
