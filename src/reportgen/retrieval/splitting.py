"""A report's sections as passages of a size that is read at a glance (段落切分)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.model.prior_report import PriorReport, PriorSection

SHORTEST = 20  # characters; less is a caption or a stray line
LONGEST = 360
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?")


def split(report: PriorReport) -> Iterator[tuple[PriorSection, str]]:
    """Each passage of *report* with its section, in order: a paragraph, or part of a long one cut between sentences."""
    for section in report.sections:
        for paragraph in section.paragraphs:
            for part in _parts(" ".join(paragraph.split())):
                if len(part) >= SHORTEST:
                    yield section, part


def _parts(paragraph: str) -> Iterator[str]:
    if len(paragraph) <= LONGEST:
        yield paragraph
        return
    part = ""
    for sentence in _SENTENCE.findall(paragraph):
        if part and len(part) + len(sentence) > LONGEST:
            yield part
            part = ""
        part += sentence
    if part:
        yield part
