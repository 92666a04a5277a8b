"""The numbers that prose tells (文字中的数), each with the words it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.checking.consistency.likeness import Likeness, pairs_of
from reportgen.checking.consistency.paper import Paper, Place, clauses
from reportgen.model.origin import Origin
from reportgen.quantities.mention import Mention, MentionKind
from reportgen.quantities.mentions import scan

_LIST_NUMBER = re.compile(r"^\s*(?:\d{1,2}[.、．](?!\d(?!\d{3}年))|[（(]\d{1,2}[)）])")
_TOLD = frozenset({MentionKind.COUNT, MentionKind.PERCENT, MentionKind.MONEY, MentionKind.BARE, MentionKind.DURATION})


@dataclass(frozen=True, slots=True)
class Said:
    """A number in prose: the mention, the words it is about, and where it stands."""

    mention: Mention
    about: str  # its clause, and the one before where the clause says little
    clause: str
    place: Place


def numbers_said(paper: Paper, text: str, origin: Origin | None) -> Iterator[Said]:
    """The counted and measured numbers of *text* with the words they are about."""
    passage = paper.passage_at(origin)
    before = ""
    for start, end in clauses(text):
        clause = _LIST_NUMBER.sub("", text[start:end])
        for mention in scan(clause).claims:
            if mention.value is None or mention.kind not in _TOLD:
                continue
            if mention.kind is MentionKind.BARE and not re.match(
                r"[\u4e00-\u9fff](?![\u4e00-\u9fff])", clause[mention.end :]
            ):
                continue  # 320叶 is counted, 2023 and 3类人员 are not
            about = clause if len(pairs_of(clause)) >= 5 else before + clause
            if passage is not None:
                at = passage.text.find(mention.text, max(_find(passage.text, clause), 0))
                place = passage.place(at, at + len(mention.text)) if at >= 0 else passage.place()
            else:
                place = Place(origin or Origin(paper.document.file), mention.text)
            yield Said(mention, about, clause, place)
        ended = end < len(text) and text[end] in "。；;\n"
        before = "" if ended else clause


def _find(text: str, clause: str) -> int:
    at = text.find(clause)
    return at if at >= 0 else text.find(clause[:6])


def likeness_of(paper: Paper) -> Likeness:
    """The likeness of phrases within the department's own words."""
    entered = paper.entered
    return Likeness(
        [
            *(i.name for i in entered.indicators),
            *(part for g in entered.goals for part in re.split(r"[，。；,;]", g.text + g.achieved)),
        ]
    )
