"""Sentences (句) of a paragraph: ended by 。！？ and the closing marks that follow, what is whole never cut."""

from __future__ import annotations

import re
from collections.abc import Sequence

_END = re.compile(r"[。！？!?]+[”’」』）)]*")


def sentence_spans(text: str, whole: Sequence[tuple[int, int]] = ()) -> tuple[tuple[int, int], ...]:
    """The sentences of *text* as ``start, end``, which together are all of it; no span of *whole* is cut in two."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        end = found.end()
        if any(low < end < high for low, high in whole):
            continue
        spans.append((start, end))
        start = end
    if start < len(text):
        spans.append((start, len(text)))
    return tuple(spans)
