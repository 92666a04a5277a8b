"""Lines of one scope merged: the body as a whole, where sentences wander between paragraphs, or one cell of a table.

An edited sentence that is as generated gives way to the newly generated one. Any other sentence is people's: it stays,
and its figures are brought up to date. What people deleted stays deleted.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.model.bound_text import BoundFigure, BoundLine
from reportgen.model.refreshed_text import OWN, NewLine, Note, NoteKind, Part
from reportgen.refreshing.alignment import ALIKE, likeness, with_gaps_filled
from reportgen.refreshing.figure_text import plain
from reportgen.refreshing.line_merge import Facts, Told, added, kept, replaced
from reportgen.refreshing.sentences import Sentence, partners, sentences_of
from reportgen.refreshing.typed_numbers import TypedNumbers

_SHORTEST = 6  # characters of a sentence that is looked for in other paragraphs
_SHOWN = 120

Key = tuple[int, int]  # number of a line, number of its sentence


@dataclass(slots=True)
class _Unit:
    """The new content of one sentence of an edited line, or of a sentence put in."""

    parts: list[Part]
    told: list[Told] = field(default_factory=list)
    edited: bool = False


@dataclass(slots=True)
class Outcome:
    """What became of the lines of a scope, by their numbers in the edited text."""

    lines: dict[int, NewLine] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    kept: int = 0
    deleted: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scope:
    """The lines of a scope by their numbers in the three texts, and which belong together."""

    base: Mapping[int, BoundLine]
    edited: Mapping[int, BoundLine]
    new: Mapping[int, BoundLine]
    from_base: Mapping[int, int]  # edited → base
    to_new: Mapping[int, int]  # base → new
    wandering: bool = False  # sentences may have been moved between lines


def merge_scope(scope: Scope, facts: Facts, typed: TypedNumbers) -> Outcome:
    """The new contents of the edited lines of *scope*."""
    return _Merge(scope, facts, typed).run()


class _Merge:
    def __init__(self, scope: Scope, facts: Facts, typed: TypedNumbers) -> None:
        self._scope = scope
        self._facts = facts
        self._typed = typed
        self._whole = {number for number in scope.edited if self._is_whole(number)}
        taken = {scope.from_base[number] for number in self._whole}
        self._base = _sentences(scope.base, taken)
        self._edited = _sentences(scope.edited, self._whole)
        self._new = _sentences(scope.new, {scope.to_new[each] for each in taken})
        self._next: dict[Key, Key] = {}
        self._forms: dict[str, str] = {}
        self._units: dict[int, list[_Unit]] = defaultdict(list)
        self._places: dict[Key, tuple[int, _Unit]] = {}
        self._outcome = Outcome()

    def run(self) -> Outcome:
        self._pair_generated()
        sources, exact = self._sources()
        for number, line in self._scope.edited.items():
            if number in self._whole:
                new = self._scope.new[self._scope.to_new[self._scope.from_base[number]]]
                parts = replaced(_as_one(line, number), _as_one(new, 0), self._facts)
                self._finish(number, [_Unit(parts)])
                continue
            for position, sentence in enumerate(self._edited[number]):
                source = sources.get((number, position))
                self._sentence(sentence, source, as_generated=(number, position) in exact)
        self._put_in()
        self._tell_deleted(set(sources.values()))
        for number in self._scope.edited:
            if number not in self._whole:
                self._finish(number, self._units[number])
        return self._outcome

    def _is_whole(self, number: int) -> bool:
        """Whether an edited line is as generated and has a successor, which takes its place as a whole."""
        base = self._scope.from_base.get(number)
        if base is None or base not in self._scope.to_new:
            return False
        edited, generated = self._scope.edited[number], self._scope.base[base]
        return plain(edited.text) == plain(generated.text) and _stated(edited.figures) == _stated(generated.figures)

    # -- which sentences belong together ------------------------------------------------------------------------

    def _pair_generated(self) -> None:
        """Old generated sentences with those in their places now, and how each writes its figures."""
        ids = self._facts.mapped.ids
        for base, new in self._scope.to_new.items():
            olds, news = self._base.get(base, ()), self._new.get(new, ())
            places = {id(each): (base, number) for number, each in enumerate(olds)}
            targets = {id(each): (new, number) for number, each in enumerate(news)}
            for old, successor in partners(olds, news, ids):
                self._next[places[id(old)]] = targets[id(successor)]
                self._forms |= dict(_forms(old, successor, ids))

    def _sources(self) -> tuple[dict[Key, Key], set[Key]]:
        """Edited sentence → the generated one it comes from; and those that are still as generated."""
        found: dict[Key, Key] = {}
        self._exact(found)
        exact = set(found)
        claimed = set(found.values())
        by_mark: dict[str, list[Key]] = defaultdict(list)
        for base, sentences in self._base.items():
            for number, sentence in enumerate(sentences):
                by_mark[sentence.mark].append((base, number))
        for line, sentences in self._edited.items():
            own = self._scope.from_base.get(line, OWN)
            for number, sentence in enumerate(sentences):
                if (line, number) in found:
                    continue
                marked = [each for figure in sentence.figures for each in by_mark.get(figure.mark.sentence, ())]
                free = [each for each in marked if each not in claimed]
                if free or marked:
                    pool = free or marked
                    found[line, number] = next((each for each in pool if each[0] == own), pool[0])
                else:
                    alike = self._alike(sentence, own, claimed)
                    if alike is not None:
                        found[line, number] = alike
                        claimed.add(alike)
            self._by_place(line, own, found, claimed)
        return found, exact

    def _by_place(self, line: int, own: int, found: dict[Key, Key], claimed: set[Key]) -> None:
        """Sentences of the same line that stand between the same neighbours, however unlike."""
        count = len(self._edited[line])
        sources = {number: found[line, number] for number in range(count) if (line, number) in found}
        pairs = {number: source[1] for number, source in sources.items() if source[0] == own}
        for number, base in with_gaps_filled(pairs, count, len(self._base.get(own, ()))).items():
            if number not in sources and (own, base) not in claimed:
                found[line, number] = (own, base)
                claimed.add((own, base))

    def _exact(self, found: dict[Key, Key]) -> None:
        waiting: dict[tuple[int, _Saying], deque[Key]] = defaultdict(deque)
        anywhere: dict[_Saying, deque[Key]] = defaultdict(deque)
        for base, sentences in self._base.items():
            for number, sentence in enumerate(sentences):
                waiting[base, _saying(sentence)].append((base, number))
        for line, sentences in self._edited.items():
            own = self._scope.from_base.get(line, OWN)
            for number, sentence in enumerate(sentences):
                if waiting.get((own, _saying(sentence))):
                    found[line, number] = waiting[own, _saying(sentence)].popleft()
        if not self._scope.wandering:
            return
        for (_, saying), keys in waiting.items():
            if len(saying[0]) >= _SHORTEST:
                anywhere[saying].extend(keys)
        for line, sentences in self._edited.items():
            for number, sentence in enumerate(sentences):
                if (line, number) not in found and anywhere.get(_saying(sentence)):
                    found[line, number] = anywhere[_saying(sentence)].popleft()

    def _alike(self, sentence: Sentence, own: int, claimed: set[Key]) -> Key | None:
        """The generated sentence of the same line that an edited one resembles."""
        best, score = None, ALIKE
        for number, each in enumerate(self._base.get(own, ())):
            if (own, number) not in claimed and (like := likeness(each.plain, sentence.plain)) >= score:
                best, score = (own, number), like
        return best

    # -- contents -----------------------------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence, source: Key | None, *, as_generated: bool) -> None:
        target = self._next.get(source) if source is not None else None
        new = self._new[target[0]][target[1]] if target is not None else None
        if as_generated:
            if new is None:
                return  # no longer generated
            unit = _Unit(replaced(sentence, new, self._facts))
        else:
            parts, told = kept(sentence, self._facts, self._forms)
            unit = _Unit(parts, told, edited=True)
            self._outcome.kept += bool(sentence.plain)  # a page break alone is no sentence
            if new is not None and plain("".join(part.text for part in parts)) == new.plain:
                unit = _Unit(replaced(sentence, new, self._facts))
            elif source is not None:
                old = self._base[source[0]][source[1]]
                unit.told += self._conflict(old, new, sentence)
        self._units[sentence.line].append(unit)
        if target is not None and target not in self._places:
            self._places[target] = (sentence.line, unit)

    def _conflict(self, old: Sentence, new: Sentence | None, edited: Sentence) -> Iterator[Told]:
        """People changed the words of a sentence; say so where the new data changed its words too."""
        if new is None:
            said = "新数据不再生成这句话，保留了您改写的文字，请核对是否还要。"
            yield Told(NoteKind.DROPPED, (said, f"原来生成的是：{_shown(old.text)}"))
        elif old.skeleton(self._facts.mapped.ids) != new.skeleton({}) and old.words() != new.words():
            if plain(edited.words()) == plain(new.words()):
                return
            said = "这句话您改写过，新数据生成的说法也变了，保留了您的文字，请对照："
            yield Told(NoteKind.WORDING, (said, f"新生成：{_shown(new.text)}"))

    def _put_in(self) -> None:
        """Sentences that only the new data have, behind those they follow."""
        taken = set(self._next.values())
        lines = {new: base for base, new in self._scope.to_new.items()}
        holders = {base: edited for edited, base in self._scope.from_base.items()}
        for line, sentences in self._new.items():
            holder = holders.get(lines.get(line, OWN), OWN)
            for number, sentence in enumerate(sentences):
                if (line, number) in taken or line not in lines:
                    continue
                unit = _Unit(added(sentence))
                before = self._first_place(line, range(number - 1, -1, -1))
                after = self._first_place(line, range(number + 1, len(sentences)))
                if before is not None:
                    units = self._units[before[0]]
                    units.insert(_index(units, before[1]) + 1, unit)
                elif after is not None:
                    units = self._units[after[0]]
                    units.insert(_index(units, after[1]), unit)
                elif holder != OWN and (self._units[holder] or self._scope.edited[holder].text.strip()):
                    self._units[holder].append(unit)
                else:
                    continue
                self._places[line, number] = ((before or after or (holder, unit))[0], unit)

    def _first_place(self, line: int, numbers: Iterable[int]) -> tuple[int, _Unit] | None:
        return next((self._places[line, each] for each in numbers if (line, each) in self._places), None)

    def _tell_deleted(self, present: set[Key]) -> None:
        """What people deleted, where the new data would use other words for it."""
        holders = {base: edited for edited, base in self._scope.from_base.items()}
        ids = self._facts.mapped.ids
        for base, sentences in self._base.items():
            for number, sentence in enumerate(sentences):
                target = self._next.get((base, number))
                if (base, number) in present or target is None:
                    continue
                new = self._new[target[0]][target[1]]
                if sentence.skeleton(ids) == new.skeleton({}) or sentence.words() == new.words():
                    continue
                told = Told(
                    NoteKind.DELETED, ("您删去的一句话，新数据有了变化，没有恢复：", f"新生成：{_shown(new.text)}")
                )
                self._outcome.deleted.append(_shown(new.text))
                holder = holders.get(base, OWN)
                if holder != OWN and self._units[holder]:
                    self._units[holder][-1].told.append(told)

    def _finish(self, number: int, units: list[_Unit]) -> None:
        """The line's new content, its marks and the comments on it."""
        line = self._scope.edited[number]
        base = self._scope.from_base.get(number, OWN)
        new = self._scope.new.get(self._scope.to_new.get(base, OWN))
        parts = [part for unit in units for part in unit.parts if part.text]
        if not parts and line.text.strip():
            if line.tracked:
                parts = [Part(line.text, 0, len(line.text), edited=True)]
                said = "新数据不再生成这段文字；其中有修订或他人的批注，没有删去，请核对。"
                self._outcome.notes.append(Note(NoteKind.DROPPED, number, (said,)))
            elif self._scope.wandering:
                self._outcome.dropped.add(number)
                return
        self._outcome.lines[number] = NewLine(tuple(parts), new.place if new else "", new.anchor if new else "")
        self._note(number, units)

    def _note(self, number: int, units: list[_Unit]) -> None:
        offset = 0
        for unit in units:
            ends = [offset]
            for part in unit.parts:
                ends.append(ends[-1] + len(part.text))
            for told in unit.told:
                start, end = (ends[told.part], ends[told.part + 1]) if told.part != OWN else (offset, ends[-1])
                self._outcome.notes.append(Note(told.kind, number, told.lines, start, end))
            if unit.edited:
                words = "".join(part.text for part in unit.parts)
                bound = [
                    (start - offset, end - offset)
                    for part, start, end in zip(unit.parts, ends, ends[1:], strict=False)
                    if part.fact
                ]
                for start, end, lines in self._typed.told(words, bound):
                    self._outcome.notes.append(Note(NoteKind.TYPED, number, lines, offset + start, offset + end))
            offset = ends[-1]


