"""What is said of one row of a table: its numbers with their verdicts, its findings, and the places it settles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from reportgen.checking.findings import NUMBER_RULES, finding
from reportgen.checking.tables.heads import TableCell
from reportgen.checking.tables.values import Outcome
from reportgen.model.checked_text import CheckedMention, Verdict
from reportgen.model.facts import Fact, FactLedger
from reportgen.model.finding import Finding, Severity
from reportgen.quantities.mention import Mention, Scan
from reportgen.quantities.units import NO_UNIT


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A row after checking: its numbers and findings, and the places ``start:end`` of the text that it settles."""

    mentions: tuple[CheckedMention, ...] = ()
    findings: tuple[Finding, ...] = ()
    settled: tuple[tuple[int, int], ...] = ()
    whole: bool = False  # nothing of the row is left open

    def settles(self, start: int, end: int) -> bool:
        """Whether anything at ``start:end`` has been judged here."""
        return any(low < end and start < high for low, high in self.settled)


_OTHER_SIGN = "前的符号（≥、≤、约）与填报的不同"  # what a wrong direction is in a cell
_NOTHING: Mapping[tuple[int, int], Outcome] = MappingProxyType({})


class RowNotes:
    """Collects what is said of the cells of one row. With *complete* false, what is not entered is a note only."""

    def __init__(
        self, ledger: FactLedger, cells: Sequence[TableCell], read: Callable[[str], Scan], *,
        complete: bool, stated: Mapping[tuple[int, int], Outcome] = _NOTHING,
    ) -> None:  # fmt: skip
        self._ledger = ledger
        self._cells = cells
        self._read = read
        self._stated = stated
        self._complete = complete
        self._mentions: list[CheckedMention] = []
        self._findings: list[Finding] = []
        self._settled: list[tuple[int, int]] = []

    def judged(self) -> JudgedRow:
        """Everything collected."""
        settled = tuple(dict.fromkeys(self._settled))
        held = set(settled)
        whole = all((cell.start, cell.end) in held or self._is_silent(cell) for cell in self._cells)
        return JudgedRow(tuple(self._mentions), tuple(self._findings), settled, whole)

    def numbers(self, cell: TableCell) -> tuple[Mention, ...]:
        """The numbers of *cell*."""
        return self._read(cell.text).mentions

    def settle(self, cell: TableCell) -> None:
        """Nothing more need be said of *cell*, unless something in it cannot be read."""
        if not self._read(cell.text).unreadable:
            self._settled.append((cell.start, cell.end))

    def _is_silent(self, cell: TableCell) -> bool:
        read = self._read(cell.text)
        return not read.mentions and not read.unreadable

    def outcomes(self, cell: TableCell, outcomes: Sequence[Outcome], subject: str = "") -> None:
        """The numbers of *cell* as judged; those that nobody could judge stay open.

        What the import read from the cell can show a number true, and judges it where nothing else does.
        """
        outcomes = [self._as_stated(cell, outcome) for outcome in outcomes]
        for outcome in outcomes:
            if outcome.settled:
                self._put(cell, outcome, subject)
                start = cell.start + outcome.mention.start
                self._settled.append((start, cell.start + outcome.mention.end))
        if all(outcome.settled for outcome in outcomes):
            self.settle(cell)

    def _as_stated(self, cell: TableCell, outcome: Outcome) -> Outcome:
        mention = outcome.mention
        stated = self._stated.get((cell.start + mention.start, cell.start + mention.end))
        better = stated is not None and (not outcome.settled or (bool(outcome.code) and not stated.code))
        return replace(stated, mention=mention) if stated is not None and better else outcome

    def rest(self) -> None:
        """Judge the cells that are still open by what the import read from them."""
        held = set(self._settled)
        for cell in self._cells:
            if (cell.start, cell.end) not in held:
                open_ = [
                    one for one in self.numbers(cell) if (cell.start + one.start, cell.start + one.end) not in held
                ]
                self.outcomes(cell, [Outcome(one) for one in open_])

    def exempt(self, cell: TableCell, mentions: Sequence[Mention], reason: str) -> None:
        """The numbers of *cell* claim nothing."""
        self.outcomes(cell, [Outcome(mention, exempt=reason) for mention in mentions])

    def derived(self, cell: TableCell, mention: Mention, reason: str, facts: tuple[str, ...] = ()) -> None:
        """A number that follows from the table itself, as a sum does."""
        self._mentions.append(_checked(cell, mention, Verdict.DERIVED, reason, facts))
        self.settle(cell)

    def wrong_sum(self, cell: TableCell, mention: Mention, total: Decimal) -> None:
        """A sum that is not that of the rows above."""
        reason = f"合计不符：以上各行相加为{total:f}"
        self._mentions.append(_checked(cell, mention, Verdict.REJECTED, reason))
        self.say("NUMBER_DIFFERS", cell, f"“{mention.text}”{reason}", f"请核对合计数，或者改为{total:f}", part=mention)
        self.settle(cell)

    def say(
        self, code: str, cell: TableCell, message: str, suggestion: str, *, facts: tuple[str, ...] = (),
        part: Mention | None = None, severity: Severity | None = None,
    ) -> None:  # fmt: skip
        """A finding about *cell*, or about *part* of it."""
        start = cell.start + (part.start if part else 0)
        end = cell.start + part.end if part else cell.end
        text = part.text if part else cell.text
        self._findings.append(
            finding(code, text, start, end, message, suggestion=suggestion, facts=facts, severity=severity,
                    ledger=self._ledger)
        )  # fmt: skip

    def found(self, findings: Iterable[Finding]) -> None:
        """Findings of another judge about the row."""
        self._findings += findings

    def _put(self, cell: TableCell, outcome: Outcome, subject: str) -> None:
        mention, fact = outcome.mention, outcome.fact
        if outcome.exempt:
            self._mentions.append(_checked(cell, mention, Verdict.EXEMPT, outcome.exempt))
            return
        if fact is not None and not outcome.code:
            verdict = Verdict.DERIVED if fact.derived else Verdict.TRACED
            lead = "由填报数据算出：" if fact.derived else "与填报数据一致："
            self._mentions.append(_checked(cell, mention, verdict, lead + named(fact), (fact.id,), fact))
            return
        near = named(fact) if fact is not None else subject
        rule = NUMBER_RULES[outcome.code]
        wrong = _OTHER_SIGN if outcome.code == "NUMBER_WRONG_DIRECTION" else rule.reason
        reason = wrong + (f"：{near}" if near else "")
        facts = (fact.id,) if fact is not None else ()
        self._mentions.append(_checked(cell, mention, Verdict.REJECTED, reason, facts, fact))
        known = outcome.code != "NUMBER_NOT_IN_DATA" or self._complete
        suggestion = f"请核对，填报数据为{near}" if fact is not None else "请删去，或者先填报这个数再写"
        self.say(outcome.code, cell, f"“{mention.text}”{reason}", suggestion, facts=facts, part=mention,
                 severity=None if known else Severity.INFO)  # fmt: skip


def named(fact: Fact) -> str:
    """A fact as an official knows it: “盲人按摩师培训人数”实际完成值74人."""
    subject = f"“{fact.subject}”" if fact.subject and fact.subject != fact.label else ""
    return f"{subject}{fact.label}{fact.text if len(fact.text) <= _LONGEST else fact.text[:_LONGEST] + '…'}"


_LONGEST = 60


def _checked(
    cell: TableCell, mention: Mention, verdict: Verdict, reason: str, facts: tuple[str, ...] = (),
    fact: Fact | None = None,
) -> CheckedMention:  # fmt: skip
    unit = mention.unit
    if unit == NO_UNIT and fact is not None and fact.quantity is not None:
        unit = fact.quantity.unit
    return CheckedMention(
        text=mention.text, start=cell.start + mention.start, end=cell.start + mention.end, kind=mention.kind.value,
        value=mention.value, unit=unit.symbol, verdict=verdict, facts=facts, reason=reason,
    )  # fmt: skip
