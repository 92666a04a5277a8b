"""The base (底稿) in a Word file: the report's lines as generated and the facts they state, as a custom XML part.

LibreOffice and Word keep the part; where another program drops it, the bookmarks alone still bind the figures.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from reportgen.documents.office_parts import parsed
from reportgen.documents.word_bound import read_lines
from reportgen.documents.word_marks import mark_of_fact
from reportgen.documents.word_package import BASE_NAMESPACE
from reportgen.documents.word_text import words_of
from reportgen.language.sentences import sentence_spans
from reportgen.model.bound_text import (
    BoundFigure,
    BoundLine,
    BoundText,
    KnownFact,
    fact_mark,
    known,
    mark_of,
    with_identities,
)
from reportgen.model.facts import FactLedger

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def base_of(
    document: bytes, ledger: FactLedger, prose: frozenset[str] = frozenset(), comments: Iterable[str] = ()
) -> BoundText:
    """The lines of *document*, a ``word/document.xml`` as generated, and the facts of *ledger* they state.

    *prose* are the keys of sections that a model wrote; *comments* are the words of the comments generated.
    """
    ids = {fact_mark(fact): fact for fact in ledger}
    lines = tuple(read.line for read in read_lines(parsed(document), ids))
    stated = dict.fromkeys(figure.fact for line in lines for figure in line.figures if figure.fact)
    facts = {fact: known(ledger[fact]) for fact in with_identities(stated, ledger)}
    return BoundText(lines, facts, frozenset(map(mark_of, prose)), tuple(map(mark_of, comments)), frozenset())


def words_of_comments(part: bytes) -> tuple[str, ...]:
    """The words of each comment of a ``word/comments.xml``."""
    return tuple(words_of(comment) for comment in parsed(part))


def base_xml(base: BoundText) -> str:
    """The custom XML part that holds *base*."""
    lines = [
        (
            *(line.text, [(each.start, each.end, each.fact) for each in line.figures]),
            *(line.place, line.anchor, line.table, line.row, line.column, line.row_mark),
        )
        for line in base.lines
    ]
    facts = [
        [fact.id, fact.label, fact.subject, fact.text, fact.value, fact.unit, fact.role] for fact in base.facts.values()
    ]
    told = {"lines": lines, "facts": facts, "prose": sorted(base.prose), "comments": base.comments}
    if base.sentences is not None:
        told["sentences"] = sorted(base.sentences)
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    for plain, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        written = written.replace(plain, entity)
    return f'{_XML}<base xmlns="{BASE_NAMESPACE}">{written}</base>'


def base_part_of(parts: Mapping[str, bytes]) -> str:
    """The name of the part that holds the base; empty where there is none."""
    marker = BASE_NAMESPACE.encode()
    names = (name for name in parts if name.startswith("customXml/") and name.count("/") == 1)
    return next((name for name in names if marker in parts[name][:400] and b"<base" in parts[name][:400]), "")


def read_base(parts: Mapping[str, bytes]) -> BoundText | None:
    """The base that the package *parts* holds; None where it is missing or not what this program writes."""
    name = base_part_of(parts)
    if not name:
        return None
    try:
        told = json.loads(parsed(parts[name]).text or "")
        lines = tuple(_line(*each) for each in told["lines"])
        facts = {each[0]: KnownFact(*map(str, each)) for each in told["facts"]}
        prose, comments = frozenset(map(str, told["prose"])), tuple(map(str, told.get("comments", ())))
        sentences = frozenset(map(str, told["sentences"])) if "sentences" in told else None
    except (ValueError, TypeError, KeyError, IndexError):
        return None
    return BoundText(lines, facts, prose, comments, sentences)


def _line(
    text: str, figures: Iterable[Any], place: str, anchor: str, table: int, row: int, column: int, mark: str
) -> BoundLine:
    whole = [(int(start), int(end)) for start, end, _ in figures]
    spans = sentence_spans(text, whole)
    found = []
    for start, end, fact in figures:
        sentence = next((text[low:high] for low, high in spans if low <= start < high), text)
        found.append(BoundFigure(start, end, mark_of_fact(fact, text[start:end], sentence), fact))
    return BoundLine(
        text=str(text), figures=tuple(found), place=str(place), anchor=str(anchor), table=int(table), row=int(row),
        column=int(column), row_mark=str(mark),
    )  # fmt: skip
