"""The sections of a document (章节): headings with the paragraphs under them, labels of a form with their cells."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace

from reportgen.checking.consistency.paper import Paper, Passage

_LONGEST_TITLE = 24
_SHORTEST_CELL = 12


@dataclass(frozen=True, slots=True)
class Section:
    """A heading or label and the paragraphs or cells that stand under or beside it."""

    title: str
    body: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """The words of the body, a line for each passage."""
        return "".join(passage.text + "\n" for passage in self.body)


def sections_of(paper: Paper) -> list[Section]:
    """The sections of the prose that hold something, then the labelled cells of forms (存在问题, 改进措施)."""
    open_sections: list[tuple[str, list[Passage]]] = []
    for passage in paper.paragraphs:
        text = passage.text.strip()
        if passage.level or _reads_as_title(text):
            open_sections.append((text.strip("#＃ "), []))
        elif open_sections:
            open_sections[-1][1].append(passage)
    sections = [Section(title, tuple(body)) for title, body in open_sections if body]
    for grid in paper.grids:
        for row in grid:
            for label, cell in itertools.pairwise(row):
                named = 0 < len(label.text.strip()) <= _LONGEST_TITLE and not re.search(r"\d", label.text)
                if named and len(cell.text.strip()) >= _SHORTEST_CELL and label is row[0]:
                    sections.append(Section(label.text.strip(), (cell,)))
    return sections + [part for passage in paper.passages for part in _inline(passage)]


_INLINE = re.compile(
    r"(?:^|[。；])\s*(?:（[一二三四五六七八九十]）)?(?P<title>(?:存在的?)?(?:主要)?问题|(?:下一步)?(?:改进|整改)(?:的)?措施|"
    r"下一步打算|整改)[：:。](?=\S)"
)


def _inline(passage: Passage) -> list[Section]:
    """The parts of a passage that labels within it head: 存在的问题：…。改进措施：…"""
    marks = list(_INLINE.finditer(passage.text))
    ends = [*(mark.start() for mark in marks[1:]), len(passage.text)] if marks else []
    return [
        Section(
            mark["title"],
            (replace(passage, text=passage.text[mark.end() : end], start=passage.start + mark.end()),),
        )
        for mark, end in zip(marks, ends, strict=True)
    ]


def _reads_as_title(text: str) -> bool:
    numbered = re.match(r"[一二三四五六七八九十（(#]", text) is not None
    return len(text) <= _LONGEST_TITLE and numbered and text[-1] not in "。；"
