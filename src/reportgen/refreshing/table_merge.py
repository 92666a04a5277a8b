"""Tables merged row by row and cell by cell: rows come and go with the data, people's cells stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.model.bound_text import BoundLine, BoundText
from reportgen.model.refreshed_text import OWN, Item, Note, NoteKind, TablePlan
from reportgen.refreshing.alignment import arranged, with_moves
from reportgen.refreshing.line_merge import Facts
from reportgen.refreshing.scope_merge import Outcome, Scope, merge_scope
from reportgen.refreshing.table_views import (
    Row,
    row_successors,
    sources_of_rows,
    successors,
    tables_of,
    text_of,
)
from reportgen.refreshing.typed_numbers import TypedNumbers

_NO_LONGER = "新数据不再有这一行；这一行您改过，没有删去，请核对。"
RowKey = tuple[str, int, int]  # whose number it is ("e", "b" or "n"), table, row


@dataclass(slots=True)
class MergedTables:
    """The plans of the edited tables, what became of their lines, and edited table → new table."""

    plans: list[TablePlan] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)
    successors: dict[int, int] = field(default_factory=dict)  # edited → new
    dropped: set[int] = field(default_factory=set)
    base_to_new: dict[int, int] = field(default_factory=dict)
    origins: dict[int, int] = field(default_factory=dict)  # edited → base


def merge_tables(
    base: BoundText, edited: Sequence[BoundLine], new: Sequence[BoundLine], facts: Facts, typed: TypedNumbers
) -> MergedTables:
    """The tables of an edited text with new data."""
    return _Tables(base.lines, edited, new, facts, typed).run()


class _Tables:
    def __init__(
        self, base: Sequence[BoundLine], edited: Sequence[BoundLine], new: Sequence[BoundLine], facts: Facts,
        typed: TypedNumbers,
    ) -> None:  # fmt: skip
        self._lines = {"b": base, "e": edited, "n": new}
        self._base, self._edited, self._new = tables_of(base), tables_of(edited), tables_of(new)
        self._facts = facts
        self._typed = typed
        self._merged = MergedTables()
        self._sources = sources_of_rows(self._edited, self._base, edited, base)
        self._merged.base_to_new = successors(self._base, self._new, base, new, facts.mapped.ids)
        self._next = self._row_successors()
        self._base_rows = {(row.table, row.row): row for table in self._base.values() for row in table.rows}

    def run(self) -> MergedTables:
        merged = self._merged
        for number, table in self._edited.items():
            votes = [
                self._sources[row.table, row.row][0] for row in table.rows if (row.table, row.row) in self._sources
            ]
            if votes:
                merged.origins[number] = max(set(votes), key=lambda each: (votes.count(each), -each))
        families: dict[int, list[int]] = defaultdict(list)  # base table → the edited tables it became
        for edited, origin in merged.origins.items():
            families[origin].append(edited)
            if origin in merged.base_to_new:
                merged.successors[edited] = merged.base_to_new[origin]
        gone = {(row.table, row.row) for table in self._edited.values() for row in table.rows if not self._row(row)}
        for origin, family in families.items():
            self._plan(origin, family, gone)
        return merged

    def _row_successors(self) -> dict[tuple[int, int], Row]:
        found: dict[tuple[int, int], Row] = {}
        for old, new in self._merged.base_to_new.items():
            olds, news = self._base[old].rows, self._new[new].rows
            pairs = row_successors(olds, news, self._lines["b"], self._lines["n"], self._facts.mapped.ids)
            alike = {low: high for low, high in pairs.items() if len(olds[low].cells) == len(news[high].cells)}
            found |= {(old, olds[low].row): news[high] for low, high in alike.items()}
        return found

    # -- one row ------------------------------------------------------------------------------------------------

    def _row(self, row: Row) -> bool:
        """Merge the cells of an edited row; whether it stays."""
        source = self._sources.get((row.table, row.row))
        if source is None:
            self._cells(row, None, None)
            return True
        base = self._base_rows[source]
        new = self._next.get(source)
        if new is not None:
            self._cells(row, base, new)
            return True
        untouched = text_of(row, self._lines["e"]) == text_of(base, self._lines["b"])
        if untouched and not any(self._lines["e"][number].tracked for number in row.lines()):
            self._merged.outcome.dropped |= set(row.lines())
            return False
        self._cells(row, None, None)
        self._merged.outcome.notes.append(Note(NoteKind.DROPPED, row.lines()[0], (_NO_LONGER,)))
        return True

    def _cells(self, row: Row, base: Row | None, new: Row | None) -> None:
        """Merge cell by cell where people left the cells as they were; else only bring the figures up to date."""
        alike = base is not None and new is not None and len(row.cells) == len(base.cells) == len(new.cells)
        for number, cell in enumerate(row.cells):
            olds = base.cells[number] if alike and base is not None else ()
            news = new.cells[number] if alike and new is not None else ()
            if len(olds) != len(cell) or len(news) != len(olds):
                olds = news = ()
            scope = Scope(
                base={each: self._lines["b"][each] for each in olds},
                edited={each: self._lines["e"][each] for each in cell},
                new={each: self._lines["n"][each] for each in news},
                from_base=dict(zip(cell, olds, strict=False)),
                to_new=dict(zip(olds, news, strict=False)),
            )
            self._take(merge_scope(scope, self._facts, self._typed))

    def _take(self, found: Outcome) -> None:
        outcome = self._merged.outcome
        outcome.lines |= found.lines
        outcome.notes += found.notes
        outcome.kept += found.kept
        outcome.deleted += found.deleted

    # -- rows in order ------------------------------------------------------------------------------------------

    def _plan(self, origin: int, family: Sequence[int], gone: set[tuple[int, int]]) -> None:
        """The rows of the edited tables *family*, which people may have made of one base table."""
        rows = [row for number in family for row in self._edited[number].rows]
        stay = [row for row in rows if (row.table, row.row) not in gone]
        keys = {self._edited_key(row): row for row in stay}
        base = [self._base_key(row) for row in self._base[origin].rows]
        target = self._merged.base_to_new.get(origin, OWN)
        new = [("n", target, row.row) for row in self._new[target].rows] if target != OWN else []
        order = arranged(list(keys), base, new)
        homes: dict[int, list[Item]] = {number: [] for number in family}
        home = family[0]
        for key in order:
            row = keys.get(key)
            home = row.table if row is not None else home
            homes[home].append(Item(edited=row.row) if row is not None else Item(new=key[2]))
        for number, items in homes.items():
            table = self._edited[number]
            partners = {row.row: self._successor(row) for row in table.rows if self._successor(row) is not None}
            if not items:
                self._merged.dropped.add(number)
            plan = TablePlan(
                edited=number, new=target, rows=with_moves(items, lambda item: item.edited),
                marks={each: row.mark for each, row in partners.items() if row is not None},
                partners={each: row.row for each, row in partners.items() if row is not None and row.table == target},
                restructured=[item.edited for item in items] != [row.row for row in table.rows],
            )  # fmt: skip
            self._merged.plans.append(plan)

    def _successor(self, row: Row) -> Row | None:
        source = self._sources.get((row.table, row.row))
        return self._next.get(source) if source is not None else None

    def _edited_key(self, row: Row) -> RowKey:
        source = self._sources.get((row.table, row.row))
        if source is None:
            return ("e", row.table, row.row)
        new = self._next.get(source)
        return ("n", new.table, new.row) if new is not None else ("b", *source)

    def _base_key(self, row: Row) -> RowKey:
        new = self._next.get((row.table, row.row))
        return ("n", new.table, new.row) if new is not None else ("b", row.table, row.row)
