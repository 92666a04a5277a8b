"""Numbers that stand in the name of an indicator or project (名称中的数): 2小时内到场率, told as 2小时之内全部到场."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.evidence.statements import Statement, span_of
from reportgen.checking.sentences.readings import Reading
from reportgen.checking.sentences.subjects import Evidence
from reportgen.checking.sentences.sureness import LITTLE
from reportgen.model.facts import Role
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.mentions import scan

_MOST_NAMES = 2_000
_NAMED = ("indicator.", "project.")


def in_a_name(reading: Reading, evidence: Mapping[str, Evidence], index: FactIndex) -> Statement | None:
    """The number of a name that the words around tell of, if *reading* repeats it with its unit."""
    span = span_of(reading.mention)
    if span is None or span[0] != span[1]:
        return None
    for key in _numbers_in_names(index).get((span[0], reading.mention.unit.dimension), ()):
        found = evidence.get(key)
        if found is not None and found.score >= LITTLE:
            return Statement(
                fact=index.subjects[key].statements[0].fact, subject=key, role=Role.TEXT, low=span[0], high=span[1],
                unit=reading.mention.unit, text=reading.mention.text,
            )  # fmt: skip
    return None


@lru_cache(maxsize=4)
def _numbers_in_names(index: FactIndex) -> Mapping[tuple[Decimal, str], tuple[str, ...]]:
    found: dict[tuple[Decimal, str], tuple[str, ...]] = {}
    names = [(key, subject.name) for key, subject in index.subjects.items() if key.startswith(_NAMED)]
    for key, name in names[:_MOST_NAMES]:
        if not any(character.isnumeric() for character in name):
            continue
        for one in scan(name).mentions:
            if one.quantity is not None and one.unit.symbol:
                held = found.get((one.quantity.base, one.unit.dimension), ())
                found[one.quantity.base, one.unit.dimension] = (*held, key)
    return found


def is_bare_year(mention: Mention, year: int | None) -> bool:
    """Whether the number is the year reported on without 年, as titles tell it: 2024，我们的一年."""
    return mention.kind is MentionKind.BARE and mention.text == str(year)
