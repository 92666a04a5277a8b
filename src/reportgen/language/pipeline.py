"""The one spaCy pipeline (语言处理): a blank zh with the words and classes of jieba, and matchers for proper names.

It is built when first asked for, since importing spaCy takes seconds; the rules that judge every line of a draft read
characters instead (docs/decisions/0010). Nothing is shared with other users of jieba or spaCy in the process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from reportgen.language.name_patterns import NAME_PATTERNS, is_everywhere
from reportgen.language.word_classes import tagged_words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc, Span

_UNKNOWN = "unknown_word"  # of a word: in no dictionary


def read(text: str, names: Iterable[str] = ()) -> Doc:
    """*text* in words with jieba's classes (``tag_``); ``ents`` are its names, labelled 人名, 地名 or 单位.

    Each of *names* that stands in the text is one word, as if a dictionary of this text alone held it.
    """
    language = _language()
    return language(_words(language, text, names))


def proper_names(text: str, names: Iterable[str] = ()) -> Iterator[tuple[int, int, str]]:
    """``start, end, kind`` of each name in *text*; kinds are 人名, 地名 and 单位. *names* as for :func:`read`."""
    for name in read(text, names).ents:
        yield name.start_char, name.end_char, name.label_


def _words(language: Language, text: str, names: Iterable[str]) -> Doc:
    from spacy.tokens import Doc

    words = list(tagged_words(text, names))
    doc = Doc(
        language.vocab,
        words=[word.word for word in words],
        spaces=[False] * len(words),
        tags=[word.tag for word in words],
    )
    for token, word in zip(doc, words, strict=True):
        if not word.known:
            token._.set(_UNKNOWN, True)
    return doc


@lru_cache(maxsize=1)
def _language() -> Language:
    from spacy.lang.zh import Chinese
    from spacy.language import Language
    from spacy.tokens import Token

    if not Token.has_extension(_UNKNOWN):
        Token.set_extension(_UNKNOWN, default=False)
    if not Language.has_factory("proper_names"):
        Language.component("proper_names", func=_with_names)
    made = Chinese()
    made.add_pipe("proper_names")
    return made


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    from spacy.matcher import Matcher

    matcher = Matcher(_language().vocab, validate=True)
    for rule, pattern in NAME_PATTERNS.items():
        matcher.add(rule, pattern.tokens, greedy="LONGEST")
    return matcher


def _with_names(doc: Doc) -> Doc:
    """*doc* with its names as entities; of two that overlap the longer stays."""
    from spacy.util import filter_spans

    doc.ents = filter_spans(_names(doc))
    return doc


def _names(doc: Doc) -> Iterable[Span]:
    from spacy.tokens import Span

    for rule, start, end in _matcher()(doc):
        pattern = NAME_PATTERNS[doc.vocab.strings[rule]]
        name = Span(doc, start + pattern.before, end - pattern.behind, label=pattern.kind)
        if pattern.kind != "单位" or not is_everywhere([word.text for word in name]):
            yield name
