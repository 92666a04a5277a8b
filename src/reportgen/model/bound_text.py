"""A report as bound text (绑定文本): its lines in order, each figure still tied to the fact it states.

The same value describes a report as generated (the base, 底稿), as an official edited it, and as new data would have
it; a refresh merges the three.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import blake2b

from reportgen.model.fact_ids import owner_of
from reportgen.model.facts import Fact
from reportgen.quantities.quantity import Quantity
from reportgen.quantities.units import NO_UNIT, unit_named

# The facts that tell one listed thing from another, best first, and the project that it belongs to.
IDENTIFYING = ("title", "text", "problem", "name", "subcategory", "project")


def mark_of(text: str) -> str:
    """A short mark (8 hexadecimal digits) of *text* without its blanks, which office programs add and drop."""
    return blake2b("".join(text.split()).encode(), digest_size=4).hexdigest()


def fact_mark(fact: str) -> str:
    """The mark of a fact's id in the file: 12 hexadecimal digits."""
    return blake2b(fact.encode(), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class FigureMark:
    """What a figure's bookmark says: the fact, and the figure and its sentence as generated."""

    fact: str
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class BoundFigure:
    """A figure at ``start:end`` of its line. *fact* is its id, empty where nobody knows the mark any more."""

    start: int
    end: int
    mark: FigureMark
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundLine:
    """One paragraph, or one paragraph of a cell.

    *place* marks the section the line was generated in and *anchor* its text as generated; both are empty for a line
    that people wrote. A line of a table has the number of its *table* in the document (from 1), of its *row* and
    of its cell in the row, *column*; empty cells have an empty line. *row_mark* names the row as generated.
    """

    text: str
    figures: tuple[BoundFigure, ...] = ()
    place: str = ""
    anchor: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    row_mark: str = ""
    tracked: bool = False  # holds tracked changes (修订), which a refresh must keep


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact as the base states it."""

    id: str
    label: str
    subject: str
    text: str
    value: str = ""
    unit: str = ""
    role: str = ""

    @property
    def quantity(self) -> Quantity | None:
        """The exact number, or None for names and prose."""
        if not self.value:
            return None
        return Quantity(Decimal(self.value), unit_named(self.unit) if self.unit else NO_UNIT)


def with_identities(stated: Iterable[str], known_ids: Container[str]) -> tuple[str, ...]:
    """*stated* facts and those that tell what they are of, where *known_ids* has them."""
    found = dict.fromkeys(stated)
    for owner in dict.fromkeys(map(owner_of, tuple(found))):
        found |= {each: None for part in IDENTIFYING if owner and (each := f"{owner}.{part}") in known_ids}
    return tuple(found)


def known(fact: Fact) -> KnownFact:
    """*fact* as a base keeps it."""
    quantity = fact.quantity
    return KnownFact(
        fact.id,
        fact.label,
        fact.subject,
        fact.text,
        f"{quantity.value}" if quantity is not None else "",
        quantity.unit.symbol if quantity is not None else "",
        fact.role.value,
    )


@dataclass(frozen=True, slots=True)
class BoundText:
    """The lines of a report and the facts its figures state. *prose* marks the sections a model wrote.

    *comments* are the marks of the comments as generated, so that one people deleted is not put in again.
    *sentences* are the marks of earlier generated sentences whose figures people's own sentences still carry; with
    those of the lines they tell the figures of this report from pasted ones. None where that is not known.
    """

    lines: tuple[BoundLine, ...]
    facts: dict[str, KnownFact] = field(default_factory=dict)
    prose: frozenset[str] = frozenset()
    comments: tuple[str, ...] = ()
    sentences: frozenset[str] | None = None

    def own_sentences(self) -> frozenset[str] | None:
        """The marks of all sentences in which figures of this report were generated; None where that is not known."""
        if self.sentences is None:
            return None
        return self.sentences | {figure.mark.sentence for line in self.lines for figure in line.figures}
