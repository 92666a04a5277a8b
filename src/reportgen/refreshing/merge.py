"""Refresh (刷新): the generated text, people's edit of it and the newly generated text, merged into one plan."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.model.bound_text import (
    BoundFigure,
    BoundLine,
    BoundText,
    FigureMark,
    KnownFact,
    fact_mark,
    mark_of,
    with_identities,
)
from reportgen.model.finding import Finding
from reportgen.model.refreshed_text import FigureChange, Item, NewLine, Note, NoteKind, Refreshed
from reportgen.refreshing.alignment import arranged, paired, with_moves
from reportgen.refreshing.fact_map import fact_map
from reportgen.refreshing.figure_text import plain
from reportgen.refreshing.line_merge import Facts
from reportgen.refreshing.scope_merge import Outcome, Scope, merge_scope
from reportgen.refreshing.sentences import line_skeleton, lines_alike
from reportgen.refreshing.table_merge import MergedTables, merge_tables
from reportgen.refreshing.typed_numbers import TypedNumbers

Judge = Callable[[str], Sequence[Finding]]
_ANNEXES = {mark_of(f"annex.{number}"): "annex" for number in range(1, 1000)}  # their numbers change with the projects
Key = tuple[str, int]


def refresh(
    base: BoundText, edited: Sequence[BoundLine], new: BoundText, ledger: Mapping[str, KnownFact], judge: Judge
) -> Refreshed:
    """What becomes of the *edited* lines when *new* is generated where *base* was.

    *ledger* are all facts of the new data. *judge* gives the findings of the checker on a text, with their places.
    """
    written = frozenset((figure.fact, figure.mark.text) for line in base.lines for figure in line.figures)
    facts = Facts(base.facts, ledger, fact_map(base.facts, ledger), written, base.own_sentences())
    typed = TypedNumbers(base.facts, ledger, facts.mapped)
    tables = merge_tables(base, edited, new.lines, facts, typed)
    body = _Body(base, edited, new, facts, typed)
    outcome = body.merged()
    lines = outcome.lines | tables.outcome.lines
    dropped = outcome.dropped | tables.outcome.dropped
    notes = [*outcome.notes, *tables.outcome.notes]
    notes += _verdicts(edited, lines, judge)
    return Refreshed(
        lines=lines,
        dropped=frozenset(dropped),
        body=tuple(body.order(outcome, tables)),
        tables=tuple(tables.plans),
        dropped_tables=frozenset(tables.dropped),
        notes=tuple(sorted(_distinct(notes), key=lambda note: (note.line, note.start, note.kind.value, note.lines))),
        base=_new_base(base, edited, new, lines, ledger),
        changes=_changes(facts.changes),
        kept=outcome.kept + tables.outcome.kept,
        deleted=tuple(dict.fromkeys(outcome.deleted + tables.outcome.deleted)),
    )


@dataclass(frozen=True, slots=True)
class _Body:
    """Paragraphs outside tables. Those of sections that a model wrote stay as people's do."""

    base: BoundText
    edited: Sequence[BoundLine]
    new: BoundText
    facts: Facts
    typed: TypedNumbers

    def merged(self) -> Outcome:
        to_new = self._to_new()
        scope = Scope(
            base={number: line for number, line in enumerate(self.base.lines) if self._merges(line)},
            edited={number: line for number, line in enumerate(self.edited) if self._merges(line)},
            new={number: line for number, line in enumerate(self.new.lines) if self._merges(line)},
            from_base=self._from_base(),
            to_new=to_new,
            wandering=True,
        )
        outcome = merge_scope(scope, self.facts, self.typed)
        prose = {number: line for number, line in enumerate(self.edited) if not line.table and not self._merges(line)}
        kept = merge_scope(Scope({}, prose, {}, {}, {}), self.facts, self.typed)
        outcome.lines |= kept.lines
        outcome.notes += kept.notes
        outcome.kept += kept.kept
        return outcome

    def _merges(self, line: BoundLine) -> bool:
        return not line.table and line.place not in self.base.prose

    def _to_new(self) -> dict[int, int]:
        """Old generated paragraph → the one in its place: section by section."""
        olds, news = _by_place(self.base.lines), _by_place(self.new.lines)
        ids = self.facts.mapped.ids
        found: dict[int, int] = {}
        for place, numbers in olds.items():
            others = news.get(place, [])
            pairs = paired(
                [(True, self.base.lines[number]) for number in numbers],
                [(False, self.new.lines[number]) for number in others],
                lambda each: line_skeleton(each[1], ids if each[0] else {}),
                lambda one, other: lines_alike(one[1], other[1], ids),
            )
            if len(numbers) == len(others) == 1:
                pairs = {0: 0}
            found |= {numbers[low]: others[high] for low, high in pairs.items()}
        return found

    def _from_base(self) -> dict[int, int]:
        """Edited paragraph → the generated one it was: by its bookmark, else by its words."""
        waiting: dict[tuple[str, str], deque[int]] = defaultdict(deque)
        for number, line in enumerate(self.base.lines):
            if not line.table:
                waiting[line.place, line.anchor].append(number)
        found: dict[int, int] = {}
        for number, line in enumerate(self.edited):
            if not line.table and line.anchor and waiting.get((line.place, line.anchor)):
                found[number] = waiting[line.place, line.anchor].popleft()
        claimed = set(found.values())
        by_text: dict[str, deque[int]] = defaultdict(deque)
        for number, line in enumerate(self.base.lines):
            if not line.table and number not in claimed:
                by_text[plain(line.text)].append(number)
        for number, line in enumerate(self.edited):
            if not line.table and number not in found and by_text.get(plain(line.text)):
                found[number] = by_text[plain(line.text)].popleft()
        return found

    # -- the order of paragraphs and tables ---------------------------------------------------------------------

    def order(self, outcome: Outcome, tables: MergedTables) -> list[Item]:
        """The blocks of the body as they are to stand."""
        to_new, from_base = self._to_new(), self._from_base()
        keys: dict[Key, Item] = {}
        for number, block in _blocks(self.edited):
            if block == "p":
                if number not in outcome.dropped:
                    base = from_base.get(number)
                    key = ("e", number) if base is None else _line_key(base, to_new)
                    keys[key if key not in keys else ("e", number)] = Item(edited=number)
            elif number not in tables.dropped:
                origin = tables.origins.get(number)
                key = ("et", number) if origin is None else _table_key(origin, tables.base_to_new)
                keys[key if key not in keys else ("et", number)] = Item(edited=number, table=True)
        base_order = [
            _line_key(number, to_new) if block == "p" else _table_key(number, tables.base_to_new)
            for number, block in _blocks(self.base.lines)
        ]
        new_order = [("n" if block == "p" else "nt", number) for number, block in _blocks(self.new.lines)]
        left_out = self._left_out()
        wanted = [
            key for key in new_order if key in keys or key[0] != "n" or self.new.lines[key[1]].place not in left_out
        ]
        found = [
            keys.get(key) or Item(new=key[1], table=key[0] == "nt") for key in arranged(list(keys), base_order, wanted)
        ]
        places = {block: at for at, block in enumerate(_blocks(self.edited))}
        return list(with_moves(found, lambda item: places[item.edited, "t" if item.table else "p"]))

    def _left_out(self) -> set[str]:
        """Sections to which no new paragraph is added: those a model wrote and those people deleted."""
        standing = {line.place for line in self.edited}
        return {line.place for line in self.base.lines if line.place not in standing} | self.base.prose


