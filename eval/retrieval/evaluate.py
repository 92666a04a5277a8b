"""Does a passage of the right section and field come first? ``.venv/bin/python eval/retrieval/evaluate.py``.

``--weights`` tries other weights on the development queries, ``--write`` keeps the figures in ``results.md``.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import platform
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

from reportgen import pipeline  # noqa: E402
from reportgen.cli import main as run_command  # noqa: E402
from reportgen.documents.prior_reports import read_prior_report  # noqa: E402
from reportgen.drafting.narrative.prompts import read_prompt  # noqa: E402
from reportgen.model.prior_report import PriorPassage, SectionKind  # noqa: E402
from reportgen.retrieval.fields_of_work import field_of  # noqa: E402
from reportgen.retrieval.search import Query, Weights, find  # noqa: E402
from reportgen.retrieval.store import ReportStore, passage_of  # noqa: E402
from reportgen.retrieval.terms import pairs, words  # noqa: E402

PARTS = ("development", "unseen")
DEPTH = 20  # passages looked at for the rank
ENTRIES = ("corpora/examples/*/填报.yaml", "eval/number_checking/departments/**/*.yaml")

Search = Callable[["Case"], Sequence[PriorPassage]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A query, the section and the names of the field that fit it, and a word that stands in what is to the point."""

    text: str
    section: SectionKind
    fields: tuple[str, ...]
    topic: str

    def fits(self, passage: PriorPassage) -> bool:
        """Whether *passage* is of the right section and field."""
        return passage.section is self.section and passage.field in self.fields

    def is_to_the_point(self, passage: PriorPassage) -> bool:
        """Whether it moreover speaks of what was asked."""
        return self.fits(passage) and re.search(self.topic, passage.text) is not None


@dataclass(frozen=True, slots=True)
class Marks:
    """How many queries had a fitting passage first, among five, and the mean of 1 ÷ rank (0 beyond the twentieth)."""

    queries: int
    first: int
    five: int
    reciprocal: float

    @property
    def row(self) -> str:
        """As cells of a table."""
        return f"{self.first}/{self.queries} = {self.first / self.queries:.0%} | " + (
            f"{self.five / self.queries:.0%} | {self.reciprocal:.2f}"
        )


def cases(part: str) -> list[Case]:
    """The queries of *part*."""
    groups = yaml.safe_load((HERE / "queries.yaml").read_text("utf-8"))[part]
    return [
        Case(text=one["text"], section=SectionKind(one["section"]), fields=tuple(group["fields"]), topic=one["topic"])
        for group in groups
        for one in group["queries"]
    ]


def filled(folder: Path) -> ReportStore:
    """The shipped reports, and one generated from each entry file, added as plain Word files without their field."""
    store = pipeline.open_prior_reports(folder / "store.sqlite", ROOT / "corpora")
    for pattern in ENTRIES:
        for entry in sorted(ROOT.glob(pattern)):
            report = folder / f"{entry.parent.name}-{entry.stem}.docx"
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                code = run_command(["generate", str(entry), "-o", str(report), "--no-model", "--overwrite"])
            if code == 2:
                raise SystemExit(f"no report of {entry}")
            store.add(read_prior_report(report))
    return store


def drafting_cases() -> list[Case]:
    """What the program itself asks when it drafts: the words of each prompt file, for every field of the queries."""
    groups = yaml.safe_load((HERE / "queries.yaml").read_text("utf-8"))
    prompts = [read_prompt(path.stem, [ROOT / "prompts"]) for path in sorted((ROOT / "prompts").glob("[a-z]*.md"))]
    return [
        Case(text=prompt.purpose, section=prompt.section, fields=tuple(group["fields"]), topic="")
        for part in PARTS
        for group in groups[part]
        for prompt in prompts
        if prompt is not None and prompt.section is not None
    ]


def passages(store: ReportStore) -> list[PriorPassage]:
    """All passages of the store."""
    rows = store.rows(
        "select p.number, p.text, p.heading, p.section, r.department, r.field, r.level, r.year, r.source"
        " from passage p join report r on r.number = p.report order by p.number"
    )
    return [passage_of(row) for row in rows]


def ours(store: ReportStore, weights: Weights = Weights(), *, told: bool) -> Search:  # noqa: B008
    """Our search; *told* the section and field, as when a section is drafted, or by words alone as in a search box."""

    def search(case: Case) -> Sequence[PriorPassage]:
        query = Query(text=case.text)
        if told:
            query = replace(query, section=case.section, field=case.fields[0])
        return [hit.passage for hit in find(store, query, DEPTH, weights)]

    return search


