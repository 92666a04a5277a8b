"""Corrections (改正): what wrong words are replaced by, only where the data leave no choice.

Every figure or word that may stand in their place is tried: the sentence must then be borne out by the data, and no
other candidate as likely. What may mean something else is no correction, however near it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.checking.proposals import figure_candidates as figures
from reportgen.checking.proposals.trials import Edit, Trials, TriedLine
from reportgen.checking.proposals.word_candidates import WORDS, of_advice, of_heading, of_list, of_year
from reportgen.model.checked_text import CheckedText, Correction, Verdict
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.mention import Mention

_BY_ADVICE = {
    "VERDICT_RATING": of_advice, "DOC_NUMBER": of_advice, "TYPO": of_advice, "HEADING_NUMBER": of_heading,
    "LIST_COUNT": of_list,
}  # fmt: skip
_DIFFERING = frozenset({"NUMBER_DIFFERS", "NUMBER_WRONG_UNIT", "NUMBER_WRONG_QUALIFIER"})
_A_YEAR = re.compile(r"\d{4}年度?")
_OF_ONE = frozenset({"DATE_NOT_IN_DATA", "DOCUMENT_NUMBER_UNKNOWN", "NOTICE_UNKNOWN", "NAME_NUMBER_UNKNOWN"})
_OF_ONE |= {"BODY_UNKNOWN", "PROJECT_UNKNOWN"}  # names of which only a single one may be meant
_OF_ANOTHER_ROLE = frozenset({"NUMBER_WRONG_ROLE", "NUMBER_WRONG_MEANING", "NUMBER_WRONG_PERIOD"})
_OF_ANOTHER = _OF_ANOTHER_ROLE | {"NUMBER_WRONG_SUBJECT"}
_NUMBERS = frozenset(
    {
        "NUMBER_DIFFERS", "NUMBER_WRONG_UNIT", "NUMBER_WRONG_ROLE", "NUMBER_WRONG_SUBJECT", "NUMBER_NOT_IN_DATA",
        "NUMBER_WRONG_MEANING", "NUMBER_WRONG_PERIOD", "NUMBER_UNREADABLE", "NUMBER_WRONG_QUALIFIER",
        "NUMBER_WRONG_DIRECTION",
    }
)  # fmt: skip


def corrections(checked: CheckedText, index: FactIndex | None) -> tuple[Correction, ...]:
    """The certain corrections of *checked* in the order of the text, none overlapping another.

    Without the *index* of entered data only those of the writing itself.
    """
    trials = Trials(checked, index) if index is not None else None
    found: list[Correction] = []
    for finding, edit in certain_edits(checked, trials).values():
        if not any(edit.start < each.end and each.start < edit.end for each in found):
            found.append(Correction(edit.start, edit.end, edit.text, finding.number, facts=edit.facts))
    return tuple(sorted(found, key=lambda each: each.start))


def certain_edits(checked: CheckedText, trials: Trials | None) -> dict[str, tuple[Finding, Edit]]:
    """Number of a finding → the finding and its certain edit; findings that another edit of their line mends are out.

    A wrong number makes what is worked out from it wrong, too, so the edit that mends most comes first.
    """
    standing = [
        each for each in checked.findings if each.severity is not Severity.INFO and stands_at(each, checked.text)
    ]
    headings = [each for each in standing if each.code == "HEADING_NUMBER"]
    found: dict[str, tuple[Finding, Edit]] = {}
    by_line: dict[int, list[tuple[Finding, Edit]]] = {}
    for finding in standing:
        if finding in headings[1:]:
            continue  # the numbers behind it follow from the first
        edit = certain(finding, trials)
        if edit is None or edit.text == checked.text[edit.start : edit.end]:
            continue
        line = trials.line_at(edit.start) if trials is not None else None
        if line is None or not line.holds(finding):
            found[finding.number] = (finding, edit)
        else:
            by_line.setdefault(line.passage.start, []).append((finding, edit))
    for at, edits in by_line.items():
        line = trials.line_at(at) if trials is not None else None
        if line is not None:
            found |= {finding.number: (finding, edit) for finding, edit in line.needed(edits)}
    return found


def stands_at(finding: Finding, text: str) -> bool:
    """Whether *finding* is about the very words of *text* at its place."""
    if finding.start is None or finding.end is None:
        return False
    return text[finding.start : finding.end] == finding.text


def certain(finding: Finding, trials: Trials | None) -> Edit | None:
    """What the words of *finding* are certainly to be; None where that is for people to decide."""
    if finding.code in _BY_ADVICE:
        return next(_BY_ADVICE[finding.code](finding, None, None), None)
    line = trials.line_at(finding.start or 0) if trials is not None else None
    if trials is None or line is None:
        return None
    words = of_year if _A_YEAR.fullmatch(finding.text) else WORDS.get(finding.code)
    by_words = words(finding, line, trials.index) if words is not None else iter(())
    if finding.code not in _NUMBERS:
        return _only(finding, by_words, line) if line.holds(finding) else next(by_words, None)
    mention = figures.mention_at(line, finding, trials.index)
    if _A_YEAR.fullmatch(finding.text) and (year := _only(finding, by_words, line)) is not None:
        return year
    if mention is None:
        return None
    if finding.code in _OF_ANOTHER and (swapped := _exchanged(finding, mention, line, trials.index)) is not None:
        return swapped
    by_figure, others = _figure(finding, mention, line, trials.index)
    if mention.low != mention.high:
        return by_figure  # the words around a range say nothing of its role
    if finding.code == "NUMBER_WRONG_DIRECTION":
        return _only(finding, by_words, line) or by_figure
    beside = by_figure is not None and _told_beside(by_figure, line)
    if finding.code in _OF_ANOTHER_ROLE and (beside or not others):
        by_word = _only(finding, by_words, line)
        return by_word if by_word is not None and not _told_twice(finding, by_word, line) else by_figure
    return by_figure


def _figure(finding: Finding, mention: Mention, line: TriedLine, index: FactIndex) -> tuple[Edit | None, bool]:
    """The figure that a wrong number is certainly to be, and whether any figure would do.

    It is the very fact of the finding, a cell's, a figure the number is a slip of, that of its role, or worked out.
    """
    of_fact = figures.distinct(figures.of_facts(finding, mention, line, index))
    if not line.holds(finding):  # told by the text as a whole, which judges the change, too
        near = (edit for edit in of_fact if line.passage.cells or figures.slip_of(edit, line) is not None)
        return next(near, None), False
    of_fact = _mending(of_fact, line)
    of_subjects = _mending(figures.of_subjects(finding, mention, line, index), line)
    summed = _mending(figures.worked_out(mention, line, index), line)
    of_digits = _mending(figures.of_digits(mention, line, index), line)
    others = bool(of_fact or of_subjects or summed)
    told = [each for each in of_fact if line.passage.cells or figures.is_named(each, mention, line, index)]
    slips = _closest((*of_fact, *of_subjects, *summed, *of_digits), line)
    if figures.is_short(mention) and not all(figures.same_digits(each, line) for each in slips):
        own = [each for each in slips if each in of_fact or each in summed or figures.is_of(each, finding, index)]
        own = [each for each in own if (figures.slip_of(each, line) or (0, 0)) <= (1, 0)]
        slips = own or [each for each in slips if figures.is_named(each, mention, line, index)]
    certainly = finding.code in _DIFFERING and _agree(told) and not figures.names_another(mention, line, index)
    if certainly and not (_agree(slips) and all(figures.same_digits(each, line) for each in slips)):
        return next((each for each in slips if each in told), figures.plainest(told)), others
    for group in (slips, [edit for edit in slips if edit in of_fact]):
        if _agree(group):
            return group[0], others
    if slips or figures.names_another(mention, line, index):
        return None, others
    same = [each for each in of_subjects if figures.is_of(each, finding, index)]
    if finding.code in _OF_ANOTHER_ROLE and _agree(same):
        return figures.plainest(same), others
    return (summed[0] if _agree(summed) and not of_fact and not same else None), others


def _mending(edits: Iterator[Edit] | Sequence[Edit], line: TriedLine) -> list[Edit]:
    return [edit for edit in figures.distinct(edits) if line.mends(edit)]


def _exchanged(finding: Finding, mention: Mention, line: TriedLine, index: FactIndex) -> Edit | None:
    """The words from a number to the one in whose place it stands, with the two exchanged: 完成3项，未完成10项."""
    at = line.passage.start
    proven = {each.start for each in line.as_it_stands.mentions if each.verdict is not Verdict.REJECTED}
    for other in figures.of_same_kind(mention, line, index):
        if at + other.start in proven and not all(fact.startswith("count.") for fact in finding.facts):
            continue  # it stands where it belongs
        first, last = sorted((mention, other), key=lambda each: each.start)
        edits = (
            Edit(at + first.start, at + first.end, last.text),
            Edit(at + last.start, at + last.end, first.text),
        )
        if line.mends(*edits) and set(finding.facts) & line.facts_with(edits, at + other.start):
            between = line.text[first.end : last.start]
            return Edit(at + first.start, at + last.end, last.text + between + first.text, finding.facts)
    return None


def _closest(edits: Sequence[Edit], line: TriedLine) -> list[Edit]:
    """Those of *edits* whose number the wrong one is a slip of, the least slip."""
    slips = [(slip, edit) for edit in edits if (slip := figures.slip_of(edit, line)) is not None]
    least = min((slip for slip, _ in slips), default=None)
    return [edit for slip, edit in slips if slip == least]


def _agree(edits: Sequence[Edit]) -> bool:
    """Whether *edits* all put in one number."""
    return len({figures.amount_in(edit.text) for edit in edits}) == 1


def _told_beside(edit: Edit, line: TriedLine) -> bool:
    """Whether the figure that is put in stands in the same line already: 实际修缮12处，实际修缮10处."""
    start = line.passage.start
    return edit.text in line.text[: edit.start - start] + "\n" + line.text[edit.end - start :]


def _told_twice(finding: Finding, edit: Edit, line: TriedLine) -> bool:
    """Whether a fact that is stated elsewhere in the line would be stated again: 预算126万元，全年预算1260000元."""
    stated = [
        fact
        for each in line.as_it_stands.mentions
        for fact in each.facts
        if each.verdict is not Verdict.REJECTED
        and not (each.start < (finding.end or 0) and (finding.start or 0) < each.end)
    ]
    return any(fact in stated for fact in edit.facts)


def _only(finding: Finding, edits: Iterator[Edit], line: TriedLine) -> Edit | None:
    """The one edit that mends the line; of names only a single one may be meant."""
    tried = [edit for edit in figures.distinct(edits) if line.mends(edit)]
    if not tried or (finding.code in _OF_ONE and len({edit.text for edit in tried}) > 1):
        return None
    return tried[0]


def confirmed(proposed: Sequence[Correction], again: CheckedText) -> tuple[Correction, ...]:
    """Those of *proposed* with whose words *again*, the text as corrected by all of them, finds no fault."""
    wrong = [(each.start, each.end) for each in again.mentions if each.verdict is Verdict.REJECTED]
    wrong += [
        (each.start, each.end)
        for each in again.findings
        if (each.severity is Severity.ERROR or each.code in _BY_ADVICE)
        and each.start is not None
        and each.end is not None
    ]
    kept = []
    moved = 0
    for each in proposed:
        start = each.start + moved
        end = start + len(each.text)
        moved += len(each.text) - (each.end - each.start)
        if not any(low < end and start < high for low, high in wrong):
            kept.append(each)
    return tuple(kept)
