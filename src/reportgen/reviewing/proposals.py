"""What to write instead (改写建议): for each faulty row a few complete candidates, every one of them checked.

A rule is a plain function from a case to its candidates, in the list RULES. No rule may make up a target number: a
number is copied from the project's own fields, computed from them with the formula shown, or is a blank 【待填】.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportgen.model.form import Form
from reportgen.model.indicator_review import IndicatorReview, Proposal, ReviewedIndicator
from reportgen.model.self_evaluation import SelfEvaluation
from reportgen.retrieval.indicator_bank import IndicatorBank
from reportgen.reviewing.background import background_key, backgrounds
from reportgen.reviewing.candidate_check import Checked, check_candidate
from reportgen.reviewing.case import Case
from reportgen.reviewing.linked_rows import LinkedRow
from reportgen.reviewing.proposals_ask import ask
from reportgen.reviewing.proposals_cost import cost_per_unit
from reportgen.reviewing.proposals_form import moved, renamed, turned
from reportgen.reviewing.proposals_general import change_on_last_year, share_that_succeeded, standstill
from reportgen.reviewing.proposals_graded import three_grades
from reportgen.reviewing.proposals_other import listed, passed, surveyed
from reportgen.reviewing.proposals_outcome import measurable_instead
from reportgen.reviewing.proposals_split import taken_apart
from reportgen.reviewing.proposals_time import term_or_date
from reportgen.reviewing.proposals_unit import unit_that_fits
from reportgen.reviewing.rows import Book, TableOfRows, tables_of

ProposalRule = Callable[[Case], tuple[Proposal, ...]]
ExtraCandidates = Callable[[Case, Sequence[Proposal]], Sequence[Proposal]]
"""Further candidates for a case, given those of the rules: from a language model. They are checked like all others."""

ALONE: tuple[ProposalRule, ...] = (listed, ask, taken_apart)  # where one of these answers, no other rule is asked
RULES: tuple[ProposalRule, ...] = (
    cost_per_unit,
    term_or_date,
    surveyed,
    unit_that_fits,
    turned,
    moved,
    renamed,
    passed,
    change_on_last_year,
    measurable_instead,
)
# where the others say little; a row stays in words only where nothing else is left
LAST: tuple[ProposalRule, ...] = (
    share_that_succeeded,
    standstill,
    three_grades,
)
MOST_CANDIDATES = 3
_FEW = 2  # candidates of a theme or the bank that make general ones needless


@dataclass(frozen=True, slots=True)
class Proposed:
    """A row with the candidates shown, and those refused with the reasons."""

    row: ReviewedIndicator
    refused: tuple[Checked, ...]


def propose(
    review: IndicatorReview,
    entered: SelfEvaluation,
    *,
    form: Form | None,
    bank: IndicatorBank,
    extra_candidates: ExtraCandidates | None = None,
    linked: tuple[LinkedRow, ...] = (),
) -> IndicatorReview:
    """*review* with proposals for its faulty rows; a row without faults is left alone.

    *linked* are the rows of the department's other files, from which numbers may be copied too.
    """
    found = propose_all(review, entered, form=form, bank=bank, extra_candidates=extra_candidates, linked=linked)
    return replace(review, rows=tuple(each.row for each in found))


def propose_all(
    review: IndicatorReview,
    entered: SelfEvaluation,
    *,
    form: Form | None,
    bank: IndicatorBank,
    extra_candidates: ExtraCandidates | None = None,
    linked: tuple[LinkedRow, ...] = (),
) -> tuple[Proposed, ...]:
    """The rows of *review* in order, each with what was shown and what was refused."""
    known = backgrounds(entered, linked)
    document = review.rows[0].document if review.rows else ""
    tables = {id(row): table for table in tables_of(Book(entered=entered, document=document, form=form))
              for row in table.indicators}  # fmt: skip
    found = []
    for reviewed in review.rows:
        row = reviewed.indicator
        if not reviewed.faults or id(row) not in tables:
            found.append(Proposed(reviewed, ()))
            continue
        case = Case(reviewed, known[background_key(row)], bank)
        found.append(_for_row(case, tables[id(row)], extra_candidates))
    return tuple(found)


def _for_row(case: Case, table: TableOfRows, extra_candidates: ExtraCandidates | None) -> Proposed:
    candidates = _candidates(case)
    if extra_candidates is not None:
        candidates = (*candidates, *extra_candidates(case, candidates))
    checked = [check_candidate(case, candidate, table) for candidate in candidates]
    refused = [each for each in checked if each.reasons]
    broken = {each.proposal.group for each in refused if each.proposal.group}
    shown: dict[tuple[str, str], Proposal] = {}
    for each in checked:
        if not each.reasons and each.proposal.group not in broken:
            shown.setdefault((each.proposal.name, each.proposal.target_value), each.proposal)
    return Proposed(replace(case.reviewed, proposals=_first(tuple(shown.values()))), tuple(refused))


def _candidates(case: Case) -> tuple[Proposal, ...]:
    for rule in ALONE:
        found = rule(case)
        if found:
            return found
    made = [proposal for rule in RULES for proposal in rule(case)]
    for rule in LAST:
        if len(made) >= _FEW or (made and rule is three_grades):
            break
        made += rule(case)
    return tuple(made)


def _first(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """The first candidates; the rows of one group count as one."""
    kept: list[Proposal] = []
    seen: set[str] = set()
    for proposal in proposals:
        key = proposal.group or f"{proposal.name}{proposal.target_value}"
        if key not in seen and len(seen) == MOST_CANDIDATES:
            continue
        seen.add(key)
        kept.append(proposal)
    return tuple(kept)
