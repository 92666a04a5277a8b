"""A line of a text judged with other words in it (试改): is what was wrong right then, and nothing else wrong?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from reportgen.checking.checker import check_text
from reportgen.checking.evidence.fact_index import FactIndex
from reportgen.language.passages import Passage, passages
from reportgen.model.checked_text import CheckedMention, CheckedText, Verdict
from reportgen.model.finding import Finding, Severity

_LONGEST_TABLE = 6_000  # characters of a table that is judged whole again for one of its rows
_HEAD_ROWS = 4
_WRONG = frozenset({Verdict.REJECTED, Verdict.UNREADABLE})


class Edit(NamedTuple):
    """What replaces ``start:end`` of a text; *facts* are those the new words state."""

    start: int
    end: int
    text: str
    facts: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """How a line is judged: its findings and numbers, at offsets of the text it stands in."""

    findings: tuple[Finding, ...]
    mentions: tuple[CheckedMention, ...]

    @property
    def faults(self) -> int:
        """How many findings say that something is wrong."""
        return len(self.findings)


class Trials:
    """Judges lines of one checked text with other words, each with its heading, the line before, or its whole table."""

    def __init__(self, checked: CheckedText, index: FactIndex) -> None:
        self.text = checked.text
        self.index = index
        self._passages = passages(checked.text)
        self._starts = [passage.start for passage in self._passages]

    def line_at(self, offset: int) -> TriedLine | None:
        """The line that holds *offset*; None for a blank one."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset > self._passages[at].end:
            return None
        return TriedLine(self._passages[at], *self._around(at), self.index)

    def _around(self, at: int) -> tuple[str, str]:
        """What is read before and behind the line number *at*."""
        passage = self._passages[at]
        if passage.cells:
            first = last = at
            while first and self._passages[first - 1].cells:
                first -= 1
            while last + 1 < len(self._passages) and self._passages[last + 1].cells:
                last += 1
            rows = [each.text for each in self._passages[first : last + 1]]
            if sum(map(len, rows)) > _LONGEST_TABLE:
                return "".join(f"{row}\n" for row in rows[: min(_HEAD_ROWS, at - first)]), ""
            above = [each.text for each in self._passages[max(0, first - 2) : first]]
            return "".join(f"{row}\n" for row in (*above, *rows[: at - first])), "".join(
                f"\n{row}" for row in rows[at - first + 1 :]
            )
        heading = next((each for each in reversed(self._passages[:at]) if each.heading), None)
        before = self._passages[at - 1] if at and not self._passages[at - 1].cells else None
        lines = dict.fromkeys(each for each in (heading, before) if each is not None)
        return "".join(f"{each.text}\n" for each in lines), ""


class TriedLine:
    """One line with what is read around it."""

    def __init__(self, passage: Passage, before: str, behind: str, index: FactIndex) -> None:
        self.passage = passage
        self._before = before
        self._behind = behind
        self._index = index

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.passage.text

    @cached_property
    def as_it_stands(self) -> Outcome:
        """The line judged without any change."""
        return self._judged(self.text)

    def holds(self, finding: Finding) -> bool:
        """Whether the line alone shows what *finding* tells."""
        return any(
            each.code == finding.code and each.start == finding.start and each.end == finding.end
            for each in self.as_it_stands.findings
        )

    def mends(self, *edits: Edit) -> bool:
        """Whether fewer things are wrong with *edits*, and nothing with the new words."""
        outcome = self._judged(self._with(edits))
        if outcome.faults >= self.as_it_stands.faults:
            return False
        moved = 0
        for edit in sorted(edits):
            start = edit.start + moved
            end = start + len(edit.text)
            moved += len(edit.text) - (edit.end - edit.start)
            if any((each.start or 0) < end and start < (each.end or 0) for each in outcome.findings):
                return False
            if any(each.verdict in _WRONG and each.start < end and start < each.end for each in outcome.mentions):
                return False
        return True

    def needed(self, edits: Sequence[tuple[Finding, Edit]]) -> list[tuple[Finding, Edit]]:
        """Of *edits*, each for its finding, those that are still needed once the others that mend more are made."""
        if len(edits) == 1 == self.as_it_stands.faults:
            return list(edits)
        made: list[tuple[Finding, Edit]] = []
        for finding, edit in sorted(edits, key=lambda each: self.faults_with(each[1])):
            done = [each for _, each in made]
            if any(each.start < edit.end and edit.start < each.end for each in done):
                continue
            if finding.start in self._left_with(done):
                made.append((finding, edit))
        return made

    def mended_by(self, finding: Finding, edits: Sequence[Edit]) -> bool:
        """Whether *finding*, which the line shows, is gone with *edits* that stand elsewhere."""
        return self.holds(finding) and finding.start not in self._left_with(edits)

    def _left_with(self, edits: Sequence[Edit]) -> set[int]:
        """Where in the line as it stands the findings are that remain with *edits*."""
        left = set()
        for each in self._judged(self._with(list(edits))).findings:
            at = each.start or 0
            for edit in sorted(edits):
                if edit.start + len(edit.text) <= at:
                    at += edit.end - edit.start - len(edit.text)
            left.add(at)
        return left

    def facts_with(self, edits: Sequence[Edit], place: int) -> set[str]:
        """The facts that the number restates which stands at *place* of the text once *edits* are made."""
        moved = sum(len(each.text) - (each.end - each.start) for each in edits if each.start < place)
        found = [each for each in self._judged(self._with(edits)).mentions if each.start == place + moved]
        return {fact for each in found for fact in each.facts if each.verdict not in _WRONG}

    def faults_with(self, edit: Edit) -> int:
        """How many things are wrong in the line with *edit*."""
        return self._judged(self._with([edit])).faults

    def _with(self, edits: Sequence[Edit]) -> str:
        text, start = self.text, self.passage.start
        for edit in sorted(edits, reverse=True):
            text = text[: edit.start - start] + edit.text + text[edit.end - start :]
        return text

    def _judged(self, line: str) -> Outcome:
        whole = f"{self._before}{line}{self._behind}"
        checked = check_text(whole, self._index.ledger, index=self._index)
        low, high = len(self._before), len(self._before) + len(line)
        by = self.passage.start - low
        findings = [
            _moved(each, by)
            for each in checked.findings
            if each.severity is not Severity.INFO and each.start is not None and low <= each.start <= high
        ]
        mentions = [_moved_mention(each, by) for each in checked.mentions if low <= each.start <= high]
        return Outcome(tuple(findings), tuple(mentions))


def _moved(finding: Finding, by: int) -> Finding:
    return replace(finding, start=(finding.start or 0) + by, end=(finding.end or 0) + by)


def _moved_mention(mention: CheckedMention, by: int) -> CheckedMention:
    return replace(mention, start=mention.start + by, end=mention.end + by)
