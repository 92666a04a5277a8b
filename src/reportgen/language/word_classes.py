"""The words of a text with their classes (词性), by jieba's tagger, loaded when first asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportgen.language.words import tokenizer


@dataclass(frozen=True, slots=True)
class TaggedWord:
    """A word at ``start:end`` with jieba's tag: n noun, nr person, ns place, nt body, v verb …"""

    word: str
    tag: str
    start: int
    known: bool  # in the dictionary

    @property
    def end(self) -> int:
        """Where the word ends."""
        return self.start + len(self.word)


@lru_cache(maxsize=1)
def _tagger() -> Any:
    from jieba.posseg import POSTokenizer

    return POSTokenizer(tokenizer())


def tagged_words(text: str) -> Iterator[TaggedWord]:
    """The words of *text* in order, white space and marks among them."""
    tagger = _tagger()
    at = 0
    for pair in tagger.lcut(text):
        start = text.index(pair.word, at)
        at = start + len(pair.word)
        yield TaggedWord(pair.word, pair.flag, start, bool(tagger.tokenizer.FREQ.get(pair.word)))


def word_frequency(word: str) -> int:
    """How often *word* stands in the texts that jieba's dictionary was counted from; 0 for a word it has not."""
    return int(_tagger().tokenizer.FREQ.get(word) or 0)
