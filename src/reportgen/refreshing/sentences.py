"""Sentences of bound lines, with the figures in them, and which of two versions belong together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.language.sentences import sentence_spans
from reportgen.model.bound_text import BoundFigure, BoundLine, mark_of
from reportgen.refreshing.alignment import likeness, paired, with_gaps_filled
from reportgen.refreshing.figure_text import plain

_FIGURE = "\ufffc"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence at ``start:end`` of line number *line*. *first* is the number of its first figure in the line."""

    line: int
    start: int
    end: int
    text: str
    figures: tuple[BoundFigure, ...] = ()
    first: int = 0

    @property
    def plain(self) -> str:
        """The sentence without blanks."""
        return plain(self.text)

    @property
    def mark(self) -> str:
        """The mark that figures generated in this sentence carry."""
        return mark_of(self.text)

    def skeleton(self, ids: Mapping[str, str]) -> tuple[str, ...]:
        """The words between the figures, and the facts by their ids in the new data."""
        parts, position = [], self.start
        for figure in self.figures:
            parts += [plain(self._cut(position, figure.start)), _FIGURE + ids.get(figure.fact, figure.fact)]
            position = figure.end
        return (*parts, plain(self._cut(position, self.end)))

    def words(self) -> str:
        """The words without the figures."""
        return "".join(part for part in self.skeleton({}) if not part.startswith(_FIGURE))

    def _cut(self, start: int, end: int) -> str:
        return self.text[max(start - self.start, 0) : max(end - self.start, 0)]


def sentences_of(line: BoundLine, number: int) -> tuple[Sentence, ...]:
    """The sentences of *line*; a line without words has none."""
    figures = line.figures
    spans = sentence_spans(line.text, [(each.start, each.end) for each in figures])
    found, first = [], 0
    for start, end in spans:
        own = tuple(each for each in figures[first:] if each.start < end)
        found.append(Sentence(number, start, end, line.text[start:end], own, first))
        first += len(own)
    return tuple(found)


def partners(
    old: Sequence[Sentence], new: Sequence[Sentence], ids: Mapping[str, str]
) -> Iterator[tuple[Sentence, Sentence]]:
    """Sentences of an old generated line and those that the new data put in their places."""
    olds = [each.skeleton(ids) for each in old]
    news = [each.skeleton({}) for each in new]
    pairs = with_gaps_filled(paired(olds, news, lambda each: each, _like), len(old), len(new))
    for low, high in sorted(pairs.items()):
        yield old[low], new[high]


def _like(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """By words, and by the facts they share."""
    words = likeness("".join(one[::2]), "".join(other[::2]))
    facts, others = set(one[1::2]), set(other[1::2])
    if not facts or not others:
        return words
    shared = len(facts & others) / min(len(facts), len(others))
    return (words + shared) / 2 if shared else words * 0.8


def lines_alike(old: BoundLine, new: BoundLine, ids: Mapping[str, str]) -> float:
    """How likely a generated line is the successor of another."""
    return _like(_whole(old).skeleton(ids), _whole(new).skeleton({}))


def line_skeleton(line: BoundLine, ids: Mapping[str, str]) -> tuple[str, ...]:
    """The skeleton of a whole line."""
    return _whole(line).skeleton(ids)


def _whole(line: BoundLine) -> Sentence:
    return Sentence(0, 0, len(line.text), line.text, line.figures)
