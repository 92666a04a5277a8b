"""The new content of one sentence: the newly generated one, or people's own with its figures brought up to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.model.bound_text import BoundFigure, KnownFact, mark_of
from reportgen.model.refreshed_text import OWN, NoteKind, Part
from reportgen.refreshing.fact_map import FactMap
from reportgen.refreshing.figure_text import plain, rewritten, stands_alone, states
from reportgen.refreshing.sentences import Sentence


@dataclass(slots=True)
class Told:
    """A comment on part number *part* of the sentence at hand, or on the whole sentence."""

    kind: NoteKind
    lines: tuple[str, ...]
    part: int = OWN


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of the base and of the new data, and which is which. *changes* counts updated figures.

    *written* are the figures of the base, by fact and mark of their text; *sentences* are the marks of the sentences
    that this report generated, None where that is not known.
    """

    old: Mapping[str, KnownFact]
    new: Mapping[str, KnownFact]
    mapped: FactMap
    written: frozenset[tuple[str, str]] = frozenset()
    sentences: frozenset[str] | None = None
    changes: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def count(self, old_text: str, fact: str, new_text: str) -> None:
        """Note that a figure was updated."""
        if plain(old_text) != plain(new_text):
            self.changes[called(self.new[fact]) if fact in self.new else fact, old_text, new_text] += 1

    def own(self, figure: BoundFigure, text: str) -> bool:
        """Whether *figure*, which reads *text*, was generated in this report, and not pasted from another one."""
        old = self.old.get(figure.fact)
        if old is None or (self.sentences is not None and figure.mark.sentence not in self.sentences):
            return False
        changed = mark_of(text) != figure.mark.text
        return changed or (figure.fact, figure.mark.text) in self.written or states(text, old)


def called(fact: KnownFact) -> str:
    """What a fact is called in a comment: “培训人数”实际完成值."""
    return f"“{fact.subject}”{fact.label}" if fact.subject not in {"", fact.label} else f"“{fact.label}”"


@dataclass(frozen=True, slots=True)
class _Token:
    """A figure of a sentence, or the words between two."""

    text: str
    start: int
    end: int
    fact: str = ""
    figure: int = OWN
    sentence: str = ""  # mark of the sentence as generated

    def same(self, other: _Token, ids: Mapping[str, str]) -> bool:
        """Whether it says what *other*, of the new text, says: the same words, or a figure of the same fact."""
        if OWN in {self.figure, other.figure}:
            return self.figure == other.figure and plain(self.text) == plain(other.text)
        return ids.get(self.fact) == other.fact


def _tokens(sentence: Sentence) -> list[_Token]:
    tokens, position = [], sentence.start
    for number, figure in enumerate(sentence.figures, start=sentence.first):
        end = min(figure.end, sentence.end)
        words = sentence.text[position - sentence.start : figure.start - sentence.start]
        tokens.append(_Token(words, position, figure.start))
        text = sentence.text[figure.start - sentence.start : end - sentence.start]
        tokens.append(_Token(text, figure.start, end, figure.fact, number, figure.mark.sentence))
        position = end
    tokens.append(_Token(sentence.text[position - sentence.start :], position, sentence.end))
    return tokens


def replaced(edited: Sentence, new: Sentence, facts: Facts) -> list[Part]:
    """The newly generated sentence in the place of an unchanged one; what both have alike stays untouched."""
    ours, theirs = _tokens(edited), _tokens(new)
    shorter = min(len(ours), len(theirs))
    low = high = 0
    while low < shorter and ours[low].same(theirs[low], facts.mapped.ids):
        low += 1
    while high < shorter - low and ours[-1 - high].same(theirs[-1 - high], facts.mapped.ids):
        high += 1
    beginning = [_swapped(one, other, facts) for one, other in zip(ours[:low], theirs[:low], strict=True)]
    middle = [_written(each) for each in theirs[low : len(theirs) - high]]
    after = zip(ours[len(ours) - high :], theirs[len(theirs) - high :], strict=True)
    ending = [_swapped(one, other, facts) for one, other in after]
    return [part for part in (*beginning, *middle, *ending) if part.text]


def added(new: Sentence) -> list[Part]:
    """A newly generated sentence where there was none."""
    return [part for part in (_written(each) for each in _tokens(new)) if part.text]


def _written(token: _Token) -> Part:
    return Part(token.text, fact=token.fact, sentence=token.sentence)


def _swapped(ours: _Token, theirs: _Token, facts: Facts) -> Part:
    """What stands in the edited line, with the words of the new text if it is a figure."""
    if ours.figure == OWN:
        return Part(ours.text, ours.start, ours.end)
    facts.count(ours.text, theirs.fact, theirs.text)
    text = ours.text if plain(ours.text) == plain(theirs.text) else theirs.text
    return Part(text, ours.start, ours.end, theirs.fact, ours.figure, theirs.sentence)


