"""Tables of bound texts as rows of cells, and which tables and rows of three texts belong together."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportgen.model.bound_text import BoundLine
from reportgen.model.fact_ids import owner_of
from reportgen.refreshing.alignment import ALIKE, likeness
from reportgen.refreshing.figure_text import plain

_FEW = 5  # tables that share something which tells them from others


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its place, its mark, and for each cell the numbers of its lines."""

    table: int
    row: int
    mark: str
    cells: tuple[tuple[int, ...], ...]

    def lines(self) -> tuple[int, ...]:
        """The numbers of all its lines."""
        return tuple(number for cell in self.cells for number in cell)


@dataclass(frozen=True, slots=True)
class TableView:
    """A table: its number in the document and its rows."""

    number: int
    rows: tuple[Row, ...]


def tables_of(lines: Sequence[BoundLine]) -> dict[int, TableView]:
    """Number → table of a text."""
    inside = sorted(
        (number for number, line in enumerate(lines) if line.table),
        key=lambda number: (lines[number].table, lines[number].row, lines[number].column),
    )
    found = {}
    for table, in_table in groupby(inside, key=lambda number: lines[number].table):
        rows = []
        for row, in_row in groupby(in_table, key=lambda number: lines[number].row):
            members = list(in_row)
            cells = tuple(tuple(each) for _, each in groupby(members, key=lambda number: lines[number].column))
            rows.append(Row(table, row, lines[members[0]].row_mark, cells))
        found[table] = TableView(table, tuple(rows))
    return found


def text_of(row: Row, lines: Sequence[BoundLine]) -> tuple[str, ...]:
    """The words of each cell without blanks."""
    return tuple(plain("".join(lines[number].text for number in cell)) for cell in row.cells)


def successors(
    base: Mapping[int, TableView], new: Mapping[int, TableView], old_lines: Sequence[BoundLine],
    new_lines: Sequence[BoundLine], ids: Mapping[str, str],
) -> dict[int, int]:  # fmt: skip
    """Old table → new table: by the things of the entry their rows are about, and by their labels."""
    of_old = {number: _signature(each, old_lines, ids) for number, each in base.items()}
    of_new = {number: _signature(each, new_lines, None) for number, each in new.items()}
    homes: dict[str, list[int]] = defaultdict(list)
    for number, keys in of_new.items():
        for key in keys:
            homes[key].append(number)
    in_order = list(of_new)
    scores = []
    for number, (low, ours) in enumerate(of_old.items()):
        likely = {high for key in ours if len(homes.get(key, ())) <= _FEW for high in homes.get(key, ())}
        likely |= set(in_order[max(number - 1, 0) : number + 2])  # tables of headings alone: those in their places
        for high in likely:
            theirs = of_new[high]
            scores.append((2 * (ours & theirs).total() / max(ours.total() + theirs.total(), 1), -low, -high))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for score, low, high in sorted(scores, reverse=True):
        if score >= ALIKE / 2 and -low not in found and -high not in taken:
            found[-low] = -high
            taken.add(-high)
    return found


def _signature(table: TableView, lines: Sequence[BoundLine], ids: Mapping[str, str] | None) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in table.rows:
        facts = _facts(row, lines, ids)
        found.update({owner_of(fact) or fact for fact in facts} or set(text_of(row, lines)))
    return found


def _facts(row: Row, lines: Sequence[BoundLine], ids: Mapping[str, str] | None) -> tuple[str, ...]:
    """The facts of a row by their new ids; an old one that is gone keeps its id behind a question mark."""
    facts = (figure.fact for number in row.lines() for figure in lines[number].figures)
    return tuple(sorted(each if ids is None else ids.get(each, f"?{each}") for each in facts if each))


def row_successors(
    old: Sequence[Row], new: Sequence[Row], old_lines: Sequence[BoundLine], new_lines: Sequence[BoundLine],
    ids: Mapping[str, str],
) -> dict[int, int]:  # fmt: skip
    """Old row → new row, by their places in *old* and *new*: the same facts, the same thing, the same or like words."""
    found: dict[int, int] = {}
    for key in ("|".join, _owner):
        ours = [key(_facts(each, old_lines, ids)) for each in old]
        _pair(found, ours, [key(_facts(each, new_lines, None)) for each in new])
    ours = [_label(each, old_lines) for each in old]
    theirs = [_label(each, new_lines) for each in new]
    _pair(found, ours, theirs)
    for number, text in enumerate(ours):
        if number in found or not text:
            continue
        taken = set(found.values())
        scores = [(likeness(text, other), -at) for at, other in enumerate(theirs) if other and at not in taken]
        if scores and max(scores)[0] >= ALIKE:
            found[number] = -max(scores)[1]
    return found


def _pair(found: dict[int, int], old: Sequence[str], new: Sequence[str]) -> None:
    """Pair what has equal keys and no partner yet; the *n*-th with the *n*-th."""
    taken = set(found.values())
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for number, key in enumerate(new):
        if key and number not in taken:
            waiting[key].append(number)
    for number, key in enumerate(old):
        if number not in found and waiting.get(key):
            found[number] = waiting[key].popleft()


def _owner(facts: Sequence[str]) -> str:
    """The thing most of *facts* are of."""
    owners = Counter(owner_of(fact) or fact for fact in facts if not fact.startswith("?"))
    return max(owners, key=lambda name: (owners[name], name)) if owners else ""


def _label(row: Row, lines: Sequence[BoundLine]) -> str:
    """The words of a row that states no fact."""
    return "" if _facts(row, lines, None) else "|".join(text_of(row, lines))


def sources_of_rows(
    edited: Mapping[int, TableView], base: Mapping[int, TableView], lines: Sequence[BoundLine],
    old_lines: Sequence[BoundLine],
) -> dict[tuple[int, int], tuple[int, int]]:  # fmt: skip
    """Edited row → base row, each as table and row: by its mark, in its own table first, else by its words."""
    homes: dict[str, set[int]] = defaultdict(set)
    waiting: dict[tuple[int, str], deque[Row]] = defaultdict(deque)
    for number, table in base.items():
        for row in table.rows:
            homes[row.mark].add(number)
            waiting[number, row.mark].append(row)
    origins = {number: _origin(table, homes) for number, table in edited.items()}
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for number, table in edited.items():
        for row in table.rows:
            only = next(iter(homes.get(row.mark, ())), 0) if len(homes.get(row.mark, ())) == 1 else origins[number]
            queue = waiting.get((only, row.mark)) if row.mark else None
            if queue:
                source = queue.popleft()
                found[row.table, row.row] = (source.table, source.row)
    claimed = set(found.values())
    by_text: dict[tuple[int, tuple[str, ...]], deque[Row]] = defaultdict(deque)
    for number, table in base.items():
        for row in table.rows:
            if (row.table, row.row) not in claimed:
                by_text[number, text_of(row, old_lines)].append(row)
    for number, table in edited.items():
        for row in table.rows:
            queue = by_text.get((origins[number], text_of(row, lines)))
            if (row.table, row.row) not in found and queue:
                source = queue.popleft()
                found[row.table, row.row] = (source.table, source.row)
    return found


def _origin(table: TableView, homes: Mapping[str, set[int]]) -> int:
    """The base table most rows of an edited table come from; rows that stand in one base table only tell most."""
    votes: Counter[int] = Counter()
    for row in table.rows:
        places = homes.get(row.mark, set()) if row.mark else set()
        for place in places:
            votes[place] += 1000 if len(places) == 1 else 1
    return max(votes, key=lambda number: (votes[number], -abs(number - table.number), -number)) if votes else 0
