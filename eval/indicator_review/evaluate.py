"""How well the faults of indicators are found: measurable or not, the classes of faults, and rows called fine.

python eval/indicator_review/evaluate.py [PART ...] [--misses] [--notes]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from reportgen.checking.consistency.document_check import check_consistency
from reportgen.documents.entry_files import read_entry
from reportgen.documents.form_packs import read_form
from reportgen.documents.source_files import read_source
from reportgen.importing.interpretation import interpret
from reportgen.model.indicator_review import ReviewedIndicator
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.model.source_document import SourceDocument
from reportgen.reviewing.fault_kinds import FAULT_KINDS, NOTE_KINDS
from reportgen.reviewing.review import review_indicators

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SHARED = ROOT.parent / "shared"
PARTS = ("seeds", "development", "once_final", "batch_1", "batch_2", "batch_3", "batch_4")
COMPANIONS = {"000": ("000", "003"), "004": ("004",)}  # read together: one department, one year


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row as judged by the program beside what a person called it."""

    case: str
    reviewed: ReviewedIndicator
    classes: frozenset[str]
    notes: frozenset[str]
    measurable: bool
    remark: str

    @property
    def found(self) -> frozenset[str]:
        """The classes of faults the program found."""
        return frozenset(fault.code for fault in self.reviewed.faults)


@dataclass(slots=True)
class Tally:
    """Hits, false alarms and misses."""

    hits: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, found: frozenset[str], wanted: frozenset[str]) -> None:
        """Count one row."""
        self.hits.update(found & wanted)
        self.extra.update(found - wanted)
        self.missed.update(wanted - found)

    def figures(self, codes: Iterable[str]) -> tuple[int, int, int, str]:
        """Hits, false alarms, misses of *codes*, and precision, recall and F1 in words."""
        hits, extra, missed = (sum(each[code] for code in codes) for each in (self.hits, self.extra, self.missed))
        return hits, extra, missed, _ratios(hits, extra, missed)


def _ratios(hits: int, extra: int, missed: int) -> str:
    def share(part: int, whole: int) -> str:
        return f"{part / whole:.3f}" if whole else "  –  "

    both = share(2 * hits, 2 * hits + extra + missed)
    return f"P {share(hits, hits + extra)}  R {share(hits, hits + missed)}  F1 {both}"


def reviewed_rows(
    entered: Sequence[SelfEvaluation], documents: Sequence[SourceDocument]
) -> dict[str, tuple[ReviewedIndicator, ...]]:
    """File → its reviewed rows; what the consistency check finds in all files together counts as contradiction."""
    forms = [read_form(ROOT / "templates", each.department.form or "general") for each in entered]
    found = check_consistency(documents, entered, forms[0])
    return {
        document.file: review_indicators(each, document=document.file, form=form, contradictions=found).rows
        for each, document, form in zip(entered, documents, forms, strict=True)
    }


def seeds() -> Iterator[Labelled]:
    """The labelled published documents; nothing where they are not at hand."""
    labels_file = SHARED / "acceptance" / "indicators.json"
    if not labels_file.is_file():
        return
    labels: dict[tuple[str, int], dict[str, Any]] = {
        (row["seed"], row["line"]): row for row in json.loads(labels_file.read_text("utf-8"))
    }
    for seed, companions in COMPANIONS.items():
        documents = [read_source(next((SHARED / "seeds").glob(f"{each}_*"))) for each in companions]
        rows = reviewed_rows([interpret([each]).entered for each in documents], documents)
        for row in rows[documents[0].file]:
            origin = row.indicator.origin("name")
            line = origin.row if origin and origin.row else 0
            label = labels.get((seed, line)) or labels.get((seed, line - 1))
            if label is None:
                raise SystemExit(f"no label for line {line} of {seed}: {row.indicator.name}")
            yield _labelled(label["id"], row, label)


def fields_of_work(part: str) -> Iterator[Labelled]:
    """The labelled projects of other fields of work in ``cases/<part>``."""
    for labels_file in sorted((HERE / "cases" / part).glob("*.labels.yaml")):
        entry_file = labels_file.with_name(labels_file.name.replace(".labels", ""))
        labels = yaml.safe_load(labels_file.read_text("utf-8"))
        document = SourceDocument(file=entry_file.name, blocks=())
        entered = read_entry(entry_file).entered
        for row in reviewed_rows([entered], [document])[entry_file.name]:
            label = labels[row.indicator.number]
            yield _labelled(f"{entry_file.stem} {row.indicator.number}", row, label)


def _labelled(case: str, row: ReviewedIndicator, label: dict[str, Any]) -> Labelled:
    return Labelled(
        case,
        row,
        frozenset(label["class"]) - {"ok"},
        frozenset(label["minor"]),
        bool(label["measurable"]),
        label.get("note") or "",
    )


def report(part: str, rows: Sequence[Labelled], *, misses: bool, notes: bool) -> None:
    """Print the figures of *rows*."""
    faults, minor, unmeasurable = Tally(), Tally(), Tally()
    fine = [row for row in rows if not row.found]
    for row in rows:
        faults.add(row.found, row.classes)
        minor.add(frozenset(note.code for note in row.reviewed.notes), row.notes)
        unmeasurable.add(_flag(row.reviewed.measurable), _flag(row.measurable))
        if misses and (row.found != row.classes or row.measurable is not row.reviewed.measurable):
            _print_miss(row)
    print(f"\n{part}: {len(rows)} rows, {sum(not row.classes for row in rows)} fine")
    print(f"  not measurable        {unmeasurable.figures(['not measurable'])[3]}")
    print(f"  classes, micro        {faults.figures(FAULT_KINDS)[3]}")
    print(f"  called fine and fine  {sum(not row.classes for row in fine)}/{len(fine)}")
    for kinds, tally in ((FAULT_KINDS, faults), (NOTE_KINDS if notes else {}, minor)):
        for code in kinds:
            hits, extra, missed, ratios = tally.figures([code])
            if hits or extra or missed:
                print(f"    {code:18} {hits:4} +{extra:<3} -{missed:<3} {ratios}")
    print(f"  notes, micro          {minor.figures(NOTE_KINDS)[3]}")


def _flag(measurable: bool) -> frozenset[str]:
    return frozenset() if measurable else frozenset({"not measurable"})


def _print_miss(row: Labelled) -> None:
    indicator = row.reviewed.indicator
    about = indicator.description if indicator.description != indicator.name else "="
    texts = " | ".join((indicator.subcategory, indicator.name, about, indicator.target_value, indicator.actual_value))
    wrong = [f"+{code}" for code in sorted(row.found - row.classes)]
    wrong += [f"-{code}" for code in sorted(row.classes - row.found)]
    if row.measurable is not row.reviewed.measurable:
        wrong.append("measurable" if row.measurable else "not measurable")
    print(f"{row.case} | {texts} | {' '.join(wrong)} {row.remark}")


def main() -> None:
    """Evaluate the parts named, all by default."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help="，".join(PARTS))
    parser.add_argument("--misses", action="store_true", help="list every row judged otherwise than labelled")
    parser.add_argument("--notes", action="store_true", help="list the secondary notes too")
    options = parser.parse_args()
    for part in options.parts or PARTS:
        rows = tuple(seeds() if part == "seeds" else fields_of_work(part))
        if rows:
            report(part, rows, misses=options.misses, notes=options.notes)
        else:
            print(f"{part}: not at hand")


if __name__ == "__main__":
    main()
