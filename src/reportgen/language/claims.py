"""The numbers that a text claims (数字断言): all but set phrases, list numbers and terms of the forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.quantities.mention import MentionKind
from reportgen.quantities.mentions import scan

# A sentence may number its points (一是, （二）) and use set phrases (一一对应); these claim nothing.
_CLOSED = frozenset({MentionKind.LIST, MentionKind.IDIOM})
# Set phrases that do claim a number: 数以百计, 成千上万.
_CLAIMING = re.compile(r"数以[十百千万亿]+计|成[百千]上[千万]")
# Terms of the forms that carry a numeral.
_TERMS = ("一级指标", "二级指标", "三级指标")


def claimed_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where *text* claims a number, and where a numeral cannot be read, in order and without overlap."""
    found = scan(text, names=_TERMS)
    spans = [(each.start, each.end) for each in found.mentions if each.kind not in _CLOSED and not each.name]
    spans += [phrase.span() for phrase in _CLAIMING.finditer(text)]
    spans += [(each.start, each.end) for each in found.unreadable]
    last = -1
    for start, end in sorted(spans):
        if start >= last:
            yield start, end
            last = end
