"""Words that nothing bears out (删去): the clause, sentence or paragraph to strike where no correction is certain.

Struck is as little as leaves nothing wrong behind. What the entered data prove is never struck, and headings stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum

from reportgen.checking.proposals.trials import Edit, Trials, TriedLine
from reportgen.model.checked_text import CheckedText, Verdict
from reportgen.model.finding import Finding, Severity

_TOLD_AGAINST = re.compile(r"请删去")
_KINDS = ("NUMBER_", "VERDICT_", "YEAR_", "DOCUMENT_", "DATE_", "PROSE_", "CONCLUSION_", "STATUS_", "NOTICE_")
_OTHERS = frozenset(
    {
        "RATE_IN_TEXT", "PARTS_IN_TEXT", "SCORE_PARTS", "CHANGE_IN_TEXT", "PRODUCT_IN_TEXT", "AVERAGE_IN_TEXT",
        "BUDGET_SUM_IN_TEXT", "TEXT_VS_INDICATOR", "COPY_RESIDUE", "LIST_COUNT", "TABLE_SUM", "TABLE_RATE",
    }
)  # fmt: skip
_PROVEN = frozenset({Verdict.TRACED, Verdict.DERIVED})
_SENTENCE_ENDS, _CLAUSE_ENDS = "。！？!?\n", "，；："
_DEPENDS = re.compile(
    r"\s*(?:其中|其|占|比|较|同比|完成率|执行率|平均|即|因此|从而|故|并|但|而|分别|也|又|还|仍|均|都|超|高于|低于|达到|未|没有|没|比例|相当于|合计|共计|剩余|结余)"
)
_LEAD = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}是|其[一二三四五六]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.．、])"
)


class Reach(IntEnum):
    """How much is struck."""

    CLAUSE = 0
    PART = 1  # between two ；
    SENTENCE = 2
    PARAGRAPH = 3


def may_strike(finding: Finding, checked: CheckedText) -> bool:
    """Whether the words of *finding* may be struck: they are called untrue, and the data do not prove their numbers."""
    if finding.start is None or finding.end is None:
        return False
    untrue = finding.severity is Severity.ERROR and (finding.code.startswith(_KINDS) or finding.code in _OTHERS)
    if not untrue and not (finding.severity is Severity.WARNING and _TOLD_AGAINST.match(finding.suggestion)):
        return False
    if finding.code.startswith(_KINDS[:4]):
        return True  # told by the data themselves
    inside = [each for each in checked.mentions if each.start < finding.end and finding.start < each.end]
    claims = [each for each in inside if each.verdict is not Verdict.EXEMPT]
    return not claims or not all(each.verdict in _PROVEN for each in claims)


def strike(finding: Finding, trials: Trials, least: Reach = Reach.CLAUSE) -> tuple[Edit, Reach] | None:
    """The stretch from *least* on whose removal leaves the fewest things wrong in its line, the smallest of several."""
    line = trials.line_at(finding.start or 0)
    if line is None or line.passage.heading:
        return None
    found = [(edit, reach) for edit, reach in _stretches(finding, line) if reach >= least]
    return min(found, key=lambda each: (_new_faults(line, each[0]), each[1]), default=None)


def _new_faults(line: TriedLine, edit: Edit) -> int:
    """How many more things are wrong with what is left than with the same words before."""
    outside = sum(
        not ((each.start or 0) < edit.end and edit.start < (each.end or 0)) for each in line.as_it_stands.findings
    )
    return max(line.faults_with(edit) - outside, 0)


def _stretches(finding: Finding, line: TriedLine) -> Iterator[tuple[Edit, Reach]]:
    """What may be struck for *finding*, from small to large, at offsets of the text."""
    at, text = line.passage.start, line.text
    start, end = (finding.start or 0) - at, min((finding.end or 0) - at, len(text))
    if line.passage.cells:
        low, high = next(((a, b) for a, b in line.passage.cells if a <= start <= b), (0, len(text)))
        if low < high:
            yield Edit(at + low, at + high, ""), Reach.PARAGRAPH
        return
    first, last = _sentence(text, start, end)
    clause = _clause(text, start, end, first, last)
    if clause is not None:
        yield Edit(at + clause[0], at + clause[1], clause[2]), Reach.CLAUSE
    part = _part(text, start, end, first, last)
    if part is not None:
        yield Edit(at + part[0], at + part[1], ""), Reach.PART
    lead = _LEAD.match(text[first:last])
    if lead is None or last < len(text.rstrip()):
        yield Edit(at + first, at + last, ""), Reach.SENTENCE
    yield Edit(at, at + len(text), ""), Reach.PARAGRAPH


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(text.rfind(mark, 0, start) for mark in _SENTENCE_ENDS) + 1
    ends = [found + 1 for mark in _SENTENCE_ENDS if (found := text.find(mark, max(end - 1, start))) >= 0]
    return first, min(ends, default=len(text))


def _part(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int] | None:
    """What stands between two ； of the sentence, with one of them; None where it has none."""
    before, behind = text.rfind("；", first, start), text.find("；", end, last)
    if before >= 0:
        return (before + 1, behind + 1) if behind >= 0 else (before, last - (text[last - 1] in _SENTENCE_ENDS))
    return (first, behind + 1) if behind >= 0 else None


def _clause(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int, str] | None:
    """The clause with the mark before it; None for the first of a sentence, on which the others depend."""
    marks = [at for at in range(first, last) if text[at] in _CLAUSE_ENDS or _is_comma(text, at)]
    before = max((at for at in marks if at < start), default=-1)
    behind = min((at for at in marks if at >= end), default=-1)
    if before < 0 or (behind >= 0 and _DEPENDS.match(text[behind + 1 : last])):
        return None
    if text[before] == "：":
        return None
    if behind >= 0:
        return (before, behind, "") if text[before] != "；" or text[behind] == "；" else (before + 1, behind + 1, "")
    stop = last - 1 if text[last - 1] in _SENTENCE_ENDS else last
    return before, stop, ""


def _is_comma(text: str, at: int) -> bool:
    return text[at] == "," and not (text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit())
