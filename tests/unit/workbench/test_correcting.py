"""改成…: only what is certain is corrected by a click, and the corrected number follows the data."""

from __future__ import annotations

import pytest

from reportgen.errors import ReportgenError
from reportgen.model.draft import Figure, Paragraph, Words
from reportgen.workbench.correcting import accept_correction
from reportgen.workbench.draft_checking import check_part, known_of
from reportgen.workbench.drafts import OverwritingError, newest_draft, save_section, section_versions
from reportgen.workbench.users import NotAllowed
from unit.workbench.conftest import EDITOR, REVIEWER, TEMPLATES


@pytest.fixture
def typed(storage, filled):
    """A text in which the whole year's budget is written wrong."""
    draft = newest_draft(storage, filled.number)
    wrong = (Paragraph((Words("2023年全年预算数57,157,600.73元，其中另有培训98765人次。"),)),)
    save_section(storage, EDITOR, filled.number, 0, wrong, draft=draft.number, seen=1)
    draft = newest_draft(storage, filled.number)
    return draft, known_of(draft, filled.form, TEMPLATES)


def _certain(draft, known):
    findings = check_part(draft.sections[0].blocks, 0, known, correct=True)
    return next(each for each in findings if each.right)


def test_a_certain_correction_becomes_a_new_version_bound_to_its_fact(storage, filled, typed):
    draft, known = typed
    finding = _certain(draft, known)
    budget = known.ledger["budget.total.adjusted_budget"].text

    version = accept_correction(storage, EDITOR, filled.number, draft, known, position=0, number=finding.number, seen=2)

    assert (finding.text, finding.right) == ("57,157,600.73元", budget)
    newest = section_versions(storage, draft.number, 0)[0]
    assert (newest.version, newest.how) == (version, "corrected")
    assert newest.blocks[0].runs == (
        Words("2023年全年预算数"),
        Figure(budget, "budget.total.adjusted_budget"),
        Words("，其中另有培训98765人次。"),
    )


def test_a_finding_that_leaves_a_choice_is_not_corrected_by_a_click(storage, filled, typed):
    draft, known = typed
    unknown = next(each for each in check_part(draft.sections[0].blocks, 0, known) if "98765" in each.text)

    with pytest.raises(ReportgenError, match="怎样改要由您决定"):
        accept_correction(storage, EDITOR, filled.number, draft, known, position=0, number=unknown.number, seen=2)


def test_words_saved_by_somebody_else_meanwhile_are_not_overwritten(storage, filled, typed):
    draft, known = typed
    finding = _certain(draft, known)

    with pytest.raises(OverwritingError):
        accept_correction(storage, EDITOR, filled.number, draft, known, position=0, number=finding.number, seen=1)


def test_a_reviewer_corrects_nothing(storage, filled, typed):
    draft, known = typed
    finding = _certain(draft, known)

    with pytest.raises(NotAllowed, match="不能编辑报告文字"):
        accept_correction(storage, REVIEWER, filled.number, draft, known, position=0, number=finding.number, seen=2)
