"""Which passages of prior reports fit what is to be written (检索): BM25 over words and pairs of characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.model.prior_report import PriorPassage, SectionKind
from reportgen.retrieval.fields_of_work import is_same_field
from reportgen.retrieval.store import ReportStore, passage_of
from reportgen.retrieval.terms import pairs, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What counts how much. *words* and *pairs* weigh the terms of BM25; 1 + each of the others multiplies its score.

    Chosen by the development queries of ``eval/retrieval``, but for *same_department*: nothing there tells it.
    """

    words: float = 1.0
    pairs: float = 1.5
    same_section: float = 8.0
    same_field: float = 4.0
    same_department: float = 1.0


WEIGHTS = Weights()
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


def find(store: ReportStore, query: Query, limit: int = 5, weights: Weights = WEIGHTS) -> tuple[Hit, ...]:
    """The passages that fit *query* best, best first, none twice in nearly the same words."""
    expression = _expression(query.text)
    if not expression:
        return ()
    fields = [field for (field,) in store.rows("select distinct field from report")]
    boost, boost_values = _boost(query, fields, weights)
    conditions, values = _conditions(query, fields)
    rows = store.rows(
        "select p.number, p.text, p.heading, p.section, r.department, r.field, r.level, r.year, r.source,"  # noqa: S608
        f" -bm25(terms, {weights.words}, {weights.pairs}) * ({boost}) as score"
        " from terms join passage p on p.number = terms.rowid join report r on r.number = p.report"
        f" where terms match ?{conditions} order by score desc, p.number limit ?",
        (*boost_values, expression, *values, limit * 8),
    )
    hits: list[Hit] = []
    chosen: list[frozenset[str]] = []
    for row in rows:
        if len(hits) == limit:
            break
        passage = passage_of(row[:9])
        own = frozenset(pairs(passage.text))
        if not any(_alike(own, other) for other in chosen):
            chosen.append(own)
            hits.append(Hit(passage=passage, score=row[9], why=_why(passage, query)))
    return tuple(hits)


def _boost(query: Query, fields: Sequence[str], weights: Weights) -> tuple[str, list[object]]:
    """By how much a score is raised, as SQL with its values. A field has several names: 水务, 水利."""
    same = [field for field in fields if is_same_field(field, query.field)]
    return (
        f"(1 + {weights.same_section} * (p.section = ?)) * (1 + {weights.same_field} * (r.field in ({_marks(same)})))"
        f" * (1 + {weights.same_department} * (r.department = ? and r.department <> ''))",
        [query.section.value if query.section else "-", *same, query.department],
    )


def _conditions(query: Query, fields: Sequence[str]) -> tuple[str, list[object]]:
    wanted: Sequence[tuple[str, list[object]]] = (
        ("p.section", [query.only_section.value] if query.only_section else []),
        ("r.level", [query.only_level] if query.only_level else []),
        ("r.year", [query.only_year] if query.only_year else []),
        ("r.field", _same_or_none(query.only_field, fields)),
    )
    given = [(column, values) for column, values in wanted if values]
    return (
        "".join(f" and {column} in ({_marks(values)})" for column, values in given),
        [value for _, values in given for value in values],
    )


def _same_or_none(field: str, fields: Sequence[str]) -> list[object]:
    """The names of *field* in the store; itself where there is none, so that nothing is found."""
    return ([each for each in fields if is_same_field(each, field)] or [field]) if field else []


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


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
            ("同一领域", is_same_field(passage.field, query.field)),
            ("本部门往年报告", bool(query.department) and passage.department == query.department),
        )
        if fits
    ]
    return "、".join(reasons) or "用词相近"
