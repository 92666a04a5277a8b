"""The JSON object inside what a model wrote: after its thinking, in a code fence, or in the middle of prose."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

_MOST_STARTS = 200
_LAST_THOUGHT = re.compile(r"\A.*</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_OPEN_THOUGHT = re.compile(r"<think(?:ing)?>.*\Z", re.DOTALL | re.IGNORECASE)


def without_thinking(text: str) -> str:
    """*text* without ``<think>…</think>``; what follows a thought that never ends is thought, too."""
    return _OPEN_THOUGHT.sub("", _LAST_THOUGHT.sub("", text)).strip()


def json_objects(text: str) -> Iterator[Mapping[str, object]]:
    """The JSON objects that stand in *text*, outermost only, in order. Nonsense between them is passed over.

    An object with a key twice, a number JSON does not know (NaN) or nesting beyond reason is no object.
    """
    decoder = json.JSONDecoder(object_pairs_hook=_without_repeats, parse_constant=_refuse)
    position = 0
    for _ in range(_MOST_STARTS):
        position = text.find("{", position)
        if position < 0:
            return
        try:
            found, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            position += 1
            continue
        position = end
        yield found


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice in one JSON object")
    return made


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is not JSON")
