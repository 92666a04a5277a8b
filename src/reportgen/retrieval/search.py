"""Which passages of prior reports fit what is to be written (检索): BM25 over words and pairs of characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.model.prior_report import PriorPassage, SectionKind
from reportgen.retrieval.store import ReportStore, passage_of
from reportgen.retrieval.terms import pairs, words

# Chosen by judgement, not yet measured: eval/retrieval is to be written.
_WORDS, _PAIRS = 1.0, 0.6
_SAME_SECTION, _SAME_FIELD, _SAME_DEPARTMENT = 1.0, 0.6, 0.3
_BOOST = (
    f"1 + {_SAME_SECTION} * (p.section = ?) + {_SAME_FIELD} * (r.field = ? and r.field <> '')"
    f" + {_SAME_DEPARTMENT} * (r.department = ? and r.department <> '')"
)
_ALIKE = 0.8  # share of pairs in common from which two passages say the same
_MOST_TERMS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is looked for. *section*, *field* and *department* raise what fits them; the ``only_`` ones exclude."""

    text: str
    section: SectionKind | None = None
    field: str = ""
    department: str = ""
    only_section: SectionKind | None = None
    only_field: str = ""
    only_level: str = ""
    only_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found. *score* has no unit, higher is better; *why* is Chinese."""

    passage: PriorPassage
    score: float
    why: str


def find(store: ReportStore, query: Query, limit: int = 5) -> tuple[Hit, ...]:
    """The passages that fit *query* best, best first, none twice in nearly the same words."""
    expression = _expression(query.text)
    if not expression:
        return ()
    conditions, values = _conditions(query)
    rows = store.rows(
        f"select p.number, p.text, p.heading, p.section, r.department, r.field, r.level, r.year, r.source,"  # noqa: S608
        f" -bm25(terms, {_WORDS}, {_PAIRS}) * ({_BOOST}) as score"
        " from terms join passage p on p.number = terms.rowid join report r on r.number = p.report"
        f" where terms match ?{conditions} order by score desc, p.number limit ?",
        (query.section.value if query.section else "-", query.field, query.department, expression, *values, limit * 8),
    )
    hits: list[Hit] = []
    chosen: list[frozenset[str]] = []
    for row in rows:
        passage = passage_of(row[:9])
        own = frozenset(pairs(passage.text))
        if len(hits) < limit and not any(_alike(own, other) for other in chosen):
            chosen.append(own)
            hits.append(Hit(passage=passage, score=row[9], why=_why(passage, query)))
    return tuple(hits)


def _conditions(query: Query) -> tuple[str, list[object]]:
    wanted: Sequence[tuple[str, object]] = (
        ("p.section", query.only_section.value if query.only_section else ""),
        ("r.field", query.only_field),
        ("r.level", query.only_level),
        ("r.year", query.only_year),
    )
    given = [(column, value) for column, value in wanted if value]
    return "".join(f" and {column} = ?" for column, _ in given), [value for _, value in given]


def _expression(text: str) -> str:
    """The query in the language of FTS5; every term is quoted, so nothing in *text* is an operator."""
    parts = []
    for column, terms in (("words", words(text)), ("pairs", pairs(text))):
        distinct = list(dict.fromkeys(terms))[:_MOST_TERMS]
        if distinct:
            parts.append(f"{column} : (" + " OR ".join(f'"{term}"' for term in distinct) + ")")
    return " OR ".join(parts)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other)


def _why(passage: PriorPassage, query: Query) -> str:
    reasons = [
        label
        for label, fits in (
            ("同一章节", query.section is not None and passage.section is query.section),
            ("同一领域", bool(query.field) and passage.field == query.field),
            ("本部门往年报告", bool(query.department) and passage.department == query.department),
        )
        if fits
    ]
    return "、".join(reasons) or "用词相近"
