"""Patterns of very many words (词表), tried only where one of the words may begin.

A regular expression tries one word after another at every character; most characters of a text begin none of them.
"""

from __future__ import annotations

import re


def words_pattern(beginnings: str, words: str) -> re.Pattern[str]:
    """The pattern *words*, of which every match begins with one of the characters *beginnings*."""
    return re.compile(opened(beginnings, words))


def opened(beginnings: str, words: str) -> str:
    """The same as a part of another pattern."""
    return f"(?=[{re.escape(beginnings)}])(?:{words})"
