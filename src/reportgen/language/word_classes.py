"""The words of a text with their classes (词性), by jieba's tagger or its dictionary, loaded when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportgen.language.words import tokenizer

_NAME = "nz"  # the class of the names given: other proper nouns


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


def tagged_words(text: str, names: Iterable[str] = ()) -> Iterator[TaggedWord]:
    """The words of *text* in order, white space and marks among them; each of *names* in it is one word.

    The names are looked for first and the text between them is cut into words, so no dictionary is changed.
    """
    at = 0
    for name in _places(text, names):
        yield from _between(text, at, name.start())
        yield TaggedWord(name[0], _NAME, name.start(), known=True)
        at = name.end()
    yield from _between(text, at, len(text))


def _places(text: str, names: Iterable[str]) -> Iterator[re.Match[str]]:
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    return re.finditer("|".join(map(re.escape, longest_first)), text) if longest_first else iter(())


def _between(text: str, start: int, end: int) -> Iterator[TaggedWord]:
    tagger, at = _tagger(), start
    for pair in tagger.lcut(text[start:end]):
        yield TaggedWord(pair.word, pair.flag, at, bool(tagger.tokenizer.FREQ.get(pair.word)))
        at += len(pair.word)


def word_frequency(word: str) -> int:
    """How often *word* stands in the texts that jieba's dictionary was counted from; 0 for a word it has not."""
    return int(_tagger().tokenizer.FREQ.get(word) or 0)


def dictionary_words(text: str) -> list[str]:
    """The words of *text* that the dictionary has, and the characters between them: nothing is guessed of others."""
    return tokenizer().lcut(text, HMM=False)


@lru_cache(maxsize=1024)  # the dictionary is read through for each word
def dictionary_class(word: str) -> str:
    """The class of *word* in the dictionary, "" of one it has not; asked for without the tagger, which loads slowly."""
    lines = _dictionary()
    at = lines.find(f"\n{word} ".encode()) + 1
    return lines[at : lines.index(b"\n", at)].split()[-1].decode() if at else ""


@lru_cache(maxsize=1)
def _dictionary() -> bytes:
    with tokenizer().get_dict_file() as file:
        return b"\n" + file.read()