def kept(edited: Sentence, facts: Facts, generated: Mapping[str, str]) -> tuple[list[Part], list[Told]]:
    """People's own sentence with its figures brought up to date, and what they have to be told.

    *generated* tells how the new text writes a fact that the old one wrote in certain words: fact and words → words.
    """
    parts: list[Part] = []
    told: list[Told] = []
    foreign: list[str] = []
    for token in _tokens(edited):
        if not token.text:
            continue
        if token.figure == OWN:
            parts.append(Part(token.text, token.start, token.end, edited=True))
            continue
        figure = edited.figures[token.figure - edited.first]
        if not facts.own(figure, token.text):
            foreign += [token.text] if any(map(str.isdecimal, token.text)) else []
            parts.append(Part(token.text, token.start, token.end, edited=True))
            continue
        for part, note in _figure(token, figure, facts, generated):
            if note is not None:
                told.append(Told(note[0], note[1], len(parts)))
            parts.append(part)
    if foreign:
        told.insert(0, Told(NoteKind.FOREIGN, _foreign(foreign)))
    return parts, told


_Note = tuple[NoteKind, tuple[str, ...]]


def _figure(
    token: _Token, figure: BoundFigure, facts: Facts, generated: Mapping[str, str]
) -> Iterator[tuple[Part, _Note | None]]:
    """A bound figure in people's own words."""
    fact = facts.mapped.ids.get(token.fact, "")
    old = facts.old[token.fact]
    own = Part(token.text, token.start, token.end, edited=True)
    if not fact:
        yield own, (NoteKind.GONE, _gone(token.text, old))
        return
    new = facts.new[fact]
    if mark_of(token.text) == figure.mark.text:
        text = generated.get(f"{token.fact}\n{plain(token.text)}") or rewritten(token.text, old, new)
        text = text or (token.text if plain(old.text) == plain(new.text) else new.text)
        text = token.text if plain(text) == plain(token.text) else text
        facts.count(token.text, fact, text)
        note = None
        if token.fact in facts.mapped.renamed:
            note = (
                NoteKind.RENAMED,
                (f"“{old.subject}”在新数据中改名为“{new.subject}”，请核对这句话说的还是不是它。",),
            )
        yield Part(text, token.start, token.end, fact, token.figure, figure.mark.sentence, True), note
        return
    yield from _retyped(token, figure, (old, new), facts)


def _retyped(
    token: _Token, figure: BoundFigure, known: tuple[KnownFact, KnownFact], facts: Facts
) -> Iterator[tuple[Part, _Note | None]]:
    """A figure whose text people changed: the same number otherwise written is bound still, another one is theirs."""
    old, new = known
    own = Part(token.text, token.start, token.end, edited=True)
    for form in filter(None, dict.fromkeys((new.text, old.text))):
        at = token.text.find(form)
        if form != token.text and stands_alone(token.text, form):  # words were typed into the bookmark
            yield Part(token.text[:at], token.start, token.start + at, edited=True), None
            low, high = token.start + at, token.start + at + len(form)
            facts.count(form, new.id, new.text)
            yield Part(new.text, low, high, new.id, OWN, figure.mark.sentence, True), None
            yield Part(token.text[at + len(form) :], high, token.end, edited=True), None
            return
    if states(token.text, new):
        yield Part(token.text, token.start, token.end, new.id, token.figure, figure.mark.sentence, True), None
        return
    text = rewritten(token.text, old, new)
    if text:
        facts.count(token.text, new.id, text)
        yield Part(text, token.start, token.end, new.id, token.figure, figure.mark.sentence, True), None
        return
    if old.quantity is None and plain(old.text) == plain(new.text):
        yield own, None  # a text of the entry that people reworded: it is theirs now
        return
    yield own, (NoteKind.OVERTYPED, _overtyped(token.text, old, new))


def _foreign(texts: Sequence[str]) -> tuple[str, ...]:
    shown = "、".join(f"“{_short(each)}”" for each in dict.fromkeys(texts))
    said = f"这句话里的{shown}不是这份报告生成的（多半是从别的报告粘贴来的），没有更新，以后也不更新。"
    return said, "请核对这些数字该不该写在这里；要随数据更新的，请从本报告中复制。"


def _gone(text: str, old: KnownFact) -> tuple[str, ...]:
    return (f"新数据中没有{called(old)}，这里的“{_short(text)}”没有更新，以后也不再更新，请核对后改写或删去。",)


def _overtyped(text: str, old: KnownFact, new: KnownFact) -> tuple[str, ...]:
    if plain(old.text) == plain(new.text):
        said = f"这里生成的是{called(new)}“{_short(new.text)}”，改成了“{_short(text)}”，填报数据没有变。"
    else:
        said = f"这里生成的是{called(old)}“{_short(old.text)}”，改成了“{_short(text)}”；新数据为“{_short(new.text)}”。"
    return (said, "保留您改的文字，以后不再自动更新；如以数据为准，请改正。")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