def plain_fts5(known: Sequence[PriorPassage], tokenize: str, shape: Callable[[str], Sequence[str]]) -> Search:
    """FTS5 as it comes: one column, terms joined by OR."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f'create virtual table t using fts5 (x, tokenize = "{tokenize}")')
    connection.executemany(
        "insert into t (rowid, x) values (?, ?)",
        ((at, " ".join(shape(f"{each.heading} {each.text}"))) for at, each in enumerate(known, start=1)),
    )

    def search(case: Case) -> Sequence[PriorPassage]:
        expression = " OR ".join(f'"{term}"' for term in dict.fromkeys(shape(case.text)))
        if not expression:
            return []
        found = connection.execute(f"select rowid from t where t match ? order by rank limit {DEPTH}", (expression,))
        return [known[at - 1] for (at,) in found]

    return search


def threes(text: str) -> Sequence[str]:
    """Runs of three characters of each clause: what FTS5's own trigram index can match."""
    return [run[at : at + 3] for run in re.findall(r"[\u4e00-\u9fff]+", text) for at in range(len(run) - 2)]


def by_bm25s(known: Sequence[PriorPassage], shape: Callable[[str], Sequence[str]], weights: Weights | None) -> Search:
    """bm25s; with *weights* its scores are raised by section and field just as ours are."""
    import bm25s
    import numpy

    index = bm25s.BM25()
    index.index([list(shape(f"{each.heading} {each.text}")) for each in known], show_progress=False)

    def search(case: Case) -> Sequence[PriorPassage]:
        terms = [term for term in dict.fromkeys(shape(case.text)) if term in index.vocab_dict]
        if not terms:
            return []
        scores = index.get_scores(terms)
        if weights is not None:
            scores = scores * numpy.array(
                [
                    (1 + weights.same_section * (each.section is case.section))
                    * (1 + weights.same_field * (each.field in case.fields))
                    for each in known
                ]
            )
        return [known[at] for at in numpy.argsort(-scores, kind="stable")[:DEPTH] if scores[at] > 0]

    return search


def marks(search: Search, asked: Sequence[Case], fits: Callable[[Case, PriorPassage], bool]) -> Marks:
    """How *search* did."""
    ranks = [next((rank for rank, each in enumerate(search(case), start=1) if fits(case, each)), 0) for case in asked]
    return Marks(
        len(ranks),
        sum(rank == 1 for rank in ranks),
        sum(1 <= rank <= 5 for rank in ranks),
        sum(1 / rank for rank in ranks if rank) / len(ranks),
    )


def both(text: str) -> Sequence[str]:
    """Words and pairs."""
    return (*words(text), *pairs(text))


def engines(store: ReportStore) -> Mapping[str, Search]:
    """What is compared, by name."""
    known = passages(store)
    return {
        "ours, section and field told": ours(store, told=True),
        "bm25s, words and pairs, raised the same way": by_bm25s(known, both, Weights()),
        "ours, words alone": ours(store, told=False),
        "bm25s, jieba words": by_bm25s(known, words, None),
        "bm25s, words and pairs": by_bm25s(known, both, None),
        "plain FTS5, jieba words": plain_fts5(known, "unicode61", words),
        "plain FTS5, runs of three characters": plain_fts5(known, "unicode61", threes),
    }


def compared(store: ReportStore) -> Iterator[str]:
    """The table of all engines on both parts."""
    found = engines(store)
    known = passages(store)
    asked = drafting_cases()
    yield f"\n## The program's own questions: {len(asked)}, one for each field and prompt\n"
    yield "| | right section and field first | among 5 | MRR |"
    yield "|---|---|---|---|"
    for name, search in found.items():
        yield f"| {name} | {marks(search, asked, Case.fits).row} |"
    for part in PARTS:
        asked = cases(part)
        answerable = [case for case in asked if any(case.is_to_the_point(each) for each in known)]
        yield f"\n## {part}: {len(asked)} queries; {len(answerable)} with a passage to the point in the store\n"
        yield "| | right section and field first | among 5 | MRR | also to the point, first | among 5 | MRR |"
        yield "|---|---|---|---|---|---|---|"
        for name, search in found.items():
            fitting = marks(search, asked, Case.fits)
            to_the_point = marks(search, answerable, Case.is_to_the_point)
            yield f"| {name} | {fitting.row} | {to_the_point.row} |"


