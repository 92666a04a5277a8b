"""Every candidate is judged before anyone sees it (候选指标核查): complete, without faults, each number with an origin.

The rules that judge a candidate are those that judged the original; where a value is a blank, a stand-in takes its
place, and faults that only the number could cause are left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.model.indicator_review import Proposal, ProposalKind, ProposedNumber
from reportgen.model.indicators import Indicator
from reportgen.quantities.mentions import Mention, MentionKind
from reportgen.reviewing.background import Background, OwnText, key_of, numbers_in
from reportgen.reviewing.case import TIMELINESS, Case, without_blanks
from reportgen.reviewing.computed import holds
from reportgen.reviewing.review import review_row
from reportgen.reviewing.rows import Row, TableOfRows

_TEXTS = ("name", "formula", "evidence", "basis", "period", "rationale")
_NO_NUMBERS = frozenset({MentionKind.IDIOM, MentionKind.LIST})
_OF_THE_NUMBER = frozenset({"CONTRADICT", "BADDATE", "DIRECTION"})
_OF_THE_NAME = frozenset({"DUPLICATE", "TRUNCATED", "NAMEGOAL", "COMPOUND"})
_ALL_BLANK = re.compile(r"【待填：[^】]*】")


@dataclass(frozen=True, slots=True)
class Checked:
    """A candidate with the origins of all its numbers, or the reasons (Chinese) why nobody sees it."""

    proposal: Proposal
    reasons: tuple[str, ...] = ()


def check_candidate(case: Case, proposal: Proposal, table: TableOfRows) -> Checked:
    """*proposal* with its copied numbers' origins; not to be shown where reasons are given."""
    reasons = [*_missing(proposal)]
    numbered, unsourced = with_origins(proposal, case.background, case.row)
    reasons += [f"“{text}”没有出处" for text in unsourced]
    reasons += [f"{code}：{reason}" for code, reason in _faults(case.row, numbered, table)]
    same = (proposal.name, proposal.target_value, proposal.subcategory)
    if same == (case.row.name, case.row.target_value.strip(), case.row.subcategory):
        reasons.append("与原指标相同")
    return Checked(numbered, tuple(reasons))


def _missing(proposal: Proposal) -> Iterator[str]:
    for field in ("name", "value", "formula", "evidence", "basis", "period", "category", "subcategory"):
        if not getattr(proposal, field):
            yield f"缺少{field}"


def with_origins(proposal: Proposal, background: Background, row: Indicator) -> tuple[Proposal, tuple[str, ...]]:
    """*proposal* with an origin for each number of its texts, and the numbers for which there is none.

    A computed number is believed only when its formula can be recomputed from numbers that the project states.
    """

    def stated(mention: Mention) -> bool:
        found = background.source_of(mention, row) or background.linked_source_of(mention, row)
        return found is not None

    numbers: dict[tuple[str, str], ProposedNumber] = {}
    unsourced: list[str] = []
    for number in proposal.numbers:
        if not number.formula or not holds(number.formula, stated):
            unsourced.append(number.text)
            continue
        for mention in numbers_in(number.text):
            numbers[key_of(mention)] = number
    for mention in _numbers_of(proposal):
        key = key_of(mention)
        if key in numbers:
            continue
        source = (
            background.source_of(mention, row)
            or _corrected_unit(mention, proposal, row)
            or background.linked_source_of(mention, row)
        )
        if source is None:
            unsourced.append(mention.text)
            continue
        places = (source.place,) if source.place else ()
        numbers[key] = ProposedNumber(text=mention.text, origin=source.called, places=places)
    return replace(proposal, numbers=tuple(dict.fromkeys(numbers.values()))), tuple(dict.fromkeys(unsourced))


def _corrected_unit(mention: Mention, proposal: Proposal, row: Indicator) -> OwnText | None:
    """The row's own number where a correction of form gave it another unit: 2个 persons are 2人."""
    if proposal.kind is not ProposalKind.SAFE_FIX or mention.quantity is None:
        return None
    for each in numbers_in(row.target_value):
        if each.quantity is not None and each.quantity.value == mention.quantity.value:
            called = f"“{row.called}”的年度指标值（原写{each.text}，更正单位）"
            return OwnText(row.target_value, called, row.origin("target_value"))
    return None


def _numbers_of(proposal: Proposal) -> Iterator[Mention]:
    """Every numeral of a proposal, those in names too; sayings and list numbers state nothing."""
    texts = (proposal.target_value, *(getattr(proposal, name) for name in _TEXTS))
    for text in texts:
        yield from (mention for mention in numbers_in(text) if mention.kind not in _NO_NUMBERS)


def _faults(row: Indicator, proposal: Proposal, table: TableOfRows) -> Iterator[tuple[str, str]]:
    """The faults of the candidate, standing in the place of *row* in its table."""
    candidate = as_indicator(row, proposal, table.year)
    indicators = tuple(candidate if each is row else each for each in table.indicators)
    judged = review_row(Row(candidate, replace(table, indicators=indicators)))
    aside: frozenset[str] = frozenset()
    if "【待填" in proposal.value:
        aside |= _OF_THE_NUMBER
    if "【待填" in proposal.name:
        aside |= _OF_THE_NAME
    for fault in judged.faults:
        if fault.code not in aside:
            yield fault.code, fault.reason


def as_indicator(row: Indicator, proposal: Proposal, year: int | None) -> Indicator:
    """The row that *proposal* would make of *row*, a stand-in for each blank, without origins and actual value."""
    name = "事项按期办结率" if _ALL_BLANK.fullmatch(proposal.name) else without_blanks(proposal.name, "6")
    value = without_blanks(proposal.value, _stand_in(proposal, year))
    return replace(
        row,
        name=name,
        target_value=f"{proposal.comparison}{value}{proposal.unit}",
        category=proposal.category,
        subcategory=proposal.subcategory,
        formula=without_blanks(proposal.formula),
        evidence=proposal.evidence,
        basis=without_blanks(proposal.basis),
        description="",
        actual_value="",
        previous_actual="",
        origins={},
    )


def _stand_in(proposal: Proposal, year: int | None) -> str:
    if proposal.subcategory == TIMELINESS and not proposal.unit:
        return f"{year or 2020}年6月30日"
    return {"%": "95", "日": "25", "": "10件"}.get(proposal.unit, "10")
