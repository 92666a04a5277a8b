"""The reports that our own templates write from true data: every number blamed in their prose is a false alarm.

python eval/number_checking/own_reports.py            # how many, for each entry and form
python eval/number_checking/own_reports.py --list     # and each of them
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from reportgen.checking.checker import check_text
from reportgen.checking.evidence.fact_index import build_fact_index
from reportgen.documents.entry_files import read_entry
from reportgen.errors import ReportgenError
from reportgen.model.checked_text import CheckedText, Verdict
from reportgen.model.draft import Draft, Heading, Paragraph
from reportgen.model.finding import Severity
from reportgen.pipeline import choose_form, draft, evaluate

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TEMPLATES = ROOT / "templates"
FORMS = ("general", "hebei", "shanghai", "tianjin")
APART = frozenset({"housing", "justice", "science"})  # kept apart from development


def entries() -> Iterator[Path]:
    """The entry files: examples, samples of the tests, departments for development."""
    yield from sorted((ROOT / "corpora" / "examples").glob("*/填报.yaml"))
    yield from sorted((ROOT / "tests" / "samples" / "entries").glob("*.yaml"))
    yield from sorted(path for path in (HERE / "departments").glob("*.yaml") if path.stem not in APART)


def prose(written: Draft) -> str:
    """The words of a draft outside its tables, one paragraph a line."""
    lines = [str(written.title)]
    for block in (block for section in written.sections for block in section.blocks):
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Heading):
            lines.append(f"{block.number}{block.text}")
    return "\n".join(lines)


def checked_reports() -> Iterator[tuple[str, CheckedText]]:
    """Each entry under each form that can be written, and its prose as judged."""
    for path in entries():
        entered = read_entry(path).entered
        for code in FORMS:
            form = choose_form(entered, TEMPLATES, code)
            try:
                evaluation = evaluate(entered, form)
                written = draft(evaluation, TEMPLATES)
            except ReportgenError as error:
                print(f"{path.parent.name}/{path.stem} {code} 没有写成：{error}")
                continue
            index = build_fact_index(evaluation.ledger)
            name = f"{path.parent.name}/{path.stem} {code}"
            yield name, check_text(prose(written), evaluation.ledger, index=index)


def main() -> None:
    """Print the false alarms."""
    options = argparse.ArgumentParser()
    options.add_argument("--list", action="store_true")
    asked = options.parse_args()
    numbers = alarms = 0
    seen: dict[str, int] = {}
    for name, checked in checked_reports():
        claims = sum(one.verdict is not Verdict.EXEMPT for one in checked.mentions)
        found = [one for one in checked.findings if one.severity is not Severity.INFO]
        numbers += claims
        alarms += len(found)
        print(f"{name:32} {len(found):3}/{claims:4}")
        for one in found:
            start, end = one.start or 0, one.end or 0
            around = checked.text[max(0, start - 50) : start] + f"【{one.text}】" + checked.text[end : end + 24]
            shown = f"{one.code} {one.message} …{around.replace(chr(10), '⏎')}…"
            seen[shown] = seen.get(shown, 0) + 1
    print(f"合计 {alarms}/{numbers} = {1000 * alarms / numbers:.1f} 每千个真实数字；不同的 {len(seen)} 处")
    if asked.list:
        for shown, times in seen.items():
            print(times, shown)


if __name__ == "__main__":
    main()