def of_unfielded(folder: Path, store: ReportStore) -> Iterator[str]:
    """What guessing the field of plain reports is worth: the same queries without the guess."""
    blank = ReportStore(folder / "blank.sqlite")
    for source, *_ in store.rows("select source from report"):
        if source.endswith(".docx"):
            blank.add(replace(read_prior_report(folder / source), field=""))
    guessed = ReportStore(folder / "guessed.sqlite")
    for source, *_ in store.rows("select source from report"):
        if source.endswith(".docx"):
            guessed.add(read_prior_report(folder / source))
    departments = {row[0]: row[1] for row in guessed.rows("select department, field from report")}

    def fits(case: Case, passage: PriorPassage) -> bool:
        return case.fits(replace(passage, field=departments[passage.department]))

    yield "\n## Plain reports only, their field guessed or not, section and field told\n"
    yield "Only queries for which there is a fitting passage.\n"
    yield "| | right section and field first | among 5 | MRR |"
    yield "|---|---|---|---|"
    known = passages(guessed)
    for part in PARTS:
        asked = [case for case in cases(part) if any(fits(case, each) for each in known)]
        for name, chosen in (("guessed", guessed), ("not guessed", blank)):
            yield f"| {part}, {name} | {marks(ours(chosen, told=True), asked, fits).row} |"


def guesses() -> Iterator[str]:
    """How often the field is guessed from the department's name."""
    yield "\n## Field of work by the department's name\n"
    named = yaml.safe_load((HERE / "departments.yaml").read_text("utf-8"))
    for part in PARTS:
        told = [(name, field) for field, names in named[part].items() for name in names]
        wrong = [f"{name}: {field_of(name) or '–'}" for name, field in told if field_of(name) != field]
        yield f"- {part}: {len(told) - len(wrong)}/{len(told)}" + (f"; wrong: {', '.join(wrong)}" if wrong else "")


def try_weights(store: ReportStore) -> None:
    """Print the best weights for the development queries; the unseen ones are not touched."""
    known = passages(store)
    asked = cases("development")
    answerable = [case for case in asked if any(case.is_to_the_point(each) for each in known)]
    alone = [
        (marks(ours(store, Weights(pairs=pairs_weight), told=False), answerable, Case.is_to_the_point), pairs_weight)
        for pairs_weight in (0.0, 0.3, 0.6, 1.0, 1.5, 2.5)
    ]
    for found, pairs_weight in alone:
        print(f"words alone: pairs {pairs_weight}: to the point {found.row}")
    tried = []
    for pairs_weight, section, field in product((0.3, 0.6, 1.0, 1.5), (1.0, 2.0, 4.0, 8.0), (1.0, 2.0, 4.0, 8.0)):
        weights = Weights(pairs=pairs_weight, same_section=section, same_field=field)
        search = ours(store, weights, told=True)
        tried.append((marks(search, asked, Case.fits), marks(search, answerable, Case.is_to_the_point), weights))
    for fitting, to_the_point, weights in sorted(tried, key=lambda one: -(one[0].reciprocal + one[1].reciprocal))[:15]:
        chosen = f"pairs {weights.pairs}, section {weights.same_section}, field {weights.same_field}"
        print(f"{chosen}: fits {fitting.row}; to the point {to_the_point.row}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--weights", action="store_true", help="try other weights on the development queries")
    arguments.add_argument("--development", action="store_true", help="show where development queries ended")
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = filled(folder)
        if options.weights:
            try_weights(store)
            return
        if options.development:
            show(store)
            return
        import speed

        lines = [*heading(store), *compared(store), *of_unfielded(folder, store), *guesses()]
        lines += [*speed.table(passages(store), cases("development")), *speed.growth(folder, passages(store))]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.write:
        (HERE / "results.md").write_text(text, "utf-8", newline="\n")


def show(store: ReportStore) -> None:
    """What came first for each development query, by words alone and told."""
    for case in cases("development"):
        for told in (False, True):
            found = ours(store, told=told)(case)
            rank: Any = next((at for at, each in enumerate(found, start=1) if case.fits(each)), "–")
            first = f"{found[0].field}/{found[0].section}/{found[0].text[:40]}" if found else "–"
            print(f"{'told ' if told else 'words'} {rank}\t{case.fields[0]}/{case.section}\t{case.text}\t{first}")


def heading(store: ReportStore) -> Iterator[str]:
    """Of which state the figures are."""
    asked = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, capture_output=True, encoding="utf-8", cwd=ROOT, check=False).stdout.strip()
    yield "# Results\n"
    yield f"{datetime.now(UTC):%Y-%m-%d}, commit {commit}, Python {platform.python_version()}, SQLite " + (
        f"{sqlite3.sqlite_version}, {platform.machine()}, other programs at work on the machine."
    )
    reports = store.reports()
    yield f"\n{len(reports)} reports, {sum(one.passages for one in reports)} passages."


if __name__ == "__main__":
    main()
