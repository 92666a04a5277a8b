"""What the checker says of a drafted text that its slots do not settle already (核查意见的取舍)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.model.draft import Figure, Paragraph
from reportgen.model.finding import Finding

_OF_A_FIGURE = frozenset({"NUMBER_DIFFERS", "NUMBER_WRONG_ROLE"})


def of_words_alone(found: Sequence[Finding], paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    """*found* without what contradicts a slot: code wrote its figure from the very fact, and entered its names.

    Nor is a verdict judged by an indicator of a like name where its sentence cites the indicator it means.
    """
    slots: list[tuple[int, int, str]] = []
    at = 0
    for paragraph in paragraphs:
        for run in paragraph.runs:
            if isinstance(run, Figure):
                slots.append((at, at + len(run.text), run.fact))
            at += len(run.text)
        at += 1
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    for each in found:
        start, end = each.start or 0, each.end or 0
        inside = [slot for slot in slots if slot[0] < end and start < slot[1]]
        own = each.code in _OF_A_FIGURE and any(
            first <= start and end <= last and each.facts == (fact,) for first, last, fact in inside
        )
        named = each.code == "BODY_UNKNOWN" and bool(inside)
        low = max(text.rfind(stop, 0, start) for stop in "。\n")
        high = min((place for place in (text.find(stop, end) for stop in "。\n") if place >= 0), default=len(text))
        cited = {_indicator(fact) for first, last, fact in slots if low < first and last <= high} - {""}
        other = each.code == "VERDICT_CONTRADICTS" and cited and not cited & set(map(_indicator, each.facts))
        if not own and not named and not other:
            yield each


def _indicator(fact: str) -> str:
    return fact.rpartition(".")[0] if fact.startswith("indicator.") else ""
