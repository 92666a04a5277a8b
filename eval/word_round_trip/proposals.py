"""Errors planted in true reports: is a correction proposed for each, is it right, does the file pass, is it restored?

python eval/word_round_trip/proposals.py [--forms] [--only sports] [--list kept] [--json results.json]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from docx import Document

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "number_checking"))

from annotated_mutations import ADDED_KINDS, FIGURE_KINDS, KINDS  # noqa: E402
from annotated_sentences import Sentence  # noqa: E402
from annotation import read_report  # noqa: E402
from examination import OF_TEMPLATES, _lines_of, _template_sentences, departments, sentences_of  # noqa: E402

from reportgen import pipeline  # noqa: E402
from reportgen.documents.entry_files import read_entry  # noqa: E402
from reportgen.documents.office_parts import replaced, serialized  # noqa: E402
from reportgen.documents.source_docx import read_docx, read_docx_source  # noqa: E402
from reportgen.documents.word_text import Changes  # noqa: E402
from reportgen.model.checked_text import CheckedText, Correction  # noqa: E402
from reportgen.model.finding import Severity  # noqa: E402
from reportgen.model.origin import Origin  # noqa: E402
from reportgen.model.source_document import Grid  # noqa: E402

TEMPLATES = ROOT / "templates"
FOLDERS = {folder.name: folder for folder in departments(*OF_TEMPLATES)}
FORMS = ("general", "hebei", "shanghai", "tianjin")
SEED = int(os.environ.get("PROPOSALS_SEED", "11"))
KEEP = os.environ.get("PROPOSALS_KEEP", "")  # a folder for the Word files of whole reports
PLANTED = 16  # in a report
# What remains an error whatever is written: gaps of the entry and reports without signature.
NOT_OF_THE_TEXT = {"PLACEHOLDER", "MISSING_ELEMENT"}


@dataclass
class Planted:
    """One error: the true line, the false one, and what became of it."""

    kind: str
    true: str
    false: str
    told: bool = False  # the check found it
    result: str = ""  # the line after all changes were accepted
    became: str = ""  # restored, other, struck, kept


@dataclass
class Outcome:
    """What became of one report."""

    name: str
    planted: list[Planted] = field(default_factory=list)
    alarms: int = 0  # errors told of the true report
    left: list[str] = field(default_factory=list)  # errors after all changes were accepted, not those of the entry
    known: list[str] = field(default_factory=list)  # those that the true report has, too
    true_lines_changed: list[tuple[str, str]] = field(default_factory=list)
    restored: bool = False
    read_as_accepted: bool = False
    seconds: float = 0.0


def plant(
    lines: Sequence[str], sentences: Sequence[Sentence], chance: random.Random, kinds: dict
) -> dict[int, Planted]:
    """Line number → an error in it; as many different kinds as there is room for."""
    places: dict[str, list[tuple[int, str]]] = {}
    for at, sentence in enumerate(sentences):
        if "\t" in lines[at]:
            continue
        for name, mutate in kinds.items():
            made = [one for one in dict.fromkeys(mutate(sentence, chance)) if one != lines[at]]
            if made:
                places.setdefault(name, []).append((at, chance.choice(made)))
    found: dict[int, Planted] = {}
    names = list(places)
    chance.shuffle(names)
    for name in names:
        free = [place for place in places[name] if place[0] not in found]
        if free and len(found) < PLANTED:
            at, wrong = chance.choice(free)
            found[at] = Planted(name, lines[at], wrong)
    return found


def word_file(lines: Sequence[str], path: Path) -> None:
    """The lines as a Word file; rows with tabs or bars as tables."""
    document = Document()
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        cells = line.split("\t") if "\t" in line else line.strip().strip("|").split("|") if line.startswith("|") else []
        if cells:
            if set("".join(cells).strip()) - set("-: "):
                rows.append([each.strip() for each in cells])
            continue
        if rows:
            table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    table.cell(number, column).text = text
            rows = []
        if line.strip():
            document.add_paragraph(line)
    document.save(str(path))


def errors(checked: CheckedText) -> list[str]:
    return [
        f"{each.code} {each.message}" for each in checked.findings
        if each.severity is Severity.ERROR and each.code not in NOT_OF_THE_TEXT
    ]  # fmt: skip


def proposed_file(path: Path, checked: CheckedText, changes: Sequence[Correction]) -> bytes:
    from reportgen.cli.check_command import changed_copy

    return changed_copy(path, checked, changes)


def examine_whole(name: str, form: str) -> Outcome:
    """The Word file that a form makes, its tables in it, with false digits in cells and in the figures of its text."""
    outcome = Outcome(f"{name}/{form}.docx")
    chance = random.Random(f"{SEED} {outcome.name}")
    entered = read_entry(FOLDERS[name] / "entry.yaml").entered
    evaluation = pipeline.evaluate(entered, pipeline.choose_form(entered, TEMPLATES, form))
    with tempfile.TemporaryDirectory() as folder:
        true, draft, done = (Path(folder) / each for each in ("原稿.docx", "修改稿.docx", "核查.docx"))
        written = pipeline.draft(evaluation, TEMPLATES)
        true.write_bytes(pipeline.word_file(written, evaluation.form, evaluation.ledger)[0])
        before = pipeline.check_file(true, TEMPLATES, evaluation)
        outcome.alarms = len(errors(before))
        texts = texts_of(true)
        places = [place for place, text in texts.items() if DIGITS.search(text)]
        cells = [place for place in places if place.row is not None and FIGURE.fullmatch(texts[place])]
        prose = [place for place in places if place.row is None and len(texts[place]) > SHORT]
        chosen = {
            **dict.fromkeys(chance.sample(cells, min(CELLS, len(cells))), "cell"),
            **dict.fromkeys(chance.sample(prose, min(LINES, len(prose))), "figure"),
        }
        spoil(true, draft, chosen, chance)
        wrong = texts_of(draft)
        checked = pipeline.check_file(draft, TEMPLATES, evaluation)
        began = time.process_time()
        changes = pipeline.propose_corrections(draft, checked, TEMPLATES, evaluation)
        outcome.seconds = time.process_time() - began
        done.write_bytes(proposed_file(draft, checked, changes))
        if KEEP:
            (Path(KEEP) / f"{name}-{form}.docx").write_bytes(done.read_bytes())
            (Path(KEEP) / f"{name}-{form}-修改稿.docx").write_bytes(draft.read_bytes())
        accepted = texts_of(done)
        outcome.restored = texts_of(done, Changes.REJECTED) == wrong
        left = errors(pipeline.check_file(done, TEMPLATES, evaluation))
        outcome.known = [each for each in left if each in errors(before)]
        outcome.left = [each for each in left if each not in outcome.known]
        outcome.read_as_accepted = True
    told = {replace(origin, file="") for each in checked.findings for origin in each.origins}
    for place, kind in chosen.items():
        if wrong[place] == texts[place]:
            continue
        one = Planted(kind, texts[place], wrong[place], result=accepted.get(place, ""))
        one.told = place in told
        one.became = (
            "restored" if one.result == one.true
            else "kept" if one.result == one.false
            else "struck" if len(one.result) < len(one.true) - 1
            else "other"
        )  # fmt: skip
        outcome.planted.append(one)
    return outcome


DIGITS, FIGURE, SHORT = re.compile(r"\d"), re.compile(r"[≥≤]?[\d,.]+(?:%|[\u4e00-\u9fff]{1,3})?"), 12
CELLS, LINES = 14, 8


def texts_of(path: Path, changes: Changes = Changes.ACCEPTED) -> dict[Origin, str]:
    """Each paragraph and cell of the body by its place, whatever the file is called."""
    found = {}
    for block in read_docx_source(path, changes=changes).blocks:
        grid = isinstance(block, Grid)
        cells = [cell for row in block.rows for cell in row if not cell.covered] if grid else [block]
        found |= {replace(each.origin, file=""): each.text for each in cells}
    return found


def spoil(true: Path, draft: Path, chosen: dict[Origin, str], chance: random.Random) -> None:
    """Change a digit of a figure at each of the places."""
    read = read_docx(true)
    for place in chosen:
        digits = [
            piece.element for piece in read.pieces[replace(place, file=true.name)]
            if piece.element is not None and FIGURE.fullmatch(piece.text) and DIGITS.search(piece.text)
        ]  # fmt: skip
        if digits:
            element = chance.choice(digits)
            at = chance.choice([number for number, sign in enumerate(element.text) if sign.isdigit()])
            new = chance.choice([digit for digit in "123456789" if digit != element.text[at]])
            element.text = element.text[:at] + new + element.text[at + 1 :]
    with zipfile.ZipFile(true) as package:
        members = [(info, package.read(info)) for info in package.infolist()]
    draft.write_bytes(replaced(members, {"word/document.xml": serialized(read.root)}))


def examine(task: tuple[str, str]) -> Outcome:
    name, form = task
    if form.endswith(".docx"):
        return examine_whole(name, form.removesuffix(".docx"))
    evaluation, lines, sentences, kinds = report_of(name, form)
    outcome = Outcome(f"{name}{'/' + form if form else ''}")
    chance = random.Random(f"{SEED} {outcome.name}")
    planted = plant(lines, sentences, chance, kinds)
    outcome.planted = list(planted.values())
    with tempfile.TemporaryDirectory() as folder:
        true, draft, done = (Path(folder) / each for each in ("原稿.docx", "修改稿.docx", "核查.docx"))
        word_file(lines, true)
        before = pipeline.check_file(true, TEMPLATES, evaluation)
        outcome.alarms = len(errors(before))
        wrong = [planted[at].false if at in planted else line for at, line in enumerate(lines)]
        word_file(wrong, draft)
        checked = pipeline.check_file(draft, TEMPLATES, evaluation)
        began = time.process_time()
        changes = pipeline.propose_corrections(draft, checked, TEMPLATES, evaluation)
        outcome.seconds = time.process_time() - began
        done.write_bytes(proposed_file(draft, checked, changes))
        accepted = read_docx_source(done, beside=True).plain_text
        rejected = read_docx_source(done, beside=True, changes=Changes.REJECTED).plain_text
        outcome.restored = rejected == read_docx_source(draft, beside=True).plain_text
        outcome.left = errors(pipeline.check_file(done, TEMPLATES, evaluation))
        outcome.known = [each for each in outcome.left if each in errors(before)]
        outcome.left = [each for each in outcome.left if each not in outcome.known]
        judge_lines(outcome, planted, wrong, checked, changes, before)
        outcome.read_as_accepted = all(one.result.strip() in accepted for one in outcome.planted if one.result.strip())
    return outcome


def judge_lines(
    outcome: Outcome,
    planted: dict[int, Planted],
    wrong: Sequence[str],
    checked: CheckedText,
    changes: Sequence[Correction],
    before: CheckedText,
) -> None:
    """What became of each line."""
    at = 0
    text = checked.text
    for number, line in enumerate(wrong):
        words = line.strip()
        if not words or "|" in line or "\t" in line:
            continue
        start = text.find(words, at)
        if start < 0:
            continue
        end = at = start + len(words)
        result, moved = words, 0
        for each in changes:
            if start <= each.start and each.end <= end:
                low = each.start - start + moved
                result = result[:low] + each.text + result[low + each.end - each.start :]
                moved += len(each.text) - (each.end - each.start)
        if number not in planted:
            if result != words:
                outcome.true_lines_changed.append((words, result))
            continue
        one = planted[number]
        true_at = before.text.find(one.true.strip())
        one.told = faults(checked, start, end) > faults(before, true_at, true_at + len(one.true.strip()))
        one.result = result
        one.became = (
            "restored" if result == one.true.strip()
            else "kept" if result == words
            else "struck" if len(result) < len(one.true.strip()) - 6 or not result
            else "other"
        )  # fmt: skip


def faults(checked: CheckedText, start: int, end: int) -> int:
    """How many errors and warnings are told of ``start:end``."""
    return sum(
        each.severity is not Severity.INFO and start <= (each.start or -1) and (each.end or 0) <= end
        for each in checked.findings
    )


def report_of(name: str, form: str):
    entered = read_entry(FOLDERS[name] / "entry.yaml").entered
    if not form:
        report = read_report(FOLDERS[name])
        evaluation = pipeline.evaluate(entered, pipeline.choose_form(entered, TEMPLATES, ""))
        return evaluation, report.text.splitlines(), sentences_of(report), KINDS
    evaluation = pipeline.evaluate(entered, pipeline.choose_form(entered, TEMPLATES, form))
    lines = list(_lines_of(pipeline.draft(evaluation, TEMPLATES)))
    kinds = {**FIGURE_KINDS, **{key: one for key, one in ADDED_KINDS.items() if key not in {"scope", "rating"}}}
    return evaluation, [text for text, _ in lines], _template_sentences(lines, evaluation), kinds


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--forms", action="store_true", help="reports made by the forms, too")
    parser.add_argument("--list", default="", help="list what became of errors: kept, struck, other, restored, changed")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    names = [name for name in FOLDERS if not options.only or name in options.only.split(",")]
    tasks = [(name, "") for name in names]
    if options.forms:
        paired = list(zip(names, FORMS * 3, strict=False))
        tasks += [(name, f"{form}.docx") for name, form in paired] + paired
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        outcomes = list(pool.map(examine, tasks))
    show(outcomes, options.list)
    if options.json:
        options.json.write_text(json.dumps([asdict(each) for each in outcomes], ensure_ascii=False, indent=1), "utf-8")


def show(outcomes: Sequence[Outcome], wanted: str) -> None:
    every = [one for each in outcomes for one in each.planted]
    told = [one for one in every if one.told]
    became = Counter(one.became for one in told)
    print(f"planted {len(every)}, told {len(told)}: {dict(became)}")
    kinds: dict[str, Counter[str]] = {}
    for one in told:
        kinds.setdefault(one.kind, Counter())[one.became] += 1
    for kind, counts in sorted(kinds.items()):
        print(f"  {kind:18} {dict(counts)}")
    for each in outcomes:
        print(
            f"{each.name:22} alarms {each.alarms:3} left {len(each.left):3} as before {len(each.known):2} "
            f"true lines changed {len(each.true_lines_changed):3} restored {each.restored} "
            f"same {each.read_as_accepted} {each.seconds:.1f}s"
        )
    for line in listed(outcomes, wanted):
        print(line)


def listed(outcomes: Sequence[Outcome], wanted: str) -> Iterator[str]:
    for each in outcomes:
        for one in each.planted if wanted else ():
            if one.became in wanted.split(",") and one.told:
                yield f"[{each.name}] {one.became} {one.kind}\n  真 {one.true}\n  假 {one.false}\n  改 {one.result}"
        if "left" in wanted:
            yield from (f"[{each.name}] left {one}" for one in each.left)
        if "changed" in wanted:
            yield from (f"[{each.name}] changed\n  {old}\n  {new}" for old, new in each.true_lines_changed)


if __name__ == "__main__":
    main()
