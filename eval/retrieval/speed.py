"""Time of a query at 2,000 and 20,000 passages: ours, plain FTS5 and bm25s."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from reportgen.model.prior_report import PriorPassage, PriorReport, PriorSection, SectionKind
from reportgen.retrieval.search import Query, find
from reportgen.retrieval.store import ReportStore
from reportgen.retrieval.terms import pairs, words

if TYPE_CHECKING:
    from evaluate import Case

SIZES = (2_000, 20_000)
WANTED = 5


def made_reports(known: Sequence[PriorPassage], passages: int) -> Iterator[PriorReport]:
    """Reports of twenty passages, each of four sentences drawn from the passages *known*, always the same ones."""
    drawn = random.Random(20)
    clauses = [part for each in known for part in re.findall(r"[^。；]{8,}[。；]", each.text)]
    departments = sorted({(each.department, each.field) for each in known})
    for number in range(passages // 20):
        department, field = drawn.choice(departments)
        sections = tuple(
            PriorSection(
                kind=kind, heading=kind.chinese,
                paragraphs=tuple("".join(drawn.sample(clauses, 4)) for _ in range(2 + (at < 2))),
            )
            for at, kind in enumerate(SectionKind)
        )  # fmt: skip
        yield PriorReport(
            source=f"{number}.docx", department=department, field=field, level="县级", year=2000 + number % 25,
            sections=sections,
        )  # fmt: skip


def table(known: Sequence[PriorPassage], asked: Sequence[Case]) -> Iterator[str]:
    """The rows of both sizes."""
    yield "\n## Milliseconds of a query (five passages), median and 95th percentile\n"
    yield "| passages | ours, told | ours, words alone | plain FTS5, words | bm25s, both | the same, segmented before |"
    yield "|---|---|---|---|---|---|"
    for size in SIZES:
        store = ReportStore(None)
        for report in made_reports(known, size):
            store.add(report)
        count = store.rows("select count(*) from passage")[0][0]
        yield f"| {count:,} | " + " | ".join(_timed(run, asked) for run in _runs(store, asked)) + " |"


def _runs(store: ReportStore, asked: Sequence[Case]) -> Iterator[Callable[[Case], object]]:
    import bm25s

    texts = [f"{heading} {text}" for heading, text in store.rows("select heading, text from passage order by number")]
    plain = _plain(texts)
    index = bm25s.BM25()
    index.index([[*words(text), *pairs(text)] for text in texts], show_progress=False)

    def terms(case: Case) -> list[str]:
        return [term for term in dict.fromkeys((*words(case.text), *pairs(case.text))) if term in index.vocab_dict]

    ready = {case.text: terms(case) for case in asked}

    def found(chosen: list[str]) -> object:
        return index.retrieve([chosen], k=WANTED, show_progress=False) if chosen else ()

    def segmented(case: Case) -> object:
        return found(ready[case.text])

    yield lambda case: find(store, Query(text=case.text, section=case.section, field=case.fields[0]), WANTED)
    yield lambda case: find(store, Query(text=case.text), WANTED)
    yield plain
    yield lambda case: found(terms(case))
    yield segmented


def _plain(texts: Sequence[str]) -> Callable[[Case], object]:
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table t using fts5 (x)")
    connection.executemany("insert into t (x) values (?)", ((" ".join(words(text)),) for text in texts))

    def search(case: Case) -> object:
        expression = " OR ".join(f'"{term}"' for term in dict.fromkeys(words(case.text)))
        return connection.execute(
            f"select rowid from t where t match ? order by rank limit {WANTED}", (expression,)
        ).fetchall()

    return search


def _timed(run: Callable[[Case], object], asked: Sequence[Case]) -> str:
    run(asked[0])
    spent = []
    for case in asked:
        begun = time.perf_counter()
        run(case)
        spent.append((time.perf_counter() - begun) * 1000)
    return f"{median(spent):.2f} / {quantiles(spent, n=20)[-1]:.2f}"


def growth(folder: Path, known: Sequence[PriorPassage]) -> Iterator[str]:
    """What adding one report costs as the store grows, beside building the index of bm25s anew."""
    yield "\n## Milliseconds to add one report of 20 passages to a store in a file\n"
    yield "| reports there | new | unchanged | changed | taken out | size of the file | bm25s, indexed anew |"
    yield "|---|---|---|---|---|---|---|"
    store = ReportStore(folder / "growth.sqlite")
    ready: list[list[str]] = []
    for number, report in enumerate(made_reports(known, 20 * 1_001)):
        if number in {0, 100, 1_000}:
            yield _row(store, number, report, ready, folder / "growth.sqlite")
        store.add(report)
        ready += [[*words(text), *pairs(text)] for section in report.sections for text in section.paragraphs]


def _row(store: ReportStore, number: int, report: PriorReport, ready: list[list[str]], file: Path) -> str:
    from dataclasses import replace

    import bm25s

    def spent(work: Callable[[], object]) -> str:
        begun = time.perf_counter()
        work()
        return f"{(time.perf_counter() - begun) * 1000:.1f}"

    def by_source() -> int:
        return int(store.rows("select number from report where source = ?", (report.source,))[0][0])

    cells = [
        spent(lambda: store.add(report)),
        spent(lambda: store.add(report)),
        spent(lambda: store.add(replace(report, year=1999))),
        spent(lambda: store.remove(by_source())),
        f"{file.stat().st_size / 1e6:.1f} MB",
        spent(lambda: bm25s.BM25().index(ready, show_progress=False)) if ready else "–",
    ]
    return f"| {number:,} | " + " | ".join(cells) + " |"