def _by_place(lines: Sequence[BoundLine]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if not line.table:
            found[_ANNEXES.get(line.place, line.place)].append(number)
    return found


def _blocks(lines: Sequence[BoundLine]) -> list[tuple[int, str]]:
    """Paragraphs by the number of their line and tables by theirs, in the order of the document."""
    found: dict[tuple[int, str], None] = {}
    for number, line in enumerate(lines):
        found.setdefault((line.table, "t") if line.table else (number, "p"))
    return list(found)


def _line_key(base: int, to_new: Mapping[int, int]) -> Key:
    return ("n", to_new[base]) if base in to_new else ("b", base)


def _table_key(base: int, to_new: Mapping[int, int]) -> Key:
    return ("nt", to_new[base]) if base in to_new else ("bt", base)


def _verdicts(edited: Sequence[BoundLine], lines: Mapping[int, NewLine], judge: Judge) -> list[Note]:
    """What the checker says of people's sentences now: verdicts that the new figures make untrue."""
    texts: list[str] = []
    starts: list[tuple[int, int]] = []
    offset = 0
    own = False
    for number, line in enumerate(edited):
        if line.table or number not in lines:
            continue
        starts.append((offset, number))
        texts.append(lines[number].text.replace("\n", " "))
        own = own or any(part.edited for part in lines[number].parts)
        offset += len(texts[-1]) + 1
    found = []
    for finding in judge("\n".join(texts)) if own else ():
        if not finding.code.startswith("VERDICT_") or finding.start is None or finding.end is None:
            continue
        offset, number = max(each for each in starts if each[0] <= finding.start)
        start, end = finding.start - offset, finding.end - offset
        if _is_own(lines[number], start, end):
            told = (f"{finding.severity.chinese}：{finding.message}", finding.suggestion)
            found.append(Note(NoteKind.VERDICT, number, tuple(filter(None, told)), start, end))
    return found


def _is_own(line: NewLine, start: int, end: int) -> bool:
    """Whether people wrote any of ``start:end``."""
    offset = 0
    for part in line.parts:
        if part.edited and offset < end and start < offset + len(part.text):
            return True
        offset += len(part.text)
    return False


def _distinct(notes: Sequence[Note]) -> list[Note]:
    return list(dict.fromkeys(notes))


def _changes(counted: Counter[tuple[str, str, str]]) -> tuple[FigureChange, ...]:
    return tuple(FigureChange(*each, places) for each, places in counted.items())


def _new_base(
    base: BoundText, edited: Sequence[BoundLine], new: BoundText, lines: Mapping[int, NewLine],
    ledger: Mapping[str, KnownFact],
) -> BoundText:  # fmt: skip
    """The new text, with the sections that a model wrote as they stand now, and every fact the new file states."""
    prose: dict[str, list[BoundLine]] = defaultdict(list)
    for number, line in sorted(lines.items()):
        if not edited[number].table and edited[number].place in base.prose:
            prose[edited[number].place].append(_as_base(edited[number], line))
    generated: list[BoundLine] = []
    for each in new.lines:
        if each.table or each.place not in base.prose:
            generated.append(each)
        else:
            generated += prose.pop(each.place, [])
    generated += [line for left in prose.values() for line in left]
    stated = dict.fromkeys(new.facts)
    stated |= dict.fromkeys(sorted({part.fact for line in lines.values() for part in line.parts if part.fact}))
    facts = {each: ledger[each] for each in with_identities(stated, ledger) if each in ledger}
    carried = {part.sentence for line in lines.values() for part in line.parts if part.fact}
    carried -= {figure.mark.sentence for line in generated for figure in line.figures}
    return replace(new, lines=tuple(generated), facts=facts, prose=base.prose, sentences=frozenset(carried))


def _as_base(edited: BoundLine, line: NewLine) -> BoundLine:
    figures, offset = [], 0
    for part in line.parts:
        if part.fact:
            mark = FigureMark(fact_mark(part.fact), mark_of(part.text), part.sentence)
            figures.append(BoundFigure(offset, offset + len(part.text), mark, part.fact))
        offset += len(part.text)
    return BoundLine(text=line.text, figures=tuple(figures), place=edited.place, anchor=edited.anchor)
