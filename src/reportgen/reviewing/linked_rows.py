"""Rows of the department's other tables (关联文件的指标): one thing planned in several tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.model.indicators import Indicator
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.retrieval.indicator_bank import bigrams
from reportgen.reviewing.object_names import output_thing

_FORM_WORDS = (
    "完成时间，工作完成，及时性，项目，开展，组织，实施，数量，人数，次数，活动，服务，工作，满意度，质量，合格率，"
    "全市，全县，全区"
)
_ENOUGH = 0.6  # share of the pairs of characters of the other name that must stand in this one


@dataclass(frozen=True, slots=True)
class LinkedRow:
    """One row of another table of the same department, and the file it stands in."""

    document: str
    indicator: Indicator


def linked_rows(documents: Iterable[tuple[str, SelfEvaluation]]) -> tuple[LinkedRow, ...]:
    """The rows with a target of *documents*, pairs of file name and what the file states."""
    return tuple(
        LinkedRow(document, row) for document, entered in documents for row in entered.indicators if row.target_value
    )


def same_thing(name: str, other: str, *, common: str = "") -> bool:
    """Whether *other* names the thing that *name* is about, so that a number of the one may stand in the other.

    Words of form, and those *common* to all tables of the department, do not count.
    """
    told = set(bigrams(output_thing(other))) - set(bigrams(f"{_FORM_WORDS}，{common}"))
    shared = told & set(bigrams(name))
    return len(shared) >= 3 and len(shared) >= _ENOUGH * len(told)
