"""How many labelled faults of documents the consistency checks find, and how many of their findings are true.

python eval/consistency/evaluate.py [--own | --aside] [--extras]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reportgen.checking.consistency.document_check import check_consistency
from reportgen.documents.form_packs import read_form
from reportgen.documents.source_files import read_source
from reportgen.importing.interpretation import interpret
from reportgen.model.finding import Finding

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "tests" / "samples" / "consistency"
ASIDE = Path(__file__).parent / "aside"
COMPANIONS = {"000": ("000", "003")}  # judged together: one department, one year

# Which codes may stand for a fault of each labelled kind. A finding of another code never counts as a hit.
FAMILIES: Mapping[str, frozenset[str]] = {
    kind: frozenset(codes.split())
    for kind, codes in {
        "prose_vs_table": "PROSE_VS_TABLE PROSE_VS_TABLE_SCOPE CONCLUSION_VS_TABLE",
        "ratio_feasibility": "RATIO_INFEASIBLE",
        "score_formula": "SCORE_OVERRIDE MET_POINTS_LOST MISSED_FULL_MARKS",
        "rounding": "TOTAL_PRECISION PRECISION_VARIES RATE_ROUNDING",
        "omission": "BUDGET_ADJUSTED SHORTFALL",
        "goal_coverage": "GOAL_UNMEASURED GOAL_OUTPUT_UNMEASURED GOAL_NOT_REPORTED",
        "name_vs_content": "NAME_VS_CONTENT",
        "unit_cost_outlier": "UNIT_COST_VARIES",
        "stale_text": "STALE_TEXT DATE_YEAR",
        "copy_residue": "COPY_RESIDUE",
        "reason_mismatch": "STATUS_VS_VALUE REASON_MISMATCH",
        "cross_doc": "CROSS_DOC_TARGET CROSS_DOC_TOLD CROSS_DOC_BUDGET CROSS_DOC_UNIT OVER_COMPLETION",
        "over_completion": "OVER_COMPLETION",
        "unit_mismatch": "UNIT_RATE UNIT_COUNT UNIT_YES_NO UNIT_TARGET_ACTUAL STANDARD_UNIT UNIT_DURATION "
        "NAME_VS_DESCRIPTION",
        "name_vs_desc": "UNIT_YES_NO NAME_VS_DESCRIPTION NAME_VS_LEVEL",
        "typo": "TYPO",
        "terminology": "TERMINOLOGY CROSS_DOC_UNIT",
        "row_vs_row": "ROW_VS_ROW TEXT_VS_INDICATOR",
        "text_vs_indicator": "TEXT_VS_INDICATOR",
        "text_vs_text": "TEXT_VS_TEXT",
        "arith_sum": "UNIT_PRICE_SUM PURPOSE_SUM SUM_MISMATCH TABLE_SUM",
        "ratio_over_100": "RATIO_OVER_100",
        "date_year": "DATE_YEAR",
        "numbering": "LIST_NUMBERING",
        "truncated": "TRUNCATED",
        "missing_cell": "SCORE_MISSING ACTUAL_MISSING TARGET_MISSING",
        "actual_missing": "ACTUAL_WITHOUT_NUMBER ACTUAL_MISSING",
        "duplicate_indicator": "DUPLICATE_INDICATOR",
        "name_vs_level": "NAME_VS_LEVEL",
        "unsupported_ratio": "RATIO_WITHOUT_BASE",
        "weight_structure": "WEIGHT_STRUCTURE CATEGORY_WEIGHT_SUM WEIGHT_TOTAL",
        "actual_equals_target": "ACTUAL_EQUALS_TARGET",
        "format_residue": "FORMAT_RESIDUE",
        "format": "PUNCTUATION HALF_SIGN",
        "qualitative_no_grade": "QUALITATIVE_NO_GRADE",
        "headcount": "HEADCOUNT_MISMATCH HEADCOUNT_IMPOSSIBLE HEADCOUNT_VARIES",
        "status_vs_actual": "STATUS_VS_VALUE MISSED_FULL_MARKS",
        "list_count": "LIST_COUNT LIST_SHORT",
        "heading_number": "HEADING_NUMBER",
        "heading_level": "HEADING_LEVEL",
        "score_unexplained": "SCORE_UNEXPLAINED MET_POINTS_LOST",
        "doc_number_format": "DOC_NUMBER",
        "missing_element": "MISSING_ELEMENT EMPTY_SECTION TARGET_MISSING",
        "direction": "DIRECTION",
        "misplaced": "MISPLACED",
        "divisibility": "NOT_DIVISIBLE",
        "duplicate_text": "DUPLICATE_TEXT DUPLICATE_GOAL DESCRIPTION_REPEATS",
        "basis_invalid": "BASIS_INVALID",
        "basis_generic": "BASIS_GENERIC",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A labelled fault: where it stands, what kind it is, and which codes find it."""

    id: str
    seed: str
    lines: frozenset[int]
    severity: str
    codes: frozenset[str]
    claim: str


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with the file and the lines it points at."""

    seed: str
    lines: frozenset[int]
    finding: Finding


def findings_of(paths: Sequence[Path], *, stems: bool = True) -> list[Told]:
    """The findings on *paths* judged together, one entry for each file a finding touches."""
    form = read_form(ROOT / "templates", "general")
    documents = [read_source(path) for path in paths]
    imported = [interpret([document]).entered for document in documents]
    told = []
    for finding in check_consistency(documents, imported, form):
        lines = defaultdict(set)
        for origin in finding.origins:
            if origin.row is not None:
                lines[origin.file].add(origin.row)
        told += [Told(Path(file).stem if stems else file, frozenset(rows), finding) for file, rows in lines.items()]
    return told


def matches(fault: Fault, told: Sequence[Told]) -> list[Told]:
    """The findings that say *fault*: of its file and kind, on at least one of its lines."""
    return [
        one for one in told if one.seed == fault.seed and one.finding.code in fault.codes and one.lines & fault.lines
    ]


def published() -> tuple[list[Fault], list[Told]]:
    """The labelled faults of the published documents, and what is found in them."""
    rows: list[dict[str, Any]] = json.loads((SHARED / "acceptance" / "inconsistencies.json").read_text("utf-8"))
    by_seed = {path.name[:3]: path for path in sorted((SHARED / "seeds").glob("*.txt"))}
    faults = [
        Fault(
            row["id"], by_seed[row["seed"]].stem, frozenset(row["lines"]), row["severity"],
            FAMILIES.get(row["kind"], frozenset()), f"{row['kind']}：{row['where']}",
        )
        for row in rows
        if row["detect"] == "rule"
    ]  # fmt: skip
    told: list[Told] = []
    for seed in sorted({row["seed"] for row in rows}):
        group = COMPANIONS.get(seed, (seed,))
        told += [one for one in findings_of([by_seed[name] for name in group]) if one.seed == by_seed[seed].stem]
    return faults, told


def own(folder: Path) -> tuple[list[Fault], list[Told]]:
    """The faults planted in the project's own documents of *folder*, and what is found where they are planted.

    Each fault is planted alone, in a copy of its clean document; what else follows from it there is left out. What a
    clean document gets is an extra finding, to be read by hand.
    """
    faults: list[Fault] = []
    told: list[Told] = []
    for labels in sorted(folder.glob("*.yaml")):
        listed = yaml.safe_load(labels.read_text("utf-8"))
        clean = {name: (folder / name).read_text("utf-8") for name in listed["documents"]}
        on_clean = _told_of(clean, labels.stem)
        told += on_clean
        known = {(one.finding.code, one.finding.message) for one in on_clean}
        for number, row in enumerate((*listed["faults"], *listed.get("missed", ())), start=1):
            name = row.get("document", listed["documents"][0])
            if clean[name].count(row["change"]) < 1:
                raise SystemExit(f"{labels.name}：找不到“{row['change']}”")
            text = clean[name].replace(row["change"], row["to"], 1)
            shown = row.get("at", "")  # where the fault shows, if not at the change: a goal whose indicator is gone
            first = text[: text.index(shown) if shown else clean[name].index(row["change"])].count("\n") + 1
            length = 0 if shown else row["to"].count("\n")
            lines = frozenset(range(first - 1, first + length + 2))
            case = f"{labels.stem}-{number}"
            faults.append(
                Fault(
                    case, f"{case}/{name}", lines, row["severity"], frozenset(row["code"].split()),
                    f"{row['change']} → {row['to']}",
                )
            )  # fmt: skip
            found = _told_of({**clean, name: text}, case)
            hits = matches(faults[-1], found)
            told += [one for one in hits if (one.finding.code, one.finding.message) not in known]
    return faults, told


def _told_of(texts: Mapping[str, str], case: str) -> list[Told]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in texts]
        for path, text in zip(paths, texts.values(), strict=True):
            path.write_text(text, "utf-8")
        return [Told(f"{case}/{one.seed}", one.lines, one.finding) for one in findings_of(paths, stems=False)]


def shown(one: Told) -> str:
    """A finding on one line."""
    places = ",".join(str(line) for line in sorted(one.lines)[:6])
    document = one.seed if "/" in one.seed else one.seed[:3]
    found = one.finding
    return f"{document} {found.severity.value:7} {found.code:22} [{places}] {found.message[:110]}"


def judged_extras() -> dict[tuple[str, str, int], bool]:
    """The extra findings read by hand: (document, code, first line) → true or false."""
    path = HERE / "extras.yaml"
    rows = yaml.safe_load(path.read_text("utf-8")) if path.exists() else []
    return {(row["document"], row["code"], row["line"]): row["true"] for row in rows}


def report(faults: Sequence[Fault], told: Sequence[Told], *, list_extras: bool) -> Iterator[str]:
    """Recall by severity, the misses, and the precision of what was found."""
    hits = {fault.id: matches(fault, told) for fault in faults}
    for severity in ("error", "warning", "warn", "info"):
        rows = [fault for fault in faults if fault.severity == severity]
        if rows:
            caught = sum(bool(hits[fault.id]) for fault in rows)
            yield f"{severity}: {caught}/{len(rows)} = {caught / len(rows):.1%}"
    yield from (f"  missed {fault.id} {fault.claim}" for fault in faults if not hits[fault.id])
    matched = {id(one) for found in hits.values() for one in found}
    extras = [one for one in told if id(one) not in matched]
    verdicts = judged_extras()
    count: Counter[str] = Counter()
    by_code: dict[str, Counter[str]] = defaultdict(Counter)
    for one in told:
        verdict = verdicts.get((one.seed[:3], one.finding.code, min(one.lines)))
        word = "true" if id(one) in matched or verdict else "false" if verdict is False else "unread"
        count[word] += 1
        by_code[one.finding.code][word] += 1
        if word != "true" and list_extras:
            yield f"  {word} {shown(one)}"
    judged = count["true"] + count["false"]
    yield f"findings {len(told)}, labelled {len(matched)}, extra {len(extras)}, not read by hand {count['unread']}"
    if judged:
        yield f"precision of the findings read: {count['true']}/{judged} = {count['true'] / judged:.1%}"
    for code, words in sorted(by_code.items()):
        yield f"    {code:24} " + " ".join(f"{word} {number}" for word, number in sorted(words.items()))


def main() -> None:
    """Print the measures asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--own", action="store_true", help="the project's own documents instead of the published ones")
    parser.add_argument("--aside", action="store_true", help="documents for which the rules were not mended yet")
    parser.add_argument("--extras", action="store_true", help="list findings that no label and no reading bears out")
    asked = parser.parse_args()
    folder = SAMPLES if asked.own else ASIDE if asked.aside else None
    if folder is None and not (SHARED / "acceptance" / "inconsistencies.json").exists():
        raise SystemExit("没有 ../shared/acceptance，只能用 --own 测自编文稿")
    faults, told = own(folder) if folder is not None else published()
    for line in report(faults, told, list_extras=asked.extras):
        print(line)


if __name__ == "__main__":
    main()