_Saying = tuple[str, tuple[str, ...]]


def _saying(sentence: Sentence) -> _Saying:
    """The words and the facts still bound in them: the same words typed by hand are people's."""
    return sentence.plain, _stated(sentence.figures)


def _stated(figures: Iterable[BoundFigure]) -> tuple[str, ...]:
    return tuple(each.fact for each in figures)


def _sentences(lines: Mapping[int, BoundLine], without: Iterable[int]) -> dict[int, tuple[Sentence, ...]]:
    left_out = set(without)
    return {number: sentences_of(line, number) for number, line in lines.items() if number not in left_out}


def _as_one(line: BoundLine, number: int) -> Sentence:
    return Sentence(number, 0, len(line.text), line.text, line.figures)


def _forms(old: Sentence, new: Sentence, ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """How the new sentence writes what the old one wrote: ``fact\\nwords`` → words."""
    written: dict[str, deque[str]] = defaultdict(deque)
    for figure in new.figures:
        written[figure.fact].append(new.text[figure.start - new.start : figure.end - new.start])
    for figure in old.figures:
        forms = written.get(ids.get(figure.fact, ""))
        if forms:
            text = old.text[figure.start - old.start : figure.end - old.start]
            yield f"{figure.fact}\n{plain(text)}", forms.popleft() if len(forms) > 1 else forms[0]


def _index(units: list[_Unit], unit: _Unit) -> int:
    return next(number for number, each in enumerate(units) if each is unit)


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
