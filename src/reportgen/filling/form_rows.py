"""Which row of a form is whose: rows with a printed name by that name, empty ones in order, added ones at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from reportgen.language.cell_text import label_key
from reportgen.model.source_document import Cell

_M = TypeVar("_M")
_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class FormRow(Generic[_M]):
    """A row of the form waiting for a record: its cells by meaning, its printed *name*, the *levels* it stands under.

    A level is empty where the form leaves it open.
    """

    number: int
    cells: Mapping[_M, Cell]
    name: str = ""
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted(Generic[_R]):
    """A record that wants a row: what it is called and its levels, outermost first."""

    record: _R
    name: str
    levels: tuple[str, ...] = ()


@dataclass(slots=True)
class Placing(Generic[_M, _R]):
    """A row and the record it holds; *added* rows are copies of *row* below it."""

    row: FormRow[_M]
    record: _R | None = None
    added: bool = False


@dataclass(slots=True)
class Placed(Generic[_M, _R]):
    """All rows in their final order, and the records without one."""

    rows: list[Placing[_M, _R]] = field(default_factory=list)
    homeless: list[_R] = field(default_factory=list)


def place(rows: Sequence[FormRow[_M]], wanted: Sequence[Wanted[_R]]) -> Placed[_M, _R]:
    """The *rows* with the records they take; where rows run out, copies of the last one of their group are added.

    A record never takes a row under another level, nor a row that is printed for something else. A group of rows
    that are all printed grows only under the very level of the record.
    """
    placed: Placed[_M, _R] = Placed([Placing(row) for row in rows])
    for each in _by_name(placed, wanted):
        home = next(
            iter(_best([one for one in placed.rows if one.record is None and not one.row.name], each.levels)), None
        )
        if home is not None:
            home.record = each.record
            continue
        group = _best(placed.rows, each.levels)
        own_level = bool(each.levels) and any(one.row.levels[-1] for one in group)
        if not group or not (own_level or any(not one.row.name for one in group)):
            placed.homeless.append(each.record)
            continue
        last = group[-1]
        placed.rows.insert(placed.rows.index(last) + 1, Placing(last.row, each.record, added=True))
    return placed


def _by_name(placed: Placed[_M, _R], wanted: Sequence[Wanted[_R]]) -> list[Wanted[_R]]:
    """Give rows with a printed name their records; the records still without a row."""
    left = list(wanted)
    for one in placed.rows:
        if one.row.name:
            key = name_key(one.row.name)
            found = [each for each in left if name_key(each.name) == key]
            fitting = [each for each in found if fits(one.row.levels, each.levels)] or found
            if fitting:
                one.record = fitting[0].record
                left.remove(fitting[0])
    return left


def _best(rows: Sequence[Placing[_M, _R]], levels: tuple[str, ...]) -> list[Placing[_M, _R]]:
    """Those of *rows* that may hold a record of *levels* and say most of them, else those of its lowest one."""
    fitting = [one for one in rows if fits(one.row.levels, levels)]
    if not fitting:
        return [one for one in rows if one.row.levels and one.row.levels[-1] and _same(one.row.levels[-1], levels[-1])]
    most = max(sum(map(bool, one.row.levels)) for one in fitting)
    return [one for one in fitting if sum(map(bool, one.row.levels)) == most]


def fits(printed: tuple[str, ...], levels: tuple[str, ...]) -> bool:
    """Whether a row under the *printed* levels may hold a record of *levels*; an open level holds any."""
    return all(not mine or _same(mine, other) for mine, other in zip(printed, levels, strict=True))


def _same(left: str, right: str) -> bool:
    return _level_key(left) == _level_key(right)


def _level_key(name: str) -> str:
    key = label_key(name).removesuffix("指标").replace("效果", "效益")
    if "满意度" in key:
        return "满意度"
    return "可持续影响" if key.startswith("可持续") else key


def name_key(name: str) -> str:
    """A name apart from its numbering and layout: ``1.培训人数（人）`` is 培训人数."""
    bare = re.sub(r"^\s*(?:指标)?\s*(?:\d{1,2}|[（(]\d{1,2}[）)])\s*[:：、.．]\s*", "", name)
    return label_key(bare)
