"""The roles that each cue word leaves to a number (提示词定口径)."""

from __future__ import annotations

from reportgen.language.cue_words import Cue, CueWord, is_weak
from reportgen.model.facts import Role

ALWAYS = frozenset({Role.RATE, Role.DIFFERENCE, Role.COUNT, Role.TEXT})
DONE = frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.SCORE, Role.BUDGET}) | ALWAYS
BUDGET = frozenset({Role.BUDGET})
PLANNED = frozenset({Role.TARGET, Role.ORIGINAL_BUDGET, Role.BUDGET, Role.MAX_SCORE}) | ALWAYS
SET_OUT = PLANNED - {Role.DIFFERENCE, Role.RATE}  # nothing worked out stands in a plan
ANY = frozenset(Role)
ROLES_BY_CUE = {
    Cue.ORIGINAL_BUDGET: frozenset({Role.ORIGINAL_BUDGET, Role.TARGET, Role.TEXT, Role.DIFFERENCE, Role.RATE}),
    Cue.BUDGET: frozenset({Role.BUDGET, Role.TEXT, Role.DIFFERENCE, Role.RATE, Role.COUNT}),
    Cue.EXPENDITURE: frozenset({Role.EXPENDITURE, Role.ACTUAL}) | ALWAYS,
    Cue.TARGET: PLANNED,
    Cue.ACTUAL: frozenset({Role.ACTUAL, Role.EXPENDITURE, Role.SCORE}) | ALWAYS,
    Cue.PREVIOUS: frozenset({Role.PREVIOUS}) | ALWAYS,
    Cue.EARLIER: frozenset({Role.PREVIOUS, Role.ORIGINAL_BUDGET, Role.TARGET}) | ALWAYS,
    Cue.MAX_SCORE: frozenset({Role.MAX_SCORE, Role.TEXT, Role.COUNT, Role.DIFFERENCE, Role.RATE}),
    Cue.SCORE: frozenset({Role.SCORE, Role.TEXT, Role.COUNT, Role.DIFFERENCE, Role.RATE, Role.ACTUAL}),
}
EARLIER = frozenset({Role.PREVIOUS, Role.ORIGINAL_BUDGET, Role.DIFFERENCE, Role.RATE, Role.TEXT})


def telling(text: str, words: list[CueWord], *, weak_too: bool = True) -> Cue | None:
    """The role that the cue words before a number give it: a plan's verb does not make it an actual value."""
    cue: Cue | None = None
    for word in words:
        if word.cue is Cue.NONE:
            continue
        if (cue is not None or not weak_too) and is_weak(text, word):
            continue
        if cue in {Cue.PREVIOUS, Cue.EARLIER} or (cue is Cue.TARGET and word.cue is Cue.EXPENDITURE):
            continue
        if cue is Cue.ORIGINAL_BUDGET and word.cue is Cue.BUDGET and "全年" not in text[word.start : word.end]:
            continue
        cue = word.cue
    return cue
