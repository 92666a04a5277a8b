"""Patterns of very many words miss none of them."""

import re
from collections.abc import Iterator
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from reportgen.checking.sentences import money_lines, subjects
from reportgen.language import cue_words, verdict_words
from reportgen.language.word_patterns import words_pattern

GUARDED = (
    cue_words._CUE, cue_words._DIRECTION, cue_words._NOT_A_CHANGE, verdict_words._VERDICT, money_lines._FACETS,
    subjects._PLAIN,
)  # fmt: skip


@pytest.mark.parametrize("pattern", GUARDED, ids=lambda pattern: pattern.pattern[4:12])
def test_every_word_begins_with_a_character_that_the_pattern_names(pattern: re.Pattern[str]) -> None:
    guards = list(_guards(parser.parse(pattern.pattern)))

    assert [_beginnings(words)[0] - named for named, words in guards] == [set()]  # else add those to the beginnings


def test_a_pattern_finds_what_its_words_alone_find() -> None:
    words = r"年初(?:预算)?|(?:全年)?预算|(?<!不)高于"

    found = words_pattern("年全预高", words).findall("年初预算5万元，全年预算6万元，不高于7万元，高于4万元")

    assert found == ["年初预算", "全年预算", "高于"]


def _guards(tree: Any) -> Iterator[tuple[set[str], Any]]:
    """The characters each guard names, with the words behind it."""
    items = list(tree)
    for at, (kind, value) in enumerate(items):
        if kind is kinds.ASSERT and at + 1 < len(items):
            yield _beginnings(value[1])[0], items[at + 1 :]
        elif kind is kinds.BRANCH:
            for branch in value[1]:
                yield from _guards(branch)


def _beginnings(tree: Any) -> tuple[set[str], bool]:
    """The characters a match may begin with, and whether it may be empty."""
    found: set[str] = set()
    for kind, value in tree:
        if kind in {kinds.ASSERT, kinds.ASSERT_NOT, kinds.AT}:
            continue
        more, empty = _of(kind, value)
        found |= more
        if not empty:
            return found, False
    return found, True


def _of(kind: Any, value: Any) -> tuple[set[str], bool]:
    if kind is kinds.LITERAL:
        return {chr(value)}, False
    if kind is kinds.IN:
        return {str(item) if what is not kinds.LITERAL else chr(item) for what, item in value}, False
    if kind is kinds.SUBPATTERN:
        return _beginnings(value[3])
    if kind is kinds.BRANCH:
        parts = [_beginnings(branch) for branch in value[1]]
        return set().union(*(more for more, _ in parts)), any(empty for _, empty in parts)
    least, _, repeated = value
    more, empty = _beginnings(repeated)
    return more, empty or least == 0
